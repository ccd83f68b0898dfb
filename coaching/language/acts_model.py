"""A small model for acts that wordings alone don't show: sarcasm, backhanded praise, advice in disguise ...

One logistic regression a label over three views of a sentence: its meaning (384 numbers of the sentence encoder), its
words (hashed 1- and 2-grams), and which rules matched. Trained on sentences that were written for it
(`data/acts/train.jsonl`); stored as plain arrays, no pickle.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coaching.language.encoder import encoder

ROOT = Path(__file__).resolve().parent.parent.parent
MODEL = ROOT / "models" / "acts.npz"
TRAIN = ROOT / "data" / "acts" / "train.jsonl"
BUCKETS = 4096  #: columns for hashed words
WORDS = 0.6  #: weight of the words beside the meaning
RULES = 1.0  #: weight of a matched rule
STRENGTH = 6.0  #: C of the regression; chosen by cross-validation on the training sentences
FOLDS = 4
_WORD = re.compile(r"[a-z']+|[?!]")

Array = NDArray[np.float32]


_known: dict[str, Array] = {}  #: sentences read before; a conversation and our own wordings repeat many
MEMORY = 8192


def _meanings(texts: Sequence[str]) -> Array:
    new = [text for text in dict.fromkeys(texts) if text not in _known]
    if len(_known) + len(new) > MEMORY:
        _known.clear()
        new = list(dict.fromkeys(texts))
    _known.update(zip(new, encoder().encode(new)))
    return np.stack([_known[text] for text in texts])


def _words(text: str) -> Array:
    words = _WORD.findall(text.lower().replace("’", "'"))
    row = np.zeros(BUCKETS, dtype=np.float32)
    for gram in [*words, *(f"{a} {b}" for a, b in zip(["^", *words], [*words, "$"]))]:
        row[zlib.crc32(gram.encode()) % BUCKETS] = 1.0
    return row / max(1.0, float(np.linalg.norm(row))) * WORDS


def _features(texts: Sequence[str], matched: Sequence[frozenset[str]], labels: Sequence[str]) -> Array:
    known = np.array([[RULES if label in m else 0.0 for label in labels] for m in matched], dtype=np.float32)
    return np.hstack([_meanings(texts), np.stack([_words(t) for t in texts]), known])


@dataclass
class ActModel:
    """Weights and thresholds. `score` gives a probability for each label of each sentence."""

    labels: list[str]
    weights: Array  #: (features, labels)
    bias: Array
    thresholds: dict[str, float]

    def score(self, texts: Sequence[str], matched: Sequence[frozenset[str]]) -> list[dict[str, float]]:
        """One dict a sentence: label to probability. matched: labels of the rules that matched in it."""
        if not texts:
            return []
        z = _features(texts, matched, self.labels) @ self.weights + self.bias
        return [dict(zip(self.labels, row.tolist())) for row in 1.0 / (1.0 + np.exp(-z))]

    def save(self, path: Path) -> None:
        """Writes the model as one npz file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        meta = json.dumps({"labels": self.labels, "thresholds": self.thresholds})
        np.savez_compressed(
            path, weights=self.weights.astype(np.float16), bias=self.bias, meta=np.frombuffer(meta.encode(), np.uint8)
        )

    @classmethod
    def load(cls, path: Path) -> ActModel:
        """Reads what `save` wrote. Raises OSError or ValueError."""
        with np.load(path, allow_pickle=False) as data:
            meta = json.loads(data["meta"].tobytes().decode())
            return cls(meta["labels"], data["weights"].astype(np.float32), data["bias"], meta["thresholds"])


@lru_cache(maxsize=1)
def load_model() -> ActModel | None:
    """The trained model, or None when there is none: rules then work alone."""
    try:
        return ActModel.load(MODEL)
    except (OSError, ValueError, KeyError):
        return None


