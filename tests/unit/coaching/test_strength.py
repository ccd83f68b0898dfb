"""The skill "strength"."""

from datetime import timedelta

from coaching.dialogue import Context, Heard, Profile
from coaching.effects import Save
from coaching.strength import Strength
from tests.unit.coaching.render import NOW, Walk, context, render


def saved(walk: Walk, kind: str) -> list[dict[str, object]]:
    return [dict(e.fields) for e in walk.effects if isinstance(e, Save) and e.kind == kind]


def test_strain_is_kept_and_a_minute_of_calm_ends_with_a_small_step() -> None:
    walk = Walk(Strength())
    walk.start()
    walk.say("about a 6")
    assert saved(walk, "strain") == [{"value": 6.0}]
    texts = walk.say("never knowing if she comes home")
    assert "never knowing" in texts[0]
    walk.press("calm")
    walk.press("once_more")
    walk.say("done")
    assert walk.step.done and len(walk.step.say) == 2


def test_harsh_voice_is_answered_with_their_own_words() -> None:
    walk = Walk(Strength())
    walk.start("i keep blaming myself for everything that happened with him")
    assert walk.step.say[0].key == "feelings.said_guilt" and walk.at == "way", "told already: no number is asked for"
    walk.press("voice")
    walk.say("I should have seen it coming")
    texts = walk.say("You did what you could with what you knew")
    assert "You did what you could" in " ".join(texts)
    assert saved(walk, "wording")[0]["situation"] == "to_myself"


def test_nobody_is_an_answer_and_leads_to_a_plan() -> None:
    walk = Walk(Strength())
    walk.start(value="people")
    walk.say("nobody really")
    walk.say("my sister Ann")
    walk.press("write")
    assert walk.step.done
    assert saved(walk, "plan")[0]["what"] == "write"


def test_no_strain_out_of_range_is_taken() -> None:
    walk = Walk(Strength())
    walk.start()
    for bad in ("42", "blue", "-3"):
        walk.say(bad)
        assert walk.at == "strain"
    assert not walk.effects


def test_hopeless_words_get_a_gentle_check_with_the_line_of_the_country() -> None:
    ctx = Context(Profile(loved_one="Danny", country="US"), NOW)
    walk = Walk(Strength(), ctx)
    texts = walk.start("i feel hopeless and can't cope any more")
    assert "988" in texts[0]


def test_hopeless_words_without_a_known_line_point_to_the_emergency_number() -> None:
    texts = Walk(Strength()).start("i am at breaking point")
    assert "112" in texts[0]


def test_a_very_high_number_gets_the_check_too() -> None:
    walk = Walk(Strength())
    walk.start()
    assert walk.say("10")[0] == render(walk.step)[0]
    assert walk.step.say[0].key == "strength.worn"


def test_a_strain_told_today_is_not_asked_again() -> None:
    ctx = context(strain=[{"id": 1, "at": (NOW - timedelta(hours=1)).isoformat(), "value": 5}])
    walk = Walk(Strength(), ctx)
    walk.start()
    assert walk.at == "way"


def test_group_of_ones_own_leads_to_help() -> None:
    walk = Walk(Strength())
    walk.start(value="group")
    assert walk.step.done and any(c.intent == "find_resources" for s in walk.step.say for c in s.choices)


def test_a_story_where_a_number_was_asked_for_is_heard_and_the_number_let_go() -> None:
    walk = Walk(Strength())
    walk.start()
    heard = Heard("i dont know it just feels like nobody sees how alone i am with this")
    step = Strength().told(walk.step.state, heard, context())
    assert step is not None and step.say[0].key == "feelings.reflect_lonely" and step.state["at"] == "way"
    assert Strength().told(walk.step.state, Heard("blue"), context()) is None
