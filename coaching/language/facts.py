"""What a draft says beside its acts: who is spoken to, who else is in it, when it was, how much money."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.lang.en.stop_words import STOP_WORDS

from coaching.language.shapes import DAY, KIN, MONEY

_WHEN = re.compile(
    rf"\b((?:last|on|this|since) {DAY}(?: (?:night|morning|evening|afternoon))?|{DAY} (?:night|morning|evening)"
    r"|last (?:night|week|weekend|month)|yesterday(?: (?:morning|evening|afternoon))?"
    r"|this (?:morning|afternoon|evening|week|weekend)|tonight|today|the other (?:day|night)"
    r"|(?:two|three|four|five|a few) (?:days|nights|times this week))\b",
    re.IGNORECASE,
)
_MONEY = re.compile(MONEY, re.IGNORECASE)
_GREETING = r"(?:(?i:hi|hey|dear|hello|ok|okay|look|listen|honestly|seriously|my dear)[ ,]+)?"
_NAME = re.compile(rf"^\W*{_GREETING}([A-Z][a-z]{{1,11}}|(?i:{KIN}))\s?,\s")
_KIN_FIRST = re.compile(
    rf"^\W*{_GREETING}({KIN}) (?=(?:you|u|ur|your|i|im|i'm|please|pls|why|can|stop|don't|dont)\b)", re.I
)
_LAST = re.compile(rf",\s([A-Z][a-z]{{1,11}}|(?i:{KIN}))\s*(?:[.!?…]|$)")
_NO_NAME_WORDS = (
    "and but so yes no well honestly look listen please sorry ok okay oh right fine great wow sure congratulations now"
    " seriously today tonight yesterday thanks hey hi wonderful lovely brilliant again because actually obviously clearly"
    " nice good still anyway unlike if when stop why what really hello apparently perfect finally cheers bravo first then"
    " dear here there whatever maybe sometimes usually lately frankly christmas easter monday tuesday wednesday thursday"
    " friday saturday sunday god jesus christ i either mind typical every funny another amazing super"
)
_NO_NAME = frozenset(_NO_NAME_WORDS.split())


@dataclass(frozen=True)
class Facts:
    """when: "on Friday" or ""; money: "£40" or ""; name: how the loved one is addressed, or ""."""

    when: str = ""
    money: str = ""
    name: str = ""
    about: str = ""  #: what the draft is about, "the back door"


def facts_in(draft: str) -> Facts:
    """The facts that a rewording should keep."""
    when = _WHEN.search(draft)
    money = _MONEY.search(draft)
    return Facts(
        _said(when.group(1)) if when else "", money.group(0).strip() if money else "", name_in(draft), thing_in(draft)
    )


def name_in(draft: str) -> str:
    """How the draft addresses the loved one ("Dan", "Mum"), "" when it doesn't."""
    for pattern in (_NAME, _KIN_FIRST, _LAST):
        match = pattern.search(draft)
        if match and match.group(1).lower() not in _NO_NAME:
            return match.group(1)[:1].upper() + match.group(1)[1:]
    return ""


def _said(when: str) -> str:
    said = when if not re.match(DAY, when, re.IGNORECASE) else f"on {when}"
    words = said.lower().split()
    return " ".join(w.capitalize() if re.fullmatch(DAY, w) else w for w in words)


_THING = re.compile(
    r"\b((?:the|my|our|your|this|that|these|those) (?:(?:[a-z]+'s )(?:[a-z]+ )?)?[a-z]+(?: [a-z]+)?)\b(?!')",
    re.IGNORECASE,
)
_NO_THING_WORDS = (
    "fault life world face point time way hell day night truth head mouth business own problem last first next only same"
    " whole other rest attitude act mind god self heart hand eyes hair age sake moment family mother father best worst most"
    " again now today even just comes come came goes went gets arrives happens"
)
_NO_THING = frozenset(_NO_THING_WORDS.split())


def thing_in(draft: str) -> str:
    """What a draft is about, named as in it ("the baby's christening money"), "" when that can't be told."""
    for match in _THING.finditer(draft):
        words = match.group(1).split()
        last = words[-1].lower()
        if len(words) > 2 and (
            last in STOP_WORDS | _NO_THING or (not words[-2].endswith("'s") and last.endswith(("ed", "ly")))
        ):
            words = words[:-1]
        if words[-1].lower() not in STOP_WORDS | _NO_THING and not words[-1].endswith("'s"):
            return " ".join([words[0].lower(), *words[1:]])
    return ""


_OTHERS = re.compile(
    r"\b(?:(?:your|my|our|the|his|her|those|these) (?:own |little |big |younger |older |baby |poor |new |two |three |other )*)?"
    r"(?:kids|children|boys|girls|son|daughter|mother|mum|mom|dad|father|gran|grandma|granny|grandad|grandpa|grandmother|grandfather|nan|nana|sister|brother|baby|bub"
    r"|grandson|granddaughter|grandchildren|grandkids|niece|nephew|nieces|nephews|twins|toddler)\b(?!')|(?-i:(?<=[a-z,] )[A-Z][a-z]{2,11}\b(?!'))",
    re.IGNORECASE,
)
_CAPITAL = frozenset(["mum", "mom", "dad", "gran", "grandma", "granny", "grandad", "grandpa", "nan", "nana"])
_NOT_WHO = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "xbox",
        "whatsapp",
        "facebook",
        "aa",
        "na",
        "playstation",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "monday",
        "english",
        "uber",
        "tesco",
        "netflix",
        "paypal",
        "vodka",
        "suboxone",
        "methadone",
        "xanax",
        "valium",
    ]
)


def who_in(draft: str) -> str:
    """Who else is in the matter, named as in the draft ("the kids", "Lily", "your mother"); "" for nobody."""
    named = name_in(draft)
    for match in re.finditer(_OTHERS, draft):
        word = match.group()
        last = word.split()[-1]
        before = draft[max(0, match.start() - 12) : match.start()].lower()
        if (
            re.search(r"\b(?:i am|i'm|im|kind of|sort of|a|like|other|as a) $", before)
            or last == named
            or word == named
        ):
            continue
        low = last.lower()
        if low in _NOT_WHO | _NO_NAME or (last.isupper() and len(last) > 1 and low not in _CAPITAL | {"kids"}):
            continue
        if " " in word:
            first, *rest = word.split()
            rest = [w.lower() if w.lower() not in _CAPITAL else w for w in rest if w.lower() not in ("own", "poor")]
            return " ".join(["the" if first.lower() in ("those", "these") else first.lower(), *rest])
        if low in _CAPITAL:
            return low.capitalize()
        return (
            f"the {low}"
            if low in ("kids", "children", "boys", "girls", "baby", "twins", "grandkids")
            else (last if last[0].isupper() else "")
        )
    return ""
