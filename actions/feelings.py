"""The person lets something out and asks for nothing."""

from __future__ import annotations

from actions.base import HearthAction, digress
from actions.turn import Turn
from coaching.dialogue import Say
from coaching.feelings import listen


class ActionFeelings(HearthAction):
    """Listens: see `coaching.feelings`."""

    action_name = "action_feelings"

    def act(self, turn: Turn) -> None:
        """One reflection, one gentle question or offer."""
        digress(turn, lambda: self._listen(turn))

    def _listen(self, turn: Turn) -> None:
        if turn.button.get("value") == "listen":
            turn.say(Say("feelings.listen_on"))
            return
        times = int(turn.profile.notes.get("listened", 0)) + 1
        turn.profile.notes["listened"] = times
        turn.profile.notes["listening"] = turn.person.turn
        turn.say(*listen(turn.text, times))
