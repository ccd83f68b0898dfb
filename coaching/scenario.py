"""Scenarios of the practice room: typed, loaded from `data/content/scenarios/*.yml`, checked with file and line.

A scenario is a short play with one role left open: the person speaks the family member's part. Counsellors write it;
`docs/writing-scenarios.md` teaches how.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from coaching.content import CONTENT

FOLDER = CONTENT / "scenarios"
BANDS = range(-3, 4)  #: how open the loved one is: -3 shut, 0 guarded, +3 open
DIFFICULTIES = ("easy", "medium", "hard")
MANNERS = ("loud", "quiet", "jokes", "promises")  #: how the loved one of a person's own scene takes a hard talk
FORMS = ("asks", "offers", "refuses", "tells")  #: what a sentence does by its form
ENDINGS = ("calm", "mixed", "harsh")
STAGES = ("using", "stopped", "treatment", "early_recovery", "recovery")
HURTING = (
    "blame", "always_never", "labelling", "threat", "shaming", "guilt_trip", "interrogating", "commanding",
    "comparing", "mind_reading", "sarcasm", "dredging_past", "dismissing", "fixing", "backhanded",
)  # fmt: skip
HELPING = (
    "open_question", "reflection", "own_feeling", "observation", "request", "limit", "affirmation", "understanding",
    "responsibility", "offer", "autonomy", "permission", "invitation",
)  # fmt: skip
SPECIAL = (
    "silence",
    "nonsense",
    "bare_yes",
    "bare_no",
    "brief",
    "question",
    "asks_why",
    "asks_fact",
    "asks_yes_no",
)  #: no acts, yet a loved one reacts to them
PLACES = ("home", "phone", "out", "anywhere")  #: where the scene is played; nobody is offered toast over the phone
MAX_SETTING = 55  #: words; a bubble holds 60, and Hearth adds a few
MAX_SPOKEN = 45  #: words; people in a hard talk speak in short turns


@dataclass(frozen=True)
class Spoken:
    """A line of the loved one, or a model answer. `needs`, `unless`: topics, turning points, acts that came before; or
    what holds for the whole scene ("at_phone", "stage_using")."""

    text: str
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    def fits(self, facts: Collection[str]) -> bool:
        """May it be said, given the topics told, the turning points passed and the acts used?"""
        return all(n in facts for n in self.needs) and not any(u in facts for u in self.unless)


Lines = tuple[Spoken, ...]


@dataclass(frozen=True)
class Beat:
    """What is said while the loved one is closed (openness below 0) and open (0 and above)."""

    closed: Lines = ()
    open: Lines = ()

    def at(self, openness: float) -> Lines:
        """The lines for this openness; the other half when one is empty."""
        return (self.open or self.closed) if openness >= 0 else (self.closed or self.open)


@dataclass(frozen=True)
class Topic:
    """Something a line can be about. The loved one answers it. `moves` shifts openness beside the acts (giving in to a
    demand moves nothing by its tone); `note` and `tip` then replace the usual feedback. `act`: what a line about this is by
    its content, whatever its tone ("those months still count" is an affirmation). `over`: acts that give way to this
    answer ("what do you need?" is about them, not an offer of something). `forms`: only sentences that ask, offer, refuse
    or tell something are about it (`coaching.moves`); empty for all."""

    name: str
    patterns: tuple[re.Pattern[str], ...]
    examples: tuple[str, ...]
    beat: Beat
    moves: float = 0.0
    note: str = ""
    tip: str = ""
    act: str = ""
    over: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Turning:
    """A moment that happens at most once, when every part of its condition holds. `ends` closes the scene with it."""

    name: str
    say: Lines
    at_least: float = -9.0
    at_most: float = 9.0
    from_turn: int = 1
    acts: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    ends: str = ""

    def due(self, openness: float, turn: int, acts: set[str], passed: list[str]) -> bool:
        """Does it happen now?"""
        return (
            self.name not in passed
            and self.at_least <= openness <= self.at_most
            and turn >= self.from_turn
            and (not self.acts or bool(acts & set(self.acts)))
            and all(name in passed for name in self.after)
        )


@dataclass(frozen=True)
class Ending:
    """Last words, and what happens after the scene, told in a line or two."""

    say: Lines
    then: Lines


@dataclass(frozen=True)
class Persona:
    """Who speaks. `hides` and `needs` are never shown during the scene; the debrief may tell them."""

    name: str
    age: int
    relation: str
    pronoun: str
    substance: str
    stage: str
    mood: str
    hides: str
    needs: str


@dataclass(frozen=True)
class Scenario:
    """One scene, ready to be played."""

    id: str
    title: str
    difficulty: str
    words: tuple[str, ...]  #: what a person might call this situation; used to offer it
    trains: tuple[str, ...]  #: helping skills it gives most room to, best first
    persona: Persona
    setting: str
    opening: tuple[str, ...]
    start: float
    turns: int
    moods: Mapping[int, Lines]
    acts: Mapping[str, Beat]
    topics: tuple[Topic, ...]
    turning_points: tuple[Turning, ...]
    endings: Mapping[str, Ending]
    alternatives: Mapping[str, Lines]
    weights: Mapping[str, float]
    place: str = "home"
    wishes: tuple[str, ...] = ()  #: what a person might say who wants this scene, in whole sentences; used to offer it
    listed: bool = True  #: offered by name; not so the frame for a person's own situation
    path: Path = field(default=Path(), compare=False)

    @property
    def facts(self) -> tuple[str, str]:
        """What holds from the first line on: the place and the stage."""
        return f"at_{self.place}", f"stage_{self.persona.stage}"

    def texts(self) -> Iterator[tuple[Path, str]]:
        """Everything a person can read from it, for checks: (file, text)."""
        yield from ((self.path, text) for text in (self.title, self.setting, *self.opening))
        yield from ((self.path, text) for text in (self.persona.hides, self.persona.needs))
        for lines in (*self.moods.values(), *self.alternatives.values()):
            yield from ((self.path, line.text) for line in lines)
        for beat in (*self.acts.values(), *(t.beat for t in self.topics)):
            yield from ((self.path, line.text) for line in (*beat.closed, *beat.open))
        for topic in self.topics:
            yield from ((self.path, text) for text in (topic.note, topic.tip) if text)
        for point in self.turning_points:
            yield from ((self.path, line.text) for line in point.say)
        for ending in self.endings.values():
            yield from ((self.path, text) for text in (line.text for line in (*ending.say, *ending.then)))


def pattern(phrase: str) -> re.Pattern[str]:
    """A phrase of a topic as a pattern over plain words: `owe*` matches any ending, `...` up to five words between."""
    parts = [r"\s+".join(re.escape(w).replace(r"\*", r"\w*") for w in p.lower().split()) for p in phrase.split("...")]
    return re.compile(r"\b" + r"\b(?:\s+\S+){0,5}?\s+".join(p for p in parts if p) + r"\b")


def plain(text: str) -> str:
    """Lower case, straight apostrophes, words only: what the patterns are matched against."""
    text = text.lower().replace("\u2019", "'")
    return " ".join(re.findall(r"[\w']+", text))


def load_all(folder: Path = FOLDER) -> dict[str, Scenario]:
    """Every scenario by id, easiest first. Raises ContentError at the first problem."""
    from coaching.scenario_file import load_scenario  # it needs the types above

    found = [load_scenario(path) for path in sorted(folder.glob("*.yml"))]
    found.sort(key=lambda s: DIFFICULTIES.index(s.difficulty))
    return {scenario.id: scenario for scenario in found}


@lru_cache(maxsize=1)
def scenarios() -> Mapping[str, Scenario]:
    """The scenarios as shipped, loaded once."""
    return load_all()
