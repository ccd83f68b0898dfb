"""Tells whether somebody on a danger path turned to something else: words they look for, an exercise, a text for the loved one.

Works on the plain form of `coaching.safety.normalise`. What asks about the danger itself ("how do i tell if he is
breathing", "should i call") is never something else.
"""

from __future__ import annotations

import re

FEWEST = 5  #: words of a text that is meant for the loved one

_SPEAK = (
    r"(?:say|tell|put|phrase|word|write|ask|raise|bring|text|explain|answer|reply|respond|react|start|begin|approach|talk|speak|set|invite"
    r"|apologi[sz]e|thank|practi[sc]e|praise|show|let|message|send|encourage|prepare|save)\b(?! (?:if|whether|you\b))"
)
_LOOK = re.compile(
    rf"\bhow (?:do|can|could|should|would|might|will|to|shall)(?: i| we)?(?: even| ever| best| just| possibly)? {_SPEAK}"
    r"|\bhow (?:do|can|should|would) i (?:make|get|help|stop|support|live|cope|keep) (?:him|her|them|my|a|it)\b"
    rf"|\b(?:what|which words) (?:do|can|could|should|would|might|may|will|to|shall)(?: i| we)? {_SPEAK}"
    r"|\bwhat (?:is|would be) (?:a|the) (?:good|right|kind|nice|best|better|gentle) (?:thing|way|text|message|words?|time|moment)"
    r"|\b(?:can|could|will|would) (?:you|i|we) (?:please |just |maybe )*(?:help me (?:to )?(?:say|write|set|find the|word|put|make|phrase|with (?:a|the|my|words?))"
    r"|make (?:it|that|this)|give me (?:a|another|some)|(?:get|have|do|try) (?:a|another|the|that)|go on|carry on"
    r"|(?:say|put|phrase|word|write|set|practi[sc]e|save|prepare)\b(?! (?:if|whether)\b)|show me (?:my|the|a|how))"
    rf"|\b(?:want|wish|like|love|prefer|need|trying|try|rather|meaning|mean|like|hoping|know how|ready|going)(?: (?:him|her|them))? (?:not )?to (?:know how to |find (?:a|the) (?:way|words?) to |be able to )?"
    rf"(?:{_SPEAK}|(?:shout|fight|argue|nag|row|scold|lecture|blame|judge|sound|come across|be (?:calm|kind|kinder|softer|harsh|angry|honest|firm|clear)|have (?:a|the|that) (?:talk|word|row|conversation)|plan|support|notice|keep (?:my|a|the) (?:calm|limit)|stop (?:giving|lending|paying|shouting|nagging)|learn|make (?:a|the) (?:plan|limit)))\b"
    r"|\bi want (?:some |a |the )?(?:words?|wordings?|text|message|limit)\b|\bwithout (?:sounding|shouting|nagging|blaming|a (?:row|fight))\b"
    r"|\b(?:let us|let me) (?:practi[sc]e|rehearse|write|set|try|go on|do|make)\b"
    rf"|\bhelp me (?:to )?{_SPEAK}|\bhow\W*$"
)
_MENU = re.compile(
    r"^(?:ok |and |now |please |a (?:bit|little|touch) |much |even |make it |make that |can it be |can you make it )*"
    r"(?:(?:softer|firmer|shorter|longer|kinder|warmer|gentler|simpler|clearer|less \w+|more (?:gentle|kind|warm|direct|firm|formal|casual))"
    r"|another(?: one| version| wording| idea| way)?|(?:practi[sc]e|rehearse|try)(?: (?:it|this|that|the|a|my|with|for|talk\w*|conversation|him|her|them|what|how|again|\w+ing))+.{0,60}|practi[sc]e"
    r"|save (?:it|that|this|them|the \w+(?: one)?)|set (?:a |another |my )?limits?(?: .{0,60})?|(?:show|see|list)(?: me)? (?:my|what)\b.{0,40}|(?:what|which) (?:have|did|do) i (?:saved?|kept?|have saved)\b.{0,30}"
    r"|my (?:limits?|wordings?|plans?|progress|space)|check ?ins?|remind me\b.{0,60}|find (?:a |me a |some )?(?:group|meeting|help for me)\b.{0,40}|learn(?: more)?|(?:draft|text|message|wording|phrase)s?)"
    r"(?: please| pls| version| one| now| thanks?| for me)*\W*$"
)
_CLOSE = re.compile(
    r"^(?:ok(?:ay)?|right|great|oh|well|cool|lovely|anyway|and|[,.! ])*\b(?:thanks?|thank you|thx|ta|cheers|bye|good ?bye|good ?night|night night|see you|hello|hi|good morning)\b(?:[ ,]+\w+){0,4}\W*$"
)
_YOU = re.compile(r"\b(?:you|your|yours|u|ur)\b")
_TO_US = re.compile(
    r"\b(?:(?:are|can|could|will|would|did|were) (?:you|u)|do (?:you|u) (?:know|think|mean|understand|even|record|keep|save|tell)|why (?:are|do|did|would) (?:you|u) (?:ask|say|want|keep)"
    r"|(?:you|u) (?:are|r)(?: \w+){0,2} (?:useless|stupid|wrong|bot|program|robot|machine|listening|helping|real|help|use|good|shit|crap|rubbish|annoying|joke|idiot\w*|kidding)"
    r"|(?:thank|fuck|screw|damn|bless|testing) (?:you|u)|(?:asking|using) (?:you|u)|(?:you|u) (?:said|asked) (?:to|me|if|about)"
    r"|(?:you|u) (?:keep (?:asking|saying|repeating)|got (?:it|me|that) wrong|never listen|do not (?:listen|understand|get (?:it|me))|misunder\w+|know nothing|bot|can not help)|shut up|fuck off|piss off)\b"
)
_REPORTS = re.compile(
    r"\b(?:he|she|they|it) (?:\w+ )?(?:said|says|say|told|texted|wrote|screamed|shouted|keeps? saying|threat\w*|goes)\b"
)
#: What asks about the danger itself, whatever words it is asked in.
_AT_HAND = re.compile(
    r"\b(?:breath\w*|pulse|ambulance|999|911|112|000|111|paramedic\w*|operator|emergency|naloxone|narcan|nyxoid|recovery position|cpr|unconscious|blue|gr[ea]y lips"
    r"|wake (?:him|her|them|up)|awake|hospital|(?<!like the )police|bleed\w*|blood|overdos\w*|seizure|swallow\w*|poison\w*|kill\w*|die|dying|dead|suicid\w*|knife|gun|out of the (?:car|house))\b"
)


