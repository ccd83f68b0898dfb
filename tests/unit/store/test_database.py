import multiprocessing
import time
from datetime import datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from cryptography.fernet import Fernet
from sqlalchemy import insert, select, text

from store.crypto import Keyring
from store.database import Database, holds_people, open_database, utc_now
from store.errors import Gone, StoreError
from store.messages import Inbox
from store.models import items, metadata, people
from store.people import People


def ours(_object, name, kind, _reflected, _compared) -> bool:
    return not (kind == "table" and name in ("sqlite_sequence", "alembic_version"))


def test_migrating_an_empty_database_makes_exactly_the_tables_of_the_models(db):
    db.migrate()  # a second time does nothing
    with db.session(write=False) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": ours})
        assert context.get_current_revision() == "0001"
        assert compare_metadata(context, metadata) == []


def _migrate(url: str, key: bytes, gate) -> None:
    gate.wait()
    database = Database(url, Keyring([key]))
    database.migrate()
    People(database).get_or_make("ann", "web")


def test_processes_that_start_together_all_find_the_tables(url):
    key = Fernet.generate_key()
    context = multiprocessing.get_context("spawn")
    gate = context.Barrier(3)
    processes = [context.Process(target=_migrate, args=(url, key, gate)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(30)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert People(Database(url, Keyring([key]))).get("ann") is not None


def test_a_failed_transaction_leaves_nothing(db):
    with pytest.raises(RuntimeError), db.session() as connection:
        connection.execute(
            insert(items).values(person_id="ann", kind="limit", fields=b"", created_at=utc_now(), updated_at=utc_now())
        )
        raise RuntimeError
    with db.session(write=False) as connection:
        assert connection.execute(select(items)).all() == []


def test_a_row_of_somebody_who_does_not_exist_is_refused_as_gone(db):
    with pytest.raises(Gone), db.session() as connection:
        connection.execute(
            insert(items).values(person_id="eve", kind="limit", fields=b"", created_at=utc_now(), updated_at=utc_now())
        )


def test_times_come_back_aware_and_a_time_without_a_zone_is_refused(db):
    person = People(db).get("ann")
    assert person.created_at.utcoffset().total_seconds() == 0
    with pytest.raises((ValueError, StoreError)):
        People(db).consent("ann", datetime(2026, 1, 1))


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ("nonsense", "URL is not valid"),
        ("oracle://x/y", "not supported|not valid"),
        ("mysql://x/y", "not supported"),
        ("sqlite://", "needs a file"),
        ("sqlite:////no/such/folder/h.db", "folder of the database does not exist"),
        ("postgresql+nope://u:secret@h/d", "not valid"),
    ],
)
def test_a_bad_url_is_one_clear_sentence_without_the_password(bad, says):
    with pytest.raises(StoreError, match=says) as caught:
        Database(bad, Keyring([Fernet.generate_key()]))
    assert "secret" not in str(caught.value)


def test_a_server_that_is_not_there_is_one_clear_sentence_without_the_password():
    database = Database("postgresql://u:secret@127.0.0.1:1/d", Keyring([Fernet.generate_key()]))
    with pytest.raises(StoreError, match="cannot be reached") as caught:
        database.ping()
    assert "secret" not in str(caught.value)


def test_a_file_that_is_no_database_is_one_clear_sentence(tmp_path: Path, sqlite_url: str):
    (tmp_path / "hearth.db").write_bytes(b"something else entirely" * 100)
    with pytest.raises(StoreError, match="not a database"):
        Database(sqlite_url, Keyring([Fernet.generate_key()])).ping()


def test_tables_that_are_missing_ask_for_a_migration(sqlite_url: str):
    with pytest.raises(StoreError, match="migrate it first"):
        People(Database(sqlite_url, Keyring([Fernet.generate_key()]))).get("ann")


def test_a_read_only_file_is_one_clear_sentence(sqlite_url: str):
    key = Fernet.generate_key()
    Database(sqlite_url, Keyring([key])).migrate()
    database = Database(sqlite_url, Keyring([key]))
    with database.engine.connect() as connection:  # root may write any file, so the file's mode would not do here
        connection.exec_driver_sql("PRAGMA query_only=ON")
        connection.commit()
    with pytest.raises(StoreError, match="read-only"):
        People(database).get_or_make("ann", "web")


def test_a_full_disk_is_one_clear_sentence_and_reading_goes_on(sqlite_url: str):
    database = Database(sqlite_url, Keyring([Fernet.generate_key()]))
    database.migrate()
    People(database).get_or_make("ann", "web")
    with database.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        connection.commit()
    with pytest.raises(StoreError, match="no space left"):
        for number in range(200):
            Inbox(database).receive("ann", "web", str(number), {"text": "x" * 1000})
    assert People(database).get("ann") is not None


def test_a_lock_held_too_long_is_one_clear_sentence(sqlite_url: str, monkeypatch):
    monkeypatch.setattr("store.database.BUSY_SECONDS", 0.1)
    keyring = Keyring([Fernet.generate_key()])
    one, other = Database(sqlite_url, keyring), Database(sqlite_url, keyring)
    one.migrate()
    began = time.monotonic()
    with one.session(), pytest.raises(StoreError, match="held by another process"):
        People(other).get_or_make("ann", "web")
    assert time.monotonic() - began < 3


def test_sqlite_runs_with_the_pragmas_we_count_on(sqlite_url: str):
    database = Database(sqlite_url, Keyring([Fernet.generate_key()]))
    with database.session() as connection:
        value = {
            p: connection.execute(text(f"PRAGMA {p}")).scalar()
            for p in ("journal_mode", "foreign_keys", "secure_delete", "synchronous", "busy_timeout")
        }
    assert value == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "secure_delete": 1,
        "synchronous": 1,
        "busy_timeout": 5000,
    }


def test_opening_with_another_master_key_says_so(tmp_path: Path, url):
    database = open_database(url, tmp_path / "k")
    database.migrate()
    assert not holds_people(url)
    People(database).get_or_make("ann", "web")
    assert holds_people(url)
    open_database(url, tmp_path / "k").close()
    with pytest.raises(StoreError, match="not the one this database was written with"):
        open_database(url, tmp_path / "k", Fernet.generate_key().decode())
    (tmp_path / "k").unlink()
    with pytest.raises(StoreError, match="put the key file back"):
        open_database(url, tmp_path / "k")


def test_errors_never_quote_what_was_written(sqlite_url: str):
    database = Database(sqlite_url, Keyring([Fernet.generate_key()]))
    with pytest.raises(StoreError) as caught, database.session() as connection:
        connection.execute(insert(people).values(id="canary-7f3"))
    assert "canary-7f3" not in f"{caught.value}{caught.value.__cause__}"
