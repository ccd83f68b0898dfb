"""Fits the weights of coaching/safety/weighing.py on our own test sets: `python -m tests.benchmarks.danger_weights`.

Prints them with the thresholds at which the goals for hard negatives are kept (5 % alarmed, 15 % asked), measured by
cross-validation, and what is then alarmed and caught. Rows of the grey sort teach nothing; they are only counted.
"""

from __future__ import annotations

import json
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
ORDINARY_ALARMED, ORDINARY_FLAGGED = 0.006, 0.03  #: of everyday replies and drafts
FOLDS = 10


def main() -> None:
    """Prints weights, thresholds and shares, with the second reader and without."""
    screen = Screen(second=SecondReader(load_intents()))
    data = [row for row in rows(OURS) if not row.get("recent")] + everyday()
    data = [row for row in data if any(map(str.isalpha, row["text"]))]  # of pictures alone only the rules know anything
    read = [
        screen.reading(r["text"], screen.rules.masked(screen.normalise(r["text"])), thorough=True).signs for r in data
    ]
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
        worst = held[sort == "ordinary"]
        alarm = max(alarm, float(np.quantile(worst, 1 - ORDINARY_ALARMED)))
        check = max(check, float(np.quantile(worst, 1 - ORDINARY_FLAGGED)))
        final = _fit(table[clear], wanted[clear]).coef_[0]
        print(f"{name} = ({', '.join(f'{weight:.2f}' for weight in final)})")
        shares = {
            kind: (np.mean(held[sort == kind] > alarm), np.mean(held[sort == kind] > check)) for kind in set(sort)
        }
        print(f"  alarm from {alarm:.2f}, check from {check:.2f}")
        for kind, (alarmed, caught) in sorted(shares.items()):
            print(f"  {kind}: alarmed {alarmed:.3f}, alarmed or asked {caught:.3f}")


def everyday() -> list[dict[str, str]]:
    """Replies to open questions and drafts for a loved one, from the other test sets: what is written most, and no danger."""
    data = ROOT / "tests/data"
    lines = [
        line for name in ("context", "context_apart") for line in (data / f"{name}.tsv").read_text("utf-8").splitlines()
    ]
    texts = [line.split("\t")[1] for line in lines if line.strip() and not line.startswith("#")]
    for path in (data / "drafts.jsonl", *sorted((data / "phrasing").glob("*.jsonl"))):
        found = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        texts += [
            r.get("text") or r["draft"] for r in found if "threat" not in str(r.get("labels", r.get("problems", "")))
        ]
    return [{"text": text, "kind": "ordinary"} for text in texts]


def _fit(table: np.ndarray, wanted: np.ndarray) -> LogisticRegression:
    # The bias is a column of the table.
    return LogisticRegression(C=1.0, max_iter=1000, fit_intercept=False).fit(table, wanted)


if __name__ == "__main__":
    main()
