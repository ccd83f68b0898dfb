"""Measures the phrasing clinic on sets of labelled drafts: `python tests/benchmarks/drafts.py [drafts.jsonl ...]`.

Each line holds {"text", "labels", ...}. Prints a JSON object with the figures of each set and, with `-v`, F1 per label.
The sets are measured on, never trained on: our own (`tests/data/drafts.jsonl`), on which the reader's few constants were
chosen, and `drafts_apart.jsonl` and `eval/drafts.jsonl`, on which they were not. `--read` leaves the suggestions out, which take longest.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from pathlib import Path

from coaching.wordings import analyse, clean, suggest

TARGETS = {
    "micro_f1": 0.80,
    "problem_found": 0.95,
    "good_flagged": 0.06,
    "quotes_exact": 1.0,
    "suggestions_clean": 0.98,
}


def p95(seconds: list[float]) -> float:
    """The 95th percentile in milliseconds."""
    return round(sorted(seconds)[int(len(seconds) * 0.95)] * 1000, 1)


OURS = Path(__file__).parent.parent / "data"
SETS = (OURS / "drafts.jsonl", OURS / "drafts_apart.jsonl", Path("/work/shared/eval/drafts.jsonl"))


def measure(path: Path, suggesting: bool = True) -> tuple[dict[str, float], dict[str, float]]:
    """Figures over all drafts, and F1 per label."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    analyse("Warm up, please.")
    suggest("You never listen.")
    hit, missed, extra = Counter[str](), Counter[str](), Counter[str]()
    found = flagged = bad = exact = quotes = ok = offered = two = 0
    reading, wording = [], []
    for row in rows:
        true = set(row["labels"])
        began = time.perf_counter()
        analysis = analyse(row["text"])
        reading.append(time.perf_counter() - began)
        began = time.perf_counter()
        suggestions = suggest(row["text"], analysis) if suggesting else []
        wording.append(time.perf_counter() - began)
        given = set(analysis.labels)
        hit.update(given & true)
        missed.update(true - given)
        extra.update(given - true)
        for act in [*analysis.findings, *analysis.strengths]:
            quotes += 1
            exact += row["text"][act.start : act.end] == act.quote and bool(act.quote)
        if true:
            bad += 1
            found += bool(given)
            two += len(suggestions) >= 2
        else:
            flagged += bool(given)
        offered += len(suggestions)
        ok += sum(clean(s.text) for s in suggestions)
    tp = sum(hit.values())
    figures = {
        "drafts": len(rows),
        "micro_f1": round(2 * tp / (2 * tp + sum(missed.values()) + sum(extra.values())), 3),
        "precision": round(tp / max(1, tp + sum(extra.values())), 3),
        "recall": round(tp / max(1, tp + sum(missed.values())), 3),
        "problem_found": round(found / bad, 3),
        "good_flagged": round(flagged / max(1, len(rows) - bad), 3),
        "quotes_exact": round(exact / quotes, 4),
        "suggestions_clean": round(ok / max(1, offered), 4),
        "two_suggestions": round(two / bad, 3),
        "analysis_p95_ms": p95(reading),
        "suggestion_p95_ms": p95(wording),
    }
    labels = {k: round(2 * hit[k] / (2 * hit[k] + missed[k] + extra[k]), 2) for k in sorted({*hit, *missed, *extra})}
    return figures, labels


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("drafts", nargs="*", type=Path, default=[path for path in SETS if path.exists()])
    parser.add_argument("-v", action="store_true", help="F1 per label too")
    parser.add_argument("--read", action="store_true", help="only the reading, no suggestions")
    options = parser.parse_args()
    for path in options.drafts:
        figures, labels = measure(path, not options.read)
        report = {k: v for k, v in figures.items() if not (options.read and "suggest" in k)}
        print(json.dumps({"set": str(path), **report, **({"labels": labels} if options.v else {})}, indent=1))
