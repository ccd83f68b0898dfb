"""What is set already, and what a message says about it: what to be reminded of, which one is meant, when in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from coaching.content import wording
from coaching.dialogue import Context
from coaching.language.plain import plain
from coaching.language.reflect import tidy
from coaching.language.shapes import DAY
from coaching.language.times import clock_said, half_said
from coaching.language.values import every, when
from coaching.resources import numbers
from coaching.zones import only_zone, place, zone_for

Item = Mapping[str, Any]
_ASKED = re.compile(
    r"\b(?:remind|nudge|ping|prompt|text|message|tell) me\b(?P<before>.*?)\b(?P<how>to|that|about) (?P<matter>(?!me\b|(?:the )?check.?in).+)$",
    re.IGNORECASE | re.DOTALL,
)
_MARK = re.compile(
    r"\b(?:every|each|on|at|in|this|next|tomorrow|tonight|today|around|about|by|once|before|after)\b", re.IGNORECASE
)
_POLITE = re.compile(r"[\s,]+(?:please|pls|thanks|thank you|ok|would you|if you can)[\s.!?]*$", re.IGNORECASE)
LONGEST = 14  #: words of a matter; more is cut, because it is read at a glance


def matter(text: str) -> str:
    """What somebody wants to be reminded of, without the time: "remind me every sunday to ring my brother"."""
    said = _POLITE.sub("", tidy(text))
    found = _ASKED.search(said)
    if found is None:
        return ""
    words = _without_time(found["matter"].strip(" .,!?"))
    words = re.sub(r"\byou\b", "I", words) if found["how"].lower() == "that" else words
    return " ".join(words.split()[:LONGEST])


def _without_time(words: str) -> str:
    """The words up to a time at their end."""
    while True:
        marks = [m for m in _MARK.finditer(words) if m.start() > 0 and 1 < len(words[m.start() :].split()) <= 5]
        marks += [m for m in re.finditer(r"\b(?:tomorrow|tonight|today)$", words, re.IGNORECASE) if m.start() > 0]
        cut = next((m.start() for m in reversed(marks) if _is_time(words[m.start() :])), 0)
        if not cut:
            return words
        words = words[:cut].rstrip(" ,")


def _is_time(words: str) -> bool:
    anchor = datetime(2026, 1, 5, 9, tzinfo=place(""))
    return bool(every(words)) or when(words, anchor) is not None


def time_part(text: str) -> str:
    """The message without what to be reminded of, so that "cancel sunday lunch" sets no Sunday."""
    about = matter(text)
    said = tidy(text)
    return said.replace(about, " ") if about else text


def items(context: Context) -> list[dict[str, Any]]:
    """What is to be said later, the next one first, each with its local time as `at`."""
    found = [dict(item) for item in context.saved.get("followup", ())]
    for item in found:
        item["at"] = datetime.fromisoformat(str(item["due"])).astimezone(context.now.tzinfo)
    return sorted(found, key=lambda item: item["at"])


_THEIR_KIND = {
    "after_talk": r"talk|conversation", "talk_later": r"talk|conversation", "limit_review": r"limit|boundary|review",
    "weekly": r"week\w*|check.?in", "daily": r"dai?ly|day\b|check.?in", "after_setback": r"setback|relapse",
}  # fmt: skip


def named(text: str, set_already: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The ones that `text` names by day, hour, matter or kind; [] when it names none."""
    said = plain(text)
    days = re.findall(rf"\b({DAY})s?\b", said)
    if days:
        return [item for item in set_already if item["at"].strftime("%A").lower() in days]
    words = set(re.findall(r"\w{4,}", said))
    by_matter = [
        item for item in set_already if words & set(re.findall(r"\w{4,}", plain(str(item["about"].get("matter", "")))))
    ]
    if by_matter:
        return by_matter
    return [
        item
        for item in set_already
        if (kind := _THEIR_KIND.get(str(item["kind"]))) and re.search(rf"\b(?:{kind})", said)
    ]


def moved(words: str, item: dict[str, Any], now: datetime) -> datetime | None:
    """The new time of one that is moved ("to monday", "8"): the day or the hour that is not said stays."""
    at: datetime = item["at"]
    clock = clock_said(words)
    day = re.search(rf"\b(?:{DAY}|tomorrow|today|tonight|week ?end|next|the \d|\d+(?:st|nd|rd|th))", plain(words))
    due = when(words, now, asked=True)
    if due is None:
        return None
    if day and clock is None and not re.search(r"morning|noon|evening|night|lunch|dinner|work", plain(words)):
        return due.replace(hour=at.hour, minute=at.minute)
    if day or clock is None:
        return due
    hour = clock.hour
    if not half_said(words) and hour <= 12:  # "make it 8", of seven in the evening
        hour = min((hour % 12, hour % 12 + 12), key=lambda h: abs(h * 60 + clock.minute - at.hour * 60 - at.minute))
    new = at.replace(hour=hour, minute=clock.minute)
    return new if new > now else new + timedelta(days=7 if item.get("every") == "week" else 1)


def hour_words(due: datetime, context: Context) -> str:
    """A time as it is said: "8 in the evening"; with the country's clock when it was assumed, not told."""
    part = next(
        name
        for name, until in (("night", 5), ("morning", 12), ("afternoon", 17), ("evening", 22), ("night", 25))
        if due.hour < until
    )
    clock = f"{(due.hour - 1) % 12 + 1}" + (f":{due.minute:02}" if due.minute else "")
    lines = wording()
    said = lines.line(
        "checkin.time_noon" if (due.hour, due.minute) == (12, 0) else f"checkin.time_{part}", {"clock": clock}
    )
    country = context.profile.country
    if context.profile.timezone or not only_zone(country):
        return said
    key = f"checkin.zone_time_{country}"
    known = numbers().countries.get(country)
    values = {"time": said, "country": known.name if known else country}
    return lines.line(key if key in lines.lines else "checkin.zone_time", values)


def local(context: Context) -> datetime:
    """Now, on the clock of the person."""
    return context.now.astimezone(place(zone_for(context.profile.timezone, context.profile.country)))
