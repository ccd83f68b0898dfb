from __future__ import annotations

from tests.conversations.walk import exercises, export, saved, someone_in
from tests.service import Person, Service, said


def _up_to_the_number(service: Service) -> Person:
    person = someone_in(service, "boundary")
    person.say("my brother asks me for money every friday")
    person.say("i won't give cash any more")
    person.say("i'll buy groceries with him instead")
    return person


def test_sets_a_limit_in_her_own_words_and_saves_it(service: Service) -> None:
    person = someone_in(service, "boundary")
    assert said(person.text, "boundary.ask_happened")
    assert "my brother asks me for money" in person.say("my brother asks me for money every friday")
    assert said(person.text, "boundary.ask_limit")
    assert said(person.say("i won't give cash any more"), "boundary.ask_action")
    assert said(person.say("i'll buy groceries with him instead"), "boundary.ask_keep")
    assert said(person.say("8"), "boundary.ask_words")
    assert "groceries" in person.text
    assert said(person.press("boundary.buttons.use_words"), "boundary.ask_when")
    assert said(person.say("sunday after lunch"), "boundary.ask_summary")
    assert said(person.press("yes"), "boundary.saved")
    assert said(person.press("yes"), "boundary.will_ask")
    [limit] = saved(person, "limit")
    assert limit["limit"] == "I won't give cash any more"
    assert limit["action"] == "I'll buy groceries with him instead"
    assert limit["confidence"] == 8
    assert {f["kind"] for f in export(person)["followups"]} == {"after_talk", "limit_review"}
    assert exercises(person)["boundary"] == "done"


def test_makes_a_limit_smaller_that_is_too_hard_to_keep(service: Service) -> None:
    person = _up_to_the_number(service)
    assert said(person.say("about a 4"), "boundary.ask_smaller")
    assert "no cash this week" in person.say("no cash this week").lower()
    assert said(person.text, "boundary.ask_keep")


def test_corrects_an_earlier_answer(service: Service) -> None:
    person = _up_to_the_number(service)
    person.say("8")
    text = person.say("actually change the limit to i won't give cash on weekdays")
    assert said(text, "boundary.changed_limit")
    assert "weekdays" in text
    person.press("boundary.buttons.use_words")
    person.say("sunday after lunch")
    person.press("yes")
    assert saved(person, "limit")[0]["limit"] == "I won't give cash on weekdays"


def test_corrects_whom_it_is_about(service: Service) -> None:
    person = _up_to_the_number(service)
    text = person.say("sorry its not my brother its my cousin")
    assert said(text, "talk.relation_changed")
    assert "your cousin" in text
    assert said(text, "boundary.again_keep")


def test_stops_and_comes_back(service: Service) -> None:
    person = _up_to_the_number(service)
    assert said(person.say("stop"), "talk.stopped")
    assert exercises(person)["boundary"] == "paused"
    text = person.say("carry on")
    assert said(text, "talk.carry_on")
    assert said(text, "boundary.again_keep")
    assert said(person.say("9"), "boundary.ask_words")


def test_asks_a_question_in_the_middle(service: Service) -> None:
    person = _up_to_the_number(service)
    text = person.say("what is the difference between a boundary and a punishment?")
    assert said(text, "learn.source")
    assert said(text, "boundary.again_keep")
    assert said(person.say("8"), "boundary.ask_words")


def test_asks_instead_of_answering_and_the_question_is_not_kept_as_an_answer(service: Service) -> None:
    person = someone_in(service, "boundary")
    person.say("my brother asks me for money every friday")
    person.say("i won't give cash any more")
    person.say("what would happen if i say no")
    person.say("i'll buy groceries with him instead")
    person.say("8")
    assert "what would happen" not in person.text
    assert "groceries" in person.text


def test_changes_the_subject_and_the_limit_waits(service: Service) -> None:
    person = _up_to_the_number(service)
    person.say("menu")
    person.press("menu_progress")
    person.say("he came to dinner and stayed")
    person.press("progress.buttons.skip")
    text = person.press("progress.buttons.done")
    assert said(text, "talk.paused_kept")
    assert said(person.press("carry_on"), "boundary.again_keep")


def test_limit_that_is_also_the_action_changes_as_one(service: Service) -> None:
    person = someone_in(service, "boundary")
    person.say("my cousin rings the bell at two in the morning")
    person.say("i won't open the door after ten")
    person.press("boundary.buttons.nothing_more")
    person.say("change the limit to i won't open the door after midnight")
    text = person.say("8")
    assert "midnight" in text
    assert "after ten" not in text


def test_gave_in_once_and_the_limit_stays(service: Service) -> None:
    person = _up_to_the_number(service)
    person.say("9")
    person.press("boundary.buttons.use_words")
    person.say("sunday after lunch")
    person.press("yes")
    person.press("no")
    person.press("boundary.buttons.list")
    assert "cash" in person.text
    assert len(saved(person, "limit")) == 1
