from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.followups import after_quiet_hours

HOME = ZoneInfo("Europe/Dublin")


def test_an_evening_one_waits_until_the_morning() -> None:
    assert after_quiet_hours(datetime(2026, 11, 21, 22, 5, tzinfo=HOME)) == datetime(2026, 11, 22, 8, 0, tzinfo=HOME)


def test_a_night_one_waits_until_the_same_morning() -> None:
    assert after_quiet_hours(datetime(2026, 11, 21, 3, 0, tzinfo=HOME)) == datetime(2026, 11, 21, 8, 0, tzinfo=HOME)


def test_a_daytime_one_goes_at_once() -> None:
    noon = datetime(2026, 11, 21, 12, 0, tzinfo=HOME)
    assert after_quiet_hours(noon) == noon


def test_the_morning_is_eight_o_clock_there_also_when_the_clocks_change() -> None:
    # In Dublin the clocks go back in the night to 25 October 2026.
    waking = after_quiet_hours(datetime(2026, 10, 24, 23, 0, tzinfo=HOME))
    assert (waking.hour, waking.utcoffset()) == (8, datetime(2026, 10, 25, 12, tzinfo=HOME).utcoffset())
