"""What people say beside the open question, and what must never be kept as their answer."""

from __future__ import annotations

import pytest
from render import Walk, context

from coaching.affirming import praiseworthy
from coaching.aside import aside, what_others_say
from coaching.boundary import Boundary
from coaching.checkin_wishes import adds
from coaching.dialogue import Heard
from coaching.feelings import upset
from coaching.limit_answers import could_be_limit, deeds, is_story, narrowed
from coaching.limit_wording import limit_words, script
from coaching.progress import Progress
from coaching.setback_signs import safety
from coaching.strength import Strength


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("why do you ask", "why"),
        ("what's that got to do with it", "why"),
        ("none of your business", "private"),
        ("i'd rather not say", "private"),
        ("can we skip that one", "skip"),
        ("dunno", "unsure"),
        ("whatever you think", "unsure"),
        ("what would you do", "unsure"),
        ("how long does this take", "how_long"),
        ("and does this really work?", "works"),
        ("sorry the dog", "interrupted"),
        ("brb", "interrupted"),
        ("a priest and a rabbi walk into a bar lol", "joke"),
        ("fuck this is hard", "hard"),
        ("where were we", "where"),
        ("start over", "restart"),
    ],
)
def test_who_says_something_beside_the_question_is_understood_by_kind(text: str, kind: str) -> None:
    assert aside(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "no more cash",
        "i'll leave the room",
        "why he lies i don't know but i won't lend him any more",
        "friday",
        "7",
        "the dog stays with me when he drinks",
        "skip the party if he's drunk",
        "i don't know who he is any more",
    ],
)
def test_an_answer_is_no_aside(text: str) -> None:
    assert aside(text) == ""


def test_what_a_sister_thinks_is_no_limit() -> None:
    assert what_others_say("yes but my sister thinks im too hard on him")
    assert what_others_say("my husband does not agree with this")
    assert not what_others_say("my sister can stay when he drinks")


def walk(*turns: str) -> Walk:
    going = Walk(Boundary())
    going.start(turns[0])
    for turn in turns[1:]:
        going.press(turn[1:]) if turn.startswith("#") else going.say(turn)
    return going


MONEY = "my son keeps asking me for money and i always give in"


def test_odd_words_are_asked_about_before_they_become_the_limit() -> None:
    going = walk(MONEY, "third time")
    assert going.at == "maybe" and "limit" not in going.step.state
    going.press("not_mine")
    assert going.at == "limit" and "limit" not in going.step.state
    going.say("third time")
    going.press("yes_mine")
    assert going.step.state["limit"] == "third time", "who insists keeps their own words"


def test_who_answers_the_limit_after_an_odd_word_is_not_asked_again() -> None:
    going = walk(MONEY, "third time", "no more cash from me")
    assert going.step.state["limit"] == "no more cash from me" and going.at == "action"


@pytest.mark.parametrize(
    "text",
    ["because i can't live like this any more", "he took it last week without asking", "he's 19", "we owe 14000"],
)
def test_a_story_or_a_reason_is_no_limit(text: str) -> None:
    assert is_story(text) or not could_be_limit(text)


@pytest.mark.parametrize(
    "text",
    [
        "the keys stay with me",
        "nobody in the house after ten",
        "only on sundays",
        "no visits after nine",
        "i leave when he shouts",
        "walk away",
        "she can come sober or not at all",
    ],
)
def test_a_limit_in_any_form_is_taken_as_one(text: str) -> None:
    assert could_be_limit(text) and not is_story(text)


def test_what_one_does_is_told_in_the_present_too() -> None:
    assert deeds("i text her one heart at lunch") and deeds("go to bed") and not deeds("third time")


def test_who_does_not_know_a_number_is_offered_three_and_then_goes_on_without() -> None:
    going = walk(MONEY, "i won't give him cash", "i'll say no once")
    assert going.at == "keep"
    boundary = Boundary()
    anchors = boundary.passed(going.step.state, "unsure", context())
    assert anchors is not None and [c.value for c in anchors.say[0].choices] == ["8", "5", "3"]
    on = boundary.passed(anchors.state, "unsure", context())
    assert on is not None and on.state["at"] == "words" and on.state["keep"] == ""


def test_a_limit_without_a_number_is_summed_up_and_saved_without_one() -> None:
    going = walk(MONEY, "i won't give him cash", "i'll say no once")
    step = Boundary().passed(going.step.state, "skip", context())
    assert step is not None
    step = Boundary().answer(step.state, Heard(value="use_words"), context())
    step = Boundary().answer(step.state, Heard(value="not_yet"), context())
    assert step.say[-1].key == "boundary.ask_summary_no_number"
    step = Boundary().answer(step.state, Heard(value="yes"), context())
    (kept,) = step.effects
    assert "confidence" not in kept.fields  # type: ignore[union-attr]


def test_a_smaller_sum_changes_the_sum_and_keeps_the_sentence() -> None:
    assert (
        narrowed("I won't lend him anything over 20 quid", "only 10 quid") == "I won't lend him anything over 10 quid"
    )
    assert narrowed("no visits after ten", "only on weeknights, Sunday to Thursday").endswith(
        "only on weeknights, Sunday to Thursday"
    )


