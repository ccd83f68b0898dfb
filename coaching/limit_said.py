"""Short things people say while a limit is made, by their words: a day, a doubt, a sum, who it is about."""

from __future__ import annotations

import re

from coaching.dialogue import State
from coaching.language.shapes import DAY
from coaching.limit_answers import (
    firm,
)
from coaching.limits import read

#: "sunday after lunch" says when, not what
ONLY_TIME = re.compile(rf"(?:(?:on|at|by|next|this) )?(?:\d|{DAY}|tomorrow|tonight|today|weekend|the weekend)")


ASKED = re.compile(
    r"^(?:can you help me |help me |please )*(?:i (?:want|need|would like|should like) )?(?:to )?(?:set |make |have )?(?:a |some )?(?:limits?|boundar(?:y|ies)) (?:on|with|about|for|around) ",
    re.IGNORECASE,
)


EASIER = re.compile(
    r"(?:(?:can you|could you|please|just|then|you)[ ,]+)*(?:make|do) (?:it|that) (?:smaller|easier|lighter|less)(?: (?:for me|please|then))*|smaller|easier|lighter"
)


MOMENT = re.compile(r"(?:when|once|after|as soon as|next time|the next time|if) (?!should|do|can|is|would|shall)\w")


ONLY_WHO = re.compile(r"(?:(?:it'?s|about|with|for|to|from) )*(?:my|our) (?:[\w-]+ ){0,2}?[\w-]+(?:,? \w+)?")


ASKS_BACK = re.compile(
    r"(?:do|does|is|are|can|could|would|will|should|have|what|how|where|who) (?:you|i|we|he|she|it|they|that|this|about|do|does|is|are)\b"
)


MONEY = re.compile(r"[£$€]|\b\d+ ?(?:quid|pounds?|dollars?|euros?|bucks)\b")


HALF = re.compile(
    r"(?:about |maybe |like |say )?(?:half(?:[- ](?:and[- ]half|way|half))?|halfway|fifty[- ]?fifty|50[-/ ]?50|so[- ]so|in the middle)"
)


WHAT_IF = re.compile(r"(?:(?:but|and|ok|yes|well|so)[ ,]+)*what if\b")


DOUBTS = re.compile(
    r"\b(?:is|isn'?t) (?:it|that|this) (?:not )?(?:really |just |even )?(?:an? )?(?:ultimatum|threat|punishment|boundary|blackmail|fair|unfair|mean|cruel|selfish|harsh|cold|too (?:hard|harsh|much|mean|strict|cold))\b"
    r"|\bam i (?:being )?(?:too |so |just )?(?:hard|harsh|mean|unfair|cruel|selfish|strict|cold|controlling|a bad \w+)\b"
)


def once_more(state: State) -> int:
    """Counts what was said beside the question and met: the state is then another one, and nothing was in vain."""
    return int(state.get("met", 0)) + 1


def wish_first(text: str) -> str:
    """ "I want to turn my phone off" as the plain "I'll turn my phone off"; a limit that is one already stays."""
    return text if read(text).limit else firm(text)
