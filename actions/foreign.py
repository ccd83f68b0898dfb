"""An answer in the person's own language: that Hearth speaks English so far, whom to call, where help is found."""

from __future__ import annotations

from actions.base import digress
from actions.turn import Turn
from coaching.dialogue import Say
from coaching.language.tongues import OTHER
from coaching.resources import KINDS, numbers

MOST_LINES = 3  #: numbers of the country, those that speak the language first


def answer(turn: Turn, language: str) -> None:
    """Says it, with the emergency number first. Nothing is asked or kept, so it needs no consent; an open exercise
    stays open and asks its question again. Danger was heard before (`coaching.safety.foreign`)."""
    line = Say("talk.other_language" if language == OTHER else f"talk.other_language_{language}")
    if turn.person.consent_at is None:
        turn.say(line)
    else:
        digress(turn, lambda: turn.say(line))
    if len(turn.bubbles) < 3 and (found := _lines(turn.profile.country, language)):
        turn.say(Say("talk.other_language_lines", {"lines": found}))


def _lines(country: str, language: str) -> str:
    rows = [row for kind in KINDS for row in numbers().for_country(country, kind)] if country else []
    rows.sort(key=lambda row: language not in row.languages)
    return "\n".join(f"{row.name}: {row.number}" for row in rows[:MOST_LINES])
