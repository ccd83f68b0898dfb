"""What a message to the clinic holds: a draft, a line to answer, a description of the moment, or only the wish."""

from __future__ import annotations

import re
from dataclasses import dataclass

_QUOTED = re.compile(
    r"[\"“”„«]([^\"“”„«»]{2,})[\"“”»]|(?:^|[\s:(])['‘]([^'‘’]{2,}(?:['’]\w+[^'‘’]*)*)['’](?=$|[\s.,?!)])"
)
_ASKED = re.compile(
    r"\b(?:how (?:do|can|could|should|would|shd|cud|wud|to)\b|what (?:do|can|could|should|shd|would|to)\b|wat (?:do|to)|words? (?:for|to)|wording|phras|help me"
    r"|need (?:a |some |the )?(?:words|line|sentence|text|way|message)|tell (?:him|her|them|my)|say (?:to|it|this|that|something)|text (?:him|her|them|my)"
    r"|answer|reply|write|draft|make (?:this|it|that)|can (?:you|u)|could (?:you|u)|is there|nicer|kinder|softer|less (?:harsh|angry|mean|preachy|accusing)|a (?:better|nicer|kinder|calmer|good) way|rephrase|reword|rewrite|put this|instead of|opener|opening line|give me|version)",
    re.IGNORECASE,
)
_REPLY = re.compile(
    r"\b(?:he|she|they|my \w+)(?:'s| has| just|s)? (?:just )?(?:text|texted|txt|said|says|say|wrote|writes|replied|messaged|sent|told me|asked|answers?|ses)\b",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"\b(?:answer|reply|respond|say (?:back|to that)|write back|text back|what (?:do|should|can|would) i)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^.{0,160}?\b(?:how (?:do|can|could|should|would) (?:i|u|you|one|we) (?:say|tell|put|ask|text|word|explain|bring up|let)?|help me (?:to )?(?:say|tell|ask|text)|what (?:do|can|should|would) i (?:say|text|write|tell|answer)|need to (?:tell|ask)|want to (?:tell|say|ask|text))\b ?"
    r"(?:(?:to )?(?:him|her|them|my \w+|our \w+|\w+) )?(?:that )?",
    re.IGNORECASE | re.DOTALL,
)
_TRAIL = re.compile(
    r"\s*(?:without .{0,60}|nicely|calmly|kindly|in a (?:nice|kind|calm|better|good) way|so (?:that )?(?:he|she|they) .{0,60})\s*[?.!]*$",
    re.IGNORECASE,
)
_HARM = re.compile(
    r"\b(?:(?:make|making|get) (?:him|her|them|my \w+) (?:feel (?:guilty|bad|small|stupid|ashamed|worthless|like (?:shit|crap|dirt|nothing))|suffer|cry|jealous|hate (?:him|her|them)sel)|really hurts?\b.{0,30}\b(?:him|her|them|line|words)|words? (?:that|to) (?:hurt|destroy|break|crush)|as (?:nasty|cruel|hurtful|mean) as|trick (?:him|her|them)|manipulate|guilt[- ]?trip (?:him|her|them)|blackmail|pretend (?:i'?m|to be|i am|that i) (?:sick|ill|dying|pregnant|leaving|suicidal)|lie to (?:him|her|them) (?:so|that)|scare (?:him|her|them) into|threaten (?:him|her|them)|revenge|humiliate (?:him|her|them)|put (?:him|her|them) in (?:his|her|their) place|get back at (?:him|her|them)|so (?:he|she|they) (?:feels? (?:guilty|terrible|awful|worthless)|suffers?|regrets? (?:it|being born)))",
    re.IGNORECASE,
)
_FOREIGN = re.compile(
    r"[\u0400-\u04ff\u0600-\u06ff\u0900-\u0dff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af\u0590-\u05ff\u0e00-\u0e7f\u0370-\u03ff]"
)
_COMMON = {
    "the",
    "a",
    "i",
    "you",
    "he",
    "she",
    "it",
    "we",
    "they",
    "is",
    "are",
    "was",
    "to",
    "of",
    "and",
    "in",
    "that",
    "my",
    "me",
    "your",
    "for",
    "on",
    "with",
    "not",
    "don't",
    "dont",
    "do",
    "have",
    "be",
    "this",
    "but",
    "so",
    "im",
    "i'm",
    "u",
    "if",
    "at",
    "no",
    "yes",
    "what",
    "how",
    "when",
    "stop",
    "please",
    "can",
    "will",
    "just",
    "all",
    "his",
    "her",
    "him",
    "them",
    "about",
    "never",
    "always",
    "go",
    "out",
    "up",
    "want",
    "need",
    "feel",
    "love",
    "sorry",
    "get",
    "know",
    "like",
    "help",
    "said",
    "say",
    "from",
    "because",
    "been",
    "home",
    "time",
    "today",
    "hi",
    "hey",
    "hello",
    "ok",
    "okay",
    "thanks",
    "thank",
    "give",
    "take",
    "come",
    "back",
}


@dataclass(frozen=True)
class Request:
    """kind: `draft` (text is the draft), `reply` (text is the line to answer), `moment` (text describes it),
    `empty` (only the wish), `harm` (meant to hurt or manipulate), `foreign` (not English)."""

    kind: str
    text: str = ""


def read_request(message: str, first: bool = True) -> Request:
    """Reads a message. `first`: it opens the exercise, so it may be only the wish for words.

    Later a message without a question is taken as the draft itself.
    """
    said = message.strip()
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
    asks = bool(_ASKED.search(said))
    head, colon, tail = said.partition(":")
    if colon and len(tail.split()) >= 2 and (_ASKED.search(head) or len(head.split()) <= 6) and "http" not in said:
        return Request("draft", tail.strip())
    if asks and re.search(r"\b(?:him|her|them|he|she|my|our|they|wife|husband|son|daughter)\b|\?", said, re.IGNORECASE):
        return Request("moment", said) if len(said.split()) >= 6 else Request("empty")
    if first and asks and len(said.split()) < 9:
        return Request("empty")
    return Request("draft", said)


def core(moment: str) -> str:
    """The wish inside a description: "how do I tell him I'm worried without a fight" is about "I'm worried"."""
    inner = _TRAIL.sub("", _LEAD.sub("", moment)).strip(" ?.!,")
    return inner if len(inner.split()) >= 2 else moment


def foreign(text: str) -> bool:
    """Whether a text of some length is hardly English."""
    if len(_FOREIGN.findall(text)) >= 4:
        return True
    words = re.findall(r"[^\W\d_]+(?:['’]\w+)?", text.lower().replace("’", "'"))
    return (
        len(words) >= 5
        and sum(w in _COMMON for w in words) / len(words) < 0.1
        and bool(
            re.search(
                r"[àâäçéèêëîïñóôöùûüßáíúãõąćęłńśźżşğı¿¡]|\b(?:que|und|nicht|ich|por|para|los|est|pas|je|che|non|jest|nie|yang|tidak|hindi|ako)\b",
                text.lower(),
            )
        )
    )
