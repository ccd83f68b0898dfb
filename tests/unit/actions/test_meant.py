"""Typed buttons, offers answered in words, and questions that found no answer: with the real store."""

from __future__ import annotations

from actions.boundary import ActionBoundary
from actions.consent import ActionWelcome
from actions.exercise import ActionExercise
from actions.learn import ActionLearn
from actions.phrasing import ActionPhrasing
from actions.rooms import Rooms
from actions.space import ActionSpace
from actions.talk import ActionDanger, ActionStop, ActionTalk
from tests.acting import Talk, exercise
from tests.service import said


def test_a_typed_title_is_a_pressed_button(rooms: Rooms) -> None:
    say = Talk(rooms)
    say(ActionTalk(), "greet", "hello")
    assert "Set a limit" in say.buttons
    say(ActionSpace(), "review_history", "set a limit")
    assert exercise(rooms) == "boundary"


def test_yes_takes_an_offer_that_was_a_question_and_nothing_else(rooms: Rooms) -> None:
    say = Talk(rooms)
    say(ActionSpace(), "review_history", "show my limits")  # "Shall we set one?"
    say(ActionTalk(), "affirm", "yes please")
    assert exercise(rooms) == "boundary"
    say(ActionStop(), "stop_activity", "stop")
    say(ActionTalk(), "greet", "hello")
    say(ActionTalk(), "ask_help", "menu")
    say(ActionTalk(), "affirm", "yes")
    assert exercise(rooms) == "", "the menu is no question to be answered with yes"


def test_carry_on_in_words_opens_what_was_put_aside(rooms: Rooms) -> None:
    say = Talk(rooms)
    say(ActionBoundary(), "set_boundary", "my brother asks me for money every week")
    say(ActionStop(), "stop_activity", "stop")
    say(ActionTalk(), "thank", "thanks")
    say(ActionTalk(), "affirm", "ok carry on please")
    assert exercise(rooms) == "boundary"


def test_who_is_spoken_of_is_remembered_and_said(rooms: Rooms) -> None:
    say = Talk(rooms)
    say(ActionBoundary(), "set_boundary", "my brother asks me for money every week")
    text = say(ActionExercise(), "inform", "actually its not my brother its my cousin")
    assert "your cousin" in text
    person = rooms.people.get("ann")
    assert person is not None
    assert person.profile["relation"] == "cousin"


def test_another_wish_is_followed_when_the_question_found_no_answer(rooms: Rooms) -> None:
    say = Talk(rooms)
    for text in ("my brother asks me for money every week", "i won't give cash", "i'll buy food with him"):
        say(ActionBoundary() if not exercise(rooms) else ActionExercise(), "inform", text)
    say(ActionExercise(), "inform", "helpline number near me", ("find_resources", 0.9))
    assert [e.skill for e in rooms.exercises.paused("ann")] in (["boundary"], [])
    assert "line" in "\n".join(say.buttons).lower() or exercise(rooms) in ("resources", "boundary")


def test_twice_without_an_answer_it_is_said_how_to_leave(rooms: Rooms) -> None:
    say = Talk(rooms)
    for text in ("my brother asks me for money every week", "i won't give cash", "i'll buy food with him"):
        say(ActionBoundary() if not exercise(rooms) else ActionExercise(), "inform", text)
    first = say(ActionExercise(), "inform", "hmm well", ("affirm", 0.4))
    second = say(ActionExercise(), "inform", "pfff", ("affirm", 0.4))
    assert '"stop"' not in first.lower()
    assert '"stop"' in second.lower()


def test_buttons_of_an_aside_give_way_to_those_of_the_open_question(rooms: Rooms) -> None:
    say = Talk(rooms)
    say(ActionBoundary(), "set_boundary", "my brother asks me for money every week")
    say(ActionLearn(), "ask_question", "what is a boundary?")
    assert len(say.buttons) <= 5


def test_a_story_behind_a_greeting_is_listened_to(rooms: Rooms) -> None:
    say = Talk(rooms)
    text = say(
        ActionTalk(), "greet", "hello i am so tired of being the one who waits up", ("greet", 0.8), ("thank", 0.1)
    )
    assert "again" not in text.lower()
    assert "tired" in text.lower() or "?" in text


def test_words_that_only_look_like_goodbye_answer_the_open_question(rooms: Rooms) -> None:
    say = Talk(rooms)
    say(ActionBoundary(), "set_boundary", "my brother asks me for money every week")
    say(ActionTalk(), "goodbye", "i won't give him cash")
    current = rooms.exercises.current("ann")
    assert current is not None
    assert "cash" in current.state["now"]["limit"]


def test_goodbye_in_the_middle_keeps_the_exercise_for_later(rooms: Rooms) -> None:
    say = Talk(rooms)
    say(ActionBoundary(), "set_boundary", "my brother asks me for money every week")
    say(ActionTalk(), "goodbye", "goodbye for now")
    assert exercise(rooms) == ""
    say(ActionTalk(), "greet", "hello")
    assert "Carry on" in say.buttons


def test_a_typed_yes_is_a_yes_to_the_welcome_however_it_was_read(rooms: Rooms) -> None:
    say = Talk(rooms, consent=False)
    say(ActionWelcome(), "greet", "hi")
    say(ActionTalk(), "out_of_scope", "yes thats ok")
    person = rooms.people.get("ann")
    assert person is not None
    assert person.consent_at is not None


def test_danger_that_the_screen_did_not_see_is_not_met_with_silence(rooms: Rooms) -> None:
    text = Talk(rooms)(ActionDanger(), "danger_violence", "he nicked her purse and she lets him")
    assert said(text, "talk.danger_doubt")


def test_a_limit_told_under_wordings_is_no_draft(rooms: Rooms) -> None:
    say = Talk(rooms)
    say(ActionPhrasing(), "get_phrasing", "how do i tell him im worried without a fight")
    say(ActionExercise(), "inform", "i want to stop giving him cash, ill buy food instead", ("set_boundary", 0.97))
    assert exercise(rooms) == "boundary"


def test_a_new_draft_under_wordings_stays_a_draft(rooms: Rooms) -> None:
    say = Talk(rooms)
    say(ActionPhrasing(), "get_phrasing", "how do i tell him im worried without a fight")
    say(ActionExercise(), "inform", "i won't give you any more cash, you can have food", ("set_boundary", 0.97))
    assert exercise(rooms) == "phrasing"
