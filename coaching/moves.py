"""What a line of a scene does by its plain form: asks, refuses, offers, says sorry ...

The reader of acts judges the tone of a line; this reads what can be seen in its words alone. It fills in what the reader
missed in short, typed lines ("im not coming to get you" is a limit) and takes back what the form rules out ("are you
depressed" waves nothing away). Each act it adds is quoted to the person, so the patterns err on the side of silence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from coaching.scenario import HELPING


class Act(Protocol):
    """One speech act in a line, as `coaching.language.acts.read_acts` gives it."""

    @property
    def label(self) -> str: ...
    @property
    def quote(self) -> str: ...
    @property
    def helps(self) -> bool: ...
    @property
    def confidence(self) -> float: ...


@dataclass(frozen=True)
class Proposed:
    """The act of a sentence that stands in the scenario as an example of a skill."""

    label: str
    quote: str
    helps: bool = True
    confidence: float = 1.0


ASKS, REFUSES, OFFERS, TELLS = "asks", "refuses", "offers", "tells"

TOLD = 1.0  #: the confidence of an act that was told, not read (a scene tried out by `hearth check`)
_SOFT = r"(?:(?:so|really|very|just|a bit|quite|that|too|also|still|honestly|truly|always) )*"
_ASKS = re.compile(
    r"\?\s*$|^(?:and |so |but |well |ok |okay |please |then |now |sorry |hey |listen |love |tell me )*(?:what|whats|what's|how|hows|how's|why|whens?|where|wheres|who|whos|who's|which|do|did|does|are"
    r"|is|was|were|have|has|can|could|will|would|shall|should|didn't|didnt|don't you|aren't|isn't|haven't|won't you)\b(?! (?:a|an)\b)(?!ever)",
    re.IGNORECASE,
)
_CARES = r"shout|yell|lecture|judge|be angry|be cross|be mad|tell you what|tell (?:mum|mom|dad|anyone|anybody|them)|leave you|let (?:you )?go|force|push|argue|fight|give up|hurt|say anything|go anywhere|interrupt|make you"
_GENTLE = r"trying|saying|asking|judging|blaming|attacking|accusing|getting at|leaving|going anywhere|giving up|checking|lecturing|being|feeling|sleeping|kidding|joking|shouting|expecting|telling|forcing|pushing|here|angry|looking|starting|gonna start|going to start"
_REFUSES = re.compile(
    rf"\bi(?:'m| ?am|m)? (?:still |also |really |just )*(?:not|never) (?:going to|gonna|able to|willing to|prepared to) (?!{_CARES}|{_GENTLE}|be\b)\w+"
    rf"|\bi(?:'m| ?am|m) not (?!(?:{_GENTLE})\b)(?:\w+ing|ready)\b"
    rf"|\bi (?:still |really |simply )?(?:won'?t|will not|wont) (?!{_CARES}|be\b|lie to you|forget)\w+"
    r"|\bi (?:really |just |simply )?(?:can'?t|cannot|cant|can not) (?:keep|go on|do this|do that|give|lend|pay|cover|have you|live|let you|afford|lie|come|take you|drive you|bail|carry on|allow)\b"
    r"|\byou (?:can'?t|cannot|cant|can not|may not|are not|aren'?t) (?:stay|live|move|come (?:here|home|back|to)|have|drive|drink (?:here|in)|smoke (?:here|in)|crash|bring|use (?:here|in)|sleep here|going out)\b"
    r"|^(?:no,? )?no more \w+|\bnot up for (?:discussion|debate)\b|\b(?:i'?ve|i have) had enough\b|\b(?:my|the) (?:answer|limit|rule) (?:is|stays)\b|\bi'?m keeping (?:it|to)\b|\byou can (?:ring|call|tell|text) (?:him|her|them) yourself\b"
    r"|\bfrom now on,? i\b|\b(?:that|it)'?s (?:my (?:limit|last word|line)|(?:still )?a no)\b|^(?:no,? )?not (?:even|for|a|one|this time|tonight|until)\b|^(?:no|nope),? (?:i said|means|sorry|not)\b"
    r"|\byou(?:'ve| have)(?: got)? (?:until|till)\b|\bi (?:want|need) you (?:to (?:leave|move|go|be out)|out)\b",
    re.IGNORECASE,
)
_HELPS = (
    r"come|drive|help|sit|stay|pick you|take you|bring|make you|make us|cook|visit|go with|be there|walk|wait|get you|look after|mind|listen|ring you|call you|keep you|keep a plate"
    r"|fetch|watch|hold|pay half|show you"
)
_OFFERS = re.compile(
    rf"\b(?:shall|should|can|could|may) i (?:{_HELPS})|\b(?:would|do) you (?:like|want) me to\b|^(?:do you )?want me to\b|\bwould it help if i\b|\blet me (?:{_HELPS})"
    rf"|\bi(?:'?ll| will| could| can|'?d) (?:gladly |happily |always |also |even |just )?(?:{_HELPS})\b|\b(?:let'?s (?!hope|see|face|say|just say|not|be honest)|we (?:could|can) |shall we )\w+",
    re.IGNORECASE,
)
_SORRY = re.compile(
    rf"\b(?:i'?m|i am|im) {_SOFT}sorry\b(?!,? (?:but|if|you (?:feel|lost|had|have|are|were|went)|that you|to hear|about your|for your|i (?:can'?t|won'?t|cannot)|love|you can'?t|danny|no\b))|\bi apologi[sz]e\b|\bi (?:was|have been|'?ve been) (?:wrong|unfair|hard on|too hard|harsh)\b"
    r"|\bi should(?:n'?t| not) have\b|\bmy (?:fault|mistake)\b(?!\?)|^(?:so |very |really )?(?:sorry|soz|sry)(?: (?:for|that i|about)\b|\W*$)",
    re.IGNORECASE,
)
_FEELS = re.compile(
    rf"\bi(?:'m| am|m| feel| felt| was| get| got|'?ve been) {_SOFT}(?:scared|worried|afraid|frightened|sad|hurt|lonely|alone with|helpless|exhausted|torn|upset|terrified|anxious|nervous|heartbroken"
    r"|relieved|disappointed(?! in you)|lost|stupid|out of my mind|at my wits)\b|\bmy (?:heart|stomach) (?:is|was|sank|dropped|breaks|hurts|aches)|\bi (?:really |do |just )?miss(?:ed)? you\b|\bi (?:lay|lie) awake\b"
    r"|\bi (?:could|can)(?:n'?t|not) sleep\b|\bit (?:frightened|frightens|scared|scares|hurt|hurts|upset|upsets|worries|worried) me\b|\bi (?:just )?wanted to (?:hear your voice|see you)\b",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"\bthank(?:s| you|you)?,? (?:so much |very much |a lot )?(?:for|that you)\b|\b(?:i'?m|im|i am) (?:so |really )?glad (?:that )?you (?:told|said|came|rang|called|texted|picked|stayed|asked)\b|\bproud of you\b"
    r"|\byou(?:'re| are) (?:a |so |such a )?(?:good|brave|kind|strong|lovely|wonderful) ?(?:mum|mom|mother|dad|father|person|wife|husband|lad|girl|man|woman)?\b(?! (?:at|for)\b)",
    re.IGNORECASE,
)
_HURTS = (  #: set phrases that hurt in whatever tone they are read
    ("blame", re.compile(r"\bhow could you\b(?! (?:do with|use|make|get|pay|manage))|\bwhat (?:were you thinking|is wrong with you|the hell)\b|\bwhat'?s wrong with you\b|\bi (?:knew|told you) (?:it|this|you would|you'd|so|that)\b", re.IGNORECASE)),
    ("guilt_trip", re.compile(r"\bdisappointed in you\b|\bafter (?:all|everything) i(?:'ve| have| did)?\b", re.IGNORECASE)),
)  # fmt: skip
_CONDOLES = re.compile(
    r"\bsorry (?:that )?(?:you (?:lost|had|have|went|were|are|feel)|to hear|about your (?:loss|mum|mom|dad|friend)|for your loss)\b",
    re.IGNORECASE,
)
_ADDED = (
    ("understanding", _CONDOLES),
    ("responsibility", _SORRY),
    ("limit", _REFUSES),
    ("own_feeling", _FEELS),
    ("affirmation", _THANKS),
    ("offer", _OFFERS),
)
_A_QUESTION = re.compile(
    r"^(?:and |so |but |ok |well )*(?:who|whos|who's|what|whats|what's|when|where|wheres|how|are|is|was|were|do|did|does|have|has|will you (?:be|still|ever|always))\b"
)
_NEVER_IN_A_QUESTION = ("dismissing", "mind_reading", "fixing", "sarcasm", "comparing", "guilt_trip")
_STING = re.compile(
    r"\b(?:even|really|seriously|stupid|serious|kidding|joking|proud of yourself|could you|dare|ever)\b"
)
_ASKED_FOR = re.compile(
    r"\b(?:can|could|would|will|won't) (?:you|we)\b(?! (?:be\b|still|ever|always|like\b|want))|\bplease\b|\bi(?:'d| would) (?:like|love|need|want)\b|\b(?:need|want|ask|asking|like) you to\b|\blet me know\b|\bi(?: only| just)? (?:need|want|wish|ask)\b|\bask\b",
    re.IGNORECASE,
)
_A_NO = re.compile(r"\byou (?:can'?t|cannot|cant) (?:drive|stay|live|move|come|smoke|crash|bring)\b")
_YES_OR_NO = re.compile(
    r"^(?:and |so |but |well |ok |okay |please )*(?:do|did|does|are|is|was|were|have|has|can|could|will|would|shall|should|didn'?t|don'?t|aren'?t|isn'?t|haven'?t|won'?t)\b"
)
_MAY_BE_OPEN = re.compile(r"\b(?:what|how|tell me|talk|about|like to say|more|which)\b")
_KINDLY_ASKED = re.compile(
    r"^(?:and |so |ok |hey |love )*(?:where (?:are|do) you (?:sleep\w*|stay\w*|liv\w*|now)|who (?:helps|is|can help)|how (?:are|is|was))\b"
)
_LEAVE = re.compile(
    r"^(?:hi |hey |hello |love |please )*(?:can|may|could) i (?:come in|come (?:and )?see|see you|visit|sit|talk|ask|say|join|stay)\b",
    re.IGNORECASE,
)


def sentences(line: str) -> list[str]:
    """The parts of a line that each say one thing."""
    parts = re.split(r"(?<=[.!?…])\s+|\n+|;\s+|,\s*(?=(?:but|and|so) )| - ", line.strip())
    return [part.strip(" ,") for part in parts if part.strip(" ,")]


def asks(sentence: str) -> bool:
    """Is it a question, with or without its mark?"""
    return bool(_ASKS.search(sentence.strip()))


def form(sentence: str) -> str:
    """One of `coaching.scenario.FORMS`: what the sentence does before all else."""
    said = sentence.replace("\u2019", "'").strip()
    if _OFFERS.search(said) and not _REFUSES.search(said) and not _LEAVE.search(said):
        return OFFERS
    if asks(said):
        return ASKS
    return REFUSES if _REFUSES.search(said) else TELLS


def question_kind(sentence: str) -> str:
    """How a question is put: "asks_why", "asks_fact" (who, when, where, how many) or "asks_yes_no"."""
    said = sentence.lower()
    if re.search(r"\bwhy\b|\bhow come\b|what for\b", said):
        return "asks_why"
    if re.search(r"\b(?:who|when|where|which|how (?:many|much|long|often|old|far)|what time)\b", said):
        return "asks_fact"
    return "asks_yes_no" if not re.search(r"\b(?:what|whats|how|hows)\b", said) else "question"


def mended(line: str, found: Sequence[Act]) -> list[Act]:
    """The acts of a line, without those that its form rules out and with the plain ones that were missed."""
    said = line.replace("\u2019", "'").strip()
    kept = [act for act in found if act.confidence >= TOLD or not _ruled_out(act.label, said)]
    if not any(not act.helps for act in kept):
        hurts = [(label, cue) for label, cue in _HURTS if cue.search(said)]
        if hurts:  # what they say outright outweighs a kind reading of their tone
            part = next((s for s in sentences(said) if hurts[0][1].search(s)), said)
            kept = [act for act in kept if act.quote not in part and part not in act.quote]
            return [*kept, Proposed(hurts[0][0], part, False)]
    if any(not act.helps for act in kept):
        return kept  # beside a line that hurts, nothing is added: what it does is clear
    for label, cue in _ADDED:
        there = {act.label for act in kept}
        if (
            label in there
            or _ruled_out(label, said)
            or (label == "offer" and there)
            or (label == "limit" and there & {"autonomy"})
        ):
            continue
        part = next((s for s in sentences(said) if cue.search(s)), "")
        if part and not (label in ("responsibility", "affirmation", "limit") and asks(part)):
            kept.append(Proposed(label, part, label in HELPING, 0.7))
    return kept


def _ruled_out(label: str, said: str) -> bool:
    low, words = said.lower(), len(said.split())
    if label in _NEVER_IN_A_QUESTION and words <= 12 and _A_QUESTION.search(low) and not _STING.search(low):
        return True
    if label == "threat" and re.search(r"^(?:and |but )?what (?:if|happens if|would happen if) ", low):
        return True
    if label == "own_feeling":
        return not re.search(r"\b(?:i|i'm|im|i've|i'd|me|my|we|we're|us|our)\b", low) or bool(
            re.search(r"\bnot (?:angry|cross|mad|upset)\b", low) and not _FEELS.search(said) and "love" not in low
        )
    if label == "responsibility":
        return bool(_CONDOLES.search(said)) and not _SORRY.search(said)
    if label == "blame":
        return bool(_A_NO.search(low)) and not re.search(r"\byou (?:never|always|ruin\w*|made|make)\b", low)
    if label == "always_never":
        return not re.search(r"\b(?:you|u|your|ur|you're|youre)\b", low)
    if label == "sarcasm":
        return (
            words <= 5
            and bool(re.search(r"\b(?:congrat\w*|well done|amazing|proud)\b", low))
            and not _STING.search(low)
        )
    if label == "limit":
        return bool(re.search(rf"\bi (?:won'?t|wont|will not) (?:{_CARES})", low)) and not _REFUSES.search(said)
    if label == "understanding":
        return bool(re.search(r"\bhow (?:do|can|could|would) i\b", low))
    if label == "open_question":
        return not _MAY_BE_OPEN.search(low) and all(
            _YES_OR_NO.search(part.lower()) for part in sentences(said) if asks(part)
        )
    if label == "interrogating":
        return words <= 6 and bool(_KINDLY_ASKED.search(low))
    if label == "observation":
        return all(asks(part) for part in sentences(said))
    if label == "request":
        return not _ASKED_FOR.search(said)
    return label == "offer" and bool(
        _LEAVE.search(said) or re.search(r"\bdo you (?:still )?want (?:to|a) (?:drink|use|smoke)\b", low)
    )
