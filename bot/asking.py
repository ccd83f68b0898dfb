"""The part of a turn in which Rasa is asked. It may be slow, broken or silent; the person gets an answer all the same."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from bot.cleaning import without_slash
from bot.dialogue import Dialogue, DialogueDown
from bot.house import House
from bot.job import Job

logger = logging.getLogger(__name__)

LEAST_PATIENCE = 1.0  #: seconds that Rasa gets for a message that already waited long for the one before
NOTED_WITHIN = 1.5  #: seconds that Rasa gets to note a danger answer


class Asking:
    """Prepares turns for Rasa and takes its bubbles."""

    def __init__(self, house: House, dialogue: Dialogue, in_thread: Callable[..., Awaitable[Any]]) -> None:
        self._house, self._dialogue, self._in_thread = house, dialogue, in_thread

    async def ask(self, job: Job, earlier: str = "", cleared: bool = False) -> list[dict[str, Any]]:
        """The bubbles of this turn; of two turns when what was said before consent is answered now. earlier: a message
        that is answered in place of this one, which only said that nobody is in danger (`cleared`)."""
        incoming, message_id = job.incoming, job.incoming.message_id
        if earlier:
            incoming = replace(incoming, text=earlier, button=None, command=None, kind="text")
            message_id += ":earlier"
        turn = await self._in_thread(self._house.prepare, incoming, without_slash(earlier or job.text), cleared)
        if turn.bubbles:
            return list(turn.bubbles)
        bubbles = await self._turn(job, message_id, turn.text, turn.metadata)
        for order in [b["do"] for b in bubbles if b.get("do")]:
            if order.get("replay"):
                text = without_slash(order["replay"])
                again = await self._in_thread(self._house.prepare, job.incoming, text)
                bubbles = bubbles + await self._turn(job, job.incoming.message_id + ":replay", text, again.metadata)
        return bubbles

    async def tell(self, job: Job, kind: str) -> None:
        """Lets the dialogue know of a danger answer, which the person has. If Rasa is down the hold is in the store."""
        incoming = job.incoming
        try:
            metadata = {"noted": True, "answer_by": time.time() + NOTED_WITHIN}
            await self._dialogue.turn(incoming.person, incoming.channel, incoming.message_id, f"/{kind}", metadata)
        except DialogueDown as reason:
            logger.warning("Rasa was not told of a danger answer: %s", reason)

    async def _turn(self, job: Job, message_id: str, text: str, metadata: dict[str, Any]) -> list[dict[str, Any]]:
        """What Rasa says, else the fallback: nobody is met with silence."""
        incoming, waited = job.incoming, time.monotonic() - job.began
        patience = max(LEAST_PATIENCE, self._house.settings.rasa_timeout - waited)
        try:
            bubbles = await self._dialogue.turn(
                incoming.person, incoming.channel, message_id, text, {**metadata, "answer_by": time.time() + patience}
            )
            if any(bubble.get("text") or bubble.get("image") for bubble in bubbles):
                return bubbles
            reason = "an empty answer"
        except DialogueDown as error:
            reason = str(error)
        logger.error("Rasa gave no answer: %s", reason)
        fallback: list[dict[str, Any]] = await self._in_thread(self._house.fallback, incoming)
        return fallback
