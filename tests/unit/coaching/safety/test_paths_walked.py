"""The guided paths, walked in typed words: believed kindly, followed when it gets worse, never the same twice."""

from __future__ import annotations

import re
import time
from itertools import product

import pytest

from coaching.safety import KINDS, Danger, Level, Reason
from coaching.safety.answer import Answer
from coaching.safety.answers import Answers
from coaching.safety.rules import Rules

OVERDOSE, VIOLENCE, SELF, OTHER = "danger_overdose", "danger_violence", "danger_suicide_self", "danger_suicide_other"


@pytest.fixture(scope="module")
def answers() -> Answers:
    return Answers()


def walk(
    answers: Answers, kind: str, *typed: str, detail: str = "", country: str = "GB", level: Level = Level.ALARM
) -> Answer:
    """The last answer after typing all this."""
    answer = answers.first(Danger(level, kind, detail), country)
    for text in typed:
        assert not answer.state["done"], f"ended before {text!r}"
        answer = answers.follow(answer.state, text, None, country)
    return answer


@pytest.mark.parametrize(
    ("kind", "typed", "step"),
    [
        (OVERDOSE, ("no he isnt",), "not_breathing"),
        (OVERDOSE, ("he is not breathing",), "not_breathing"),
        (OVERDOSE, ("hes gone blue",), "not_breathing"),
        (OVERDOSE, ("i think shes dead",), "not_breathing"),
        (OVERDOSE, ("i think so??",), "look"),
        (OVERDOSE, ("cant tell",), "look"),
        (OVERDOSE, ("cant tell", "no nothing"), "not_breathing"),
        (OVERDOSE, ("kind of gurgling",), "weak_breath"),
        (OVERDOSE, ("a breath every ten seconds maybe", ), "weak_breath"),
        (OVERDOSE, ("yes hes breathing",), "breathing"),
        (OVERDOSE, ("no", "we dont have any of that"), "no_naloxone"),
        (OVERDOSE, ("no", "what is naloxone"), "no_naloxone"),
        (OVERDOSE, ("no", "yes got the spray"), "naloxone"),
        (OVERDOSE, ("no", "yes", "still nothing"), "second_dose"),
        (OVERDOSE, ("no", "yes", "hes breathing again!!"), "breathing"),
        (OVERDOSE, ("yes", "ambulance is coming", "she stopped breathing again"), "not_breathing"),
        (OVERDOSE, ("false alarm hes just asleep and snoring",), "asleep_check"),
        (OVERDOSE, ("hes just sleeping it off", "he wont wake up"), "first"),
        (OVERDOSE, ("hes just sleeping it off", "yes he swore at me"), "woke"),
        (OVERDOSE, ("no hes fine now",), "fine_now"),
        (OVERDOSE, ("hes awake and talking",), "fine_now"),
        (OVERDOSE, ("they took him to hospital",), "with_helpers"),
        (OVERDOSE, ("hes in icu now",), "with_helpers"),
        (OVERDOSE, ("the paramedics are here",), "help_here"),
        (OVERDOSE, ("i rang 999",), "called"),
        (OVERDOSE, ("i rang 999", "no hes not"), "not_breathing"),
        (OVERDOSE, ("she died",), "died"),
        (OVERDOSE, ("they couldnt save him",), "died"),
        (VIOLENCE, ("cant talk hes here",), "unsafe"),
        (VIOLENCE, ("he's coming up the stairs",), "unsafe"),
        (VIOLENCE, ("gotta go",), "unsafe"),
        (VIOLENCE, ("im locked in the bathroom",), "hiding"),
        (VIOLENCE, ("yes he left",), "safe"),
        (VIOLENCE, ("yes", "no just shaken"), "plan_ask"),
        (VIOLENCE, ("yes", "he had his hands round my neck"), "choked"),
        (VIOLENCE, ("police are here",), "police_here"),
        (VIOLENCE, ("hes calm now",), "fine_now"),
        (SELF, ("yes",), "active"),
        (SELF, ("yes", "my sister"), "call_them"),
        (SELF, ("yes", "i have taken the pills already"), "taken"),
        (SELF, ("yes", "no", "i cant"), "ground"),
        (SELF, ("no not really",), "thoughts"),
        (SELF, ("im ok now",), "fine_now"),
        (OTHER, ("yes hes in his room",), "with_them"),
        (OTHER, ("no hes texting me",), "away"),
        (OTHER, ("shes not answering",), "missing"),
        (OTHER, ("yes", "no nothing there"), "support"),
        (OTHER, ("yes", "idk"), "means_look"),
        (OTHER, ("yes", "no", "how do i say it"), "words"),
        ("danger_medical", ("its another fit",), "seizure"),
        ("danger_medical", ("no",), "urgent_not_breathing"),
        ("danger_child", ("no shes at his flat",), "away"),
        ("danger_child", ("yes shes with me",), "with_me"),
        ("danger_child", ("shes gone floppy",), "not_ok"),
        ("danger_driving", ("no still here looking for keys",), "not_yet"),
        ("danger_driving", ("yes just left",), "driving"),
        ("danger_driving", ("yes", "i cant do that to him"), "driving_again"),
        ("danger_driving", ("hes crashed into a wall",), "crash"),
    ],
)  # fmt: skip
def test_typed_answers_lead_where_they_should(answers: Answers, kind: str, typed: tuple[str, ...], step: str) -> None:
    assert walk(answers, kind, *typed).state["step"] == step


