"""What can go wrong in the store. Messages are for operators and logs: one sentence, never a person's data."""

from __future__ import annotations


class StoreError(Exception):
    """The store could not do what was asked: no database, no space, a wrong key. The message is one clear sentence."""


class Gone(StoreError):
    """The person or row meant by an id does not exist (any more), as after a deletion in the middle of a turn."""
