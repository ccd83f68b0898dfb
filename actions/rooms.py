"""The action server's own connection to the store: made once, at the first action."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from coaching.content import Wording, wording
from coaching.safety.answers import Answers
from store.database import Database, open_database
from store.exercises import Exercises
from store.followups import FollowUps
from store.images import Images
from store.items import Items
from store.people import People
from store.safety import SafetyStates


@dataclass(frozen=True)
class Rooms:
    """Repositories and content for actions."""

    database: Database
    people: People
    exercises: Exercises
    items: Items
    followups: FollowUps
    images: Images
    safety: SafetyStates
    wording: Wording
    answers: Answers
    country: str

    @classmethod
    def on(cls, database: Database, country: str = "") -> Rooms:
        """All repositories on one database. country: the installation's, for people whose own is unknown."""
        return cls(
            database,
            People(database),
            Exercises(database),
            Items(database),
            FollowUps(database),
            Images(database),
            SafetyStates(database),
            wording(),
            Answers(),
            country,
        )


@lru_cache(maxsize=1)
def rooms() -> Rooms:
    """From the environment, as the gateway reads it."""
    import os
    from pathlib import Path

    root = Path(__file__).resolve().parent.parent
    var = Path(os.environ.get("HEARTH_VAR") or root / "var")
    url = os.environ.get("HEARTH_DATABASE_URL") or f"sqlite:///{var / 'hearth.db'}"
    database = open_database(url, var / "master.key", os.environ.get("HEARTH_MASTER_KEY") or None)
    return Rooms.on(database, (os.environ.get("HEARTH_COUNTRY") or "").upper())
