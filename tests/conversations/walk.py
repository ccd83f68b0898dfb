"""Short ways into an exercise, and to what was saved, for the conversation tests.

Exercises are begun by their button: what a test of one exercise shows does not hang on how an opening is classified.
"""

from __future__ import annotations

from typing import Any

from tests.service import Person, Service

#: how many times "More" is pressed before the button is there
_PAGE = {
    "phrasing": 0,
    "practice": 0,
    "boundary": 0,
    "progress": 0,
    "setback": 1,
    "invite": 1,
    "timing": 1,
    "decide": 1,
}


def someone_in(service: Service, skill: str) -> Person:
    """A new person who has agreed and pressed the skill's button in the menu."""
    person = service.person()
    for _ in range(_PAGE.get(skill, 2)):
        person.press("menu_more")
    person.press(f"menu_{skill}")
    return person


def export(person: Person) -> dict[str, Any]:
    """Everything that is kept about the person."""
    answer = person.client.get("/api/export")
    assert answer.status_code == 200, answer.text
    data: dict[str, Any] = answer.json()
    return data


def saved(person: Person, kind: str) -> list[dict[str, Any]]:
    """The fields of the saved items of a kind, oldest first."""
    return [item["fields"] for item in export(person)["items"] if item["kind"] == kind]


def exercises(person: Person) -> dict[str, str]:
    """Skill to status of the last exercise of each."""
    return {entry["skill"]: entry["status"] for entry in export(person)["exercises"]}
