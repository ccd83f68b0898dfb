"""The whole of Hearth as a test sees it: real processes, a real trained model, a real database in a new folder."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 120


def free_port() -> int:
    """A port on loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


running: set[Service] = set()  #: those started and not stopped; a failing test shows the end of their logs


class Service:
    """`hearth run` in its own folder and on its own port."""

    def __init__(self, folder: Path, **env: str) -> None:
        self.folder, self.port = folder, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = folder / "hearth.log"
        self._env = {k: v for k, v in os.environ.items() if not k.startswith(("HEARTH_", "TELEGRAM_"))}
        self._env.update(HEARTH_VAR=str(folder), HEARTH_PORT=str(self.port), HEARTH_HOST="127.0.0.1", **env)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.folder / "hearth.db"

    def start(self, wait: bool = True) -> Service:
        """Starts it and waits until a full turn is possible."""
        output = self.log.open("ab")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "run"], cwd=ROOT, env=self._env, stdout=output, stderr=output
        )
        running.add(self)
        if wait:
            self.wait_until_ready()
        return self

    def wait_until_ready(self, seconds: float = START_SECONDS) -> float:
        """Seconds it took. Fails with the log's end when it does not come up."""
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            if self._process is not None and self._process.poll() is not None:
                break
            if "ready after" in self.log.read_text(errors="replace"):
                return time.monotonic() - began
            time.sleep(0.2)
        raise AssertionError("Hearth did not start:\n" + self.log.read_text(errors="replace")[-3000:])

    def stop(self) -> int:
        """As Ctrl-C does. Gives the exit code."""
        running.discard(self)
        if self._process is None:
            return 0
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
        try:
            return self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait(10)

    def kill_hard(self) -> None:
        """The machine goes dark: supervisor and children die without a word."""
        assert self._process is not None
        for pid in [*self.children().values(), self._process.pid]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.wait(10)

    def children(self) -> dict[str, int]:
        """Process ids by name: gateway, actions, rasa."""
        assert self._process is not None
        listed = subprocess.run(
            ["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True
        ).stdout.splitlines()
        found = {}
        for line in listed[1:]:
            pid, parent, args = line.split(None, 2)
            if int(parent) == self._process.pid:
                for name, mark in (("gateway", "bot.gateway"), ("actions", "rasa_sdk"), ("rasa", "rasa run")):
                    if mark in args:
                        found[name] = int(pid)
        return found

    def memory(self) -> int:
        """Bytes that all processes hold together (proportional set size: shared pages counted once)."""
        assert self._process is not None
        total = 0
        for pid in [self._process.pid, *self.children().values()]:
            text = Path(f"/proc/{pid}/smaps_rollup").read_text()
            total += int(re.search(r"^Pss:\s+(\d+)", text, re.M).group(1)) * 1024  # type: ignore[union-attr]
        return total

    def person(self, agreed: bool = True) -> Person:
        """Somebody new at the web door; by default they have said yes to the welcome."""
        person = Person(httpx.Client(base_url=self.address, timeout=40, trust_env=False))
        person.client.post("/api/session").raise_for_status()
        if agreed:
            person.say("hello")
            person.press("consent_yes")
        return person


@dataclass
class Person:
    """A family member at the web door."""

    client: httpx.Client
    replies: list[dict[str, Any]] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)  #: everything Hearth ever said to them

    def say(self, text: str) -> str:
        """Types something; gives all bubbles of the answer as one text."""
        return self._post({"text": text})

    def press(self, button: str) -> str:
        """Presses a button of the last answer, by its title or its key in the content."""
        wanted = title_of(button)
        for reply in reversed(self.replies):
            for offered in reply["buttons"]:
                if offered["title"] == wanted:
                    return self._post({"button": offered["token"]})
        raise AssertionError(f"no button {wanted!r}; there are {self.buttons}")

    def urgent(self) -> str:
        """Presses "Urgent help"."""
        return self._post({"button": "urgent"})

    def post(self, body: dict[str, Any]) -> httpx.Response:
        """The bare request."""
        return self.client.post("/api/messages", json=body)

    def _post(self, body: dict[str, Any]) -> str:
        answer = self.post({"id": uuid.uuid4().hex, **body})
        assert answer.status_code == 200, answer.text
        self.replies = answer.json()["replies"]
        assert self.replies, "silence"
        self.heard += [r["text"] for r in self.replies]
        return self.text

    @property
    def text(self) -> str:
        """The last answer's bubbles."""
        return "\n".join(r["text"] for r in self.replies)

    @property
    def buttons(self) -> list[str]:
        """Titles offered in the last answer."""
        return [b["title"] for r in self.replies for b in r["buttons"]]

    @property
    def kinds(self) -> list[str]:
        """Kinds of the last answer's bubbles."""
        return [r["kind"] for r in self.replies]

    def history(self, after: int = 0) -> list[dict[str, Any]]:
        """As the widget loads it."""
        found: list[dict[str, Any]] = self.client.get("/api/messages", params={"after": after}).json()["messages"]
        return found


def title_of(button: str) -> str:
    """A button's title from its key (`boundary.buttons.smaller`, or `consent_yes` for talk), else the text itself."""
    from coaching.content import wording

    titles = wording().titles
    return titles.get(button) or titles.get(f"talk.buttons.{button}") or button


def variants(key: str) -> Sequence[str]:
    """All variants of a line of content, for asserting that one of them was said."""
    from coaching.content import wording

    return wording().lines[key].variants


def said(text: str, key: str) -> bool:
    """Whether one of the line's variants stands in the text (placeholders match anything)."""
    for variant in variants(key):
        pattern = re.sub(r"\\\{\w+\\\}", ".*?", re.escape(variant))
        if re.search(pattern, text, re.DOTALL):
            return True
    return False
