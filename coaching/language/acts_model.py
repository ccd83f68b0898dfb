"""A small model for acts that wordings alone don't show: sarcasm, backhanded praise, advice in disguise ...

Two views of a text vote, each with one number a label, and one for "hurts at all": a regression over what
`coaching.language.acts_features` sees of it, and the sentence encoder with upper layers taught for this
(`coaching.language.acts_taught`). Each catches what the other misses. Trained on sentences and messages that were written
for it (`data/acts/train.jsonl`); stored as plain arrays, no pickle.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coaching.language.acts_features import Array, Meanings, matches, wordings
from coaching.language.acts_taught import ActsEncoder, Upper, teach_acts
from coaching.language.encoder import encoder

ROOT = Path(__file__).resolve().parent.parent.parent
MODEL = ROOT / "models" / "acts.npz"
TRAIN = ROOT / "data" / "acts" / "train.jsonl"
HURTS = "hurts"  #: one more label: whether any act that hurts is there. Surer than each of them alone
STRENGTH = 6.0  #: C of the regression; chosen by cross-validation on the training sentences
OWN = 2.0  #: weight of our own wordings as examples that hurt nobody: what is offered must not be warned of
POSITIVE = 2.0  #: in it, weight of an example that has the label; each label is rare
ROUNDS = 100  #: steps of the optimiser; more change nothing
TAUGHT = 0.5  #: what the taught view counts; the regression counts the rest
SCALE = (1.0, 0.0)  #: slope and shift of the logit that make a score a frequency (Platt 1999)
# TAUGHT: docs/phrasing.md. SCALE is neutral until tests/benchmarks/acts.py, which measures it on unseen folds, was run.


@dataclass
class ActModel:
    """Both views. `score` gives a number between 0 and 1 for each label of each text; `sureness` how often it is right."""

    labels: list[str]  #: the last is HURTS
    weights: Array  #: of the regression: (features, labels)
    bias: Array
    upper: Upper

    def __post_init__(self) -> None:
        self.meanings = Meanings(ActsEncoder(self.upper.tensors))

    def score(self, texts: Sequence[str], matched: Sequence[Iterable[str]]) -> list[dict[str, float]]:
        """One dict a text: label to score. matched: labels of the rules that matched in it."""
        if not texts:
            return []
        lower, last = self.meanings.read(texts)
        plain = self.bias + _times([lower, wordings(texts), matches(matched, self.labels[:-1])], self.weights)
        taught = self.upper.bias + last @ self.upper.weights
        return [dict(zip(self.labels, row.tolist())) for row in _sigmoid(TAUGHT * taught + (1 - TAUGHT) * plain)]

    def sureness(self, score: float) -> float:
        """How often an act with this score is there, 0-1, as far as SCALE knows."""
        p = min(max(score, 1e-4), 1 - 1e-4)
        return float(_sigmoid(np.float32(SCALE[0] * np.log(p / (1 - p)) + SCALE[1])))

    def save(self, path: Path) -> None:
        """Writes the model as one npz file, about 10 MB."""
        path.parent.mkdir(parents=True, exist_ok=True)
        arrays: dict[str, Any] = {f"upper.{name}": t.astype(np.float16) for name, t in self.upper.tensors.items()}
        arrays |= {"weights": self.weights.astype(np.float16), "bias": self.bias}
        arrays |= {"taught": self.upper.weights, "taught_bias": self.upper.bias}
        np.savez_compressed(path, labels=np.frombuffer(json.dumps(self.labels).encode(), np.uint8), **arrays)

    @classmethod
    def load(cls, path: Path) -> ActModel:
        """Reads what `save` wrote. Raises OSError, ValueError or KeyError (a model of an older kind)."""
        with np.load(path, allow_pickle=False) as data:
            tensors = {n[len("upper.") :]: data[n].astype(np.float32) for n in data if n.startswith("upper.")}
            upper = Upper(tensors, data["taught"], data["taught_bias"])
            labels = json.loads(data["labels"].tobytes().decode())
            return cls(labels, data["weights"].astype(np.float32), data["bias"], upper)


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


@dataclass
class Lessons:
    """What there is to learn from. y: labels as 0 or 1; counts: weight of each answer, 0 where it is not known."""

    labels: list[str]
    texts: list[str]
    y: Array
    counts: Array
    written: int  #: the first so many texts are training sentences; the rest are our own wordings

    @classmethod
    def gather(cls, data: Path = TRAIN) -> Lessons:
        """The training sentences and our own wordings: those hurt nobody, whatever else they do."""
        from coaching.language.patterns import rules

        hurting, rows, own = frozenset(rules().hurting), training_data(data), _bank_sentences()
        labels = [*sorted({label for _, found in rows for label in found}), HURTS]
        known = [{*found, HURTS} if hurting.intersection(found) else set(found) for _, found in rows]
        y = np.array([[label in found for label in labels] for found in [*known, *([set()] * len(own))]], np.float32)
        counts = np.ones_like(y)
        counts[len(rows) :] = OWN
        counts[len(rows) :, [label not in hurting and label != HURTS for label in labels]] = 0.0
        return cls(labels, [*(text for text, _ in rows), *own], y, counts, len(rows))

    def part(self, chosen: Sequence[int]) -> Lessons:
        """Some of them, in this order."""
        written = sum(i < self.written for i in chosen)
        return Lessons(self.labels, [self.texts[i] for i in chosen], self.y[chosen], self.counts[chosen], written)


def train_acts(out: Path = MODEL, data: Path = TRAIN, say: Callable[[str], None] = lambda message: None) -> None:
    """Trains on the sentences in `data` and writes `out`. About two minutes on two cores; `say` is told what goes on."""
    learn(Lessons.gather(data), say).save(out)
    load_model.cache_clear()


def learn(lessons: Lessons, say: Callable[[str], None] = lambda message: None) -> ActModel:
    """Both views of these lessons."""
    texts, y, counts = lessons.texts, lessons.y, lessons.counts
    lower, last = Meanings(encoder()).read(texts)
    more = counts * (1 + (POSITIVE - 1) * y)
    more[:, -1] = 1.0  # "hurts at all" is not rare
    seen = [lower, wordings(texts), matches([_rules_in(text) for text in texts], lessons.labels[:-1])]
    say(f"{len(texts)} sentences read")
    weights, bias = _fit(seen, y, more)
    return ActModel(lessons.labels, weights, bias, teach_acts(texts, y, counts, _fit([last], y, counts), say))


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
