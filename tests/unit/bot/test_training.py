from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot import training
from bot.training import PARTS, Part, fingerprint, stale, train


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project of its own, with one model made from one module, what that imports, and one data file."""
    for name, text in {
        "coaching/a.py": "from coaching import b\nfrom coaching.c import thing\n",
        "coaching/b.py": "import json\n",
        "coaching/c.py": "thing = 1\n",
        "coaching/other.py": "x = 1\n",
        "data/rows.jsonl": "{}\n",
        "requirements.lock": "",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    part = Part("acts", tmp_path / "models" / "a.npz", ("coaching.a",), ("data/*.jsonl",))
    monkeypatch.setattr(training, "ROOT", tmp_path)
    monkeypatch.setattr(training, "MODELS", tmp_path / "models")
    monkeypatch.setattr(training, "STAMP", tmp_path / "models" / "hearth.json")
    monkeypatch.setattr(training, "PARTS", (part,))
    monkeypatch.setattr(training, "_WORK", {"acts": ("something", lambda: part.file.write_text("model"))})
    return tmp_path


def test_what_is_missing_is_trained_once(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert [part.name for part in stale()] == ["acts"]
    train(stale())
    assert "1 of 1: something" in capsys.readouterr().out
    assert stale() == []
    (house / "models" / "a.npz").unlink()
    assert stale()


@pytest.mark.parametrize("changed", ["coaching/a.py", "coaching/b.py", "coaching/c.py", "data/rows.jsonl"])
def test_a_model_is_stale_when_what_it_is_made_from_changes(house: Path, changed: str) -> None:
    train(stale())
    (house / "coaching/other.py").write_text("x = 2\n")
    assert stale() == []
    (house / changed).write_text((house / changed).read_text() + "\n")
    assert stale()


def test_a_broken_stamp_is_no_model(house: Path) -> None:
    train(stale())
    (house / "models" / "hearth.json").write_text(json.dumps("x")[:-1])
    assert stale()


def test_the_parts_of_this_house_know_their_sources() -> None:
    names = {part.name: {str(p) for p in training._sources(part.code)} for part in PARTS}
    assert any(p.endswith("coaching/language/encoder.py") for p in names["rasa"])
    assert not any(p.endswith("coaching/language/reading.py") for p in names["rasa"])
    assert len({fingerprint(part) for part in PARTS}) == len(PARTS)
