"""Reads what a draft itself asks, refuses or offers, clause by clause: the smallest edit that keeps the need.

`data/content/lexicon/wishes.yml` holds the shapes of such clauses. Nothing comes out that the clause doesn't say: what is
caught is the person's own, put as a request, a limit or an observation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from coaching.content import CONTENT, ContentError, load_yaml
from coaching.language.facts import thing_in
from coaching.language.pipeline import read, sentences
from coaching.language.rewrite import Turn, calm, filled, harsh, one_turn
from coaching.language.shapes import KIN
from coaching.language.verbs import is_past

WISHES = CONTENT / "lexicon" / "wishes.yml"
NEEDED = frozenset({"want", "ask", "dont", "wont", "firm"})
OWN = 12  #: words of a clause of one's own that is kept beside the wish
_STARTS = (
    r"(?:i|we|you|u|he|she|they|it|it's|its|there|that's|my|your|the|don't|dont|do|never|stop|quit|please|just|let|then|next"
    r"|no|if|when|give|tell|get|go|come|take|pay|put|call|ring|leave|keep|find|now|what|why|where|are|am|is|can|could)"
)
_SPLIT = re.compile(
    rf"\s*[;:]\s*|\s+(?=(?:i|we) (?:need|want) (?:you|u)\b)|\s+[-–—]+\s+|\s*,\s*|\s+(and|but|so|or|because|cause|cos)\s+(?=(?:then )?{_STARTS}\b)",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"^(?:(?:the )?next time|if|when|every time|unless|until|once|after)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"^(?:but )?(?:not|never) (?:if|when|while)\b|^(?:but )?then you\b", re.IGNORECASE)
_TAIL = re.compile(
    r"\s+(?:like (?:a|an|any|every|other|normal|some|everyone|everybody|your)\b.*|for once\b.*|in your life|for a change"
    r"|if you (?:can|could) (?:even )?(?:manage|be bothered)\b.*|the way (?:a|any|normal) .*)$",
    re.IGNORECASE,
)
_YOU_ARE = re.compile(
    r"\b(when|if|that|cos|because|think|know) ur\b|\bur(?= (?:never|always|not|late|drunk|out|gone|home)\b)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(rf"^\W*(?:{KIN}) (?=(?:{_STARTS}|ur|you're)\b)", re.IGNORECASE)
_DRUNK = re.compile(r"\b(?:pissed|plastered|hammered|smashed|wasted|off your (?:face|head))\b(?=\W*$)", re.IGNORECASE)
_WHEN_DRUNK = re.compile(
    r"\b(?:when|if) (?:you'?re|you are|ur|u r) (?:pissed|plastered|hammered|smashed|wasted|drunk|legless|off your (?:face|head))\b",
    re.IGNORECASE,
)
_ME_DRUNK = re.compile(r"\bme (?:when you're )?(?:drunk|pissed|plastered|hammered|wasted)\b", re.IGNORECASE)
_CALLED = re.compile(r",? (?:you|ya|u)(?: [a-z-]+){1,4}(?=\W*$|[.!?])", re.IGNORECASE)
_IT = re.compile(r"\b(give|bring|hand|put|take|out of|fetch|get|return|move|wash|fix|clean) it\b", re.IGNORECASE)
_SOMEBODY = re.compile(r"\b(ring|call|text|phone) (?:him|her|them)\b", re.IGNORECASE)
_INNER = re.compile(r"\b(?:bloody|damn|even|ever so|sodding|effing|own(?= (?:mother|mum|mom|father|dad|son|daughter|kids|children)))\s+", re.IGNORECASE)  # fmt: skip
_TO = re.compile(r"\b(need|want|like|have|try|how) (you|u)? ?2 (?=[a-z])", re.IGNORECASE)


_NEVER_DID = re.compile(r"^never (?:even |once )?(\w+)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Wishes:
    """The file, compiled."""

    turns: tuple[Turn, ...]
    vague: re.Pattern[str]
    sting: re.Pattern[str]
    own: re.Pattern[str]
    heart: re.Pattern[str]
    after: tuple[str, ...]
    still: tuple[str, ...]
    sorry: tuple[str, ...]


@lru_cache(maxsize=1)
def wishes(path: Path = WISHES) -> Wishes:
    """The wishes as shipped. Raises ContentError naming the line of a bad one."""
    data = load_yaml(path)
    verbs = (re.compile("<verb>"), f"(?:{'|'.join(str(data['verbs']).split())})")
    result = []
    for n, entry in enumerate(data["wishes"]):
        try:
            result.append(one_turn(entry, macros=(verbs,)))
        except (re.error, KeyError, TypeError, ValueError) as error:
            raise ContentError(
                path, data["wishes"].lines[n], f"not a wish (from, and parts by role): {error}"
            ) from None
    vague, sting, own, heart = (
        re.compile(re.sub(r"\s*\n\s*|\s+(?=\|)", "", str(data[key])), re.I)
        for key in ("vague", "sting", "own", "heart")
    )
    return Wishes(
        tuple(result), vague, sting, own, heart, tuple(data["after"]), tuple(data["still"]), tuple(data["sorry"])
    )


def clauses(sentence: str) -> list[str]:
    """The clauses of a sentence, calm; a condition stays with what follows from it."""
    found: list[str] = []
    text = _TO.sub(lambda m: f"{m[1]} {m[2] + ' ' if m[2] else ''}to ", sentence)
    text = _CALLED.sub(lambda m: "" if harsh(m.group()) else m.group(), _ME_DRUNK.sub("me after drinking", text))
    text = _WHEN_DRUNK.sub("when you've been drinking", text)
    text = _DRUNK.sub("after drinking", _YOU_ARE.sub(lambda m: f"{m[1] or ''} you're".strip(), text))
    text = _ADDRESS.sub("", text)
    pieces = _SPLIT.split(calm(text))  # every second one is the word between them, None for a comma
    for part, joint in zip(pieces[::2], [None, *pieces[1::2]]):
        part = part.strip(" .!?")
        condition = bool(found) and bool(_CONDITION.match(found[-1]))
        whole = condition and "," not in found[-1] and _bare(found[-1])
        if found and (_GOES_ON.match(part) or (condition and (not whole or joint in ("and", "or")))):
            found[-1] = f"{found[-1]}{f' {joint}' if joint and whole else ','} {'but ' if joint == 'but' else ''}{part}"
        elif part:
            found.append(part)
    return [c for c in (_INNER.sub("", _TAIL.sub("", calm(c))).strip() for c in found) if c]


def _bare(condition: str) -> bool:
    """Whether a condition holds what follows already ("if you shout I'll hang up")."""
    return bool(re.search(r"\b(?:i'll|i will|i'm|i am|you (?:pay|can|will|have to))\b", condition, re.IGNORECASE))


def wish_of(clause: str) -> Mapping[str, tuple[str, ...]]:
    """What a clause asks, refuses, offers or tells, by role; {} when it is vague, harsh or unknown."""
    known = wishes()
    never = _NEVER_DID.match(clause)
    if known.vague.search(clause) or (never and is_past(never[1])):
        return {}
    for turn in known.turns:
        match = turn.pattern.search(clause)
        if not match:
            continue
        parts = filled(turn, match)
        caught = next((parts[role][0] for role in ("want", "dont") if role in parts), "")
        vague = known.vague.search(caught) or re.match(
            r"\w+ (?:you|i|u)\b", caught, re.IGNORECASE
        )  # "do you have a heart"
        return {} if caught and vague else parts
    return {}


def stings(draft: str) -> bool:
    """Whether a draft in which no finding was read holds something that stings all the same."""
    return harsh(draft) or bool(wishes().sting.search(draft))


@dataclass
class Own:
    """What a draft gives of its own: parts by role, and a clause about oneself that may stay."""

    parts: dict[str, tuple[str, ...]]
    kept: str = ""


def own_words(draft: str) -> Own:
    """The first wish of a draft, else what happened; with what goes with it."""
    result, thing = Own({}), ""
    for sentence in sentences(read(draft)):
        for clause in clauses(sentence.text):
            if thing:  # "give it back": what it is stands before
                clause = _SOMEBODY.sub(rf"\1 {thing}", _IT.sub(rf"\1 {thing}", clause))
            thing = thing_in(clause) or thing
            parts = wish_of(clause)
            needs = parts.keys() & NEEDED
            if needs and result.parts.keys() & NEEDED:
                continue
            for role, texts in parts.items():
                if role == "fact" and "see" in result.parts:
                    continue
                result.parts.setdefault(role, texts)
            if not parts and not result.kept and wishes().own.search(clause) and len(clause.split()) <= OWN:
                result.kept = clause if not harsh(clause) else ""
    return result
