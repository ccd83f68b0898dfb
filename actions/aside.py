"""What is said beside the open question: met in a line, never kept as an answer, and the question goes on."""

from __future__ import annotations

from actions.base import HearthAction
from actions.turn import Turn
from coaching.aside import aside
from coaching.asking import Guided
from coaching.dialogue import Choice, Heard, Say
from coaching.skills import skill_named

#: After these nothing is asked on top: they need a moment, or ask for another beginning.
PASSES = ("skip", "private", "unsure")


class ActionAside(HearthAction):
    """Called for by `actions.plainly`, never by Rasa."""

    action_name = "action_aside"

    def act(self, turn: Turn) -> None:
        """By kind of aside."""
        kind = aside(turn.text) or "others"
        if turn.exercise is None:
            turn.say(*_without_exercise(turn, kind))
            return
        skill = skill_named(turn.exercise.skill)
        if kind in PASSES and isinstance(skill, Guided):
            step = skill.passed(turn.state, kind, turn.context)
            if step is not None:
                if len(step.say) < 3 and kind != "unsure":
                    step.say = [Say(f"aside.{kind}"), *step.say]
                turn.go_on(step)
                return
            if kind == "unsure":
                kind = "unsure_needed"
        if kind == "restart":
            _restart(turn)
            return
        if kind == "interrupted":
            turn.say(Say("aside.interrupted", choices=(Choice("talk.buttons.carry_on", "", "resume"),)))
            return
        asked = (
            skill.again(turn.state).say
            if isinstance(skill, Guided) and turn.exercise.skill == "boundary" and turn.state.get("at") != "which"
            else skill.ask_again(turn.state, turn.context)
        )
        if kind == "where":
            limit = str(turn.state.get("limit") or "")
            so_far = (
                Say("aside.where_so_far", {"what": limit})
                if limit
                else Say("aside.where", {"skill": turn.skill_name(turn.exercise.skill)})
            )
            turn.say(so_far, *asked[:2])
            return
        turn.say(Say(_why(turn) if kind == "why" else f"aside.{kind}"), *asked[:2])


def _why(turn: Turn) -> str:
    """The reason for this very question, where one is written."""
    assert turn.exercise is not None
    own = f"aside.why_{turn.exercise.skill}_{turn.state.get('at', '')}"
    return own if own in turn.rooms.wording.lines else "aside.why"


def _restart(turn: Turn) -> None:
    """The same exercise from its first question; nothing that was saved is touched."""
    assert turn.exercise is not None
    name = turn.exercise.skill
    turn.rooms.exercises.finish(turn.exercise.id)
    turn.exercise = None
    turn.say(Say("aside.restart"))
    turn.begin(name, skill_named(name).start(Heard(), turn.context))


def _without_exercise(turn: Turn, kind: str) -> list[Say]:
    waiting = turn.rooms.exercises.paused(turn.person_id)
    if kind == "where" and waiting:
        turn.exercise = turn.rooms.exercises.resume(waiting[0].id)
        asked = skill_named(turn.exercise.skill).ask_again(turn.state, turn.context)
        return [Say("aside.where", {"skill": turn.skill_name(turn.exercise.skill)}), *asked[:2]]
    if kind == "where":
        for saved, key, field in (
            ("limit", "limit", "limit"),
            ("wording", "wording", "text"),
            ("progress", "progress", "what"),
        ):
            if items := turn.saved[saved]:
                return [Say(f"aside.where_last_{key}", {"what": str(items[-1].get(field, ""))})]
        return [Say("aside.where_nowhere")]
    return [
        Say(
            {"restart": "aside.fresh", "unsure": "aside.unsure_open", "hard": "aside.hard_open"}.get(
                kind, f"aside.{kind}"
            )
        )
    ]
