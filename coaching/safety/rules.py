"""Rules of the danger screen: what they look for, and when what they found does not count.

A rule (data/safety/rules/*.yml) is a list of patterns over the plain form of a message; `with` names what must stand
close by (the same or a neighbouring sentence), `without` what must not stand in the same sentence. A match that one of
its guards explains away (negated, long past, asked about in general, only feared, made up) does not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from coaching.safety.danger import KINDS, Level
from coaching.safety.needles import needles
from coaching.safety.normalise import SAFETY

REACH = 320  #: characters: how far apart two signs may stand and still belong together
SETTLED = ("negated", "past", "asking", "made_up")  #: guards that say: this is not happening (not: it may happen)
MASK = "\x1f"  #: stands for each letter of an idiom: no word, no space, never typed
MARGIN = 220  #: characters: farther from the word that it needs no match begins or ends
_MACRO = re.compile(r"<([a-z_]+)>")
_END = re.compile(r"[.!?\n;]+[\s\"')]*|$")
_CLAUSE = re.compile(r"[,:()\"]|\b(?:but|and then|then|because|so that|although|though|while|yet|except)\b")


class RuleError(ValueError):
    """A rule can't be read. Names the file and the rule."""


@dataclass(frozen=True)
class Pattern:
    """A regular expression with the words of which one must occur for it to match (a cheap test before the search)."""

    source: re.Pattern[str]
    needles: tuple[str, ...]

    def all(self, text: str) -> list[re.Match[str]]:
        """Every match in the text."""
        if not self.needles:
            return list(self.source.finditer(text))
        if "$" in self.source.pattern or len(text) < 2 * MARGIN:
            return list(self.source.finditer(text)) if any(n in text for n in self.needles) else []
        return [m for begin, end in self._near_needles(text) for m in self.source.finditer(text, begin, end)]

    def _near_needles(self, text: str) -> list[tuple[int, int]]:
        """The parts of a long text in which a match can lie: around the needles, cut at spaces."""
        places = []
        for needle in self.needles:
            at = text.find(needle)
            while at >= 0:
                places.append(at)
                at = text.find(needle, at + 1)
        parts: list[tuple[int, int]] = []
        for place in sorted(places):
            begin = text.rfind(" ", 0, max(0, place - MARGIN)) + 1
            end = text.find(" ", place + MARGIN)
            end = len(text) if end < 0 else end
            if parts and begin <= parts[-1][1]:
                parts[-1] = (parts[-1][0], end)
            else:
                parts.append((begin, end))
        return parts

    def found(self, text: str) -> bool:
        """Whether it matches anywhere."""
        return (not self.needles or any(n in text for n in self.needles)) and bool(self.source.search(text))


@dataclass(frozen=True)
class Rule:
    """One rule. `guards` are names of guards.yml that may explain a match away."""

    name: str
    kind: str
    level: Level
    detail: str
    any: tuple[Pattern, ...]
    near: tuple[Pattern, ...]
    without: Pattern | None
    guards: frozenset[str]
    weight: int


@dataclass(frozen=True)
class Hit:
    """A rule that spoke, the match that made it speak, the level after the guards, and the kind that it means."""

    rule: Rule
    match: re.Match[str]
    level: Level
    kind: str


