"""Say it better, as a person meets it."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from render import Walk

from coaching.bank import bank
from coaching.effects import Save
from coaching.phrasing import Phrasing, analyse, as_json, suggest
from coaching.phrasing_request import read_request

HARSH = "You never listen. If you drink again you're out of my house."


def test_suggestions_hold_no_finding_and_come_in_different_forms() -> None:
    for tone in ("neutral", "softer", "firmer"):
        made = suggest(HARSH, tone=tone)
        assert len(made) >= 2 and len({s.form for s in made}) == len(made)
        assert all(not analyse(s.text).findings for s in made)


def test_a_good_draft_is_left_alone() -> None:
    result = as_json("I felt worried on Friday. Could you text me when it gets late?")
    assert result["findings"] == [] and result["suggestions"] == [] and result["strengths"]


def test_another_gives_other_words() -> None:
    assert [s.text for s in suggest(HARSH, seed=0)] != [s.text for s in suggest(HARSH, seed=1)]


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ('how do i say "you never listen" nicer', "draft"),
        ("can you make this less harsh: you never help me", "draft"),
        ("how do I tell him I'm worried without a fight", "moment"),
        ("he texted 'leave me alone', what do i answer", "reply"),
        ("need words pls", "empty"),
        ("give me words that really hurt him", "harm"),
        ("Você nunca me ouve e eu não sei mais o que fazer", "foreign"),
    ],
)
def test_what_the_first_message_holds_is_understood(message: str, kind: str) -> None:
    assert read_request(message).kind == kind


def test_a_draft_is_reworded_made_softer_and_saved() -> None:
    walk = Walk(Phrasing())
    walk.start('how do I say "you never listen to me" nicer')
    walk.press("softer")
    walk.press("save")
    walk.say("the second")
    assert isinstance(walk.effects[0], Save) and walk.effects[0].fields["text"]
    walk.press("done")
    assert walk.step.done


@pytest.mark.parametrize(
    "text", ["no", "word " * 3000, "🙂🙂", "Roses are red\nviolets are blue\nyou broke my heart\nand my guitar too"]
)
def test_odd_drafts_are_answered_without_error(text: str) -> None:
    walk = Walk(Phrasing())
    walk.start("need words pls")
    assert walk.say(text) and not walk.step.done


def test_words_meant_to_hurt_are_declined_and_the_talk_goes_on() -> None:
    walk = Walk(Phrasing())
    walk.start("help me make him feel guilty so he suffers")
    assert walk.at == "draft"


def test_the_bank_covers_the_48_situations_with_six_wordings_each() -> None:
    covered = {n for t in bank().topics.values() for n in t.situations if len(t.wordings) >= 6}
    assert covered == set(range(1, 49))
