"""How a limit is worded: the forms in which people say one ("I won't", "no more", "stop paying")."""

from __future__ import annotations

import re

from coaching.language.reflect import tidy

_VERBS = (
    r"(?:give|giving|lend|lending|pay|paying|buy|buying|let|letting|have|having|keep|keeping"
    r"|talk|talking|argue|arguing|drive|driving|lie|lying|cover|covering|bail"
    r"|bailing|pick|picking|clean|cleaning|answer|answering|send|sending|listen|listening"
    r"|cook|cooking|see|seeing|be|fund|funding|open|opening|host|hosting|wash|washing"
    r"|put up|take|taking|speak|speaking|do|doing|fix|fixing|ring|ringing|call|calling|go"
    r"|going|accept|accepting|tolerate|search|searching|chase|chasing|check|checking)"
)


_LIMITS: tuple[tuple[str, str], ...] = (  # form, pattern with the words after it as `rest`
    (
        "stop",
        r"(?:^|\b(?:to|should|must|will|'ll|just|and|could i|can i|do i)\s+)stop (?P<rest>(?!him\b"
        r"|her\b|them\b|being\b|drink|us(?:e|ing)\b)\w+ing\b.*)",
    ),
    ("stop", r"\b(?:i'm|i am|we're|we are) (?:going to )?stop(?:ping)? (?P<rest>\w+ing\b.*)"),
    (
        "wont",
        r"\b(?:i|we) (?:really |just |simply )?(?:won't|will not|refuse to|am not going to|'m "
        r"not going to|will no longer|can no longer|can't keep|cannot keep|shall not) (?P<rest>(?!be "
        r"able|know|lie\b)\w+.*)",
    ),
    ("wont", r"\b(?:i'm|we're) not going to (?P<rest>.+)"),
    (
        "wont",
        r"\b(?:i|we) (?:don't|do not|never) (?P<rest>(?:open|answer|lend|give|pay|let|drive|cover|buy|lie|pick)\b"
        r".*\b(?:after|before|when|if|while|until|unless|any ?more|at night|on weekdays|on weekends)\b.*)",
    ),
    ("wont", rf"\b(?:i|we) (?:don't|do not) want to (?P<rest>(?:be the one |keep )?{_VERBS}\b.*)"),
    ("wont", r"\bi (?:can't|cannot) (?P<rest>(?:give|lend|pay|let|have|keep)\b.*)"),
    ("not", rf"\b(?:i'm|i am|we're) (?:not|no longer) (?P<rest>{_VERBS[:-1]}|\w+ing)\b.*)"),
    (
        "no",
        r"(?:^|\b(?:is|be|say|said|that|want|limit|rule|about|him|her|them|with)\b[: ]+|: )(?P<rest>no "
        r"(?!idea|one\b|point|way|energy|clue|longer|matter|reason|choice|doubt|thanks)(?:more "
        r")?[a-z].*)",
    ),
    ("no", r"\bsay(?:ing)? no to (?P<rest>.+)"),
    (
        "they",
        r"\b(?P<rest>(?:he|she|they) (?:can't|cannot|can no longer|can only|isn't allowed|is not "
        r"allowed|mustn't|may not|won't be|has to|must|needs to) .+)",
    ),
    (
        "plain",
        r"\b(?:my|the|a|our) (?:limit|boundary|rule|line) (?:is|was|would be|should be|will be"
        r"|:)[: ]+(?P<rest>.+)",
    ),
    ("not", r"^(?P<rest>not (?:to )?(?:in my|in the|under my|at the|on|when|before|after|while|\w+ing)\b.*)"),
    ("plain", r"\b(?:i|we) (?:would like|want|'d like|need) (?P<rest>(?:nobody|no one|no \w+)\b .*)"),
    ("plain", r"^(?P<rest>(?:nobody|no one) (?:in|at|on|comes?|sleeps?|stays?|drinks?|smokes?|uses?|gets?)\b.*)"),
    (
        "plain",
        r"^(?P<rest>(?:visits?|only|cash|calls?|dinner|he can|she can|they can) .*\b(?:only|if"
        r"|but|unless|sober)\b.*)",
    ),
)


COMPILED = tuple((form, re.compile(pattern, re.IGNORECASE)) for form, pattern in _LIMITS)


def form(limit: str) -> tuple[str, str]:
    """How a limit is worded ("stop", "wont", "not", "no", "they", "plain") and the words that follow."""
    limit = tidy(limit)
    for name, pattern in COMPILED:
        match = pattern.search(limit)
        if match and match.start() < 12:
            rest = match["rest"]
            if name in ("no", "not"):
                rest = re.sub(rf"^{name} (?:to )?", "", rest, flags=re.IGNORECASE)
            return name, rest
    return "plain", limit
