"""What people type instead of pressing a button: "that one", "u pick", "nah softer", "say when", "both"."""

from __future__ import annotations

from datetime import timedelta

import pytest
from render import NOW, Walk, context, hear

from coaching.affirming import praiseworthy
from coaching.asked import to_weigh
from coaching.boundary import Boundary
from coaching.checkin_wishes import adds
from coaching.effects import Save
from coaching.feelings import at_a_loss
from coaching.moments import for_moment
from coaching.phrasing import Phrasing
from coaching.phrasing_wishes import about_words, few_words, left_to_us, points_at, wish_in
from coaching.progress import Progress
from coaching.timing import judge


def _saves(walk: Walk, kind: str) -> list[Save]:
    return [e for e in walk.effects if isinstance(e, Save) and e.kind == kind]


def _shown() -> Walk:
    walk = Walk(Phrasing())
    walk.start("You took my card again, you are such a liar")
    assert walk.at == "choose"
    return walk


def test_thank_you_kindly_wishes_for_nothing_kinder() -> None:
    assert wish_in("Thank you kindly.") == "done"
    assert wish_in("thanks but softer") == "softer"


@pytest.mark.parametrize("text", ["Please make it more respectful.", "nah softer", "could u make it shorter"])
def test_how_the_words_should_be_is_no_draft(text: str) -> None:
    assert about_words(text)
    walk = Walk(Phrasing())
    walk.start("help me say it")
    walk.say(text)
    assert walk.at == "draft"


@pytest.mark.parametrize("text", ["You never make it home in time", "please stop lying to me"])
def test_a_draft_is_no_wish_about_words(text: str) -> None:
    assert not about_words(text)


@pytest.mark.parametrize("text", ["ok", "both", "that one", "why"])
def test_a_bare_word_is_no_draft(text: str) -> None:
    assert few_words(text) or points_at(text)
    walk = Walk(Phrasing())
    walk.start("help me say it")
    walk.say(text)
    assert walk.at == "draft"


def test_that_one_of_three_is_asked_for_and_not_guessed() -> None:
    walk = _shown()
    walk.say("that one")
    assert walk.at == "which"
    assert not _saves(walk, "wording")


@pytest.mark.parametrize("text", ["u pick", "you choose", "whichever", "up to you"])
def test_a_choice_left_to_us_shows_one_and_keeps_nothing(text: str) -> None:
    assert left_to_us(text)
    walk = _shown()
    walk.say(text)
    assert walk.at == "choose"
    assert len(walk.step.state["versions"]) == 1
    assert not _saves(walk, "wording")


def test_words_that_were_kept_can_still_be_made_shorter() -> None:
    walk = _shown()
    walk.say("the first")
    assert walk.at == "next"
    walk.say("could you make it shorter")
    assert walk.at == "choose"


def test_make_it_shorter_takes_up_the_wording_saved_just_before() -> None:
    kept = {
        "id": 1,
        "at": (NOW - timedelta(minutes=2)).isoformat(),
        "text": "You've been sober for three weeks. I see it.",
    }
    step = Phrasing().start(hear("Could you make it shorter?"), context(wording=[kept]))
    assert step.state["at"] == "choose"
    old = {**kept, "at": (NOW - timedelta(days=2)).isoformat()}
    assert Phrasing().start(hear("Could you make it shorter?"), context(wording=[old])).state["at"] == "draft"


def test_what_is_said_to_their_face_in_anger_is_no_feeling_about_good_news() -> None:
    walk = Walk(Progress())
    walk.start("my daughter rang me today")
    walk.say("you took my card again you little thief")
    assert not _saves(walk, "progress")
    assert walk.step.done


def test_three_weeks_sober_is_no_feeling() -> None:
    walk = Walk(Progress())
    walk.start("my daughter rang me today")
    walk.say("3 weeks sober")
    assert _saves(walk, "progress")[0].fields["feeling"] == ""


def test_a_day_at_the_words_is_when_to_say_them() -> None:
    walk = Walk(Boundary())
    walk.start("I will not give him cash any more, I'll buy him food instead")
    walk.say("8")
    assert walk.at == "words"
    walk.say("tomorrow evening")
    assert walk.at == "words"
    assert walk.step.state["when"] == "tomorrow evening"
    walk.say("that one")
    assert walk.at == "summary"


def test_say_when_is_no_time() -> None:
    walk = Walk(Boundary())
    walk.start("I will not give him cash any more, I'll buy him food instead")
    walk.say("8")
    walk.say("yes")
    assert walk.at == "when"
    walk.say("say when")
    assert walk.at == "when"
    assert not walk.step.state.get("when")


@pytest.mark.parametrize("text", ["money", "the second", "u pick", "both"])
def test_a_word_that_is_no_deed_gets_an_example(text: str) -> None:
    walk = Walk(Boundary())
    walk.start("how do i stop giving him money")
    assert walk.at == "action"
    walk.say(text)
    assert walk.at == "action"
    assert not walk.step.state.get("action")
    walk.say("ok firmer")
    assert walk.at == "action"


def test_the_number_is_asked_for_twice_at_most() -> None:
    walk = Walk(Boundary())
    walk.start("I will not give him cash any more, I'll buy him food instead")
    assert walk.at == "keep"
    for text in ("when he asks", "tomorrow", "yes"):
        walk.say(text)
    assert walk.at == "words"
    assert walk.step.state["when"] == "tomorrow"


@pytest.mark.parametrize("text", ["I don't know if he smoked", "not sure whether she drank"])
def test_not_knowing_is_no_all_clear(text: str) -> None:
    assert not judge(text).go


def test_not_knowing_what_to_do_calls_for_listening() -> None:
    assert at_a_loss("i dont know what to do anymore")
    assert not at_a_loss("i dont know what to do, can you help me set a limit?")


@pytest.mark.parametrize("text", ["8pm", "no 8pm", "9.30 am"])
def test_an_hour_after_a_reminder_changes_it(text: str) -> None:
    assert adds(text)


def test_a_sum_for_something_is_weighed() -> None:
    assert to_weigh('should i give him 50 for "groceries"')


def test_i_want_him_to_know_holds_the_message() -> None:
    walk = Walk(Phrasing())
    said = " ".join(walk.start("i just want him to know i'm worried about his liver"))
    assert "worried about your liver" in said
    assert "Could you know" not in said


def test_since_christmas_is_about_no_party() -> None:
    made = for_moment("My brother's boy Tunde is drinking since Christmas.")
    assert not any("Christmas" in text or "lemonade" in text for _, text in made)


def test_a_slammed_door_is_no_good_news() -> None:
    assert not praiseworthy("yes i want to tell him but last time he slammed the door")


def test_thanks_for_a_meeting_are_good_news() -> None:
    walk = Walk(Progress())
    said = " ".join(walk.start("i want to thank my wife for going to her meeting without being cheesy"))
    assert walk.at == "effect"
    assert "cheesy" not in said


@pytest.mark.parametrize("text", ["i feel bad", "he shouted"])
def test_a_feeling_or_a_deed_of_theirs_is_no_limit(text: str) -> None:
    walk = Walk(Boundary())
    walk.start("my son takes money from my purse")
    assert walk.at == "limit"
    walk.say(text)
    assert walk.at == "limit"
    assert not walk.step.state.get("limit")


def test_say_what_tho_asks_for_words_and_is_none() -> None:
    walk = Walk(Phrasing())
    walk.start("say what tho")
    assert walk.at == "draft"
