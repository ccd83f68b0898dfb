"""Logging without what people say: no message text, names, numbers or secrets, at any level."""

from __future__ import annotations

import logging
import re
import sys

_SECRETS = re.compile(
    r"bot\d+:[A-Za-z0-9_-]{20,}|\b[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}\b|\+?\d[\d \-]{7,}\d"
)
#: Libraries that write URLs with tokens, statements with values, or messages, when asked to be talkative.
_QUIET = ("httpx", "httpcore", "telegram", "sqlalchemy.engine", "sanic.access", "asyncio", "alembic", "apscheduler")


class Masked(logging.Formatter):
    """Masks tokens, mail addresses and phone numbers in whatever a library logs."""

    def format(self, record: logging.LogRecord) -> str:
        """One line; digits of times are safe because they are formatted after masking."""
        record.msg, record.args = _SECRETS.sub("***", record.getMessage()), ()
        return super().format(record)


def configure(level: int = logging.INFO) -> None:
    """Sets up the root logger of this process."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Masked("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
