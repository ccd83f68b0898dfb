"""The record of good moments: shown with its picture, and a return to use as one more line that wipes nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from coaching.affirming import (
    is_return,
)
from coaching.asking import Guided, agreed
from coaching.dialogue import Choice, Context, Heard, Say, State, Step
from coaching.effects import Save
from coaching.language.plain import plain
from coaching.language.reflect import quote, tidy
from coaching.said_back import said_back
from coaching.timeline import at, day, draw, is_good

SHOWN = 6  #: newest entries of the record that are written out


def good_ones(context: Context) -> int:
    return sum(is_good(entry) for entry in context.saved.get("progress", ()))


def _line(entry: Mapping[str, Any]) -> str:
    words = str(entry.get("what", "")).split()
    short = " ".join(words[:10]) + (" …" if len(words) > 10 else "")
    return f"{day(at(entry))}: {short[:1].upper()}{short[1:]}"


class ProgressRecord(Guided):
    """The part of the skill "progress" that reads the record back."""

    def _returned(self, state: State, text: str, context: Context) -> Step:
        """A return to use: one more line in the record; everything before it still counts."""
        told = next((part for part in re.split(r"[.!?;,]|\bbut\b|\bthen\b", text) if is_return(part)), text)
        told = re.sub(r" (?:does|do|will|is) (?:that|this|it)\b.*$", "", tidy(told))
        what = said_back(told) or quote(text)
        state = {**state, "what": what, "who": "them", "count": str(good_ones(context))}
        effect = Save("progress", {"what": what, "who": "them", "kind": "return_to_use", "affirmation": ""})
        said = self.say(state, "return_counts" if good_ones(context) else "return_first")
        return self.ask(state, "return", [self.say(state, "reflect_return", quote=what), said], [effect])

    def on_return(self, state: State, heard: Heard, context: Context) -> Step:
        """After a logged return to use: the record, or one small step."""
        if (
            heard.value == "record"
            or re.search(r"\brecord\b|\bsee\b|\bshow\b", plain(heard.text))
            or (heard.value is None and agreed(heard) is True)
        ):
            return self.end(state, self.record(context))
        setback = Choice("progress.buttons.setback", "setback", intent="cope_with_setback")
        return self.end(state, [self.say(state, "step_return", [setback])])

    def _practise(self, state: State) -> list[Choice]:
        return [
            Choice("progress.buttons.another", "another", intent="recognise_progress"),
            Choice("progress.buttons.record", "record", intent="recognise_progress"),
        ]

    @classmethod
    def record(cls, context: Context) -> list[Say]:
        """The record by date, newest first, with its picture; counts only ever grow."""
        entries = sorted(context.saved.get("progress", ()), key=at)
        if not entries:
            return [
                Say(
                    "progress.record_none",
                    {},
                    [Choice("progress.buttons.another", "another", intent="recognise_progress")],
                )
            ]
        good = [entry for entry in entries if is_good(entry)]
        mine = sum(1 for entry in good if entry.get("who") == "me")
        values = {
            "count": str(len(good)),
            "theirs": str(len(good) - mine),
            "mine": str(mine),
            "since": day(at(entries[0])),
        }
        head = "record_head" if len(good) > 1 else "record_head_one" if good else "record_head_none"
        lines = "\n".join(_line(entry) for entry in list(reversed(entries))[:SHOWN])
        hard = any(not is_good(entry) for entry in entries)
        add = Choice("progress.buttons.another", "another", intent="recognise_progress")
        return [
            Say(f"progress.{head}", values),
            Say("progress.record_lines", {"lines": lines}, image=draw(entries)),
            Say("progress.record_end_hard" if hard else "progress.record_end", values, [add]),
        ]
