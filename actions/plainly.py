"""Wishes that the words say plainly, whatever the classifier took them for."""

from __future__ import annotations

from actions.turn import Turn
from coaching.asked import about_another, to_weigh, wants_more, wants_source
from coaching.dialogue import Expects
from coaching.feelings import telling
from coaching.knowing import country_said
from coaching.learn import last_question
from coaching.phrasing_wishes import wished_of_words
from coaching.referral import referral
from coaching.timing import asks_whether_now

#: Wishes that may mention a medicine or the law without asking about them
SURE_WISHES = (
    *("get_phrasing", "practise_conversation", "set_boundary", "invite_connection", "review_history", "find_resources"),
    *("schedule_check_in", "recognise_progress", "share_feelings"),
)
SURE_WISH = 0.8
#: What a story is easily taken for while somebody is being listened to
STILL_TELLING = ("cope_with_setback", "support_myself", "set_boundary")
WEIGHED = 25  #: words; "should I pay his rent" in a longer story may be only a part of what is meant


def plainly(turn: Turn) -> str:
    """The intent that the words say plainly, "" for none. A country that is told becomes a button's payload."""
    if not turn.text:
        return ""
    if _to_refer(turn):
        return "out_of_scope"
    if turn.exercise is not None and turn.exercise.skill == "phrasing":
        return wished_of_words(turn.text, str(turn.state.get("at", "")))
    if turn.exercise is not None or turn.person.consent_at is None:
        return ""
    listening = turn.profile.notes.get("listening") == turn.person.turn - 1
    if listening and turn.intent in STILL_TELLING and telling(turn.text):
        return "share_feelings"  # the story goes on; a script would break in on it
    if country_said(turn.text):
        turn.button = {"intent": "manage_data", "value": "country"}
        return "manage_data"
    if to_weigh(turn.text) and len(turn.text.split()) <= WEIGHED:
        return "help_or_not"
    if last_question(turn.context) and (wants_more(turn.text) or wants_source(turn.text) or about_another(turn.text)):
        return "ask_question"
    sure = turn.intent in SURE_WISHES and turn.heard.confidence >= SURE_WISH
    return "is_it_time" if asks_whether_now(turn.text) and not sure else ""


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
