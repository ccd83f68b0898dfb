"""The gateway process: web, Telegram and follow-ups in one event loop. Started by `bot.supervisor`."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import sys
from typing import TYPE_CHECKING

import uvicorn

from bot.dialogue import Dialogue
from bot.followups import FollowUpWorker
from bot.house import House
from bot.logs import configure
from bot.second_reader import join_later
from bot.sessions import Sessions
from bot.settings import Settings, SettingsError
from bot.turns import Turns
from bot.web import Web
from store.crypto import load_or_make_master
from store.errors import StoreError

if TYPE_CHECKING:
    from bot.telegram import TelegramDoor

logger = logging.getLogger(__name__)


class Gateway:
    """Makes the parts and runs them until told to stop."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.house = House(settings)
        join_later(self.house.screen)
        self.dialogue = Dialogue(settings)
        self.turns = Turns(self.house, self.dialogue)
        # The oldest key names people, so that a rotation of the master key does not make strangers of everybody.
        keys = load_or_make_master(settings.key_file, settings.master_key or None)
        self.sessions = Sessions(keys[-1], settings.secure_cookie)
        self.web = Web(self.turns, self.sessions, self.ready)
        self.telegram = self._telegram()
        self.followups = FollowUpWorker(self.house, self.turns)

    def _telegram(self) -> TelegramDoor | None:
        settings = self.settings
        if not settings.telegram_token:
            return None
        from bot.telegram import TelegramDoor  # only here: half a second to import for nothing otherwise

        return TelegramDoor(
            settings.telegram_token,
            self.turns,
            base_url=settings.telegram_api,
            webhook_url=settings.telegram_webhook_url,
            webhook_secret=settings.telegram_webhook_secret,
            person_id=lambda chat: self.sessions.person_id("telegram", chat),
        )

    async def ready(self) -> dict[str, bool]:
        """Which parts of a full turn work now."""
        parts = {"dialogue": await self.dialogue.ready(), "store": True}
        try:
            await asyncio.to_thread(self.house.database.ping)
        except StoreError:
            parts["store"] = False
        if self.telegram is not None:
            parts["telegram"] = self.telegram.alive()
        return parts

    async def run(self) -> None:
        """Serves until SIGINT or SIGTERM; running turns are finished first."""
        routes = [self.telegram.webhook_route()] if self.telegram and self.settings.telegram_webhook_url else []
        config = uvicorn.Config(
            self.web.app(routes),
            host=self.settings.host,
            port=self.settings.port,
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=5,
            h11_max_incomplete_event_size=64 * 1024,
        )
        server = uvicorn.Server(config)
        work = [asyncio.create_task(self.followups.run())]
        if self.telegram is not None:
            self.turns.doors["telegram"] = self.telegram
            work.append(asyncio.create_task(self.telegram.start()))
        recovery = asyncio.create_task(self._recover())
        try:
            await server.serve()
        finally:
            recovery.cancel()
            if self.telegram is not None:
                await self.telegram.stop()
            for task in work:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task
            await self.turns.close()
            await self.dialogue.close()
            self.house.database.close()

    async def _recover(self) -> None:
        """Waits for Rasa, so that old messages get a real answer, but not for ever."""
        for _ in range(60):
            if await self.dialogue.ready():
                break
            await asyncio.sleep(0.5)
        count = await self.turns.recover()
        if count:
            logger.info("Took up %d messages that were left from before.", count)


def main() -> int:
    """Entry point of `python -m bot.gateway`."""
    configure()
    try:
        settings = Settings.from_environment()
        gateway = Gateway(settings)
    except (SettingsError, StoreError) as error:
        print(f"hearth: {error}", file=sys.stderr, flush=True)
        return 2
    # The supervisor sends SIGTERM; Ctrl-C in a terminal reaches every process, and the supervisor handles it.
    if os.environ.get("HEARTH_SUPERVISED"):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    asyncio.run(gateway.run())
    return 0


if __name__ == "__main__":
    sys.exit(main())
