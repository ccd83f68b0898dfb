"""Something good is told: an affirmation in three forms, a record that never resets."""

from __future__ import annotations

import io
import re

import pytest
from render import Walk, context, render_says

from coaching.affirming import FORMS, affirm, deed, doubtful, is_return, praiseworthy, turned
from coaching.content import wording
from coaching.effects import Change, Save
from coaching.progress import Progress

RANG = {"id": 1, "at": "2026-10-01T10:00:00+00:00", "what": "rang his sponsor", "who": "them", "kind": "good"}
USED = {"id": 2, "at": "2026-10-20T10:00:00+00:00", "what": "used again", "who": "them", "kind": "return_to_use"}
CALM = {"id": 3, "at": "2026-11-02T10:00:00+00:00", "what": "stayed calm", "who": "me", "kind": "good"}


def test_a_good_moment_becomes_an_affirmation_and_is_logged_once() -> None:
    going = Walk(Progress())
    going.start("he finally went to his meeting")
    assert going.at == "effect"
    texts = going.say("relieved")
    assert "you went to your meeting" in texts[-1].lower() and "relieved" in texts[-1] and "finally" not in texts[-1]
    (saved,) = going.effects
    assert (
        isinstance(saved, Save)
        and saved.kind == "progress"
        and saved.fields["who"] == "them"
        and saved.fields["affirmation"]
    )
    going.press("another_wording")
    assert len(going.effects) == 1 and going.at == "forms"


def test_a_feeling_that_was_told_is_not_asked_for() -> None:
    going = Walk(Progress())
    texts = going.start("my son rang his sponsor instead of going out and i felt so hopeful")
    assert going.at == "forms" and "You rang your sponsor" in texts[-1] and "hopeful" in texts[-1]


def test_ones_own_good_moment_counts_too() -> None:
    going = Walk(Progress())
    going.start("I stayed calm when he shouted")
    assert (
        going.effects[0].fields["who"] == "me" and "I stayed calm when he shouted" in going.step.say[-1].values["text"]
    )  # type: ignore[attr-defined]


def test_another_wording_differs() -> None:
    going = Walk(Progress())
    going.start("she ate with us and i was happy")
    first = going.step.say[-1].values["text"]
    going.say("different words please")
    assert going.step.say[-1].values["text"] != first


def test_a_wording_is_saved_by_its_place() -> None:
    going = Walk(Progress())
    going.start("she ate with us and i was happy")
    going.say("save the second one")
    saved = going.effects[-1]
    assert isinstance(saved, Save) and saved.kind == "wording" and saved.fields["form"] == "aloud" and going.step.done


def test_a_correction_changes_the_entry_and_the_words() -> None:
    entry = {"id": 9, "at": "2026-11-18T14:00:00+00:00", "what": "he cooked for us", "who": "them", "kind": "good"}
    going = Walk(Progress(), context(progress=[entry]))
    going.start("he cooked for us and i was glad")
    going.say("actually change it to he cooked for his sister")
    going.say("skip")
    assert isinstance(going.effects[-1], Change) and going.effects[-1].item == 9
    assert "cooked for your sister" in going.step.say[-1].values["text"]


@pytest.mark.parametrize("said", ["", "7", "asdfgh", "help", "yes"])
def test_what_is_no_moment_is_asked_again(said: str) -> None:
    going = Walk(Progress())
    going.start("log something good")
    going.say(said)
    assert going.at == "what" and not going.effects


def test_stopping_and_a_very_long_story_are_fine() -> None:
    going = Walk(Progress())
    going.start("log something good")
    going.say("he came to dinner and then we talked about the garden and the dog and his work " * 80)
    assert going.at in ("effect", "forms")
    going.say("stop")
    assert going.step.done


def test_a_return_to_use_adds_a_line_and_wipes_nothing() -> None:
    going = Walk(Progress(), context(progress=[RANG, CALM]))
    texts = going.start("he drank again after 40 days")
    (saved,) = going.effects
    assert isinstance(saved, Save) and saved.fields["kind"] == "return_to_use" and "2 good moments" in texts[1]
    assert any(choice.intent == "cope_with_setback" for choice in going.step.say[-1].choices)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("he used again", True),
        ("she relapsed on friday", True),
        ("he hasn't used again", False),
        ("3 months without a relapse", False),
        ("he nearly relapsed and rang me", False),
    ],
)
def test_a_return_to_use_is_told_from_one_that_did_not_happen(said: str, expected: bool) -> None:
    assert is_return(said) is expected