@dataclass(frozen=True)
class Text:
    """A plain message with its sentences as (start, end). `start`: where the newest message begins."""

    plain: str
    start: int = 0

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Where sentences stand; a gap-free cover of the text."""
        spans, begin = [], 0
        for match in _END.finditer(self.plain):
            if match.end() > begin:
                spans.append((begin, match.end()))
                begin = match.end()
        return spans or [(0, len(self.plain))]

    def at(self, position: int) -> int:
        """The number of the sentence at a position."""
        for number, (_, end) in enumerate(self.sentences):
            if position < end:
                return number
        return len(self.sentences) - 1

    def around(self, position: int) -> tuple[int, int]:
        """The sentence at a position and its neighbours, not farther than REACH."""
        number = self.at(position)
        begin = self.sentences[max(0, number - 1)][0]
        end = self.sentences[min(len(self.sentences) - 1, number + 1)][1]
        return max(begin, position - REACH), min(end, position + REACH)

    def before(self, position: int) -> str:
        """The clause up to a position."""
        begin = self.sentences[self.at(position)][0]
        head = self.plain[max(begin, position - 160) : position]
        cuts = [m.end() for m in _CLAUSE.finditer(head)]
        return head[cuts[-1] :] if cuts else head

    def sentence(self, position: int) -> str:
        """The sentence at a position."""
        begin, end = self.sentences[self.at(position)]
        return self.plain[max(begin, position - REACH) : min(end, position + REACH)]


class Rules:
    """All rules, guards and idioms of a folder."""

    def __init__(self, folder: Path = SAFETY) -> None:
        shared = _read(folder / "guards.yml")
        self.macros: dict[str, str] = {}
        for name, source in shared["macros"].items():
            alternatives = re.sub(r"\|\s+", "|", str(source))  # a line break after a bar is none of the text
            self.macros[name] = "(?:" + self._expanded(alternatives, name) + ")"
        self.facts = re.compile("|".join(self._expanded(source, "facts") for source in shared["facts"]))
        self.idioms = [self.pattern(source, "idioms") for source in shared["idioms"]]
        self.guards = {
            name: {part: self.pattern("|".join(sources), f"guard {name}") for part, sources in parts.items()}
            for name, parts in shared["guards"].items()
        }
        self.usual = frozenset(shared["usual"])
        self.soft = frozenset(shared["soft"])  #: guards that turn an alarm into a check instead of into nothing
        self.rules: list[Rule] = []
        for path in sorted((folder / "rules").glob("*.yml")):
            data = _read(path)
            for row in data["rules"]:
                self.rules.append(self._rule(path, data, row))

    def _rule(self, path: Path, data: dict[str, Any], row: dict[str, Any]) -> Rule:
        name = f"{path.stem}.{row.get('name')}"
        kind = row.get("kind", data["kind"])
        if kind not in KINDS:
            raise RuleError(f"{path.name}: {name}: unknown kind {kind!r}")
        guards = frozenset(row.get("guards", self.usual)) - frozenset(row.get("free", ()))
        if guards - set(self.guards):
            raise RuleError(f"{path.name}: {name}: unknown guard {', '.join(guards - set(self.guards))}")
        without = row.get("without", ())
        return Rule(
            name=name,
            kind=kind,
            level=Level(row.get("level", "alarm")),
            detail=row.get("detail", ""),
            any=tuple(self.pattern(source, name) for source in row["any"]),
            near=tuple(self.pattern(source, name) for source in row.get("with", ())),
            without=self.pattern("|".join(without), name) if without else None,
            guards=guards,
            weight=row.get("weight", 0),
        )

    def pattern(self, source: str, where: str) -> Pattern:
        """A pattern with its <macros> filled in, matching whole words."""
        full = rf"(?<!\w)(?:{self._expanded(source, where)})(?!\w)"
        try:
            return Pattern(re.compile(full), needles(full))
        except re.error as error:
            raise RuleError(f"{where}: {source!r}: {error}") from None

    def _expanded(self, source: str, where: str) -> str:
        def fill(match: re.Match[str]) -> str:
            if match.group(1) not in self.macros:
                raise RuleError(f"{where}: unknown macro <{match.group(1)}>")
            return self.macros[match.group(1)]

        return _MACRO.sub(fill, source)

    def masked(self, plain: str) -> str:
        """The text with its idioms blanked out ("this is killing me"), as long as before."""
        for idiom in self.idioms:
            for match in idiom.all(plain):
                plain = plain[: match.start()] + MASK * (match.end() - match.start()) + plain[match.end() :]
        return plain

    def guarded(self, text: Text, match: re.Match[str], names: Iterable[str]) -> str:
        """The name of a guard that explains the match away, "" when none does."""
        before, sentence = text.before(match.start()), None
        for name in names:
            guard = self.guards[name]
            if "before" in guard and guard["before"].found(before):
                return name
            if "inside" in guard and guard["inside"].found(match.group()):
                return name
            if "sentence" in guard or "unless" in guard:
                sentence = sentence or text.sentence(match.start())
                if guard["sentence"].found(sentence) and not ("unless" in guard and guard["unless"].found(sentence)):
                    return name
            if "whole" in guard and guard["whole"].found(text.plain[text.start :]):
                return name
        return ""


def _read(path: Path) -> dict[str, Any]:
    data = yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if not isinstance(data, dict):
        raise RuleError(f"{path.name}: expected a mapping")
    return data


def hits(rules: Rules, text: Text) -> tuple[list[Hit], bool]:
    """The rules that speak, and whether a match was explained away. Only matches that touch the newest message count."""
    found, explained = [], False
    for rule in rules.rules:
        hit, away = _strongest(rule, rules, text)
        explained = explained or away
        if hit:
            found.append(hit)
    return found, explained


def _strongest(rule: Rule, rules: Rules, text: Text) -> tuple[Hit | None, bool]:
    softened: Hit | None = None
    explained = False
    for pattern in rule.any:
        for match in pattern.all(text.plain):
            if not _counts(rule, match, text):
                continue
            reason = rules.guarded(text, match, rule.guards - rules.soft)
            if reason:
                explained = explained or reason in SETTLED
            elif rules.guarded(text, match, rule.guards & rules.soft):
                softened = softened or Hit(rule, match, Level.CHECK, rule.kind)
            else:
                return Hit(rule, match, rule.level, rule.kind), explained
    return softened, explained


def _counts(rule: Rule, match: re.Match[str], text: Text) -> bool:
    """Whether a match touches the newest message, has its company, and isn't ruled out by its sentence."""
    newest = match.end() > text.start
    if rule.near:
        begin, end = text.around(match.start())
        others = [near.all(text.plain[begin:end]) for near in rule.near]
        if not all(others):
            return False
        newest = newest or any(m.end() + begin > text.start for ms in others for m in ms)
    return newest and not (rule.without and rule.without.found(text.sentence(match.start())))
