"""What passes between a door (Telegram, web, terminal) and the gateway."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol


@dataclass(frozen=True)
class Incoming:
    """One thing a person sent. kind: text, button, command, edited, caption, unreadable."""

    channel: str
    person: str
    message_id: str
    address: str = ""
    text: str | None = None
    button: str | None = None
    command: str | None = None
    kind: str = "text"
    sent_at: datetime | None = None


@dataclass(frozen=True)
class Outgoing:
    """One bubble on its way to a person. id 0: it could not be stored (the database is gone, or the person is)."""

    id: int
    person_id: str
    address: str
    kind: str
    text: str
    buttons: tuple[tuple[str, str], ...] = ()
    image: bytes | None = None
    image_id: str = ""
    image_alt: str = ""
    at: str = ""


class Delivery(str, Enum):
    """How a door's attempt to deliver ended."""

    SENT = "sent"
    UNREACHABLE = "unreachable"
    FAILED = "failed"


class Door(Protocol):
    """A channel adapter."""

    async def deliver(self, outgoing: Outgoing) -> Delivery:
        """Sends one bubble; retries within itself what may be retried."""

    async def send_file(self, person: str, address: str, name: str, data: bytes, caption: str) -> Delivery:
        """Hands over a file (an export)."""
