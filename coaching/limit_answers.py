"""How an answer in "set a limit" is taken: not knowing, a story, an example accepted, a wish made into a plain "I'll"."""

from __future__ import annotations

import re

from coaching.aside import what_others_say
from coaching.asking import agreed
from coaching.dialogue import Heard, State
from coaching.language.plain import plain
from coaching.language.reflect import tidy
from coaching.language.shapes import DAY

_UNSURE = re.compile(
    r"(?:i )?(?:really |just |honestly |still |sorry |no |well )*(?:don'?t know|dont know|do not know|dunno|idk|not sure|no idea|unsure|can'?t think|help me"
    r"|you tell me|any ideas|what do you (?:suggest|think)|give me (?:an )?examples?|like what|example)"
    r"(?: (?:what|where|how|which|of|for|to|my|the|a|it|is|say|do|put|limit|line|one|would|should|i|that|yet|really|anything|be|can|could|about|any ?more)\b)*"
)
_HEDGES = re.compile(
    r"^(?:(?:i (?:just )?(?:don'?t know|dunno|suppose|think|guess|reckon)(?: that| if)?|idk|dunno|maybe|perhaps|probably|possibly|um+|erm*|hmm+"
    r"|and|but|then|also|well|ok(?:ay)?|so|yeah|i mean|something like|just|how about|what about|say|let'?s say|not sure)\b[\s,.:!-]*)+",
    re.IGNORECASE,
)
_INTENDED = re.compile(
    r"\b(?:i|we)(?:'ll| will|'d| would| won'?t| can| could| am going to|'m going to| want| need| am not|'m not| refuse| don'?t| do not| have to| must"
    r"| should| might)\b|\b(?:i|we) (?:\w+ly )?(?:leave|go|stay|say|stop|hang|walk|take|give|pay|lock|call|ring|keep|put|turn)\b"
    r"|\b(?:no|not|only|never|stop|instead|without)\b"
)
_SO_FAR = re.compile(  # what was, or what one does as yet
    r"\bi (?:\w+ )?(?:was|had|did|gave|paid|lent|let|told|said|tried|couldn'?t|opened|rang|went|drove|bought|sent|wrote|came|took|made|got|spoke|found|saw|felt|\w{3,}ed)\b"
    r"|\bi(?:'m| am)? (?:do|always|end up|keep on|even)\b"
)
_THEIR_PAST = re.compile(
    r"\b(?:he|she|they|it)(?:'d)? (?:\w+ly |just |always |then )?(?:took|came|went|did|was|were|had|got|broke|stole|said|told|drove|rang|left|drank|hit|sold|lost|spent|crashed|\w{2,}[^e]ed)\b"
)
_WILL = re.compile(
    r"\b(?:i|we)(?:'ll| will| won'?t|'m going to| am going to| can'?t| don'?t| stop| refuse)\b|\b(?:can'?t|has to|have to|must|not allowed|no longer)\b"
)
_ABOUT_THEM = re.compile(
    r"(?:(?:and|but|well|also|oh)[ ,]+)*(?:(?:he|she|it|that)(?:'s| is| was| has| does|n't| doesn'?t| isn'?t)|they(?:'re| are| were)|(?:he|she|it) (?!only\b|just\b|can\b|may\b|must\b|pays\b|stays\b|leaves\b|sleeps\b|goes\b|gets\b|comes\b)\w+s\b)(?!.*\b(?:only|until|unless|not allowed)\b)"
)
_TAKES = re.compile(
    r"\b(?:use|take|that one|this one|the first|that(?:'s| is) (?:it|good|mine|fine)|sounds (?:good|right))\b"
)
_GOOD = re.compile(
    r"(?:(?:oh|ha+|haha|ok|yes|yeah|that'?s|thats|it'?s|is|it is|that is|that|this(?: one)?|i|very|really|quite|pretty|much|all)[ ,]+)*"
    r"(?:good|great|fine|perfect|nice|lovely|better|right|ok(?:ay)?|like (?:it|that|this)(?: one)?|love (?:it|that)|works|will do|would do|sounds like me"
    r"|yes|yeah|yep|brilliant|me)(?: (?:thanks?|thank you|enough|for me|then|one|as it is))*[ .!]*"
)
_SCOPE = re.compile(
    rf"(?:(?:only|just) )?(?P<how>on|at|in|for|after|until|during|when|before|while)? ?(?:\w+ ){{0,3}}?(?:nights?|days?|weeks?|evenings?|mornings?|weekends?|months?|{DAY}s?|home|here)(?: \w+){{0,2}}"
)
_SUM = re.compile(
    r"(?:(?:only|just|max|maximum|up to|maybe|say|make it)[ ,]+)*[£$€]?(?P<sum>\d+) ?(?:quid|pounds?|dollars?|euros?|bucks|p)?(?: (?:max|tops|then|at most))?"
)
_DOES = (
    r"answer|ask|block|breathe|bring|buy|call|cancel|change|check|close|cook|count|drive|drop|eat|empty|"
    r"end|finish|get|give|go|hand|hang|have|help|hide|hold|hug|ignore|invite|keep|leave|let|listen|lock|"
    r"look|make|meet|move|mute|nod|offer|open|pack|park|pay|phone|pick|play|point|pour|put|read|refuse|"
    r"repeat|return|ring|run|say|see|send|show|shut|sing|sit|sleep|smile|speak|spend|stand|start|stay|step|"
    r"stop|switch|take|talk|tell|text|throw|transfer|turn|use|visit|wait|walk|wash|watch|write"
)
_FIRM = (
    (r"^I (?:not|no|never|do not|don't) (?=(?:give|lend|pay|let|open|answer|drive|buy|go|take|talk|speak|stay|pick|cook|wash|cover|babysit|send)\b)", "I won't "),
    (rf"^I (?:just |only )?(?=(?:hang up|{_DOES})\b)(?!(?:have|let|see|use|help|spend|make|keep|get|want|need)\b)", "I'll "),
    (r"^(?=(?:put|turn|switch|leave|walk|hang|lock|block|mute|sleep) )", "I'll "),
    (r"^(?:I|we) (?:just |really |only )*(?:do not|don't) want to (?:be the one (?:to|who) |keep )?(?=\w)", "I won't "),
    (r"^(?:I|we) (?:just |really |only )*(?:want|need|would like|'d like|have|ought) to (?:stop |not )(?=\w+ing\b)", "I'll stop "),
    (r"^(?:I|we)(?:'d)? (?:just |really |only )*(?:want|need|would like|like|have|ought) to not ", "I won't "),
    (r"^(?:I|we)(?:'d)? (?:just |really |only )*(?:want|need|would like|like|have|ought) to ", "I'll "),
    (r"\bI (?:would not|wouldn't|will not|'ll not)\b|\bI'll not\b", "I won't"),
    (r"\bI(?:'d| would| could| can| should| might)(?: probably| just)? (?!not\b|rather\b|love\b|like\b)(?=\w)", "I'll "),
)  # fmt: skip


