"""Held-out folds of data/nlu: trains without a part of the messages and reads that part."""

from __future__ import annotations

import random
from functools import partial
from itertools import product

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedKFold

from coaching.language import intents as module
from coaching.language.encoder import encoder
from coaching.language.finetune import Plan
from coaching.language.grams import Grams, Linear
from coaching.language.intents import IntentModel
from coaching.language.neighbours import Neighbours
from coaching.language.noise import nonsense

Logs = NDArray[np.float64]
CHOSEN = (module.SPELLING, module.ALIKE, module.TEMPERATURE)


def parts(texts: list[str], labels: list[str], folds: int) -> list[tuple[list[int], list[int]]]:
    """(training, held-out) places of each fold; the same for the same data."""
    found = StratifiedKFold(folds, shuffle=True, random_state=7).split(texts, labels)
    return [(list(train), list(test)) for train, test in found]


def taught(texts: list[str], labels: list[str], folds: int, only: int, epochs: int | None) -> tuple[list[int], Logs]:
    """The shipped plan, trained anew for every fold (minutes each): held-out places and their chances."""
    held: list[int] = []
    views, added, share = [], np.zeros(0), np.zeros(0)
    for number, (train, test) in enumerate(parts(texts, labels, folds), 1):
        model = IntentModel.train([texts[i] for i in train], [labels[i] for i in train], partial(_say, number), epochs)
        views.append(model.views([texts[i] for i in test]))
        added, share = model.added, model.spread
        held += test
        if number == only:
            break
    return held, _choose(views, added, share, [labels[i] for i in held], sorted(set(labels)))


def untaught(texts: list[str], labels: list[str], folds: int) -> tuple[list[int], Logs]:
    """The same three views with the encoder as it was shipped: every text is encoded once, so that all folds take
    a few minutes. A lower bound: teaching adds about 0.12 on such a fold (docs/nlu.md).
    """
    names, nothing = sorted(set(labels)), len(set(labels))
    beside = module.near_danger(names)
    shipped, plan = encoder(), Plan()
    rng, words = random.Random(plan.seed), module.plain_words(encoder(), texts)
    noise = [nonsense(rng, words) for _ in range(round(plan.nonsense * len(texts)))]
    extra = [*(text for text, _ in beside), *noise]
    extra_gold = [*(names.index(label) for _, label in beside), *[nothing] * len(noise)]
    read = shipped.encode([*texts, *extra], module.LONGEST)
    gold = [names.index(label) for label in labels]
    held: list[int] = []
    views = []
    for number, (train, test) in enumerate(parts(texts, labels, folds), 1):
        known = [*(gold[i] for i in train), *extra_gold]
        rows = [*train, *range(len(texts), len(read))]
        meaning = Linear.fit(read[rows], known, nothing + 1, 5.0)
        learnt = [*(texts[i] for i in train), *extra]
        grams = Grams().fit(learnt[: len(learnt) - len(noise)])
        spelling = Linear.fit(grams.features(learnt), known, nothing + 1, 10.0)
        alike = Neighbours(read[rows], np.array(known), nothing + 1)
        spelt = grams.features([texts[i] for i in test])
        views.append([meaning.logs(read[test]), spelling.logs(spelt), alike.logs(read[test])])
        held += test
        _say(number, f"{len(test)} messages read")
    return held, module.combine(
        [np.concatenate(parts) for parts in zip(*views)],
        module.shift(names, np.array([*gold, *extra_gold])),
        module.spread(names),
    )


def _choose(views: list[list[Logs]], added: Logs, share: Logs, labels: list[str], names: list[str]) -> Logs:
    """Prints what other powers and temperatures would be worth, and gives the chances with the shipped ones."""
    joined = [np.concatenate(parts) for parts in zip(*views)]
    gold = np.array([names.index(label) for label in labels])
    print("power of spelling and of the nearest, temperature: accuracy, mean log loss")
    for module.SPELLING, module.ALIKE in product((0.0, 0.3, 0.6, 0.9), repeat=2):
        for module.TEMPERATURE in (1.0, 1.2, 1.43, 1.7):
            p = module.combine(joined, added, share)
            loss = -np.log(p[np.arange(len(gold)), gold] + 1e-9).mean()
            powers = f"{module.SPELLING:.1f} {module.ALIKE:.1f} {module.TEMPERATURE:.2f}"
            print(f"  {powers}: {(p.argmax(1) == gold).mean():.4f} {loss:.4f}")
    module.SPELLING, module.ALIKE, module.TEMPERATURE = CHOSEN
    return module.combine(joined, added, share)


def _say(fold: int, message: str) -> None:
    print(f"  fold {fold}: {message}", flush=True)
