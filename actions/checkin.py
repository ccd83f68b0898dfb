"""The person wants to be written to, or opens a check-in."""

from __future__ import annotations

from actions.base import SkillAction


class ActionCheckin(SkillAction):
    """Starts `coaching.checkin`."""

    action_name = "action_checkin"
    skill = "checkin"
