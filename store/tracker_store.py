"""Rasa's memory of a dialogue, in our database: sealed, of bounded length, one row a conversation.

The only file of the store that imports Rasa. In endpoints.yml:

    tracker_store:
      type: store.tracker_store.HearthTrackerStore
      url: ${HEARTH_DATABASE_URL}

The master key comes from `HEARTH_MASTER_KEY`, else from the file named by `HEARTH_KEY_FILE` (var/master.key).
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionReverted,
    ActiveLoop,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
    deserialise_events,
)
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import delete, select

from store.database import Database, open_database, utc_now
from store.errors import Gone, StoreError
from store.models import people, trackers

KEPT_EVENTS = 40  #: at least so many are kept, then as many as it takes to begin with a message of the person
KEPT_MESSAGES = 5  #: and at least so many messages of the person: policies look back a few turns


class HearthTrackerStore(TrackerStore, SerializedTrackerAsText):
    """Keeps the end of each conversation. Errors are raised as StoreError, never swallowed.

    Rasa wraps every tracker store into a FailSafeTrackerStore, which does swallow: whoever starts Rasa must unwrap it.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        host: str | None = None,
        event_broker: EventBroker | None = None,
        url: str | None = None,
        key_file: str | None = None,
        **kwargs: Any,
    ) -> None:
        """host: the database's URL (endpoints.yml's `url` comes under this name), else `HEARTH_DATABASE_URL`.
        key_file: else `HEARTH_KEY_FILE`. Raises StoreError."""
        if event_broker is not None:
            raise StoreError("An event broker would carry conversations out of the encrypted store: configure none.")
        super().__init__(domain, None, **kwargs)
        address = host or url or os.environ.get("HEARTH_DATABASE_URL") or "sqlite:///var/hearth.db"
        keys = Path(key_file or os.environ.get("HEARTH_KEY_FILE") or "var/master.key")
        try:
            self._db: Database = open_database(address, keys, os.environ.get("HEARTH_MASTER_KEY"))
        except (AttributeError, ImportError) as error:
            # Rasa would take these two for a wrong class name and go on with a store in memory.
            raise StoreError(f"The tracker store could not start: {type(error).__name__}.") from error

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation of a person, or None. sender_id: the person's id."""
        events = await asyncio.to_thread(self._load, sender_id)
        if events is None:
            return None
        return DialogueStateTracker.from_events(sender_id, deserialise_events(events), self.domain.slots)

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """The same: older events are not kept."""
        return await self.retrieve(conversation_id)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Replace the row. Stores nothing for somebody who does not exist (any more)."""
        # Copied to plain data here: the tracker must not be read by a thread while the event loop may change it.
        events = [trimmed(event) for event in bounded(tracker, self.domain)]
        if events:
            await asyncio.to_thread(self._store, tracker.sender_id, events)

    async def keys(self) -> Iterable[str]:
        """The ids of all people with a conversation."""
        return await asyncio.to_thread(self._keys)

    async def delete(self, conversation_id: str) -> None:
        """Forget a conversation."""
        await asyncio.to_thread(self._delete, conversation_id)

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    def _load(self, person_id: str) -> list[dict[str, Any]] | None:
        with self._db.session(write=False) as connection:
            row = connection.execute(
                select(trackers.c.data, people.c.data_key)
                .join(people, people.c.id == trackers.c.person_id)
                .where(trackers.c.person_id == person_id)
            ).first()
        if row is None:
            return None
        known = {slot.name for slot in self.domain.slots}
        events: list[dict[str, Any]] = self._db.keyring.unwrap(row.data_key).open(row.data)["events"]
        # A slot that a newer model no longer has must not be set: Rasa would log an error for each, every turn.
        return [event for event in events if event["event"] != SlotSet.type_name or event["name"] in known]

    def _store(self, person_id: str, events: list[dict[str, Any]]) -> None:
        try:
            with self._db.session() as connection:
                sealed = self._db.box(connection, person_id).seal({"events": events})
                values = {"data": sealed, "updated_at": utc_now()}
                connection.execute(
                    self._db.insert(trackers)
                    .values(person_id=person_id, **values)
                    .on_conflict_do_update(index_elements=["person_id"], set_=values)
                )
        except Gone:
            return  # deleted in the middle of their turn: nothing of it may come back

    def _keys(self) -> list[str]:
        with self._db.session(write=False) as connection:
            return list(connection.execute(select(trackers.c.person_id)).scalars())

    def _delete(self, person_id: str) -> None:
        with self._db.session() as connection:
            connection.execute(delete(trackers).where(trackers.c.person_id == person_id))
        self._db.scrub()


def bounded(tracker: DialogueStateTracker, domain: Domain) -> list[Event]:
    """The end of a tracker's latest session, from a message of the person on, behind a session start that sets the
    slots (and the loop) to what they were there: replaying it gives the same state and the same last features."""
    events = _in_force(tracker.events)
    cut, said = 0, 0
    for at in range(len(events) - 1, 0, -1):
        if isinstance(events[at], UserUttered):
            said += 1
            if said >= KEPT_MESSAGES and len(events) - at >= KEPT_EVENTS:
                cut = at
                break
    if cut == 0:
        return events
    before = DialogueStateTracker.from_events(tracker.sender_id, events[:cut], domain.slots)
    at_cut = events[cut].timestamp
    prefix: list[Event] = [ActionExecuted(ACTION_SESSION_START_NAME, timestamp=at_cut), SessionStarted(at_cut)]
    prefix += [
        SlotSet(name, slot.value, timestamp=at_cut)
        for name, slot in before.slots.items()
        if slot.value != slot.initial_value
    ]
    if before.active_loop_name:
        prefix.append(ActiveLoop(before.active_loop_name, timestamp=at_cut))
    # A turn that no story or rule begins with. Without it, policies would take the cut for the start of the
    # conversation, and stories and `conversation_start` rules would fire in the middle of it.
    prefix.append(ActionExecuted(ACTION_SESSION_START_NAME, timestamp=at_cut))
    prefix.append(ActionExecuted(ACTION_LISTEN_NAME, timestamp=at_cut))
    return prefix + events[cut:]


def _in_force(events: Iterable[Event]) -> list[Event]:
    """The latest session without what was taken back. A fallback takes back its whole turn, so that forty raw events
    could be forty that no policy sees; and Rasa replays everything for each such event, on every load."""
    kept: list[Event] = []
    opening: Event | None = None
    for event in events:
        if isinstance(event, SessionStarted):
            kept = [opening, event] if opening is not None else [event]
        elif isinstance(event, Restarted):
            kept = [event]
        elif isinstance(event, ActionReverted):
            _undo(kept, ActionExecuted)
        elif isinstance(event, UserUtteranceReverted):
            _undo(kept, UserUttered)
            _undo(kept, ActionExecuted)  # the action_listen before it
        else:
            kept.append(event)
        opening = event if isinstance(event, ActionExecuted) else None
    return kept


def _undo(events: list[Event], kind: type[Event]) -> None:
    # As Rasa does it: back to the last one of this kind, or all. The session's start itself is no turn and stays.
    while events and not isinstance(events[-1], (SessionStarted, Restarted)):
        if isinstance(events.pop(), kind):
            return


def trimmed(event: Event) -> dict[str, Any]:
    """An event as JSON-able data, without what nothing reads again: rankings, tokens, metadata, buttons."""
    data: dict[str, Any] = event.as_dict()
    data.pop("metadata", None)
    if data["event"] == UserUttered.type_name:
        parsed = data["parse_data"]
        intent = parsed.get("intent") or {}
        data["parse_data"] = {
            "text": parsed.get("text"),
            "intent": {key: intent[key] for key in ("name", "confidence") if key in intent},
            "entities": [
                {key: value for key, value in entity.items() if key in _ENTITY_KEYS}
                for entity in parsed.get("entities") or ()
            ],
        }
        data.pop("message_id", None)
    elif data["event"] == "bot":
        data["data"] = {}
    return data


_ENTITY_KEYS = frozenset({"entity", "value", "role", "group", "start", "end"})
