"""Is now the time?"""

from __future__ import annotations

import pytest
from render import NOW, Walk, context, hear, render_says

from coaching.effects import FollowUp
from coaching.timing import BUTTONS, Timing, judge


@pytest.mark.parametrize(
    ("said", "go", "reason"),
    [
        ("he's not drunk", True, "clear"), ("no", True, "clear"), ("he's been drinking and the kids are here", False, "influence"), ("just give me the words", True, "skipped"),
        ("i'm knackered", False, "self"), ("calm", True, "clear"), ("she hasn't been drinking", True, "clear"), ("not violent, just high", False, "influence"),
        ("hmm", False, "unclear"), ("no kids here, he's sober", True, "clear"), ("he is in withdrawal", False, "withdrawal"), ("she threw a plate", False, "violence"),
        ("none of these", True, "clear"), ("the kids are in the room", False, "children"), ("banana", False, "unclear"), ("skip", True, "skipped"), ("i am furious", False, "self"),
    ],
)  # fmt: skip
def test_the_state_of_things_is_judged(said: str, go: bool, reason: str) -> None:
    verdict = judge(said)
    assert (verdict.go, verdict.reason) == (go, reason)


def test_violence_is_never_skipped() -> None:
    assert judge("he hit me but just give me the words").danger


def test_every_button_has_a_verdict_and_a_line() -> None:
    (gate,) = Timing.gate(context())
    assert [choice.value for choice in gate.choices] == list(BUTTONS)
    for value in BUTTONS:
        verdict = judge("", value)
        assert not verdict.unclear
        if not verdict.go:
            assert render_says(Timing.not_now(verdict))


def test_not_now_gives_a_plan_a_line_and_a_reminder() -> None:
    going = Walk(Timing())
    going.start("should i talk to him now, he's drunk")
    assert going.at == "remind"
    going.say("tomorrow at 10")
    later, _ = going.effects  # and that the next message may be about it
    assert isinstance(later, FollowUp) and later.kind == "talk_later" and later.due > NOW and later.due.hour == 10
    assert going.step.done


def test_a_reminder_can_be_declined() -> None:
    going = Walk(Timing())
    going.start("is now a good time")
    going.press("self")
    going.say("no thanks")
    assert going.step.done and not going.effects


def test_violence_leads_to_safety_with_the_emergency_number() -> None:
    going = Walk(Timing())
    going.start("is now a good time")
    texts = going.press("violence")
    assert "112" in texts[0] and going.step.done


def test_nonsense_is_asked_again_once_and_then_left_to_them() -> None:
    going = Walk(Timing())
    going.start("is now a good time to talk")
    going.say("asdf")
    assert going.at == "gate"
    going.say("qwer")
    assert going.step.done


def test_stopping_ends_it() -> None:
    going = Walk(Timing())
    going.start("is now a good time to talk")
    going.say("stop")
    assert going.step.done


def test_asked_whether_now_is_good_it_says_what_counts_first() -> None:
    assert Timing().start(hear("is now a good time to talk to him?"), context()).say[0].key == "timing.ask_now"


@pytest.mark.parametrize(
    ("said", "reason"),
    [("no", "clear"), ("yes", "some"), ("yeah it's calm", "clear"), ("the kids are in the next room", "children")],
)
def test_a_bare_yes_is_no_all_clear(said: str, reason: str) -> None:
    assert judge(said).reason == reason
