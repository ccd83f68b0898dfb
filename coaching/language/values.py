"""Reads values out of free text: a number, a yes or no, one of several; and, from their own modules, times and people.

Plain rules over lower-cased words, standard library only. Every function gives None (or "") when it is not sure: the
caller then asks again in other words. A wrong guess costs a person more than one more question.

Times are read in `coaching.language.times`, who and what in `coaching.language.people`; both are offered from here.
"""

from __future__ import annotations

import re

from coaching.language.people import nickname, relation, substance
from coaching.language.plain import plain
from coaching.language.times import every, when

__all__ = [
    "all_or_none",
    "every",
    "nickname",
    "number",
    "ordinal_choice",
    "plain",
    "relation",
    "substance",
    "when",
    "yes",
]

_UNITS = {
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
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
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
_WORDS = "|".join(sorted([*_UNITS, *_TENS], key=len, reverse=True))
_WORD_NUMBER = rf"\b(?:(?:{'|'.join(_TENS)})[ -](?:{'|'.join(list(_UNITS)[2:11])})|{_WORDS})\b"
_TOKEN = re.compile(rf"(?P<digits>{_DIGITS})|(?P<word>{_WORD_NUMBER})")
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


def _value(token: str) -> float:
    token = token.strip()
    if token in ("½", "half"):
        return 0.5
    if re.match(r"[-+]?\d", token):
        half = 0.5 if "½" in token else 0.0
        return float(token.replace("½", "").replace("ish", "").strip().replace(",", ".")) + half
    return float(sum(_TENS.get(part, _UNITS.get(part, 0)) for part in re.split(r"[ -]", token)))


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
        return (_value(lower["low"]) + _value(match["n"])) / 2 if lower else _value(match["n"])
    for corrected in re.finditer(r"\b(?:no wait|no,|actually|i mean|i meant|make (?:it|that)|sorry)\b", said):
        tail = said[corrected.end() :]
        if _TOKEN.search(tail):
            said = tail
            break
    if match := _BETWEEN.search(said) or _RANGE.search(said):
        return (_value(match["low"]) + _value(match["high"])) / 2
    if match := _HALF.search(said):
        return _value(match["n"] or match["m"]) + 0.5
    found = [_value(match.group()) for match in _TOKEN.finditer(said)]
    if len(set(found)) == 1:
        # "not even a three", "less than 3": the next whole step below
        below = re.search(r"\b(?:not even|less than|lower than|below|under)\b", said)
        return max(0.0, found[0] - 1) if below else found[0]
    first = re.match(
        rf"(?:(?:a|an|i'?d say|id say|say|about|around|probably|maybe) )*(?P<n>{_DIGITS}|{_WORD_NUMBER})[,.!;]", said
    )
    if first:  # "8, I did it 3 times": the answer, then a story
        return _value(first["n"])
    if found:
        # "6 now, last week it was a 4"
        n = rf"(?P<n>{_DIGITS}|{_WORD_NUMBER})"
        lately = re.finditer(rf"\bnow (?:it'?s|i'?m)(?: at| a| an| more like| about)* {n}", said)
        still = re.finditer(rf"{n} (?:right |just )?(?:now|today|tonight|this week)\b", said)
        nowadays = [_value(match["n"]) for match in lately] or [_value(match["n"]) for match in still]
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


_YES_WORDS = re.compile(
    r"^(?:yes+|yess+|yeah+|yea+h?|yeh|yh|ye|yah|yep+|yup+|ya|aye|sure|surely|ok|okay|okey|okie|oki|k|kk|alright"
    r"|right|correct|exactly|indeed"
    r"|definitely|def|defo|deffo|absolutely|totally|certainly|always|y|si|sí|oui|ja|da|haan?"
    r"|haa|ji|oo|opo|sim|evet|ndiyo"
    r"|please|pls|plz|gladly|true|agreed|affirmative|yass*|yus|course|ofc|fine|perfect|great|lovely|brilliant|very well|good|deal|done|go)\b"
)
_YES_PHRASES = re.compile(
    r"\b(?:of course|go ahead|go on(?: then)?|go for it|i suppose|i'?d suppose|(?:that|it|this) works|that'?d be (?:great|good|nice|lovely)"
    r"|that would be (?:great|good|nice|lovely|fine)|whatever you (?:think|say)|i do|i am|i did|i have|i would|i will|i can"
    r"|i think so|think so|i guess(?: so)?"
    r"|guess so|suppose so|s'pose so|reckon so|i reckon|hope so|believe so|he is|she is|they "
    r"are|it is|he has|she has|they have|there is"
    r"|there are|we are|he does|she does|that'?s right|thats it|that'?s it|sounds (?:good|right|fine|about right)"
    r"|works for me|why not|no problem|no worries|not a problem|no doubt|let'?s (?:do (?:it"
    r"|that|this)|go|try)|do it|please do"
    r"|i'?d (?:like|love) (?:that|to|it)|if you like|might as well|too right|you bet|bet|save "
    r"it|yes please|for sure|very much"
    r"|a (?:bit|little)|kind ?of|sort ?of|more or less|mostly|looks (?:good|right|fine)|spot "
    r"on|nailed it|i'?m (?:safe|okay|ok|fine))\b"
)
_NO_WORDS = re.compile(
    r"^(?:no+|nope+|nah+|naw|nay|na|never|n|not|none|nein|non|nahi+n?|nahin|hindi|não|nao"
    r"|hapana|negative|cancel|neither|nobody"
    r"|nothing|wrong|incorrect|hardly|doubt|don'?t|dont|noo+)\b"
)
_NO_PHRASES = re.compile(
    r"\b(?:not (?:really|quite|now|yet|at all|today|tonight|sure about that|for me|this time"
    r"|at the moment|right now|particularly"
    r"|necessarily|exactly|so much|likely|keen|going to|gonna|him|her|them|me|us|here|any "
    r"?more|safe)|no way|no thanks?|no thank you"
    r"|no chance|i (?:don'?t|dont|do not)(?! (?:know|mind|see why not))|i (?:didn'?t|didnt"
    r"|haven'?t|havent|wouldn'?t|won'?t|wont|can'?t|cant|couldn'?t|am not)"
    r"|i'?m not|im not|(?:he|she|it|that) (?:isn'?t|isnt|doesn'?t|hasn'?t|is not|wasn'?t)"
    r"|they (?:aren'?t|arent|haven'?t|don'?t)"
    r"|there (?:isn'?t|isnt|aren'?t)|(?:he|she|it|that)'?s not|they'?re not|don'?t think so"
    r"|dont think so|doubt it|maybe later|some other time"
    r"|another time|rather not|prefer not|some other day|another day|leave it|skip (?:it|that)|forget it|by no means|hell no|god "
    r"no|of course not|absolutely not"
    r"|definitely not|certainly not|probably not|hope not|guess not|suppose not|thankfully "
    r"not|not a chance|never mind)\b"
)
_UNSURE = re.compile(
    r"\b(?:not sure|don'?t know|dont know|do not know|dunno|no idea|unsure|can'?t tell|cant "
    r"tell|hard to (?:say|tell)|who knows|no clue"
    r"|yes and no|yes but no|it depends|depends|idk|maybe|perhaps|possibly|might be|could "
    r"be|50 ?/ ?50|hmm+|umm*|erm*)\b"
)
_YES_MARKS = ("👍", "✅", "✔", "👌", "🙏", "🆗", "💯", "☑")
_NO_MARKS = ("👎", "❌", "✖", "🙅", "🚫", "⛔")


def yes(text: str) -> bool | None:
    """True for a yes, False for a no, None when it's neither, both or unsure ("maybe", "not sure").

    Knows slang, polite half-yeses ("suppose so"), thumbs, and the plain yes and no of some other languages.
    """
    said = plain(text)
    if any(mark in said for mark in _YES_MARKS):
        return None if any(mark in said for mark in _NO_MARKS) else True
    if any(mark in said for mark in _NO_MARKS):
        return False
    said = re.sub(r"[^\w' /,.]+", " ", said)
    # little words before the answer: "well yeah", "oh no", "um, yes"
    said = re.sub(
        r"^(?:(?:well|oh|ah|m+h?m*|um+|uh+|er+m*|hm+|so|and|but|i mean|honestly|tbh|actually|like|thanks?"
        r"|god|lol|haha)[ ,.]+)+",
        "",
        said,
    )
    if not said.strip():
        return None
    # two-word answers that turn round: "yeah no" is a no, "no yeah" a yes
    if re.match(r"(?:yeah|yes|yea)[ ,.]+(?:no|nah|not really)\b", said):
        return False
    if re.match(r"(?:no|nah)[ ,.]+(?:yeah|yes|yep)\b", said):
        return True
    if re.match(
        r"(?:no problem|no worries|no doubt|not a problem|not bad|why not|dont mind|don'?t mind"
        r"|i don'?t mind|i don'?t see why not)\b",
        said,
    ):
        return True
    # "not really but ok" gives in; "no but ok" would, too
    if re.search(r"\bbut (?:ok|okay|yes|yeah|sure|fine|go on|alright|all right)(?: then)?\W*$", said):
        return True
    if re.match(
        r"(?:i'?m|im|i am|all|we'?re) (?:good|grand|sorted)(?: for now)?,? (?:thanks?|thank you|ta|cheers)\b", said
    ) or re.match(r"no need\b", said):
        return False  # declines an offer
    if re.search(r"\byes (?:and|but) no\b", said) or re.match(
        r"(?:i have |i've |got )?(?:no|not a) (?:idea|clue)\b", said
    ):
        return None
    if _UNSURE.search(said) and not re.match(r"(?:yes|yeah|no|nope|nah|probably not|maybe later)\b", said):
        return None
    if _NO_WORDS.match(said):
        return False
    if _YES_WORDS.match(said):
        return not re.match(r"(?:absolutely|definitely|certainly|totally|surely|course|always|def) not\b", said)
    if re.match(r"probably\b", said):
        return "not" not in said.split()[:3]
    no, affirmed = _NO_PHRASES.search(said), _YES_PHRASES.search(said)
    if len(said.split()) > 12:
        return None  # a story is no yes or no
    if no:
        return False
    return True if affirmed else None


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
        numbers = {_value(match.group()) for match in _TOKEN.finditer(said)}
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
