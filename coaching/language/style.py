"""How somebody writes, so that a suggestion can sound like them: case, end marks, texting words, names, emoji, kisses."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_EMOJI = re.compile(r"[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?")
_COLD = frozenset("🙄😡🤬😠💀🖕😤👎🤡💩🤦🙃😒")  #: emoji that mock or rage don't go along
_KISSES = re.compile(r"(?:^|\s)(x{1,4}|X{1,3}|xo(?:xo)?)\W*$")
_SIGN = re.compile(
    r"(?:^|[.!?\n]\s*)((?:love|your|yours|all my love|hugs),? (?:from )?(?:your )?[\w' ]{2,20})\s*\.?$", re.I
)
_TEXTING = (
    (re.compile(r"\byou're\b", re.I), "ur"),
    (re.compile(r"\byour\b", re.I), "ur"),
    (re.compile(r"\byou\b", re.I), "u"),
    (re.compile(r"\bare\b", re.I), "r"),
    (re.compile(r"\bplease\b", re.I), "pls"),
    (re.compile(r"\btonight\b", re.I), "tonite"),
    (re.compile(r"\bbecause\b", re.I), "cos"),
    (re.compile(r"\btomorrow\b", re.I), "tmrw"),
)
_FORMAL = (
    (re.compile(r"\bcan't\b"), "cannot"),
    (re.compile(r"\bCan't\b"), "Cannot"),
    (re.compile(r"\b([Ww])on't\b"), r"\1ill not"),
    (re.compile(r"\b(\w+)n't\b"), r"\1 not"),
    (re.compile(r"\b(I|[Yy]ou|[Ww]e|[Tt]hey)'(?:ll)\b"), r"\1 will"),
    (re.compile(r"\b(I|[Yy]ou|[Ww]e|[Tt]hey)'ve\b"), r"\1 have"),
    (re.compile(r"\bI'm\b"), "I am"),
    (re.compile(r"\b([Yy]ou|[Ww]e|[Tt]hey)'re\b"), r"\1 are"),
    (re.compile(r"\b(I|[Yy]ou|[Ww]e|[Tt]hey)'d (?=like|love|rather|be|feel|prefer)"), r"\1 would "),
    (re.compile(r"\b([Ii]t|[Tt]hat|[Ww]hat|[Hh]ow|[Tt]here)'s\b"), r"\1 is"),
)
_WORDS = (  # words for the same thing: the person's own is kept
    ("mum", "mom"),
    ("ring", "call"),
    ("flat", "apartment"),
)
_FORMAL_SIGNS = re.compile(
    r"\b(?:i am|i have|i will|do not|cannot|can not|you are|it is|i would|shall|did not|kindly|my dear)\b", re.I
)
_CONTRACTED = re.compile(r"\b\w+['’](?:m|s|re|ve|ll|d|t)\b|\b(?:dont|cant|im|ive|wont)\b", re.I)


@dataclass(frozen=True)
class Style:
    """lower: no capitals; bare: no end mark; texting: "u", "ur"; formal: nothing contracted; plain: apostrophes left out;
    emoji: one they use; kisses: "x", "xx"; sign: "Love, Dad"; words: which of two words for a thing they use."""

    lower: bool = False
    bare: bool = False
    texting: bool = False
    formal: bool = False
    plain: bool = False
    emoji: str = ""
    kisses: str = ""
    sign: str = ""
    words: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, text: str) -> Style:
        """Reads the habits off a text. A short text shows few, and then nothing is assumed."""
        letters = re.findall(r"[A-Za-z]+", text)
        said = {word.lower() for word in letters}
        starts = re.findall(r"(?:^|[.!?]\s+)([A-Za-z])", text.strip())
        warm = [e for e in _EMOJI.findall(text) if e[0] not in _COLD]
        kisses = _KISSES.search(text)
        sign = _SIGN.search(text.strip())
        swaps = tuple(
            (other, own) for pair in _WORDS for own, other in (pair, pair[::-1]) if own in said and other not in said
        )
        return cls(
            lower=len(letters) >= 3 and bool(starts) and all(c.islower() for c in starts) and " I " not in f" {text} ",
            bare=len(letters) >= 3 and not re.search(r"[.!?…]\W*$", text.strip()),
            texting=bool(
                said & {"u", "ur", "r", "tmrw", "tonite", "pls", "plz", "wen", "wat", "cos", "coz", "bc", "gonna"}
            ),
            formal=len(letters) >= 8 and bool(_FORMAL_SIGNS.search(text)) and not _CONTRACTED.search(text),
            plain=bool(said & {"dont", "cant", "im", "ive", "wont", "didnt", "youre", "thats", "doesnt", "isnt"}),
            emoji=warm[0] if warm else "",
            kisses=kisses.group(1) if kisses else "",
            sign=sign.group(1).strip() if sign else "",
            words=swaps,
        )

    @property
    def known(self) -> bool:
        """Whether there is any habit to keep."""
        return self != Style()

    def apply(self, text: str) -> str:
        """The text as this person would write it. Meaning and words that matter stay."""
        for theirs, own in self.words:
            text = _swap(text, theirs, own)
        if self.formal:
            for pattern, instead in _FORMAL:
                text = pattern.sub(instead, text)
        if self.texting:
            for pattern, instead in _TEXTING:
                text = pattern.sub(instead, text)
        if self.plain or self.texting:
            text = re.sub(r"(?<=[A-Za-z])['’](?=[A-Za-z])", "", text)
        if self.lower:
            text = (
                re.sub(r"\b(I|[A-Z](?=[a-z]))", lambda m: m.group().lower(), text)
                if self.texting
                else _lower_starts(text)
            )
        if self.bare:
            text = re.sub(r"\.$", "", text)
        if self.kisses and not _KISSES.search(text):
            text = f"{text} {self.kisses}"
        if self.emoji and self.emoji not in text:
            text = f"{text} {self.emoji}"
        return f"{text}\n{self.sign}" if self.sign and self.sign.lower() not in text.lower() else text


def mannered(style: Style, manner: str) -> Style:
    """The habits with a wish for less or more formal words ("casual", "formal") put on top."""
    if manner == "formal":
        return Style(formal=True, sign=style.sign, words=style.words)
    return replace(style, formal=False, lower=True, bare=True) if manner == "casual" else style


def _lower_starts(text: str) -> str:
    text = re.sub(r"(^|[.!?…]\s+)([A-Z])(?=[a-z' ])", lambda m: m.group(1) + m.group(2).lower(), text)
    return re.sub(r"\bI\b", "i", text)


def _swap(text: str, theirs: str, own: str) -> str:
    if {theirs, own} == {"ring", "call"}:  # only the verb: a ring may be gold
        pattern = re.compile(rf"\b{theirs}(?= (?:me|you|u|us|him|her|them|the|someone|at|on|instead)\b)", re.IGNORECASE)
    else:
        pattern = re.compile(rf"\b{theirs}\b", re.IGNORECASE)
    return pattern.sub(lambda m: own.capitalize() if m.group()[0].isupper() else own, text)
