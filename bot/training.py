"""Trains what Hearth learns from data: the acts model and the Rasa model. Knows when a model is stale."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bot.settings import ROOT

MODELS = ROOT / "models"
RASA_MODEL = MODELS / "hearth.tar.gz"
ACTS_MODEL = MODELS / "acts.npz"
STAMP = MODELS / "hearth.json"

#: What a trained model depends on. A change of wording alone needs no training.
_SOURCES = (
    "config.yml",
    "domain.yml",
    "data/nlu/*.yml",
    "data/stories/*.yml",
    "data/acts/*.jsonl",
    "data/safety/*.jsonl",
    "data/safety/**/*.yml",
    "coaching/safety/normalise.py",
    "coaching/safety/training.py",
    "coaching/safety/words.py",
    "bot/nlu/*.py",
    "coaching/language/*.py",
    "requirements.lock",
)


def fingerprint() -> str:
    """A hash over everything that the models are made from."""
    digest = hashlib.sha256()
    for path in _sources():
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    for pattern in _SOURCES:
        yield from sorted(ROOT.glob(pattern))


def stale() -> bool:
    """Whether there is no model, or one made from other sources."""
    if not RASA_MODEL.exists() or not ACTS_MODEL.exists() or not STAMP.exists():
        return True
    try:
        return bool(json.loads(STAMP.read_text(encoding="utf-8")).get("fingerprint") != fingerprint())
    except ValueError:
        return True


def train() -> None:
    """Trains everything, telling what goes on. Raises TrainingError with one sentence."""
    began, made_from = time.monotonic(), fingerprint()
    MODELS.mkdir(exist_ok=True)
    _say("1 of 4: the acts in a sentence (phrasing and practice)")
    from coaching.language.acts_model import train_acts

    train_acts(ACTS_MODEL)
    _say("2 of 4: the words of danger")
    from coaching.safety.training import train as train_danger_words

    train_danger_words()
    _say("3 of 4: the questions that Hearth can answer")
    from coaching.learn import library

    library()
    _say("4 of 4: intents and dialogue (Rasa); this takes a minute or more")
    _train_rasa()
    STAMP.write_text(json.dumps({"fingerprint": made_from}), encoding="utf-8")
    _say(f"done in {time.monotonic() - began:.0f} s")


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


def _say(message: str) -> None:
    print(f"hearth train: {message}", flush=True)
