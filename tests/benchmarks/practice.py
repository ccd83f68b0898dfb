"""The practice room with the real reader: the order of endings, random players, and how much is answered by content.

.venv/bin/python -m tests.benchmarks.practice [RUNS] [-v]
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from functools import lru_cache
from typing import Any

import numpy as np

from coaching.debrief import debrief
from coaching.practice import Session
from coaching.retelling import debrief_lines, render
from coaching.scenario import scenarios
from coaching.skills import practice_parts
from tests.unit.coaching.practice_players import (
    HARSH,
    MIXED,
    ODD,
    SUPPORTIVE,
    TYPED_HARSH,
    TYPED_MIXED,
    TYPED_WARM,
)

PLAYERS = {
    "supportive": [SUPPORTIVE, TYPED_WARM],
    "mixed": [MIXED, TYPED_MIXED],
    "harsh": [HARSH, TYPED_HARSH],
}
ENDING = {"supportive": "calm", "mixed": "mixed", "harsh": "harsh"}


def parts() -> dict[str, Any]:
    """The language engine, each line read once: players repeat themselves."""
    real = practice_parts()
    reader, suggest = real["reader"], real["suggest"]
    vector = lru_cache(maxsize=4096)(lambda text: real["meaning"]([text])[0])
    read = lru_cache(maxsize=4096)(reader)
    reworded = lru_cache(maxsize=4096)(lambda line: suggest(line, ()))
    return {
        "reader": read,
        "suggest": lambda line, _: reworded(line),
        "meaning": lambda texts: np.stack([vector(text) for text in texts]),
    }


def play(scenario: str, lines: list[str], seed: int, engine: dict[str, Any]) -> Session:
    """One session to its end, or to the player's last line."""
    session = Session.open(scenario, seed=seed, **engine)
    for line in lines:
        if session.say(line).ended:
            break
    return session


def order(engine: dict[str, Any], verbose: bool = False) -> tuple[float, float]:
    """Shares of (scene, seed, kind of wording) in which the three players end in that order, and with those endings."""
    kept = named = count = 0
    for scenario in scenarios():
        for seed in range(3):
            for wording in range(2):
                done = {kind: play(scenario, PLAYERS[kind][wording], seed, engine) for kind in PLAYERS}
                ends = [s.state["core"]["openness"] for s in done.values()]
                good = ends[0] > ends[1] > ends[2]
                right = all(s.state["core"]["ended"] == ENDING[kind] for kind, s in done.items())
                kept, named, count = kept + good, named + right, count + 1
                if verbose and not (good and right):
                    print(scenario, seed, wording, {k: s.state["core"]["ended"] for k, s in done.items()}, ends)
    return kept / count, named / count


def at_random(engine: dict[str, Any], runs: int) -> dict[str, float]:
    """Random players: errors and lines said twice are counts; the rest shares and times."""
    pool = [*SUPPORTIVE, *MIXED, *HARSH, *TYPED_WARM, *TYPED_MIXED, *TYPED_HARSH, *ODD]
    found: Counter[str] = Counter()
    said: Counter[str] = Counter()
    times = []
    for seed in range(runs):
        chance = random.Random(seed)
        scenario = chance.choice(list(scenarios()))
        try:
            session = Session.open(scenario, seed=seed, level=chance.choice(["", "easy", "medium", "hard"]), **engine)
            heard = [session.opening]
            while not session.ended:
                begin = time.perf_counter()
                turn = session.say(chance.choice(pool))
                times.append(1000 * (time.perf_counter() - begin))
                note = render(turn.note, turn.number)
                found["turns"] += 1
                found["without a note"] += not note.strip() or "{" in note or not turn.alternative
                found["from mood alone"] += _from_mood(session)
                heard.append(turn.loved_one)
                if chance.random() < 0.1 and not session.ended:
                    session.undo()
                    heard.pop()
            debrief_lines(debrief(session, scenarios()), session.scenario.persona.name)
            found["lines said twice"] += len(heard) - len(set(heard))
            said.update(heard[1:])
        except Exception as error:  # the figure is how many there are
            found["errors"] += 1
            print(f"seed {seed}, {scenario}: {type(error).__name__}: {error}")
    return {
        "errors": found["errors"],
        "lines said twice": found["lines said twice"],
        "turns without a note": found["without a note"],
        "answered by mood alone": found["from mood alone"] / max(1, found["turns"]),
        "commonest line, per 100 sessions": 100 * said.most_common(1)[0][1] / runs,
        "a turn, p95 in ms (lines read before)": float(np.percentile(times, 95)),
    }


def _from_mood(session: Session) -> bool:
    last = str(session.state["history"][-1]["loved_one"])
    return any(last == line.text for lines in session.scenario.moods.values() for line in lines)


def main() -> None:
    """Prints the figures."""
    numbers = [int(a) for a in sys.argv[1:] if a.isdigit()]
    engine, verbose = parts(), "-v" in sys.argv
    kept, named = order(engine, verbose)
    print(f"{len(scenarios())} scenes, 3 seeds, 2 wordings of each player")
    print(f"{'supportive > mixed > harsh':40} {kept:.3f}")
    print(f"{'and with those endings':40} {named:.3f}")
    runs = numbers[0] if numbers else 1000
    print(f"{runs} random players")
    for name, value in at_random(engine, runs).items():
        print(f"{name:40} {value:.3f}" if value % 1 else f"{name:40} {value:.0f}")


if __name__ == "__main__":
    main()
