"""The "typing" sign while a turn takes long."""

from __future__ import annotations

import asyncio
import time

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError


class Typing:
    """Shows it in chats that wait. Telegram itself shows it for five seconds at a time, or until a message comes."""

    def __init__(self, bot: Bot, after: float = 0.7, every: float = 4.0, longest: float = 60.0) -> None:
        """Seconds: before the first sign, between signs, and until a chat that gets no reply is let be."""
        self._bot, self._after, self._every, self._longest = bot, after, every, longest
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def start(self, chat: str) -> None:
        """A turn has begun."""
        if chat not in self._tasks or self._tasks[chat].done():
            self._tasks[chat] = asyncio.create_task(self._show(chat))

    def stop(self, chat: str) -> None:
        """A reply is here, or none will come."""
        task = self._tasks.pop(chat, None)
        if task is not None:
            task.cancel()

    def close(self) -> None:
        """Stops everywhere."""
        for chat in list(self._tasks):
            self.stop(chat)

    async def _show(self, chat: str) -> None:
        until = time.monotonic() + self._longest
        await asyncio.sleep(self._after)
        while time.monotonic() < until:
            try:
                await self._bot.send_chat_action(chat, ChatAction.TYPING)
            except TelegramError:  # a courtesy, and not worth a second try
                break
            await asyncio.sleep(self._every)
        if self._tasks.get(chat) is asyncio.current_task():
            del self._tasks[chat]
