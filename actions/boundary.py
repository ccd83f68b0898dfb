"""The person wants to set a limit or tells of one."""

from __future__ import annotations

from actions.base import SkillAction


class ActionBoundary(SkillAction):
    """Starts `coaching.boundary`."""

    action_name = "action_boundary"
    skill = "boundary"
