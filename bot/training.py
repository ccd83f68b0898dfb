"""Trains what Hearth learns from data: the acts model and the Rasa model. Knows when a model is stale."""

from __future__ import annotations

import ast
import hashlib
import json
import logging
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.settings import ROOT

MODELS = ROOT / "models"
RASA_MODEL = MODELS / "hearth.tar.gz"
ACTS_MODEL = MODELS / "acts.npz"
STAMP = MODELS / "hearth.json"


@dataclass(frozen=True)
class Part:
    """A model that is trained by itself: its name, its file, and what it is made from.

    code: modules whose source, with all of ours that they import, is part of what it is made from. data: file patterns.
    """

    name: str
    file: Path
    code: tuple[str, ...]
    data: tuple[str, ...]


#: What each trained model depends on. A change of wording alone needs no training.
PARTS = (
    Part("acts", ACTS_MODEL, ("coaching.language.acts_model",), ("data/acts/*.jsonl",)),
    Part(
        "danger",
        MODELS / "danger_words.json",
        ("coaching.safety.training",),
        ("data/safety/*.jsonl", "data/safety/**/*.yml", "data/nlu/*.yml", "data/acts/*.jsonl"),
    ),
    Part("questions", MODELS / "questions.npz", ("coaching.learn",), ("data/content/questions/*", "data/nlu/talk.yml")),
    Part(
        "rasa",
        RASA_MODEL,
        ("bot.nlu.classifier", "coaching.language.intents", "coaching.language.finetune"),
        ("config.yml", "domain.yml", "data/nlu/*.yml", "data/stories/*.yml", "data/safety/*.jsonl"),
    ),
)


def fingerprint(part: Part) -> str:
    """A hash over everything that the model is made from."""
    digest = hashlib.sha256()
    patterns = (*part.data, "requirements.lock")
    files = {path for pattern in patterns for path in ROOT.glob(pattern)} | _sources(part.code)
    for path in sorted(files):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _sources(modules: Iterable[str]) -> set[Path]:
    """The files of these modules and of all our modules that they import."""
    found: set[Path] = set()
    waiting = list(modules)
    while waiting:
        name = waiting.pop()
        path = ROOT.joinpath(*name.split(".")).with_suffix(".py")
        if path in found or not path.exists():
            continue
        found.add(path)
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.ImportFrom) and node.module:
                waiting += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            elif isinstance(node, ast.Import):
                waiting += [alias.name for alias in node.names]
    return found


def stale() -> list[Part]:
    """The parts whose model is missing, or made from other sources."""
    made = _made_from()
    return [part for part in PARTS if not part.file.exists() or made.get(part.name) != fingerprint(part)]


def _made_from() -> dict[str, str]:
    """The fingerprint of each part at its last training."""
    try:
        made: dict[str, str] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {part.name: made[part.name] for part in PARTS if part.name in made}


def train(parts: Sequence[Part] = PARTS) -> None:
    """Trains these parts, telling what goes on. Raises TrainingError with one sentence."""
    began = time.monotonic()
    MODELS.mkdir(exist_ok=True)
    for number, part in enumerate(parts, 1):
        made_from = fingerprint(part)
        title, work = _WORK[part.name]
        _say(f"{number} of {len(parts)}: {title}")
        work()
        STAMP.write_text(json.dumps({**_made_from(), part.name: made_from}), encoding="utf-8")
    _say(f"done in {time.monotonic() - began:.0f} s")


def _train_acts() -> None:
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    from coaching.language.acts_model import train_acts

    train_acts(ACTS_MODEL, say=_say)


def _train_danger() -> None:
    from coaching.safety.training import train as train_danger_words

    train_danger_words()


def _train_questions() -> None:
    from coaching.learn import library

    library()


class TrainingError(RuntimeError):
    """Training failed. The message says what to look at."""


def _train_rasa() -> None:
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    sys.path.insert(0, str(ROOT))
    from rasa.model_training import train as rasa_train
    from rasa.shared.core.domain import Domain
    from rasa.utils.common import configure_logging_and_warnings
    from rasa.utils.log_utils import configure_structlog

    configure_logging_and_warnings(log_level=logging.WARNING)
    configure_structlog(logging.WARNING)

    Domain.load(str(ROOT / "domain.yml"))  # the importer itself would go on with an empty one
    result = rasa_train(
        domain=str(ROOT / "domain.yml"),
        config=str(ROOT / "config.yml"),
        training_files=[str(ROOT / "data" / "nlu"), str(ROOT / "data" / "stories")],
        output=str(MODELS),
        fixed_model_name=RASA_MODEL.name.split(".")[0],
        force_training=True,
    )
    if result.code != 0 or not RASA_MODEL.exists():
        raise TrainingError("Rasa could not train a model: see its messages above, and try `hearth check`.")


_WORK: dict[str, tuple[str, Callable[[], None]]] = {
    "acts": ("the acts in a sentence (phrasing and practice)", _train_acts),
    "danger": ("the words of danger", _train_danger),
    "questions": ("the questions that Hearth can answer", _train_questions),
    "rasa": ("intents and dialogue (Rasa); this takes some minutes", _train_rasa),
}


def _say(message: str) -> None:
    print(f"hearth train: {message}", flush=True)
