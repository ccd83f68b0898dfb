"""Everything one process of the gateway holds: settings, store, content, the danger screen; and the parts of a turn
that only read and write those. All methods block for a moment on the database: call them in a thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.dialogue import RANKING
from bot.door import Incoming, Outgoing
from bot.safety_room import SafetyRoom, crisis_bubbles
from bot.second_reader import SecondReader
from bot.settings import Settings
from coaching.content import wording
from coaching.language.tongues import SPOKEN, tongue
from coaching.safety.answers import Answers
from coaching.safety.danger import KINDS, Level
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
        self.safety = SafetyRoom(self)

    def line(self, key: str, **values: str) -> str:
        """A line of content with the emergency number at hand."""
        country = values.pop("country", "") or self.settings.country
        return self.wording.line(key, {**self.answers.values(country), **values})

    def country(self, person: Person | None) -> str:
        """The person's country, else the installation's, else ""."""
        return (person.country if person else "") or self.settings.country

    def in_their_language(self, text: str, level: Level, country: str) -> str:
        """What comes before an English answer when the message is in a language that we have lines in, else ""."""
        language = tongue(text)
        if language not in SPOKEN:
            return ""
        about = "other_language_danger" if level is Level.ALARM else "other_language"
        return self.line(f"talk.{about}_{language}", country=country)

    def person(self, person: str) -> Person | None:
        """Who has this id; None also when the store can't say."""
        try:
            return self.people.get(person)
        except StoreError:
            return None

    # -- Rasa's turn ------------------------------------------------------------------------------------------------

    def prepare(self, incoming: Incoming, text: str, cleared: bool = False) -> Prepared:
        """Turns what came in into what Rasa gets. Only buttons that we issued and commands become payloads.

        cleared: the danger in it was denied; it is read as anything else that it may mean."""
        self.people.touch(incoming.person)
        person = self.people.get(incoming.person)
        if incoming.kind == "unreadable":
            return Prepared(bubbles=crisis_bubbles(self.answers.unreadable(self.country(person)), "message"))
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
            ranking = self.screen.second.ranking(text)
            metadata[RANKING] = [row for row in ranking if row[0] not in KINDS] if cleared else ranking
        return Prepared(text, metadata)

    def fallback(self, incoming: Incoming) -> list[Bubble]:
        """Rasa gave nothing: an honest sentence that carries the emergency number."""
        answer = self.answers.fallback(self.country(self.person(incoming.person)))
        return crisis_bubbles(answer, "notice")

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
