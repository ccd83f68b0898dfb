from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from pathlib import Path

import pytest

from bot import supervisor
from bot.settings import Settings, SettingsError
from bot.supervisor import Process, Supervisor, check_before_start


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    model = tmp_path / "hearth.tar.gz"
    model.write_bytes(b"")
    monkeypatch.setattr(supervisor, "RASA_MODEL", model)
    return Settings.from_environment({"HEARTH_VAR": str(tmp_path / "var"), "HEARTH_PORT": "0"})


def script(name: str, code: str) -> Process:
    return Process(name, [sys.executable, "-S", "-c", code])


async def run(settings: Settings, processes: list[Process], seconds: float) -> int:
    """Runs them, and presses Ctrl-C after a while."""
    running = Supervisor(settings)
    running.processes = processes
    asyncio.get_running_loop().call_later(seconds, running._stopping.set)
    return await running.run()


def test_all_is_well_and_the_folder_is_private(settings: Settings) -> None:
    check_before_start(settings)
    assert settings.var.stat().st_mode & 0o077 == 0


def test_a_missing_model_is_named(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "RASA_MODEL", Path("/nowhere/model"))
    with pytest.raises(SettingsError, match="hearth train"):
        check_before_start(settings)


def test_a_full_disk_is_named(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "FREE_SPACE", 2**62)
    with pytest.raises(SettingsError, match="MB are free"):
        check_before_start(settings)


async def test_what_dies_is_started_again_and_said(settings: Settings, capfd: pytest.CaptureFixture[str]) -> None:
    once = script("rasa", "import sys; sys.exit(3)")
    assert await run(settings, [once, script("gateway", "import time; time.sleep(60)")], 4) == 0
    said = capfd.readouterr().out
    assert "hearth: rasa ended (code 3); starting it again" in said and len(once.deaths) >= 2


async def test_rasa_that_never_starts_does_not_stop_the_gateway(
    settings: Settings, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "GIVE_UP_AFTER", 2)
    gateway = script("gateway", "import time; time.sleep(60)")
    began = time.monotonic()
    assert await run(settings, [script("rasa", "raise SystemExit(1)"), gateway], 6) == 0
    assert time.monotonic() - began > 5.9, "it stopped by itself"
    assert "danger is still answered" in capfd.readouterr().out


async def test_a_gateway_with_a_wrong_setting_ends_it_all(settings: Settings) -> None:
    other = script("rasa", "import time; time.sleep(60)")
    assert await run(settings, [script("gateway", "raise SystemExit(2)"), other], 30) == 1
    assert other.running is not None and other.running.returncode is not None


async def test_stop_ends_children_that_do_not_listen(settings: Settings) -> None:
    deaf = script("rasa", "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)")
    frozen = script("actions", "import time; time.sleep(60)")
    running = Supervisor(settings)
    running.processes = [deaf, frozen]
    running.patience = 0.5

    def freeze() -> None:
        assert frozen.running is not None
        os.kill(frozen.running.pid, signal.SIGSTOP)
        running._stopping.set()

    asyncio.get_running_loop().call_later(2, freeze)
    began = time.monotonic()
    assert await running.run() == 0
    assert time.monotonic() - began < 12
    assert deaf.running is not None and deaf.running.returncode == -signal.SIGKILL
    assert frozen.running is not None and frozen.running.returncode in (-signal.SIGKILL, -signal.SIGTERM)
