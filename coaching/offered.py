"""What may be offered as a wording: nothing with a finding, nothing that claims what wasn't said, nothing ungrammatical."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from spacy.lang.en.stop_words import STOP_WORDS

from coaching.bank import bank
from coaching.language.acts import read_acts
from coaching.language.events import frames
from coaching.language.pipeline import read, sentences
from coaching.language.rewrite import turns
from coaching.language.verbs import is_past, is_verb

_EVERYDAY_WORDS = (
    "help time talk week home love miss care calm hard worry scared tired worn night day evening sleep sorry ready room stay"
    " walk watch sad safe drive lift life end people lunch coffee tea meal company hear text agree trust proud open"
)
_EVERYDAY = frozenset(_EVERYDAY_WORDS.split())

_BROKEN = re.compile(
    r"\b(\w+) \1\b(?<!that that)(?<!had had)"  # a word twice
    r"|\b(?:when|if|because|and|but|to|the|a|an|my|your|our|than|with|of|for|about|that|at|or|not)[.?!]"  # left hanging
    r"|\b(?:my|your|our|his|her|their|the) (?:in|at|on|to|the|my|your|you|I|is|are|was|were|when|and|from)\b"
    r"|\b(?:you|we|they) (?:was|is|am|has|does|you|I|me|my|your)\b|\bI (?:is|are|were|has|does|you|me)\b"
    r"|\b(?:about|with|for|of) (?:that|this) (?:my|your|our|the)\b|\b(?:to to|it it|don't (?:not|didn't|don't))\b"
    r"|\b(?:didn't|don't|won't|can't|doesn't) (?:\w+ed|came|went|told|left|got|said|was|were|been)\b(?<!need)(?<!feed)(?<!embed)"
    r"|\b(?:to|could|you) (?:do|are|have|is|did) (?:I|you)\b|\bdon't \w+ing\b|\bwhen you're after\b"
    r"|[{}]| ,|\?\?|,\.|\.,|\bu\b|\bur\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:could|would|can|will) you (?:please |also |not |ever )*(?P<verb>[a-z']+)|\b(?:if you could|I'd like you to|is that you|going to|I won't|try not to) (?P<base>[a-z']+)",
    re.IGNORECASE,
)
_ADVERBS = frozenset(
    [
        "really",
        "just",
        "at",
        "still",
        "be",
        "like",
        "maybe",
        "perhaps",
        "sometimes",
        "now",
        "rather",
        "always",
        "kindly",
        "quietly",
        "calmly",
        "honestly",
    ]
)


def names_only(text: str, words: frozenset[str]) -> bool:
    """Whether the words of a text that point to a matter are among `words` ("move" needs a move)."""
    return not (content(text) & _pointing()) - words - _EVERYDAY


def clean(text: str, ours: frozenset[str] = frozenset()) -> bool:
    """Whether the analyser finds nothing in a text. Read sentence by sentence, because parts come again and again.

    ours: sentences that need not be read, because they are from the content with only a name filled in.
    """
    return all(s.text in _ours() or s.text in ours or _clean(s.text) for s in sentences(read(text)))


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
    for frame in frames():
        for role in ("know", "feel", "ask", "firm", "good"):
            yield from frame.parts.get(role, ())


def wellformed(text: str) -> bool:
    """Whether a text reads as a sentence, as far as rules over words tell: a verb after "could you", nothing twice or left
    hanging, forms that go together."""
    if _BROKEN.search(text):
        return False
    for match in _ASKED.finditer(text):
        rest = re.split(r"[.?!]", text[match.end() :])[0]
        if re.match(r" (?:you|I) ", rest) or any(
            is_past(w) and not is_verb(w) for w in re.findall(r" and (\w+)", rest)
        ):
            return False
        verb = (match["verb"] or match["base"]).lower()
        if verb not in _ADVERBS and (not is_verb(verb) or (is_past(verb) and not is_verb(verb))):
            return False
    return True


@lru_cache(maxsize=1)
def _pointing() -> frozenset[str]:
    """All words by which topics are found: they name matters."""
    return frozenset(word for topic in bank().topics.values() for word in topic.words)


@lru_cache(maxsize=2048)
def content(text: str) -> frozenset[str]:
    return frozenset(
        t.lemma_ for t in read(text) if t.is_alpha and t.lemma_ not in STOP_WORDS and t.lower_ not in STOP_WORDS
    )


def words_of(draft: str) -> frozenset[str]:
    """The base words of a draft."""
    return frozenset(t.lemma_ for t in read(draft)) | frozenset(t.norm_ for t in read(draft))
