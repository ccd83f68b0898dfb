"""Reads one scenario file and checks it: every error names file and line and says what to do."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from coaching.content import ContentError, Mapped, load_yaml, need
from coaching.scenario import (
    BANDS,
    DIFFICULTIES,
    ENDINGS,
    FOLDER,
    HELPING,
    HURTING,
    MAX_SETTING,
    PLACES,
    SPECIAL,
    STAGES,
    Beat,
    Ending,
    Lines,
    Persona,
    Scenario,
    Topic,
    Turning,
)
from coaching.scenario_parts import ALWAYS, Reader

Shared = tuple[Mapping[str, Beat], tuple[Topic, ...]]


def read_shared(path: Path, data: Mapped) -> Shared:
    """What every loved one can say (`shared:` in practice.yml): answers by act and by everyday topic."""
    reader = Reader(path)
    shared = need(path, data, "shared", dict)
    reader.keys(shared, {"acts", "topics"}, 0, "'shared'")
    acts = need(path, shared, "acts", dict)
    reader.keys(acts, {*HURTING, *HELPING, *SPECIAL}, 0, "'acts'")
    beats = {label: reader.beat(acts, label, f"the act {label!r}", least=3) for label in acts}
    topics = need(path, shared, "topics", list)
    found = tuple(reader.topic(item, topics.lines[i]) for i, item in enumerate(topics))
    reader.known({*ALWAYS, *HURTING, *HELPING, *(t.name for t in found)})
    return beats, found


def load_scenario(path: Path) -> Scenario:
    """The scenario in `path`, checked. Raises ContentError with file, line and what to do."""
    reader = Reader(path)
    data = load_yaml(path)
    known = {
        "title", "difficulty", "words", "trains", "persona", "setting", "opening", "start", "turns", "moods", "acts",
        "topics", "turning_points", "endings", "alternatives", "weights", "place", "listed", "wishes",
    }  # fmt: skip
    reader.keys(data, known, 1, "a scenario")
    title, setting = need(path, data, "title", str).strip(), " ".join(need(path, data, "setting", str).split())
    if len(title) > 40:
        raise reader.fail(data.lines["title"], f"the title has {len(title)} characters; a button holds 40")
    if len(setting.split()) > MAX_SETTING:
        raise reader.fail(data.lines["setting"], f"{len(setting.split())} words; the setting has at most {MAX_SETTING}")
    difficulty = need(path, data, "difficulty", str)
    if difficulty not in DIFFICULTIES:
        raise reader.fail(data.lines["difficulty"], f"should be one of {', '.join(DIFFICULTIES)}")
    turns = data.get("turns", 8)
    if not isinstance(turns, int) or not 5 <= turns <= 10:
        raise reader.fail(data.lines["turns"], f"'turns' should be a whole number from 5 to 10, found {turns!r}")
    start = data.get("start", 0)
    if not isinstance(start, (int, float)) or not -2 <= start <= 2:
        raise reader.fail(data.lines["start"], f"'start' should be a number from -2 to 2, found {start!r}")
    place = data.get("place", "home")
    if place not in PLACES:
        raise reader.fail(data.lines["place"], f"'place' should be one of {', '.join(PLACES)}, found {place!r}")
    first = need(path, data, "opening", (str, list))  # type: ignore[arg-type]
    opening = tuple(line.text for line in reader.spoken(first, data.lines["opening"], "'opening'"))
    topics = need(path, data, "topics", list)
    found_topics = tuple(reader.topic(item, topics.lines[i]) for i, item in enumerate(topics))
    for i, topic in enumerate(found_topics):
        if topic.name in [t.name for t in found_topics[:i]]:
            raise reader.fail(topics.lines[i], f"there is a topic {topic.name!r} already; give this one another name")
    acts = need(path, data, "acts", dict)
    reader.keys(acts, {*HURTING, *HELPING, *SPECIAL}, data.lines["acts"], "'acts'")
    scenario = Scenario(
        id=path.stem,
        title=title,
        difficulty=difficulty,
        words=reader.strings(data, "words", least=3),
        trains=reader.strings(data, "trains", least=2),
        persona=_persona(reader, need(path, data, "persona", dict)),
        setting=setting,
        opening=opening,
        start=float(start),
        turns=turns,
        moods=_moods(reader, need(path, data, "moods", dict)),
        acts={label: reader.beat(acts, label, f"the act {label!r}") for label in acts},
        topics=found_topics,
        turning_points=_turnings(reader, data, {t.name for t in found_topics}),
        endings=_endings(reader, need(path, data, "endings", dict)),
        alternatives=_alternatives(reader, need(path, data, "alternatives", dict)),
        weights=_weights(reader, data),
        place=place,
        wishes=reader.strings(data, "wishes"),
        listed=bool(data.get("listed", True)),
        path=path,
    )
    names = {t.name for t in scenario.topics} | {p.name for p in scenario.turning_points}
    reader.known({*names, *ALWAYS, *HURTING, *HELPING})
    for label in scenario.trains:
        if label not in scenario.alternatives:
            raise reader.fail(data.lines["trains"], f"it trains {label!r}, but 'alternatives' has no sentence for it")
    return scenario


def _persona(reader: Reader, data: Mapped) -> Persona:
    texts = ("name", "relation", "pronoun", "substance", "stage", "mood", "hides", "needs")
    reader.keys(data, {*texts, "age"}, data.line, "'persona'")
    values = {key: need(reader.path, data, key, str).strip() for key in texts}
    if values["stage"] not in STAGES:
        raise reader.fail(data.lines["stage"], f"'stage' should be one of {', '.join(STAGES)}")
    if values["pronoun"] not in ("he", "she", "they"):
        raise reader.fail(data.lines["pronoun"], "'pronoun' should be he, she or they")
    return Persona(age=need(reader.path, data, "age", int), **values)


def _moods(reader: Reader, data: Any) -> dict[int, Lines]:
    reader.keys(data, set(BANDS), data.line, "'moods'")
    for band in BANDS:
        if band not in data:
            raise reader.fail(data.line, f"'moods' has no lines for openness {band}")
    return {band: reader.spoken(data[band], data.lines[band], f"mood {band}", least=3) for band in BANDS}


def _turnings(reader: Reader, data: Mapped, known: set[str]) -> tuple[Turning, ...]:
    points = need(reader.path, data, "turning_points", list)
    found: list[Turning] = []
    for i, item in enumerate(points):
        found.append(reader.turning(item, points.lines[i], known))
        if found[-1].name in known:
            raise reader.fail(points.lines[i], f"{found[-1].name!r} is taken already; give this one another name")
        known.add(found[-1].name)
    return tuple(found)


def _endings(reader: Reader, data: Mapped) -> dict[str, Ending]:
    reader.keys(data, set(ENDINGS), data.line, "'endings'")
    endings = {}
    for name in ENDINGS:
        part = need(reader.path, data, name, dict)
        reader.keys(part, {"say", "then"}, data.lines[name], f"the ending {name!r}")
        for key in ("say", "then"):
            need(reader.path, part, key, (str, list))  # type: ignore[arg-type]
        endings[name] = Ending(
            reader.spoken(part["say"], part.lines["say"], f"the ending {name!r}"),
            reader.spoken(part["then"], part.lines["then"], f"'then' of the ending {name!r}"),
        )
    return endings


def _alternatives(reader: Reader, data: Mapped) -> dict[str, Lines]:
    reader.keys(data, set(HELPING), data.line, "'alternatives'")
    if len(data) < 4:
        raise reader.fail(data.line, f"'alternatives' needs sentences for at least 4 skills, found {len(data)}")
    return {k: reader.spoken(data[k], data.lines[k], f"the alternative {k!r}") for k in data}


def _weights(reader: Reader, data: Mapped) -> dict[str, float]:
    weights: dict[str, Any] = data.get("weights", {})
    for label, weight in weights.items():
        line = data["weights"].lines[label]
        if label not in HURTING + HELPING:
            raise reader.fail(line, f"no act is called {label!r}")
        if not isinstance(weight, (int, float)):
            raise reader.fail(line, f"the weight of {label!r} should be a number, found {weight!r}")
    return {label: float(weight) for label, weight in weights.items()}


def problems(folder: Path = FOLDER) -> list[ContentError]:
    """The first problem of every scenario file in `folder`, for `hearth check`; empty when all is well."""
    found = []
    for path in sorted(folder.glob("*.yml")):
        try:
            load_scenario(path)
        except ContentError as error:
            found.append(error)
    return found
