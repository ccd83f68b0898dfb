"""A small model for acts that wordings alone don't show: sarcasm, backhanded praise, advice in disguise ...

One logistic regression a label, and one for "hurts at all", over what `coaching.language.acts_features` sees of a text.
Trained on sentences and messages that were written for it (`data/acts/train.jsonl`); stored as plain arrays, no pickle.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coaching.language.acts_features import Array, matches, meanings, wordings

ROOT = Path(__file__).resolve().parent.parent.parent
MODEL = ROOT / "models" / "acts.npz"
TRAIN = ROOT / "data" / "acts" / "train.jsonl"
HURTS = "hurts"  #: one more label: whether any act that hurts is there. Surer than each of them alone
STRENGTH = 6.0  #: C of the regression; chosen by cross-validation on the training sentences
POSITIVE = 2.0  #: weight of an example that has the label; each label is rare
ROUNDS = 100  #: steps of the optimiser; more change nothing
FOLDS = 3

Flags = NDArray[np.bool_]


@dataclass
class ActModel:
    """Weights and thresholds. `score` gives a number between 0 and 1 for each label of each text.

    A label is there from its threshold up. `sureness` turns such a number into how often it is right.
    """

    labels: list[str]  #: the last is HURTS
    weights: Array  #: (features, labels)
    bias: Array
    thresholds: dict[str, float]
    scale: tuple[float, float]  #: slope and shift of the logit that make it a frequency (Platt 1999)

    def score(self, texts: Sequence[str], matched: Sequence[Iterable[str]]) -> list[dict[str, float]]:
        """One dict a text: label to score. matched: labels of the rules that matched in it."""
        if not texts:
            return []
        z = self.bias + _times(_blocks(texts, matched, self.labels[:-1]), self.weights)
        return [dict(zip(self.labels, row.tolist())) for row in _sigmoid(z)]

    def sureness(self, score: float) -> float:
        """How often an act with this score is there, 0-1: measured on sentences the model had not seen."""
        p = min(max(score, 1e-4), 1 - 1e-4)
        return float(_sigmoid(np.float32(self.scale[0] * np.log(p / (1 - p)) + self.scale[1])))

    def save(self, path: Path) -> None:
        """Writes the model as one npz file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        meta = json.dumps({"labels": self.labels, "thresholds": self.thresholds, "scale": self.scale})
        np.savez_compressed(
            path, weights=self.weights.astype(np.float16), bias=self.bias, meta=np.frombuffer(meta.encode(), np.uint8)
        )

    @classmethod
    def load(cls, path: Path) -> ActModel:
        """Reads what `save` wrote. Raises OSError, ValueError or KeyError (a model of an older kind)."""
        with np.load(path, allow_pickle=False) as data:
            meta = json.loads(data["meta"].tobytes().decode())
            weights = data["weights"].astype(np.float32)
            slope, shift = meta["scale"]
            return cls(meta["labels"], weights, data["bias"], meta["thresholds"], (slope, shift))


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
    from coaching.language.patterns import rules

    hurting = frozenset(rules().hurting)
    rows = training_data(data)
    labels = [*sorted({label for _, found in rows for label in found}), HURTS]
    known = [{*found, HURTS} if hurting.intersection(found) else set(found) for _, found in rows]
    own = _bank_sentences()  # our own wordings: they hurt nobody, whatever else they do
    texts = [text for text, _ in rows] + own
    x = _blocks(texts, [_rules_in(text) for text in texts], labels[:-1])
    y = np.array([[label in found for label in labels] for found in [*known, *([set()] * len(own))]], dtype=np.float32)
    counts = np.ones_like(y)
    counts[:, :-1] += (POSITIVE - 1) * y[:, :-1]
    counts[len(rows) :, [label not in hurting and label != HURTS for label in labels]] = 0.0
    places = np.random.default_rng(0).permutation(len(rows)) % FOLDS
    fold = np.concatenate([places, np.full(len(own), -1)])
    guessed = np.zeros((len(rows), len(labels)), dtype=np.float32)
    for k in range(FOLDS):
        held = fold == k
        weights, bias = _fit([b[~held] for b in x], y[~held], counts[~held])
        guessed[places == k] = _sigmoid(bias + _times([b[held] for b in x], weights))
    true = y[: len(rows)] > 0
    thresholds = {label: _threshold(guessed[:, k], true[:, k]) for k, label in enumerate(labels)}
    weights, bias = _fit(x, y, counts)
    ActModel(labels, weights, bias, thresholds, _scale(guessed, true)).save(out)
    load_model.cache_clear()
    given = guessed >= np.array([thresholds[label] for label in labels])
    report = {label: _f1(given[:, k], true[:, k]) for k, label in enumerate(labels)}
    report["micro"] = _f1(given[:, :-1].ravel(), true[:, :-1].ravel())
    return report


