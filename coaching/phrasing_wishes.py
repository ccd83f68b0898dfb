"""What somebody wants done with the versions they were shown, in their own words."""

from __future__ import annotations

import re

KEPT = (
    "save",
    "like_me",
    "shorter",
    "softer",
    "firmer",
    "another",
    "casual",
    "formal",
)  #: answered by the exercise, whatever else they may mean
LONGEST = 9  #: words of a wish; longer messages are a new draft
LONGER = 4  #: so many more of one that is about the manner ("too hard words for me, more simple please")
_TO_THEM = re.compile(r"\b(?:when|if|that|because|love|for|to|with|tell) (?:you|u)\b", re.IGNORECASE)
_WISHES = (  # first match counts
    ("save", r"\b(?:save|keep (?:it|this|that|the|number)|^\W*(?:(?:good|ok(?:ay)?|yes|yeah|great|perfect|right|thanks|lovely)\W+)*(?:i(?:'?ll| will| would|'?d)? |let me )?(?:take|use|have|go with) (?:it|this|that|the (?:\w+ )?one)(?: one)?(?: please| thanks?| then)?\W*$|(?:that|this|it)(?:'?ll| will) do\b|store|remember (?:it|this|that)|bookmark)\b"),
    ("practise", r"\b(?:practi[sc]e|rehears\w*|role ?play|try it out)\b"),
    ("casual", r"\b(?:(?:less|not so|too) (?:formal|posh|stiff|proper|polite)|(?:more|bit|be) (?:casual|chatty|informal|chill|relaxed)|informal|how (?:teens|kids|we|mates) (?:talk|text)|normal(?:er| words)|cringe)\b"),
    ("formal", r"\b(?:(?:more|rather|too in)\W?formal(?:ly)?|formally|politer|more (?:polite|proper|respectful)(?:ly)?|less casual)\b"),
    ("like_me", r"\b(?:(?:more|sounds? (?:more )?) ?like me|my (?:own )?(?:words|voice|style|way)|not (?:really |like )?(?:me|how i (?:talk|speak|write|text))"
     r"|(?:i|id|i'd) (?:don'?t|never|wouldn'?t) (?:talk|speak|write|say|text|use)|too (?:formal|posh|fancy|polite|american|british|stiff)|how i (?:talk|speak|write))\b"),
    ("shorter", r"\b(?:simpl\w+|eas(?:y|ier) (?:words?|english)|easier|plain(?:er|ly)|(?:too |these |very )*(?:hard|difficult|big) words?|short\w*|brief\w*|fewer words|less words|too long|one line|cut it|in a line)\b"),
    ("softer", r"\b(?:soft\w*|gentl\w*|kind\w*|nic\w+|warm\w*|less (?:harsh|hard|cold|firm|blunt|direct)|sweet\w*|calm\w*|not (?:so |too )?angry|too (?:harsh|hard|cold|blunt|strong))\b"),
    ("firmer", r"\b(?:firm\w*|strong\w*|clear\w*|direct|tough\w*|more serious|less soft|too (?:soft|weak|nice|gentle|soppy|mushy|sweet|cheesy|gushy|sentimental)|less (?:soppy|mushy|cheesy|gushy)|stricter|harder|mean business)\b"),
    ("another", r"\b(?:another|other|different|again|more (?:options|versions|ideas|please)|something else|else|next|new (?:one|version)|try again|none|neither|don'?t like|hate (?:it|them))\b"),
)  # fmt: skip
_COMPILED = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _WISHES)
_DONE = re.compile(
    r"^\W*(?:ok(?:ay)?|thanks?|thank you|thx|ty|great|perfect|good|done|that'?s (?:it|all|good|great|perfect|enough)"
    r"|i'?m (?:good|done)|no(?: thanks?)?\W*$|cheers|brilliant|lovely)\b.{0,30}$",
    re.IGNORECASE,
)


_DOUBT = re.compile(
    r"\b(?:he|she|they|my \w+)(?:'d|'ll| would| will| won'?t| wouldn'?t| is going to| never)? (?:just |only |never |probably |still )*"
    r"(?:laugh|say|says|ignore|hate|get (?:angry|mad|cross|furious)|not (?:listen|read|believe)|listen|believe|buy|read|roll|shout|think|throw|go mad|kick off|take (?:it|that))\b",
    re.IGNORECASE,
)


_WHAT_IF = re.compile(
    r"^\W*(?:(?:ok|okay|but|and|so|yeah|hm+),? )*(?:what|wat) (?:if|when|do i (?:do|say) (?:if|when)|happens if) (?:he|she|they|my \w+|it)\b(?!.*\b(?:relaps|overdos|dies|kill|hits?|hurts?|violent))",
    re.IGNORECASE,
)


def what_if(text: str) -> bool:
    """Whether it asks what comes after the words ("what if she cries")."""
    return len(text.split()) <= LONGEST + 3 and bool(_WHAT_IF.search(text))


def doubt(text: str) -> bool:
    """Whether it says how the loved one would take the words shown ("no, he'd laugh at that")."""
    return len(text.split()) <= LONGEST + 3 and bool(_DOUBT.search(text)) and not re.search(r"\byou\b", text, re.I)


def wish_in(text: str) -> str:
    """`save`, `practise`, `casual`, `formal`, `like_me`, `shorter`, `softer`, `firmer`, `another` or `done`; "" for none of them."""
    words = len(text.split())
    if words > LONGEST + LONGER:
        return ""
    named = next((name for name, pattern in _COMPILED if pattern.search(text)), "")
    if words > LONGEST:
        return named if named in ("shorter", "casual", "formal") and not _TO_THEM.search(text) else ""
    return named or ("done" if _DONE.match(text) else "")


def wished_of_words(text: str, at: str) -> str:
    """The intent of a short message under wordings: "save it" is no question about one's data, "ok practise it" starts
    the practice; "" when it says none of this. at: the open question of the exercise."""
    wish = wish_in(text) if at in ("choose", "which", "next", "sample") else ""
    if wish == "practise":
        return "practise_conversation"
    return "inform" if wish in KEPT or (at in ("choose", "next") and (doubt(text) or what_if(text))) else ""
