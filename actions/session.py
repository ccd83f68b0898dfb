"""The start of Rasa's session. What Hearth remembers is in the store, so nothing is carried over here."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecuted, EventType, SessionStarted
from rasa_sdk.executor import CollectingDispatcher


class ActionSessionStart(Action):
    """Rasa's own would emit every slot event of the past again, and grow with each session."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_session_start"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """An empty session."""
        return [SessionStarted(), ActionExecuted("action_listen")]
