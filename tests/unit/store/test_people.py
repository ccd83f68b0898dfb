import json
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import func, select

from store.crypto import Keyring
from store.database import Database, utc_now
from store.errors import Gone, StoreError
from store.exercises import Exercises
from store.followups import FollowUps
from store.images import Images
from store.items import Items
from store.messages import Buttons, Inbox, Outbox
from store.models import PERSONAL, metadata, people, trackers
from store.people import People
from store.safety import SafetyStates

CANARY = "canary-Marigold-5512"


def fill(db: Database, person_id: str) -> str:
    """Put a canary into every field of every table that holds something of a person; give a button's token."""
    People(db).get_or_make(person_id, "telegram", CANARY)
    People(db).save_profile(person_id, {"loved_one": CANARY}, "GB")
    message = Inbox(db).receive(person_id, "telegram", f"{person_id}-1", {"text": CANARY}).id
    image = Images(db).add(person_id, CANARY.encode(), CANARY)
    reply = {
        "text": CANARY,
        "buttons": [{"title": CANARY, "payload": {"say": CANARY}}],
        "image": {"id": image, "alt": CANARY},
    }
    (sent,) = Inbox(db).finish(message, [reply])
    Outbox(db).add(person_id, "notice", [{"kind": "notice", "text": CANARY}])
    Exercises(db).open(person_id, "boundary", {"limit": CANARY}, "text")
    Items(db).add(person_id, "limit", {"words": CANARY}, message)
    FollowUps(db).add(person_id, "boundary_review", utc_now(), {"limit": CANARY}, "week", "once")
    SafetyStates(db).set(person_id, {"quote": CANARY})
    with db.session() as connection:
        sealed = db.box(connection, person_id).seal({"events": [CANARY]})
        connection.execute(trackers.insert().values(person_id=person_id, data=sealed, updated_at=utc_now()))
    return sent.buttons[0][1]


def rows_of(db: Database, person_id: str) -> dict[str, int]:
    with db.session(write=False) as connection:
        return {
            table.name: connection.execute(
                select(func.count())
                .select_from(table)
                .where((table.c.id if table is people else table.c.person_id) == person_id)
            ).scalar_one()
            for table in PERSONAL
        }


def test_a_person_comes_back_as_they_were_saved(db):
    made = People(db).get_or_make("cat", "telegram", "4711")
    assert (made.channel, made.address, made.profile, made.country, made.turn, made.reachable) == (
        "telegram",
        "4711",
        {},
        "",
        0,
        True,
    )
    now = datetime(2026, 5, 1, 12, tzinfo=timezone(timedelta(hours=2)))
    People(db).save_profile("cat", {"loved_one": "Zoë", "said": {"a": 1}}, "IE")
    People(db).consent("cat", now)
    found = People(db).get("cat")
    assert (found.profile, found.country, found.consent_at) == ({"loved_one": "Zoë", "said": {"a": 1}}, "IE", now)
    assert People(db).get_or_make("cat", "telegram").profile == found.profile


def test_a_new_address_replaces_the_old_one_and_none_keeps_it(db):
    People(db).get_or_make("cat", "telegram", "1")
    assert People(db).get_or_make("cat", "telegram").address == "1"
    assert People(db).get_or_make("cat", "telegram", "2").address == "2"


def test_writing_to_us_counts_a_turn_and_makes_reachable_again(db):
    People(db).unreachable("ann")
    assert not People(db).get("ann").reachable
    assert [People(db).touch("ann"), People(db).touch("ann")] == [1, 2]
    assert People(db).get("ann").reachable


def test_consent_can_be_taken_back(db):
    People(db).consent("ann", utc_now())
    People(db).consent("ann", None)
    assert People(db).get("ann").consent_at is None


def test_somebody_unknown_is_none_or_gone(db):
    assert People(db).get("eve") is None
    for call in (
        lambda: People(db).touch("eve"),
        lambda: People(db).consent("eve", utc_now()),
        lambda: People(db).save_profile("eve", {}, ""),
        lambda: People(db).unreachable("eve"),
        lambda: People(db).export("eve"),
    ):
        with pytest.raises(Gone):
            call()


