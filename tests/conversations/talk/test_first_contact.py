from __future__ import annotations

from tests.service import Service, said


def test_is_told_that_hearth_is_a_program_and_asked_before_anything_is_kept(service: Service) -> None:
    person = service.person(agreed=False)
    person.say("hello")
    assert said(person.text, "talk.welcome")
    assert "program" in person.text
    assert said(person.text, "talk.ask_consent")


def test_says_what_is_wrong_before_agreeing_and_gets_an_answer_to_it_after(service: Service) -> None:
    person = service.person(agreed=False)
    person.say("i want to stop giving my brother cash, i will buy food instead")
    assert said(person.text, "talk.ask_consent")
    person.press("consent_yes")
    assert "cash" in person.text


def test_types_a_yes_instead_of_pressing(service: Service) -> None:
    person = service.person(agreed=False)
    person.say("hi")
    person.say("yes thats ok")
    assert said(person.text, "talk.consent_thanks")


def test_asks_about_privacy_first(service: Service) -> None:
    person = service.person(agreed=False)
    person.say("hi")
    person.press("consent_more")
    assert said(person.text, "talk.privacy_short")
    person.press("consent_yes")
    assert said(person.text, "talk.consent_thanks")


def test_says_no_and_is_left_in_peace(service: Service) -> None:
    person = service.person(agreed=False)
    person.say("hi")
    person.say("no thanks")
    assert said(person.text, "talk.consent_declined")


def test_is_in_danger_before_agreeing_to_anything(service: Service) -> None:
    person = service.person(agreed=False)
    person.say("he is not breathing and his lips are blue")
    assert person.kinds[0] == "crisis"


def test_comes_back_after_a_reload_and_finds_the_talk(service: Service) -> None:
    person = service.person()
    person.say("it has been such a long week")
    history = person.history()
    assert [m["from"] for m in history][:2] == ["you", "hearth"]
    assert any(m["text"] == "it has been such a long week" for m in history)
    ids = [m["id"] for m in history]
    assert ids == sorted(ids)
