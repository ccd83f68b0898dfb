"""Before anything else: who Hearth is, what it keeps, and the person's yes."""

from __future__ import annotations

from datetime import datetime, timezone

from actions.base import CONSENT, HearthAction, welcome
from actions.talk import MENU
from actions.turn import Turn
from coaching.dialogue import Say


class ActionWelcome(HearthAction):
    """The first words of a person who has not agreed yet."""

    action_name = "action_welcome"
    before_consent = True

    def act(self, turn: Turn) -> None:
        """Introduces Hearth."""
        welcome(turn)


class ActionConsent(HearthAction):
    """The answer to the welcome: a yes, or more about privacy first."""

    action_name = "action_consent"
    before_consent = True

    def act(self, turn: Turn) -> None:
        """Notes the consent and takes up what the person came with."""
        if turn.intent == "ask_privacy":
            privacy = "talk.privacy_short_telegram" if turn.channel == "telegram" else "talk.privacy_short"
            turn.say(Say(privacy, choices=() if turn.person.consent_at else CONSENT))
            return
        turn.rooms.people.consent(turn.person_id, datetime.now(timezone.utc))
        pending = turn.profile.notes.pop("pending", "")
        if pending:
            turn.say(Say("talk.consent_thanks_pending"))
            turn.bubbles[-1]["do"] = {"replay": pending}
        else:
            turn.say(Say("talk.consent_thanks", choices=MENU))
