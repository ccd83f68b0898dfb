"""Reads a message in its place: is it an answer to the open question, a new wish, or nothing that can be understood?

An answer inside an exercise must not be mistaken for a new wish ("he came home drunk on friday" answers "What
happened?"), nor a new wish for an answer ("actually where do i find a group near me"). What decides is the kind of
answer that is awaited, and how sure the classifier is of something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

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
_STOP = re.compile(
    r"^\W*(please |pls |ok(ay)? |can we |lets |let's |i want to |i wanna )*"
    r"(stop|quit|exit|cancel|pause|enough|end (it|this)|leave it|forget it|never ?mind|go back|back|menu|main menu)"
    r"( (this|it|now|here|please|pls|for now|the practice|practice|practising|role ?play|the exercise))*\W*$",
    re.IGNORECASE,
)
_HELP = re.compile(r"^\W*(help|menu|options|what can (you|u) do|how does (this|it) work|commands?)\W*$", re.IGNORECASE)
_REPAIR = re.compile(
    r"\b(not what i (meant|said|asked)|you('re| are|r)? (not|don'?t) (listening|understand(ing)?|get(ting)? (me|it))"
    r"|misunderst(oo|an)d|wrong answer)\b",
    re.IGNORECASE,
)


def read(text: str, ranking: Sequence[tuple[str, float]], expects: Expects) -> tuple[str, float]:
    """The message's intent in its place, with a confidence.

    ranking: intents of the message on its own, most likely first. expects: what the open question waits for.
    Gives `inform` for an answer, `nlu_fallback` for what nobody could read.
    """
    top, sure = ranking[0] if ranking else (FALLBACK, 0.0)
    if not re.search(r"\w", text) and values.yes(text) is None:
        return (INFORM, 1.0) if expects is Expects.LINE else (FALLBACK, 0.0)
    if _STOP.match(text):
        return "stop_activity", 1.0
    if expects is Expects.NOTHING:
        return (top, sure) if sure >= SURE else (FALLBACK, sure)
    if _HELP.match(text):
        return "ask_help", 1.0
    if expects is Expects.LINE:
        return INFORM, 1.0  # in a role-play everything else is a line
    if _REPAIR.search(text):
        return "give_negative_feedback", 1.0
    if _answers(text, expects):
        return INFORM, 1.0
    short = len(text.split()) <= 14
    if top in _META and sure >= 0.6 and short:
        return top, sure
    if top in _WISHES and sure >= (0.75 if expects is Expects.TEXT else 0.55) and short and _asks(text):
        return top, sure
    return INFORM, sure


def _answers(text: str, expects: Expects) -> bool:
    words = len(text.split())
    if expects is Expects.NUMBER:
        return values.number(text) is not None and words <= 12
    if expects is Expects.YES_NO:
        return values.yes(text) is not None and words <= 8
    if expects is Expects.CHOICE:
        return words <= 2 or (values.yes(text) is not None and words <= 5)
    return False


_ASKING = re.compile(
    r"\?|^\W*(how|what|why|where|when|who|which|can|could|is|are|do|does|did|should|will|would|show|find|remind|give|help"
    r"|i (want|need|wanna|would like|'d like)|lets|let's|actually|tell me|let me)\b",
    re.IGNORECASE,
)


def _asks(text: str) -> bool:
    return bool(_ASKING.search(text))
