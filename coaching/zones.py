"""Where somebody's clock stands: the zone of a country that has one, or the zone in which it is now what they say it is."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytz

from coaching.language.plain import plain
from coaching.language.times import clock_said, half_said

NEAR = timedelta(minutes=20)  #: how far a clock that is told may be off: "8" is said at ten past eight
_SEASONS = (datetime(2026, 1, 15, tzinfo=timezone.utc), datetime(2026, 7, 15, tzinfo=timezone.utc))


@lru_cache
def only_zone(country: str) -> str:
    """The IANA name of the zone in which all of a country lives, "" when it has several (or is unknown)."""
    names = zones(country)
    clocks = {tuple(moment.astimezone(ZoneInfo(name)).utcoffset() for moment in _SEASONS) for name in names}
    return names[0] if len(clocks) == 1 else ""


def zone_for(told: str, country: str) -> str:
    """The zone to reckon in: the one that was told, else the country's only one, else "" (nobody knows)."""
    return told or only_zone(country)


def place(name: str) -> ZoneInfo:
    """The zone of that name; UTC for none, or one that is not known."""
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def zones(country: str) -> list[str]:
    """IANA names of a country's zones, where most people live first."""
    return list(pytz.country_timezones.get(country.upper(), ())) if country else []


def zone_from_city(text: str) -> str:
    """The zone of a city named in a short answer ("I'm in Chicago"), "" for none."""
    said = plain(text)
    for name in pytz.common_timezones:
        city = name.rsplit("/", 1)[-1].replace("_", " ").lower()
        if "/" in name and len(city) > 3 and re.search(rf"\b{re.escape(city)}\b", said):
            return str(name)
    return ""


def zones_from_clock(text: str, now: datetime, country: str = "") -> list[str]:
    """The zones in which a clock shows what `text` says: one when it is clear, two when morning or evening is not.

    In the country's own zones first, so that "8" needs no am or pm where only one of them can be.
    """
    clock = clock_said(text)
    if clock is None:
        return []
    halves = [clock.hour] if half_said(text) or clock.hour > 12 else sorted({clock.hour % 12, clock.hour % 12 + 12})
    moments = [(hour * 60 + clock.minute) for hour in halves]
    own = [zone for minutes in moments if (zone := _nearest(zones(country), minutes, now))]
    return own or [zone_at(minutes, now) for minutes in moments]


def _nearest(names: list[str], minutes: int, now: datetime) -> str:
    """The first of the zones in which it is nearest to that time of day, "" when it is so in none."""
    off = {name: abs(_apart(minutes, now.astimezone(ZoneInfo(name)))) for name in names}
    best = min(off.values(), default=timedelta.max)
    return next((name for name in names if off[name] == best), "") if best <= NEAR else ""


def _apart(minutes: int, there: datetime) -> timedelta:
    return timedelta(minutes=(minutes - there.hour * 60 - there.minute + 720) % 1440 - 720)


def zone_at(minutes: int, now: datetime) -> str:
    """A zone where it is now so many minutes past midnight: whole hours by their offset, others by a place."""
    universal = now.astimezone(timezone.utc)
    apart = _apart(minutes, universal)
    hours = round(apart / timedelta(hours=1))
    off = abs(apart - timedelta(hours=hours)) > timedelta(minutes=10) and minutes % 60
    odd = _nearest(list(pytz.common_timezones), minutes, now) if off else ""
    if odd:
        return odd
    return "UTC" if hours == 0 else f"Etc/GMT{-hours:+d}"  # the sign is the other way round in these names
