"""The plain form: hidden, stretched, spaced, leet and misspelt words become themselves again."""

from __future__ import annotations

import pytest

from coaching.safety.normalise import Normaliser


@pytest.fixture(scope="module")
def plain() -> Normaliser:
    return Normaliser()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("over\u200bdosed", "overdosed"),
        ("brea\u00adthing", "breathing"),
        ("\u202esuicidal", "suicidal"),
        ("ѕuісіdаl", "suicidal"),
        ("ｋｎｉｆｅ", "knife"),
        ("s̷e̷i̷z̷u̷r̷e̷", "seizure"),
        ("breeeathing", "breathing"),
        ("o v e r d o s e d", "overdosed"),
        ("s.u.i.c.i.d.a.l", "suicidal"),
        ("0verd0sed", "overdosed"),
        ("suicidle", "suicidal"),
        ("unconsious", "unconscious"),
        ("strangeld", "strangled"),
        ("kms", "kill myself"),
        ("he isn't", "he is not"),
        ("she wont", "she will not"),
        ("hes", "he is"),
        ("💊", "pills"),
    ],
)
def test_a_disguised_word_becomes_plain(plain: Normaliser, written: str, meant: str) -> None:
    assert plain(written) == meant


@pytest.mark.parametrize("word", ["googling", "breeding", "hammered", "yellow", "threads", "bathing", "2mg", "4am"])
def test_a_word_spelt_right_stays(plain: Normaliser, word: str) -> None:
    assert plain(word) == word


def test_letters_without_gaps_are_parted_only_when_all_are_words(plain: Normaliser) -> None:
    assert plain.split("killmyself") == "kill myself"
    assert plain.split("qzxkill") == ""


@pytest.mark.parametrize("odd", ["", " ", "\x00", "\ud800", "\u200b" * 50, "🏳️‍🌈", "a\u0301" * 3000])
def test_odd_input_never_raises(plain: Normaliser, odd: str) -> None:
    assert isinstance(plain(odd), str)
