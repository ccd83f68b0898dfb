"""Rules of language in a short notation that a counsellor can read, run by spaCy's Matcher.

A pattern is words with spaces between (`data/content/lexicon/acts/*.yml`):

    you always|never          a word, or one of several (plain forms: "u allways" matches too)
    ~ruin                     any form of the word: ruin, ruins, ruined
    @insult|mug               a word of a class in classes.yml, any form (or another word)
    !not                      any word but this one
    _                         any word or comma
    ^stop                     only at the start of a clause (after a comma, "and", "just" ...)
    always?  _{0,3}  @kin+    once or not at all; none to three; one or more
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from spacy.matcher import Matcher
from spacy.tokens import Doc

from coaching.content import CONTENT, ContentError, load_yaml, need
from coaching.language.pipeline import pipeline
from coaching.language.spans import clause, opens_clause

ACTS = CONTENT / "lexicon" / "acts"
_ENDS = [".", "!", "?", "…", "\n", "\n\n"]
_ELEMENT = re.compile(r"^(\^?)(!?)([~@]?)(.+?)(\?|\*|\+|\{\d+,\d+\})?$")


@dataclass(frozen=True)
class Rule:
    """What the patterns of one entry mean. sure: 0-1; span: `match` or `clause`, how much of the text is quoted."""

    label: str
    helps: bool
    source: str
    sure: float
    span: str
    patterns: tuple[str, ...]
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hit:
    """A rule that matched: tokens `start` to `end` (end is not part of it)."""

    rule: Rule
    start: int
    end: int


def compile_pattern(text: str, classes: Mapping[str, Sequence[str]]) -> list[dict[str, Any]]:
    """The pattern as spaCy tokens. Raises ValueError for a notation that isn't one, or an unknown class."""
    return [_element(part, classes) for part in text.split()]


def _element(part: str, classes: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    match = _ELEMENT.match(part)
    if not match:
        raise ValueError(f"{part!r} is no pattern element")
    _, negated, kind, body, times = match.groups()
    if body in ("?", "'") or (not kind and part in ("?", "!", ",")):
        token: dict[str, Any] = {"TEXT": part}
        return token
    if body == "_":
        token = {"TEXT": {"NOT_IN": _ENDS}}
    elif kind == "@":
        name, *others = body.split("|")
        if name not in classes:
            raise ValueError(f"the word class @{name} is not in classes.yml")
        token = {"LEMMA": {"NOT_IN" if negated else "IN": [*classes[name], *others]}}
    else:
        token = {"LEMMA" if kind == "~" else "NORM": {"NOT_IN" if negated else "IN": body.split("|")}}
    if times:
        token["OP"] = times
    return token


@dataclass
class Rules:
    """All rules, ready to run."""

    rules: list[Rule] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)  #: label to the source of its rule
    helping: set[str] = field(default_factory=set)
    hurting: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._matcher: Matcher | None = None

    def compile(self, classes: Mapping[str, Sequence[str]]) -> None:
        """Builds the matcher. Raises ValueError with the pattern that is wrong."""
        self._matcher = Matcher(pipeline().vocab)
        for i, rule in enumerate(self.rules):
            for kind, patterns in (("", rule.patterns), ("-", rule.unless)):
                for start, chosen in (
                    ("", [p for p in patterns if p[0] != "^"]),
                    ("^", [p for p in patterns if p[0] == "^"]),
                ):
                    if chosen:
                        self._matcher.add(f"{i}{kind}{start}", [compile_pattern(p, classes) for p in chosen])

    def find(self, doc: Doc) -> list[Hit]:
        """Every match within one sentence, exceptions taken out, longest first per rule."""
        assert self._matcher is not None
        sentence_of = [sentence for sentence in doc.sents for _ in sentence]
        spans: dict[int, list[tuple[int, int]]] = {}
        barred: dict[int, list[tuple[int, int]]] = {}
        for key, start, end in self._matcher(doc):
            name = doc.vocab.strings[key]
            if sentence_of[start].start != sentence_of[end - 1].start:
                continue
            if name.endswith("^"):
                if not opens_clause(doc, sentence_of[start].start, start):
                    continue
                name = name[:-1]
            if name.endswith("-"):
                barred.setdefault(int(name[:-1]), []).append((start, end))
            else:
                spans.setdefault(int(name), []).append((start, end))
        hits = []
        for i, found in spans.items():
            for start, end in _longest(found):
                # an exception counts only in the same clause: "You're not ill, you're lazy" is still a label
                first, last = clause(doc, sentence_of[start], start, end)
                if not any(first < e and s < last for s, e in barred.get(i, ())):
                    hits.append(Hit(self.rules[i], start, end))
        return hits


def _longest(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    taken: set[int] = set()
    for start, end in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
        if not taken.intersection(range(start, end)):
            taken.update(range(start, end))
            yield start, end


def load_rules(folder: Path = ACTS) -> Rules:
    """Reads `hurting.yml`, `helping.yml` and `classes.yml`. Raises ContentError naming file and line."""
    classes = {k: [str(w) for w in v] for k, v in load_yaml(folder / "classes.yml").items()}
    rules = Rules()
    for name, helps in (("hurting", False), ("helping", True)):
        path = folder / f"{name}.yml"
        for label, entry in load_yaml(path).items():
            source = need(path, entry, "source", str)
            rules.sources[label] = source
            rules.helping.add(label) if helps else rules.hurting.append(label)
            for n, item in enumerate(need(path, entry, "rules", list)):
                line = entry["rules"].lines[n]
                rules.rules.append(_rule(path, line, label, helps, source, item, classes))
    rules.compile(classes)
    return rules


def _rule(
    path: Path, line: int, label: str, helps: bool, source: str, item: Any, classes: Mapping[str, Sequence[str]]
) -> Rule:
    entry = {"match": item} if isinstance(item, str) else item
    patterns, unless = (_texts(entry.get(key)) for key in ("match", "unless"))
    if not patterns:
        raise ContentError(path, line, f"a rule of {label!r} has no pattern")
    for pattern in (*patterns, *unless):
        try:
            compile_pattern(pattern, classes)
        except ValueError as error:
            raise ContentError(path, line, str(error)) from None
    span = entry.get("span", "clause")
    return Rule(label, helps, source, float(entry.get("sure", 0.85)), span, tuple(patterns), tuple(unless))


def _texts(value: Any) -> list[str]:
    return [] if value is None else [value] if isinstance(value, str) else [str(v) for v in value]


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The rules as shipped, loaded once."""
    return load_rules()
