"""Turns with everything real but Rasa: content, danger screen and a database in a new folder; the dialogue is scripted."""

from __future__ import annotations

import asyncio
import itertools
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot import house as house_module
from bot.dialogue import DialogueDown
from bot.door import Delivery, Incoming, Outgoing
from bot.house import House
from bot.settings import Settings
from bot.turns import Turns
from coaching.safety.answers import Answers
from coaching.safety.screen import Screen
from store.database import open_database

Bubbles = list[dict[str, Any]]


class ScriptedDialogue:
    """Stands where Rasa stands. `answer` decides; `asked` is what Rasa was given."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.answer: Callable[[dict[str, Any]], Bubbles] = lambda turn: [{"text": f"heard {turn['text']}"}]
        self.asked_ready, self.ready_after = 0, 0  #: how often it was asked, and how often it says no first
        self.gate: asyncio.Event | None = None  #: when set, turns wait for it

    async def turn(
        self, conversation: str, channel: str, message_id: str, text: str, metadata: dict[str, Any]
    ) -> Bubbles:
        asked = {"person": conversation, "id": message_id, "text": text, "metadata": metadata, "channel": channel}
        self.asked.append(asked)
        if self.gate is not None:
            await self.gate.wait()
        else:
            await asyncio.sleep(0)
        return self.answer(asked)

    async def ready(self) -> bool:
        self.asked_ready += 1
        return self.asked_ready > self.ready_after

    def texts(self) -> list[str]:
        return [asked["text"] for asked in self.asked if not asked["text"].startswith("/danger")]


def down(_turn: dict[str, Any]) -> Bubbles:
    raise DialogueDown("connect")


class Mailbox:
    """A door that keeps what it is given."""

    def __init__(self) -> None:
        self.sent: list[Outgoing] = []
        self.files: list[tuple[str, bytes]] = []
        self.result = Delivery.SENT

    async def deliver(self, outgoing: Outgoing) -> Delivery:
        await asyncio.sleep(0)
        self.sent.append(outgoing)
        return self.result

    async def send_file(self, person: str, address: str, name: str, data: bytes, caption: str) -> Delivery:
        self.files.append((name, data))
        return Delivery.SENT

    @property
    def texts(self) -> list[str]:
        return [bubble.text for bubble in self.sent]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_environment({"HEARTH_VAR": str(tmp_path), "HEARTH_COUNTRY": "GB", "HEARTH_PER_MINUTE": "50"})


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database with its key: migrating one for every test would take most of the time."""
    folder = tmp_path_factory.mktemp("migrated")
    database = open_database(f"sqlite:///{folder / 'hearth.db'}", folder / "master.key")
    database.migrate()
    database.close()
    return folder


@pytest.fixture(scope="session")
def content() -> tuple[Screen, Answers]:
    """Read once: neither changes."""
    return Screen(), Answers()


@pytest.fixture
def house(
    settings: Settings, migrated: Path, content: tuple[Screen, Answers], monkeypatch: pytest.MonkeyPatch
) -> Iterator[House]:
    shutil.copytree(migrated, settings.var, dirs_exist_ok=True)
    monkeypatch.setattr(house_module, "Screen", lambda: content[0])
    monkeypatch.setattr(house_module, "Answers", lambda: content[1])
    made = House(settings)
    yield made
    made.database.close()


@pytest.fixture
def dialogue() -> ScriptedDialogue:
    return ScriptedDialogue()


@pytest_asyncio.fixture
async def turns(house: House, dialogue: ScriptedDialogue) -> AsyncIterator[Turns]:
    made = Turns(house, dialogue)  # type: ignore[arg-type]
    made.doors["telegram"] = Mailbox()
    yield made
    await made.close()


@pytest.fixture
def mailbox(turns: Turns) -> Mailbox:
    door = turns.doors["telegram"]
    assert isinstance(door, Mailbox)
    return door


_numbers = itertools.count()


def says(text: str | None, person: str = "ann", channel: str = "web", **more: Any) -> Incoming:
    """A message with an id of its own."""
    return replace(Incoming(channel, person, f"m{next(_numbers)}", address="7", text=text), **more)


async def settled(turns: Turns) -> None:
    """Waits for what goes on behind a turn."""
    while turns._background.tasks or turns._background.late:
        await asyncio.wait(turns._background.tasks | turns._background.late, timeout=5)


@pytest.fixture(name="says")
def _says() -> Callable[..., Incoming]:
    return says


@pytest.fixture(name="settled")
def _settled() -> Callable[[Turns], Any]:
    return settled


@pytest.fixture(name="down")
def _down() -> Callable[[dict[str, Any]], Bubbles]:
    return down
