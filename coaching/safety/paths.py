"""Reads the guided paths of data/content/safety: nodes with what is said, one question, and ways on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path as File
from typing import Any

from coaching.content import MAX_TITLE, MAX_WORDS, ContentError, load_yaml, need

#: Placeholders whose value depends on the country; the text of a variant without its number is not used.
_PLACE = re.compile(r"\{(\w+)\}")
MAX_BUTTONS = 4  #: a fifth place is kept for "that's not what I meant"


@dataclass(frozen=True)
class Variant:
    """One way to say it: bubbles, and the placeholders they need."""

    texts: tuple[str, ...]
    needs: frozenset[str]


@dataclass(frozen=True)
class On:
    """A way on: the button's title, the node that it leads to, and what typed words mean the same: `leans` are "yes",
    "no", "unsure" (`coaching.safety.hearing.lean`), `words` are this step's own."""

    title: str
    to: str
    words: re.Pattern[str] | None
    leans: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Event:
    """Something that may be told at any step ("they took him to hospital"), and the node that answers it.

    unless: words that make it something else. late: only when the step itself did not understand. starts: an alarm that
    is told with these words begins at this step."""

    to: str
    words: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    late: bool = False
    starts: bool = False


@dataclass(frozen=True)
class Node:
    """A step. `otherwise`: where any other typed words lead ("" asks again). `done`: the path ends here. `keep`: the
    typed words are kept in the person's plan under this name. `does`: what the caller does here ("keep_plan", "quiet").
    `sure`: no place for "that's not what I meant". `light`: the danger is over or in doubt here, so that whoever turns to
    something else is let go at once.
    """

    name: str
    say: tuple[Variant, ...]
    ask: tuple[Variant, ...]
    ways: tuple[On, ...]
    otherwise: str
    done: bool
    line: int
    keep: str = ""
    does: str = ""
    sure: bool = False
    light: bool = False


@dataclass
class Path:
    """The graph of one kind. `alarm` and `check` give the first node by the danger's detail."""

    name: str
    file: File
    nodes: dict[str, Node] = field(default_factory=dict)
    alarm: dict[str, str] = field(default_factory=dict)
    check: dict[str, str] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    asides: list[Event] = field(default_factory=list)  #: what is answered in between, by the words of the step `to`
    own_asides: bool = False  #: those that all paths share would miss the tone here


@dataclass
class Paths:
    """All paths, and the texts that they share (common.yml)."""

    by_name: dict[str, Path]
    texts: dict[str, str]
    countries: tuple[str, ...]
    again: tuple[str, ...]  #: short leads for what has to be said once more
    plans: dict[str, tuple[Variant, ...]]  #: the lines of a safety plan, by path
    mourns: tuple[Event, ...] = ()  #: how a death is told

    @property
    def common(self) -> Path:
        """The path whose nodes every path may lead to."""
        return self.by_name["common"]

    def of(self, kind: str) -> Path:
        """The path of a kind; the common one for a kind that has none."""
        return self.by_name.get(kind, self.common)

    @classmethod
    def load(cls, folder: File) -> Paths:
        """Reads every file. Raises ContentError with file and line for what can't be used."""
        shared = load_yaml(folder / "common.yml")
        words = need(folder / "common.yml", shared, "words", dict)
        paths = {file.stem: _path(file, load_yaml(file), words) for file in sorted(folder.glob("*.yml"))}
        common = paths["common"]
        for path in paths.values():
            for node in path.nodes.values():
                leads = [way.to for way in node.ways] + [node.otherwise] * bool(node.otherwise)
                for to in leads + [event.to for event in (*path.events, *path.asides)]:
                    if to not in path.nodes and to not in common.nodes:
                        raise ContentError(path.file, node.line, f"{node.name!r} leads to {to!r}, which is no step")
            for to in [*path.alarm.values(), *path.check.values()]:
                if to not in path.nodes:
                    raise ContentError(path.file, 0, f"starts at {to!r}, which is no step")
        texts = dict(need(folder / "common.yml", shared, "texts", dict))
        plans = {
            kind: _variants(folder / "common.yml", 0, lines)
            for kind, lines in need(folder / "common.yml", shared, "plans", dict).items()
        }
        again = tuple(need(folder / "common.yml", shared, "again", list))
        mourns = tuple(_events(folder / "common.yml", shared.get("mourns", ()), words))
        return cls(paths, texts, tuple(shared["ask_countries"]), again, plans, mourns)

    def all_texts(self) -> Iterator[tuple[File, str, str]]:
        """(file, node, text) of everything that can be said."""
        for path in self.by_name.values():
            for node in path.nodes.values():
                for variant in (*node.say, *node.ask):
                    for text in variant.texts:
                        yield path.file, node.name, text


