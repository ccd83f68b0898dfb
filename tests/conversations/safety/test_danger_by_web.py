"""Danger told in the widget, through the whole stack: the first words, the way on, repair, what is kept."""

from __future__ import annotations

from tests.conversations.walk import exercises, saved, someone_in
from tests.service import Person, Service, said


def steps(person: Person, *texts: str) -> str:
    """Types one after the other; gives the last answer."""
    for text in texts:
        person.say(text)
    return person.text


def in_danger(person: Person, text: str, *words: str) -> None:
    """The first answer: a crisis bubble, the number early, one question at the end, and these words."""
    person.say(text)
    assert person.kinds[0] == "crisis", person.text
    assert "999" in " ".join(person.text.split()[:60])
    assert person.replies[-1]["text"].rstrip().endswith("?")
    for word in words:
        assert word in person.text.lower(), (word, person.text)


def test_overdose_in_the_middle_of_a_limit_goes_to_hospital_and_the_limit_waits(service: Service) -> None:
    person = someone_in(service, "boundary")
    person.say("stop giving him cash")
    in_danger(person, "omg hes on the floor not breathing his lips are blue", "naloxone")
    assert "breath" in steps(person, "no he isnt").lower()
    assert "breath" in steps(person, "we dont have any of that").lower()
    steps(person, "yes theyre coming")
    assert person.kinds[0] == "crisis" and person.text.endswith("?")
    assert "hospital" not in steps(person, "they took him to hospital").lower() or person.kinds[0] == "crisis"
    assert "good hands" in person.text or "right place" in person.text
    steps(person, "im ok")
    assert said(person.text, "talk.paused_after_danger")
    assert exercises(person)["boundary"] == "open"


def test_false_alarm_with_snoring_is_believed_after_one_test(service: Service) -> None:
    person = someone_in(service, "phrasing")
    in_danger(person, "i think hes overdosed he wont wake up")
    assert "wake" in steps(person, "false alarm hes just asleep and snoring").lower()
    assert "999" in person.text
    assert "999" in steps(person, "yes he swore at me")
    steps(person, "yes i will")
    assert said(person.text, "talk.paused_after_danger")


def test_not_what_i_meant_is_believed_with_one_soft_check(service: Service) -> None:
    person = service.person()
    in_danger(person, "she took all the pills and wont wake up")
    person.press("That's not what I meant")
    assert person.text.rstrip().endswith("?") and "999" not in person.text
    steps(person, "yes everyone is safe, it was a film")
    assert not person.text.rstrip().endswith("?")
    assert person.say("thank you") and person.kinds[0] == "message"


def test_own_dark_thoughts_get_a_plan_in_their_words_that_is_kept_and_shown_again(service: Service) -> None:
    person = service.person()
    in_danger(person, "i dont want to wake up tomorrow. everyone would be better off without me", "116 123")
    steps(person, "no not really, i just want it to stop")
    steps(person, "walking the dog round the field", "my sister ann")
    shown = steps(person, "my brother can keep them")
    assert "walking the dog" in shown and "my sister ann" in shown and "116 123" in shown and "999" in shown
    steps(person, "yes please")
    (plan,) = saved(person, "plan")
    assert plan["person"] == "my sister ann"
    steps(person, "show my plan")
    assert "my sister ann" in person.text
    person.say("its bad again i want to die")
    person.press("Show my safety plan")
    assert "walking the dog" in person.text


def test_violence_with_him_in_the_room_then_out_then_a_plan_that_is_not_kept(service: Service) -> None:
    person = service.person()
    in_danger(person, "he just hit me again and hes smashing the kitchen up", "not")
    told = steps(person, "cant talk hes here").lower()
    assert any(word in told for word in ("close this chat", "stop writing", "put the phone away")) and "999" in told
    steps(person, "yes im at my neighbours")
    assert person.text.rstrip().endswith("hurt?") or "hurt you?" in person.text
    steps(person, "no just shaken", "yes please", "my sisters", "jo and the word is pineapple")
    assert "my sisters" in steps(person, "at jos") and "pineapple" in person.text
    steps(person, "no")
    assert "check-ins are off" in steps(person, "no he looks at my phone")
    assert saved(person, "plan") == []


def test_it_gets_worse_over_turns_and_each_turn_is_followed(service: Service) -> None:
    person = service.person()
    person.say("he is screaming at me and i am scared of him")
    assert person.kinds[0] == "crisis"
    person.say("hes got a knife now")
    assert person.kinds[0] == "crisis" and "weapon" in person.text.lower()
    person.say("now he collapsed and he is not breathing")
    assert person.kinds[0] == "crisis" and "breath" in person.text.lower()
    heard = [text for text in person.heard if text.startswith(("Call", "Please call", "Get away", "If you're in"))]
    assert len(heard) == len(set(heard))


def test_a_death_gets_condolence_and_not_the_script(service: Service) -> None:
    person = service.person()
    person.say("my son died of an overdose last month")
    assert "sorry" in person.text.lower() and "naloxone" not in person.text.lower()
    assert "999" not in person.text


def test_she_dies_while_help_is_there(service: Service) -> None:
    person = service.person()
    in_danger(person, "my sister overdosed, shes not breathing")
    assert "sorry" in steps(person, "she died").lower()
    assert "naloxone" not in person.text.lower()
    assert "116 123" in steps(person, "no im on my own here")


def test_a_child_swallowed_a_pill(service: Service) -> None:
    person = service.person()
    in_danger(person, "my toddler just swallowed one of his methadone tablets", "pack")
    assert "999" in steps(person, "yes shes playing")
    assert "999" in steps(person, "shes getting very sleepy")


def test_driving_drunk_now(service: Service) -> None:
    person = service.person()
    in_danger(person, "shes just driven off drunk with the car", "car")
    assert "999" in steps(person, "yes")
    assert "999" in steps(person, "i cant do that to her")


def test_a_missing_son_walks_in(service: Service) -> None:
    person = service.person()
    in_danger(person, "my son has been missing for two days and he left a note saying goodbye")
    steps(person, "he just walked in the door")
    assert (person.kinds[0] == "crisis" and "glad" in person.text.lower()) or "relief" in person.text.lower()


def test_somebody_who_stopped_drinking_sees_things(service: Service) -> None:
    person = service.person()
    in_danger(person, "dad stopped drinking two days ago and hes shaking and seeing spiders on the wall")
    assert "999" in steps(person, "yes he doesnt know where he is")


def test_urgent_help_walks_the_same_way_on(service: Service) -> None:
    person = service.person()
    person.urgent()
    assert "999" in person.text and "116 123" in person.text
    person.press("Someone won't wake or is very ill")
    assert "999" in steps(person, "no")
