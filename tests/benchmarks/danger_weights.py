"""Fits the weights of coaching/safety/weighing.py on our own test sets: `python -m tests.benchmarks.danger_weights`.

Prints them with the thresholds at which the goals for hard negatives are kept (5 % alarmed, 15 % asked), measured by
cross-validation, and what is then alarmed and caught. Rows of the grey sort teach nothing; they are only counted.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bot.parse import load_intents  # noqa: E402
from bot.second_reader import SecondReader  # noqa: E402
from coaching.safety.screen import Screen  # noqa: E402
from tests.benchmarks.danger import OURS, rows  # noqa: E402

ALARMED, FLAGGED = 0.05, 0.20  #: of hard negatives
FOLDS = 10


def main() -> None:
    """Prints weights, thresholds and shares, with the second reader and without."""
    screen, data = Screen(second=SecondReader(load_intents())), [row for row in rows(OURS) if not row.get("recent")]
    read = [screen.reading(r["text"], screen.rules.masked(screen.normalise(r["text"]))).signs for r in data]
    sort = np.array([row["kind"] for row in data])
    fold = np.array([random.Random(i).randrange(FOLDS) for i in range(len(data))])
    for name, table in (
        ("TOGETHER", np.array([signs.together() for signs in read])),
        ("ALONE", np.array([signs.alone() for signs in read])),
    ):
        clear, wanted = sort != "grey", sort == "positive"
        held = np.zeros(len(data))
        for k in range(FOLDS):
            model = _fit(table[clear & (fold != k)], wanted[clear & (fold != k)])
            held[fold == k] = model.predict_proba(table[fold == k])[:, 1]
        alarm, check = (float(np.quantile(held[sort == "negative"], 1 - share)) for share in (ALARMED, FLAGGED))
        final = _fit(table[clear], wanted[clear]).coef_[0]
        print(f"{name} = ({', '.join(f'{weight:.2f}' for weight in final)})")
        shares = {
            kind: (np.mean(held[sort == kind] > alarm), np.mean(held[sort == kind] > check)) for kind in set(sort)
        }
        print(f"  alarm from {alarm:.2f}, check from {check:.2f}")
        for kind, (alarmed, caught) in sorted(shares.items()):
            print(f"  {kind}: alarmed {alarmed:.3f}, alarmed or asked {caught:.3f}")


def _fit(table: np.ndarray, wanted: np.ndarray) -> LogisticRegression:
    # The bias is a column of the table.
    return LogisticRegression(C=1.0, max_iter=1000, fit_intercept=False).fit(table, wanted)


if __name__ == "__main__":
    main()
