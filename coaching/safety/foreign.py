"""Danger told in another language, in plain words: heard, so that its answer can begin in that language.

No danger screen: of these languages Hearth knows a handful of phrases (data/safety/tongues.yml).
"""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from coaching.language.plain import plain
from coaching.language.tongues import tongue
from coaching.safety.danger import KINDS, SAFE, Danger, Level, Reason
from coaching.safety.normalise import SAFETY

PHRASES = SAFETY / "tongues.yml"


class Foreign:
    """Phrases of danger by language and kind."""

    def __init__(self, path: Path = PHRASES) -> None:
        data: dict[str, dict[str, list[str]]] = yaml.safe_load(path.read_text("utf-8"))
        self.phrases = {
            language: {f"danger_{kind}": re.compile("|".join(sources)) for kind, sources in kinds.items()}
            for language, kinds in data.items()
        }
        wrong = {kind for kinds in self.phrases.values() for kind in kinds} - set(KINDS)
        if wrong:
            raise ValueError(f"{path.name}: unknown kind {', '.join(sorted(wrong))}")

    def read(self, text: str) -> Danger:
        """An alarm when the message is in a known language and holds one of its phrases."""
        language = tongue(text)
        said = plain(text)
        for kind, pattern in self.phrases.get(language, {}).items():
            if match := pattern.search(said):
                return Danger(Level.ALARM, kind, "", (Reason(f"tongues.{language}", match.group(), Level.ALARM),))
        return SAFE
