"""The `hearth` command."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any


def main(argv: list[str] | None = None) -> int:
    """Entry point. Gives the exit code: 0 good, 1 found problems, 2 could not do it."""
    parser = argparse.ArgumentParser(prog="hearth", description="Family support coaching chatbot.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("run", help="serve the widget and Telegram")
    train = commands.add_parser("train", help="train the models")
    train.add_argument("--if-stale", action="store_true", help="only when there is no model or its sources changed")
    talk = commands.add_parser("chat", help="talk to Hearth in the terminal")
    talk.add_argument("--script", metavar="FILE", type=Path, help="play the conversations written in this file")
    commands.add_parser("check", help="validate all content and training data")
    commands.add_parser("parse", help="one message a line in; danger and intent as JSON out")
    commands.add_parser("phrase", help="one draft a line in; findings and suggestions as JSON out")
    roleplay = commands.add_parser("roleplay", help="what the family member says, a line a turn; the practice as JSON")
    roleplay.add_argument("scenario", nargs="?", metavar="SCENARIO")
    roleplay.add_argument("--list", action="store_true", help="list the scenarios")
    counts = commands.add_parser(
        "safety-counts", help="danger messages by day, kind and country, as JSON: numbers only"
    )
    counts.add_argument("--days", type=int, default=30, metavar="N", help="of the last N days (30)")
    arguments = parser.parse_args(argv)
    try:
        return _COMMANDS[arguments.command](arguments)
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 130


def _run(arguments: argparse.Namespace) -> int:
    from bot.settings import Settings, SettingsError
    from bot.supervisor import run

    try:
        settings = Settings.from_environment()
    except SettingsError as error:
        return _sorry(str(error))
    return run(settings)


def _train(arguments: argparse.Namespace) -> int:
    from bot import training

    parts = training.stale() if arguments.if_stale else training.PARTS
    try:
        if parts:
            training.train(parts)
    except training.TrainingError as error:
        return _sorry(str(error))
    return 0


def _chat(arguments: argparse.Namespace) -> int:
    from bot.chat import chat, play

    return play(arguments.script) if arguments.script else chat()


def _check(arguments: argparse.Namespace) -> int:
    from bot.check import check

    problems = check()
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problems found" if problems else "content and training data are fine", file=sys.stderr)
    return 1 if problems else 0


def _parse(arguments: argparse.Namespace) -> int:
    from bot.parse import ModelMissing, Parser

    try:
        parser = Parser()
    except ModelMissing as error:
        return _sorry(str(error))
    return _filter(parser.parse)


def _phrase(arguments: argparse.Namespace) -> int:
    from coaching.wordings import as_json

    return _filter(as_json)


def _roleplay(arguments: argparse.Namespace) -> int:
    from coaching.retelling import list_scenarios, roleplay_aloud, roleplay_lines
    from coaching.skills import practice_parts

    if arguments.list:
        for row in list_scenarios():
            _out(row)
        return 0
    known = [row["id"] for row in list_scenarios()]
    if arguments.scenario not in known:
        return _sorry(f"there is no scenario {arguments.scenario!r}. `hearth roleplay --list` names them.")
    if sys.stdin.isatty():
        for text in roleplay_aloud(arguments.scenario, _lines(), **practice_parts()):
            print(text, flush=True)
        return 0
    for row in roleplay_lines(arguments.scenario, _lines(), **practice_parts()):
        _out(row)
    return 0


def _safety_counts(arguments: argparse.Namespace) -> int:
    from dataclasses import asdict
    from datetime import datetime, timedelta, timezone

    from bot.settings import Settings, SettingsError
    from store.database import open_database
    from store.errors import StoreError
    from store.safety import DangerCounts

    try:
        settings = Settings.from_environment()
        database = open_database(settings.database_url, settings.key_file, settings.master_key or None)
        first = datetime.now(timezone.utc).date() - timedelta(days=max(0, arguments.days - 1))
        rows = DangerCounts(database).since(first)
    except (SettingsError, StoreError) as error:
        return _sorry(str(error))
    for row in rows:
        _out({**asdict(row), "day": row.day.isoformat()})
    return 0


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "run": _run,
    "train": _train,
    "chat": _chat,
    "check": _check,
    "parse": _parse,
    "phrase": _phrase,
    "roleplay": _roleplay,
    "safety-counts": _safety_counts,
}


def _lines() -> Iterator[str]:
    """Inputs from stdin: plain text, or JSON with "text". Bytes that are no UTF-8 are replaced, not refused."""
    from bot.cleaning import clean

    for raw in sys.stdin.buffer:
        line = raw.decode("utf-8", "replace").rstrip("\r\n")
        if not line.strip():
            continue
        text = line
        if line.lstrip().startswith("{"):
            try:
                data = json.loads(line)
            except ValueError:
                data = None
            if isinstance(data, dict) and isinstance(data.get("text"), str):
                text = data["text"]
        yield clean(text)


def _filter(function: Callable[[str], dict[str, Any]]) -> int:
    for text in _lines():
        _out(function(text))
    return 0


def _out(row: Any) -> None:
    print(json.dumps(row, ensure_ascii=False), flush=True)


def _sorry(message: str) -> int:
    print(f"hearth: {message}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
