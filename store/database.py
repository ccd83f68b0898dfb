"""One database: SQLite in a file by default, PostgreSQL by URL. Opening, migrating, transactions, clear errors."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event, inspect, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.engine.url import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from store.crypto import Box, Keyring, load_or_make_master
from store.errors import Gone, StoreError
from store.models import people

BUSY_SECONDS = 5.0
_MIGRATION_LOCK = 4_711_190_733  # any fixed number: PostgreSQL's advisory lock for migrating


def utc_now() -> datetime:
    """The time, aware."""
    return datetime.now(timezone.utc)


def open_database(url: str, key_file: Path, master_key: str | None = None) -> Database:
    """Open a database with its master key (`HEARTH_MASTER_KEY`, else the key file, else a new key file).

    Raises StoreError when the database can't be opened, the key is lost or malformed, or is not the one it was
    written with.
    """
    keys = load_or_make_master(key_file, master_key, holds_people=lambda: holds_people(url))
    database = Database(url, Keyring(keys))
    database.check_key()
    return database


def holds_people(url: str) -> bool:
    """Whether somebody's data is in this database. A missing file or table holds nobody."""
    parsed = _parse_url(url)
    if parsed.get_backend_name() == "sqlite" and not os.path.exists(str(parsed.database)):
        return False
    engine = _make_engine(parsed)
    try:
        with _clear_errors(parsed), engine.connect() as connection:
            if not inspect(connection).has_table(people.name):
                return False
            return connection.execute(select(people.c.id).limit(1)).first() is not None
    finally:
        engine.dispose()


class Database:
    """Connections and transactions. Every repository takes one; safe to share among threads."""

    def __init__(self, url: str, keyring: Keyring) -> None:
        """Take a URL (`sqlite:///var/hearth.db`, `postgresql://...`). Nothing is opened yet.

        Raises StoreError on a bad URL or a missing folder.
        """
        self._url = _parse_url(url)
        self.keyring = keyring
        self.engine = _make_engine(self._url)
        self.dialect: str = self.engine.dialect.name
        self._writer = self.engine.execution_options(hearth_write=True)

    def migrate(self) -> None:
        """Bring the tables up to date. Safe when several processes do it together. Raises StoreError."""
        from alembic import command  # here: it takes 0.2 s to import, and only one process of five migrates
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
        with self.session() as connection:
            if self.dialect == "postgresql":
                connection.execute(select(text(f"pg_advisory_xact_lock({_MIGRATION_LOCK})")))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    @contextmanager
    def session(self, write: bool = True) -> Iterator[Connection]:
        """One transaction: committed at the end, rolled back on an exception.

        On SQLite a writing one takes the write lock at once, so it never fails half way for a lock.
        Raises StoreError when the database does, Gone when a row's person was deleted meanwhile.
        """
        with _clear_errors(self._url), (self._writer if write else self.engine).begin() as connection:
            yield connection

    def ping(self) -> None:
        """Raise StoreError when the database can't be read."""
        with self.session(write=False) as connection:
            connection.execute(select(people.c.id).limit(1))

    def check_key(self) -> None:
        """Raise StoreError when the master key does not open what is stored. A database without tables passes."""
        with self.session(write=False) as connection:
            if not inspect(connection).has_table(people.name):
                return
            wrapped = connection.execute(select(people.c.data_key).limit(1)).scalar_one_or_none()
        if wrapped is not None:
            self.keyring.rewrap(wrapped)

    def box(self, connection: Connection, person_id: str) -> Box:
        """The person's box. Raises Gone when there is no such person."""
        wrapped = connection.execute(select(people.c.data_key).where(people.c.id == person_id)).scalar_one_or_none()
        if wrapped is None:
            raise Gone("There is no such person.")
        return self.keyring.unwrap(wrapped)

    def insert(self, table: Any) -> Any:
        """An INSERT that knows `on_conflict_do_nothing` and `on_conflict_do_update`."""
        return (postgresql.insert if self.dialect == "postgresql" else sqlite.insert)(table)

    def insert_once(
        self, connection: Connection, table: Any, values: Mapping[str, Any], unique: Sequence[str]
    ) -> tuple[int, bool]:
        """Insert a row unless one with the same `unique` columns exists. Gives its id and whether it is new."""
        statement = self.insert(table).values(**values).on_conflict_do_nothing(index_elements=list(unique))
        if self.dialect == "postgresql":
            made = connection.execute(statement.returning(table.c.id)).scalar_one_or_none()
            if made is not None:
                return int(made), True
        else:
            result = connection.execute(statement)
            if result.rowcount == 1:
                return int(result.lastrowid), True
        same = [table.c[name] == values[name] for name in unique]
        return int(connection.execute(select(table.c.id).where(*same)).scalar_one()), False

    def scrub(self) -> None:
        """After a deletion: empty SQLite's write-ahead log, where old pages would stay. Waits at most 0.3 s for
        readers; otherwise the next checkpoint does it."""
        if self.dialect != "sqlite":
            return
        with _clear_errors(self._url):
            raw = self.engine.raw_connection()
            try:
                raw.execute("PRAGMA busy_timeout=300")
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            finally:
                raw.execute(f"PRAGMA busy_timeout={int(BUSY_SECONDS * 1000)}")
                raw.close()

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _parse_url(url: str) -> URL:
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError):
        # The URL itself may hold a password, so it is not repeated.
        raise StoreError(
            "The database URL is not valid: write sqlite:///path/to/file or postgresql://user:password@host/name."
        ) from None
    if backend == "postgresql":
        return parsed
    if backend != "sqlite":
        raise StoreError(f"The database {backend!r} is not supported: use sqlite or postgresql.")
    if not parsed.database or parsed.database == ":memory:":
        raise StoreError("SQLite needs a file, as in sqlite:///var/hearth.db: several processes share it.")
    folder = Path(parsed.database).absolute().parent
    if not folder.is_dir():
        raise StoreError(f"The folder of the database does not exist: {folder}.")
    return parsed


