from __future__ import annotations

import pytest

from bot.sessions import Sessions

KEY = b"k" * 32


def test_a_cookie_of_ours_names_the_same_person_again() -> None:
    cookie = Sessions(KEY).new()
    assert Sessions(KEY).person(cookie) == Sessions(KEY).person(cookie) is not None


@pytest.mark.parametrize("forged", [None, "", "x", "x.y", ".", "abc.", ".abc"])
def test_a_forged_cookie_names_nobody(forged: str | None) -> None:
    assert Sessions(KEY).person(forged) is None


def test_a_changed_session_or_another_key_names_nobody() -> None:
    cookie = Sessions(KEY).new()
    session, signature = cookie.split(".")
    assert Sessions(KEY).person(session[:-1] + ("A" if session[-1] != "A" else "B") + "." + signature) is None
    assert Sessions(b"o" * 32).person(cookie) is None


def test_a_person_has_no_readable_address_in_their_id() -> None:
    sessions = Sessions(KEY)
    assert "4711" not in sessions.person_id("telegram", "4711")
    assert sessions.person_id("telegram", "4711") != sessions.person_id("web", "4711")
