"""Reads a day and time out of free text: "friday after work", "in two hours", "tomorrow 7ish", "every sunday"."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, time, timedelta, timezone

from coaching.language.numerals import TENS, UNITS
from coaching.language.plain import plain

_HOUR_WORDS = [word for word, count in UNITS.items() if 1 <= count <= 12]
_MINUTES = {word: {**UNITS, **TENS}[word] for word in ("fifteen", "twenty", "thirty", "forty", "sixty", "ninety")}
_COUNT = {
    "a": 1,
    "an": 1,
    **{word: UNITS[word] for word in _HOUR_WORDS},
    "couple": 2,
    "few": 3,
    "half": 0.5,
    **_MINUTES,
}
_DAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
_DAY = re.compile(
    r"\b(?P<next>next )?(?P<day>mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday|nsday|ensday)?|thu(?:r"
    r"|rs|rsday|sday)?|fri(?:day)?"
    r"|sat(?:urday|erday)?|sun(?:day)?)s?\b(?P<week> week)?"
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATES = (
    re.compile(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}\b"),
    re.compile(rf"\b{_MONTH} (?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b"),
)
_NUMERIC_DATE = re.compile(r"(?<![\d/])(?!24/7)(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\d/])")
_DAY_OF_MONTH = re.compile(r"\bthe (?P<d>\d{1,2})(?:st|nd|rd|th)\b")
_SPAN = re.compile(
    r"\b(?:in|after|give me)(?: about| around| maybe| like| another)? (?P<n>\d+(?:\.\d+)?|" + "|".join(_COUNT) + r")"
    r"(?: an?| of)?(?: couple)?(?: of)? ?(?P<half>and a half )?(?P<unit>min(?:ute)?s?|hours?"
    r"|hrs?|h|days?|weeks?|fortnights?|months?)\b"
    r"(?P<halved> and a half)?"
)
#: parts of a day and the hour that stands for them; the first that fits counts
_PARTS: tuple[tuple[str, time], ...] = (
    (r"midnight", time(23, 59)),
    (r"first thing|early (?:in the )?morning|breakfast|crack of dawn", time(8)),
    (r"(?:late|later) (?:in the )?morning|mid ?morning|elevenses", time(11)),
    (r"mornings?|\bmorn\b|before work|\bam\b", time(9)),
    (r"\bnoon|mid ?day", time(12)),
    (r"lunch(?:time|break)?", time(13)),
    (r"after school|school run", time(16)),
    (
        r"after work|after (?:my|his|her|the) shift|home from work|finish(?:es)? work|when i(?:'m| am|m)? (?:get )?(?:in|home)\b",
        time(18),
    ),
    (r"after (?:church|mass|mosque|temple|service)", time(13)),
    (
        r"after (?:dinner|tea|supper)|before bed|bed ?time|(?:kids?|children|baby|(?:little|wee) ones?|she|he|they)(?: are| is| r|'?s|'?re) (?:all |finally )?(?:in bed|asleep|down|settled)",
        time(20),
    ),
    (r"late afternoon|tea ?time", time(17)),
    (r"afternoons?|\barvo\b", time(15)),
    (r"dinner|supper|evenings?|\beve\b", time(19)),
    (r"to ?night|tonite|2nite|nights?", time(20)),
)
_DEFAULT = time(10)
_CLOCK = re.compile(
    r"\b(?P<h>\d{1,2})(?:[:.h](?P<m>\d{2}))? ?(?P<half>am|pm|a\.m\.?|p\.m\.?|o[' ]?clock)?(?P<ish> ?ish)?(?=\W|$)"
)
_PART_AFTER = re.compile(
    r" ?(?:in the (?:morn\w*|evening|eve|afternoon|arvo)|at night|to ?nigh?te?|this evening|tomorrow|tmrw?)\b"
)
#: The whole of an answer to "when?": an hour with nothing that says so
_BARE = re.compile(
    r"(?:(?:say|maybe|about|around|like|ok|um+|probably|perhaps|lets say|let's say|how about|dunno|prob)[ ,]+)*"
    r"(?P<h>\d{1,2}?)(?P<m>[0-5]\d)?(?: ?(?:i (?:think|guess|suppose)|please|pls|maybe|or so|would be (?:good|fine|best)))*[ .?!]*"
)
_NIGHT = r"evening|night|nite|dinner|after work|tea ?time|afternoon|supper|\beve\b"
_MORNING = r"morning|\bmorn\b|breakfast|before work|first thing"
_WAKING = range(7, 22)
#: What says which half of the day an hour is in
_MARKED = re.compile(
    rf"\d ?[ap]\.?m\b|\b[ap]m\b|\b(?:1[3-9]|2[0-3])[:.h]\d\d|\b0\d[:.h]|{_NIGHT}|{_MORNING}|\bnoon|mid ?(?:day|night)"
)


def _hour(hour: int, text: str, marked: str) -> int | None:
    """The hour of the day that "7" means: by am/pm, by words for a part of the day, else the waking hours 8 to 19."""
    if hour > 24:
        return None
    if marked.startswith("p") and hour < 12:
        return hour + 12
    if marked.startswith("a"):
        return hour % 12 if hour == 12 else hour
    if hour >= 13 or hour == 0:
        return hour % 24
    if re.search(_NIGHT, text) and hour < 12:
        return hour + 12
    if re.search(_MORNING, text):
        return hour
    return hour + 12 if hour < 8 else hour


def _clock(text: str) -> time | None:
    """A time of day said as a clock would: "3pm", "15:00", "half seven", "quarter to 8", "at 7", "7ish"."""
    words = "|".join(_HOUR_WORDS)
    spoken = re.search(
        rf"\b(?P<part>half|quarter|five|ten|twenty)(?P<side> past| to|) (?P<h>\d{{1,2}}|{words})\b(?! "
        rf"?(?:min|hour|day|week))",
        text,
    )
    if spoken and (spoken["side"] or spoken["part"] == "half"):
        hour = int(spoken["h"]) if spoken["h"].isdigit() else _HOUR_WORDS.index(spoken["h"]) + 1
        found = _hour(hour, text, "p" if re.search(r"\bpm\b", text) else "")
        if found is None:
            return None
        minutes = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20}[spoken["part"]]
        moment = datetime(2000, 1, 2, found) + timedelta(minutes=-minutes if "to" in spoken["side"] else minutes)
        return moment.time()
    said = re.search(
        rf"\b(?:at|around|about|by|from|after|before) (?P<h>{words})\b(?! ?(?:min|hour|day|week|of))|\b(?P<i>{words})(?: "
        rf"?ish| o'?clock| ?[ap]m)\b",
        text,
    )
    if said:
        named = _hour(_HOUR_WORDS.index(said["h"] or said["i"]) + 1, text, "p" if re.search(r"\b ?pm\b", text) else "")
        return None if named is None else time(named)
    for match in _CLOCK.finditer(text):
        before = text[: match.start()].rstrip()
        led = re.search(r"(?:\b(?:at|around|about|by|from|after|before|till|until)|[@~])$", before)
        part_after = _PART_AFTER.match(text, match.end())
        alone = re.fullmatch(r"\d{1,2}", text) is not None
        day_before = re.search(
            r"(?:day|tomorrow|tonight|tonite|today|evening|morning|tmrw|tmr|mon|tues?|weds?|thurs?|fri|sat|sun)s?,?$",
            before,
        )
        if not (match["half"] or match["m"] or match["ish"] or led or day_before or part_after) or alone:
            continue
        if int(match["m"] or 0) > 59:
            continue
        found = _hour(int(match["h"]), text, (match["half"] or "").replace("o", ""))
        if found is not None:
            return time(found, int(match["m"] or 0))
    return None


_ABOUT = re.compile(
    r"^(?:(?:oh|um+|ok|well|it'?s|it is|the time(?: here)?(?: is)?|time|now|here|just|gone|nearly|almost|about|around|past|like|roughly|approx\w*"
    r"|coming up to|going on(?: for)?|getting on for|shortly (?:before|after)|a (?:bit|little) (?:past|after|before)|by my clock|exactly)[ ,.:]+)+"
)
_ENDED = re.compile(
    r"(?:[ ,]+(?:here|now|right now|at the moment|where i am|in the|for me|over here|already|ish|or so|i think))+[ .!]*$"
)


def clock_said(text: str) -> time | None:
    """The time of day in an answer to "what time is it?": "7", "half eight", "nearly 9pm", "just gone ten"."""
    said = _ENDED.sub("", _ABOUT.sub("", plain(text).strip(" .!?")))
    if said in _HOUR_WORDS:
        said = str(_HOUR_WORDS.index(said) + 1)
    if (bare := re.fullmatch(r"(\d{1,2})(?:[:. ]?([0-5]\d))?", said)) and int(bare[1]) < 24:
        return time(int(bare[1]), int(bare[2] or 0))
    lone = _part(said) if re.fullmatch(r"(?:mid ?(?:day|night)|noon)", said) else None
    return _clock(said) or _clock(f"at {said}") or lone


def half_said(text: str) -> bool:
    """Whether a time of day comes with what tells morning from evening."""
    return bool(_MARKED.search(plain(text)))


def _part(text: str) -> time | None:
    return next((hour for pattern, hour in _PARTS if re.search(pattern, text)), None)


def _day(text: str, today: date) -> tuple[date | None, bool]:
    """The day said, and whether it is a weekday's name that may also mean a week later."""
    if re.search(r"\bday after (?:tomorrow|tmrw|tmr)\b", text):
        return today + timedelta(2), False
    if re.search(r"\btomm?orr?ow\b|\btmrw?\b|\btomoz\b|\b2moro\b", text):
        return today + timedelta(1), False
    if re.search(r"\b(?:a )?week (?:from )?(?:today|tonight)\b|\btoday week\b", text):
        return today + timedelta(7), False
    if re.search(r"\bto ?day\b|\bto ?night\b|\btonite\b|\b2nite\b|\bthis (?:morning|afternoon|evening|arvo)\b", text):
        return today, False
    if match := _DAY.search(text):
        if match["day"] in ("sat", "sun") and re.search(r"\b(?:i|he|she|we|they|the) (?:sat|sun)\b", text):
            return None, False
        target = _DAYS[match["day"][:3]]
        if match["next"]:  # the one of next week, Monday to Sunday
            return today + timedelta(7 - today.weekday() + target), False
        ahead = (target - today.weekday()) % 7
        return today + timedelta(ahead + (7 if match["week"] else 0)), True
    if re.search(r"\bnext week ?end\b", text):
        return today + timedelta(12 - today.weekday()), False
    if re.search(r"\bweek ?end\b", text):
        return today + timedelta((5 - today.weekday()) % 7), True
    if re.search(r"\bend of the week\b", text):
        return today + timedelta((4 - today.weekday()) % 7), True
    if re.search(r"\bnext week\b|\bstart of the week\b", text):
        return today + timedelta(7 - today.weekday()), False
    if re.search(r"\bnext month\b", text):
        return (today.replace(day=1) + timedelta(32)).replace(day=1), False
    return _calendar(re.sub(r"\b(?:christmas|xmas)(?: day)?\b", "25 december", text), today), False


