"""The web door: the message API, the event stream, health; its pages stand in `bot.pages`. See design.md, Contracts."""

from __future__ import annotations

import asyncio
import json
import re
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from sse_starlette import EventSourceResponse
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.door import Delivery, Incoming, Outgoing
from bot.pages import Pages
from bot.security import SecurityHeaders
from bot.sessions import COOKIE, Sessions
from bot.turns import TooFast, TooLong, Turns, Unavailable
from bot.web_errors import HANDLERS, ApiError
from store.messages import Incoming as StoredIncoming

MAX_BODY = 64 * 1024  #: bytes; a text of 4,096 characters needs at most 24 kB of escaped JSON
_ID = re.compile(r"^[A-Za-z0-9_.:-]{1,80}$")

Handler = Callable[[Request], Awaitable[Response]]


class WebDoor:
    """Delivers to the open event streams of a person. Whoever has none finds the reply in their history."""

    def __init__(self) -> None:
        self._streams: dict[str, set[asyncio.Queue[Outgoing]]] = defaultdict(set)

    async def deliver(self, outgoing: Outgoing) -> Delivery:
        """Puts it on every open stream; the history keeps it for the rest."""
        for queue in list(self._streams.get(outgoing.person_id, ())):
            queue.put_nowait(outgoing)
        return Delivery.SENT

    async def send_file(self, person: str, address: str, name: str, data: bytes, caption: str) -> Delivery:
        """The web fetches its export itself, at /api/export."""
        return Delivery.SENT

    def open(self, person: str) -> asyncio.Queue[Outgoing]:
        """A new stream."""
        queue: asyncio.Queue[Outgoing] = asyncio.Queue()
        self._streams[person].add(queue)
        return queue

    def close(self, person: str, queue: asyncio.Queue[Outgoing]) -> None:
        """The stream ended."""
        self._streams[person].discard(queue)
        if not self._streams[person]:
            del self._streams[person]


