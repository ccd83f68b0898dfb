from __future__ import annotations

from tests.service import Service, said


def test_asks_why_people_isolate_and_wants_more(service: Service) -> None:
    person = service.person()
    assert said(person.say("why does addiction make people isolate?"), "learn.source")
    assert said(person.press("learn.buttons.more"), "learn.more")


def test_types_the_words_of_the_button(service: Service) -> None:
    person = service.person()
    person.say("why does addiction make people isolate?")
    assert said(person.say("tell me more"), "learn.more")


def test_says_yes_to_more(service: Service) -> None:
    person = service.person()
    person.say("why does addiction make people isolate?")
    if "?" in person.text.splitlines()[-1]:
        assert said(person.say("yes please"), "learn.more")