def _calendar(text: str, today: date) -> date | None:
    for pattern in _DATES:
        if match := pattern.search(text):
            month = _MONTHS.index(match["month"]) + 1
            for year in (today.year, today.year + 1):
                try:
                    found = date(year, month, int(match["d"]))
                except ValueError:
                    continue
                if found >= today:
                    return found
    if match := _NUMERIC_DATE.search(text):
        day, month = int(match["d"]), int(match["m"])
        if month > 12 >= day or (
            day <= 12 and month <= 12 and day != month
        ):  # "20/11", not "3/4": a date or its reverse
            day, month = (month, day) if month > 12 else (0, 0)
        for year in (today.year, today.year + 1):
            with suppress(ValueError):
                if (found := date(year, month, day)) >= today:
                    return found
    if match := _DAY_OF_MONTH.search(text):
        first = today.replace(day=1)
        for _ in range(3):
            try:
                found = first.replace(day=int(match["d"]))
            except ValueError:
                return None
            if found >= today:
                return found
            first = (first + timedelta(32)).replace(day=1)
    return None


def when(text: str, now: datetime, asked: bool = False) -> datetime | None:
    """The first moment after `now` (aware) that `text` names, in `now`'s zone; None when it names none.

    A day without an hour is 10:00; parts of a day have fixed hours ("after work" 18:00, "evening" 19:00).
    An hour without am or pm is one of the waking hours: the next one, or with a day 8 to 19. A time that has passed means
    the next one. asked: it answers "when?", so that a bare "9" or "1830" is an hour.
    """
    said = plain(text)
    if asked and (bare := _BARE.fullmatch(said)) and int(bare["h"]) < 24:
        said = f"at {bare['h']}:{bare['m']}" if bare["m"] else f"at {bare['h']}"
    if asked and said.strip(" .!?") in _HOUR_WORDS:
        said = f"at {said.strip(' .!?')}"
    if re.fullmatch(r"(?:right )?(?:now|immediately|straight away|straightaway|asap)[.!]?", said):
        return now
    if match := _SPAN.search(said):
        return _later(match, now, said)
    if re.search(r"\bin (?:half an|a half) hour\b", said):
        return _plus(now, timedelta(minutes=30))
    day, weekly = _day(said, now.date())
    clock = _clock(said)
    part = clock or _part(said)
    if day is None and part is None:
        return _plus(now, timedelta(hours=3)) if re.search(r"\blater (?:on|today)\b", said) else None
    if day is not None and day != now.date() and re.search(r"\blater\b", said) and part is None:
        part = time(15)
    if day == now.date() and part is None and not weekly:  # "today", no hour
        return _plus(now, timedelta(hours=3))
    moment = datetime.combine(day or now.date(), part or _DEFAULT, tzinfo=now.tzinfo)
    if day is None and clock is not None and not _MARKED.search(said):
        halves = (moment.replace(hour=hour) for hour in sorted({clock.hour % 12, clock.hour % 12 + 12}))
        moment = next((m for m in halves if m > now and m.hour in _WAKING), moment)
    if moment > now:
        return moment
    if weekly:
        return moment + timedelta(7)
    if day is None:
        return moment + timedelta(1)
    return _plus(now, timedelta(hours=1))  # "tonight", said late at night


