"""What the gateway says in danger and right after it: the answer, the path, and the way back to what was going on.

Holds an exercise meanwhile, takes it up again, and hands on what a mere question about danger kept from being answered.
"""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from bot.door import Incoming
from bot.memory import remember
from bot.second_reader import SecondReader, means_else
from coaching.safety.answer import BEGAN, THIS, Answer
from coaching.safety.answers import BEREAVED, KEPT, told_by_rules
from coaching.safety.danger import WEIGHERS, Danger, Level
from coaching.safety.leaving import for_them
from coaching.safety.listening import plain_form
from store.errors import StoreError
from store.people import Person

if TYPE_CHECKING:
    from bot.house import House

logger = logging.getLogger(__name__)

Bubble = dict[str, Any]
STALE = timedelta(hours=6)  #: after so long a path is not simply gone on with
DENIED_FOR = 30 * 60.0  #: seconds; so long a question about danger that was denied is not asked again
_LEAVES = ("start", "help", "stop")  #: commands of somebody who turns to something else
_MOST_BUBBLES, _MOST_WORDS = 3, 60


@dataclass(frozen=True)
class Asked:
    """A mere question about danger: the message that began it, the path's state, which danger, by which rules, when."""

    text: str
    state: dict[str, Any]
    kind: str
    rules: frozenset[str]
    alarm: bool  #: it was no mere question; kept for a text to the loved one, which may be answered after all
    at: float = 0.0


@dataclass
class Spoken:
    """What the safety room says to a turn; nothing when the turn is not its.

    on: whether the dialogue answers after it. text: what it answers then, when that is not this message but the one that
    a question about danger kept from its answer.
    """

    bubbles: list[Bubble] = field(default_factory=list)
    on: bool = True
    text: str = ""
    cleared: bool = False  #: the dialogue shall not take it for danger once more

    def before(self, bubbles: list[Bubble]) -> list[Bubble]:
        """Both, in at most three bubbles."""
        if self.bubbles and bubbles and len(self.bubbles) + len(bubbles) > _MOST_BUBBLES:
            joined = f"{self.bubbles[-1]['text']}\n\n{bubbles[0].get('text') or ''}".strip()
            if len(joined.split()) <= _MOST_WORDS:
                return [*self.bubbles[:-1], {**bubbles[0], "text": joined}, *bubbles[1:]]
        return [*self.bubbles, *bubbles]


