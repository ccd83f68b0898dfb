"""Renders a step as a person would read it, and fails when something in it can't be shown.

`render(step)` gives the bubbles' texts; it raises KeyError for a key that is not in the content or a placeholder
without a value, and AssertionError when a bubble, a button or the number of either is more than a phone should show.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from coaching.content import MAX_TITLE, wording
from coaching.dialogue import Context, Expects, Heard, Profile, Say, Skill, Step
from coaching.language.values import number, yes

NOW = datetime(2026, 11, 18, 14, 30, tzinfo=ZoneInfo("Europe/London"))  #: a Wednesday afternoon
GIVEN = {"loved_one": "Danny", "Loved_one": "Danny", "emergency": "112"}  #: what the caller fills in everywhere
MOST_WORDS = 110  #: of a filled bubble: 60 of ours, the rest the person's own


def context(now: datetime = NOW, seed: int = 0, **saved: list[dict[str, object]]) -> Context:
    """A context with saved items by kind, for somebody who calls their loved one Danny."""
    return Context(Profile(loved_one="Danny", relation="son"), now, saved, seed)


def hear(text: str = "", value: str | None = None, intent: str = "inform") -> Heard:
    """A message as the caller would hand it over."""
    return Heard(text, value, intent, 1.0, number(text) if text else None, yes(text) if text else None)


def render_says(says: Sequence[Say], seed: int | None = None) -> list[str]:
    """The bubbles' texts; with no seed every variant of every line is tried, the first is given."""
    texts = []
    for say in says:
        line = wording().lines[say.key]
        seeds = range(len(line.variants)) if seed is None else [seed]
        filled = [wording().line(say.key, {**GIVEN, **say.values}, seed=s) for s in seeds]
        assert all(len(text.split()) <= MOST_WORDS for text in filled), f"{say.key} is too long when filled"
        quoted = any(
            "{" in value for value in say.values.values()
        )  # a person may write braces, and is quoted as they wrote
        assert quoted or all("{" not in text for text in filled), f"{say.key} has an unfilled placeholder"
        assert len(say.choices) <= 5, f"{say.key} has {len(say.choices)} buttons"
        for choice in say.choices:
            assert 0 < len(wording().title(choice.key, {**GIVEN, **choice.values})) <= MAX_TITLE
        texts.append(filled[0])
    return texts


def render(step: Step) -> list[str]:
    """The step's bubbles as texts; checks their number and that the state can be kept as JSON."""
    assert 1 <= len(step.say) <= 3, f"{len(step.say)} bubbles"
    json.dumps(step.state)
    assert step.done or step.state, "an open question needs a state"
    return render_says(step.say)


class Walk:
    """Goes through a skill turn by turn, rendering each step, the open question asked again too."""

    def __init__(self, skill: Skill, ctx: Context | None = None) -> None:
        self.skill, self.context = skill, ctx or context()
        self.step = Step([], {})
        self.effects: list[object] = []

    def start(self, text: str = "", value: str | None = None) -> list[str]:
        """The first message."""
        return self._take(self.skill.start(hear(text, value), self.context))

    def say(self, text: str) -> list[str]:
        """A typed answer."""
        assert not self.step.done, "the exercise is over"
        return self._take(self.skill.answer(json.loads(json.dumps(self.step.state)), hear(text), self.context))

    def press(self, value: str) -> list[str]:
        """A button of the open question; it must have been offered."""
        offered = {choice.value for say in self.step.say for choice in say.choices}
        assert value in offered, f"{value} is not among {offered}"
        return self._take(self.skill.answer(json.loads(json.dumps(self.step.state)), hear(value=value), self.context))

    @property
    def at(self) -> str:
        """The open question, "" when the exercise is over."""
        return "" if self.step.done else str(self.step.state.get("at", ""))

    def _take(self, step: Step) -> list[str]:
        texts = render(step)
        if step.expects is not Expects.NOTHING:
            again = self.skill.ask_again(step.state, self.context)
            assert again, "an open question can be asked again"
            render_says(again)
        self.step = step
        self.effects.extend(step.effects)
        return texts
