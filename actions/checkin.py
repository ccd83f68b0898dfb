"""The person wants to be written to, or opens a check-in."""

from __future__ import annotations

from dataclasses import replace

from actions.base import SkillAction
from actions.turn import Turn
from coaching.skills import skill_named


class ActionCheckin(SkillAction):
    """Starts `coaching.checkin`."""

    action_name = "action_checkin"
    skill = "checkin"

    def act(self, turn: Turn) -> None:
        """Opens a reminder with what it is about: the lock screen did not say it."""
        matter = str((turn.button.get("about") or {}).get("matter", ""))
        if turn.intent != "open_check_in" or not matter:
            super().act(turn)
            return
        step = skill_named(self.skill).start(replace(turn.heard, text=matter), turn.context)
        turn.aside(step)
