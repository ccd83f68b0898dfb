"""Wishes that the words say plainly, whatever the classifier took them for."""

from __future__ import annotations

import re

from actions.turn import Turn
from coaching.asked import about_another, leans_on_answer, to_weigh, wants_more, wants_source
from coaching.checkin import about_reminders
from coaching.dialogue import Expects
from coaching.feelings import telling
from coaching.knowing import country_said
from coaching.language.plain import plain
from coaching.learn import last_question
from coaching.referral import referral
from coaching.resources import goes_on
from coaching.space import one_to_delete
from coaching.timing import asks_whether_now

#: Wishes that may mention a medicine or the law without asking about them
SURE_WISHES = (
    *("get_phrasing", "practise_conversation", "set_boundary", "invite_connection", "review_history", "find_resources"),
    *("schedule_check_in", "recognise_progress", "share_feelings"),
)
SURE_WISH = 0.8
#: What a story is easily taken for while somebody is being listened to
STILL_TELLING = ("cope_with_setback", "support_myself", "set_boundary")
#: Wherever it is said, also in a role-play: nobody has to find a way out first
_DELETE_ALL = re.compile(
    r"(?:please |can you |i want (?:you )?to |i'?d like to )?(?:delete|erase|wipe|remove) (?:(?:all(?: of)? )?my (?:data|account|messages|chats?|info)|all(?: my data| of it)?|everything(?: (?:you (?:have|know)|about me|now|please|on me))*)(?: please| now)?"
)
_THEIR_PHONE = re.compile(
    r"\b(?:his|her|their|my \w+'s) (?:\w+ )?(?:phone|mobile|messages|texts|emails?|laptop|location|bag|room|post|mail)\b"
)
WEIGHED = 25  #: words; "should I pay his rent" in a longer story may be only a part of what is meant


def plainly(turn: Turn) -> str:
    """The intent that the words say plainly, "" for none. A country that is told becomes a button's payload."""
    if not turn.text:
        return ""
    if _DELETE_ALL.fullmatch(plain(turn.text).strip(" .!")) and not _asked_already(turn):
        return "manage_data"
    if _to_refer(turn):
        return "out_of_scope"
    if turn.exercise is not None or turn.person.consent_at is None:
        return ""
    listening = turn.profile.notes.get("listening") == turn.person.turn - 1
    if listening and turn.intent in STILL_TELLING and telling(turn.text):
        return "share_feelings"  # the story goes on; a script would break in on it
    if goes_on(turn.text, turn.context):
        return "find_resources"
    set_at = (turn.profile.notes.get("check_in") or {}).get("turn")
    if about_reminders(turn.text, set_at == turn.person.turn - 1):
        return "schedule_check_in"
    if country_said(turn.text):
        turn.button = {"intent": "manage_data", "value": "country"}
        return "manage_data"
    if to_weigh(turn.text) and len(turn.text.split()) <= WEIGHED:
        return "help_or_not"
    leaning = (wants_more, wants_source, about_another, leans_on_answer)
    if last_question(turn.context) and any(leans(turn.text) for leans in leaning):
        return "ask_question"
    if turn.intent == "manage_data" and _THEIR_PHONE.search(plain(turn.text)):
        return "ask_question"
    if one_to_delete(turn.text, turn.context) is not None:
        return "manage_data"
    sure = turn.intent in SURE_WISHES and turn.heard.confidence >= SURE_WISH
    return "is_it_time" if asks_whether_now(turn.text) and not sure else ""


def _asked_already(turn: Turn) -> bool:
    """Whether "delete everything" answers the question whether to delete everything."""
    return turn.exercise is not None and turn.exercise.skill == "space"


def _to_refer(turn: Turn) -> bool:
    """Whether it is a question for a pharmacist, a doctor or a lawyer. In an exercise only what is no answer; outside
    it not what is surely a wish that merely mentions such things."""
    if not referral(turn.text):
        return False
    if turn.exercise is None:
        return turn.intent not in SURE_WISHES or turn.heard.confidence < SURE_WISH
    asked = turn.exercise.expects
    if asked == Expects.LINE:
        return False
    answered = turn.intent == "inform" and (asked == Expects.TEXT or not turn.text.rstrip().endswith("?"))
    return not answered
