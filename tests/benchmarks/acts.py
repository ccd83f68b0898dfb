"""Reads the training sentences on folds the model of acts had not seen: `python -m tests.benchmarks.acts [--folds 1]`.

A fold takes about as long as a training (two minutes). Prints what each view is worth alone and with the other, the cuts
that would be best, the scale that makes a score a frequency, and F1 a label: for TAUGHT and SCALE in `acts_model`, HELP in `acts`.
"""

from __future__ import annotations

import argparse

import numpy as np
from scipy.optimize import minimize

from coaching.language import acts_model
from coaching.language.acts import HELP, HELPING, HURT, HURTING
from coaching.language.acts_model import Lessons, _rules_in, learn

FOLDS = 3


def f1(given: np.ndarray, true: np.ndarray) -> float:
    """2 x both / (given + true)."""
    return round(2 * float((given & true).sum()) / max(1.0, float(given.sum() + true.sum())), 3)


def scale(p: np.ndarray, true: np.ndarray) -> tuple[float, float]:
    """Slope and shift of the logit that make a score a frequency (Platt 1999)."""
    z = np.log(np.clip(p, 1e-4, 1 - 1e-4) / (1 - np.clip(p, 1e-4, 1 - 1e-4))).ravel().astype(np.float64)
    sign = np.where(true.ravel(), -1.0, 1.0)
    slope, shift = minimize(lambda ab: np.logaddexp(0.0, (ab[0] * z + ab[1]) * sign).mean(), (1.0, 0.0)).x
    return round(float(slope), 2), round(float(shift), 2)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=int, default=FOLDS, help="how many of the three")
    options = parser.parse_args()
    lessons = Lessons.gather()
    fold = np.random.default_rng(0).permutation(lessons.written) % FOLDS
    scores: dict[float, list[np.ndarray]] = {0.0: [], 0.35: [], 0.5: [], 0.65: [], 1.0: []}
    truths = []
    for k in range(options.folds):
        held = [i for i in range(lessons.written) if fold[i] == k]
        rest = [i for i in range(len(lessons.texts)) if i >= lessons.written or fold[i] != k]
        model = learn(lessons.part(rest), lambda message: print(" ", message, flush=True))
        texts = [lessons.texts[i] for i in held]
        seen = [_rules_in(text) for text in texts]
        truths.append(lessons.y[held] > 0)
        for acts_model.TAUGHT in scores:
            found = model.score(texts, seen)
            scores[acts_model.TAUGHT].append(np.array([[row[label] for label in lessons.labels] for row in found]))
    true = np.concatenate(truths)
    hurting = [lessons.labels.index(label) for label in HURTING]
    helping = [lessons.labels.index(label) for label in HELPING]
    print("weight of the taught view: micro-F1 of acts that hurt, of acts that help, each with its best cut")
    for weight, parts in scores.items():
        p = np.concatenate(parts)
        best = [
            max((f1(p[:, k] >= cut, true[:, k]), cut) for cut in np.arange(0.2, 0.61, 0.05).round(2).tolist())
            for k in (hurting, helping)
        ]
        print(f"  {weight}: {best[0]} {best[1]}")
    p = np.concatenate(scores[0.5])
    print("scale", scale(p[:, :-1], true[:, :-1]))
    for cut, columns in ((HURT, hurting), (HELP, helping)):
        print({lessons.labels[k]: f1(p[:, k] >= cut, true[:, k]) for k in columns})
