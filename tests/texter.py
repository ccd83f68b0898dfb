"""A family member on Telegram, as a test plays them: the one place that gives out chat numbers."""

from __future__ import annotations

import itertools

from tests.fakes.telegram_api import FakeTelegram
from tests.service import title_of

_chats = itertools.count(7_000_001)


class Texter:
    """A family member on Telegram."""

    def __init__(self, telegram: FakeTelegram) -> None:
        self.telegram, self.chat = telegram, next(_chats)

    def settle(self, before: int, seconds: float = 20.0) -> list[dict]:
        """What arrived since; waits until an answer is there and complete (nothing more for a moment)."""
        self.telegram.wait_for_reply(self.chat, before + 1, seconds)
        count = -1
        while count != len(self.telegram.sent_to(self.chat)):
            count = len(self.telegram.sent_to(self.chat))
            try:
                self.telegram.wait_for_reply(self.chat, count + 1, 1.2)
            except AssertionError:
                break
        return self.telegram.sent_to(self.chat)[before:]

    def says(self, text: str) -> str:
        before = len(self.telegram.sent_to(self.chat))
        self.telegram.user_says(text, self.chat)
        return "\n".join(m.get("text") or m.get("caption") or "" for m in self.settle(before))

    def presses(self, button: str) -> str:
        before = len(self.telegram.sent_to(self.chat))
        self.telegram.user_presses(title_of(button), self.chat)
        return "\n".join(m.get("text") or m.get("caption") or "" for m in self.settle(before))

    def agrees(self) -> Texter:
        self.says("/start")
        self.presses("consent_yes")
        return self
