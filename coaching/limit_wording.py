"""The calm words that say a limit: turned to the loved one, without blame, short; then stop talking (domain.md 1.9)."""

from __future__ import annotations

import re

from coaching.content import wording
from coaching.language.people import relation, without_kin
from coaching.language.plain import plain
from coaching.language.reflect import clauses, tidy, to_you
from coaching.limit_answers import firm
from coaching.limit_forms import form

_SWAPS = (  # words for a state, as a loved one can hear them (domain.md 4.3)
    (r"\b(?:you're|you are) (?:drunk|wasted|plastered)\b", "you've been drinking"),
    (r"\b(?:you're|you are) (?:high|stoned|using)\b", "you've been using"),
    (r"\b(?:drunk|wasted|plastered|hammered)\b(?! driv)", "after drinking"),
    (r"\b(?<!so )(?<!too )(?:high|stoned|off your (?:face|head))\b(?! school)", "after using"),
    (
        r"\byou(?:'ve| have)? (?:stole|stolen|took|taken|nicked|robbed) (my [\w ]{2,20}?)(?= and"
        r"| from| to| out|[,.]|$)",
        r"\1 was taken",
    ),
    (r"\b(?:always|constantly|bloody|fucking|damn|effing) ", ""),
    (r"\b(\d+ (?:days?|weeks?|months?|years?)) clean\b", r"\1 in recovery"),
    (r"\bstays? clean\b", "is in recovery"),
    (r"\b(?:been|got|is|are) clean\b", "been in recovery"),
)
_HURTS = re.compile(
    r"\b(?:liar|lying|lied|lies|lazy|selfish|useless|pathetic|junkie|addict|alcoholic|druggie"
    r"|disgusting|manipulat\w+|waste|idiot|stupid|crackhead|thief|stole|steal\w*|robbed|shit\w*"
    r"|fuck\w*|bastard"
    r"|bitch|ruin\w*|disgrace|hate|abus\w+|dirty|clean|dosser|scum|pig|monster|alkie|smackhead|pisshead|pissed)\b",
    re.IGNORECASE,
)


def to_them(text: str, name: str = "", they: bool = True) -> str:
    """`text` as it can be said to the loved one: turned to "you", words for a state in plain, kinder ones."""
    said = to_you(text, name, they)
    for pattern, better in _SWAPS:
        said = re.sub(pattern, better, said, flags=re.IGNORECASE)
    return said


_ON = r" (?:and|but|so|because) (?:I|it|now|we)\b"  #: from here on it is about the speaker
_NO_DEED = re.compile(
    r"you (?:just )?(?:make|made|never|don't|lie|don't care|think|want)\b"
)  #: a feeling or a reproach


def observation(happened: str, name: str = "", they: bool = True) -> str:
    """One thing the loved one did, said to them without blame ("you came home after drinking"); "" when unsure."""
    for clause in clauses(happened):
        said = to_them(re.sub(r"\b(he|she) (?:he|she)\b", r"\1", without_kin(clause)), name, they)
        plain_said = plain(said)
        if (
            re.match(r"(?:you|you've|you're|my [\w ]+ was taken)\b", plain_said)
            and 3 <= len(said.split()) <= 14
            and not _HURTS.search(said)
            and "?" not in clause
            and not _NO_DEED.match(plain_said)
            and not re.match(r"(?:you are|you're) (?:you|your|my)\b", plain_said)
        ):
            long = len(said.split()) > 9
            cut = r" (?:and|but|then|out) " if long or plain_said.startswith("my ") else _ON
            return _upper(re.split(cut, said)[0])
    return ""


_WHEN_I = re.compile(
    r"^((?:if|when|whenever|next time|every time|the moment) \w[^,]*?),? ((?:then )?(?:I'll|I won't|we'll|we won't)\b)",
    re.IGNORECASE,
)


