"""Finds training messages that are too close to a measuring set: shared runs of five words, or nearly the same meaning.

    python -m tests.benchmarks.leakage [--eval FOLDER] [--cosine 0.95] [--quiet]

Compares data/nlu, data/safety and data/acts with every *.jsonl of the measuring folder, prints the pairs and ends with
status 1 when there are any. Where the folder is missing (a clone elsewhere), it says so and ends with 0.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from coaching.language.encoder import encoder  # noqa: E402
from tests.benchmarks.intents import EVAL, training  # noqa: E402

#: Runs of five words that anybody says; they prove nothing.
COMMON = {"i don t know what", "don t know what to", "i don t know how", "don t know how to", "i don t want to"}


def ours() -> list[tuple[str, str]]:
    """All training texts, each with the place it comes from."""
    found = [(f"nlu {label}", text) for text, label in zip(*training())]
    for folder in ("safety", "acts"):
        for path in sorted((ROOT / "data" / folder).glob("*.jsonl")):
            lines = path.read_text("utf-8").splitlines()
            found += [
                (f"{folder}/{path.name}:{i}", json.loads(line)["text"]) for i, line in enumerate(lines, 1) if line
            ]
        for path in sorted((ROOT / "data" / folder).glob("*.yml")) if folder == "acts" else ():
            found += [(f"{folder}/{path.name}", text) for text in _texts(yaml.safe_load(path.read_text("utf-8")))]
    return found


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        for line in node.splitlines():
            if len(line.split()) > 2:
                yield line.removeprefix("- ")
    elif isinstance(node, list):
        for child in node:
            yield from _texts(child)
    elif isinstance(node, dict):
        for child in node.values():
            yield from _texts(child)


def runs(text: str, length: int = 5) -> set[str]:
    """All runs of `length` words, in lower case without punctuation."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {" ".join(words[i : i + length]) for i in range(len(words) - length + 1)} - COMMON


def theirs(folder: Path) -> list[tuple[str, str]]:
    """All measuring texts, each with its file and line."""
    return [
        (f"{path.name}:{i}", json.loads(line)["text"])
        for path in sorted(folder.glob("*.jsonl"))
        for i, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if line.strip()
    ]


def pairs(left: list[tuple[str, str]], right: list[tuple[str, str]], cosine: float) -> list[tuple[str, str, str]]:
    """(why, training text, measuring text) of all pairs that are too close, with their places."""
    by_run = defaultdict(list)
    for place, text in right:
        for run in runs(text):
            by_run[run].append((place, text))
    found = {}
    for place, text in left:
        for run in runs(text):
            for other, there in by_run.get(run, ()):
                found[place, text, other] = (f"words: {run}", f"{place} | {text}", f"{other} | {there}")
    enc = encoder()
    near = enc.encode([t for _, t in left]) @ enc.encode([t for _, t in right]).T
    for i, j in np.argwhere(near > cosine):
        why = f"meaning: {near[i, j]:.3f}"
        found[left[i][0], left[i][1], right[j][0]] = (
            why,
            f"{left[i][0]} | {left[i][1]}",
            f"{right[j][0]} | {right[j][1]}",
        )
    return list(found.values())


def main() -> int:
    """Prints the pairs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--eval", type=Path, default=EVAL)
    parser.add_argument("--cosine", type=float, default=0.95)
    parser.add_argument("--quiet", action="store_true", help="our side and the place only, not the measuring text")
    asked = parser.parse_args()
    if not any(asked.eval.glob("*.jsonl")):
        print(f"{asked.eval} holds no measuring set: nothing to compare with.")
        return 0
    left, right = ours(), theirs(asked.eval)
    found = pairs(left, right, asked.cosine)
    for why, here, there in sorted(found):
        print(f"{why}\n    ours   {here}\n    theirs {there.split(' | ')[0] if asked.quiet else there}")
    print(f"{len(found)} pairs too close, of {len(left)} training and {len(right)} measuring texts")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
