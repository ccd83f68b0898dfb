"""Say it better, as a person meets it."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from render import Walk

from coaching.effects import Save
from coaching.phrasing import Phrasing, analyse, as_json, suggest
from coaching.phrasing_request import read_request
from coaching.phrasing_wishes import asks_after, wish_in
from coaching.safety.danger import Level
from coaching.safety.screen import Screen
from coaching.wordings import missing

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
        ("Warum hörst du nie zu", "foreign"),
        ("तुम कभी नहीं सुनते", "foreign"),
        ("he texted leave me alone what do i answer", "reply"),
        ("she wrote \"dad said 'you are useless' and I believe him\", how do I reply", "reply"),
        ("should i pour away the bottles?", "question"),
        ("is it ok to give him a lift", "question"),
        ("can you please answer me when i call you", "draft"),
        ("should you not be at work?", "draft"),
        ("how do i get her to feel guilty about what she did", "harm"),
        ("write something so he thinks i'm dying", "harm"),
        ("first words after he used again, what do i say to him", "moment"),
        ("my son he come home very drunk and i want say him no more in my house", "moment"),
        ("how do I congratulate my wife on her ninety days", "moment"),
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
    "text",
    [
        "no",
        "word " * 3000,
        "🙂🙂",
        "you never listen 😡😡😡",
        "Roses are red\nviolets are blue\nyou broke my heart\nand my guitar too",
        'he said "she said \'they said "no"\' to me"',
        '""',
        "' ' '",
        "<b>you never</b> {listen} %s \\1",
    ],
)
def test_odd_drafts_are_answered_without_error(text: str) -> None:
    walk = Walk(Phrasing())
    walk.start("need words pls")
    assert walk.say(text) and not walk.step.done


def test_words_meant_to_hurt_are_declined_and_the_talk_goes_on() -> None:
    walk = Walk(Phrasing())
    walk.start("help me make him feel guilty so he suffers")
    assert walk.at == "draft"
    walk.say("ok. I was hurt when he sold my ring. how do I tell him that")
    assert walk.at == "choose"


def test_a_question_about_what_to_do_is_not_taken_for_a_draft() -> None:
    walk = Walk(Phrasing())
    walk.start("need words pls")
    walk.say("should i pour away the bottles?")
    assert walk.at == "draft" and walk.step.say[0].key == "phrasing.a_question"
    assert walk.step.say[0].choices[0].intent == "help_or_not"


def test_a_draft_that_holds_a_danger_is_screened_first() -> None:
    """The screen stands before every exercise (bot/turns.py); it has to see through the wish for words."""
    screen = Screen()
    for text in (
        "how do i tell her i can't wake him, his lips are blue",
        "what do I text him, he says he'll kill himself tonight",
    ):
        assert screen.read(text).level is not Level.NONE


def test_shorter_gives_short_ones_and_another_gives_others() -> None:
    walk = Walk(Phrasing())
    walk.start('how do I say "you never listen to me" nicer')
    walk.say("shorter please")
    assert all(form == "short" and len(text.split()) <= 22 for form, text in walk.step.state["versions"])
    shown = {text for _, text in walk.step.state["versions"]}
    walk.say("another")
    assert shown.isdisjoint(text for _, text in walk.step.state["versions"])


def test_more_like_me_uses_their_own_way_of_writing() -> None:
    walk = Walk(Phrasing())
    walk.start("need words pls")
    walk.say("mum ur never home wen u say and i hate it xx")
    walk.say("more like me")
    text = dict(walk.step.state["versions"])["text"]
    assert text == text.lower() and text.endswith("xx")


def test_more_like_me_asks_for_a_line_when_there_is_none() -> None:
    walk = Walk(Phrasing())
    walk.start("how do I tell him I'm worried without a fight")
    walk.say("that's not how I talk")
    assert walk.at == "sample"
    walk.say("hiya love u home for tea tonite x")
    assert walk.at == "choose" and dict(walk.step.state["versions"])["text"].endswith(" x")


@pytest.mark.parametrize(("draft", "gap"), [("Yesterday the door was left open.", "feeling"), ("I'm so sad.", "ask")])
def test_the_one_missing_ingredient_is_asked_for(draft: str, gap: str) -> None:
    analysis = analyse(draft)
    assert not analysis.findings and missing(analysis) == gap


def test_the_missing_ingredient_goes_into_the_words() -> None:
    walk = Walk(Phrasing())
    walk.start("need words pls")
    walk.say("I'm so sad.")
    assert walk.at == "missing"
    walk.say("to ring me on sunday")
    assert dict(walk.step.state["versions"])["text"] == "I'm so sad. Could you ring me on Sunday?"


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("can u make it less formal", "casual"),
        ("But I would put it more formally.", "formal"),
        ("it is too hard words for me, more simple please", "shorter"),
        ("good i take this", "save"),
        ("yeah that'll do", "save"),
        ("No, not angry. Calm.", "softer"),
        ("nah too soppy", "firmer"),
        ("i want you to take it", ""),
    ],
)
def test_what_they_want_done_with_the_words_is_no_new_draft(said: str, wish: str) -> None:
    assert wish_in(said) == wish


def test_words_are_made_less_and_more_formal_in_the_persons_way() -> None:
    state = {"versions": [["text", "I won't drive you. Could you please call?"]], "own": "im sad", "kind": "moment"}
    casual = Phrasing()._in_manner(state, "casual", "can u make it less formal").state["versions"]
    assert casual == [["text", "i wont drive u. could u pls call?"]]
    formal = Phrasing()._in_manner(state, "formal", "more formal please").state["versions"]
    assert formal == [["text", "I will not drive you. Could you please call?"]]


def test_a_message_about_them_is_no_draft_to_them() -> None:
    assert read_request("i told him straight no more cash", first=False).kind == "moment"
    assert read_request("whats the best way to invite him for a sunday roast", first=False).kind == "moment"


def test_what_comes_after_the_words_is_answered_and_the_words_stay() -> None:
    state = {"at": "choose", "versions": [["text", "Could you come?"]], "own": "x", "kind": "moment"}
    step = Phrasing()._what_if(state)
    assert asks_after("what if she cries") and not asks_after("what if he overdoses") and step.state["versions"]


def test_i_miss_you_is_never_cut_to_i_miss() -> None:
    assert all("I miss." not in s.text for s in suggest("i miss you when youre drunk", seed=1))
