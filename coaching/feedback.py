"""Feedback on one line in the practice room: a note that quotes the person, and one sentence to try.

The note names the skill, or what may close the door; one concrete alternative goes with it (IMBUE 2024, CARE 2025:
reference/domain.md 2.2).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from coaching.moves import ASKS, TELLS, Act, form, question_kind, sentences
from coaching.practice_rules import Rules
from coaching.scenario import Scenario, Spoken, Topic, plain

LONG = 60  #: words; CRAFT's first rule is "be brief"
QUOTED = 14  #: words of a quote that fit a one-line note
MOST_REWORDED = 30  #: words of a reworded line that can be said in one breath
REWORDED = (
    "fixing",
    "commanding",
    "threat",
)  #: there is a wish in these worth keeping; else the scene's sentence fits better
UNSAYABLE = re.compile(
    r"\b(?:glass|drink|drinks|beer|wine|pint|joint|sod|daft|idiot|stupid|damn|bloody|fuck\w*|shit\w*|hell|rot|die|useless|selfish|pathetic|liar)\b"
)  #: a reworded line never offers a drink, and never carries an insult along
SHUT = -1.2  #: openness from which on repair comes before everything else
COMMON = frozenset(
    [
        "that",
        "this",
        "what",
        "when",
        "with",
        "have",
        "from",
        "your",
        "you're",
        "they",
        "just",
        "know",
        "like",
        "been",
        "about",
        "would",
        "could",
        "never",
        "alway",
        "every",
        "you",
        "the",
        "and",
        "for",
        "are",
        "not",
        "how",
        "can",
        "get",
        "did",
        "does",
        "was",
        "will",
        "all",
        "but",
        "its",
        "it's",
        "i'm",
        "i'd",
        "i'll",
        "now",
        "out",
        "more",
        "really",
        "reall",
        "too",
        "any",
        "one",
        "our",
        "who",
        "why",
        "had",
        "has",
        "him",
        "her",
        "she",
        "his",
        "they'r",
        "think",
        "want",
        "need",
        "tell",
        "said",
        "say",
        "thing",
        "make",
        "fine",
        "okay",
        "sure",
        "well",
        "yes",
    ]
)  #: beginnings of words that say nothing about what a line is about
PRIORITY = (
    "limit", "invitation", "request", "responsibility", "affirmation", "offer", "reflection", "understanding",
    "own_feeling", "autonomy", "permission", "observation", "open_question",
)  # fmt: skip


ActReader = Callable[[str], Sequence[Act]]
Suggester = Callable[[str, Sequence[Act]], str]  #: a better wording of a line, or ""
Meaning = Callable[[Sequence[str]], Any]  #: unit vectors of texts, for topics said in unforeseen words


@lru_cache(maxsize=64)
def known_vectors(meaning: Meaning, texts: tuple[str, ...]) -> Any:
    """Vectors of texts that stay the same (examples of topics, settings): reckoned once, as a hundred cost 0.5 s."""
    return meaning(texts)


@dataclass(frozen=True)
class Note:
    """Feedback on one line: a key of `practice.yml` and its values."""

    key: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Turn:
    """What one line of the person led to. `ending`: calm, mixed, harsh, or "" while the scene goes on."""

    number: int
    loved_one: str
    openness: int
    acts: tuple[str, ...]
    note: Note
    alternative: str
    ended: bool = False
    ending: str = ""
    then: str = ""


def short(quote: str, most: int = QUOTED) -> str:
    """A quote of at most `most` words, on one line."""
    words = quote.split()
    return " ".join(words) if len(words) <= most else " ".join(words[:most]) + " …"


def _beginnings(text: str) -> set[str]:
    """First letters of the words that tell what a text is about: "borrowed" and "borrowing" are the same."""
    return {w[:5] for w in plain(text).split() if len(w) > 2} - COMMON


class Feedback:
    """The part of a session that answers the person as a coach. Needs the session's parts below."""

    state: dict[str, Any]
    scenario: Scenario
    rules: Rules
    suggest: Suggester | None

    def _weight(self, label: str) -> float:
        return self.scenario.weights.get(label, self.rules.weights.get(label, 0.0))

    def _facts(self, core: dict[str, Any]) -> set[str]:
        """What lines may refer to: topics told, turning points passed, acts the person used, place and stage."""
        return {*core["passed"], *core["used"], *self.scenario.facts, *self.state.get("facts", ())}

    def hint(self) -> tuple[str, str]:
        """(skill, sentence): what could be said next, by the skill the scene trains that was used least."""
        core = self.state["core"]
        skill = self._wanting(core, ())
        return skill, self._tip(skill, core)

    def _feedback(
        self, core: dict[str, Any], line: str, acts: Sequence[Act], topic: Topic | None, kind: str
    ) -> tuple[Note, str]:
        """The note on this line, and one sentence that could be said at this very moment. `core`: as it was before the
        line, so that no sentence answers what the loved one has yet to say."""
        hurts = sorted((a for a in acts if self._weight(a.label) < 0), key=lambda a: self._weight(a.label))
        helps = sorted((a for a in acts if self._weight(a.label) > 0), key=lambda a: PRIORITY.index(a.label))
        quote = short(line) or "…"
        if kind:
            return Note(f"practice.note_{kind}", {"quote": quote}), self.hint()[1]
        if topic is not None and topic.note and not hurts:
            tip = topic.tip or self.hint()[1]
            return Note("practice.note_own", {"quote": quote, "note": topic.note}), tip
        if hurts:
            worst = hurts[0]
            reworded = self._reworded(line, acts, core) if worst.label in REWORDED or not self.scenario.listed else ""
            tip = reworded or self._remedy(worst.label, core)
            if helps:
                values = {
                    "quote": short(helps[0].quote, 9), "skill": self.rules.names[helps[0].label],
                    "other": short(worst.quote, 9), "problem": self.rules.names[worst.label],
                }  # fmt: skip
                return Note("practice.note_both", values), tip
            return Note(f"practice.note_{worst.label}", {"quote": short(worst.quote)}), tip
        if len(line.split()) > LONG:
            return Note("practice.note_long", {"quote": short(line, 8)}), self.hint()[1]
        if not helps:
            forms = {form(part) for part in sentences(line)}
            asked = "asked" if question_kind(sentences(line)[-1]) == "question" else "question"
            key = asked if forms == {ASKS} else "told" if forms == {TELLS} and len(line.split()) > 4 else "none"
            return Note(f"practice.note_{key}", {"quote": quote}), self.hint()[1]
        return Note(f"practice.note_{helps[0].label}", {"quote": short(helps[0].quote)}), self._next(helps, core)

    def _remedy(self, label: str, core: dict[str, Any]) -> str:
        skills = self.rules.remedies.get(label, self.scenario.trains)
        return self._tip(next((s for s in skills if self._fitting(s, core)), skills[0]), core)

    def _next(self, helps: Sequence[Act], core: dict[str, Any]) -> str:
        """Beside a good line: a skill this line did not use."""
        return self._tip(self._wanting(core, {a.label for a in helps}), core)

    def _wanting(self, core: dict[str, Any], besides: Collection[str]) -> str:
        """The skill that fits what the loved one has just said; without a cue, the one of this scene that was used and
        shown least."""
        shown = [skill for skill, lines in self.scenario.alternatives.items() for s in lines if s.text in core["tips"]]
        order = [s for s in self.scenario.trains if s not in besides] or list(self.scenario.trains)
        order.sort(key=lambda s: core["used"].count(s) + shown.count(s))
        cued = [s for s in self._cued(core) if s not in besides]
        return next((s for s in (*cued, *order) if self._fitting(s, core)), order[0])

    def _cued(self, core: dict[str, Any]) -> list[str]:
        """Skills that this very moment asks for: a turning point, somebody shut, or the words just said."""
        skills = list(self.rules.moments.get(core.get("moment", ""), ()))
        if not skills and core["openness"] <= SHUT:
            skills = list(self.rules.moments["shut"])
        words = plain(str(core.get("last", "")))
        return skills + [s for s, cues in self.rules.swap_cues.items() if any(c.search(words) for c in cues)]

    def _reworded(self, line: str, acts: Sequence[Act], core: dict[str, Any]) -> str:
        """The person's line said another way, when it is short and still about the same thing; else ""."""
        better = self.suggest(line, acts) if self.suggest else ""
        if not better or len(better.split()) > MOST_REWORDED or better in core["tips"]:
            return ""
        if not _beginnings(better) & _beginnings(line) or UNSAYABLE.search(plain(better)):
            return ""
        core["tips"].append(better)
        return better

    def _fitting(self, skill: str, core: dict[str, Any]) -> list[Spoken]:
        lines = self.scenario.alternatives.get(skill, ())
        fitting = [s for s in lines if s.fits(self._facts(core)) and s.text not in core["tips"]]
        return sorted(fitting, key=lambda s: not s.needs)  # what answers something just told comes first

    def _tip(self, skill: str, core: dict[str, Any]) -> str:
        """A sentence that uses the skill, not shown before in this scene while there are fresh ones."""
        fresh = [s.text for s in self._fitting(skill, core)]
        fresh += [t for t in self.rules.alternatives[skill] if t not in core["tips"]]
        if not fresh:
            core["tips"] = []
            fresh = list(self.rules.alternatives[skill])
        core["tips"].append(fresh[0])
        return fresh[0]
