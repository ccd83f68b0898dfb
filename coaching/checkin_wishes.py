"""What a message wants with check-ins that are set: to list, stop, pause or move one, or to add to the last one."""

from __future__ import annotations

import re

from coaching.language.plain import plain
from coaching.language.shapes import DAY
from coaching.resources import country_in
from coaching.zones import only_zone, zone_from_city

STOP_ALL = re.compile(
    r"\b(?:stop|no more|turn(?: them| it| these)? off|switch(?: them| it)? off|cancel|end|quit|don'?t|delete|remove|unsubscribe|get rid of)\b"
    r".*\b(?:remind\w*|check.?ins?|messag\w+|text\w*|nudg\w+|ping\w*|writing|asking|alerts?|notifications?|them|all|these|it)\b"
    r"|^(?:turn (?:them|it) off|stop|unsubscribe|no more)\W*$"
)


PAUSE = re.compile(r"\b(?:pause|hold|skip|break from)\b.*\b(?:check.?ins?|reminders?|messages?|them|it)\b")


LIST = re.compile(
    r"\b(?:what|which|any|show|list|see|do i have|my)\b.*\b(?:check.?ins?|reminders?)\b(?: (?:do|have|are|is) .*)?[ ?.!]*$|\bwhen (?:do|will|are) you (?:write|writ|check|remind)"
)


_STOP_THEM = re.compile(
    r"(?:please |ok |can you |just )*(?:stop|cancel|end|delete|turn off) (?:them|it|that)(?: all)?(?: please| now)?"
)


def about_reminders(text: str, just_set: bool = False, lately: bool = False) -> bool:
    """Whether a message is about what is set already: to list, stop or move it. "move it to monday" only says so right
    after one was set or listed."""
    said = plain(text)
    if len(said.split()) > 12:
        return False
    told = re.search(r"\b(?:reminders?|check.?ins?)\b", said)
    if just_set and adds(text):
        return True
    if PAUSE.search(said) and (told or just_set):
        return True
    if PLANNED.fullmatch(said.strip(" .!?")):
        return True
    if lately and (PAUSE.search(said) or _STOP_THEM.fullmatch(said.strip(" .!?"))):
        return True
    if LIST.search(said) and told:
        return True
    return bool((STOP_ONE.search(said) or MOVE.search(said)) and (told or just_set))


PLANNED = re.compile(
    r"(?:so |and |ok )*what(?: have you| do you have| have i| do i have|'?s| is)(?: got)? (?:planned|set(?: up)?|scheduled|coming(?: up)?|lined up)(?: for me)?|when will (?:you|i hear from you)(?: write| next)*(?: next| again)?"
)


BEFORE = re.compile(
    r"^(?:(?:no|not|sorry|wait|actually|oh|hm+|ok|and|or|but|please|rather|better|i (?:said|meant|mean)|make (?:it|that)|it should be|can (?:you|we|it) (?:do|make it|be)?|could (?:you|we|it) (?:do|make it|be)?"
    r"|(?:is|would) it (?:be )?(?:ok|okay|fine|all right|possible)(?: if you| to)?(?: write| send(?: it)?| do it| message me| wrote)?|how about|what about)\b[ ,.!]*)+",
    re.IGNORECASE,
)


NOT_DAY = re.compile(rf"\bnot (?:on )?(?:{DAY})s?\b[ ,.]*", re.IGNORECASE)


_ONLY_WHEN = re.compile(
    rf"(?:(?:on|at|by|in|the|this|next|every|around|about) )*(?:{DAY}s?|tomorrow|tonight|today|weekend|weekdays?|noon|midday|\d{{1,2}}(?:[:.]\d\d)?(?: ?[ap]\.?m)?|half|quarter|six|seven|eight|nine|ten|eleven|twelve|one|two|three|four|five)\b.{{0,24}}"
)


HERE = re.compile(
    r"(?:(?:btw|by the way|but|oh|and)[ ,]+)*(?:i'?m|i am|we'?re|we are|i live|we live|its?|it is) (?:in|on|at|over in|based in|living in) (?P<where>[\w .'-]{2,30})"
)


FOR = re.compile(r"(?:it'?s |that'?s |just )?(?:to|about|that) (?P<what>\w+ \w.*)", re.IGNORECASE)


def adds(text: str) -> bool:
    """Whether a message goes with a check-in that was just set: what it is for, another time, or where they are."""
    said = plain(text).strip(" .!?")
    bare = BEFORE.sub("", NOT_DAY.sub("", said))
    if len(said.split()) > 12:
        return False
    if FOR.fullmatch(said) and not re.match(r"to be (?:honest|fair)\b", said):
        return True
    return bool(_ONLY_WHEN.fullmatch(bare)) or bool((here := HERE.fullmatch(said)) and zone_of(here["where"]))


def zone_of(where: str) -> str:
    country = country_in(where)
    return zone_from_city(where) or (only_zone(country) if country else "")


MOVE = re.compile(
    r"\b(?:change|move|make|switch|shift|push|put)\b.*?\b(?:to|it|that|into|for)\b(?P<to>.*)$|\b(?P<rather>.+) (?:instead|rather)\b"
)


STOP_ONE = re.compile(
    r"\b(?:stop|cancel|drop|delete|remove|end|no more|don'?t (?:send|do)|get rid of|forget|turn off)\b"
)
