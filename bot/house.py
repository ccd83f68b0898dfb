"""Everything one process of the gateway holds: settings, store, content, the danger screen; and the parts of a turn
that only read and write those. All methods block for a moment on the database: call them in a thread."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from bot.dialogue import RANKING
from bot.door import Incoming, Outgoing
from bot.second_reader import SecondReader
from bot.settings import Settings
from coaching.content import wording
from coaching.language.tongues import SPOKEN, tongue
from coaching.safety.answers import BEREAVED, KEPT, Answer, Answers
from coaching.safety.danger import Danger, Level
from coaching.safety.screen import Screen
from store.database import Database, open_database
from store.errors import StoreError
from store.exercises import Exercises
from store.followups import FollowUps
from store.images import Images
from store.items import Items
from store.messages import Buttons, Inbox, Outbox
from store.messages import Outgoing as Stored
from store.people import People, Person
from store.safety import DangerCounts, SafetyStates

logger = logging.getLogger(__name__)

Bubble = dict[str, Any]
COMMANDS = {"start": "greet", "help": "ask_help", "stop": "stop_activity", "delete": "manage_data"}


@dataclass
class Prepared:
    """What Rasa gets (text and metadata), or the bubbles that answer without it."""

    text: str = ""
    metadata: dict[str, Any] = field(default_factory=dict)
    bubbles: list[Bubble] = field(default_factory=list)


class House:
    """Repositories and content, made once a process."""

    def __init__(self, settings: Settings, database: Database | None = None) -> None:
        self.settings = settings
        self.screen, self.answers, self.wording = Screen(), Answers(), wording()
        self.database = database or open_database(settings.database_url, settings.key_file, settings.master_key or None)
        db = self.database
        self.people, self.inbox, self.outbox, self.buttons = People(db), Inbox(db), Outbox(db), Buttons(db)
        self.exercises, self.items, self.followups, self.images = Exercises(db), Items(db), FollowUps(db), Images(db)
        self.safety_states, self.danger_counts = SafetyStates(db), DangerCounts(db)

    def line(self, key: str, **values: str) -> str:
        """A line of content with the emergency number at hand."""
        country = values.pop("country", "") or self.settings.country
        return self.wording.line(key, {**self.answers.values(country), **values})

    def country(self, person: Person | None) -> str:
        """The person's country, else the installation's, else ""."""
        return (person.country if person else "") or self.settings.country

    # -- Rasa's turn ------------------------------------------------------------------------------------------------

    def prepare(self, incoming: Incoming, text: str) -> Prepared:
        """Turns what came in into what Rasa gets. Only buttons that we issued and commands become payloads."""
        self.people.touch(incoming.person)
        person = self.people.get(incoming.person)
        if incoming.kind == "unreadable":
            return Prepared(bubbles=self._crisis_bubbles(self.answers.unreadable(self.country(person)), "message"))
        if incoming.kind == "edited":
            return Prepared(bubbles=[{"kind": "notice", "text": self.line("talk.edited")}])
        open_ = self.exercises.current(incoming.person)
        metadata: dict[str, Any] = {
            "consented": bool(person and person.consent_at),
            "open": {"skill": open_.skill, "expects": open_.expects, "id": open_.id} if open_ else None,
        }
        if incoming.command in COMMANDS:
            if incoming.command == "delete":
                metadata["button"] = {"intent": "manage_data", "value": "delete"}
            return Prepared(f"/{COMMANDS[incoming.command]}", metadata)
        if incoming.button:
            payload = self.buttons.look_up(incoming.person, incoming.button)
            if payload is None or "intent" not in payload:
                return Prepared(bubbles=[{"kind": "notice", "text": self.line("talk.old_button")}])
            self.buttons.use(incoming.button)
            return Prepared(f"/{payload['intent']}", {**metadata, "button": payload})
        if not text:
            return Prepared(bubbles=[{"kind": "notice", "text": self.line("talk.empty")}])
        if isinstance(self.screen.second, SecondReader):
            metadata[RANKING] = self.screen.second.ranking(text)
        return Prepared(text, metadata)

    def fallback(self, incoming: Incoming) -> list[Bubble]:
        """Rasa gave nothing: an honest sentence that carries the emergency number."""
        answer = self.answers.fallback(self.country(self._person(incoming.person)))
        return self._crisis_bubbles(answer, "notice")

    # -- safety -----------------------------------------------------------------------------------------------------

    def alarm(self, incoming: Incoming, danger: Danger) -> list[Bubble]:
        """The danger answer; the open exercise is put on hold. Answers even when the store fails half way."""
        person = self._person(incoming.person)
        country = self.country(person)
        record = self._safety_record(incoming.person)
        answer = self.answers.reply(
            danger, record.get("state") or {}, incoming.text or "", country, person.turn if person else 0,
            record.get("said", ()), self._kept_plan(incoming.person, danger),
        )  # fmt: skip
        try:
            held = self.exercises.current(incoming.person) if answer.hold else None
            if held is not None:
                self.exercises.pause(held.id)
                record["held"] = held.id
            self._keep_safety(incoming, record, answer)
            if danger is not BEREAVED:
                day = datetime.now(timezone.utc).date()
                self.danger_counts.add(day, danger.kind or "", danger.level.value, country)
        except StoreError as error:
            logger.error("A danger answer was given but its state could not be kept: %s", error)
        bubbles = self._crisis_bubbles(answer)
        if line := self.in_their_language(incoming.text or "", danger.level, country):
            bubbles = [{"kind": "crisis", "text": line, "buttons": []}, *bubbles[:1], *bubbles[1:][-1:]]
        if answer.state.get("done") and record.get("held"):
            bubbles += self._take_up(incoming.person, int(record["held"]), aloud=True)
        return bubbles

    def in_their_language(self, text: str, level: Level, country: str) -> str:
        """What comes before an English answer when the message is in a language that we have lines in, else ""."""
        language = tongue(text)
        if language not in SPOKEN:
            return ""
        about = "other_language_danger" if level is Level.ALARM else "other_language"
        return self.line(f"talk.{about}_{language}", country=country)

    def urgent(self, incoming: Incoming) -> list[Bubble]:
        """The answer to the "urgent help" button or command."""
        answer = self.answers.urgent(self.country(self._person(incoming.person)))
        self._keep_safety(incoming, self._safety_record(incoming.person), answer)
        return self._crisis_bubbles(answer)

    def safety_turn(self, incoming: Incoming, text: str, danger: Danger | None) -> list[Bubble]:
        """What the safety room says to a turn that is no alarm; empty when the turn is not its."""
        if danger is not None and danger.level is Level.CHECK and not self._answers_something(incoming, danger):
            return self.alarm(incoming, danger)
        if incoming.kind == "edited":
            return []
        record = self._safety_record(incoming.person)
        value = None
        if incoming.button:
            payload = self.buttons.look_up(incoming.person, incoming.button) or {}
            value = payload.get("safety")
            if value is None:
                return []
        state = record.get("state") or {}
        if value is None and text and (not state or state.get("done")) and self.answers.mourns(text):
            return self.alarm(incoming, BEREAVED)
        if value is None and (not text or not state or state.get("done")):
            return []
        person = self._person(incoming.person)
        answer = self.answers.follow(state, text, value, self.country(person), person.turn if person else 0)
        self._keep_safety(incoming, record, answer)
        self._learn_country(person, answer)
        bubbles = self._crisis_bubbles(answer)
        line = self.in_their_language(text, Level.CHECK, self.country(person)) if bubbles and value is None else ""
        if line:
            bubbles = [{"kind": "crisis", "text": line, "buttons": []}, *bubbles[-2:]]
        if answer.state.get("done") and record.get("held"):
            bubbles += self._take_up(incoming.person, int(record["held"]), aloud=bool(bubbles))
        return bubbles

    def _answers_something(self, incoming: Incoming, danger: Danger) -> bool:
        """Whether a mere guess at danger is rather the answer to an open question. In the middle of an exercise people
        write short things about hard matters; an alarm, or what a rule found, still comes through."""
        return danger.guessed and self.exercises.current(incoming.person) is not None

    def _take_up(self, person: str, exercise_id: int, aloud: bool) -> list[Bubble]:
        """The exercise on hold is open again: what is typed next answers it. Said aloud, unless they moved on already."""
        if not any(e.id == exercise_id for e in self.exercises.paused(person)):
            return []
        self.exercises.resume(exercise_id)
        if not aloud:
            return []
        title = self.wording.title("talk.buttons.carry_on")
        payload = {"intent": "resume", "value": str(exercise_id), "title": title}
        return [
            {
                "kind": "message",
                "text": self.line("talk.paused_after_danger"),
                "buttons": [{"title": title, "payload": payload}],
            }
        ]

    def _learn_country(self, person: Person | None, answer: Answer) -> None:
        country = answer.state.get("country")
        if person and country and country != person.country:
            self.people.save_profile(person.id, {**person.profile, "country": country}, country)

    def _keep_safety(self, incoming: Incoming, record: dict[str, Any], answer: Answer) -> None:
        person = incoming.person
        if answer.keep:
            self.items.add(person, "plan", answer.keep, f"{incoming.message_id}:safety")
        if answer.quiet:  # somebody else may see what Hearth writes
            self.followups.stop_all(person)
        if answer.state.get("done"):
            self.safety_states.set(person, {"said": record.get("said", []), "state": {}})
            return
        said = (list(record.get("said", ())) + [b.text for b in answer.bubbles])[-KEPT:]
        self.safety_states.set(person, {**record, "state": answer.state, "said": said})

    def _kept_plan(self, person: str, danger: Danger) -> dict[str, str]:
        """The newest safety plan of this person for this kind of danger."""
        if danger.kind not in self.answers.paths.plans:
            return {}
        try:
            kept = [item.fields for item in self.items.list(person, "plan") if item.fields.get("safety") == danger.kind]
        except StoreError:
            return {}
        return {key: str(text) for key, text in kept[-1].items() if key not in ("what", "safety")} if kept else {}

    def _safety_record(self, person: str) -> dict[str, Any]:
        try:
            return self.safety_states.get(person) or {}
        except StoreError:
            return {}

    def _person(self, person: str) -> Person | None:
        try:
            return self.people.get(person)
        except StoreError:
            return None

    @staticmethod
    def _crisis_bubbles(answer: Answer, kind: str = "crisis") -> list[Bubble]:
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

    def title_of(self, person: str, token: str) -> str:
        """What stood on a button that was pressed, for the history; "" for a button that is not this person's."""
        payload = self.buttons.look_up(person, token)
        return str((payload or {}).get("title", ""))

    # -- replies ----------------------------------------------------------------------------------------------------

    def outgoing(self, stored: Stored, address: str = "") -> Outgoing:
        """A stored bubble, ready for a door: with the person's address and the picture's bytes."""
        person = None if address or stored.channel == "web" else self.people.get(stored.person_id)
        image = None
        if stored.image_id and stored.channel != "web":
            found = self.images.get(stored.person_id, stored.image_id)
            image = found[0] if found else None
        return Outgoing(
            stored.id, stored.person_id, address or (person.address if person else ""), stored.kind, stored.text,
            stored.buttons, image, stored.image_id or "", stored.image_alt, stored.created_at.isoformat(),
        )  # fmt: skip
