"""The library of questions: entries from data/content/questions, and finding the one that a person asks (`finder`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coaching.content import CONTENT, MAX_TITLE, MAX_WORDS, ContentError, load_yaml, need
from coaching.finder import Finder
from coaching.language.encoder import Encoder, encoder

QUESTIONS = CONTENT / "questions"
OUT_OF_SCOPE = CONTENT.parent / "nlu" / "talk.yml"
OUTSIDE = "outside.yml"  #: in that folder: questions that have no answer here
LEARNED = Path(__file__).resolve().parent.parent / "models" / "questions.npz"  #: made when missing or out of date
KNOWN = 0.35  #: a score from here on is an answer; measured by tests/benchmarks/questions.py
ALONE = 0.85  #: from here on "is it my fault" is a question of its own, and doesn't lean on the one before
LONE = 0.4  #: what the reading by itself counts for a question that names nothing
NEAR = 0.10  #: from here on a question may be offered as "did you mean"
MIN_ASK = 8
_NOT_BACK = re.compile(  # "is it normal to ..." points at nothing that was said before
    r"\b(?:is|was|would|isn't) it (?:\w+ )?(?:normal|ok|okay|right|wrong|bad|safe|common|possible|worth|selfish|wise|good|better|too late|my|me|because)\b"
)
_FOLLOWING = re.compile(
    r"^(?:and|but|so|then|or|what about|how about)\b|\b(?:that|it|this|those|they|them|these|then)\b|^(?:how long|how often|how come|why|when"
    r"|what if|for how long)\W*$"
)


@dataclass(frozen=True)
class Entry:
    """One question: `answer` first, `more` when asked for, `source` where it comes from."""

    id: str
    theme: str
    title: str
    ask: tuple[str, ...]
    answer: str
    more: str
    source: str
    follow_ups: tuple[str, ...]


class Library:
    """All entries and how to find them."""

    def __init__(
        self,
        entries: Sequence[Entry],
        outside: Sequence[str] = (),
        enc: Encoder | None = None,
        learned: Path | None = None,
    ) -> None:
        self.entries = {entry.id: entry for entry in entries}
        self._ids = list(self.entries)
        self._finder = Finder([(*e.ask, e.title) for e in entries], outside, enc or encoder(), learned)

    @classmethod
    def load(cls, folder: Path = QUESTIONS, learned: Path | None = LEARNED) -> Library:
        """Reads every file of the folder. Raises ContentError, with file and line, for anything that isn't right.

        learned: where what was learned is kept between starts (20 s to make, 20 ms to read); None to do without.
        """
        entries: list[Entry] = []
        seen: dict[str, tuple[Path, int]] = {}
        for path in sorted(folder.glob("*.yml")):
            if path.name == OUTSIDE:
                continue
            for row in need(path, load_yaml(path), "questions", list):
                entry = _entry(path, row)
                if entry.id in seen:
                    raise ContentError(
                        path, row.line, f"the id {entry.id!r} stands already in {seen[entry.id][0].name}"
                    )
                seen[entry.id] = (path, row.line)
                entries.append(entry)
        for entry in entries:
            for other in entry.follow_ups:
                if other not in seen or other == entry.id:
                    path, line = seen[entry.id]
                    raise ContentError(path, line, f"{entry.id!r} leads on to {other!r}, which is no other question")
        return cls(entries, outside(folder), learned=learned)

    def find(self, text: str, previous_id: str | None = None) -> list[tuple[Entry, float]]:
        """Entries for a question, best first, with a score of 0 to 1. At KNOWN and above the entry answers it.

        previous_id: the question answered just before. A short question that leans on it ("and how long does that
        last?") is read together with its title; it and its follow-ups are preferred.
        """
        asked = re.sub(r"\s+", " ", text).strip()[:1000]
        if not re.search(r"[^\W\d_]{2}", asked):
            return []
        previous = self.entries.get(previous_id or "")
        scores = self._scores(asked)
        bare = subjectless(asked)
        if previous is not None and leans(asked) and (bare or scores.max() < ALONE or len(asked.split()) <= 3):
            together = self._scores(f"{previous.title} {asked}")
            if bare:  # "how long will it go on" sounds like a question of its own, and "it" is what was just spoken of
                scores *= LONE
            for near in (previous.id, *previous.follow_ups):
                i = self._ids.index(near)
                scores[i] = max(scores[i], together[i]) + 0.1
        order = np.argsort(-scores)[:8]
        return [(self.entries[self._ids[i]], float(np.clip(scores[i], 0.0, 1.0))) for i in order]

    def _scores(self, text: str) -> NDArray[np.float64]:
        return self._finder.likely(text)[:-1]


#: Words that name no subject: "and how long does that go on for then"
_BARE = re.compile(
    r"and|but|so|or|then|ok|okay|well|how|long|often|much|many|come|why|when|what|if|which|who|where|does|do"
    r"|doesn't|don't|did|will|won't|would|wouldn't|can|can't|could|should|shouldn't|is|isn't|are|aren't|was|has"
    r"|have|had|it|its|it's|that|that's|this|those|these|they|them|there|i|we|you|he|she|him|her|u|ur|me|us|my"
    r"|his|a|an|the|to|for|of|on|off|in|at|up|with|from|about|by|be|been|being|get|gets|got|better|worse|easier"
    r"|harder|go|goes|going|away|back|over|stop|stops|end|ends|last|lasts|take|takes|wear|wears|heal|heals|pass"
    r"|passes|work|works|help|helps|hurt|cost|costs|start|starts|happen|happens|comes|return|returns|mean|look"
    r"|out|say|tell|ever|always|still|again|never|really|actually|even|just|only|too|also|all|any|more|most|less"
    r"|time|usually|normally|normal|dangerous|cruel|bad|true|right|wrong|safe|fair|weird|harmful|permanent"
    r"|forever|else|instead|part|anything|something|nothing|everything|ask|no|yes|says|said|asks|wants"
)


def subjectless(text: str) -> bool:
    """Whether a question names nothing that it could be about but "it" or "that" ("and does that get better?")."""
    said = text.lower().replace("\u2019", "'")
    words = re.findall(r"[a-z']+", said)
    return bool(words) and bool(_FOLLOWING.search(said.strip())) and all(_BARE.fullmatch(word) for word in words)


def leans(text: str) -> bool:
    """Whether a question is likely to lean on what was said before: short, and pointing back."""
    said = _NOT_BACK.sub("", text.lower().strip())
    return len(said.split()) <= 9 and bool(_FOLLOWING.search(said))


def _entry(path: Path, row: Any) -> Entry:
    line = getattr(row, "line", 0)
    texts = {key: need(path, row, key, str, line).strip() for key in ("id", "theme", "title", "answer", "more")}
    for key in ("answer", "more"):
        words = len(texts[key].split())
        if words > MAX_WORDS:
            raise ContentError(path, row.lines[key], f"{key!r} has {words} words; a bubble has at most {MAX_WORDS}")
    if len(texts["title"]) > MAX_TITLE:
        raise ContentError(
            path, row.lines["title"], f"the title has {len(texts['title'])} characters, at most {MAX_TITLE}"
        )
    ask = need(path, row, "ask", list, line)
    if len(ask) < MIN_ASK or not all(isinstance(text, str) for text in ask):
        raise ContentError(path, row.lines["ask"], f"'ask' needs at least {MIN_ASK} texts")
    source = need(path, row, "source", dict, line)
    name, where = (need(path, source, key, str, line).strip() for key in ("name", "where"))
    follow_ups = need(path, row, "follow_ups", list, line)
    return Entry(**texts, ask=tuple(ask), source=f"{name}, {where}", follow_ups=tuple(follow_ups))


def outside(folder: Path = QUESTIONS) -> list[str]:
    """Questions that are none of ours: the folder's own list, and what the intent model learns as out of scope."""
    path = folder / OUTSIDE
    if not path.exists():
        return []
    blocks = [block for block in load_yaml(OUT_OF_SCOPE)["nlu"] if block["intent"] == "out_of_scope"]
    lines = [line for block in blocks for line in block["examples"].splitlines()]
    return [*need(path, load_yaml(path), "ask", list), *(line[2:].strip() for line in lines if line.startswith("- "))]


@lru_cache(maxsize=1)
def library() -> Library:
    """The questions as shipped, loaded once a process."""
    return Library.load()
