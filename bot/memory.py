"""Bounded memory."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

REMEMBERED = 2_000  #: danger messages and people that are kept in mind without the store


def remember(memory: OrderedDict[Any, Any], key: Any, value: Any, most: int = REMEMBERED) -> None:
    """Puts a value into a bounded memory, as the newest."""
    memory[key] = value
    memory.move_to_end(key)
    while len(memory) > most:
        memory.popitem(last=False)
