"""Reads values out of free text: a number, a yes or no, one of several; and, from their own modules, times and people.

Plain rules over lower-cased words, standard library only. Every function gives None (or "") when it is not sure: the
caller then asks again in other words. A wrong guess costs a person more than one more question.

A yes or no is read here; numbers in `numerals`, what was picked in `picks`, times in `times`, who and what in `people`.
"""

from __future__ import annotations

import re

from coaching.language.numerals import number
from coaching.language.people import nickname, relation, substance
from coaching.language.picks import all_or_none, ordinal_choice
from coaching.language.plain import plain
from coaching.language.times import every, when

__all__ = [
    "all_or_none",
    "every",
    "nickname",
    "number",
    "ordinal_choice",
    "plain",
    "relation",
    "substance",
    "when",
    "yes",
]

_YES_WORDS = re.compile(
    r"^(?:yes+|yess+|yeah+|yea+h?|yeh|yh|ye|yah|yep+|yup+|ya|aye|sure|surely|ok|okay|okey|okie|oki|k|kk|alright"
    r"|right|correct|exactly|indeed"
    r"|definitely|def|defo|deffo|absolutely|totally|certainly|always|y|si|sí|oui|ja|da|haan?"
    r"|haa|ji|oo|opo|sim|evet|ndiyo"
    r"|please|pls|plz|gladly|true|agreed|affirmative|yass*|yus|course|ofc|fine|perfect|great|lovely|brilliant|very well|good|deal|done|go)\b"
)
_YES_PHRASES = re.compile(
    r"\b(?:of course|go ahead|go on(?: then)?|go for it|i suppose|i'?d suppose|(?:that|it|this) works|that'?d be (?:great|good|nice|lovely)"
    r"|that would be (?:great|good|nice|lovely|fine)|whatever you (?:think|say)|i do|i would|i will|i can"
    r"|i think so|think so|i guess(?: so)?"
    r"|guess so|suppose so|s'pose so|reckon so|i reckon|hope so|believe so"
    # "he is." and "I am, yes", but not "she is a mess", "I am so ashamed"
    r"|(?:he is|she is|they are|it is|he has|she has|they have|there is|there are|we are|he does|she does|i am|i did|i have)"
    r"(?=\W*$| *[,.!;]| (?:awake|safe|fine|ok|okay|sure|certain|ready|breathing|well|alright|all right|yes|indeed|both|here|now|too|tbh|actually|i think|thanks|thank god|yeah))"
    r"|that'?s right|thats it|that'?s it|sounds (?:good|right|fine|about right)"
    r"|works for me|why not|no problem|no worries|not a problem|no doubt|let'?s (?:do (?:it"
    r"|that|this)|go|try)|do it|please do"
    r"|i'?d (?:like|love) (?:that|to|it)|if you like|might as well|too right|you bet|bet|save "
    r"it|yes please|for sure|very much"
    r"|a (?:bit|little)|kind ?of|sort ?of|more or less|mostly|looks (?:good|right|fine)|spot "
    r"on|nailed it|i'?m (?:safe|okay|ok|fine))\b"
)
_NO_WORDS = re.compile(
    r"^(?:no+|nope+|nah+|naw|nay|na|never|n|not|none|nein|non|nahi+n?|nahin|hindi|não|nao"
    r"|hapana|negative|cancel|neither|nobody"
    r"|nothing|wrong|incorrect|hardly|doubt|don'?t|dont|noo+)\b"
)
_NO_PHRASES = re.compile(
    r"\b(?:not (?:really|quite|now|yet|at all|today|tonight|sure about that|for me|this time"
    r"|at the moment|right now|particularly"
    r"|necessarily|exactly|so much|likely|keen|going to|gonna|him|her|them|me|us|here|any "
    r"?more|safe)|no way|no thanks?|no thank you"
    r"|no chance|i (?:don'?t|dont|do not)(?! (?:know|mind|see why not))|i (?:didn'?t|didnt"
    r"|haven'?t|havent|wouldn'?t|won'?t|wont|can'?t|cant|couldn'?t|am not)"
    r"|i'?m not|im not|(?:he|she|it|that) (?:isn'?t|isnt|doesn'?t|hasn'?t|is not|wasn'?t)"
    r"|they (?:aren'?t|arent|haven'?t|don'?t)"
    r"|there (?:isn'?t|isnt|aren'?t)|(?:he|she|it|that)'?s not|they'?re not|don'?t think so"
    r"|dont think so|doubt it|maybe later|some other time"
    r"|another time|rather not|prefer not|some other day|another day|leave it|skip (?:it|that)|forget it|by no means|hell no|god "
    r"no|of course not|absolutely not"
    r"|definitely not|certainly not|probably not|hope not|guess not|suppose not|thankfully "
    r"not|not a chance|never mind)\b"
)
_UNSURE = re.compile(
    r"\b(?:not sure|don'?t know|dont know|do not know|dunno|no idea|unsure|can'?t tell|cant "
    r"tell|hard to (?:say|tell)|who knows|no clue"
    r"|yes and no|yes but no|it depends|depends|idk|maybe|perhaps|possibly|might be|could "
    r"be|50 ?/ ?50|hmm+|umm*|erm*)\b"
)
_YES_MARKS = ("👍", "✅", "✔", "👌", "🙏", "🆗", "💯", "☑")
_NO_MARKS = ("👎", "❌", "✖", "🙅", "🚫", "⛔")


