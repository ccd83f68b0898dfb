"""Understand: questions families ask, answered from data/content/questions (`coaching.library` finds them).

There is no generated text: an answer is what a counsellor wrote, with its source, or an honest "I don't know that".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from coaching.asked import about_another, wants_more, wants_source
from coaching.dialogue import Choice, Context, Heard, Say, State, Step
from coaching.effects import Remember
from coaching.library import KNOWN, NEAR, Entry, Library, leans, library
from coaching.referral import surely

__all__ = ["KNOWN", "NEAR", "RECENT", "Entry", "Learn", "Library", "last_question", "library"]

RECENT = timedelta(minutes=45)  #: how long "and how long does that last?" refers to the last answer
CLOSE = 0.75  #: a second answer this likely, as a share of the first, is offered beside it when the first is not sure
SURE = 0.5
_HOW_LONG = re.compile(r"\b(?:how long|when)\b", re.IGNORECASE)
_A_TIME = re.compile(r"\b(?:minutes?|hours?|days?|weeks?|months?|years?)\b")


class Learn:
    """Answers one question a turn. Never stays open: a digression costs nothing, an answer asks for nothing."""

    name = "learn"

    def start(self, heard: Heard, context: Context) -> Step:
        """The answer with its source, or more of it, or an honest "I don't know that" with the nearest questions.

        Button values: `more:<id>`, `q:<id>`, `themes`. The last question answered is remembered in the notes as
        `last_question` {id, at, more}, so that "tell me more" and "and how long does that last?" find it.
        """
        kind, _, wanted = (heard.value or "").partition(":")
        entries = library().entries
        if kind == "more" and wanted in entries:
            return self._more(entries[wanted], context)
        if kind == "q" and wanted in entries:
            return self._answer(entries[wanted], context)
        if not heard.text.strip():
            return Step(
                [Say("learn.ask", choices=self._choices(["why_isolate", "families_can_do", "recovery_chances"]))]
            )
        previous = last_question(context)
        if previous and (leant := self._leaning(entries[previous], heard.text, context)):
            return leant
        found = library().find(heard.text, previous)
        if whose := surely(heard.text):
            near = [entry.id for entry, score in found if score >= KNOWN][:1]
            return Step([Say(f"talk.out_of_scope_{whose}", choices=(*self._choices(near), _person()))])
        sure = [(entry, score) for entry, score in found if score >= NEAR][:3]
        if not sure:
            return Step([Say("learn.unknown", choices=(_person(), _situation()))])
        best, score = sure[0]
        if score < KNOWN:
            return Step([Say("learn.unknown_near", choices=(*self._choices([e.id for e, _ in sure]), _situation()))])
        close = [entry.id for entry, other in sure if other >= CLOSE * score]
        if score < SURE and len(close) > 1 and not (previous and leans(heard.text)):
            return Step([Say("learn.which", choices=(*self._choices(close), _situation()))])
        if best.id == previous and leans(heard.text):
            step = self._more(best, context)
            if step.effects and _HOW_LONG.search(heard.text) and not _A_TIME.search(f"{best.answer} {best.more}"):
                return Step([Say("learn.leaning"), *step.say], step.state, effects=step.effects)
            return step
        if score < SURE and not previous:
            others = [entry.id for entry, _ in sure[1:]]
            return self._answer(best, context, others)
        return self._answer(best, context)

    def _leaning(self, entry: Entry, text: str, context: Context) -> Step | None:
        """What only makes sense after an answer: more of it, its source, the same for somebody else."""
        if wants_more(text):
            return self._more(entry, context)
        if wants_source(text):
            buttons = (Choice("learn.buttons.more", f"more:{entry.id}", "ask_question"), _person())
            return Step([Say("learn.where", {"title": entry.title, "source": entry.source}, buttons)])
        if about_another(text):
            buttons = (Choice("learn.buttons.more", f"more:{entry.id}", "ask_question"), _situation())
            return Step([Say("learn.another", choices=buttons)])
        return None

    def answer(self, state: State, heard: Heard, context: Context) -> Step:
        """The same as `start`: there is never an open question."""
        return self.start(heard, context)

    def ask_again(self, state: State, context: Context) -> list[Say]:
        """An invitation to ask."""
        return [Say("learn.ask")]

    def _answer(self, entry: Entry, context: Context, others: Sequence[str] | None = None) -> Step:
        """others: what else may have been meant, when the match is weak; then that is said first."""
        if others is not None:
            rest = (*self._choices(others), *self._choices([i for i in entry.follow_ups if i not in others][:1]))
            perhaps = Say("learn.perhaps", {"title": entry.title})
            told = Say("learn.answer", {"answer": entry.answer}, (*rest, _situation()))
            return Step([perhaps, told], effects=[_remember(entry, context, more=False)])
        buttons = (
            Choice("learn.buttons.more", f"more:{entry.id}", "ask_question"),
            *self._choices(entry.follow_ups[:2]),
            _situation(),
        )
        said = [Say("learn.answer", {"answer": entry.answer}), Say("learn.source", {"source": entry.source}, buttons)]
        return Step(said, effects=[_remember(entry, context, more=False)])

    def _more(self, entry: Entry, context: Context) -> Step:
        note = context.profile.notes.get("last_question")
        if isinstance(note, dict) and note.get("id") == entry.id and note.get("more"):
            return Step([Say("learn.no_more", choices=(*self._choices(entry.follow_ups), _person()))])
        buttons = (*self._choices(entry.follow_ups[:3]), _situation())
        return Step([Say("learn.more", {"more": entry.more}, buttons)], effects=[_remember(entry, context, more=True)])

    def _choices(self, ids: Sequence[str]) -> tuple[Choice, ...]:
        entries = library().entries
        return tuple(
            Choice("learn.buttons.question", f"q:{i}", "ask_question", {"title": entries[i].title}) for i in ids
        )


def last_question(context: Context) -> str | None:
    """The id of the question answered last, when that was recent (RECENT)."""
    note = context.profile.notes.get("last_question")
    if not isinstance(note, dict) or note.get("id") not in library().entries:
        return None
    try:
        at = datetime.fromisoformat(str(note.get("at")))
    except ValueError:
        return None
    return str(note["id"]) if timedelta() <= context.now - at <= RECENT else None


def _remember(entry: Entry, context: Context, more: bool) -> Remember:
    note = {"id": entry.id, "at": context.now.isoformat(), "more": more}
    return Remember({"notes": {"last_question": note}})


def _situation() -> Choice:
    return Choice("learn.buttons.situation", "situation", "share_feelings")


def _person() -> Choice:
    return Choice("learn.buttons.person", "person", "find_resources")