@pytest.mark.parametrize(
    ("kind", "detail", "typed", "step"),
    [
        ("danger_medical", "seizure", "its stopped", "seizure_off"),
        ("danger_medical", "seizure", "no its stopped now", "seizure_off"),
        ("danger_medical", "seizure", "still going", "seizure_on"),
        ("danger_medical", "withdrawal", "hes seeing spiders", "withdrawal_call"),
        ("danger_medical", "withdrawal", "no just shaking", "withdrawal_doctor"),
        ("danger_medical", "stimulant", "no hes smashing things", "step_back"),
        ("danger_child", "swallowed", "yes shes playing", "swallowed_ok"),
        ("danger_child", "swallowed", "shes getting very sleepy", "not_ok"),
        ("danger_child", "alone", "my mum is going round", "on_way"),
        (VIOLENCE, "weapon", "im out, at the neighbours", "out"),
        (VIOLENCE, "threat", "no hes in prison", "safe"),
        (VIOLENCE, "own_fear_of_hurting", "yes im outside", "own_calm"),
        (OTHER, "missing", "he just walked in", "back_home"),
        (OTHER, "missing", "theres a note", "missing_note"),
        (OTHER, "self_harm", "she says it helps with the pain", "support"),
        (OVERDOSE, "released", "he used this morning", "released_now"),
        (OVERDOSE, "alcohol_poisoning", "very slow breathing", "weak_breath"),
        (OVERDOSE, "bereavement", "he was 24", "grief_listen"),
        (SELF, "passive", "just so tired, sometimes", "thoughts"),
    ],
)
def test_finer_kinds_have_their_own_way_on(answers: Answers, kind: str, detail: str, typed: str, step: str) -> None:
    assert walk(answers, kind, typed, detail=detail).state["step"] == step


def test_every_detail_that_the_screen_can_tell_has_an_answer(answers: Answers) -> None:
    """A finer kind without an answer of its own gets the kind's first; those that matter for what to say have one."""
    own = {detail for kind in KINDS for detail in answers.paths.of(kind).alarm} | {"released", "bereavement"}
    matter = {
        "alcohol_poisoning", "stimulant", "withdrawal", "seizure", "means", "missing", "self_harm", "passive", "weapon",
        "own_fear_of_hurting", "swallowed", "alone", "driving", "released", "bereavement",
    }  # fmt: skip
    assert matter <= own
    assert Rules is not None


def test_a_medical_snore_is_checked_and_not_just_believed(answers: Answers) -> None:
    answer = walk(answers, OVERDOSE, "false alarm hes just asleep and snoring")
    assert "999" in answer.bubbles[0].text and re.search(r"wake", answer.bubbles[0].text)


@pytest.mark.parametrize("kind", KINDS)
def test_a_retraction_gets_one_soft_check_and_then_the_way_back(answers: Answers, kind: str) -> None:
    answer = walk(answers, kind, "thats not what i meant")
    assert answer.bubbles[-1].text.endswith("?") and not answer.state["done"]
    assert answers.follow(answer.state, "yes all safe", None, "GB").state["step"] == "back"


