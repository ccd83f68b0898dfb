"""Listening: which kind of weight a story carries, so that the reflection fits it. Never fixes, never corrects."""

from __future__ import annotations

import re
from functools import lru_cache

from coaching.content import CONTENT, Mapped, load_yaml, need
from coaching.dialogue import Choice, Say

OFFERS = (
    Choice("feelings.buttons.keep_talking", "listen", "share_feelings"),
    Choice("feelings.buttons.for_me", "feelings", "support_myself"),
    Choice("feelings.buttons.find_words", "feelings", "get_phrasing"),
)


@lru_cache(maxsize=1)
def _cues() -> dict[str, re.Pattern[str]]:
    path = CONTENT / "feelings.yml"
    cues: Mapped = need(path, load_yaml(path), "cues", dict)
    return {theme: re.compile("|".join(rf"\b{re.escape(cue)}" for cue in words)) for theme, words in cues.items()}


def theme(text: str) -> str:
    """The theme with most cues in the text (the first listed on a tie), or "" for none."""
    lowered = text.lower().replace("’", "'")
    hits = {name: len(pattern.findall(lowered)) for name, pattern in _cues().items()}
    best = max(hits, key=lambda name: hits[name])
    return best if hits[best] else ""


def listen(text: str, times: int) -> list[Say]:
    """A reflection, then by turns a gentle question or an offer. times: how often they were listened to, from 1."""
    found = theme(text)
    reflection = Say(f"feelings.reflect_{found}" if found else "feelings.reflect")
    return [reflection, Say("feelings.question") if times % 2 else Say("feelings.offer", choices=OFFERS)]
