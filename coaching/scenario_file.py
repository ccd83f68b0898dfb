"""Reads one scenario file and checks it: every error names file and line and says what to do."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from coaching.content import ContentError, Listed, Mapped, load_yaml, need
from coaching.scenario import (
    BANDS,
    DIFFICULTIES,
    ENDINGS,
    FOLDER,
    HELPING,
    HURTING,
    MAX_SETTING,
    MAX_SPOKEN,
    PLACES,
    SPECIAL,
    STAGES,
    Beat,
    Ending,
    Lines,
    Persona,
    Scenario,
    Spoken,
    Topic,
    Turning,
    pattern,
)  # fmt: skip

ALWAYS = {f"at_{place}" for place in PLACES} | {f"stage_{stage}" for stage in STAGES}  #: `Scenario.facts`


EVERYDAY = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "be",
        "but",
        "do",
        "for",
        "have",
        "how",
        "i",
        "if",
        "in",
        "is",
        "it",
        "me",
        "my",
        "no",
        "not",
        "now",
        "of",
        "on",
        "or",
        "so",
        "that",
        "the",
        "this",
        "to",
        "was",
        "we",
        "what",
        "when",
        "why",
        "with",
        "yes",
        "you",
        "your",
    ]
)  #: words that tell nothing about what a line is about


class _Reader:
    """Reads one file and knows where it stands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.seen: dict[str, int] = {}
        self.named: dict[str, int] = {}  #: what lines refer to by `needs` and `unless`, and where

    def fail(self, line: int, problem: str) -> ContentError:
        return ContentError(self.path, line, problem)

    def keys(self, mapping: Any, allowed: set[Any], line: int, where: str) -> None:
        if not isinstance(mapping, Mapped):
            raise self.fail(line, f"{where} should be a mapping, found {mapping!r}")
        for key in mapping:
            if key not in allowed:
                known = ", ".join(str(k) for k in sorted(allowed, key=str))
                raise self.fail(mapping.lines[key], f"{where} does not know {key!r}; it knows {known}")

    def strings(self, mapping: Any, key: str, least: int = 0) -> tuple[str, ...]:
        value = mapping.get(key, [])
        at = mapping.lines.get(key, mapping.line)
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(i, str) and i.strip() for i in items):
            raise self.fail(at, f"{key!r} should be a text or a list of texts (put a bare Yes or No in quotes)")
        if len(items) < least:
            raise self.fail(at, f"{key!r} needs at least {least}, found {len(items)}")
        return tuple(i.strip() for i in items)

    def spoken(self, value: Any, at: int, where: str, least: int = 1, fresh: bool = True) -> Lines:
        """A list of lines; `fresh`: none may stand twice in the file (a loved one never repeats a line)."""
        items = value if isinstance(value, list) else [value]
        found = []
        for i, item in enumerate(items):
            here = items.lines[i] if isinstance(items, Listed) else at
            if isinstance(item, dict):
                self.keys(item, {"say", "needs", "unless"}, here, f"a line of {where}")
                needs, unless = self.strings(item, "needs"), self.strings(item, "unless")
                self.named |= dict.fromkeys((*needs, *unless), here)
                line = Spoken(need(self.path, item, "say", str).strip(), needs, unless)
            elif isinstance(item, str) and item.strip():
                line = Spoken(item.strip())
            else:
                raise self.fail(here, f"{where}: expected a text, found {item!r} (put a bare Yes or No in quotes)")
            if len(line.text.split()) > MAX_SPOKEN:
                raise self.fail(here, f"{len(line.text.split())} words in one line; at most {MAX_SPOKEN}")
            if fresh:
                before = self.seen.setdefault(line.text.lower(), here)
                if before != here:
                    raise self.fail(here, f"this line stands already in line {before}; nobody says it twice")
            found.append(line)
        if len(found) < least:
            raise self.fail(at, f"{where} needs at least {least} variants, found {len(found)}")
        return tuple(found)

    def beat(self, mapping: Mapped, key: Any, where: str, least: int = 1) -> Beat:
        """Lines for closed and open; a plain list serves both."""
        value, at = mapping[key], mapping.lines[key]
        if isinstance(value, dict):
            self.keys(value, {"closed", "open"}, at, where)
            halves = {k: self.spoken(v, value.lines[k], f"{where}, {k}") for k, v in value.items()}  # type: ignore[attr-defined]
            beat = Beat(halves.get("closed", ()), halves.get("open", ()))
        else:
            beat = Beat(open=self.spoken(value, at, where))
        if len(beat.closed) + len(beat.open) < least:
            raise self.fail(at, f"{where} needs at least {least} variants, found {len(beat.closed) + len(beat.open)}")
        return beat

    def known(self, facts: set[str]) -> None:
        """Every name that a line refers to must be one of `facts`."""
        for name, line in self.named.items():
            if name not in facts:
                raise self.fail(line, f"no topic, turning point or act is called {name!r}")

    def topic(self, item: Any, at: int) -> Topic:
        known = {"name", "words", "examples", "say", "closed", "open", "moves", "note", "tip", "act", "over"}
        self.keys(item, known, at, "a topic")
        name = need(self.path, item, "name", str)
        where = f"the topic {name!r}"
        words, examples = self.strings(item, "words"), self.strings(item, "examples")
        if not words:
            raise self.fail(at, f"{where} needs 'words': how would you notice that a line is about it?")
        for word in words:
            if word.lower() in EVERYDAY:
                raise self.fail(item.lines["words"], f"{where}: {word!r} stands in every second line; say more of it")
        if "say" in item:
            beat = self.beat(item, "say", where)
        elif "closed" in item or "open" in item:
            half = {k: self.spoken(item[k], item.lines[k], f"{where}, {k}") for k in ("closed", "open") if k in item}
            beat = Beat(half.get("closed", ()), half.get("open", ()))
        else:
            raise self.fail(at, f"{where} has no answer: give 'say', or 'closed' and 'open'")
        moves = item.get("moves", 0)
        if not isinstance(moves, (int, float)) or abs(moves) > 2:
            raise self.fail(item.lines["moves"], f"'moves' should be a number from -2 to 2, found {moves!r}")
        note, tip, act = (str(item.get(key, "")).strip() for key in ("note", "tip", "act"))
        if act and act not in HURTING + HELPING:
            raise self.fail(item.lines["act"], f"no act is called {act!r}")
        over = self.strings(item, "over")
        for label in over:
            if label not in HELPING:
                raise self.fail(item.lines["over"], f"no skill is called {label!r}")
        return Topic(name, tuple(pattern(w) for w in words), examples, beat, float(moves), note, tip, act, over)

    def turning(self, item: Any, at: int, known: set[str]) -> Turning:
        self.keys(item, {"name", "when", "say", "ends"}, at, "a turning point")
        name = need(self.path, item, "name", str)
        when = need(self.path, item, "when", dict)
        self.keys(when, {"at_least", "at_most", "from_turn", "acts", "after"}, at, f"'when' of {name!r}")
        for key in ("at_least", "at_most", "from_turn"):
            if key in when and not isinstance(when[key], (int, float)):
                raise self.fail(when.lines[key], f"{key!r} should be a number, found {when[key]!r}")
        acts, after = self.strings(when, "acts"), self.strings(when, "after")
        for act in acts:
            if act not in HURTING + HELPING:
                raise self.fail(when.lines["acts"], f"no act is called {act!r}")
        for one in after:
            if one not in known:
                raise self.fail(when.lines["after"], f"'after' names {one!r}: no topic or earlier turning point")
        ends = item.get("ends", "")
        if ends and ends not in ENDINGS:
            raise self.fail(item.lines["ends"], f"'ends' should be one of {', '.join(ENDINGS)}, found {ends!r}")
        need(self.path, item, "say", (str, list))  # type: ignore[arg-type]
        return Turning(
            name, self.spoken(item["say"], item.lines["say"], f"the turning point {name!r}"),
            float(when.get("at_least", -9)), float(when.get("at_most", 9)), int(when.get("from_turn", 1)),
            acts, after, ends,
        )  # fmt: skip


