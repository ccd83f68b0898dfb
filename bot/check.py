"""`hearth check`: everything a counsellor or a developer can get wrong in content and training data, with file and line."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.settings import ROOT
from coaching.content import CONTENT, ContentError, Listed, Wording, load_yaml

_KEY_CALLS = {"Say": 0, "Choice": 0, "line": 0, "title": 0}
#: Keys whose texts are not said by Hearth: words that it listens for, what a person might say, names of sources.
NOT_OURS = (
    "cues",
    "ask",
    "words",
    "phrases",
    "says",
    "source",
    "sources",
    "hear",
    "keywords",
    "examples",
    "repair",
    "when",
    "about",
)
_SIMILAR_START = 400  #: characters that two training messages are compared on


def check() -> list[str]:
    """All problems found, one line each; empty when all is well."""
    problems: list[str] = []
    for part in (_wording, _code_keys, _safety, _scenarios, _banks, _stigma, _training, _domain):
        try:
            problems += part()
        except ContentError as error:
            problems.append(str(error))
    return problems


def _wording() -> list[str]:
    wording = Wording.load()
    problems = []
    for path, line, text in wording.texts():
        if re.search(r"\{[^}]*[^\w}][^}]*\}|\{\}", text):
            problems.append(f"{path.name}:{line}: a placeholder is a name in braces, as in {{loved_one}}")
    return problems


def _code_keys() -> list[str]:
    """Keys of lines and buttons that the code names, but the content does not have."""
    wording = Wording.load()
    problems = []
    for path, line, key in _named_keys():
        known = wording.titles if ".buttons." in key else wording.lines
        if key not in known:
            problems.append(f"{path.relative_to(ROOT)}:{line}: {key!r} is not in data/content/{key.split('.')[0]}.yml")
    return problems


def _named_keys() -> Iterator[tuple[Path, int, str]]:
    names = {path.stem for path in CONTENT.glob("*.yml")}
    for folder in ("bot", "actions", "coaching"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call) or not node.args:
                    continue
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                first = node.args[0]
                options = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
                for option in options:
                    if called in _KEY_CALLS and isinstance(option, ast.Constant) and isinstance(option.value, str):
                        key = option.value
                        if re.fullmatch(r"[a-z_]+(\.[a-z_0-9]+){1,2}", key) and key.split(".")[0] in names:
                            yield path, option.lineno, key


def _safety() -> list[str]:
    """Numbers with sources, in one place; danger answers that a frightened person can read; the protocol as published."""
    from bot.protocol import problems as protocol
    from coaching.safety import plainness
    from coaching.safety.answers import Answers
    from coaching.safety.numbers import numbers_elsewhere, problems

    return [*problems(date.today()), *numbers_elsewhere(), *plainness.problems(Answers().paths), *protocol()]


def _scenarios() -> list[str]:
    from coaching.practice_rules import load_rules
    from coaching.scenario import FOLDER, load_all
    from coaching.scenario_file import problems
    from coaching.scenario_trial import trial

    shared = load_rules()
    found = problems(FOLDER)
    if not found:  # what can be read is played
        found = [problem for scene in load_all(FOLDER).values() for problem in trial(scene, shared)]
    return [str(problem) for problem in found]


def _banks() -> list[str]:
    """Wordings, questions and danger answers load: their loaders say what is wrong, with the line."""
    from coaching.bank import bank
    from coaching.learn import library
    from coaching.safety.answers import Answers

    bank(), library(), Answers()
    return []


def _stigma() -> list[str]:
    from coaching.language.lexicon import stigma_in

    return [
        f"{path.name}:{line}: {found.term!r} may hurt; say: {found.prefer}"
        for path, line, text in _sentences()
        for found in stigma_in(text)
    ]


def _sentences() -> Iterator[tuple[Path, int, str]]:
    """Everything that a person can read from us, in every content file: (file, line, text)."""
    for path in sorted(CONTENT.rglob("*.yml")):
        if path.parent.name != "lexicon" and "lexicon" not in path.parts:
            yield from _leaves(path, load_yaml(path), 0)


def _leaves(path: Path, value: Any, line: int) -> Iterator[tuple[Path, int, str]]:
    if isinstance(value, str):
        yield path, line, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in NOT_OURS:
                yield from _leaves(path, inner, getattr(value, "lines", {}).get(key, line))
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from _leaves(path, inner, value.lines[i] if isinstance(value, Listed) else line)


def _training() -> list[str]:
    """Training messages: each once, each intent known."""
    problems: list[str] = []
    seen: dict[str, str] = {}
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            if block["intent"] not in domain["intents"]:
                problems.append(f"{path.name}:0: the intent {block['intent']!r} is not in domain.yml")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.startswith("    - "):
                continue
            text = re.sub(r"\W+", " ", line[6:].lower()).strip()[:_SIMILAR_START] or line[6:].strip()
            if text in seen:
                problems.append(f"{path.name}:{number}: the same message stands at {seen[text]}")
            seen[text] = f"{path.name}:{number}"
    return problems


def _domain() -> list[str]:
    """Every intent of the domain has a rule, every action of the domain a class."""
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    rules = "\n".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / "data" / "stories").glob("*.yml")))
    code = "\n".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / "actions").glob("*.py")))
    problems = [
        f"domain.yml:0: the intent {intent!r} has no rule in data/stories"
        for intent in domain["intents"]
        if not re.search(rf"intent: {intent}\b", rules)
    ]
    problems += [
        f"domain.yml:0: the action {action!r} has no class in actions/"
        for action in domain["actions"]
        if f'"{action}"' not in code
    ]
    return problems
