"""People: who they are to Hearth, what they told about themselves, their consent, their deletion and their export."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from store.database import Database, utc_now
from store.errors import Gone
from store.models import PERSONAL, exercises, followups, items, messages, people


@dataclass(frozen=True)
class Person:
    """One person. `id` is a pseudonym; `address` (a chat id) is only for writing to them. Times are aware UTC."""

    id: str
    channel: str
    address: str
    created_at: datetime
    last_seen_at: datetime
    consent_at: datetime | None
    country: str
    reachable: bool
    profile: dict[str, Any]
    turn: int


class People:
    """The people table."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, person_id: str) -> Person | None:
        """The person, or None."""
        with self._db.session(write=False) as connection:
            row = connection.execute(select(people).where(people.c.id == person_id)).first()
        return None if row is None else self._person(row)

    def get_or_make(self, person_id: str, channel: str, address: str = "") -> Person:
        """The person, made with a key of their own when new. A new address replaces the old one."""
        found = self.get(person_id)
        if found is not None and address in ("", found.address):
            return found
        with self._db.session() as connection:
            if found is None:
                wrapped = self._db.keyring.new_data_key()
                box, now = self._db.keyring.unwrap(wrapped), utc_now()
                made = connection.execute(
                    self._db.insert(people)
                    .values(
                        id=person_id,
                        channel=channel,
                        address=box.seal(address),
                        data_key=wrapped,
                        created_at=now,
                        last_seen_at=now,
                        country="",
                        reachable=True,
                        profile=box.seal({}),
                        turn=0,
                    )
                    .on_conflict_do_nothing()
                )
                if made.rowcount == 0:  # somebody else made them between our two transactions
                    self._db.keyring.forget(wrapped)
            else:
                sealed = self._db.box(connection, person_id).seal(address)
                connection.execute(update(people).where(people.c.id == person_id).values(address=sealed))
            row = connection.execute(select(people).where(people.c.id == person_id)).one()
        return self._person(row)

    def consent(self, person_id: str, at: datetime | None) -> None:
        """Note when the person agreed; None takes it back. Raises Gone."""
        self._set(person_id, consent_at=at)

    def save_profile(self, person_id: str, profile: dict[str, Any], country: str) -> None:
        """Replace the profile (JSON-able) and the country (ISO code, "" when unknown). Raises Gone."""
        with self._db.session() as connection:
            sealed = self._db.box(connection, person_id).seal(profile)
            connection.execute(update(people).where(people.c.id == person_id).values(profile=sealed, country=country))

    def touch(self, person_id: str, at: datetime | None = None) -> int:
        """They wrote to us: seen now, reachable, one turn more. Gives the number of the turn. Raises Gone."""
        with self._db.session() as connection:
            changed = connection.execute(
                update(people)
                .where(people.c.id == person_id)
                .values(last_seen_at=at or utc_now(), reachable=True, turn=people.c.turn + 1)
            )
            if changed.rowcount == 0:
                raise Gone("There is no such person.")
            return int(connection.execute(select(people.c.turn).where(people.c.id == person_id)).scalar_one())

    def unreachable(self, person_id: str) -> None:
        """They blocked us: no follow-ups until they write again. Raises Gone."""
        self._set(person_id, reachable=False)

    def delete(self, person_id: str) -> bool:
        """Delete every row of the person and their key, in one transaction. False when there was nobody."""
        with self._db.session() as connection:
            wrapped = connection.execute(select(people.c.data_key).where(people.c.id == person_id)).scalar_one_or_none()
            if wrapped is None:
                return False
            for table in PERSONAL:
                owner = table.c.id if table is people else table.c.person_id
                connection.execute(delete(table).where(owner == person_id))
        self._db.keyring.forget(wrapped)
        self._db.scrub()
        return True

    def export(self, person_id: str) -> dict[str, Any]:
        """Everything we hold about the person as readable JSON (times in ISO 8601, UTC). Raises Gone."""
        with self._db.session(write=False) as connection:
            row = connection.execute(select(people).where(people.c.id == person_id)).first()
            if row is None:
                raise Gone("There is no such person.")
            open_ = self._db.keyring.unwrap(row.data_key).open

            def rows(table: Any) -> Any:
                return connection.execute(select(table).where(table.c.person_id == person_id).order_by(table.c.id))

            return {
                "person": {
                    "channel": row.channel,
                    "address": open_(row.address),
                    "first_seen": row.created_at.isoformat(),
                    "last_seen": row.last_seen_at.isoformat(),
                    "consent": row.consent_at and row.consent_at.isoformat(),
                    "country": row.country,
                },
                "profile": open_(row.profile),
                "messages": [
                    {
                        "from": "you" if m.direction == "in" else "hearth",
                        "at": m.created_at.isoformat(),
                        "kind": m.kind,
                    }
                    | _readable(open_(m.body))
                    for m in rows(messages)
                ],
                "items": [
                    {"kind": i.kind, "at": i.created_at.isoformat(), "fields": open_(i.fields)} for i in rows(items)
                ],
                "exercises": [
                    {
                        "skill": e.skill,
                        "status": e.status,
                        "started": e.created_at.isoformat(),
                        "state": open_(e.state),
                    }
                    for e in rows(exercises)
                ],
                "followups": [
                    {
                        "kind": f.kind,
                        "due": f.due_at.isoformat(),
                        "every": f.every,
                        "state": f.state,
                        "about": open_(f.about),
                    }
                    for f in rows(followups)
                ],
            }

    def rewrap_keys(self) -> int:
        """Finish a rotation: wrap every data key with the first master key, so the old one can go. Gives how many."""
        with self._db.session() as connection:
            keys = connection.execute(select(people.c.id, people.c.data_key)).all()
            for person_id, wrapped in keys:
                fresh = self._db.keyring.rewrap(wrapped)
                connection.execute(update(people).where(people.c.id == person_id).values(data_key=fresh))
                self._db.keyring.forget(wrapped)
        self._db.scrub()
        return len(keys)

    def _set(self, person_id: str, **values: Any) -> None:
        with self._db.session() as connection:
            changed = connection.execute(update(people).where(people.c.id == person_id).values(**values))
            if changed.rowcount == 0:
                raise Gone("There is no such person.")

    def _person(self, row: Any) -> Person:
        box = self._db.keyring.unwrap(row.data_key)
        return Person(
            id=row.id,
            channel=row.channel,
            address=box.open(row.address),
            created_at=row.created_at,
            last_seen_at=row.last_seen_at,
            consent_at=row.consent_at,
            country=row.country,
            reachable=row.reachable,
            profile=box.open(row.profile),
            turn=row.turn,
        )


def _readable(body: dict[str, Any]) -> dict[str, Any]:
    """A message body without what only machines need (button tokens, image ids)."""
    readable = {key: value for key, value in body.items() if key not in ("buttons", "image")}
    if body.get("buttons"):
        readable["buttons"] = [title for title, _token in body["buttons"]]
    if body.get("image"):
        readable["image"] = body["image"]["alt"]
    return readable
