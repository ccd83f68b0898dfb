"""The skill "resources": numbers only from the checked file, the country asked once."""

import re

from coaching.content import CONTENT, load_yaml, wording
from coaching.dialogue import Context, Profile
from coaching.effects import Remember
from coaching.resources import TOPICS, Resources, goes_on, numbers, topic_of
from tests.unit.coaching.render import NOW, Walk, context, hear, render


def test_asks_for_the_country_once_and_remembers_it() -> None:
    walk = Walk(Resources())
    walk.start("is there a helpline i can ring tonight")
    texts = walk.press("AU")
    assert walk.step.done and "1300 368 186" in texts[0] and "000" in texts[0]
    assert Remember({"country": "AU"}) in walk.effects


def test_a_known_country_is_not_asked() -> None:
    ctx = Context(Profile(country="US"), NOW)
    texts = render(Resources().start(hear("a number to call"), ctx))
    assert "988" in texts[0]


def test_the_country_may_be_typed_and_misread_twice() -> None:
    walk = Walk(Resources())
    walk.start("a real person please, any phone number")
    walk.say("over the rainbow")
    assert not walk.step.done
    texts = walk.say("still over the rainbow")
    assert walk.step.done and "112" in texts[0]
    walk = Walk(Resources())
    walk.start("helpline?")
    walk.say("New Zealand")
    assert walk.step.done


def test_every_topic_has_its_two_lines() -> None:
    for topic in TOPICS:
        if topic != "lines":
            assert len(render(Resources().start(hear(value=topic), Context(Profile(), NOW)))) == 2


def test_every_country_can_be_shown() -> None:
    for code in numbers().countries:
        step = Resources().start(hear(value="lines"), Context(Profile(country=code), NOW))
        assert render(step) and step.done


def test_no_number_stands_in_the_content() -> None:
    said = [text for path, _, text in wording().texts() if path.name == "resources_help.yml"]
    assert said and not any(re.search(r"\d{3,}", text) for text in said)


def test_topics_are_read_from_words() -> None:
    assert topic_of("where do i get narcan") == "naloxone"
    assert topic_of("there is a waiting list of months") == "waiting"
    assert topic_of("online meeting for mums") == "online"
    assert topic_of("hello") == ""
    assert "resources_help.ask_topic" in wording().lines


def test_what_is_true_in_one_country_is_said_there_only() -> None:
    def said(country: str) -> str:
        return " ".join(render(Resources().start(hear(value="naloxone"), Context(Profile(country=country), NOW))))

    assert "Australia" in said("AU") and "prescription medicine" in said("IE")
    assert not any(place in said("JP") for place in ("Australia", "Ireland", "Canada", "In the US", "In the UK"))
    assert len(render(Resources().start(hear(value="naloxone"), Context(Profile(country="US"), NOW)))) == 3


def test_every_topic_and_every_country_s_line_names_its_source() -> None:
    sources = load_yaml(CONTENT / "resources_help.yml")["sources"]
    here = {key.split(".")[1] for key in wording().lines if re.fullmatch(r"resources_help\.[a-z]+_[a-z]{2}", key)}
    assert set(sources) == here | {topic for topic in TOPICS if topic != "lines"}
    assert all(sources.values()) and len(here) >= 10
    assert {line.rpartition("_")[2].upper() for line in here} <= set(numbers().countries)


def test_a_number_that_is_not_known_is_never_made_up() -> None:
    here = context()
    here.profile.country = "GB"
    texts = render(Resources().start(hear("whats the number for al anon"), here))
    assert "Al-Anon" in texts[0] and "116 123" in texts[1]


def test_a_follow_up_stays_in_the_talk_about_help() -> None:
    talking = context()
    talking.profile.notes["help"] = {"topic": "cost", "at": NOW.isoformat()}
    for said in ("im in ohio", "and canada?", "near me", "and online?", "lines to call please"):
        assert goes_on(said, talking), said
        assert not goes_on(said, context()), said
    assert goes_on("do you have one for scotland", context())
    assert not goes_on("my brother went to rehab in canada and came back worse than he was", talking)
