"""A counsellor reads how Hearth talks from a file of written conversations."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.service import ROOT

pytestmark = pytest.mark.slow


def played(script: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot.cli", "chat", "--script", str(script)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)


def test_each_person_of_a_script_is_somebody_new_and_buttons_are_pressed_by_their_title(tmp_path: Path) -> None:
    script = tmp_path / "talk.txt"
    script.write_text("what can you do\n[Set a limit]\n===\nmenu\n[No such thing]\n")
    answer = played(script)
    assert answer.returncode == 1
    first, second = answer.stdout.split("person 2")
    assert "> what can you do" in first and "[Set a limit]" in first and "(no such button" not in first
    assert "(no such button" in second


def test_a_script_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    answer = played(tmp_path / "missing.txt")
    assert answer.returncode == 2 and "can't be read: No such file" in answer.stderr
