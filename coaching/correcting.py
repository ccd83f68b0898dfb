"""Reads a wish to change an earlier answer ("actually make it weekends") and puts the one part right that it names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from coaching.language.plain import plain
from coaching.language.reflect import tidy


@dataclass(frozen=True)
class Correction:
    """A wish to change an earlier answer: which field ("" when not named) and the new words ("" when to be asked)."""

    field: str
    words: str


_CHANGE = re.compile(
    r"^(?:(?:actually|wait|no|sorry|oh|hang on|hmm|oops|hold on|um|ok|can (?:i|we)|could (?:i"
    r"|we)|i(?:'d| would) (?:like|want) to|i (?:want|need|meant) to|let me|let'?s|please)[ "
    r",.!]+)*"
    r"(?P<verb>change|edit|correct|fix|rewrite|redo|alter|update|replace|reword)(?: (?:my"
    r"|the|that|this))*(?: (?P<field>[\w ]+?))?(?:(?: to| so (?:that )?it says|:| into| -)\s+(?P<words>.+))?$",
    re.IGNORECASE | re.DOTALL,
)


_MEANT = re.compile(
    r"^(?:(?:actually|wait|no+|sorry|oh|hang on|hmm|oops|hold on|nah)[ ,.!]+)*(?:i (?:meant"
    r"|mean|should have said)|make (?:it|that)|(?:it|that) should be|what i meant was|scratch "
    r"that)(?: to say)?[ ,:]+(?P<words>.+)$",
    re.IGNORECASE | re.DOTALL,
)


def correction(text: str, fields: Mapping[str, str]) -> Correction | None:
    """Reads "actually change the limit to ...", "no i meant weekends". `fields`: pattern of words to a field's name."""
    said = tidy(text)
    if match := _CHANGE.match(said):
        named = plain(match["field"] or "")
        found = next((name for pattern, name in fields.items() if re.search(rf"\b(?:{pattern})\b", named)), "")
        # "change his mind", "fix dinner" are answers, not wishes to change one
        if (
            not found
            and named
            and named not in ("it", "something", "that", "answer", "last answer", "my answer", "last one")
        ):
            return None
        return Correction(found, (match["words"] or "").strip())
    match = _MEANT.match(said)
    if match and plain(match["words"]).strip(" .!") not in ("it", "that", "this", "so", "really"):
        return Correction("", match["words"].strip())
    return None


_SAME_KIND = (
    r"\b(?:(?:weekdays?|weekends?|weeknights?|week nights?|mondays?|tuesdays?|wednesdays?"
    r"|thursdays?|fridays?|saturdays?|sundays?|school nights?|every day))\b",
    r"\b(?:mornings?|afternoons?|evenings?|nights?|tonight|tomorrow|today)\b",
    r"[£$€₹]?\d+(?:[.,]\d+)?(?:k|p|%)?\b",
    r"\b(?:cash|money|food|rent|phone|car|lifts?|rides?)\b",
)


def amended(old: str, words: str) -> str:
    """`old` with the one part that `words` corrects ("weekends" for "weekdays"), or `words` if they stand alone."""
    for kind in _SAME_KIND:
        bare = re.sub(r"^(?:on |at |in )?(?:the )?", "", words.strip(" .!"), flags=re.IGNORECASE)
        if re.fullmatch(kind, bare, re.IGNORECASE) and len(re.findall(kind, old, re.IGNORECASE)) == 1:
            return re.sub(kind, bare.replace("\\", ""), old, flags=re.IGNORECASE)
    return words
