"""What the model of acts sees of a text: its meaning, its words, its spelling and which rules matched.

Meaning is read twice in one pass: after the lower layers of the sentence encoder, as shipped, and after its upper ones,
which were taught how acts are said (`coaching.language.acts_taught`). docs/phrasing.md has the figures of both.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from coaching.language.encoder import DIMENSIONS, LAYERS, Encoder

Array = NDArray[np.float32]

LOWER = (1, 2, 3)  #: layers that stay as they were shipped and are read as they are
BUCKETS = 4096  #: columns for hashed words
LETTERS = 8192  #: columns for hashed runs of 3 to 5 letters
WORDS_WEIGHT = 0.8  #: of the words beside the meaning
LETTERS_WEIGHT = 1.0
RULES_WEIGHT = 1.0
LONGEST = 600  #: characters whose spelling is read: a letter's first lines tell its tone
MEMORY = 4096
_WORD = re.compile(r"[a-z']+|[?!]")


class Meanings:
    """What an encoder makes of texts. Remembers: a conversation and our own wordings repeat many."""

    def __init__(self, enc: Encoder) -> None:
        self._encoder = enc
        self._known: dict[str, Array] = {}

    def read(self, texts: Sequence[str]) -> tuple[Array, Array]:
        """Two rows a text: unit vectors after the LOWER layers, side by side, and the one after the last layer."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if len(self._known) + len(new) > MEMORY:
            self._known.clear()
            new = list(dict.fromkeys(texts))
        self._known.update(zip(new, self._encoder.encode(new, layers=(*LOWER, LAYERS))))
        width = (len(LOWER) + 1) * DIMENSIONS
        rows = np.stack([self._known[text] for text in texts]) if texts else np.zeros((0, width), np.float32)
        if len(self._known) > MEMORY:  # more texts at once than are kept: a training
            self._known.clear()
        return rows[:, :-DIMENSIONS], rows[:, -DIMENSIONS:]


def wordings(texts: Sequence[str]) -> csr_matrix:
    """One sparse row a text: hashed words and pairs of words, then hashed runs of letters."""
    values: list[float] = []
    columns: list[int] = []
    ends = [0]
    for text in texts:
        for found, weight in ((_words(text), WORDS_WEIGHT), (_letters(text), LETTERS_WEIGHT)):
            columns += found
            values += [weight / max(1, len(found)) ** 0.5] * len(found)
        ends.append(len(columns))
    shape = (len(texts), BUCKETS + LETTERS)
    return csr_matrix((np.array(values, dtype=np.float32), np.array(columns, dtype=np.int32), ends), shape=shape)


def matches(matched: Sequence[Iterable[str]], labels: Sequence[str]) -> csr_matrix:
    """One sparse row a text: the labels whose rules matched."""
    known = [[RULES_WEIGHT if label in found else 0.0 for label in labels] for found in map(frozenset, matched)]
    return csr_matrix(np.array(known, dtype=np.float32).reshape(len(known), len(labels)))


def _words(text: str) -> list[int]:
    words = _WORD.findall(text.lower().replace("’", "'"))
    grams = [*words, *(f"{a} {b}" for a, b in zip(["^", *words], [*words, "$"]))]
    return sorted({zlib.crc32(gram.encode()) % BUCKETS for gram in grams})


def _letters(text: str) -> list[int]:
    line = f" {' '.join(text[:LONGEST].lower().replace('’', chr(39)).split())} "
    grams = {line[i : i + n] for n in (3, 4, 5) for i in range(len(line) - n + 1)}
    return sorted({BUCKETS + zlib.crc32(gram.encode()) % LETTERS for gram in grams})