class Web:
    """The Starlette application's handlers."""

    def __init__(self, turns: Turns, sessions: Sessions, ready: Callable[[], Awaitable[dict[str, bool]]]) -> None:
        self.turns, self.sessions, self._ready = turns, sessions, ready
        self.door = WebDoor()
        turns.doors["web"] = self.door
        settings = turns.house.settings
        self._allowed = set(settings.allowed_origins)
        self._pages = Pages(turns.house, sessions)

    def app(self, extra: list[Route] | None = None) -> Starlette:
        """The application."""
        routes = [
            *self._pages.routes(),
            Route("/health/live", self.live),
            Route("/health/ready", self.ready),
            Route("/api/session", self.session, methods=["POST"]),
            Route("/api/messages", self.post_message, methods=["POST"]),
            Route("/api/messages", self.get_messages, methods=["GET"]),
            Route("/api/events", self.events),
            Route("/api/images/{token}", self.image),
            Route("/api/export", self.export),
            *(extra or []),
        ]
        app = Starlette(routes=routes, exception_handlers=HANDLERS)
        app.add_middleware(SecurityHeaders, allowed=self._allowed)
        return app

    # -- health -----------------------------------------------------------------------------------------------------

    async def live(self, request: Request) -> Response:
        """The gateway runs."""
        return JSONResponse({"live": True})

    async def ready(self, request: Request) -> Response:
        """Each part that a full turn needs."""
        parts = await self._ready()
        return JSONResponse({"ready": all(parts.values()), **parts}, status_code=200 if all(parts.values()) else 503)

    # -- API --------------------------------------------------------------------------------------------------------

    async def session(self, request: Request) -> Response:
        """A new session, or the old one when its cookie is valid."""
        self._check_origin(request)
        old = self.sessions.read(request.cookies.get(COOKIE))
        response = JSONResponse({"session": "resumed" if old else "new"}, status_code=201)
        if old is None:
            self.sessions.set_cookie(response, cross_site=bool(self._allowed))
        return response

    async def post_message(self, request: Request) -> Response:
        """One message or button; answers with its replies."""
        self._check_origin(request)
        person = self._person(request)
        body = await _json_body(request)
        message_id, text, button = body.get("id"), body.get("text"), body.get("button")
        if not isinstance(message_id, str) or not _ID.match(message_id):
            raise ApiError(400, "bad_id", "The message needs an id: 1 to 80 letters, digits, dots or dashes.")
        if (text is None) == (button is None):
            raise ApiError(400, "bad_message", "A message has either a text or a button.")
        if not isinstance(text if button is None else button, str):
            raise ApiError(400, "bad_message", "The text or the button should be a string.")
        if button == "urgent":
            incoming = Incoming("web", person, message_id, command="urgent", kind="command")
        elif button is not None:
            incoming = Incoming("web", person, message_id, button=button[:80], kind="button")
        else:
            incoming = Incoming("web", person, message_id, text=text)
        try:
            outgoing = await self.turns.handle(incoming)
        except TooLong:
            raise ApiError(413, "too_long", self.turns.house.line("talk.too_long")) from None
        except TooFast:
            raise ApiError(429, "too_fast", self.turns.house.line("talk.too_fast"), retry_after=20) from None
        except Unavailable:
            raise ApiError(503, "unavailable", self.turns.house.line("talk.unavailable"), retry_after=5) from None
        for reply in outgoing:
            await self.door.deliver(reply)  # other open pages of the same person
        self.turns.mark_sent_soon(outgoing)
        return JSONResponse({"replies": [_reply(o) for o in outgoing]})

    async def get_messages(self, request: Request) -> Response:
        """The person's own history, both directions."""
        person = self._person(request)
        after = _whole_number(request.query_params.get("after", "0"))
        history = await asyncio.to_thread(self.turns.house.outbox.history, person, after)
        return JSONResponse({"messages": [self._message(m) for m in history]})

    def _message(self, message: Any) -> dict[str, Any]:
        if isinstance(message, StoredIncoming):
            text = message.body.get("text") or message.body.get("title") or ""
            at = message.created_at.isoformat()
            return {"id": message.id, "from": "you", "kind": message.kind, "text": text, "at": at}
        return {"from": "hearth", **_reply(self.turns.house.outgoing(message))}

    async def events(self, request: Request) -> Response:
        """Replies and follow-ups as they come; resumes behind `Last-Event-ID`."""
        person = self._person(request)
        last = request.headers.get("last-event-id") or request.query_params.get("after")
        return EventSourceResponse(self._stream(person, last), ping=20, headers={"cache-control": "no-store"})

    async def _stream(self, person: str, last: str | None) -> AsyncIterator[dict[str, Any]]:
        queue = self.door.open(person)
        try:
            seen = 0
            if last is not None and last.isdecimal():
                for stored in await asyncio.to_thread(self.turns.house.outbox.after, person, int(last)):
                    seen = stored.id
                    yield {
                        "event": "message",
                        "id": str(stored.id),
                        "data": json.dumps(_reply(self.turns.house.outgoing(stored))),
                    }
            while True:
                outgoing = await queue.get()
                if not outgoing.id or outgoing.id > seen:
                    yield {"event": "message", "id": str(outgoing.id), "data": json.dumps(_reply(outgoing))}
        finally:
            self.door.close(person, queue)

    async def image(self, request: Request) -> Response:
        """A picture of the person's own."""
        person = self._person(request)
        found = await asyncio.to_thread(self.turns.house.images.get, person, request.path_params["token"])
        if found is None:
            raise ApiError(404, "not_found", "There is no such picture.")
        return Response(found[0], media_type="image/png", headers={"cache-control": "private, max-age=86400"})

    async def export(self, request: Request) -> Response:
        """Everything Hearth keeps about the person, as a file."""
        person = self._person(request)
        if await asyncio.to_thread(self.turns.house.people.get, person) is None:
            raise ApiError(404, "nothing_kept", "Nothing is kept about you.")
        data = await asyncio.to_thread(self.turns.house.people.export, person)
        text = json.dumps(data, ensure_ascii=False, indent=2, default=str)
        headers = {"content-disposition": 'attachment; filename="hearth.json"', "cache-control": "no-store"}
        return Response(text, media_type="application/json", headers=headers)

    # -- guards -----------------------------------------------------------------------------------------------------

    def _person(self, request: Request) -> str:
        person = self.sessions.person(request.cookies.get(COOKIE))
        if person is None:
            raise ApiError(401, "no_session", "There is no valid session. Start one with POST /api/session.")
        return person

    def _check_origin(self, request: Request) -> None:
        """A page of another site may not speak for the person."""
        origin = request.headers.get("origin")
        if origin is None or origin in self._allowed:
            return
        if origin.split("://", 1)[-1] != request.headers.get("host"):
            raise ApiError(403, "wrong_origin", "This site is not on the list of sites that may embed Hearth.")


def _reply(outgoing: Outgoing) -> dict[str, Any]:
    reply: dict[str, Any] = {
        "id": outgoing.id,
        "kind": outgoing.kind,
        "text": outgoing.text,
        "buttons": [{"title": title, "token": token} for title, token in outgoing.buttons],
        "at": outgoing.at,
    }
    if outgoing.image_id:
        reply["image"] = {"url": f"/api/images/{outgoing.image_id}", "alt": outgoing.image_alt}
    return reply


async def _json_body(request: Request) -> dict[str, Any]:
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise ApiError(415, "not_json", "Send JSON, with the content type application/json.")
    raw = bytearray()
    try:
        async for chunk in request.stream():
            raw += chunk
            if len(raw) > MAX_BODY:
                raise ApiError(413, "too_long", "That is too long for one message. Please send it in parts.")
    except ClientDisconnect:
        raise ApiError(400, "gone", "The connection ended before the message was complete.") from None
    try:
        body = json.loads(bytes(raw).decode("utf-8"))
    except (ValueError, RecursionError):
        raise ApiError(400, "bad_json", "The message is not valid JSON.") from None
    if not isinstance(body, dict):
        raise ApiError(400, "bad_json", "The message should be a JSON object.")
    return body


def _whole_number(text: str) -> int:
    if not text.isdecimal() or len(text) > 18:
        raise ApiError(400, "bad_after", "`after` should be the id of a message.")
    return int(text)
