from __future__ import annotations

from tests.conversations.walk import exercises, someone_in
from tests.service import Service, said


def test_weighs_cash_and_is_asked_what_a_yes_makes_easier(service: Service) -> None:
    person = someone_in(service, "decide")
    person.press("decide.buttons.cash")
    assert "Using gets easier" in person.buttons
    person.press("decide.buttons.use")
    assert exercises(person)["decide"] == "open"


def test_cannot_be_read_twice_and_is_not_held_up(service: Service) -> None:
    person = someone_in(service, "decide")
    person.press("decide.buttons.cash")
    person.say("hmm")
    assert said(person.say("50/50"), "decide.ask_safety")
    assert said(person.say("stop"), "talk.stopped")
