"""`hearth run`: starts the three processes, watches them, restarts what dies, stops everything on Ctrl-C.

gateway   faces people (web, Telegram); answers danger by itself even when the other two are down
rasa      decides what happens next in a dialogue; loopback only
actions   runs the coaching; loopback only
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import shutil
import signal
import socket
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx

from bot.settings import ROOT, Settings, SettingsError
from bot.training import MODELS, RASA_MODEL
from store.errors import StoreError

FREE_SPACE = 200 * 1024 * 1024  #: bytes that must be free in `var/` to start
GIVE_UP_AFTER = 5  #: deaths of one process within a minute
LONG_PAUSE = 30.0  #: seconds until the next attempt to start what keeps dying


@dataclass
class Process:
    """One child: its name and command, and when it died."""

    name: str
    command: Sequence[str]
    running: asyncio.subprocess.Process | None = None
    deaths: list[float] = field(default_factory=list)


class Supervisor:
    """Runs the children until told to stop."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.patience = 12.0  #: seconds a child has to stop by itself
        self._stopping = asyncio.Event()
        rasa_port, actions_port = _free_port(), _free_port()
        self.rasa_url = f"http://127.0.0.1:{rasa_port}"
        self.actions_url = f"http://127.0.0.1:{actions_port}"
        self._env = {
            **os.environ,
            "HEARTH_SUPERVISED": "1",
            "HEARTH_DATABASE_URL": settings.database_url,
            "HEARTH_VAR": str(settings.var),
            "HEARTH_RASA_URL": self.rasa_url,
            "HEARTH_ACTIONS_URL": f"{self.actions_url}/webhook",
            "HEARTH_INTERNAL_SECRET": secrets.token_urlsafe(32),
            "HEARTH_KEY_FILE": str(settings.key_file),
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
            "PYTHONWARNINGS": "ignore",  # those of Rasa's old dependencies, at every start
            "RASA_TELEMETRY_ENABLED": "false",
            "SANIC_HOST": "127.0.0.1",
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "CUDA_VISIBLE_DEVICES": "",
            "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
            # One thread a process: two cores serve three processes, and one sentence at a time gains nothing from more.
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "MALLOC_ARENA_MAX": "2",
        }
        python = sys.executable
        self.processes = [
            Process("gateway", [python, "-m", "bot.gateway"]),
            Process("actions", [python, "-m", "rasa_sdk", "--actions", "actions", "--port", str(actions_port), "--quiet"]),
            Process(
                "rasa",
                [
                    python, "-m", "rasa", "run", "--quiet", "--model", str(RASA_MODEL), "--interface", "127.0.0.1",
                    "--port", str(rasa_port), "--endpoints", str(ROOT / "endpoints.yml"),
                    "--credentials", str(ROOT / "credentials.yml"),
                ],
            ),
        ]  # fmt: skip

    async def run(self) -> int:
        """Serves until Ctrl-C or SIGTERM. Gives the exit code."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stopping.set)
        watchers = [asyncio.create_task(self._watch(process)) for process in self.processes]
        announcer = asyncio.create_task(self._announce())
        stop = asyncio.create_task(self._stopping.wait())
        done, _ = await asyncio.wait([stop, *watchers], return_when=asyncio.FIRST_COMPLETED)
        announcer.cancel()
        failed = stop not in done
        self._stopping.set()
        say("stopping")
        await asyncio.gather(*(self._stop(process) for process in self.processes))
        for watcher in watchers:
            watcher.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await watcher
        return 1 if failed else 0

    async def _watch(self, process: Process) -> None:
        """Keeps one process alive; returns when that is hopeless."""
        while not self._stopping.is_set():
            process.running = await asyncio.create_subprocess_exec(
                *process.command, cwd=ROOT, env=self._env, start_new_session=True
            )
            code = await process.running.wait()
            if self._stopping.is_set():
                return
            if code == 2 and process.name == "gateway":
                return  # a setting is wrong, and the gateway has said which: starting again would not help
            now = time.monotonic()
            process.deaths = [t for t in process.deaths if now - t < 60] + [now]
            if len(process.deaths) >= GIVE_UP_AFTER:
                often = f"{process.name} ended {GIVE_UP_AFTER} times within a minute"
                if process.name == "gateway":
                    say(f"{often}; giving up. Its messages are above.")
                    return
                # The gateway answers danger without the others: it is never stopped because one of them can't start.
                say(f"{often}; its messages are above. Trying again in {LONG_PAUSE:.0f} s; danger is still answered.")
                process.deaths = []
                with contextlib.suppress(asyncio.TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), LONG_PAUSE)
                continue
            say(f"{process.name} ended (code {code}); starting it again")
            await asyncio.sleep(min(5.0, 0.5 * 2 ** (len(process.deaths) - 1)))

    async def _stop(self, process: Process) -> None:
        running = process.running
        if running is None or running.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGTERM)
        try:
            await asyncio.wait_for(running.wait(), self.patience)
        except asyncio.TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
            await running.wait()

    async def _announce(self) -> None:
        """Says when everything answers, once."""
        began, host = time.monotonic(), self.settings.host
        address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{self.settings.port}"
        async with httpx.AsyncClient(trust_env=False, timeout=2) as client:
            while True:
                with contextlib.suppress(httpx.HTTPError):
                    dialogue = await client.get(f"{address}/health/ready")
                    actions = await client.get(f"{self.actions_url}/health")
                    parts = dialogue.json()
                    if actions.status_code == 200 and parts.get("dialogue") and parts.get("store"):
                        say(f"ready after {time.monotonic() - began:.0f} s: open {address} (stop with Ctrl-C)")
                        return
                await asyncio.sleep(0.25)


def check_before_start(settings: Settings) -> None:
    """Finds what would make the start fail, and says it in one sentence: SettingsError or StoreError."""
    try:
        settings.var.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = settings.var / ".write-test"
        probe.write_bytes(b"x")
        probe.unlink()
    except OSError as error:
        raise SettingsError(f"The folder {settings.var} can't be written: {error.strerror}. Set HEARTH_VAR.") from None
    free = shutil.disk_usage(settings.var).free
    if free < FREE_SPACE:
        raise SettingsError(
            f"Only {free // 2**20} MB are free on the disk of {settings.var}; Hearth needs {FREE_SPACE // 2**20} MB."
        )
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe_socket:
        probe_socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe_socket.bind((settings.host, settings.port))
        except OSError as error:
            raise SettingsError(
                f"Port {settings.port} on {settings.host} can't be used ({error.strerror}). "
                "Stop what uses it, or set HEARTH_PORT to another port."
            ) from None
    if not RASA_MODEL.exists():
        raise SettingsError(f"There is no model in {MODELS}. Run `make setup` or `hearth train`.")


def migrate(settings: Settings) -> None:
    """Brings the database up to date before any process uses it."""
    from store.database import open_database

    database = open_database(settings.database_url, settings.key_file, settings.master_key or None)
    try:
        database.migrate()
    finally:
        database.close()


def run(settings: Settings) -> int:
    """Checks, migrates, serves. Gives the exit code; every failure is one sentence."""
    try:
        check_before_start(settings)
        say("preparing the database")
        migrate(settings)
    except SettingsError as error:
        print(f"hearth: {error}", file=sys.stderr)
        return 2
    except StoreError as error:
        name = "HEARTH_MASTER_KEY" if "master key" in str(error).lower() else "HEARTH_DATABASE_URL"
        print(f"hearth: {error} (setting: {name})", file=sys.stderr)
        return 2

    async def serve() -> int:
        return await Supervisor(settings).run()

    say("starting (about 15 seconds)")
    return asyncio.run(serve())


def say(message: str) -> None:
    """A line to the operator."""
    print(f"hearth: {message}", flush=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
