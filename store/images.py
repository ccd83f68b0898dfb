"""Images made for a person (a chart of their week), shown only to them."""

from __future__ import annotations

import secrets

from sqlalchemy import insert, select

from store.database import Database, utc_now
from store.models import images, people


class Images:
    """The images table."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, person_id: str, png: bytes, alt: str) -> str:
        """Keep a PNG and the text that says the same; give its unguessable id. Raises Gone when nobody has this id."""
        token = secrets.token_urlsafe(12)
        with self._db.session() as connection:
            box = self._db.box(connection, person_id)
            connection.execute(
                insert(images).values(
                    id=token, person_id=person_id, png=box.seal_bytes(png), alt=box.seal(alt), created_at=utc_now()
                )
            )
        return token

    def get(self, person_id: str, image_id: str) -> tuple[bytes, str] | None:
        """PNG and alt text; None for an unknown one or somebody else's."""
        with self._db.session(write=False) as connection:
            row = connection.execute(
                select(images.c.png, images.c.alt, people.c.data_key)
                .join(people, people.c.id == images.c.person_id)
                .where(images.c.id == image_id, images.c.person_id == person_id)
            ).first()
        if row is None:
            return None
        box = self._db.keyring.unwrap(row.data_key)
        return box.open_bytes(row.png), box.open(row.alt)
