"""The bank of wordings: topics of `data/content/phrases/*.yml`, found by words and by meaning.

A topic is a situation of `reference/domain.md` 5.2 or an everyday matter around one:

    money_asked:
      situations: [7]            # numbers of the list in domain.md 5.2; may be empty
      about: [He asks me for money again.]          # what the moment is, for finding it
      words: [money, cash, lend]                    # words in a draft that point here (any form)
      see: ["You asked me for money{when}."]        # what I saw; {when} is " on Friday" or nothing
      feel: [I feel anxious about where cash goes.] # my feeling, calm
      know: [I know things are tight.]              # understanding
      ask: [Could we look at the bill together?]    # request, offer or open question
      firm: [I won't give cash. I can buy food.]    # the limit with my own action
      calls: [apologise]                            # words that name the purpose of a message; may be missing
      apart: true                                   # only for its own moments, never to fill up another draft
      wordings: [...]                               # whole texts, ready to say; {text:, form:, tone:} or plain text
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coaching.content import CONTENT, ContentError, Mapped, load_yaml, need
from coaching.language.encoder import encoder
from coaching.language.pipeline import read

PHRASES = CONTENT / "phrases"
PARTS = ("see", "feel", "know", "ask", "firm")
FORMS = ("text", "aloud", "short")
TONES = ("neutral", "softer", "firmer")
WORD = 0.16  #: what one pointing word adds to the likeness of meaning (cosine); three at most count
CALL = 0.4  #: what a word for the purpose adds
GENERAL = "general"  #: the topic for everything else
NEAR = 0.30  #: below this likeness no topic fits


@dataclass(frozen=True)
class Wording:
    """A whole text of the bank. short ones fit a quick message; tone as in `suggest`."""

    text: str
    form: str = "text"
    tone: str = "neutral"


@dataclass(frozen=True)
class Topic:
    """A matter that people speak about, with parts to compose from and whole wordings."""

    id: str
    situations: tuple[int, ...]
    about: tuple[str, ...]
    words: frozenset[str]
    parts: Mapping[str, tuple[str, ...]]
    wordings: tuple[Wording, ...]
    praise: bool = False
    calls: frozenset[str] = frozenset()  #: words that name what the message is for (apologise, invite)
    apart: bool = False  #: only for its own moments (danger, replies): never fills up a draft about something else

    def part(self, name: str, seed: int = 0) -> str:
        """One of the topic's parts of that name, "" when it has none."""
        options = self.parts.get(name, ())
        return options[seed % len(options)] if options else ""


@dataclass
class Bank:
    """All topics, and their meanings once asked for."""

    topics: dict[str, Topic] = field(default_factory=dict)
    _rows: list[str] = field(default_factory=list)
    _meanings: NDArray[np.float32] | None = None

    @classmethod
    def load(cls, folder: Path = PHRASES) -> Bank:
        """Reads every file. Raises ContentError naming file and line."""
        bank = cls()
        for path in sorted(folder.glob("*.yml")):
            data = load_yaml(path)
            if not isinstance(data, Mapped):
                raise ContentError(path, 1, "expected topics (name: ...)")
            for name, entry in data.items():
                at = data.lines[name]
                if name in bank.topics:
                    raise ContentError(path, at, f"the topic {name!r} stands twice")
                bank.topics[name] = _topic(path, at, str(name), entry)
        if GENERAL not in bank.topics:
            raise ContentError(folder / "general.yml", 0, f"the topic {GENERAL!r} is missing")
        return bank

    def likely(self, text: str, limit: int = 3, praise: bool | None = None) -> list[tuple[Topic, float]]:
        """The topics nearest to the text, best first, with a likeness (about 0-1.3). May be empty.

        praise: True for topics about something good, False for the others, None for both.
        """
        if self._meanings is None:
            self._rows = [t.id for t in self.topics.values() for _ in t.about]
            self._meanings = encoder().encode([a for t in self.topics.values() for a in t.about])
        likeness = self._meanings @ encoder().encode([text])[0]
        scores: dict[str, float] = {}
        for name, score in zip(self._rows, likeness.tolist()):
            scores[name] = max(scores.get(name, -1.0), score)
        words = {t.lemma_ for t in read(text)} | {t.norm_ for t in read(text)}
        for name, topic in self.topics.items():
            scores[name] = (
                scores.get(name, 0.0) + WORD * min(3, len(words & topic.words)) + CALL * bool(words & topic.calls)
            )
        ranked = sorted(scores.items(), key=lambda item: -item[1])
        return [
            (self.topics[name], round(score, 3))
            for name, score in ranked
            if score >= NEAR and name != GENERAL and praise in (None, self.topics[name].praise)
        ][:limit]

    def general(self) -> Topic:
        """The topic for everything that fits no other."""
        return self.topics[GENERAL]


def _topic(path: Path, at: int, name: str, entry: Any) -> Topic:
    about = _strings(path, entry, "about", at)
    if not about:
        raise ContentError(path, at, f"{name!r} needs `about`: a sentence or two that say what the moment is")
    return Topic(
        id=name,
        situations=tuple(int(n) for n in entry.get("situations") or ()),
        about=tuple(about),
        words=frozenset(str(w) for w in entry.get("words") or ()),
        parts={part: tuple(_strings(path, entry, part, at)) for part in PARTS},
        wordings=tuple(_wording(path, at, w) for w in entry.get("wordings") or ()),
        calls=frozenset(str(w) for w in entry.get("calls") or ()),
        praise=bool(entry.get("praise", False)),
        apart=bool(entry.get("apart", False)),
    )


def _strings(path: Path, entry: Any, key: str, at: int) -> list[str]:
    if not isinstance(entry, Mapped) or entry.get(key) is None:
        return []
    values: Sequence[Any] = need(path, entry, key, list, at)
    if not all(isinstance(v, str) and v.strip() for v in values):
        raise ContentError(
            path, entry.lines.get(key, at), f"{key!r} should be a list of texts (quote a text with a colon)"
        )
    return [v.strip() for v in values]


def _wording(path: Path, at: int, value: Any) -> Wording:
    if isinstance(value, str):
        return Wording(value.strip(), "short" if len(value.split()) <= 14 else "text")
    text = need(path, value, "text", str, at).strip()
    form, tone = str(value.get("form", "text")), str(value.get("tone", "neutral"))
    if form not in FORMS or tone not in TONES:
        raise ContentError(path, value.line, f"form is one of {FORMS}, tone one of {TONES}")
    return Wording(text, form, tone)


@lru_cache(maxsize=1)
def bank() -> Bank:
    """The bank as shipped, loaded once."""
    return Bank.load()
