"""Exercises: where each person is in a guided conversation. At most one is open; others wait, paused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection

from store.database import Database, utc_now
from store.errors import Gone
from store.models import exercises, people


@dataclass(frozen=True)
class Exercise:
    """One exercise. state: the skill's own; expects: a value of `coaching.dialogue.Expects`; status: open, paused,
    done."""

    id: int
    person_id: str
    skill: str
    expects: str
    state: dict[str, Any]
    status: str
    created_at: datetime
    updated_at: datetime


class Exercises:
    """The exercises table."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def current(self, person_id: str) -> Exercise | None:
        """The open exercise, or None."""
        found = self._find(exercises.c.person_id == person_id, exercises.c.status == "open")
        return found[0] if found else None

    def paused(self, person_id: str) -> list[Exercise]:
        """Those that wait, the one paused last first."""
        return self._find(exercises.c.person_id == person_id, exercises.c.status == "paused")

    def open(self, person_id: str, skill: str, state: dict[str, Any], expects: str) -> Exercise:
        """Begin one; another open one is paused. Raises Gone when nobody has this id."""
        with self._db.session() as connection:
            box, now = self._db.box(connection, person_id), utc_now()
            self._pause_open(connection, person_id, now)
            values: dict[str, Any] = {
                "person_id": person_id,
                "skill": skill,
                "expects": str(getattr(expects, "value", expects)),
                "status": "open",
                "created_at": now,
                "updated_at": now,
            }
            made = connection.execute(insert(exercises).values(state=box.seal(state), **values))
            return Exercise(id=int(made.inserted_primary_key[0]), state=state, **values)

    def update(self, exercise_id: int, state: dict[str, Any], expects: str) -> None:
        """Keep a new state. Raises Gone."""
        with self._db.session() as connection:
            person_id = self._owner(connection, exercise_id)
            sealed = self._db.box(connection, person_id).seal(state)
            connection.execute(
                update(exercises)
                .where(exercises.c.id == exercise_id)
                .values(state=sealed, expects=str(getattr(expects, "value", expects)), updated_at=utc_now())
            )

    def pause(self, exercise_id: int) -> None:
        """Put an open one aside. A finished one stays finished."""
        self._move(exercise_id, "paused", "open")

    def finish(self, exercise_id: int) -> None:
        """It is over."""
        self._move(exercise_id, "done", "open", "paused")

    def resume(self, exercise_id: int) -> Exercise:
        """Go on with a paused one; another open one is paused. Raises Gone when it is not there or is over."""
        with self._db.session() as connection:
            person_id, now = self._owner(connection, exercise_id), utc_now()
            self._pause_open(connection, person_id, now, but=exercise_id)
            moved = connection.execute(
                update(exercises)
                .where(exercises.c.id == exercise_id, exercises.c.status != "done")
                .values(status="open", updated_at=now)
            )
            if moved.rowcount == 0:
                raise Gone("The exercise is over.")
            row = connection.execute(select(exercises).where(exercises.c.id == exercise_id)).one()
            return _exercise(self._db.box(connection, person_id).open(row.state), row)

    def _owner(self, connection: Connection, exercise_id: int) -> str:
        owner = connection.execute(
            select(exercises.c.person_id).where(exercises.c.id == exercise_id)
        ).scalar_one_or_none()
        if owner is None:
            raise Gone("There is no such exercise.")
        return str(owner)

    def _pause_open(self, connection: Connection, person_id: str, now: datetime, but: int = 0) -> None:
        connection.execute(
            update(exercises)
            .where(exercises.c.person_id == person_id, exercises.c.status == "open", exercises.c.id != but)
            .values(status="paused", updated_at=now)
        )

    def _move(self, exercise_id: int, to: str, *from_: str) -> None:
        with self._db.session() as connection:
            connection.execute(
                update(exercises)
                .where(exercises.c.id == exercise_id, exercises.c.status.in_(from_))
                .values(status=to, updated_at=utc_now())
            )

    def _find(self, *where: Any) -> list[Exercise]:
        with self._db.session(write=False) as connection:
            rows = connection.execute(
                select(exercises, people.c.data_key)
                .join(people, people.c.id == exercises.c.person_id)
                .where(*where)
                .order_by(exercises.c.updated_at.desc(), exercises.c.id.desc())
            ).all()
        return [_exercise(self._db.keyring.unwrap(row.data_key).open(row.state), row) for row in rows]


def _exercise(state: dict[str, Any], row: Any) -> Exercise:
    return Exercise(
        id=row.id,
        person_id=row.person_id,
        skill=row.skill,
        expects=row.expects,
        state=state,
        status=row.status,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