def test_the_record_never_resets() -> None:
    before = Progress.record(context(progress=[RANG, CALM]))
    after = Progress.record(context(progress=[RANG, USED, CALM]))
    assert before[0].values["count"] == after[0].values["count"] == "2"
    texts = render_says(after)
    assert texts[1].index("2 Nov") < texts[1].index("20 Oct") < texts[1].index("1 Oct")


def test_the_picture_has_the_same_information_as_text() -> None:
    from PIL import Image as Picture

    (image,) = [say.image for say in Progress.record(context(progress=[RANG, USED, CALM])) if say.image]
    assert Picture.open(io.BytesIO(image.png)).size == (720, 320)
    assert "1 Oct" in image.alt and "2 Nov" in image.alt and "2 good moments" in image.alt


def test_an_empty_record_invites_a_first_entry() -> None:
    going = Walk(Progress())
    going.start("show me my record")
    assert going.step.done and going.step.say[0].key == "progress.record_none"


def test_no_affirmation_holds_a_verdict_or_a_finally() -> None:
    for key, line in wording().lines.items():
        if key.startswith("progress.affirm_"):
            assert not [
                text
                for text in line.variants
                if re.search(r"finally|good job|well done|proud of yourself|at last", text, re.IGNORECASE)
            ]


@pytest.mark.parametrize(
    ("told", "who", "what"),
    [
        ("today was ok, she ate with us and even laughed at my joke", "them", "she ate with us and laughed at my joke"),
        ("he has 30 days. what do i say", "them", "he has 30 days"), ("I stayed calm when he shouted", "me", "I stayed calm when he shouted"),
    ],
)  # fmt: skip
def test_the_deed_is_found_in_the_story(told: str, who: str, what: str) -> None:
    found = deed(told)
    assert (found.who, found.what) == (who, what)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("went to his meeting in the rain", "you went to your meeting in the rain"), ("Mum poured it away", "you poured it away"), ("dads on day 5", "you're on day 5"),
        ("small thing but he did the bins", "you did the bins"), ("Apparently my nephew stood up and spoke at his group", "you stood up and spoke at your group"),
        ("he used to vanish. this week he came to lunch", "this week you came to lunch"), ("showered and shaved lol", "you showered and shaved"),
    ],
)  # fmt: skip
def test_a_deed_told_in_any_way_is_said_to_the_one_who_did_it(told: str, said: str) -> None:
    assert turned(deed(told).what) == said


@pytest.mark.parametrize(
    "said",
    [
        "is saying proud of you too much?",
        "what can I say back when he sends me a pic of his chip",
        "I keep noticing good things and not saying them",
    ],
)
def test_a_question_about_praise_is_not_taken_for_a_deed(said: str) -> None:
    going = Walk(Progress())
    going.start(said)
    assert going.at == "what" and not going.effects


def test_the_three_forms_differ_and_turn_to_the_loved_one() -> None:
    made = affirm(deed("Danny picked up the kids on time", "Danny"), "", "Danny")
    assert set(made) == set(FORMS) and len(set(made.values())) == 3
    assert all("picked up the kids on time" in text and "Danny" not in text for text in made.values())


@pytest.mark.parametrize(
    "told",
    [
        "he say he has no problem",
        "he say go away",
        "she told me she is fine",
        "he told me to mind my own business",
        "he said he can stop whenever he wants",
    ],
)
def test_who_is_turned_away_is_not_told_that_it_was_progress(told: str) -> None:
    assert doubtful(told) and not praiseworthy(told)


@pytest.mark.parametrize(
    "told", ["she said sorry", "he said no to his dealer", "he said he doesn't want to drink any more"]
)
def test_good_words_of_theirs_stay_good_news(told: str) -> None:
    assert praiseworthy(told)
