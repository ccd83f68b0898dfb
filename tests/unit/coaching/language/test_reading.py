from __future__ import annotations

import pytest

from coaching.dialogue import Expects
from coaching.language.reading import FALLBACK, read

SURE_QUESTION = [("ask_question", 0.97), ("share_feelings", 0.01)]
SURE_STORY = [("cope_with_setback", 0.9), ("share_feelings", 0.05)]


@pytest.mark.parametrize("text", ["stop", "Stop please", "ok stop this now", "cancel", "never mind", "quit", "STOP!!"])
@pytest.mark.parametrize("expects", list(Expects))
def test_stop_works_in_every_state(text: str, expects: Expects) -> None:
    assert read(text, [("share_feelings", 0.9)], expects)[0] == "stop_activity"


def test_in_a_role_play_a_greeting_a_question_and_a_story_are_lines() -> None:
    for text in ("hello love", "why did you do that?", "i found the bottle behind the sofa"):
        assert read(text, SURE_QUESTION, Expects.LINE)[0] == "inform"


def test_a_story_told_in_answer_is_no_new_wish() -> None:
    assert read("he came home drunk on friday and lied about it", SURE_STORY, Expects.TEXT)[0] == "inform"


def test_a_question_in_the_middle_is_heard() -> None:
    assert read("why does he isolate himself?", SURE_QUESTION, Expects.TEXT)[0] == "ask_question"


@pytest.mark.parametrize(
    ("text", "expects"),
    [("7", Expects.NUMBER), ("maybe an 8", Expects.NUMBER), ("yeah", Expects.YES_NO), ("nah mate", Expects.YES_NO)],
)
def test_a_short_answer_fits_its_question(text: str, expects: Expects) -> None:
    assert read(text, SURE_QUESTION, expects)[0] == "inform"


def test_an_unsure_message_outside_an_exercise_goes_to_repair() -> None:
    assert read("blorp fnord", [("greet", 0.12)], Expects.NOTHING)[0] == FALLBACK


def test_only_punctuation_is_not_understood() -> None:
    assert read("?!...", [("greet", 0.9)], Expects.NOTHING)[0] == FALLBACK


def test_in_a_role_play_silence_is_a_line() -> None:
    assert read("...", [("greet", 0.9)], Expects.LINE)[0] == "inform"


def test_that_s_not_what_i_meant_is_no_answer() -> None:
    assert read("thats not what i meant", [("deny", 0.5)], Expects.TEXT)[0] == "give_negative_feedback"


@pytest.mark.parametrize("expects", [Expects.TEXT, Expects.CHOICE, Expects.NUMBER, Expects.NOTHING])
@pytest.mark.parametrize(
    "text", ["go back", "undo", "no, the other thing", "that's not what i meant", "that wasnt what i said"]
)
def test_taking_a_step_back_is_heard_everywhere(text: str, expects: Expects) -> None:
    assert read(text, [("share_feelings", 0.9)], expects)[0] == "give_negative_feedback"


@pytest.mark.parametrize("text", ["tonight", "tmrw night", "soon", "not yet", "sunday 7ish"])
def test_a_time_is_no_goodbye_where_a_time_was_asked(text: str) -> None:
    assert read(text, [("goodbye", 0.95)], Expects.TIME)[0] == "inform"


def test_where_he_goes_asks_for_nothing() -> None:
    wish = [("find_resources", 0.9)]
    assert read("where he goes at night", wish, Expects.TEXT)[0] == "inform"
    assert read("where do i go for help", wish, Expects.TEXT)[0] == "find_resources"


def test_tired_of_what_they_do_asks_for_a_limit_and_tired_alone_for_rest() -> None:
    tired = [("support_myself", 0.76), ("set_boundary", 0.21)]
    assert read("she took my money again and im so tired of it", tired, Expects.NOTHING)[0] == "set_boundary"
    assert read("im so tired of it all, i cant sleep", tired, Expects.NOTHING)[0] == "support_myself"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("delete everything", "manage_data"),
        ("thanks", "thank"),
        ("good night", "goodbye"),
        ("are you real?", "ask_bot"),
        ("can we talk about something else", "stop_activity"),
    ],
)
@pytest.mark.parametrize("expects", [Expects.TEXT, Expects.CHOICE, Expects.NUMBER, Expects.YES_NO])
def test_what_is_told_by_its_words_is_no_answer(text: str, intent: str, expects: Expects) -> None:
    assert read(text, [("share_feelings", 0.6)], expects)[0] == intent


@pytest.mark.parametrize("text", ["no thanks", "yes thanks", "something else", "done"])
def test_an_answer_with_thanks_stays_an_answer(text: str) -> None:
    assert read(text, [("thank", 0.9)], Expects.CHOICE)[0] == "inform"


def test_in_a_role_play_another_subject_and_thanks_are_lines() -> None:
    for text in ("can we talk about something else", "thank you", "i have to go"):
        assert read(text, [("thank", 0.9)], Expects.LINE)[0] == "inform"


@pytest.mark.parametrize("text", ["save it", "yes please save that", "keep the second one"])
def test_save_it_keeps_what_was_found(text: str) -> None:
    assert read(text, [("manage_data", 0.8)], Expects.TEXT)[0] == "inform"


def test_huh_says_that_the_last_words_were_not_understood() -> None:
    assert read("huh??", [("affirm", 0.9)], Expects.NOTHING)[0] == "give_negative_feedback"
    assert read("what do you mean", [("ask_help", 0.5)], Expects.NOTHING)[0] == "give_negative_feedback"


def test_what_answers_is_no_goodbye_only_because_it_sounds_like_one() -> None:
    assert read("he's asleep now", [("goodbye", 0.71)], Expects.YES_NO)[0] == "inform"
    assert read("must dash, bye for now", [("goodbye", 0.8)], Expects.YES_NO)[0] == "goodbye"