def test_the_canary_reaches_every_table_so_the_deletion_test_means_something(db):
    fill(db, "cat")
    assert min(rows_of(db, "cat").values()) >= 1
    personal = {table.name for table in PERSONAL}
    assert personal | {"danger_counts"} == set(metadata.tables)


def test_deleting_leaves_no_row_and_no_key_and_others_untouched(db):
    fill(db, "cat"), fill(db, "dan")
    before, key = rows_of(db, "dan"), person_key(db, "cat")
    assert key in db.keyring._boxes
    assert People(db).delete("cat") is True
    assert set(rows_of(db, "cat").values()) == {0}
    assert rows_of(db, "dan") == before
    assert key not in db.keyring._boxes
    assert People(db).delete("cat") is False


def person_key(db: Database, person_id: str) -> bytes:
    with db.session(write=False) as connection:
        return bytes(connection.execute(select(people.c.data_key).where(people.c.id == person_id)).scalar_one())


def test_no_file_ever_holds_plain_text_and_after_deletion_not_even_the_wrapped_key(tmp_path: Path, sqlite_url: str):
    db = Database(sqlite_url, Keyring([Fernet.generate_key()]))
    db.migrate()
    fill(db, "somebody-with-a-long-id")
    wrapped = person_key(db, "somebody-with-a-long-id")

    def on_disk() -> bytes:
        return b"".join(path.read_bytes() for path in tmp_path.iterdir())

    assert CANARY.encode() not in on_disk() and wrapped in on_disk()
    People(db).delete("somebody-with-a-long-id")
    left = on_disk()
    assert wrapped not in left
    assert b"somebody-with-a-long-id" not in left


def test_after_deletion_the_same_person_starts_afresh_with_another_key(db):
    fill(db, "cat")
    old = person_key(db, "cat")
    People(db).delete("cat")
    again = People(db).get_or_make("cat", "telegram")
    assert (again.profile, again.turn, again.consent_at) == ({}, 0, None)
    assert person_key(db, "cat") != old
    assert Outbox(db).history("cat") == []


def test_another_process_that_knew_the_old_key_uses_the_new_one(url, db, master):
    other = Database(url, Keyring([master]))
    Items(other).add("ann", "limit", {"a": 1})
    People(db).delete("ann")
    People(db).get_or_make("ann", "web")
    Items(other).add("ann", "limit", {"a": 2})
    assert [item.fields for item in Items(db).list("ann")] == [{"a": 2}]
    other.close()


def test_an_export_is_complete_readable_json_of_ones_own(db):
    fill(db, "cat")
    Items(db).add("bob", "limit", {"words": "not cat's"})
    export = json.loads(json.dumps(People(db).export("cat")))
    assert export["person"]["address"] == CANARY
    assert export["profile"] == {"loved_one": CANARY}
    assert [(m["from"], m["text"]) for m in export["messages"]] == [
        ("you", CANARY),
        ("hearth", CANARY),
        ("hearth", CANARY),
    ]
    assert export["messages"][1]["buttons"] == [CANARY] and export["messages"][1]["image"] == CANARY
    assert export["items"][0]["fields"] == {"words": CANARY}
    assert export["exercises"][0]["state"] == {"limit": CANARY}
    assert export["followups"][0]["about"] == {"limit": CANARY}
    assert "not cat's" not in json.dumps(export)


def test_the_master_key_can_be_rotated_while_people_are_here(url):
    old, new = Fernet.generate_key(), Fernet.generate_key()
    before = Database(url, Keyring([old]))
    before.migrate()
    token = fill(before, "cat")
    during = Database(url, Keyring([new, old]))
    assert People(during).get("cat").profile == {"loved_one": CANARY}
    assert People(during).rewrap_keys() == 1
    after = Database(url, Keyring([new]))
    assert Buttons(after).look_up("cat", token) == {"say": CANARY}
    with pytest.raises(StoreError, match="not the one"):
        People(Database(url, Keyring([old]))).get("cat")
    for database in (before, during, after):
        database.close()
