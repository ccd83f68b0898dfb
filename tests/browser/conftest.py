"""A real Chromium, the widget in it, and a scripted service behind it.

Without Chromium these tests are skipped, unless HEARTH_TEST_ALL=1: then that is a failure.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any, NoReturn

import pytest

from tests.fakes.web_server import FakeHearth

ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
PageAt = Callable[..., Any]


def _missing(what: str) -> NoReturn:
    if os.environ.get("HEARTH_TEST_ALL") == "1":
        pytest.fail(f"{what} is missing, and HEARTH_TEST_ALL=1 asks for every test")
    pytest.skip(f"{what} is missing")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, one for all tests."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        _missing("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield instance
        instance.close()


@pytest.fixture(scope="session")
def axe_source() -> str:
    """The text of axe-core: from HEARTH_AXE (a path), or from the package axe-playwright-python."""
    named = os.environ.get("HEARTH_AXE")
    if named:
        return Path(named).read_text(encoding="utf-8")
    try:
        return (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    except ModuleNotFoundError:
        _missing("axe-core")


@pytest.fixture(scope="session")
def running_hearth() -> Iterator[FakeHearth]:
    """The stand-in service, started once."""
    fake = FakeHearth().start()
    yield fake
    fake.stop()


@pytest.fixture
def hearth(running_hearth: FakeHearth) -> FakeHearth:
    """The stand-in service, with nobody in it."""
    running_hearth.reset()
    return running_hearth


@pytest.fixture
def hearth_url(hearth: FakeHearth) -> str:
    """Where the service under test answers."""
    return hearth.url


@pytest.fixture(scope="session")
def other_site() -> Iterator[str]:
    """Another origin of the same site, with a page that embeds the widget: `/host?service=...`."""
    fake = FakeHearth().start()
    yield fake.url
    fake.stop()


@pytest.fixture
def page_at(browser: Any) -> Iterator[PageAt]:
    """Opens an address in a fresh profile: `page_at(url, color_scheme="dark", viewport={...})`.

    After the test every page must be free of script errors, broken policies and requests to other hosts (`also` names
    one more that is allowed).
    """
    opened: list[tuple[Any, list[str], list[str], tuple[str, ...]]] = []

    def open_page(base_url: str, path: str = "/", also: str = "data:", **options: Any) -> Any:
        options.setdefault("locale", "en-GB")
        options.setdefault("viewport", {"width": 1000, "height": 800})
        context = browser.new_context(**options)
        context.set_default_timeout(20_000)
        page = context.new_page()
        problems: list[str] = []
        hosts: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda line: problems.append(line.text) if _is_problem(line) else None)
        page.on("request", lambda request: hosts.append(request.url))
        page.goto(base_url + path)
        opened.append((context, problems, hosts, (base_url, also, "data:", "about:")))
        return page

    yield open_page
    for context, problems, hosts, allowed in opened:
        context.close()
        assert problems == []
        assert [url for url in hosts if not url.startswith(allowed)] == []


def _is_problem(line: Any) -> bool:
    """A scripted HTTP error shows on the console as well; it is no fault of the widget."""
    expected = ("Failed to load resource", "net::ERR_")
    return line.type in ("error", "warning") and not any(part in line.text for part in expected)
