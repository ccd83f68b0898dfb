"""What somebody wants done with the versions they were shown, in their own words."""

from __future__ import annotations

import re

from coaching.language.plain import plain

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
    ("shorter", r"\b(?:simpl\w+|eas(?:y|ier) (?:words?|english)|easier|plain(?:er|ly)|(?:too |these |very )*(?:hard|difficult|big) words?|short\w*|brief\w*|fewer words|less words|too long|too many words|too wordy|(?:much|big|many) (?:english|grammar|words)|one line|cut it|in a line)\b"),
    ("softer", r"\b(?<!too )(?:soft\w*|gentl\w*|kind\w*|nic\w+|warm\w*|less (?:harsh|hard|cold|firm|blunt|direct|rude)|sweet\w*|calm\w*|not (?:so |too )?angry|too (?:harsh|hard|cold|blunt|strong))\b"),
    ("firmer", r"\b(?:firm\w*|strong\w*|clear\w*|direct|tough\w*|more serious|less soft|too (?:soft|weak|nice|gentle|soppy|mushy|sweet|cheesy|gushy|sentimental)|less (?:soppy|mushy|cheesy|gushy)|stricter|harder|mean business)\b"),
    ("another", r"\b(?:another|other|different|again|more (?:options|versions|ideas|please)|something else|else|next|new (?:one|version)|try again|none|neither|don'?t like|hate (?:it|them))\b"),
)  # fmt: skip
_COMPILED = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _WISHES)
_DONE = re.compile(
    r"^\W*(?:ok(?:ay)?|thanks?|thank you|thx|ty|great|perfect|good|done|that'?s (?:it|all|good|great|perfect|enough)"
    r"|i'?m (?:good|done)|no(?: thanks?)?\W*$|cheers|brilliant|lovely)\b.{0,30}$",
    re.IGNORECASE,
)


_THANKED = re.compile(
    r"^\W*(?:ok(?:ay)?|oh|great|lovely|good|well)?[ ,.!]*(?:many |much )?(?:thanks?|thank you|thankyou|thx|cheers|ta)\b",
    re.IGNORECASE,
)
#: What is said to us about words, or in answer to us, and never is the draft: a pointing, a yes or no, a choice left to us
_POINTS = re.compile(
    r"(?:(?:ok|okay|yes|yeah|no|nah|i like|i'?ll (?:take|have|go with)|take|use|please|um+|hm+)[ ,.]+)*(?:that|this|it|that'?s|the other|the same)(?: (?:one|thing))?(?: (?:please|then|thanks))*"
)
_LEFT_TO_US = re.compile(
    r"(?:(?:ok|okay|idk|dunno|no idea|i don'?t (?:know|mind|care)|whatever|any(?: one| of them)?|you know)[ ,.]+)*(?:(?:you|u|just) (?:pick|choose|decide|say)(?: (?:one|for me|please))*|your (?:pick|choice|call)"
    r"|up to (?:you|u)|any(?: one| of (?:them|these))?|whichever|whatever(?: you (?:think|like|say))?|which(?: one)? (?:is best|do you (?:like|think|prefer))|surprise me|i (?:don'?t|dont) mind)(?: please| then)*"
)
_FEW = re.compile(
    r"(?:(?:ok(?:ay)?|k|yes|yeah|yep|yup|sure|no|nope|nah|please|um+|hm+|well|why|huh|idk|dunno|all|both(?: of them)?|neither|say when|when|maybe|alright|fine|right|go on|and|so|then|mate|my dear)[ ,.!?]*)+"
)


def points_at(text: str) -> bool:
    """Whether it only points at what was shown ("that one", "no the other one")."""
    return len(text.split()) <= 7 and bool(_POINTS.fullmatch(plain(text).strip(" .!?")))


def left_to_us(text: str) -> bool:
    """Whether the choice is left to us ("u pick", "whichever")."""
    return len(text.split()) <= 8 and bool(_LEFT_TO_US.fullmatch(plain(text).strip(" .!?")))


def few_words(text: str) -> bool:
    """Whether it is a bare yes, no, "why" or the like: an answer to us, never words for anybody."""
    return bool(_FEW.fullmatch(plain(text).strip(" .!?")))


_TO_US = re.compile(
    r"^\W*(?:(?:ok|okay|no|nah|but|good|and|it is|it'?s|that'?s|well|hm+)\b[ ,.]*)*(?:please |(?:can|could|would) (?:you|u) |pls )*"
    r"(?:make (?:it|that|this|them)|(?:a (?:bit|little) |much |even |more |less |too )?(?:soft|firm|short|simpl|gentl|kind|nic|warm|polite|respectful|strong|clear)\w*\W*(?:please|pls|one|then)?\W*$|change (?:it|that)|too (?:much|long|hard|soft|harsh))",
    re.IGNORECASE,
)


