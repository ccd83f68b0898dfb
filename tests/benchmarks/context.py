"""How well replies are understood against the question that was asked: intent in its place, and the value.

.venv/bin/python -m tests.benchmarks.context [-v]
Needs a trained model.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from bot.parse import load_intents
from coaching.dialogue import Expects
from coaching.language import values
from coaching.language.reading import read

DATA = Path(__file__).resolve().parents[1] / "data"
SETS = ("context.tsv", "context_apart.tsv")  #: written before the rules, and after
NOW = datetime(2026, 11, 18, 14, tzinfo=timezone.utc)
CHOICES = 3


@dataclass(frozen=True)
class Case:
    """A reply to a kind of question, the intents it may have there, and what its value may be ("" for any)."""

    expects: Expects
    text: str
    intents: tuple[str, ...]
    wanted: tuple[str, ...]


def cases(file: str) -> list[Case]:
    """A set, written by hand."""
    rows = [line for line in (DATA / file).read_text("utf-8").splitlines() if line and not line.startswith("#")]
    found = []
    for row in rows:
        expects, text, intents, value = [*row.split("\t"), ""][:4]
        found.append(Case(Expects(expects), text, tuple(intents.split("|")), tuple(value.split("|"))))
    return found


def value_of(expects: Expects, text: str) -> str:
    """What is read from the reply, as written in the set."""
    if expects is Expects.NUMBER:
        number = values.number(text)
        return "?" if number is None else f"{number:g}"
    if expects is Expects.TIME:
        due = values.when(text, NOW, asked=True)
        often = values.every(text)
        return "?" if due is None else due.strftime("%Y-%m-%d %H:%M") + (f" every {often}" if often else "")
    if expects is Expects.CHOICE:
        which = values.ordinal_choice(text, CHOICES)
        if which is not None:
            return str(which + 1)
        if (all_or_none := values.all_or_none(text)) is not None:
            return "all" if all_or_none else "none"
    answer = values.yes(text)
    return "?" if answer is None else "yes" if answer else "no"


def measure(file: str, verbose: bool = False) -> dict[str, tuple[int, int, int, int]]:
    """By kind of question: right intents of how many, right values of how many."""
    model = load_intents()
    intents, intents_right, valued, values_right = (Counter[str]() for _ in range(4))
    for case in cases(file):
        kind = case.expects.value
        intent = read(case.text, model.rank(case.text), case.expects)[0]
        intents[kind] += 1
        intents_right[kind] += intent in case.intents
        if verbose and intent not in case.intents:
            print(f"{kind:8} {case.text!r}: {intent}, not {'|'.join(case.intents)}")
        if case.wanted != ("",):
            value = value_of(case.expects, case.text)
            valued[kind] += 1
            values_right[kind] += value in case.wanted
            if verbose and value not in case.wanted:
                print(f"{kind:8} {case.text!r}: value {value}, not {'|'.join(case.wanted)}")
    return {kind: (intents_right[kind], intents[kind], values_right[kind], valued[kind]) for kind in intents}


if __name__ == "__main__":
    for file in SETS:
        print(file)
        found = measure(file, "-v" in sys.argv)
        total = [sum(column) for column in zip(*found.values(), strict=True)]
        for kind, (right, count, values_right, valued) in {**found, "all": tuple(total)}.items():
            print(f"  {kind:8} intent {right:3}/{count:3} = {right / count:.3f}", end="")
            print(f"   value {values_right:3}/{valued:3} = {values_right / valued:.3f}" if valued else "")
