from __future__ import annotations

from tests.conversations.walk import exercises, saved, someone_in
from tests.service import Person, Service, said


def _told(service: Service) -> Person:
    person = someone_in(service, "progress")
    person.say("my son went to his first meeting")
    return person


def test_tells_something_good_and_gets_three_forms(service: Service) -> None:
    person = _told(service)
    assert "went to his first meeting" in person.text
    assert said(person.press("progress.buttons.hopeful"), "progress.ask_forms")
    assert "you went to your first meeting" in person.text.lower()
    assert "hopeful" in person.text
    [entry] = saved(person, "progress")
    assert entry["kind"] == "good"
    assert entry["feeling"] == "hopeful"


def test_keeps_one_form_and_finds_it_again(service: Service) -> None:
    person = _told(service)
    person.press("progress.buttons.hopeful")
    person.press("progress.buttons.save_wording")
    assert said(person.press("progress.buttons.short"), "progress.saved_wording")
    [wording] = saved(person, "wording")
    assert wording["form"] == "short"


def test_corrects_an_earlier_answer(service: Service) -> None:
    person = _told(service)
    person.press("progress.buttons.hopeful")
    person.say("change the feeling to grateful")
    assert "grateful" in person.text
    assert len(saved(person, "progress")) == 1


def test_asks_for_other_words_in_words_and_nothing_is_noted_twice(service: Service) -> None:
    person = _told(service)
    person.press("progress.buttons.hopeful")
    text = person.say("another wording please")
    assert said(text, "progress.ask_forms_again")
    assert len(saved(person, "progress")) == 1


def test_stops_and_comes_back(service: Service) -> None:
    person = _told(service)
    assert said(person.say("stop"), "talk.stopped")
    assert said(person.say("carry on"), "progress.again_effect")
    person.press("progress.buttons.relieved")
    assert saved(person, "progress")[0]["feeling"] == "relieved"


def test_asks_a_question_in_the_middle(service: Service) -> None:
    person = _told(service)
    person.press("progress.buttons.hopeful")
    text = person.say("what is the difference between a boundary and a punishment?")
    assert said(text, "learn.source")
    assert exercises(person)["progress"] == "open"


def test_changes_the_subject(service: Service) -> None:
    person = _told(service)
    person.say("menu")
    person.press("menu_boundary")
    assert exercises(person) == {"progress": "paused", "boundary": "open"}


def test_tells_of_drinking_and_is_not_made_to_praise_it(service: Service) -> None:
    person = someone_in(service, "progress")
    person.say("my dad drinks")
    assert exercises(person)["progress"] == "open"
    assert saved(person, "progress") == []


def test_a_return_to_use_wipes_nothing(service: Service) -> None:
    person = _told(service)
    person.press("progress.buttons.hopeful")
    text = person.say("he drank again on sunday")
    assert said(text, "progress.return_counts")
    assert [entry["kind"] for entry in saved(person, "progress")] == ["good", "return_to_use"]
    record = person.press("progress.buttons.record")
    assert "went to his first meeting" in record
    assert any(reply.get("image") for reply in person.replies)
