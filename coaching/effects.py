"""What a skill wants kept. The caller carries these out on the store; a skill itself never does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Save:
    """Keep an item in the person's space. kind: `limit`, `wording`, `progress`, `practice`, `plan`."""

    kind: str
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """Change fields of a saved item (a limit kept, crossed, changed, retired)."""

    item: int
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class Remove:
    """Delete one saved item, because the person said so."""

    item: int


@dataclass(frozen=True)
class Remember:
    """Set fields of the profile (`loved_one`, `relation`, `country` ...); `notes` entries are merged."""

    fields: Mapping[str, Any]


@dataclass(frozen=True)
class FollowUp:
    """Ask to be written to later: `kind` names the line in `data/content/checkin.yml`; `due` is aware. The kind
    `stop_all` stops them: all, or only those of `about["kind"]`, or the one with `about["id"]`."""

    kind: str
    due: datetime
    about: Mapping[str, Any] = field(default_factory=dict)
    every: str = ""  #: "" once, else "day" or "week"


Effect = Save | Change | Remove | Remember | FollowUp
