"""Wishes that the words say plainly, whatever the classifier took them for."""

from __future__ import annotations

import re

from actions.turn import Turn
from coaching.affirming import hard_news, is_return, praiseworthy, soured
from coaching.aside import aside, what_others_say
from coaching.asked import about_another, asks_on, leans_on_answer, to_limit, to_weigh, wants_more, wants_source
from coaching.asking import Guided
from coaching.checkin_wishes import about_reminders, adds
from coaching.dialogue import Expects
from coaching.feelings import doubts_self, tears, telling, theme, upset
from coaching.knowing import country_said
from coaching.language.plain import plain
from coaching.learn import last_question
from coaching.library import KNOWN, library
from coaching.phrasing_wishes import wished_of_words
from coaching.referral import referral, surely
from coaching.resources import goes_on
from coaching.setback_signs import fresh_use
from coaching.skills import skill_named
from coaching.space import one_to_delete
from coaching.strength import worn
from coaching.timing import asks_whether_now

#: Wishes that may mention a medicine or the law without asking about them
SURE_WISHES = (
    *("get_phrasing", "practise_conversation", "set_boundary", "invite_connection", "review_history", "find_resources"),
    *("schedule_check_in", "recognise_progress", "share_feelings"),
)
SURE_WISH = 0.8
LIKELY_WISH = 0.6  #: the same where a question was just answered
SURELY = (1 + KNOWN) / 2  #: a score from which on a question is the library's, even where free words are awaited
#: What a story is easily taken for: it is offered, not begun
WISHED = ("cope_with_setback", "support_myself", "set_boundary", "help_or_not", "invite_connection")
STORY = 12  #: words; a shorter one that names no feeling is a plain fact to work with
STARTS, ON = 4, 2  #: words from which on something is told, at first and to somebody who is listening
LONG_ENOUGH = 6  #: words; shorter ones more likely answer the open question
#: Wherever it is said, also in a role-play: nobody has to find a way out first
_DELETE_ALL = re.compile(
    r"(?:please |can you |i want (?:you )?to |i'?d like to )?(?:delete|erase|wipe|remove) (?:(?:all(?: of)? )?my (?:data|account|messages|chats?|info)|all(?: my data| of it)?|everything(?: (?:you (?:have|know)|about me|now|please|on me))*)(?: please| now)?"
)
_THEIR_PHONE = re.compile(
    r"\b(?:his|her|their|my \w+'s) (?:\w+ )?(?:phone|mobile|messages|texts|emails?|laptop|location|bag|room|post|mail)\b"
)
#: What may be wished next while wordings are on the table: said about the loved one, not to them
AFTER_WORDS = ("set_boundary", "recognise_progress", "invite_connection", "cope_with_setback", "support_myself")
_TO_THEM = re.compile(r"\b(?:you|your|yours|u|ur)\b")
WEIGHED = 25  #: words; "should I pay his rent" in a longer story may be only a part of what is meant


