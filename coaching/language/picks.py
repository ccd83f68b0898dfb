"""Reads which of several things offered is meant: "2", "the second one", "both", "none of these"."""

from __future__ import annotations

import re

from coaching.language.numerals import TOKEN, value
from coaching.language.plain import plain

_ORDINALS = {
    "first": 0,
    "1st": 0,
    "second": 1,
    "2nd": 1,
    "third": 2,
    "3rd": 2,
    "fourth": 3,
    "4th": 3,
    "fifth": 4,
    "5th": 4,
    "top": 0,
    "former": 0,
    "latter": -1,
    "last": -1,
    "bottom": -1,
    "final": -1,
    "middle": -2,
}


def ordinal_choice(text: str, n: int) -> int | None:
    """Which of `n` numbered things is meant, as an index from 0: "2", "the second one", "last", "option b", "#3".

    None when nothing is chosen, more than one is, or the number is not among them.
    """
    said = re.sub(r"[^\w' #]+", " ", plain(text).replace("\ufe0f\u20e3", "")).strip()
    said = re.sub(r" (?:please|pls|plz|thanks|thank you|ta|then|i think|i guess)$", "", said)
    if re.match(r"(?:not|anything but|all but|except)\b|(?:all|both|any)\b", said):
        return None  # "not the first one" leaves the others open
    found: set[int] = set()
    if re.search(r"\b(?:second|2nd|third|3rd) (?:to|from the) last\b", said):
        found.add(n - 2 if said.find("second") >= 0 or said.find("2nd") >= 0 else n - 3)
    else:
        for word in said.split():
            if word in _ORDINALS:
                index = _ORDINALS[word]
                found.add(n - 1 if index == -1 else n // 2 if index == -2 else index)
    if re.search(r"\bmiddle\b", said) and n % 2 == 0:
        return None
    if not found:
        letter = re.fullmatch(
            r"(?:(?:option|letter|number|answer|version|choice|the|pick|choose|take|i'?ll take) )*([a-e])", said
        )
        if letter:
            found.add(ord(letter[1]) - ord("a"))
    if not found and len(said.split()) <= 8:
        said = re.sub(r"#\s*", "", said)
        # "the cash one" counts nothing
        said = re.sub(
            r"\b(?!(?:number|option|version|choice|answer|maybe|or|and|ok|yes|take|pick) )[a-z']+ one\b", " ", said
        )
        numbers = {value(match.group()) for match in TOKEN.finditer(said)}
        found = {int(value) - 1 for value in numbers if value == int(value)}
    if len(found) != 1:
        return None
    index = found.pop()
    return index if 0 <= index < n else None


_ALL = re.compile(
    r"(?:i(?:'d| would)? (?:like|want|take) |i'?ll (?:take|have) |can i have |maybe |um+ |well |yes |yeah )*(?:all(?: of)?(?: (?:them|these|those|the above|it|three|four|two))?|both(?: of (?:them|these|those))?|everything|the lot|each of them)"
)
_NONE = re.compile(
    r"(?:um+ |well |no |nope |nah |honestly )*(?:neither(?: of (?:them|these|those))?(?: one)?|none(?: of (?:them|these|those|the above|it|your \w+))?|nothing(?: (?:fits|here|there|of that|like that))?|not any of (?:them|these|those)|no(?:t| )one of (?:them|these|those))"
)


def all_or_none(text: str) -> bool | None:
    """Of several things offered: True for "both" or "all of them", False for "neither" or "none of these", else None."""
    said = re.sub(r"[^\w']+", " ", plain(text)).strip()
    said = re.sub(
        r" (?:please|pls|thanks|really|tbh|though|i think|i guess|sorry|fit|fits|work|works|apply)$", "", said
    )
    return True if _ALL.fullmatch(said) else False if _NONE.fullmatch(said) else None
