"""The intent classifier as a Rasa component, thin over `coaching.language.intents`.

In service the gateway has read the message already (`bot.second_reader`) and hands its ranking over; the classifier
itself is loaded only when a message comes without one: `rasa shell`, `rasa test`, or a gateway that just started.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
import threading
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.dialogue import HANDED_OVER, RANKING
from coaching.language.intents import ARRAYS, META, TAUGHT, IntentModel

logger = logging.getLogger(__name__)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class HearthIntentClassifier(IntentClassifier, GraphComponent):
    """Gives every message an intent and a ranking of all intents."""

    def __init__(self, model_storage: ModelStorage, resource: Resource, model: IntentModel | None = None) -> None:
        self._model_storage, self._resource, self._model = model_storage, resource, model
        self._kept: tempfile.TemporaryDirectory[str] | None = None
        self._lock = threading.Lock()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> HearthIntentClassifier:
        """An untrained component, for training."""
        return cls(model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Trains on all intent examples and stores the model in Rasa's model storage."""
        examples = [e for e in training_data.intent_examples if e.get(TEXT) and e.get(INTENT)]
        self._model = IntentModel.train(
            [e.get(TEXT) for e in examples],
            [e.get(INTENT) for e in examples],
            lambda message: print(f"  intents: {message}", flush=True),
        )
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> HearthIntentClassifier:
        """The trained component, its arrays not read yet. A missing part of the model is an error: an untrained
        component would understand nothing."""
        component = cls(model_storage, resource)
        with model_storage.read_from(resource) as folder:
            missing = [name for name in (META, ARRAYS, TAUGHT) if not (folder / name).exists()]
            if missing:
                raise ValueError(f"The model's intent classifier lacks {', '.join(missing)}. Run `hearth train`.")
            # Rasa deletes its folder after loading.
            component._kept = tempfile.TemporaryDirectory(prefix="hearth-intents-")
            shutil.copytree(folder, component._kept.name, dirs_exist_ok=True)
        return component

    def _loaded(self) -> IntentModel | None:
        with self._lock:
            if self._model is None and self._kept is not None:
                self._model = IntentModel.load(Path(self._kept.name))
            return self._model

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds `intent` and `intent_ranking`. Button payloads are left to Rasa."""
        for message in messages:
            text = message.get(TEXT) or ""
            if text.startswith("/"):
                continue
            given = (message.get("metadata") or {}).pop(RANKING, None)  # read once; it need not be kept in the tracker
            if not given:
                model = self._loaded()
                if model is None:
                    continue
                given = model.rank(text)[:HANDED_OVER]
            ranking = [{"name": name, "confidence": confidence} for name, confidence in given]
            message.set("intent", ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing to add: no later component learns from this one."""
        return training_data
