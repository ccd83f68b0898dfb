"""Items: what a person keeps in their space (limits, wordings, progress, practice, plans)."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from store.database import Database, utc_now
from store.errors import Gone
from store.models import items, people


@dataclass(frozen=True)
class Item:
    """One kept thing. source_message: names the turn (and the effect in it) that saved it."""

    id: int
    kind: str
    fields: dict[str, Any]
    source_message: str | None
    created_at: datetime
    updated_at: datetime

    def as_saved(self) -> dict[str, Any]:
        """As a skill sees it (`coaching.dialogue.Context.saved`): its fields, `id`, `at` (ISO 8601, UTC)."""
        return {**self.fields, "id": self.id, "at": self.created_at.isoformat()}


class Items:
    """The items table."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, person_id: str, kind: str, fields: Mapping[str, Any], source_message: str | None = None) -> int:
        """Keep an item and give its id. With `source_message` a turn that runs again saves once: one item of a kind
        per message, and the first one's id comes back. Raises Gone when nobody has this id."""
        with self._db.session() as connection:
            now = utc_now()
            values = {
                "person_id": person_id,
                "kind": kind,
                "fields": self._db.box(connection, person_id).seal(dict(fields)),
                "source_message": source_message,
                "created_at": now,
                "updated_at": now,
            }
            if source_message is None:
                return int(connection.execute(insert(items).values(**values)).inserted_primary_key[0])
            unique = ("person_id", "kind", "source_message")
            return self._db.insert_once(connection, items, values, unique)[0]

    def change(self, person_id: str, item_id: int, fields: Mapping[str, Any]) -> None:
        """Set some fields, keeping the others. Raises Gone when the person has no such item."""
        mine = (items.c.id == item_id, items.c.person_id == person_id)
        with self._db.session() as connection:
            box = self._db.box(connection, person_id)
            old = connection.execute(select(items.c.fields).where(*mine).with_for_update()).scalar_one_or_none()
            if old is None:
                raise Gone("There is no such item.")
            sealed = box.seal({**box.open(old), **fields})
            connection.execute(update(items).where(*mine).values(fields=sealed, updated_at=utc_now()))

    def list(self, person_id: str, kind: str | None = None) -> builtins.list[Item]:
        """The person's items, newest last."""
        only = () if kind is None else (items.c.kind == kind,)
        with self._db.session(write=False) as connection:
            rows = connection.execute(
                select(items, people.c.data_key)
                .join(people, people.c.id == items.c.person_id)
                .where(items.c.person_id == person_id, *only)
                .order_by(items.c.id)
            ).all()
        return [
            Item(
                id=row.id,
                kind=row.kind,
                fields=self._db.keyring.unwrap(row.data_key).open(row.fields),
                source_message=row.source_message,
                created_at=row.created_at,
                updated_at=row.updated_at,
            )
            for row in rows
        ]

    def remove(self, person_id: str, item_id: int) -> bool:
        """Remove an item. False when the person has no such item."""
        with self._db.session() as connection:
            gone = connection.execute(delete(items).where(items.c.id == item_id, items.c.person_id == person_id))
            return bool(gone.rowcount)
