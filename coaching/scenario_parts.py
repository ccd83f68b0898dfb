"""Reads the parts of a scenario file: lines, answers, topics, turning points. Every error names the line."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from coaching.content import ContentError, Listed, Mapped, need
from coaching.scenario import (
    ENDINGS,
    FORMS,
    HELPING,
    HURTING,
    MANNERS,
    MAX_SPOKEN,
    PLACES,
    STAGES,
    Beat,
    Lines,
    Spoken,
    Topic,
    Turning,
    pattern,
)

ALWAYS = (
    {f"at_{place}" for place in PLACES} | {f"stage_{stage}" for stage in STAGES} | {f"manner_{m}" for m in MANNERS}
)  #: what may hold for a whole scene: `Scenario.facts`, and what a person tells of their own


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


def meant(name: str, known: Collection[Any]) -> str:
    """A hint ("did you mean 'turns'?") for a name that is nearly a known one, else ""."""
    near = get_close_matches(name, [str(k) for k in known], 1, 0.75)
    return f" (did you mean {near[0]!r}?)" if near else ""


class Reader:
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
                near = meant(str(key), allowed)
                raise self.fail(mapping.lines[key], f"{where} does not know {key!r}{near}; it knows {known}")

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
                raise self.fail(line, f"no topic, turning point or act is called {name!r}{meant(name, facts)}")

    def topic(self, item: Any, at: int) -> Topic:
        known = {"name", "words", "examples", "say", "closed", "open", "moves", "note", "tip", "act", "over", "as"}
        self.keys(item, known, at, "a topic")
        name = need(self.path, item, "name", str)
        where = f"the topic {name!r}"
        words, examples = self.strings(item, "words"), self.strings(item, "examples")
        if not words and not examples:
            raise self.fail(at, f"{where} needs 'words' or 'examples': how would you notice that a line is about it?")
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
        forms = self.strings(item, "as")
        for kind in forms:
            if kind not in FORMS:
                raise self.fail(item.lines["as"], f"'as' should be some of {', '.join(FORMS)}, found {kind!r}")
        patterns = tuple(pattern(w) for w in words)
        return Topic(name, patterns, examples, beat, float(moves), note, tip, act, over, forms)

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
                near = meant(one, known)
                raise self.fail(when.lines["after"], f"'after' names {one!r}: no topic or earlier turning point{near}")
        ends = item.get("ends", "")
        if ends and ends not in ENDINGS:
            raise self.fail(item.lines["ends"], f"'ends' should be one of {', '.join(ENDINGS)}, found {ends!r}")
        need(self.path, item, "say", (str, list))  # type: ignore[arg-type]
        return Turning(
            name, self.spoken(item["say"], item.lines["say"], f"the turning point {name!r}"),
            float(when.get("at_least", -9)), float(when.get("at_most", 9)), int(when.get("from_turn", 1)),
            acts, after, ends,
        )  # fmt: skip
