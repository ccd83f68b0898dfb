"""`hearth parse`: what one message is taken for, by the danger screen and the intent classifier of the Rasa model."""

from __future__ import annotations

import tarfile
import tempfile
from pathlib import Path
from typing import Any

from bot.training import RASA_MODEL
from coaching.language.intents import META, IntentModel
from coaching.language.reading import FALLBACK, SURE
from coaching.safety.screen import Screen


class ModelMissing(RuntimeError):
    """There is no trained model, or it holds no classifier."""


class Parser:
    """The screen and the classifier, without Rasa's own start."""

    def __init__(self, model: Path = RASA_MODEL) -> None:
        from bot.second_reader import SecondReader  # which needs this module

        self._intents = load_intents(model)
        self._screen = Screen(second=SecondReader(self._intents))

    def parse(self, text: str) -> dict[str, Any]:
        """As in design.md, Contracts."""
        danger = self._screen.read(text)
        ranking = self._intents.rank(text)
        intent, confidence = ranking[0]
        if danger.kind and danger.level.value == "alarm":
            intent, confidence = danger.kind, max(confidence, 0.99)
        return {
            "text": text,
            "danger": {
                "level": danger.level.value,
                "kind": danger.kind,
                "detail": danger.detail,
                "reasons": [{"rule": r.rule, "words": r.words} for r in danger.reasons],
            },
            "intent": intent,
            "confidence": round(confidence, 4),
            "understood": confidence >= SURE and bool(text.strip()) and intent != FALLBACK,
            "ranking": [[name, round(value, 4)] for name, value in ranking[:5]],
        }


def load_intents(model: Path = RASA_MODEL) -> IntentModel:
    """The classifier inside a Rasa model archive. Raises ModelMissing."""
    if not model.exists():
        raise ModelMissing("there is no model yet. Run `make setup` or `hearth train`.")
    with tempfile.TemporaryDirectory() as folder, tarfile.open(model) as archive:
        for member in archive.getmembers():
            parent = Path(member.name).parent
            if member.isfile() and "HearthIntentClassifier" in parent.name:
                member.name = Path(member.name).name
                archive.extract(member, folder)
        if not (Path(folder) / META).exists():
            raise ModelMissing(f"{model.name} holds no intent classifier. Run `hearth train`.")
        return IntentModel.load(Path(folder))
