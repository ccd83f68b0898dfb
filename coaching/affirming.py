"""Makes one specific affirmation out of what somebody told: what I saw, the effort in it, what it did to me.

An affirmation names what can be seen and its effect on me; it is no cheerleading, no "finally", no verdict like "good
job" (domain.md 1.2 L.O.V.E.; 5.2 nos. 37 and 38).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from coaching.content import wording
from coaching.language.people import without_kin
from coaching.language.plain import plain
from coaching.language.reflect import clauses, tidy
from coaching.limit_wording import to_them
from coaching.said_well import in_good_words, rough, to_their_face

FORMS = ("text", "aloud", "short")
MOST = 22  #: words of the told deed that go into an affirmation

_DEED_OF_THEM = re.compile(
    r"\b(?:he|she|they|he's|she's|they're|they've|him|her|my (?:[\w-]+ ){0,2}?(?:son|daughter"
    r"|husband|wife|partner|boyfriend|girlfriend|mum|mom|mother|dad|father|brother|sister"
    r"|friend|boy|girl|hubby|grandson|granddaughter|nephew|niece|cousin|uncle|aunt|kid|child))\b",
    re.IGNORECASE,
)
_DEED_OF_ME = re.compile(r"^(?:today |yesterday |last night |this morning |tonight |and )*(?:I|I've|I'm)\b")
_GOOD = re.compile(
    r"\b(?:days?|weeks?|months?|went|rang|called|came|told|asked|said|helped|cooked|made|stayed"
    r"|didn't|hasn't|without|instead|meeting|sponsor|doctor|appointment|job|sober|first time"
    r"|honest|apolog\w+|walk\w*|turned up|showed"
    r"|on time|paid|back|smil\w+|laugh\w*|cleaned|tidied|ate|slept|talked|listened|refused"
    r"|turned down|poured|deleted|handed|agreed|booked|joined|applied|picked|played|kept|calm\w*)\b"
)
_JUDGING = re.compile(
    r"\b(?:finally|at (?:long )?last|for once|for a change|actually|about time|thank god|thankfully"
    r"|surprisingly|believe it or not|amazingly|just|even|so|only)\b,? ?",
    re.IGNORECASE,
)
_FEELINGS = (  # (word to say, pattern in what they told); a deed felt as good only
    ("proud of you", r"\bproud\b"),
    ("relieved", r"reliev\w+|relief|breathe again"),
    ("hopeful", r"\bhope\w*|hopeful"),
    ("grateful", r"grateful|thankful|\bblessed\b"),
    ("moved", r"\b(?:cried|crying|tears|moved|touched|choked up|teared)\b"),
    ("happy", r"\b(?:happy|glad|delighted|joy|chuffed|made my (?:day|week)|over the moon|so good)\b"),
    ("calmer", r"\bcalm(?:er)?\b.*\bme\b|\bi (?:felt|feel|was) calm"),
    ("lighter", r"\blighter\b|weight off"),
    ("close to you", r"\bclose(?:r)?\b"),
    ("safe", r"\bsafer?\b"),
)
_RETURN = re.compile(
    r"\b(?:relaps\w+|used again|using again|drank again|drinking again|smoked again|gambl\w+ "
    r"again|fell off|back on (?:it|the|heroin|drugs|drink|meth|coke)|picked up again|slipped"
    r"|had a (?:slip|lapse|drink)|return(?:ed)? to us\w+|started (?:again|using|drinking)"
    r"|lapsed)\b"
)


@dataclass(frozen=True)
class Deed:
    """What was told: the deed in their words, whose it was ("them" or "me"), and a feeling of theirs if named."""

    what: str
    who: str
    feeling: str


_ASKING = re.compile(
    r"^(?:is|are|am|was|should|do|does|did|what|how|why|which|can|could|would|any|want to"
    r"|whether|i (?:think|believe|wonder|guess|don't know|do not know|keep|want|would"
    r"|said thanks|wish|need|hope)|i'd (?:like|love)|i'm (?:scared|not sure|worried|wondering)"
    r"|i never|i have never|not sure|don't know|my \w+ says|good news|best day|well done)\b"
)
_SALUTATION = re.compile(
    r"^\W*(?:dear (?:sir|madam|sirs|hearth|all)(?:(?: or |/)(?:sir|madam))?|good (?:morning|afternoon|evening|day)"
    r"|hello(?: hearth)?|hi(?: hearth| there)?|to whom it may concern)\b[,.!:]?\s+",
    re.IGNORECASE,
)
#: What is told of use, and nothing good beside it: praise for it would mock the person who told.
_USE = re.compile(
    r"\b(?:drinks|drinking|drank|drunk|had (?:a|a few|some|several|too many|\w+) (?:drinks?|beers?|pints?|glasses|lines?)|uses|using"
    r"|used|high|stoned|smokes|smoking|gambles|gambling|bets|betting|stole|nicked|lied|lies|hit me|passed out|addict\w*)\b"
)
_NOT_USE = re.compile(
    r"\b(?:no|not|n't|never|without|instead|stopped|quit|less|fewer|only|off|sober|clean|dry|meeting|refused|turned down"
    r"|poured|honest|told|admitted|asked|rang|cut(?:ting)? down|days?|weeks?|months?)\b|n't\b"
)
_QUESTION = re.compile(
    r"^(?:is|are|am|was|should|do|does|did|what|how|why|which|can|could|would|will|where|when|who|whether)\b|\?\s*$"
)
_OPENERS = re.compile(
    r"^(?:(?:apparently|small thing,? but|it's (?:small|not much),? but|sir/madam|believe "
    r"it or not|i think|progress|bit of progress(?: here)?)[,:]? )+",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"(?:went|told|came|got|said|rang|ate|did|made|took|paid|asked|gave|put|let|slept|sat"
    r"|stood|spoke|ran|wrote|brought|kept|held|stuck|left|woke|sent|bought|[a-z]{2,}ed)\b",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"\b(?:want|need|would like|'d like|trying|how (?:do|can|should|shall|would)|what (?:do|should|can|shall|would|to)|dont know|don't know)\b[^.!?]*"
    r"\b(?:answer|reply|respond|(?:text|write|message|say|call|ring)(?: \w+)? back|write to (?:her|him|them))\b"
)
_NOISE = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f]|\\b(?:lol|haha\\w*|omg|tbh)\\b")


def is_return(text: str) -> bool:
    """Whether a return to use is told of ("he drank again"), and not one that was kept away from."""
    said = plain(text)
    if re.search(r"\bbut\b.*\b(?:back at|rang|told|this time|went|asked|got help)\b", said):
        return False  # the return is the background; what came after is the good moment
    return any(
        not re.search(
            r"\b(?:not|n't|never|without|no|instead of|hasn't|didn't|haven't|since|before|afraid|nearly"
            r"|almost|after)\b(?:\W+\w+){0,3}\W*$",
            said[: match.start()],
        )
        for match in _RETURN.finditer(said)
    )


#: "I want to thank my wife for going" tells of something done
_TO_THANK = re.compile(
    r"^(?:i(?:'d)? (?:just )?(?:want|like|love|would like) to|how (?:do|can|should) i) (?=(?:thank|praise|congratulate)\b)"
)


def doubtful(text: str) -> bool:
    """Whether nothing good is told: a bare question ("can I talk to him tomorrow"), or use and nothing beside it."""
    said = _TO_THANK.sub("", plain(text))
    if _NOT_DONE.search(said) or pushed_away(text):
        return True
    if _QUESTION.search(said) and not re.search(r"[.!,]\s*\w+.*\b(?:he|she|they|i)\b", said) and not _GOOD.search(said):
        return True
    return bool(_USE.search(said)) and not _NOT_USE.search(said)


#: Words of theirs that are no good news, however they begin ("he said he has no problem", "he says go away")
_SPOKE = re.compile(
    r"\b(?:he|she|they|my \w+)(?:'s| has| have| just| then| only| always| keeps?)* (?:said|says?|saying|told|tells?|texted|texts|wrote|writes|replied|replies|answered|answers|goes|shouted|screamed|yelled)\b(?P<words>.*)"
)
_PUSHES_AWAY = re.compile(
    r"\b(?:(?:no|not|any|without|a) problem|(?:is|was|am|are|i'm|he's|she's|they're) (?:\w+ )?(?:fine|ok|okay|alright|in control)|go away|get out|get lost|leave (?:me|him|her|us|it)\b|hates?|mind (?:my|your|our) own"
    r"|shut (?:up|it|the)|whenever (?:he|she|they|i) (?:wants?|likes?)|any ?time (?:he|she|they|i)|nagging|controlling|crazy|over ?react\w*|my (?:own )?fault|the problem|none of my|piss off|fuck\w*|back off|stop (?:nagging|asking|worrying|it)"
    r"|never|no\W*$|nope|nah|(?:doesn't|don't|didn't|won't|can't|isn't|wouldn't) (?!want (?:to )?(?:use|drink|smoke|any|it|that|this)|drink|use|smoke|gamble|buy|go back|lose|lie|see (?:him|them|those)|do it again|need (?:a )?(?:drink|any))\w+)"
)
_STILL_GOOD = re.compile(
    r"\b(?:sorry|thanks?|thank you|love|truth|yes|but (?:he|she|they)|then (?:he|she|they)|after(?:wards)? (?:he|she|they)|doctor|meeting|appointment|help(?!\W*$)|maybe)\b"
)


def pushed_away(text: str) -> bool:
    """Whether what the loved one said, as it is told, denies or turns away, and nothing good stands beside it."""
    spoke = _SPOKE.search(plain(text))
    words = spoke["words"] if spoke else ""
    if not _PUSHES_AWAY.search(words):
        return False
    return not _STILL_GOOD.search(_PUSHES_AWAY.sub(" ", words))


#: What is yet to come, is wished or feared, or is told against it: nobody has done it
_NOT_DONE = re.compile(
    r"^(?:and |but |so |well |ok |maybe )*(?:(?:i|we)(?:'ll| will|'m going to| won'?t| want| need| should| could| would|'d| hope| wish| feel like| think| don'?t (?:trust|believe|know|think|want|feel))|if|unless)\b"
    r"|\b(?:he|she|they)(?:'ll| will| won'?t|'d| would| can'?t| could| should| might| may| must)\b(?!.*\b(?:but|and) (?:he|she|they) (?:did|said|told|rang|went|came|stopped)\b)"
    r"|\bi (?:do not|don'?t) (?:trust|believe) (?:it|him|her|them|this)\b|\bwon'?t last\b|\bas usual\b|\bfell in\b"
)


#: What they do that hurts: however it is told, it is no good news
_HARD = re.compile(
    r"\b(?:snap(?:s|ped|ping)|shout\w*|yell\w*|scream\w*|swore|swears?|rude|nasty|horrible|awful|moody|mood swings?|foul|dick|prick|arse\w*|ass|asshole|bastard|git|jerk|cunt|wanker|twat|nightmare"
    r"|angry|temper|aggressive|mean to|sulk\w*|ignor\w*|blam(?:es|ed|ing)|slam\w*|threw|broke|steal\w*|stole\w*|lie[sd]?|lying|promised|laughed at|laughs at|hung up|called me|calls me|told me where to go|(?:mum|mom|mam|dad|everyone|everybody|people|he|she|they) (?:still |just )?(?:thinks?|reckons?)|still isn'?t|isn'?t home|out drinking|out all night|every (?:weekend|night|friday|saturday|day|time|week))\b"
)
_EASED = re.compile(
    r"\b(?:didn'?t|hasn'?t|not|never|no|without|stopped|instead|less|apolog\w+|sorry|sober|clean|meetings?|calls?|rings?|texts?|walks?|cooks?|helps?|goes to)\b"
)
_BUT = re.compile(
    r"\b(?:but|only|except) (?=(?:now |then |still |all |god )?(?:he|she|they|he's|hes|she's|shes|they're|it|it's|its|i|i'm|im|we|my \w+)\b)"
)
_LIGHTER = re.compile(
    r"\b(?:start|something|proud|try\w*|tried|effort|better|progress|good|glad|happy|hope\w*|love|nice|small|step)\b"
)


def hard_news(text: str) -> bool:
    """Whether something hard is told of them, and nothing good that they did instead ("he snapped at our kid")."""
    said = plain(text)
    return soured(text) or (bool(_HARD.search(said)) and not _EASED.search(_HARD.sub(" ", said)))


def soured(text: str) -> bool:
    """Whether good news is only the way to a complaint ("45 days sober, but he's rude to everyone")."""
    parts = _BUT.split(plain(text))
    if len(parts) < 2 or len(parts[-1].split()) < 3:
        return False
    last = parts[-1]
    return bool(_HARD.search(last)) or not (_GOOD.search(last) or _LIGHTER.search(last))


def praiseworthy(text: str) -> bool:
    """Whether something good is told that somebody did: not a plan, a fear, a doubt or a mishap."""
    if hard_news(text):
        return False
    said = plain(in_good_words(without_salutation(text)))
    return bool(_GOOD.search(said)) and not _NOT_DONE.search(said) and not doubtful(text) and not is_return(text)


def without_salutation(text: str) -> str:
    """The text without "Dear Sir or Madam," before it."""
    return _SALUTATION.sub("", text)


def tells_little(text: str) -> bool:
    """Whether an answer of a few words names no deed at all ("thanks", "at breakfast")."""
    said = plain(text)
    few = len(said.split()) <= 3
    return few and not (
        _GOOD.search(said) or _DEED_OF_THEM.search(said) or _DEED_OF_ME.match(tidy(text)) or re.search(r"\d", said)
    )


def feeling_in(text: str) -> str:
    """The person's own feeling about it, as one word to say; "" when none is named."""
    said = plain(text)
    return next((word for word, pattern in _FEELINGS if re.search(pattern, said)), "")


