"""What people say stands nowhere in plain: not in a log, not in the database's files, not beside the models."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.parts import frozen, kill, rows, wait_until, works
from tests.service import ROOT, Person, Service

pytestmark = pytest.mark.slow

#: Tables that hold nobody: versions, and counts without a person.
IMPERSONAL = ("alembic_version", "danger_counts")


#: Words that nobody else says.
CANARIES = (
    "zorbalin", "quenfadril", "mistraloque", "Plorvanesk", "drimwalder", "fenquist", "glaubrin", "norvatesk", "velquora"
)  # fmt: skip


def files(service: Service) -> list[Path]:
    """Everything that the service wrote, and the models' folder."""
    return [path for folder in (service.folder, ROOT / "models") for path in folder.rglob("*") if path.is_file()]


def found_in(paths: list[Path], words: list[str]) -> list[str]:
    """Which words stand in which files, in any usual encoding."""
    hits = []
    for path in paths:
        data = path.read_bytes().lower()
        hits += [
            f"{word} in {path}" for word in words if word.encode() in data or word.encode("utf-16-le") in data
        ]  # fmt: skip
    return hits


def test_no_word_of_anybody_is_readable_outside_and_delete_leaves_nothing(hearth: Service, person: Person) -> None:
    words = [word.lower() for word in CANARIES]
    message, draft, limit, nick, danger, hanging, gone, json, long = CANARIES
    person.say(f"my day was {message} and hard")
    person.say(f'how can I say this better: "you always drink {draft}"')
    person.say("stop")
    person.say(f"the nickname is {nick}")
    person.say("I want to set a limit about money")
    person.say(f"I will not pay for {limit}")
    assert person.kinds[0] == "message", "the limit went to the exercise"
    with frozen(hearth, "actions"):
        person.say(f"it is about cash {hanging}")
    kill(hearth, "actions")
    person.say(f"thank you {gone}")
    wait_until(lambda: works(person), 180, "starting the action server")
    person.post({"id": "long", "text": f"{long} " * 500})
    person.client.post("/api/messages", content=f'{{"id": "{json}"', headers={"content-type": "application/json"})
    person.client.get(f"/widget/{json}")
    assert message in str(person.history()) and limit in person.client.get("/api/export").text
    assert found_in(files(hearth), words) == []

    person.say("stop")
    person.say("delete everything")
    person.press("space.buttons.delete_yes")
    assert person.history() == []
    export = person.client.get("/api/export")
    assert export.status_code == 404
    assert found_in(files(hearth), words) == []

    person.say("hello again")
    assert "Yes, that's OK" in person.buttons, "the talk begins anew, with the question for consent"
    other = hearth.person()
    other.say(f"he took something and he is not breathing {danger}")
    assert other.kinds[0] == "crisis"
    assert found_in(files(hearth), words) == []


def test_delete_leaves_no_row(hearth: Service) -> None:
    tables = [
        name
        for (name,) in rows(hearth.database, "select name from sqlite_master where type = 'table'")
        if name not in IMPERSONAL and not name.startswith("sqlite_")
    ]
    assert len(tables) > 5

    def count() -> dict[str, int]:
        return {name: int(rows(hearth.database, f"select count(*) from {name}")[0][0]) for name in tables}

    before = count()
    person = hearth.person()
    person.say("I want to set a limit about money")
    person.say("it is about cash for him")
    assert count() != before
    person.say("stop")
    person.say("delete everything")
    person.press("space.buttons.delete_yes")
    wait_until(lambda: count() == before, 3, "the last of it")
