"""A fresh database for each test: SQLite always, PostgreSQL too when HEARTH_TEST_POSTGRES_URL names one."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from store.crypto import Keyring
from store.database import Database
from store.people import People


@pytest.fixture
def master() -> bytes:
    return Fernet.generate_key()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/hearth.db"
        return
    server = os.environ.get("HEARTH_TEST_POSTGRES_URL")
    if not server:
        if os.environ.get("HEARTH_TEST_ALL"):
            pytest.fail("HEARTH_TEST_POSTGRES_URL is not set")
        pytest.skip("HEARTH_TEST_POSTGRES_URL is not set")
    schema = f"test_{secrets.token_hex(6)}"
    admin = create_engine(server, future=True)
    with admin.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    yield make_url(server).update_query_dict({"options": f"-csearch_path={schema}"}).render_as_string(False)
    with admin.begin() as connection:
        connection.exec_driver_sql(f"DROP SCHEMA {schema} CASCADE")
    admin.dispose()


@pytest.fixture
def db(url: str, master: bytes) -> Iterator[Database]:
    """A migrated database with two people, ann and bob."""
    database = Database(url, Keyring([master]))
    database.migrate()
    for name in ("ann", "bob"):
        People(database).get_or_make(name, "web")
    yield database
    database.close()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/hearth.db"
