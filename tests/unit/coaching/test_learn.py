"""Understand: the library of questions and the answers given from it."""

from datetime import timedelta
from pathlib import Path

import pytest

from coaching.content import ContentError, wording
from coaching.dialogue import Context, Heard, Profile
from coaching.effects import Remember
from coaching.learn import KNOWN, Learn, Library, library
from tests.unit.coaching.render import NOW, hear, render


def after(step_effects: list[object], minutes: int = 1) -> Context:
    notes = next(e for e in step_effects if isinstance(e, Remember)).fields["notes"]
    return Context(Profile(notes=dict(notes)), NOW + timedelta(minutes=minutes))


FRESH = Context(Profile(), NOW)


def test_there_are_at_least_sixty_questions_with_sources() -> None:
    entries = library().entries.values()
    assert len(entries) >= 60
    assert all(entry.source and len(entry.ask) >= 8 for entry in entries)


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
