"""A stand-in for bot/web.py: serves the real widget and a scripted conversation, and misbehaves on command.

`FakeHearth` runs in a thread of the test's own process, so a test scripts it directly: `faults` is what the next
`POST /api/messages` do (one each), `push` sends an event, `received` holds the messages that were worked on.
"""

from __future__ import annotations

import asyncio
import json
import socket
import struct
import threading
import time
import zlib
from collections import deque
from collections.abc import AsyncIterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

WIDGET = Path(__file__).parents[2] / "bot" / "widget"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types"
)
TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html"}

MENU = [{"title": "Say it better", "token": "t-phrase"}, {"title": "Set a limit I can keep", "token": "t-limit"}]
CRISIS = (
    "Call 911 now and put the phone on speaker.\n\n"
    "If you have naloxone, give it. Tilt the head, lift the chin, and give 1 breath every 5 seconds. No change in 2-3 "
    "minutes: give a second dose.\n\nNot sure? Call or text 988, or text HOME to 741741. Are they breathing?"
)
TALK: dict[str, list[dict[str, Any]]] = {
    "crisis": [{"kind": "crisis", "text": CRISIS, "buttons": [{"title": "Yes, breathing", "token": "t-yes"}]}],
    "image": [{"text": "Here is the record so far.", "image": {"url": "/images/record", "alt": "Five good weeks."}}],
    "foreign image": [{"text": "Look.", "image": {"url": "https://tracker.example/x.png", "alt": "A picture."}}],
    "notice": [{"kind": "notice", "text": "I could not work that out just now. In danger, call 112."}],
    "script": [{"text": "<img src=x onerror=\"document.title='owned'\"><b>bold</b> 911"}],
    "long": [{"text": "One line of a long answer that goes on for a while.\n" * 40}],
    "nothing": [],
}
DEFAULT: list[dict[str, Any]] = [
    {"text": "That sounds like a long night. It makes sense that you are worn out."},
    {"text": "What would help most just now?", "buttons": MENU},
]


