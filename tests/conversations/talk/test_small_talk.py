from __future__ import annotations

import itertools

import pytest

from tests.service import Service, said


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("thank you so much", "talk.thank"),
        ("goodbye for now", "talk.goodbye"),
        ("are you a real person or a robot", "talk.who_am_i"),
        ("what can you help me with?", "talk.help"),
        ("stop", "talk.nothing_to_stop"),
        ("how many mg of diazepam can he take", "talk.out_of_scope_medical"),
        ("can you do my maths homework", "talk.out_of_scope"),
    ],
)
def test_the_talk_around_the_exercises(service: Service, text: str, line: str) -> None:
    assert said(service.person().say(text), line)


def test_is_not_understood_once_and_then_twice(service: Service) -> None:
    person = service.person()
    person.say("xkcd qwrtz plmokn")
    assert said(person.text, "talk.not_understood_once")
    assert len(person.buttons) >= 3
    person.say("grmbl fzzt wkw")
    assert said(person.text, "talk.not_understood_twice_crisis"), "the menu, and a person to talk to"


def test_says_that_hearth_got_it_wrong(service: Service) -> None:
    assert said(service.person().say("you dont understand me at all"), "talk.negative_feedback")


def test_lets_something_out_and_is_listened_to(service: Service) -> None:
    person = service.person()
    first = person.say("i just feel like im living with a ghost, he walks past me like im not there")
    second = person.say("it has been like this for months and months, just silence in this house")
    assert first != second


def test_hears_no_answer_twice_in_a_row(service: Service) -> None:
    person = service.person()
    answers = [person.say(text) for text in ("thanks", "thank you", "ta", "cheers") for _ in range(3)]
    assert all(a != b for a, b in itertools.pairwise(answers))