def _make_engine(url: URL) -> Engine:
    try:
        if url.get_backend_name() == "postgresql":
            return create_engine(
                url, future=True, hide_parameters=True, pool_size=5, max_overflow=10, pool_pre_ping=True
            )
        engine = create_engine(
            url,
            future=True,
            hide_parameters=True,
            poolclass=QueuePool,
            pool_size=5,
            max_overflow=20,
            connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS},
        )
    except (ImportError, SQLAlchemyError, TypeError):
        raise StoreError("The database URL is not valid: its driver or one of its options is unknown.") from None

    @event.listens_for(engine, "connect")  # type: ignore[untyped-decorator]
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions are begun below, not by the driver
        cursor = connection.cursor()
        _use_wal(cursor)
        for pragma in ("synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON", "temp_store=MEMORY"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")  # type: ignore[untyped-decorator]
    def begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("hearth_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def _use_wal(cursor: Any) -> None:
    # SQLite does not wait for a lock when it changes the journal mode, so processes that start together must.
    give_up = time.monotonic() + BUSY_SECONDS
    while cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            cursor.execute("PRAGMA journal_mode=WAL").fetchone()
            return
        except cursor.connection.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > give_up:
                raise
            time.sleep(0.02)


@contextmanager
def _clear_errors(url: URL) -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        if "foreign key" in str(error.orig).lower():
            raise Gone("The person this belongs to does not exist any more.") from None
        raise StoreError("The database refused a row that breaks one of its rules.") from error
    except DBAPIError as error:
        raise StoreError(_explain(url, str(error.orig).lower())) from error
    except SQLAlchemyError as error:
        raise StoreError(f"The database could not be used: {type(error).__name__}.") from error


def _explain(url: URL, reason: str) -> str:
    name = str(url.database) if url.get_backend_name() == "sqlite" else f"{url.host or 'localhost'}/{url.database}"
    if "readonly" in reason or "read-only" in reason:
        return f"The database {name} is read-only."
    if "disk is full" in reason or "no space left" in reason:
        return f"There is no space left for the database {name}."
    if "locked" in reason or "busy" in reason:
        return f"The database {name} was held by another process for more than {BUSY_SECONDS:.0f} seconds."
    if "no such table" in reason or ("relation" in reason and "does not exist" in reason):
        return f"The database {name} has no tables yet, or old ones: migrate it first."
    if "unable to open" in reason:
        return f"The database file {name} cannot be opened: it and its folder must be writable."
    if "not a database" in reason or "malformed" in reason:
        return f"The file {name} is not a database, or is damaged."
    if "password" in reason or "authentication" in reason or "role" in reason:
        return f"The database {name} refused the user or password."
    if "connect" in reason or "could not translate" in reason or "terminating" in reason or "closed" in reason:
        return f"The database {name} cannot be reached."
    return f"The database {name} failed in a way that is not known."
