"""The wire to a Bot API server: which failures mean "not sent", and nothing of what people say in any log."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Sequence
from typing import Any

import httpx
from telegram import Bot
from telegram.error import NetworkError
from telegram.request import HTTPXRequest, RequestData

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
POLL_SECONDS = 25  #: how long Telegram holds an empty getUpdates open

# Their INFO and DEBUG lines hold the URL, and so the token, and message texts.
for _name in ("httpx", "httpcore", "telegram"):
    logging.getLogger(_name).setLevel(logging.WARNING)
#: What httpx raises before a request has gone out.
NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
# The library's own switch for durations as timedelta, its future default; without it, it warns at each use.
os.environ.setdefault("PTB_TIMEDELTA", "true")


class NotSent(NetworkError):
    """The server certainly did not do it: no connection came about, or it answered that it failed. Safe to repeat."""


class Transport(HTTPXRequest):
    """HTTPXRequest that tells "certainly not done" (`NotSent`) from "perhaps done" (any other NetworkError)."""

    __slots__ = ()

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **kwargs: Any
    ) -> tuple[int, bytes]:
        """As in HTTPXRequest. Raises NotSent when repeating can't do a thing twice."""
        try:
            status, payload = await super().do_request(url, method, request_data, *args, **kwargs)
        except NetworkError as error:
            if isinstance(error.__cause__, NEVER_LEFT):
                raise NotSent("no connection") from None
            raise
        # 504 means that the front did not hear from the server behind it: that one may have done it.
        if status >= 500 and status != 504:
            raise NotSent(f"the server answered {status}")
        if status == 429 and b'"retry_after"' not in payload:
            raise NotSent("the server is busy")
        return status, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as JSON. Raises NetworkError; the library's own version also logs the whole answer."""
        try:
            return dict(json.loads(payload.decode("utf-8", "replace")))
        except (ValueError, TypeError):
            raise NetworkError("The server's answer is not JSON.") from None


class ApiBot(Bot):
    """`telegram.Bot` on our transport; updates come raw, so that one that can't be parsed does not stop the others."""

    def __init__(self, token: str, root: str) -> None:
        # httpx closes idle connections after 5 s, before any server does: a request on a dead one is rare.
        super().__init__(
            token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=Transport(
                connection_pool_size=64, connect_timeout=10, read_timeout=20, write_timeout=20, pool_timeout=30
            ),
            get_updates_request=Transport(
                connection_pool_size=2, connect_timeout=10, read_timeout=POLL_SECONDS + 10, pool_timeout=5
            ),
        )

    async def raw_updates(self, offset: int | None, timeout: int = POLL_SECONDS) -> Sequence[dict[str, Any]]:
        """getUpdates. Raises TelegramError."""
        data = {"offset": offset, "timeout": timeout, "allowed_updates": list(ALLOWED_UPDATES)}
        found = await self._post("getUpdates", data)
        return [update for update in found if isinstance(update, dict) and isinstance(update.get("update_id"), int)]

    async def reopen(self) -> None:
        """Opens the connections if they are closed."""
        for request in self._request:
            await request.initialize()

    async def renew_polling(self) -> None:
        """Throws the polling connections away: a pool that hangs never heals by itself."""
        await self._request[0].shutdown()
        await self._request[0].initialize()

    async def close_connections(self) -> None:
        """Closes them; `reopen` makes new ones."""
        for request in self._request:
            await request.shutdown()
