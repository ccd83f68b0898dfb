"""What keeps Hearth from starting is said in one sentence that names the setting; nothing is left running."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from store.crypto import Keyring
from store.database import Database
from store.people import People
from tests.service import ROOT, free_port

WITHOUT_MODEL = (
    "import sys, pathlib, bot.supervisor as s; s.RASA_MODEL = pathlib.Path('/nowhere/hearth.tar.gz');"
    "from bot.cli import main; sys.exit(main(['run']))"
)


def start(folder: Path, *command: str, **env: str) -> str:
    """Runs it to its end, which must come at once with exit code 2. Gives what it said on stderr."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("HEARTH_", "TELEGRAM_"))}
    done = subprocess.run(
        [sys.executable, *(command or ("-m", "bot.cli", "run"))],
        cwd=ROOT,
        env={**clean, "HEARTH_VAR": str(folder), "HEARTH_PORT": str(free_port()), **env},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2, done.stdout + done.stderr
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("hearth: ") and "Traceback" not in done.stderr
    return lines[0]


def test_a_port_in_use(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        said = start(tmp_path, HEARTH_PORT=str(taken.getsockname()[1]))
    assert "HEARTH_PORT" in said and str(tmp_path) not in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HEARTH_PORT", "eighty"),
        ("HEARTH_COUNTRY", "Great Britain"),
        ("HEARTH_DATABASE_URL", "mysql://user:password@host/name"),
        ("HEARTH_RASA_TIMEOUT", "soon"),
        ("HEARTH_ALLOWED_ORIGINS", "example.org"),
    ],
)
def test_a_bad_setting(tmp_path: Path, name: str, value: str) -> None:
    said = start(tmp_path, **{name: value})
    assert name in said and "password" not in said


def test_a_folder_that_can_t_be_written(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    assert "HEARTH_VAR" in start(file / "var")


def test_a_database_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert "HEARTH_DATABASE_URL" in start(tmp_path, HEARTH_DATABASE_URL=f"sqlite:///{tmp_path}/not/there.db")


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "hearth.db").write_bytes(os.urandom(8192))
    assert "HEARTH_DATABASE_URL" in start(tmp_path)


def test_no_model(tmp_path: Path) -> None:
    assert "hearth train" in start(tmp_path, "-c", WITHOUT_MODEL)


@pytest.mark.parametrize("key", ["another", "malformed"])
def test_a_master_key_that_does_not_open_the_database(tmp_path: Path, key: str) -> None:
    database = Database(f"sqlite:///{tmp_path}/hearth.db", Keyring([Fernet.generate_key()]))
    database.migrate()
    People(database).get_or_make("ann", "web")
    database.close()
    value = Fernet.generate_key().decode() if key == "another" else "too short"
    said = start(tmp_path, HEARTH_MASTER_KEY=value)
    assert "HEARTH_MASTER_KEY" in said and value not in said


def test_a_master_key_that_is_lost(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/hearth.db", Keyring([Fernet.generate_key()]))
    database.migrate()
    People(database).get_or_make("ann", "web")
    database.close()
    assert "HEARTH_MASTER_KEY" in start(tmp_path)
