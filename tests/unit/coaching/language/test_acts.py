"""What the reader of speech acts promises."""

import json
from pathlib import Path

import pytest

from coaching.language import acts, acts_model
from coaching.language.acts import HELPING, HURTING, read_acts
from tests.benchmarks.drafts import measure


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
        ("Have you tried yoga? You should really get a hobby.", "fixing"),
        ("Oh brilliant, another broken phone. They must grow on trees.", "sarcasm"),
        ("Aren't you ashamed, at your age, living like this?", "shaming"),
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


@pytest.mark.parametrize(
    ("harsh", "label", "kind"),
    [
        ("You always ruin everything.", "always_never", "You always made me laugh."),
        ("Come home now or you're out.", "threat", "I lock up at midnight. If you're later, please stay with Tom."),
        ("You're such a liar.", "labelling", "I felt lied to when I saw the receipt."),
        ("You should just get a job.", "fixing", "You should be proud of yourself."),
        ("Why can't you be more like your brother?", "comparing", "Your brother sends his love."),
        ("You never ring me when you are late and I worry.", "always_never", "You always cheer me up."),
    ],
)
def test_nearly_the_same_words_may_hurt_or_not(harsh: str, label: str, kind: str) -> None:
    assert label in labels(harsh)
    assert not labels(kind) & set(HURTING)


def test_a_kind_sentence_keeps_its_place_beside_a_harsh_one() -> None:
    found = read_acts("I was so worried about you last night. You're nothing but a liar and a thief.")
    assert {a.quote for a in found if a.label == "labelling"} == {"You're nothing but a liar and a thief"}
    assert any(a.label == "own_feeling" and a.end <= 38 for a in found)


def test_a_message_of_ordinary_questions_is_no_interrogation() -> None:
    assert not labels("How's the flat? Are the neighbours nice? Did you get the lamp?") & set(HURTING)


def test_training_sentences_are_not_those_of_the_set_kept_aside() -> None:
    held = [Path(__file__).parents[3] / "data" / name for name in ("drafts.jsonl", "drafts_apart.jsonl")]
    drafts = {json.loads(line)["text"].lower() for path in held for line in path.read_text("utf-8").splitlines()}
    assert len(drafts) >= 500
    assert not drafts & {text.lower() for text, _ in acts_model.training_data()}


def test_the_reader_keeps_what_it_reached_on_the_set_kept_aside() -> None:
    figures, _ = measure(Path(__file__).parents[3] / "data" / "drafts.jsonl", suggesting=False)
    assert figures["micro_f1"] >= 0.77
    assert figures["problem_found"] >= 0.93
    assert figures["good_flagged"] <= 0.10
    assert figures["quotes_exact"] == 1.0


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
