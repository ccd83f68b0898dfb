"""Guesses, giving way, undoing, and questions that belong to others: with the real store."""

from __future__ import annotations

import pytest

from actions.boundary import ActionBoundary
from actions.exercise import ActionExercise
from actions.feelings import ActionFeelings
from actions.learn import ActionLearn
from actions.repair import ActionRepair
from actions.rooms import Rooms
from actions.setback import ActionSetback
from actions.talk import ActionTalk
from tests.acting import Talk, exercise
from tests.service import said

LIMIT = "my brother asks me for money every week"


def test_unsure_gives_the_three_best_guesses_in_plain_words(rooms: Rooms) -> None:
    say = Talk(rooms)
    text = say(ActionRepair(), "nlu_fallback", "blorp", ("greet", 0.2), ("set_boundary", 0.1), ("ask_question", 0.05))
    assert said(text, "talk.not_understood_once")
    assert say.buttons == ["Set or keep a limit", "I have a question", "Just listen to me", "Menu"]


def test_twice_unsure_gives_the_menu_and_a_human_line(rooms: Rooms) -> None:
    say = Talk(rooms)
    rooms.people.save_profile("ann", {"country": "US"}, "US")
    say(ActionRepair(), "nlu_fallback", "blorp")
    text = say(ActionRepair(), "nlu_fallback", "fnord")
    assert said(text, "talk.not_understood_twice_crisis")
    assert "988" in text
    assert say.buttons[0] == "Find a person to talk to" and "More" in say.buttons


def test_go_back_in_an_exercise_is_one_step_back_without_an_apology(rooms: Rooms) -> None:
    say = Talk(rooms)
    say(ActionBoundary(), "set_boundary", LIMIT)
    say(ActionExercise(), "inform", "i won't give cash")
    text = say(ActionRepair(), "give_negative_feedback", "go back")
    assert said(text, "talk.back")
    assert "sorry" not in text.lower()
    current = rooms.exercises.current("ann")
    assert current is not None and "cash" not in str(current.state["now"].get("limit", ""))


def test_go_back_with_nothing_open_says_so(rooms: Rooms) -> None:
    assert said(Talk(rooms)(ActionRepair(), "give_negative_feedback", "go back"), "talk.nothing_to_undo")


def test_an_exercise_begun_by_mistake_is_left_and_the_one_before_goes_on(rooms: Rooms) -> None:
    from actions.checkin import ActionCheckin

    say = Talk(rooms)
    say(ActionBoundary(), "set_boundary", LIMIT)
    say(ActionCheckin(), "schedule_check_in", "remind me")
    assert exercise(rooms) == "checkin"
    text = say(ActionRepair(), "give_negative_feedback", "no thats not what i meant")
    assert exercise(rooms) == "boundary"
    assert said(text, "talk.undo")


def test_both_and_neither_of_several_get_a_word_of_their_own(rooms: Rooms) -> None:
    from actions.checkin import ActionCheckin

    say = Talk(rooms)
    say(ActionCheckin(), "schedule_check_in", "i want a check in")
    current = rooms.exercises.current("ann")
    assert current is not None and current.expects == "choice"
    assert said(say(ActionExercise(), "inform", "all of them"), "talk.one_first")
    assert said(say(ActionExercise(), "inform", "neither"), "talk.none_fits")


@pytest.mark.parametrize(
    ("intent", "text", "line"),
    [
        ("ask_question", "can he take tramadol with beer?", "talk.out_of_scope_medical"),
        ("cope_with_setback", "he missed his suboxone dose yesterday should he double up today", "talk.out_of_scope"),
        ("manage_data", "can social services take my grandchildren off her", "talk.out_of_scope_legal"),
        ("ask_question", "can i force him into rehab by law?", "talk.out_of_scope_legal"),
    ],
)
def test_a_medical_or_legal_question_is_referred_whatever_it_was_taken_for(
    rooms: Rooms, intent: str, text: str, line: str
) -> None:
    say = Talk(rooms)
    found = say(ActionLearn(), intent, text, (intent, 0.6))
    assert said(found, line) or said(found, line + "_medical") or said(found, "talk.out_of_scope_medical")