def training_data(path: Path = TRAIN) -> list[tuple[str, list[str]]]:
    """Sentences and their labels. Raises ValueError naming the line that is wrong."""
    data = []
    for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                row = json.loads(line)
                data.append((str(row["text"]), [str(label) for label in row["labels"]]))
            except (json.JSONDecodeError, KeyError, TypeError) as error:
                raise ValueError(f"{path.name}:{n}: not a training sentence: {error}") from None
    return data


def train_acts(out: Path = MODEL, data: Path = TRAIN) -> dict[str, float]:
    """Trains on the sentences in `data`, writes `out`, gives cross-validated F1 per label (and `micro`)."""
    from sklearn.model_selection import KFold

    rows = training_data(data)
    labels = sorted({label for _, found in rows for label in found})
    x = _sparse([text for text, _ in rows], labels)
    y = np.array([[label in found for label in labels] for _, found in rows])
    fine = _sparse(_bank_sentences(), labels)  # our own wordings: they hurt nobody, whatever else they do
    guessed = np.zeros(y.shape, dtype=np.float32)
    for fit, held in KFold(FOLDS, shuffle=True, random_state=0).split(y):
        for k, label in enumerate(labels):
            guessed[held, k] = _fit(x[fit], y[fit, k], fine, label).predict_proba(x[held])[:, 1]
    thresholds = {label: _threshold(guessed[:, k], y[:, k]) for k, label in enumerate(labels)}
    weights, bias = [], []
    for k, label in enumerate(labels):
        regression = _fit(x, y[:, k], fine, label)
        weights.append(regression.coef_[0])
        bias.append(regression.intercept_[0])
    model = ActModel(labels, np.array(weights, dtype=np.float32).T, np.array(bias, dtype=np.float32), thresholds)
    model.save(out)
    load_model.cache_clear()
    given = guessed >= np.array([thresholds[label] for label in labels])
    report = {label: _f1(given[:, k], y[:, k]) for k, label in enumerate(labels)}
    report["micro"] = _f1(given.ravel(), y.ravel())
    return report


def _sparse(texts: Sequence[str], labels: Sequence[str]) -> Any:
    from scipy.sparse import csr_matrix

    from coaching.language.patterns import rules
    from coaching.language.pipeline import read

    matched = [frozenset(h.rule.label for h in rules().find(read(text))) for text in texts]
    return csr_matrix(_features(texts, matched, labels))


def _bank_sentences() -> list[str]:
    from coaching.bank import bank
    from coaching.language.pipeline import read, sentences

    texts = [w.text for t in bank().topics.values() for w in t.wordings]
    texts += [p for t in bank().topics.values() for options in t.parts.values() for p in options]
    found = [s.text for text in texts for s in sentences(read(text.replace("{when}", "").replace("{money}", "money")))]
    return list(dict.fromkeys(found))


def _fit(x: Any, y: NDArray[np.bool_], fine: Any, label: str) -> Any:
    from scipy.sparse import vstack
    from sklearn.linear_model import LogisticRegression

    from coaching.language.patterns import rules

    if label in rules().hurting:
        x, y = vstack([x, fine]), np.concatenate([y, np.zeros(fine.shape[0], dtype=bool)])
    regression = LogisticRegression(C=STRENGTH, max_iter=300, solver="liblinear", class_weight={True: 2.0})
    return regression.fit(x, y)


def _f1(given: NDArray[np.bool_], true: NDArray[np.bool_]) -> float:
    hits = float((given & true).sum())
    return round(2 * hits / max(1.0, float(given.sum() + true.sum())), 3)


def _threshold(p: Array, true: NDArray[np.bool_]) -> float:
    """The cut between 0.3 and 0.7 that gives the best F1 on sentences the model had not seen.

    Not lower: a finding in a kind draft does more harm than one that is missed.
    """
    cuts = [round(0.3 + 0.025 * i, 3) for i in range(17)]
    return max(cuts, key=lambda cut: (_f1(p >= cut, true), -abs(cut - 0.45)))
