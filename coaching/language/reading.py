"""Reads a message in its place: is it an answer to the open question, a new wish, or nothing that can be understood?

An answer inside an exercise must not be mistaken for a new wish ("he came home drunk on friday" answers "What
happened?"), nor a new wish for an answer ("actually where do i find a group near me"). What decides is the kind of
answer that is awaited, and how sure the classifier is of something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timezone

from coaching.dialogue import Expects
from coaching.language import values

FALLBACK = "nlu_fallback"
INFORM = "inform"

SURE = (
    0.30  #: below this a message outside an exercise goes to repair; chosen on the reliability curve (tests/benchmarks)
)

#: Leaving, asking about Hearth itself or for one's data is never an answer, wherever it is said.
_META = ("stop_activity", "ask_help", "manage_data", "ask_bot", "goodbye")
#: What may interrupt free words: other wishes only when the classifier is sure of them.
_WISHES = (
    "ask_question",
    "find_resources",
    "schedule_check_in",
    "review_history",
    "out_of_scope",
    "give_negative_feedback",
    "practise_conversation",
    "get_phrasing",
    "support_myself",
)
LEAVING = 0.9  #: "he's asleep now", "next sat" sound like leave-taking to a reader that doesn't know what was asked
LAST = 300  #: characters of a message that say what it is all about
SHORT = 14  #: words; longer messages in an exercise are stories
MOST_CHOICES = 9  #: things offered at once, at most
_STOP = re.compile(
    r"^\W*(please |pls |ok(ay)? |can we |lets |let's |i want to |i wanna )*"
    r"(stop|quit|exit|cancel|pause|enough|end|leave it|forget it|never ?mind|nvm)"
    r"( (this|it|now|here|please|pls|for now|the practice|practice|practising|role ?play|the exercise))*\W*$",
    re.IGNORECASE,
)
_OTHER_SUBJECT = re.compile(
    r"^\W*(?:(?:can|could) (?:we|i) |let'?s |i(?:'d| would)? (?:want|like|rather|need|prefer)(?: to)? |please |actually |ok |maybe |no )*"
    r"(?:(?:talk|speak|chat) about (?:something|anything) (?:else|different)|(?:change|switch) (?:the )?(?:subject|topic)|do something (?:else|different)|not (?:talk about|do) (?:this|it|that))"
    r"(?: please| pls| now| instead| for a (?:bit|while|minute))*\W*$",
    re.IGNORECASE,
)
#: What is told by its words wherever it is said, a role-play apart, and never is an answer to a question of ours.
_DELETE = re.compile(
    r"^\W*(?:please |pls |ok |can you |i want (?:you )?to |i'?d like (?:you )?to |actually )*(?:delete|erase|wipe|remove|clear) (?:absolutely )?"
    r"(?:everything|all|it all|all of it|all my (?:data|stuff|messages)|my (?:data|account|stuff|messages|chat)|(?:all|everything) (?:about me|i (?:said|wrote|told you)))"
    r"(?: (?:now|please|pls|about me|i (?:said|wrote|told you)|you (?:have|know)(?: about me| on me)?))*\W*$",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"^\W*(?:ok(?:ay)?,? |great,? |oh |ah |right,? |cool,? |(?:that|it|this) (?:really |actually )?(?:helped|helps)(?: a (?:lot|bit))?,? )*(?:many |so many )?(?:thanks|thank (?:you|u)|thankyou|thx|ta|cheers)"
    r"(?: (?:so much|very much|a lot|a million|for (?:that|this|listening|your help|the help|everything|being here)|hearth|again|really|love|mate|x+|that (?:helps?|helped)(?: a lot)?|that'?s (?:all|helpful)))*\W*$",
    re.IGNORECASE,
)
_GOODBYE = re.compile(
    r"^\W*(?:ok(?:ay)?,? |right,? |well,? |thanks,? |thank you,? |thx,? |ta,? |cheers,? )*(?:gn|nn|cya|bye+(?: bye+)?|good ?bye|good ?night|night night|nighty? ?night|see (?:you|ya)(?: later| soon| tomorrow)?|ttyl"
    r"|i(?:'ve| have)? (?:got(?:ta| to)|have to|need to|must|better|should) (?:go|run|sleep|dash)(?: now| to (?:bed|work|sleep))?"
    r"|(?:i'?m )?(?:off|going) to (?:bed|sleep))(?: now| then| for now| x+)*\W*$",
    re.IGNORECASE,
)
#: "save it" keeps what was just found; it asks for no list of what was kept
_SAVE = re.compile(
    r"^\W*(?:(?:yes|yeah|ok(?:ay)?|please|pls|can you|i want to|i'?ll|let'?s)[ ,]+)*(?:save|keep) (?:it|that|this|these|those|them|(?:that|this|the) (?:one|first|second|third|last|text|message)(?: one)?)(?: (?:please|pls|for me|thanks|one))*\W*$",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"^\W*(?:wait,? |sorry,? |but |hang on,? )*(?:are (?:you|u) (?:a |an )?(?:(?:real|actual|human|live) )*(?:person|human|robot|bot|machine|computer|ai|real)|(?:who|what) (?:are|r) (?:you|u)"
    r"|is (?:this|that) (?:a |an )?(?:(?:real|actual) )?(?:person|human|robot|bot|machine|computer|ai))\W*$",
    re.IGNORECASE,
)
_PLAIN = ((_OTHER_SUBJECT, "stop_activity"), (_THANKS, "thank"), (_GOODBYE, "goodbye"), (_WHO, "ask_bot"))
_BACK = re.compile(
    r"^\W*(?:(?:please|pls|no|oops|wait|sorry|can we|can i|could we|lets|let's|i want to|i'd like to|ok)[ ,]+)*"
    r"(?:go(?:ing)? back|back(?: up)?|undo|(?:one )?step back|one back|(?:the )?(?:previous|last) question|take (?:that|it) back|scratch that|scrap that)"
    r"(?: (?:that|it|one|a step|one step|a bit|please|pls|to the (?:last|previous) (?:question|one|step)))*\W*$",
    re.IGNORECASE,
)
#: "huh?" to what was just said: it was not understood
_HUH = re.compile(
    r"^\W*(?:(?:um|er|erm|wait|ok|sorry|but)\W+)*(?:huh|eh|what|wut|pardon|come again|say that again|what do you mean(?: by that)?|i (?:don'?t|dont|do not) (?:get it|follow|understand)"
    r"|(?:you(?:'ve)?|u) lost me|makes no sense|that makes no sense)(?: please| pls)?\W*$",
    re.IGNORECASE,
)
_HELP = re.compile(
    r"^\W*(help|(?:main |the )?menu|options|what can (you|u) do|how does (this|it) work|commands?)\W*$", re.IGNORECASE
)
_REPAIR = re.compile(
    r"\b((not|wasn'?t|isn'?t|aint|ain'?t|never) what i (meant|mean|said|asked|wanted|was (saying|asking))|^\W*(no|nope|nah|not that)[ ,.]+(i meant )?(the other|another|a different) (thing|question)"
    r"|i meant (something|the other thing|another thing)( else| different)?\W*$|that'?s not (it|right|what i want)\W*$|^\W*wrong (one|thing)\W*$|you('re| are|r)? (not|don'?t) (listening|understand(ing)?|get(ting)? (me|it))"
    r"|misunderst(oo|an)d|wrong answer)\b",
    re.IGNORECASE,
)


def read(text: str, ranking: Sequence[tuple[str, float]], expects: Expects) -> tuple[str, float]:
    """The message's intent in its place, with a confidence.

    ranking: intents of the message on its own, most likely first. expects: what the open question waits for.
    Gives `inform` for an answer, `nlu_fallback` for what nobody could read.
    """
    top, sure = ranking[0] if ranking else (FALLBACK, 0.0)
    open_question = expects is not Expects.NOTHING
    if not re.search(r"\w", text):  # marks and pictures: an answer, good or not, when there is a question
        if open_question:
            return INFORM, 1.0
        return (top, sure) if values.yes(text) is not None and sure >= SURE else (FALLBACK, 0.0)
    if _STOP.match(text):
        return "stop_activity", 1.0
    if _HELP.match(text) and (open_question or len(text.split()) == 1):
        return "ask_help", 1.0
    if _DELETE.match(text):
        return "manage_data", 1.0
    if expects is Expects.LINE:
        return INFORM, 1.0  # in a role-play everything else is a line
    for pattern, intent in _PLAIN:
        if pattern.match(text):
            return intent, 1.0
    if (_BACK.match(text) or _REPAIR.search(text)) and len(text.split()) <= SHORT:
        return "give_negative_feedback", 1.0
    if not open_question:
        if _HUH.match(text):
            return "give_negative_feedback", 1.0
        if top == "support_myself" and _FED_UP.search(text[-LAST:]):
            top = "set_boundary"
        return (top, sure) if sure >= SURE else (FALLBACK, sure)
    if _SAVE.match(text) or _answers(text, expects):
        return INFORM, 1.0
    short = len(text.split()) <= SHORT
    if expects is Expects.TEXT and _OWN_DEED.match(text):
        return INFORM, sure  # "I leave the room" says what one does, and is no goodbye
    if top in _META and sure >= (LEAVING if top == "goodbye" and not _BYE.search(text) else 0.6) and short:
        return top, sure
    if top in _WISHES and sure >= (0.75 if expects is Expects.TEXT else 0.55) and short and _asks(text):
        return top, sure
    return INFORM, sure


#: "he keeps asking for money and i'm so tired of it" complains of what they do: a limit, not rest, is what helps
_FED_UP = re.compile(
    r"\b(?:he|she|they|my \w+)\b[^.!?]*\b(?:money|cash|borrow\w*|lend\w*|bank|bills?|debts?|steal\w*|stole|nick\w*|shout\w*|lies|lying|keeps? \w+ing)\b[^?]*"
    r"\b(?:tired|sick|fed up|had enough)(?: and tired)? (?:of|with) (?:it|this|that|him|her|them|paying|giving|lending)\b[^.?!]{0,30}\W*$",
    re.IGNORECASE,
)


_OWN_DEED = re.compile(
    r"\W*(?:and |then |so )?(?:i|we)(?:'ll|ll|'d| will| would)? (?:just |then |always )?(?:leave (?!it\b|now\b|here\b)\w|hang up|walk|turn|put|take|lock|close|shut"
    r"|stop (?!now|here|this|it\b|please)\w+ing|go (?:to|for|out|up|into|home|and)\b)",
    re.IGNORECASE,
)


def meant_back(text: str) -> bool:
    """Whether the whole message is "go back", "undo" and the like."""
    return bool(_BACK.match(text))


def not_followed(text: str) -> bool:
    """Whether the whole message says that Hearth's last words were not understood ("huh?")."""
    return bool(_HUH.match(text))


