"""The skill "checkin"."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from coaching.checkin import Checkin
from coaching.checkin_clock import out_of_quiet
from coaching.content import wording
from coaching.dialogue import Context, Heard, Profile
from coaching.effects import FollowUp, Remember
from coaching.reminders import matter
from coaching.zones import only_zone, zones_from_clock
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


@pytest.mark.parametrize(
    ("said", "country", "zone"),
    [
        ("2.30 pm", "", "UTC"),
        ("6:30 in the morning", "", "Etc/GMT+8"),
        ("8pm", "IN", "Asia/Kolkata"),
        ("8", "US", ""),
        ("half nine", "US", "America/New_York"),
        ("nearly 9am", "US", ""),
        ("it's twenty past 8 in the morning", "US", "America/Chicago"),
        ("6:30 am", "US", "America/Los_Angeles"),
        ("just gone half seven in the morning", "US", "America/Denver"),
        ("8:15 pm", "", "Asia/Kathmandu"),
    ],
)
def test_a_zone_is_found_by_what_the_clock_says(said: str, country: str, zone: str) -> None:
    now = datetime(2026, 11, 18, 14, 30, tzinfo=ZoneInfo("UTC"))
    found = zones_from_clock(said, now, country)
    assert found == [zone] if zone else zone not in found


def test_a_country_with_one_clock_is_not_asked_and_told() -> None:
    walk = Walk(Checkin(), Context(Profile(country="GB"), NOW.astimezone(ZoneInfo("UTC"))))
    texts = walk.start("remind me every sunday evening at 8 to ring my brother")
    assert walk.step.done and follow_up(walk).about == {"matter": "ring my brother"}
    assert "8 in the evening, UK time" in texts[-1] and "ring my brother" in texts[-1] and "Sunday" in texts[-1]
    assert [only_zone(code) for code in ("IE", "IN", "NG", "ZA", "DE", "US", "AU")] == [
        "Europe/Dublin", "Asia/Kolkata", "Africa/Lagos", "Africa/Johannesburg", "Europe/Berlin", "", "",
    ]  # fmt: skip


def test_an_hour_that_may_be_morning_or_evening_is_asked_in_one_word() -> None:
    walk = Walk(Checkin(), Context(Profile(), NOW.astimezone(ZoneInfo("UTC"))))
    walk.start("every sunday at 7pm")
    walk.say("actually make it 8")
    assert walk.at == "clock"
    walk.say("half nine")
    assert walk.at == "half"
    walk.say("morning")
    assert follow_up(walk).due.strftime("%A %H:%M %z") == "Sunday 20:00 -0500"


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("remind me every sunday evening to ring my brother", "ring my brother"),
        ("remind me to check on him at 8", "check on him"),
        ("can you remind me tomorrow to talk to my son about rent please", "talk to my son about rent"),
        ("remind me about the meeting on friday morning", "the meeting"),
        ("remind me on friday", ""),
        ("every sunday at 7", ""),
    ],
)
def test_what_to_be_reminded_of_is_kept(said: str, what: str) -> None:
    assert matter(said) == what


SET: list[dict[str, object]] = [
    {"id": 4, "kind": "reminder", "due": "2026-11-22T19:00:00+00:00", "every": "week", "about": {"matter": "ring my brother"}},
    {"id": 7, "kind": "after_talk", "due": "2026-11-20T10:00:00+00:00", "every": "", "about": {}},
]  # fmt: skip


def _set(*said: str) -> Walk:
    walk = Walk(Checkin(), Context(Profile(country="GB", timezone="Europe/London"), NOW, {"followup": SET}))
    walk.start(said[0])
    for text in said[1:]:
        walk.say(text)
    return walk


def test_all_reminders_are_listed_with_what_and_when() -> None:
    text = render(_set("what reminders do i have").step)[0]
    assert "Every Sunday, 7 in the evening: “ring my brother”" in text and "Friday, 10 in the morning" in text


def test_one_is_stopped_by_its_day() -> None:
    (gone,) = _set("stop the sunday one").effects
    assert isinstance(gone, FollowUp) and (gone.kind, gone.about) == ("stop_all", {"id": 4})
    assert not [e for e in _set("stop the monday one").effects if isinstance(e, FollowUp)]


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("move the sunday one to monday", "Monday 19:00"),
        ("change the sunday reminder to 8", "Sunday 20:00"),
        ("move it to saturday", "Saturday 10:00"),
    ],
)
def test_one_is_moved_and_the_rest_of_it_stays(said: str, due: str) -> None:
    gone, new = (e for e in _set(said).effects if isinstance(e, FollowUp))
    assert new.due.strftime("%A %H:%M") == due
    assert gone.about == {"id": 4 if "sunday" in said else 7} and new.every == ("week" if "sunday" in said else "")


def test_a_reminder_that_came_due_says_what_it_is_about_only_when_opened() -> None:
    step = Checkin().start(Heard(text="ring my brother", value="reminder", intent="open_check_in"), LONDON)
    assert "ring my brother" in render(step)[0]


def test_stopping_all_asks_first_and_takes_no_for_no() -> None:
    some = Context(LONDON.profile, NOW, {"followup": SET})
    walk = Walk(Checkin(), some)
    walk.start("no more reminders")
    assert walk.at == "sure"
    walk.say("no keep them")
    assert walk.step.done and not walk.effects
    walk = Walk(Checkin(), some)
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


def _moved(*said: str) -> FollowUp:
    return [e for e in _set(*said).effects if isinstance(e, FollowUp)][-1]


def test_a_new_hour_or_rhythm_is_taken_in_a_few_words() -> None:
    made = _moved("change the sunday reminder to every day")
    assert made.every == "day" and made.due.hour == 19
    assert _moved("move the sunday one to 8 instead").due.strftime("%A %H:%M") == "Sunday 20:00"


def test_what_to_be_reminded_of_may_come_as_an_answer() -> None:
    walk = Walk(Checkin(), LONDON)
    walk.start("remind me")
    walk.say("to phone the doctor")
    assert walk.at == "time"
    walk.say("tomorrow at 9")
    assert follow_up(walk).about == {"matter": "phone the doctor"}
