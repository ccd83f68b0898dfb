from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cleaning import clean, without_slash


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("he\u200bis not\u2060 breathing", "heis not breathing"),
        ("\u202ehello\u202c", "hello"),
        ("a\x00b", "ab"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
        ("ｆｕｌｌ width", "full width"),
        ("line\r\nbreak\rstays", "line\nbreak\nstays"),
        ("e" + "\u0301" * 50, unicodedata.normalize("NFC", "e\u0301") + "\u0301" * 3),
        ("  spaces round it \n", "spaces round it"),
        ("", ""),
    ],
)
def test_hidden_and_broken_characters_go_and_words_stay(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


def test_a_family_emoji_keeps_its_joiners() -> None:
    assert clean("\U0001f468\u200d\U0001f469\u200d\U0001f467") == "\U0001f468\u200d\U0001f469\u200d\U0001f467"


@given(st.text())
def test_cleaning_twice_is_cleaning_once_and_the_result_can_be_stored(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    once.encode("utf-8")
    assert "\x00" not in once


@pytest.mark.parametrize("text", ["/restart", '/greet{"country": "XX"}', "//x", " /session_start", "\\/x"])
def test_a_typed_command_reaches_rasa_as_words(text: str) -> None:
    assert not without_slash(clean(text)).startswith("/")
