"""The pages a browser opens: the one with the widget, the widget's files, and the one of numbers that needs no script."""

from __future__ import annotations

import asyncio
import contextlib
import html
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.house import House
from bot.sessions import COOKIE, Sessions
from bot.web_errors import ApiError
from store.errors import StoreError

WIDGET = Path(__file__).parent / "widget"
COUNTRY_PATIENCE = 0.5  #: seconds that the urgent page waits to learn the person's country
_TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}


class Pages:
    """The handlers that give HTML, scripts and styles."""

    def __init__(self, house: House, sessions: Sessions) -> None:
        self._house, self._sessions = house, sessions
        # Read once: whoever needs urgent help gets the page even when this machine's disk, or its last free thread, is gone.
        self._files = {path.name: path.read_bytes() for path in WIDGET.iterdir() if path.suffix in _TYPES}

    def routes(self) -> list[Route]:
        """Their addresses."""
        return [Route("/", self.page), Route("/urgent", self.urgent), Route("/widget/{name}", self.widget)]

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
        answers = self._house.answers
        answer = (
            answers.follow({"kind": "common", "step": "urgent"}, "", step, country) if step else answers.urgent(country)
        )
        wording = self._house.wording
        resources = self._house.answers.resources
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
        person = self._sessions.person(request.cookies.get(COOKIE))
        found = None
        if person:
            with contextlib.suppress(StoreError, asyncio.TimeoutError):  # the page does not wait for a slow store
                looking = asyncio.to_thread(self._house.people.get, person)
                found = await asyncio.wait_for(looking, COUNTRY_PATIENCE)
        return self._house.country(found)


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
