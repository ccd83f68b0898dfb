"""Reads limits out of free text and judges them; `limit_wording` drafts the words to say them.

A boundary is what *I* do, is one I can keep, and is said calmly to protect; an ultimatum puts the weight on what the
other must do; a punishment is meant to hurt or teach a lesson (domain.md 1.9: familyrecoveryacademy.online,
monar-kebliny.pl, rawrecoveryjourney.com).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from coaching.language.plain import plain
from coaching.language.reflect import tidy
from coaching.limit_forms import COMPILED
from coaching.limit_kinds import PUNISHING, ULTIMATUM_SAID
from coaching.said_back import limit_shortened

SURE = 7.0  #: of 10: below this confidence a plan is made smaller (MI importance/confidence ruler, CRAFT homework rule)


@dataclass(frozen=True)
class Told:
    """What one message holds of a limit; "" for what it does not."""

    happened: str = ""
    limit: str = ""
    action: str = ""


TOPICS: tuple[tuple[str, str], ...] = (  # first match counts; the names are in the content as example_limit_<topic>
    (
        "time",
        r"\b(?:calls?|calling|rings?|ringing|phon(?:es?|ing)|texts?|texting) (?:\w+ ){0,3}(?:at (?:night|\d|all hours)|in the night|all night|late\b|after (?:ten|nine|\d))"
        r"|\bphone (?:off|on silent|away)|(?:answer|pick up) (?:the |my |her |his )?(?:phone|calls?)|(?:stop|keeps?) (?:calling|ringing|phoning|texting)|\b(?:[1-5]) ?am\b.*\b(?:calls?|rings?|phon\w+)\b",
    ),
    (
        "babysit",
        r"babysit\w*|(?:mind|look after|watch|have) (?:\w+ ){0,2}(?:kids?|children|baby|grandkids|grandchildren)\b",
    ),
    (
        "visits",
        r"\bvisits?\b|visiting|turn(?:s|ed|ing)? up|(?:shows?|showed|showing) up|comes? (?:round|over)|came (?:round|over)|knock\w*"
        r"|sofa|couch|stay(?:s|ing)? the night|open the door",
    ),
    ("car", r"\bcar\b|driv\w+|\blifts?\b|\brides?\b|\bkeys? to the (?:car|van)|\bvan\b"),
    (
        "money",
        r"money|\bcash|\blend\w*|\blent\b|\bloans?\b|borrow\w*|\brent\b|bills?\b|\bpay(?:ing|s)?\b|paid|\bquid\b"
        r"|[£$€₹]|dollars?|pesos|naira|rand\b|rupees|card\b|fine\b|bail"
        r"|debts?|steal\w*|stole\w*|phone bill|contract|fund\w*|bank|purse|wallet",
    ),
    (
        "talk",
        r"shout\w*|yell\w*|scream\w*|swear\w*|swore|insult\w*|names\b|argu\w+|rows?\b|rude|speaks? "
        r"to me|talks? to me|abus\w+|ring(?:s|ing)? me at",
    ),
    (
        "time",
        r"calls?\b|rings?\b|\bphon(?:es?|ing|ed) me|text(?:s|ing)\b|at night|in the morning|middle of the night|weekends?"
        r"|visits?|every day|babysit\w*|washing|laundry",
    ),
    (
        "home",
        r"\bhome\b|house|flat\b|room\b|roof|stay(?:s|ing)? (?:here|with)|move\w* (?:in|back)|couch"
        r"|sofa|kitchen|garden|door|live(?:s)? (?:here|with)|curfew|dinner|upstairs|bath|wi-?fi"
        r"|guests?|visitors?|music|table|fridge|bottles?|(?:is|'s|are|'re) out\b|(?:kick|throw)\w* (?:him|her|them) out",
    ),
)


def topic(text: str) -> str:
    """What of one's own a limit is about: money, home, talk, time, car, or "" when it can't be told."""
    said = plain(text)
    return next((name for name, pattern in TOPICS if re.search(pattern, said)), "")


_ACTION = re.compile(
    r"\b(?P<rest>(?:(?:if|when|whenever|next time|the moment|every time|once)\b[^,]*,? ?)?(?:then "
    r")?(?:i'll|i will|i'd|i would|i'm going to|i am going to|we'll|we will|we'd|we would"
    r"|i can|i could|i shall)"
    r" (?!not\b|see\b|like\b|love (?!to)|written|set (?!my|an)|said\b|told\b|been\b|stop\b"
    r"|never\b|no longer\b|say to|tell (?:him|her|them) no|be able|set|make"
    r"|word)(?:just |instead |rather |gladly |happily )?\w+.*)",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"^(?P<rest>(?:offer|give|buy|leave|go|cook|bring|walk|hang|pay|make|take|help|drive|invite|send)\b.*)",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"(?:[.;!?\n]+|,| -+ |\band\b(?= (?:i'll|ill|i will|i'd|i would|instead|offer|buy|i'm "
    r"going|i can)\b)|\bbut\b(?= (?:i'll|ill|i will|i'd|i can|we'll|will)\b)|\bso\b(?= i)"
    r"|\binstead\b(?= (?:i'll|ill|i will)\b))\s*",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"^(?:(?:and|but|so|then|or|because|how do i|how can i|how to|should i|could i|can i|instead"
    r"|maybe|well|ok|also|just)[ ,]+)+",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\b(?:(?:can you |could you |please |pls |i (?:want|need|would like|should like|'d like) (?:to|some "
    r"help|help) ?)*(?:help(?: me)?(?: to)? ?)?(?:set|establish|agree|make|word|write|fix|have|draw|find|learn"
    r"|work out|get)?(?:ting|ing)? ?"
    r"(?:a |an |some |my |the |new |clear |better |up |about |with )*(?:limits?|boundar(?:y"
    r"|ies)|boundry|boundrys|boundries|house rules?|rules?|lines?)\b"
    r"(?: (?:help|please|pls))?(?: (?:with|for|about|on|around) )?|where do i (?:start|draw "
    r"it)|what should i do|how do i do (?:it|that|this)|how)\b",
    re.IGNORECASE,
)


#: "I'm not having it", "no limit of mine sticks": says that there is one and not which
_VAGUE = re.compile(
    r"(?:(?:having|have|do|doing|take|taking|put up with) (?:it|that|this)\b|no (?:limits?"
    r"|boundar\w+) |to\b|no to$|only \w+$)",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"(?:is|are|am i|do|does|what|whats|what's|how|which|where|should|can|could|would|any|help|please|pls|wot|who)\b",
    re.IGNORECASE,
)


#: "when he shouts I hang up": a plan, told as if it were done already
_WHEN_PRESENT = re.compile(
    r"^((?:when|if|whenever|every time|next time) (?:he|she|they|my \w+) [^,.;!?]{2,40}?,?) i (?=(?:hang up|leave|walk|go (?:to|out|up|home)|lock|drive (?:home|off)|say no|turn|put)\b)",
    re.IGNORECASE,
)


def read(text: str) -> Told:
    """What happened, the limit and the own action, as far as `text` holds them, in the person's own words."""
    text = _WHEN_PRESENT.sub(r"\1 I'll ", text)
    limit = action = ""
    happened: list[str] = []
    parts = _parts(text)
    for part in parts:
        if not limit and (ULTIMATUM_SAID.search(plain(part)) or PUNISHING.search(plain(part))):
            limit = part
            continue
        bare = _LEADS.sub("", part).strip()
        found = None if limit else next((match for _, pattern in COMPILED if (match := pattern.search(bare))), None)
        if found and _VAGUE.match(found["rest"]):
            found = None
        acting = None if action else _ACTION.match(bare) or (_INSTEAD.match(part) if limit else None)
        if acting and found and acting.start() <= found.start():
            found = None
        if found and len(found["rest"].split()) >= 2:
            limit = (
                bare[found.start() :].strip()
                if not re.match(r"(?:to|should|must|will|'ll|just|and)\s", found.group(), re.IGNORECASE)
                else found.group().split(" ", 1)[1]
            )
            limit = (
                found["rest"]
                if found.group()
                .lower()
                .startswith(
                    (
                        "my ",
                        "the ",
                        "a ",
                        "our ",
                        "is ",
                        "that ",
                        "want ",
                        "rule",
                        ": ",
                        "be ",
                        "about ",
                        "him ",
                        "her ",
                        "them ",
                        "with ",
                        "limit",
                        "said no ",
                        "i would like ",
                        "i want ",
                        "i'd like ",
                        "i need ",
                        "say no m",
                    )
                )
                else limit
            )
        elif acting:
            action = acting["rest"].strip()
        elif len(bare.split()) >= 3 and not _only_asks(bare):
            happened.append(part)
    # questions to us tell something only when nothing else does
    happened = [part for part in happened if not _QUESTION.match(part)] or ([] if limit or action else happened)
    return Told(_short(". ".join(happened), 60), _short(limit), _short(action))


