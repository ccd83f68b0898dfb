"""Answers inside an exercise, and going on with a paused one."""

from __future__ import annotations

import re

from actions.base import HearthAction, digress
from actions.dispatch import WISHES, action_for
from actions.plainly import SURELY
from actions.turn import Turn
from coaching.affirming import praiseworthy
from coaching.asking import Guided, is_question
from coaching.dialogue import Expects, Heard, Listens, Say, State, Step
from coaching.feelings import feels, reflection, telling, theme, upset
from coaching.knowing import corrected
from coaching.language.plain import plain
from coaching.language.values import all_or_none
from coaching.learn import KNOWN, library
from coaching.referral import referral
from coaching.skills import SKILLS, skill_named

#: How likely another wish must be for words that did not answer the question to be taken as that wish: the first time,
#: and when the question had no answer twice in a row.
OTHER_WISH = (0.75, 0.45)
TRIES = 2  #: how often a question that can go without an answer is asked in vain
LONG = 8  #: words; a longer message that answers nothing wants something
_UNKNOWN = re.compile(
    r"(?:(?:um+|er+m*|hm+|well|honestly|oh|sorry|no|tbh|but|god),? )*(?:i (?:really |honestly |just )?(?:don'?t|dont|do not) (?:really |actually )?know(?: (?:yet|really|honestly|what to (?:say|do|write|put)|how to (?:say|put) it|tbh|sorry))?"
    r"|idk|dunno|no (?:idea|clue)|not sure(?: yet)?|(?:i )?can'?t think(?: of (?:anything|one))?|(?:i'?m )?not sure|you tell me|hard to say)\W*"
)
_TO_THEM = re.compile(
    r"\b(?:you|your|u|ur|yours|i|me|my|we|us|our|he|she|him|her|they|it|that|this)\b|^(?!(?:what|how|why|is|are|does|do|can) )"
)
_ASKS = re.compile(
    r"\?\s*$|^(?:how|what|why|where|who|which|should|could|can|is it|does|do i|will)\b"
    r"|^when (?:do|does|did|should|shall|can|could|will|would|is|are|was)\b"  # "when he asks" asks nothing
)


class ActionExercise(HearthAction):
    """The person answered the open question, typed or by button."""

    action_name = "action_exercise"

    def act(self, turn: Turn) -> None:
        """Hands the answer to the exercise that it belongs to."""
        meant = turn.button.get("exercise")
        if meant is not None and (turn.exercise is None or turn.exercise.id != meant):
            if not any(e.id == meant for e in turn.rooms.exercises.paused(turn.person_id)):
                turn.say(Say("talk.old_button"))
                return
            turn.exercise = turn.rooms.exercises.resume(meant)
        if turn.exercise is None:
            turn.say(Say("talk.old_button"))
            return
        skill = skill_named(turn.exercise.skill)
        answers = isinstance(skill, Guided) and skill.surely_answers(turn.state, turn.text)
        if turn.exercise.expects != Expects.LINE and (fixed := corrected(turn.text)):
            turn.remember(fixed)
            digress(turn, lambda: turn.say(Say("talk.relation_changed")))
            return
        to_them = turn.exercise.expects == Expects.LINE and _TO_THEM.search(plain(turn.text))  # said in a role-play
        if not to_them and not turn.button and not answers and _library_knows(turn.text):
            digress(turn, lambda: turn.aside(skill_named("learn").start(turn.heard, turn.context)))
            return
        if turn.exercise.expects == Expects.TEXT and not turn.button and _UNKNOWN.fullmatch(plain(turn.text)):
            self._instead(
                turn, Step([], turn.state, Expects(turn.exercise.expects))
            )  # "I don't know" is no limit, no ask
            return
        step = skill.answer(turn.state, turn.heard, turn.context)
        if _unanswered(turn, step, turn.state):
            self._instead(turn, step)
        else:
            turn.profile.notes.pop("unanswered", None)
            turn.go_on(step)

    @staticmethod
    def _listen(turn: Turn) -> None:
        """They tell how it is instead of answering a question that can wait: the exercise is put aside, and kept."""
        assert turn.exercise is not None
        listens = action_for("share_feelings")
        assert listens is not None
        turn.profile.notes.pop("unanswered", None)
        listens.act(turn)
        turn.rooms.exercises.pause(turn.exercise.id)
        turn.profile.notes["offered"] = turn.exercise.id  # it stands under the answer: no second offer
        turn.exercise = None

    def _instead(self, turn: Turn, step: Step) -> None:
        """The question found no answer: a question is answered, another wish is followed; the second time it is said
        that one may stop. The exercise is kept in any case."""
        assert turn.exercise is not None
        last = turn.profile.notes.get("unanswered") or {}
        times = int(last.get("times", 0)) + 1 if last.get("exercise") == turn.exercise.id else 1
        turn.profile.notes["unanswered"] = {"exercise": turn.exercise.id, "times": times}
        skill = skill_named(turn.exercise.skill)
        if times > TRIES and isinstance(skill, Guided) and (passed := skill.passed(turn.state, "skip", turn.context)):
            turn.profile.notes.pop("unanswered", None)
            turn.go_on(passed)  # asked often enough: on without it
            return
        name, sure = _other_wish(turn)
        asks = (
            len(turn.text.split()) >= 2
            and _ASKS.search(plain(turn.text))
            and turn.exercise.skill != "learn"
            and not referral(turn.text)
        )
        if asks and (name == "ask_question" or sure < OTHER_WISH[0]):  # "how do I stop giving him money?" is a wish
            found = library().find(turn.text)
            if found and found[0][1] >= KNOWN:
                name, sure = "ask_question", 1.0
        if name == "recognise_progress" and (turn.exercise.skill == "setback" or not praiseworthy(turn.text)):
            name, sure = "", 0.0  # while it is open whether they are safe, nothing is praised
        other = action_for(name) if sure >= OTHER_WISH[min(times, 2) - 1] else None
        if other is not None:
            turn.intent = name
            turn.profile.notes.pop("unanswered", None)
            other.act(turn)
            return
        if _waits(turn) and (telling(turn.text) or theme(turn.text) or feels(turn.text) or upset(turn.text)):
            self._listen(turn)
            return
        heard = skill.told(turn.state, turn.heard, turn.context) if isinstance(skill, Listens) else None
        if heard is not None:
            turn.go_on(heard)
            return
        if not step.say:
            step.say = [Say("talk.dont_know"), *skill.ask_again(turn.state, turn.context)[:2]]
        elif telling(turn.text) and len(step.say) < 3:
            step.say = [reflection(turn.text), *step.say]  # what weighs is heard before it is asked again
            times = 1
        several = all_or_none(turn.text) if turn.exercise.expects == Expects.CHOICE else None
        turn.go_on(step)
        if several is not None and len(turn.bubbles) < 3:
            turn.bubbles.insert(0, turn.bubble(Say("talk.one_first" if several else "talk.none_fits")))
        if times % 2 == 0 and len(turn.bubbles) < 3:
            turn.bubbles.insert(-1, turn.bubble(Say("talk.may_stop")))