def deed(text: str, name: str = "") -> Deed:
    """The good moment in what was told; `what` is "" when there is none to be found."""
    text = in_good_words(without_salutation(text))
    thanks = re.search(
        r"\bthank (?:my \w+|him|her|them|\w+) for (?P<what>[^,.!?]+?)(?= without (?:sounding|being|it sounding)\b|[,.!?]|$)",
        text,
        re.IGNORECASE,
    )
    if thanks:
        return Deed(tidy(thanks["what"]), "them", feeling_in(text))
    parts = [re.sub(r"\s+", " ", _OPENERS.sub("", _NOISE.sub("", part))).strip() for part in clauses(text)]

    def theirs(part: str) -> bool:
        named = bool(name and name.lower() in part.lower())
        return named or bool(_DEED_OF_THEM.search(part)) or without_kin(part) != part

    def weight(part: str) -> int:
        said = plain(part)
        unhappy = len(
            re.findall(
                r"\b(?:but|worried|afraid|still|awful|used to|nightmare|argument|swear|should i|don't know)\b", said
            )
        )
        first = bool(re.match(r"(?:he|she|they)\b", plain(without_kin(part)))) or bool(_PAST.match(part))
        return 3 * bool(_GOOD.search(said)) + 2 * theirs(part) + first - 2 * unhappy - 6 * bool(_ASKING.match(said))

    best = max((part for part in parts if part), key=weight, default="")
    if best and weight(best) < -1:
        return Deed("", "them", "")
    best = re.split(
        r",? (?:and|but|so|then) (?:I|i'm|it|we)\b|\bwhat (?:do|should|can) I\b|\bhow (?:do|should"
        r"|can) I\b|, (?:I|it)\b",
        best,
    )[0]
    best = _JUDGING.sub("", best).strip(" ,.;:!?-")
    of_me = bool(_DEED_OF_ME.match(best)) and not re.match(r"I (?:saw|noticed|heard|found|think|see|know|love)\b", best)
    best = re.sub(r"^I (?:saw|noticed|heard|found out|see|know) (?:that )?", "", best)
    words = best.split()
    if len(words) > MOST:  # cut where a clause ends
        best = re.sub(
            r"(?:,| and| n| but| because| cos)(?: (?!and |n |but |because |cos )[^,\s]+)*$", "", " ".join(words[:MOST])
        )
    return Deed(best, "me" if of_me else "them", feeling_in(text))


