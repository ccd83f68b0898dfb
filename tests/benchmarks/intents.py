"""Measures the intent classifier and prints the figures.

    python -m tests.benchmarks.intents [--model FOLDER] [--cv [FOLDS]] [--only N] [--epochs N] [--picture]

Without a measuring set (a clone elsewhere) it cross-validates on data/nlu. `--model` takes a folder that
`IntentModel.save` wrote; else the trained Rasa model is read. `--cv` trains once a fold (about five minutes each on two
cores; `--only 1` stops after the first) and also tells which powers of the two views and which temperature fit best.
`--picture` writes the confusion matrix to report/intents.png. A measuring set's texts are never printed.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from coaching.language import intents as module  # noqa: E402
from coaching.language.intents import IntentModel  # noqa: E402
from coaching.language.reading import SURE  # noqa: E402

EVAL = Path("/work/shared/eval")
NONSENSE = ROOT / "tests" / "data" / "nonsense.jsonl"
Row = dict[str, Any]


def training() -> tuple[list[str], list[str]]:
    """All texts of data/nlu and their intents."""
    texts, labels = [], []
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for block in yaml.safe_load(path.read_text("utf-8"))["nlu"]:
            found = [line[2:] for line in block["examples"].splitlines() if line.startswith("- ")]
            texts += found
            labels += [block["intent"]] * len(found)
    return texts, labels


def rows(path: Path) -> list[Row]:
    """All rows of a JSON-lines file; none when there is no such file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()] if path.exists() else []


def right(row: Row, intent: str) -> bool:
    """Whether the intent is the row's, or an acceptable second one."""
    return intent == row["intent"] or intent in row.get("also", [])


def report(data: list[Row], names: list[str], chances: np.ndarray, known: set[str]) -> None:
    """Accuracy, recall of each intent, worst confusions, false alarms, reliability."""
    best = [names[i] for i in chances.argmax(axis=1)]
    hits = np.array([right(row, intent) for row, intent in zip(data, best)])
    error = 1.96 * np.sqrt(hits.mean() * (1 - hits.mean()) / len(hits))
    print(f"accuracy {hits.mean():.3f} ± {error:.3f} of {len(data)} messages")
    fresh = np.array([plain(row["text"]) not in known for row in data])
    if not fresh.all():
        print(
            f"  without the {int((~fresh).sum())} that also stand in data/nlu word for word: {hits[fresh].mean():.3f}"
        )
    ranked = np.argsort(-chances, axis=1)[:, :3]
    among = np.mean([any(right(row, names[i]) for i in top) for row, top in zip(data, ranked)])
    print(f"  right one among the first three: {among:.3f}")
    print("recall")
    recalls = {}
    for name in sorted({row["intent"] for row in data}):
        mine = [hit for row, hit in zip(data, hits) if row["intent"] == name]
        recalls[name] = np.mean(mine)
        print(f"  {name:24} {np.mean(mine):.2f} of {len(mine)}")
    print(f"  worst: {min(recalls.values()):.2f}, mean {np.mean(list(recalls.values())):.3f}")
    print("most frequent confusions (meant → taken for)")
    confused = Counter((row["intent"], intent) for row, intent, hit in zip(data, best, hits) if not hit)
    for (meant, taken), count in confused.most_common(12):
        print(f"  {count:3}  {meant} → {taken}")
    ordinary = [intent for row, intent in zip(data, best) if not row["intent"].startswith("danger_")
                and not any(a.startswith("danger_") for a in row.get("also", []))]  # fmt: skip
    alarms = sum(intent.startswith("danger_") for intent in ordinary)
    if ordinary:
        print(f"ordinary messages taken for danger: {alarms} of {len(ordinary)} ({alarms / len(ordinary):.1%})")
    sure = chances.max(axis=1)
    print("reliability (confidence: share right, messages)")
    edges, gap = np.linspace(0, 1, 11), 0.0
    for low, high in pairwise(edges):
        inside = (sure > low) & (sure <= high)
        if inside.any():
            gap += inside.mean() * abs(hits[inside].mean() - sure[inside].mean())
            said, share, count = sure[inside].mean(), hits[inside].mean(), int(inside.sum())
            print(f"  {low:.1f}-{high:.1f}  said {said:.2f}  right {share:.2f}  {count}")
    print(f"  expected calibration error {gap:.3f}; below {SURE} (repair): {np.mean(sure < SURE):.1%}")


def plain(text: str) -> str:
    """For comparing: lower case, letters and digits only (a text without any stays as it is)."""
    return " ".join("".join(c if c.isalnum() else " " for c in text.lower().replace("'", "")).split()) or text


def speed(model: IntentModel, texts: list[str]) -> None:
    """Times one message at a time, on the cores that OMP_NUM_THREADS allows."""
    for text in texts[:5]:
        model.rank(text)
    wall, used = [], []
    for text in texts:
        start, cpu = time.perf_counter(), time.process_time()
        model.rank(text)
        wall.append((time.perf_counter() - start) * 1000)
        used.append((time.process_time() - cpu) * 1000)
    start = time.perf_counter()
    model.rank(("I do not know what to say to him any more, he was out again. " * 80)[:4096])
    longest = (time.perf_counter() - start) * 1000
    for what, times in (("parse", wall), ("of it on the processor", used)):
        print(f"{what}: p50 {np.percentile(times, 50):.1f} ms, p95 {np.percentile(times, 95):.1f} ms")
    print(f"4,096 characters: {longest:.0f} ms")


