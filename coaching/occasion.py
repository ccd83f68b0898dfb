"""What somebody is invited to, out of how it was told ("tea on her birthday"), and a step as one would offer it."""

from __future__ import annotations

import re

from coaching.language.plain import plain
from coaching.language.reflect import tidy, to_you

_TO = re.compile(
    r"\b(?:to|for) (?P<what>(?!(?:come|go|see|talk|speak|get|stop|call|text|write|meet|eat|join|attend|be|have|visit|do|help|treatment|rehab|detox|him|her|them|me|us|the doctor|a doctor"
    r"|once|now|years|months|weeks|ages|so|say|ask|invite|bring|take|tell|let|not)\b)(?:(?!(?:to|for)\b)[\w'-]+ ?){1,7})",
    re.IGNORECASE,
)
_END = re.compile(
    r"[,.;!?]| (?:but|and i|and we|and he|and she|because|cos|shes|she's|hes|he's|he|she|they|i|i've|how|what|if|though|without|after so|again)\b.*$| (?:please|pls|with (?:me|us))$",
    re.IGNORECASE,
)
_DOING = {
    "come": "coming",
    "sit": "sitting",
    "have": "having",
    "make": "making",
    "take": "taking",
    "get": "getting",
    "swim": "swimming",
    "bake": "baking",
    "drive": "driving",
}
_BASES = "watch|go|meet|play|walk|cook|eat|drink|talk|help|visit|join|look|listen|read|call|try|see|do|stay|sleep|paint|work|fish|build|plant|feed|pick|bring|show"
_DAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tonight|tomorrow|birthday|christmas|weekend|easter|eid|diwali|match|game|play|wedding|concert|party|\d",
    re.IGNORECASE,
)


def occasion(text: str) -> str:
    """What they are to come to, as it was told ("tea on her birthday"); "" when nothing of the kind was."""
    found = [_END.sub("", match["what"]).strip() for match in _TO.finditer(tidy(text))]
    return next((part for part in reversed(found) if 1 <= len(part.split()) <= 7 and len(part) >= 3), "")


def told_back(what: str) -> str:
    """The same said back to the person who told it: "your football match"."""
    return re.sub(r"\bour\b", "your", re.sub(r"\bmy\b", "your", what, flags=re.IGNORECASE), flags=re.IGNORECASE)


def on_a_day(step: str) -> bool:
    """Whether the day is given with it, so that it can't be chosen."""
    return bool(_DAY.search(step))


def as_offered(step: str, name: str = "") -> str:
    """A step as it stands after "how about": "come watch me play" becomes "coming to watch me play"."""
    said = re.sub(
        r"^(?:maybe|perhaps|just|i'd say|how about|what about|to|that (?:he|she|they)|(?:he|she|they|you) (?:can|could|should|might)) +",
        "",
        tidy(step),
        flags=re.IGNORECASE,
    )
    said = re.sub(r"\b(\d+) ?mins?\b", r"\1 minutes", said, flags=re.IGNORECASE)
    said = to_you(said, name).strip(" .!?")
    first, _, rest = said.partition(" ")
    low = plain(first)
    if low not in _DOING and not re.fullmatch(_BASES, low):
        return said
    doing = _DOING.get(low, low + "ing")
    return f"{doing} {'to ' if low == 'come' and re.match(_BASES, plain(rest)) else ''}{rest}".strip()
