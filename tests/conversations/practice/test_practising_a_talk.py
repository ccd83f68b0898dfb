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


def test_thanks_after_the_look_back_ends_it(service: Service) -> None:
    person = _in_a_scene(service)
    person.say("I was worried about you on Friday. How have you been?")
    person.say("stop")
    assert said(person.say("thanks"), "practice.bye")
    assert exercises(person)["practice"] == "done"


def test_carries_on_with_a_scene_that_was_stopped_half_way(service: Service) -> None:
    person = _in_a_scene(service)
    person.say("I was worried about you on Friday. How have you been?")
    person.say("stop")
    person.say("carry on")
    assert "Hint" in person.buttons
    person.say("It sounds like it has been a rough month.")
    person.say("stop")
    assert [talk["turns"] for talk in saved(person, "practice")] == [2], "one talk, kept once"


def test_odd_lines_insults_and_asides_are_each_met(service: Service) -> None:
    person = _in_a_scene(service)
    for odd in ("...", "asdfghjkl", "ok"):
        person.say(odd)
        assert "Hint" in person.buttons, odd
    assert said(person.say("you stupid bot"), "practice.bot")
    assert said(person.say("I don't know what to say"), "practice.help")
    assert said(person.say("is that how he'd really answer?"), "practice.really")
    assert said(person.say("this is too much for me"), "practice.upset")
    person.say("I feel torn, because I love you and I don't want to lend money.")
    person.say("stop")
    assert saved(person, "practice")[0]["turns"] == 4, "asides are no lines"


def test_a_real_danger_in_a_line_comes_before_the_scene(service: Service) -> None:
    person = _in_a_scene(service)
    person.say("I was worried about you on Friday. How have you been?")
    person.say("wait, this is real now, he has blue lips and i can't wake him up")
    assert "Danny:" not in person.text
    assert any(word in person.text.lower() for word in ("emergency", "ambulance", "999", "911", "112"))


def test_builds_the_persons_own_scene_and_swaps_roles(service: Service) -> None:
    person = someone_in(service, "practice")
    person.say("my own situation")
    person.say("call him Bear")
    person.say("he keeps his headphones on all through dinner")
    person.say("not now, I'm busy")
    assert "Goes quiet" in person.buttons
    person.say("he goes quiet")
    assert "Bear" in person.text and "not now" in person.text.lower()
    person.say("swap roles")
    assert "Family member:" in person.say("stop nagging me")


def test_shows_in_my_space_which_skills_grow(service: Service) -> None:
    person = _in_a_scene(service)
    for line in ("You always lie to me, you're pathetic", "I was so worried. How have you been?"):
        person.say(line)
        person.say("stop")
        person.say("again")
    person.say("stop")
    person.say("show my practice results")
    assert "→" in person.text and "lately" in person.text
