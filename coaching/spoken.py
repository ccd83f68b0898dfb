"""A moment that was described, said to the loved one: "how do I tell my sister she can't bring her boyfriend" holds the
message "you can't bring your boyfriend", and "he sold mum's ring" holds "you sold mum's ring"."""

from __future__ import annotations

import re

from coaching.language.reflect import to_you
from coaching.language.rewrite import harsh
from coaching.language.verbs import is_past
from coaching.phrasing_request import without_manner

_WOMEN = (
    r"(?:wife|daughter|mum|mom|mam|mother|sister|girlfriend|gran|nan|grandmother|granddaughter|aunt|niece|fianc[ée]e)"
)
_MEN = (
    r"(?:husband|son|dad|father|brother|boyfriend|grandad|grandfather|grandson|uncle|nephew|hubby|partner|ex|friend|cousin"
    r"|boy|lad|child|kid)"
)
_KIN = r"\b(?:my|our) (?:(?:own|little|big|older|younger|eldest|youngest|adult|teenage|ex) )*(?:{0})\b(?!')(?:(?-i: [A-Z][a-z]+)\b(?!'))?"
_SHE, _HE = re.compile(_KIN.format(_WOMEN), re.IGNORECASE), re.compile(_KIN.format(_MEN), re.IGNORECASE)
_WHOM = rf"(?:him|her|them|(?:my|our) (?:\w+ )?(?:{_WOMEN}|{_MEN})\b(?-i: [A-Z][a-z]+)?|(?-i:[A-Z][a-z]+))"
_SAYS = re.compile(
    rf"\b(?:tell|telling|text|let|say to|explain to|write to|message) {_WHOM} (?:know )?(?:that )?(?:how )?(?P<said>(?:i|i'm|im|i've|i'll|we|we're|he|she|he's|she's|they|you|it|it's|no)\b.+)$"
    r"|\bsay (?:that )?(?P<plain>(?:i|i'm|im|i've|i won't|we)\b.+)$",
    re.IGNORECASE | re.DOTALL,
)
_ASKS = re.compile(
    rf"\b(?:tell|ask|asking|telling|get|want|need|would like) {_WHOM} (?P<no>not )?to (?:please )?(?P<wish>[^.?!]+)",
    re.IGNORECASE,
)
_THANKS = re.compile(rf"\bthank {_WHOM} for (?P<what>[^.?!]+)", re.IGNORECASE)
_WISH_FOR_WORDS = re.compile(
    r"[,.;]?\s*(?:\b(?:so|and|but|now|please|pls) )?\b(?:how|wh?at|which words) (?:do|can|could|should|would|shd|to)\b[^.?!,]*[.?!,]*"
    r"|[,.;]?\s*\b(?:i (?:want|need|would like|'d like) to|help me(?: to)?|can you help me) (?:write|text|speak|talk|say|tell|message|find)\b[^.?!,]*[.?!,]*",
    re.IGNORECASE,
)


def to_them(moment: str) -> tuple[str, bool]:
    """The message in a description, in the person's words, and whether it is one (True) or only what happened (False).
    "" when there is none."""
    text = without_manner(moment.strip())
    if match := _THANKS.search(text):
        return f"Thanks for {match['what'].strip()}.", True
    if match := _ASKS.search(text):
        wish = to_you(_kin(match["wish"])).strip(" .?!")
        return (f"Could you please not {wish}?" if match["no"] else f"Could you {wish}?"), True
    if match := _SAYS.search(text):
        said = to_you(_kin(match["said"] or match["plain"])).strip(" ?")
        return (said, True) if not said.lower().startswith("no ") else ("", False)
    story = _WISH_FOR_WORDS.sub(" ", moment).strip()
    story = re.sub(r"^(?:he|she) (?:told me|said|says)(?: that)? (?=he |she )", "", _kin(story), flags=re.IGNORECASE)
    return (to_you(story), False) if len(story.split()) >= 3 else ("", False)


_SORRY = re.compile(r"\b(?:apologi[sz]e|apology|say (?:i'm |im )?sorry|saying sorry|make up for)\b", re.IGNORECASE)
_THEIRS_TO_SAY = re.compile(
    r"\b(?:he|she|they|won'?t|never|doesn'?t|hasn'?t|didn'?t|you|brother|sister|son|daughter|husband|wife|(?:him|her|them) to)\s+(?:\w+ )?(?:apolog|say (?:i'?m )?sorry|says sorry)",
    re.I,
)
_MY_DEED = re.compile(
    r"\b(?P<deed>(?:i|we) (?:(?:just|really|actually|completely) )*(?:(?!want|need|have|feel|know|think|can|would|am|do|should|must|love|keep|wish|hope|like|don)[a-z']+) [^.?!;]+)",
    re.IGNORECASE,
)
_FOR_DEED = re.compile(r"\bfor (?P<deed>[a-z]+ing\b[^.?!;]*)", re.IGNORECASE)


def sorry_for(moment: str) -> str:
    """What they want to say sorry for, said to the loved one ("I shouted at you last night"); "" when it's no apology."""
    if not _SORRY.search(moment) or _THEIRS_TO_SAY.search(moment):
        return ""
    for match in _MY_DEED.finditer(_kin(moment)):
        deed = re.split(r",? (?:when|because|but|so|and (?:now|he|she|i (?:want|need))|how|what)\b|, ", match["deed"])[
            0
        ]
        if is_past(deed.split()[1]) and len(deed.split()) <= 14 and not harsh(deed):
            return re.sub(r"^i\b", "I", to_you(deed)).strip()
    named = _FOR_DEED.search(_kin(_SORRY.sub("", moment)))
    if named and not harsh(named["deed"]):
        return "for " + re.split(r",? (?:when|because|but|how|what)\b", to_you(named["deed"]))[0].strip()
    return ""


def story_in(message: str) -> str:
    """What a message tells beside the wish for words, "" when it tells nothing."""
    story = _WISH_FOR_WORDS.sub(" ", message).strip(" .,?!")
    return story if len(story.split()) >= 4 else ""


def _kin(text: str) -> str:
    """ "my brother sold mum's ring" with a pronoun for the first relative, so that nobody else is turned round."""
    found = min((m for m in (_SHE.search(text), _HE.search(text)) if m), key=lambda m: m.start(), default=None)
    if found is None:
        return text
    woman = bool(_SHE.fullmatch(found.group()))
    subject = not re.search(
        r"\b(?:to|with|for|at|from|on|about|of|tell|ask|give|help|let|want|lend)\s*$", text[: found.start()], re.I
    )
    word = ("she" if woman else "he") if subject else ("her" if woman else "him")
    after = text[found.end() :]
    if subject and re.match(r",? (?:he|she|they)\b", after, re.IGNORECASE):
        word, after = "", after.lstrip(", ")
    return f"{text[: found.start()]}{word}{after}"
