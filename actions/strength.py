"""The person needs something for themselves."""

from __future__ import annotations

from actions.base import SkillAction


class ActionStrength(SkillAction):
    """Starts `coaching.strength`."""

    action_name = "action_strength"
    skill = "strength"
