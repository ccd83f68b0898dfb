"""Help or not: by what it does, then yes, partly and no."""

from __future__ import annotations

import pytest
from render import Walk, context

from coaching.decide import Decide
from coaching.decide_signs import kind_of, lean
from coaching.effects import Save


def walk(*turns: str) -> Walk:
    going = Walk(Decide(), context())
    going.start(turns[0])
    for turn in turns[1:]:
        going.press(turn[1:]) if turn.startswith("#") else going.say(turn)
    return going


def test_a_concrete_ask_is_looked_at_and_worded_with_its_sum() -> None:
    going = walk("he wants £200 for rent again, do i pay it?")
    assert going.at == "rewards"
    going.say("it goes on drink i think")
    assert going.at == "safety"
    going.say("no")
    assert going.at == "cost"
    going.say("8")
    assert going.at == "gate"
    texts = going.say("calm")
    assert going.at == "scripts" and going.step.state["lean"] == "no" and "£200 for the rent" in texts[-1]
    going.say("partly")
    going.say("save")
    (saved,) = going.effects
    assert (
        isinstance(saved, Save) and saved.kind == "wording" and "£200" in str(saved.fields["text"]) and going.step.done
    )


def test_the_ask_is_asked_for_when_it_is_not_told() -> None:
    going = walk("should i help", "#phone")
    assert going.at == "rewards" and going.step.state["kind"] == "phone"


def test_an_earlier_answer_can_be_changed() -> None:
    going = walk("bail him out or not", "healthy", "actually change the ask to lending him 50 dollars")
    assert going.step.state["kind"] == "cash" and going.step.state["item"] == "50 dollars" and going.at == "safety"
    going.say("no")
    going.say("2")
    assert going.step.state["lean"] == "yes"
    going.say("skip")
    going.say("change the number to 9")
    assert going.at == "scripts" and going.step.state["lean"] == "partly"


def test_own_words_are_saved_as_they_are() -> None:
    going = walk("bail him out or not", "healthy", "no", "2", "skip", "No bail, but I'll drive you home.", "yes")
    assert going.effects[0].fields["text"] == "No bail, but I'll drive you home."  # type: ignore[attr-defined]


@pytest.mark.parametrize("said", ["", "asdf", "banana", "what?"])
def test_what_cannot_be_read_is_asked_again(said: str) -> None:
    assert walk("bail him out or not", said).at == "rewards"


def test_words_where_a_number_is_expected() -> None:
    assert walk("bail him out or not", "both", "no", "a lot").at == "gate"
    assert walk("bail him out or not", "both", "no", "purple").at == "cost"
    assert walk("bail him out or not", "both", "no", "40").at == "cost"


def test_stop_and_back() -> None:
    assert walk("bail him out or not", "stop").step.done
    going = walk("bail him out or not", "both")
    going.say("back")
    assert going.at == "rewards"


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("can i have 20 quid", "cash"),
        ("pay the fine", "bail"),
        ("rehab again", "rehab"),
        ("her phone bill", "phone"),
        ("get the car back", "car"),
        ("move back in", "home"),
        ("his rent", "rent"),
        ("owes a dealer", "debt"),
        ("ring his boss", "cover"),
        ("groceries", "food"),
        ("walk the dog", ""),
    ],
)
def test_the_kind_of_ask_is_read(said: str, kind: str) -> None:
    assert kind_of(said) == kind


@pytest.mark.parametrize("kind", ["cash", "rent", "phone", "car", "bail", "rehab", "debt", "home", "cover", "food"])
def test_every_kind_has_all_its_scripts(kind: str) -> None:
    going = walk(
        "should i help",
        {
            "cash": "cash",
            "rent": "the rent",
            "phone": "phone bill",
            "car": "the car",
            "bail": "bail money",
            "rehab": "rehab again",
            "debt": "his debts",
            "home": "to move back in",
            "cover": "cover for him",
            "food": "groceries",
        }[kind],
        "both",
        "no",
        "3",
        "skip",
    )
    assert going.step.state["kind"] == kind and all(
        going.step.say[-1].values[script] for script in ("yes_script", "no_script", "partly_script")
    )


@pytest.mark.parametrize(
    ("rewards", "safety", "cost", "expected"),
    [
        ("use", False, 2, "no"),
        ("use", True, 2, "partly"),
        ("healthy", False, 2, "yes"),
        ("healthy", False, 9, "partly"),
        ("both", None, 5, "partly"),
        ("healthy", True, 3, "yes"),
    ],
)
def test_the_leaning_follows_function_safety_and_cost(
    rewards: str, safety: bool | None, cost: float, expected: str
) -> None:
    assert lean(rewards, safety, cost) == expected


def test_the_words_come_for_later_when_now_is_not_the_time() -> None:
    going = walk("bail him out or not", "both", "no", "3", "he's drunk")
    assert going.at == "scripts" and going.step.say[0].key == "timing.wait_influence"


def test_threats_lead_to_safety_and_not_to_words() -> None:
    going = walk("bail him out or not", "both", "no", "3", "he threatened me")
    assert going.step.done and going.step.say[0].key == "timing.violence"