def plainly(turn: Turn) -> str:
    """The intent that the words say plainly, "" for none. A country that is told becomes a button's payload."""
    if not turn.text:
        return ""
    if _DELETE_ALL.fullmatch(plain(turn.text).strip(" .!")) and not _asked_already(turn):
        return "manage_data"
    if _to_refer(turn):
        return "out_of_scope"
    if turn.exercise is not None and turn.exercise.skill in ASIDES_IN and aside(turn.text) == "where":
        return "aside"
    if (
        _LOOKS_BACK.fullmatch(plain(turn.text).strip(" .!?"))
        and not _in_role(turn)
        and turn.person.consent_at is not None
    ):
        return "review_history"
    worded = turn.exercise is not None and turn.exercise.skill == "boundary" and turn.state.get("limit")
    if worded and _PRACTISE.fullmatch(plain(turn.text).strip(" .!?")):
        return "practise_conversation"
    if (
        turn.exercise is not None
        and not _in_role(turn)
        and turn.exercise.skill != "checkin"
        and _REMIND.match(plain(turn.text))
    ):
        return "schedule_check_in"
    if turn.exercise is not None and turn.exercise.skill == "phrasing" and doubts_self(turn.text):
        return "share_feelings"
    if turn.exercise is not None and turn.exercise.skill == "phrasing":
        wished = wished_of_words(turn.text, str(turn.state.get("at", "")))
        if wished:
            return wished
        name, sure = turn.ranking[0] if turn.ranking else ("", 0.0)
        said = plain(turn.text)
        shown = turn.state.get("at") in ("choose", "next")
        waiting = shown or turn.state.get("at") in ("draft", "missing", "which", "sample")
        if waiting and asks_whether_now(turn.text) and not _TO_THEM.search(said):
            return "is_it_time"
        if (
            shown
            and name == "share_feelings"
            and sure >= SURE_STORY
            and telling(turn.text)
            and not _TO_THEM.search(said)
        ):
            return name  # more of the story: listened to, and no new wordings made of it
        told = len(said.split()) >= LONG_ENOUGH and not _TO_THEM.search(said)
        if name == "recognise_progress" and not praiseworthy(turn.text):
            told = False
        if told and sure >= SURE_WISH and name in AFTER_WORDS and turn.state.get("at") in ("choose", "next"):
            return name
    listening = turn.profile.notes.get("listening") == turn.person.turn - 1
    if turn.exercise is not None:
        if meant := _beside(turn):
            return meant
        just_set = (turn.profile.notes.get("check_in") or {}).get("turn") == turn.person.turn - 1
        if just_set and turn.exercise.expects not in (Expects.TIME, Expects.LINE) and adds(turn.text):
            return "schedule_check_in"  # it goes with the reminder that was set in between
        if listening and _BARE_YES.fullmatch(plain(turn.text)):
            return "resume"  # yes to going on, and no answer to a question that was let go
        return "share_feelings" if _breaks_in(turn, listening) else ""
    if turn.person.consent_at is None:
        return ""
    if aside(turn.text) in BESIDE_NOTHING and turn.intent not in ("affirm", "deny"):
        return "aside"
    if rather := _no_praise(turn):
        return rather
    if _AT_A_LOSS.match(plain(turn.text)) or doubts_self(turn.text):
        return "share_feelings"
    if listening and _MORE.fullmatch(plain(turn.text)):
        turn.button = {**turn.button, "value": "listen"}
        return "share_feelings"
    if (
        listening
        and turn.intent in _TELLS_ON
        and telling(turn.text, STARTS)
        and not _TO_HEARTH.search(plain(turn.text))
    ):
        return "share_feelings"
    if turn.intent in ("invite_connection", "support_myself", "share_feelings", "help_or_not") and _OUT.search(
        plain(turn.text)
    ):
        return "set_boundary"
    if turn.intent == "invite_connection" and turn.text and not _INVITES.search(plain(turn.text)):
        if not listening:
            turn.profile.notes["meant"] = "get_phrasing"
        return "share_feelings"  # "i suppose i want him to see it" invites nobody to anything
    if _only_tells(turn, listening):
        if not listening:
            bad = "get_phrasing" if soured(turn.text) else "cope_with_setback"
            turn.profile.notes["meant"] = turn.intent if turn.intent in WISHED else bad
        return "share_feelings"  # a script would break in on the story
    if goes_on(turn.text, turn.context):
        return "find_resources"
    set_at = (turn.profile.notes.get("check_in") or {}).get("turn")
    ago = turn.person.turn - int(set_at) if set_at is not None else 99
    if about_reminders(turn.text, ago == 1, ago <= LATELY):
        return "schedule_check_in"
    if country_said(turn.text):
        turn.button = {"intent": "manage_data", "value": "country"}
        return "manage_data"
    asked = turn.text if len(turn.text.split()) <= WEIGHED else _last_sentence(turn.text)
    if to_weigh(asked):
        return "help_or_not"
    if to_limit(asked):
        return "set_boundary"
    if _asks_on(turn):
        return "ask_question"
    if turn.intent == "manage_data" and _THEIR_PHONE.search(plain(turn.text)):
        return "ask_question"
    if one_to_delete(turn.text, turn.context) is not None:
        return "manage_data"
    return "is_it_time" if asks_whether_now(turn.text) and not _surely_wished(turn) else ""


