from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from bot.dialogue import SECRET_HEADER, Dialogue, DialogueDown
from bot.settings import Settings

Answer = Callable[[httpx.Request], httpx.Response]


def dialogue_with(answer: Answer) -> Dialogue:
    settings = Settings.from_environment(
        {"HEARTH_VAR": "/tmp", "HEARTH_RASA_URL": "http://rasa", "HEARTH_INTERNAL_SECRET": "s" * 20}
    )
    dialogue = Dialogue(settings)
    dialogue._client = httpx.AsyncClient(
        transport=httpx.MockTransport(answer),
        base_url=dialogue._client.base_url,
        headers=dialogue._client.headers,
    )
    return dialogue


async def ask(dialogue: Dialogue, **metadata: Any) -> list[dict[str, Any]]:
    return await dialogue.turn("ann", "web", "m1", "hello", metadata)


async def test_a_turn_goes_out_with_the_secret_and_comes_back_as_bubbles() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={"bubbles": [{"text": "hi"}]})

    assert await ask(dialogue_with(answer)) == [{"text": "hi"}]
    assert seen[0].url.path == "/webhooks/hearth/turn" and seen[0].headers[SECRET_HEADER] == "s" * 20


@pytest.mark.parametrize(
    ("response", "reason"),
    [
        (httpx.Response(500, json={"error": "x"}), "status 500"),
        (httpx.Response(200, text="<html>"), "not an answer"),
        (httpx.Response(200, json=[1]), "not an answer"),
        (httpx.Response(200, json={}), "not an answer"),
        (httpx.Response(200, json={"bubbles": []}), "no answer"),
    ],
)
async def test_anything_else_is_down_with_its_reason(response: httpx.Response, reason: str) -> None:
    with pytest.raises(DialogueDown, match=reason):
        await ask(dialogue_with(lambda request: response))


@pytest.mark.parametrize("error", [httpx.ReadTimeout("m1 hello"), httpx.ConnectError("m1 hello")])
async def test_a_broken_line_is_down_and_says_nothing_of_the_message(error: Exception) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise error

    with pytest.raises(DialogueDown) as caught:
        await ask(dialogue_with(answer))
    assert "hello" not in str(caught.value) and caught.value.__cause__ is None


async def test_it_waits_no_longer_than_the_person_does() -> None:
    waits: list[float] = []

    def answer(request: httpx.Request) -> httpx.Response:
        waits.append(request.extensions["timeout"]["read"])
        return httpx.Response(200, json={"bubbles": [{"text": "hi"}]})

    dialogue = dialogue_with(answer)
    await ask(dialogue)
    await ask(dialogue, answer_by=time.time() + 2)
    await ask(dialogue, answer_by=time.time() - 5)
    assert waits[0] == 8.0 and 1.5 < waits[1] <= 2.0 and 0 < waits[2] < 0.5


async def test_ready_is_what_rasa_says() -> None:
    assert await dialogue_with(lambda request: httpx.Response(200)).ready()
    assert not await dialogue_with(lambda request: httpx.Response(503)).ready()
