"""The skill "invite"."""

from coaching.effects import Save
from coaching.invite import Invite, kind_of
from tests.unit.coaching.render import Walk, hear


def test_walks_from_a_meal_to_a_saved_wording() -> None:
    walk = Walk(Invite())
    walk.start()
    walk.press("meal")
    walk.press("calm_day")
    walk.press("meal_1")
    texts = walk.press("days")
    assert "soup at mine" in " ".join(texts) and "Saturday or Sunday" in " ".join(texts)
    texts = walk.press("save_text")
    assert walk.step.done
    saved = [e for e in walk.effects if isinstance(e, Save)]
    assert saved[0].kind == "wording" and "soup at mine" in saved[0].fields["text"]
    assert "no" in texts[1].lower()


def test_does_not_ask_what_was_already_said() -> None:
    walk = Walk(Invite())
    walk.start("how can i get her to see a doctor without pushing")
    assert walk.at == "window" and walk.step.state["kind"] == "help"


def test_takes_free_words_at_every_step() -> None:
    walk = Walk(Invite())
    walk.start("i want him to join in again")
    walk.say("a film night on the sofa")
    walk.say("maybe thursday when the kids are out")
    walk.say("watch one episode with me")
    texts = walk.say("Thursday or Friday")
    assert "watching one episode with me" in " ".join(texts)
    assert "Thursday or Friday" in " ".join(texts)
    walk.say("keep the second one")
    assert walk.step.done and any(isinstance(e, Save) and e.fields["form"] == "aloud" for e in walk.effects)


def test_makes_the_step_smaller_until_it_is_the_smallest() -> None:
    walk = Walk(Invite())
    walk.start(value="group")
    walk.press("tired_of_it")
    walk.press("group_1")
    walk.press("ways")
    texts = walk.press("smaller")
    assert "looking at their page" in " ".join(texts)
    texts = walk.say("still too big")
    assert "smallest" in texts[0] and walk.at == "words"


def test_nonsense_is_asked_again_and_loses_nothing() -> None:
    walk = Walk(Invite())
    walk.start(value="walk")
    walk.press("calm_day")
    walk.press("walk_0")
    walk.press("who")
    walk.say("purple elephants")
    assert walk.at == "words" and walk.step.state["kind"] == "walk"


def test_braces_and_brackets_in_a_step_are_only_text() -> None:
    walk = Walk(Invite())
    walk.start(value="walk")
    walk.say("sunday")
    walk.say("walk {loved_one} [options]")
    walk.press("days")
    assert walk.at == "words"


def test_stops_and_goes_back() -> None:
    walk = Walk(Invite())
    walk.start(value="call")
    walk.press("no_moment")
    walk.say("back")
    assert walk.at == "window"
    walk.say("stop")
    assert walk.step.done


def test_reads_the_kind() -> None:
    assert kind_of("come for sunday lunch") == "meal"
    assert kind_of("try an AA meeting") == "group"
    assert kind_of("nothing in mind") == ""
    assert hear("x").text == "x"


def test_a_sentence_that_names_no_moment_is_not_taken_for_one() -> None:
    walk = Walk(Invite())
    walk.start(value="meal")
    texts = walk.say("he stole my mother's ring and sold it")
    assert walk.at == "window" and "moment" not in walk.step.state
    assert "when" in " ".join(texts).lower() or "moment" in " ".join(texts).lower()
    walk.say("he just never listens to me")
    assert walk.at == "step" and walk.step.state["moment"] == "no_moment"


def test_a_time_an_occasion_or_a_mood_is_a_moment() -> None:
    for words in (
        "sunday after church",
        "when he's had his tea",
        "in the car, we talk there",
        "tmrw 10am",
        "once she's calm",
    ):
        walk = Walk(Invite())
        walk.start(value="walk")
        walk.say(words)
        assert walk.at == "step", words


def test_no_good_moment_is_heard_as_that() -> None:
    walk = Walk(Invite())
    walk.start(value="call")
    walk.say("there's never a good moment with her")
    assert walk.step.state["moment"] == "no_moment"


def test_who_wants_help_to_write_it_gets_the_words_at_once_and_less_formal() -> None:
    walk = Walk(Invite())
    walk.start("i just want her to come to my match")
    assert "coming to my match" in " ".join(walk.say("can you help me write it"))
    assert "u say" in " ".join(walk.say("can u make it less formal"))


def test_what_if_he_laughs_and_thanks_are_no_choice_and_no_step() -> None:
    walk = Walk(Invite())
    walk.start("i want to ask him to come to the gp with me")
    walk.press("calm_day")
    walk.say("thank you brother")
    assert walk.at == "step"
    walk.press("help_0")
    walk.say("what if he laughs")
    assert walk.at == "choice"
