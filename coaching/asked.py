"""Questions that are told by their words: doses and law, which get a referral; a concrete ask, which is weighed instead
(`decide`); and short ones that lean on the answer just given ("why?", "says who", "what about her mum").
"""

from __future__ import annotations

import re

from coaching.language.plain import plain

_MEDICINE = (
    r"(?:methadone|suboxone|subutex|bup\w*|naltrexone|antabuse|disulfiram|acamprosate|valium|xanax|librium|diazepam|benzos?"
    r"|alcohol|drink|wine|beer|tramadol|codeine|oxy\w*|tablets?|pills?|medicines?|medications?|meds|paracetamol|ibuprofen)"
)
_DOSE = re.compile(
    r"\b\d+ ?(?:mgs?|milligrams?|mcg|ml)\b|\bmilligrams?\b|\bdos(?:e|es|age|ages) (?:of|should|is|do|does|can|for|would)\b"
    r"|\b(?:what|which|right|safe|correct|high|maximum|max) dos(?:e|age)\b"
    rf"|\bhow (?:many|much) (?:\w+ )?(?:mg|{_MEDICINE}|detox) (?:can|should|may|is|does|do|would|to)\b"
    rf"|\b(?:take|mix|combine|give|have)\b[^?.]*\bwith\b[^?.]*\b{_MEDICINE}\b|\b(?:mix|mixing|combin\w+)\b[^?.]*\b{_MEDICINE}\b"
    r"|\bside effects?\b|\btaper (?:plan|schedule)\b|\bhow (?:do|can) (?:i|we|he|she|they) taper\b"
    r"|\b(?:show|shows|stay|stays) (?:up )?in (?:a |the |your |his |her )?(?:urine|blood|hair|system|test|drug test)\b"
    r"|\bpass (?:a|the|his|her) (?:drug )?test\b|\b(?:blood|liver) (?:test|numbers|results|values)\b"
)
_LAW = re.compile(
    r"\b(?:sue|suing|custody|guardianship|power of attorney|restraining order|solicitor|lawyer|legally|liable|evict\w*|tenancy"
    r"|contest (?:a|the) will|criminal record|against the law|is it (?:il)?legal|entitled to|(?:his|her|my|their) rights)\b"
    r"|\b(?:prison|jail)? ?sentence for\b|\bwhat(?:'s| is) the law\b|\blose (?:his|her|my|their) licen[cs]e\b"
    r"|\b(?:conviction|charges?) (?:stop|mean|stay|against)\b|\b(?:lease|mortgage|house) (?:is )?in (?:his|her|my|both)\b"
)
_ASK = re.compile(
    r"\b(?:should|shall|do|would|could|can|must) (?:i|we) (?:just |still |really |even )?(?:pay|cover|lend|bail|co-?sign|fund|top up"
    r"|settle|clear|give|buy|sort|drive|let)\b[^?.!]{0,40}?\b(?:rent|phone|bills?|fines?|bail|debts?|loan|car|insurance|deposit"
    r"|overdraft|credit card|court fees?|electric\w*|gas|leccy|lift|move (?:back )?in|come (?:back )?home|stay (?:here|with us|at (?:mine|ours)))\b"
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
    r"|what does that mean|anything else|continue|keep going)(?: please| pls)?"
)
_OTHER = re.compile(
    r"(?:and |but |ok |so )*(?:what (?:about|if it'?s)|how about|does (?:that|it|this) (?:go|hold|apply|work|count) for|is (?:that|it) the same (?:for|with)|same (?:for|with)|and for) "
    r"(?:for |with )?(?:(?:my|her|his|our|their|the|a|an|someone'?s|somebody'?s|your) )?(?:(?:little|big|older|younger|elderly|teenage|adult|own|grown-?up|ex) )*"
    r"(?:son|daughter|husband|wife|partner|boyfriend|girlfriend|mum|mom|mam|mother|dad|father|brother|sister|nephew|niece|cousin|uncle|aunt|friend|kids?|child(?:ren)?"
    r"|teen(?:ager)?s?|nan|gran(?:ny|dad|dfather|dmother)?|ex|parents?|women|men|girls|boys|him|her|them|us|me|older people|young people)(?:'s)?(?: then| too| as well)?"
)


def referral(text: str) -> str:
    """The line that sends a question on doses, tests or the law to who can answer it; "" for any other."""
    said = plain(text)
    if _DOSE.search(said):
        return "talk.out_of_scope_medical"
    return "talk.out_of_scope_legal" if _LAW.search(said) else ""


def to_weigh(text: str) -> bool:
    """Whether it asks about one concrete help ("should I pay his rent"), which is weighed rather than explained."""
    return bool(_ASK.search(plain(text)))


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


def leans_on_answer(text: str) -> bool:
    """ "and how long does that last", "what if it comes back": asked about the answer that was just given."""
    return len(text.split()) <= 9 and _whole(_LEANS, text)


def about_another(text: str) -> bool:
    """ "and what about her mum": the same question for somebody else."""
    return _whole(_OTHER, text)