def test_a_death_gets_condolence_and_no_script(answers: Answers) -> None:
    answer = walk(answers, OVERDOSE, "she died")
    assert "sorry" in answer.bubbles[0].text.lower() and "naloxone" not in str(answer.bubbles).lower()
    again = answers.follow(answer.state, "no im alone", None, "GB")
    assert again.state["step"] == "grief_alone" and "116 123" in str(again.bubbles)


# -- escalation -----------------------------------------------------------------------------------------------------


def reply(answers: Answers, before: Answer, kind: str, detail: str, text: str, level: Level = Level.ALARM) -> Answer:
    return answers.reply(Danger(level, kind, detail), before.state, text, "GB", said=before.state["said"])


def test_a_danger_that_answers_the_question_goes_on_and_does_not_start_again(answers: Answers) -> None:
    first = answers.first(Danger(Level.ALARM, OVERDOSE), "GB")
    assert reply(answers, first, OVERDOSE, "", "no he isnt breathing").state["step"] == "not_breathing"


def test_a_knife_in_an_answer_is_followed(answers: Answers) -> None:
    first = answers.first(Danger(Level.ALARM, VIOLENCE), "GB")
    assert reply(answers, first, VIOLENCE, "weapon", "no he has a knife").state["step"] == "weapon"


def test_a_threat_typed_where_the_plan_was_asked_is_no_line_of_the_plan(answers: Answers) -> None:
    planning = walk(answers, SELF, "no", detail="passive")
    worse = reply(answers, planning, SELF, "active", "im going to do it tonight")
    assert worse.state["step"] in ("first", "active") and not worse.state["plan"]


def test_another_danger_starts_its_own_answer(answers: Answers) -> None:
    first = answers.first(Danger(Level.ALARM, VIOLENCE), "GB")
    assert reply(answers, first, OVERDOSE, "", "now he collapsed and wont wake").state["kind"] == OVERDOSE


def test_a_mere_check_does_not_replace_an_open_alarm(answers: Answers) -> None:
    first = answers.first(Danger(Level.ALARM, OVERDOSE), "GB")
    for kind in (OVERDOSE, SELF):
        after = reply(answers, first, kind, "", "i cant do this on my own", Level.CHECK)
        assert after.state["kind"] == OVERDOSE and after.bubbles


def test_an_alarm_told_again_is_answered_in_other_words(answers: Answers) -> None:
    answer, heard = answers.first(Danger(Level.ALARM, OVERDOSE), "GB"), []
    for _ in range(8):
        heard += [bubble.text for bubble in answer.bubbles[:1]]
        answer = reply(answers, answer, OVERDOSE, "", "he took so much stuff he is dying")
    assert len(heard) == len(set(heard))


@pytest.mark.parametrize(("kind", "country"), list(product(KINDS, ("GB", ""))))
def test_whatever_is_typed_again_and_again_the_same_is_not_said_word_for_word(
    answers: Answers, kind: str, country: str
) -> None:
    for typed in (("no",), ("yes",), ("idk",), ("no", "yes")):
        answer = answers.first(Danger(Level.ALARM, kind), country)
        heard = [answer.bubbles[0].text]
        for turn in range(12):
            if answer.state["done"]:
                break
            answer = answers.follow(answer.state, typed[turn % len(typed)], None, country)
            heard.append(answer.bubbles[0].text)
        assert len(heard) == len(set(heard)), (typed, [text for text in heard if heard.count(text) > 1])


# -- the safety plan --------------------------------------------------------------------------------------------------


def test_a_plan_is_built_in_their_own_words_shown_and_kept(answers: Answers) -> None:
    shown = walk(answers, SELF, "no", "my dog", "my sister Ann", "my brother has them", detail="passive")
    text = shown.bubbles[0].text
    assert all(part in text for part in ("my dog", "my sister Ann", "my brother has them", "116 123", "999"))
    assert not shown.keep, "kept only when they say so"
    kept = answers.follow(shown.state, "yes", None, "GB")
    assert kept.keep["person"] == "my sister Ann" and kept.keep["safety"] == SELF and "my dog" in kept.keep["what"]
    assert kept.state["done"]


