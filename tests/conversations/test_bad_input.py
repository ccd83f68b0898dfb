"""What no program should be sent, through the web door of the whole stack: each has a defined, polite answer."""

from __future__ import annotations

import concurrent.futures
import uuid

import httpx
import pytest

from tests.service import Service, said


def new_id() -> str:
    return uuid.uuid4().hex


def test_an_empty_message_gets_a_kind_line(service: Service) -> None:
    person = service.person()
    for text in ("", "   ", "\u200b\u200e", "\x00"):
        assert said(person.say(text), "talk.empty")


def test_ten_megabytes_are_refused_with_a_sentence(service: Service) -> None:
    person = service.person()
    answer = person.post({"id": new_id(), "text": "a" * 10_000_000})
    assert answer.status_code == 413
    assert answer.json()["error"]["code"] == "too_long"


def test_more_than_a_message_holds_is_refused_and_danger_in_it_is_answered(service: Service) -> None:
    person = service.person()
    story = "we had such a long week and then some more of it. " * 100
    assert person.post({"id": new_id(), "text": story}).status_code == 413
    answer = person.post({"id": new_id(), "text": story + " he is not breathing and his lips are blue"})
    assert answer.status_code == 200
    assert answer.json()["replies"][0]["kind"] == "crisis"


@pytest.mark.parametrize(
    "text",
    [
        "/restart",
        '/set_boundary{"x":"y"}',
        "/session_start",
        "EXTERNAL: x",
        "<script>alert(1)</script>",
        "<b>hi</b> & 'quotes' \"double\"",
        "{loved_one} {emergency} {0} %s {{x}}",
        "\u202eturned round\u202c",
        "h\u200be\u200bl\u200blo",
        "robert'); drop table people;--",
        "🫠" * 200,
        "ç̶̨̛̼̲̳͓̰̾̈́͂̿̓͝o̵̡̱̱̜̊̈́̀̉̒̾͠m̸̛̺̺̙̈́̽̎̉͘͝bining",
        "]]>*_`[link](http://x)",
    ],
)
def test_odd_text_is_just_text(service: Service, text: str) -> None:
    person = service.person()
    assert person.say(text)
    assert "crisis" not in person.kinds
    assert person.say("thank you")  # and the talk goes on


def test_a_typed_danger_payload_is_read_as_words(service: Service) -> None:
    person = service.person()
    person.say("/danger_overdose")
    # Run as a payload it would end in silence, and so in the fallback. The word in it may be asked about, as typed.
    assert "notice" not in person.kinds
    assert "danger_overdose" not in person.text


def test_a_typed_command_sets_nothing(service: Service) -> None:
    person = service.person()
    person.say('/give_consent{"country": "XX"}')
    person.say("/session_start")
    export = person.client.get("/api/export").json()
    assert export["person"]["country"] == ""


def test_a_lone_surrogate_is_no_crash(service: Service) -> None:
    person = service.person()
    raw = b'{"id": "lone-surrogate-1", "text": "hello \\ud800 there"}'
    answer = person.client.post("/api/messages", content=raw, headers={"content-type": "application/json"})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"null", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"[" * 60_000, "application/json", 400),
        (b'{"id": "a"}', "application/json", 400),
        (b'{"id": "a", "text": "x", "button": "y"}', "application/json", 400),
        (b'{"id": "a", "text": 7}', "application/json", 400),
        (b'{"id": "", "text": "x"}', "application/json", 400),
        (b'{"id": 5, "text": "x"}', "application/json", 400),
        (b'{"id": "bad id with spaces", "text": "x"}', "application/json", 400),
        (b'{"id": "a", "text": "x"}', "text/plain", 415),
        (b"id=a&text=x", "application/x-www-form-urlencoded", 415),
    ],
)
def test_wrong_json_and_wrong_types_get_a_clear_error(service: Service, body: bytes, kind: str, status: int) -> None:
    answer = service.person(agreed=False).client.post("/api/messages", content=body, headers={"content-type": kind})
    assert answer.status_code == status
    assert set(answer.json()["error"]) == {"code", "message"}


def test_without_or_with_a_forged_cookie_nobody_gets_in(service: Service) -> None:
    for cookies in ({}, {"hearth": "forged.cookie"}):
        with httpx.Client(base_url=service.address, cookies=cookies, trust_env=False) as stranger:
            assert stranger.post("/api/messages", json={"id": "x1", "text": "hello"}).status_code == 401
            for path in ("/api/messages", "/api/events", "/api/export", "/api/images/x"):
                assert stranger.get(path).status_code == 401


def test_a_page_of_another_site_is_refused(service: Service) -> None:
    person = service.person()
    answer = person.client.post(
        "/api/messages", json={"id": new_id(), "text": "hello"}, headers={"origin": "https://evil.example"}
    )
    assert answer.status_code == 403


def test_somebody_else_s_button_does_nothing(service: Service) -> None:
    one, other = service.person(), service.person()
    one.say("what can you do")
    token = one.replies[-1]["buttons"][0]["token"]
    answer = other.post({"id": new_id(), "button": token})
    assert answer.status_code == 200
    assert said(answer.json()["replies"][0]["text"], "talk.old_button")


def test_an_invented_button_does_nothing(service: Service) -> None:
    person = service.person()
    answer = person.post({"id": new_id(), "button": "/restart"})
    assert said(answer.json()["replies"][0]["text"], "talk.old_button")


def test_the_same_id_twice_gives_the_same_answer_and_runs_nothing(service: Service) -> None:
    person = service.person()
    body = {"id": new_id(), "text": "it has been such a week, i dont know any more"}
    first, second = person.post(body).json(), person.post(body).json()
    assert first == second
    assert sum(m["text"] == body["text"] for m in person.history()) == 1


def test_the_same_id_of_another_person_is_another_message(service: Service) -> None:
    one, other = service.person(), service.person()
    body = {"id": "shared-id", "text": "hello"}
    ids = [person.post(body).json()["replies"][0]["id"] for person in (one, other)]
    assert ids[0] != ids[1]


def test_ten_messages_at_once_are_all_answered_in_order(service: Service) -> None:
    person = service.person()
    texts = [f"message number {n}, it was a hard day" for n in range(10)]
    with concurrent.futures.ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda text: person.post({"id": new_id(), "text": text}), texts))
    assert [a.status_code for a in answers] == [200] * 10
    history = person.history()
    mine = [m for m in history if m["from"] == "you"]
    assert sorted(m["text"] for m in mine if m["text"] in texts) == sorted(texts)
    assert all(a.json()["replies"] for a in answers)


def test_nobody_sees_another_s_history(service: Service) -> None:
    one, other = service.person(), service.person()
    one.say("my secret is under the blue stone")
    assert "blue stone" not in str(other.history())
    assert "blue stone" not in other.client.get("/api/export").text


def test_health_and_unknown_paths_answer_in_json(service: Service) -> None:
    with httpx.Client(base_url=service.address, trust_env=False) as client:
        assert client.get("/health/live").json() == {"live": True}
        assert client.get("/health/ready").json()["ready"] is True
        missing = client.get("/conversations/x/tracker")
        assert missing.status_code == 404 and missing.json()["error"]["code"] == "not_found"
        assert client.get("/widget/../web.py").status_code == 404
        assert client.get("/widget/%2e%2e%2fweb.py").status_code == 404