def unsure(text: str) -> bool:
    """Whether the whole answer says that one does not know, or asks for an example."""
    return bool(_UNSURE.fullmatch(plain(text).strip(" .!?")))


def unhedged(text: str) -> str:
    """The answer without what only softens it: "i dont know, buy him food maybe" is "buy him food"."""
    bare = re.sub(
        r"[\s,]+(?:maybe|i (?:suppose|guess|think)|perhaps|probably|or something)\W*$", "", text, flags=re.IGNORECASE
    )
    bare = _HEDGES.sub("", tidy(bare)).strip()
    return bare if len(bare.split()) >= 2 else text


def firm(text: str) -> str:
    """What one wants to do, or would, said as what one will do: "I want to turn my phone off", "I'd go upstairs"."""
    said = tidy(text)
    for pattern, plainer in _FIRM:
        said = re.sub(pattern, plainer, said, flags=re.IGNORECASE)
    return said


def is_story(text: str) -> bool:
    """Whether a message tells what they did, or what is and was, instead of what one will do oneself."""
    said = plain(tidy(text))
    theirs = re.search(r"\b(?:he|she|they)(?:'s|'re|'ll|'d)?\b|\bit(?:'s| is| was)\b", said)
    so_far = _SO_FAR.search(said)
    intended = _INTENDED.search(said) and not re.search(r"\bi (?:just )?do (?!not\b)", said)
    if len(said.split()) >= 3 and _THEIR_PAST.search(said) and not _WILL.search(said):
        return True  # "he took it without asking": whatever else is in it, it tells
    if (len(said.split()) >= 5 and _REASON.match(said)) or (_ABOUT_THEM.match(said) and not _WILL.search(said)):
        return True
    return len(said.split()) >= 3 and bool(theirs or so_far) and not intended


_DEED = re.compile(
    rf"^(?:(?:then|just|and|quietly|calmly|simply|always|maybe|probably|only|ok|so)\s+)*(?:{_DOES}|\w{{3,}}ing)\b"
    r"|\b(?:i|we)(?:'ll| will| won'?t)\b \w|^(?:no|nothing|not|the same|same)\b|\b(?:goes|stays|closes|off|out|shut|upstairs|outside|to bed|to my)\b"
)
_LIMIT = re.compile(
    r"^(?:no|not|never|only|nobody|nothing|any|stop|don'?t|from now|one|two|three|\d+)\b"
    r"|\b(?:i|we)(?:'ll|'m| will| am| won'?t| don'?t| can'?t| do not| cannot| no longer| only| never| stop| refuse| decide| want| need| keep| would|'d)\b(?! (?:know|think|feel|hate|live|cope|lie|like))"
    r"|\b(?:only|unless|until|till|except|without|before|after|past|as long as|instead)\b \w"
    r"|\b(?:he|she|they|nobody|no one|kids|people|friends|drink\w*|drugs?|alcohol|visits?|phones?|shouting|smoking|using)\b.{0,30}\b(?:can|can'?t|cannot|may|mustn'?t|must|has to|have to|had to|needs? to|gets?|pays?|stays?|leaves?|goes|comes|sleeps?|is not|isn'?t|are not|aren'?t|out|off)\b"
    r"|\b(?:stays?|remains?|is|are) (?:with me|mine|here|in|out|off|away|locked|closed|shut|over|not|banned|off limits)\b|\b(?:off limits|not allowed|out of bounds|banned|no more|at most|max(?:imum)?)\b"
    r"|\b(?:him|her|them) (?:out|gone|off|away)\b"
)
_ADDRESSED = re.compile(
    r"\b(?:you|your|yours|u|ur|let's|please|love|mum|mom|dad)\b|^(?:i|i'm|i'll|i've|i'd|we|we'll|no|not|from now)\b"
)