def test_a_plan_without_a_line_is_still_a_plan(answers: Answers) -> None:
    shown = walk(answers, SELF, "no", "nothing", "none", "nobody", "no", "no", detail="passive")
    assert shown.state["step"] == "plan_shown" and "999" in shown.bubbles[0].text
    assert answers.follow(shown.state, "yes", None, "GB").keep == {}


def test_a_kept_plan_is_offered_next_time_and_shown_back(answers: Answers) -> None:
    plan = {"helps": "the dog", "person": "Ann"}
    first = answers.first(Danger(Level.ALARM, SELF, "passive"), "GB", plan=plan)
    assert "my_plan" in [value for _, value in first.bubbles[-1].buttons]
    shown = answers.follow(first.state, "", "my_plan", "GB")
    assert "the dog" in shown.bubbles[0].text and "Ann" in shown.bubbles[0].text


def test_a_violence_plan_is_not_kept_and_nothing_more_is_sent_where_others_may_look(answers: Answers) -> None:
    shown = walk(answers, VIOLENCE, "yes", "no", "yes please", "my sisters", "jo, pineapple", "at jos")
    assert all(part in shown.bubbles[0].text for part in ("my sisters", "jo, pineapple", "at jos"))
    contact = answers.follow(shown.state, "no", None, "GB")
    assert not contact.keep and contact.state["step"] == "contact"
    quiet = answers.follow(contact.state, "no he checks my phone", None, "GB")
    assert quiet.quiet and quiet.state["done"]


def test_a_line_of_a_plan_is_not_read_as_a_country(answers: Answers) -> None:
    shown = walk(answers, SELF, "no", "a walk", "my friend in spain", detail="passive", country="GB")
    assert shown.state["country"] == "" and shown.state["plan"]["person"] == "my friend in spain"


# -- the country that is not known ------------------------------------------------------------------------------------


def test_an_unknown_country_gets_one_calm_line_once(answers: Answers) -> None:
    answer = answers.first(Danger(Level.ALARM, OVERDOSE), "")
    said = str([bubble.text for bubble in answer.bubbles])
    assert all(said.count(number) == 1 for number in ("112", "911", "999", "000"))
    assert answer.bubbles[0].text.startswith("Call your emergency number now.")
    for text in ("no", "no", "not yet", "no"):
        answer = answers.follow(answer.state, text, None, "")
        assert not re.search(r"\d{3}", str([bubble.text for bubble in answer.bubbles]))


def test_a_sentence_may_begin_with_the_number(answers: Answers) -> None:
    for kind, seed in product(KINDS, range(4)):
        for bubble in answers.first(Danger(Level.ALARM, kind), "", seed).bubbles:
            assert not re.search(r"(?:^|[.!?] )your emergency", bubble.text), bubble.text


# -- staying ------------------------------------------------------------------------------------------------------------


def test_somebody_who_tells_what_happens_is_not_dropped(answers: Answers) -> None:
    answer = answers.first(Danger(Level.ALARM, OVERDOSE), "GB")
    for text in ("hes on the kitchen floor", "there is foil next to him", "his mate ran off"):
        answer = answers.follow(answer.state, text, None, "GB")
        assert answer.bubbles and not answer.state["done"] and "999" in answer.bubbles[0].text


@pytest.mark.parametrize("kind", KINDS)
def test_no_path_ends_in_silence(answers: Answers, kind: str) -> None:
    ends = [node for node in answers.paths.of(kind).nodes.values() if node.done]
    for node in [*ends, *(n for n in answers.paths.common.nodes.values() if n.done)]:
        last = node.ask[0].texts[-1] if node.ask else node.say[0].texts[-1]
        assert node.say and (node.ways or last), node.name


# -- a death, and what only sounds like danger -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["my son died of an overdose last month", "he passed away two years ago", "we lost him in march", "my daughter is dead",
     "since my brother died nothing is the same", "it was his funeral today"],
)  # fmt: skip
def test_a_death_is_heard(answers: Answers, text: str) -> None:
    assert answers.mourns(text)
    weighed = Danger(Level.CHECK, OTHER, "", (Reason("words", "overdose, son", Level.CHECK),))
    assert answers.reply(weighed, {}, text, "GB").state["step"] == "bereavement"


