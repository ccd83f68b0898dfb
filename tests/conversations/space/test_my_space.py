from __future__ import annotations

import sqlite3

from tests.conversations.walk import export, saved, someone_in
from tests.service import Person, Service, said


def _with_something_saved(service: Service) -> Person:
    person = someone_in(service, "progress")
    person.say("my son went to his first meeting")
    person.press("progress.buttons.hopeful")
    person.press("progress.buttons.done")
    return person


def _rows(service: Service) -> dict[str, int]:
    with sqlite3.connect(f"file:{service.database}?mode=ro", uri=True) as database:
        tables = [r[0] for r in database.execute("select name from sqlite_master where type='table'")]
        kept = [t for t in tables if any(c[1] == "person_id" for c in database.execute(f"pragma table_info({t})"))]
        counts = {t: database.execute(f"select count(*) from {t}").fetchone()[0] for t in kept}
        counts["people"] = database.execute("select count(*) from people").fetchone()[0]
    return counts


def test_deletes_everything_and_begins_anew(service: Service) -> None:
    before = _rows(service)
    person = _with_something_saved(service)
    assert _rows(service)["items"] == before["items"] + 1
    assert said(person.say("delete everything"), "space.ask_sure")
    assert said(person.press("space.buttons.delete_yes"), "space.deleting")
    assert _rows(service) == before, "not one row of theirs is left"
    person.client.post("/api/session").raise_for_status()
    assert said(person.say("hello"), "talk.ask_consent")
    assert saved(person, "progress") == []


def test_changes_her_mind_about_deleting(service: Service) -> None:
    person = _with_something_saved(service)
    person.say("delete everything")
    assert said(person.say("no"), "space.kept")
    assert len(saved(person, "progress")) == 1


def test_asks_whether_something_is_wiped_and_nothing_is(service: Service) -> None:
    person = _with_something_saved(service)
    person.say("delete everything")
    person.say("thank you")
    assert len(saved(person, "progress")) == 1


def test_takes_a_copy_with_her_own_words_in_it(service: Service) -> None:
    person = _with_something_saved(service)
    data = export(person)
    assert any(m.get("text") == "my son went to his first meeting" for m in data["messages"])
    assert data["profile"]["relation"] == "son"
    assert len(data["items"]) == 1
