"""Danger told in pieces, in emoji, spaced out, in leet, in capitals, after a slash, at the end of 4,000 characters."""

from __future__ import annotations

import pytest

from bot.parse import load_intents
from bot.second_reader import SecondReader
from coaching.safety import Level
from coaching.safety.screen import Screen

CALM = "We sat in the garden and he told me about his new job at the depot. I made a pot of tea and it was a good day. "
PLAIN = [
    ("she has overdosed", "sh3 has 0verd0sed"),
    ("i want to kill myself", "i want to k1ll mys3lf"),
    ("he has a knife", "he has a kn1fe"),
    ("he is not breathing", "he is not breath1ng"),
]


@pytest.fixture(scope="module")
def screen() -> Screen:
    return Screen(second=SecondReader(load_intents()))


@pytest.mark.parametrize(("text", "leet"), PLAIN)
def test_no_disguise_hides_it(screen: Screen, text: str, leet: str) -> None:
    spaced = "  ".join(" ".join(word) if len(word) > 4 else word for word in text.split())
    written = {
        "caps": text.upper(),
        "stretched": text.replace("e", "eeee", 1),
        "zero width": "\u200b".join(text),
        "soft hyphens": "\u00ad".join(text),
        "homoglyphs": text.translate(str.maketrans("aeo", "аео")),
        "full width": "".join(chr(ord(c) + 0xFEE0) if c.isalpha() else c for c in text),
        "leet": leet,
        "spaced": spaced,
        "slash": "/" + text,
        "command": "/greet " + text,
        "command with a payload": '/restart{"x": 1} ' + text,
        "last of 4,000 characters": (CALM * 40)[: 3990 - len(text)] + " " + text,
        "first of 4,000 characters": text + ". " + (CALM * 40)[:3900],
        "middle of a story": CALM * 4 + text + ". " + CALM * 4,
        "emoji around": "😭😭 " + text + " 😭",
        "after a button's words": "Yes, go on. " + text,
    }
    assert not [name for name, told in written.items() if screen.read(told).level is not Level.ALARM]


@pytest.mark.parametrize(
    "emoji", ["💊🚑", "🚑🚑🚑", "🔪😭", "💉😵🆘", "💊💊💊😵", "🔫😱", "🆘", "🚗🍺🍺🍺", "👶💊", "🩸🔪😭", "🚑 💊 😭"]
)
def test_emoji_alone_are_seen(screen: Screen, emoji: str) -> None:
    assert screen.read(emoji).level is not Level.NONE


@pytest.mark.parametrize("emoji", ["😭", "😂", "❤️", "🙏🙏", "👍", "🍺", "😴", "🎉🎂", "☕", "🐶"])
def test_ordinary_emoji_are_not(screen: Screen, emoji: str) -> None:
    assert screen.read(emoji).level is not Level.ALARM


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        (["he took his tablets", "all of them", "he wont wake up"], "danger_overdose"),
        (["we had a row", "he has been drinking since noon", "now he's taken the car"], "danger_driving"),
        (["my daughter is in her room", "she locked the door", "she says she wants to die"], "danger_suicide_other"),
        (["he's drunk again", "he's in the kitchen", "he's got a knife"], "danger_violence"),
        (["i am so tired", "i have a bottle of pills here", "i dont want to be alive"], "danger_suicide_self"),
        (["he stopped drinking on sunday", "he is in bed", "hes shaking and seeing things"], "danger_medical"),
        (["my ex has the kids", "he has been drinking all day", "he's driving the kids home"], "danger_child"),
    ],
)
def test_a_danger_split_over_three_messages_is_seen(screen: Screen, told: list[str], kind: str) -> None:
    *before, last = told
    danger = screen.read(last, before)
    assert danger.level is not Level.NONE
    assert danger.kind == kind


@pytest.mark.parametrize("last", ["thank you", "ok", "what does that mean", "my name is Ann"])
def test_an_old_danger_does_not_colour_what_follows(screen: Screen, last: str) -> None:
    assert screen.read(last, ["he is not breathing", "they are here now"]).level is not Level.ALARM


@pytest.mark.parametrize(
    "text",
    [
        "my son drinks", "my husband drinks", "my son is called Tom", "my daughter is called Ngozi",
        "i wont drive him any more", "i won't lend him the car any more", "he drives for work", "he'd never hit me",
        "she uses cocaine", "my brother is in rehab", "he is my stepson", "he's hungover", "i could kill him lol",
        "yes he's breathing fine", "no nobody is hurt", "i'm done bailing him out", "my girlfriend smokes weed",
    ],
)  # fmt: skip
def test_plain_facts_of_the_family_ask_nothing(screen: Screen, text: str) -> None:
    assert screen.read(text).level is Level.NONE
