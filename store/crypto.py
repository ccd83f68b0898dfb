"""Encryption at rest: one data key per person, wrapped by a master key that is kept outside the database.

Deleting a person's wrapped key makes every copy of their rows unreadable, those in backups too.
"""

from __future__ import annotations

import json
import os
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from store.errors import StoreError

_CACHED_BOXES = 1024
_FORM = "it must be 32 bytes in url-safe base64 (44 characters)"


class Box:
    """Seals and opens what belongs to one person."""

    __slots__ = ("_fernet",)

    def __init__(self, key: bytes) -> None:
        self._fernet = Fernet(key)

    def seal(self, value: Any) -> bytes:
        """Encrypt anything JSON can hold. Lone surrogates and NUL survive the round trip."""
        return self.seal_bytes(json.dumps(value, separators=(",", ":")).encode("ascii"))

    def open(self, sealed: bytes) -> Any:
        """Decrypt what `seal` made. Raises StoreError when it was sealed for somebody else or was changed."""
        return json.loads(self.open_bytes(sealed))

    def seal_bytes(self, value: bytes) -> bytes:
        """Encrypt raw bytes, as of a picture."""
        return self._fernet.encrypt(value)

    def open_bytes(self, sealed: bytes) -> bytes:
        """Decrypt what `seal_bytes` made. Raises StoreError as `open` does."""
        try:
            return self._fernet.decrypt(bytes(sealed))
        except InvalidToken:
            raise StoreError("A stored value does not open with its person's key: the row is damaged.") from None


class Keyring:
    """The master keys. The first one wraps new data keys, all of them unwrap (so a key can be rotated)."""

    def __init__(self, master: Sequence[bytes]) -> None:
        """Take Fernet keys (32 bytes, url-safe base64). Raises StoreError when there is none or one is malformed."""
        if not master:
            raise StoreError("There is no master key.")
        try:
            self._master = MultiFernet([Fernet(key) for key in master])
        except ValueError:
            raise StoreError(f"A master key is malformed: {_FORM}.") from None
        # By wrapped key, not by person: a person deleted and made again by another process has a new key at once.
        self._boxes: OrderedDict[bytes, Box] = OrderedDict()
        self._lock = Lock()

    def new_data_key(self) -> bytes:
        """Make a data key for a new person and return it wrapped."""
        return self._master.encrypt(Fernet.generate_key())

    def unwrap(self, wrapped: bytes) -> Box:
        """Give the box of a wrapped data key. Raises StoreError when no master key opens it."""
        wrapped = bytes(wrapped)
        with self._lock:
            box = self._boxes.get(wrapped)
            if box is not None:
                self._boxes.move_to_end(wrapped)
                return box
        try:
            box = Box(self._master.decrypt(wrapped))
        except InvalidToken:
            raise StoreError("The master key is not the one this database was written with.") from None
        with self._lock:
            self._boxes[wrapped] = box
            while len(self._boxes) > _CACHED_BOXES:
                self._boxes.popitem(last=False)
        return box

    def rewrap(self, wrapped: bytes) -> bytes:
        """Wrap a data key anew with the first master key. Raises StoreError when no master key opens it."""
        try:
            return self._master.rotate(bytes(wrapped))
        except InvalidToken:
            raise StoreError("The master key is not the one this database was written with.") from None

    def forget(self, wrapped: bytes) -> None:
        """Drop an unwrapped key from memory."""
        with self._lock:
            self._boxes.pop(bytes(wrapped), None)


def load_or_make_master(
    path: Path, env: str | None = None, holds_people: Callable[[], bool] = lambda: False
) -> list[bytes]:
    """Find the master keys: comma-separated in `env`, else one per line in `path`, else a new one written to `path`.

    path: made with mode 0600; safe when several processes start together. holds_people: asked before a new key is
    made; True means that the database was written with a key that is now lost, which is an error.
    Raises StoreError on a malformed key, an unreadable file or a lost key.
    """
    if env and env.strip():
        return _parse(env.replace(",", "\n"), "HEARTH_MASTER_KEY")
    try:
        if path.exists():
            return _parse(path.read_text("ascii"), str(path))
        if holds_people():
            raise StoreError(
                f"The master key file {path} is missing, but the database holds people: put the key file back "
                "(a new key could not open their data)."
            )
        _write_once(path, Fernet.generate_key())
        return _parse(path.read_text("ascii"), str(path))
    except UnicodeDecodeError:
        raise StoreError(f"The master key in {path} is malformed: it is not plain text.") from None
    except OSError as error:
        raise StoreError(f"The master key file {path} cannot be used: {error.strerror}.") from error


def _parse(text: str, source: str) -> list[bytes]:
    keys = [line.strip() for line in text.splitlines() if line.strip()]
    if not keys:
        raise StoreError(f"The master key in {source} is empty.")
    for number, key in enumerate(keys, 1):
        try:
            Fernet(key)
        except ValueError:
            raise StoreError(f"Master key {number} in {source} is malformed: {_FORM}.") from None
    return [key.encode("ascii") for key in keys]


def _write_once(path: Path, key: bytes) -> None:
    # Written whole under another name, then linked: a process that starts beside us never reads half a key,
    # and whoever links second keeps the first one's key.
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(key + b"\n")
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
