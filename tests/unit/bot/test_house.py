from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

import pytest

from bot.door import Incoming
from bot.house import House
from coaching.safety.danger import SAFE, Danger, Level
from store.errors import StoreError

Says = Callable[..., Incoming]
OVERDOSE = Danger(Level.ALARM, "danger_overdose")


@pytest.fixture
def ann(house: House) -> str:
    house.people.get_or_make("ann", "web")
    return "ann"


def test_rasa_gets_the_words_with_what_is_open(house: House, ann: str, says: Says) -> None:
    house.people.consent(ann, datetime.now(timezone.utc))
    exercise = house.exercises.open(ann, "boundary", {}, "line")
    turn = house.prepare(says("my words"), "my words")
    assert turn.text == "my words" and turn.metadata["consented"] is True
    assert turn.metadata["open"] == {"skill": "boundary", "expects": "line", "id": exercise.id}


@pytest.mark.parametrize("command", ["start", "help", "stop", "delete"])
def test_commands_become_intents_of_the_domain(house: House, ann: str, says: Says, command: str) -> None:
    turn = house.prepare(says(None, command=command, kind="command"), "")
    assert turn.text.startswith("/") and not turn.bubbles


def test_an_unknown_command_is_an_empty_message(house: House, ann: str, says: Says) -> None:
    assert house.prepare(says(None, command="format_disk", kind="command"), "").bubbles


def test_danger_puts_the_open_exercise_on_hold_and_offers_it_again_when_all_is_well(
    house: House, ann: str, says: Says
) -> None:
    exercise = house.exercises.open(ann, "boundary", {}, "line")
    house.alarm(says("help"), OVERDOSE)
    assert [e.id for e in house.exercises.paused(ann)] == [exercise.id]
    assert house.safety_turn(says("false alarm"), "false alarm", SAFE), "one soft check stays"
    bubbles = house.safety_turn(says("go back"), "go back", SAFE)
    offered = [button["payload"] for bubble in bubbles for button in bubble.get("buttons", ())]
    assert {"intent": "resume", "value": str(exercise.id)}.items() <= offered[-1].items()


def test_danger_is_counted_without_a_person(house: House, ann: str, says: Says) -> None:
    house.alarm(says("help"), OVERDOSE)
    with house.database.session(write=False) as connection:
        rows = connection.exec_driver_sql("select * from danger_counts").all()
    assert len(rows) == 1 and "ann" not in str(rows)


def test_danger_is_answered_when_every_write_fails(
    house: House, ann: str, says: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(write: bool = True) -> Any:
        raise StoreError("gone")

    monkeypatch.setattr(house.database, "session", gone)
    (first, *_) = house.alarm(says("help"), OVERDOSE)
    assert first["kind"] == "crisis" and "999" in first["text"]


def test_a_turn_without_danger_is_not_the_safety_room_s(house: House, ann: str, says: Says) -> None:
    assert house.safety_turn(says("hello"), "hello", SAFE) == []


def test_a_country_named_on_the_path_is_remembered(house: House, ann: str, says: Says) -> None:
    house.alarm(says("help"), OVERDOSE)
    payload = {"safety": "country:AU", "title": "Australia"}
    house.people.touch(ann)
    (stored,) = house.outbox.add(ann, "x", [{"text": "where?", "buttons": [{"title": "AU", "payload": payload}]}])
    bubbles = house.safety_turn(says(None, button=stored.buttons[0][1], kind="button"), "", SAFE)
    person = house.people.get(ann)
    assert person is not None and person.country == "AU"
    assert any("000" in bubble["text"] for bubble in bubbles)


def test_the_fallback_carries_the_number_of_the_person_s_country(house: House, ann: str, says: Says) -> None:
    house.people.save_profile(ann, {}, "US")
    assert "911" in house.fallback(says("hello"))[0]["text"]
    assert house.fallback(says("hello"))[0]["kind"] == "notice"
