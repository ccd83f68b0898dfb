"""What real conversations misread once: each line here was answered wrongly by the whole stack."""

from __future__ import annotations

import pytest
from render import NOW, Walk, context, hear, render_says

from coaching.affirming import deed, doubtful, tells_little
from coaching.asking import is_question
from coaching.boundary import Boundary
from coaching.checkin import Checkin
from coaching.dialogue import Context, Profile
from coaching.effects import FollowUp, Remember, Save
from coaching.invite import Invite
from coaching.phrasing import Phrasing
from coaching.progress import Progress
from coaching.resources import Resources
from coaching.setback import Setback
from coaching.space import Space
from coaching.strength import Strength


def _saves(walk: Walk, kind: str) -> list[Save]:
    return [e for e in walk.effects if isinstance(e, Save) and e.kind == kind]


@pytest.mark.parametrize("text", ["my dad drinks", "he's had a few drinks", "can i talk to him tomorrow"])
def test_use_or_a_question_is_never_praised(text: str) -> None:
    assert doubtful(text)
    walk = Walk(Progress())
    walk.start(text)
    assert walk.at == "what"
    assert _saves(walk, "progress") == []


@pytest.mark.parametrize(
    "text", ["he didn't drink on friday", "he's using less", "she told me she used", "he drank water instead of beer"]
)
def test_an_effort_around_use_is_still_a_good_moment(text: str) -> None:
    assert not doubtful(text)


@pytest.mark.parametrize("text", ["thanks", "at breakfast", "lol"])
def test_a_filler_is_no_good_moment(text: str) -> None:
    assert tells_little(text)
    walk = Walk(Progress())
    walk.start("")
    walk.say(text)
    assert walk.at == "what"


def test_a_salutation_is_no_part_of_the_good_moment() -> None:
    assert deed("Dear Sir or Madam, my daughter has had four weeks without drink.").what.startswith("my daughter")


def test_the_forms_take_a_request_a_return_and_whose_it_was() -> None:
    walk = Walk(Progress())
    walk.start("my son went to his first meeting")
    walk.press("hopeful")
    walk.say("could you say it a little more formally")
    assert walk.at == "forms"
    walk.say("it was him, not me")
    assert walk.at == "forms"
    assert len(_saves(walk, "progress")) == 1, "noted once"
    walk.say("he drank again last night")
    assert walk.at == "return"


def test_an_entry_is_announced_once() -> None:
    walk = Walk(Progress())
    walk.start("my son went to his first meeting")
    walk.press("hopeful")
    assert walk.step.say[-1].key == "progress.ask_forms"
    walk.press("another_wording")
    assert walk.step.say[-1].key == "progress.ask_forms_again"


@pytest.mark.parametrize("text", ["what would happen if i say no", "what if he gets angry?", "should i pour it away?"])
def test_a_question_back_is_no_limit_and_no_action(text: str) -> None:
    assert is_question(text)
    walk = Walk(Boundary())
    walk.start("my brother asks me for money every week")
    walk.say(text)
    assert walk.at == "limit"
    walk.say("i won't give cash")
    walk.say(text)
    assert walk.at == "action"


@pytest.mark.parametrize("text", ["what he does to me can't go on", "i'll say how i feel", "when he shouts i'll leave"])
def test_an_answer_that_begins_like_a_question_is_one_still(text: str) -> None:
    assert not is_question(text)


def test_an_action_that_is_the_limit_changes_with_it() -> None:
    walk = Walk(Boundary())
    walk.start("my cousin rings the bell at night")
    walk.say("i won't open the door after ten")
    walk.press("nothing_more")
    walk.say("change the limit to i won't open the door after midnight")
    assert "midnight" in walk.step.state["action"]


def test_shorter_words_can_be_asked_for_when_the_time_is_asked() -> None:
    walk = Walk(Boundary())
    walk.start("my brother asks me for money every week")
    for answer in ("i won't give cash", "i'll buy food", "8", "ok"):
        walk.say(answer)
    assert walk.at == "when"
    before = walk.step.state["words"]
    walk.say("thats too long can you make it shorter")
    assert walk.at == "words"
    assert len(walk.step.state["words"]) < len(before)


