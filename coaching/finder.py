"""Which of many questions a text asks, and how surely, learned from the ways people ask each.

Three views vote. Meaning: a linear layer on several depths of the sentence encoder side by side, since the lower ones
still know the words ("rent", "sponsor") that the last one has smoothed over. Spelling: a linear layer on words, pairs of
words and letter triples, which catches misspellings and names. Likeness: the two nearest known ways of asking. All three
and their weights were chosen by cross-validation over the ways of asking (tests/benchmarks/questions.py --cv). One more
class, "none of them", is taught from questions that the library has no answer to.
"""

from __future__ import annotations

import hashlib
import itertools
import logging
import os
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coaching.language.encoder import DIMENSIONS, Array, Encoder
from coaching.language.grams import Linear, log_softmax

logger = logging.getLogger(__name__)

DEPTHS = (0, 3, 5, 6)  #: layers of the encoder that are read
SPELLING, LIKENESS = 0.5, 10.0  #: weights of those views beside meaning
PARTS = 0.5  #: weight of the single sentences beside the whole message
MOST_PARTS = 6
_END = re.compile(r"(?<=[.?!])\s+")
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


class Finder:
    """Learns from `asked`, the ways of asking each question; `outside` are questions that are none of them."""

    def __init__(
        self, asked: Sequence[Sequence[str]], outside: Sequence[str], enc: Encoder, kept: Path | None = None
    ) -> None:
        """kept: where what was learned is kept between starts (half a minute to make, 30 ms to read)."""
        self._encoder = enc
        texts = [text for forms in asked for text in forms] + list(outside)
        owners = [i for i, forms in enumerate(asked) for _ in forms] + [len(asked)] * len(outside)
        if not outside:
            owners.append(len(asked))
            texts.append("?")
        self._starts = np.array([owners.index(i) for i in range(len(asked) + 1)])
        self._grams = _Grams([neutral(text) for text in texts])
        mark = hashlib.sha256("\n".join(f"{owner} {text}" for owner, text in zip(owners, texts)).encode()).hexdigest()
        self._learned = _read(kept, mark) or self._learn(texts, owners, kept, mark)

    def likely(self, text: str) -> NDArray[np.float64]:
        """How likely each question is; the last number is that of "none of them". They sum to 1."""
        parts = [part for part in _END.split(text) if len(part.split()) > 2]
        read = self._logs([text, *parts[:MOST_PARTS]] if len(parts) > 1 else [text])
        mixed = read[0] + PARTS * read[1:].mean(axis=0) if len(read) > 1 else read[0]
        return np.asarray(np.exp(log_softmax(mixed[None])[0]), dtype=np.float64)

    def _logs(self, texts: list[str]) -> NDArray[np.float64]:
        known = self._learned
        read = self._encoder.encode([plain(text) for text in texts], layers=DEPTHS)
        meaning = Linear(known["meaning"], known["meaning_bias"]).logs(read)
        spelled = Linear(known["spelling"], known["spelling_bias"])
        spelling = spelled.logs(np.stack([self._grams.vector(neutral(text)) for text in texts]))
        like = read[:, -DIMENSIONS:] @ known["forms"].T
        nearest = [np.sort(part, axis=1)[:, -2:].mean(axis=1) for part in np.split(like, self._starts[1:], axis=1)]
        return log_softmax(meaning + SPELLING * spelling + LIKENESS * np.stack(nearest, axis=1))

    def _learn(self, texts: list[str], owners: list[int], path: Path | None, mark: str) -> Learned:
        read = self._encoder.encode([plain(text) for text in texts], layers=DEPTHS)
        meaning = Linear.fit(read, owners, owners[-1] + 1, 8.0)
        spelling = Linear.fit(self._grams.rows([neutral(text) for text in texts]), owners, owners[-1] + 1, 20.0)
        learned = {
            "mark": np.array(mark),
            "forms": read[:, -DIMENSIONS:].astype(np.float32),
            "meaning": meaning.weights,
            "meaning_bias": meaning.bias,
            "spelling": spelling.weights,
            "spelling_bias": spelling.bias,
        }
        if path is not None:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                beside = path.with_name(f"{path.stem}.{os.getpid()}.npz")
                np.savez(beside, **learned)
                beside.replace(path)
            except OSError as error:
                logger.warning("What was learned of the questions can't be kept: %s", error)
        return learned


class _Grams:
    """Tf-idf over words, pairs of words and letter triples, as unit vectors."""

    def __init__(self, texts: Sequence[str]) -> None:
        often = Counter(piece for text in texts for piece in set(_pieces(text)))
        kept = sorted(piece for piece, times in often.items() if times > 1 or " " not in piece)
        self._column = {piece: i for i, piece in enumerate(kept)}
        self._weight = np.array([np.log(len(texts) / often[piece]) for piece in kept], dtype=np.float32)

    def vector(self, text: str) -> Array:
        """One text."""
        result = np.zeros(len(self._column), dtype=np.float32)
        for piece, count in Counter(_pieces(text)).items():
            if piece in self._column:
                result[self._column[piece]] = count**0.5
        result *= self._weight
        return np.asarray(result / max(float(np.linalg.norm(result)), 1e-9), dtype=np.float32)

    def rows(self, texts: Sequence[str]) -> Any:
        """Several, one a row, sparse."""
        from scipy.sparse import csr_matrix

        return csr_matrix(np.stack([self.vector(text) for text in texts]))


def plain(text: str) -> str:
    """The text as the encoder likes it: lower case, straight apostrophes."""
    return text.lower().replace("\u2019", "'")


def neutral(text: str) -> str:
    """The text in lower case, with "he", "she", "my son" and the like as "they"."""
    said = plain(text)
    for pattern, instead in _NEUTRAL:
        said = pattern.sub(instead, said)
    return said


def _pieces(text: str) -> list[str]:
    words = re.findall(r"[a-z]+", text.replace("'", ""))[:60]
    pairs = [f"{left} {right}" for left, right in itertools.pairwise(words)]
    return [*words, *pairs, *(f"<{word}>"[i : i + 3] for word in words if len(word) > 3 for i in range(len(word)))]


def _read(path: Path | None, mark: str) -> Learned | None:
    if path is None or not path.exists():
        return None
    try:
        with np.load(path, allow_pickle=False) as kept:
            return {name: kept[name] for name in kept.files} if str(kept["mark"]) == mark else None
    except (OSError, ValueError, KeyError) as error:
        logger.warning("What was learned of the questions can't be read and is made anew: %s", error)
        return None
