"""What the danger screen remembers between turns of one person, and counts that hold nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, select

from store.database import Database, utc_now
from store.models import danger_counts, people, safety_states


class SafetyStates:
    """The safety_states table: one small JSON-able dict a person."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, person_id: str) -> dict[str, Any] | None:
        """The state, or None."""
        with self._db.session(write=False) as connection:
            row = connection.execute(
                select(safety_states.c.state, people.c.data_key)
                .join(people, people.c.id == safety_states.c.person_id)
                .where(safety_states.c.person_id == person_id)
            ).first()
        if row is None:
            return None
        state: dict[str, Any] = self._db.keyring.unwrap(row.data_key).open(row.state)
        return state

    def set(self, person_id: str, state: dict[str, Any]) -> None:
        """Replace the state. Raises Gone when nobody has this id."""
        with self._db.session() as connection:
            values = {"state": self._db.box(connection, person_id).seal(state), "updated_at": utc_now()}
            connection.execute(
                self._db.insert(safety_states)
                .values(person_id=person_id, **values)
                .on_conflict_do_update(index_elements=["person_id"], set_=values)
            )

    def clear(self, person_id: str) -> None:
        """Forget the state."""
        with self._db.session() as connection:
            connection.execute(delete(safety_states).where(safety_states.c.person_id == person_id))


@dataclass(frozen=True)
class Counted:
    """How many messages of a kind were answered as danger on a day. country: "" when it was not known."""

    day: date
    kind: str
    level: str
    country: str
    count: int


class DangerCounts:
    """The danger_counts table: numbers only, no text, no person."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, day: date, kind: str, level: str, country: str) -> None:
        """Count one. country: ISO code, "" when unknown."""
        with self._db.session() as connection:
            connection.execute(
                self._db.insert(danger_counts)
                .values(day=day, kind=kind, level=level, country=country, count=1)
                .on_conflict_do_update(
                    index_elements=["day", "kind", "level", "country"], set_={"count": danger_counts.c["count"] + 1}
                )
            )

    def since(self, day: date) -> list[Counted]:
        """All counts from that day on, oldest first."""
        with self._db.session(write=False) as connection:
            rows = connection.execute(
                select(danger_counts)
                .where(danger_counts.c.day >= day)
                .order_by(danger_counts.c.day, danger_counts.c.kind, danger_counts.c.level, danger_counts.c.country)
            ).all()
        return [Counted(row.day, row.kind, row.level, row.country, row._mapping["count"]) for row in rows]
