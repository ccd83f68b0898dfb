"""When Hearth misunderstood: the last step is undone; once it offers its best guesses, twice it says so."""

from __future__ import annotations

import re

from actions.base import HearthAction, digress
from actions.dispatch import action_for
from actions.exercise import ActionExercise
from actions.talk import MENU
from actions.turn import Turn
from coaching.dialogue import Choice, Say
from coaching.resources import country_in
from coaching.skills import skill_named

GUESSES = 3
#: What a complaint holds; a word or two without it ("lol", "whatever") is none, and gets no apology.
_COMPLAINT = re.compile(
    r"\b(?:no|not|wrong|don'?t|doesn'?t|didn'?t|isn'?t|can'?t|mis\w+|useless|rubbish|crap|stupid|dumb|silly|bad|terrible|awful|annoying"
    r"|listen|understand|help\w*|meant|mean|robot|bot|generic|cold|rude|again|already|stop|nonsense|pointless|hate|worse|undo)\b",
    re.IGNORECASE,
)
#: What may be offered as a guess: each has a button title `talk.buttons.guess_<intent>`.
GUESSABLE = (
    "get_phrasing",
    "practise_conversation",
    "set_boundary",
    "recognise_progress",
    "cope_with_setback",
    "invite_connection",
    "support_myself",
    "share_feelings",
    "find_resources",
    "schedule_check_in",
    "review_history",
    "ask_question",
)


class ActionRepair(HearthAction):
    """`nlu_fallback` and `give_negative_feedback`."""

    action_name = "action_repair"

    def act(self, turn: Turn) -> None:
        """Undoes, guesses, or gives way."""
        if turn.intent == "give_negative_feedback":
            if turn.exercise is None and len(turn.text.split()) in (1, 2) and not _COMPLAINT.search(turn.text):
                turn.say(Say("feelings.short"))
            else:
                self._undo(turn)
        elif turn.exercise is not None:
            ActionExercise().act(turn)
        else:
            self._guess(turn)

    def _undo(self, turn: Turn) -> None:
        turn.profile.notes["missed"] = 0
        state = turn.step_back()
        if state is None:
            digress(turn, lambda: turn.say(Say("talk.negative_feedback", choices=() if turn.exercise else MENU)))
            return
        assert turn.exercise is not None
        turn.say(Say("talk.undo"), *skill_named(turn.exercise.skill).ask_again(state, turn.context)[:2])

    def _guess(self, turn: Turn) -> None:
        resources = action_for("find_resources")
        if resources is not None and len(turn.text.split()) <= 3 and country_in(turn.text):
            resources.act(turn)  # a bare country's name: what it is for is clear
            return
        missed = _missed_before(turn) + 1
        turn.profile.notes["missed"] = {"count": missed, "turn": turn.person.turn}
        if missed >= 2:
            turn.profile.notes["missed"] = 0
            turn.say(Say("talk.not_understood_twice", choices=MENU))
            return
        guesses = [name for name, _ in turn.ranking if name in GUESSABLE][:GUESSES]
        if turn.text:
            turn.profile.notes["unread"] = turn.text
        choices = [Choice(f"talk.buttons.guess_{name}", "guess", name) for name in guesses]
        turn.say(Say("talk.not_understood_once", choices=[*choices, Choice("talk.buttons.menu", "menu", "ask_help")]))


def _missed_before(turn: Turn) -> int:
    """How often in a row: a good turn in between starts the count anew."""
    last = turn.profile.notes.get("missed") or {}
    return int(last["count"]) if last and last["turn"] == turn.person.turn - 1 else 0
