"""Turns one hurtful sentence into one that can be heard, with the smallest edit that does it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from coaching.content import CONTENT, ContentError, load_yaml

TURNS = CONTENT / "lexicon" / "turns.yml"
_PERSON = [  # what the draft said to the loved one stays about the loved one; nothing to swap but doubled spaces
    (re.compile(r"\s{2,}"), " "),
    (re.compile(r"\s+([.,?!])"), r"\1"),
]


@dataclass(frozen=True)
class Turn:
    """A pattern over a sentence and what to say instead."""

    pattern: re.Pattern[str]
    instead: tuple[str, ...]


@lru_cache(maxsize=1)
def turns(path: Path = TURNS) -> tuple[Turn, ...]:
    """The turns as shipped. Raises ContentError naming the line of a bad pattern."""
    result = []
    data = load_yaml(path)
    for n, entry in enumerate(data):
        try:
            result.append(Turn(re.compile(entry["from"], re.IGNORECASE), tuple(entry["to"])))
        except (re.error, KeyError, TypeError) as error:
            raise ContentError(path, data.lines[n], f"not a turn (from, to): {error}") from None
    return tuple(result)


def turned(sentence: str, seed: int = 0) -> Iterator[str]:
    """What the sentence could become, best first. Nothing when no turn knows it."""
    plain = sentence.strip().replace("’", "'")
    for turn in turns():
        match = turn.pattern.search(plain)
        if not match:
            continue
        for i in range(len(turn.instead)):
            template = turn.instead[(seed + i) % len(turn.instead)]
            yield tidy(match.expand(template))


def tidy(text: str) -> str:
    """Spaces and the first letter put right, an end mark added."""
    for pattern, instead in _PERSON:
        text = pattern.sub(instead, text)
    text = text.strip(" ,;–—-")
    text = re.sub(r"(^|[.!?]\s+)([a-z])", lambda m: m.group(1) + m.group(2).upper(), text)
    text = re.sub(r"\bi\b(?=[ '’])", "I", text)
    return text if not text or text[-1] in ".!?…" else text + "."
