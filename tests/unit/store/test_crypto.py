import os
import stat
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from store.crypto import Keyring, load_or_make_master
from store.errors import StoreError


@pytest.mark.parametrize("value", [{}, "", None, [1, 2.5, True], {"n": "Zoë 💛"}, "nul \x00 and lone \ud83d surrogate"])
def test_what_is_sealed_opens_again(value):
    keyring = Keyring([Fernet.generate_key()])
    box = keyring.unwrap(keyring.new_data_key())
    assert box.open(box.seal(value)) == value


def test_a_sealed_value_shows_nothing_and_opens_only_for_its_person():
    keyring = Keyring([Fernet.generate_key()])
    mine, theirs = keyring.unwrap(keyring.new_data_key()), keyring.unwrap(keyring.new_data_key())
    sealed = mine.seal("my son Sam")
    assert b"Sam" not in sealed
    with pytest.raises(StoreError):
        theirs.open(sealed)
    with pytest.raises(StoreError):
        mine.open(sealed[:-4] + b"AAA=")


def test_an_old_master_key_still_opens_and_a_rewrapped_key_needs_it_no_more():
    old, new = Fernet.generate_key(), Fernet.generate_key()
    wrapped = Keyring([old]).new_data_key()
    sealed = Keyring([old]).unwrap(wrapped).seal("text")
    both = Keyring([new, old])
    assert both.unwrap(wrapped).open(sealed) == "text"
    assert Keyring([new]).unwrap(both.rewrap(wrapped)).open(sealed) == "text"
    with pytest.raises(StoreError, match="not the one"):
        Keyring([new]).unwrap(wrapped)


def test_boxes_are_cached_within_bounds_and_forgotten_on_demand(monkeypatch):
    monkeypatch.setattr("store.crypto._CACHED_BOXES", 2)
    keyring = Keyring([Fernet.generate_key()])
    a, b, c = (keyring.new_data_key() for _ in range(3))
    first = keyring.unwrap(a)
    assert keyring.unwrap(a) is first
    keyring.unwrap(b), keyring.unwrap(a), keyring.unwrap(c)
    assert keyring.unwrap(a) is first, "the one used last stays"
    assert len(keyring._boxes) == 2
    keyring.forget(a)
    assert keyring.unwrap(a) is not first


def test_the_first_start_makes_a_key_only_its_owner_can_read_and_later_ones_use_it(tmp_path: Path):
    path = tmp_path / "master.key"
    made = load_or_make_master(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load_or_make_master(path) == made
    assert os.listdir(tmp_path) == ["master.key"]


def test_the_environment_wins_and_may_hold_several_keys(tmp_path: Path):
    keys = [Fernet.generate_key().decode() for _ in range(2)]
    assert load_or_make_master(tmp_path / "none", ", ".join(keys)) == [key.encode() for key in keys]
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("bad", ["short", "ä" * 44, ",", Fernet.generate_key().decode()[:-2]])
def test_a_bad_key_is_one_clear_sentence_that_does_not_repeat_it(tmp_path: Path, bad: str):
    with pytest.raises(StoreError, match="HEARTH_MASTER_KEY") as caught:
        load_or_make_master(tmp_path / "k", bad)
    assert bad == "," or bad not in str(caught.value)
    (tmp_path / "k").write_text(bad if bad != "," else "")
    with pytest.raises(StoreError, match=r"(?i)master key"):
        load_or_make_master(tmp_path / "k")


def test_a_lost_key_file_is_an_error_and_not_a_new_key(tmp_path: Path):
    with pytest.raises(StoreError, match="put the key file back"):
        load_or_make_master(tmp_path / "k", None, holds_people=lambda: True)
    assert not (tmp_path / "k").exists()


def test_a_key_file_in_a_missing_folder_is_one_clear_sentence(tmp_path: Path):
    with pytest.raises(StoreError, match="cannot be used: No such file"):
        load_or_make_master(tmp_path / "no" / "k")
