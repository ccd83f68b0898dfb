"""Measures the intent classifier and prints the figures.

    python -m tests.benchmarks.intents [--report] [--model FOLDER] [--cv [FOLDS]] [--only N] [--epochs N]

`--report` is everything at once, some five minutes: how many messages there are, five held-out folds of data/nlu (with
the encoder as shipped, because teaching it five times takes half an hour: a lower bound), the trained model on the
measuring sets, tables, confusion matrices and reliability curve, all kept in report/intents.txt and report/*.png.
`--cv` trains the shipped plan once a fold (about five minutes each on two free cores; `--only 1` stops after the first)
and tells which powers of the views and which temperature fit best. Without a measuring set (a clone elsewhere) it
cross-validates on data/nlu. `--model` takes a folder that `IntentModel.save` wrote; else the trained Rasa model is
read. A measuring set's texts are never printed.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any, TextIO

import numpy as np
import yaml
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from coaching.language.intents import IntentModel  # noqa: E402
from coaching.language.reading import SURE  # noqa: E402
from tests.benchmarks import folds, pictures  # noqa: E402

EVAL = Path("/work/shared/eval")
BLIND = ROOT / "tests" / "data" / "messages_blind.jsonl"  #: written before its writer saw a training message
NONSENSE = ROOT / "tests" / "data" / "nonsense.jsonl"
HARMLESS = ROOT / "tests" / "data" / "danger" / "negatives.jsonl"
#: Conversation: 80 messages an intent are asked for; of a coaching intent 150.
TALK = {
    "affirm", "ask_bot", "ask_help", "deny", "give_negative_feedback", "goodbye", "greet", "manage_data",
    "out_of_scope", "stop_activity", "thank",
}  # fmt: skip
Row = dict[str, Any]
Logs = NDArray[np.float64]


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


def report(data: list[Row], names: list[str], chances: Logs, known: set[str]) -> None:
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
    gap = 0.0
    for said, share in pictures.bins(sure, hits):
        gap += len(said) / len(sure) * abs(share.mean() - said.mean())
        print(f"  said {said.mean():.2f}  right {share.mean():.2f}  {len(said)}")
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


def measure(model: IntentModel, data: list[Row]) -> Logs:
    """All figures of a trained model on the measuring sets; gives its chances for `data`."""
    known = {plain(text) for text in training()[0]}
    chances = model.probabilities([row["text"] for row in data])
    report(data, model.labels, chances, known)
    if blind := rows(BLIND):
        print("\nWRITTEN BLIND")
        report(blind, model.labels, model.probabilities([row["text"] for row in blind]), known)
        print()

    def best(some: list[Row]) -> list[str]:
        return [model.labels[i] for i in model.probabilities([row["text"] for row in some]).argmax(axis=1)]

    danger = [row for row in rows(EVAL / "danger.jsonl") if row["kind"] == "positive"]
    if danger:
        taken = best(danger)
        kinds = np.mean([intent == row["intent"] for intent, row in zip(taken, danger)])
        some = np.mean([intent.startswith("danger_") for intent in taken])
        print(f"danger, {len(danger)} positives: right kind {kinds:.2f}, some danger {some:.2f}")
        for kind in sorted({row["intent"] for row in danger}):
            mine = [intent == kind for intent, row in zip(taken, danger) if row["intent"] == kind]
            print(f"  {kind:24} {np.mean(mine):.2f} of {len(mine)}")
    if alike := rows(HARMLESS):
        share = np.mean([intent.startswith("danger_") for intent in best(alike)])
        print(f"harmless messages that look like danger, taken for it: {share:.3f} of {len(alike)}")
    odd = rows(NONSENSE)
    sure = model.probabilities([row["text"] for row in odd]).max(axis=1)
    print(f"nonsense below {SURE}: {np.mean(sure < SURE):.3f} of {len(odd)}")
    for sort in sorted({row["kind"] for row in odd}):
        mine = [s < SURE for s, row in zip(sure, odd) if row["kind"] == sort]
        print(f"  {sort:10} {np.mean(mine):.2f} of {len(mine)}")
    speed(model, [row["text"] for row in data])
    return chances


def held_out(places: list[int], texts: list[str], labels: list[str]) -> list[Row]:
    """The messages at these places as rows of a measuring set."""
    return [{"text": texts[i], "intent": labels[i]} for i in places]


def counts(labels: list[str]) -> None:
    """How many messages each intent has, and which have fewer than they should."""
    print(f"{len(labels)} messages in data/nlu")
    for name, count in sorted(Counter(labels).items()):
        goal = 80 if name in TALK or name.startswith("danger_") else 150
        print(f"  {name:24} {count}" + ("" if count >= goal else f"  (fewer than {goal})"))


def everything(model: IntentModel | None, data: list[Row]) -> None:
    """Counts, held-out folds, measuring sets, tables and pictures. Without a model or a measuring set: what can be."""
    texts, labels = training()
    names = sorted(set(labels))
    counts(labels)
    print("\nHELD-OUT MESSAGES OF data/nlu, five folds, encoder as shipped (a lower bound)")
    places, chances = folds.untaught(texts, labels, 5)
    held = held_out(places, texts, labels)
    report(held, names, chances, set())
    curves = {"held-out, encoder as shipped": judged(held, names, chances)}
    drawn = [pictures.confusion(*meant_and_taken(held, names, chances), names, "intents-folds.png")]
    if model and data:
        print("\nMEASURING SETS, trained model")
        read = measure(model, data)
        curves["measuring set"] = judged(data, model.labels, read)
        meant, taken = meant_and_taken(data, model.labels, read)
        drawn.append(pictures.confusion(meant, taken, model.labels, "intents-eval.png"))
    drawn.append(pictures.reliability(curves, "intents-reliability.png"))
    print("\npictures:", *(path.relative_to(ROOT) for path in drawn))


def judged(data: list[Row], names: list[str], chances: Logs) -> tuple[Logs, NDArray[np.bool_]]:
    """Each message's confidence, and whether it was read rightly."""
    return chances.max(axis=1), np.array([right(row, names[i]) for row, i in zip(data, chances.argmax(axis=1))])


