"""Danger and "urgent help": answered at once, whatever the turn before it, the dialogue or the store are doing.

The store gets a moment to take the message and its answer. When it can't, the person has the answer all the same, and
storing it is tried again behind their back.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from typing import Any

from bot.door import Incoming, Outgoing
from bot.house import House
from bot.memory import remember
from coaching.safety.danger import Danger, Level
from store.errors import Gone

logger = logging.getLogger(__name__)

PATIENCE = 0.6  #: seconds that a danger answer waits for the store; it has to be there within one
RETRIES = (1.0, 3.0, 6.0, 15.0, 30.0)  #: seconds between attempts to store what was said without the store


class AtOnce:
    """Answers what can't wait. Threads of its own: those of ordinary turns may all be waiting for a locked database."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._threads = ThreadPoolExecutor(4, thread_name_prefix="danger")
        self._given: OrderedDict[tuple[str, str], asyncio.Future[list[Outgoing]]] = OrderedDict()
        self._states: OrderedDict[str, dict[str, Any]] = OrderedDict()  # of people whom the store does not know of
        self._countries: OrderedDict[str, str] = OrderedDict()
        self._late: set[asyncio.Task[None]] = set()

    @staticmethod
    def is_meant(incoming: Incoming, danger: Danger | None) -> bool:
        """Whether this message can't wait for its turn."""
        return incoming.command == "urgent" or (danger is not None and danger.level is Level.ALARM)

    async def answer(self, incoming: Incoming, text: str, danger: Danger | None) -> tuple[list[Outgoing], bool]:
        """The replies, and whether this is the first time: the same message again gives the same replies."""
        key = (incoming.person, incoming.message_id)
        given = self._given.get(key)
        first = given is None
        if given is None:
            given = asyncio.ensure_future(self._answer(incoming, text, danger))
            remember(self._given, key, given)
        return await asyncio.shield(given), first

    def without_store(self, incoming: Incoming, text: str, danger: Danger | None) -> list[Outgoing]:
        """What can be said when the store is gone: to a danger, to "urgent", and to answers on the path that such an
        answer began. Empty when the message is none of these."""
        answers, room = self._house.answers, self._house.safety
        state = self._states.get(incoming.person) or room.open_state(incoming.person)
        country = self._countries.get(incoming.person) or self._house.settings.country
        if incoming.command == "urgent":
            answer = answers.urgent(country)
        elif danger is not None and danger:
            answer = answers.reply(danger, state or {}, text, country)
        elif text and state and not state.get("done"):
            answer = answers.follow(state, text, None, country)
        else:
            return []
        remember(self._states, incoming.person, answer.state)
        said = [bubble.text for bubble in answer.bubbles]
        if danger is not None and (line := self._house.in_their_language(text, danger.level, country)):
            said = [line, *said[:1], *said[1:][-1:]]
        return [plain(incoming, "crisis", bubble) for bubble in said]

    def stored(self, person: str, country: str) -> None:
        """The store works for this person: it knows better than our memory from now on."""
        self._states.pop(person, None)
        remember(self._countries, person, country)

    def forget(self, person: str) -> None:
        """They deleted everything."""
        self._house.safety.forget(person)
        for memory in (self._states, self._countries):
            memory.pop(person, None)
        for key in [key for key in self._given if key[0] == person]:
            del self._given[key]

    def receive(self, incoming: Incoming, text: str) -> Any:
        """Stores the message, and its person when new. Blocks. Raises StoreError."""
        house = self._house
        person = house.people.get_or_make(incoming.person, incoming.channel, incoming.address)
        body = {
            "text": text, "button": incoming.button, "command": incoming.command, "address": incoming.address
        }  # fmt: skip
        if incoming.button:
            body["title"] = house.title_of(incoming.person, incoming.button)
        received = house.inbox.receive(incoming.person, incoming.channel, incoming.message_id, body, incoming.kind)
        self.stored(incoming.person, house.country(person))
        return received

    def close(self) -> None:
        """Nothing more comes."""
        self._threads.shutdown(wait=False)

    async def _answer(self, incoming: Incoming, text: str, danger: Danger | None) -> list[Outgoing]:
        loop = asyncio.get_running_loop()
        saving = loop.run_in_executor(self._threads, self._save, incoming, text, danger)
        try:
            return await asyncio.wait_for(asyncio.shield(saving), PATIENCE)
        except asyncio.TimeoutError:
            logger.warning("A danger answer is given before it is stored: the store is slow.")
        except Exception as error:
            logger.error("A danger answer is given without the store: %s", type(error).__name__)
        replies = self.without_store(incoming, text, danger)
        task = asyncio.ensure_future(self._save_late(saving, incoming, text, danger))
        self._late.add(task)
        task.add_done_callback(self._late.discard)
        return replies

    def _save(self, incoming: Incoming, text: str, danger: Danger | None) -> list[Outgoing]:
        house = self._house
        received = self.receive(incoming, text)
        if not received.new:
            before = house.inbox.replies_to(received.id)
            if before:
                return [house.outgoing(stored, incoming.address) for stored in before]
        room = house.safety
        bubbles = room.alarm(incoming, danger) if danger is not None and danger else room.urgent(incoming)
        return [house.outgoing(stored, incoming.address) for stored in house.inbox.finish(received.id, bubbles)]

    async def _save_late(
        self, saving: asyncio.Future[list[Outgoing]], incoming: Incoming, text: str, danger: Danger | None
    ) -> None:
        """The person has the answer; now the store shall have it, marked as sent."""
        loop = asyncio.get_running_loop()
        for pause in (0.0, *RETRIES):
            try:
                if pause:
                    await asyncio.sleep(pause)
                    saving = loop.run_in_executor(self._threads, self._save, incoming, text, danger)
                for reply in await saving:
                    await loop.run_in_executor(self._threads, self._house.outbox.sent, reply.id)
                return
            except Gone:
                return
            except Exception:  # logged where the answer was given
                continue
        logger.error("A danger message was answered but could not be stored.")


def plain(incoming: Incoming, kind: str, text: str) -> Outgoing:
    """A bubble that is not in the store: without buttons, because their meaning would have to be kept there."""
    return Outgoing(0, incoming.person, incoming.address, kind, text, at=datetime.now(timezone.utc).isoformat())
