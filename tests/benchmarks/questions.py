"""How well `coaching.learn` finds answers: first hit on paraphrases, unknown questions, follow-ups, time.

.venv/bin/python -m tests.benchmarks.questions [-v]     -v prints what went wrong
.venv/bin/python -m tests.benchmarks.questions --leaks  ways of asking that are too close to a test row; status 1 if any
.venv/bin/python -m tests.benchmarks.questions --cv     first hit on ways of asking held out, in three folds

Two sets: `paraphrases` (written with the library, by its first author) and `voices` (written from titles and answers,
before the second half of the ways of asking). A row's `id` may be a list when a careful reader accepts either answer.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from coaching.content import load_yaml
from coaching.finder import Finder
from coaching.language.encoder import encoder
from coaching.library import KNOWN, OUTSIDE, QUESTIONS, Entry, Library, library, outside
from coaching.referral import surely
from tests.benchmarks.leakage import pairs

DATA = Path(__file__).resolve().parent.parent / "data"
SETS = ("paraphrases", "voices")
Found = list[tuple[Entry, float]]


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of a JSON-lines file beside the tests."""
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines() if line.strip()]


def accepted(row: dict[str, Any]) -> list[str]:
    """The ids that answer a row."""
    return [row["id"]] if isinstance(row["id"], str) else list(row["id"] or [])


def known(found: Found) -> bool:
    """Whether the best of them would be given as an answer."""
    return bool(found) and found[0][1] >= KNOWN


def paraphrases(shelf: Library, name: str, verbose: bool = False) -> dict[str, float]:
    """Shares of one set."""
    asked = rows(f"questions_{name}.jsonl")
    first = answered = third = misled = 0
    for row in asked:
        found, good = shelf.find(row["text"]), accepted(row)
        names = [entry.id for entry, _ in found[:3]]
        right = names[0] in good
        first += right
        third += any(i in good for i in names)
        answered += right and known(found)
        misled += not right and known(found)
        if verbose and not (right and known(found)):
            print(f"{good[0]:24} {names[0]:24} {found[0][1]:.2f}  {row['text']}")
    count = len(asked)
    return {
        f"{name}: first hit": first / count,
        f"{name}: first hit and sure": answered / count,
        f"{name}: sure but wrong": misled / count,
        f"{name}: among three": third / count,
    }


def unknown(shelf: Library, verbose: bool = False) -> dict[str, float]:
    """Shares of questions that have no answer here and get none: said to be unknown, offered as buttons, or referred."""
    result = {}
    for name in ("others", "unknown"):
        strange = [row["text"] for row in rows(f"questions_{name}.jsonl") if row["id"] is None]
        wrong = [text for text in strange if known(shelf.find(text)) and not surely(text)]
        result[f"{name}: refused"] = 1 - len(wrong) / len(strange)
        if verbose:
            print(
                *(f"{'(unknown)':24} {shelf.find(t)[0][0].id:24} {shelf.find(t)[0][1]:.2f}  {t}" for t in wrong),
                sep="\n",
            )
    return result


def measure(shelf: Library, verbose: bool = False) -> dict[str, float]:
    """Shares between 0 and 1, and milliseconds."""
    result: dict[str, float] = {}
    for name in SETS:
        result.update(paraphrases(shelf, name, verbose))
    result.update(unknown(shelf, verbose))
    leaning = [row for row in rows("questions_others.jsonl") if row["id"]]
    followed = 0
    for row in leaning:
        best, score = shelf.find(row["text"], row["previous"])[0]
        followed += best.id in accepted(row) and score >= KNOWN
        if verbose and (best.id not in accepted(row) or score < KNOWN):
            print(f"{row['previous']:24} {best.id:24} {score:.2f}  {row['text']}")
    result["follow-ups"] = followed / len(leaning)
    times = []
    for row in rows("questions_paraphrases.jsonl")[:60]:
        begin = time.perf_counter()
        shelf.find(row["text"])
        times.append(1000 * (time.perf_counter() - begin))
    return {**result, "ms p50": float(np.median(times)), "ms p95": float(np.percentile(times, 95))}


def leaks(cosine: float = 0.95) -> list[tuple[str, str, str]]:
    """(why, way of asking, test row) of pairs for the same question that share a run of five words or mean the same."""
    ours = [
        (row["id"], text)
        for path in sorted(QUESTIONS.glob("*.yml"))
        if path.name != OUTSIDE
        for row in load_yaml(path)["questions"]
        for text in (*row["ask"], row["title"])
    ]
    found: list[tuple[str, str, str]] = []
    for name in SETS:
        tested = rows(f"questions_{name}.jsonl")
        theirs = [(f"{name}:{i}", row["text"]) for i, row in enumerate(tested)]
        for why, here, there in pairs(ours, theirs, cosine):
            at = int(there.split(" | ")[0].partition(":")[2])
            if here.split(" | ")[0] in accepted(tested[at]):
                found.append((why, here, there))
    return found


def cross_validation(shelf: Library, folds: int = 3) -> float:
    """First hit on ways of asking that the finder was not shown. Harder than the sets: many are three words long."""
    entries, right, count = list(shelf.entries.values()), 0, 0
    for fold in range(folds):
        shown = [[text for i, text in enumerate(e.ask) if i % folds != fold] for e in entries]
        finder = Finder(shown, outside(), encoder())
        for k, entry in enumerate(entries):
            for text in entry.ask[fold::folds]:
                right += int(finder.likely(text)[:-1].argmax()) == k
                count += 1
    return right / count


def main(asked: Sequence[str]) -> int:
    """Prints."""
    if "--leaks" in asked:
        found = leaks()
        print(*(" || ".join(pair) for pair in found), f"{len(found)} pairs too close", sep="\n")
        return bool(found)
    if "--cv" in asked:
        print(f"first hit on held-out ways of asking {cross_validation(library()):.3f}")
        return 0
    for name, value in measure(library(), "-v" in asked).items():
        print(f"{name:32} {value:.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
