"""The real store in a new folder, for actions."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from actions import base
from actions.rooms import Rooms
from store.database import open_database


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    database = open_database(f"sqlite:///{folder / 'a.db'}", folder / "key")
    database.migrate()
    database.close()
    return folder


@pytest.fixture
def rooms(empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rooms]:
    shutil.copytree(empty, tmp_path, dirs_exist_ok=True)
    database = open_database(f"sqlite:///{tmp_path / 'a.db'}", tmp_path / "key")
    made = Rooms.on(database)
    monkeypatch.setattr(base, "rooms", lambda: made)
    yield made
    database.close()
