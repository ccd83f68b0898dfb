"""One turn: inbox → safety screen → Rasa → outbox. The gateway's heart, the same for every door.

What holds here: a message is stored before it is worked on and its replies before they are sent; a duplicate stops at
the inbox; turns of one person run strictly in order, of different people in parallel; a danger message is answered at
once, before anything that is slow or broken; nobody is met with silence.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from typing import Any, TypeVar

from bot.asking import Asking
from bot.at_once import AtOnce, plain
from bot.background import Background, where
from bot.cleaning import MAX_CHARACTERS, clean
from bot.deliveries import Deliveries
from bot.dialogue import Dialogue
from bot.door import Door, Incoming, Outgoing
from bot.held import Held
from bot.house import House
from bot.job import Job
from bot.leftovers import unanswered, unsent
from bot.pace import Pace
from coaching.safety.danger import SAFE, Danger
from store.errors import Gone, StoreError

logger = logging.getLogger(__name__)
T = TypeVar("T")

THREADS = 16  #: that may wait for the store; with those of danger fewer than its connections (25 on SQLite)
ENTRY_PATIENCE = 4.0  #: seconds that a message waits for those before it to be stored
RASA_STARTS_WITHIN = 150.0  #: seconds that messages of before a restart wait for Rasa
RETRIES = (1.0, 3.0, 10.0, 30.0)  #: seconds between attempts to store what was said without the store


class TooFast(RuntimeError):
    """More messages in a minute than anybody types."""


class Unavailable(RuntimeError):
    """The message could not be stored. Nothing was lost: the person or the channel still has it."""


class TooLong(ValueError):
    """The text is longer than MAX_CHARACTERS."""


class Turns:
    """Runs turns. Doors register themselves in `doors` by channel name."""

    def __init__(self, house: House, dialogue: Dialogue) -> None:
        self.house, self.dialogue = house, dialogue
        self.doors: dict[str, Door] = {}
        self._locks: dict[str, tuple[asyncio.Lock, int]] = {}
        self._running: dict[int, Job] = {}
        self._background = Background()
        self._pace = Pace(house.settings.per_minute)
        self._at_once = AtOnce(house)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="turns")
        self._screening = ThreadPoolExecutor(1, thread_name_prefix="screen")  # one: messages stay in order
        self._asking = Asking(house, dialogue, self._in_thread)
        self._began = datetime.now(timezone.utc)
        self.deliveries = Deliveries(house.outbox, house.people, self._in_thread)

    # -- doors call these -------------------------------------------------------------------------------------------

    async def handle(self, incoming: Incoming) -> list[Outgoing]:
        """Runs the turn and gives its replies, stored. The same message id again gives the same replies.

        Raises TooFast, TooLong or Unavailable; never for a danger message, which is always answered.
        """
        job = await self._enter(incoming)
        return await asyncio.shield(job.done)

    async def accept(self, incoming: Incoming) -> int | None:
        """Stores the message and runs its turn in the background; replies go out by the door's `deliver`.

        Gives the message's id in the inbox, or None when it needs no more work (a duplicate, or answered already).
        Raises Unavailable when it could not be stored: the channel should offer it again.
        """
        try:
            job = await self._enter(incoming)
        except TooFast:
            if self._pace.may_warn(incoming.person):
                await self._deliver(incoming.channel, [plain(incoming, "notice", self.house.line("talk.too_fast"))])
            return None
        if job.again and job.done.done():
            return None
        self._background.spawn(self._hand_over(job))
        return job.id or None

    async def recover(self) -> int:
        """Takes up what a crash or a restart left behind: unanswered messages, then unsent replies. Gives how many."""
        left = [
            Job(incoming, id_, text, danger, again=True)
            for incoming, id_, text, danger in await self._in_thread(unanswered, self.house, self._began)
        ]
        urgent = [job for job in left if AtOnce.is_meant(job.incoming, job.danger)]
        ordinary = [job for job in left if job not in urgent]
        self._take_up(urgent)
        count = len(left)
        for channel in self.doors:
            if channel == "web":  # the web reads its history by itself
                continue
            for outgoings in await self._in_thread(unsent, self.house, channel, self._began):
                self._background.spawn(self._deliver(channel, outgoings))  # in parallel across people
                count += len(outgoings)
        give_up = time.monotonic() + RASA_STARTS_WITHIN
        while ordinary and not await self.dialogue.ready() and time.monotonic() < give_up:
            await asyncio.sleep(0.5)  # an old message is better answered late than with "something broke"
        self._take_up(ordinary)
        return count

    def _take_up(self, jobs: Sequence[Job]) -> None:
        for job in jobs:
            if job.id not in self._running:  # not sent again by its client meanwhile
                job.began = time.monotonic()
                self._begin(job)
                self._background.spawn(self._hand_over(job))

    async def say(self, person_id: str, external_id: str, bubbles: Sequence[dict[str, Any]]) -> list[Outgoing]:
        """Sends something that Hearth starts (a follow-up). Idempotent by `external_id`."""
        async with self._lock(person_id):
            stored = await self._in_thread(self.house.outbox.add, person_id, external_id, list(bubbles))
            outgoing = [await self._in_thread(self.house.outgoing, s) for s in stored if s.state == "pending"]
        person = await self._in_thread(self.house.people.get, person_id)
        if person is not None and outgoing:
            await self._deliver(person.channel, outgoing)
        return outgoing

    async def close(self) -> None:
        """Waits for the running turns, at most ten seconds."""
        await self._background.close(10)
        self._threads.shutdown(wait=False)
        self._screening.shutdown(wait=False)
        self._at_once.close()

    async def _screened(self, text: str, recent: tuple[str, ...]) -> Danger | None:
        """Off the event loop, and in a thread of its own: nothing that waits for the store can hold it up."""
        if not text:
            return None
        return await asyncio.get_running_loop().run_in_executor(self._screening, self.house.screen.read, text, recent)

    # -- entering ---------------------------------------------------------------------------------------------------

    async def _enter(self, incoming: Incoming) -> Job:
        text = clean(incoming.text or "")
        recent = self._pace.recent(incoming.person)
        danger = await self._screened(text[-4 * MAX_CHARACTERS :], recent)
        believed = bool(danger) and self.house.safety.believed(incoming.person, text, danger or SAFE)
        danger = SAFE if believed else danger
        urgent = AtOnce.is_meant(incoming, danger)
        if not urgent:
            if len(text) > MAX_CHARACTERS:
                raise TooLong
            if not self._pace.allows(incoming.person):
                raise TooFast
        job = Job(incoming, 0, text[:MAX_CHARACTERS], danger, believed=believed)
        if urgent:
            self._pace.heard(incoming.person, text)
            await self._answer_at_once(job)
            return job
        # Into the inbox in the order in which they came; threads alone would shuffle what is sent together.
        async with self._lock(f"enter:{incoming.person}"):
            await self._receive(job)
        return await self._again(job) if job.again else job

    async def _receive(self, job: Job) -> None:
        incoming, danger = job.incoming, job.danger
        try:
            if time.monotonic() - job.began > ENTRY_PATIENCE:
                raise StoreError("the messages before this one could not be stored")
            received = await self._in_thread(self._at_once.receive, incoming, job.text)
        except StoreError as error:
            logger.error("A message could not be stored: %s", error)
            replies = self._at_once.without_store(incoming, job.text, danger)
            if not replies:
                raise Unavailable from None
            job.done.set_result(replies)
            return
        job.id, job.again = received.id, not received.new
        if not job.again:
            self._pace.heard(incoming.person, job.text)
            self._begin(job)

    async def _again(self, job: Job) -> Job:
        """The same message once more: its replies are the first one's. A crash may have kept it from having any."""
        running = self._running.get(job.id)
        if running is None:
            stored = await self._in_thread(self.house.inbox.replies_to, job.id)
            running = self._running.get(job.id)
            if running is None and not stored:
                self._begin(job)
                return job
            if running is None:
                job.done.set_result(
                    [await self._in_thread(self.house.outgoing, s, job.incoming.address) for s in stored]
                )
                return job
        job.done.set_result(await asyncio.shield(running.done))
        return job

    def _begin(self, job: Job) -> None:
        if AtOnce.is_meant(job.incoming, job.danger):
            self._background.spawn(self._answer_at_once(job))
            return
        self._running[job.id] = job
        self._background.spawn(self._run(job))

    # -- running ----------------------------------------------------------------------------------------------------

    async def _answer_at_once(self, job: Job) -> None:
        """Danger does not wait for its turn: whatever goes on in this conversation, the answer is given now."""
        try:
            replies, first = await self._at_once.answer(job.incoming, job.text, job.danger)
        except Exception as error:
            logger.error("A danger answer failed: %s", type(error).__name__, exc_info=where(error))
            replies, first = [plain(job.incoming, "crisis", self._fallback_text())], False
        job.again = job.again or not first
        job.done.set_result(replies)
        if first and job.danger is not None and job.danger.kind:
            self._background.spawn(self._tell(job, job.danger.kind))

    async def _run(self, job: Job) -> None:
        inbox_id = job.id
        try:
            job.done.set_result(await self._turn(job))
        except Exception as error:
            logger.error("A turn failed: %s", type(error).__name__, exc_info=where(error))
            bubble = {"kind": "notice", "text": self._fallback_text()}
            self._background.spawn(self._keep_later(job.id, [bubble]), late=True)
            job.done.set_result([plain(job.incoming, "notice", bubble["text"])])
        finally:
            self._running.pop(inbox_id, None)

    async def _turn(self, job: Job) -> list[Outgoing]:
        person = job.incoming.person
        async with self._lock(f"safety:{person}"):  # an answer to "are they breathing?" does not wait for Rasa either
            if job.again:
                stored = await self._in_thread(self.house.inbox.replies_to, job.id)
                if stored:
                    return [await self._in_thread(self.house.outgoing, s, job.incoming.address) for s in stored]
            spoken = await self._in_thread(self.house.safety.turn, job.incoming, job.text, job.danger)
            if spoken.bubbles and not spoken.on:
                return await self._finish(job, spoken.bubbles)
            if spoken.bubbles:
                self._pace.settled(person)
        async with self._lock(person):
            try:
                await self._in_thread(self.house.inbox.start, job.id)
            except Gone:  # everything was deleted while this message waited: they begin anew
                job.id = (await self._in_thread(self._at_once.receive, job.incoming, job.text)).id
                await self._in_thread(self.house.inbox.start, job.id)
            bubbles = spoken.before(await self._asking.ask(job, spoken.text, spoken.cleared or job.believed))
            orders = [bubble["do"] for bubble in bubbles if bubble.get("do")]
            if any(order.get("export") for order in orders):
                bubbles[-1]["kind"] = "export"  # under this one the web offers the file
                await self._export(job.incoming)
            if any(order.get("delete") for order in orders):  # before the word that it is done, and nothing after it
                await self._delete(person)
                return [plain(job.incoming, b.get("kind") or "message", b["text"]) for b in bubbles if b.get("text")]
            return await self._finish(job, bubbles)

    async def _finish(self, job: Job, bubbles: Sequence[dict[str, Any]]) -> list[Outgoing]:
        """Stores the answer. When that can't be done now, the person has it first and the store later."""
        kept = [b for b in bubbles if b.get("text") or b.get("image")]
        try:
            stored = await self._in_thread(self.house.inbox.finish, job.id, kept)
        except StoreError as error:
            logger.error("An answer could not be stored: %s", error)
            if not isinstance(error, Gone):
                self._background.spawn(self._keep_later(job.id, kept), late=True)
            return [plain(job.incoming, b.get("kind") or "message", b["text"]) for b in kept if b.get("text")]
        return [await self._in_thread(self.house.outgoing, s, job.incoming.address) for s in stored]

    async def _keep_later(self, inbox_id: int, bubbles: Sequence[dict[str, Any]]) -> None:
        """Stores an answer that the person has already, so that no restart answers the message again."""
        for pause in RETRIES:
            try:
                for stored in await self._in_thread(self.house.inbox.finish, inbox_id, bubbles):
                    await self._in_thread(self.house.outbox.sent, stored.id)
                return
            except Gone:
                return
            except StoreError:
                await asyncio.sleep(pause)
        logger.error("An answer that was given could not be stored.")

    async def _tell(self, job: Job, kind: str) -> None:
        async with self._lock(job.incoming.person):
            await self._asking.tell(job, kind)

    async def _export(self, incoming: Incoming) -> None:
        door = self.doors.get(incoming.channel)
        if door is None:
            return
        data = await self._in_thread(self.house.people.export, incoming.person)
        text = json.dumps(data, ensure_ascii=False, indent=2, default=str)
        await door.send_file(incoming.person, incoming.address, "hearth.json", text.encode(), "")

    async def _delete(self, person: str) -> None:
        await self._in_thread(self.house.people.delete, person)
        self._pace.forget(person)
        self._at_once.forget(person)

    # -- delivering -------------------------------------------------------------------------------------------------

    async def _hand_over(self, job: Job) -> None:
        await self._deliver(job.incoming.channel, await asyncio.shield(job.done))

    async def _deliver(self, channel: str, outgoing: Sequence[Outgoing]) -> None:
        await self.deliveries.deliver(self.doors.get(channel), outgoing)

    def mark_sent_soon(self, outgoing: Sequence[Outgoing]) -> None:
        """The person has them; nobody has to wait for the store to note it."""

        async def mark() -> None:
            for bubble in outgoing:
                if bubble.id:
                    await self.deliveries.mark_sent(bubble.id)

        self._background.spawn(mark())

    async def unreachable(self, person_id: str) -> None:
        """The person blocked Hearth: nothing more is sent until they write again."""
        await self._in_thread(self.house.people.unreachable, person_id)

    # -- small parts ------------------------------------------------------------------------------------------------

    def _fallback_text(self) -> str:
        return "\n".join(b.text for b in self.house.answers.fallback(self.house.settings.country).bubbles)

    def _lock(self, person: str) -> Held:
        return Held(self._locks, person)

    async def _in_thread(self, function: Callable[..., T], *args: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, function, *args)
