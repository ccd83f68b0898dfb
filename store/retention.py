"""Forgetting in time: free text after 30 days, people after 12 months without a word.

The periods are those of the project's privacy controls (reference/safety.md 2.5).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select

from store.database import Database
from store.models import buttons, exercises, followups, images, messages, people, safety_states, trackers
from store.people import People

FREE_TEXT = timedelta(days=30)
USED_BUTTONS = timedelta(days=7)  #: long enough to answer a second press kindly
IDLE_PEOPLE = timedelta(days=365)


@dataclass(frozen=True)
class Pruned:
    """How many rows went."""

    messages: int
    buttons: int
    images: int
    exercises: int
    followups: int
    trackers: int
    safety_states: int
    people: int


def prune(db: Database, now: datetime) -> Pruned:
    """Delete what is too old at `now` (aware), each kind in a short transaction of its own. Raises StoreError.

    Messages go whole, with their buttons; items, profile, open and paused exercises stay as long as the person does.
    """
    old = now - FREE_TEXT

    def drop(table: Any, *where: Any) -> int:
        with db.session() as connection:
            return int(connection.execute(delete(table).where(*where)).rowcount)

    settled = followups.c.state.in_(("sent", "stopped", "failed"))
    counts = {
        "buttons": drop(buttons, buttons.c.used_at < now - USED_BUTTONS),
        "messages": drop(messages, messages.c.created_at < old),
        "images": drop(images, images.c.created_at < old),
        "exercises": drop(exercises, exercises.c.status == "done", exercises.c.updated_at < old),
        "followups": drop(followups, settled, followups.c.due_at < old),
        "trackers": drop(trackers, trackers.c.updated_at < old),
        "safety_states": drop(safety_states, safety_states.c.updated_at < old),
    }
    with db.session(write=False) as connection:
        idle = connection.execute(select(people.c.id).where(people.c.last_seen_at < now - IDLE_PEOPLE)).scalars().all()
    gone = sum(People(db).delete(person_id) for person_id in idle)
    db.scrub()
    return Pruned(people=gone, **counts)
