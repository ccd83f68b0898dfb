"""What the danger screen found: how sure it is, of which kind, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Level(str, Enum):
    """How the turn goes on: as usual, with one gentle direct question, or with the danger answer at once."""

    NONE = "none"
    CHECK = "check"
    ALARM = "alarm"

    @property
    def rank(self) -> int:
        """0, 1, 2: for comparing levels."""
        return ("none", "check", "alarm").index(self.value)


#: The seven kinds (names of eval/taxonomy.md), the one whose answer must come first leading.
KINDS = (
    "danger_suicide_self",
    "danger_overdose",
    "danger_medical",
    "danger_child",
    "danger_violence",
    "danger_suicide_other",
    "danger_driving",
)


@dataclass(frozen=True)
class Reason:
    """One rule that spoke: its name, the words that it matched (normalised), and the level that it asks for."""

    rule: str
    words: str
    level: Level = Level.ALARM


WEIGHERS = ("words", "second reader")  #: names in `Reason.rule` of what is no rule


@dataclass(frozen=True)
class Danger:
    """What was found in one message. `kind` is None exactly when `level` is NONE.

    detail: what matters for what to say within the kind (`alcohol_poisoning`, `weapon`, `missing` ...), "" when
    nothing finer is known; an unknown detail gets the kind's default answer.
    """

    level: Level = Level.NONE
    kind: str | None = None
    detail: str = ""
    reasons: tuple[Reason, ...] = ()

    def __bool__(self) -> bool:
        return self.level is not Level.NONE

    @property
    def guessed(self) -> bool:
        """Whether no rule found anything: the readers who weigh words are all that speaks for it."""
        return all(reason.rule in WEIGHERS for reason in self.reasons)


SAFE = Danger()
