"""The intent classifier as a Rasa component, thin over `coaching.language.intents`."""

from __future__ import annotations

import logging
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from coaching.language.intents import IntentModel

logger = logging.getLogger(__name__)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class HearthIntentClassifier(IntentClassifier, GraphComponent):
    """Gives every message an intent and a ranking of all intents."""

    def __init__(self, model_storage: ModelStorage, resource: Resource, model: IntentModel | None = None) -> None:
        self._model_storage, self._resource, self._model = model_storage, resource, model

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
        """The trained component. A missing or broken model is an error: an untrained one would understand nothing."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, IntentModel.load(folder))

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds `intent` and `intent_ranking`. Button payloads are left to Rasa."""
        for message in messages:
            text = message.get(TEXT) or ""
            if self._model is None or text.startswith("/"):
                continue
            ranking = [{"name": name, "confidence": confidence} for name, confidence in self._model.rank(text)]
            message.set("intent", ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking[:8], add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing to add: no later component learns from this one."""
        return training_data
