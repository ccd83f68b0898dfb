"""Measures the danger screen on labelled sets and prints the figures, per kind and per trick.

    python tests/benchmarks/danger.py [FILE.jsonl ...] [--misses] [--messages FILE.jsonl]

A row has `text` and `kind`: positive, negative or grey (or `level`: alarm, none or check, which is the same), and
`intent` (the kind of danger, for a positive or grey one). Without files: the project's own sets in tests/data.
`--messages` counts false alarms on ordinary messages.
`--misses` lists what went wrong; use it on our own sets only, so that sets kept aside stay unseen.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bot.parse import load_intents  # noqa: E402
from bot.second_reader import SecondReader  # noqa: E402
from coaching.safety.screen import Screen  # noqa: E402

DATA = ROOT / "tests/data"
OURS = [DATA / "danger_positive.jsonl", DATA / "danger_negative.jsonl", *sorted((DATA / "danger").glob("*.jsonl"))]
SORTS = {"alarm": "positive", "check": "grey", "none": "negative"}


def rows(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """All rows of JSON-lines files."""
    found = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [{**row, "kind": SORTS[row["level"]], "tags": [row["trick"]]} if "level" in row else row for row in found]


def measured(screen: Screen, data: list[dict[str, Any]]) -> dict[str, float]:
    """The shares that the goals are set for, 0 to 1; a share without any row is left out."""
    count: Counter[str] = Counter()
    for row in data:
        danger = screen.read(row["text"], row.get("recent", ()))
        sort = row["kind"]
        count[sort] += 1
        count[f"{sort} caught"] += danger.level.rank > 0
        count[f"{sort} alarmed"] += danger.level.rank > 1
        count[f"{sort} checked"] += danger.level.rank == 1
        count[f"{sort} kind right"] += danger.kind == row.get("intent")
    figures = {}
    for sort, parts in {
        "positive": ("caught", "alarmed"),
        "negative": ("alarmed", "checked"),
        "grey": ("caught", "alarmed"),
    }.items():
        for part in parts if count[sort] else ():
            figures[f"{sort} {part}"] = count[f"{sort} {part}"] / count[sort]
    if count["positive caught"]:
        figures["positive kind right"] = count["positive kind right"] / count["positive caught"]
    return figures


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--messages", type=Path)
    parser.add_argument("--misses", action="store_true")
    asked = parser.parse_args()
    screen, data = Screen(second=SecondReader(load_intents())), rows(asked.files or OURS)
    print(f"{len(data)} rows")
    for name, share in measured(screen, data).items():
        print(f"  {name:22} {share:.3f}")
    by: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in data:
        by[f"{row['kind']} {row.get('intent', '')}" if row["kind"] != "negative" else "negative"].append(row)
        for tag in row.get("tags", [row["note"]] if row.get("note") else []):
            by[f"{row['kind']} #{tag}"].append(row)
    for name in sorted(by):
        print(
            f"  {name:36} {len(by[name]):4}  "
            + "  ".join(f"{k.split(' ', 1)[1]} {v:.2f}" for k, v in measured(screen, by[name]).items())
        )
    times = []
    for row in data[::4]:
        start = time.process_time()
        screen.read(row["text"])
        times.append((time.process_time() - start) * 1000)
    print(
        f"  a message, processor time: median {statistics.median(times):.1f} ms, "
        f"p95 {sorted(times)[int(0.95 * len(times))]:.1f} ms"
    )
    times = []
    long = (" ".join(row["text"] for row in data) * 4)[:4000]
    for _ in range(30):
        start = time.process_time()
        screen.read(long)
        times.append((time.process_time() - start) * 1000)
    print(
        f"  4,000 characters, processor time: median {statistics.median(times):.1f} ms, p95 {sorted(times)[28]:.1f} ms"
    )
    if asked.messages:
        ordinary = [row for row in rows([asked.messages]) if not str(row.get("intent", "")).startswith("danger")]
        found = [(row, screen.read(row["text"])) for row in ordinary]
        for level in ("alarm", "check"):
            print(f"  ordinary messages {level}: {sum(d.level.value == level for _, d in found)} of {len(ordinary)}")
    if asked.misses:
        for row in data:
            danger = screen.read(row["text"], row.get("recent", ()))
            wrong = (
                (danger.kind != row.get("intent") or danger.level.rank < 2)
                if row["kind"] == "positive"
                else bool(danger)
            )
            if (wrong and row["kind"] != "grey") or (row["kind"] == "grey" and not danger):
                why = ", ".join(f"{r.rule} [{r.words}]" for r in danger.reasons[:3])
                print(
                    f"{row['kind'][:3]} {row.get('intent', '')[7:]:14} -> {danger.level.value:5} {str(danger.kind)[7:]:14} | {row['text'][:230]} | {why[:200]}"
                )


if __name__ == "__main__":
    main()
