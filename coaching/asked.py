"""Questions that are told by their words: a concrete ask, which is weighed (`decide`); a wish for a limit that sounds
like a question; and short ones that lean on the answer just given ("why?", "says who", "what about her mum").
"""

from __future__ import annotations

import re

from coaching.language.plain import plain
from coaching.library import subjectless

_ASK = re.compile(
    r"\b(?:should|shall|do|would|could|can|must) (?:i|we) (?:just |still |really |even )?(?:pay|cover|lend|bail|co-?sign|fund|top up"
    r"|settle|clear|give|buy|sort|drive|let)\b[^?.!]{0,40}?(?<!\w)(?:rent|phone|bills?|fines?|bail|debts?|loan|car|insurance|deposit"
    r"|overdraft|credit card|court fees?|electric\w*|gas|leccy|lift|move (?:back )?in|come (?:back )?home|stay (?:here|with us|at (?:mine|ours))"
    r"|out of (?:jail|prison|custody|the cells)|money|cash|(?:a |another )?(?:loan|tenner|fiver|hundred|grand)|\d+ ?(?:quid|pounds|dollars|euros|bucks|k|naira|rupees)|\d{2,}(?= for\b| (?:a|per|every) )|[£$€]\d+)(?!\w)"
    r"|\b(?:decide|deciding|decision|torn|unsure|not sure)\b[^.?!]{0,12}\b(?:whether|if|about)\b[^.?!]{0,20}\b(?:pay|bail|lend|loan|giv|let|cover|fund)\w*"
)
_SOURCE = re.compile(
    r"(?:and |but |ok |wait |hm+ )*(?:where (?:do|did) you (?:get|have|find|read) (?:that|this|it|all that)(?: from)?|where(?:'s| is| does) (?:that|this|it)"
    r"(?: come)? from|says who|who says(?: (?:so|that|this))?|(?:what(?:'s| is) )?(?:the|your|a)? ?sources?(?: for (?:that|this))?|how do you know(?: (?:that|this))?"
    r"|is (?:that|this) (?:really |actually )?(?:true|right|proven|a fact)|who told you(?: that)?|according to who(?:m)?|(?:any|got) (?:proof|evidence|studies|a source)"
    r"|(?:where(?:'s| is) |what(?:'s| is) )the (?:proof|evidence)|are you sure(?: about (?:that|this))?|really|seriously|did you make (?:that|this|it) up)"
)
_MORE = re.compile(
    r"(?:yes,? |yeah,? |ok,? |please,? |can you |could you |pls |and |but )*(?:tell me (?:a bit |some )?more|(?:a bit )?more|go on|say more|explain(?: more| that| it)?"
    r"|more (?:about (?:that|this|it)|info|please|pls)|elaborate|what else|(?:but )?why(?: is (?:that|this|it)| though| so)?|how come|how so|what do you mean(?: by that)?"
    r"|what does that mean|(?:give me |got )?(?:an? |any |some )?examples?|for (?:example|instance)|like what|such as(?: what)?|huh|eh|pardon|come again|what|i (?:don'?t|dont) (?:get it|follow|understand)|anything else|continue|keep going)(?: please| pls)?"
)
_OTHER = re.compile(
    r"(?:and |but |ok |so )*(?:what (?:about|if it'?s)|how about|does (?:that|it|this) (?:go|hold|apply|work|count) for|is (?:that|it) the same (?:for|with)|same (?:for|with)|and for) "
    r"(?:for |with )?(?:(?:my|her|his|our|their|the|a|an|someone'?s|somebody'?s|your) )?(?:(?:little|big|older|younger|elderly|teenage|adult|own|grown-?up|ex) )*"
    r"(?:(?:step|grand)?-?(?:sons?|daughters?|child(?:ren)?|kids?|mum|mom|ma|mother|dad|pa|father|parents?|brother|sister)|husband|wife|partner|boyfriend|girlfriend|mam|nephew|niece"
    r"|cousin|uncle|aunt|friend|teen(?:ager)?s?|nan|gran(?:ny)?|ex|women|men|girls|boys|him|her|them|us|me|older people|young people)(?:[ -]in[ -]law)?(?:'s)?(?: then| too| as well)?(?:,? (?:s?he|they)(?:'?s|'?re| is| are) [\w ]{1,20})?"
)


def to_weigh(text: str) -> bool:
    """Whether it asks about one concrete help ("should I pay his rent"), which is weighed rather than explained."""
    return bool(_ASK.search(plain(text)))


#: "how do I stop giving him money": what is wanted is a limit, not an explanation
_LIMIT = re.compile(
    r"\b(?:how (?:do|can|could|should|would) (?:i|we)|how to|(?:i|we) (?:want|need|have|'ve got|would like) to|(?:i|we)(?:'ve| have)? got(?:ta| to)|i wanna)"
    r" (?:\w+ ){0,2}?(?:(?:stop|quit|avoid)(?: \w+)? (?:giv\w+|lend\w+|pay\w+|bail\w+|cover\w+|rescu\w+|fund\w+|send\w+|driv\w+|cook\w+|clean\w+|lying|doing everything|letting (?:him|her|them))"
    r"|say no to (?:him|her|them|my \w+)\b|refuse (?:him|her|them|to (?:pay|give|lend)))"
)


def to_limit(text: str) -> bool:
    """Whether it asks how to stop something of one's own ("how do I stop giving him money"): a wish for a limit."""
    return bool(_LIMIT.search(plain(text)))


def _whole(pattern: re.Pattern[str], text: str) -> bool:
    return bool(pattern.fullmatch(plain(text).strip(" .!?,")))


def wants_source(text: str) -> bool:
    """ "says who", "where did you get that"."""
    return _whole(_SOURCE, text)


def wants_more(text: str) -> bool:
    """ "tell me more", "why?"."""
    return _whole(_MORE, text)


_LEANS = re.compile(
    r"(?:and |but |so |ok |then )*(?:(?:for )?how long(?: (?:does|will|do|would|can) (?:that|it|this|they)\b.*)?|how often|how come|when(?: will (?:that|it) .*)?|why not|(?:and |but )?why"
    r"|what if (?:it|that|they|he|she) .{2,30}|(?:does|will|can|is|was) (?:that|this) .{2,40}|(?:does|will|can) it .{2,40})"
)


_QUESTION = re.compile(
    r"(?:(?:and|but|so|ok|okay|or|then|well|yeah|right|fine)[ ,.!]+)*(?:(?:what|why|how|when|where|who)(?:'?s)?|which|is|are|was|does|do|did|can|could|will|would|should|has|if)\b.*"
)


_TO_HEARTH = re.compile(r"\b(?:this|you|u|ur|your)\b")  #: "how does this work" may be asked at any time


def leans_on_answer(text: str) -> bool:
    """ "and how long does that last", "what if it comes back": asked about the answer that was just given."""
    return len(text.split()) <= 9 and (
        _whole(_LEANS, text) or (subjectless(text) and _whole(_QUESTION, text) and not _TO_HEARTH.search(plain(text)))
    )


_AND = re.compile(r"(?:(?:and|or|but) |what about |how about ).*\?|(?:and )?(?:what|how) about .*")


def asks_on(text: str) -> bool:
    """Whether it is a short question, and so may go on from an answer that was just given ("so will my kids get it")."""
    words = len(text.split())
    return (words <= 10 and _whole(_QUESTION, text)) or (words <= 5 and bool(_AND.fullmatch(plain(text))))


def about_another(text: str) -> bool:
    """ "and what about her mum": the same question for somebody else."""
    return _whole(_OTHER, text)
