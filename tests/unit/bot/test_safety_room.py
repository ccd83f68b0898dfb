"""The way back from a danger answer: nothing is lost that a question about danger kept from being answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from bot.door import Incoming
from bot.house import House
from bot.safety_room import STALE, Spoken
from bot.turns import Turns
from coaching.safety.danger import SAFE, Danger, Level, Reason

Says = Callable[..., Incoming]
VENT = "my wife was drinking again last night and the kids saw"
CHILD = Danger(Level.CHECK, "danger_child", reasons=(Reason("child.saw", "the kids saw", Level.CHECK),))
OVERDOSE = Danger(Level.ALARM, "danger_overdose")


@pytest.fixture
def ann(house: House) -> str:
    house.people.get_or_make("ann", "web")
    house.people.touch("ann")
    return "ann"


def press(house: House, ann: str, says: Says, payload: dict[str, Any]) -> Spoken:
    (stored,) = house.outbox.add(
        ann, f"{datetime.now()}", [{"text": "?", "buttons": [{"title": "x", "payload": payload}]}]
    )
    return house.safety.turn(says(None, button=stored.buttons[0][1], kind="button"), "", SAFE)


def types(house: House, says: Says, text: str, danger: Danger = SAFE) -> Spoken:
    return house.safety.turn(says(text), text, danger)


def test_a_denial_is_believed_at_once_and_what_began_the_question_is_answered(
    house: House, ann: str, says: Says
) -> None:
    asked = types(house, says, VENT, CHILD)
    assert not asked.on and asked.bubbles[-1]["text"].endswith("?")
    denied = types(house, says, "no everyone is fine they're at school")
    assert denied.on and denied.text == VENT and denied.cleared
    assert len(denied.bubbles) == 1 and "999" in denied.bubbles[0]["text"] and denied.bubbles[0]["kind"] == "message"


def test_a_wish_ends_the_question_and_is_answered_itself(house: House, ann: str, says: Says) -> None:
    types(house, says, VENT, CHILD)
    for_words = types(house, says, "how do i say it without shouting")
    assert for_words.on and not for_words.text and "999" in for_words.bubbles[0]["text"]
    assert types(house, says, "softer").bubbles == [], "the path is over"


def test_the_exercise_on_hold_goes_on_without_a_word(house: House, ann: str, says: Says) -> None:
    exercise = house.exercises.open(ann, "phrasing", {}, "text")
    types(house, says, "you were drunk and the kids saw you", CHILD)
    assert house.exercises.current(ann) is None
    spoken = types(house, says, "no, they are with my mum")
    current = house.exercises.current(ann)
    assert current is not None and current.id == exercise.id
    assert spoken.text == "you were drunk and the kids saw you" and len(spoken.bubbles) == 1


def test_a_button_of_the_exercise_lets_go_with_the_number(house: House, ann: str, says: Says) -> None:
    exercise = house.exercises.open(ann, "boundary", {}, "number")
    house.safety.alarm(says("he is not waking up"), OVERDOSE)
    spoken = press(house, ann, says, {"intent": "inform", "value": "8"})
    current = house.exercises.current(ann)
    assert spoken.on and "999" in spoken.bubbles[0]["text"] and current is not None and current.id == exercise.id


def test_a_command_lets_go_too(house: House, ann: str, says: Says) -> None:
    house.safety.alarm(says("he is not waking up"), OVERDOSE)
    spoken = house.safety.turn(says(None, command="help", kind="command"), "", SAFE)
    assert spoken.on and "999" in spoken.bubbles[0]["text"]


def test_what_was_denied_is_not_asked_again_but_an_alarm_is_answered(house: House, ann: str, says: Says) -> None:
    types(house, says, VENT, CHILD)
    types(house, says, "no")
    assert house.safety.believed(ann, "the kids saw it all", CHILD)
    guess = Danger(Level.CHECK, "danger_violence", reasons=(Reason("words", "again", Level.CHECK),))
    assert house.safety.believed(ann, "he was so loud again", guess)
    new = Danger(Level.CHECK, "danger_child", reasons=(Reason("child.in_car", "in the car", Level.CHECK),))
    assert not house.safety.believed(ann, "she has them in the car", new)
    told = Danger(Level.ALARM, "danger_child", reasons=(Reason("child.floppy", "floppy", Level.ALARM),))
    assert not house.safety.believed(ann, "the baby is floppy", told)


def test_what_was_denied_an_alarm_ago_is_asked_again(house: House, ann: str, says: Says) -> None:
    types(house, says, VENT, CHILD)
    types(house, says, "no")
    house.safety.alarm(says("the baby is floppy"), Danger(Level.ALARM, "danger_child"))
    assert not house.safety.believed(ann, "the kids saw it all", CHILD)


def test_a_draft_that_sounded_like_an_alarm_is_answered_after_all(house: House, ann: str, says: Says) -> None:
    house.exercises.open(ann, "phrasing", {}, "text")
    draft = "bro you are going to die if you go on like this"
    house.safety.alarm(says(draft), Danger(Level.ALARM, "danger_suicide_other"))
    soft = types(house, says, "its just what i want to tell him")
    assert not soft.on and soft.bubbles[-1]["text"].endswith("?")
    back = press(house, ann, says, {"safety": "back"})
    assert back.on and back.text == draft


def test_somebody_who_comes_back_the_next_day_is_asked_how_it_is_now(house: House, ann: str, says: Says) -> None:
    house.safety.alarm(says("he is not waking up"), OVERDOSE)
    record = house.safety_states.get(ann) or {}
    record["at"] = (datetime.now(timezone.utc) - STALE - timedelta(hours=9)).isoformat()
    house.safety_states.set(ann, record)
    spoken = types(house, says, "im so tired")
    assert not spoken.on and "safe" in spoken.bubbles[-1]["text"] and "breath" not in str(spoken.bubbles)
    assert types(house, says, "yes").bubbles


def test_the_next_day_a_wish_is_simply_answered(house: House, ann: str, says: Says) -> None:
    house.safety.alarm(says("he is not waking up"), OVERDOSE)
    record = house.safety_states.get(ann) or {}
    house.safety_states.set(ann, {**record, "at": "2026-01-01T00:00:00+00:00"})
    assert types(house, says, "how do i tell him what i saw").on


def test_both_answers_fit_into_three_bubbles() -> None:
    joined = Spoken([{"text": "All right."}], cleared=True).before(
        [{"text": "one"}, {"text": "two"}, {"text": "three"}]
    )
    assert [bubble["text"] for bubble in joined] == ["All right.\n\none", "two", "three"]


async def test_through_the_whole_turn_the_first_message_gets_its_answer(
    turns: Turns, house: House, dialogue: Any, says: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(house.screen, "read", lambda text, recent=(): CHILD if text == VENT else SAFE)
    await turns.handle(says(VENT))
    assert dialogue.texts() == []
    replies = await turns.handle(says("no they are at school"))
    assert "999" in replies[0].text and replies[-1].text == f"heard {VENT}"


async def test_an_alarm_that_only_repeats_what_was_denied_is_none(
    turns: Turns, house: House, dialogue: Any, says: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = Danger(Level.ALARM, "danger_child", reasons=(Reason("child.impaired", "drinking", Level.ALARM),))
    monkeypatch.setattr(house.screen, "read", lambda text, recent=(): CHILD if text == VENT else again)
    await turns.handle(says(VENT))
    replies = await turns.handle(says("no everyone is fine they're at school"))
    assert replies[-1].text == f"heard {VENT}" and turns._pace.recent("ann") == ()
