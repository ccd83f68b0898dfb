"""Composes rewordings of a draft from its own sentences, what its hurtful ones turn into, and its topic's parts.

Every text carries the need: what is asked for, the limit, or the thanks. Nothing is claimed that the draft doesn't say:
a topic's observation is used only when its words stand in the draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.lang.en.stop_words import STOP_WORDS

from coaching.bank import GENERAL, Topic, bank
from coaching.language.acts import Act, read_acts
from coaching.language.facts import Facts
from coaching.language.pipeline import read, sentences
from coaching.language.rewrite import PAST, calm, harsh, nearest, tidy, turned, turns
from coaching.language.wishes import NEEDED, own_words, stings, wishes

LONG = 55  #: words that a spoken or written message should stay under (CRAFT rule 1: be brief)
SHORT = 22
KEPT = 2  #: sentences of the draft that stay as they are; the rest is another talk (one topic at a time)
PLAIN = 16  #: words that a sentence kept as a plain fact may have
ROOTS = frozenset({"want", "ask", "dont", "wont", "firm", "good", "feel", "fact"})  #: parts of which a draft needs one
NEEDS = frozenset({"request", "limit", "offer", "invitation", "open_question"})
GOOD_ACTS = NEEDS | {"own_feeling", "affirmation", "understanding", "responsibility", "autonomy", "permission"}
_FACT = re.compile(
    rf"^(?:i|we|he|she|they|it|the [\w' -]{{2,20}}|(?:my|our|your) [\w' -]{{2,20}}|[A-Z][a-z]+) (?:was|were|{PAST}|is in|are in|am)\b"
    rf"|^you (?:were|{PAST})\b",
)
_EVERYDAY_WORDS = (
    "help time talk week home love miss care calm hard worry scared tired worn night day evening sleep sorry ready room stay"
    " walk watch sad safe drive lift life end people lunch coffee tea meal company hear text agree trust proud open"
)
_EVERYDAY = frozenset(_EVERYDAY_WORDS.split())
_SEEN_THROUGH = re.compile(
    r"\bi (?:know|see|can see|understand)(?: that)? you(?:'re| are| were|'ve| have|'d| took| did)\b", re.I
)
_ORDER = {"neutral": ("want", "ask", "dont", "wont", "firm"), "softer": ("ask", "want", "dont", "wont", "firm"), "firmer": ("wont", "firm", "dont", "want", "ask")}  # fmt: skip
_TIMED = re.compile(r"\btonight\b|\btomorrow\b|\bchristmas\b", re.IGNORECASE)
_BESIDE = frozenset({"feel", "felt", "fact", "see", "know"})  #: what a turn may add to the person's own wish
_LIMIT_FIRST = ("wont", "firm", "dont", "want", "ask")


@dataclass
class Material:
    """What a draft gives: sentences to keep, parts by role (the first sentence's first), and what is still missing."""

    kept: list[str] = field(default_factory=list)
    parts: dict[str, list[str]] = field(default_factory=dict)
    labels: frozenset[str] = frozenset()
    needs_met: bool = False
    after: tuple[str, ...] = ()  #: what may stand behind the person's own wish, when nothing tells a feeling
    moved: bool = False  #: something in the kept sentences tells a feeling or shows understanding

    def add(self, parts: Mapping[str, Iterable[str]]) -> None:
        """The parts of one more sentence: each role is taken from the first sentence that has it."""
        needs = {"want", "ask", "dont", "wont", "firm"}
        settled = needs & self.parts.keys()
        for role, texts in parts.items():
            if role not in self.parts and not (settled and role in needs):
                self.parts[role] = list(texts)


def material(draft: str, findings: Iterable[Act], strengths: Iterable[Act]) -> Material:
    """Reads a draft sentence by sentence: what can stay, what is turned, what is left out."""
    found, good = list(findings), list(strengths)
    result = Material(labels=frozenset(a.label for a in found))
    unknown: list[str] = []
    praise = bool(result.labels) and result.labels <= {"backhanded", "sarcasm"}
    own, words = own_words(draft), words_of(draft)
    wished = bool(own.parts.keys() & NEEDED)
    if wished:  # what they ask or refuse themselves goes before whatever a turn would make of it
        result.add(own.parts)
    for sentence in sentences(read(draft)):
        inside = [a for a in found if a.start < sentence.end_char and sentence.start_char < a.end]
        helps = {a.label for a in good if a.start < sentence.end_char and sentence.start_char < a.end}
        text = tidy(calm(sentence.text))
        if (
            not inside
            and helps & GOOD_ACTS
            and not harsh(text)
            and not stings(sentence.text)
            and not _SEEN_THROUGH.search(text)
            and clean(text)
        ):
            if len(result.kept) < KEPT and len(text.split()) <= 30:
                result.kept.append(text)
                result.needs_met |= bool(helps & NEEDS) or (praise and "affirmation" in helps)
                result.moved |= bool(helps & (GOOD_ACTS - NEEDS))
            continue
        parts = turned(sentence.text, frozenset(a.label for a in inside))
        if wished:
            held = {role: tuple(t for t in parts.get(role, ()) if _beside(role, t, words)) for role in _BESIDE}
        else:
            held = {role: tuple(t for t in texts if _when_said(t, draft)) for role, texts in parts.items()}
            if own.parts and not any(_content(t) & words for role, ts in held.items() if role != "felt" for t in ts):
                held = {}  # it says nothing of what they wrote, and they wrote something that can be said
        vague = wishes().vague  # "get your act together" is nothing that can be asked politely
        parts = {role: kept for role, kept in held.items() if kept and not (role == "want" and vague.search(kept[0]))}
        if parts.get("fact") and not clean(f"I was upset when {parts['fact'][0]}."):
            parts.pop("fact")
        if parts.keys() - {"felt"}:
            result.add(parts)
        elif inside:
            unknown.append(sentence.text)
        elif not inside and len(result.kept) < KEPT and _plain_fact(text):
            result.kept.append(text)
    if not result.parts.keys() & ROOTS:
        already = " ".join(result.kept).lower()
        result.add(
            {
                r: t
                for r, t in own.parts.items()
                if r != "fact" or (t[0].lower() not in already and clean(f"I was upset when {t[0]}."))
            }
        )
    said = tidy(own.kept)
    if said and len(result.kept) < KEPT and all(own.kept.lower() not in k.lower() for k in result.kept) and clean(said):
        result.kept.append(said)
        result.moved = True
    if wished and not result.moved and not result.parts.keys() & {"feel", "fact", "see", "good"}:
        limit = not result.parts.keys() & {"want", "ask", "dont"}
        result.after = wishes().still if limit else wishes().after
    for text in [*unknown, draft] if not result.parts.keys() & ROOTS else ():
        if parts := {
            r: t for r, texts in nearest(text).items() if (t := tuple(x for x in texts if names_only(x, words)))
        }:
            result.add(parts)
            break
    return result


def _when_said(text: str, draft: str) -> bool:
    """Whether a part names no time that the draft doesn't name ("tonight")."""
    return all(m.group().lower() in draft.lower() for m in _TIMED.finditer(text))


def _beside(role: str, text: str, words: frozenset[str]) -> bool:
    """Whether a turn's part may stand beside the person's own wish: what it names was said, and it claims no more."""
    return names_only(text, words) and (role in ("felt", "fact") or bool(wishes().heart.search(text)))


def names_only(text: str, words: frozenset[str]) -> bool:
    """Whether the words of a text that point to a matter are among `words` ("move" needs a move)."""
    return not (_content(text) & _pointing()) - words - _EVERYDAY


def _plain_fact(text: str) -> bool:
    return (
        bool(_FACT.match(text)) and "?" not in text and len(text.split()) <= PLAIN and not harsh(text) and clean(text)
    )


def clean(text: str) -> bool:
    """Whether the analyser finds nothing in a text. Read sentence by sentence, because parts come again and again."""
    return all(sentence.text in _ours() or _clean(sentence.text) for sentence in sentences(read(text)))


@lru_cache(maxsize=8192)
def _clean(sentence: str) -> bool:
    return all(act.helps for act in read_acts(sentence))


@lru_cache(maxsize=1)
def _ours() -> frozenset[str]:
    """Sentences that stand in the content word for word. A test reads them all, so they need not be read again."""
    return frozenset(s.text for text in our_texts() if "{" not in text for s in sentences(read(text)))


def our_texts() -> Iterator[str]:
    """Every text of the bank and of the turns that a rewording may hold, placeholders unfilled."""
    known = turns()
    for topic in bank().topics.values():
        yield from (w.text for w in topic.wordings)
        for parts in topic.parts.values():
            yield from parts
    for given in (*(t.parts for t in known.turns), *(parts for _, parts in known.cases), *known.default.values()):
        for role in ("see", "know", "feel", "ask", "firm", "good"):
            yield from given.get(role, ())
    for texts in (*known.open.values(), known.shapes["softer_end"]):
        yield from texts


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

    def alouds(self) -> Iterator[str]:
        """Candidates for saying it face to face: first a sentence that takes the heat out."""
        for k in range(1, 5):
            if self.given.parts.get("good"):
                yield self._join([*self._praise(k), self._pick(self.given.parts.get("ask", []), k)], LONG)
                continue
            first = "" if self.tone == "firmer" else self._open(k)
            need = self._need(k)
            yield self._join([first, self._head(k), need, self._after(k, need), self._end(k + 1)], LONG)

    def shorts(self) -> Iterator[str]:
        """Candidates for a quick message."""
        for k in range(2, 8):
            if self.given.parts.get("good"):
                yield self._join(self._praise(k), SHORT, named=False)
            yield self._join([self._feel(k + k // 2), self._need(k, short=True)], SHORT, named=False)
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
            shape = self._pick(turns().shapes["fact"], k)
            return tidy(shape.format(fact=self._pick(parts["fact"], 0), felt=self._felt(k)))
        see = self._pick(parts.get("see", []), k)
        return f"{see} {self._feel(k)}".strip()

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
        limit = ("threat" in self.given.labels or "wont" in parts) and bool(parts.keys() & {"wont", "firm"})
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


@lru_cache(maxsize=1)
def _pointing() -> frozenset[str]:
    """All words by which topics are found: they name matters."""
    return frozenset(word for topic in bank().topics.values() for word in topic.words)


@lru_cache(maxsize=2048)
def _content(text: str) -> frozenset[str]:
    return frozenset(
        t.lemma_ for t in read(text) if t.is_alpha and t.lemma_ not in STOP_WORDS and t.lower_ not in STOP_WORDS
    )


def words_of(draft: str) -> frozenset[str]:
    """The base words of a draft."""
    return frozenset(t.lemma_ for t in read(draft)) | frozenset(t.norm_ for t in read(draft))
