"""The person asks a question."""

from __future__ import annotations

from actions.base import SkillAction


class ActionLearn(SkillAction):
    """Starts `coaching.learn`."""

    action_name = "action_learn"
    skill = "learn"