def elsewhere(plain: str, self_harm: bool = False) -> bool:
    """Whether a message plainly asks for something that is not about the danger. self_harm: the danger is the person's own
    life; a text to a loved one may be a goodbye there, and is no sign that they moved on."""
    for sentence in re.split(r"[.!;\n]+(?:\s|$)|(?<=\?)\s", plain):
        if sentence and not _AT_HAND.search(sentence) and (_MENU.search(sentence.strip()) or _LOOK.search(sentence)):
            return True
    return not self_harm and for_them(plain)


def closes(plain: str) -> bool:
    """Whether a message only thanks, greets or says goodbye, or gives a number that nobody asked for here."""
    return len(plain.split()) <= FEWEST + 1 and bool(
        _CLOSE.search(plain) or re.search(r"^\W*\d{1,2}(?:(?: out)? of (?:10|ten))?\W*$", plain)
    )


def for_them(plain: str) -> bool:
    """Whether a message is a text to the loved one: it speaks to "you", who is not Hearth."""
    return (
        len(plain.split()) >= FEWEST
        and bool(_YOU.search(plain))
        and not _TO_US.search(plain)
        and not _REPORTS.search(plain)
        and not re.match(r"(?:how|what|where|when|why|who|should|is|does) (?:\w+ )?(?:you|u)\b", plain)
    )
