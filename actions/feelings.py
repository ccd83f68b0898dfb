"""The person lets something out and asks for nothing."""

from __future__ import annotations

from actions.base import HearthAction
from actions.turn import Turn
from coaching.dialogue import Choice, Say
from coaching.feelings import OFFERS, doubts_self, listen, reflection, upset


class ActionFeelings(HearthAction):
    """Listens: see `coaching.feelings`."""

    action_name = "action_feelings"

    def act(self, turn: Turn) -> None:
        """One reflection, one gentle question or offer. What is open waits: its question is not put on top."""
        turn.profile.notes["listening"] = turn.person.turn
        if turn.button.get("value") == "listen":
            turn.say(Say("feelings.listen_on"))
            return
        if doubts_self(turn.text):
            carry_on = Choice("talk.buttons.carry_on", "", "resume")
            turn.say(Say("feelings.self_doubt", choices=(carry_on,) if turn.exercise is not None else ()))
            return
        if turn.exercise is not None:
            carry_on = Choice("talk.buttons.carry_on", "", "resume")
            turn.say(
                reflection(turn.text, 2 if upset(turn.text) else 1),
                Say("feelings.no_hurry", choices=(OFFERS[0], OFFERS[1], carry_on)),
            )
            return
        times = int(turn.profile.notes.get("listened", 0)) + 1
        turn.profile.notes["listened"] = times
        meant = str(turn.profile.notes.pop("meant", ""))
        first = Choice(f"talk.buttons.guess_{meant}", "guess", meant) if meant else None
        if first is not None:
            turn.profile.notes["unread"] = turn.text
        turn.say(*listen(turn.text, times, first))
