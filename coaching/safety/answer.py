"""What a danger answer is: bubbles, the state for the next turn, and what is due after it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

THIS, BEGAN = "this", "began"


@dataclass(frozen=True)
class Bubble:
    """One bubble of plain text with the buttons under it, each (title, value)."""

    text: str
    buttons: tuple[tuple[str, str], ...] = ()


@dataclass
class Answer:
    """At most three bubbles, what `follow` needs for the next turn, and whether an exercise is held meanwhile.

    state: JSON-able; "kind", "detail", "step", "done", "country" (set when the person named it: keep it in the
    profile), "said", "plan". When "done" is true the next message is an ordinary one again.
    keep: a safety plan that the person wants kept, {} for none. quiet: they asked not to be written to any more.
    on: what an ordinary answer is due to after these bubbles: THIS very message, the one that BEGAN the check, or "".
    """

    bubbles: list[Bubble]
    state: dict[str, Any] = field(default_factory=dict)
    hold: bool = False
    keep: dict[str, str] = field(default_factory=dict)
    quiet: bool = False
    on: str = ""
