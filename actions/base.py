"""What every action shares: one turn made, run in a thread, guarded, and written back."""

from __future__ import annotations

import asyncio
import logging
import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.plainly import plainly
from actions.rooms import rooms
from actions.turn import Turn
from coaching.dialogue import Choice, Expects, Say
from coaching.language.tongues import tongue
from coaching.skills import skill_named

logger = logging.getLogger(__name__)

CARRY_ON = re.compile(
    r"\W*(?:ok(?:ay)?,? |yes,? |please,? |can we |lets |let's |i want to |i'd like to )*(?:carry on|continue|resume|go on with (?:it|that)"
    r"|pick (?:it )?up where we (?:were|left off)|back to (?:it|that|where we were))(?: (?:now|please|with (?:it|that)))?\W*",
    re.IGNORECASE,
)

MOST_BUTTONS = 5  #: under one answer (product.md, "How it talks")
CONSENT = (
    Choice("talk.buttons.consent_yes", "yes", "give_consent"),
    Choice("talk.buttons.consent_more", "more", "ask_privacy"),
)


class ActionFailed(RuntimeError):
    """An action broke. Rasa then has no bubbles, and the gateway says so honestly. Carries no text of anybody."""


class HearthAction(Action, ABC):
    """Subclasses give `action_name` and `act`. Nothing personal is asked or kept before the person agreed."""

    action_name: str
    before_consent = False  #: whether it may run for somebody who has not agreed yet

    def name(self) -> str:
        """As in domain.yml."""
        return self.action_name

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        """Runs the turn in a thread, because the store blocks."""
        try:
            return await asyncio.to_thread(self._run, dispatcher, tracker)
        except Exception as error:
            where = error.__traceback__
            while where is not None and where.tb_next is not None:
                where = where.tb_next
            place = f"{where.tb_frame.f_code.co_filename}:{where.tb_lineno}" if where else "?"
            logger.error("%s failed: %s at %s", self.action_name, type(error).__name__, place)
            raise ActionFailed(f"{self.action_name}: {type(error).__name__}") from None

    def _run(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Any]:
        turn = Turn(rooms(), tracker)
        if turn.too_late:  # the person was told that it did not work, and may have said it again since
            raise ActionFailed(f"{self.action_name}: nobody waits for the answer any more")
        if turn.answered_before():
            turn.hand_over(dispatcher)
        elif turn.text and (language := tongue(turn.text)):
            _in_another_language(turn, language)
            turn.finish(dispatcher)
        elif turn.person.consent_at is None and (said := _answer_to_welcome(turn)) is not None:
            self._consented(turn, said)
            turn.finish(dispatcher)
        elif turn.person.consent_at is None and not self.before_consent:
            welcome(turn)
            turn.finish(dispatcher)
        else:
            turn.notice()
            self._meant(turn).act(turn)
            turn.finish(dispatcher)
        return [SlotSet("skill", turn.exercise.skill if turn.exercise else None)]

    def _consented(self, turn: Turn, yes: bool) -> None:
        from actions.dispatch import action_for

        turn.intent = "give_consent" if yes else "deny"
        consent = action_for("give_consent")
        if yes and consent is not None:
            consent.act(turn)
        else:
            welcome(turn)

    def _meant(self, turn: Turn) -> HearthAction:
        """This action; or that of a button which was typed instead of pressed, or of an answer that this leans on."""
        from actions.dispatch import action_for

        payload = turn.typed_button() if turn.person.consent_at is not None else None
        in_a_role = turn.exercise is not None and turn.exercise.expects == Expects.LINE
        if payload is None and CARRY_ON.fullmatch(turn.text) and not in_a_role:
            payload = {"intent": "resume", "value": ""}
        other = action_for(str(payload["intent"])) if payload else None
        if payload is None and (wish := plainly(turn)):
            turn.intent = wish
            return action_for(wish) or self
        if payload is None or other is None:
            return self
        turn.press(payload)
        return other

    @abstractmethod
    def act(self, turn: Turn) -> None:
        """What happens in this turn."""


class SkillAction(HearthAction):
    """Starts the exercise `skill`."""

    @property
    @abstractmethod
    def skill(self) -> str:
        """Its name: subclasses set it as a class attribute."""

    def act(self, turn: Turn) -> None:
        """Begins it; an answer goes to `action_exercise`. What is said in one step leaves an open exercise open."""
        step = skill_named(self.skill).start(turn.heard, turn.context)
        if step.done and turn.exercise is not None:
            digress(turn, lambda: turn.aside(step))
        else:
            turn.begin(self.skill, step)


def _in_another_language(turn: Turn, language: str) -> None:
    from actions import foreign

    foreign.answer(turn, language)


def _answer_to_welcome(turn: Turn) -> bool | None:
    """A typed yes or no to "may I store what you write?", however it was classified; None for anything else."""
    if not turn.text or not turn.profile.notes.get("welcomed") or len(turn.text.split()) > 6:
        return None
    return turn.heard.yes


def welcome(turn: Turn) -> None:
    """Who Hearth is and what it keeps; the person's first words wait for their consent."""
    if turn.text and turn.intent not in ("greet", "affirm", "deny"):
        turn.profile.notes["pending"] = turn.text
    if turn.profile.notes.get("welcomed"):
        turn.say(Say("talk.consent_declined" if turn.intent == "deny" else "talk.consent_needed", choices=CONSENT))
        return
    turn.profile.notes["welcomed"] = True
    privacy = "talk.welcome_privacy_telegram" if turn.channel == "telegram" else "talk.welcome_privacy"
    turn.say(Say("talk.welcome"), Say(privacy), Say("talk.ask_consent", choices=CONSENT))


def digress(turn: Turn, answer: Callable[[], None]) -> None:
    """Answers something in the middle of an exercise, then asks its open question again, in other words."""
    answer()
    exercise = turn.exercise
    if exercise is None or len(turn.bubbles) >= 3:
        return
    answered = len(turn.bubbles)
    again = skill_named(exercise.skill).ask_again(turn.state, turn.context)
    turn.say(*again[: 3 - answered])
    if sum(len(bubble["buttons"]) for bubble in turn.bubbles) > MOST_BUTTONS:  # the open question's stay
        for bubble in turn.bubbles[:answered]:
            bubble["buttons"] = []