def meant_and_taken(data: list[Row], names: list[str], chances: Logs) -> tuple[list[str], list[str]]:
    """For the confusion matrix; an acceptable second label counts as meant."""
    taken = [names[i] for i in chances.argmax(axis=1)]
    return [intent if right(row, intent) else row["intent"] for row, intent in zip(data, taken)], taken


class Copied:
    """Standard output that is also kept in a file."""

    def __init__(self, screen: TextIO, file: TextIO) -> None:
        self._both = (screen, file)

    def write(self, text: str) -> int:
        """To both."""
        for stream in self._both:
            stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Both."""
        for stream in self._both:
            stream.flush()


def trained(folder: Path | None) -> IntentModel:
    """The model in a folder, or the one inside the trained Rasa model."""
    if folder:
        return IntentModel.load(folder)
    from bot.parse import load_intents

    return load_intents()


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--report", action="store_true")
    parser.add_argument("--model", type=Path)
    parser.add_argument("--cv", type=int, nargs="?", const=5, default=0)
    parser.add_argument("--only", type=int, default=0)
    parser.add_argument("--epochs", type=int)
    asked = parser.parse_args()
    data = rows(EVAL / "messages.jsonl")
    if asked.report:
        pictures.FOLDER.mkdir(exist_ok=True)
        kept = pictures.FOLDER / "intents.txt"
        with kept.open("w", encoding="utf-8") as file, contextlib.redirect_stdout(Copied(sys.stdout, file)):
            everything(trained(asked.model) if data else None, data)
        return
    if not data:
        print(f"{EVAL} holds no messages: cross-validating on data/nlu instead")
    if asked.cv or not data:
        texts, labels = training()
        places, chances = folds.taught(texts, labels, asked.cv or 5, asked.only, asked.epochs)
        print(f"\nheld-out messages of data/nlu: {asked.only or asked.cv or 5} of {asked.cv or 5} folds")
        report(held_out(places, texts, labels), sorted(set(labels)), chances, set())
        return
    measure(trained(asked.model), data)


if __name__ == "__main__":
    main()
