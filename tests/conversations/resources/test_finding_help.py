from __future__ import annotations

from tests.conversations.walk import export, someone_in
from tests.service import Service, said


def test_finds_a_line_for_the_country_and_it_is_remembered(service: Service) -> None:
    person = someone_in(service, "resources")
    person.press("resources_help.buttons.lines")
    person.say("ireland")
    assert said(person.text, "resources_help.lines_how")
    assert export(person)["person"]["country"] == "IE"


def test_names_only_the_country(service: Service) -> None:
    person = someone_in(service, "resources")
    person.press("resources_help.buttons.groups")
    assert said(person.text, "resources_help.groups")
    person.press("resources_help.buttons.online")
    assert said(person.text, "resources_help.online")
