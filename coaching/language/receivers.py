"""Whether "her" behind a verb is somebody who gets something, or says whose it is ("bring her dinner", "take her keys")."""

from __future__ import annotations

import re

#: Verbs with a receiver before what is given: "bring her dinner", not "bring what is hers"
_TO_SOMEBODY = re.compile(
    r"(?:giv|bring|brought|buy|bought|cook|bak|mak|made|get|got|send|sent|lend|lent|loan|offer|show|pour|order|fetch|pass|promis|writ|wrote|hand|serv"
    r"|teach|sav|owe|packing|pack)\w*$"
)
_HELPING = re.compile(r"(?:help|let)\w*$")
#: What belongs to somebody already, even behind such a verb: "get her keys"
_OWNED = re.compile(
    r"(?:favou?rite|usual|own|old|clothes|clothing|keys?|car|phone|mobile|laptop|room|bed|house|flat|apartment|place|bags?|coat|jacket|shoes|things|stuff"
    r"|belongings|purse|wallet|passport|rent|bills?|debts?|fines?|loans?|job|shifts?|washing|laundry|shopping|prescriptions?|meds|medication|tablets|post|mail"
    r"|letters?|door|share|dog|cat|pets?|hair|husband|partner|boyfriend|girlfriend|mother|mum|mom|father|dad|parents|sisters?|brothers?|sons?|daughters?|kids?"
    r"|children|baby|family|friends?|mates?|boss|doctor|gp|nurse|sponsor|counsell?or|therapist|landlord|school|work|appointments?|life|problems?|mess|drinking"
    r"|recovery|treatment|choices?|feelings)$"
)


def receives(verb: str, noun: str, then: str) -> bool:
    """Whether "her" between `verb` and `noun` is who gets it ("I'll bring her dinner") or who is helped to do it."""
    if _OWNED.match(noun) or then in ("back", "in", "out", "away", "done", "sorted", "fixed", "washed", "cleaned"):
        return False
    return bool(_TO_SOMEBODY.match(verb) or _HELPING.match(verb))
