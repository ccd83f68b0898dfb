"""Values out of free text: numbers, yes and no, choices, times, names, relations, substances."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from coaching.language.values import every, nickname, number, ordinal_choice, relation, substance, when, yes

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 18, 14, 30, tzinfo=LONDON)  # a Wednesday


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("8", 8), ("eight", 8), ("maybe a 6 or 7", 6.5), ("7/10", 7), ("not even a three", 2), ("im a 5", 5), ("a solid 8!", 8),
        ("about seven and a half", 7.5), ("8.5", 8.5), ("3,5", 3.5), ("70%", 7), ("0", 0), ("ten out of ten", 10), ("between 4 and 6", 5),
        ("on a scale of 0-10 id say 6", 6), ("6-7", 6.5), ("six or seven out of ten", 6.5), ("twenty five", 25), ("no wait, 4", 4),
        ("7\ufe0f\u20e3", 7), ("it was a 4, actually 6", 6), ("5ish", 5), ("5 ish", 5), ("8, i did it 3 times", 8), ("zero chance", 0), ("less than 4", 3),
        ("no idea", None), ("i dont know", None), ("someone", None), ("that one", None), ("", None), ("he came home", None), ("3 kids and 2 jobs", None),
        ("no one knows", None),
    ],
)  # fmt: skip
def test_a_number_is_read_in_digits_and_words(said: str, expected: float | None) -> None:
    assert number(said) == expected


@pytest.mark.parametrize(
    "said",
    [
        "yes", "yeah", "Yep!", "suppose so", "👍", "haan", "no problem", "yes please", "ok", "k", "i guess", "sure", "absolutely", "y", "well yes",
        "go on then", "why not", "he is", "they are safe", "of course", "i do", "save it", "kind of", "yes but not now", "no yeah", "probably",
        "sounds good", "ok then", "course", "please do", "👌", "yes he's breathing", "i don't mind", "too right",
    ],
)  # fmt: skip
def test_a_yes_is_heard(said: str) -> None:
    assert yes(said) is True


@pytest.mark.parametrize(
    "said",
    [
        "no", "nah mate", "not really", "nope", "👎", "i dont think so", "yeah no", "no way", "no he isnt", "not yet", "absolutely not", "n", "oh god no",
        "i'd rather not", "of course not", "i don't", "nothing", "probably not", "no he is asleep", "definitely not", "no thanks", "maybe later", "nahi",
        "i can't", "doubt it", "never",
    ],
)  # fmt: skip
def test_a_no_is_heard(said: str) -> None:
    assert yes(said) is False


@pytest.mark.parametrize(
    "said",
    ["", "maybe", "not sure", "dont know", "no idea", "no clue", "hmm", "it depends", "yes and no", "blue", "👍👎",
     "he said he would come and then he took my card and left again with my keys"],
)  # fmt: skip
def test_what_is_neither_yes_nor_no_is_not_guessed(said: str) -> None:
    assert yes(said) is None


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2", 1), ("the second one", 1), ("last", 2), ("b", 1), ("a", 0), ("first one please", 0), ("option 3", 2), ("#1", 0), ("the middle one", 1),
        ("second to last", 1), ("number two", 1), ("i like the third", 2), ("1st", 0), ("option b", 1), ("7", None), ("neither", None), ("1 and 2", None),
        ("that one", None), ("the cash one", None), ("", None), ("d", None),
    ],
)  # fmt: skip
def test_one_of_several_is_chosen_by_its_place(said: str, expected: int | None) -> None:
    assert ordinal_choice(said, 3) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("friday after work", "2026-11-20 18:00"), ("every sunday 7ish", "2026-11-22 19:00"), ("tomorrow morning", "2026-11-19 09:00"), ("in two hours", "2026-11-18 16:30"),
        ("3pm", "2026-11-18 15:00"), ("next week", "2026-11-23 10:00"), ("tonight", "2026-11-18 20:00"), ("in half an hour", "2026-11-18 15:00"),
        ("saturday", "2026-11-21 10:00"), ("next friday", "2026-11-27 10:00"), ("half seven", "2026-11-18 19:30"), ("quarter to 8 tomorrow", "2026-11-19 07:45"),
        ("at 7", "2026-11-18 19:00"), ("the 5th", "2026-12-05 10:00"), ("5 december", "2026-12-05 10:00"), ("in a couple of days", "2026-11-20 14:30"),
        ("wednesday", "2026-11-25 10:00"), ("weekend", "2026-11-21 10:00"), ("15:30", "2026-11-18 15:30"), ("in 20 mins", "2026-11-18 14:50"), ("2am", "2026-11-19 02:00"),
        ("the day after tomorrow at noon", "2026-11-20 12:00"), ("in an hour and a half", "2026-11-18 16:00"), ("sunday at 7 in the evening", "2026-11-22 19:00"),
        ("monday week", "2026-11-30 10:00"), ("fri 8pm", "2026-11-20 20:00"), ("after dinner", "2026-11-18 20:00"), ("1pm", "2026-11-19 13:00"),
    ],
)  # fmt: skip
def test_a_time_is_read_and_lies_ahead(said: str, expected: str) -> None:
    found = when(said, NOW)
    assert found is not None and found > NOW and found.tzinfo is LONDON
    assert f"{found:%Y-%m-%d %H:%M}" == expected


@pytest.mark.parametrize(
    "said", ["", "when he's calm", "7", "never", "he sat down", "i don't know", "the 40th", "at 99:99"]
)
def test_what_is_no_time_is_not_guessed(said: str) -> None:
    assert when(said, NOW) is None


def test_tonight_said_late_at_night_is_still_ahead() -> None:
    late = NOW.replace(hour=23, minute=10)
    found = when("tonight", late)
    assert found is not None and timedelta(0) < found - late <= timedelta(hours=2)


def test_two_hours_are_two_hours_also_when_the_clocks_change() -> None:
    night = datetime(2026, 10, 25, 0, 30, tzinfo=LONDON)  # summer time ends at 02:00
    found = when("in two hours", night)
    assert found is not None and found.astimezone(timezone.utc) - night.astimezone(timezone.utc) == timedelta(hours=2)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("every sunday 7ish", "week"),
        ("daily", "day"),
        ("each morning", "day"),
        ("once a week", "week"),
        ("on fridays", "week"),
        ("tomorrow", ""),
        ("", ""),
    ],
)
def test_how_often_is_read(said: str, expected: str) -> None:
    assert every(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Tom", "Tom"), ("call him jay", "Jay"), ("my son Danny drinks", "Danny"), ("his name is Ravi", "Ravi"), ("just J please", "J"), ("I call her Bee", "Bee"),
        ("he's called Mo.", "Mo"), ("my son's name is Ade", "Ade"), ("mary ann", "Mary ann"), ("skip", ""), ("rather not say", ""), ("no", ""), ("i dont know what to do", ""),
        ("My brother HAS relapsed", ""), ("", ""), ("12345", ""), ("{x}", ""),
    ],
)  # fmt: skip
def test_a_nickname_is_read_and_nothing_else(said: str, expected: str) -> None:
    assert nickname(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("my son drinks", "son"), ("hubby", "husband"), ("my mum says my brother relapsed", "brother"), ("my husband's drinking", "husband"), ("my sister's boyfriend smokes", ""),
        ("it's my daughter", "daughter"), ("mother in law", "mother-in-law"), ("my 19 year old son", "son"), ("i am worried", ""), ("my partner", "partner"), ("my best mate", "friend"),
        ("my bf", "partner"), ("dad", "father"), ("my step son moved back", "stepson"), ("my grandson", "grandson"), ("", ""),
    ],
)  # fmt: skip
def test_the_relation_is_read(said: str, expected: str) -> None:
    assert relation(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("he drinks", "alcohol"), ("weed all day", "cannabis"), ("oxys and wine", "opioids"), ("she takes pills", "pills"), ("on ice", "meth"), ("vaping", "nicotine"), ("coke", "cocaine"),
        ("ket", "ketamine"), ("drugs and heroin", "heroin"), ("he bets", "gambling"), ("joint account", ""), ("energy drinks", ""), ("nothing", ""), ("xanax", "benzodiazepines"),
    ],
)  # fmt: skip
def test_the_substance_is_read(said: str, expected: str) -> None:
    assert substance(said) == expected
