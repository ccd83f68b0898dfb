"""Composes rewordings of a draft from what it gives (`coaching.material`), and where it gives little, its topic's parts.

Every text carries the need: what is asked for, the limit, or the thanks. Nothing is claimed that the draft doesn't say:
a topic's observation is used only when its words stand in the draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coaching.bank import GENERAL, Topic, bank
from coaching.language.facts import Facts
from coaching.language.rewrite import harsh, tidy, turns
from coaching.language.verbs import in_past
from coaching.material import Material
from coaching.offered import names_only

LONG = 55  #: words that a spoken or written message should stay under (CRAFT rule 1: be brief)
SHORT = 22
_ORDER = {"neutral": ("want", "ask", "dont", "wont", "firm"), "softer": ("ask", "want", "dont", "wont", "firm"), "firmer": ("wont", "firm", "dont", "want", "ask")}  # fmt: skip
_LIMIT_FIRST = ("wont", "firm", "dont", "want", "ask")


@dataclass
class Composer:
    """Joins material and topic to texts. seed: another number, other words."""

    given: Material
    topic: Topic
    facts: Facts
    words: frozenset[str]  #: base words of the draft, for checking that nothing is invented
    tone: str = "neutral"
    seed: int = 0
    turn: int = 0  #: moves the choice of opening sentences from draft to draft

    def candidates(self, form: str) -> Iterator[str]:
        """Candidates for a form, best first."""
        yield from {"text": self.texts, "aloud": self.alouds, "short": self.shorts}[form]()

    def texts(self) -> Iterator[str]:
        """Candidates for a written message, best first."""
        for k in range(4):
            heads = [*self.given.kept, *([] if self.given.moved else [self._head(k)])]
            if self.tone == "softer":
                heads.insert(0, self._open(k))
            tail = "" if self.given.needs_met and self.tone != "firmer" else self._need(k)
            yield self._join([*self._praise(k), *heads, tail, self._after(k, tail), self._end(k)], LONG)
        for k in range(4):  # where what happened can't be told without a sting
            yield self._join([self._feel(k), self._need(k)], LONG)

    def alouds(self) -> Iterator[str]:
        """Candidates for saying it face to face: first a sentence that takes the heat out."""
        for k in range(1, 5):
            if self.given.parts.get("good"):
                yield self._join([*self._praise(k), self._pick(self.given.parts.get("ask", []), k)], LONG)
                continue
            first = "" if self.tone == "firmer" else self._open(k)
            need = self._need(k)
            yield self._join([first, self._head(k), need, self._after(k, need), self._end(k + 1)], LONG)
        for k in range(1, 4):
            yield self._join([self._open(k), self._feel(k), self._need(k)], LONG)

    def shorts(self) -> Iterator[str]:
        """Candidates for a quick message."""
        for k in range(2, 8):
            if self.given.parts.get("good"):
                yield self._join(self._praise(k), SHORT, named=False)
            fact = "" if self.given.parts.get("feel") else self._head(k)
            yield self._join([fact or self._feel(k + k // 2), self._need(k, short=True)], SHORT, named=False)
        for k in range(2, 5):
            yield self._join([self._need(k, short=True)], SHORT, named=False)

    # --- the parts

    def _praise(self, k: int) -> list[str]:
        good = self.given.parts.get("good", [])
        return [self._pick(good, k)] if good else []

    def _head(self, k: int) -> str:
        """What happened and my feeling, or my feeling alone."""
        parts = self.given.parts
        if parts.get("good"):
            return ""
        if parts.get("fact"):
            return self._when(self._pick(parts["fact"], 0), self.given.habit, k)
        if parts.get("saw") and (k % 2 == 0 or not parts.get("feel")):
            saw = self._pick(parts["saw"], k // 2)
            return self._when(saw, not in_past(saw), k)
        see = self._pick(parts.get("see", []), k)
        return f"{see} {self._feel(k)}".strip()

    def _when(self, fact: str, habit: bool, k: int) -> str:
        shape, felt = self._pick(turns().shapes["habit" if habit else "fact"], k), self._felt(k)
        if felt not in turns().shapes["was"]:  # "I felt alone", not "I was alone"
            shape = shape.replace("I was ", "I felt ")
        return tidy(shape.format(fact=fact, felt=felt))

    def _open(self, k: int) -> str:
        """Understanding, or a first sentence that fits the finding."""
        if self.given.parts.get("know"):
            return self._pick(self.given.parts["know"], k)
        opening = turns().open
        labels = [label for label in opening if label in self.given.labels] or ["other"]
        options = [text for label in labels for text in opening[label]]
        if not self.given.parts and self.topic.parts.get("know"):
            options = list(self.topic.parts["know"])
        return self._pick(options, k + self.turn)

    def _after(self, k: int, need: str) -> str:
        """Why it is said, behind the person's own request or limit."""
        return self._pick(self.given.after, k) if need and self.given.after else ""

    def _feel(self, k: int) -> str:
        own = self.given.parts.get("feel")
        if own:
            return self._pick(own, k)
        if self.given.after or self.given.moved:
            return ""
        if self.given.parts.get("know"):
            return self._pick(self.given.parts["know"], k + 1)
        return "" if self.given.parts.get("good") else self._part("feel", k)

    def _felt(self, k: int) -> str:
        own = self.given.parts.get("felt")
        if own:
            return self._pick(own, k)
        felt = turns().felt
        named = next((felt[label] for label in felt if label in self.given.labels), felt["other"])
        return self._pick(named, k)

    def _need(self, k: int, short: bool = False) -> str:
        """What is asked for or the limit, by tone; from the draft, else from its topic."""
        parts, shapes = self.given.parts, turns().shapes
        if parts.get("good"):
            return ""
        limit = (self.given.limits or "wont" in parts) and bool(parts.keys() & {"wont", "firm"})
        order = _LIMIT_FIRST if limit and self.tone != "softer" else _ORDER[self.tone]
        role = next((r for r in order if parts.get(r)), "")
        if not role:
            about = self.facts.about
            if (
                about
                and self.topic.id == GENERAL
                and self.tone != "firmer"
                and not harsh(about)
                and not self.given.needs_met
            ):
                return self._pick(shapes["about"], k + self.turn).format(about=about)
            wanted = "firm" if self.tone == "firmer" or "threat" in self.given.labels else "ask"
            return "" if self.given.needs_met and self.tone != "firmer" else self._part(wanted, k)
        text = self._pick(parts[role], k)
        if role == "want":
            name = "want_short" if short else "want" if self.tone == "neutral" else f"want_{self.tone}"
            return self._pick(shapes[name], k).format(want=text)
        if role == "dont":
            return self._pick(shapes["dont" if self.tone == "neutral" else f"dont_{self.tone}"], k).format(dont=text)
        if role == "wont":
            said = self._pick(shapes["wont"], k).format(wont=text)
            return said if short or not parts.get("firm") else f"{said} {self._pick(parts['firm'], k)}"
        return text

    def _end(self, k: int) -> str:
        return self._pick(turns().shapes["softer_end"], k) if self.tone == "softer" and k % 2 == 0 else ""

    def _part(self, name: str, k: int) -> str:
        """A part of the topic that claims nothing beyond the draft, else one that fits the finding, else a general one."""
        near = self.topic.id != GENERAL
        said = [text for text in self.topic.parts.get(name, ()) if near and self._holds(text)]
        default = turns().default
        label = next((label for label in default if label in self.given.labels), "")
        fitting = default[label].get(name, ()) if label else ()
        text = self._pick(said or fitting, k) or self._pick(bank().general().parts.get(name, ()), k + self.turn)
        when = f" {self.facts.when}" if self.facts.when else ""
        return text.replace("{when}", when).replace("{money}", self.facts.money or "money")

    def _holds(self, text: str) -> bool:
        """Whether the words of a part that point to a matter stand in the draft too ("move" needs a move)."""
        return names_only(text, self.words)

    def _pick(self, options: Iterable[str], k: int) -> str:
        texts = list(options)
        return texts[(self.seed + k) % len(texts)] if texts else ""

    def _join(self, parts: Iterable[str], most: int, named: bool = True) -> str:
        """The parts as one text, none twice, opening with the name used in the draft; "" when too long."""
        once: list[str] = []
        for part in parts:
            if part and part not in once:
                once.append(part)
        text = tidy(" ".join(once))
        if named and self.facts.name and text:
            first = (
                text
                if re.match(r"I\b|[A-Z][a-z]+'s |" + re.escape(self.facts.name), text)
                else text[:1].lower() + text[1:]
            )
            text = f"{self.facts.name}, {first}" if not text.startswith(self.facts.name) else text
        return text if len(text.split()) <= most else ""
