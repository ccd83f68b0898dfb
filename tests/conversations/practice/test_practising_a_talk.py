from __future__ import annotations

from tests.conversations.walk import exercises, saved, someone_in
from tests.service import Person, Service, said


def _in_a_scene(service: Service) -> Person:
    person = someone_in(service, "practice")
    person.say("money")
    return person


def test_plays_a_scene_to_its_debrief(service: Service) -> None:
    person = _in_a_scene(service)
    assert "Hint" in person.buttons
    line = "I felt scared when I saw the bank statement. Can we look at it together?"
    note = person.say(line)
    assert "I felt scared" in note or "look at it together" in note, "the note quotes the line"
    person.say("What has been going on with money lately?")
    assert (
        said(person.say("stop"), "practice.debrief")
        or "opened up" in person.text
        or "Your strongest sentence" in person.text
    )
    assert len(saved(person, "practice")) == 1
    person.say("stop")
    assert said(person.text, "practice.bye")
    assert exercises(person)["practice"] == "done"


def test_opens_up_to_a_warm_line_and_shuts_at_blame(service: Service) -> None:
    warm, cold = _in_a_scene(service), _in_a_scene(service)
    for _ in range(2):
        warm.say("I was worried about you on Friday. How have you been?")
        cold.say("You always lie to me, you're pathetic")
    warm.say("stop")
    cold.say("stop")
    curve = {name: saved(p, "practice")[0] for name, p in (("warm", warm), ("cold", cold))}
    assert curve["warm"] != curve["cold"]


def test_takes_a_line_back_and_tries_again(service: Service) -> None:
    person = _in_a_scene(service)
    person.say("You always lie to me")
    person.press("practice.buttons.again")
    assert said(person.text, "practice.undone") or "again" in person.text.lower()
    person.say("I was worried about you on Friday. How have you been?")
    person.say("stop")
    assert "You always lie" not in person.text


def test_asks_for_a_hint_in_the_middle(service: Service) -> None:
    person = _in_a_scene(service)
    person.press("practice.buttons.hint")
    person.say("I was worried about you on Friday. How have you been?")
    assert "Hint" in person.buttons


def test_stops_before_a_scene_and_comes_back(service: Service) -> None:
    person = someone_in(service, "practice")
    assert said(person.say("stop"), "talk.stopped")
    assert said(person.say("carry on"), "talk.carry_on")
    assert person.buttons
    person.say("money")
    assert "Hint" in person.buttons


def test_changes_the_subject_after_a_scene(service: Service) -> None:
    person = _in_a_scene(service)
    person.say("I was worried about you on Friday. How have you been?")
    person.say("stop")
    person.press("practice.buttons.done")
    assert exercises(person)["practice"] == "done"
    person.say("hello")
    person.press("menu_boundary")
    assert said(person.text, "boundary.ask_happened")
