"""The person wants to rehearse a talk."""

from __future__ import annotations

from actions.base import SkillAction
from actions.turn import Turn
from coaching.dialogue import Heard, State
from coaching.scenario import scenarios
from coaching.skills import skill_named

_PARTNERS = ("partner", "husband", "wife", "boyfriend", "girlfriend", "ex")


def _another_kind(relation: str, state: State) -> bool:
    """Whether a scene that began plays a partner to somebody who spoke of a child, or the other way round."""
    scene = scenarios().get(str((state.get("session") or {}).get("scenario") or state.get("scenario") or ""))
    if scene is None or not relation:
        return False
    return (scene.persona.relation in _PARTNERS) != (relation in _PARTNERS)


class ActionPractice(SkillAction):
    """Starts `coaching.practice`."""

    action_name = "action_practice"
    skill = "practice"

    def act(self, turn: Turn) -> None:
        """Begins it. From wordings just found it goes straight into the scene that fits them: they are what is practised."""
        words = turn.state if turn.exercise is not None and turn.exercise.skill == "phrasing" else {}
        if turn.exercise is not None and turn.exercise.skill == "boundary" and turn.state.get("limit"):
            tried = f"{turn.state.get('happened', '')} {turn.state['limit']} {turn.state.get('words', '')}"
            wanted = Heard(text=tried, value="fitting")  # the limit just made is what is practised; it waits meanwhile
            step = skill_named("practice").start(wanted, turn.context)
            if _another_kind(turn.profile.relation, step.state):
                step = skill_named("practice").start(Heard(text=tried), turn.context)
            turn.begin("practice", step)
            return
        if turn.exercise is None or not words.get("draft"):
            super().act(turn)
            return
        about = f"{words['draft']} {words.get('own', '')} {words.get('v1', '')}"
        step = skill_named("practice").start(Heard(text=about, value="fitting"), turn.context)
        turn.rooms.exercises.finish(turn.exercise.id)  # the words are found; there is nothing to go back to
        turn.exercise = None
        turn.begin("practice", step)
