"""The person weighs whether to help with something."""

from __future__ import annotations

from actions.base import SkillAction


class ActionDecide(SkillAction):
    """Starts `coaching.decide`."""

    action_name = "action_decide"
    skill = "decide"
