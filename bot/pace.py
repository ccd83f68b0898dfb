"""What the gateway remembers of people in memory alone: how fast they write, and their last few messages."""

from __future__ import annotations

import time
from collections import OrderedDict, deque

from bot.memory import remember

RECENT = 3  #: earlier messages the danger screen sees, for a danger split over several
MOST_PEOPLE = 10_000  #: so many are remembered; the longest silent one is forgotten first
MINUTE = 60.0


class Pace:
    """Bounded memory by person."""

    def __init__(self, per_minute: int) -> None:
        self._per_minute = per_minute
        self._times: OrderedDict[str, deque[float]] = OrderedDict()
        self._warned: OrderedDict[str, float] = OrderedDict()
        self._texts: OrderedDict[str, deque[str]] = OrderedDict()

    def allows(self, person: str) -> bool:
        """Counts one message; False when it is more in a minute than anybody types."""
        now = time.monotonic()
        times = self._times.setdefault(person, deque(maxlen=self._per_minute))
        if len(times) == self._per_minute and now - times[0] < MINUTE:
            return False
        times.append(now)
        remember(self._times, person, times, MOST_PEOPLE)
        return True

    def may_warn(self, person: str) -> bool:
        """One polite notice a minute to somebody who floods us."""
        now = time.monotonic()
        if now - self._warned.get(person, -MINUTE) < MINUTE:
            return False
        remember(self._warned, person, now)
        return True

    def heard(self, person: str, text: str) -> None:
        """Keeps a text for the screen's context."""
        if text:
            texts = self._texts.get(person) or deque(maxlen=RECENT)
            texts.append(text[:1000])
            remember(self._texts, person, texts, MOST_PEOPLE)

    def settled(self, person: str) -> None:
        """The danger that they wrote of is none: nothing of it shall make the next message look like one."""
        self._texts.pop(person, None)

    def recent(self, person: str) -> tuple[str, ...]:
        """Their last messages, oldest first."""
        return tuple(self._texts.get(person, ()))

    def forget(self, person: str) -> None:
        """Everything about a person."""
        for memory in (self._times, self._warned, self._texts):
            memory.pop(person, None)
