"""The intent classifier as the danger screen's second reader.

The screen works without it from the first moment; it joins when it is loaded, and its absence is no error.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping, Sequence

from bot.parse import ModelMissing, load_intents
from coaching.language.intents import IntentModel
from coaching.safety.danger import KINDS
from coaching.safety.screen import Screen

logger = logging.getLogger(__name__)


class SecondReader:
    """Probabilities of the seven kinds for texts."""

    def __init__(self, model: IntentModel) -> None:
        self._model = model
        self._columns = {kind: model.labels.index(kind) for kind in KINDS}

    def __call__(self, texts: Sequence[str]) -> list[Mapping[str, float]]:
        """One mapping a text."""
        rows = self._model.probabilities(list(texts))
        return [{kind: float(row[column]) for kind, column in self._columns.items()} for row in rows]


def join_later(screen: Screen) -> threading.Thread:
    """Loads the classifier of the Rasa model in the background and gives it to the screen."""

    def load() -> None:
        try:
            reader = SecondReader(load_intents())
            reader(["hello"])
            screen.second = reader
        except (ModelMissing, OSError, ValueError, KeyError) as error:
            logger.warning("The danger screen works without its second reader: %s", error)

    thread = threading.Thread(target=load, name="second-reader", daemon=True)
    thread.start()
    return thread
