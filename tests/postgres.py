"""A PostgreSQL server of the tests' own: Debian's, in a new folder, on loopback and a free port."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.service import free_port


def binaries() -> Path | None:
    """The folder of `initdb` and `postgres`, newest version first; None when there is no server."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), reverse=True)
    return found[0].parent if found else None


@contextmanager
def server() -> Iterator[str]:
    """The URL of an empty database `hearth`. PostgreSQL refuses to run as root, so root becomes `postgres` for it."""
    programs = binaries()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="hearth-pg-"))
    user, as_user = pwd.getpwuid(os.getuid()).pw_name, []
    if os.getuid() == 0:
        user = "postgres"
        shutil.chown(folder, "postgres", "postgres")
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    port = free_port()
    data = folder / "data"
    subprocess.run(
        [*as_user, programs / "initdb", "-D", data, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-U", user],
        check=True, capture_output=True, cwd="/",
    )  # fmt: skip
    process = subprocess.Popen(
        [*as_user, programs / "postgres", "-D", data, "-p", str(port), "-c", "listen_addresses=127.0.0.1",
         "-c", f"unix_socket_directories={folder}", "-c", "fsync=off"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/",
    )  # fmt: skip
    try:
        for _ in range(100):
            made = subprocess.run(
                [programs / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", user, "hearth"], capture_output=True
            )
            if made.returncode == 0:
                break
            time.sleep(0.1)
        yield f"postgresql://{user}@127.0.0.1:{port}/hearth"
    finally:
        process.terminate()
        process.wait(15)
        shutil.rmtree(folder, ignore_errors=True)
