"""Rasa's side of the loopback: the one channel through which the gateway hands Rasa a turn.

Not reachable from outside (Rasa listens on loopback) and guarded by a shared secret. The request says which door the
person came through, so that the output channel carries its real name; the reply is the list of bubbles.
"""

from __future__ import annotations

import hmac
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from rasa.core.tracker_store import FailSafeTrackerStore
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot import rasa_speed

logger = logging.getLogger(__name__)

SECRET_HEADER = "x-hearth-secret"
DOORS = ("telegram", "web", "chat")


class Bubbles(OutputChannel):
    """Collects what the dialogue says in this turn, each bubble whole: text, buttons and picture together."""

    def __init__(self, door: str) -> None:
        self._door = door
        self.said: list[dict[str, Any]] = []

    def name(self) -> str:  # type: ignore[override]
        """The door's name, for responses that differ by channel."""
        return self._door

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """One bubble. Rasa would send its parts one after the other."""
        custom = message.get("custom") or {}
        self.said.append(
            {
                "text": message.get("text") or "",
                "buttons": message.get("buttons") or [],
                "kind": custom.get("kind", "message"),
                "image": custom.get("image"),
                "do": custom.get("do"),
            }
        )


class HearthInput(InputChannel):
    """`POST /webhooks/hearth/turn` with {conversation, channel, message_id, text, metadata}."""

    def __init__(self, secret: str) -> None:
        if len(secret) < 16:
            raise ValueError("HEARTH_INTERNAL_SECRET is missing or shorter than 16 characters; `hearth run` sets it.")
        self._secret = secret
        rasa_speed.apply()

    @classmethod
    def name(cls) -> str:
        """The URL prefix."""
        return "hearth"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> HearthInput:
        """Reads `secret` from credentials.yml."""
        return cls(str((credentials or {}).get("secret") or ""))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The route. A turn that fails answers 500: the gateway then says so honestly, and nothing is half kept."""
        routes = Blueprint("hearth", "hearth")

        @routes.get("/ready")
        async def ready(request: Request) -> HTTPResponse:
            agent = request.app.ctx.agent
            return json({"ready": bool(agent and agent.is_ready())}, status=200 if agent and agent.is_ready() else 503)

        @routes.post("/turn")
        async def turn(request: Request) -> HTTPResponse:
            given = request.headers.get(SECRET_HEADER, "")
            if not hmac.compare_digest(given.encode(), self._secret.encode()):
                return json({"error": "forbidden"}, status=403)
            _raise_store_errors(request.app.ctx.agent)
            body = request.json or {}
            door = body.get("channel")
            if door not in DOORS or not body.get("conversation"):
                return json({"error": "channel and conversation are needed"}, status=400)
            bubbles = Bubbles(door)
            try:
                await on_new_message(
                    UserMessage(
                        text=body.get("text") or "",
                        output_channel=bubbles,
                        sender_id=body["conversation"],
                        input_channel=door,
                        message_id=body.get("message_id"),
                        metadata=body.get("metadata") or {},
                    )
                )
            except Exception as error:  # the message itself never enters a log
                logger.error("A turn failed in Rasa: %s", type(error).__name__)
                return json({"error": type(error).__name__}, status=500)
            return json({"bubbles": bubbles.said})

        return routes


def _raise_store_errors(agent: Any) -> None:
    """Takes off Rasa's fail-safe wrapper, which answers a database error by forgetting the conversation."""
    store = agent.tracker_store
    if isinstance(store, FailSafeTrackerStore):
        agent.tracker_store = store._tracker_store
        if agent.processor is not None:
            agent.processor.tracker_store = store._tracker_store