class SafetyRoom:
    """Danger in a conversation, with what the store knows of the person."""

    def __init__(self, house: House) -> None:
        self._house = house
        # In memory only (message texts go after 30 days): what began a mere question, and what was denied.
        self._asked: OrderedDict[str, Asked] = OrderedDict()
        self._denied: OrderedDict[str, Asked] = OrderedDict()
        self._open: OrderedDict[str, dict[str, Any]] = OrderedDict()  # for while the store is slow

    def open_state(self, person: str) -> dict[str, Any]:
        """The path that is open as far as our memory knows, {} for none."""
        return self._open.get(person, {})

    def forget(self, person: str) -> None:
        """They deleted everything."""
        for memory in (self._asked, self._denied, self._open):
            memory.pop(person, None)

    def believed(self, person: str, text: str, danger: Danger) -> bool:
        """Whether nothing is to be asked about this danger: the message denies the one that was asked about, though what
        was said before still sounds like it; or just that was denied a moment ago. Asks no store: this is read before
        every danger answer."""
        asked, denied = self._asked.get(person), self._denied.get(person)
        if asked is not None and not asked.alarm:
            return bool(self._house.answers.reply(danger, asked.state, text, "").on)
        if denied is None or time.monotonic() - denied.at > DENIED_FOR:
            return False
        if danger.level is Level.CHECK:
            return danger.guessed or (danger.kind == denied.kind and denied.rules >= _rules(danger))
        return danger.kind == denied.kind and not told_by_rules(danger) and for_them(plain_form(text))

    def alarm(self, incoming: Incoming, danger: Danger) -> list[Bubble]:
        """The danger answer, of which nothing is left for the dialogue."""
        return self._answer(incoming, danger, hands_on=False).bubbles

    def _answer(self, incoming: Incoming, danger: Danger, hands_on: bool = True) -> Spoken:
        """The answer to a message with danger in it; the open exercise is put on hold. Answers even when the store fails
        half way."""
        house = self._house
        person = house.person(incoming.person)
        country = house.country(person)
        record = self._record(incoming.person)
        state = record.get("state") or {}
        answer = house.answers.reply(
            danger, state, incoming.text or "", country, person.turn if person else 0,
            record.get("said", ()), self._kept_plan(incoming.person, danger), self._wish(incoming.text or ""),
        )  # fmt: skip
        text, alarm = incoming.text or "", bool(answer.state.get("alarm"))
        if text and (not state or state.get("done")) and (not alarm or for_them(plain_form(text))):
            asked = Asked(text, answer.state, danger.kind or "", _rules(danger), alarm)
            remember(self._asked, incoming.person, asked)
        try:
            held = house.exercises.current(incoming.person) if answer.hold else None
            if held is not None:
                house.exercises.pause(held.id)
                record["held"] = held.id
            self._keep(incoming, record, answer)
            if danger is not BEREAVED and not answer.on:
                day = datetime.now(timezone.utc).date()
                house.danger_counts.add(day, danger.kind or "", danger.level.value, country)
        except StoreError as error:
            logger.error("A danger answer was given but its state could not be kept: %s", error)
        return self._in_their_language(text, danger.level, country, self._spoken(incoming, record, answer, hands_on))

    def urgent(self, incoming: Incoming) -> list[Bubble]:
        """The answer to the "urgent help" button or command."""
        answer = self._house.answers.urgent(self._house.country(self._house.person(incoming.person)))
        self._keep(incoming, self._record(incoming.person), answer)
        return crisis_bubbles(answer)

    def turn(self, incoming: Incoming, text: str, danger: Danger | None) -> Spoken:
        """What is said here to a turn that is no alarm."""
        house = self._house
        record = self._record(incoming.person)
        if danger is not None and danger.level is Level.CHECK and not self._answers_something(incoming, danger):
            return self._answer(incoming, danger)
        if incoming.kind == "edited":
            return Spoken()
        state = record.get("state") or {}
        is_open = bool(state) and not state.get("done")
        person = house.person(incoming.person)
        country, seed = house.country(person), person.turn if person else 0
        value = None
        if incoming.button:
            value = (house.buttons.look_up(incoming.person, incoming.button) or {}).get("safety")
        if value is None and text and not is_open and house.answers.mourns(text):
            return self._answer(incoming, BEREAVED)
        if value is None and is_open and (incoming.button or incoming.command in _LEAVES):
            answer = house.answers.let_go(state, country, seed)
        elif value is None and not (text and is_open):
            return Spoken()
        else:
            answer = house.answers.follow(
                state, text, value, country, seed, self._wish(text), bool(state) and _stale(record)
            )
        self._keep(incoming, record, answer)
        self._learn_country(person, answer)
        spoken = self._spoken(incoming, record, answer)
        return self._in_their_language(text, Level.CHECK, country, spoken) if value is None else spoken

    def _in_their_language(self, text: str, level: Level, country: str, spoken: Spoken) -> Spoken:
        """The same with a line in the language of the message before it, when that is not English."""
        said = spoken.bubbles
        if said and text and (line := self._house.in_their_language(text, level, country)):
            first = {"kind": "crisis", "text": line, "buttons": []}
            spoken.bubbles = [first, *said[:1], *said[1:][-1:]]
        return spoken

    # -- the way back -----------------------------------------------------------------------------------------------

    def _spoken(self, incoming: Incoming, record: dict[str, Any], answer: Answer, hands_on: bool = True) -> Spoken:
        """The bubbles, and what the dialogue answers after them: this message, or the one that began a mere question."""
        done = bool(answer.state.get("done"))
        asked, alarm = self._asked.get(incoming.person), bool(answer.state.get("alarm"))
        if done or (asked and alarm and not asked.alarm):
            self._asked.pop(incoming.person, None)
        if asked and done and answer.on:
            remember(self._denied, incoming.person, replace(asked, at=time.monotonic()))
        elif alarm:
            self._denied.pop(incoming.person, None)
        again = asked and answer.on == BEGAN and (record.get("held") or answer.state["step"] != "worn_out")
        began = asked.text if asked and again and done else ""
        on = hands_on and (answer.on == THIS or bool(began))
        bubbles = crisis_bubbles(answer, "message" if answer.on else "crisis")
        if done and record.get("held"):
            offered = self._take_up(incoming.person, int(record["held"]), aloud=not on)
            if offered and len(bubbles) > 1 and any(b["payload"]["safety"] == "back" for b in bubbles[-1]["buttons"]):
                bubbles.pop()  # it asks the same: whether to go back
            bubbles += offered
        return Spoken(bubbles, on, began, cleared=on)

    def _take_up(self, person: str, exercise_id: int, aloud: bool) -> list[Bubble]:
        """The exercise on hold is open again: what is typed next answers it. Said aloud, unless they moved on already."""
        house = self._house
        if not any(e.id == exercise_id for e in house.exercises.paused(person)):
            return []
        house.exercises.resume(exercise_id)
        if not aloud:
            return []
        title = house.wording.title("talk.buttons.carry_on")
        payload = {"intent": "resume", "value": str(exercise_id), "title": title}
        text = house.line("talk.paused_after_danger")
        return [{"kind": "message", "text": text, "buttons": [{"title": title, "payload": payload}]}]

    # -- what is known ----------------------------------------------------------------------------------------------

    def _wish(self, text: str) -> bool:
        second = self._house.screen.second
        return isinstance(second, SecondReader) and bool(text) and means_else(second.ranking(text))

    def _answers_something(self, incoming: Incoming, danger: Danger) -> bool:
        """Whether a mere guess at danger is rather the answer to an open question. In the middle of an exercise people
        write short things about hard matters; an alarm, or what a rule found, still comes through."""
        return danger.guessed and self._house.exercises.current(incoming.person) is not None

    def _learn_country(self, person: Person | None, answer: Answer) -> None:
        country = answer.state.get("country")
        if person and country and country != person.country:
            self._house.people.save_profile(person.id, {**person.profile, "country": country}, country)

    def _keep(self, incoming: Incoming, record: dict[str, Any], answer: Answer) -> None:
        house, person, now = self._house, incoming.person, datetime.now(timezone.utc).isoformat()
        remember(self._open, person, {} if answer.state.get("done") else answer.state)
        if answer.keep:
            house.items.add(person, "plan", answer.keep, f"{incoming.message_id}:safety")
        if answer.quiet:  # somebody else may see what Hearth writes
            house.followups.stop_all(person)
        said = (list(record.get("said", ())) + [b.text for b in answer.bubbles])[-KEPT:]
        if answer.state.get("done"):
            house.safety_states.set(person, {"said": said, "state": {}})
            return
        house.safety_states.set(person, {**record, "state": answer.state, "said": said, "at": now})

    def _kept_plan(self, person: str, danger: Danger) -> dict[str, str]:
        """The newest safety plan of this person for this kind of danger."""
        house = self._house
        if danger.kind not in house.answers.paths.plans:
            return {}
        try:
            kept = [
                item.fields for item in house.items.list(person, "plan") if item.fields.get("safety") == danger.kind
            ]
        except StoreError:
            return {}
        return {key: str(text) for key, text in kept[-1].items() if key not in ("what", "safety")} if kept else {}

    def _record(self, person: str) -> dict[str, Any]:
        try:
            return self._house.safety_states.get(person) or {}
        except StoreError:
            return {}


def crisis_bubbles(answer: Answer, kind: str = "crisis") -> list[Bubble]:
    """The bubbles of a danger answer, with the way on in their buttons."""
    return [
        {
            "kind": kind,
            "text": bubble.text,
            "buttons": [
                {"title": title, "payload": {"safety": value, "title": title}} for title, value in bubble.buttons
            ],
        }
        for bubble in answer.bubbles
    ]


def _rules(danger: Danger) -> frozenset[str]:
    return frozenset(reason.rule for reason in danger.reasons if reason.rule not in WEIGHERS)


def _stale(record: dict[str, Any]) -> bool:
    at = str(record.get("at") or "")
    return bool(at) and datetime.now(timezone.utc) - datetime.fromisoformat(at) > STALE
