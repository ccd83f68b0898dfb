"""Listening: which kind of weight a story carries, so that the reflection fits it. Never fixes, never corrects."""

from __future__ import annotations

import re
from functools import lru_cache

from coaching.content import CONTENT, Mapped, load_yaml, need
from coaching.dialogue import Choice, Say
from coaching.language.plain import plain

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


_PEOPLE = re.compile(
    r"\b(?:i|i'm|im|i've|ive|my|me|we|our|us|he|he's|hes|she|she's|shes|they|they're|him|her|his|them|their)\b"
)
_WANTS = re.compile(
    r"\?|^\W*(?:how|what|why|where|when|who|which|can|could|should|would|will|do|does|is|are|show|find|remind|give|help|tell|let|please)\b"
    r"|\b(?:i (?:want|need|wanna|would like|'d like|wish)|i'd like|help me|how (?:do|can|to)|what (?:do|can|should))\b"
)


def telling(text: str) -> bool:
    """Whether a message tells of somebody and asks for nothing: what calls for listening, whatever else it may be."""
    said = plain(text)
    return len(said.split()) >= 4 and bool(_PEOPLE.search(said)) and not _WANTS.search(said)


def listen(text: str, times: int) -> list[Say]:
    """A reflection, then by turns a gentle question or an offer. times: how often they were listened to, from 1."""
    return [reflection(text), Say("feelings.question") if times % 2 else Say("feelings.offer", choices=OFFERS)]


def reflection(text: str) -> Say:
    """A line that names the weight of what was told."""
    found = theme(text)
    return Say(f"feelings.reflect_{found}" if found else "feelings.reflect")