def turned(what: str, name: str = "") -> str:
    """The deed as said to the one who did it: "you rang your sponsor"; a thing without a doer ("30 days") as it is."""
    said = to_them(without_kin(what), name)
    said = re.sub(
        r"\bclean (christmas|birthday|day|week|weekend|month|year)", r"\1 without using", said, flags=re.IGNORECASE
    )
    said = _JUDGING.sub("", said).strip(" ,.")
    if _PAST.match(said):  # "went to his meeting in the rain": told without a subject
        said = f"you {said[:1].lower()}{said[1:]}"
    return to_their_face(re.sub(r"^You\b", "you", said))


def wants_to_answer(text: str) -> bool:
    """Whether somebody who was written or spoken to wants words to answer with ("answer her, but not scare her off")."""
    return bool(_ANSWER.search(plain(text)))


def affirm(told: Deed, feeling: str, name: str = "", turn: int = 0, reply: bool = False) -> dict[str, str]:
    """The affirmation in three forms. `turn` takes another wording. `reply`: it answers the contact that they made.
    Lines of content: `progress.affirm_*`."""
    if reply:
        what, kind = turned(told.what, name), "reply"
    elif told.who == "me":
        what, kind = tidy(told.what), "me"
        if not re.match(r"I(?:'m|'ve|'d|'ll)?\b", what):
            kind = "me_thing"
    else:
        what = turned(told.what, name)
        kind = (
            "unsaid"
            if rough(what)
            else "we"
            if re.match(r"we\b", plain(what))
            else "state"
            if re.match(r"(?:you've been|you have been|you're|you are|you haven't)\b", plain(what))
            else "you"
            if re.match(
                r"(?:(?:today|yesterday|last night|this morning|tonight|on \w+),? )?(?:you|you've|you're)\b",
                plain(what),
            )
            else "thing"
        )
    felt = feeling or ""
    lines = wording()
    made = {}
    for form in FORMS:
        key = f"progress.affirm_{kind}_{form}" + (
            "_felt" if felt and (kind == "reply" or told.who == "them") and form != "short" else ""
        )
        made[form] = lines.line(key, {"what": what, "What": what[:1].upper() + what[1:], "feeling": felt}, seed=turn)
    return made
