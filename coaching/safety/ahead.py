"""Tells words that somebody wants for a day to come from a danger that is there: "how do I tell her she can't drive the kids
when she has been drinking" names a condition, not what happens now.

Works on the plain form of `coaching.safety.normalise`. Whatever sounds as if it happened now keeps its alarm.
"""

from __future__ import annotations

import re

from coaching.safety.leaving import elsewhere

#: Kinds that a limit for a day to come is easily taken for
KINDS = ("danger_child", "danger_driving")
LONGEST = 40  #: words; a longer account may hold both, a wish and a danger

_STATE = r"(?:drink\w*|drunk|drank|us(?:es|ing|ed)|high|stoned|sober|smok\w+|gambl\w+|pissed|wasted|tipsy|hung ?over|under the influence|had (?:a|one|any|too|some)\b)"
_CONDITION = re.compile(
    rf"\b(?:if|when|whenever|unless|until|as long as|any ?time) (?:he|she|they|someone|anyone|my \w+)\b[^.!?\n]{{0,30}}?\b{_STATE}"
)
_LIMIT = re.compile(r"\b(?:not|never|without|no more|only (?:if|when)|unless)\b")
_NOW = re.compile(
    r"\b(?:now|tonight|today|this (?:morning|afternoon|evening|minute|second)|at the moment|currently|already|just (?!want\b|need\b|a\b)|on (?:his|her|their|the) way"
    r"|(?:is|are) (?:\w+ )?(?:driving|picking|collecting|coming|outside|at the door|passed|asleep|alone|here|there|drunk|high|off|about to|going to|not (?:waking|breathing))"
    r"|(?:has|have) (?:taken|got|picked|driven|left)|(?<!not )(?:has|have|got) (?:got )?(?:the|my|our|his|her)? ?(?:kids?|children|child|baby|son|daughter|boys?|girls?)|in the (?:car|back)|pull over|motorway|road|in (?:an hour|half an hour|\d+ ?\w*)|minutes?|soon|quick\w*|urgent\w*|hurry|help me$"
    r"|took|left|drove|driven|gone|wake|breath\w*|hit\w*|hurt\w*|bleed\w*|crash\w*|scream\w*|scared|afraid|frighten\w*|swallow\w*|gun|knife|kill\w*|die|dead)\b"
)


def for_later(plain: str) -> bool:
    """Whether a message only asks for words, a limit or practice for whenever somebody has been drinking or using."""
    return (
        len(plain.split()) <= LONGEST
        and bool(_CONDITION.search(plain) and _LIMIT.search(plain))
        and not _NOW.search(plain)
        and elsewhere(plain)
    )


_SLOWLY = re.compile(
    r"\b(?:kill\w*|finish\w*|ruin\w*) (?:him|her|them)sel\w+ (?:\w+ )?(?:with|by|through|over|on) (?:(?:the|his|her|their|this|that|all|so|much|of|cheap) )*"
    r"(?:drink\w*|booze|alcohol|vodka|whisk\w+|wine|beer|cider|smoking|cigarettes|fags|weed|food|sugar|takeaways)\b"
    r"|\bdrink\w* (?:him|her|them)sel\w+ to (?:death|an early grave|the grave)\b"
)


def slow_death(plain: str) -> bool:
    """Whether "he's going to kill himself with the drink" is said: a fear for a life, and a question worth asking, but no
    attempt that goes on now."""
    return bool(_SLOWLY.search(plain)) and not re.search(
        r"\b(?:now|tonight|note|goodbye|rope|pills|tablets|gun|bridge|says?|said|wants?|threat\w*|text\w*)\b", plain
    )
