"""A stand-in for Telegram's Bot API server, with people who write to the bot, and faults on command.

`FakeTelegram` serves on a free loopback port from a thread of the test's own process:

    with FakeTelegram() as telegram:                 # TELEGRAM_API_BASE_URL = telegram.url
        telegram.user_says("hello")
        reply = telegram.wait_for_reply()            # blocks: in async tests, `await asyncio.to_thread(...)`
        telegram.user_presses(reply["reply_markup"]["inline_keyboard"][0][0])

`calls` records every call. `fail("sendMessage", too_many_requests(2))` scripts what the next calls of a method meet.
It is as strict as the real one where that matters: empty and too long texts, callback data over 64 bytes, unknown
queries and a keyboard edited twice are answered 400; getUpdates beside a webhook or another getUpdates 409.
"""

from __future__ import annotations

import email
import email.policy
import json
import socket
import threading
import time
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import anyio
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

TOKEN = "4711:TEST-token-of-nobody-0123456789abcdef"
BOT = {"id": 4711, "is_bot": True, "first_name": "Hearth", "username": "hearth_test_bot"}
ANNA = 1001  #: the chat that the helpers use by default
MEDIA = {
    "sticker": {
        "file_id": "s", "file_unique_id": "s", "type": "regular", "width": 9, "height": 9, "is_animated": False,
        "is_video": False,
    },
    "voice": {"file_id": "v", "file_unique_id": "v", "duration": 3},
    "photo": [{"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}],
    "video": {"file_id": "f", "file_unique_id": "f", "width": 9, "height": 9, "duration": 3},
    "document": {"file_id": "d", "file_unique_id": "d"},
    "location": {"latitude": 51.5, "longitude": -0.1},
}  # fmt: skip


@dataclass(frozen=True)
class Call:
    """One call: the method's name, its parameters (JSON ones decoded), its files, when (monotonic seconds)."""

    method: str
    params: dict[str, Any]
    files: dict[str, bytes]
    at: float


@dataclass(frozen=True)
class Fault:
    """What a call meets. accepted: the server does what was asked all the same; wait: seconds before the answer."""

    status: int = 200
    description: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)
    accepted: bool = False
    wait: float = 0.0
    page: str = ""


def too_many_requests(seconds: int) -> Fault:
    """429, with how long to wait."""
    return Fault(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def blocked() -> Fault:
    """403: the person blocked the bot."""
    return Fault(403, "Forbidden: bot was blocked by the user")


def bad_request() -> Fault:
    """400: Telegram can't take this message."""
    return Fault(400, "Bad Request: can't parse entities")


def bad_gateway(status: int = 502) -> Fault:
    """A 5xx page of some proxy in between, not JSON."""
    return Fault(status, page="<html><h1>Bad Gateway</h1></html>")


def accepted_but_silent(seconds: float) -> Fault:
    """It is done, but the answer comes too late."""
    return Fault(accepted=True, wait=seconds)


class FakeTelegram:
    """One Bot API server for one bot."""

    def __init__(self, token: str = TOKEN) -> None:
        self.token = token
        self.calls: list[Call] = []
        self.webhook: dict[str, Any] | None = None
        self.commands: list[dict[str, str]] = []
        self.messages: list[dict[str, Any]] = []  #: what the bot sent, newest last
        self._faults: dict[str, deque[Fault]] = defaultdict(deque)
        self._updates: list[dict[str, Any]] = []
        self._stray: list[dict[str, Any]] = []
        self._next_update, self._next_message = 900_000, 1
        self._polls = 0
        self._queries: set[str] = set()
        self._held = self._reversed = False
        self._change = threading.Condition(threading.RLock())
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    # -- running ----------------------------------------------------------------------------------------------------

    def start(self) -> FakeTelegram:
        """Serves. After `stop` it can be started again on the same port, with all it knew."""
        # ws="none": uvicorn's own choice imports a newer `websockets` than Rasa's Sanic allows.
        config = uvicorn.Config(
            Starlette(routes=[Route("/bot{token}/{method}", self._answer, methods=["GET", "POST"])]),
            host="127.0.0.1", port=self.port, log_level="critical", lifespan="off", ws="none",
        )  # fmt: skip
        config.timeout_graceful_shutdown = 1
        server = self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=server.run, daemon=True)
        self._thread.start()
        deadline = time.monotonic() + 10
        while not server.started:
            if time.monotonic() > deadline:
                raise RuntimeError("the fake Bot API server did not start")
            time.sleep(0.01)
        return self

    def stop(self) -> None:
        """From now on connections are refused."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join(10)
            self._server = self._thread = None

    def __enter__(self) -> FakeTelegram:
        return self.start()

    def __exit__(self, *error: object) -> None:
        self.stop()

    # -- faults -----------------------------------------------------------------------------------------------------

    def fail(self, method: str, *faults: Fault) -> None:
        """The next calls of this method meet these, one each."""
        with self._change:
            self._faults[method].extend(faults)

    def repeat(self, update: dict[str, Any]) -> None:
        """Offers an update once more, though it was confirmed."""
        with self._change:
            self._stray.append(update)
            self._change.notify_all()

    def reverse_next(self) -> None:
        """The next answer to getUpdates has its updates in the wrong order."""
        self._reversed = True

    @contextmanager
    def held(self) -> Iterator[None]:
        """What people send inside arrives all at once."""
        self._held = True
        try:
            yield
        finally:
            with self._change:
                self._held = False
                self._change.notify_all()

    # -- people -----------------------------------------------------------------------------------------------------

    def user_says(self, text: str, chat: int = ANNA) -> dict[str, Any]:
        """A text from a person; gives the update."""
        return self.push(message=self._message(chat, text=text))

    def user_sends(self, kind: str, chat: int = ANNA, **more: Any) -> dict[str, Any]:
        """Something else, named as in the Bot API: sticker, voice, photo, ...; `caption`, `media_group_id` as `more`."""
        return self.push(message=self._message(chat, **{kind: MEDIA[kind]}, **more))

    def user_edits(self, text: str, chat: int = ANNA) -> dict[str, Any]:
        """A person changes an earlier message."""
        return self.push(edited_message=self._message(chat, text=text, edit_date=int(time.time())))

    def user_presses(self, button: str | dict[str, Any], chat: int = ANNA) -> dict[str, Any]:
        """A press on the newest button with this title, or on this button of a keyboard."""
        for sent in reversed(self.sent_to(chat)):
            for offered in [b for row in sent.get("reply_markup", {}).get("inline_keyboard", ()) for b in row]:
                if button in (offered, offered["text"]):
                    return self.press(offered["callback_data"], sent, chat)
        raise AssertionError("no such button was sent")

    def press(self, data: str, message: dict[str, Any], chat: int = ANNA) -> dict[str, Any]:
        """A press with any data, under any message."""
        query = f"q{self._next_update}"
        self._queries.add(query)
        press = {"id": query, "from": _user(chat), "chat_instance": "1", "data": data, "message": message}
        return self.push(callback_query=press)

    def user_blocks(self, chat: int = ANNA) -> dict[str, Any]:
        """A person blocks the bot."""
        return self.push(my_chat_member=_membership(_private(chat), _user(chat), "member", "kicked"))

    def group_adds_the_bot(self, group: int = -500, kind: str = "group") -> dict[str, Any]:
        """Somebody takes the bot into a group or channel."""
        chat = {"id": group, "type": kind, "title": "Family"}
        return self.push(my_chat_member=_membership(chat, _user(ANNA), "left", "member"))

    def group_says(self, text: str, group: int = -500) -> dict[str, Any]:
        """A message in a group."""
        message = self._message(ANNA, text=text)
        return self.push(message={**message, "chat": {"id": group, "type": "group", "title": "Family"}})

    def push(self, **parts: Any) -> dict[str, Any]:
        """Any update, even one without a message: `push()`."""
        with self._change:
            update = {"update_id": self._next_update, **parts}
            self._next_update += 1
            self._updates.append(update)
            self._change.notify_all()
        return update

    def _message(self, chat: int, **content: Any) -> dict[str, Any]:
        with self._change:
            self._next_message += 1
            number = self._next_message
        base = {"message_id": number, "date": int(time.time()), "chat": _private(chat), "from": _user(chat)}
        return {**base, **content}

    # -- looking ----------------------------------------------------------------------------------------------------

    def sent_to(self, chat: int = ANNA) -> list[dict[str, Any]]:
        """Messages that arrived in a chat."""
        with self._change:
            return [message for message in self.messages if message["chat"]["id"] == chat]

    def calls_of(self, method: str) -> list[Call]:
        """Calls of one method, those that met a fault too."""
        with self._change:
            return [call for call in self.calls if call.method == method]

    def wait_for_reply(self, chat: int = ANNA, count: int = 1, seconds: float = 10.0) -> dict[str, Any]:
        """The `count`-th message that ever arrived in a chat; waits for it."""
        self.wait_until(lambda: len(self.sent_to(chat)) >= count, seconds, f"message {count} in chat {chat}")
        return self.sent_to(chat)[count - 1]

    def wait_for_call(self, method: str, count: int = 1, seconds: float = 10.0) -> Call:
        """The `count`-th call of a method; waits for it."""
        self.wait_until(lambda: len(self.calls_of(method)) >= count, seconds, f"call {count} of {method}")
        return self.calls_of(method)[count - 1]

    def wait_until_confirmed(self, update: dict[str, Any], seconds: float = 10.0) -> None:
        """Returns when the bot has confirmed an update."""
        self.wait_until(lambda: not self.is_pending(update), seconds, "the confirmation of an update")

    def is_pending(self, update: dict[str, Any]) -> bool:
        """Whether an update is still to be confirmed."""
        with self._change:
            return update in self._updates

    def wait_until(self, true: Any, seconds: float, what: str) -> None:
        """Returns when `true()`; fails after that many seconds."""
        with self._change:
            assert self._change.wait_for(true, seconds), f"waited {seconds} s in vain for {what}"

    # -- the server -------------------------------------------------------------------------------------------------

    async def _answer(self, request: Request) -> Response:
        method = request.path_params["method"]
        params, files = _parameters(request.headers.get("content-type", ""), await request.body())
        with self._change:
            self.calls.append(Call(method, params, files, time.monotonic()))
            self._change.notify_all()
            fault = self._faults[method].popleft() if self._faults[method] else Fault()
        if request.path_params["token"] != self.token:
            return _error(401, "Unauthorized")
        if fault.status == 200 and not fault.page:
            answer = await self._do(request, params, files)
        elif fault.page:
            answer = Response(fault.page, fault.status, media_type="text/html")
        else:
            answer = _error(fault.status, fault.description, fault.parameters)
        if fault.wait:
            await anyio.sleep(fault.wait)
        return answer

    async def _do(self, request: Request, params: dict[str, Any], files: dict[str, bytes]) -> Response:
        method = request.path_params["method"]
        if method == "getUpdates":
            return await self._get_updates(request, params)
        handler = getattr(self, f"_on_{method}", None)
        if handler is None:
            return _error(404, "Not Found")
        with self._change:
            result = handler(params, files)
            self._change.notify_all()
        return result if isinstance(result, Response) else JSONResponse({"ok": True, "result": result})

    async def _get_updates(self, request: Request, params: dict[str, Any]) -> Response:
        if self.webhook:
            return _error(409, "Conflict: can't use getUpdates method while webhook is active")
        offset, until = int(params.get("offset", 0)), time.monotonic() + float(params.get("timeout", 0))
        with self._change:
            self._updates = [update for update in self._updates if update["update_id"] >= offset]
            self._polls += 1
            mine = self._polls
            self._change.notify_all()
        while not await request.is_disconnected():
            if mine != self._polls:
                return _error(409, "Conflict: terminated by other getUpdates request")
            with self._change:
                found = [] if self._held else [*self._stray, *self._updates[: int(params.get("limit", 100))]]
                if found:
                    self._stray.clear()
            if found or time.monotonic() >= until or self._server is None or self._server.should_exit:
                if found and self._reversed:
                    found, self._reversed = found[::-1], False
                return JSONResponse({"ok": True, "result": found})
            await anyio.sleep(0.01)
        return Response()

    def _on_getMe(self, params: dict[str, Any], files: dict[str, bytes]) -> Any:
        return BOT

    def _on_sendMessage(self, params: dict[str, Any], files: dict[str, bytes]) -> Any:
        text = str(params.get("text", ""))
        if not text.strip():
            return _error(400, "Bad Request: message text is empty")
        if len(text.encode("utf-16-le")) // 2 > 4096:
            return _error(400, "Bad Request: message is too long")
        return self._sent(params, text=text)

    def _on_sendPhoto(self, params: dict[str, Any], files: dict[str, bytes]) -> Any:
        return self._sent_file(params, files, "photo", MEDIA["photo"])

    def _on_sendDocument(self, params: dict[str, Any], files: dict[str, bytes]) -> Any:
        return self._sent_file(params, files, "document", MEDIA["document"])

    def _sent_file(self, params: dict[str, Any], files: dict[str, bytes], kind: str, shape: Any) -> Any:
        if not any(files.values()):
            return _error(400, f"Bad Request: there is no {kind} in the request")
        caption = str(params.get("caption", ""))
        if len(caption.encode("utf-16-le")) // 2 > 1024:
            return _error(400, "Bad Request: message caption is too long")
        return self._sent(params, **{kind: shape}, **({"caption": caption} if caption else {}))

    def _sent(self, params: dict[str, Any], **content: Any) -> Any:
        markup = params.get("reply_markup")
        for button in [b for row in (markup or {}).get("inline_keyboard", ()) for b in row]:
            if not 1 <= len(button.get("callback_data", "").encode()) <= 64:
                return _error(400, "Bad Request: BUTTON_DATA_INVALID")
        chat = int(params["chat_id"])
        message = {**self._message(chat, **content), "from": BOT}
        if markup:
            message["reply_markup"] = markup
        self.messages.append(message)
        return message

    def _on_editMessageReplyMarkup(self, params: dict[str, Any], files: dict[str, bytes]) -> Any:
        wanted = (int(params["chat_id"]), int(params["message_id"]))
        for message in self.messages:
            if (message["chat"]["id"], message["message_id"]) == wanted:
                if message.get("reply_markup") == params.get("reply_markup"):
                    return _error(400, "Bad Request: message is not modified")
                message.pop("reply_markup", None)
                if params.get("reply_markup"):
                    message["reply_markup"] = params["reply_markup"]
                return message
        return _error(400, "Bad Request: message to edit not found")

    def _on_answerCallbackQuery(self, params: dict[str, Any], files: dict[str, bytes]) -> Any:
        if params["callback_query_id"] not in self._queries:
            return _error(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        self._queries.discard(params["callback_query_id"])
        return True

    def _on_sendChatAction(self, params: dict[str, Any], files: dict[str, bytes]) -> Any:
        return True

    def _on_setMyCommands(self, params: dict[str, Any], files: dict[str, bytes]) -> Any:
        self.commands = params["commands"]
        return True

    def _on_setWebhook(self, params: dict[str, Any], files: dict[str, bytes]) -> Any:
        self.webhook = params if params.get("url") else None
        return True

    def _on_deleteWebhook(self, params: dict[str, Any], files: dict[str, bytes]) -> Any:
        self.webhook = None
        return True

    def _on_leaveChat(self, params: dict[str, Any], files: dict[str, bytes]) -> Any:
        return True


def _private(chat: int) -> dict[str, Any]:
    return {"id": chat, "type": "private", "first_name": "Anna"}


def _user(chat: int) -> dict[str, Any]:
    return {"id": chat, "is_bot": False, "first_name": "Anna", "language_code": "en"}


def _membership(chat: dict[str, Any], by: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    def member(status: str) -> dict[str, Any]:
        return {"user": BOT, "status": status, **({"until_date": 0} if status == "kicked" else {})}

    return {
        "chat": chat, "from": by, "date": int(time.time()),
        "old_chat_member": member(old), "new_chat_member": member(new),
    }  # fmt: skip


def _error(status: int, description: str, parameters: dict[str, Any] | None = None) -> Response:
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    return JSONResponse({**body, **({"parameters": parameters} if parameters else {})}, status)


def _parameters(content_type: str, body: bytes) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Fields and files of a form, of either encoding, or of JSON."""
    if content_type.startswith("application/json"):
        return dict(json.loads(body)), {}
    if not content_type.startswith("multipart/"):
        return {name: _value(name, text) for name, text in parse_qsl(body.decode(), keep_blank_values=True)}, {}
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    form = email.message_from_bytes(head + body, policy=email.policy.HTTP)
    params: dict[str, Any] = {}
    files: dict[str, bytes] = {}
    for part in form.iter_parts():
        name = str(part.get_param("name", header="content-disposition"))
        data = part.get_payload(decode=True) or b""
        if part.get_filename() is None:
            params[name] = _value(name, data.decode())
        else:
            files[part.get_filename() or name] = data
    return params, files


def _value(name: str, text: str) -> Any:
    """JSON parameters decoded; a text stays a text even when it looks like JSON."""
    if name in ("reply_markup", "link_preview_options", "allowed_updates", "commands"):
        return json.loads(text)
    return text
