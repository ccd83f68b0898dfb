"""The skills by name. One name everywhere: `boundary` is `coaching/boundary.py`, `actions/boundary.py` and so on."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import Any

from coaching.dialogue import Skill

#: name -> class in the module of that name
SKILLS = {
    "phrasing": "Phrasing",
    "practice": "Practice",
    "boundary": "Boundary",
    "progress": "Progress",
    "timing": "Timing",
    "setback": "Setback",
    "invite": "Invite",
    "decide": "Decide",
    "strength": "Strength",
    "learn": "Learn",
    "resources": "Resources",
    "checkin": "Checkin",
    "space": "Space",
}


@lru_cache(maxsize=None)
def skill_named(name: str) -> Skill:
    """The skill, made once a process. Raises KeyError for a name that is none."""
    kind = getattr(import_module(f"coaching.{name}"), SKILLS[name])
    made: Skill = kind(**practice_parts()) if name == "practice" else kind()
    return made


def practice_parts() -> dict[str, Any]:
    """What the practice room takes from the language engine: who reads acts, rewords a line and compares meanings."""
    from coaching.language.acts import read_acts
    from coaching.language.encoder import encoder
    from coaching.wordings import suggest

    def better(line: str, acts: Any) -> str:
        """The rewording closest to the line, or "" for a line that is fine."""
        return next((s.text for s in suggest(line)), "")

    return {"reader": read_acts, "suggest": better, "meaning": lambda texts: encoder().encode(texts)}
