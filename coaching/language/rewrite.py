"""Turns one hurtful sentence: not deleted, but said so that the need in it can be heard.

What a sentence becomes stands in `data/content/lexicon/turns.yml` by role: what happened (`fact`, `see`), my feeling
(`feel`, `felt`), understanding (`know`), what I ask (`want`, `ask`), my limit (`wont`, `firm`), something good (`good`).
The composer (`coaching.composing`) joins the roles to texts. The words come from the sentence itself where they can.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.lang.en.stop_words import STOP_WORDS

from coaching.content import CONTENT, ContentError, load_yaml
from coaching.language.encoder import encoder
from coaching.language.pipeline import lemma
from coaching.language.plain import straight
from coaching.language.verbs import base_of

TURNS = CONTENT / "lexicon" / "turns.yml"
CLASSES = CONTENT / "lexicon" / "acts" / "classes.yml"
ROLES = ("see", "fact", "felt", "know", "feel", "want", "ask", "dont", "wont", "firm", "good")
NEAR = 0.56  #: likeness from which a case counts
LONGEST = 14  #: words that a caught part may have; longer ones are a story of their own
PAST = (
    r"(?:[a-z]+(?<!e)ed|came|went|left|lost|broke|spent|told|said|sold|drove|forgot|got|made|gave|threw|woke|hit|drank"
    r"|ate|sat|slept|ran|brought|bought|thought|fell|saw|spoke|took|hung|kept|borrowed|were|had|rang|swore|hid)"
)
_MACROS = (
    (re.compile(r"(?<!\?P)<vp>"), r"(?P<vp>[^,.!?;]+?)"),
    (re.compile("<past>"), PAST),
)
_TEXTING = {
    "u": "you", "ur": "your", "ure": "you're", "r": "are", "dont": "don't", "wont": "won't", "cant": "can't",
    "didnt": "didn't", "doesnt": "doesn't", "isnt": "isn't", "wasnt": "wasn't", "havent": "haven't", "im": "I'm",
    "ive": "I've", "uve": "you've", "youve": "you've", "youre": "you're", "thats": "that's", "whats": "what's", "couldnt": "couldn't", "wouldnt": "wouldn't",
    "shouldnt": "shouldn't", "2day": "today", "2nite": "tonight", "tonite": "tonight", "pls": "please", "plz": "please",
    "wen": "when", "wat": "what", "coz": "because", "cos": "because", "bcoz": "because", "n": "and", "ya": "you",
    "gonna": "going to", "gotta": "got to", "wanna": "want to", "id": "I'd", "i": "I",
}  # fmt: skip
_LEAD = re.compile(
    r"^(?:(?:so|and|well|oh|ok|okay|honestly|seriously|frankly|sure|right|yeah|hey|great|wow|look|listen|actually|maybe|please"
    r"|for (?:the love of )?(?:god|christ|fuck|pete)(?:'s sake)?|for crying out loud|let's face it|my dear(?: \w+)?|dear \w+)\b[\s,!.]*)+",
    re.IGNORECASE,
)
_TRAIL = re.compile(
    r"[\s,;.!?]*(?:\b(?:end of(?: discussion| story)?|simple as that|full stop|period|no (?:more )?excuses|no arguments?|or else"
    r"|right now|this instant|immediately|already|for once(?: in your life)?|for a change|do you hear me|understood|got it"
    r"|i mean it|that's (?:it|final|all)|(?<=[,.] )now)\b[\s,;.!?]*)+$",
    re.IGNORECASE,
)
_SWEARING = re.compile(r"\b(?:bloody|(?:mother)?fuck(?:ing|in)|fucking|damn(?:ed)?|goddamn|freaking|flipping|sodding|effing|stupid|shitty|crappy) ", re.I)  # fmt: skip


_QUESTION = re.compile(
    r"(?:do|does|did|are|is|have|was|were) (?:i|you|u)\b", re.IGNORECASE
)  #: no request ("do you have a heart")


@dataclass(frozen=True)
class Turn:
    """A pattern over a sentence, the findings it needs (none: any), and what it gives by role."""

    pattern: re.Pattern[str]
    labels: frozenset[str]
    parts: Mapping[str, tuple[str, ...]]
    fixes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Turns:
    """All turns, and the shapes into which roles are put."""

    turns: tuple[Turn, ...]
    shapes: Mapping[str, tuple[str, ...]]
    felt: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  #: label -> feeling words
    default: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)  #: label -> feel and ask
    cases: tuple[tuple[tuple[str, ...], Mapping[str, tuple[str, ...]]], ...] = ()  #: sentences and what they become
    open: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  #: label -> first sentences for saying it aloud


@lru_cache(maxsize=1)
def turns(path: Path = TURNS) -> Turns:
    """The turns as shipped. Raises ContentError naming the line of a bad one."""
    data = load_yaml(path)
    result = []
    for n, entry in enumerate(data["turns"]):
        try:
            result.append(one_turn(entry))
        except (re.error, KeyError, TypeError, ValueError) as error:
            raise ContentError(path, data["turns"].lines[n], f"not a turn (from, and parts by role): {error}") from None
    shapes = dict(data["shapes"])
    felt = {label: tuple(words) for label, words in shapes.pop("felt").items()}
    default = {label: {"feel": tuple(feel), "ask": tuple(ask)} for label, (feel, ask) in shapes.pop("default").items()}
    cases = []
    for n, entry in enumerate(data.get("cases") or ()):
        try:
            cases.append((tuple(str(t) for t in entry["like"]), one_turn({**entry, "from": ""}, "like").parts))
        except (KeyError, TypeError, ValueError) as error:
            raise ContentError(path, data["cases"].lines[n], f"not a case (like, and parts by role): {error}") from None
    opening = {label: tuple(texts) for label, texts in shapes.pop("open").items()}
    return Turns(
        tuple(result), {name: tuple(texts) for name, texts in shapes.items()}, felt, default, tuple(cases), opening
    )


def one_turn(entry: Any, *more: str, macros: Sequence[tuple[re.Pattern[str], str]] = ()) -> Turn:
    """An entry of a file of turns. Raises what a wrong one causes (KeyError, TypeError, ValueError, re.error)."""
    source = str(entry["from"])
    for macro, pattern in (*_MACROS, *macros):
        source = macro.sub(lambda _, p=pattern: p, source)  # type: ignore[misc]  # a default binds the loop's value
    unknown = set(entry) - {"from", "labels", "fix", *ROLES, *more}
    if unknown:
        raise ValueError(f"unknown part {sorted(unknown)[0]!r}")
    return Turn(
        re.compile(source, re.IGNORECASE),
        frozenset(entry.get("labels") or ()),
        {role: tuple(str(t) for t in entry.get(role) or ()) for role in ROLES},
        tuple((str(a), str(b)) for a, b in entry.get("fix") or ()),
    )


def turned(sentence: str, labels: frozenset[str] = frozenset()) -> dict[str, tuple[str, ...]]:
    """What the sentence gives by role, from the first turn that knows it; empty when none does.

    labels: the findings in the sentence.
    """
    text = calm(sentence)
    for turn in turns().turns:
        if turn.labels and not turn.labels & labels:
            continue
        match = turn.pattern.search(text)
        parts = filled(turn, match) if match else {}
        if any(parts.get(role) for role in ROLES if role != "felt"):
            return parts
    return {}


@lru_cache(maxsize=1)
def _case_meanings() -> tuple[NDArray[np.float32], tuple[int, ...]]:
    rows = [(text, n) for n, (like, _) in enumerate(turns().cases) for text in like]
    return encoder().encode([text for text, _ in rows]), tuple(n for _, n in rows)


def nearest(sentence: str) -> dict[str, tuple[str, ...]]:
    """What the case nearest in meaning gives by role; empty when none is near enough."""
    meanings, cases = _case_meanings()
    likeness = meanings @ encoder().encode([calm(sentence)])[0]
    best = int(likeness.argmax())
    return dict(turns().cases[cases[best]][1]) if likeness[best] >= NEAR else {}


def filled(turn: Turn, match: re.Match[str]) -> dict[str, tuple[str, ...]]:
    """The turn's parts with what was caught; {} when that is too long or too harsh to be carried over."""
    caught = {name: (value or "").strip(" ,;") for name, value in match.groupdict().items()}
    for name, value in caught.items():  # a number that opened the sentence is no name
        if match.start(name) == 0 and value.split()[:1] and value.split()[0].lower() in STOP_WORDS - {"i"}:
            caught[name] = value[:1].lower() + value[1:]
    caught = {name: f" {v}" if v and match.group(name).startswith(" ") else v for name, v in caught.items()}
    caught = {name: _cut(value) for name, value in caught.items()}
    if any(len(value.split()) > LONGEST or harsh(value) for value in caught.values()):
        return {}
    result = {}
    for role, templates in turn.parts.items():
        texts = (_fill(template, caught) for template in templates)
        result[role] = tuple(_fixed(text, turn.fixes) for text in texts if text)
        if role in ("want", "dont", "wont"):  # they begin with a verb, and stand inside a sentence
            result[role] = tuple(t[:1].lower() + t[1:] for t in result[role] if not _QUESTION.match(t))
    return {role: texts for role, texts in result.items() if texts}


