"""Questions that lean on the answer before, and those that belong elsewhere."""

from __future__ import annotations

from tests.conversations.walk import exercises, someone_in
from tests.service import Service, said


def test_asks_where_an_answer_comes_from_and_why(service: Service) -> None:
    person = service.person()
    assert said(person.say("is methadone just swapping one drug for another?"), "learn.answer")
    assert said(person.say("where did you get that?"), "learn.where")
    assert said(person.say("why?"), "learn.more")


def test_should_i_pay_his_rent_is_weighed_not_explained(service: Service) -> None:
    person = service.person()
    person.say("should I pay his rent again?")
    assert exercises(person).get("decide") == "open"


def test_a_dose_is_referred_to_who_can_answer_it(service: Service) -> None:
    person = service.person()
    assert said(
        person.say("how many mg of diazepam should he take to come off the drink?"), "talk.out_of_scope_medical"
    )


def test_a_question_in_the_middle_of_a_limit_is_answered_and_the_limit_kept(service: Service) -> None:
    person = someone_in(service, "boundary")
    assert said(person.say("is addiction inherited?"), "learn.answer")
    assert exercises(person)["boundary"] in ("open", "paused")
