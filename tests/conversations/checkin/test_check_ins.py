from __future__ import annotations

from tests.conversations.walk import export, someone_in
from tests.service import Person, Service, said


def _weekly(service: Service) -> Person:
    person = someone_in(service, "checkin")
    person.press("checkin.buttons.weekly")
    person.say("sunday at 6 pm")
    return person


def _waiting(person: Person) -> list[dict[str, str]]:
    return [f for f in export(person)["followups"] if f["state"] == "waiting"]


def test_is_written_to_every_sunday(service: Service) -> None:
    person = _weekly(service)
    assert said(person.text, "checkin.set_week")
    assert [(f["kind"], f["every"]) for f in _waiting(person)] == [("weekly", "week")]


def test_stops_them_all(service: Service) -> None:
    person = _weekly(service)
    person.press("checkin.buttons.change")
    person.press("checkin.buttons.stop_all")
    assert said(person.press("yes"), "checkin.stopped_all")
    assert _waiting(person) == []
