"""Gives a person's own words back: a short exact quote, tidied spelling, and "he did" turned into "you did".

Quoting a short fragment is safer than clever grammar, so reflections quote. Turning round is only used to draft a
sentence meant for the loved one, which the person then sees and may change.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from coaching.language.people import relation
from coaching.language.plain import straight
from coaching.language.receivers import receives

_LEAD = re.compile(
    r"^(?:(?:hi|hey|hello|hiya|ok(?:ay)?|so|well|um+|erm*|basically|yeah|yes|right|please"
    r"|pls|and|but|also|oh|listen|look|honestly|tbh|just"
    r"|i (?:just )?(?:wanted|want|need) to (?:tell|say|share)(?: you)?(?: that)?|guess what|lol|haha|ha"
    r"|good news|great news|you know|the thing is|i mean)\b[\s,:!.-]+)+",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"(?<=[.!?;\n])\s*|\s+[-–—]\s+|,\s+(?=(?:and|but|so|then|i|he|she|they|because|now|which)\b)", re.IGNORECASE
)
_SPELLING: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"\bi\b(?!\.)", "I"),
    (r"\b(?:im|i'm)\b", "I'm"),
    (r"\b(?:ive|i've)\b", "I've"),
    (r"\bi'd\b", "I'd"),
    (r"\bi'll\b", "I'll"),
    (r"(?:(?<=^)|(?<=, )|(?<=and )|(?<=so )|(?<=then )|(?<=but )|(?<=instead )|(?<=\. ))ill\b(?= \w)", "I'll"),
    (
        r"\bill (?=(?:hang|call|go|leave|give|offer|say|take|lock|put|walk|drive|sleep|pay|buy"
        r"|stay|turn|be|not|tell|ask|end|keep|ring|text|help)\b)",
        "I'll ",
    ),
    (r"\b(don|won|can|didn|doesn|isn|wasn|hasn|haven|couldn|wouldn|shouldn|aren|weren)t\b", r"\1't"),
    (r"\b(mon|tues|wednes|thurs|fri|satur|sun)day(s?)\b", lambda m: m.group().capitalize()),
    (
        r"(?<=\d )(jan|febr)uary\b|(?<=\d )(?:april|june|july|august|(?:septem|octo|novem|decem)ber)\b|\b(?:easter|christmas)\b",
        lambda m: m.group().capitalize(),
    ),
    (r"\bu\b", "you"),
    (r"\bur\b", "your"),
    (r"\b(?:pls|plz)\b", "please"),
    (r"\b(?:gonna|gunna)\b", "going to"),
    (r"\bwanna\b", "want to"),
    (r"\b(he|she)s\b", r"\1's"),
    (r"\btheyre\b", "they're"),
    (r"\bthats\b", "that's"),
    (r"\bits (?=(?:a|the|not|over|hard|my)\b)", "it's "),
)


def tidy(text: str) -> str:
    """`text` with the commonest phone spellings written out ("dont", "ill", "u"), extra marks and white space gone."""
    text = re.sub(r"[\"{}<>*_`|\\]+", "", straight(text))
    if text.isupper() and len(text.split()) > 2:
        text = text.lower()  # shouting is not quoted as shouting
    text = re.sub(r"([!?.,])\1+", r"\1", text)
    for pattern, better in _SPELLING:
        text = re.sub(pattern, better, text, flags=re.IGNORECASE)
    return text.strip(" ,;:-–—")


def clauses(text: str) -> list[str]:
    """`text` cut into short tidied statements, openers ("so basically", "hi") dropped, empty ones left out."""
    parts = (
        _LEAD.sub("", part.strip()).strip(" .,!?;") for part in _SPLIT.split(re.sub(r"[\r\n]+", ". ", text)) if part
    )
    return [tidy(part) for part in parts if re.search(r"\w", part)]


def quote(text: str, most: int = 14) -> str:
    """A fragment of the person's own words, at most `most` words, to put between quotation marks. Never empty for a
    text with a letter in it. The clause that tells most about a person or event is taken."""
    parts = clauses(text)
    if not parts:
        return ""

    def weight(part: str) -> tuple[int, int]:
        told = len(re.findall(r"\b(?:he|she|they|him|her|them|my|we|you|I|money|home|again)\b", part))
        return (min(told, 4) + (2 if 4 <= len(part.split()) <= most else 0), -parts.index(part))

    words = max(parts, key=weight).split()
    if len(words) < 3 and len(straight(text).split()) <= most:
        words = tidy(text).strip(" .!?").split()  # "gave in. again.": short enough to quote whole
    return " ".join(words) if len(words) <= most else " ".join(words[:most]).rstrip(",;:") + " …"


_BARE = {
    "is": "are",
    "was": "were",
    "has": "have",
    "does": "do",
    "goes": "go",
    "isn't": "aren't",
    "wasn't": "weren't",
    "hasn't": "haven't",
    "doesn't": "don't",
    "lies": "lie",
    "dies": "die",
    "says": "say",
}
_ADVERBS = {
    "always",
    "never",
    "just",
    "still",
    "only",
    "also",
    "usually",
    "actually",
    "really",
    "even",
    "then",
    "often",
    "sometimes",
    "already",
    "again",
    "now",
    "all",
}
_SINGLE = {
    "shouts",
    "thinks",
    "knows",
    "looks",
    "hides",
    "acts",
    "refuses",
    "promises",
    "ignores",
    "drinks",
    "uses",
    "takes",
    "goes",
    "comes",
    "calls",
    "asks",
    "says",
    "leaves",
    "lies",
    "steals",
    "falls",
    "gets",
    "starts",
    "yells",
    "screams",
    "hits",
    "smokes",
    "spends",
    "sleeps",
    "throws",
    "swears",
    "breaks",
    "wants",
    "needs",
    "keeps",
    "makes",
    "wakes",
    "texts",
    "rings",
    "turns",
    "tells",
    "blames",
    "threatens",
    "cries",
    "begs",
    "borrows",
    "sells",
    "brings",
    "drives",
    "lets",
    "stays",
    "stops",
    "vapes",
    "gambles",
    "bets",
    "helps",
    "cooks",
    "walks",
    "works",
    "plays",
    "talks",
    "eats",
    "does",
    "is",
    "was",
    "has",
}
_DONE = re.compile(
    r"(?:been|gone|done|had|stolen|taken|started|come|got|gotten|made|stopped|said|told|lost"
    r"|sold|kept|stayed|\w{3,}ed)$"
)
_GIVING = re.compile(
    r"\b(?:giv\w+|gave|lend\w*|lent|pay\w*|paid|buy\w*|bought|send\w*|sent|tell\w*|told|offer\w*"
    r"|show\w*|bring\w*|hand\w*|let\w*|help\w*|driv\w+"
    r"|ask\w*|pick\w*|tak\w+|mak\w+|see\w*|hav\w+|with|to|for|at|from|on|about|of|love|miss\w*"
    r"|trust\w*|call\w*|text\w*|ring\w*|cover\w*|visit\w*"
    r"|want\w*|need\w*|hear\w*|fund\w*|loan\w*|transfer\w*)$"
)
_GIFT = re.compile(
    r"(?:money|cash|food|my|our|any|some|more|a|an|the|lifts?|rides?|up|out|off|home|to|in"
    r"|into|when|if|at|for|with|and|or|but|so|because|again|back"
    r"|anymore|tonight|today|tomorrow|on|from|know|stay|live|go|come|drink|use|that|it|this"
    r"|myself|about|instead|drunk|high|over|now|either"
    r"|what|how|every|everything|alone|down|through|by|is|was|he|she|I|\d.*|[£$€].*)$",
    re.IGNORECASE,
)


def _bare(verb: str) -> str:
    """The verb as it stands after "you": "comes" to "come"; others unchanged."""
    low = verb.lower()
    if low in _BARE:
        return _BARE[low]
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if re.search(r"(?:ch|sh|ss|x|zz|o)es$", low):
        return low[:-2]
    if low.endswith("s") and not low.endswith(("ss", "us", "is")) and len(low) > 2:
        return low[:-1]
    return verb


def to_you(text: str, name: str = "", they: bool = True) -> str:
    """`text` about the loved one ("he comes home and shouts at me") said to them ("you come home and shout at me").

    `name`: the name used for them, turned too. "my son" turns when the text names only one relative. "her" is read by
    its neighbours; where it can be either, "your" is written. `they`: whether "they" may mean the loved one.
    """
    text = tidy(text)
    subject = rf"\b{re.escape(name)}\b" if name else ""
    # beside a "he" or "she" the relative named later is somebody else: "if she shouts I'll go to my sister's"
    named = re.search(r"\b(?:he|she|him|his|her|he's|she's)\b", text, re.IGNORECASE)
    kin_first = re.match(r"(?:\w+ ){0,2}(?:my|our) ", text, re.IGNORECASE)
    if relation(text) and (kin_first or not named):
        kin = (
            r"\b(?:my|our) (?:[\w-]+ ){0,2}?(?:son|daughter|husband|wife|partner|boyfriend|girlfriend"
            r"|mother|mum|mom|father|dad|brother|sister|friend|"
        )
        kin += r"boy|girl|hubby|grandson|granddaughter|nephew|niece|cousin|uncle|aunt|child|kid|ex)\b"
        subject = f"{subject}|{kin}" if subject else kin
    if subject:
        text = re.sub(rf"(?:{subject})'s\b", "his", text, flags=re.IGNORECASE)
        # "my son he ...": one subject is enough
        text = re.sub(rf"(?:{subject}),? (?=(?:he|she)\b)", "", text, flags=re.IGNORECASE)
        text = re.sub(rf"(?:{subject})(?= \w+)", "he", text, flags=re.IGNORECASE)
        text = re.sub(rf"(?:{subject})", "him", text, flags=re.IGNORECASE)
        text = re.sub(
            r"\b(with|to|for|at|from|on|about|of|giving|give|lend|lending|paying|pay|let|letting|help"
            r"|helping|driving) he\b",
            r"\1 him",
            text,
        )
    words = text.split(" ")
    plural = re.search(r"\b(?:kids|children|friends|people|parents|bills|things|mates)\b", text, re.IGNORECASE)
    their = they and not plural and not re.search(r"\b(?:he|she|him|his|her|he's|she's)\b", text, re.IGNORECASE)
    out: list[str] = []
    subject_at = -1
    turned_s = False  # the last "he ...s" was turned: "and shouts" follows it
    for i, word in enumerate(words):
        core = word.strip(".,!?;:()'").lower()
        tail = word[len(word.rstrip(".,!?;:()")) :] if word.rstrip(".,!?;:()") else ""
        after = next((w.strip(".,!?;:").lower() for w in words[i + 1 : i + 2]), "")
        before = out[-1] if out else ""
        new = word
        if core in ("he", "she") or (their and core == "they"):
            new = "you" + tail
            subject_at = len(out)
            if before.lower() in ("is", "was", "does", "has", "isn't", "doesn't", "hasn't", "wasn't"):
                out[-1] = _BARE[before.lower()]
        elif core in ("he's", "she's") or (their and core == "they're"):
            new = ("you've" if core != "they're" and _DONE.search(after) and after != "tired" else "you're") + tail
        elif core in ("he'll", "she'll", "he'd", "she'd") or (their and core in ("they'll", "they'd", "they've")):
            new = "you" + core[core.index("'") :] + tail
        elif core == "him" or (their and core == "them"):
            new = "you" + tail
        elif core == "his" or (their and core == "their"):
            new = "your" + tail
        elif core in ("himself", "herself", "themself", "themselves") and (core != "themselves" or their):
            new = "yourself" + tail
        elif core == "hers":
            new = "yours" + tail
        elif core == "her":
            then = next((w.strip(".,!?;:").lower() for w in words[i + 2 : i + 3]), "")
            gift = not after or tail or _GIFT.match(after)
            new = (
                "you"
                if (
                    gift
                    and (_GIVING.search(before.lower()) or not after or tail or after not in ("money", "cash", "food"))
                )
                or (not tail and receives(before.lower(), after, then))
                else "your"
            ) + tail
        elif _follows_you(out, subject_at) and (core in _BARE or (core.endswith("s") and "'" not in core)):
            bare = _bare(word[: len(word) - len(tail)] if tail else word)
            turned_s = bare != word
            new = bare + (tail if bare != word else "") if tail else bare
        elif turned_s and core in _SINGLE and before.lower() in ("and", "or", "then", "but"):
            new = _bare(core) + tail
        out.append(new)
    said = " ".join(out)
    return said[:1].upper() + said[1:] if text[:1].isupper() else said


def _follows_you(out: list[str], subject: int) -> bool:
    """Whether only adverbs stand between the last "you" that is a subject (at `subject`, -1: none) and here."""
    turned_round = subject > 0 and out[subject - 1].lower() in ("do", "are", "have", "were")
    return subject >= 0 and not turned_round and all(word.lower() in _ADVERBS for word in out[subject + 1 :])


_MASH = re.compile(r"^(?:[^aeiouyà-ÿ\s]{5,}|(?:asdf|qwer|zxcv|hjkl|sdfg|dfgh)\w*|(.{1,3})\1{3,})$", re.IGNORECASE)


def blank(text: str) -> bool:
    """Whether there are no words to work with: nothing, digits or marks only, one letter, keys hit at random."""
    said = straight(text)
    letters = re.sub(r"[\W\d_]+", "", said)
    if len(letters) < 2:
        return True
    return bool(letters.isascii() and all(_MASH.match(word) for word in re.findall(r"[^\W\d_]+", said)))
