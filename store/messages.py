"""Inbox, outbox and buttons: what was said both ways. Nothing is lost, nothing is answered twice.

A message is stored before it is worked on; its replies are stored, together with the mark that it is done, before they
are sent.

A *reply* handed in is a dict: `{"kind": "message"|"crisis"|"notice"|..., "text": str,
"buttons": [{"title": str, "payload": dict}], "image": {"id": str, "alt": str}}`; `kind`, `buttons`, `image` may be
left out. A payload stays here, sealed; people only ever see a random token.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select, update

from store.database import Database, utc_now
from store.envelopes import MAX_PARTS, Incoming, Outgoing, Received, Reply, incoming, outgoing, replies_to, write
from store.errors import Gone
from store.models import buttons, messages, people

__all__ = ["MAX_PARTS", "Buttons", "Inbox", "Incoming", "Outbox", "Outgoing", "Received", "Reply"]


class Inbox:
    """What people sent."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def receive(
        self, person_id: str, channel: str, external_id: str, body: Mapping[str, Any], kind: str = "text"
    ) -> Received:
        """Store a message once; `external_id` is the channel's own id of it. Raises Gone when nobody has this id."""
        with self._db.session() as connection:
            values = {
                "person_id": person_id,
                "direction": "in",
                "channel": channel,
                "external_id": external_id,
                "part": 0,
                "kind": kind,
                "body": self._db.box(connection, person_id).seal(dict(body)),
                "state": "received",
                "attempts": 0,
                "created_at": utc_now(),
            }
            return Received(
                *self._db.insert_once(connection, messages, values, ("person_id", "direction", "external_id"))
            )

    def start(self, message_id: int) -> int:
        """Work on it begins. Gives how many times it was begun, this one included. Raises Gone."""
        with self._db.session() as connection:
            connection.execute(
                update(messages)
                .where(messages.c.id == message_id, messages.c.state.in_(("received", "working")))
                .values(state="working", attempts=messages.c.attempts + 1)
            )
            row = connection.execute(
                select(messages.c.attempts).where(messages.c.id == message_id, messages.c.direction == "in")
            ).first()
        if row is None:
            raise Gone("There is no such message.")
        return int(row.attempts)

    def finish(self, message_id: int, replies: Sequence[Reply]) -> list[Outgoing]:
        """Mark the message done and store its replies, both or neither. A second time gives the first one's replies.

        Raises Gone when the message was deleted meanwhile (as by "delete everything"): then the replies are the
        caller's to send without being kept.
        """
        with self._db.session() as connection:
            marked = connection.execute(
                update(messages)
                .where(messages.c.id == message_id, messages.c.direction == "in", messages.c.state != "done")
                .values(state="done")
            )
            row = connection.execute(
                select(messages.c.person_id, messages.c.channel).where(
                    messages.c.id == message_id, messages.c.direction == "in"
                )
            ).first()
            if row is None:
                raise Gone("There is no such message.")
            if marked.rowcount == 0:
                return replies_to(self._db, connection, message_id)
            box = self._db.box(connection, row.person_id)
            prefix = f"re:{message_id}"
            return write(connection, box, row.person_id, row.channel, prefix, replies, reply_to=message_id)

    def unfinished(self) -> list[Incoming]:
        """Messages not answered yet, oldest first (so in order for each person): for going on after a crash."""
        with self._db.session(write=False) as connection:
            rows = connection.execute(
                select(messages, people.c.data_key)
                .join(people, people.c.id == messages.c.person_id)
                .where(messages.c.state.in_(("received", "working")))
                .order_by(messages.c.id)
            ).all()
        return [incoming(self._db.keyring.unwrap(row.data_key), row) for row in rows]

    def replies_to(self, message_id: int) -> list[Outgoing]:
        """The stored replies to a message, in order."""
        with self._db.session(write=False) as connection:
            return replies_to(self._db, connection, message_id)