@pytest.mark.parametrize(
    "text",
    ["i nearly died laughing", "my phone died", "he passed out on the sofa", "im scared he died", "is he dead?",
     "we lost him in the crowd at the fair", "she passed her exam", "if he died i couldnt bear it", "i lost my son to drugs",
     "he is dead, not breathing, blue"],
)  # fmt: skip
def test_what_is_no_death_is_none(answers: Answers, text: str) -> None:
    assert not answers.mourns(text)


def test_words_that_only_sound_like_another_danger_answer_the_open_one(answers: Answers) -> None:
    first = answers.first(Danger(Level.ALARM, VIOLENCE), "GB")
    weighed = Danger(Level.ALARM, OVERDOSE, "", (Reason("words", "he, is", Level.ALARM),))
    after = answers.reply(weighed, first.state, "cant talk hes here", "GB")
    assert (after.state["kind"], after.state["step"]) == (VIOLENCE, "unsafe")
    named = Danger(Level.ALARM, OVERDOSE, "", (Reason("collapsed", "collapsed", Level.ALARM),))
    assert answers.reply(named, first.state, "he collapsed", "GB").state["kind"] == OVERDOSE


def test_my_own_is_nobody(answers: Answers) -> None:
    assert walk(answers, OVERDOSE, "she died", "no im on my own here").state["step"] == "grief_alone"


# -- what comes between, and letting go ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "text", "word"),
    [
        (OVERDOSE, "should i call?", "call"), (OVERDOSE, "they will arrest him", "law"), (OVERDOSE, "no credit on my phone", "credit"),
        (OVERDOSE, "we live rural, its 40 minutes away", "far"), (OVERDOSE, "he doesnt want me to call", "unwilling"),
        (OVERDOSE, "hell be so angry if i call", "unwilling"), (OVERDOSE, "is he going to die", "fear"),
        (OVERDOSE, "fuck off bot", "angry"), (OVERDOSE, "what is the number", "number"), (OVERDOSE, "i not understand", "simple"),
        (OVERDOSE, "im 14", "young"), (OVERDOSE, "my sister is with me", "two"), (VIOLENCE, "its my fault i wound him up", "no_fault"),
        (VIOLENCE, "hell be angry if i call", "quiet_call"), (VIOLENCE, "i dont want him in trouble", "not_to_punish"),
        (OTHER, "he made me promise not to tell", "promise"), (SELF, "will you tell anyone", "who_self"),
        (SELF, "nobody would notice", "matter"), ("danger_child", "they would take the kids off us", "care"),
    ],
)  # fmt: skip
def test_what_holds_somebody_back_is_answered_and_the_question_stays(
    answers: Answers, kind: str, text: str, word: str
) -> None:
    first = answers.first(Danger(Level.ALARM, kind), "GB")
    after = answers.follow(first.state, text, None, "GB")
    aside = (answers.paths.of(kind).nodes | answers.paths.common.nodes).get(
        f"aside_{word}"
    ) or answers.paths.common.nodes["aside_should"]
    said = {
        v.texts[0].split("{")[0]
        for v in (*aside.say, *answers.paths.common.nodes["aside_should"].say * (word == "call"))
    }
    assert any(after.bubbles[0].text.startswith(start) for start in said)
    assert after.state["step"] == first.state["step"] and after.bubbles[-1].text != first.bubbles[-1].text


def test_no_question_is_asked_twice_running_in_the_same_words(answers: Answers) -> None:
    for kind, path in answers.paths.by_name.items():
        for step, node in path.nodes.items():
            if node.done or not node.ask:
                continue
            state = {"kind": kind, "step": step, "alarm": True}
            one = answers.follow(state, "", step, "GB")
            two = answers.follow(one.state, "there is somebody at the window of the house", None, "GB")
            if two.state["step"] == step and not two.state["done"]:
                assert one.bubbles[-1].text != two.bubbles[-1].text, (kind, step)


def test_pills_already_taken_begin_at_the_call(answers: Answers) -> None:
    for text in ("i took the pills. all of them", "i took a lot of pills", "ive swallowed them"):
        told = answers.reply(Danger(Level.ALARM, SELF), {}, text, "GB")
        assert told.state["step"] == "taken", text


