"""The library of questions: finds the one that a person asks, by what it means.

Each question is known by a dozen ways of asking it. Two small classifiers learn from those, one on meaning (the sentence
encoder, with he, she, my son ... made one, since who it is about seldom changes the answer), one on words and letter
triples, which catches misspellings and names. Their agreement, together with the likeness to the nearest known way of
asking, is the score: it is low for a question that is like none.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coaching.content import CONTENT, MAX_TITLE, MAX_WORDS, ContentError, load_yaml, need
from coaching.language.encoder import Encoder, encoder

logger = logging.getLogger(__name__)

QUESTIONS = CONTENT / "questions"
LEARNED = Path(__file__).resolve().parent.parent / "models" / "questions.npz"  #: made when missing or out of date
KNOWN = 0.30  #: a score from here on is an answer; measured by tests/benchmarks/questions.py
NEAR = 0.17  #: from here on a question may be offered as "did you mean"
MIN_ASK = 8
_FOLLOWING = re.compile(
    r"^(?:and|but|so|then|or)\b|\b(?:that|it|this|those|they|them|these|then)\b|^(?:how long|how often|how come|why|when"
    r"|what if|for how long)\W*$"
)
_KIN = (
    r"(?:(?:little|big|older|younger|eldest|oldest|youngest|only|own|adult|teenage|other|ex)[ -])*(?:son|daughter|husband|wife"
    r"|partner|boyfriend|girlfriend|bf|gf|mum|mom|mother|dad|father|brother|sister|lad|boy|girl|nephew|niece|cousin|uncle|aunt"
    r"|friend|kid|child|teen|teenager|nan|hubby|ex)(?:'s)?"
)
_NEUTRAL = (
    (re.compile(rf"\b(?:my|our|the) {_KIN}\b(?! (?:in law|\d))"), "they"),
    (re.compile(r"\b(?:he|she)'?s\b"), "they are"),
    (re.compile(r"\b(?:he|she)'d\b"), "they would"),
    (re.compile(r"\b(?:he|she)'ll\b"), "they will"),
    (re.compile(r"\b(?:he|she)\b"), "they"),
    (re.compile(r"\bhim\b"), "them"),
    (re.compile(r"\b(?:his|her)\b"), "their"),
)
Learned = Mapping[str, NDArray[Any]]


@dataclass(frozen=True)
class Entry:
    """One question: `answer` first, `more` when asked for, `source` where it comes from."""

    id: str
    theme: str
    title: str
    ask: tuple[str, ...]
    answer: str
    more: str
    source: str
    follow_ups: tuple[str, ...]


class Library:
    """All entries and how to find them."""

    def __init__(self, entries: Sequence[Entry], enc: Encoder | None = None, learned: Path | None = None) -> None:
        self.entries = {entry.id: entry for entry in entries}
        self._ids = list(self.entries)
        self._encoder = enc or encoder()
        texts = [neutral(text) for entry in entries for text in (*entry.ask, entry.title)]
        owners = [i for i, entry in enumerate(entries) for _ in (*entry.ask, entry.title)]
        self._starts = np.array([owners.index(i) for i in range(len(entries))])
        self._grams = _Grams(texts)
        self._learned = self._kept(texts, learned) or self._learn(texts, owners, learned)

    @classmethod
    def load(cls, folder: Path = QUESTIONS, learned: Path | None = LEARNED) -> Library:
        """Reads every file of the folder. Raises ContentError, with file and line, for anything that isn't right.

        learned: where what was learned is kept between starts (20 s to make, 20 ms to read); None to do without.
        """
        entries: list[Entry] = []
        seen: dict[str, tuple[Path, int]] = {}
        for path in sorted(folder.glob("*.yml")):
            for row in need(path, load_yaml(path), "questions", list):
                entry = _entry(path, row)
                if entry.id in seen:
                    raise ContentError(
                        path, row.line, f"the id {entry.id!r} stands already in {seen[entry.id][0].name}"
                    )
                seen[entry.id] = (path, row.line)
                entries.append(entry)
        for entry in entries:
            for other in entry.follow_ups:
                if other not in seen or other == entry.id:
                    path, line = seen[entry.id]
                    raise ContentError(path, line, f"{entry.id!r} leads on to {other!r}, which is no other question")
        return cls(entries, learned=learned)

    def find(self, text: str, previous_id: str | None = None) -> list[tuple[Entry, float]]:
        """Entries for a question, best first, with a score of 0 to 1. At KNOWN and above the entry answers it.

        previous_id: the question answered just before. A short question that leans on it ("and how long does that
        last?") is read together with its title; it and its follow-ups are preferred.
        """
        asked = re.sub(r"\s+", " ", text).strip()[:1000]
        if not re.search(r"[^\W\d_]{2}", asked):
            return []
        previous = self.entries.get(previous_id or "")
        scores = self._scores(asked)
        if previous is not None and leans(asked):
            together = self._scores(f"{previous.title} {asked}")
            for near in (previous.id, *previous.follow_ups):
                i = self._ids.index(near)
                scores[i] = max(scores[i], together[i]) + 0.1
        order = np.argsort(-scores)[:8]
        return [(self.entries[self._ids[i]], float(np.clip(scores[i], 0.0, 1.0))) for i in order]

    def _scores(self, text: str) -> NDArray[np.float64]:
        said, known = neutral(text), self._learned
        meaning = self._encoder.encode([said])[0]
        likely = _softmax(meaning @ known["meaning_weights"] + known["meaning_bias"])
        spelled = _softmax(self._grams.vector(said) @ known["spelling_weights"] + known["spelling_bias"])
        agreed = np.sqrt(likely * spelled)
        nearest = np.maximum.reduceat(known["meaning"] @ meaning, self._starts)
        return np.asarray(0.5 * agreed / agreed.sum() + 0.5 * nearest, dtype=np.float64)

    def _learn(self, texts: list[str], owners: list[int], path: Path | None) -> Learned:
        from sklearn.linear_model import LogisticRegression

        meaning = self._encoder.encode(texts)
        by_meaning = LogisticRegression(C=8.0, max_iter=300).fit(meaning, owners)
        by_spelling = LogisticRegression(C=20.0, max_iter=100).fit(self._grams.rows(texts), owners)
        learned = {"mark": np.array(_mark(texts)), "meaning": meaning}
        for name, model in (("meaning", by_meaning), ("spelling", by_spelling)):
            learned[f"{name}_weights"] = np.asarray(model.coef_.T, dtype=np.float32)
            learned[f"{name}_bias"] = np.asarray(model.intercept_, dtype=np.float32)
        if path is not None:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                beside = path.with_name(f"{path.stem}.{os.getpid()}.npz")
                np.savez(beside, **learned)
                beside.replace(path)
            except OSError as error:
                logger.warning("What was learned of the questions can't be kept: %s", error)
        return learned

    @staticmethod
    def _kept(texts: list[str], path: Path | None) -> Learned | None:
        if path is None or not path.exists():
            return None
        try:
            with np.load(path, allow_pickle=False) as kept:
                return {name: kept[name] for name in kept.files} if str(kept["mark"]) == _mark(texts) else None
        except (OSError, ValueError, KeyError) as error:
            logger.warning("What was learned of the questions can't be read and is made anew: %s", error)
            return None


class _Grams:
    """Tf-idf over words and letter triples, as unit vectors."""

    def __init__(self, texts: Sequence[str]) -> None:
        often = Counter(piece for text in texts for piece in set(_pieces(text)))
        self._column = {piece: i for i, piece in enumerate(sorted(often))}
        self._weight = np.array([np.log(len(texts) / often[piece]) for piece in self._column], dtype=np.float32)

    def vector(self, text: str) -> NDArray[np.float32]:
        """One text."""
        result = np.zeros(len(self._column), dtype=np.float32)
        for piece, count in Counter(_pieces(text)).items():
            if piece in self._column:
                result[self._column[piece]] = count**0.5
        result *= self._weight
        return np.asarray(result / max(float(np.linalg.norm(result)), 1e-9), dtype=np.float32)

    def rows(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Several, one a row."""
        return np.stack([self.vector(text) for text in texts])


def neutral(text: str) -> str:
    """The text in lower case, with "he", "she", "my son" and the like as "they"."""
    said = text.lower().replace("\u2019", "'")
    for pattern, instead in _NEUTRAL:
        said = pattern.sub(instead, said)
    return said


def _mark(texts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def _softmax(logits: NDArray[Any]) -> NDArray[np.float64]:
    powers = np.exp(np.asarray(logits, dtype=np.float64) - float(np.max(logits)))
    return np.asarray(powers / powers.sum(), dtype=np.float64)


def _pieces(text: str) -> list[str]:
    words = re.findall(r"[a-z]+", text.lower().replace("'", "").replace("\u2019", ""))[:60]
    return [*words, *(f"<{word}>"[i : i + 3] for word in words if len(word) > 3 for i in range(len(word)))]


def leans(text: str) -> bool:
    """Whether a question is likely to lean on what was said before: short, and pointing back."""
    said = text.lower().strip()
    return len(said.split()) <= 9 and bool(_FOLLOWING.search(said))


def _entry(path: Path, row: Any) -> Entry:
    line = getattr(row, "line", 0)
    texts = {key: need(path, row, key, str, line).strip() for key in ("id", "theme", "title", "answer", "more")}
    for key in ("answer", "more"):
        words = len(texts[key].split())
        if words > MAX_WORDS:
            raise ContentError(path, row.lines[key], f"{key!r} has {words} words; a bubble has at most {MAX_WORDS}")
    if len(texts["title"]) > MAX_TITLE:
        raise ContentError(
            path, row.lines["title"], f"the title has {len(texts['title'])} characters, at most {MAX_TITLE}"
        )
    ask = need(path, row, "ask", list, line)
    if len(ask) < MIN_ASK or not all(isinstance(text, str) for text in ask):
        raise ContentError(path, row.lines["ask"], f"'ask' needs at least {MIN_ASK} texts")
    source = need(path, row, "source", dict, line)
    name, where = (need(path, source, key, str, line).strip() for key in ("name", "where"))
    follow_ups = need(path, row, "follow_ups", list, line)
    return Entry(**texts, ask=tuple(ask), source=f"{name}, {where}", follow_ups=tuple(follow_ups))


@lru_cache(maxsize=1)
def library() -> Library:
    """The questions as shipped, loaded once a process."""
    return Library.load()
