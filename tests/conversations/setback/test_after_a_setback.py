from __future__ import annotations

from tests.conversations.walk import export, saved, someone_in
from tests.service import Service, said


def test_is_asked_about_safety_first_and_led_to_tomorrow(service: Service) -> None:
    person = someone_in(service, "setback")
    assert said(person.text, "setback.ask_safe") or "breathing" in person.text
    person.press("setback.buttons.safe")
    person.press("setback.buttons.with_someone")
    person.say("he came home after drinking on sunday")
    assert said(person.text, "setback.ask_later")
    person.press("no")
    person.press("yes")
    assert [f["kind"] for f in export(person)["followups"]]
    person.press("yes")
    assert [entry["kind"] for entry in saved(person, "progress")] == ["return_to_use"]


def test_tells_what_happened_at_once_and_is_not_asked_again(service: Service) -> None:
    person = someone_in(service, "setback")
    person.say("my brother drank again on sunday")
    person.press("setback.buttons.safe")
    assert not said(person.press("setback.buttons.with_someone"), "setback.ask_what")
