"""Reads a message against the question that was asked: a Rasa component, thin over `coaching.language.reading`."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from coaching.dialogue import Expects
from coaching.language.reading import read


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class OpenQuestion(GraphComponent):
    """Turns a message that answers the open question into `inform`, and one that nobody could read into
    `nlu_fallback`. The gateway says in the metadata what the open exercise waits for."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> OpenQuestion:
        """No state of its own."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets the final intent."""
        for message in messages:
            text = message.get(TEXT) or ""
            if text.startswith("/"):
                continue
            metadata = message.get("metadata") or {}
            expects = Expects((metadata.get("open") or {}).get("expects") or Expects.NOTHING)
            ranking = [(r["name"], r["confidence"]) for r in message.get("intent_ranking") or []]
            intent, confidence = read(text, ranking, expects)
            message.set("intent", {"name": intent, "confidence": confidence}, add_to_output=True)
        return messages
