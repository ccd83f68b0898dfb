"""What Hearth says in danger: the first answer, the short guided path after it, and the pages that are always there.

All wording stands in data/content/safety/*.yml. A file is a small graph: a node says something (`say`), asks one short
question (`ask`) and leads on by button or typed words (`ways`). Nothing here needs a database, a network or Rasa.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coaching.content import CONTENT, fill
from coaching.safety.danger import Danger, Level
from coaching.safety.numbers import Resources
from coaching.safety.paths import Node, Paths, Variant
from coaching.safety.paths import Path as Way

FOLDER = CONTENT / "safety"
MAX_BUBBLES = 3
PATIENCE = 2  #: messages in a row that answer nothing on a path, after which it lets go
KEPT = 12  #: so many bubbles said before are remembered, to not say them word for word again


@dataclass(frozen=True)
class Bubble:
    """One bubble of plain text with the buttons under it, each (title, value)."""

    text: str
    buttons: tuple[tuple[str, str], ...] = ()


@dataclass
class Answer:
    """At most three bubbles, what `follow` needs for the next turn, and whether an exercise is held meanwhile.

    state: JSON-able; "kind", "detail", "step", "done", "country" (set when the person named it: keep it in the
    profile), "said". When "done" is true the next message is an ordinary one again.
    """

    bubbles: list[Bubble]
    state: dict[str, Any] = field(default_factory=dict)
    hold: bool = False


class Answers:
    """The danger answers. Cheap to build (reads a few YAML files), safe to share between threads."""

    def __init__(self, folder: Path = FOLDER, resources: Resources | None = None) -> None:
        self.resources = resources or Resources.load()
        self.paths = Paths.load(folder)

    def first(self, danger: Danger, country: str, seed: int = 0, said: Sequence[str] = ()) -> Answer:
        """The first answer to a danger. `said`: bubbles of earlier answers, not to be repeated word for word.

        A danger of level NONE gets the gentle general question, so that a caller can never end in silence.
        """
        kind = danger.kind or "common"
        path = self.paths.of(kind)
        table = path.alarm if danger.level is Level.ALARM else path.check
        step = table.get(danger.detail) or table["default"]
        state = {"kind": path.name, "detail": danger.detail, "step": step, "said": list(said)[-KEPT:], "country": ""}
        return self._at(path, step, state, country, seed, first=True)

    def follow(self, state: Mapping[str, Any], text: str, value: str | None, country: str, seed: int = 0) -> Answer:
        """The next turn on the path: a button's `value` or typed `text`. Never raises for a state it doesn't know (it
        starts at the urgent page then).

        Words that answer nothing: after a mere check, or for the second time, the person has moved on. Then the answer
        is done and has no bubbles, and the message is an ordinary one."""
        now = {"said": [], "country": "", "detail": "", **state}
        path = self.paths.of(str(now.get("kind", "common")))
        step = str(now.get("step", ""))
        node = path.nodes.get(step) or self.paths.common.nodes.get(step)
        if node is None:
            return self.urgent(country)
        country = str(now["country"] or country)
        named = value.partition(":")[2] if value and value.startswith("country:") else ""
        if not value and not (country and self.resources.for_country(country)):
            named = self.resources.named(text)
        if named:
            return self._country(path, node, now, named, seed)
        step = self._next(path, node, text, value)
        if step:
            return self._at(path, step, {**now, "lost": 0}, country, seed)
        lost = int(now.get("lost", 0)) + 1
        if lost >= PATIENCE or node.name in path.check.values():
            return Answer([], {**now, "done": True})
        lead = self.paths.common.nodes["still_here"]
        return self._at(path, node.name, {**now, "lost": lost}, country, seed, lead=lead)

    def urgent(self, country: str) -> Answer:
        """The page behind the "urgent help" button: the numbers first, then "what is happening?" as buttons."""
        return self._page("urgent", country)

    def unreadable(self, country: str) -> Answer:
        """For a sticker, a voice note, a picture without words."""
        return self._page("unreadable", country)

    def fallback(self, country: str, seed: int = 0) -> Answer:
        """An honest sentence for when something of ours broke."""
        return self._page("fallback", country, seed)

    def emergency(self, country: str) -> str:
        """The emergency number(s) as text; for an unknown country which number works where."""
        number = self.resources.emergency(country)
        if number:
            return number
        parts = [
            fill(self.paths.texts["works_in"], {"number": c.number, "where": c.where}) for c in self.resources.common
        ]
        first = fill(
            self.paths.texts["works_in_first"],
            {"number": self.resources.common[0].number, "where": self.resources.common[0].where},
        )
        return ", ".join([first, *parts[1:]])

    def values(self, country: str) -> dict[str, str]:
        """The placeholders that can be filled for a country. A line without a confirmed number is simply absent."""
        short = [f"{c.number} ({c.short})" for c in self.resources.common]
        unknown = ", ".join(short[:-1]) + self.paths.texts["or"] + short[-1]
        values = {
            "emergency": self.resources.emergency(country) or unknown,
            "police": self.resources.emergency(country, police=True) or unknown,
        }
        for kind in ("crisis", "violence", "poison", "child", "family", "addiction"):
            rows = self.resources.for_country(country, kind)
            if rows:
                values[kind] = f"{rows[0].name}, {rows[0].number}"
                if rows[0].takes_family_calls:
                    values[f"{kind}_family"] = values[kind]
                if rows[0].sms and rows[0].sms_word:
                    values[f"{kind}_sms"] = f"{rows[0].sms_word} to {rows[0].sms}"
        name = self.resources.countries.get(country.upper())
        if name:
            values["country"] = name.name
        return values

    def texts(self) -> Iterable[tuple[Path, str, str]]:
        """Everything that can be said from here, (file, node, text), for checks."""
        return self.paths.all_texts()

    def _next(self, path: Way, node: Node, text: str, value: str | None) -> str:
        """The step that a button or typed words lead to, "" when they say nothing that we know."""
        if value:
            return value if value in path.nodes or value in self.paths.common.nodes else ""
        plain = re.sub(r"\s+", " ", text.lower().replace("’", "'")).strip()
        common = self.paths.common
        for words, step in common.repair:
            if step != node.name and words.search(plain):
                return step
        for way in node.ways:
            if way.words and way.words.search(plain):
                return way.to
        return node.otherwise

    def _at(
        self,
        path: Way,
        step: str,
        state: Mapping[str, Any],
        country: str,
        seed: int,
        first: bool = False,
        lead: Node | None = None,
    ) -> Answer:
        node = path.nodes.get(step) or self.paths.common.nodes[step]
        values, said = self.values(country), list(state.get("said", []))
        texts = list(_pick(lead.say if lead else node.say, values, said, seed))
        ask = _pick(node.ask, values, said, seed)
        known = bool(self.resources.for_country(country))
        buttons = [(way.title, way.to) for way in node.ways]
        if not node.done and step != "not_meant":
            buttons.append((self.paths.texts["not_meant"], "not_meant"))
        if first and not known and self.paths.texts["my_country"]:
            buttons = [*buttons[:4], (self.paths.texts["my_country"], "which_country")]
        if step == "which_country":
            buttons = [(self.resources.countries[c].name, f"country:{c}") for c in self.paths.countries]
        texts = (
            (texts + list(ask))[:MAX_BUBBLES]
            if len(texts) + len(ask) <= MAX_BUBBLES
            else [*texts[: MAX_BUBBLES - 1], *ask[:1]]
        )
        bubbles = [Bubble(text) for text in texts]
        if buttons:
            bubbles[-1] = Bubble(bubbles[-1].text, tuple(buttons[:5]))
        after = {
            "kind": path.name,
            "detail": state.get("detail", ""),
            "step": state.get("step", step) if step == "which_country" else step,
            "done": node.done,
            "country": state.get("country", ""),
            "lost": state.get("lost", 0),
            "said": (said + texts)[-KEPT:],
        }
        return Answer(bubbles, after, hold=not node.done)

    def _country(self, path: Way, node: Node, state: Mapping[str, Any], country: str, seed: int) -> Answer:
        known = country.upper() if self.resources.for_country(country) else ""
        lead = self.paths.common.nodes["country_set" if known else "country_unknown"]
        return self._at(path, node.name, {**state, "country": known}, known, seed, lead=lead)

    def _page(self, step: str, country: str, seed: int = 0) -> Answer:
        common = self.paths.common
        answer = self._at(common, step, {}, country, seed, first=step == "urgent")
        return answer


def _pick(variants: Sequence[Variant], values: Mapping[str, str], said: Sequence[str], seed: int) -> tuple[str, ...]:
    """A variant whose numbers all exist here; of these the ones with the most numbers; of these one not said yet."""
    able = [v for v in variants if v.needs <= set(values)]
    if not able:
        return ()
    most = max(len(v.needs) for v in able)
    best = [v for v in able if len(v.needs) == most] or able
    turned = best[seed % len(best) :] + best[: seed % len(best)]
    filled = [tuple(fill(text, values) for text in v.texts) for v in [*turned, *(v for v in able if v not in best)]]
    return next((texts for texts in filled if not set(texts) & set(said)), filled[0])
