"""Listening: which kind of weight a story carries, so that the reflection fits it. Never fixes, never corrects."""

from __future__ import annotations

import re
from functools import lru_cache

from coaching.content import CONTENT, Mapped, load_yaml, need
from coaching.dialogue import Choice, Say
from coaching.language.plain import plain
from coaching.language.reflect import clauses, quote

#: Where a long sentence without commas takes breath
_JOINT = re.compile(
    r"\s+(?:and|but|so|because|cos|then)\s+(?=(?:now |then |just )?(?:I|I'm|I've|he|he's|she|she's|they|it|it's|we|my)\b)"
)
STORY = 6  #: clauses of a long story
LEAST, LONGEST_QUOTE = 2, 14  #: words of their own that are said back
OFFERS = (
    Choice("feelings.buttons.keep_talking", "listen", "share_feelings"),
    Choice("feelings.buttons.for_me", "feelings", "support_myself"),
    Choice("feelings.buttons.find_words", "feelings", "get_phrasing"),
)


@lru_cache(maxsize=1)
def _cues() -> dict[str, re.Pattern[str]]:
    path = CONTENT / "feelings.yml"
    cues: Mapped = need(path, load_yaml(path), "cues", dict)
    return {theme: re.compile("|".join(rf"\b{re.escape(cue)}" for cue in words)) for theme, words in cues.items()}


_HOPES_UP = re.compile(r"(?:get(?:ting)?|got|had|have) (?:my|our) hopes? up")
_SOURED = re.compile(r"\b(?:but|hurt|laughed (?:at|it off)|stupid|wrong|scared|drunk)\b")
_SELF_DOUBT = re.compile(
    r"(?:(?:and|but|so|or|well|do you think|you think)[ ,]+)*(?:am i|i'?m|was i|i was)(?: just| really)?(?: being| the one)? (?:too (?:hard|soft|harsh|strict|much|sensitive)|wrong|over ?reacting|unfair|unreasonable|stupid|selfish|mean|horrible|mad|crazy|(?:a |the )?(?:bad|terrible|awful) \w+)"
    r"(?: (?:on|to|with|about|for|in) .{1,40})?[ ?.!]*"
)


def doubts_self(text: str) -> bool:
    """Whether somebody asks if the fault is with them ("was I wrong", "am i overreacting")."""
    said = plain(text)
    asked = re.match(r"(?:and |but |so |or |well )*(?:do you think|you think|am i|was i)\b", said) or said.endswith("?")
    return bool(asked and _SELF_DOUBT.fullmatch(said))


_THEY_SHOUT = re.compile(
    r"\b(?:he|she|they)(?:'s|s| has| just| always| then)* (?:snapped|yelled|screamed|shouted|lost it|lost (?:his|her) temper)(?: (?:at|with))?"
)
#: Words before the story: said back they would sound like an echo
_PREFACE = re.compile(
    r"\W*(?:(?:ok|okay|so|right|well|sorry|hi|hello|um) )*(?:(?:this|it|that)(?:'s| is|'ll be| will be)? (?:going to be |gonna be )?(?:a |an )?(?:bit |very |really |quite |so )*(?:long|long story|complicated|a lot|hard to explain)"
    r"|(?:i )?(?:don'?t|dont) know where to (?:start|begin)|where (?:do|to) (?:i )?(?:start|begin)|bear with me|long story)\W*"
)


def theme(text: str) -> str:
    """The theme with most cues in the text (the first listed on a tie), or "" for none."""
    lowered = text.lower().replace("’", "'")
    lowered = _HOPES_UP.sub("lost hope", lowered)
    lowered = _THEY_SHOUT.sub(" ", lowered)  # whoever is shouted at carries no guilt for it
    hits = {name: len(pattern.findall(lowered)) for name, pattern in _cues().items()}
    best = max(hits, key=lambda name: hits[name])
    if best == "hope" and _SOURED.search(lowered):
        return ""  # "i laughed but it hurt"
    return best if hits[best] else ""


_PEOPLE = re.compile(
    r"\b(?:i|i'm|im|i've|ive|my|me|we|our|us|he|he's|hes|she|she's|shes|they|they're|him|her|his|them|their)\b"
)
_WANTS = re.compile(
    r"\?|^\W*(?:how|what|why|where|when|who|which|can|could|should|would|will|do|does|is|are|show|find|remind|give|help|tell|let|please)\b"
    r"|\b(?:i (?:want|need|wanna|would like|'d like|wish)|i'd like|help me|how (?:do|can|to)|what (?:do|can|should))\b"
)


_AT_A_LOSS = re.compile(
    r"\b(?:don'?t|dont|not|no idea|idk|doesn'?t) (?:know )?(?:what|how) (?:to |i |can |should |else |we )*(?:do|feel|cope|say|think)\b"
)


def at_a_loss(text: str) -> bool:
    """Whether somebody says that they don't know what to do, and asks for nothing in particular."""
    said = plain(text)
    return bool(_AT_A_LOSS.search(said)) and not said.endswith("?") and not _WANTS.search(_AT_A_LOSS.sub("", said))


def telling(text: str, least: int = 4) -> bool:
    """Whether a message tells of somebody and asks for nothing: what calls for listening, whatever else it may be.
    least: words; in the middle of a story "he promised me" goes on telling."""
    said = _AT_A_LOSS.sub("", plain(text))  # "I don't know what to do" is no question
    return len(said.split()) >= least and bool(_PEOPLE.search(said)) and not _WANTS.search(said)