def picture(data: list[Row], names: list[str], chances: np.ndarray) -> Path:
    """Draws the confusion matrix and gives the file's path."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    table = np.zeros((len(names), len(names)))
    for row, at in zip(data, chances.argmax(axis=1)):
        meant = names[at] if right(row, names[at]) else row["intent"]
        table[names.index(meant), at] += 1
    table /= np.maximum(table.sum(axis=1, keepdims=True), 1)
    figure, axes = plt.subplots(figsize=(12, 11))
    axes.imshow(table, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(names)), names, rotation=90)
    axes.set_yticks(range(len(names)), names)
    axes.set_xlabel("taken for")
    axes.set_ylabel("meant")
    for i, j in np.argwhere(table > 0.02):
        axes.text(
            j,
            i,
            f"{table[i, j] * 100:.0f}",
            ha="center",
            va="center",
            fontsize=7,
            color="w" if table[i, j] > 0.5 else "k",
        )
    figure.tight_layout()
    path = ROOT / "report" / "intents.png"
    path.parent.mkdir(exist_ok=True)
    figure.savefig(path, dpi=110)
    return path


def _say(fold: int, message: str) -> None:
    print(f"  fold {fold}: {message}", flush=True)


def cross_validate(folds: int, only: int, epochs: int | None) -> tuple[list[Row], list[str], np.ndarray]:
    """Held-out messages of data/nlu and their chances; prints what the powers and the temperature are worth."""
    from sklearn.model_selection import StratifiedKFold

    texts, labels = training()
    names, held, views = sorted(set(labels)), [], []
    parts = StratifiedKFold(folds, shuffle=True, random_state=7).split(texts, labels)
    for number, (train, test) in enumerate(parts, 1):
        model = IntentModel.train(
            [texts[i] for i in train],
            [labels[i] for i in train],
            partial(_say, number),
            epochs,
        )
        views.append(model.views([texts[i] for i in test]))
        held += [{"text": texts[i], "intent": labels[i]} for i in test]
        if number == only:
            break
    meaning, spelling = (np.concatenate([v[i] for v in views]) for i in (0, 1))
    gold = np.array([names.index(row["intent"]) for row in held])
    added = module.shift(names)
    print("power of spelling, temperature: accuracy, mean log loss")
    for module.SPELLING in (0.0, 0.25, 0.5, 0.75, 1.0):
        for module.TEMPERATURE in (0.6, 0.8, 1.0, 1.2):
            p = module.combine(meaning, spelling, added)
            loss = -np.log(p[np.arange(len(gold)), gold] + 1e-9).mean()
            print(f"  {module.SPELLING:.2f} {module.TEMPERATURE:.1f}: {(p.argmax(1) == gold).mean():.4f} {loss:.4f}")
    module.SPELLING, module.TEMPERATURE = CHOSEN
    return held, names, module.combine(meaning, spelling, added)


CHOSEN = (module.SPELLING, module.TEMPERATURE)


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--cv", type=int, nargs="?", const=5, default=0)
    parser.add_argument("--only", type=int, default=0)
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--picture", action="store_true")
    asked = parser.parse_args()
    data = rows(EVAL / "messages.jsonl")
    if not data:
        print(f"{EVAL} holds no messages: cross-validating on data/nlu instead")
    if asked.cv or not data:
        held, names, chances = cross_validate(asked.cv or 5, asked.only, asked.epochs)
        print(f"\nheld-out messages of data/nlu: {asked.only or asked.cv or 5} of {asked.cv or 5} folds")
        report(held, names, chances, set())
        if asked.picture:
            print("picture:", picture(held, names, chances))
        return
    if asked.model:
        model = IntentModel.load(asked.model)
    else:
        from bot.parse import load_intents

        model = load_intents()
    known = {plain(text) for text in training()[0]}
    chances = model.probabilities([row["text"] for row in data])
    report(data, model.labels, chances, known)
    danger = [row for row in rows(EVAL / "danger.jsonl") if row["kind"] == "positive"]
    if danger:
        best = [model.labels[i] for i in model.probabilities([r["text"] for r in danger]).argmax(axis=1)]
        kinds = np.mean([b == row["intent"] for b, row in zip(best, danger)])
        some = np.mean([b.startswith("danger_") for b in best])
        print(f"danger, {len(danger)} positives: right kind {kinds:.2f}, some danger {some:.2f}")
        for kind in sorted({row["intent"] for row in danger}):
            mine = [b == kind for b, row in zip(best, danger) if row["intent"] == kind]
            print(f"  {kind:24} {np.mean(mine):.2f} of {len(mine)}")
    odd = rows(NONSENSE)
    sure = model.probabilities([row["text"] for row in odd]).max(axis=1)
    print(f"nonsense below {SURE}: {np.mean(sure < SURE):.3f} of {len(odd)}")
    for sort in sorted({row["kind"] for row in odd}):
        mine = [s < SURE for s, row in zip(sure, odd) if row["kind"] == sort]
        print(f"  {sort:10} {np.mean(mine):.2f} of {len(mine)}")
    speed(model, [row["text"] for row in data])
    if asked.picture:
        print("picture:", picture(data, model.labels, chances))


if __name__ == "__main__":
    main()
