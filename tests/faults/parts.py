"""Breaking parts of a running Hearth, and what must hold while they are broken."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.service import Person, Service

#: Danger is answered within a second. The rest is for the test's own client on a machine that does other things too.
AT_ONCE = 2.5
OVERDOSE = "he took something and he is not breathing"
NUMBER = "999"  #: the services here stand in the United Kingdom


def wait_until(true: Callable[[], Any], seconds: float, what: str) -> float:
    """Seconds it took. Fails when it does not come true."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds, f"{what} took more than {seconds} s"
        time.sleep(0.1)
    return time.monotonic() - began


@contextmanager
def frozen(service: Service, name: str) -> Iterator[None]:
    """A process that hangs: it is there, but does nothing."""
    pid = service.children()[name]
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def kill(service: Service, name: str) -> int:
    """A process dies without a word. Gives the id it had."""
    pid = service.children()[name]
    os.kill(pid, signal.SIGKILL)
    return pid


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Somebody else holds the database for writing, as a careless backup may."""
    holder = sqlite3.connect(database, isolation_level=None, timeout=10)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        holder.execute("ROLLBACK")
        holder.close()


def rows(database: Path, query: str, *values: Any) -> list[tuple[Any, ...]]:
    """Reads beside the running service."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10) as connection:
        found = connection.execute(query, values).fetchall()
    connection.close()
    return found


def danger_is_answered_at_once(person: Person) -> None:
    """Right kind, right number, no waiting; and the page with the numbers is there."""
    began = time.monotonic()
    person.say(OVERDOSE)
    took = time.monotonic() - began
    assert person.kinds[0] == "crisis"
    assert NUMBER in person.replies[0]["text"]
    assert took < AT_ONCE, f"{took:.2f} s"
    began = time.monotonic()
    page = person.client.get("/urgent")
    assert page.status_code == 200 and f"tel:{NUMBER}" in page.text
    assert time.monotonic() - began < AT_ONCE


def is_fallback(person: Person) -> bool:
    """Whether the last answer was the honest word that something broke, with the number to call."""
    return person.kinds == ["notice"] and NUMBER in person.text


def works(person: Person) -> bool:
    """Whether a full turn is possible."""
    answer = person.post({"id": f"probe-{time.monotonic_ns()}", "text": "what can you do"})
    return answer.status_code == 200 and answer.json()["replies"][0]["kind"] == "message"


def ready(service: Service) -> bool:
    """What /health/ready says."""
    try:
        return httpx.get(f"{service.address}/health/ready", trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False
