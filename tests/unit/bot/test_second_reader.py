from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message

from bot.dialogue import HANDED_OVER, RANKING
from bot.house import House
from bot.nlu import classifier
from bot.nlu.classifier import HearthIntentClassifier
from bot.parse import load_intents
from bot.second_reader import REMEMBERED, SecondReader
from coaching.language.intents import META, IntentModel


class Counting:
    """The real classifier, with the number of texts that it had to read."""

    def __init__(self, model: IntentModel) -> None:
        self._model, self.labels, self.read = model, model.labels, 0

    def vectors(self, texts: list[str]) -> Any:
        self.read += len(texts)
        return self._model.vectors(texts)

    def meant(self, vectors: Any) -> Any:
        return self._model.meant(vectors)

    def probabilities(self, texts: list[str], vectors: Any) -> Any:
        return self._model.probabilities(texts, vectors)

    def rank(self, text: str) -> list[tuple[str, float]]:
        return self._model.rank(text)


@pytest.fixture(scope="module")
def model() -> IntentModel:
    return load_intents()


def test_a_message_is_read_once_for_danger_and_for_its_wish(model: IntentModel) -> None:
    counting = Counting(model)
    reader = SecondReader(counting)  # type: ignore[arg-type]
    odds = reader(["how do i tell him no", "and then?"])
    ranking = reader.ranking("how do i tell him no")
    assert counting.read == 2 and len(odds) == 2
    assert [name for name, _ in ranking] == [name for name, _ in model.rank("how do i tell him no")[:HANDED_OVER]]
    assert np.allclose([p for _, p in ranking], [p for _, p in model.rank("how do i tell him no")[:HANDED_OVER]])


def test_what_was_read_is_forgotten_soon(model: IntentModel) -> None:
    reader = SecondReader(model)
    for number in range(REMEMBERED + 5):
        reader([f"message {number}"])
    assert len(reader._read) == REMEMBERED and "message 0" not in reader._read


def test_nothing_written_has_no_likely_intent(model: IntentModel) -> None:
    assert SecondReader(model).ranking("  ")[0][1] < 0.1


def test_rasa_gets_the_ranking_with_the_turn(house: House, says: Any, model: IntentModel) -> None:
    house.people.get_or_make("ann", "web")
    assert RANKING not in house.prepare(says("hello there", "ann"), "hello there").metadata
    house.screen.second = SecondReader(model)
    assert house.prepare(says("hello there", "ann"), "hello there").metadata[RANKING][0][0] == "greet"


@pytest.fixture
def component(tmp_path: Path, model: IntentModel) -> HearthIntentClassifier:
    storage, resource = LocalModelStorage(tmp_path), Resource("classifier")
    with storage.write_to(resource) as folder:
        model.save(folder)
    return HearthIntentClassifier.load({}, storage, resource, None)  # type: ignore[arg-type]


def test_the_component_takes_the_ranking_it_is_given_and_loads_nothing(
    component: HearthIntentClassifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(classifier.IntentModel, "load", lambda folder: pytest.fail("the encoder was loaded"))
    metadata = {RANKING: [["thank", 0.9], ["greet", 0.1]]}
    message = Message({"text": "ta love", "metadata": metadata})
    component.process([message])
    assert message.get("intent") == {"name": "thank", "confidence": 0.9}
    assert [row["name"] for row in message.get("intent_ranking")] == ["thank", "greet"]
    assert RANKING not in metadata, "it is not kept with the conversation"


def test_the_component_reads_for_itself_what_comes_without_a_ranking(component: HearthIntentClassifier) -> None:
    message = Message({"text": "hello there"})
    component.process([message])
    assert message.get("intent")["name"] == "greet" and len(message.get("intent_ranking")) == HANDED_OVER


def test_a_model_that_lacks_a_part_is_refused_when_rasa_starts(tmp_path: Path, model: IntentModel) -> None:
    storage, resource = LocalModelStorage(tmp_path), Resource("classifier")
    with storage.write_to(resource) as folder:
        model.save(folder)
        (folder / META).unlink()
    with pytest.raises(ValueError, match=r"lacks intents\.json"):
        HearthIntentClassifier.load({}, storage, resource, None)  # type: ignore[arg-type]
