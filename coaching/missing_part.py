"""The answer to the one missing ingredient, as words to the loved one: "for him to call his daughter" is "Could you call your
daughter?", "that I love him" is "I love you", "respect" is "I'd like some respect." An answer that asks nothing is "".
"""

from __future__ import annotations

import re

from coaching.language.happened import softened
from coaching.language.reflect import to_you
from coaching.language.rewrite import calm, harsh, tidy
from coaching.language.verbs import base_of, is_verb
from coaching.language.wishes import NEEDED, own_words
from coaching.phrasing_wishes import wish_in

_LEAD = re.compile(
    r"^(?:(?:well|um+|erm*|just|maybe|probably|basically|honestly|mostly|i guess|i suppose|i think|yes|yeah|ok|so|please|that's easy)\b[,.]? )+",
    re.IGNORECASE,
)
_WANT = re.compile(
    r"^(?:(?:i(?:'d| would)? (?:just |only |really )*(?:want|need|wish|like|love|hope|ask)|what i want is|i'm hoping|my wish is|the one thing is)(?: for)? )?"
    r"(?:(?:that )?(?:he|she|they|him|her|them|you|my \w+)(?:'d| would| should| could| will|'ll)? )(?:just |please |only |at least |finally |once )*(?:to (?:just |please |finally )*)?(?P<vp>.+)$",
    re.IGNORECASE,
)
_TO_DO = re.compile(
    r"^(?:i(?:'d| would)? (?:just |only |really )*(?:want|need|like|love) )?(?:for (?:him|her|them|my \w+) )?to (?:just |please |finally )*(?P<vp>.+)$",
    re.IGNORECASE,
)
_TO_KNOW = re.compile(
    r"^(?:i (?:just )?(?:want|need|would like|'d like) )?(?:(?:him|her|them|my \w+) )?(?:to )?(?:know|hear|understand|see)(?: that)? (?P<said>(?:i|i'm|we|it|there|how)\b.+)$|^that (?P<that>(?:i|i'm|im|we|it)\b.+)$",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"^\W*(?:no|nope|nah|nothing|none|idk|dunno|not sure|no idea|whatever|i (?:really )?(?:don'?t|do not|dont) know.*|never ?mind|skip.*|good question|anything|hard to say|you tell me|what do you think.*)\W*$",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"^(?:(?:some|a bit of|a little|more|just|only|the|a|an|his|her|their|my|any) )*[a-z'-]+(?: (?:and|or|of|with|at|in|for|from|about|on|to) [a-z' -]+)?$",
    re.IGNORECASE,
)
_NOUNS = "respect honesty peace trust help sorry love support quiet space kindness truth apology answer change contact thanks effort calm"
_BARE_NOUN = frozenset(_NOUNS.split())


def asked_for(answer: str) -> str:
    """What they want from the loved one, as a sentence to them; "" when the answer names nothing that can be asked."""
    said = _LEAD.sub("", softened(calm(answer))).strip(" .!")
    if (
        not said
        or _NOTHING.match(said)
        or wish_in(answer) in ("save", "practise", "done", "another", "softer", "firmer", "shorter")
        or harsh(said)
    ):
        return ""
    if known := _TO_KNOW.match(said):
        return tidy(to_you(known["said"] or known["that"]))
    low = said.lower()
    if low in ("sorry", "an apology", "a sorry", "say sorry", "apologise", "apologize"):
        return "Could you tell me you're sorry?"
    if low.split()[0] in ("stop", "quit") or re.match(r"(?:not to|don't|not)\b", low):
        return _stopped(said)
    for pattern in (_WANT, _TO_DO):
        if match := pattern.match(said):
            return _request(match["vp"])
    if low in _BARE_NOUN or (
        re.match(r"(?:some|more|a|an|the|my|his|her|just|only|less|no)\b", low) and _NOUN.match(said)
    ):
        return tidy(f"I'd like {_turned(said)}")
    if is_verb(low.split()[0]):
        return _request(said)
    if own_words(tidy(said)).parts.keys() & NEEDED:
        return tidy(to_you(said))
    if re.match(r"(?:i|we|i'm|im|my|it|it's|there)\b", low) and len(said.split()) > 2:
        return tidy(to_you(said))
    return ""


def _stopped(said: str) -> str:
    match = re.match(r"(?:stop|quit|not to|don't|not)\s+(?P<vp>.+)$", said, re.IGNORECASE)
    if not match:
        return ""
    first, _, rest = _turned(match["vp"]).partition(" ")
    return tidy(f"Could you please not {base_of(first) if first.endswith('ing') else first} {rest}".strip() + "?")


def _request(vp: str) -> str:
    vp = re.sub(r"^(?:be able to|try to|start to|start) (?=\w+ )", "", vp, flags=re.IGNORECASE)
    if re.match(r"(?:stop|quit|not)\b", vp, re.IGNORECASE):
        return _stopped(vp)
    vp = _turned(vp)
    if re.match(r"be (?:safe|happy|well|healthy|alive|ok|okay|all right)\b", vp):
        return tidy(f"I want you to {vp}")
    first, _, rest = vp.partition(" ")
    base = first if is_verb(first) else base_of(first)
    if first.lower().endswith("s") and not is_verb(first) and is_verb(first[:-1]):
        base = first[:-1]  # "she calls me"
    return tidy(f"Could you {base.lower()} {rest}".strip() + "?") if is_verb(base) else ""


def _turned(vp: str) -> str:
    """ "call his daughter" as it is said to him."""
    return re.sub(r"^you ", "", to_you(f"he {vp}"), flags=re.IGNORECASE).strip(" .?!")
