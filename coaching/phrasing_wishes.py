"""What somebody wants done with the versions they were shown, in their own words."""

from __future__ import annotations

import re

LONGEST = 9  #: words of a wish; longer messages are a new draft
_WISHES = (  # first match counts
    ("save", r"\b(?:save|keep (?:it|this|that|the|number)|store|remember (?:it|this|that)|bookmark)\b"),
    ("practise", r"\b(?:practi[sc]e|rehears\w*|role ?play|try it out)\b"),
    ("like_me", r"\b(?:(?:more|sounds? (?:more )?) ?like me|my (?:own )?(?:words|voice|style|way)|not (?:really |like )?(?:me|how i (?:talk|speak|write|text))"
     r"|(?:i|id|i'd) (?:don'?t|never|wouldn'?t) (?:talk|speak|write|say|text|use)|too (?:formal|posh|fancy|polite|american|british|stiff)|how i (?:talk|speak|write))\b"),
    ("shorter", r"\b(?:short\w*|brief\w*|fewer words|less words|too long|one line|cut it|in a line)\b"),
    ("softer", r"\b(?:soft\w*|gentl\w*|kind\w*|nic\w+|warm\w*|less (?:harsh|hard|cold|firm|blunt|direct)|sweet\w*|too (?:harsh|hard|cold|blunt|strong))\b"),
    ("firmer", r"\b(?:firm\w*|strong\w*|clear\w*|direct|tough\w*|more serious|less soft|too (?:soft|weak|nice|gentle)|stricter|harder|mean business)\b"),
    ("another", r"\b(?:another|other|different|again|more (?:options|versions|ideas|please)|something else|else|next|new (?:one|version)|try again|none|neither|don'?t like|hate (?:it|them))\b"),
)  # fmt: skip
_COMPILED = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _WISHES)
_DONE = re.compile(
    r"^\W*(?:ok(?:ay)?|thanks?|thank you|thx|ty|great|perfect|good|done|that'?s (?:it|all|good|great|perfect|enough)"
    r"|i'?m (?:good|done)|no(?: thanks?)?|cheers|brilliant|lovely)\b.{0,30}$",
    re.IGNORECASE,
)


def wish_in(text: str) -> str:
    """`save`, `practise`, `like_me`, `shorter`, `softer`, `firmer`, `another` or `done`; "" for none of them."""
    if len(text.split()) > LONGEST:
        return ""
    named = next((name for name, pattern in _COMPILED if pattern.search(text)), "")
    return named or ("done" if _DONE.match(text) else "")
