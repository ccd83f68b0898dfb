"""A reader that knows danger by its words: a small linear model whose weights are a plain table in data/safety.

It votes beside the rules for danger that is told without any of the signs that a rule can name. It is read with the
standard library alone; without its table (`models/danger_words.json`) the screen works by rules only. Made by
`python -m coaching.safety.training` from data/safety/train.jsonl and the ordinary messages of data/nlu.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from coaching.safety.danger import KINDS
from coaching.safety.normalise import SAFETY

WEIGHTS = SAFETY.parent.parent / "models" / "danger_words.json"  #: made by `hearth train`
SHORTEST, LONGEST = 3, 5  #: characters of the pieces of words (they survive misspelling)
WINDOW = 3  #: sentences of a long message that are read together
CACHED = 20_000  #: words whose known pieces are remembered
STEP = 2  #: sentences from one window to the next
LONG = 45  #: words from which on a message is also read in windows
_WORDS = re.compile(r"\w+")


def features(text: str) -> Counter[str]:
    """Words, pairs of words, and pieces of words with their edges marked, counted. `text` is in plain form."""
    words = _WORDS.findall(text)
    found = Counter(whole(words))
    for word in words:
        found.update(pieces(word))
    return found


def whole(words: Sequence[str]) -> list[str]:
    """Words and pairs of neighbouring words. "He" and "is" stay: danger is mostly told about somebody."""
    return [*words, *(f"{a} {b}" for a, b in pairwise(words))]


def pieces(word: str) -> tuple[str, ...]:
    """The pieces of a word with its edges marked."""
    edged = f"<{word}>"
    return tuple(
        "#" + edged[i : i + size]
        for size in range(SHORTEST, LONGEST + 1)
        for i in range(len(edged) - size + 1)
        if len(edged) > size
    )


def windows(text: str) -> Iterator[str]:
    """The text, and when it is long also every few sentences of it, so that its last line counts."""
    yield text
    if len(_WORDS.findall(text)) >= LONG:
        sentences = [s for s in re.split(r"(?<=[.!?\n;])\s+", text) if s.strip()]
        if len(sentences) == 1:
            words = text.split()
            sentences = [" ".join(words[i : i + 15]) for i in range(0, len(words), 15)]
        last = max(0, len(sentences) - WINDOW)
        for i in sorted({*range(0, last, STEP), last}):
            yield " ".join(sentences[i : i + WINDOW])


@dataclass(frozen=True)
class Vote:
    """What the reader makes of a text: how likely it is danger (0 to 1), the likeliest kind, the words that weighed most."""

    danger: float
    kind: str
    words: tuple[str, ...]


class WordReader:
    """Reads texts with a table of weights."""

    def __init__(self, table: dict[str, list[float]], bias: Sequence[float]) -> None:
        self._table, self._bias = table, bias
        self._pieces: dict[str, tuple[str, ...]] = {}

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> WordReader | None:
        """The reader, or None when there is no usable table."""
        try:
            data = json.loads(path.read_text("utf-8"))
            return cls({name: [w / data["scale"] for w in row] for name, row in data["table"].items()}, data["bias"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def read(self, plain: str) -> Vote:
        """The vote on a text in plain form: that of its most alarming window."""
        return self._kind(max((self._weighed(window) for window in windows(plain)), key=lambda found: found[0]))

    def weighed(self, text: str) -> float:
        """The score of a text in plain form as it stands: the higher, the more alarming."""
        return self._weighed(text)[0]

    def _weighed(self, text: str) -> tuple[float, list[tuple[str, float]]]:
        """The score for danger of any kind, and each known feature with its share of the text."""
        table = self._table
        phrases: dict[str, int] = {}
        parts: dict[str, int] = {}
        words = _WORDS.findall(text)
        for name in whole(words):
            if name in table:
                phrases[name] = phrases.get(name, 0) + 1
        for word in words:
            for name in self._known(word):
                parts[name] = parts.get(name, 0) + 1
        score, shares = self._bias[0], []
        for counts in (phrases, parts):
            values = [(name, (1 + math.log(n)) * table[name][0]) for name, n in counts.items()]
            norm = math.sqrt(sum(value * value for _, value in values)) or 1.0
            shares += [(name, value / norm) for name, value in values]
        return score + sum(share * table[name][1] for name, share in shares), shares

    def _kind(self, found: tuple[float, list[tuple[str, float]]]) -> Vote:
        score, shares = found
        sums = [
            bias + sum(share * self._table[name][column] for name, share in shares)
            for column, bias in enumerate(self._bias[1:], 2)
        ]
        heavy = sorted(((s * self._table[n][1], n) for n, s in shares if n[0] != "#"), reverse=True)[:4]
        danger = 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
        return Vote(danger, KINDS[sums.index(max(sums))], tuple(name for weight, name in heavy if weight > 0))

    def _known(self, word: str) -> tuple[str, ...]:
        """The pieces of a word that stand in the table."""
        known = self._pieces.get(word)
        if known is None:
            known = tuple(name for name in pieces(word) if name in self._table)
            if len(self._pieces) < CACHED:
                self._pieces[word] = known
        return known
