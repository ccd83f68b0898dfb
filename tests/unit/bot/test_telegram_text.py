from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram_text import LIMIT, sendable, split, units


def test_a_short_text_stays_whole() -> None:
    assert split("One.\n\nTwo.") == ["One.\n\nTwo."]


def test_nothing_gives_nothing() -> None:
    assert split(" \n ") == []


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("First part. More.\n\nSecond part. More.", ["First part. More.", "Second part. More."]),
        ("First line, long.\nSecond line, long.", ["First line, long.", "Second line, long."]),
        ("One sentence here. Another one here.", ["One sentence here.", "Another one here."]),
        ("one two three four five six seven", ["one two three four five", "six seven"]),
    ],
)
def test_a_long_text_is_cut_at_the_best_place(text: str, pieces: list[str]) -> None:
    assert split(text, 24) == pieces


def test_a_word_longer_than_a_message_is_cut_anywhere() -> None:
    assert split("x" * 10, 4) == ["xxxx", "xxxx", "xx"]


def test_an_emoji_counts_twice_and_is_never_cut_in_two() -> None:
    assert units("a😀") == 3
    assert split("😀" * 5, 5) == ["😀😀", "😀😀", "😀"]


def test_what_can_not_be_sent_is_replaced() -> None:
    assert sendable("a\ud83d b\0c").encode("utf-8")
    assert "\0" not in sendable("b\0c")


@given(st.text(alphabet=st.sampled_from("ab. \n😀!\"'"), max_size=300), st.integers(8, 60))
def test_no_piece_is_too_long_and_no_word_is_lost(text: str, limit: int) -> None:
    pieces = split(text, limit)
    assert all(0 < units(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert LIMIT == 4096