def _blocks(texts: Sequence[str], matched: Sequence[Iterable[str]], labels: Sequence[str]) -> list[Any]:
    return [meanings(texts), wordings(texts), matches(matched, labels)]


def _rules_in(text: str) -> frozenset[str]:
    from coaching.language.patterns import rules
    from coaching.language.pipeline import read

    return frozenset(hit.rule.label for hit in rules().find(read(text)))


def _bank_sentences() -> list[str]:
    from coaching.bank import bank
    from coaching.language.pipeline import read, sentences

    texts = [w.text for t in bank().topics.values() for w in t.wordings]
    texts += [p for t in bank().topics.values() for options in t.parts.values() for p in options]
    found = [s.text for text in texts for s in sentences(read(text.replace("{when}", "").replace("{money}", "money")))]
    return list(dict.fromkeys(found))


def _times(blocks: Sequence[Any], weights: Array) -> Array:
    """The product of blocks side by side (dense or sparse) with the weights."""
    ends = np.cumsum([b.shape[1] for b in blocks])
    return np.asarray(sum(b @ weights[e - b.shape[1] : e] for b, e in zip(blocks, ends)), dtype=np.float32)


def _sigmoid(z: Any) -> Any:
    return 1.0 / (1.0 + np.exp(-np.clip(z, -30.0, 30.0)))


def _fit(blocks: Sequence[Any], y: Array, counts: Array) -> tuple[Array, Array]:
    """All labels' regressions at once, so that the features are read once a step. counts: weight of each answer."""
    from scipy.optimize import minimize

    turned = [b.T.tocsr() if hasattr(b, "tocsr") else b.T for b in blocks]
    size, labels = sum(b.shape[1] for b in blocks), y.shape[1]

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        v = flat.reshape(size + 1, labels).astype(np.float32)
        z = _times(blocks, v[:-1]) + v[-1]
        miss = counts * (_sigmoid(z) - y)
        slope = np.vstack([*(t @ miss for t in turned), miss.sum(axis=0)[None, :]]).astype(np.float64)
        slope[:-1] += v[:-1] / STRENGTH
        value = float((counts * (np.logaddexp(0.0, z) - y * z)).sum() + 0.5 / STRENGTH * (v[:-1] ** 2).sum())
        return value, slope.ravel()

    found = minimize(loss, np.zeros((size + 1) * labels), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS})
    v = found.x.reshape(size + 1, labels).astype(np.float32)
    return v[:-1], v[-1]


def _scale(p: Array, true: Flags) -> tuple[float, float]:
    from scipy.optimize import minimize

    z = np.log(np.clip(p, 1e-4, 1 - 1e-4) / (1 - np.clip(p, 1e-4, 1 - 1e-4))).ravel().astype(np.float64)
    t = true.ravel()

    def loss(ab: NDArray[np.float64]) -> float:
        return float(np.logaddexp(0.0, (ab[0] * z + ab[1]) * np.where(t, -1.0, 1.0)).mean())

    slope, shift = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return float(slope), float(shift)


def _f1(given: Flags, true: Flags) -> float:
    hits = float((given & true).sum())
    return round(2 * hits / max(1.0, float(given.sum() + true.sum())), 3)


def _threshold(p: Array, true: Flags) -> float:
    """The cut between 0.2 and 0.8 that gives the best F1 on sentences the model had not seen; near ties the middle."""
    cuts = [round(0.2 + 0.025 * i, 3) for i in range(25)]
    return max(cuts, key=lambda cut: (_f1(p >= cut, true), -abs(cut - 0.45)))
