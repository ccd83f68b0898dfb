from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from bot.door import Incoming
from bot.house import House
from coaching.safety.danger import SAFE, Danger, Level, Reason
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
    house.safety.alarm(says("help"), OVERDOSE)
    assert [e.id for e in house.exercises.paused(ann)] == [exercise.id]
    assert house.safety.turn(says("false alarm"), "false alarm", SAFE).bubbles, "one soft check stays"
    bubbles = house.safety.turn(says("go back"), "go back", SAFE).bubbles
    offered = [button["payload"] for bubble in bubbles for button in bubble.get("buttons", ())]
    assert {"intent": "resume", "value": str(exercise.id)}.items() <= offered[-1].items()


def test_danger_is_counted_without_a_person(house: House, ann: str, says: Says) -> None:
    house.safety.alarm(says("help"), OVERDOSE)
    with house.database.session(write=False) as connection:
        rows = connection.exec_driver_sql("select * from danger_counts").all()
    assert len(rows) == 1 and "ann" not in str(rows)


def test_danger_is_answered_when_every_write_fails(
    house: House, ann: str, says: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(write: bool = True) -> Any:
        raise StoreError("gone")

    monkeypatch.setattr(house.database, "session", gone)
    (first, *_) = house.safety.alarm(says("help"), OVERDOSE)
    assert first["kind"] == "crisis" and "999" in first["text"]


def test_a_turn_without_danger_is_not_the_safety_room_s(house: House, ann: str, says: Says) -> None:
    assert house.safety.turn(says("hello"), "hello", SAFE).bubbles == []


def test_a_country_named_on_the_path_is_remembered(house: House, ann: str, says: Says) -> None:
    house.safety.alarm(says("help"), OVERDOSE)
    payload = {"safety": "country:AU", "title": "Australia"}
    house.people.touch(ann)
    (stored,) = house.outbox.add(ann, "x", [{"text": "where?", "buttons": [{"title": "AU", "payload": payload}]}])
    bubbles = house.safety.turn(says(None, button=stored.buttons[0][1], kind="button"), "", SAFE).bubbles
    person = house.people.get(ann)
    assert person is not None and person.country == "AU"
    assert any("000" in bubble["text"] for bubble in bubbles)


def test_the_fallback_carries_the_number_of_the_person_s_country(house: House, ann: str, says: Says) -> None:
    house.people.save_profile(ann, {}, "US")
    assert "911" in house.fallback(says("hello"))[0]["text"]
    assert house.fallback(says("hello"))[0]["kind"] == "notice"


def _press(house: House, ann: str, says: Says, value: str) -> list[dict[str, Any]]:
    house.people.touch(ann)
    bubble = {"text": "?", "buttons": [{"title": value, "payload": {"safety": value, "title": value}}]}
    (stored,) = house.outbox.add(ann, f"press-{value}-{datetime.now()}", [bubble])
    return house.safety.turn(says(None, button=stored.buttons[0][1], kind="button"), "", SAFE).bubbles


def _types(house: House, says: Says, *texts: str) -> str:
    said = ""
    for text in texts:
        said = "\n".join(bubble["text"] for bubble in house.safety.turn(says(text), text, SAFE).bubbles)
    return said


def test_a_safety_plan_is_kept_when_wanted_and_offered_again(house: House, ann: str, says: Says) -> None:
    thoughts = Danger(Level.ALARM, "danger_suicide_self", "passive")
    house.safety.alarm(says("i dont want to wake up any more"), thoughts)
    shown = _types(house, says, "no", "walking the dog", "my sister Ann", "my brother")
    assert "walking the dog" in shown and "my sister Ann" in shown and not house.items.list(ann, "plan")
    _types(house, says, "yes")
    (plan,) = house.items.list(ann, "plan")
    assert plan.fields["person"] == "my sister Ann" and plan.fields["safety"] == "danger_suicide_self"
    bubbles = house.safety.alarm(says("its back, i dont want to wake up"), thoughts)
    offered = [button["payload"]["safety"] for bubble in bubbles for button in bubble["buttons"]]
    assert "my_plan" in offered
    back = "\n".join(bubble["text"] for bubble in _press(house, ann, says, "my_plan"))
    assert "walking the dog" in back and "my sister Ann" in back


def test_a_kept_plan_is_theirs_alone(house: House, ann: str, says: Says) -> None:
    house.people.get_or_make("bob", "web")
    house.items.add("bob", "plan", {"safety": "danger_suicide_self", "person": "Eve"})
    bubbles = house.safety.alarm(says("i want to die"), Danger(Level.ALARM, "danger_suicide_self"))
    assert "my_plan" not in str(bubbles) and "Eve" not in str(bubbles)


def test_where_others_may_look_nothing_more_is_sent(house: House, ann: str, says: Says) -> None:
    house.followups.add(ann, "checkin", datetime(2030, 1, 1, tzinfo=timezone.utc), every="day")
    house.safety.alarm(says("he hit me"), Danger(Level.ALARM, "danger_violence", "hurt"))
    _types(house, says, "yes", "no", "not now")
    assert house.followups.list(ann), "only when they ask for it"
    said = _types(house, says, "no, he reads my phone")
    assert not house.followups.list(ann) and "check-ins are off" in said


def test_danger_that_answers_the_question_goes_on(house: House, ann: str, says: Says) -> None:
    house.safety.alarm(says("help"), OVERDOSE)
    bubbles = house.safety.alarm(says("no he is not breathing"), OVERDOSE)
    assert "naloxone" in bubbles[-1]["text"]


def test_counts_are_read_back_as_numbers(house: House, ann: str, says: Says) -> None:
    house.people.save_profile(ann, {}, "IE")
    for _ in range(2):
        house.safety.alarm(says("help"), OVERDOSE)
    today = datetime.now(timezone.utc).date()
    (row,) = house.danger_counts.since(today)
    assert (row.day, row.kind, row.level, row.country, row.count) == (today, "danger_overdose", "alarm", "IE", 2)
    assert house.danger_counts.since(today + timedelta(days=1)) == []


def test_a_mere_guess_at_danger_asks_nothing_in_the_middle_of_an_exercise(house: House, ann: str, says: Says) -> None:
    guess = Danger(Level.CHECK, "danger_violence", reasons=(Reason("words", "he will say", Level.CHECK),))
    found = Danger(Level.CHECK, "danger_violence", reasons=(Reason("violence.afraid", "afraid of him", Level.CHECK),))
    house.exercises.open(ann, "phrasing", {}, "text")
    assert house.safety.turn(says("he will say i nag"), "he will say i nag", guess).bubbles == []
    assert house.safety.turn(says("i am afraid of him"), "i am afraid of him", found).bubbles


def test_outside_an_exercise_a_guess_is_asked_about(house: House, ann: str, says: Says) -> None:
    guess = Danger(Level.CHECK, "danger_violence", reasons=(Reason("words", "hands", Level.CHECK),))
    assert house.safety.turn(says("his hands again"), "his hands again", guess).bubbles
