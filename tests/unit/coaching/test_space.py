"""The skill "space"."""

from dataclasses import replace

from coaching.effects import Remember, Remove
from coaching.space import Space, one_to_delete, wish_of
from tests.unit.coaching.render import NOW, Walk, context, hear, render

AT = NOW.isoformat()
FULL = context(
    wording=[{"id": i, "at": AT, "text": f"I love you, number {i}"} for i in range(6)],
    limit=[{"id": 9, "at": AT, "limit": "no cash", "words": "I won't give cash any more"}],
    progress=[{"id": 10, "at": AT, "what": "came to dinner"}],
    practice=[{"id": 11, "at": AT, "scenario": "money"}],
    strain=[{"id": 12, "at": AT, "value": 6.0}],
    plan=[{"id": 13, "at": AT, "who": "Ann", "what": "write"}],
)


def test_shows_the_newest_first_and_not_too_many() -> None:
    texts = render(Space().start(hear("show me my saved wordings"), FULL))
    assert texts[0].index("number 5") < texts[0].index("number 2") and "number 1" not in texts[0]


def test_every_kind_can_be_shown_full_and_empty() -> None:
    for kind in ("wording", "limit", "progress", "practice", "strain", "plan"):
        assert render(Space().start(hear(value=kind), FULL))
        assert render(Space().start(hear(value=kind), context()))


def test_overview_counts_what_is_kept() -> None:
    assert "6" in render(Space().start(hear("what have you got"), FULL))[0]
    assert render(Space().start(hear("what have you got"), context()))


def test_delete_needs_one_clear_yes() -> None:
    walk = Walk(Space(), FULL)
    walk.start("delete everything")
    assert walk.at == "sure"
    walk.say("hm what happens then with the rest")
    assert walk.at == "sure"
    walk.press("delete_yes")
    assert walk.step.done and walk.step.state == {"do": "delete"}


def test_delete_can_be_refused_or_turned_into_a_copy() -> None:
    walk = Walk(Space(), FULL)
    walk.start("wipe it all")
    walk.say("no")
    assert walk.step.done and "do" not in walk.step.state
    walk = Walk(Space(), FULL)
    walk.start("wipe it all")
    walk.press("export")
    assert walk.step.state == {"do": "export"}


def test_export_is_ordered_at_once() -> None:
    assert Space().start(hear("can i download my data"), FULL).state == {"do": "export"}


def test_privacy_and_who_can_read_are_answered_plainly() -> None:
    assert "encrypted" in render(Space().start(hear("is this private"), FULL))[0]
    assert "key" in render(Space().start(hear("who can read this"), FULL))[0]


def test_country_and_clock_are_remembered() -> None:
    walk = Walk(Space())
    walk.start("change my country")
    walk.say("blah")
    assert walk.at == "country"
    walk.say("Ireland")
    assert walk.effects == [Remember({"country": "IE"})]
    walk = Walk(Space())
    walk.start("my time zone is wrong")
    walk.say("4:30 pm")
    assert walk.effects == [Remember({"timezone": "Etc/GMT-2"})]


def test_reads_wishes() -> None:
    assert wish_of("my boundaries please") == "limit"
    assert wish_of("could my husband find out? who sees this") == "who"


def test_telegram_s_own_copy_is_told_of_on_telegram_only() -> None:
    for wish in ("privacy", "who"):
        for channel in ("web", "telegram"):
            texts = " ".join(render(Space().start(hear(value=wish), replace(FULL, channel=channel))))
            assert ("Telegram" in texts) is (channel == "telegram")


def test_one_saved_thing_is_deleted_on_a_yes_and_nothing_else() -> None:
    walk = Walk(Space(), FULL)
    walk.start("delete the last wording")
    walk.press("one_yes")
    assert walk.step.done and walk.step.effects == [Remove(5)]
    shown = context(wording=[{"id": 7, "at": AT, "text": "a"}, {"id": 8, "at": AT, "text": "b"}])
    shown.profile.notes["shown"] = [8, 7]
    for said, item in (("delete that one", 8), ("remove the second one", 7), ("delete the oldest one", 7)):
        found = one_to_delete(said, shown)
        assert found is not None and found["id"] == item
    assert one_to_delete("delete everything", shown) is None


def test_who_can_see_it_and_how_to_hide_it_are_told() -> None:
    assert wish_of("can my husband see this") == "who"
    assert "Escape" in render(Space().start(hear("hide word?"), FULL))[0]


def test_a_country_told_while_looking_for_help_brings_its_numbers() -> None:
    looking = context()
    looking.profile.notes["help"] = {"topic": "lines", "at": NOW.isoformat()}
    assert "Ireland" in render(Space().start(hear("im in ireland", value="country"), looking))[0]
