"""One message on its way through a turn."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

from bot.door import Incoming, Outgoing
from coaching.safety.danger import Danger


@dataclass(eq=False)
class Job:
    """What came in, what the danger screen made of it, and the replies once they are there.

    id: its row in the inbox, 0 until it is stored. began: monotonic seconds.
    """

    incoming: Incoming
    id: int
    text: str
    danger: Danger | None = None
    again: bool = False  #: it was in the inbox already
    believed: bool = False  #: it sounded like a danger that they had just denied
    began: float = field(default_factory=time.monotonic)
    done: asyncio.Future[list[Outgoing]] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
