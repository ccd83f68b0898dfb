"""The person asks whether now is a good time to talk."""

from __future__ import annotations

from actions.base import SkillAction


class ActionTiming(SkillAction):
    """Starts `coaching.timing`."""

    action_name = "action_timing"
    skill = "timing"
