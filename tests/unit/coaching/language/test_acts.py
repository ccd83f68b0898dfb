"""What the reader of speech acts promises."""

import pytest

from coaching.language import acts, acts_model
from coaching.language.acts import HELPING, HURTING, read_acts


def labels(text: str) -> set[str]:
    return {a.label for a in read_acts(text)}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("You never listen to a word I say.", "always_never"),
        ("You're a liar and a thief.", "labelling"),
        ("Come home drunk again and I'm changing the locks.", "threat"),
        ("It's your fault that we're broke.", "blame"),
        ("You should be ashamed of yourself.", "shaming"),
        ("Where were you? Who were you with? What did you take?", "interrogating"),
        ("Get out of bed and get a job.", "commanding"),
        ("Why can't you be more like your brother?", "comparing"),
        ("You don't even want to get better.", "mind_reading"),
    ],
)
def test_a_hurting_act_is_found(text: str, label: str) -> None:
    assert label in labels(text)


@pytest.mark.parametrize(
    "text",
    [
        "You always made me laugh.",
        "you need a hand?",
        "I should have listened.",
        "I won't give you cash and I'll gladly drive you.",
        "You are not a failure.",
        "How are you today?",
    ],
)
def test_a_fine_sentence_is_not_flagged(text: str) -> None:
    assert not labels(text) & set(HURTING)


@pytest.mark.parametrize(
    "text",
    ["u allways lie 😡 and “you never help”…", "Stop.\n\nYou’re a liar!!", "x" * 9000, "", "...", "Você nunca me ouve"],
)
def test_quotes_are_copied_exactly(text: str) -> None:
    for act in read_acts(text):
        assert act.quote and text[act.start : act.end] == act.quote
        assert 0 < act.confidence <= 1 and act.source and act.helps is (act.label in HELPING)


def test_thanks_that_sting_are_no_thanks() -> None:
    assert not any(a.helps for a in read_acts("Thanks for nothing."))


def test_rules_work_alone_when_the_model_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acts, "load_model", lambda: None)
    acts._read.cache_clear()
    assert "always_never" in labels("You never call me.")
    acts._read.cache_clear()


def test_training_data_names_only_known_labels_and_stands_once() -> None:
    rows = acts_model.training_data()
    assert {label for _, found in rows for label in found} <= {*HURTING, *HELPING}
    texts = [text.lower() for text, _ in rows]
    assert len(texts) == len(set(texts))
