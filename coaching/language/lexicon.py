"""Words that may wound somebody with addiction, and person-first words instead (`data/content/lexicon/stigma.yml`).

Used for text meant for the loved one and to prove that no line of ours holds one; never to correct a person who vents.
Sources: `reference/domain.md` 4.3 (NIDA, Shatterproof, Recovery Research Institute and others).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from coaching.content import CONTENT, ContentError, load_yaml, need

STIGMA = CONTENT / "lexicon" / "stigma.yml"


@dataclass(frozen=True)
class Stigma:
    """A term found in a text: `text[start:end] == term`; what to say instead; whose list it is from."""

    term: str
    start: int
    end: int
    prefer: str
    source: str


@dataclass(frozen=True)
class _Entry:
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    prefer: str
    source: str


def _any_of(terms: Iterable[str]) -> re.Pattern[str]:
    longest = sorted((re.escape(str(t)).replace(r"\ ", r"\s+") for t in terms), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(longest)})(?![\w-])", re.IGNORECASE)


@lru_cache(maxsize=1)
def _entries(path: Path = STIGMA) -> tuple[_Entry, ...]:
    data = load_yaml(path)
    if not isinstance(data, list):
        raise ContentError(path, 1, "expected a list of terms")
    return tuple(
        _Entry(
            _any_of(need(path, e, "terms", list)),
            _any_of(e["unless"]) if e.get("unless") else None,
            need(path, e, "prefer", str),
            need(path, e, "source", str),
        )
        for e in data
    )


def stigma_in(text: str) -> list[Stigma]:
    """The terms in a text, in its order; of terms that overlap the longest. "Clean the kitchen" is fine."""
    found: list[Stigma] = []
    for entry in _entries():
        fine = [m.span() for m in entry.unless.finditer(text)] if entry.unless else []
        for m in entry.pattern.finditer(text):
            if not any(s <= m.start() and m.end() <= e for s, e in fine):
                found.append(Stigma(m.group(), m.start(), m.end(), entry.prefer, entry.source))
    kept: list[Stigma] = []
    for term in sorted(found, key=lambda t: (t.start - t.end, t.start)):
        if not any(term.start < k.end and k.start < term.end for k in kept):
            kept.append(term)
    return sorted(kept, key=lambda t: t.start)


def problems_in(texts: Iterable[str]) -> list[tuple[str, Stigma]]:
    """Every term in texts of ours, with the text it stands in; empty when all are fine."""
    return [(text, term) for text in texts for term in stigma_in(text)]
