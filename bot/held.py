"""A lock for each person, in the order in which it is asked for."""

from __future__ import annotations

import asyncio


class Held:
    """`async with Held(locks, person)`: first come first served; forgotten when nobody waits for it."""

    def __init__(self, locks: dict[str, tuple[asyncio.Lock, int]], person: str) -> None:
        self._locks, self._person = locks, person

    async def __aenter__(self) -> None:
        lock, users = self._locks.get(self._person, (asyncio.Lock(), 0))
        self._locks[self._person] = (lock, users + 1)
        try:
            await lock.acquire()
        except BaseException:
            self._leave(lock)
            raise

    async def __aexit__(self, *error: object) -> None:
        lock, _ = self._locks[self._person]
        lock.release()
        self._leave(lock)

    def _leave(self, lock: asyncio.Lock) -> None:
        users = self._locks[self._person][1]
        if users == 1:
            del self._locks[self._person]
        else:
            self._locks[self._person] = (lock, users - 1)
