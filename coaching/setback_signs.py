"""What a message tells after a setback: of which kind it is, how safe they are, whether help is on the way."""

from __future__ import annotations

import re

from coaching.language.plain import plain

_KIND: tuple[tuple[str, str], ...] = (
    ("left", r"(?:left|leaving|walked out|quit|dropped out|discharged|kicked out|stopped going|ran "
 r"away|checked (?:him|her|them)sel\w+ out|signed (?:him|her|them)sel\w+ out|gave up)\b.*\b(?:rehab"
 r"|treatment|programme|program|detox|clinic|group|meetings|hospital|house|unit|centre|center)"
             r"|(?:rehab|treatment|programme|program|detox|clinic)\b.*\b(?:left|leaving|walked out"
 r"|quit|dropped out)|(?:wants|begs|begging) to (?:leave|come home)"),
    ("missed", r"(?:miss(?:ed|ing)|ghosted)\b.*\b(?:appointment|meeting|session|group|doctor|court|work"
 r"|clinic|counsel\w+)"
 r"|didn'?t (?:go|turn up|show)|skipped|no[- ]show|never (?:went|turned up|showed)|lost "
 r"(?:his|her|the) job"),
    ("fear", r"(?:i think|i'?m (?:afraid|scared|worried)|might|maybe|suspect|wonder\w*|signs?|looks "
 r"like|could be|not sure if|pretty sure|heading for|about to)\b.*\b(?:us(?:e|ing)|drink\w*"
 r"|relaps\w+|again|smok\w+|gambl\w+|slip\w*)"),
    ("told", r"(?:he|she|they) (?:\w+ )?(?:told|admitted|confessed|rang|called|texted|said|came clean"
 r"|opened up)|told me|admitted|confess\w+|being honest|owned up"),
    ("found", r"found|saw|caught|smell\w*|discover\w*|hidden|hiding|heard|came home|bottle|stash|empty"
 r"|bank statement|relaps\w+|used|using|drank|drunk|drinking again|smok\w+|slip\w*|lapse\w*"
 r"|high\b|gambl\w+|bet\b"),
    ("lied", r"\blie[sd]?\b|lying|not true|truth|behind my back|stole\w*|steal\w*|broke (?:his|her"
 r"|the) (?:promise|word)"),
)  # fmt: skip


#: Something was taken lately, or a place left where nothing was: then the body is in danger.
_FRESH_USE = re.compile(
    r"\b(?:relaps\w*|lapsed|slipped(?: up)?|fell off the wagon|off the wagon|drank|drunk\b(?! years)|wasted|hammered|plastered|off (?:his|her|their) (?:face|head)|stoned|high (?:again|as|on|tonight|last|this|right)"
    r"|(?:is|was|came home|he'?s|she'?s|looks?|got) (?:so )?high|us(?:ed|ing) (?:again|last|this|today|tonight|yesterday|after)|(?:drinking|smoking|injecting|gambling)? ?again (?:after|last night|today|tonight)"
    r"|smel(?:t|led) (?:it|drink|alcohol|booze|vodka|weed) on|drinking again|been drinking (?:today|tonight|all day|since)|overdos\w+|passed out|found (?:\w+ ){0,4}(?:needles?|syringes?|pills|foil|pipe|powder|bottles?|cans|stash|wraps?|baggies?)"
    r"|(?:left|walked out of|quit|discharged \w+ from|kicked out of|checked (?:him|her|them)sel\w+ out of) (?:the |his |her )?(?:rehab|detox|treatment|clinic|programme|program))\b"
)


_LONG_AGO = re.compile(
    r"\b(?:years? ago|used to|for (?:\w+ )?years|last (?:summer|winter|year|christmas)|when i was)\b"
)


def fresh_use(text: str) -> bool:
    """Whether something was taken lately, so that the questions about safety are in place."""
    said = plain(text)
    return bool(_FRESH_USE.search(said)) and not _LONG_AGO.search(said)


_MILD = re.compile(
    r"\b(?:weed|cannabis|spliffs?|joints?|bongs?|hash|edibles?|gambl\w+|bet(?:s|ting)?|slots?|casino|bookies|fruit machines?|poker|scratch ?cards?|vap(?:e|es|ing)|cigarettes?|fags)\b"
)
_HEAVY = re.compile(
    r"\b(?:drink\w*|drank|drunk|vodka|whiske?y|booze|alcohol|heroin|gear|smack|fent\w*|opioids?|oxy\w*|pills?|benzos?|xanax|valium|coke|cocaine|crack|meth\w*|spice|ket\w*|speed|mdma|needles?|inject\w*|overdos\w*|\w*bottles?)\b"
)


