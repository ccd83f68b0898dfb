"""Sends bubbles to chats: in order within one, whatever happens in another; and what is repeated after a failure.

Telegram has no idempotency key, so a message that timed out may or may not have arrived.
- Certainly not sent (no connection, a 5xx answer): repeated, with growing pauses.
- 429: waited for as long as Telegram says, in that chat only, then repeated.
- Perhaps sent (a timeout or a break after the request went out): an *ordinary* reply is not repeated, because the same
  question twice confuses a tired person and they can just write again. A *crisis* answer is repeated: an emergency
  number read twice harms nobody, one that never came may.
- 403: the person blocked us. 400: once more in the plainest form, because some answer is better than none.
"""

from __future__ import annotations

import asyncio
import io
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.door import Delivery, Outgoing
from bot.telegram_api import NotSent
from bot.telegram_text import CAPTION_LIMIT, split

logger = logging.getLogger(__name__)

SHORT = 1000  #: units of a message in its plainest form
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

Send = Callable[[], Awaitable[object]]


@dataclass(frozen=True)
class _Call:
    """One message. plain: what to send instead if Telegram refuses it: short texts without buttons (their titles as
    lines: typing always works)."""

    send: Send
    plain: str


class _Refused(Exception):
    """Telegram answered 400."""


@dataclass
class Patience:
    """Seconds: the first pause before a repeat, the longest one, when to give up; how long a crisis answer may hang
    before it is sent again."""

    first: float = 0.5
    longest: float = 30.0
    give_up: float = 3600.0
    crisis: float = 8.0


@dataclass
class _Chat:
    """What is known of a chat while something waits for it. not_before: monotonic seconds."""

    ordinary: asyncio.Lock = field(default_factory=asyncio.Lock)
    crisis: asyncio.Lock = field(default_factory=asyncio.Lock)
    not_before: float = 0.0
    users: int = 0