def _asks_on(turn: Turn) -> bool:
    """Whether it goes on from an answer of the library's: it makes no sense alone, or it is a question that the library
    can answer and that nothing else is sure of."""
    previous = last_question(turn.context)
    if not previous:
        return False
    likely = turn.intent == "get_phrasing" and turn.heard.confidence >= LIKELY_WISH  # "and what do I say to him then"
    if likely or _surely_wished(turn):
        return False
    if any(leans(turn.text) for leans in (wants_more, wants_source, about_another, leans_on_answer)):
        return True
    if turn.heard.confidence >= SURE_WISH or not asks_on(turn.text):
        return False
    found = library().find(turn.text, previous)
    return bool(found) and found[0][1] >= KNOWN


def _surely_wished(turn: Turn) -> bool:
    """Whether another wish is sure ("so what do I say to him then" asks for words, whatever came before)."""
    return turn.intent in SURE_WISHES and turn.heard.confidence >= SURE_WISH


#: Exercises in which an aside is met by its kind; the others have words of their own for it
LATELY = 3  #: turns after a check-in was set in which "stop them" is about it
BESIDE_NOTHING = ("where", "restart", "unsure", "private", "interrupted", "hard")  #: what is met also outside them
ASIDES_IN = ("boundary", "timing", "checkin", "progress", "setback", "invite", "decide", "strength")
_OTHERS_AT = ("limit", "action", "keep", "smaller", "kind", "words", "when", "rewards", "safety", "cost", "gate")


def _beside(turn: Turn) -> str:
    """What is said beside the open question: "aside", or "inform" for what surely answers it; "" for neither."""
    assert turn.exercise is not None
    if turn.exercise.skill not in ASIDES_IN or turn.exercise.expects == Expects.LINE:
        return ""
    skill = skill_named(turn.exercise.skill)
    assert isinstance(skill, Guided)
    state = turn.state
    if skill.surely_answers(state, turn.text):
        return "inform"
    kind = aside(turn.text)
    if kind in ("skip", "unsure"):
        return "aside" if skill.passes(state, kind) else ""
    if kind:
        return "aside"
    return "aside" if state.get("at") in _OTHERS_AT and what_others_say(turn.text) else ""


#: Asked for in so many words, whatever question is open
_REMIND = re.compile(
    r"(?:(?:fine|ok|okay|yes|good|great|thanks|thank you|cheers|grand|ta|please|and|right|can you|could you|will you|just|then)[ ,.!]+)*remind me (?:on |this |next |every |tomorrow|tonight|at |in |to |sun|mon|tues|wed|thurs|fri|sat|later)"
)
#: "what did i say last week": what was saved, and no third of three wordings
_LOOKS_BACK = re.compile(
    r"how am i doing(?: so far)?|(?:so |and |can you (?:tell|show) me |show me |tell me |remind me )*what (?:did|have|had) (?:i|we) (?:say|said|write|written|save|saved|note|noted|set|decide|decided|agree|agreed)(?: on| down)?"
    r"(?: (?:last (?:week|time|month)|yesterday|before|so far|here|then|the other day))?"
)


def _in_role(turn: Turn) -> bool:
    return turn.exercise is not None and turn.exercise.expects == Expects.LINE


def _asked_already(turn: Turn) -> bool:
    """Whether "delete everything" answers the question whether to delete everything."""
    return turn.exercise is not None and turn.exercise.skill == "space"