class Outbox:
    """What Hearth says."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, person_id: str, external_id: str, replies: Sequence[Reply]) -> list[Outgoing]:
        """Store bubbles that answer no message (follow-ups, notices). The same `external_id` again gives the first
        ones. Raises Gone when nobody has this id."""
        with self._db.session() as connection:
            # Locks the person's row on PostgreSQL, so that two workers adding the same thing come one after the other.
            row = connection.execute(
                select(people.c.channel, people.c.data_key).where(people.c.id == person_id).with_for_update()
            ).first()
            if row is None:
                raise Gone("There is no such person.")
            box = self._db.keyring.unwrap(row.data_key)
            prefix = f"add:{external_id}"
            there = connection.execute(
                select(messages)
                .where(
                    messages.c.person_id == person_id,
                    messages.c.direction == "out",
                    messages.c.external_id.in_([f"{prefix}#{part}" for part in range(MAX_PARTS)]),
                )
                .order_by(messages.c.id)
            ).all()
            if there:
                return [outgoing(box, message) for message in there]
            return write(connection, box, person_id, row.channel, prefix, replies, reply_to=None)

    def sent(self, message_id: int) -> None:
        """It was delivered."""
        self._mark(message_id, state="sent", sent_at=utc_now(), error_code=None)

    def failed(self, message_id: int, error_code: str) -> None:
        """It will not be delivered. error_code: a short word ("blocked"), never a text of ours or theirs."""
        self._mark(message_id, state="failed", error_code=error_code[:60])

    def pending(self, channel: str) -> list[Outgoing]:
        """What is still to be sent, in order."""
        with self._db.session(write=False) as connection:
            rows = connection.execute(
                select(messages, people.c.data_key)
                .join(people, people.c.id == messages.c.person_id)
                .where(messages.c.state == "pending", messages.c.channel == channel)
                .order_by(messages.c.id)
            ).all()
        return [outgoing(self._db.keyring.unwrap(row.data_key), row) for row in rows]

    def history(self, person_id: str, after: int = 0, limit: int = 200) -> list[Incoming | Outgoing]:
        """Messages of both directions, oldest first: the newest `limit`, or with `after` the first `limit` behind
        that id."""
        newest = messages.c.id.desc()
        return self._read(person_id, after, limit, order=messages.c.id if after else newest)

    def after(self, person_id: str, message_id: int, limit: int = 200) -> list[Outgoing]:
        """What Hearth said behind that id, oldest first."""
        found = self._read(person_id, message_id, limit, messages.c.id, messages.c.direction == "out")
        return [message for message in found if isinstance(message, Outgoing)]

    def _read(self, person_id: str, after: int, limit: int, order: Any, *also: Any) -> list[Incoming | Outgoing]:
        with self._db.session(write=False) as connection:
            rows = connection.execute(
                select(messages, people.c.data_key)
                .join(people, people.c.id == messages.c.person_id)
                .where(messages.c.person_id == person_id, messages.c.id > after, *also)
                .order_by(order)
                .limit(limit)
            ).all()
        found: list[Incoming | Outgoing] = []
        for row in sorted(rows, key=lambda row: int(row.id)):
            box = self._db.keyring.unwrap(row.data_key)
            found.append(incoming(box, row) if row.direction == "in" else outgoing(box, row))
        return found

    def _mark(self, message_id: int, **values: Any) -> None:
        with self._db.session() as connection:
            connection.execute(
                update(messages)
                .where(messages.c.id == message_id, messages.c.direction == "out")
                .values(attempts=messages.c.attempts + 1, **values)
            )


class Buttons:
    """Tokens of the buttons that were offered."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def look_up(self, person_id: str, token: str) -> dict[str, Any] | None:
        """What a button of this person means; None for an unknown one or somebody else's. A used one still tells."""
        with self._db.session(write=False) as connection:
            row = connection.execute(
                select(buttons.c.payload, people.c.data_key)
                .join(people, people.c.id == buttons.c.person_id)
                .where(buttons.c.token == token, buttons.c.person_id == person_id)
            ).first()
        if row is None:
            return None
        payload: dict[str, Any] = self._db.keyring.unwrap(row.data_key).open(row.payload)
        return payload

    def use(self, token: str) -> bool:
        """Note that it was pressed. False when it had been before (or is unknown)."""
        with self._db.session() as connection:
            used = connection.execute(
                update(buttons).where(buttons.c.token == token, buttons.c.used_at.is_(None)).values(used_at=utc_now())
            )
            return bool(used.rowcount)
