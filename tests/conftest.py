"""Fixtures for every layer."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres
from tests.fakes.telegram_api import FakeTelegram
from tests.service import Service, running

EVERYTHING = os.environ.get("HEARTH_TEST_ALL") == "1"


@pytest.fixture(scope="session")
def telegram() -> Iterator[FakeTelegram]:
    """A Bot API server of the tests' own; the running Hearth polls it."""
    with FakeTelegram() as fake:
        yield fake


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory, telegram: FakeTelegram) -> Iterator[Service]:
    """One running Hearth with both doors for all conversation tests; every test is a new person."""
    running = Service(
        tmp_path_factory.mktemp("hearth"),
        HEARTH_COUNTRY="GB",
        TELEGRAM_BOT_TOKEN=telegram.token,
        TELEGRAM_API_BASE_URL=telegram.url,
    )
    running.start()
    yield running
    running.stop()


@pytest.fixture
def own_service(tmp_path: Path) -> Iterator[Service]:
    """A Hearth of the test's own, not started yet: to be killed and starved."""
    mine = Service(tmp_path)
    yield mine
    mine.stop()


def need(present: bool, what: str) -> None:
    """Skips without `what`; with HEARTH_TEST_ALL=1 that is a failure."""
    if present:
        return
    if EVERYTHING:
        pytest.fail(f"{what} is missing, and HEARTH_TEST_ALL=1 asks for everything")
    pytest.skip(f"{what} is missing")


@pytest.fixture(scope="session", autouse=True)
def _postgres_for_the_store() -> Iterator[None]:
    """Gives the store's tests a PostgreSQL server when they are run with everything."""
    if not EVERYTHING or os.environ.get("HEARTH_TEST_POSTGRES_URL"):
        yield
        return
    need(postgres.binaries() is not None, "PostgreSQL (Debian package postgresql)")
    with postgres.server() as url:
        os.environ["HEARTH_TEST_POSTGRES_URL"] = url
        yield
        del os.environ["HEARTH_TEST_POSTGRES_URL"]


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """A failure shows what the running services logged last: it can't be looked up on a machine that is gone."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if report.failed:
        for service in running:
            report.sections.append((f"log of {service.address}", service.log.read_text(errors="replace")[-4000:]))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests last: Playwright keeps an event loop running in this thread until the session ends."""
    items.sort(key=lambda item: "tests/browser/" in item.nodeid)
