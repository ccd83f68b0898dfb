"""One part of the running service hangs, dies or is locked: danger is answered, nobody meets silence, it heals."""

from __future__ import annotations

import concurrent.futures
import time
import uuid
from typing import Any

import pytest

from tests.faults.conftest import RASA_TIMEOUT
from tests.faults.parts import (
    AT_ONCE,
    danger_is_answered_at_once,
    frozen,
    is_fallback,
    kill,
    locked,
    ready,
    rows,
    wait_until,
    works,
)
from tests.service import Person, Service, said

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("part", ["rasa", "actions"])
def test_while_a_part_hangs_danger_is_answered_and_the_rest_hears_it_honestly(
    hearth: Service, person: Person, part: str
) -> None:
    other = hearth.person()
    with frozen(hearth, part), concurrent.futures.ThreadPoolExecutor(3) as pool:
        began = time.monotonic()
        ended: list[int] = []

        def send(number: int) -> dict[str, object]:
            time.sleep(0.2 * number)
            answer = person.post({"id": uuid.uuid4().hex, "text": "what can you do"})
            ended.append(number)
            return dict(answer.json())

        waiting = [pool.submit(send, number) for number in range(3)]
        time.sleep(0.7)
        danger_is_answered_at_once(other)
        assert not ended, "danger was answered only after the turns that hang"
        answers = [future.result() for future in waiting]
        took = time.monotonic() - began
        assert ended == [0, 1, 2], "the order was not kept"
        assert took < RASA_TIMEOUT + 4, "those who waited in line wait no full time-out each"
        for answer in answers:
            person.replies = answer["replies"]  # type: ignore[assignment]
            assert is_fallback(person)
    wait_until(lambda: works(person), 30, "going on after the hang")


def test_danger_of_the_same_person_overtakes_their_own_hanging_message(hearth: Service, person: Person) -> None:
    other = hearth.person()
    with frozen(hearth, "actions"), concurrent.futures.ThreadPoolExecutor(1) as pool:
        ordinary = pool.submit(person.post, {"id": uuid.uuid4().hex, "text": "what can you do"})
        time.sleep(0.3)
        danger_is_answered_at_once(person)
        began = time.monotonic()
        person.say("no")  # not breathing
        assert "crisis" in person.kinds and time.monotonic() - began < AT_ONCE
        assert not ordinary.done()
        assert ordinary.result().status_code == 200
    wait_until(lambda: works(other), 30, "going on after the hang")


def test_what_hung_is_not_done_behind_the_person_s_back(hearth: Service, person: Person) -> None:
    other = hearth.person()
    person.say("I want to set a limit about money")
    with frozen(hearth, "actions"):
        person.say("it is about cash for him")
        assert is_fallback(person)
    wait_until(lambda: works(other), 30, "going on after the hang")
    time.sleep(0.5)  # the action server takes up what it had not read yet
    exercise = person.client.get("/api/export").json()["exercises"][0]
    assert exercise["state"]["past"] == [], "an answer that nobody got moved the exercise on"


@pytest.mark.parametrize("part", ["actions", "rasa"])
def test_a_part_that_dies_is_started_again_and_said_in_the_log(hearth: Service, person: Person, part: str) -> None:
    other, third = hearth.person(), hearth.person()
    person.say("I want to set a limit about money")
    dead = kill(hearth, part)
    danger_is_answered_at_once(other)
    began = time.monotonic()
    person.say("what can you do")
    assert is_fallback(person) or part == "actions"  # a fast machine may have started the action server by now
    assert time.monotonic() - began < RASA_TIMEOUT + 2
    wait_until(lambda: hearth.children().get(part, dead) != dead and ready(hearth), 180, f"starting {part}")
    wait_until(lambda: works(third), 60, f"working with the new {part}")
    assert f"hearth: {part} ended (code -9); starting it again" in hearth.log.read_text()
    assert person.client.get("/api/export").json()["exercises"][0]["status"] == "open"
    person.say("it is about cash for him")
    assert not is_fallback(person)


def test_a_database_that_is_locked_for_ten_seconds_loses_nothing(hearth: Service, person: Person) -> None:
    in_danger, late = hearth.person(), hearth.person()
    with locked(hearth.database), concurrent.futures.ThreadPoolExecutor(12) as pool:
        began = time.monotonic()
        body = {"id": uuid.uuid4().hex, "text": "what can you do"}
        crowd = [pool.submit(person.post, {"id": uuid.uuid4().hex, "text": "hello"}) for _ in range(10)]
        refused = pool.submit(late.post, body)
        time.sleep(0.3)
        danger_is_answered_at_once(in_danger)
        in_danger.say("no")
        assert in_danger.kinds[0] == "crisis", "the path after the first answer goes on without the store"
        began_urgent = time.monotonic()
        in_danger.urgent()
        assert in_danger.kinds[0] == "crisis" and time.monotonic() - began_urgent < AT_ONCE
        answers = [*(future.result() for future in crowd), refused.result()]
        assert time.monotonic() - began < 20
        time.sleep(max(0.0, 10 - (time.monotonic() - began)))
    for answer in answers:
        assert answer.status_code == 503
        assert said(answer.json()["error"]["message"], "talk.unavailable")
    again = late.post(body)
    assert again.status_code == 200 and again.json()["replies"], "sent again, it is answered"

    def danger() -> list[dict[str, Any]]:
        return [m for m in in_danger.history() if m["from"] == "you" and "not breathing" in m["text"]]

    wait_until(danger, 60, "keeping what was said meanwhile")
    assert len(danger()) == 1
    unanswered = "select count(*) from messages where state in ('received', 'working')"
    wait_until(lambda: rows(hearth.database, unanswered) == [(0,)], 30, "answering everything")
