"""The person tells of something good."""

from __future__ import annotations

from actions.base import SkillAction


class ActionProgress(SkillAction):
    """Starts `coaching.progress`."""

    action_name = "action_progress"
    skill = "progress"
