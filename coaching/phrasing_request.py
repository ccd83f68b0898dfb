"""What a message to the clinic holds: a draft, a line to answer, a description of the moment, or only the wish."""

from __future__ import annotations

import re
from dataclasses import dataclass

from coaching.language.shapes import THEIR, THEM, THEY

_QUOTED = re.compile(
    r"[\"“”„«]([^\"“”„«»]{2,})[\"“”»]|(?:^|[\s:(])['‘]([^'‘’]{2,}(?:['’]\w+[^'‘’]*)*)['’](?=$|[\s.,?!)])"
)
_ASKED = re.compile(
    r"\b(?:how (?:do|can|could|should|would|shd|cud|wud|to)\b|what (?:do|can|could|should|shd|would|to)\b|wat (?:do|to)"
    r"|words? (?:for|to)|wording|phras|help me|need (?:a |some |the )?(?:words|line|sentence|text|way|message)"
    rf"|tell {THEM}|say (?:to|it|this|that|something)|text {THEM}|answer|reply|write|draft|make (?:this|it|that)"
    r"|can (?:you|u)|could (?:you|u)|is there|nicer|kinder|softer|less (?:harsh|angry|mean|preachy|accusing)"
    r"|a (?:better|nicer|kinder|calmer|good) way|rephrase|reword|rewrite|put this|instead of|opener|opening line|give me"
    r"|(?:best|right|good) (?:way|thing|words?)|version|message (?:for|to|after)|first (?:words|message|call|text))",
    re.IGNORECASE,
)
_ABOUT_THEM = re.compile(rf"\b(?:{THEM}|{THEY}|our|wife|husband|son|daughter|mum|mom|dad|brother|sister)\b|\?", re.I)
_REPLY = re.compile(
    rf"\b{THEY}(?:'s| has| just|s)? (?:just )?(?:text|texted|txt|said|says|say|wrote|writes|replied|messaged|sent|told me"
    r"|asked|answers?|ses)\b",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"\b(?:answer|reply|respond|say (?:back|to that)|write back|text back|wh?at (?:do|should|shd|can|would) i)",
    re.IGNORECASE,
)
_LAST_ANSWER = re.compile(
    r"[,.;:!?]?\s*(?:and |so )?(?:wh?at|how) (?:do|should|shd|can|would|to) (?:i |u )?(?:answer|reply|say|respond|write|text)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_LEAD = re.compile(
    r"^.{0,160}?\b(?:how (?:do|can|could|should|would|shd) (?:i|u|you|one|we) (?:say|tell|put|ask|text|word|explain|bring up|let)?"
    r"|help me (?:to )?(?:say|tell|ask|text)|what (?:do|can|should|would) i (?:say|text|write|tell|answer)|need to (?:tell|ask)"
    rf"|want to (?:tell|say|ask|text))\b ?(?:(?:to )?(?:{THEM}|our \w+|\w+) )?(?:that )?",
    re.IGNORECASE | re.DOTALL,
)
_TRAIL = re.compile(
    r"\s*(?:without .{0,60}|nicely|calmly|kindly|in a (?:nice|kind|calm|better|good) way|so (?:that )?(?:he|she|they) .{0,60})"
    r"\s*[?.!]*$",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"^\W*(?:so |and |but |ok |tell me )?(?:(?:should|shall|must|may|can|could|do|am|are|was|did) (?:i|we)\b"
    r"|is it (?:ok|okay|wrong|right|safe|better|my|normal|too|bad)|would it be|why (?:does|is|do|did|won'?t)\b|what (?:is|are|if|happens)\b"
    r"|does (?:he|she|it|this|that)\b|is (?:he|she|this|that)\b|how (?:long|likely|dangerous|much))",
    re.IGNORECASE,
)
_TO_THEM = re.compile(r"\b(?:you|your|u|ur|you're|youre)\b", re.IGNORECASE)
_TOLD_ABOUT = re.compile(
    r"\b(?:he|she|him)\b|\bmy (?:son|daughter|husband|wife|brother|sister|partner|boyfriend|girlfriend|mum|mom|dad)\b",
    re.I,
)
_HARM = re.compile(
    rf"\b(?:(?:make|making|get|have) {THEM} (?:to )?(?:feel (?:so )?(?:guilty|bad|small|stupid|ashamed|worthless|like (?:shit|crap|dirt"
    rf"|nothing))|suffer|cry|jealous|pay for (?:it|this|what)|hate (?:him|her|them)sel|regret)|really hurts?\b.{{0,30}}\b(?:him"
    rf"|her|them|line|words)|words? (?:that|to) (?:really )?(?:hurt|destroy|break|crush|wound)|as (?:nasty|cruel|hurtful|mean) as"
    rf"|trick {THEM}|manipulate|guilt[- ]?trip {THEM}|blackmail|pretend (?:i'?m|to be|i am|that i|im) (?:\w+ )?(?:sick|ill|dying"
    rf"|pregnant|leaving|suicidal)|lie to {THEM} (?:so|that)|(?:scare|frighten|shame|bully) {THEM} into|threaten {THEM}|revenge"
    rf"|humiliate {THEM}|put {THEM} in {THEIR} place|get back at {THEM}|destroy {THEM}|(?:thinks?|believes?) i(?:'m| am|m) (?:dying"
    rf"|ill|sick|pregnant)|so (?:that )?{THEY} (?:feels? (?:guilty|terrible|awful|worthless)|suffers?|regrets? (?:it|being born)))",
    re.IGNORECASE,
)
_OTHER_SCRIPT = re.compile(
    r"[\u0400-\u04ff\u0600-\u06ff\u0900-\u0dff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af\u0590-\u05ff\u0e00-\u0e7f\u0370-\u03ff]"
)
_OTHER_WORDS = re.compile(
    r"[àâäçéèêëîïñóôöùûüßáíúãõąćęłńśźżşğı¿¡]"
    r"|\b(?:que|und|nicht|ich|por|para|los|est|pas|je|che|non|jest|nie|yang|tidak|hindi|ako|nunca|siempre|warum|immer|toujours"
    r"|pourquoi|perche|sempre|waarom|altijd|niet|kya|nahi|kyun)\b"
)
_COMMON_WORDS = (
    "the a i you he she it we they is are was to of and in that my me your for on with not don't dont do have be this but so im"
    " i'm u if at no yes what how when stop please can will just all his her him them about never always go out up want need"
    " feel love sorry get know like help said say from because been home time today hi hey hello ok okay thanks thank give take"
    " come back"
)
_COMMON = frozenset(_COMMON_WORDS.split())


