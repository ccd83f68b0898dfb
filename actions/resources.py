"""The person looks for help."""

from __future__ import annotations

from actions.base import SkillAction


class ActionResources(SkillAction):
    """Starts `coaching.resources`."""

    action_name = "action_resources"
    skill = "resources"
