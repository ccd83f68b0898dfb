"""Plays a scene kindly, so-so and harshly, to see that it ends in that order: part of `hearth check`.

The players say nothing that means anything; the reader is told which act each line is. So it is the scene that is
tried, and not the language engine.
"""

from __future__ import annotations

from coaching.content import ContentError
from coaching.moves import Proposed
from coaching.practice_rules import Rules
from coaching.rehearsal import Session
from coaching.scenario import HELPING, Scenario

KIND = (
    "understanding", "reflection", "own_feeling", "open_question", "affirmation", "offer", "autonomy", "responsibility",
    "reflection", "invitation",
)  # fmt: skip
SO_SO = (
    "reflection", "always_never", "own_feeling", "interrogating", "open_question", "blame", "understanding", "always_never",
    "offer", "commanding",
)  # fmt: skip
HARSH = (
    "shaming", "labelling", "blame", "guilt_trip", "threat", "always_never", "commanding", "blame", "sarcasm", "dismissing",
)  # fmt: skip
_LABEL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def played(scene: Scenario, acts: tuple[str, ...], seed: int, shared: Rules | None = None) -> Session:
    """The scene, played with these acts in this order."""
    lines = {f"{_LABEL[i]}qz": label for i, label in enumerate(acts)}
    session = Session.open(
        scene, lambda line: [Proposed(lines[line], line, lines[line] in HELPING)], seed=seed, shared=shared
    )
    for line in lines:
        if session.say(line).ended:
            break
    return session


def trial(scene: Scenario, shared: Rules | None = None) -> list[ContentError]:
    """What is wrong with how it plays, at the line of `start`; empty when all is well."""
    at = _line_of(scene, "start:")
    for seed in range(3):
        try:
            ends = {
                "kindly": played(scene, KIND, seed, shared),
                "so-so": played(scene, SO_SO, seed, shared),
                "harshly": played(scene, HARSH, seed, shared),
            }
        except LookupError:
            return [ContentError(scene.path, _line_of(scene, "moods:"), "it runs out of lines: add some to 'moods'")]
        found = {how: str(session.state["core"]["ended"]) for how, session in ends.items()}
        for (how, ending), wanted in zip(found.items(), ("calm", "mixed", "harsh"), strict=True):
            if ending != wanted:
                hint = "change 'start', 'turns' or 'weights'"
                return [
                    ContentError(scene.path, at, f"played {how}, it ends {ending or 'nowhere'}, not {wanted}: {hint}")
                ]
        passed = set(ends["kindly"].state["core"]["passed"])
        if not passed & {point.name for point in scene.turning_points}:
            line = _line_of(scene, "turning_points:")
            return [ContentError(scene.path, line, "played kindly, no turning point is reached: loosen its 'when'")]
    return []


def _line_of(scene: Scenario, key: str) -> int:
    lines = scene.path.read_text(encoding="utf-8").split("\n")
    return next((i for i, line in enumerate(lines, 1) if line.startswith(key)), 1)