def about_words(text: str) -> bool:
    """Whether it tells us how the words shown should be, so that it can be no draft ("please make it more respectful")."""
    return (
        len(text.split()) <= LONGEST
        and wish_in(text) in ("softer", "firmer", "shorter", "casual", "formal")
        and bool(_TO_US.match(text))
    )


_DOUBT = re.compile(
    r"\b(?:he|she|they|my \w+)(?:'d|'ll| would| will| won'?t| wouldn'?t| is going to| never)? (?:just |only |never |probably |still )*"
    r"(?:laugh|say|says|ignore|hate|get (?:angry|mad|cross|furious)|not (?:listen|read|believe)|listen|believe|buy|read|roll|shout|think|throw|go mad|kick off|take (?:it|that))\b",
    re.IGNORECASE,
)


_ASKS_AFTER = re.compile(
    r"^\W*(?:(?:ok|okay|but|and|so|yeah|hm+),? )*(?:what|wat) (?:if|when|do i (?:do|say) (?:if|when)|happens if) (?:he|she|they|my \w+|it)\b(?!.*\b(?:relaps|overdos|dies|kill|hits?|hurts?|violent))",
    re.IGNORECASE,
)


def asks_after(text: str) -> bool:
    """Whether it asks what comes after the words ("what if she cries")."""
    return len(text.split()) <= LONGEST + 3 and bool(_ASKS_AFTER.search(text))


def doubt(text: str) -> bool:
    """Whether it says how the loved one would take the words shown ("no, he'd laugh at that")."""
    return len(text.split()) <= LONGEST + 3 and bool(_DOUBT.search(text)) and not re.search(r"\byou\b", text, re.I)


def wish_in(text: str) -> str:
    """`save`, `practise`, `casual`, `formal`, `like_me`, `shorter`, `softer`, `firmer`, `another` or `done`; "" for none of them."""
    words = len(text.split())
    if words > LONGEST + LONGER:
        return ""
    if _THANKED.match(text) and not re.search(r"\b(?:but|save|keep|practi|another|shorter|softer|firmer)", text, re.I):
        return "done"  # "thank you kindly" wishes for nothing kinder
    named = next((name for name, pattern in _COMPILED if pattern.search(text)), "")
    if words > LONGEST:
        return named if named in ("shorter", "casual", "formal") and not _TO_THEM.search(text) else ""
    return named or ("done" if _DONE.match(text) else "")


def wished_of_words(text: str, at: str) -> str:
    """The intent of a short message under wordings: "save it" is no question about one's data, "ok practise it" starts
    the practice; "" when it says none of this. at: the open question of the exercise."""
    if at in ("draft", "missing", "choose", "which", "next", "sample") and left_to_us(text):
        return "inform"
    wish = wish_in(text) if at in ("choose", "which", "next", "sample") else ""
    if wish == "practise":
        return "practise_conversation"
    return (
        "inform"
        if wish in KEPT or (at in ("choose", "next") and (doubt(text) or what_if(text) or asks_after(text)))
        else ""
    )


_IF = r"(?:(?:ok|okay|good|great|thanks|fine|right|yes|yeah|and|but|so|then)[ ,.!]+)*(?:(?:and |but |so )?what (?:if|happens (?:if|when)|do i (?:do|say) (?:if|when))|(?:and |but |so )+if) (?:he|she|they|my \w+)(?:'s|'ll| just| still| then| does not| doesn'?t| don'?t| won'?t| will| only| never)*"
_WHAT_IF = (
    ("silent", rf"{_IF} (?:even )?(?:(?:answers?|repl(?:y|ies)|respond\w*|texts?(?: me)? back|writes? back|calls? back|pick up|come back|come home|read it|open (?:the|his|her|up)|say anything)\b|ignor\w*|(?:go(?:es)?|stays?|is) (?:quiet|silent)|blanks? me|says? nothing)"),
    ("angry", rf"{_IF} (?:gets?|goes|starts?|is|kicks?|explodes?|shouts?|screams?|yells?|flips?|loses?|blows?|storms?|walks?|hangs?|laughs?|swears?|turns?|tells? me|says? (?!no\b|yes\b)\w+)\b"),
    ("again", rf"{_IF} (?:does|do|did|says? no|refuses?|lies?|denies|keeps?|drinks?|uses?|asks?|agree|listen|stop|change|promises?|care)\b"),
)  # fmt: skip


def what_if(text: str) -> str:
    """What somebody fears will come of the words ("what if he doesn't answer"): `silent`, `angry`, `again`, or ""."""
    said = plain(text).strip(" .!?")
    return next((kind for kind, words in _WHAT_IF if len(said.split()) <= 14 and re.match(words, said)), "")