def limit_words(limit: str, name: str = "", they: bool = True) -> str:
    """The limit as one spoken sentence: "stop giving him money" becomes "I'm going to stop giving you money."."""
    limit = firm(limit)
    if re.match(r"(?:i|i'll|i'm|i'd|i won't|we|we'll)\b", plain(limit)) or _WHEN_I.match(limit):
        kind, rest = "said", _WHEN_I.sub(r"\1, \2", tidy(limit))
    else:
        kind, rest = form(limit)
    said = _sentence(to_them(rest, name, they))
    return wording().line(f"boundary.say_{kind}", {"rest": _upper(said) if kind == "said" else _lower(said)})


def action_words(action: str, name: str = "", they: bool = True) -> str:
    """The own action as one spoken sentence; "" for none."""
    if not action.strip():
        return ""
    said = _WHEN_I.sub(r"\1, \2", to_them(firm(action), name, they))
    if re.match(
        r"(?:i|i'll|i'm|i'd|i won't|we|we'll|if|when|whenever|next time|every time|the moment|once)\b", plain(said)
    ) or re.match(r"no\b|only\b|not\b", plain(said)):
        key = "act_said"
    elif re.match(r"\w+ing\b|my\b|the\b|a\b|to\b", plain(said)):
        key = "act_named"
    else:
        key, said = "act_bare", said[:1].lower() + said[1:]
    return wording().line(f"boundary.{key}", {"rest": _sentence(_upper(said) if key == "act_said" else said)})


def _lower(text: str) -> str:
    return text if re.match(r"I\b", text) else text[:1].lower() + text[1:]


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentence(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" .,;:!")


_WOMAN = r"daughter|wife|girlfriend|mother|mum|mom|mam|sister|girl|granddaughter|niece|aunt|gran|nan"
_MAN = r"son|husband|boyfriend|father|dad|brother|boy|grandson|nephew|uncle|grandad"
_KIN = re.compile(rf"\b(?:my|our) (?:[\w-]+ ){{0,2}}?(?P<who>{_WOMAN}|{_MAN})\b", re.IGNORECASE)


def _somebody_else(text: str, told: str, about: str) -> list[str]:
    """Relatives in `text` who are not the loved one: "when my daughter is home", in a limit told of a "he"."""
    he, she = (re.search(rf"\b(?:{words})\b", plain(told)) for words in ("he|him|his|he's", "she|hers|she's"))
    found = []
    for match in _KIN.finditer(text):
        woman = re.fullmatch(_WOMAN, match["who"].lower())
        if he or she:
            other = bool(woman and not she) or bool(not woman and not he)
        else:
            other = bool(about) and relation(match.group()) not in ("", None, about)
        if other:
            found.append(match.group())
    return found


def script(
    happened: str, limit: str, action: str, name: str = "", seed: int = 0, brief: bool = False, about: str = ""
) -> str:
    """Calm words to say: care, what I saw, the limit, what I will do, each once. `about`: who the loved one is."""
    # "they" beside a "he" or the children is somebody else
    others = r"\b(?:he|she|him|his|her|kids|children|he's|she's|friends|parents|mates)\b"
    told = f"{happened} {limit} {action}"
    they = not re.search(others, plain(told))
    kept = {f"Kin{number}q": who for number, who in enumerate(_somebody_else(f"{limit} {action}", told, about))}
    for token, who in kept.items():
        limit, action = (re.sub(rf"\b{re.escape(who)}\b", token, text) for text in (limit, action))
    if plain(limit).strip(" .") == plain(action).strip(" ."):
        action = ""  # the limit is what I do: said once
    seen = "" if brief else observation(happened, name, they)
    parts = {"seen": seen, "limit": limit_words(limit, name, they), "action": action_words(action, name, they)}
    key = "script_brief" if brief else "script_seen" if seen else "script_care"
    said = re.sub(r"\s+", " ", wording().line(f"boundary.{key}", parts, seed=seed)).strip()
    for token, who in kept.items():
        said = re.sub(token, who, said, flags=re.IGNORECASE)
    return said
