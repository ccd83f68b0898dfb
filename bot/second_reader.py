"""The intent classifier in the gateway: the danger screen's second reader, which spares Rasa the same work.

The screen works without it from the first moment; it joins when it is loaded, and its absence is no error. What it made
of a message goes to Rasa with the turn, so that no message is classified twice and Rasa need not hold the encoder.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.dialogue import HANDED_OVER
from bot.parse import ModelMissing, load_intents
from coaching.language.intents import IntentModel
from coaching.safety.danger import KINDS
from coaching.safety.screen import Screen

logger = logging.getLogger(__name__)

#: Wishes that somebody in danger does not have: a path that began with a mere question lets go for them.
ELSE = (
    *(
        "get_phrasing",
        "practise_conversation",
        "set_boundary",
        "recognise_progress",
        "invite_connection",
        "help_or_not",
    ),
    *("ask_question", "find_resources", "is_it_time", "schedule_check_in", "review_history", "manage_data"),
)
SURELY = 0.8
REMEMBERED = 32  #: messages whose reading is kept, in memory only, until Rasa is asked


class SecondReader:
    """Probabilities of the seven kinds of danger, and of all intents, for texts. Safe to share between threads."""

    def __init__(self, model: IntentModel) -> None:
        self._model = model
        self._columns = {kind: model.labels.index(kind) for kind in KINDS}
        self._read: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, texts: Sequence[str]) -> list[Mapping[str, float]]:
        """One mapping a text: kind of danger → probability, by its meaning alone.

        The other views of the classifier vote on wishes; on danger they only blur what this one says (docs/safety.md).
        """
        meant = np.exp(self._model.meant(np.stack(self._vectors(texts))))
        return [{kind: float(row[column]) for kind, column in self._columns.items()} for row in meant]

    def ranking(self, text: str) -> list[tuple[str, float]]:
        """The likeliest intents of a message with their confidence, as the Rasa component would give them."""
        if not text.strip():
            return self._model.rank(text)[:HANDED_OVER]
        row = self._model.probabilities([text], np.stack(self._vectors([text])))[0]
        return [(self._model.labels[i], float(row[i])) for i in np.argsort(-row)[:HANDED_OVER]]

    def _vectors(self, texts: Sequence[str]) -> list[NDArray[np.float32]]:
        with self._lock:
            known = {text: self._read[text] for text in texts if text in self._read}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            known.update(zip(new, self._model.vectors(new)))
            with self._lock:
                self._read.update((text, known[text]) for text in new)
                while len(self._read) > REMEMBERED:
                    self._read.popitem(last=False)
        return [known[text] for text in texts]


def means_else(ranking: Sequence[tuple[str, float]]) -> bool:
    """Whether a message is surely a wish that has nothing to do with a danger."""
    return bool(ranking) and ranking[0][0] in ELSE and ranking[0][1] >= SURELY


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
