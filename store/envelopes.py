"""What a stored message looks like outside, and how replies become rows. The shared part of inbox and outbox."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection

from store.crypto import Box
from store.database import Database, utc_now
from store.models import buttons, messages, people

MAX_PARTS = 20  #: bubbles in one answer; the gateway sends 3 or so

Reply = Mapping[str, Any]


@dataclass(frozen=True)
class Received:
    """id: of the stored message (the first one's for a duplicate). new: False for a duplicate."""

    id: int
    new: bool


@dataclass(frozen=True)
class Incoming:
    """A message of a person. state: received, working or done."""

    id: int
    person_id: str
    channel: str
    external_id: str
    kind: str
    body: dict[str, Any]
    state: str
    attempts: int
    created_at: datetime


@dataclass(frozen=True)
class Outgoing:
    """A bubble of Hearth. buttons: (title, token). state: pending, sent or failed."""

    id: int
    person_id: str
    channel: str
    kind: str
    text: str
    buttons: tuple[tuple[str, str], ...]
    image_id: str | None
    image_alt: str
    state: str
    reply_to: int | None
    attempts: int
    created_at: datetime


def write(
    connection: Connection,
    box: Box,
    person_id: str,
    channel: str,
    prefix: str,
    replies: Sequence[Reply],
    reply_to: int | None,
) -> list[Outgoing]:
    if len(replies) > MAX_PARTS:
        raise ValueError(f"an answer has at most {MAX_PARTS} parts")
    now = utc_now()
    written, tokens = [], []
    for part, reply in enumerate(replies):
        offered = [
            (button["title"], secrets.token_urlsafe(12), button["payload"]) for button in reply.get("buttons", ())
        ]
        body: dict[str, Any] = {"text": reply["text"]}
        if offered:
            body["buttons"] = [(title, token) for title, token, _payload in offered]
        image = reply.get("image")
        if image:
            body["image"] = {"id": image["id"], "alt": image["alt"]}
        values = {
            "person_id": person_id,
            "direction": "out",
            "channel": channel,
            "external_id": f"{prefix}#{part}",
            "reply_to": reply_to,
            "part": part,
            "kind": reply.get("kind", "message"),
            "body": box.seal(body),
            "state": "pending",
            "attempts": 0,
            "created_at": now,
        }
        message_id = int(connection.execute(insert(messages).values(**values)).inserted_primary_key[0])
        tokens += [
            {
                "token": token,
                "person_id": person_id,
                "message_id": message_id,
                "payload": box.seal(payload),
                "created_at": now,
            }
            for _title, token, payload in offered
        ]
        written.append(_as_outgoing(body, {**values, "id": message_id}))
    if tokens:
        connection.execute(insert(buttons), tokens)
    return written


def replies_to(db: Database, connection: Connection, message_id: int) -> list[Outgoing]:
    rows = connection.execute(
        select(messages, people.c.data_key)
        .join(people, people.c.id == messages.c.person_id)
        .where(messages.c.reply_to == message_id)
        .order_by(messages.c.part)
    ).all()
    return [outgoing(db.keyring.unwrap(row.data_key), row) for row in rows]


def incoming(box: Box, row: Any) -> Incoming:
    return Incoming(
        id=row.id,
        person_id=row.person_id,
        channel=row.channel,
        external_id=row.external_id,
        kind=row.kind,
        body=box.open(row.body),
        state=row.state,
        attempts=row.attempts,
        created_at=row.created_at,
    )


def outgoing(box: Box, row: Any) -> Outgoing:
    return _as_outgoing(box.open(row.body), row._mapping)


def _as_outgoing(body: Mapping[str, Any], row: Mapping[str, Any]) -> Outgoing:
    image = body.get("image") or {}
    return Outgoing(
        id=row["id"],
        person_id=row["person_id"],
        channel=row["channel"],
        kind=row["kind"],
        text=body["text"],
        buttons=tuple((title, token) for title, token in body.get("buttons", ())),
        image_id=image.get("id"),
        image_alt=image.get("alt", ""),
        state=row["state"],
        reply_to=row["reply_to"],
        attempts=row["attempts"],
        created_at=row["created_at"],
    )
