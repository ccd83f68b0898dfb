"""Which skills grow: older talks beside newer ones, in words and as a picture."""

from __future__ import annotations

import io

from PIL import Image

from coaching.growth import grown, growth, growth_image, growth_text
from coaching.space import Space
from tests.unit.coaching.render import Walk, context

TALKS = [
    {"scenario": "money", "turns": 5, "path": [0, -1], "skills": {"blame": 3, "open_question": 1}},
    {"scenario": "lying", "turns": 0, "path": [0], "skills": {}},
    {"scenario": "lying", "turns": 10, "path": [-1, 2], "skills": {"reflection": 4, "open_question": 2}},
]


def test_rates_are_per_ten_lines_and_empty_talks_do_not_count():
    found = growth(TALKS)
    assert (found["reflection"].before, found["reflection"].now) == (0.0, 4.0)
    assert (found["blame"].before, found["blame"].now) == (6.0, 0.0)
    assert (found["open_question"].before, found["open_question"].now) == (2.0, 2.0)
    assert growth(TALKS[:2]) == {} and growth([]) == {}


def test_only_a_skill_that_helps_can_grow():
    assert grown(TALKS) == "reflection"
    assert grown(TALKS[::-1]) == "open_question" or grown(TALKS[::-1]) == ""
    assert grown(TALKS[:1]) == ""


def test_the_text_and_the_picture_say_the_same():
    text, image = growth_text(TALKS), growth_image(TALKS)
    assert "Saying back what you heard: 0 → 4" in text and "Blame: 6 → 0" in text
    assert image is not None and image.alt == text.replace("\n", " ")
    assert Image.open(io.BytesIO(image.png)).width == 720
    assert growth_text(TALKS[:1]) == "" and growth_image(TALKS[:1]) is None


def test_my_space_shows_it_under_the_practice_talks():
    saved = [{**talk, "id": i, "at": f"2026-03-0{i + 1}T10:00:00+00:00"} for i, talk in enumerate(TALKS)]
    walk = Walk(Space(), context(practice=saved))
    texts = walk.start(value="practice")
    assert "I'm telling you the truth (-1 → +2)" in texts[0]
    assert "Saying back what you heard: 0 → 4" in texts[1]
    assert walk.step.say[1].image is not None
    one = Walk(Space(), context(practice=saved[:1]))
    assert len(one.start(value="practice")) == 1
