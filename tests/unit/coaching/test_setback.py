"""After a setback: safety first, then a steady first minute."""

from __future__ import annotations

import pytest
from render import NOW, Walk, context, render

from coaching.effects import FollowUp, Save
from coaching.language.values import yes
from coaching.setback import KINDS, Setback
from coaching.setback_signs import kind_of, safety


def walk(*turns: str) -> Walk:
    going = Walk(Setback(), context())
    going.start(turns[0])
    for turn in turns[1:]:
        going.press(turn[1:]) if turn.startswith("#") else going.say(turn)
    return going


def test_safety_first_then_words_care_check_in_and_record() -> None:
    going = walk("my son told me he drank last night")
    assert going.at == "safe"
    going.say("yes he's fine")
    assert going.at == "alone"
    texts = going.say("he's with me")
    assert going.at == "later" and "1." in texts[1] and "3." in texts[1]
    going.say("yes")
    going.say("yes")
    going.say("yes")
    check, line = going.effects
    assert isinstance(check, FollowUp) and check.kind == "after_setback" and check.due.date() > NOW.date()
    assert isinstance(line, Save) and line.fields["kind"] == "return_to_use"
    assert going.step.done and {choice.intent for choice in going.step.say[-1].choices} >= {
        "get_phrasing",
        "practise_conversation",
    }


@pytest.mark.parametrize(
    "said",
    ["no", "he's not awake", "i can't wake him", "#urgent", "his lips are blue", "yes but breathing very slowly"],
)
def test_not_awake_or_not_breathing_is_an_emergency_at_once(said: str) -> None:
    going = walk("she relapsed", said)
    assert going.at == "called" and going.step.say[0].key == "setback.emergency"


def test_the_emergency_line_stays_until_help_is_called() -> None:
    going = walk("she relapsed", "no", "no")
    assert going.at == "called" and going.step.say[0].key == "setback.emergency"
    going.say("yes they're on the way")
    assert going.step.done


def test_a_misreading_can_be_repaired() -> None:
    assert walk("she relapsed", "no", "not what i meant, she's fine").at == "alone"


def test_asleep_is_checked_before_it_counts_as_safe() -> None:
    going = walk("she relapsed", "she's asleep")
    assert going.at == "wake"
    going.say("no")
    assert going.at == "called"
    assert walk("she relapsed", "she's asleep", "yes she answered").at == "alone"


def test_an_unclear_answer_is_never_taken_for_safe() -> None:
    assert walk("she relapsed", "banana").at == "safe"


def test_not_knowing_where_they_are_goes_on_with_a_short_line() -> None:
    going = walk("i found empty bottles", "i don't know")
    assert going.at == "later" and going.step.state["kind"] == "found"


def test_ones_own_safety_comes_before_words() -> None:
    going = walk("i found empty bottles", "i'm scared of him")
    assert going.step.done and going.step.say[0].key == "setback.not_safe"


def test_a_missed_appointment_brings_words_and_no_question_about_breathing() -> None:
    going = walk("he missed his appointment again")
    assert going.at == "later" and not any("safe" in say.key for say in going.step.say)


def test_a_no_to_the_light_question_asks_what_counts() -> None:
    going = walk("he walked out of the meeting at the rehab unit", "no")
    assert going.at == "safe" and going.step.say[-1].key == "setback.ask_safe"
    going.say("no")
    assert going.at == "called"


def test_ok_is_no_call_and_i_rang_them_is() -> None:
    assert walk("she relapsed", "no", "ok").at == "called"
    assert walk("she relapsed", "no", "ok i rang them").step.done


@pytest.mark.parametrize("text", ["ok", "i am so ashamed of myself, i screamed at him", "she is a liar and i hate it"])
def test_what_says_nothing_of_them_is_never_taken_for_safe(text: str) -> None:
    assert walk("she relapsed", text).at == "safe"


def test_no_to_something_else_is_asked_again_and_no_emergency() -> None:
    assert walk("she relapsed", "no she's at work").at == "safe"


def test_asleep_far_away_is_no_false_alarm() -> None:
    going = walk("she relapsed", "she's asleep", "i don't know i'm not there")
    assert going.at == "wake"
    going.say("i don't know")
    assert going.step.say[0].key == "setback.unknown_asleep"


def test_who_wants_no_check_in_is_asked_no_more() -> None:
    going = walk("my son told me he drank last night", "yes he's fine", "with me", "no", "no thanks")
    assert going.step.done and not going.effects


def test_a_lie_is_no_matter_of_breathing() -> None:
    going = walk("and then he lied to my face")
    assert going.at == "later" and "1." in render(going.step)[1]


def test_grief_of_ones_own_is_no_answer_about_them() -> None:
    going = walk("she relapsed last night", "i can't stop crying")
    assert going.at == "safe"


def test_a_mere_fear_is_not_logged() -> None:
    going = walk("i think he's using again", "yes", "with a friend", "no", "no")
    assert going.step.done and not going.effects


@pytest.mark.parametrize("said", ["stop", "cancel"])
def test_stopping_saves_nothing(said: str) -> None:
    going = walk("she relapsed", "yes", said)
    assert going.step.done and not going.effects


def test_going_back_asks_the_question_before() -> None:
    going = walk("she relapsed", "yes")
    going.say("go back")
    assert going.at == "safe"


@pytest.mark.parametrize("said", ["", "asdfgh", "7", "what?"])
def test_bad_input_is_asked_again(said: str) -> None:
    assert walk("setback", "yes", "with me", said).at == "what"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_words(kind: str) -> None:
    told = {
        "told": "she told me she drank",
        "found": "i found pills",
        "missed": "he missed his meeting",
        "left": "he walked out of rehab",
        "lied": "he lied to me",
        "fear": "i think she is drinking",
    }[kind]
    assert kind_of(told) == kind
    going = walk(told, "yes he is safe") if kind not in ("lied", "missed") else walk(told)
    if going.at == "alone":
        going.say("with my sister")
    going.say("yes")
    assert going.at == "tomorrow"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("he's in his room", "safe"),
        ("no he's fine", "safe"),
        ("no idea", "unknown"),
        ("not sure", "unknown"),
        ("nope", "urgent"),
        ("banana", ""),
        ("snoring", "asleep"),
        ("shes ok she's asleep i checked shes breathing fine", "safe"),
        ("asleep, isn't breathing fine", "urgent"),
        ("i can't stop crying", ""),
        ("not passed out, just tired, talking", "safe"),
    ],
)
def test_safety_is_read_with_care(said: str, expected: str) -> None:
    assert safety(said, yes(said)) == expected
