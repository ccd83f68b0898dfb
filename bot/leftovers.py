"""What a crash or a restart left behind. Both functions block on the store: call them in a thread."""

from __future__ import annotations

from datetime import datetime

from bot.door import Incoming, Outgoing
from bot.house import House
from coaching.safety.danger import Danger


def unanswered(house: House, before: datetime) -> list[tuple[Incoming, int, str, Danger | None]]:
    """Messages that were stored before `before` (UTC) and not answered: what came in, its id in the inbox, its text,
    and what the danger screen makes of it now."""
    left = []
    for row in house.inbox.unfinished():
        if row.created_at >= before:
            continue
        body = row.body
        incoming = Incoming(
            row.channel, row.person_id, row.external_id, body.get("address", ""), body.get("text"),
            body.get("button"), body.get("command"), row.kind,
        )  # fmt: skip
        text = body.get("text") or ""
        left.append((incoming, row.id, text, house.screen.read(text) if text else None))
    return left


def unsent(house: House, channel: str, before: datetime) -> list[list[Outgoing]]:
    """Replies that were stored before `before` (UTC) and not sent: a list a person, in order."""
    people: dict[str, list[Outgoing]] = {}
    for stored in house.outbox.pending(channel):
        if stored.created_at < before:
            people.setdefault(stored.person_id, []).append(house.outgoing(stored))
    return list(people.values())
