"""Says things to actions as Rasa would have chosen them."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import HearthAction
from actions.rooms import Rooms

NOW = datetime(2026, 11, 21, 12, tzinfo=timezone.utc)


class Talk:
    """Says things to actions as Rasa would have chosen them."""

    def __init__(self, rooms: Rooms, consent: bool = True) -> None:
        self.rooms = rooms
        rooms.people.get_or_make("ann", "web")
        if consent:
            rooms.people.consent("ann", NOW)
        self.count = 0

    def __call__(self, action: HearthAction, intent: str, text: str, *ranking: tuple[str, float]) -> str:
        self.count += 1
        self.rooms.people.touch("ann")
        message: dict[str, Any] = {
            "text": text,
            "intent": {"name": intent},
            "intent_ranking": [{"name": n, "confidence": c} for n, c in ranking or ((intent, 0.9),)],
            "message_id": f"m{self.count}",
            "metadata": {},
        }
        tracker = Tracker("ann", {}, message, [], False, None, {}, None)
        dispatcher = CollectingDispatcher()
        action._run(dispatcher, tracker)
        self.buttons = [b["title"] for m in dispatcher.messages for b in m.get("buttons") or ()]
        return "\n".join(m.get("text") or "" for m in dispatcher.messages)


def exercise(rooms: Rooms) -> str:
    """The name of the open exercise, or ""."""
    current = rooms.exercises.current("ann")
    return current.skill if current else ""
