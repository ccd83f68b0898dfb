"""What the whole stack says to other languages, to questions for others, and to "that's not what I meant"."""

from __future__ import annotations

import pytest

from tests.service import Service, said


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("hola, mi marido bebe todos los días y necesito ayuda", "talk.other_language_es"),
        ("bonjour, mon fils se drogue et je ne sais plus quoi faire", "talk.other_language_fr"),
        ("мой сын пьёт каждый день", "talk.other_language_ru"),
        ("我儿子每天喝酒，我不知道该怎么办", "talk.other_language_zh"),
        ("mera beta bahut sharab peeta hai main kya karun", "talk.other_language_hi_latin"),
    ],
)
def test_is_answered_in_their_language_with_the_number_first(service: Service, text: str, line: str) -> None:
    person = service.person(agreed=False)
    person.say(text)
    assert said(person.text, line)
    assert "999" in person.text[:80]
    assert not said(person.text, "talk.ask_consent")


def test_tells_of_danger_in_another_language(service: Service) -> None:
    person = service.person()
    person.say("mąż mnie bije i bardzo się boję")
    assert person.kinds[0] == "crisis"
    assert "999" in person.text[:80]


def test_goes_on_in_english_afterwards(service: Service) -> None:
    person = service.person()
    person.say("no hablo ingles muy bien")
    person.say("what can you help me with?")
    assert said(person.text, "talk.help")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("can he take tramadol with beer?", "talk.out_of_scope_medical"),
        ("he missed his suboxone dose yesterday should he double up today", "talk.out_of_scope_medical"),
        ("can social services take my grandchildren off her", "talk.out_of_scope_legal"),
        ("can i legally kick my son out?", "talk.out_of_scope_legal"),
    ],
)
def test_asks_what_only_others_may_answer(service: Service, text: str, line: str) -> None:
    assert said(service.person().say(text), line)


def test_goes_back_a_step_and_says_that_it_was_not_meant(service: Service) -> None:
    person = service.person()
    person.press("menu_boundary")
    person.say("he asks me for money every week")
    person.say("go back")
    assert said(person.text, "talk.back") or said(person.text, "talk.back_at_start")
    person.say("no, the other thing")
    assert "999" in person.text or person.buttons


def test_tells_the_country_in_passing(service: Service) -> None:
    assert said(service.person().say("i live in canada now"), "space.country_set")


def test_answers_when_with_a_word_that_looks_like_goodbye(service: Service) -> None:
    person = service.person()
    person.say("can you remind me to call my sister")
    person.say("tmrw night")
    assert not said(person.text, "talk.goodbye")
