"""Reads a number out of free text, in digits or words."""

from __future__ import annotations

import re

from coaching.language.plain import plain

UNITS = {
    "zero": 0,
    "nought": 0,
    "nil": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
}
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_MISSPELT = {
    "fore": "four",
    "fiv": "five",
    "sevn": "seven",
    "sven": "seven",
    "eigth": "eight",
    "eigt": "eight",
    "tree": "three",
    "nien": "nine",
    "tenn": "ten",
    "fourty": "forty",
}
_NOT_A_NUMBER = re.compile(
    # "one" and "two" that count nothing: no one, the first one, one of, someone, which one, one day
    r"\b(?:no one|any one|every ?one|some ?one|the (?:first|second|third|last|other|next|same"
    r"|new|old) one|(?:this|that|which|each"
    r"|another|other) one|one of|one another|one day|one time|at one point|or two|one thing"
    r"|one more|a? ?two or three words"
    r"|ones?elf|one second|one sec|one minute|one min|the two of|us two|you two)\b"
)
_DIGITS = r"(?<![\w.])[-+]?\d+(?:[.,]\d+)?(?:\s*½)?(?:ish)?(?!\w)"
_WORDS = "|".join(sorted([*UNITS, *TENS], key=len, reverse=True))
_WORD_NUMBER = rf"\b(?:(?:{'|'.join(TENS)})[ -](?:{'|'.join(list(UNITS)[2:11])})|{_WORDS})\b"
TOKEN = re.compile(rf"(?P<digits>{_DIGITS})|(?P<word>{_WORD_NUMBER})")
_RANGE = re.compile(
    rf"(?P<low>{_DIGITS}|{_WORD_NUMBER})\s*(?:or|to|-|–|—|and|/|,? maybe|,? perhaps)\s*(?:maybe |even |an? |perhaps )?"
    rf"(?P<high>{_DIGITS}|{_WORD_NUMBER})"
)
_OUT_OF_TEN = re.compile(
    rf"(?P<n>{_DIGITS}|{_WORD_NUMBER}|½|half)\s*(?:/|out of|outta|on|of|over)\s*(?:a )?(?:10|ten)\b"
)
_BETWEEN = re.compile(
    rf"\bbetween\s+(?:an? )?(?P<low>{_DIGITS}|{_WORD_NUMBER})\s+and\s+(?:an? )?(?P<high>{_DIGITS}|{_WORD_NUMBER})"
)
_HALF = re.compile(rf"(?P<n>{_DIGITS}|{_WORD_NUMBER})(?:\s+and)?\s+(?:an? )?half\b|(?P<m>\d+)\s*½")
_PERCENT = re.compile(r"(?<!\w)(?P<n>\d{1,3})\s*(?:%|percent|per cent)")
_NO_ANSWER = re.compile(r"\b(?:no idea|not sure|don'?t know|dunno|idk|can'?t say|hard to say)\b")


def value(token: str) -> float:
    """What a token of `TOKEN` counts."""
    token = token.strip()
    if token in ("½", "half"):
        return 0.5
    if re.match(r"[-+]?\d", token):
        half = 0.5 if "½" in token else 0.0
        return float(token.replace("½", "").replace("ish", "").strip().replace(",", ".")) + half
    return float(sum(TENS.get(part, UNITS.get(part, 0)) for part in re.split(r"[ -]", token)))


def number(text: str) -> float | None:
    """The number said in `text`, in digits or words; the middle of a range ("6 or 7" is 6.5); of "7/10" the 7.

    "70%" is 7.0, because the questions asked are on a scale of 0 to 10. Dates and times are not looked at here.
    Returns None when there is no number, or several that don't form a range (after "no," or "actually" the last counts).
    """
    said = plain(text)
    said = re.sub(r"\b(" + "|".join(_MISSPELT) + r")\b(?= |$|[.,!?])", lambda m: _MISSPELT[m.group(1)], said)
    # the keycap emoji: "7️⃣" and "🔟"
    said = said.replace("🔟", "10").replace("️⃣", "").replace("\u20e3", "").replace("💯", "10")
    if match := _PERCENT.search(said):
        return min(int(match["n"]), 100) / 10
    said = _NOT_A_NUMBER.sub(" ", said)
    # "0-10" and "out of 10" name the scale, not the answer
    said = re.sub(
        r"\b(?:from |between |on a scale of |scale )?(?:0|zero|1|one)\s*(?:-|–|to|and)\s*(?:10|ten)\b", " ", said
    )
    if match := _OUT_OF_TEN.search(said):
        before = said[: match.start()]
        lower = re.search(rf"(?P<low>{_DIGITS}|{_WORD_NUMBER})\s*(?:or|to|-|–)\s*(?:an? |maybe )?$", before)
        return (value(lower["low"]) + value(match["n"])) / 2 if lower else value(match["n"])
    for corrected in re.finditer(r"\b(?:no wait|no,|actually|i mean|i meant|make (?:it|that)|sorry)\b", said):
        tail = said[corrected.end() :]
        if TOKEN.search(tail):
            said = tail
            break
    if match := _BETWEEN.search(said) or _RANGE.search(said):
        return (value(match["low"]) + value(match["high"])) / 2
    if match := _HALF.search(said):
        return value(match["n"] or match["m"]) + 0.5
    found = [value(match.group()) for match in TOKEN.finditer(said)]
    if len(set(found)) == 1:
        # "not even a three", "less than 3": the next whole step below
        below = re.search(r"\b(?:not even|less than|lower than|below|under)\b", said)
        return max(0.0, found[0] - 1) if below else found[0]
    first = re.match(
        rf"(?:(?:a|an|i'?d say|id say|say|about|around|probably|maybe) )*(?P<n>{_DIGITS}|{_WORD_NUMBER})[,.!;]", said
    )
    if first:  # "8, I did it 3 times": the answer, then a story
        return value(first["n"])
    if found:
        # "6 now, last week it was a 4"
        n = rf"(?P<n>{_DIGITS}|{_WORD_NUMBER})"
        lately = re.finditer(rf"\bnow (?:it'?s|i'?m)(?: at| a| an| more like| about)* {n}", said)
        still = re.finditer(rf"{n} (?:right |just )?(?:now|today|tonight|this week)\b", said)
        nowadays = [value(match["n"]) for match in lately] or [value(match["n"]) for match in still]
        return nowadays[0] if len(nowadays) == 1 else None
    if _NO_ANSWER.search(said):
        return None
    if re.search(
        r"\b(?:completely|totally|absolutely|100) (?:certain|sure|confident)\b|\bno doubt\b|\bfully sure\b", said
    ):
        return 10.0 if not re.search(r"\bnot (?:completely|totally|absolutely|100)\b", said) else None
    if re.search(r"\bnot at all\b|\bno chance\b|\bnone\b|\bzilch\b", said):
        return 0.0
    return None
