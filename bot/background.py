"""Work that nobody waits for, and what may be said of it in a log when it fails."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable
from typing import Any

logger = logging.getLogger(__name__)


class Background:
    """Tasks of a gateway. A shutdown waits for the ordinary ones, not for the late ones."""

    def __init__(self) -> None:
        self.tasks: set[asyncio.Task[Any]] = set()
        self.late: set[asyncio.Task[Any]] = set()

    def spawn(self, work: Awaitable[Any], late: bool = False) -> None:
        """Runs it; its failure is logged without the values."""
        kept = self.late if late else self.tasks
        task = asyncio.ensure_future(work)
        kept.add(task)
        task.add_done_callback(kept.discard)
        task.add_done_callback(_log_failure)

    async def close(self, seconds: float) -> None:
        """Waits for the ordinary tasks, at most so long; the late ones are given up."""
        if self.tasks:
            await asyncio.wait(self.tasks, timeout=seconds)
        for task in self.late:
            task.cancel()


def where(error: Exception) -> Any:
    """Where it happened, without the values: an exception's own text could quote a message."""
    return (type(error), type(error)("(text withheld)") if _takes_text(error) else None, error.__traceback__)


def _takes_text(error: Exception) -> bool:
    try:
        type(error)("")
    except Exception:
        return False
    return True


def _log_failure(task: asyncio.Task[Any]) -> None:
    if not task.cancelled() and task.exception() is not None:
        logger.error("Background work failed: %s", type(task.exception()).__name__)
