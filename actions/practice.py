"""The person wants to rehearse a talk."""

from __future__ import annotations

from actions.base import SkillAction
from actions.turn import Turn
from coaching.dialogue import Heard
from coaching.skills import skill_named


class ActionPractice(SkillAction):
    """Starts `coaching.practice`."""

    action_name = "action_practice"
    skill = "practice"

    def act(self, turn: Turn) -> None:
        """Begins it. From wordings just found it goes straight into the scene that fits them: they are what is practised."""
        words = turn.state if turn.exercise is not None and turn.exercise.skill == "phrasing" else {}
        if turn.exercise is None or not words.get("draft"):
            super().act(turn)
            return
        about = f"{words['draft']} {words.get('own', '')} {words.get('v1', '')}"
        step = skill_named("practice").start(Heard(text=about, value="fitting"), turn.context)
        turn.rooms.exercises.finish(turn.exercise.id)  # the words are found; there is nothing to go back to
        turn.exercise = None
        turn.begin("practice", step)