class FakeHearth:
    """One scripted service on a free loopback port.

    faults: deque of "slow", "held" (until `let_go`), "503", "429", "413", "400", "drop" (worked on, answer lost), "event first" (by event and
    then by response); each is used up by one POST /api/messages.
    """

    def __init__(self) -> None:
        self.faults: deque[str] = deque()
        self.received: list[dict[str, Any]] = []
        self.requests: list[str] = []
        self.let_go = threading.Event()
        self.history_down = False
        self.keeps_sessions = True
        self.session_seconds = 0.0
        self.sessions: set[str] = set()
        self._messages: list[dict[str, Any]] = []
        self._answers: dict[str, list[dict[str, Any]]] = {}
        self._listeners: set[asyncio.Queue[dict[str, Any]]] = set()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._loop: asyncio.AbstractEventLoop | None = None
        # ws="none": uvicorn's own choice imports a newer `websockets` than Rasa's Sanic allows.
        config = uvicorn.Config(
            self._app(), host="127.0.0.1", port=self.port, log_level="critical", lifespan="off", ws="none"
        )
        config.timeout_graceful_shutdown = 1
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> FakeHearth:
        """Starts serving; returns when the port answers."""
        self._thread.start()
        deadline = time.monotonic() + 10
        while not self._server.started:
            if time.monotonic() > deadline:
                raise RuntimeError("the fake server did not start")
            time.sleep(0.02)
        return self

    def stop(self) -> None:
        """Stops serving, open event streams too."""
        self._server.should_exit = True
        self._thread.join(5)

    def reset(self) -> None:
        """Forgets everybody and everything."""
        self.faults.clear()
        self.let_go.clear()
        self.received.clear()
        self.requests.clear()
        self.sessions.clear()
        self.reset_history()
        self.history_down = False
        self.keeps_sessions = True
        self.session_seconds = 0.0

    def reset_history(self) -> None:
        """Forgets what was said, not who is known."""
        self._messages.clear()
        self._answers.clear()

    def remember(self, speaker: str, text: str, at: datetime, **more: Any) -> dict[str, Any]:
        """Puts a message into the history without telling anybody."""
        message = {
            "id": len(self._messages) + 1, "from": speaker, "kind": "message", "text": text, "buttons": [],
            "at": at.isoformat(), **more,
        }  # fmt: skip
        self._messages.append(message)
        return message

    def push(self, text: str, **more: Any) -> None:
        """Something that Hearth says by itself: into the history and to every open page."""
        self._tell(self.remember("hearth", text, datetime.now(timezone.utc), **more))

    def _tell(self, message: dict[str, Any]) -> None:
        assert self._loop is not None
        for queue in list(self._listeners):
            self._loop.call_soon_threadsafe(queue.put_nowait, message)

    def _run(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._loop.run_until_complete(self._server.serve())

    # -- the service ------------------------------------------------------------------------------------------------

    def _app(self) -> ASGIApp:
        routes = [
            Route("/", self._page),
            Route("/urgent", self._urgent),
            Route("/host", self._host),
            Route("/widget/{name}", self._widget),
            Route("/images/record", self._image),
            Route("/api/session", self._session, methods=["POST"]),
            Route("/api/messages", self._post, methods=["POST"]),
            Route("/api/messages", self._history, methods=["GET"]),
            Route("/api/events", self._events),
        ]
        cors = Middleware(
            CORSMiddleware, allow_origin_regex=r"http://(127\.0\.0\.1|localhost)(:\d+)?", allow_credentials=True,
            allow_methods=["GET", "POST"], allow_headers=["Content-Type"], expose_headers=["Retry-After"],
        )  # fmt: skip
        return Starlette(routes=routes, middleware=[cors, Middleware(_Headers, fake=self)])

    async def _page(self, request: Request) -> Response:
        return Response((WIDGET / "index.html").read_bytes(), media_type="text/html")

    async def _urgent(self, request: Request) -> Response:
        return HTMLResponse(
            '<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width, initial-scale=1">'
            '<title>Urgent help</title><link rel="stylesheet" href="/widget/hearth-chat.css"></head>'
            '<body class="urgent-page"><main><h1>Urgent help</h1><p>In danger call <a href="tel:911">911</a> now.</p>'
            '<p>Worried about someone? <a href="tel:988">988</a>, day and night.</p>'
            '<p><a href="/">Back to the conversation</a></p></main></body></html>'
        )

    async def _host(self, request: Request) -> Response:
        """Another site's page with the widget of `service` in its corner."""
        attributes = request.query_params.get("attributes", "")
        service = request.query_params.get("service", self.url)
        return HTMLResponse(
            "<!doctype html><html lang=en><title>A charity</title><main><h1>A charity</h1><p>Text.</p>"
            f'<a href="#x">A link</a></main><script type=module src="{service}/widget/hearth-chat.js"></script>'
            f"<hearth-chat {attributes}></hearth-chat>"
        )

    async def _widget(self, request: Request) -> Response:
        path = WIDGET / request.path_params["name"]
        return Response(path.read_bytes(), media_type=TYPES[path.suffix])

    async def _image(self, request: Request) -> Response:
        return Response(_png(480, 160), media_type="image/png")

    async def _session(self, request: Request) -> Response:
        await asyncio.sleep(self.session_seconds)
        name = request.cookies.get("hearth")
        if name not in self.sessions:
            name = f"s{len(self.sessions) + 1}-{time.monotonic_ns()}"
            self.sessions.add(name)
        response = JSONResponse({}, 201)
        response.set_cookie("hearth", name, httponly=True, samesite="strict")
        return response

    def _stranger(self, request: Request) -> bool:
        return not self.keeps_sessions or request.cookies.get("hearth") not in self.sessions

    async def _post(self, request: Request) -> Response:
        if self._stranger(request):
            return _error(401)
        body = await request.json()
        fault = self.faults.popleft() if self.faults else ""
        if fault.isdigit():
            return _error(int(fault))
        if fault == "slow":
            await asyncio.sleep(1.5)
        if fault == "held":
            await asyncio.to_thread(self.let_go.wait, 30)
        replies = self._turn(body)
        if fault == "event first":
            for reply in replies:
                self._tell(reply)
            await asyncio.sleep(0.3)
        if fault == "drop":
            return StreamingResponse(_broken(), media_type="application/json")
        return JSONResponse({"replies": replies})

    def _turn(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        if body["id"] in self._answers:
            return self._answers[body["id"]]
        self.received.append(body)
        now = datetime.now(timezone.utc)
        text = body.get("text") or next((b["title"] for b in MENU if b["token"] == body["button"]), "Yes, breathing")
        self.remember("you", text, now)
        replies = [self.remember("hearth", at=now, **line) for line in TALK.get(text, DEFAULT)]
        self._answers[body["id"]] = replies
        return replies

    async def _history(self, request: Request) -> Response:
        if self.history_down:
            return _error(503)
        if self._stranger(request):
            return _error(401)
        after = int(request.query_params.get("after", 0))
        return JSONResponse({"messages": [m for m in self._messages if m["id"] > after][:200]})

    async def _events(self, request: Request) -> Response:
        if self._stranger(request):
            return _error(401)
        queue: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

        async def stream() -> AsyncIterator[str]:
            self._listeners.add(queue)
            try:
                yield ": hello\n\n"
                while not self._server.should_exit:
                    try:
                        message = await asyncio.wait_for(queue.get(), 0.5)
                    except asyncio.TimeoutError:
                        continue
                    yield f"event: message\nid: {message['id']}\ndata: {json.dumps(message)}\n\n"
            finally:
                self._listeners.discard(queue)

        return StreamingResponse(stream(), media_type="text/event-stream")


class _Headers:
    """Notes every request, and gives every answer the headers that the real gateway promises."""

    def __init__(self, app: ASGIApp, fake: FakeHearth) -> None:
        self.app = app
        self.fake = fake

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.fake.requests.append(f"{scope.get('method')} {scope.get('path')}")

        async def with_headers(message: Any) -> None:
            if message["type"] == "http.response.start":
                # "/host" is somebody else's page: its own policy would name Hearth's address.
                policy = [] if scope["path"] == "/host" else [(b"content-security-policy", POLICY.encode())]
                extra = [(b"referrer-policy", b"no-referrer"), (b"cache-control", b"no-store")]
                message["headers"] = [*message["headers"], *extra, *policy]
            await send(message)

        await self.app(scope, receive, with_headers)


def _error(status: int) -> Response:
    headers = {"Retry-After": "1"} if status in (429, 503) else {}
    return JSONResponse({"error": {"code": str(status), "message": "scripted"}}, status, headers)


async def _broken() -> AsyncIterator[bytes]:
    yield b'{"replies": ['
    raise ConnectionResetError("scripted")


def _png(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(b"\0" + bytes([225, 205 - y // 3, 180]) * width for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


if __name__ == "__main__":
    fake = FakeHearth()
    print(fake.url)
    fake.start()
    threading.Event().wait()
