"""Stories, tears, thanks and changes of mind, outside and inside exercises: with the real store."""

from __future__ import annotations

import pytest

from actions.boundary import ActionBoundary
from actions.exercise import ActionExercise
from actions.feelings import ActionFeelings
from actions.learn import ActionLearn
from actions.progress import ActionProgress
from actions.rooms import Rooms
from actions.setback import ActionSetback
from actions.space import ActionSpace
from actions.strength import ActionStrength
from actions.talk import ActionTalk
from tests.acting import Talk, exercise
from tests.service import said


def test_who_tells_a_story_is_heard_and_no_script_begins(rooms: Rooms) -> None:
    say = Talk(rooms)
    text = say(
        ActionStrength(), "support_myself", "my son came home at 4am again and i feel like im going mad with worry"
    )
    assert exercise(rooms) == "" and "worry" in text and "0" not in text
    assert "Help for me" in say.buttons, "what it may call for is offered"


def test_who_tells_of_fresh_use_gets_the_question_about_safety(rooms: Rooms) -> None:
    say = Talk(rooms)
    text = say(ActionSetback(), "cope_with_setback", "my wife relapsed last night and i am so scared")
    assert exercise(rooms) == "setback" and said(text, "setback.ask_safe")


def test_confessed_gambling_is_no_progress_to_be_praised(rooms: Rooms) -> None:
    say = Talk(rooms)
    say(ActionProgress(), "recognise_progress", "my partner came clean to me about gambling our savings away")
    assert exercise(rooms) == "" and "It went wrong. What now?" in say.buttons


def test_whether_to_pay_the_rent_is_weighed_also_behind_a_long_story(rooms: Rooms) -> None:
    say = Talk(rooms)
    story = "Good evening. My grandson, who is twenty-four, has asked me to pay his rent. He takes cocaine and I fear the money would go there. Should I pay his rent?"
    text = say(ActionBoundary(), "set_boundary", story, ("set_boundary", 0.78))
    assert exercise(rooms) == "decide" and said(text, "decide.ask_safety"), "what a yes would feed was told"


def test_how_to_stop_giving_money_is_a_limit_and_no_lesson(rooms: Rooms) -> None:
    Talk(rooms)(ActionLearn(), "ask_question", "how do i stop giving him money?")
    assert exercise(rooms) == "boundary"


def _in_a_limit(rooms: Rooms) -> Talk:
    say = Talk(rooms)
    say(ActionBoundary(), "set_boundary", "i want to set a limit with my son about money")
    return say


def test_tears_in_an_exercise_are_heard_and_its_question_waits(rooms: Rooms) -> None:
    say = _in_a_limit(rooms)
    text = say(ActionExercise(), "inform", "im crying")
    assert said(text, "feelings.no_hurry") and "Carry on" in say.buttons and exercise(rooms) == "boundary"
    text = say(ActionExercise(), "inform", "yes please")
    current = rooms.exercises.current("ann")
    assert current is not None and "limit" not in current.state["now"], "a yes to going on is no answer"


def test_i_dont_know_is_no_answer_in_words(rooms: Rooms) -> None:
    say = _in_a_limit(rooms)
    assert said(say(ActionExercise(), "inform", "i dont know"), "talk.dont_know")
    say(ActionExercise(), "inform", "my brother asks me for money every week")
    current = rooms.exercises.current("ann")
    assert current is not None and "know" not in str(current.state["now"])


def test_thanks_in_the_middle_are_met_and_nothing_is_asked_on_top(rooms: Rooms) -> None:
    say = _in_a_limit(rooms)
    text = say(ActionTalk(), "thank", "thank you")
    assert said(text, "talk.thank_open") and exercise(rooms) == "boundary"


def test_bye_is_no_yes_to_an_offer(rooms: Rooms) -> None:
    say = Talk(rooms)
    say(ActionLearn(), "ask_question", "is it my fault that he drinks?")
    assert said(say(ActionTalk(), "goodbye", "ok bye"), "talk.goodbye")


@pytest.mark.parametrize(("word", "line"), [("yes", "feelings.listen_on"), ("no", "feelings.close")])
def test_a_bare_word_while_listened_to_opens_no_menu(rooms: Rooms, word: str, line: str) -> None:
    say = Talk(rooms)
    say(ActionStrength(), "support_myself", "i feel so alone with all of this")
    assert said(say(ActionTalk(), "affirm" if word == "yes" else "deny", word), line)


def test_a_teenager_is_shown_who_is_there_for_them(rooms: Rooms) -> None:
    say = Talk(rooms)
    text = say(ActionFeelings(), "share_feelings", "im 15 and my mum is never really there and nobody knows")
    assert said(text, "feelings.young") and "Find someone to talk to" in say.buttons


def test_what_was_left_is_offered_once(rooms: Rooms) -> None:
    say = _in_a_limit(rooms)
    say(ActionTalk(), "goodbye", "goodbye for now")
    assert said(say(ActionTalk(), "greet", "hello"), "talk.paused_kept")
    assert not said(say(ActionTalk(), "greet", "hello"), "talk.paused_kept")


def test_delete_everything_is_asked_about_and_no_keeps_the_exercise(rooms: Rooms) -> None:
    say = _in_a_limit(rooms)
    say(ActionSpace(), "manage_data", "delete everything")
    say(ActionExercise(), "inform", "no")
    assert [e.skill for e in rooms.exercises.paused("ann")] == ["boundary"]
