"""Sends what is in the outbox through a door, and notes in the outbox how it went."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from bot.door import Delivery, Door, Outgoing
from bot.held import Held
from store.errors import Gone, StoreError
from store.messages import Outbox
from store.people import People

logger = logging.getLogger(__name__)

InThread = Callable[..., Awaitable[Any]]  #: runs a blocking function of the store


class Deliveries:
    """The way out. The bubbles of one answer go together."""

    def __init__(self, outbox: Outbox, people: People, in_thread: InThread) -> None:
        self._outbox, self._people, self._in_thread = outbox, people, in_thread
        self._locks: dict[str, tuple[asyncio.Lock, int]] = {}

    async def deliver(self, door: Door | None, outgoing: Sequence[Outgoing]) -> None:
        """Sends the bubbles of one answer; those of another turn of the same person wait for them."""
        if door is None or not outgoing:
            return
        async with Held(self._locks, outgoing[0].person_id):
            for bubble in outgoing:
                result = await door.deliver(bubble)
                if bubble.id:
                    await self._note(bubble, result)
                if result is Delivery.UNREACHABLE:
                    return

    async def _note(self, bubble: Outgoing, result: Delivery) -> None:
        try:
            if result is Delivery.SENT:
                await self.mark_sent(bubble.id)
                return
            if result is Delivery.UNREACHABLE:
                await self._in_thread(self._people.unreachable, bubble.person_id)
            await self._in_thread(self._outbox.failed, bubble.id, result.value)
        except Gone:
            pass  # "delete everything" was said meanwhile

    async def mark_sent(self, outgoing_id: int) -> None:
        """The person has it."""
        try:
            await self._in_thread(self._outbox.sent, outgoing_id)
        except StoreError as error:
            logger.warning("A reply was sent but could not be marked so: %s", error)
