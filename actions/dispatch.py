"""Which action a wish belongs to, for an action that finds that another one was meant (see data/stories)."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

from actions.base import HearthAction

#: intent -> class in a module of this package
ACTIONS = {
    "get_phrasing": "phrasing.ActionPhrasing",
    "practise_conversation": "practice.ActionPractice",
    "set_boundary": "boundary.ActionBoundary",
    "recognise_progress": "progress.ActionProgress",
    "cope_with_setback": "setback.ActionSetback",
    "invite_connection": "invite.ActionInvite",
    "help_or_not": "decide.ActionDecide",
    "support_myself": "strength.ActionStrength",
    "ask_question": "learn.ActionLearn",
    "find_resources": "resources.ActionResources",
    "is_it_time": "timing.ActionTiming",
    "schedule_check_in": "checkin.ActionCheckin",
    "open_check_in": "checkin.ActionCheckin",
    "review_history": "space.ActionSpace",
    "manage_data": "space.ActionSpace",
    "share_feelings": "feelings.ActionFeelings",
    "give_consent": "consent.ActionConsent",
    "aside": "aside.ActionAside",
    "inform": "exercise.ActionExercise",
    "resume": "exercise.ActionResume",
    "stop_activity": "talk.ActionStop",
    "ask_help": "talk.ActionTalk",
    "deny": "talk.ActionTalk",
    "out_of_scope": "talk.ActionTalk",
}
_NO_WISHES = (
    "aside",
    "inform",
    "resume",
    "stop_activity",
    "ask_help",
    "deny",
    "out_of_scope",
    "open_check_in",
    "give_consent",
)
#: What may be meant by words that answered nothing: never small talk
WISHES = tuple(name for name in ACTIONS if name not in _NO_WISHES)


@lru_cache(maxsize=None)
def action_for(intent: str) -> HearthAction | None:
    """The action of that intent, made once; None for one that has no action of its own here."""
    if intent not in ACTIONS:
        return None
    module, name = ACTIONS[intent].split(".")
    made: HearthAction = getattr(import_module(f"actions.{module}"), name)()
    return made
