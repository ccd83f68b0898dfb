"""The tables. A column called sealed holds bytes that only the person's own key opens (`store.crypto`).

Everything that belongs to a person has `person_id` and goes with them. Times are stored as UTC without a zone and come
back aware.
"""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

_SMALL_ID = BigInteger().with_variant(Integer(), "sqlite")


class UtcDateTime(TypeDecorator):  # type: ignore[misc]
    """An aware datetime outside, naive UTC in the database. A naive one is refused: it could mean any zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """To the database."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(timezone.utc).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """From the database."""
        return None if value is None else value.replace(tzinfo=timezone.utc)


def _person() -> Column[Any]:
    return Column("person_id", Text, ForeignKey("people.id", ondelete="CASCADE"), nullable=False)


def _person_key() -> Column[Any]:
    return Column("person_id", Text, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)


metadata = MetaData()

people = Table(
    "people",
    metadata,
    Column("id", Text, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("address", LargeBinary, nullable=False),  # sealed: where to write to (a chat id)
    Column("data_key", LargeBinary, nullable=False),  # wrapped by the master key
    Column("created_at", UtcDateTime, nullable=False),
    Column("last_seen_at", UtcDateTime, nullable=False),
    Column("consent_at", UtcDateTime),
    Column("country", Text, nullable=False, default=""),
    Column("reachable", Boolean, nullable=False, default=True),
    Column("profile", LargeBinary, nullable=False),  # sealed
    Column("turn", Integer, nullable=False, default=0),
    Index("ix_people_last_seen_at", "last_seen_at"),
)

messages = Table(
    "messages",
    metadata,
    Column("id", _SMALL_ID, primary_key=True, autoincrement=True),
    _person(),
    Column("direction", Text, nullable=False),  # in | out
    Column("channel", Text, nullable=False),
    Column("external_id", Text, nullable=False),
    Column("reply_to", _SMALL_ID),  # the inbound message it answers
    Column("part", Integer, nullable=False, default=0),
    Column("kind", Text, nullable=False),  # text | button | message | crisis | notice | followup ...
    Column("body", LargeBinary, nullable=False),  # sealed
    Column("state", Text, nullable=False),  # in: received | working | done; out: pending | sent | failed
    Column("attempts", Integer, nullable=False, default=0),
    Column("error_code", Text),
    Column("created_at", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime),
    UniqueConstraint("person_id", "direction", "external_id", name="uq_messages_external"),
    Index("ix_messages_person", "person_id", "id"),
    Index("ix_messages_state", "state", "channel", "id"),
    Index("ix_messages_reply_to", "reply_to"),
    Index("ix_messages_created_at", "created_at"),
    sqlite_autoincrement=True,  # an id is a cursor for clients: never given twice, also after a deletion
)

buttons = Table(
    "buttons",
    metadata,
    Column("token", Text, primary_key=True),
    _person(),
    Column("message_id", _SMALL_ID, ForeignKey("messages.id", ondelete="CASCADE"), nullable=False),
    Column("payload", LargeBinary, nullable=False),  # sealed
    Column("created_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
    Index("ix_buttons_person", "person_id"),
    Index("ix_buttons_message", "message_id"),
    Index("ix_buttons_used_at", "used_at"),
)

exercises = Table(
    "exercises",
    metadata,
    Column("id", _SMALL_ID, primary_key=True, autoincrement=True),
    _person(),
    Column("skill", Text, nullable=False),
    Column("expects", Text, nullable=False),
    Column("state", LargeBinary, nullable=False),  # sealed
    Column("status", Text, nullable=False),  # open | paused | done
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Index("ix_exercises_person", "person_id", "status"),
    Index("ix_exercises_status", "status", "updated_at"),
    sqlite_autoincrement=True,
)

items = Table(
    "items",
    metadata,
    Column("id", _SMALL_ID, primary_key=True, autoincrement=True),
    _person(),
    Column("kind", Text, nullable=False),
    Column("fields", LargeBinary, nullable=False),  # sealed
    Column("source_message", String(200)),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    # Rows without a source never collide: NULLs are distinct in both databases.
    UniqueConstraint("person_id", "kind", "source_message", name="uq_items_source"),
    sqlite_autoincrement=True,
)

followups = Table(
    "followups",
    metadata,
    Column("id", _SMALL_ID, primary_key=True, autoincrement=True),
    _person(),
    Column("kind", Text, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("every", Text, nullable=False, default=""),
    Column("about", LargeBinary, nullable=False),  # sealed
    Column("state", Text, nullable=False),  # waiting | claimed | sent | stopped | failed
    Column("attempts", Integer, nullable=False, default=0),
    Column("claimed_at", UtcDateTime),
    Column("idempotency", Text),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("person_id", "idempotency", name="uq_followups_idempotency"),
    Index("ix_followups_due", "state", "due_at"),
    sqlite_autoincrement=True,
)

images = Table(
    "images",
    metadata,
    Column("id", Text, primary_key=True),
    _person(),
    Column("png", LargeBinary, nullable=False),  # sealed
    Column("alt", LargeBinary, nullable=False),  # sealed
    Column("created_at", UtcDateTime, nullable=False),
    Index("ix_images_person", "person_id"),
    Index("ix_images_created_at", "created_at"),
)

safety_states = Table(
    "safety_states",
    metadata,
    _person_key(),
    Column("state", LargeBinary, nullable=False),  # sealed
    Column("updated_at", UtcDateTime, nullable=False),
)

trackers = Table(
    "trackers",
    metadata,
    _person_key(),
    Column("data", LargeBinary, nullable=False),  # sealed
    Column("updated_at", UtcDateTime, nullable=False),
)

#: How often which danger was answered. Holds nobody: no text, no id.
danger_counts = Table(
    "danger_counts",
    metadata,
    Column("day", Date, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("level", Text, primary_key=True),
    Column("country", Text, primary_key=True),
    Column("count", Integer, nullable=False),
)

#: Every table that holds something of a person, children before parents, `people` itself last.
PERSONAL = [table for table in reversed(metadata.sorted_tables) if "person_id" in table.c] + [people]
