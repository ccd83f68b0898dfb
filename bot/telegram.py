"""The Telegram door: long polling or a webhook, on any Bot API server.

An update is confirmed (by the next getUpdates, or by 200) only after its message is stored. So a crash loses nothing;
what Telegram then offers again stops at the inbox. Replies come back through `deliver`.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import json
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar
from urllib.parse import urlsplit

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import BotCommand
from telegram.error import BadRequest, InvalidToken

from bot.door import Delivery, Outgoing
from bot.telegram_api import ALLOWED_UPDATES, POLL_SECONDS, ApiBot
from bot.telegram_intake import Intake
from bot.telegram_read import COMMANDS
from bot.telegram_send import Patience, Sender
from bot.telegram_typing import Typing
from bot.turns import Turns

logger = logging.getLogger(__name__)
T = TypeVar("T")

MAX_BODY = 512 * 1024  #: bytes of a webhook call
#: Where the menu's descriptions stand in the content.
DESCRIPTIONS = {
    "start": "talk.command_start",
    "help": "talk.command_help",
    "urgent": "talk.command_urgent",
    "stop": "talk.command_stop",
    "delete": "talk.command_delete",
}


class _Stopped(Exception):
    """`stop` was called."""


class TelegramDoor:
    """One bot. `start` runs until `stop`; `deliver` and `send_file` work before, between and after."""

    def __init__(
        self,
        token: str,
        turns: Turns,
        base_url: str | None = None,
        webhook_url: str | None = None,
        webhook_secret: str | None = None,
        *,
        person_id: Callable[[str], str],
        patience: Patience | None = None,
    ) -> None:
        """base_url: the Bot API server's root, without /bot. person_id: gives a chat's person."""
        self._bot = ApiBot(token, (base_url or "https://api.telegram.org").rstrip("/"))
        self._turns = turns
        self._webhook_url, self._secret = webhook_url or "", webhook_secret or ""
        self.patience = patience or Patience()
        self.alive_for = 3.0 * POLL_SECONDS + 15.0  #: seconds without an answer until `alive` says no
        self._sender, self._typing = Sender(self._bot, self.patience), Typing(self._bot)
        self._intake = Intake(self._bot, turns, person_id, self._sender, self._typing)
        self._stop, self._idle = asyncio.Event(), asyncio.Event()
        self._idle.set()
        self._contact: float | None = None  # monotonic seconds of Telegram's last good answer
        self._sending = 0

    # -- running ----------------------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Receives until `stop`. Never raises for trouble with Telegram: it is retried, the web is served meanwhile."""
        self._idle.clear()
        try:
            await self._bot.reopen()
            await self._introduce()
            if self._webhook_url:
                await self._stop.wait()
            else:
                await self._poll()
        except _Stopped:
            pass
        finally:
            self._idle.set()

    async def stop(self) -> None:
        """Stops receiving; what is being stored is stored. Replies still on their way go out, and the last one closes
        the connections."""
        self._stop.set()
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._idle.wait(), 5)
        self._typing.close()
        await self._intake.close()
        if not self._sending:
            await self._bot.close_connections()

    def alive(self) -> bool:
        """Polling: whether Telegram answered lately. Webhook: whether it took our address."""
        if self._contact is None:
            return False
        return bool(self._webhook_url) or time.monotonic() - self._contact < self.alive_for

    async def _introduce(self) -> None:
        """Tells Telegram how to reach us and the menu of commands; again and again until it answers."""
        pause = self.patience.first
        while True:
            try:
                # Never drop what is pending: a cry for help sent while we were down must be read.
                if self._webhook_url:
                    # One connection: only so does Telegram keep the order, and storing takes a few milliseconds.
                    await self._or_stop(
                        self._bot.set_webhook(
                            self._webhook_url,
                            secret_token=self._secret,
                            allowed_updates=ALLOWED_UPDATES,
                            max_connections=1,
                            drop_pending_updates=False,
                        )
                    )
                else:
                    await self._or_stop(self._bot.delete_webhook(drop_pending_updates=False))
                await self._or_stop(self._set_commands())
                self._contact = time.monotonic()
                logger.info("Connected to Telegram (%s).", "webhook" if self._webhook_url else "polling")
                return
            except BadRequest:
                logger.error("Telegram refuses TELEGRAM_WEBHOOK_URL or TELEGRAM_WEBHOOK_SECRET; trying again.")
            except InvalidToken:
                logger.error("Telegram refuses TELEGRAM_BOT_TOKEN. The web door works all the same.")
            except _Stopped:
                raise
            except Exception as error:  # whatever it is: this loop is the only one that brings Telegram back
                logger.warning("Telegram can't be reached (%s); trying again in %.1f s.", type(error).__name__, pause)
            await self._or_stop(asyncio.sleep(pause))
            pause = min(pause * 2, 2 * self.patience.longest)

    async def _set_commands(self) -> None:
        try:
            await self._bot.set_my_commands([BotCommand(name, self._description(name)) for name in COMMANDS])
        except BadRequest:  # a menu is not worth staying silent for
            logger.error("Telegram refused the menu of commands.")

    def _description(self, command: str) -> str:
        return self._turns.house.wording.line(DESCRIPTIONS[command], {})

    # -- polling ----------------------------------------------------------------------------------------------------

    async def _poll(self) -> None:
        offset: int | None = None
        pause = self.patience.first
        while True:
            try:
                # A time limit of our own as well: a pool that hangs must not look like a quiet day.
                limit = POLL_SECONDS + 20
                updates = await self._or_stop(asyncio.wait_for(self._bot.raw_updates(offset), limit))
                self._contact = time.monotonic()
            except _Stopped:
                raise
            except Exception as error:  # whatever it is: without this loop nobody on Telegram is heard
                logger.warning("No updates from Telegram (%s).", type(error).__name__)
                if not self.alive():
                    await self._bot.renew_polling()
                await self._or_stop(asyncio.sleep(pause))
                pause = min(pause * 2, self.patience.longest)
                continue
            missed = await self._intake.take_batch(updates)
            ids = [update["update_id"] for update in updates]
            # Only what is stored gets confirmed; what could not be stored comes again, with all behind it. An empty
            # answer has confirmed everything, and the offset is dropped: after a quiet week Telegram goes on from a
            # random number, perhaps a smaller one, which an old offset would throw away unread.
            offset = min(missed) if missed else max(ids) + 1 if ids else None
            if missed:
                await self._or_stop(asyncio.sleep(min(pause, 5.0)))
                pause = min(pause * 2, self.patience.longest)
            else:
                pause = self.patience.first

    # -- webhook ----------------------------------------------------------------------------------------------------

    def webhook_route(self, path: str | None = None) -> Route:
        """Where Telegram posts updates; by default the path of the webhook's URL."""
        return Route(path or urlsplit(self._webhook_url).path or "/", self._webhook, methods=["POST"])

    async def _webhook(self, request: Request) -> Response:
        given = request.headers.get("x-telegram-bot-api-secret-token", "")
        if not self._secret or not hmac.compare_digest(given.encode(), self._secret.encode()):
            return Response(status_code=403)
        body = bytearray()
        try:
            async for chunk in request.stream():
                body += chunk
                if len(body) > MAX_BODY:
                    return Response(status_code=413)
            update = json.loads(body)
        except (ValueError, RecursionError, ClientDisconnect):
            return Response(status_code=400)
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            return Response(status_code=400)
        self._contact = time.monotonic()
        # 503: Telegram keeps the update and posts it again.
        return Response(status_code=200 if await self._intake.take(update) else 503)

    # -- answering --------------------------------------------------------------------------------------------------

    async def deliver(self, outgoing: Outgoing) -> Delivery:
        """Sends one bubble. See `bot.telegram_send` for what is repeated."""
        self._typing.stop(outgoing.address)
        return await self._send(self._sender.bubble(outgoing))

    async def send_file(self, person: str, address: str, name: str, data: bytes, caption: str) -> Delivery:
        """Sends a document."""
        return await self._send(self._sender.document(address, name, data, caption))

    async def _send(self, work: Awaitable[Delivery]) -> Delivery:
        self._sending += 1
        try:
            await self._bot.reopen()
            return await work
        finally:
            self._sending -= 1
            if self._stop.is_set() and not self._sending:
                await self._bot.close_connections()

    # -- small parts ------------------------------------------------------------------------------------------------

    async def _or_stop(self, work: Coroutine[Any, Any, T]) -> T:
        """What `work` gives; raises _Stopped, and drops the work, when `stop` is called first."""
        task, stop = asyncio.ensure_future(work), asyncio.ensure_future(self._stop.wait())
        try:
            await asyncio.wait({task, stop}, return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                return task.result()
            raise _Stopped
        finally:
            for each in (task, stop):
                each.cancel()
            await asyncio.gather(task, stop, return_exceptions=True)
