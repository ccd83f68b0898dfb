"""Somebody tells a hard story: what is no good news, no limit and no invitation is listened to, and nothing is kept."""

from __future__ import annotations

import pytest

from actions.exercise import ActionExercise
from actions.feelings import ActionFeelings
from actions.invite import ActionInvite
from actions.phrasing import ActionPhrasing
from actions.progress import ActionProgress
from actions.repair import ActionRepair
from actions.rooms import Rooms
from actions.setback import ActionSetback
from actions.strength import ActionStrength
from actions.talk import ActionStop, ActionTalk
from tests.acting import Talk, exercise
from tests.service import said


@pytest.mark.parametrize(
    "told",
    [
        "he does this every weekend",
        "ok so hes 45 days sober but hes being a total dick to everyone",
        "like yesterday he snapped at our kid for spilling juice",
    ],
)
def test_who_complains_is_not_answered_with_praise(rooms: Rooms, told: str) -> None:
    Talk(rooms)(ActionProgress(), "recognise_progress", told)
    assert exercise(rooms) == "" and not rooms.items.list("ann", "progress")


def test_who_puts_right_that_it_was_no_progress_finds_nothing_in_the_record(rooms: Rooms) -> None:
    say = Talk(rooms)
    say(ActionProgress(), "recognise_progress", "he came home at ten last night")
    assert exercise(rooms) == "progress"
    text = say(ActionExercise(), "inform", "no hes just out drinking with his mates now")
    assert said(text, "progress.misread") and exercise(rooms) == "" and not rooms.items.list("ann", "progress")


def test_who_is_listened_to_and_begins_with_no_is_listened_to_further(rooms: Rooms) -> None:
    say = Talk(rooms)
    say(ActionFeelings(), "share_feelings", "hi its 3am and he still isnt home")
    text = say(ActionTalk(), "deny", "no hes just out drinking with his mates")
    assert "Keep talking" in say.buttons and not said(text, "talk.deny_nothing_open")


@pytest.mark.parametrize(
    ("action", "intent", "text"),
    [
        (ActionStop(), "stop_activity", "my sister says leave"),
        (ActionRepair(), "give_negative_feedback", "I've told him a hundred times"),
        (ActionRepair(), "give_negative_feedback", "i dont know what i want from you really"),
        (ActionSetback(), "cope_with_setback", "he promised me"),
    ],
)
def test_who_goes_on_telling_is_not_taken_for_something_else(
    rooms: Rooms, action: object, intent: str, text: str
) -> None:
    say = Talk(rooms)
    say(ActionFeelings(), "share_feelings", "i havent been able to look at him the same since")
    say(action, intent, text)  # type: ignore[arg-type]
    assert exercise(rooms) == "" and say.buttons[:1] in ([], ["Keep talking"])


def test_who_wants_him_out_of_the_house_gets_a_limit_and_no_invitation(rooms: Rooms) -> None:
    Talk(rooms)(ActionInvite(), "invite_connection", "I want him out of the house")
    assert exercise(rooms) == "boundary"


def test_who_invites_nobody_to_anything_is_heard(rooms: Rooms) -> None:
    Talk(rooms)(ActionInvite(), "invite_connection", "i suppose i want him to see it")
    assert exercise(rooms) == ""


def test_after_a_relapse_on_weed_nobody_asks_whether_he_breathes(rooms: Rooms) -> None:
    say = Talk(rooms)
    say(ActionSetback(), "cope_with_setback", "my boyfriend relapsed")
    assert said(say(ActionExercise(), "inform", "on weed"), "setback.mild")


def test_who_tells_what_she_feels_after_a_setback_is_heard_and_the_rest_waits(rooms: Rooms) -> None:
    say = Talk(rooms)
    say(ActionSetback(), "cope_with_setback", "my boyfriend relapsed on weed")
    text = say(ActionExercise(), "inform", "im disappointed")
    assert "disappointed" in text and exercise(rooms) == "" and "Carry on" in say.buttons


def test_the_question_after_a_setback_is_asked_twice_at_most(rooms: Rooms) -> None:
    say = Talk(rooms)
    say(ActionSetback(), "cope_with_setback", "my boyfriend relapsed last night")
    say(ActionExercise(), "inform", "the whole weekend is ruined for us now")
    assert said(say(ActionExercise(), "inform", "the kids were looking forward to it so much"), "setback.safe_left")


def test_a_story_is_not_kept_as_a_harsh_voice(rooms: Rooms) -> None:
    say = Talk(rooms)
    say(ActionStrength(), "support_myself", "i need something for me")
    say(ActionExercise(), "inform", "6")
    say(ActionExercise(), "inform", "i keep blaming myself")
    assert "What" in say(ActionExercise(), "inform", "answer the harsh voice")
    say(ActionExercise(), "inform", "he owes a dealer 400 quid and i paid it last month")
    assert exercise(rooms) == "" and not rooms.items.list("ann", "wording")


@pytest.mark.parametrize(
    "text", ["ok good. what if he doesnt answer", "what if he gets angry", "and if he does it anyway?"]
)
def test_what_if_is_answered_and_the_words_stay_on_the_table(rooms: Rooms, text: str) -> None:
    say = Talk(rooms)
    say(ActionPhrasing(), "get_phrasing", "WHERE ARE YOU. You said midnight. I cant live like this anymore")
    assert "Save" in say.buttons
    answer = say(ActionExercise(), "inform", text)
    assert (
        any(said(answer, f"phrasing.what_if_{kind}") for kind in ("silent", "angry", "again")) and "Save" in say.buttons
    )


def test_who_asks_whether_she_was_wrong_is_not_asked_what_did_not_fit(rooms: Rooms) -> None:
    assert said(Talk(rooms)(ActionRepair(), "give_negative_feedback", "Was I wrong"), "feelings.self_doubt")


def test_no_he_is_fine_is_no_emergency_and_needs_no_second_question(rooms: Rooms) -> None:
    say = Talk(rooms)
    say(ActionSetback(), "cope_with_setback", "then monday he was drunk again")
    assert not said(say(ActionExercise(), "inform", "no hes fine hes at work"), "setback.again_safe")


def test_what_if_is_answered_also_before_there_are_words(rooms: Rooms) -> None:
    say = Talk(rooms)
    say(ActionPhrasing(), "get_phrasing", "how do i tell him that")
    assert said(say(ActionExercise(), "inform", "what if he says im exaggerating"), "phrasing.what_if_angry")


def test_too_soft_asks_for_firmer_words(rooms: Rooms) -> None:
    say = Talk(rooms)
    say(ActionPhrasing(), "get_phrasing", "WHERE ARE YOU. You said midnight. I cant live like this")
    say(ActionExercise(), "inform", "thats too soft")
    current = rooms.exercises.current("ann")
    assert current is not None and current.state["now"]["tone"] == "firmer"
