"""How well `coaching.language.tongues` tells other languages from English.

.venv/bin/python -m tests.benchmarks.languages [-v]
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

import yaml

from coaching.language.tongues import OTHER, tongue
from coaching.safety.foreign import Foreign

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data"


def foreign(file: str = "other_languages.tsv") -> list[tuple[str, bool, str]]:
    """(language, whether it tells of danger, text). `other_languages_apart.tsv` was written after the word lists."""
    rows = [line.split("\t") for line in (DATA / file).read_text("utf-8").splitlines() if line.strip()]
    names = {"?": OTHER, "hi-Latn": "hi_latin"}
    return [(names.get(name.rstrip("!"), name.rstrip("!")), name.endswith("!"), text) for name, text in rows]


def english() -> list[str]:
    """The training messages: ordinary English."""
    texts: list[str] = []
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for block in yaml.safe_load(path.read_text("utf-8"))["nlu"]:
            texts += [line.strip().removeprefix("- ") for line in block["examples"].splitlines() if line.strip()]
    return texts


def english_after_all() -> list[str]:
    """English that looks like something else: names, borrowed words, dialects, errors, single words."""
    return (DATA / "english_after_all.txt").read_text("utf-8").splitlines()


def measure(file: str, verbose: bool = False) -> dict[str, float]:
    """Shares between 0 and 1, and milliseconds."""

    def taken(texts: list[str]) -> float:
        wrong = [text for text in texts if tongue(text)]
        if verbose:
            print(*(f"English taken for {tongue(t)}: {t}" for t in wrong), sep="\n")
        return len(wrong) / len(texts)

    rows, hear = foreign(file), Foreign().read
    missed = [(name, text) for name, _, text in rows if tongue(text) != name]
    dangers = [(name, text) for name, danger, text in rows if danger]
    deaf = [(name, text) for name, text in dangers if not hear(text)]
    alarmed = [(name, text) for name, danger, text in rows if not danger and hear(text)]
    if verbose:
        print(*(f"missed {n} ({tongue(t)}): {t}" for n, t in missed), sep="\n")
        print(*(f"danger not heard {n}: {t}" for n, t in deaf), sep="\n")
    began = time.perf_counter()
    ordinary = taken(english())
    each = (time.perf_counter() - began) / len(english())
    return {
        "English taken for another": ordinary,
        "odd English taken for another": taken(english_after_all()),
        "right language": 1 - len(missed) / len(rows),
        "least language": min(
            statistics.mean(tongue(t) == n for n, _, t in rows if n == name) for name in {n for n, _, _ in rows}
        ),
        "danger words heard": 1 - len(deaf) / len(dangers),
        "danger words where none": len(alarmed) / (len(rows) - len(dangers)),
        "ms": 1000 * each,
    }


if __name__ == "__main__":
    for file in ("other_languages.tsv", "other_languages_apart.tsv"):
        print(file)
        for name, value in measure(file, "-v" in sys.argv).items():
            print(f"  {name:32} {value:.4f}")