_CONDITION = re.compile(
    r"((?:^|[.!?;]\s*|, ?|\band )(?:if|when|whenever|next time|every time)\b[^,.;!?]*),\s*", re.IGNORECASE
)
_ORDER = re.compile(
    r"^(?:please )?(?:i(?:'m| am) (?:going to )?tell(?:ing)?|i(?:'ll| will) tell|tell) (?:him|her|them|my \w+)(?: that)? ",
    re.IGNORECASE,
)  #: said to us, no part of it
_HELD = "\u201a"  #: stands for a comma at which must not be cut


def _parts(text: str) -> list[str]:
    """Clauses; a condition ("if he asks, ...") stays with what follows it."""
    held = _CONDITION.sub(lambda match: f"{match[1]}{_HELD} ", re.sub(r"[\r\n]+", ". ", text))
    return [
        _ORDER.sub("", tidy(part.replace(_HELD, ",")))
        for part in _CUT.split(tidy(held))
        if part and re.search(r"\w", part)
    ]


_EMPTY = re.compile(
    r"\b(?:my|our|the|with|about|for|on|around|him|her|them|a|an|and|to|son|daughter|husband"
    r"|good|evening|morning|afternoon|dear|grandson|granddaughter|regarding|concerning|boundar\w+|limits?|husband|some|nephew|niece"
    r"|wife|partner|brother|sister|mum|mom|dad|mother|father|money|home|at|it|this"
    r"|please|pls|thanks|hi|hello|hey|i|need|want|some|again|do|of|one|new|me)\b",
    re.IGNORECASE,
)


def _only_asks(text: str) -> bool:
    """Whether a clause only asks for help with a limit and tells nothing."""
    return len(re.findall(r"\w+", _EMPTY.sub(" ", _ASKING.sub(" ", text)))) < 2


def _short(text: str, most: int = 30) -> str:
    return limit_shortened(text.strip(" .,;:"), most)