@pytest.mark.parametrize("text", ["i cant", "dont call anyone", "nobody would notice", "i cant say"])
def test_despair_is_no_no(answers: Answers, text: str) -> None:
    for level in (Level.ALARM, Level.CHECK):
        assert walk(answers, SELF, text, level=level).state["step"] not in ("thoughts", "worn_out", "no_danger")


def test_after_pills_no_plan_is_made(answers: Answers) -> None:
    taken = answers.reply(Danger(Level.ALARM, SELF), {}, "i took the pills", "GB")
    for text in ("yes", "my sister came", "not yet", "i feel sick"):
        taken = answers.follow(taken.state, text, None, "GB")
        assert taken.state["step"] not in ("thoughts", "plan_who") and "999" in str(taken.bubbles)


@pytest.mark.parametrize(
    "text", ["no answer", "no one is with her", "not good", "no idea", "i dont know", "no but hes gone grey"]
)
def test_a_no_that_tells_of_danger_denies_none(answers: Answers, text: str) -> None:
    after = walk(answers, "danger_child", text, level=Level.CHECK)
    assert not after.state["done"]


def test_a_check_asks_once_more_and_then_lets_go(answers: Answers) -> None:
    once = walk(answers, OVERDOSE, "hm well", level=Level.CHECK)
    assert once.bubbles and not once.state["done"]
    twice = answers.follow(once.state, "hm well", None, "GB")
    assert twice.state["done"] and twice.on == "this" and "999" in twice.bubbles[0].text


def test_long_accounts_stay_on_an_alarm(answers: Answers) -> None:
    answer = answers.first(Danger(Level.ALARM, OVERDOSE), "GB")
    for text in ("there was foil next to him on the floor", "his mate ran off when i came in", "we had been doing so well",
                 "i only went out for milk", "the dog was barking at the door"):  # fmt: skip
        answer = answers.follow(answer.state, text, None, "GB")
        assert answer.bubbles and not answer.state["done"] and "999" in answer.bubbles[0].text


def test_somebody_who_grieves_is_listened_to(answers: Answers) -> None:
    lost = Danger(Level.CHECK, OVERDOSE, "bereavement")
    first = answers.first(lost, "GB")
    told = answers.follow(first.state, "i dont know what to do with his room", None, "GB")
    assert told.state["step"] == "grief_listen" and not told.state["done"]
    later = answers.follow(first.state, "no", None, "GB")
    assert later.state["done"] and later.state["step"] == "grief_later"


def test_a_child_who_writes_is_spoken_to_as_a_child(answers: Answers) -> None:
    for kind in (VIOLENCE, "danger_child"):
        first = answers.reply(Danger(Level.ALARM, kind), {}, "my dad hits my mum when hes drunk. im 12", "GB")
        assert first.state["step"] == "young" and "999" in first.bubbles[0].text


def test_naloxone_that_did_nothing_is_no_false_alarm(answers: Answers) -> None:
    assert walk(answers, OVERDOSE, "no", "yes", "i gave it nothing happened").state["step"] == "second_dose"


def test_what_i_cannot_do_says_nothing_of_their_breath(answers: Answers) -> None:
    assert walk(answers, "danger_medical", "i cant drive him", detail="heart").state["step"] == "heart"


def test_who_can_t_talk_because_he_is_there_is_told_to_get_away(answers: Answers) -> None:
    asked = answers.reply(Danger(Level.CHECK, OVERDOSE), {}, "cant talk he is here", "GB")
    assert (asked.state["kind"], asked.state["step"]) == (VIOLENCE, "unsafe")


@pytest.mark.parametrize(
    "piece", ["um ", "no ", "i have just called ", "he is ", "not ", "well, ", "is he ", "a", "my son "]
)
def test_the_longest_message_is_heard_at_once(answers: Answers, piece: str) -> None:
    first = answers.first(Danger(Level.ALARM, OVERDOSE), "GB")
    answers.follow(first.state, "warm up", None, "GB")
    began = time.perf_counter()
    answers.follow(first.state, (piece * 4096)[:4096], None, "GB")
    assert time.perf_counter() - began < 0.5
