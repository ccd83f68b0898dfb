"""Follow-ups: what Hearth promised to say later. A worker claims the due ones; two workers never get the same one."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, insert, or_, select, true, update

from store.database import Database, utc_now
from store.models import followups, people

STALE = timedelta(minutes=5)  #: a claim older than this is taken again: its worker died


@dataclass(frozen=True)
class FollowUp:
    """One promise. due_at: aware UTC; every: "" once, else "day" or "week"; state: waiting, claimed, sent, stopped,
    failed."""

    id: int
    person_id: str
    kind: str
    due_at: datetime
    every: str
    about: dict[str, Any]
    state: str
    attempts: int

    @property
    def external_id(self) -> str:
        """For `Outbox.add`: the same for every attempt at this sending, another one for the next due time."""
        return f"followup:{self.id}:{self.due_at:%Y%m%dT%H%M%S}"


class FollowUps:
    """The followups table."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(
        self,
        person_id: str,
        kind: str,
        due_at: datetime,
        about: Mapping[str, Any] | None = None,
        every: str = "",
        idempotency: str | None = None,
    ) -> int:
        """Promise something and give its id. due_at: aware. The same `idempotency` of the same person again gives the
        first one's id. Raises Gone when nobody has this id."""
        with self._db.session() as connection:
            values = {
                "person_id": person_id,
                "kind": kind,
                "due_at": due_at,
                "every": every,
                "about": self._db.box(connection, person_id).seal(dict(about or {})),
                "state": "waiting",
                "attempts": 0,
                "idempotency": idempotency,
                "created_at": utc_now(),
            }
            if idempotency is None:
                return int(connection.execute(insert(followups).values(**values)).inserted_primary_key[0])
            return self._db.insert_once(connection, followups, values, ("person_id", "idempotency"))[0]

    def claim_due(self, now: datetime, limit: int = 20) -> builtins.list[FollowUp]:
        """Take up to `limit` due ones, the longest due first, skipping people who can't be reached."""
        free = or_(
            and_(followups.c.state == "waiting", followups.c.due_at <= now),
            and_(followups.c.state == "claimed", followups.c.claimed_at < now - STALE),
        )
        with self._db.session() as connection:
            # On SQLite the writing transaction is alone from its start; PostgreSQL skips what another worker holds.
            rows = connection.execute(
                select(followups, people.c.data_key)
                .join(people, people.c.id == followups.c.person_id)
                .where(free, people.c.reachable.is_(True))
                .order_by(followups.c.due_at, followups.c.id)
                .limit(limit)
                .with_for_update(skip_locked=True, of=followups)
            ).all()
            claimed = []
            for row in rows:
                taken = connection.execute(
                    update(followups)
                    .where(followups.c.id == row.id, free)
                    .values(state="claimed", claimed_at=now, attempts=followups.c.attempts + 1)
                )
                if taken.rowcount:
                    claimed.append(self._followup(row, state="claimed", attempts=row.attempts + 1))
        return claimed

    def done(self, followup_id: int) -> None:
        """A claimed one was put into the outbox and does not repeat."""
        self._move(followup_id, "sent", "claimed")

    def failed(self, followup_id: int) -> None:
        """A claimed one is given up."""
        self._move(followup_id, "failed", "claimed")

    def reschedule(self, followup_id: int, due_at: datetime) -> None:
        """Wait for another time: the next one of a repeating one, or later because of quiet hours. A stopped one stays
        stopped."""
        with self._db.session() as connection:
            connection.execute(
                update(followups)
                .where(followups.c.id == followup_id, followups.c.state.in_(("waiting", "claimed")))
                .values(state="waiting", due_at=due_at, claimed_at=None, attempts=0)
            )

    def stop_all(self, person_id: str, kind: str = "") -> int:
        """The person wants no more of them, or no more of that kind. Gives how many were stopped."""
        with self._db.session() as connection:
            stopped = connection.execute(
                update(followups)
                .where(
                    followups.c.person_id == person_id,
                    followups.c.state.in_(("waiting", "claimed")),
                    followups.c.kind == kind if kind else true(),
                )
                .values(state="stopped", claimed_at=None)
            )
            return int(stopped.rowcount)

    def stop(self, person_id: str, followup_id: int) -> None:
        """The person does not want this one."""
        with self._db.session() as connection:
            connection.execute(
                update(followups)
                .where(
                    followups.c.person_id == person_id,
                    followups.c.id == followup_id,
                    followups.c.state.in_(("waiting", "claimed")),
                )
                .values(state="stopped", claimed_at=None)
            )

    def list(self, person_id: str) -> builtins.list[FollowUp]:
        """Those still to come (waiting or claimed), the next one first."""
        with self._db.session(write=False) as connection:
            rows = connection.execute(
                select(followups, people.c.data_key)
                .join(people, people.c.id == followups.c.person_id)
                .where(followups.c.person_id == person_id, followups.c.state.in_(("waiting", "claimed")))
                .order_by(followups.c.due_at, followups.c.id)
            ).all()
        return [self._followup(row, row.state, row.attempts) for row in rows]

    def _move(self, followup_id: int, to: str, from_: str) -> None:
        with self._db.session() as connection:
            connection.execute(
                update(followups)
                .where(followups.c.id == followup_id, followups.c.state == from_)
                .values(state=to, claimed_at=None)
            )

    def _followup(self, row: Any, state: str, attempts: int) -> FollowUp:
        return FollowUp(
            id=row.id,
            person_id=row.person_id,
            kind=row.kind,
            due_at=row.due_at,
            every=row.every,
            about=self._db.keyring.unwrap(row.data_key).open(row.about),
            state=state,
            attempts=attempts,
        )
