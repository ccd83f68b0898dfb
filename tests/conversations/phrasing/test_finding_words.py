from __future__ import annotations

from tests.conversations.walk import exercises, saved, someone_in
from tests.service import Person, Service, said

DRAFT = "You never help me and you are always late, I am sick of it"


def _with_a_draft(service: Service) -> Person:
    person = someone_in(service, "phrasing")
    person.say(DRAFT)
    return person


def test_pastes_a_draft_and_keeps_a_version(service: Service) -> None:
    person = _with_a_draft(service)
    assert "always" in person.text.lower(), "what may backfire is quoted"
    assert "phrasing" in exercises(person)
    person.press("phrasing.buttons.save")
    person.press("phrasing.buttons.form_text")
    [wording] = saved(person, "wording")
    assert wording["text"]
    assert wording["text"] in "\n".join(person.heard)


def test_wants_it_softer_then_another(service: Service) -> None:
    person = _with_a_draft(service)
    first = person.text
    second = person.press("phrasing.buttons.softer")
    third = person.press("phrasing.buttons.another")
    assert len({first, second, third}) == 3


def test_corrects_the_draft_by_sending_another(service: Service) -> None:
    person = _with_a_draft(service)
    person.say("no i meant: you never bother to ring me when you are late")
    assert "late" in person.text or "worr" in person.text
    assert exercises(person)["phrasing"] == "open"


def test_stops_and_comes_back(service: Service) -> None:
    person = _with_a_draft(service)
    assert said(person.say("stop"), "talk.stopped")
    assert said(person.say("carry on"), "talk.carry_on")
    person.press("phrasing.buttons.softer")
    assert "1." in person.text


def test_asks_a_question_in_the_middle(service: Service) -> None:
    person = _with_a_draft(service)
    text = person.say("what is the difference between a boundary and a punishment?")
    assert said(text, "learn.source")
    person.press("phrasing.buttons.save")
    assert exercises(person)["phrasing"] == "open"


def test_changes_the_subject_and_the_words_wait(service: Service) -> None:
    person = _with_a_draft(service)
    person.say("menu")
    person.press("menu_boundary")
    assert said(person.text, "boundary.ask_happened")
    assert exercises(person) == {"phrasing": "paused", "boundary": "open"}
