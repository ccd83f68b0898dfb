"""The person wants the loved one to join something."""

from __future__ import annotations

from actions.base import SkillAction


class ActionInvite(SkillAction):
    """Starts `coaching.invite`."""

    action_name = "action_invite"
    skill = "invite"