#: "she doesn't listen to me" complains of her, not of Hearth
_OF_THEM = re.compile(r"^(?!.*\b(?:you|your|u|bot)\b).*\b(?:he|she|they|him|her|them|his|my \w+)\b")
#: What tells on, though it begins like a yes, a no or a leave-taking: "no, he's just out with his mates", "my sister says leave"
_TELLS_ON = ("deny", "affirm", "stop_activity", "goodbye", "thank", "greet", "ask_help", "ask_bot")
_MORE = re.compile(
    r"(?:yes|yeah|ok|sure|please|well)?[ ,]*(?:i can|i could|i'?ll|let me|can i) (?:tell|say|explain|write)(?: you)? (?:you )?(?:a bit |some )?more.{0,20}"
)
#: An invitation names what somebody is invited to, or that they are
_INVITES = re.compile(
    r"\b(?:invit\w+|ask(?:ing)? (?:him|her|them|my \w+) (?:to|if|for|over|along|round)|get (?:him|her|them|my \w+) to|come|coming|join\w*|together|along|visit\w*|over for|lunch|dinner|meal|tea|coffee|walk|cinema|film|party|wedding|christmas|birthday|barbecue|bbq"
    r"|holiday|trip|outing|match|game|church|group|meetings?|aa|na|smart|al-?anon|doctors?|gp|clinic|counsel\w*|therap\w+|treatment|rehab|detox|help|reach (?:out|him|her)|contact|reconnect|in touch|spend|call|ring|phone|see (?:him|her|them)|connect\w*|closer)\b"
)
_AT_A_LOSS = re.compile(
    r"(?:and |but |well |honestly |maybe |sorry |so )*i (?:don'?t|dont|do not) (?:really |even |actually )*know what i (?:want|need|expect|came (?:here )?for|am asking|'?m asking)\b"
)
_OUT = re.compile(
    r"\bi (?:just |really |do |now )*(?:want|need|'d like|would like) (?:him|her|them|my \w+) (?:out\b|gone\b|to (?:move out|leave|go\b(?! to)|get out))|\b(?:want|get|throw|kick|put)(?:ing)? (?:him|her|them) out\b"
    r"|\bi (?:don'?t|dont|do not) want (?:him|her|them|it) (?:here|living|in (?:my|the|our) (?:house|home|flat))\b"
)
_BARE_YES = re.compile(r"(?:yes|yeah|yep|ok|okay|sure|alright|fine|go on)(?: please| then| thanks)?[ .!]*")
_TO_HEARTH = re.compile(r"\b(?:bye|goodbye|good ?night|thanks?|thank you|cheers|hello|hi|hey|stop|menu)\b")
#: Told as an effort, perhaps, and yet no good news
_NO_NEWS = re.compile(
    r"\b(?:gambl\w+|savings|stole\w*|lied|lying|lies|relaps\w*|debts?|drunk|using again|drinking again|going on since|still|never|won'?t|wont|doesn'?t|doesnt|hardly|ignor\w+|refus\w+)\b"
)
_GOOD_NEWS = re.compile(
    r"\b(?:sober|clean|stopped|without|instead|first time|hasn'?t|didn'?t|days|weeks|months|proud|better|went to|rang the|meeting|no (?:drink|drugs|gambling))\b"
)


def _no_progress(turn: Turn) -> bool:
    """Whether what was taken for progress is a hard thing that somebody tells ("she came clean about our savings")."""
    said = plain(turn.text).replace("came clean", "owned up")
    if turn.intent != "recognise_progress":
        return False
    return hard_news(turn.text) or (bool(_NO_NEWS.search(said)) and not _GOOD_NEWS.search(said))


_PRACTISE = re.compile(
    r"(?:(?:ok(?:ay)?|yes|now|and|then|so|can (?:i|we)|let'?s|let me|i want to|i'?d like to|please)[ ,]+)*(?:practi[sc]e|rehearse|role ?play|try)(?: (?:it|that|this|them|saying it|out|it out))?(?: (?:now|first|please|with you|then))*"
)
#: What a setback is about; "she's late with the rent again" is hard, and no return to use
_OF_USE = re.compile(
    r"\b(?:dr[aiu]nk\w*|us(?:e|ed|es|ing)|relaps\w*|slip\w*|laps\w*|gambl\w*|bet(?:s|ting)?|high|stoned|wasted|hammered|pissed|smok\w*|vap\w*|snort\w*|inject\w*"
    r"|ice|meth|heroin|smack|gear|crack|coke|cocaine|ket\w*|pills?|tablets|weed|cannabis|igbo|opioids?|fent\w*|bottles?|pub|wine|beers?|vodka|whisk\w+|booze|sober|clean|dealer|rehab|detox|wagon|bender|binge\w*|again on|back on)\b"
)
LEAST_STORY = 4  #: words


def _asks_or_sure(turn: Turn) -> bool:
    """Whether a return to use is told of, or help after one is surely asked for."""
    told = _OF_USE.search(plain(turn.text)) or fresh_use(turn.text) or worn(turn.text)
    return bool(told) or turn.heard.confidence >= SURE_WISH


SURE_STORY = 0.5  #: below this a story is listened to, and no exercise begun