def _path(file: File, data: Any, words: dict[str, str]) -> Path:
    path = Path(file.stem, file)
    nodes = need(file, data, "nodes", dict)
    for name, row in nodes.items():
        at = nodes.lines[name]
        ways = []
        for way in row.get("ways", ()):
            if not isinstance(way, list) or len(way) not in (2, 3) or not all(isinstance(part, str) for part in way):
                raise ContentError(file, at, f"{name!r}: a way is [title, step] or [title, step, words]")
            if len(way[0]) > MAX_TITLE:
                raise ContentError(file, at, f"{name!r}: the button {way[0]!r} is longer than {MAX_TITLE} characters")
            own, leans = _meant(way[2] if len(way) == 3 else "")
            ways.append(On(way[0], way[1], _words(own, words) if own else None, leans))
        if len(ways) > MAX_BUTTONS + (1 if row.get("done") or file.stem == "common" else 0):
            raise ContentError(file, at, f"{name!r} has {len(ways)} ways; {MAX_BUTTONS} is the most")
        path.nodes[name] = Node(
            name,
            _variants(file, at, row.get("say", ())),
            _variants(file, at, row.get("ask", ())),
            tuple(ways),
            row.get("else", ""),
            bool(row.get("done", False)),
            at,
            row.get("keep", ""),
            row.get("does", ""),
            bool(row.get("sure", False)),
            bool(row.get("light", False)),
        )
    path.alarm = dict(data.get("alarm", {}))
    path.check = dict(data.get("check", {}))
    path.events = _events(file, data.get("events", ()), words)
    path.own_asides = bool(data.get("own_asides", False))
    path.asides = _events(file, data.get("asides", ()), words)
    if "default" not in path.alarm or "default" not in path.check:
        raise ContentError(file, 0, "alarm and check each need a default step")
    return path


def _events(file: File, rows: Any, words: dict[str, str]) -> list[Event]:
    return [
        Event(
            need(file, row, "to", str),
            _words(need(file, row, "hear", str), words),
            _words(row["unless"], words) if "unless" in row else None,
            bool(row.get("late", False)),
            bool(row.get("starts", False)),
        )
        for row in rows
    ]


def _meant(source: str) -> tuple[str, frozenset[str]]:
    """A way's typed words, apart from the leanings (`<yes>`, `<no>`, `<unsure>`) that stand among them."""
    parts = re.split(r"\|(?![^()]*\))", source) if source else []
    leans = frozenset(part[1:-1] for part in parts if part in ("<yes>", "<no>", "<unsure>"))
    return "|".join(part for part in parts if part not in ("<yes>", "<no>", "<unsure>")), leans


def _words(source: str, shared: dict[str, str]) -> re.Pattern[str]:
    full = re.sub(r"<(\w+)>", lambda match: shared[match.group(1)], source)
    return re.compile(rf"(?<!\w)(?:{full})(?!\w)")


def _variants(file: File, at: int, rows: Any) -> tuple[Variant, ...]:
    variants = []
    for row in [rows] if isinstance(rows, str) else rows:
        texts = tuple(text.strip() for text in ([row] if isinstance(row, str) else row))
        for text in texts:
            if len(text.split()) > MAX_WORDS:
                raise ContentError(file, at, f"{len(text.split())} words; a bubble has at most {MAX_WORDS}")
        variants.append(Variant(texts, frozenset(n for text in texts for n in _PLACE.findall(text))))
    return tuple(variants)
