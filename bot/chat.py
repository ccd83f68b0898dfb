"""`hearth chat`: a conversation in the terminal, through the same turns as the web.

Talks to a running `hearth run`; when there is none, starts one for the length of the talk.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import textwrap
import time
import uuid
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx

from bot.settings import ROOT, Settings, SettingsError

WIDTH = 76
START_SECONDS = 90


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
            buttons = _exchange(client, line, buttons)


def _exchange(client: httpx.Client, line: str, buttons: list[dict[str, str]]) -> list[dict[str, str]]:
    body: dict[str, Any] = {"id": str(uuid.uuid4())}
    if line == "/urgent":
        body["button"] = "urgent"
    elif line.isdigit() and 1 <= int(line) <= len(buttons):
        body["button"] = buttons[int(line) - 1]["token"]
    else:
        body["text"] = line
    try:
        answer = client.post("/api/messages", json=body)
    except httpx.HTTPError as error:
        print(f"\nNot sent: {type(error).__name__}. Please try again.\n")
        return buttons
    data = answer.json()
    if answer.status_code != 200:
        print(f"\n{_wrapped(data['error']['message'])}\n")
        return buttons
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
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = replace(settings, host="127.0.0.1", port=port)
    address = f"http://127.0.0.1:{port}"
    settings.var.mkdir(parents=True, exist_ok=True, mode=0o700)
    log = settings.var / "chat.log"
    print(
        f"Starting Hearth for this talk (about 15 seconds; its messages go to {log.name} in {settings.var.name}/) ..."
    )
    environment = {**os.environ, "HEARTH_HOST": "127.0.0.1", "HEARTH_PORT": str(port), "TELEGRAM_BOT_TOKEN": ""}
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
