"""The words that skills, actions and the gateway share: what was heard, what is said, and one step of an exercise.

A *skill* (`boundary`, `phrasing`, ...) is an exercise of several turns written as a pure state machine:

    step = skill.start(heard, context)          # the first turn
    step = skill.answer(state, heard, context)  # every later one

`state` is a plain JSON-able dict that the caller keeps for the skill between turns; a skill never touches the store.
What has to be saved leaves the skill as an *effect* (`coaching.effects`) in the step.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any, Protocol, runtime_checkable

from coaching.effects import Effect

State = dict[str, Any]


class Expects(str, Enum):
    """What kind of answer the open question of an exercise waits for. Decides how the next message is understood."""

    NOTHING = "nothing"  #: no open question: the exercise is over
    TEXT = "text"  #: a few free words (what happened, my limit, a draft)
    LINE = "line"  #: a line of a role-play: nearly everything is an answer
    NUMBER = "number"  #: a number, 0 to 10
    YES_NO = "yes_no"
    CHOICE = "choice"  #: one of the offered buttons, or free words that mean one of them
    TIME = "time"  #: a day and time


@dataclass(frozen=True)
class Choice:
    """A button that answers the open question.

    `key` names its title in the content (`boundary.buttons.smaller`); `value` comes back in `Heard.value`.
    `intent` is `inform` for an answer inside the exercise; another intent starts something new (`practise_conversation`).
    """

    key: str
    value: str
    intent: str = "inform"
    values: Mapping[str, str] = field(default_factory=dict)  #: for placeholders in the title


@dataclass(frozen=True)
class Image:
    """A picture: PNG bytes and the text that says the same thing to somebody who can't see it."""

    png: bytes
    alt: str


@dataclass(frozen=True)
class Say:
    """One bubble: the key of a line in the content, values for its placeholders, and the buttons under it."""

    key: str
    values: Mapping[str, str] = field(default_factory=dict)
    choices: Sequence[Choice] = ()
    image: Image | None = None


@dataclass(frozen=True)
class Heard:
    """One message of the person, as understood.

    text: the cleaned text, "" for a button. value: the button's value, else None. intent: its name in eval/taxonomy.md
    or `inform`. number: a number said in it (also in words), yes: True/False for a clear yes or no, else None.
    """

    text: str = ""
    value: str | None = None
    intent: str = "inform"
    confidence: float = 1.0
    number: float | None = None
    yes: bool | None = None


@dataclass
class Profile:
    """What Hearth was told about the person and their loved one. Nicknames, not identities; all optional."""

    loved_one: str = ""  #: the name used for the loved one
    relation: str = ""  #: son, partner, mother ...: who the loved one is to the person
    substance: str = ""
    stage: str = ""  #: using, stopped, treatment, early_recovery, recovery
    country: str = ""  #: ISO 3166 code, "" when unknown
    timezone: str = ""
    said: dict[str, int] = field(default_factory=dict)  #: line key -> variant said last
    notes: dict[str, Any] = field(default_factory=dict)  #: small facts of a skill ("last_scenario": "money")


@dataclass(frozen=True)
class Context:
    """What a skill may know beside its own state. Times are aware, in the person's own time zone when known."""

    profile: Profile
    now: datetime
    saved: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    """Saved items by kind (`limit`, `wording`, `progress`, `practice`), newest last, each with `id`, `at` (ISO), its
    own fields."""
    seed: int = 0  #: changes every turn; for choosing among equals reproducibly
    channel: str = "web"  #: the door: what is said about privacy differs


@dataclass
class Step:
    """What a skill answers with: bubbles (at most 3), its new state, what it waits for, and what is to be saved."""

    say: list[Say]
    state: State = field(default_factory=dict)
    expects: Expects = Expects.NOTHING
    effects: list[Effect] = field(default_factory=list)

    @property
    def done(self) -> bool:
        """The exercise is over when it waits for nothing."""
        return self.expects is Expects.NOTHING


@runtime_checkable
class Listens(Protocol):
    """A skill that can make something of words which are no answer to its open question."""

    def told(self, state: State, heard: Heard, context: Context) -> Step | None:
        """What it says to them instead of asking again; None when asking again is best."""


class Skill(Protocol):
    """An exercise of several turns."""

    name: str  #: one name everywhere: data/nlu/<name>.yml, data/content/<name>.yml, actions/<name>.py ...

    def start(self, heard: Heard, context: Context) -> Step:
        """Begin, using what the first message already holds (never ask what was just said)."""

    def answer(self, state: State, heard: Heard, context: Context) -> Step:
        """Take an answer. Free text works wherever a button does. Bad input is asked again, kindly, losing nothing."""

    def ask_again(self, state: State, context: Context) -> list[Say]:
        """The open question once more, in other words, after a digression or when a paused exercise goes on."""
