from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from cryptography.fernet import Fernet

from bot import pages as pages_module
from bot.house import House
from bot.sessions import Sessions
from bot.turns import Turns
from bot.web import Web
from store.errors import StoreError

OVERDOSE = "he took something and he is not breathing"


@pytest_asyncio.fixture
async def web(turns: Turns) -> Web:
    async def ready() -> dict[str, bool]:
        return {"dialogue": True, "store": True}

    return Web(turns, Sessions(Fernet.generate_key()), ready)


@pytest_asyncio.fixture
async def client(web: Web) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(web.app(), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://hearth") as made:
        assert (await made.post("/api/session")).status_code == 201
        yield made


async def post(client: httpx.AsyncClient, text: str, message_id: str = "m1") -> httpx.Response:
    return await client.post("/api/messages", json={"id": message_id, "text": text})


async def test_a_message_gets_its_replies_and_stands_in_the_history(client: httpx.AsyncClient) -> None:
    replies = (await post(client, "hello")).json()["replies"]
    assert [r["text"] for r in replies] == ["heard hello"]
    history = (await client.get("/api/messages")).json()["messages"]
    assert [(m["from"], m["text"]) for m in history] == [("you", "hello"), ("hearth", "heard hello")]
    assert (await client.get("/api/messages", params={"after": history[0]["id"]})).json()["messages"] == history[1:]


async def test_what_was_given_is_marked_as_sent(client: httpx.AsyncClient, turns: Turns, settled: Any) -> None:
    await post(client, "hello")
    await settled(turns)
    assert turns.house.outbox.pending("web") == []


async def test_a_session_is_resumed_and_made_anew_only_when_needed(client: httpx.AsyncClient) -> None:
    cookie = client.cookies["hearth"]
    assert (await client.post("/api/session")).json() == {"session": "resumed"}
    assert client.cookies["hearth"] == cookie
    client.cookies.clear()
    client.cookies.set("hearth", "forged.value")
    assert (await post(client, "hello")).status_code == 401


async def test_a_store_that_is_gone_is_503_with_the_number_and_danger_is_answered(
    client: httpx.AsyncClient, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(write: bool = True) -> Any:
        raise StoreError("gone")

    monkeypatch.setattr(house.database, "session", gone)
    refused = await post(client, "hello")
    assert refused.status_code == 503 and refused.headers["retry-after"]
    assert "999" in refused.json()["error"]["message"]
    danger = (await post(client, OVERDOSE, "m2")).json()["replies"]
    assert danger[0]["kind"] == "crisis" and "999" in danger[0]["text"]
    urgent = await client.post("/api/messages", json={"id": "m3", "button": "urgent"})
    assert urgent.json()["replies"][0]["kind"] == "crisis"
    page = await client.get("/urgent")
    assert page.status_code == 200 and "tel:999" in page.text
    assert (await client.get("/api/messages")).status_code == 503
    assert (await client.get("/api/export")).status_code == 503


async def test_the_urgent_page_does_not_wait_for_a_slow_store(
    client: httpx.AsyncClient, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages_module, "COUNTRY_PATIENCE", 0.05)
    monkeypatch.setattr(house.people, "get", lambda person: time.sleep(3))
    began = time.monotonic()
    page = await client.get("/urgent")
    assert "tel:999" in page.text and time.monotonic() - began < 2


async def test_the_urgent_page_can_be_asked_for_a_country(client: httpx.AsyncClient) -> None:
    assert "tel:911" in (await client.get("/urgent", params={"country": "us"})).text
    assert "tel:999" in (await client.get("/urgent", params={"country": "<b>"})).text


async def test_an_error_of_ours_is_a_sentence_and_its_text_stays_inside(
    client: httpx.AsyncClient, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(person: str, after: int) -> Any:
        raise RuntimeError("canary")

    monkeypatch.setattr(house.outbox, "history", broken)
    answer = await client.get("/api/messages")
    assert answer.status_code == 503 and "canary" not in answer.text
    assert set(answer.json()["error"]) == {"code", "message"}


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"id": "a b", "text": "x"}, 400, "bad_id"),
        ({"id": "x" * 81, "text": "x"}, 400, "bad_id"),
        ({"id": "a"}, 400, "bad_message"),
        ({"id": "a", "text": "x", "button": "y"}, 400, "bad_message"),
        ({"id": "a", "button": ["y"]}, 400, "bad_message"),
        ({"id": "a", "text": "y" * 5000}, 413, "too_long"),
        ({"id": "a", "text": "y" * 70000}, 413, "too_long"),
        ([], 400, "bad_json"),
    ],
)
async def test_bad_bodies_have_their_codes(client: httpx.AsyncClient, body: Any, status: int, code: str) -> None:
    answer = await client.post("/api/messages", json=body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


async def test_too_many_messages_are_429_with_a_time_to_wait(client: httpx.AsyncClient) -> None:
    answers = [await post(client, "hello", f"m{n}") for n in range(51)]
    assert {a.status_code for a in answers[:50]} == {200}
    assert answers[50].status_code == 429 and int(answers[50].headers["retry-after"]) > 0
    assert (await post(client, OVERDOSE, "danger")).status_code == 200


@pytest.mark.parametrize("after", ["-1", "x", "1" * 19, "1.5", "²"])
async def test_after_is_a_whole_number(client: httpx.AsyncClient, after: str) -> None:
    assert (await client.get("/api/messages", params={"after": after})).status_code == 400


async def test_an_open_page_gets_what_comes_and_what_it_missed(client: httpx.AsyncClient, web: Web) -> None:
    await post(client, "hello")
    person = web.sessions.person(client.cookies["hearth"])
    assert person is not None
    stream = web._stream(person, "0")
    missed = json.loads((await stream.__anext__())["data"])
    assert missed["text"] == "heard hello"
    coming = asyncio.ensure_future(stream.__anext__())
    await asyncio.sleep(0.05)
    await web.turns.say(person, "followup:1", [{"kind": "followup", "text": "how was it?"}])
    event = await asyncio.wait_for(coming, 5)
    assert json.loads(event["data"])["kind"] == "followup" and int(event["id"]) > missed["id"]
    await stream.aclose()
    assert not web.door._streams


async def test_only_the_widget_s_files_are_given_out(client: httpx.AsyncClient) -> None:
    assert (await client.get("/widget/hearth-chat.js")).status_code == 200
    for path in ("/widget/index.html", "/widget/..%2fweb.py", "/widget/nothing.js"):
        assert (await client.get(path)).status_code == 404


async def test_every_answer_carries_the_security_headers(client: httpx.AsyncClient) -> None:
    for answer in (await client.get("/"), await client.get("/nothing"), await post(client, "hi")):
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-content-type-options"] == "nosniff"


async def test_export_is_a_file_for_whoever_has_something(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/export")).status_code == 404
    await post(client, "hello")
    answer = await client.get("/api/export")
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.json()["messages"][0]["text"] == "hello"
