"""Whether a limit is one: a boundary, a wish, an ultimatum or a punishment, by its words (sources: `coaching.limits`)."""

from __future__ import annotations

import re
from enum import Enum

from coaching.language.plain import plain
from coaching.limit_forms import form


class Kind(str, Enum):
    """What a limit is, as it is worded now."""

    BOUNDARY = "boundary"
    ULTIMATUM = "ultimatum"
    PUNISHMENT = "punishment"
    WISH = "wish"  #: it rests on what the other does; there is no own action in it yet


PUNISHING = re.compile(
    r"teach (?:him|her|them|you) a lesson|see how (?:he|she|they|you) (?:likes?|feels?)|(?:make"
    r"|making) (?:him|her|them|you) (?:pay|suffer|sorry|feel|learn|regret)|deserves?|serves? "
    r"(?:him|her|them|you) right"
    r"|\blearns? (?:his|her|their|a|the) lesson|embarrass|humiliat|revenge|get (?:him|her"
    r"|them) back|tell (?:everyone|the whole family|his boss|her boss|facebook)|throw (?:\w+ "
    r"){0,3}(?:stuff|things|clothes|out on)"
    r"|silent treatment|ignore (?:him|her|them|you) (?:for|until|till|all)|not (?:speak|talk) "
    r"to (?:him|her|them) (?:for|until|till|ever)|ground (?:him|her)|punish|smash|flush|cut "
    r"(?:him|her|them) off (?:completely|forever)|change the locks while"
    r"|call the police on (?:him|her|them) (?:to|so)|never speak to|lock (?:him|her|them) (?:out|in)\b"
)


ULTIMATUM_SAID = re.compile(
    r"\bor else\b|\bit'?s (?:me|us|the kids) or\b|last chance|either (?:he|she|they|you) .* "
    r"or|unless (?:he|she|they|you) (?:stops?|quits?|goes|gets?|changes?)|\bor i'?(?:ll| will"
    r"|m| am)\b|\bor (?:he|she|they)'?s? (?:is )?(?:out|gone)"
    r"|(?:if|when|until|unless) (?:he|she|they|you) (?:ever |doesn't |don't |won't )?(?:\w+ "
    r"){0,4}(?:we're (?:through|done|finished)|it's over|i'm (?:gone|leaving|done|out)|i(?:'ll"
    r"| will) (?:leave|divorce|never)|(?:he|she|they|you)(?:'s|'re| is| are) out)"
    r"|\bdivorce\b|never see (?:me|us|the kids)|\b(?:he|she|they|you) (?:has|have) to (?:stop|quit|go to rehab|choose"
    r"|get help)|(?:must|better) (?:stop|quit|go|choose)|one more time and|kick (?:him|her"
    r"|them) out|we're (?:through|finished)"
)


_OWN = re.compile(
    r"\b(?:i|i'll|i'm|i'd|we|we'll|my|me|myself)\b|^(?:stop|no longer) \w+ing|^(?:offer|give"
    r"|buy|leave|go|cook|bring|walk|hang|pay|make|take|help|drive|invite|send|lock|keep|turn"
    r"|stay|sleep|call|ring|put|say|end|ask|not|talk)\b"
)


#: "no more cash from me": one's own doing, said without a verb
_MINE = re.compile(
    r"\b(?:from me|out of my (?:purse|pocket|account)|at my expense|my (?:door|phone|car|keys?|card|money) (?:stays?|is|are)|stays? with me)\b"
)


def judge(limit: str, action: str) -> Kind:
    """Boundary, ultimatum, punishment or wish, by the words used; see the module's source."""
    said = plain(f"{limit} . {action}")
    if PUNISHING.search(said):
        return Kind.PUNISHMENT
    if ULTIMATUM_SAID.search(said):
        return Kind.ULTIMATUM
    if (
        _OWN.search(plain(action))
        or _MINE.search(plain(limit))
        or (not action and form(limit)[0] in ("stop", "wont", "not"))
    ):
        return Kind.BOUNDARY
    return Kind.WISH