def test_the_poison_line_is_named_where_there_is_one(rooms: Rooms) -> None:
    say = Talk(rooms)
    rooms.people.save_profile("ann", {"country": "AU"}, "AU")
    text = say(ActionTalk(), "out_of_scope", "is it safe to mix xanax and wine?")
    assert said(text, "talk.out_of_scope_poison")
    assert "13 11 26" in text


def test_a_wish_that_mentions_a_medicine_stays_a_wish(rooms: Rooms) -> None:
    say = Talk(rooms)
    say(
        ActionBoundary(),
        "set_boundary",
        "can i set a rule about how many pills he keeps at mine",
        ("set_boundary", 0.95),
    )
    assert exercise(rooms) == "boundary"


@pytest.mark.parametrize("text", ["set my country to canada", "i live in canada now", "we moved to Canada"])
def test_a_country_told_is_the_country(rooms: Rooms, text: str) -> None:
    say = Talk(rooms)
    assert said(say(ActionTalk(), "out_of_scope", text, ("out_of_scope", 0.75)), "space.country_set")
    person = rooms.people.get("ann")
    assert person is not None and person.country == "CA"


def test_a_story_that_names_a_country_sets_none(rooms: Rooms) -> None:
    Talk(rooms)(ActionTalk(), "out_of_scope", "i moved to ireland and it is so lonely here")
    person = rooms.people.get("ann")
    assert person is not None and person.country == ""


@pytest.mark.parametrize(
    "text", ["when is a good time to ask", "is now a good time to talk to her", "when should i bring it up"]
)
def test_the_right_moment_belongs_to_the_check_on_it(rooms: Rooms, text: str) -> None:
    Talk(rooms)(ActionRepair(), "schedule_check_in", text, ("schedule_check_in", 0.74))
    assert exercise(rooms) == "timing"


def test_ok_after_a_finished_exercise_brings_no_whole_menu(rooms: Rooms) -> None:
    from actions.timing import ActionTiming

    say = Talk(rooms)
    say(ActionTiming(), "is_it_time", "is now a good time?")
    say(ActionExercise(), "inform", "he is calm and sober")
    assert exercise(rooms) == ""
    text = say(ActionTalk(), "affirm", "ok then")
    assert said(text, "talk.next_step")
    assert said(say(ActionTalk(), "affirm", "ok"), "talk.affirm_nothing_open"), "only right after it"


def test_not_what_i_meant_offers_what_else_it_may_have_been(rooms: Rooms) -> None:
    say = Talk(rooms)
    say(ActionLearn(), "ask_question", "what is enabling?", ("ask_question", 0.5), ("set_boundary", 0.3))
    say(ActionRepair(), "give_negative_feedback", "no that's not what i meant")
    assert say.buttons == ["Set or keep a limit", "Menu"]


def test_a_story_that_was_not_understood_is_heard_first(rooms: Rooms) -> None:
    say = Talk(rooms)
    text = say(
        ActionRepair(), "nlu_fallback", "he sold my mums ring", ("set_boundary", 0.2), ("invite_connection", 0.1)
    )
    assert said(text, "talk.heard_what_now") and not said(text, "talk.not_understood_once")
    text = say(ActionRepair(), "nlu_fallback", "and she never got over it you know", ("set_boundary", 0.2))
    assert not said(text, "talk.not_understood_twice"), "a story is no misunderstanding"


def test_while_somebody_is_listened_to_the_story_goes_on(rooms: Rooms) -> None:
    say = Talk(rooms)
    say(ActionFeelings(), "share_feelings", "i just need to vent about my brother")
    say(ActionSetback(), "cope_with_setback", "yeah and then he lied to my face")
    assert exercise(rooms) == "", "no script breaks in on it"
    say(ActionSetback(), "cope_with_setback", "what do i do now that he lied to me?")
    assert exercise(rooms) == "setback"


def test_huh_is_answered_plainly_and_a_relative_put_right_is_noted(rooms: Rooms) -> None:
    say = Talk(rooms)
    assert said(say(ActionRepair(), "give_negative_feedback", "huh?"), "talk.unclear")
    assert "your sister" in say(ActionRepair(), "give_negative_feedback", "i said my SISTER")
