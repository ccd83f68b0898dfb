"""How an answer in "see progress" is taken: a feeling in a word, a number put right, a wish for other words."""

from __future__ import annotations

import re

from coaching.affirming import (
    deed,
)
from coaching.language.plain import plain
from coaching.language.reflect import blank, tidy

FORM = re.compile(
    r"(?:i(?:'ll| will) (?:take|have) )?(?:the )?(?P<form>text|aloud|spoken|short)(?: one| form| version)?[ ,.!]*(?:please|pls|thanks)?[ .!]*"
)


OTHERWISE = re.compile(r"\b(?:cheesy|soppy|gushing|over the top|too much|cringe\w*|corny|robot\w*|formal|stiff|less)\b")


SHORTER = re.compile(r"\b(?:shorter|short(?:en)? it|briefer|too long|less words|fewer words|make it short)\b")


ASKS_HOW = re.compile(
    r"\b(?:how|what)\b.*\b(?:praise|acknowledge|say|tell|recogni[sz]e|encourage)\b|\bwithout "
    r"sounding\b|\bi (?:want|need|would like|'d like) to (?:log|note|add|record)\b|\blog (?:something"
    r"|another)\b"
)


TO_THEIR_FACE = re.compile(r"\b(?:you|your|u|ur)\b|^i (?:saw|noticed|love)\b")


_NUMBER = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b(?= (?:days?|weeks?|months?|years?|hours?|times?|meetings?))"
)


def corrected_of(what: str, said: str) -> str:
    """The moment with the number that "actually it was 6 days" puts right; "" when it corrects nothing."""
    right = _NUMBER.search(said)
    if (
        right is None
        or len(said.split()) > 8
        or not re.match(r"(?:no|actually|sorry|wait|oh|i meant?|it(?:'s| is| was)|make)\b", said)
    ):
        return ""
    new, count = _NUMBER.subn(right.group(), what, count=1)
    return new if count and new != what else ""


def tells_of(text: str) -> bool:
    """Whether a question about praise tells what there is to praise ("he has 30 days, what do I say")."""
    told = deed(text)
    return len(told.what.split()) >= 3 and not ASKS_HOW.search(plain(told.what)) and "?" not in told.what


def one_feeling(text: str) -> str:
    """A feeling in their own one or two words ("warm inside"), else ""."""
    said = re.sub(
        r"^(?:it made me (?:feel )?|i (?:felt|feel|was|am) |it felt |just |so |really |very |feeling )+",
        "",
        plain(tidy(text)),
    ).strip(" .!")
    return (
        said
        if 1 <= len(said.split()) <= 3
        and not blank(said)
        and not re.search(
            r"\b(?:my|his|her|he|she|it|that|husband|wife|son|daughter|mum|mom|dad|brother|sister|partner)\b", said
        )
        and not re.search(
            r"\b(?:i|you|shouted|angry|mad|suspicious|nothing|annoyed|sad|cross|yes|ok|okay|good job|cynical|scared"
            r"|sober|clean|days?|weeks?|months?|years?|thanks?|kindly|both|none|pick|second|first|one"
            r"|save|another|record|help|show|log|text|aloud|short|change|what|why|next)\b",
            said,
        )
        else ""
    )
