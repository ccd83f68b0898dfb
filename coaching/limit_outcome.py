"""What a message says became of a limit: kept, given in, crossed; or that it should be changed, dropped or shown."""

from __future__ import annotations

import re

from coaching.language.plain import plain

_CAVED = re.compile(
    r"\bcav(?:ed|e|ing)\b|\bgave in\b|\bgiv(?:en|e|ing) in\b|\bfolded\b|\b(?:didn'?t|couldn'?t"
    r"|did not|could not|haven'?t|never) (?:stick|stuck|keep|kept|hold|held|follow)\b|(?<!he )(?<!she )(?<!they )\bbroke "
    r"(?:it|my|our|the|one)\b|\bslipped up\b|\bsaid no,? (?:then|and|but) (?:paid|gave|i)"
    r"|\bbacked down\b|\b(?:limit|rule|boundary|it) didn'?t last\b|\bdrop the consequence\b"
    r"|\bthen i gave\b|\blent (?:him|her|them)\b.*\b(?:after|though|limit|said|wrote)\b|\b(?:limit"
    r"|boundary|not lending|line)\b.*\bwell i lent\b|\blet (?:it|him|her) (?:slide|pass|in "
    r"again)\b|\bpaid (?:it )?anyway\b"
    r"|(?:\bi|^|\band|\bjust|\bwent and|\bhave) ?(?:gave|given|lent|paid|let|sent|bought|drove|covered|bailed|caved)\b.*\b(?:said|swore|promised|told \w+)(?: \w+)?,? (?:that )?i (?:wouldn'?t"
    r"|would not|would never|was done|was finished)\b"
    r"|\bi (?:said|swore|promised|told \w+)(?: \w+)?,? (?:that )?i (?:wouldn'?t|would not|would never|was done)\b.*\b(?:and|but|then|now)\b.*\bi"
    r" (?:gave|lent|paid|let|sent|bought|did|caved|still)\b"
)


_KEPT = re.compile(
    r"\b(?:kept|stuck|held|stood|managed to keep)(?: to| by)? (?:it|(?:my|our|the|that) (?:limit"
    r"|boundary|line|word|rule)s?)\b|\bi (?:stuck|held) (?:to|firm)\b|\bi did it\b|\bstayed "
    r"firm\b"
)


_CROSSED = re.compile(
    r"\b(?:he|she|they) (?:crossed|ignored|broke|went over|pushed|tested|walked over)\b.*\b(?:limit"
    r"|boundary|line|rule|it)\b|\b(?:line|limit|boundary|rule) (?:got|was|has been) (?:crossed"
    r"|broken)|crossed (?:the|my) (?:line|limit|boundary)\b"
)


_RETIRE = re.compile(
    r"\b(?:retire|drop|delete|remove|end|get rid of|don'?t need|no longer need)\b.*\b(?:limit|boundary|rule|one of)"
)


_EDIT = re.compile(
    r"\b(?:change|edit|adjust|reword|update|rework|loosen|tighten)\b.*\b(?:limit|boundary|rule)s?\b|\bfix my limit\b"
)


_LIST = re.compile(
    r"^(?:please )?(?:show|list|see|read|what are|what were|remind me of|my)\b.*\b(?:limits|boundaries|rules)\b[ ?.!]*$"
)


def outcome(text: str) -> str:
    """`kept`, `caved`, `crossed`, `retire`, `change`, `list`, or "" when the text is about none of these."""
    said = plain(text)
    if _LIST.search(said):
        return "list"
    for name, pattern in (
        ("retire", _RETIRE),
        ("change", _EDIT),
        ("caved", _CAVED),
        ("crossed", _CROSSED),
        ("kept", _KEPT),
    ):
        if pattern.search(said):
            return name
    return ""
