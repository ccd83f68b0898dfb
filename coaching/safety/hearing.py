"""Understands what is typed on a danger path: yes, no, not sure, or words that a step knows, however it is spelt.

Works on the plain form of `coaching.safety.normalise` ("he isnt" is "he is not"). Nothing here knows a language model:
in danger a plain rule that can be read is better than a guess.
"""

from __future__ import annotations

import re

LONGEST = 16  #: words of a message that can still be a bare no
SHORT = 9  #: words of a message that can still be a bare "not sure"

_FILLER = r"(?:(?:well|um+|uh+|er+|oh|omg|ok(?:ay)?|god|please|so|hi|hello|sorry|and|but|honestly|no wait|wait|he said|she said)\b[\s,.!-]*)*"
_YES = re.compile(
    rf"^{_FILLER}(?:y+|ye|ya+h?|yea+h?|yep|yup|yess+|yes|yh|aye|sure|correct|right|definitely|of course|absolutely|certainly"
    r"|affirmative|all (?:safe|good)|si|oui|ja|haan|\U0001f44d|✅|☑)(?![a-z])"
)
_NO = re.compile(
    rf"^{_FILLER}(?:n|no+|nope|nop|nah+|na|not|never|none|nothing|nobody|neither|negative|without|❌|\U0001f44e)(?![a-z])"
)
_UNSURE = re.compile(
    r"\b(?:not (?:too |very |really |100 ?% |completely )?(?:sure|certain)|unsure|(?:do|did|would) not (?:really )?know(?! (?:what|how|why) (?!to do$))|no idea|no clue"
    r"|can not (?:really )?(?:tell|see|say)|hard to (?:tell|say|see)|maybe|perhaps|possibly|might be|who knows|not clear|could be)\b"
    r"|^\s*(?:\?+|hm+\??|not yet sure)\s*$"
)
_LEANS_YES = re.compile(
    r"\b(?:(?:i )?(?:think|hope|guess|believe|suppose) so|i (?:think|guess|hope|believe|suppose)(?: (?:he|she|they) (?:is|are))?$|probably|hopefully"
    r"|sort of|kind of|kinda|more or less|a (?:bit|little)|barely|just about|seems (?:so|to)|looks like it)\b"
)
_LEANS_NO = re.compile(
    r"\b(?:do not (?:think|believe|suppose) so|probably not|not (?:really|that i know|exactly|quite)|hope not|hardly|guess not|think not)\b"
)
_NOT = re.compile(r"\b(?:not|never|nobody|no one|none|nothing|neither|without)\b")
#: "i do not want to shout at her" answers no question about a danger
_OWN_MIND = re.compile(
    rf"{_FILLER}i (?:am |would |just |really |only |still |do |did |would |not |never |suppose i |guess i )*(?:want|wish|like|mean|need|love|hope|worry|worried|feel|afraid|trying|going to|(?:know|see) (?:what|how|why))\b"
)
_SAYS_SO = re.compile(
    rf"^{_FILLER}(?:he|she|they|i|we|it|there|you|that) (?:is|are|am|do|does|did|have|has|can|will|would|was|were)"
    r"(?: (?:now|still|here|just|already|too|so|though|tbh|thank god|i think|all|both|got (?:some|one|it)))*$"
)
_NEGATED = re.compile(
    r"\b(?:not|no|never|without|nobody|stopped|hardly)(?: (?:really|even|being|yet|any|a|more|he|she|they|been)){0,2} $"
)
_ASKED = re.compile(r"(?:^|[.,!?] *|how do i know |if |whether )(?:is|are|will|does) (?:he|she|it|they)(?: \w+)? $")

_SUBJECT = re.compile(r"(?:he|she|they|it|i|we|everyone|everybody|all|my|the|things?)\b")


def said_plainly(plain: str) -> bool:
    """Whether a message begins with a plain yes or no."""
    return bool(_YES.search(plain) or re.match(rf"^{_FILLER}(?:n|no+|nope|nop|nah+|na)(?![a-z])", plain))


def lean(plain: str) -> tuple[str, ...]:
    """What a short answer says, in the order in which a step should try it: ("yes",), ("no", "unsure") ... () if neither."""
    text = re.sub(r"[.,!;:\"]+", " ", plain)
    text = re.sub(r"\s+", " ", text).strip()
    bare = text.rstrip("? ").strip()
    words = len(bare.split())
    if words <= SHORT and _LEANS_NO.search(bare):
        return ("no", "unsure")
    if words <= SHORT and _UNSURE.search(text) and not _YES.search(bare):
        return ("unsure", "no")
    if _YES.search(bare):
        return ("unsure", "yes") if words <= 5 and _LEANS_YES.search(bare) else ("yes",)
    if _NO.search(bare):
        return ("no",)
    if words <= SHORT and _LEANS_YES.search(bare):
        return ("unsure", "yes")
    if words <= LONGEST and _NOT.search(bare) and not _OWN_MIND.match(bare):
        return ("no",)
    if _SAYS_SO.search(bare):
        return ("yes",)
    return ()


def holds(words: re.Pattern[str], plain: str) -> bool:
    """Whether the words stand in the message and are meant: "not awake" is not "awake", "is he awake?" is a question."""
    for match in words.finditer(plain):
        before = plain[: match.start()]
        answers_no = re.search(r"(?:^|\bbut |[.,!] ?)no$", before.strip(" .,!")) and _SUBJECT.match(
            match.group()
        )  # "no, he is fine" denies nothing
        if (_NEGATED.search(before) and not answers_no) or _ASKED.search(before):
            continue
        return True
    return False