def _plus(now: datetime, span: timedelta) -> datetime:
    """`span` of real time later: right also when the clocks change in between."""
    return (now.astimezone(timezone.utc) + span).astimezone(now.tzinfo)


def _later(match: re.Match[str], now: datetime, said: str) -> datetime:
    written = match["n"]
    count = float(written) if written[0].isdigit() else float(_COUNT[written])
    if re.search(r"couple", match.group()):
        count = 2
    if re.search(r"\bhalf an? ", match.group()):
        count = 0.5
    if match["half"] or match["halved"]:
        count += 0.5
    unit = match["unit"]
    if unit.startswith("min"):
        return _plus(now, timedelta(minutes=count))
    if unit.startswith("h"):
        return _plus(now, timedelta(hours=count))
    days = count * (1 if unit.startswith("d") else 7 if unit.startswith("w") else 14 if unit.startswith("f") else 30)
    moment = now + timedelta(min(days, 3660))
    hour = _clock(said[match.end() :]) or _part(said[match.end() :])
    return moment.replace(hour=hour.hour, minute=hour.minute, second=0, microsecond=0) if hour else moment


def every(text: str) -> str:
    """How often: "day", "week" or "" for once. "every sunday" is "week", "each morning" is "day"."""
    said = plain(text)
    days = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
    named = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days"  # "tues" is one Tuesday
    if re.search(
        rf"\bweekly\b|\b(?:every|each|once a|1x a|per) (?:week|weekend|{days})\b|\bon {named}\b|^{named}\b", said
    ):
        return "week"
    if re.search(
        r"\bdaily\b|\bevery ?day\b|\b(?:every|each) (?:single )?(?:day|morning|evening|night|afternoon)\b"
        r"|\bonce a day\b|\bnightly\b",
        said,
    ):
        return "day"
    return ""
