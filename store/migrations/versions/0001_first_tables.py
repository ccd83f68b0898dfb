"""The first tables.

Revision ID: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CASCADE = {"ondelete": "CASCADE"}


def _id() -> sa.Column:
    return sa.Column("id", ID, primary_key=True, autoincrement=True)


def _person(**options: bool) -> sa.Column:
    return sa.Column("person_id", sa.Text, sa.ForeignKey("people.id", **CASCADE), nullable=False, **options)


def _time(name: str, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime, nullable=nullable)


def _sealed(name: str) -> sa.Column:
    return sa.Column(name, sa.LargeBinary, nullable=False)


def _text(name: str, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Text, nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.Text, primary_key=True),
        _text("channel"),
        _sealed("address"),
        _sealed("data_key"),
        _time("created_at"),
        _time("last_seen_at"),
        _time("consent_at", nullable=True),
        _text("country"),
        sa.Column("reachable", sa.Boolean, nullable=False),
        _sealed("profile"),
        sa.Column("turn", sa.Integer, nullable=False),
    )
    op.create_index("ix_people_last_seen_at", "people", ["last_seen_at"])

    op.create_table(
        "messages",
        _id(),
        _person(),
        _text("direction"),
        _text("channel"),
        _text("external_id"),
        sa.Column("reply_to", ID),
        sa.Column("part", sa.Integer, nullable=False),
        _text("kind"),
        _sealed("body"),
        _text("state"),
        sa.Column("attempts", sa.Integer, nullable=False),
        _text("error_code", nullable=True),
        _time("created_at"),
        _time("sent_at", nullable=True),
        sa.UniqueConstraint("person_id", "direction", "external_id", name="uq_messages_external"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_messages_person", "messages", ["person_id", "id"])
    op.create_index("ix_messages_state", "messages", ["state", "channel", "id"])
    op.create_index("ix_messages_reply_to", "messages", ["reply_to"])
    op.create_index("ix_messages_created_at", "messages", ["created_at"])

    op.create_table(
        "buttons",
        sa.Column("token", sa.Text, primary_key=True),
        _person(),
        sa.Column("message_id", ID, sa.ForeignKey("messages.id", **CASCADE), nullable=False),
        _sealed("payload"),
        _time("created_at"),
        _time("used_at", nullable=True),
    )
    op.create_index("ix_buttons_person", "buttons", ["person_id"])
    op.create_index("ix_buttons_message", "buttons", ["message_id"])
    op.create_index("ix_buttons_used_at", "buttons", ["used_at"])

    op.create_table(
        "exercises",
        _id(),
        _person(),
        _text("skill"),
        _text("expects"),
        _sealed("state"),
        _text("status"),
        _time("created_at"),
        _time("updated_at"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_exercises_person", "exercises", ["person_id", "status"])
    op.create_index("ix_exercises_status", "exercises", ["status", "updated_at"])

    op.create_table(
        "items",
        _id(),
        _person(),
        _text("kind"),
        _sealed("fields"),
        sa.Column("source_message", sa.String(200)),
        _time("created_at"),
        _time("updated_at"),
        sa.UniqueConstraint("person_id", "kind", "source_message", name="uq_items_source"),
        sqlite_autoincrement=True,
    )

    op.create_table(
        "followups",
        _id(),
        _person(),
        _text("kind"),
        _time("due_at"),
        _text("every"),
        _sealed("about"),
        _text("state"),
        sa.Column("attempts", sa.Integer, nullable=False),
        _time("claimed_at", nullable=True),
        _text("idempotency", nullable=True),
        _time("created_at"),
        sa.UniqueConstraint("person_id", "idempotency", name="uq_followups_idempotency"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_followups_due", "followups", ["state", "due_at"])

    op.create_table(
        "images",
        sa.Column("id", sa.Text, primary_key=True),
        _person(),
        _sealed("png"),
        _sealed("alt"),
        _time("created_at"),
    )
    op.create_index("ix_images_person", "images", ["person_id"])
    op.create_index("ix_images_created_at", "images", ["created_at"])

    op.create_table("safety_states", _person(primary_key=True), _sealed("state"), _time("updated_at"))
    op.create_table("trackers", _person(primary_key=True), _sealed("data"), _time("updated_at"))
    op.create_table(
        "danger_counts",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("level", sa.Text, primary_key=True),
        sa.Column("country", sa.Text, primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )
