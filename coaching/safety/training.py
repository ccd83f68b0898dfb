"""Makes models/danger_words.json, the table of `coaching.safety.words`: `python -m coaching.safety.training [--measure]`.

Learns from data/safety/train.jsonl (alarm, check, none) and, as ordinary messages, from the examples of data/nlu and
the drafts of data/acts.
`--measure` prints figures of five-fold cross-validation instead: what the reader makes of messages it has not seen.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from coaching.safety.danger import KINDS
from coaching.safety.normalise import SAFETY, Normaliser
from coaching.safety.words import WEIGHTS, WordReader, features

NLU = SAFETY.parent / "nlu"
DRAFTS = SAFETY.parent / "acts" / "train.jsonl"  #: what is said to a loved one in anger is mostly no danger
DRAFT_WEIGHT = 0.5  #: of a draft, against one of a row of train.jsonl
KEPT = 20000  #: features with the largest weights that stay in the table
SCALE = 1000
ORDINARY_WEIGHT = (
    1.5  #: of an example of data/nlu against one of train.jsonl: ordinary messages are what people mostly write
)
SHARPNESS = 10.0  #: inverse of the regularisation


def rows(path: Path = SAFETY / "train.jsonl") -> list[tuple[str, str, float]]:
    """(text, kind of danger or "none", weight) of all training messages."""
    found = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    made = [(r["text"], r.get("intent", "none") if r["kind"] != "none" else "none", 1.0) for r in found]
    texts = {text for text, _, _ in made}
    for file in sorted(NLU.glob("*.yml")):
        data = yaml.load(file.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        for block in (data or {}).get("nlu", []):
            intent = str(block.get("intent", ""))
            for line in str(block.get("examples") or "").splitlines():
                text = re.sub(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})", r"\1", line.strip().removeprefix("- ")).strip()
                if text and intent and text not in texts and (intent in KINDS or len(text.split()) > 2):
                    made.append(
                        (text, intent if intent in KINDS else "none", 1.0 if intent in KINDS else ORDINARY_WEIGHT)
                    )
    for line in DRAFTS.read_text("utf-8").splitlines():
        row = json.loads(line) if line.strip() else {}
        if row and "threat" not in row["labels"] and row["text"] not in texts:
            made.append((row["text"], "none", DRAFT_WEIGHT))
    return made


def fitted(examples: Sequence[tuple[str, str, float]], normalise: Normaliser) -> dict[str, Any]:
    """The table made from examples: per feature its rarity, then its weights for danger and for each kind.

    Fitted twice: over all features to find the strongest, then over these alone, so that a text's length is measured
    while learning as it is while reading.
    """
    counts = [features(normalise(text)) for text, _, _ in examples]
    seen = Counter(name for count in counts for name in count)
    everything = {name for name, n in seen.items() if n >= (3 if name[0] == "#" else 2)}
    labels, weights = np.array([kind for _, kind, _ in examples]), np.array([w for _, _, w in examples])
    names, rarity, table, _ = _fit(counts, everything, seen, labels, weights, ("any",))
    strongest = {names[i] for i in np.argsort(-np.abs(table[0]))[:KEPT]}
    names, rarity, table, bias = _fit(counts, strongest, seen, labels, weights, ("any", *KINDS))
    columns = np.vstack([rarity, table]).T * SCALE
    return {
        "scale": SCALE,
        "bias": bias,
        "table": {n: [round(float(v)) for v in row] for n, row in zip(names, columns)},
    }


def _fit(
    counts: Sequence[Counter[str]],
    chosen: set[str],
    seen: Counter[str],
    labels: Any,
    weights: Any,
    targets: Sequence[str],
) -> tuple[list[str], Any, Any, list[float]]:
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import normalize

    names = sorted(chosen)
    place = {name: i for i, name in enumerate(names)}
    rarity = np.log((1 + len(counts)) / (1 + np.array([seen[n] for n in names]))) + 1
    at = [
        (r, place[n], (1 + np.log(c)) * rarity[place[n]])
        for r, count in enumerate(counts)
        for n, c in count.items()
        if n in place
    ]
    lines, cells, values = zip(*at)
    matrix = csr_matrix((values, (lines, cells)), shape=(len(counts), len(names)))
    pieces = np.array([n[0] == "#" for n in names])
    stacked = hstack([normalize(matrix[:, pieces == flag]) for flag in (False, True)]).tocsr()
    order = np.concatenate([np.flatnonzero(pieces == flag) for flag in (False, True)])
    table, bias = np.zeros((len(targets), len(names))), []
    for i, target in enumerate(targets):
        wanted = labels != "none" if target == "any" else labels == target
        model = LogisticRegression(C=SHARPNESS, class_weight="balanced", max_iter=400, solver="liblinear")
        model.fit(stacked, wanted, sample_weight=weights)
        table[i, order] = model.coef_[0]
        bias.append(round(float(model.intercept_[0]), 4))
    return names, rarity, table, bias


def reader(data: dict[str, Any]) -> WordReader:
    """A reader of a table that was just made."""
    return WordReader({n: [w / data["scale"] for w in row] for n, row in data["table"].items()}, data["bias"])


def measure() -> None:
    """Prints, for several thresholds, what would be flagged among messages left out of the training."""
    normalise, examples = Normaliser(), rows()
    random.Random(7).shuffle(examples)
    votes = []
    for fold in range(5):
        held = examples[fold::5]
        table = fitted([e for i, e in enumerate(examples) if i % 5 != fold], normalise)
        model = reader(table)
        votes += [(model.read(normalise(text)), kind, weight) for text, kind, weight in held]
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        groups: dict[str, list[bool]] = {"danger": [], "hard": [], "ordinary": []}
        for vote, kind, weight in votes:
            group = "danger" if kind != "none" else "hard" if weight == 1 else "ordinary"
            groups[group].append(vote.danger > threshold)
        shares = [sum(flagged) / len(flagged) for flagged in groups.values()]
        print(f"over {threshold}: danger {shares[0]:.3f}  hard negatives {shares[1]:.3f}  ordinary {shares[2]:.3f}")
    right = [v.kind == k for v, k, _ in votes if k != "none"]
    print(f"kind right {sum(right) / len(right):.3f}")


def train(out: Path = WEIGHTS) -> None:
    """Makes the table (20 s)."""
    data = fitted(rows(), Normaliser())
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(data, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> None:
    """Makes the table, or measures."""
    if "--measure" in sys.argv:
        measure()
        return
    train()


if __name__ == "__main__":
    main()
