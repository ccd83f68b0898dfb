"""Roles swapped: the person plays the loved one, Hearth shows the family member's skills, one at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from coaching.practice_rules import Rules
from coaching.scenario import Scenario, plain

TURNS = 6


def open_swap(scenario: str) -> dict[str, Any]:
    """The state of a swapped scene."""
    return {"scenario": scenario, "skills": [], "said": []}


def over(state: Mapping[str, Any]) -> bool:
    """Six answers show what there is to show."""
    return len(state["skills"]) >= TURNS


def model(state: dict[str, Any], line: str, scene: Scenario, shared: Rules) -> tuple[str, str]:
    """(skill, sentence): how a calm family member might answer the loved one's line. Updates `state`.

    The line's own words choose the skill (a request for money gets the limit, anger gets understanding); without a cue
    the scene's skills take turns. No sentence twice.
    """
    words = plain(line)
    cued = [skill for skill, cues in shared.swap_cues.items() if any(c.search(words) for c in cues)]
    for skill in (*(s for s in cued if state["skills"][-2:] != [s, s]), *_turns(state["skills"], scene.trains)):
        for sentence in _sentences(skill, scene, shared):
            if sentence not in state["said"]:
                state["said"].append(sentence)
                state["skills"].append(skill)
                return skill, sentence
    raise LookupError(f"{scene.id} has no sentence left")  # six turns, and far more sentences


def _turns(used: Sequence[str], trains: Sequence[str]) -> list[str]:
    return sorted(trains, key=lambda s: (list(used).count(s), trains.index(s)))


def _sentences(skill: str, scene: Scenario, shared: Rules) -> list[str]:
    own = [s.text for s in scene.alternatives.get(skill, ()) if not s.needs]
    return own + list(shared.alternatives[skill])
