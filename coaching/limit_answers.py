"""How an answer in "set a limit" is taken: not knowing, a story, an example accepted, a wish made into a plain "I'll"."""

from __future__ import annotations

import re

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
    r"|well|ok(?:ay)?|so|yeah|i mean|something like|just|how about|what about|say|let'?s say|not sure)\b[\s,.:!-]*)+",
    re.IGNORECASE,
)
_INTENDED = re.compile(
    r"\b(?:i|we)(?:'ll| will|'d| would| won'?t| can| could| am going to|'m going to| want| need| am not|'m not| refuse| don'?t| do not| have to| must"
    r"| should| might)\b|\b(?:i|we) (?:\w+ly )?(?:leave|go|stay|say|stop|hang|walk|take|give|pay|lock|call|ring|keep|put|turn)\b"
    r"|\b(?:no|not|only|never|stop|instead|without)\b"
)
_SO_FAR = re.compile(  # what was, or what one does as yet
    r"\bi (?:\w+ )?(?:was|had|did|gave|paid|lent|let|told|said|tried|couldn'?t|opened|\w{3,}ed)\b"
    r"|\bi(?:'m| am)? (?:do|always|end up|keep on|even)\b"
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
_FIRM = (
    (r"^I (?:not|no|never|do not|don't) (?=(?:give|lend|pay|let|open|answer|drive|buy|go|take|talk|speak|stay|pick|cook|wash|cover|babysit|send)\b)", "I won't "),
    (r"^I (?=(?:leave|hang up|walk|lock|close) ?)", "I'll "),
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
    return len(said.split()) >= 3 and bool(theirs or so_far) and not intended


def likes(text: str) -> bool:
    """Whether a short answer only says that something is good ("thats good", "ha yes", "i like that")."""
    return len(text.split()) <= 6 and bool(_GOOD.fullmatch(plain(text)))


def narrowed(limit: str, text: str) -> str:
    """The limit with the time or place to which a smaller version keeps it ("just school nights"); "" when it is more."""
    said = tidy(text).strip(" .!")
    found = _SCOPE.fullmatch(plain(said))
    if found is None or len(said.split()) > 6 or re.match(r"(?:no|not|a|an|i|we|\d)\b", plain(said)):
        return ""
    bare = re.sub(r"^(?:only|just) ", "", said, flags=re.IGNORECASE)
    here = plain(bare).startswith(("when ", "while "))
    return f"{limit}, {'' if here else 'only '}{'' if found['how'] else 'on '}{bare}"


def from_example(state: State, heard: Heard) -> str:
    """The example that was offered, when the answer takes it; "" otherwise."""
    offered = str(state.get("offered") or "")
    few = len(heard.text.split()) <= 6
    taken = heard.value == "use_example" or (
        heard.value is None
        and few
        and (agreed(heard) is True or likes(heard.text) or bool(_TAKES.search(plain(heard.text))))
    )
    return offered if offered and taken else ""
