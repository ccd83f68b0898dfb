"""Time and memory of full turns, ours and Rasa's starter bot, side by side on this machine.

    .venv/bin/python -m tests.benchmarks.turns [--turns 1000] [--starter FOLDER]

Ours goes through gateway, danger screen, Rasa, actions and encrypted store (`POST /api/messages`). The starter bot is
`rasa init` with its default configuration and a SQLite tracker store (`POST /webhooks/rest/webhook`). Turns of the two
are taken in turn, so that a noisy machine is noisy for both.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from tests.service import Person, Service, free_port

SAID = (
    "hello",
    "i feel so worn out by all of this",
    "why does he hide in his room all day",
    "thank you",
    "it has just been such a long week with him",
    "what can you do",
    "is it normal that she is still lonely in recovery",
    "good morning",
)
WINDOW = 20  #: turns around each mark that are summed up


class Starter:
    """`rasa init`, trained, with a SQLite tracker store."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._port = folder, free_port()
        self._env = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
        self._process: subprocess.Popen[bytes] | None = None
        self.ready_after = 0.0

    def start(self) -> Starter:
        rasa = [sys.executable, "-m", "rasa"]
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / "starter.db").unlink(missing_ok=True)
        log = (self._folder / "starter.log").open("wb")
        if not list(self._folder.glob("models/*.tar.gz")):
            print("making and training Rasa's starter bot (some minutes) ...", flush=True)
            subprocess.run(
                [*rasa, "init", "--no-prompt", "--init-dir", str(self._folder)],
                check=True, env=self._env, stdout=log, stderr=log,
            )  # fmt: skip
        (self._folder / "endpoints.yml").write_text(
            "tracker_store:\n  type: SQL\n  dialect: sqlite\n  db: starter.db\n"
        )
        (self._folder / "credentials.yml").write_text("rest:\n")
        began = time.monotonic()
        self._process = subprocess.Popen(
            [*rasa, "run", "--port", str(self._port), "--interface", "127.0.0.1"],
            cwd=self._folder, env=self._env, stdout=log, stderr=log,
        )  # fmt: skip
        while True:
            try:
                if httpx.get(f"http://127.0.0.1:{self._port}/", trust_env=False).status_code == 200:
                    break
            except httpx.HTTPError:
                time.sleep(0.2)
        self.ready_after = time.monotonic() - began
        return self

    def turn(self, client: httpx.Client, text: str) -> None:
        answer = client.post(
            f"http://127.0.0.1:{self._port}/webhooks/rest/webhook", json={"sender": "somebody", "message": text}
        )
        assert answer.status_code == 200

    def memory(self) -> int:
        assert self._process is not None
        text = Path(f"/proc/{self._process.pid}/smaps_rollup").read_text()
        return int(re.search(r"^Pss:\s+(\d+)", text, re.M).group(1)) * 1024  # type: ignore[union-attr]

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(20)


def _timed(turn: Callable[[], object]) -> float:
    began = time.perf_counter()
    turn()
    return (time.perf_counter() - began) * 1000


def _row(name: str, times: list[float], mark: int) -> str:
    near = sorted(times[max(0, mark - WINDOW) : mark])
    p50, p95 = statistics.median(near), near[int(len(near) * 0.95) - 1]
    return f"{name:8} turn {mark:5}: p50 {p50:7.1f} ms   p95 {p95:7.1f} ms"


def main() -> None:
    """Runs and prints."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--turns", type=int, default=1000)
    parser.add_argument("--starter", type=Path, metavar="FOLDER", help="beside Rasa's starter bot, made in this folder")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ours = Service(Path(folder, "hearth"), HEARTH_PER_MINUTE="1000000")
        ours.folder.mkdir()
        starter = None
        if arguments.starter:
            starter = Starter(arguments.starter.resolve()).start()
        try:
            began = time.monotonic()
            ours.start()
            print(f"ours     ready after {time.monotonic() - began:.1f} s", flush=True)
            if starter:
                print(f"starter  ready after {starter.ready_after:.1f} s", flush=True)
            _compare(ours.person(), starter, arguments.turns)
            print(f"ours     {ours.memory() / 2**20:.0f} MB for all processes together")
            if starter:
                print(f"starter  {starter.memory() / 2**20:.0f} MB")
        finally:
            ours.stop()
            if starter:
                starter.stop()


def _compare(person: Person, starter: Starter | None, turns: int) -> None:
    marks = [m for m in (20, 40, 100, 500, 1000) if m <= turns]
    mine: list[float] = []
    theirs: list[float] = []
    with httpx.Client(timeout=60, trust_env=False) as client:
        for number in range(1, turns + 1):
            text = SAID[number % len(SAID)]
            mine.append(_timed(lambda text=text: person.say(text)))  # type: ignore[misc]
            if starter and number <= 500:
                theirs.append(_timed(lambda text=text: starter.turn(client, text)))  # type: ignore[misc]
            if number in marks:
                print(_row("ours", mine, number), flush=True)
                if starter and number <= 500:
                    print(_row("starter", theirs, number), flush=True)
    print(json.dumps({"ours_ms": [round(t, 1) for t in mine[-5:]]}))


if __name__ == "__main__":
    main()
