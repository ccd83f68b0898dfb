"""The person's saved items as skills read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from actions.rooms import Rooms


class Saved(Mapping[str, Sequence[Mapping[str, Any]]]):
    """The person's saved items by kind, read from the store only when a skill looks."""

    def __init__(self, rooms: Rooms, person: str) -> None:
        self._rooms, self._person = rooms, person
        self._items: dict[str, list[Mapping[str, Any]]] | None = None

    def _load(self) -> dict[str, list[Mapping[str, Any]]]:
        if self._items is None:
            self._items = {}
            for item in self._rooms.items.list(self._person):
                entry = {**item.fields, "id": item.id, "at": item.created_at.isoformat()}
                self._items.setdefault(item.kind, []).append(entry)
        return self._items

    def forget(self) -> None:
        """Something was saved: read anew next time."""
        self._items = None

    def __getitem__(self, kind: str) -> Sequence[Mapping[str, Any]]:
        if kind == "followup":  # what was promised to be said later, the next one first
            return [
                {"id": f.id, "kind": f.kind, "due": f.due_at.isoformat(), "every": f.every, "about": f.about}
                for f in self._rooms.followups.list(self._person)
            ]
        return self._load().get(kind, [])

    def __iter__(self) -> Iterator[str]:
        return iter(self._load())

    def __len__(self) -> int:
        return len(self._load())