_YOUNG = re.compile(
    r"\b(?:i'?m|i am|im) (?:only |just )?(?:1[0-7]|[89]|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)(?: (?:years?|yrs?) old|yo)?(?=$|[ ,.!?])(?! (?:years?|months?|weeks?|days?) (?:sober|clean|in|into|married|older|pregnant))"
)


def young(text: str) -> bool:
    """Whether a child or a teenager writes: their own age is told."""
    return bool(_YOUNG.search(plain(text)))


#: Where feelings break in on whatever was asked: the question can wait.
_UPSET = re.compile(
    r"\b(?:(?:i'?m|i am|im|sat here|sitting here|just) (?:\w+ )?(?:crying|sobbing|weeping|shaking|in (?:tears|bits|pieces)|falling apart|overwhelmed|devastated|heartbroken)"
    r"|(?:can'?t|cannot|cant) stop (?:crying|shaking)|(?:this|it|it'?s|that'?s) (?:is |all )?(?:just )?(?:too much|too hard|unbearable)(?: for me)?(?: right now)?"
    r"|i (?:can'?t|cant|cannot) (?:do this|think straight|think|deal with this)(?: right now| now| any ?more)?|my heart is broken|makes? me cry|i want to scream|i feel sick"
    r"|i (?:just )?(?:feel|felt|am feeling) (?:so |really |very |like |just |such )*(?:an? )?(?:stupid|idiot|fool|useless|guilty|ashamed|alone|lonely|awful|terrible|horrible|empty|numb|broken|hopeless|helpless|betrayed|failure|failed|rubbish|worthless|sick|sad|scared|angry|lost)"
    r"|i (?:really |just |so |sometimes )?(?:hate|can'?t stand) (?:him|her|them|this|it|my (?:life|son|daughter|husband|wife|brother|sister|mum|mom|dad))"
    r"|i(?:'?m| am) (?:just |so |really |very |such )+(?:an? )?(?:tired|angry|scared|sad|ashamed|alone|lonely|exhausted|frightened|afraid|idiot|fool|worried|lost|done|broken|failure))\b"
)


_FEELS = re.compile(
    r"(?:(?:and|but|so|well|just|honestly|ok|no|yes|yeah)[ ,]+)*(?:i'?m|i am|i feel|i felt|feeling) (?:just |so |really |very |quite |a bit |pretty |kind of |a little |not even |only |still )*"
    r"(?:disappointed|upset|sad|angry|furious|gutted|hurt|tired|worn out|exhausted|scared|worried|lost|flat|numb|empty|ashamed|guilty|stuck|lonely|alone|frightened|heartbroken|devastated|confused|torn|anxious|fed up|done|shattered|drained|broken|let down|embarrassed|mad|livid|raging|jealous|afraid|annoyed|frustrated|sick of (?:it|this|him|her))"
    r"(?:[ ,]+(?:\w+[ ,]+){0,5}\w+)?[ .!]*"
)


def feels(text: str) -> bool:
    """Whether the whole message names a feeling of their own ("im disappointed")."""
    return bool(_FEELS.fullmatch(plain(text)))


_TEARS = re.compile(r"\b(?:crying|sobbing|in tears|shaking|too much|overwhelmed|can'?t do this)\b")


def tears(text: str) -> bool:
    """Whether somebody is in tears or can't go on: that breaks in everywhere."""
    return bool(_TEARS.search(plain(text))) and upset(text)


def upset(text: str) -> bool:
    """Whether a short message says that it is too much just now: no answer, whatever was asked."""
    said = plain(text)
    if re.search(r"\b(?:when|if|because|that i|i'll|i will)\b", said) and not re.match(r"because\b", said):
        return bool(_TEARS.search(said)) and len(said.split()) <= 12
    return len(said.split()) <= 12 and bool(_UPSET.search(said))


def listen(text: str, times: int, first: Choice | None = None) -> list[Say]:
    """A reflection, then by turns a gentle question or an offer. times: how often they were listened to, from 1.

    first: what the story may call for; it is offered with the rest, never begun."""
    if young(text):
        person = Choice("feelings.buttons.find_person", "person", "find_resources")
        return [reflection(text), Say("feelings.young", choices=(OFFERS[0], person))]
    if first is not None:
        choices = (OFFERS[0], first, *(c for c in OFFERS[1:] if c.intent != first.intent))
        return [reflection(text), Say("feelings.offer_this", choices=choices[:4])]
    return [reflection(text, times), Say("feelings.question") if times % 2 else Say("feelings.offer", choices=OFFERS)]


def reflection(text: str, times: int = 1) -> Say:
    """A line that names the weight of what was told, with their own words the first time and every other one."""
    found = theme(text)
    words = _own_words(text, found) if times % 2 and not _WANTS.search(plain(text)) else ""
    if words:
        return Say(f"feelings.said_{found}" if found else "feelings.said", {"quote": words})
    return Say(f"feelings.reflect_{found}" if found else "feelings.reflect")


def _own_words(text: str, found: str) -> str:
    """The clause that holds the feeling, or the one that tells most; "" when none is short and whole."""
    told = [clause for clause in clauses(text) if not _PREFACE.fullmatch(plain(clause))]
    parts = [piece for clause in told for piece in ([clause] if _short(clause) else _JOINT.split(clause))]
    felt = [part for part in parts if _short(part) and (not found or _cues()[found].search(part.lower()))]
    words = quote(text, LONGEST_QUOTE)
    if len(told) >= STORY:  # of a long story the last is what is fresh
        return words if found and words in felt else felt[-1] if felt else ""
    return words if words in felt else felt[0] if felt else ""


def _short(part: str) -> bool:
    return LEAST <= len(part.split()) <= LONGEST_QUOTE
