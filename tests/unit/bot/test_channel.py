from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore
from rasa.shared.core.domain import Domain

from bot.channel import SECRET_HEADER, Bubbles, HearthInput, _raise_store_errors

SECRET = "s" * 20


class Rasa:
    """What Rasa does with a turn, and the route that leads to it."""

    def __init__(self, says: Any = None) -> None:
        self.messages: list[UserMessage] = []
        self.says = says
        routes = HearthInput(SECRET).blueprint(self.on_new_message)
        self.handlers = {route.uri: route.handler for route in routes._future_routes}
        agent = SimpleNamespace(tracker_store=None, processor=None, is_ready=lambda: True)
        self.app = SimpleNamespace(ctx=SimpleNamespace(agent=agent))

    async def on_new_message(self, message: UserMessage) -> None:
        self.messages.append(message)
        if isinstance(self.says, Exception):
            raise self.says
        for response in self.says or ():
            await message.output_channel.send_response(message.sender_id, response)

    async def turn(self, body: Any, secret: str = SECRET) -> Any:
        request = SimpleNamespace(headers={SECRET_HEADER: secret}, json=body, app=self.app)
        return await self.handlers["/turn"](request)


BODY = {"conversation": "ann", "channel": "web", "message_id": "m1", "text": "hi", "metadata": {"consented": True}}


async def test_a_turn_reaches_rasa_with_its_door_and_comes_back_as_whole_bubbles() -> None:
    button = {"title": "Yes", "payload": {"intent": "affirm"}}
    rasa = Rasa([{"text": "one", "buttons": [button]}, {"custom": {"do": {"delete": True}, "kind": "notice"}}])
    answer = await rasa.turn(BODY)
    assert answer.status == 200
    bubbles = json.loads(answer.body)["bubbles"]
    assert bubbles[0]["text"] == "one" and bubbles[0]["buttons"] == [button] and bubbles[0]["kind"] == "message"
    assert bubbles[1]["do"] == {"delete": True} and bubbles[1]["kind"] == "notice" and bubbles[1]["text"] == ""
    (message,) = rasa.messages
    assert message.sender_id == "ann" and message.input_channel == "web" and message.message_id == "m1"
    assert message.metadata == {"consented": True} and message.output_channel.name() == "web"


@pytest.mark.parametrize("secret", ["", "wrong", SECRET + "s", "é"])
async def test_without_the_secret_nothing_runs(secret: str) -> None:
    rasa = Rasa()
    assert (await rasa.turn(BODY, secret)).status == 403 and rasa.messages == []


@pytest.mark.parametrize("body", [None, {}, {**BODY, "channel": "fax"}, {**BODY, "conversation": ""}])
async def test_a_turn_names_a_person_and_a_known_door(body: Any) -> None:
    rasa = Rasa()
    assert (await rasa.turn(body)).status == 400 and rasa.messages == []


async def test_a_turn_that_fails_is_a_500_whose_log_quotes_nobody(caplog: pytest.LogCaptureFixture) -> None:
    answer = await Rasa(ValueError("canary-91")).turn(BODY)
    assert answer.status == 500 and b"ValueError" in answer.body
    assert "canary" not in caplog.text + answer.body.decode()


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="HEARTH_INTERNAL_SECRET"):
        HearthInput.from_credentials({"secret": "short"})
    assert HearthInput.from_credentials({"secret": SECRET}).name() == "hearth"


def test_a_store_that_fails_is_not_hidden() -> None:
    real = InMemoryTrackerStore(Domain.empty())
    agent = SimpleNamespace(tracker_store=FailSafeTrackerStore(real), processor=SimpleNamespace(tracker_store=None))
    _raise_store_errors(agent)
    assert agent.tracker_store is real and agent.processor.tracker_store is real


def test_bubbles_carry_their_door_s_name() -> None:
    assert Bubbles("telegram").name() == "telegram"