def _cut(value: str) -> str:
    """A caught part without the pressure after it ("... or you can leave"), and not too long."""
    value = re.split(r",? (?:or (?:you|i|we|else)|and you(?:'ll| will| won't)?)\b", value, flags=re.IGNORECASE)[0]
    if len(value.split()) <= LONGEST:
        return value
    return re.split(r" (?:and|because|while|so that|but) ", value)[0]


def _fill(template: str, caught: Mapping[str, str]) -> str:
    """The template with what was caught; "" when it needs a part that was not caught ({rest} may be missing)."""
    for name, how in re.findall(r"\{(\w+)(?:\|(\w+))?\}", template):
        value = caught.get(name, "")
        if not value and name != "rest":
            return ""
        template = template.replace(f"{{{name}|{how}}}" if how else f"{{{name}}}", _inflected(value, how))
    return template


def _fixed(text: str, fixes: tuple[tuple[str, str], ...]) -> str:
    for wrong, right in fixes:
        text = text.replace(wrong, right)
    return re.sub(r"\s{2,}", " ", text)


def _inflected(value: str, how: str) -> str:
    first, _, rest = value.strip().partition(" ")
    if how == "base":
        first = lemma(first) if lemma(first) != first else base_of(first)
    elif how == "ing":
        first = gerund(lemma(first))
    return f"{first} {rest}".strip() if how else value


