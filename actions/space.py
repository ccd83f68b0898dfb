"""The person looks at what is kept, or wants it gone."""

from __future__ import annotations

from actions.base import SkillAction


class ActionSpace(SkillAction):
    """Starts `coaching.space`."""

    action_name = "action_space"
    skill = "space"
