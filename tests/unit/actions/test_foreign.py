"""A message in another language gets a kind answer in it, whatever is open and whether they have agreed or not."""

from __future__ import annotations

from actions.boundary import ActionBoundary
from actions.consent import ActionWelcome
from actions.exercise import ActionExercise
from actions.repair import ActionRepair
from actions.rooms import Rooms
from tests.acting import Talk, exercise
from tests.service import said


def test_is_answered_in_spanish_with_the_number_first(rooms: Rooms) -> None:
    text = Talk(rooms)(ActionRepair(), "nlu_fallback", "hola mi hijo toma drogas y no sé qué hacer")
    assert said(text, "talk.other_language_es")
    assert "112" in text.split(". ")[0]


def test_needs_no_consent_and_asks_for_none(rooms: Rooms) -> None:
    text = Talk(rooms, consent=False)(ActionWelcome(), "greet", "bonjour mon fils se drogue")
    assert said(text, "talk.other_language_fr")
    assert not said(text, "talk.ask_consent")


def test_known_country_adds_lines_to_call(rooms: Rooms) -> None:
    say = Talk(rooms)
    rooms.people.save_profile("ann", {"country": "US"}, "US")
    text = say(ActionRepair(), "nlu_fallback", "ich brauche hilfe und kann kein englisch")
    assert "911" in text.split("\n")[0]
    assert "999" not in text
    assert said(text, "talk.other_language_de")
    assert any(":" in line for line in text.split("\n")[1:])


def test_an_open_exercise_waits(rooms: Rooms) -> None:
    say = Talk(rooms)
    say(ActionBoundary(), "set_boundary", "my brother asks me for money every week")
    text = say(ActionExercise(), "inform", "no hablo ingles muy bien")
    assert said(text, "talk.other_language_es")
    current = rooms.exercises.current("ann")
    assert exercise(rooms) == "boundary" and current is not None
    assert "ingles" not in str(current.state)


def test_a_script_without_lines_gets_simple_english(rooms: Rooms) -> None:
    assert said(Talk(rooms)(ActionRepair(), "nlu_fallback", "아들이 술을 너무 많이 마셔요"), "talk.other_language")
