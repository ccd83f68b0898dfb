"""The person wants to rehearse a talk."""

from __future__ import annotations

from actions.base import SkillAction


class ActionPractice(SkillAction):
    """Starts `coaching.practice`."""

    action_name = "action_practice"
    skill = "practice"