def test_make_it_smaller_gets_an_example_and_no_new_number() -> None:
    going = walk(MONEY, "i won't give him cash", "i'll say no once", "6")
    going.say("make it smaller")
    assert going.at == "smaller" and going.step.state["offered"] and going.step.state["keep"] == 6


def test_make_it_softer_never_becomes_the_limit() -> None:
    going = walk(MONEY, "he has to stop or he's out", "i'll put his bag outside")
    assert going.at == "kind"
    going.say("make it softer please")
    assert "softer" not in going.step.state["limit"]


def test_no_i_said_friday_sets_the_day_wherever_it_is_said() -> None:
    going = walk(MONEY, "i won't give him cash", "i'll say no once", "8")
    assert going.at == "words"
    going.say("no i said friday")
    assert going.at == "words" and going.step.state["when"] == "Friday"


def test_a_joke_or_a_complaint_is_not_kept_as_the_words() -> None:
    going = walk(MONEY, "i won't give him cash", "i'll say no once", "8", "my husband does not agree with this")
    assert not going.step.state.get("words_chosen")
    before = going.step.state["words"]
    going = walk(MONEY, "i won't give him cash", "i'll say no once", "8", "lol that sounds like a robot")
    assert going.at == "words" and going.step.state["words"] != "lol that sounds like a robot" and before


def test_use_them_takes_the_words() -> None:
    going = walk(MONEY, "i won't give him cash", "i'll say no once", "8", "ok use them")
    assert going.at == "when"


def test_a_doubt_about_the_limit_is_answered_from_the_limit() -> None:
    going = walk(MONEY, "i won't give him cash", "i'll say no once")
    said = going.say("is that an ultimatum?")
    assert going.at == "keep" and len(said) == 2


def test_a_limit_told_at_once_is_not_asked_for_again() -> None:
    going = walk("help me set a boundary", "I would like nobody in the house after ten at night")
    assert going.at == "action" and going.step.state["limit"] == "nobody in the house after ten at night"


def test_never_is_not_dropped_from_what_is_said_to_them() -> None:
    assert "You pay back" not in script("he never pays back", "no more loans", "I'll say no once")


def test_no_more_cash_is_said_as_one_would_say_it() -> None:
    assert limit_words("no more cash from me") == "From now on: no more cash from me."


def test_shame_and_hate_break_in_and_a_plan_about_feelings_does_not() -> None:
    assert upset("i feel so stupid") and upset("i hate him")
    assert not upset("i leave when i feel so angry")


def test_a_plan_a_fear_or_a_mishap_is_not_praised() -> None:
    for text in ("i'll ask him to leave", "he won't last", "i don't trust it", "he can't come if he has been drinking"):
        assert not praiseworthy(text)
    assert praiseworthy("he also cooked dinner last night")


def test_a_corrected_number_corrects_the_record() -> None:
    going = Walk(Progress())
    going.start("he's 5 days sober")
    going.press("skip")
    going.say("actually it was 6 days")
    assert "6 days" in going.step.state["what"]


def test_who_names_the_loved_one_is_not_taken_to_feel_it() -> None:
    going = Walk(Progress())
    going.start("he's 5 days sober")
    going.say("my husband, Tom")
    assert going.at == "effect" and not going.step.state.get("feeling")


def test_what_was_found_says_nothing_about_how_they_are() -> None:
    assert safety("i found foil in his room this morning", None) == ""
    assert safety("no he is awake and eating toast", False) == "safe"
    assert safety("no hes not here", False) == "unknown"
    assert safety("awake but not talking", None) != "safe"


@pytest.mark.parametrize(
    "text",
    ["to ask him about the appointment", "at 9", "no sunday at 9", "no not sunday, monday", "im in toronto", "7"],
)
def test_what_follows_a_reminder_goes_with_it(text: str) -> None:
    assert adds(text)


def test_other_talk_after_a_reminder_does_not() -> None:
    for text in ("to be honest he scares me", "she works late tomorrow", "i feel awful", "thanks"):
        assert not adds(text)


def test_tonight_is_nobody_to_ring() -> None:
    step = Strength().answer({"at": "one", "path": []}, Heard(text="tonight"), context())
    assert step.state["at"] == "one" and "person" not in step.state


def test_who_tells_what_they_do_now_is_not_told_to_have_planned_it() -> None:
    going = walk("help me set a boundary", "she hides vodka everywhere and lies about it")
    if going.at == "mine":
        going.say("i pour it away every time i find it")
    assert "action" not in going.step.state


def test_when_he_shouts_i_hang_up_is_a_plan() -> None:
    going = walk("help me set a boundary", "when he shouts i hang up")
    assert going.step.state["action"] == "when he shouts I'll hang up"


def test_i_leave_it_where_it_is_ends_no_talk() -> None:
    going = walk(MONEY, "i won't give him cash")
    assert Boundary().surely_answers(going.step.state, "i leave it where it is")
    assert not Boundary().surely_answers(going.step.state, "i want to stop")
