"""What the model of acts sees of a text: its meaning, its words, its spelling and which rules matched.

Meaning is read after three layers of the sentence encoder, not only the last: what a sentence is about counts less here
than how it is said, and the layers below still know that (cross-validated F1 0.668 with the last alone, 0.692 with three).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from coaching.language.encoder import DIMENSIONS, encoder

Array = NDArray[np.float32]

LAYERS = (4, 5, 6)
BUCKETS = 4096  #: columns for hashed words
LETTERS = 8192  #: columns for hashed runs of 3 to 5 letters
WORDS_WEIGHT = 0.8  #: of the words beside the meaning
LETTERS_WEIGHT = 1.0
RULES_WEIGHT = 1.0
LONGEST = 600  #: characters whose spelling is read: a letter's first lines tell its tone
MEMORY = 4096
_WORD = re.compile(r"[a-z']+|[?!]")

_known: dict[str, Array] = {}  #: texts read before; a conversation and our own wordings repeat many


def meanings(texts: Sequence[str]) -> Array:
    """One row a text: unit vectors after LAYERS, side by side."""
    new = [text for text in dict.fromkeys(texts) if text not in _known]
    if len(_known) + len(new) > MEMORY:
        _known.clear()
        new = list(dict.fromkeys(texts))
    _known.update(zip(new, encoder().encode(new, layers=LAYERS)))
    rows = np.stack([_known[text] for text in texts]) if texts else np.zeros((0, len(LAYERS) * DIMENSIONS), np.float32)
    if len(_known) > MEMORY:  # more texts at once than are kept: a training
        _known.clear()
    return np.asarray(rows, dtype=np.float32)


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