def gerund(verb: str) -> str:
    """The -ing form of a base verb."""
    if verb.endswith("ie"):
        return f"{verb[:-2]}ying"
    if verb.endswith("e") and not verb.endswith(("ee", "ye")) and verb != "be":
        return f"{verb[:-1]}ing"
    if re.fullmatch(r"[^aeiou]*[aeiou][bdgmnprt]", verb) and verb not in ("open", "wait"):
        return f"{verb}{verb[-1]}ing"
    return f"{verb}ing"


def calm(sentence: str) -> str:
    """The sentence without swearing, insults, leading and closing pressure; texting spelled out."""
    text = straight(sentence)
    text = re.sub(
        r"[A-Za-z0-9']+", lambda m: _TEXTING.get(m.group().lower(), m.group()) if m.group() != "R" else "R", text
    )
    if sum(c.isupper() for c in text) > 0.6 * max(1, sum(c.isalpha() for c in text)):
        text = text.lower()
    text = _SWEARING.sub("", text)
    text = _insults().sub("", text)
    text = _LEAD.sub("", text)
    text = _TRAIL.sub("", text)
    text = re.sub(r"[,:;\s]+$", "", text)
    return re.sub(r"[!?]{2,}", "?", text) or straight(sentence)


@lru_cache(maxsize=1)
def _insults() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, _class("insult") - {"child", "user", "stranger", "mess", "baby"})))
    return re.compile(rf"[,!]? ?\b(?:you|ya) (?:\w+[ -]){{0,2}}(?:{words})s?(?=[,.!?]|$)", re.IGNORECASE)


@lru_cache(maxsize=None)
def _class(name: str) -> frozenset[str]:
    return frozenset(str(word) for word in load_yaml(CLASSES)[name])


def harsh(text: str) -> bool:
    """Whether a part of a draft holds a word that must not be carried over into a rewording."""
    words = set(re.findall(r"[a-z-]+", text.lower()))
    words |= {lemma(word) for word in words}
    return bool(words & (_class("insult") - {"child", "baby", "mess", "stranger", "cheat", "joke"} | _class("bad") - {"sick", "mental", "sensitive", "weak", "cold", "unfit", "broken"} | _class("ruin") - {"break"}))  # fmt: skip


def tidy(text: str) -> str:
    """Spaces and the first letter put right, an end mark added."""
    text = re.sub(r"\s{2,}", " ", text)
    text = re.sub(r"\s+([.,?!])", r"\1", text).strip(" ,;–—-")
    text = re.sub(r"(^|[.!?]\s+)([a-z])", lambda m: m.group(1) + m.group(2).upper(), text)
    text = re.sub(r"\bi\b(?=[ '’])", "I", text)
    return text if not text or text[-1] in ".!?…" else text + "."
