"""Headers that keep the widget's pages to themselves: no third party, no framing by strangers, nothing cached."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class SecurityHeaders:
    """ASGI middleware: security headers on every answer, and CORS for the sites on the allow-list."""

    def __init__(self, app: ASGIApp, allowed: Iterable[str] = ()) -> None:
        self._app, self._allowed = app, frozenset(allowed)
        ancestors = " ".join(sorted(self._allowed)) or "'none'"
        self._policy = (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
            f"frame-ancestors {ancestors}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wraps the answer's start."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        origin = Headers(scope=scope).get("origin")
        cross = origin if origin in self._allowed else None

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("content-security-policy", self._policy)
                headers.setdefault("x-content-type-options", "nosniff")
                headers.setdefault("referrer-policy", "no-referrer")
                headers.setdefault("permissions-policy", "camera=(), microphone=(), geolocation=()")
                if not scope["path"].startswith("/widget/"):
                    headers.setdefault("cache-control", "no-store")
                    headers.setdefault("cross-origin-resource-policy", "cross-origin" if cross else "same-origin")
                else:
                    headers.setdefault("cross-origin-resource-policy", "cross-origin")
                    headers.setdefault("access-control-allow-origin", cross or "null")
                if cross:
                    headers["access-control-allow-origin"] = cross
                    headers["access-control-allow-credentials"] = "true"
                    headers["access-control-expose-headers"] = "retry-after"
                    headers["vary"] = "Origin"
            await send(message)

        if scope["method"] == "OPTIONS" and cross:
            answer = Response(
                status_code=204,
                headers={
                    "access-control-allow-methods": "GET, POST",
                    "access-control-allow-headers": "content-type, last-event-id",
                    "access-control-max-age": "600",
                },
            )
            await answer(scope, receive, send_with_headers)
            return
        await self._app(scope, receive, send_with_headers)