def _library_knows(text: str) -> bool:
    """Whether it is a plain question that the library answers surely; it then is no answer to ours."""
    if referral(text) or not text.rstrip().endswith("?") or not is_question(text) or len(text.split()) > 20:
        return False
    found = library().find(text)
    return bool(found) and found[0][1] >= SURELY


def _waits(turn: Turn) -> bool:
    """Whether the open question is of those after a setback that nobody's safety hangs on."""
    assert turn.exercise is not None
    return turn.exercise.skill == "setback" and turn.state.get("at") in ("later", "tomorrow", "log")


def _bare(state: State) -> State:
    """A state without the notes that a question was asked in vain."""
    return {
        key: value
        for key, value in state.items()
        if key not in ("missed", "gate_missed", "wake_asked", "keep_missed", "safe_missed", "alone_missed")
    }


def _unanswered(turn: Turn, step: Step, state: State) -> bool:
    """Whether words, not a button, left the exercise just as it was."""
    same = not step.done and _bare(step.state) == _bare(state) and not step.effects
    return bool(turn.text) and not turn.button and same and step.expects is not Expects.LINE


def _other_wish(turn: Turn) -> tuple[str, float]:
    """The likeliest wish that belongs to another skill than the open one, and how likely it is. In a longer message
    the wish that would begin the open exercise anew says nothing: the next one counts, by its share of the rest."""
    assert turn.exercise is not None
    words, rest = len(turn.text.split()), 1.0
    for name, sure in turn.ranking if words >= 3 else ():
        own = getattr(action_for(name), "skill", "")
        if own not in SKILLS or own != turn.exercise.skill:
            return (name, sure / max(rest, 0.25)) if name in WISHES else ("", 0.0)
        rest -= sure
        if words < LONG:
            break
    return "", 0.0


class ActionResume(HearthAction):
    """The person goes on with something that was put aside."""

    action_name = "action_resume"

    def act(self, turn: Turn) -> None:
        """Opens it where it was and asks its question again."""
        value = str(turn.button.get("value") or "")
        if turn.exercise is not None and not value and turn.looked_back:
            turn.go_on(skill_named("practice").answer(turn.state, Heard(value="carry_on"), turn.context))
            return
        if turn.exercise is not None and not value:  # "carry on" in the middle: there is the question
            turn.say(*skill_named(turn.exercise.skill).ask_again(turn.state, turn.context)[:2])
            return
        waiting = turn.rooms.exercises.paused(turn.person_id)
        if turn.exercise is not None:  # opened again already, as after a danger answer
            waiting = [turn.exercise, *waiting]
        chosen = next((e for e in waiting if str(e.id) == value), waiting[0] if waiting and not value else None)
        if chosen is None:
            turn.say(Say("talk.nothing_to_carry_on"))
            return
        turn.exercise = turn.rooms.exercises.resume(chosen.id)
        turn.say(Say("talk.carry_on", {"skill": turn.skill_name(chosen.skill)}))
        turn.say(*skill_named(chosen.skill).ask_again(turn.state, turn.context)[:2])
