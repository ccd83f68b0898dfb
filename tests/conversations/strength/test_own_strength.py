from __future__ import annotations

from tests.conversations.walk import saved, someone_in
from tests.service import Service, said


def test_says_how_heavy_it_is_and_plans_one_text(service: Service) -> None:
    person = someone_in(service, "strength")
    person.say("5")
    assert saved(person, "strain") == [{"value": 5}]
    person.say("i do everything at home and nobody helps")
    person.say("people")
    person.say("nobody really")
    person.say("my friend jo")
    person.press("strength.buttons.write")
    [plan] = saved(person, "plan")
    assert "jo" in plan["who"]


def test_says_something_painful_after_the_breathing_and_is_heard(service: Service) -> None:
    person = someone_in(service, "strength")
    person.say("5")
    person.say("i do everything at home and nobody helps")
    person.press("strength.buttons.calm")
    text = person.say("i feel like a terrible mother")
    assert "terrible mother" in text
    assert not said(text, "strength.close_calm")
    person.say("nobody")
    assert saved(person, "wording") == [], "a filler is no kind sentence to keep"
