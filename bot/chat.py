"""`hearth chat`: a conversation in the terminal, through the same turns as the web.

Talks to a running `hearth run`; when there is none, starts one for the length of the talk. `hearth chat --script FILE` plays
written conversations in a Hearth of its own that is thrown away afterwards: to read how it talks, before and after a change.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import textwrap
import time
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx

from bot.settings import ROOT, Settings, SettingsError

WIDTH = 76
START_SECONDS = 90
NEXT_PERSON = "==="  #: a line of a script


def chat() -> int:
    """Reads lines until the end of input or `/quit`. A number presses that button."""
    try:
        settings = Settings.from_environment()
    except SettingsError as error:
        print(f"hearth: {error}", file=sys.stderr)
        return 2
    with _service(settings) as address, httpx.Client(base_url=address or "", timeout=30, trust_env=False) as client:
        if address is None:
            return 2
        client.post("/api/session").raise_for_status()
        print(f"\n{_wrapped('Type as you would on your phone. A number presses a button. /quit ends.')}\n")
        buttons: list[dict[str, str]] = []
        while True:
            try:
                line = input("you     > ").strip()
            except (EOFError, KeyboardInterrupt):
                print()
                return 0
            if line in ("/quit", "/exit"):
                return 0
            if not line:
                continue
            said = {"text": line}
            if line == "/urgent":
                said = {"button": "urgent"}
            elif line.isdigit() and 1 <= int(line) <= len(buttons):
                said = {"button": buttons[int(line) - 1]["token"]}
            buttons = _exchange(client, said, buttons)


def play(script: Path) -> int:
    """Plays the conversations of a file: a line is typed, `[Title]` presses a button, `===` begins with somebody new.

    Everybody says hello and agrees to the welcome first. Gives 1 when a button that the script presses was not offered.
    """
    try:
        lines = [line.strip() for line in script.read_text(encoding="utf-8").splitlines() if line.strip()]
        settings = Settings.from_environment()
    except (OSError, UnicodeDecodeError) as error:
        print(
            f"hearth: {script} can't be read: {getattr(error, 'strerror', None) or 'it is not UTF-8'}.", file=sys.stderr
        )
        return 2
    except SettingsError as error:
        print(f"hearth: {error}", file=sys.stderr)
        return 2
    with (
        tempfile.TemporaryDirectory(prefix="hearth-script-") as folder,
        _started(replace(settings, var=Path(folder)), HEARTH_PER_MINUTE="100000", HEARTH_DATABASE_URL="") as address,
    ):
        return 2 if address is None else _played(lines, address)


def _played(lines: Iterable[str], address: str) -> int:
    code, number, client, buttons = 0, 0, None, []
    for line in [NEXT_PERSON, *lines]:
        if line == NEXT_PERSON:
            number += 1
            print(f"\n---------- person {number} ----------\n")
            client = httpx.Client(base_url=address, timeout=30, trust_env=False)
            client.post("/api/session").raise_for_status()
            welcome = _exchange(client, {"text": "hello"}, [], quiet=True)
            buttons = _exchange(client, {"button": welcome[0]["token"]}, welcome, quiet=True)
            continue
        assert client is not None
        print(f"you     > {line}")
        if line.startswith("[") and line.endswith("]"):
            tokens = [button["token"] for button in buttons if button["title"] == line[1:-1]]
            if not tokens:
                print(_wrapped(f"(no such button; there are: {', '.join(b['title'] for b in buttons) or 'none'})"))
                code = 1
                continue
            buttons = _exchange(client, {"button": tokens[0]}, buttons)
        else:
            buttons = _exchange(client, {"text": line}, buttons)
    return code


def _exchange(
    client: httpx.Client, said: dict[str, str], buttons: list[dict[str, str]], quiet: bool = False
) -> list[dict[str, str]]:
    """Sends a text or a button, prints the answer. Gives the buttons that are offered now."""
    body: dict[str, Any] = {"id": str(uuid.uuid4()), **said}
    try:
        answer = client.post("/api/messages", json=body)
    except httpx.HTTPError as error:
        print(f"\nNot sent: {type(error).__name__}. Please try again.\n")
        return buttons
    data = answer.json()
    if answer.status_code != 200:
        print(f"\n{_wrapped(data['error']['message'])}\n")
        return buttons
    if quiet:
        return [button for reply in data["replies"] for button in reply["buttons"]]
    offered: list[dict[str, str]] = []
    for reply in data["replies"]:
        print()
        for paragraph in reply["text"].splitlines():
            print(_wrapped(paragraph))
        if reply.get("image"):
            print(_wrapped(f"(picture: {reply['image']['alt']})"))
        for button in reply["buttons"]:
            offered.append(button)
            print(f"          [{len(offered)}] {button['title']}")
    print()
    return offered


def _wrapped(text: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent="hearth  | ", subsequent_indent="        | ")


@contextlib.contextmanager
def _service(settings: Settings) -> Iterator[str | None]:
    """The address of a service that is ready."""
    address = f"http://{settings.host}:{settings.port}"
    if _ready(address):
        yield address
        return
    with _started(settings) as started:
        yield started


@contextlib.contextmanager
def _started(settings: Settings, **more: str) -> Iterator[str | None]:
    """The address of a service of our own, in `settings.var`, for as long as this lasts; None when it did not start."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    settings.var.mkdir(parents=True, exist_ok=True, mode=0o700)
    log = settings.var / "chat.log"
    print(
        f"Starting Hearth for this talk (about 15 seconds; its messages go to {log.name} in {settings.var.name}/) ..."
    )
    environment = {**os.environ, "HEARTH_HOST": "127.0.0.1", "HEARTH_PORT": str(port), "TELEGRAM_BOT_TOKEN": "", **more}
    environment["HEARTH_VAR"] = str(settings.var)
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "run"], cwd=ROOT, env=environment, stdout=output, stderr=output
        )
    try:
        for _ in range(START_SECONDS * 4):
            if process.poll() is not None or _ready(address):
                break
            time.sleep(0.25)
        if not _ready(address):
            print("Hearth did not start. Its last messages:", file=sys.stderr)
            print("\n".join(log.read_text().splitlines()[-5:]), file=sys.stderr)
            yield None
            return
        yield address
    finally:
        process.terminate()
        process.wait(20)


def _ready(address: str) -> bool:
    try:
        return httpx.get(f"{address}/health/ready", timeout=2, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False
