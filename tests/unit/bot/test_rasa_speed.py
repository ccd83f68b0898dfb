from __future__ import annotations

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction

from bot.rasa_speed import apply


@pytest.fixture(autouse=True)
def _put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RemoteAction, "_validate_action_result", RemoteAction._validate_action_result)


def test_a_good_answer_passes_and_a_bad_one_is_refused_as_by_rasa_itself() -> None:
    action = RemoteAction("action_talk", None)
    good = {"events": [{"event": "slot", "name": "skill", "value": None}], "responses": [{"text": "hello"}]}
    for check in (action._validate_action_result, None):
        if check is None:
            apply()
        assert action._validate_action_result(good)
        for bad in ({"events": [{}]}, {"responses": "hello"}):
            with pytest.raises(ValidationError):
                action._validate_action_result(bad)
