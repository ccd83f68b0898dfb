"""The same danger on Telegram: typed on a phone, in a hurry."""

from __future__ import annotations

import pytest

from tests.fakes.telegram_api import FakeTelegram
from tests.service import Service, said
from tests.texter import Texter


@pytest.fixture
def texter(service: Service, telegram: FakeTelegram) -> Texter:
    return Texter(telegram).agrees()


def test_overdose_by_typed_answers(texter: Texter) -> None:
    assert "999" in texter.says("hes not breathing hes gone blue")
    assert "breath" in texter.says("no he isnt").lower()
    assert "breath" in texter.says("dont have any").lower()
    assert "999" in texter.says("not yet")


def test_danger_before_anything_was_agreed(service: Service, telegram: FakeTelegram) -> None:
    new = Texter(telegram)
    assert "999" in new.says("she took all her pills and wont wake up")
    assert "second" in new.says("cant tell") or "breath" in new.says("no")


def test_a_limit_on_hold_is_offered_again(texter: Texter) -> None:
    texter.says("i want to stop giving my son cash")
    assert "999" in texter.says("wait he is not breathing")
    assert "?" in texter.says("false alarm sorry")
    assert said(texter.says("yes all safe"), "talk.paused_after_danger")


def test_a_safety_plan_on_the_phone(texter: Texter) -> None:
    assert "116 123" in texter.says("i cant go on, i want to die")
    texter.says("no not now")
    texter.says("my cat")
    texter.says("my friend leila")
    shown = texter.says("my mum has them")
    assert "my cat" in shown and "leila" in shown
    texter.says("yes keep it")
    assert "leila" in texter.says("show my plan")


def test_he_is_in_the_room(texter: Texter) -> None:
    assert "999" in texter.says("my husband is punching me")
    assert "999" in texter.says("cant talk hes here")
    assert "999" in texter.says("no im locked in the bathroom")


def test_condolence(texter: Texter) -> None:
    text = texter.says("my daughter died of an overdose in march")
    assert "sorry" in text.lower() and "999" not in text


def test_a_threat_that_gets_worse(texter: Texter) -> None:
    assert "999" in texter.says("my brother says he is going to kill himself tonight")
    assert "999" in texter.says("hes standing on the bridge now")


def test_buttons_lead_the_same_way(texter: Texter) -> None:
    texter.says("mum drank two bottles of vodka and she wont wake up")
    assert "999" in texter.presses("Not sure") or "ten" in texter.telegram.sent_to(texter.chat)[-2]["text"]
