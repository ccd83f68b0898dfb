"""How well a danger path hears what is typed after it began: stays, lets go, hands the message on, follows what is worse.

.venv/bin/python -m tests.benchmarks.paths [-v] [--rules]
-v lists what went wrong in the first set; the one kept apart gives totals only. --rules: without the trained model.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bot.parse import load_intents
from bot.second_reader import SecondReader, means_else
from coaching.safety import Danger, Level
from coaching.safety.answer import THIS, Answer
from coaching.safety.answers import Answers
from coaching.safety.screen import Screen

DATA = Path(__file__).resolve().parents[1] / "data/danger"
SETS = ("paths.tsv", "paths_apart.tsv")
SOFT = ("fine_now", "not_meant", "asleep_check", "woke", "back_home")
RECENT = 3


@dataclass(frozen=True)
class Case:
    """What began a path, what was typed then, and what may happen at the last of it."""

    danger: Danger
    opening: str
    typed: tuple[str, ...]
    wanted: tuple[str, ...]


def cases(file: str) -> list[Case]:
    """A set, written by hand."""
    found = []
    for row in (DATA / file).read_text("utf-8").splitlines():
        if row and not row.startswith("#"):
            kind, level, opening, typed, wanted = row.split("\t")
            name, _, detail = kind.partition(".")
            name = f"suicide_{name}" if name in ("self", "other") else name
            danger = Danger(Level(level), f"danger_{name}", detail)
            found.append(Case(danger, opening, tuple(typed.split(" | ")), tuple(wanted.split("|"))))
    return found


def outcome(case: Case, answers: Answers, screen: Screen) -> tuple[str, ...]:
    """What happens at the last message; a step on in an open alarm may be called "stay" as well as "worse"."""
    answer, heard = answers.first(case.danger, "GB"), [case.opening]
    before = answer
    for text in case.typed:
        if answer.state["done"]:
            answer = Answer([], {"done": True}, on=THIS)
            continue
        before = answer
        danger = screen.read(text, heard[-RECENT:])
        wish = means_else(screen.second.ranking(text)) if isinstance(screen.second, SecondReader) else False
        if danger:
            answer = answers.reply(danger, answer.state, text, "GB", said=answer.state["said"], wish=wish)
        else:
            answer = answers.follow(answer.state, text, None, "GB", wish=wish)
        heard.append(text)
    return _named(case, before, answer)


def _named(case: Case, before: Answer, answer: Answer) -> tuple[str, ...]:
    if answer.state.get("done"):
        return ("hand",) if answer.on == THIS else ("go",)
    step = answer.state["step"]
    if step in SOFT:
        return ("soft",)
    moved = step != before.state["step"] or answer.state["kind"] != before.state["kind"]
    worse = ("worse",) if moved and answer.state["alarm"] else ()
    return (*worse, "stay") if not worse or case.danger.level is Level.ALARM else worse


def main() -> None:
    """Prints the share that went as it should, and what the rest did instead."""
    answers, screen = Answers(), Screen()
    if "--rules" not in sys.argv:
        screen.second = SecondReader(load_intents())
    for file in SETS:
        right, wrong, by = 0, Counter[str](), Counter[str]()
        rows = cases(file)
        for case in rows:
            got = outcome(case, answers, screen)
            by[case.danger.level.value] += 1
            if set(got) & set(case.wanted):
                right += 1
                by[f"{case.danger.level.value} right"] += 1
                continue
            wrong[f"{'|'.join(case.wanted)} -> {got[0]}"] += 1
            if "-v" in sys.argv and "apart" not in file:
                print(f"  {case.danger.kind} {case.danger.level.value}: {' | '.join(case.typed)}")
                print(f"      {'|'.join(case.wanted)}, but {got[0]}")
        parts = ", ".join(f"{level} {by[level + ' right']}/{by[level]}" for level in ("check", "alarm"))
        early = sum(n for what, n in wrong.items() if what.endswith(("-> go", "-> hand")) and "stay" in what)
        print(f"{file}: {right}/{len(rows)} = {right / len(rows):.3f} ({parts}; let go too early {early})")
        print("   ", "; ".join(f"{what}: {n}" for what, n in wrong.most_common()))


if __name__ == "__main__":
    main()
