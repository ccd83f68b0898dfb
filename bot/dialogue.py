"""The gateway's side of the loopback: hands Rasa one turn and takes its bubbles."""

from __future__ import annotations

import time
from typing import Any

import httpx

from bot.settings import Settings

SECRET_HEADER = "x-hearth-secret"
#: In the metadata of a turn: [intent, confidence] of the likeliest intents, when the gateway read the message already.
RANKING = "ranking"
HANDED_OVER = 8  #: intents of such a ranking


class DialogueDown(RuntimeError):
    """Rasa did not answer, answered with an error, or had nothing to say. The text is the reason, without content."""


class Dialogue:
    """A client of `bot.channel`."""

    def __init__(self, settings: Settings) -> None:
        self._patience = settings.rasa_timeout
        self._client = httpx.AsyncClient(
            base_url=f"{settings.rasa_url}/webhooks/hearth",
            headers={SECRET_HEADER: settings.internal_secret},
            trust_env=False,
            limits=httpx.Limits(max_connections=100, max_keepalive_connections=50),
        )

    async def turn(
        self, conversation: str, channel: str, message_id: str, text: str, metadata: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """What the dialogue says to this message. Raises DialogueDown; never gives an empty list.

        metadata: "answer_by" (seconds since the epoch) is when nobody waits for the answer any more.
        """
        patience = metadata["answer_by"] - time.time() if "answer_by" in metadata else self._patience
        body = {
            "conversation": conversation,
            "channel": channel,
            "message_id": message_id,
            "text": text,
            "metadata": metadata,
        }
        try:
            response = await self._client.post(
                "/turn", json=body, timeout=httpx.Timeout(max(0.1, patience), connect=1.0)
            )
        except httpx.TimeoutException:
            raise DialogueDown("timeout") from None
        except httpx.HTTPError as error:
            raise DialogueDown(type(error).__name__) from None
        if response.status_code != 200:
            raise DialogueDown(f"status {response.status_code}")
        try:
            bubbles: list[dict[str, Any]] = response.json()["bubbles"]
        except (ValueError, LookupError, TypeError):
            raise DialogueDown("not an answer") from None
        if not bubbles:
            raise DialogueDown("no answer")
        return bubbles

    async def ready(self) -> bool:
        """Whether Rasa has its model loaded."""
        try:
            return (await self._client.get("/ready", timeout=1.0)).status_code == 200
        except httpx.HTTPError:
            return False

    async def close(self) -> None:
        """Closes the connections."""
        await self._client.aclose()
