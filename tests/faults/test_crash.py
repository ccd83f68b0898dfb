"""The machine goes dark in the middle of turns; it is stopped; the model or the whole database is gone."""

from __future__ import annotations

import concurrent.futures
import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.training import RASA_MODEL
from tests.faults.parts import danger_is_answered_at_once, frozen, is_fallback, kill, ready, rows, wait_until, works
from tests.service import ROOT, Person, Service, running

pytestmark = pytest.mark.slow

WITH_MODEL = (
    "import sys, pathlib, bot.supervisor as s; s.RASA_MODEL = pathlib.Path(sys.argv[1]);"
    "from bot.cli import main; sys.exit(main(['run']))"
)
LINES = ("thank you", "what can you do", "hello", "who are you")


def alive(pids: list[int]) -> list[int]:
    """Which of these processes are still there (a zombie is not)."""
    listed = subprocess.run(["ps", "-o", "pid=,stat=", "-p", ",".join(map(str, pids))], capture_output=True, text=True)
    return [int(line.split()[0]) for line in listed.stdout.splitlines() if "Z" not in line.split()[1]]


def keep_talking(person: Person, sent: list[dict[str, str]]) -> None:
    """Sends one message after the other until the line goes dead."""
    while True:
        body = {"id": uuid.uuid4().hex, "text": LINES[len(sent) % len(LINES)]}
        sent.append(body)
        try:
            person.post(body)
        except httpx.HTTPError:
            return


def test_after_the_lights_went_out_nothing_is_lost_and_nothing_answered_twice(tmp_path: Path) -> None:
    service = Service(tmp_path, HEARTH_COUNTRY="GB", HEARTH_PER_MINUTE="1000000")
    service.start()
    try:
        in_exercise, others = service.person(), [service.person() for _ in range(3)]
        question = in_exercise.say("I want to set a limit about money")
        sent: list[list[dict[str, str]]] = [[] for _ in others]
        answer = {"id": uuid.uuid4().hex, "text": "it is about cash for him"}
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            talking = [pool.submit(keep_talking, *pair) for pair in zip(others, sent)]
            time.sleep(1.5)
            with frozen(service, "actions"):  # so that this turn is certainly in the middle
                lost = pool.submit(in_exercise.client.post, "/api/messages", json=answer)
                working = "select count(*) from messages where state = 'working' and external_id = ?"
                wait_until(lambda: rows(service.database, working, answer["id"]) == [(1,)], 10, "beginning the turn")
                service.kill_hard()
            with pytest.raises(httpx.HTTPError):
                lost.result()
            for future in talking:
                future.result()

        service.log.write_text("")
        service.start()
        assert "hearth train" not in service.log.read_text(), "a second start trains nothing"
        unfinished = "select count(*) from messages where state in ('received', 'working')"
        wait_until(lambda: rows(service.database, unfinished) == [(0,)], 60, "taking up what was left")

        doubled = """select count(*) from messages i where i.direction = 'in' and
                     (select count(*) from messages o where o.reply_to = i.id and o.part = 0) != 1"""
        assert rows(service.database, doubled) == [(0,)]
        again = in_exercise.post(answer).json()["replies"]
        assert again == in_exercise.post(answer).json()["replies"] and again
        assert [m["text"] for m in in_exercise.history()].count(answer["text"]) == 1
        assert again[0]["kind"] == "message" and again[0]["text"] != question
        (exercise,) = in_exercise.client.get("/api/export").json()["exercises"]
        assert exercise["status"] == "open" and len(exercise["state"]["past"]) == 1, "one answer, one step"

        for person, bodies in zip(others, sent):
            # What the client did not get through is sent again, as the widget does. All in order, each once.
            assert person.post(bodies[-1]).json()["replies"]
            mine = [m["text"] for m in person.history() if m["from"] == "you"][-len(bodies) :]
            assert mine == [body["text"] for body in bodies][-len(mine) :]

        pids = [*service.children().values(), service._process.pid]  # type: ignore[union-attr]
        assert len(pids) == 4
        began = time.monotonic()
        assert service.stop() == 0
        assert time.monotonic() - began < 15
        assert alive(pids) == []
    finally:
        service.stop()


class WithOwnModel(Service):
    """With a copy of the model that may be taken away."""

    def __init__(self, folder: Path, **env: str) -> None:
        super().__init__(folder, **env)
        self.model = folder / "model" / RASA_MODEL.name
        self.model.parent.mkdir()
        shutil.copy(RASA_MODEL, self.model)

    def start(self, wait: bool = True) -> Service:
        running.add(self)
        output = self.log.open("ab")
        self._process = subprocess.Popen(
            [sys.executable, "-c", WITH_MODEL, str(self.model)], cwd=ROOT, env=self._env, stdout=output, stderr=output
        )
        if wait:
            self.wait_until_ready()
        return self


@pytest.fixture
def poor(tmp_path: Path) -> Iterator[WithOwnModel]:
    service = WithOwnModel(tmp_path, HEARTH_COUNTRY="GB", HEARTH_RASA_TIMEOUT="2")
    service.start()
    yield service
    service.stop()


def test_without_the_model_and_then_without_the_database_danger_is_answered(poor: WithOwnModel) -> None:
    person, other = poor.person(), poor.person()
    hidden = poor.model.rename(poor.model.with_suffix(".hidden"))
    dead = kill(poor, "rasa")
    wait_until(lambda: poor.children().get("rasa", dead) != dead, 20, "the attempt to start Rasa")
    danger_is_answered_at_once(person)
    other.say("what can you do")
    assert is_fallback(other)
    time.sleep(12)  # long enough for Rasa to have found that its model is gone (it may then take the one of models/)
    danger_is_answered_at_once(person)
    assert other.say("what can you do")
    assert "gateway" in poor.children()
    hidden.rename(poor.model)
    if not ready(poor):
        rasa = poor.children().get("rasa")
        if rasa:
            os.kill(rasa, signal.SIGKILL)
    wait_until(lambda: ready(poor), 180, "starting Rasa with the model that is back")
    wait_until(lambda: works(other), 30, "a full turn")

    for end in ("", "-wal", "-shm"):  # the last too: without it a connection may live on what it has in its cache
        file = Path(f"{poor.database}{end}")
        with file.open("r+b") as opened:  # in place: the processes hold these files open
            opened.write(os.urandom(file.stat().st_size))
    danger_is_answered_at_once(person)
    person.urgent()
    assert person.kinds[0] == "crisis"
    answer = other.post({"id": uuid.uuid4().hex, "text": "hello"})
    assert answer.status_code == 503 and "999" in answer.json()["error"]["message"]
    assert other.client.get("/api/messages").status_code == 503
    page = other.client.get("/")
    assert page.status_code == 200, page.text
