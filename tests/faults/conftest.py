"""A few services for all fault tests: a start takes a quarter of a minute."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.service import Person, Service

RASA_TIMEOUT = 5.0


@pytest.fixture(scope="session")
def hearth(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Broken by one test after the other, and whole again after each."""
    service = Service(
        tmp_path_factory.mktemp("faults"),
        HEARTH_COUNTRY="GB",
        HEARTH_RASA_TIMEOUT=str(RASA_TIMEOUT),
        HEARTH_PER_MINUTE="1000000",
    )
    service.start()
    yield service
    service.stop()


@pytest.fixture
def person(hearth: Service) -> Person:
    """Somebody who agreed before anything broke."""
    return hearth.person()
