"""The web door: the widget's page and files, the message API, the event stream, health. See design.md, Contracts."""

from __future__ import annotations

import asyncio
import contextlib
import html
import json
import logging
import re
import traceback
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from sse_starlette import EventSourceResponse
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from bot.door import Delivery, Incoming, Outgoing
from bot.security import SecurityHeaders
from bot.sessions import COOKIE, Sessions
from bot.turns import TooFast, TooLong, Turns, Unavailable
from store.errors import StoreError
from store.messages import Incoming as StoredIncoming

logger = logging.getLogger(__name__)

WIDGET = Path(__file__).parent / "widget"
_TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
MAX_BODY = 64 * 1024  #: bytes; a text of 4,096 characters needs at most 24 kB of escaped JSON
COUNTRY_PATIENCE = 0.5  #: seconds that the urgent page waits to learn the person's country
_ID = re.compile(r"^[A-Za-z0-9_.:-]{1,80}$")

Handler = Callable[[Request], Awaitable[Response]]


class ApiError(HTTPException):
    """An error with a code for programs and a sentence for people."""

    def __init__(self, status: int, code: str, message: str, retry_after: int = 0) -> None:
        super().__init__(status, message, headers={"retry-after": str(retry_after)} if retry_after else None)
        self.code = code


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
        # Read once: whoever needs urgent help gets the page even when this machine's disk, or its last free thread, is gone.
        self._files = {path.name: path.read_bytes() for path in WIDGET.iterdir() if path.suffix in _TYPES}

    def app(self, extra: list[Route] | None = None) -> Starlette:
        """The application."""
        routes = [
            Route("/", self.page),
            Route("/urgent", self.urgent),
            Route("/widget/{name}", self.widget),
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
        app = Starlette(
            routes=routes,
            exception_handlers={HTTPException: _http_error, StoreError: _store_error, Exception: _unknown_error},
        )
        app.add_middleware(SecurityHeaders, allowed=self._allowed)
        return app

    # -- pages ------------------------------------------------------------------------------------------------------

    async def page(self, request: Request) -> Response:
        """The page with the widget."""
        return self._file("index.html")

    async def widget(self, request: Request) -> Response:
        """The widget's own files, and nothing else."""
        name = request.path_params["name"]
        if name not in self._files or name == "index.html":
            raise ApiError(404, "not_found", "There is no such file.")
        return self._file(name)

    def _file(self, name: str) -> Response:
        return Response(self._files[name], media_type=_TYPES[Path(name).suffix], headers={"cache-control": "no-cache"})

    async def urgent(self, request: Request) -> Response:
        """Numbers and a guided path for right now, as plain pages: no JavaScript, no Rasa, no database."""
        country, step = await self._country(request), request.query_params.get("step", "")
        answers = self.turns.house.answers
        answer = (
            answers.follow({"kind": "common", "step": "urgent"}, "", step, country) if step else answers.urgent(country)
        )
        wording = self.turns.house.wording
        resources = self.turns.house.answers.resources
        numbers = {row.number for row in resources.rows} | {common.number for common in resources.common}
        lines = [line for bubble in answer.bubbles for line in bubble.text.splitlines() if line.strip()]
        parts = "".join(f"<p>{_with_phone_links(line, numbers)}</p>" for line in lines)
        parts += "".join(
            f'<p><a class="way" href="{_urgent_link(value, country)}">{html.escape(title)}</a></p>'
            for title, value in answer.bubbles[-1].buttons
            if value != "not_meant"
        )
        title, back = wording.line("talk.urgent_title", {}), wording.line("talk.urgent_back", {})
        page = (
            '<!doctype html><html lang="en"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<title>{html.escape(title)}</title><link rel="stylesheet" href="/widget/hearth-chat.css"></head>'
            f'<body class="urgent-page"><main><h1>{html.escape(title)}</h1>{parts}'
            f'<p><a href="/">{html.escape(back)}</a></p></main></body></html>'
        )
        return HTMLResponse(page, headers={"cache-control": "no-store"})

    async def _country(self, request: Request) -> str:
        given = (request.query_params.get("country") or "").upper()
        if re.fullmatch("[A-Z]{2}", given):
            return given
        person = self.sessions.person(request.cookies.get(COOKIE))
        found = None
        if person:
            with contextlib.suppress(StoreError, asyncio.TimeoutError):  # the page does not wait for a slow store
                looking = asyncio.to_thread(self.turns.house.people.get, person)
                found = await asyncio.wait_for(looking, COUNTRY_PATIENCE)
        return self.turns.house.country(found)

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


def _urgent_link(value: str, country: str) -> str:
    """The page that a button of the guided path leads to."""
    if value.startswith("country:"):
        return f"/urgent?country={value.partition(':')[2]}"
    return f"/urgent?{urlencode({'step': value, 'country': country} if country else {'step': value})}"


def _with_phone_links(line: str, numbers: Iterable[str]) -> str:
    """Escaped text with the phone numbers that we ship as tap-to-call links. Other digits are left alone."""
    known = "|".join(re.escape(n) for n in sorted(numbers, key=len, reverse=True))
    pieces, end = [], 0
    for match in re.finditer(rf"(?<![\d+])(?:{known})(?!\d)", line):
        digits = re.sub(r"[^\d+]", "", match.group())
        pieces.append(html.escape(line[end : match.start()]))
        pieces.append(f'<a class="call" href="tel:{digits}">{html.escape(match.group())}</a>')
        end = match.end()
    return "".join(pieces) + html.escape(line[end:])


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = getattr(error, "code", {404: "not_found", 405: "wrong_method"}.get(error.status_code, "error"))
    message = error.detail if isinstance(error, ApiError) else "There is nothing here."
    body = {"error": {"code": code, "message": message}}
    return JSONResponse(body, status_code=error.status_code, headers=error.headers)


async def _store_error(request: Request, error: Exception) -> Response:
    logger.error("The store failed: %s", error)
    message = "Hearth can't reach its memory right now. Please try again in a minute."
    return JSONResponse({"error": {"code": "unavailable", "message": message}}, status_code=503)


async def _unknown_error(request: Request, error: Exception) -> Response:
    places = traceback.extract_tb(error.__traceback__)
    where = f"{Path(places[-1].filename).name}:{places[-1].lineno}" if places else "?"
    logger.error("A request failed: %s in %s at %s", type(error).__name__, where, request.url.path)
    message = "Something went wrong on our side. Please try again."
    return JSONResponse({"error": {"code": "internal", "message": message}}, status_code=503)
