"""Understand: the library of questions and the answers given from it."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from coaching.content import ContentError, wording
from coaching.dialogue import Context, Heard, Profile
from coaching.effects import Remember
from coaching.learn import KNOWN, Learn, Library, library
from tests.benchmarks.leakage import runs
from tests.benchmarks.questions import SETS, accepted, paraphrases, rows, unknown
from tests.unit.coaching.render import NOW, hear, render

HARDEST = 7.0  #: Flesch-Kincaid grade of one answer; the mean is 3.7


def grade(text: str) -> float:
    """Flesch-Kincaid grade, with syllables counted by their vowels."""
    words = re.findall(r"[a-z']+", text.lower())
    sentences = max(1, len(re.findall(r"[.!?]+(?:\s|\"|$)", text)))
    beats = sum(max(1, len(re.findall(r"[aeiouy]+", w)) - (w.endswith("e") and not w.endswith("le"))) for w in words)
    return 0.39 * len(words) / sentences + 11.8 * beats / len(words) - 15.59


def after(step_effects: list[object], minutes: int = 1) -> Context:
    notes = next(e for e in step_effects if isinstance(e, Remember)).fields["notes"]
    return Context(Profile(notes=dict(notes)), NOW + timedelta(minutes=minutes))


FRESH = Context(Profile(), NOW)


def test_there_are_at_least_sixty_questions_with_sources() -> None:
    entries = library().entries.values()
    assert len(entries) >= 60
    assert all(entry.source and len(entry.ask) >= 20 for entry in entries)


def test_a_question_is_answered_with_its_source_and_ways_to_go_on() -> None:
    step = Learn().start(hear("is methadone still using"), FRESH)
    texts = render(step)
    assert step.done and "treatment" in texts[0] and "National Academies" in texts[1]
    values = [choice.value for choice in step.say[1].choices]
    assert values[0] == "more:medication" and values[-1] == "situation" and len(values) == 4


def test_tell_me_more_says_more_and_then_says_that_is_all() -> None:
    first = Learn().start(hear("what are triggers"), FRESH)
    again = after(first.effects)
    more = Learn().start(hear("tell me more please"), again)
    assert render(more)[0] == library().entries["triggers"].more
    assert Learn().start(hear("go on"), after(more.effects)).say[0].key == "learn.no_more"


@pytest.mark.parametrize("text", ["where did you get that from?", "says who", "Source?", "is that really true?"])
def test_says_where_an_answer_comes_from(text: str) -> None:
    first = Learn().start(hear("is methadone still using"), FRESH)
    step = Learn().start(hear(text), after(first.effects))
    assert step.say[0].key == "learn.where" and "National Academies" in render(step)[0]
    assert Learn().start(hear(text), FRESH).say[0].key != "learn.where"  # nothing was said yet


@pytest.mark.parametrize("text", ["why?", "how come", "But why is that?", "what does that mean?"])
def test_why_gets_more_of_the_same_answer(text: str) -> None:
    first = Learn().start(hear("what are triggers"), FRESH)
    assert render(Learn().start(hear(text), after(first.effects)))[0] == library().entries["triggers"].more


def test_the_same_question_for_somebody_else_is_not_taken_for_a_new_one() -> None:
    first = Learn().start(hear("is addiction inherited?"), FRESH)
    step = Learn().start(hear("and what about for her mum?"), after(first.effects))
    assert step.say[0].key == "learn.another" and step.say[0].choices[0].value == "more:genes"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("what dose of diazepam should he take to come off drink", "talk.out_of_scope_medical"),
        ("can she take paracetamol with suboxone", "talk.out_of_scope_medical"),
        ("can I sue the doctor who prescribed it?", "talk.out_of_scope_legal"),
        ("how do I get custody of my granddaughter", "talk.out_of_scope_legal"),
    ],
)
def test_doses_and_law_are_referred(text: str, key: str) -> None:
    step = Learn().start(hear(text), FRESH)
    assert step.say[0].key == key and render(step)
    assert step.say[0].choices[-1].intent == "find_resources"


def test_two_answers_that_are_about_as_likely_are_both_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = library().entries
    close = [(entries["rehab"], 0.42), (entries["detox"], 0.38), (entries["craft"], 0.12)]
    monkeypatch.setattr(library(), "find", lambda text, previous_id=None: close)
    step = Learn().start(hear("what happens there"), FRESH)
    assert step.say[0].key == "learn.which" and render(step)
    assert [choice.value for choice in step.say[0].choices] == ["q:rehab", "q:detox", "situation"]


def test_a_follow_up_question_leans_on_the_last_answer_only_while_it_is_recent() -> None:
    first = Learn().start(hear("what does a craving feel like"), FRESH)
    step = Learn().start(hear("and how long does that last?"), after(first.effects))
    assert render(step)[0] in (library().entries["cravings"].more, library().entries["cravings"].answer)
    late = Learn().start(hear("tell me more"), after(first.effects, minutes=300))
    assert late.say[0].key != "learn.more"


@pytest.mark.parametrize("text", ["how do I boil an egg", "asdf qwer zxcv", "what's the capital of peru"])
def test_what_it_does_not_know_it_says(text: str) -> None:
    step = Learn().start(hear(text), FRESH)
    assert step.say[0].key in ("learn.unknown", "learn.unknown_near") and render(step)


@pytest.mark.parametrize(
    "text", ["", "   ", "???", "🙂🙂", "12345", "x" * 4096, "\u0645\u0631\u062d\u0628\u0627 " * 50]
)
def test_bad_input_is_survived(text: str) -> None:
    assert render(Learn().start(hear(text), FRESH))


def test_buttons_of_questions_that_are_gone_do_no_harm() -> None:
    assert render(Learn().start(Heard(value="q:no_such_thing"), FRESH))
    assert render(Learn().answer({}, Heard(value="more:cravings"), FRESH))


def test_every_answer_can_be_shown() -> None:
    for entry in library().entries.values():
        assert render(Learn().start(Heard(value=f"q:{entry.id}"), FRESH))
        assert render(Learn().start(Heard(value=f"more:{entry.id}"), FRESH))


def test_every_bubble_is_short_and_easy_to_read() -> None:
    for entry in library().entries.values():
        for text in (entry.answer, entry.more):
            assert len(text.split()) <= 60, entry.id
            assert grade(text) <= HARDEST, f"{entry.id}: grade {grade(text):.1f}"


def test_no_way_of_asking_is_copied_from_a_measuring_set() -> None:
    tested = [
        (runs(row["text"]), accepted(row)) for name in SETS for row in rows(f"questions_{name}.jsonl") if row["id"]
    ]
    for entry in library().entries.values():
        asked = {run for text in (*entry.ask, entry.title) for run in runs(text)}
        for copied, ids in tested:
            assert entry.id not in ids or not copied & asked, f"{entry.id}: {copied & asked}"


def test_paraphrases_find_their_answer_and_other_questions_get_none() -> None:
    shares = {**paraphrases(library(), "paraphrases"), **unknown(library())}
    assert shares["paraphrases: first hit"] >= 0.85 and shares["paraphrases: among three"] >= 0.93
    assert shares["others: refused"] >= 0.93 and shares["unknown: refused"] >= 0.80


def test_known_ways_of_asking_find_their_question() -> None:
    shelf = library()
    entries = list(shelf.entries.values())[::7]
    assert all(shelf.find(entry.ask[0])[0][0].id == entry.id for entry in entries)
    assert shelf.find(entries[0].ask[0])[0][1] >= KNOWN


def test_errors_in_the_content_name_file_and_line(tmp_path: Path) -> None:
    good = "- {id: a, theme: t, title: T, ask: [a, b, c, d, e, f, g, h], answer: Yes., more: M., source: {name: N, where: W}, follow_ups: [%s]}\n"
    (tmp_path / "x.yml").write_text("questions:\n" + good % "nowhere")
    with pytest.raises(ContentError, match=r"x\.yml:2.*nowhere"):
        Library.load(tmp_path, None)
    (tmp_path / "x.yml").write_text("questions:\n" + good % "" + good % "")
    with pytest.raises(ContentError, match=r"x\.yml:3"):
        Library.load(tmp_path, None)


def test_lines_around_the_answers_are_varied() -> None:
    for key in ("source", "unknown", "unknown_near", "no_more"):
        assert len(wording().lines[f"learn.{key}"].variants) >= 3