@pytest.mark.parametrize("text", ["no that wont work", "she says no to everything"])
def test_a_doubt_is_not_put_into_an_invitation(text: str) -> None:
    walk = Walk(Invite())
    walk.start(value="meal")
    walk.press("calm_day")
    walk.press("meal_0")
    walk.say(text)
    assert walk.at == "choice"
    walk.press("days")
    assert walk.at == "words"


def test_a_loved_one_who_says_no_is_heard_and_ends_nothing() -> None:
    walk = Walk(Invite())
    walk.start(value="meal")
    for value in ("calm_day", "meal_0", "days"):
        walk.press(value)
    walk.say("she says no to everything")
    assert walk.at == "words"


def test_a_shorter_invitation_ends_nothing() -> None:
    walk = Walk(Invite())
    walk.start(value="meal")
    walk.press("calm_day")
    walk.press("meal_0")
    walk.press("days")
    walk.say("ok say it again but shorter")
    assert walk.at == "words"


def test_pain_after_the_breathing_is_not_congratulated() -> None:
    walk = Walk(Strength())
    walk.start(value="calm")
    walk.say("i feel like a terrible mother")
    assert walk.at == "friend"
    walk.say("nobody")
    assert _saves(walk, "wording") == []


def _checkin(note: dict[str, object]) -> Walk:
    return Walk(Checkin(), Context(Profile(timezone="Europe/London"), NOW, {"followup": [note]}))


SUNDAY: dict[str, object] = {
    "id": 3,
    "due": "2026-11-22T19:00:00+00:00",
    "every": "week",
    "kind": "weekly",
    "about": {},
}


def test_a_moved_check_in_keeps_its_hour_and_how_often() -> None:
    walk = _checkin(SUNDAY)
    walk.start("change it to monday")
    made = [e for e in walk.effects if isinstance(e, FollowUp) and e.kind == "weekly"]
    assert [(f.due.strftime("%A %H:%M"), f.every) for f in made] == [("Monday 19:00", "week")]


def test_check_ins_are_named_when_asked_for_and_a_pause_is_answered() -> None:
    walk = _checkin(SUNDAY)
    assert "Sunday" in " ".join(walk.start("what check-ins do i have?"))
    walk.start("pause my check-ins")
    assert walk.at == "sure"
    walk.press("yes")
    assert any(isinstance(e, FollowUp) and e.kind == "stop_all" for e in walk.effects)


def test_asking_whether_something_is_wiped_deletes_nothing() -> None:
    walk = Walk(Space())
    walk.start("does that wipe the record?")
    assert walk.step.done
    assert walk.step.state == {}


def test_the_overview_names_only_what_is_there() -> None:
    step = Space().start(
        hear("my space"), context(limit=[{"limit": "I won't lend money", "id": 1, "at": NOW.isoformat()}])
    )
    text = render_says(step.say)[0]
    assert "Limits: 1." in text
    assert ": 0" not in text


def test_a_limit_is_listed_as_the_limit() -> None:
    item = {"limit": "I won't lend money", "words": "I love you.", "id": 1, "at": NOW.isoformat()}
    step = Space().start(hear("my limits"), context(limit=[item]))
    assert "I won't lend money" in render_says(step.say)[0]


def test_a_bare_country_gives_its_numbers() -> None:
    step = Resources().start(hear("ireland"), context())
    assert Remember({"country": "IE"}) in step.effects


def test_what_happened_is_not_asked_again_when_it_was_told_at_the_safety_question() -> None:
    walk = Walk(Setback())
    walk.start(value="menu")
    walk.say("my brother drank again on sunday")
    walk.press("safe")
    walk.press("with_someone")
    assert walk.at != "what"


def test_a_sentence_about_the_loved_one_is_no_step_to_offer() -> None:
    walk = Walk(Invite())
    walk.start(value="meal")
    walk.press("calm_day")
    walk.say("i want she go to doctor")
    assert walk.at == "step"
    assert walk.step.state["kind"] == "help"
    walk.press("help_0")
    assert walk.at == "choice"


def test_a_corrected_draft_breaks_nothing() -> None:
    walk = Walk(Phrasing())
    walk.start("You never help me and you are always late, I am sick of it")
    walk.say("no i meant: you never ring me when you are late and I worry")
    assert walk.step.say, "every line that is said exists in the content"
