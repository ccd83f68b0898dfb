"""The skill "checkin"."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from coaching.checkin import Checkin, out_of_quiet, zone_from_clock
from coaching.content import wording
from coaching.dialogue import Context, Heard, Profile
from coaching.effects import FollowUp, Remember
from tests.unit.coaching.render import NOW, Walk, render

LONDON = Context(Profile(loved_one="Danny", timezone="Europe/London"), NOW)


def follow_up(walk: Walk) -> FollowUp:
    return next(e for e in walk.effects if isinstance(e, FollowUp))


def test_a_whole_wish_in_one_message_is_set_at_once() -> None:
    walk = Walk(Checkin(), LONDON)
    walk.start("check in with me every sunday at 7pm please")
    assert walk.step.done
    found = follow_up(walk)
    assert (found.kind, found.every) == ("weekly", "week")
    assert found.due.strftime("%A %H:%M") == "Sunday 19:00" and found.due > NOW


def test_asks_for_what_is_missing() -> None:
    walk = Walk(Checkin(), LONDON)
    walk.start("could you write to me now and then")
    walk.press("daily")
    walk.say("banana")
    assert walk.at == "time"
    walk.say("at 6pm")
    assert follow_up(walk).every == "day" and follow_up(walk).due.hour == 18


def test_quiet_hours_are_kept() -> None:
    walk = Walk(Checkin(), LONDON)
    walk.start(value="daily")
    texts = walk.say("tomorrow at 11pm")
    assert follow_up(walk).due.strftime("%H:%M") == "08:00"
    assert any("8:00" in text or "morning" in text for text in texts)


@pytest.mark.parametrize(
    ("clock", "expected"), [("21:29", "21:29"), ("21:30", "08:00"), ("03:00", "08:00"), ("08:00", "08:00")]
)
def test_edges_of_the_quiet_hours(clock: str, expected: str) -> None:
    hour, minute = map(int, clock.split(":"))
    due = NOW.replace(hour=hour, minute=minute)
    moved = out_of_quiet(due)
    assert moved.strftime("%H:%M") == expected and moved >= due


def test_an_unknown_time_zone_is_asked_once_and_kept() -> None:
    walk = Walk(Checkin(), Context(Profile(), NOW.astimezone(ZoneInfo("UTC"))))
    walk.start("every sunday at 7pm")
    assert walk.at == "clock"
    walk.say("it's 9:30 am here")
    assert Remember({"timezone": "Etc/GMT+5"}) in walk.effects
    assert follow_up(walk).due.strftime("%A %H:%M %z") == "Sunday 19:00 -0500"


def test_zone_by_clock() -> None:
    now = datetime(2026, 11, 18, 14, 30, tzinfo=ZoneInfo("UTC"))
    assert zone_from_clock(now, now) == "UTC"
    assert zone_from_clock(now + timedelta(hours=10), now) == "Etc/GMT-10"
    assert zone_from_clock(now.replace(hour=6), now) == "Etc/GMT+8"


def test_stopping_all_asks_first_and_takes_no_for_no() -> None:
    walk = Walk(Checkin(), LONDON)
    walk.start("no more reminders")
    assert walk.at == "sure"
    walk.say("no keep them")
    assert walk.step.done and not walk.effects
    walk = Walk(Checkin(), LONDON)
    walk.start("turn them off")
    walk.press("yes")
    assert follow_up(walk).kind == "stop_all"


def test_lock_screen_lines_are_neutral() -> None:
    lines = [line for key, line in wording().lines.items() if key.startswith("checkin.due_")]
    assert len(lines) >= 8
    for line in lines:
        assert not line.placeholders
        for text in line.variants:
            assert not re.search(
                r"addict|drink|drug|alcohol|use\b|using|recover|limit|son|partner", text, re.IGNORECASE
            )


@pytest.mark.parametrize("kind", ["after_talk", "limit_review", "after_setback", "talk_later", "weekly", "unheard_of"])
def test_a_check_in_that_came_due_opens(kind: str) -> None:
    step = Checkin().start(Heard(value=kind, intent="open_check_in"), LONDON)
    assert step.done and render(step) and step.say[-1].choices
