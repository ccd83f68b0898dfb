"""Danger told in another language in plain words is an alarm of its kind; the same language without danger is none."""

from __future__ import annotations

import pytest

from coaching.language.tongues import SPOKEN
from coaching.safety.danger import Level
from coaching.safety.foreign import Foreign
from coaching.safety.screen import Screen

TOLD = [
    ("es", "overdose", "mi hijo no respira y tiene los labios azules"),
    ("es", "suicide_other", "mi hija dice que se quiere morir"),
    ("es", "suicide_self", "ya no quiero vivir, no puedo más"),
    ("fr", "overdose", "mon mari ne respire plus, aidez-moi"),
    ("fr", "violence", "il me frappe encore ce soir et j'ai peur"),
    ("pt", "overdose", "meu filho tomou muitos comprimidos e não acorda"),
    ("pt", "violence", "meu marido está com uma faca e quer me matar"),
    ("it", "suicide_self", "non voglio più vivere, sono stanca di tutto"),
    ("it", "overdose", "mio figlio non si sveglia e ha le labbra viola"),
    ("de", "overdose", "mein Sohn atmet nicht und ist ganz blau"),
    ("de", "suicide_other", "meine Tochter sagt sie will nicht mehr leben"),
    ("pl", "violence", "mój mąż bije mnie i dzieci"),
    ("pl", "overdose", "syn jest nieprzytomny, nie mogę go obudzić"),
    ("id", "suicide_self", "saya ingin mati saja, saya sudah lelah"),
    ("id", "overdose", "anak saya overdosis dan tidak sadar"),
    ("hi_latin", "violence", "mera pati mujhe roz maarta hai sharab peekar"),
    ("hi_latin", "overdose", "mera beta saans nahi le raha hai"),
    ("zh", "overdose", "我儿子叫不醒，嘴唇发紫"),
    ("zh", "suicide_self", "我不想活了"),
    ("hi", "overdose", "मेरा बेटा बेहोश है, साँस नहीं ले रहा"),
    ("ur", "violence", "میرا شوہر مجھے مارتا ہے"),
    ("ar", "overdose", "ابني لا يتنفس"),
    ("ar", "violence", "زوجي يضربني"),
    ("bn", "overdose", "আমার ছেলে শ্বাস নিচ্ছে না"),
    ("ru", "overdose", "мой сын не дышит"),
    ("ru", "violence", "муж меня бьёт"),
]


@pytest.mark.parametrize(("language", "kind", "text"), TOLD)
def test_danger_in_plain_words_is_heard(language: str, kind: str, text: str) -> None:
    danger = Foreign().read(text)
    assert (danger.level, danger.kind) == (Level.ALARM, f"danger_{kind}")
    assert danger.reasons[0].rule == f"tongues.{language}"


@pytest.mark.parametrize(
    "text",
    [
        "mi hijo bebe todos los días y no sé qué hacer",
        "mon fils boit trop et je suis fatiguée",
        "mein Mann trinkt jeden Abend",
        "mój syn bierze narkotyki",
        "我儿子吸毒，我不知道该怎么办",
        "муж пьёт каждый день",
        "he is not breathing",
        "he plays overdose in the band",
    ],
)
def test_what_is_no_danger_or_english_is_not_its_matter(text: str) -> None:
    assert not Foreign().read(text)


def test_every_language_knows_every_kind() -> None:
    phrases = Foreign().phrases
    assert set(phrases) == set(SPOKEN)
    kinds = {"overdose", "medical", "suicide_self", "suicide_other", "violence"}
    assert all(set(known) == {f"danger_{kind}" for kind in kinds} for known in phrases.values())


def test_the_screen_hears_it_without_any_model() -> None:
    assert Screen().read("mon mari ne respire plus").level is Level.ALARM