def mild(text: str) -> bool:
    """Whether all that is named is cannabis, tobacco or gambling: nobody stops breathing of these."""
    said = plain(text)
    return bool(_MILD.search(said)) and not _HEAVY.search(said) and not URGENT_NO.search(said)


URGENT_NO = re.compile(
    r"\b(?:not breathing|isn'?t breathing|isnt breathing|can'?t wake|cant wake|won'?t wake"
    r"|wont wake|doesn'?t wake|unconscious|unresponsive|not responding|doesn'?t respond|passed "
    r"out|blue|gurgling|barely breathing|hardly breathing|breathing (?:is |very |really |quite "
    r"|so |a bit )*(?:slow\w*|shallow\w*|noisily|noisy|hard|funny|weird|badly|strange\w*)"
    r"|not (?:really )?awake|limp|collapsed|overdos\w+|fitting|seizure|choking)\b"
)


_NOT_WELL = re.compile(
    r"\b(?:not|isn'?t|hasn'?t|wasn'?t|aren'?t|never|can'?t|won'?t|hardly|barely)(?: \w+){0,3} (?:awake|breath\w*|talking|wak\w+|fine|ok|okay|safe|alright|normal\w*|respond\w*|moving)\b"
)


_DENIED = re.compile(
    r"\b(?:not|isn'?t|hasn'?t|didn'?t|no longer) (?:passed out|unconscious|blue|unresponsive"
    r"|limp|overdos\w+|collapsed)\b"
)


_ASLEEP = re.compile(r"\b(?:asleep|sleeping|in bed|sleeping it off|snoring|knocked out|dozing|nodding(?: off)?)\b")


#: "asleep, I checked, breathing fine": looked at and well
_CHECKED = re.compile(
    r"\bbreathing (?:is |sounds |looks |seems |all )*(?:fine|ok|okay|normal|normally|good|well|steady|regular|regularly|alright|as usual|properly)\b"
    r"|\bbreath\w* (?:and|,) (?:warm|pink|fine|ok|okay)\b|\b(?:fine|ok|okay|normal) breathing\b|\bwoke (?:up )?when i\b|\b(?:opened|squeezed|answered|grunted|mumbled)\b.*\bwhen i\b"
)


_NO_FINE = re.compile(
    r"^no,? (?:no,? )?(?:he|she|they)(?:'s|s| is|'re| are)? (?:fine|ok|okay|alright|all right|grand|good|well|awake)\b(?! (?:to|at) )"
)


_LIVELY = re.compile(
    r"\bawake\b.*\b(?:eating|talking|walking|watching|drinking (?:tea|coffee|water)|laughing|cooking|on (?:his|her) phone|moving about|up and about)\b"
    r"|\b(?:eating|talking|walking|watching)\b.*\bawake\b"
)


_SAW = re.compile(
    r"(?:(?:and|but|so|well|because)[ ,]+)*(?:i|we|my \w+) (?:just )?(?:found|saw|caught|heard|smelt|smelled|discovered|noticed)\b"
)


_STATE = re.compile(
    r"\b(?:he|she|they)(?:'s|'re| is| are| looks?| seems?) (?:\w+ )?(?:awake|fine|ok|okay|up|talking|here|home|walking|eating|safe|alright|breathing)\b"
)


NOT_HERE = re.compile(
    r"\b(?:not|isn'?t|aren'?t) (?:here|home|in|with me)\b|\b(?:gone|went|going) out\b|\bout (?:somewhere|with)\b"
)


_OF_THEM = re.compile(r"\b(?:he|she|they|him|her|them|it|breath\w*|wak\w+|awake|safe|normal\w*|sure)\b")


AWAY = re.compile(
    r"\b(?:don'?t know|dont know|no idea|idk|not sure|can'?t reach|cant reach|won'?t answer"
    r"|not answering|no answer|missing|hasn'?t come home|gone|out somewhere|haven'?t (?:heard"
    r"|seen)|unsure|can'?t tell|maybe)\b"
)


