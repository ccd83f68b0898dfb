"""What a message tells about who is spoken of, so that Hearth can say "your daughter" and never has to ask."""

from __future__ import annotations

import re
from typing import Any

from coaching.dialogue import Profile
from coaching.language.people import nickname, relation
from coaching.language.plain import plain, straight
from coaching.resources import country_in

_OWN_WORDS = {"mother": r"mum|mom|mam", "father": r"dad"}  #: said back as they say it
#: a friend is the loved one only when their use is told of; more often it is who the person leans on
_USING = re.compile(r"\b(?:drink|drank|drunk|us(?:es|ing)\b|drug|addict|relaps|gambl|rehab|sober|smok|pills|high\b)")
_WOMEN = ("mother", "daughter", "wife", "sister", "niece", "aunt", "grandmother")
_MEN = ("father", "son", "husband", "brother", "nephew", "uncle", "grandfather")
_NOT_BUT = (
    re.compile(
        r"\b(?:not|isn'?t|wasn'?t) (?:about )?my [\w-]+[ ,.;]*(?:but |it'?s |its |it is |she'?s |he'?s |i mean(?:t)? )*(?P<is>my [\w -]+)"
    ),
    re.compile(
        r"^(?:(?:no|sorry|actually|wait|oops|oh)[ ,.!]+)*(?:i (?:meant?|said)|it'?s|its|it is|she'?s|he'?s)"
        r" (?:about )?(?P<is>my [\w -]+?),? not (?:about )?(?:my |the )?[\w-]+\W*$"
    ),
    re.compile(
        r"^(?:(?:no|huh|sorry|actually|wait|um|but)[ ,.!?]+)*i (?:said|meant?) (?:it'?s )?(?:about )?(?P<is>my [\w-]+)\W*$"
    ),
)


def told_about(text: str, profile: Profile) -> dict[str, Any]:
    """Profile fields that the message gives and that were not known: relation, their own word for it, a nickname.

    "I want to tell my mum to stop covering for him" is not about the mother: who is told of has another pronoun.
    """
    if profile.relation:
        return {}
    found = relation(text)
    said = plain(text)
    if not found or len(said.split()) < 2 or (found == "friend" and not _USING.search(said)):
        return {}
    other = (
        r"\b(?:he|him|his|he'?s)\b" if found in _WOMEN else r"\b(?:she|her|hers|she'?s)\b" if found in _MEN else r"(?!)"
    )
    if re.search(other, said):
        return {}
    if _ACTED_ON.search(said) and not re.search(r"\bmy (?:\w+ )?(?:son|daughter|husband|wife|partner)\b(?! )", said):
        return {}  # "he snapped at our kid": he is spoken of, and not the kid
    return {**_fields(found, said), **_name(text, profile)}


_ACTED_ON = re.compile(
    r"\b(?:he|she|they)(?:'s| is| was)? (?:\w+ ){0,3}?(?:at|to|with|on|for|in front of|past|round|over|hit|drove|woke|ignor\w+|scar\w+) (?:our|the|my) (?:\w+ )?(?:kids?|child(?:ren)?|son|daughter|baby|boys?|girls?)\b"
    r"|\b(?:told|in front of) (?:our|my) (?:mum|mam|mom|dad|mother|father|sister|brother)\b|\bmy (?:mum|mam|mom|dad|mother|father|sister|brother|aunt|uncle) (?:just |always )?(?:says?|thinks?|reckons?|keeps? (?:saying|telling)) (?!(?:he|she)\b)"
)
_STORY = re.compile(r"\b(?:he|she|they|his|her|my (?:\w+ )?(?:son|daughter|husband|wife|mum|mom|mam|dad|brother|sister|partner|ex|nan|gran\w*|uncle|aunt|nephew|niece))\b")  # fmt: skip
_ASKING = re.compile(r"\?\s*$|^(?:how|what|where|can|could|would you|will you|show|help|tell me)\b")


def is_story(text: str) -> bool:
    """Whether a message tells something about the loved one, and asks nothing."""
    said = plain(text)
    return len(said.split()) >= 6 and bool(_STORY.search(said)) and not _ASKING.search(said)


def corrected(text: str) -> dict[str, Any]:
    """The relation in "actually it's not my sister, it's my cousin", as profile fields; {} when there is none."""
    said = plain(text)
    for pattern in _NOT_BUT:
        match = pattern.search(said)
        if match and len(said.split()) <= 14:
            found = relation(match["is"])
            if found:
                return _fields(found, match["is"])
    return {}


_COUNTRY = re.compile(
    r"(?:(?:please|pls|can you|could you|ok|hi|oh)[ ,]+)*(?:(?:set|change|put|make|switch|update) (?:my |the )?country (?:to|as|=|:) ?|my country is "
    r"|(?:btw |by the way,? |actually )?(?:i|we)(?:'m| am|m|'re| are)? (?:now |just |actually )*(?:live|living|based|moved|in)(?: in| to)? )(?P<where>[\w .'-]+?)"
    r"(?: now| btw| please| pls| instead)*[ .!]*"
)


def country_said(text: str) -> str:
    """The code of the country in "set my country to canada" or "i live in canada now"; "" when it is not the whole message."""
    match = _COUNTRY.fullmatch(plain(text))
    where = re.sub(r"^(?:the|in) ", "", match["where"]) if match else ""
    return country_in(where) if where and len(where.split()) <= 4 and " and " not in f" {where} " else ""


def spoken_of(profile: Profile) -> str:
    """The word for the loved one after "your": "daughter", "mum"; "" when it isn't known."""
    return str(profile.notes.get("kin") or profile.relation)


def _fields(found: str, said: str) -> dict[str, Any]:
    own = re.search(rf"\bmy (?:[\w-]+ ){{0,2}}?({_OWN_WORDS[found]})\b", said) if found in _OWN_WORDS else None
    return {"relation": found, "notes": {"kin": own.group(1) if own else found}}


def _name(text: str, profile: Profile) -> dict[str, str]:
    """A nickname that stands right behind the relation ("my son Danny drinks")."""
    if profile.loved_one:
        return {}
    name = nickname(text)
    # only what stands behind "my son": a bare "Dear Sir" is no name
    return (
        {"loved_one": name}
        if name and re.search(rf"\b[Mm]y (?:[\w-]+ ){{1,3}}?{re.escape(name)}\b", straight(text))
        else {}
    )