def yes(text: str) -> bool | None:
    """True for a yes, False for a no, None when it's neither, both or unsure ("maybe", "not sure").

    Knows slang, polite half-yeses ("suppose so"), thumbs, and the plain yes and no of some other languages.
    """
    said = plain(text)
    if any(mark in said for mark in _YES_MARKS):
        return None if any(mark in said for mark in _NO_MARKS) else True
    if any(mark in said for mark in _NO_MARKS):
        return False
    said = re.sub(r"[^\w' /,.]+", " ", said)
    # little words before the answer: "well yeah", "oh no", "um, yes"
    said = re.sub(
        r"^(?:(?:well|oh|ah|m+h?m*|um+|uh+|er+m*|hm+|so|and|but|i mean|honestly|tbh|actually|like|thanks?"
        r"|god|lol|haha)[ ,.]+)+",
        "",
        said,
    )
    if not said.strip():
        return None
    # two-word answers that turn round: "yeah no" is a no, "no yeah" a yes
    if re.match(r"(?:yeah|yes|yea)[ ,.]+(?:no|nah|not really)\b", said):
        return False
    if re.match(r"(?:no|nah)[ ,.]+(?:yeah|yes|yep)\b", said):
        return True
    if re.match(
        r"(?:no problem|no worries|no doubt|not a problem|not bad|why not|dont mind|don'?t mind"
        r"|i don'?t mind|i don'?t see why not)\b",
        said,
    ):
        return True
    # "not really but ok" gives in; "no but ok" would, too
    if re.search(r"\bbut (?:ok|okay|yes|yeah|sure|fine|go on|alright|all right)(?: then)?\W*$", said):
        return True
    if re.match(
        r"(?:i'?m|im|i am|all|we'?re) (?:good|grand|sorted)(?: for now)?,? (?:thanks?|thank you|ta|cheers)\b", said
    ) or re.match(r"no need\b", said):
        return False  # declines an offer
    if re.search(r"\byes (?:and|but) no\b", said) or re.match(
        r"(?:i have |i've |got )?(?:no|not a) (?:idea|clue)\b", said
    ):
        return None
    if _UNSURE.search(said) and not re.match(r"(?:yes|yeah|no|nope|nah|probably not|maybe later)\b", said):
        return None
    if _NO_WORDS.match(said):
        return False
    if _YES_WORDS.match(said):
        return not re.match(r"(?:absolutely|definitely|certainly|totally|surely|course|always|def) not\b", said)
    if re.match(r"probably\b", said):
        return "not" not in said.split()[:3]
    no, affirmed = _NO_PHRASES.search(said), _YES_PHRASES.search(said)
    if len(said.split()) > 12:
        return None  # a story is no yes or no
    if no:
        return False
    return True if affirmed else None