_WELL = re.compile(
    r"\b(?:safe|awake|fine|ok|okay|talking|at work|walking|texted|texting|called|rang|watching"
    r"|eating|in (?:his|her|their|the) room|up and about|downstairs|upstairs|home|here|shower"
    r"|garden|alright|all right|sober now|breathing|both)\b"
)


NOT_SAFE_ME = re.compile(
    r"\b(?:i'?m not safe|i am not safe|i don'?t feel safe|i dont feel safe|scared of (?:him"
    r"|her|them)|afraid of (?:him|her|them)|(?:hit|hitting|threaten\w*|hurt) (?:me|us)|violent"
    r"|aggressive|not safe|unsafe)\b"
)


WITH = re.compile(
    r"\b(?:with (?:him|her|them|me|us|someone|his|her|my|a|friends?|family)|not alone|i'?m "
    r"(?:here|with|there)|someone(?:'s| is)? (?:there|with)|together|here|next to|at (?:his"
    r"|her|my) (?:mum|mom|dad|friend|brother|sister|girlfriend|boyfriend|partner)\w*|we'?re"
    r"|sponsor)\b"
)


ALONE = re.compile(
    r"\b(?:alone|by (?:him|her|them)sel\w+|on (?:his|her|their) own|nobody|no one|in (?:his"
    r"|her|their) (?:flat|apartment|room|car|place))\b"
)


_YES_FIRST = re.compile(
    r"(?:yes+|yeah|yea|yep|yup|ya|sure|(?:he|she|they) (?:is|are)|(?:i )?(?:think|believe) so|both|mostly)\b"
)


CALLED = re.compile(r"^(?:yes+|yeah|yep|yup|i have|i did|done|just did|already)\b")


ON_THE_WAY = re.compile(
    r"\b(?:(?:i|we|she|he|they|someone|my \w+)(?:'ve| have| has| just|'m| am| is|'s)*(?: just)? (?:called|rang|phoned|calling|ringing|phoning|on the phone)"
    r"|just (?:called|rang)|on (?:the|their|its) (?:way|phone)|(?:they'?re|ambulance|help|paramedics?)(?: is| are|'s)? (?:coming|here)|with (?:him|her) now)\b"
)


def kind_of(text: str) -> str:
    """Which of KINDS is told of, "" when none is."""
    said = plain(text)
    return next((name for name, pattern in _KIND if re.search(rf"\b(?:{pattern})", said)), "")


def safety(text: str, yes: bool | None) -> str:
    """How safe the loved one is by the answer: `safe`, `asleep`, `unknown`, `urgent`, or "" when it can't be read.

    When in doubt the graver one: an overdose that is missed costs more than a question too many.
    """
    said, denied = _DENIED.subn(" ", plain(text))  # "not passed out" is no danger; what else is said still may be
    if URGENT_NO.search(said):
        return "urgent"
    if NOT_HERE.search(said) and len(said.split()) <= 8:
        return "unknown"  # "no he's not here"
    if _CHECKED.search(said) and not re.search(r"\b(?:not|isn'?t|stopped) breathing\b", said):
        return "safe"
    if _LIVELY.search(said) and not _NOT_WELL.search(said):
        return "safe"  # "no he is awake and eating toast": whatever the no was to
    if _NO_FINE.search(said) and not _NOT_WELL.search(said):
        return "safe"  # "no, he's fine, he's at work"
    if _ASLEEP.search(said) and not re.search(r"\bnot (?:asleep|sleeping)\b", said):
        return "asleep"
    if yes is False and not denied and len(said.split()) > 3 and _WELL.search(said) and not _NOT_WELL.search(said):
        return ""  # "no he's at work": no to something, but to what? It is asked again
    if (
        yes is False
        and not denied
        and (len(said.split()) <= 3 or _OF_THEM.search(said))  # "I can't stop crying" is no answer about them
        and not re.search(r"\bno,? (?:he|she|they)(?:'s| is|'re| are) (?:fine|ok|okay|safe|awake)\b", said)
    ):
        return "urgent"
    if AWAY.search(said) and yes is not True:
        return "unknown"
    if _SAW.match(said) and not _STATE.search(said):
        return ""  # "I found foil in his room": what was found, and nothing on how they are
    if (_WELL.search(said) and not _NOT_WELL.search(said)) or (
        yes is True and (len(said.split()) <= 3 or _YES_FIRST.match(said))
    ):
        return "safe"
    return ""