def _no_praise(turn: Turn) -> str:
    """What is meant instead where the classifier guessed at good news and none is told; "" where it may stand."""
    said = plain(turn.text)
    if turn.button or turn.intent != "recognise_progress" or turn.heard.confidence >= SURE_WISH:
        return ""
    if praiseworthy(turn.text) or is_return(turn.text) or re.search(r"\b(?:record|progress|log|note|timeline)\b", said):
        return ""
    if telling(turn.text):
        return "share_feelings"
    wanted = [name for name, _ in turn.ranking if name in SURE_WISHES and name != "recognise_progress"]
    return wanted[0] if wanted and not said.endswith("?") else ""


def _last_sentence(text: str) -> str:
    """Where a longer message says what it is all about."""
    return re.split(r"(?<=[.!?\n])\s+", text.strip())[-1]


_TO_COME = re.compile(
    r"\bi (?:just |only |really )*(?:want|wish|would like|'d like|need) (?:him|her|them|my \w+) to (?:come|join|be at|eat with)\b"
)
_ASKS_LIMIT = re.compile(r"\b(?:need|want|set|make|put|draw|help|like)\b[^.!?]{0,30}\b(?:boundar\w+|limits?|rules?)\b")


def _only_tells(turn: Turn, listening: bool) -> bool:
    """Whether a story asks for nothing. Fresh use has its questions about safety first, the end of one's strength the
    gentle check: those are not put off."""
    if turn.intent == "set_boundary" and _ASKS_LIMIT.search(plain(turn.text)):
        return False  # "need a boundary with my wife": asked for in so many words, however long the story
    few = len(turn.text.split()) < LEAST_STORY or turn.text.rstrip().endswith("?")
    if turn.intent == "cope_with_setback" and not few and not _asks_or_sure(turn):
        return True  # "sis is late with rent again": nothing was used, nobody has to be found
    if turn.intent == "invite_connection" and turn.heard.confidence >= SURE_WISH and _TO_COME.search(plain(turn.text)):
        return False  # "I just want her to come to my match": a plain wish, in the middle of a story too
    bad_news = _no_progress(turn) or (
        listening
        and turn.intent == "recognise_progress"
        and (turn.heard.confidence < SURE_WISH or not praiseworthy(turn.text))
    )
    about_them = listening and turn.intent == "give_negative_feedback" and bool(_OF_THEM.search(plain(turn.text)))
    if (
        (turn.intent not in WISHED and not bad_news and not about_them)
        or not telling(turn.text, ON if listening else STARTS)
        or fresh_use(turn.text)
        or worn(turn.text)
    ):
        return False
    used = bool(_OF_USE.search(plain(turn.text)))
    unsure = turn.intent == "cope_with_setback" and (turn.heard.confidence < SURE_STORY or not used)
    return listening or bad_news or unsure or bool(theme(turn.text)) or len(turn.text.split()) >= STORY


def _breaks_in(turn: Turn, listening: bool) -> bool:
    """Whether feelings break in on an exercise, or somebody who is listened to in the middle of it goes on telling."""
    if turn.exercise is None or turn.exercise.expects == Expects.LINE or fresh_use(turn.text):
        return False
    if turn.exercise.skill in ("strength", "phrasing") and not tears(turn.text):
        return False  # there, "I feel so guilty" is what was asked for
    goes_on = listening and len(turn.text.split()) >= LONG_ENOUGH and telling(turn.text)
    if turn.exercise.skill == "progress" and praiseworthy(turn.text):
        goes_on = False
    return upset(turn.text) or goes_on


def _to_refer(turn: Turn) -> bool:
    """Whether it is a question for a pharmacist, a doctor or a lawyer. In an exercise only what is no answer; outside
    it not what is surely a wish that merely mentions such things."""
    if not referral(turn.text):
        return False
    if (
        referral(turn.text) == "medical" and not surely(turn.text) and turn.text.rstrip().endswith("?")
    ):  # "is it dangerous to give naloxone?"
        found = library().find(turn.text)
        if found and found[0][1] >= SURELY:
            return False
    if turn.exercise is None:
        return turn.intent not in SURE_WISHES or turn.heard.confidence < SURE_WISH
    asked = turn.exercise.expects
    if asked == Expects.LINE:
        return False
    answered = turn.intent == "inform" and (asked == Expects.TEXT or not turn.text.rstrip().endswith("?"))
    return not answered
