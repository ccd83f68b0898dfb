"""The arrows between the rooms (docs/design), held by reading every import, those inside functions too."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("bot", "actions", "coaching", "store")
ENGINE = ("rasa", "rasa_sdk", "sanic")
CHANNELS = ("telegram", "starlette", "uvicorn", "sse_starlette", "httpx")
SQL = ("sqlalchemy", "alembic", "sqlite3", "psycopg2")

#: room -> what it must not import
FORBIDDEN = {
    "coaching": ("bot", "actions", "store", *ENGINE, *CHANNELS, *SQL),
    "store": ("bot", "actions", "coaching", *CHANNELS),
    "actions": ("bot", *CHANNELS, *SQL),
    "bot": ("actions", *SQL),
}
#: The only files that know the dialogue engine, outside actions/.
KNOW_RASA = {"bot/channel.py", "bot/rasa_speed.py", "bot/training.py", "bot/nlu", "store/tracker_store.py"}


def imports(room: str) -> Iterator[tuple[str, int, str]]:
    """(file, line, module) of every absolute import in a room."""
    for path in sorted((ROOT / room).rglob("*.py")):
        name = str(path.relative_to(ROOT))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((name, node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{name}:{node.lineno}: imports are absolute here"
                yield name, node.lineno, node.module or ""


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_its_arrows_allow(room: str) -> None:
    found = list(imports(room))
    assert found, "nothing was read: has the room moved?"
    wrong = [
        f"{file}:{line} imports {module}" for file, line, module in found if module.split(".")[0] in FORBIDDEN[room]
    ]
    assert wrong == []


@pytest.mark.parametrize("room", ["bot", "store"])
def test_few_files_know_the_dialogue_engine(room: str) -> None:
    knowing = {
        file
        for file, _, module in imports(room)
        if module.split(".")[0] in ENGINE and not any(file == k or file.startswith(f"{k}/") for k in KNOW_RASA)
    }
    assert knowing == set()


def test_only_the_door_of_a_channel_imports_its_library() -> None:
    wrong = [
        f"{file}:{line}"
        for file, line, module in imports("bot")
        if module.split(".")[0] == "telegram" and not file.startswith("bot/telegram")
    ]
    assert wrong == []
