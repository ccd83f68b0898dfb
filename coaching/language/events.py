"""What kind of thing a draft is about, and what a warm person would say about just that.

`data/content/lexicon/events/*.yml` holds frames: "drunk with the kids there", "a birthday missed", "the rent gone". A frame
counts only when its words stand in the draft (nothing is claimed that nobody said); of those that may count, the one
nearest in meaning is taken. Its texts may hold what the draft names: {who}, {thing}, {when}, {money}, or what `catch` finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coaching.content import CONTENT, ContentError, Mapped, load_yaml, need
from coaching.language.encoder import encoder
from coaching.language.facts import facts_in, thing_in, who_in
from coaching.language.pipeline import read, sentences
from coaching.language.rewrite import LONGEST, calm, harsh

EVENTS = CONTENT / "lexicon" / "events"
ROLES = ("saw", "felt", "feel", "know", "want", "ask", "dont", "wont", "firm", "good")
NEAR = 0.47  #: likeness from which a frame counts, its words being there
MOST = 6  #: pieces of a draft that are compared
SURE = 0.35  #: what a `sure` pattern adds
_FEAST = re.compile(r"\b(?:christmas|easter|eid|diwali|thanksgiving|new year)\b")
_NAMES = frozenset({"who", "do", "time", "span", "when", "money", "from"})  #: slots that can't bring a sting with them
_OWN = re.compile(r"\b(?:your|his|her|their) own\b")  #: "what father forgets his own son's birthday"
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Frame:
    """One kind of event. words: patterns that must all be in the draft; sure: pattern that nearly settles it; unless: one
    that rules it out; parts: texts by role (`saw`: a clause after "when"; `felt`: a word after "I felt")."""

    id: str
    like: tuple[str, ...]
    words: tuple[re.Pattern[str], ...]
    sure: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    catch: tuple[re.Pattern[str], ...]
    parts: Mapping[str, tuple[str, ...]]
    instead: bool = False  #: what the frame asks replaces the draft's own order ("start talking")

    def may(self, plain: str, draft: str) -> bool:
        """Whether the frame's words stand in the draft. plain: the draft with its swearing and openings taken off."""
        if self.unless and (self.unless.search(plain) or self.unless.search(draft)):
            return False
        return all(p.search(plain) for p in self.words)


@lru_cache(maxsize=1)
def frames(folder: Path = EVENTS) -> tuple[Frame, ...]:
    """The frames as shipped. Raises ContentError naming file and line of a bad one."""
    found: dict[str, Frame] = {}
    for path in sorted(folder.glob("*.yml")):
        data = load_yaml(path)
        for name, entry in data.items():
            line = data.lines[name]
            if name in found:
                raise ContentError(path, line, f"the event {name!r} stands twice")
            try:
                found[name] = _frame(path, line, str(name), entry)
            except re.error as error:
                raise ContentError(path, line, f"not a pattern: {error}") from None
    return tuple(found.values())


def _frame(path: Path, line: int, name: str, entry: Mapped) -> Frame:
    unknown = set(entry) - {"like", "words", "sure", "unless", "catch", "instead", *ROLES}
    if unknown:
        raise ContentError(path, line, f"unknown part {sorted(unknown)[0]!r}")

    def one(key: str) -> re.Pattern[str] | None:
        return re.compile(str(entry[key]), re.IGNORECASE) if key in entry else None

    return Frame(
        name,
        tuple(need(path, entry, "like", list, line)),
        tuple(re.compile(str(p), re.IGNORECASE) for p in need(path, entry, "words", list, line)),
        one("sure"),
        one("unless"),
        tuple(re.compile(str(p), re.IGNORECASE) for p in entry.get("catch") or ()),
        {role: tuple(str(t) for t in entry[role]) for role in ROLES if role in entry},
        bool(entry.get("instead", False)),
    )


@lru_cache(maxsize=1)
def _meanings() -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    rows = [(text, n) for n, frame in enumerate(frames()) for text in frame.like]
    return encoder().encode([text for text, _ in rows]), np.array([n for _, n in rows])


@dataclass(frozen=True)
class Found:
    """The frame that fits a draft: its name ("" for none), its texts by role with what the draft names filled in, and
    whether what it asks stands in place of what the draft orders."""

    id: str = ""
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    instead: bool = False
    ours: frozenset[str] = frozenset()  #: texts that hold our words and at most a name or a time from the draft


@lru_cache(maxsize=256)
def event_in(draft: str) -> Found:
    """The frame that fits a draft."""
    plain = plainer(draft)
    able = [n for n, frame in enumerate(frames()) if frame.may(plain, draft)]
    if not able:
        return Found()
    texts = list(dict.fromkeys([plain, *_pieces(draft)]))[:MOST]
    rows, owner = _meanings()
    likeness = (rows @ encoder().encode(texts).T).max(axis=1)
    best, score = -1, NEAR
    for n in able:
        sure = frames()[n].sure
        here = float(likeness[owner == n].max()) + (SURE if sure and sure.search(plain) else 0.0)
        if here > score:
            best, score = n, here
    if best < 0:
        return Found()
    frame = frames()[best]
    slots = _slots(frame, plain, draft)
    parts = {role: tuple(f for t in texts_ if (f := _fill(t, slots))) for role, texts_ in frame.parts.items()}
    ours = {_fill(t, slots) for ts in frame.parts.values() for t in ts if set(_SLOT.findall(t)) <= _NAMES}
    return Found(frame.id, {role: filled for role, filled in parts.items() if filled}, frame.instead, frozenset(ours))


def _pieces(draft: str) -> Iterator[str]:
    """Its sentences, and the clauses of long ones: one of them may be what it is about."""
    for sentence in sentences(read(draft)):
        text = calm(sentence.text)
        yield text
        if len(text.split()) > 9:
            yield from (part for part in re.split(r",\s+|\s+(?:and|but|because|so)\s+", text) if len(part.split()) > 3)


def plainer(draft: str) -> str:
    """The draft in one line, texting spelled out, swearing taken off."""
    return " ".join(calm(s.text).rstrip(".") + "." for s in sentences(read(draft))).replace("?.", "?")


def _slots(frame: Frame, plain: str, draft: str) -> dict[str, str]:
    facts = facts_in(draft)
    thing = thing_in(draft)
    slots = {"who": who_in(draft), "thing": "" if harsh(thing) else thing, "when": facts.when, "money": facts.money}
    for pattern in frame.catch:
        if match := pattern.search(plain):
            caught = {k: (v or "").strip(" ,;.") for k, v in match.groupdict().items()}
            slots |= {k: v for k, v in caught.items() if v and not harsh(v) and len(v.split()) <= LONGEST}
    return {name: _FEAST.sub(lambda m: m[0].title(), _OWN.sub("your", v)) for name, v in slots.items() if v}


def _fill(text: str, slots: Mapping[str, str]) -> str:
    """The text with what the draft names; "" when it names no such thing."""
    if any(name not in slots for name in _SLOT.findall(text)):
        return ""
    return _SLOT.sub(lambda m: slots[m[1]], text)
