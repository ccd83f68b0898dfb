"""Asides in the middle of an exercise, through the actions."""

from __future__ import annotations

from actions.boundary import ActionBoundary
from actions.exercise import ActionExercise
from actions.repair import ActionRepair
from actions.rooms import Rooms
from actions.talk import ActionTalk
from tests.acting import Talk, exercise


def _at_a_limit(rooms: Rooms) -> Talk:
    say = Talk(rooms)
    say(ActionBoundary(), "set_boundary", "i want to set a limit with my son about money, he asks every day")
    return say


def _state(rooms: Rooms) -> dict[str, object]:
    current = rooms.exercises.current("ann")
    assert current is not None
    return dict(current.state["now"])


def test_why_do_you_ask_is_answered_and_no_step_is_taken_back(rooms: Rooms) -> None:
    say = _at_a_limit(rooms)
    text = say(ActionRepair(), "give_negative_feedback", "why do you ask")
    assert "I'd like to do better" not in text and len(text.splitlines()) == 2
    assert _state(rooms)["at"] == "limit"


def test_none_of_your_business_is_no_limit(rooms: Rooms) -> None:
    say = _at_a_limit(rooms)
    say(ActionExercise(), "inform", "none of your business")
    assert "limit" not in _state(rooms)


def test_how_long_this_takes_brings_no_menu(rooms: Rooms) -> None:
    say = _at_a_limit(rooms)
    text = say(ActionTalk(), "ask_help", "how long does this take")
    assert "I can help you find words" not in text and exercise(rooms) == "boundary"


def test_a_question_that_found_no_answer_three_times_is_let_go(rooms: Rooms) -> None:
    say = _at_a_limit(rooms)
    say(ActionExercise(), "inform", "i won't give him cash")
    say(ActionExercise(), "inform", "i'll say no once")
    for text in ("yes", "bananas", "bananas are yellow"):
        say(ActionExercise(), "inform", text)
    assert _state(rooms)["at"] == "words"


def test_start_over_begins_the_same_exercise_anew(rooms: Rooms) -> None:
    say = _at_a_limit(rooms)
    say(ActionExercise(), "inform", "i won't give him cash")
    say(ActionExercise(), "inform", "start over")
    assert exercise(rooms) == "boundary" and "limit" not in _state(rooms)


def test_where_were_we_opens_what_was_put_aside(rooms: Rooms) -> None:
    say = _at_a_limit(rooms)
    say(ActionTalk(), "goodbye", "bye")
    assert exercise(rooms) == ""
    say(ActionTalk(), "ask_question", "where were we")
    assert exercise(rooms) == "boundary"
