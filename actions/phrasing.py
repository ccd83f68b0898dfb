"""The person wants words for a talk."""

from __future__ import annotations

from actions.base import SkillAction


class ActionPhrasing(SkillAction):
    """Starts `coaching.phrasing`."""

    action_name = "action_phrasing"
    skill = "phrasing"
