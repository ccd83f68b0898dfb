"""What all scenes of the practice room share, from `data/content/practice.yml`: weights, remedies, shared lines."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from coaching.content import CONTENT, ContentError, Mapped, load_yaml, need
from coaching.scenario import DIFFICULTIES, HELPING, HURTING, MANNERS, Beat, Topic, pattern, plain
from coaching.scenario_file import read_shared

FILE = CONTENT / "practice.yml"


@dataclass(frozen=True)
class Level:
    """How a difficulty changes the scene: factors on what helps and what hurts, and a shift of the start."""

    helps: float
    hurts: float
    start: float


@dataclass(frozen=True)
class Rules:
    """The shared part. `remedies`: which skill to try after an act that may close the door, best first; `moments`: which
    skill a turning point asks for, by its name ("shut": when the loved one has closed up)."""

    weights: Mapping[str, float]
    levels: Mapping[str, Level]
    remedies: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]
    acts: Mapping[str, Beat]
    topics: tuple[Topic, ...]
    alternatives: Mapping[str, tuple[str, ...]]
    commands: Mapping[str, tuple[re.Pattern[str], ...]]
    swap_cues: Mapping[str, tuple[re.Pattern[str], ...]]
    moments: Mapping[str, tuple[str, ...]]
    manners: Mapping[str, tuple[re.Pattern[str], ...]]  #: how a loved one usually takes a hard talk, by what is told
    manner_start: Mapping[str, float]

    def manner(self, text: str) -> str:
        """How the loved one takes it, as the person tells it: one of `manners`, or ""."""
        words = plain(text)
        return next((name for name, cues in self.manners.items() if any(c.search(words) for c in cues)), "")

    def command(self, text: str, among: Collection[str]) -> str:
        """The command that a whole message is ("hint", "can I try that again"), if it is one of `among`, else "".

        Commands must be the whole message, or they'd swallow lines of the scene ("stop lying to me"); those whose
        name starts with `asks_` are found anywhere.
        """
        words = plain(text)
        for name in among:
            if any((p.search if name.startswith("asks_") else p.fullmatch)(words) for p in self.commands[name]):
                return name
        return ""


def _numbers(path: Path, data: Mapped, key: str, labels: tuple[str, ...]) -> dict[str, float]:
    mapping = need(path, data, key, dict)
    for label in labels:
        need(path, mapping, label, (int, float))  # type: ignore[arg-type]
    return {label: float(mapping[label]) for label in labels}


def _texts(path: Path, mapping: Mapped, key: str) -> tuple[str, ...]:
    value = need(path, mapping, key, (str, list))  # type: ignore[arg-type]
    items = [value] if isinstance(value, str) else value
    if not items or not all(isinstance(i, str) for i in items):
        raise ContentError(path, mapping.lines[key], f"{key!r} should be a text or a list of texts")
    return tuple(items)


def load_rules(path: Path = FILE) -> Rules:
    """Reads and checks the shared part. Raises ContentError with file and line."""
    data = load_yaml(path)
    levels, remedies = need(path, data, "levels", dict), need(path, data, "remedies", dict)
    names, commands = need(path, data, "names", dict), need(path, data, "commands", dict)
    spare, cues = need(path, data, "alternatives", dict), need(path, data, "swap_cues", dict)
    moments, manners = need(path, data, "moments", dict), need(path, data, "manners", dict)
    acts, topics = read_shared(path, data)
    need(path, moments, "shut", list)
    for mapping, keys in ((remedies, HURTING), (moments, tuple(moments))):
        for key in keys:
            for skill in _texts(path, mapping, key):
                if skill not in HELPING:
                    raise ContentError(path, mapping.lines[key], f"no skill is called {skill!r}")
    return Rules(
        weights=_numbers(path, data, "weights", HURTING + HELPING),
        levels={d: Level(**_numbers(path, levels, d, ("helps", "hurts", "start"))) for d in DIFFICULTIES},
        remedies={label: _texts(path, remedies, label) for label in HURTING},
        names={label: need(path, names, label, str) for label in HURTING + HELPING},
        acts=acts,
        topics=topics,
        alternatives={label: _texts(path, spare, label) for label in HELPING},
        commands={name: tuple(re.compile(t) for t in _texts(path, commands, name)) for name in commands},
        swap_cues={name: tuple(pattern(t) for t in _texts(path, cues, name)) for name in cues},
        moments={name: _texts(path, moments, name) for name in moments},
        manners={name: tuple(pattern(t) for t in _texts(path, manners[name], "words")) for name in MANNERS},
        manner_start={name: float(need(path, manners[name], "start", (int, float))) for name in MANNERS},  # type: ignore[arg-type]
    )


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The rules as shipped, loaded once."""
    return load_rules()