def could_be_limit(text: str) -> bool:
    """Whether words can stand as a limit, in whatever form ("the keys stay with me"); "third time" can't."""
    said = plain(firm(text))
    return (
        len(said.split()) >= 2
        and not what_others_say(text)
        and bool(_LIMIT.search(said) or _DEED.search(said))
        and not _REASON.match(said)
        and not _TO_US.match(said)
    )


_REASON = re.compile(
    r"(?:because|cos|coz|since|it'?s (?:because|my|just|that)|that'?s (?:why|what|because)|he'?s|she'?s|they'?re|sorry|well|thanks?|yes|yeah|ok(?:ay)?|if)\b(?!.*\b(?:i'll|i will|won'?t|i'm going to)\b)"
)


#: "make it softer" is asked of Hearth
_TO_US = re.compile(r"(?:(?:can|could) you |please |just )*(?:make|do|say|put|change|write) (?:it|that|this|them)\b")


def deeds(text: str) -> bool:
    """Whether words can be what somebody will do ("bed", no; "go to bed", yes)."""
    said = plain(firm(text))
    return bool(_DEED.search(said)) and not what_others_say(text) and not _REASON.match(said) and not _TO_US.match(said)


def could_be_words(text: str) -> bool:
    """Whether somebody writes what they want to say to the loved one: it has a speaker or a listener in it."""
    said = plain(text)
    return (
        len(said.split()) >= 3
        and bool(_ADDRESSED.search(said))
        and not what_others_say(text)
        and not re.match(r"no,? i (?:said|meant)\b", said)
    )


#: "use these", "use it please": takes the words that are on offer
USES = re.compile(
    r"(?:(?:ok(?:ay)?|yes|yeah|i'?ll|i will|let'?s|just|please|great|good)[ ,]+)*(?:use|take|have|go with) (?:it|them|these|those|that|this)(?: (?:one|ones|words))?(?: (?:please|pls|then|thanks))*|use"
)


def likes(text: str) -> bool:
    """Whether a short answer only says that something is good ("thats good", "ha yes", "i like that")."""
    return len(text.split()) <= 6 and bool(_GOOD.fullmatch(plain(text)))


def narrowed(limit: str, text: str) -> str:
    """The limit with the time or place to which a smaller version keeps it ("just school nights"); "" when it is more."""
    said = tidy(text).strip(" .!")
    sum_ = _SUM.fullmatch(plain(said))
    if sum_ and len(re.findall(r"\d+", limit)) == 1:
        return re.sub(r"\d+", sum_["sum"], limit)
    if (
        re.match(r"(?:only|just) (?:on|at|in|when|if|for|after|before|until|between|with|from)\b", plain(said))
        and len(said.split()) <= 10
    ):
        return f"{limit}, only {said.split(' ', 1)[1]}"
    found = _SCOPE.fullmatch(plain(said))
    if found is None or len(said.split()) > 6 or re.match(r"(?:no|not|a|an|i|we|\d)\b", plain(said)):
        return ""
    bare = re.sub(r"^(?:only|just) ", "", said, flags=re.IGNORECASE)
    here = plain(bare).startswith(("when ", "while "))
    return f"{limit}, {'' if here else 'only '}{'' if found['how'] or re.match('(?:this|next|every|each|tonight)', bare) else 'on '}{bare}"


#: "ok firmer" wants another one
_OTHERWISE = re.compile(r"\b(?:firm\w*|soft\w*|short\w*|other|another|different\w*|less|more)\b")


def from_example(state: State, heard: Heard) -> str:
    """The example that was offered, when the answer takes it; "" otherwise."""
    offered = str(state.get("offered") or "")
    few = len(heard.text.split()) <= 6
    taken = heard.value == "use_example" or (
        heard.value is None
        and few
        and not _OTHERWISE.search(plain(heard.text))
        and (agreed(heard) is True or likes(heard.text) or bool(_TAKES.search(plain(heard.text))))
    )
    return offered if offered and taken else ""
