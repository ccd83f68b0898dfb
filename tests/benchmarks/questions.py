"""How well `coaching.learn` finds answers: first hit on paraphrases, unknown questions, follow-ups, time.

.venv/bin/python -m tests.benchmarks.questions [-v]
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from coaching.library import KNOWN, Library, library

DATA = Path(__file__).resolve().parent.parent / "data"


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of a JSON-lines file beside the tests."""
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines() if line.strip()]


def measure(shelf: Library, verbose: bool = False) -> dict[str, float]:
    """Shares between 0 and 1, and milliseconds."""
    asked = rows("questions_paraphrases.jsonl")
    first = answered = third = misled = 0
    for row in asked:
        found = shelf.find(row["text"])
        names = [entry.id for entry, _ in found[:3]]
        first += names[0] == row["id"]
        third += row["id"] in names
        answered += names[0] == row["id"] and found[0][1] >= KNOWN
        misled += names[0] != row["id"] and found[0][1] >= KNOWN
        if verbose and (names[0] != row["id"] or found[0][1] < KNOWN):
            print(f"{row['id']:24} {names[0]:24} {found[0][1]:.2f}  {row['text']}")
    others = rows("questions_others.jsonl")
    strange = [row for row in others if row["id"] is None]
    refused = 0
    for row in strange:
        found = shelf.find(row["text"])
        refused += not found or found[0][1] < KNOWN
        if verbose and found and found[0][1] >= KNOWN:
            print(f"{'(unknown)':24} {found[0][0].id:24} {found[0][1]:.2f}  {row['text']}")
    leaning = [row for row in others if row["id"]]
    followed = 0
    for row in leaning:
        best, score = shelf.find(row["text"], row["previous"])[0]
        followed += best.id in row["id"] and score >= KNOWN
        if verbose and (best.id not in row["id"] or score < KNOWN):
            print(f"{row['previous']:24} {best.id:24} {score:.2f}  {row['text']}")
    times = []
    for row in asked[:60]:
        begin = time.perf_counter()
        shelf.find(row["text"])
        times.append(1000 * (time.perf_counter() - begin))
    return {
        "first hit": first / len(asked),
        "first hit and sure": answered / len(asked),
        "sure but wrong": misled / len(asked),
        "among three": third / len(asked),
        "unknown refused": refused / len(strange),
        "follow-ups": followed / len(leaning),
        "ms p50": float(np.median(times)),
        "ms p95": float(np.percentile(times, 95)),
    }


if __name__ == "__main__":
    for name, value in measure(library(), "-v" in sys.argv).items():
        print(f"{name:20} {value:.3f}")
