from __future__ import annotations

from tests.conversations.walk import saved, someone_in
from tests.service import Service, said


def test_invites_to_a_walk_with_words_to_keep(service: Service) -> None:
    person = someone_in(service, "invite")
    person.press("invite.buttons.walk")
    person.press("invite.buttons.calm_day")
    person.press("invite.buttons.walk_0")
    person.press("invite.buttons.days")
    assert said(person.text, "invite.three")
    person.press("invite.buttons.save_text")
    [wording] = saved(person, "wording")
    assert wording["situation"] == "invite_walk"
    assert wording["text"] in "\n".join(person.heard)


def test_doubts_that_it_will_work_and_the_doubt_is_not_put_into_the_invitation(service: Service) -> None:
    person = someone_in(service, "invite")
    person.press("invite.buttons.meal")
    person.say("sunday morning")
    person.say("a cup of tea in the garden")
    text = person.say("no that wont work")
    assert said(text, "invite.choice_doubt")
    assert "wont work" not in person.press("invite.buttons.days")
    assert "a cup of tea in the garden" in person.text