@dataclass(frozen=True)
class Request:
    """kind: `draft` (text is the draft), `reply` (text is the line to answer), `moment` (text describes it), `question`
    (what to do, not words), `empty` (only the wish), `harm` (meant to hurt or manipulate), `foreign` (not English)."""

    kind: str
    text: str = ""


def read_request(message: str, first: bool = True) -> Request:
    """Reads a message. `first`: it opens the exercise, so it may be only the wish for words.

    Later a message without a question is taken as the draft itself.
    """
    said = _TO_KNOW.sub(r"i want to tell \g<who> that ", message.strip())
    if not re.search(r"\w", said):
        return Request("empty")
    if foreign(said):
        return Request("foreign", said)
    if _HARM.search(said):
        return Request("harm", said)
    quoted = max((a or b for a, b in _QUOTED.findall(said)), key=len, default="").strip()
    outside = said.replace(quoted, " ") if quoted else said
    if quoted and _REPLY.search(outside) and (_ANSWER.search(outside) or first):
        return Request("reply", quoted)
    if quoted and len(quoted.split()) >= 2 and (_ASKED.search(outside) or len(outside.split()) <= 8):
        return Request("draft", quoted)
    if reply := _told(said):
        return Request("reply", reply)
    asks = bool(_ASKED.search(said))
    head, colon, tail = said.partition(":")
    if colon and len(tail.split()) >= 2 and (_ASKED.search(head) or len(head.split()) <= 6) and "http" not in said:
        return Request("draft", tail.strip())
    if _QUESTION.match(said) and not asks and not _TO_THEM.search(said):
        return Request("question", said)
    if asks and _ABOUT_THEM.search(said) and not _spoken(said):
        return Request("moment", said) if len(said.split()) >= 6 else Request("empty")
    if first and asks and len(said.split()) < 9:
        return Request("empty")
    if len(said.split()) >= 4 and _TOLD_ABOUT.search(said) and not _TO_THEM.search(said):
        return Request("moment", said)  # about the loved one, not to them
    return Request("draft", said)


#: "I just want him to know I'm worried" holds the message itself
_TO_KNOW = re.compile(
    rf"^\W*(?:(?:i|we)(?:'d| would)? (?:just |only |really )?(?:want|need|like)|i'd (?:just )?like) (?P<who>{THEM}) to know (?:that )?(?=(?:i|we)\b)",
    re.IGNORECASE,
)


def _told(said: str) -> str:
    """The line in "he texted leave me alone, what do i answer", when it stands without quotation marks; "" if none."""
    told = _REPLY.match(said)
    if not told or not _LAST_ANSWER.search(said):
        return ""
    line = re.sub(r"^\W*(?:me )?(?:that )?", "", _LAST_ANSWER.sub("", said)[told.end() :]).strip(" ,.;:")
    return line if 1 <= len(line.split()) <= 25 else ""


def _spoken(said: str) -> bool:
    """Whether a text that asks something asks the loved one ("can you please answer me when i call you")."""
    return not re.search(rf"\b(?:{THEM}|say|words?|tell|text|wording|message)\b", said, re.IGNORECASE) and bool(
        re.match(r"\W*(?:can|could|will|would|how (?:do|can|could|would|should)) (?:you|u)\b", said, re.IGNORECASE)
        and re.search(r"\b(?:me|my|us|i)\b", said, re.IGNORECASE)
        and not re.search(
            r"\b(?:help|make|give|find|write|rephrase|reword|put|nicer|kinder|softer)\b", said, re.IGNORECASE
        )
    )


def core(moment: str) -> str:
    """The wish inside a description: "how do I tell him I'm worried without a fight" is about "I'm worried"."""
    inner = _TRAIL.sub("", _LEAD.sub("", moment)).strip(" ?.!,")
    return inner if len(inner.split()) >= 2 else moment


def without_manner(text: str) -> str:
    """A description without how it should be said ("nicely", "without a fight")."""
    return _TRAIL.sub("", text).strip()


def foreign(text: str) -> bool:
    """Whether a text of some length is hardly English."""
    if len(_OTHER_SCRIPT.findall(text)) >= 4:
        return True
    words = re.findall(r"[^\W\d_]+(?:['’]\w+)?", text.lower().replace("’", "'"))
    known = sum(word in _COMMON for word in words)
    return len(words) >= 4 and known / len(words) < 0.1 and bool(_OTHER_WORDS.search(text.lower()))
