"""What a draft says beside its acts: who is spoken to, when it was, how much money, what is wished for."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_WHEN = re.compile(
    rf"\b((?:last|on|this|since) {_DAY}(?: (?:night|morning|evening|afternoon))?|{_DAY} (?:night|morning|evening)"
    r"|last (?:night|week|weekend|month)|yesterday(?: (?:morning|evening|afternoon))?|this (?:morning|afternoon|evening|week|weekend)"
    r"|tonight|today|the other (?:day|night)|(?:two|three|four|five|a few) (?:days|nights|times this week))\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"[£$€₹]\s?\d[\d,.]*\d|[£$€₹]\s?\d|\b\d[\d,]*\s?(?:pounds|quid|euros|euro|dollars|bucks|rupees|naira|rand)\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"^\W*(?:(?:hi|hey|dear|hello|ok|okay|look|listen)[ ,]+)?([A-Z][a-z]{1,11}|son|mum|mom|dad|love|darling|sis|bro|mate)\s?,\s",
    re.IGNORECASE,
)
_NO_NAME = {
    "and",
    "but",
    "so",
    "yes",
    "no",
    "well",
    "honestly",
    "look",
    "listen",
    "please",
    "sorry",
    "ok",
    "okay",
    "oh",
    "right",
    "fine",
    "great",
    "wow",
    "sure",
    "congratulations",
    "now",
    "seriously",
    "today",
    "tonight",
    "yesterday",
    "thanks",
    "hey",
    "hi",
    "wonderful",
    "lovely",
    "brilliant",
    "again",
    "because",
    "actually",
    "obviously",
    "clearly",
    "nice",
    "good",
    "still",
    "anyway",
    "unlike",
    "if",
    "when",
    "stop",
    "why",
    "what",
    "really",
    "hello",
    "apparently",
    "perfect",
    "finally",
    "cheers",
    "bravo",
    "first",
    "then",
    "dear",
    "here",
    "there",
    "son-in-law",
}


@dataclass(frozen=True)
class Facts:
    """when: "on Friday" or ""; money: "£40" or ""; name: how the loved one is addressed, or ""."""

    when: str = ""
    money: str = ""
    name: str = ""


def facts_in(draft: str) -> Facts:
    """The facts that a rewording should keep."""
    when = _WHEN.search(draft)
    money = _MONEY.search(draft)
    name = _NAME.match(draft)
    said = ""
    if when:
        said = when.group(1)
        said = (
            said
            if said.lower().startswith(("mon", "tues", "wed", "thu", "fri", "sat", "sun")) is False
            else f"on {said}"
        )
        said = _lower(said)
    who = name.group(1) if name and name.group(1).lower() not in _NO_NAME else ""
    return Facts(said, money.group(0).strip() if money else "", who[:1].upper() + who[1:])


def _lower(text: str) -> str:
    words = text.lower().split()
    return " ".join(
        w.capitalize() if w.endswith("day") and w not in ("today", "yesterday") and w != "day" else w for w in words
    )
