"""When Hearth misunderstood: the last step is undone; once it offers its best guesses, twice it says so."""

from __future__ import annotations

import re

from actions.base import HearthAction, digress
from actions.dispatch import WISHES, action_for
from actions.exercise import ActionExercise
from actions.talk import MENU
from actions.turn import Turn
from coaching.dialogue import Choice, Say
from coaching.feelings import reflection, telling
from coaching.knowing import corrected
from coaching.language.reading import meant_back, meant_otherwise, not_followed
from coaching.resources import country_in
from coaching.skills import skill_named

GUESSES = 3
COMMON = ("share_feelings", "get_phrasing", "ask_question")  #: offered where nothing likelier is
#: What a complaint holds; a word or two without it ("lol", "whatever") is none, and gets no apology.
_COMPLAINT = re.compile(
    r"\b(?:no|not|wrong|don'?t|doesn'?t|didn'?t|isn'?t|can'?t|mis\w+|useless|rubbish|crap|stupid|dumb|silly|bad|terrible|awful|annoying"
    r"|listen|understand|help\w*|meant|mean|robot|bot|generic|cold|rude|again|already|stop|nonsense|pointless|hate|worse|undo)\b",
    re.IGNORECASE,
)


class ActionRepair(HearthAction):
    """`nlu_fallback` and `give_negative_feedback`."""

    action_name = "action_repair"

    def act(self, turn: Turn) -> None:
        """Undoes, guesses, or gives way."""
        if turn.intent == "give_negative_feedback":
            if meant_back(turn.text):
                self._back(turn)
            elif fixed := corrected(turn.text):
                turn.remember(fixed)
                digress(turn, lambda: turn.say(Say("talk.relation_changed")))
            elif turn.exercise is None and not_followed(turn.text):
                turn.say(Say("talk.unclear", choices=MENU))
            elif turn.exercise is None and len(turn.text.split()) in (1, 2) and not _COMPLAINT.search(turn.text):
                turn.say(Say("feelings.short"))
            else:
                self._undo(turn)
        elif turn.exercise is not None:
            ActionExercise().act(turn)
        else:
            self._guess(turn)

    def _back(self, turn: Turn) -> None:
        """ "go back": no complaint, so no apology."""
        turn.profile.notes["missed"] = 0
        if turn.exercise is None:
            turn.say(Say("talk.nothing_to_undo", choices=MENU))
            return
        state = turn.step_back()
        if state is None:
            turn.say(Say("talk.back_at_start"))
            turn.say(*skill_named(turn.exercise.skill).ask_again(turn.state, turn.context)[:2])
            return
        turn.say(Say("talk.back"), *skill_named(turn.exercise.skill).ask_again(state, turn.context)[:2])

    def _undo(self, turn: Turn) -> None:
        turn.profile.notes["missed"] = 0
        state = turn.step_back()
        if state is None and turn.exercise is not None and meant_otherwise(turn.text):
            self._leave(turn)
            return
        if state is None:
            choices = () if turn.exercise else _meant_rather(turn) or MENU
            digress(turn, lambda: turn.say(Say("talk.negative_feedback", choices=choices)))
            return
        assert turn.exercise is not None
        turn.say(Say("talk.undo"), *skill_named(turn.exercise.skill).ask_again(state, turn.context)[:2])

    def _leave(self, turn: Turn) -> None:
        """The exercise itself was not what they meant: it is put aside, and what it had put aside goes on."""
        assert turn.exercise is not None
        waiting = turn.rooms.exercises.paused(turn.person_id)
        turn.rooms.exercises.finish(turn.exercise.id)
        turn.exercise = turn.rooms.exercises.resume(waiting[0].id) if waiting else None
        if turn.exercise is None:
            turn.say(Say("talk.negative_feedback", choices=MENU))
            return
        turn.say(Say("talk.undo"), *skill_named(turn.exercise.skill).ask_again(turn.state, turn.context)[:2])

    def _guess(self, turn: Turn) -> None:
        resources = action_for("find_resources")
        if resources is not None and len(turn.text.split()) <= 3 and country_in(turn.text):
            resources.act(turn)  # a bare country's name: what it is for is clear
            return
        if telling(turn.text):
            self._listen(turn)
            return
        missed = _missed_before(turn) + 1
        turn.profile.notes["missed"] = {"count": missed, "turn": turn.person.turn}
        if missed >= 2:
            turn.profile.notes["missed"] = 0
            line = "crisis" in turn.rooms.answers.values(turn.profile.country)
            person = Choice("talk.buttons.find_person", "person", "find_resources")
            key = "talk.not_understood_twice_crisis" if line else "talk.not_understood_twice"
            turn.say(Say(key, choices=(person, *MENU[:2], MENU[-1])))
            return
        likely = [name for name, _ in turn.ranking if name in WISHES]
        guesses = list(dict.fromkeys((*likely, *COMMON)))[:GUESSES]
        if turn.text:
            turn.profile.notes["unread"] = turn.text
        choices = [Choice(f"talk.buttons.guess_{name}", "guess", name) for name in guesses]
        turn.say(Say("talk.not_understood_once", choices=[*choices, Choice("talk.buttons.menu", "menu", "ask_help")]))

    def _listen(self, turn: Turn) -> None:
        """A story whose wish is unclear is heard first; what could be done with it is offered, not asked for."""
        turn.profile.notes.update(unread=turn.text, listening=turn.person.turn)
        guesses = [name for name, _ in turn.ranking if name in WISHES and name != "share_feelings"][: GUESSES - 1]
        choices = [Choice(f"talk.buttons.guess_{name}", "guess", name) for name in ("share_feelings", *guesses)]
        menu = Choice("talk.buttons.menu", "menu", "ask_help")
        turn.say(reflection(turn.text), Say("talk.heard_what_now", choices=[*choices, menu]))


def _meant_rather(turn: Turn) -> tuple[Choice, ...]:
    """What the message before may have meant instead, likeliest first, and the menu; () when nothing is known."""
    last = turn.profile.notes.get("last") or {}
    names = [name for name in last.get("else", ()) if name in WISHES][:GUESSES]
    if last.get("turn") != turn.person.turn - 1 or not names:
        return ()
    found = [Choice(f"talk.buttons.guess_{name}", "menu", name) for name in names]
    return (*found, Choice("talk.buttons.menu", "menu", "ask_help"))


def _missed_before(turn: Turn) -> int:
    """How often in a row: a good turn in between starts the count anew."""
    last = turn.profile.notes.get("missed") or {}
    return int(last["count"]) if last and last["turn"] == turn.person.turn - 1 else 0