def meant_otherwise(text: str) -> bool:
    """Whether somebody says that Hearth took up something else than they meant."""
    return bool(_REPAIR.search(text))


def _answers(text: str, expects: Expects) -> bool:
    words = len(text.split())
    if expects is Expects.NUMBER:
        return values.number(text) is not None and words <= 12
    if expects is Expects.YES_NO:
        return (values.yes(text) is not None and words <= 8) or text.lower().strip(" .!") in (
            "save",
            "save please",
            "save this",
        )
    if expects is Expects.CHOICE:
        if values.ordinal_choice(text, MOST_CHOICES) is not None or values.all_or_none(text) is not None:
            return words <= 6
        return words <= 2 or (values.yes(text) is not None and words <= 5)
    if expects is Expects.TIME:
        # a day or an hour; or a word or two about it ("soon", "not yet"), which are no goodbye
        now = datetime.now(timezone.utc)
        return (words <= 12 and not text.rstrip().endswith("?") and values.when(text, now, asked=True) is not None) or (
            (words <= 2 and not _BYE.search(text))
            or bool(re.search(r"\bany ?time\b|\bwhenever\b|(?:don'?t|do not) mind", text, re.I))
        )
    return False


_BYE = re.compile(r"\b(?:bye+|goodbye|good ?night|ciao|cya|see (?:ya|you))\b", re.IGNORECASE)
_ASKING = re.compile(
    # "where he goes at night" asks nothing
    r"\?|^\W*((how|what|why|where|when|who|which)('?s)?( \w+)? (do|does|did|can|could|should|is|are|was|will|would|to|i|about|if)\b"
    r"|(how|what|why|where|who)'?s\b|can|could|is|are|do|does|did|should|will|would|show|find|remind|give|help"
    r"|i (want|need|wanna|would like|'d like)|lets|let's|actually|tell me|let me)\b",
    re.IGNORECASE,
)


def _asks(text: str) -> bool:
    return bool(_ASKING.search(text))
