"""Where nonsense ends up: repair (guesses, then the menu), a word that only English is understood, or a wish by mistake.

.venv/bin/python -m tests.benchmarks.nonsense [-v]
Needs a trained model.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from pathlib import Path

from bot.parse import load_intents
from coaching.dialogue import Expects
from coaching.language.reading import FALLBACK, read
from coaching.language.tongues import tongue

SET = Path(__file__).resolve().parents[1] / "data" / "nonsense.jsonl"


def measure(verbose: bool = False) -> tuple[float, float, float]:
    """Shares that go to repair and that are taken for another language, and the slowest in milliseconds."""
    model = load_intents()
    model.rank("hello")
    rows = [json.loads(line) for line in SET.read_text("utf-8").splitlines() if line.strip()]
    ends: Counter[str] = Counter()
    slowest = 0.0
    for row in rows:
        began = time.perf_counter()
        language = tongue(row["text"])
        intent, sure = read(row["text"], model.rank(row["text"]), Expects.NOTHING)
        slowest = max(slowest, time.perf_counter() - began)
        end = "language" if language else "repair" if intent == FALLBACK else "wish"
        ends[end] += 1
        if verbose and end == "wish":
            print(f"{row['kind']:10} {intent} {sure:.2f}: {row['text'][:80]!r}")
    return ends["repair"] / len(rows), ends["language"] / len(rows), 1000 * slowest


if __name__ == "__main__":
    repaired, foreign, slowest = measure("-v" in sys.argv)
    print(f"to repair {repaired:.3f}, answered as another language {foreign:.3f}, together {repaired + foreign:.3f}")
    print(f"slowest {slowest:.0f} ms")