Shared = tuple[Mapping[str, Beat], tuple[Topic, ...]]


def read_shared(path: Path, data: Mapped) -> Shared:
    """What every loved one can say (`shared:` in practice.yml): answers by act and by everyday topic."""
    reader = _Reader(path)
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
    reader = _Reader(path)
    data = load_yaml(path)
    known = {
        "title", "difficulty", "words", "trains", "persona", "setting", "opening", "start", "turns", "moods", "acts",
        "topics", "turning_points", "endings", "alternatives", "weights", "place", "listed",
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
        listed=bool(data.get("listed", True)),
        path=path,
    )
    names = {t.name for t in scenario.topics} | {p.name for p in scenario.turning_points}
    reader.known({*names, *ALWAYS, *HURTING, *HELPING})
    for label in scenario.trains:
        if label not in scenario.alternatives:
            raise reader.fail(data.lines["trains"], f"it trains {label!r}, but 'alternatives' has no sentence for it")
    return scenario


def _persona(reader: _Reader, data: Mapped) -> Persona:
    texts = ("name", "relation", "pronoun", "substance", "stage", "mood", "hides", "needs")
    reader.keys(data, {*texts, "age"}, data.line, "'persona'")
    values = {key: need(reader.path, data, key, str).strip() for key in texts}
    if values["stage"] not in STAGES:
        raise reader.fail(data.lines["stage"], f"'stage' should be one of {', '.join(STAGES)}")
    if values["pronoun"] not in ("he", "she", "they"):
        raise reader.fail(data.lines["pronoun"], "'pronoun' should be he, she or they")
    return Persona(age=need(reader.path, data, "age", int), **values)


def _moods(reader: _Reader, data: Any) -> dict[int, Lines]:
    reader.keys(data, set(BANDS), data.line, "'moods'")
    for band in BANDS:
        if band not in data:
            raise reader.fail(data.line, f"'moods' has no lines for openness {band}")
    return {band: reader.spoken(data[band], data.lines[band], f"mood {band}", least=3) for band in BANDS}


def _turnings(reader: _Reader, data: Mapped, known: set[str]) -> tuple[Turning, ...]:
    points = need(reader.path, data, "turning_points", list)
    found: list[Turning] = []
    for i, item in enumerate(points):
        found.append(reader.turning(item, points.lines[i], known))
        if found[-1].name in known:
            raise reader.fail(points.lines[i], f"{found[-1].name!r} is taken already; give this one another name")
        known.add(found[-1].name)
    return tuple(found)


def _endings(reader: _Reader, data: Mapped) -> dict[str, Ending]:
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


def _alternatives(reader: _Reader, data: Mapped) -> dict[str, Lines]:
    reader.keys(data, set(HELPING), data.line, "'alternatives'")
    if len(data) < 4:
        raise reader.fail(data.line, f"'alternatives' needs sentences for at least 4 skills, found {len(data)}")
    return {k: reader.spoken(data[k], data.lines[k], f"the alternative {k!r}") for k in data}


def _weights(reader: _Reader, data: Mapped) -> dict[str, float]:
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
