"""How well the practice room fits: the scene offered for a wish, and whether the loved one answers what was said.

.venv/bin/python -m tests.benchmarks.practice_fit [-v]     (-v names the misses of the half that may be seen)
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import yaml

from coaching.dialogue import Context, Heard, Profile
from coaching.practice import Practice
from coaching.rehearsal import Session
from coaching.scenario import Lines, scenarios
from coaching.skills import practice_parts

CASES = Path(__file__).with_suffix(".yml")
HALVES = ("seen", "held out")
OWN = "own"


def offered(wish: str, room: Practice) -> list[str]:
    """What the first message brings, best first: a scene at once, their own scene, or a choice of scenes."""
    step = room.start(Heard(wish), Context(Profile(), datetime(2026, 3, 4, tzinfo=timezone.utc), {}, 0))
    state = step.state
    if state.get("at") == "playing":
        return [str(state["session"]["scenario"])]
    if str(state.get("at", "")).startswith("own_"):
        return [OWN]
    return [OWN if c.value == "own" else c.value.split(":")[-1] for say in step.say for c in say.choices]


def sources(session: Session) -> Iterator[tuple[str, str]]:
    """(line, what it answers): every line that the loved one can say."""

    def each(lines: Lines, name: str) -> Iterator[tuple[str, str]]:
        yield from ((line.text, name) for line in lines)

    play = session.scenario
    for topic in (*play.topics, *session.rules.topics):
        yield from each((*topic.beat.closed, *topic.beat.open), topic.name)
    for label, beat in play.acts.items():
        yield from each((*beat.closed, *beat.open), f"act:{label}")
    for point in play.turning_points:  # a limit that gets tested is answered
        yield from (found for label in point.acts for found in each(point.say, f"act:{label}"))


def answered(scene: str, line: str, engine: dict[str, Any]) -> set[str]:
    """What the loved one's answer to a first line is about."""
    session = Session.open(scene, **engine)
    reply = session.say(line).loved_one
    return {name for text, name in sources(session) if text in reply}


def main() -> None:
    """Prints the shares; every second case is held out."""
    cases, engine, verbose = yaml.safe_load(CASES.read_text(encoding="utf-8")), practice_parts(), "-v" in sys.argv
    room = Practice(**engine)
    first: dict[str, list[bool]] = {half: [] for half in HALVES}
    among: dict[str, list[bool]] = {half: [] for half in HALVES}
    for i, (wish, *fits) in enumerate(cases["wishes"]):
        half, found = HALVES[i % 2], offered(wish, room)
        first[half].append(found[0] in fits)
        among[half].append(bool({*found[:3]} & {*fits}))
        if verbose and not i % 2 and not first[half][-1]:
            print(f"wish: {wish!r} -> {found[:3]}, not {fits}")
    content: dict[str, list[bool]] = {half: [] for half in HALVES}
    count = 0
    for scene, lines in cases["contents"].items():
        assert scene in scenarios(), scene
        for line, *fits in lines:
            half, about = HALVES[count % 2], answered(scene, line, engine)
            content[half].append(bool(about & {*fits}))
            count += 1
            if verbose and half == "seen" and not content[half][-1]:
                print(f"{scene}: {line!r} -> {sorted(about)}, not {fits}")
    for name, found_by in (("scene first", first), ("scene among three", among), ("answer fits", content)):
        print(f"{name:20}", *(f"{half} {sum(v)}/{len(v)} = {sum(v) / len(v):.2f}" for half, v in found_by.items()))


if __name__ == "__main__":
    main()