class Sender:
    """Delivers to one bot's chats."""

    def __init__(self, bot: Bot, patience: Patience | None = None) -> None:
        self._bot, self._patience = bot, patience or Patience()
        self._chats: dict[str, _Chat] = {}

    async def bubble(self, outgoing: Outgoing) -> Delivery:
        """A bubble: its picture, then its text in as many messages as it needs, buttons under the last."""
        crisis = outgoing.kind == "crisis"
        texts = split(outgoing.text)
        if not outgoing.address:
            return Delivery.FAILED
        keyboard = _keyboard(outgoing.buttons)
        calls: list[_Call] = []
        if outgoing.image:
            calls.append(self._picture(outgoing, None if texts else keyboard))
        for index, text in enumerate(texts):
            last = index == len(texts) - 1
            calls.append(self._text(outgoing, text, keyboard if last else None))
        return await self._in_order(outgoing.address, calls, crisis)

    async def text(self, chat: str, text: str) -> Delivery:
        """A plain text, as for a notice that belongs to no turn."""
        return await self.bubble(Outgoing(0, "", chat, "notice", text))

    async def document(self, chat: str, name: str, data: bytes, caption: str) -> Delivery:
        """A file."""

        async def send() -> object:
            file = io.BytesIO(data)
            return await self._bot.send_document(chat, file, caption=_caption(caption), filename=name)

        return await self._in_order(chat, [_Call(send, caption)], crisis=False)

    # -- what is sent -----------------------------------------------------------------------------------------------

    def _text(self, outgoing: Outgoing, text: str, keyboard: InlineKeyboardMarkup | None) -> _Call:
        async def send() -> object:
            return await self._bot.send_message(
                outgoing.address, text, reply_markup=keyboard, link_preview_options=NO_PREVIEW
            )

        titles = [title for title, _ in outgoing.buttons] if keyboard else []
        return _Call(send, "\n".join([text, *(f"- {title}" for title in titles)]))

    def _picture(self, outgoing: Outgoing, keyboard: InlineKeyboardMarkup | None) -> _Call:
        async def send() -> object:
            picture = io.BytesIO(outgoing.image or b"")
            return await self._bot.send_photo(
                outgoing.address, picture, caption=_caption(outgoing.image_alt), reply_markup=keyboard
            )

        return _Call(send, outgoing.image_alt)

    def _plain(self, chat: str, text: str) -> Send:
        async def send() -> object:
            return await self._bot.send_message(chat, text, link_preview_options=NO_PREVIEW)

        return send

    # -- how it is sent ---------------------------------------------------------------------------------------------

    async def _in_order(self, address: str, calls: list[_Call], crisis: bool) -> Delivery:
        chat = self._chats.setdefault(address, _Chat())
        chat.users += 1
        try:
            # A crisis answer does not queue behind a reply that waits for its next attempt, only behind its like.
            async with chat.crisis if crisis else chat.ordinary:
                worst = Delivery.SENT
                for call in calls:
                    outcome = await self._one(address, chat, call, crisis)
                    if outcome is Delivery.UNREACHABLE:
                        return outcome
                    worst = outcome if outcome is Delivery.FAILED else worst
                return worst
        finally:
            chat.users -= 1
            if not chat.users and chat.not_before <= time.monotonic():
                self._chats.pop(address, None)

    async def _one(self, address: str, chat: _Chat, call: _Call, crisis: bool) -> Delivery:
        try:
            return await self._attempt(chat, call.send, crisis)
        except _Refused:
            logger.warning("Telegram refused a message; sending it in the plainest form.")
        outcome = Delivery.FAILED
        for piece in split(call.plain, SHORT):
            try:
                outcome = await self._attempt(chat, self._plain(address, piece), crisis)
            except _Refused:
                logger.error("Telegram refused a message in its plainest form too.")
                return Delivery.FAILED
            if outcome is not Delivery.SENT:
                return outcome
        return outcome

    async def _attempt(self, chat: _Chat, send: Send, crisis: bool) -> Delivery:
        began, pause = time.monotonic(), self._patience.first
        while True:
            await self._wait_for(chat)
            try:
                await (asyncio.wait_for(send(), self._patience.crisis) if crisis else send())
                return Delivery.SENT
            except RetryAfter as error:
                chat.not_before = time.monotonic() + _seconds(error.retry_after)
                logger.info("Telegram asks for a pause of %.0f s in one chat.", _seconds(error.retry_after))
                continue
            except Forbidden:
                return Delivery.UNREACHABLE
            except BadRequest:
                raise _Refused from None
            except NotSent:
                reason = "no connection"
            except asyncio.TimeoutError:
                reason = "no answer"
            except NetworkError as error:
                if not crisis:
                    logger.warning("A reply may not have arrived (%s); not repeated.", type(error).__name__)
                    return Delivery.FAILED
                reason = type(error).__name__
            except TelegramError as error:
                logger.error("A reply could not be sent: %s", type(error).__name__)
                return Delivery.FAILED
            if time.monotonic() - began > self._patience.give_up:
                logger.error("A reply could not be sent for a long time (%s); given up.", reason)
                return Delivery.FAILED
            await asyncio.sleep(pause)
            pause = min(pause * 2, self._patience.longest)

    async def _wait_for(self, chat: _Chat) -> None:
        while (left := chat.not_before - time.monotonic()) > 0:
            await asyncio.sleep(left)


def _keyboard(buttons: tuple[tuple[str, str], ...]) -> InlineKeyboardMarkup | None:
    """One button a row: titles are readable on a narrow phone."""
    if not buttons:
        return None
    return InlineKeyboardMarkup([[InlineKeyboardButton(title, callback_data=token)] for title, token in buttons])


def _caption(text: str) -> str | None:
    pieces = split(text, CAPTION_LIMIT)
    return pieces[0] if pieces else None


def _seconds(value: int | timedelta) -> float:
    return value.total_seconds() if isinstance(value, timedelta) else float(value)
