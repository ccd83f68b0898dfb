"""What comes in from Telegram, update by update: handed to the turns once, nothing confirmed that is not stored."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from itertools import groupby
from typing import Any

from telegram import Bot
from telegram.error import TelegramError

from bot.door import Incoming
from bot.telegram_api import ALLOWED_UPDATES
from bot.telegram_read import Read, What, read
from bot.telegram_send import Sender
from bot.telegram_typing import Typing
from bot.turns import TooLong, Turns, Unavailable
from store.errors import StoreError

logger = logging.getLogger(__name__)

MOST_TRIES = 3  #: for an update that makes our own code fail; a store that is down is waited for without end
QUIET_AFTER_NOTICE = 600.0  #: seconds between two "I can't reach my memory" in one chat
QUIET_AFTER_REFUSAL = 60.0  #: seconds: being added to a group comes as two or three updates


class Intake:
    """Takes the updates of one bot."""

    def __init__(self, bot: Bot, turns: Turns, person_id: Callable[[str], str], sender: Sender, typing: Typing) -> None:
        self._bot, self._turns, self._person_id = bot, turns, person_id
        self._sender, self._typing = sender, typing
        self._tasks: set[asyncio.Task[Any]] = set()
        # Short memories, all of them bounded. What must not be forgotten is in the inbox.
        self._taken: OrderedDict[int, None] = OrderedDict()
        self._tries: OrderedDict[int, int] = OrderedDict()
        self._albums: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._refused: OrderedDict[str, float] = OrderedDict()
        self._told: OrderedDict[str, float] = OrderedDict()

    async def close(self) -> None:
        """Lets small things in the background end, two seconds at most."""
        if self._tasks:
            await asyncio.wait(list(self._tasks), timeout=2)

    async def take_batch(self, updates: Iterable[dict[str, Any]]) -> list[int]:
        """Takes updates: in order of their ids within a chat, chats side by side. Gives the ids to be offered again."""
        ordered = sorted(updates, key=lambda update: (_chat_of(update), update["update_id"]))
        chats = [list(group) for _, group in groupby(ordered, key=_chat_of)]
        results = await asyncio.gather(*(self._take_all(chat) for chat in chats))
        return [update_id for result in results for update_id in result]

    async def _take_all(self, updates: list[dict[str, Any]]) -> list[int]:
        # One that can't be stored does not stop the next: that may be a danger message, which needs no store.
        return [update["update_id"] for update in updates if not await self.take(update)]

    async def take(self, update: dict[str, Any]) -> bool:
        """Whether the update needs no more work: stored, or nothing to store. False: it has to come again."""
        update_id = update["update_id"]
        if update_id in self._taken:  # the inbox would stop it too, but only after its first turn has ended
            return True
        try:
            await self._act_on(read(update, self._bot, self._person_id))
        except Unavailable:
            return False
        except Exception as error:
            # The text of an exception can quote a message: its type must do.
            tries = self._tries[update_id] = self._tries.get(update_id, 0) + 1
            _bound(self._tries)
            logger.error("Update %d failed (%s), attempt %d.", update_id, type(error).__name__, tries)
            if tries < MOST_TRIES:
                return False
            # Holding on to it would block everybody behind it. Whoever sent it hears that it did not work.
            self._spawn(self._apologise(_chat_of(update)))
        self._tries.pop(update_id, None)
        self._taken[update_id] = None
        _bound(self._taken)
        return True

    async def _act_on(self, found: Read) -> None:
        if found.query_id:
            self._spawn(self._quietly(self._bot.answer_callback_query(found.query_id)))
        if found.what is What.BLOCKED:
            await self._blocked(found.chat)
        elif found.what is What.GROUP:
            self._refuse_group(found.chat)
        elif found.incoming is not None and not self._seen_album(found):
            await self._accept(found.incoming)
            if found.album:
                self._albums[(found.chat, found.album)] = None
                _bound(self._albums)
            if found.keyboard_of:
                edit = self._bot.edit_message_reply_markup(found.chat, found.keyboard_of, reply_markup=None)
                self._spawn(self._quietly(edit))

    async def _accept(self, incoming: Incoming) -> None:
        chat = incoming.address
        self._typing.start(chat)  # before: the turn may be over when `accept` comes back
        try:
            if await self._turns.accept(incoming) is None:
                self._typing.stop(chat)
        except TooLong:  # signs that become several when normalised
            self._typing.stop(chat)
            self._spawn(self._sender.text(chat, self._turns.house.line("talk.too_long")))
        except Unavailable:
            self._typing.stop(chat)
            self._spawn(self._apologise(chat))
            raise
        except BaseException:
            self._typing.stop(chat)
            raise

    async def _apologise(self, chat: str) -> None:
        """Says that it does not work now, with the emergency number; once in a while, however often we try."""
        now = time.monotonic()
        if not chat or now - self._told.get(chat, -QUIET_AFTER_NOTICE) < QUIET_AFTER_NOTICE:
            return
        self._told[chat] = now
        _bound(self._told)
        await self._sender.text(chat, self._turns.house.line("talk.unavailable"))

    def _seen_album(self, found: Read) -> bool:
        """Ten pictures sent together get one answer, not ten. A caption among them is always read."""
        unreadable = found.incoming is not None and found.incoming.kind == "unreadable"
        return unreadable and bool(found.album) and (found.chat, found.album) in self._albums

    async def _blocked(self, chat: str) -> None:
        try:
            await self._turns.unreachable(self._person_id(chat))
        except StoreError as error:  # somebody unknown, or no store: the next attempt to send will tell us again
            logger.info("A block was not noted: %s", type(error).__name__)

    def _refuse_group(self, chat: str) -> None:
        """One sentence, then out: others in the group could read what somebody tells us."""
        now = time.monotonic()
        if now - self._refused.get(chat, -QUIET_AFTER_REFUSAL) < QUIET_AFTER_REFUSAL:
            return
        self._refused[chat] = now
        _bound(self._refused)
        self._spawn(self._leave(chat))

    async def _leave(self, chat: str) -> None:
        sentence = self._turns.house.line("talk.group_refused")
        with contextlib.suppress(TelegramError):  # where we may not write we still leave
            await self._bot.send_message(chat, sentence)
        await self._quietly(self._bot.leave_chat(chat))

    async def _quietly(self, call: Awaitable[object]) -> None:
        """A courtesy: when it fails nobody is worse off."""
        try:
            await call
        except TelegramError as error:
            logger.info("A small thing failed on Telegram: %s", type(error).__name__)

    def _spawn(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _chat_of(update: dict[str, Any]) -> str:
    """The chat's id in a raw update, "" when there is none."""
    query = update.get("callback_query")
    pressed = query.get("message") if isinstance(query, dict) else None
    for holder in (pressed, *(update.get(kind) for kind in ALLOWED_UPDATES)):
        chat = holder.get("chat") if isinstance(holder, dict) else None
        if isinstance(chat, dict) and isinstance(chat.get("id"), int):
            return str(chat["id"])
    return ""


def _bound(memory: OrderedDict[Any, Any], most: int = 10_000) -> None:
    while len(memory) > most:
        memory.popitem(last=False)
