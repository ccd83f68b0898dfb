"""Which language a message is in: other languages are told from English, and English is never taken for another."""

from __future__ import annotations

import pytest

from coaching.content import wording
from coaching.language.tongues import OTHER, SPOKEN, tongue
from coaching.safety.foreign import Foreign
from tests.benchmarks.languages import english, english_after_all, foreign


@pytest.mark.parametrize("text", english_after_all())
def test_english_with_borrowed_words_and_errors_is_english(text: str) -> None:
    assert tongue(text) == ""


def test_ordinary_english_is_hardly_ever_taken_for_another_language() -> None:
    texts = english()
    assert sum(bool(tongue(text)) for text in texts) <= 0.003 * len(texts)


def test_messages_in_other_languages_are_known() -> None:
    rows = foreign()
    assert sum(tongue(text) == name for name, _, text in rows) >= 0.97 * len(rows)
    assert all(any(tongue(text) == name for n, _, text in rows if n == name) for name in SPOKEN)


def test_of_messages_written_after_the_word_lists_most_are_known() -> None:
    rows = foreign("other_languages_apart.tsv")
    assert sum(tongue(text) == name for name, _, text in rows) >= 0.88 * len(rows)
    assert not [text for name, _, text in rows if tongue(text) not in (name, "")], "never answered in a wrong language"


def test_words_of_danger_are_heard_and_only_these() -> None:
    hear = Foreign().read
    for _, danger, text in foreign():
        assert bool(hear(text)) == danger, text


def test_one_word_is_no_language_unless_it_calls_for_help() -> None:
    assert tongue("merci") == "" and tongue("Giovanni") == ""
    assert tongue("ayúdame") == "es" and tongue("Hilfe!") == "de"


@pytest.mark.parametrize("text", ["ಠ_ಠ", r"¯\_(ツ)_/¯", "👍🏽", "", "n o t  b r e a t h i n g", "123 456"])
def test_faces_marks_and_spaced_letters_are_no_language(text: str) -> None:
    assert tongue(text) == ""


def test_sister_languages_in_the_same_script_are_not_answered_in_the_wrong_one() -> None:
    assert tongue("мій син п'є щодня") == OTHER  # Ukrainian
    assert tongue("پسرم معتاد است") == OTHER  # Persian
    assert tongue("میرا بیٹا نشہ کرتا ہے") == "ur"
    assert tongue("ابني يتعاطى المخدرات") == "ar"


@pytest.mark.parametrize("name", SPOKEN)
def test_every_language_has_its_lines_with_the_number_in_the_first_sentence(name: str) -> None:
    import re

    for key in (f"talk.other_language_{name}", f"talk.other_language_danger_{name}"):
        for text in wording().lines[key].variants:
            assert "{emergency}" in re.split(r"(?<=[.。।۔!])\s*", text)[0], key
