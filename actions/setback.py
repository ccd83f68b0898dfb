"""The person tells of a return to use or another setback."""

from __future__ import annotations

from actions.base import SkillAction


class ActionSetback(SkillAction):
    """Starts `coaching.setback`."""

    action_name = "action_setback"
    skill = "setback"
