"""Loads and validates `data/content`: every sentence a person can read, in YAML that a counsellor edits.

A skill's file (`data/content/boundary.yml`) has two parts:

    lines:                      # what Hearth says; a line has one or more variants
      ask_limit:
        - What would you like to be different? Say it as what **you** will do.
        - ...
    buttons:                    # titles of buttons, at most 40 characters
      smaller: Make it smaller

Its keys are named `boundary.ask_limit` and `boundary.buttons.smaller` in code. `{loved_one}` is filled from the profile.
Every error names the file and the line.
"""

from __future__ import annotations

import re
import string
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

CONTENT = Path(__file__).resolve().parent.parent / "data" / "content"
MAX_WORDS = 60  #: a bubble, product.md "How it talks"
MAX_TITLE = 40  #: a button's title: fits a 320 px phone and a Telegram row


class ContentError(ValueError):
    """Something in the content is wrong. The message names file, line and what to do."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"{path.name}:{line}: {problem}")
        self.path, self.line, self.problem = path, line, problem


class Mapped(dict[str, Any]):
    """A YAML mapping that remembers on which line each key stands."""

    lines: dict[str, int]
    line: int


class Listed(list[Any]):
    """A YAML list that remembers on which line each item stands."""

    lines: list[int]
    line: int


class _Loader(yaml.SafeLoader):
    pass


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Mapped:
    result = Mapped()
    result.line, result.lines = node.start_mark.line + 1, {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in result:
            raise yaml.constructor.ConstructorError(None, None, f"the key {key!r} stands twice", key_node.start_mark)
        result[key] = loader.construct_object(value_node, deep=True)
        result.lines[key] = key_node.start_mark.line + 1
    return result


def _sequence(loader: _Loader, node: yaml.SequenceNode) -> Listed:
    result = Listed(loader.construct_object(item, deep=True) for item in node.value)
    result.line, result.lines = node.start_mark.line + 1, [n.start_mark.line + 1 for n in node.value]
    return result


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_SEQUENCE_TAG, _sequence)


def load_yaml(path: Path) -> Any:
    """The file's content, mappings and lists knowing their lines. Raises ContentError for bad YAML or no file."""
    try:
        with path.open(encoding="utf-8") as file:
            return yaml.load(file, Loader=_Loader)  # a SafeLoader
    except FileNotFoundError:
        raise ContentError(path, 0, "the file is missing") from None
    except UnicodeDecodeError as error:
        raise ContentError(path, 0, f"not UTF-8 text: {error}") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise ContentError(path, mark.line + 1 if mark else 0, f"not valid YAML: {error.problem}") from None


def need(path: Path, mapping: Any, key: str, kind: type, line: int = 0) -> Any:
    """`mapping[key]`, checked to be there and of that kind; else a ContentError that says so."""
    if not isinstance(mapping, dict):
        raise ContentError(path, line, f"expected a mapping with {key!r}, found {mapping!r}")
    where = getattr(mapping, "lines", {}).get(key, getattr(mapping, "line", line))
    if key not in mapping:
        raise ContentError(path, where, f"{key!r} is missing")
    if not isinstance(mapping[key], kind):
        raise ContentError(path, where, f"{key!r} should be {kind.__name__}, found {mapping[key]!r}")
    return mapping[key]


@dataclass(frozen=True)
class Line:
    """One thing Hearth says: its variants, and where it stands in the content."""

    key: str
    variants: tuple[str, ...]
    path: Path
    at: int

    @property
    def placeholders(self) -> frozenset[str]:
        """Names in braces over all variants."""
        formatter = string.Formatter()
        return frozenset(name for v in self.variants for _, name, _, _ in formatter.parse(v) if name)


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        raise KeyError(key)


def fill(text: str, values: Mapping[str, str]) -> str:
    """`text` with {placeholders} filled. Values are put in as they are: braces inside them mean nothing."""
    return re.sub(r"\{(\w+)\}", lambda match: str(_Blank(values)[match.group(1)]), text)


@dataclass
class Wording:
    """All lines and button titles. `line()` never gives the variant said last, if there is another."""

    lines: dict[str, Line] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path = CONTENT) -> Wording:
        """Reads every `*.yml` that has `lines` or `buttons`. Raises ContentError at the first problem."""
        wording = cls()
        for path in sorted(folder.glob("*.yml")):
            data = load_yaml(path)
            if isinstance(data, Mapped) and ("lines" in data or "buttons" in data):
                wording._add(path, path.stem, data)
        return wording

    def _add(self, path: Path, name: str, data: Mapped) -> None:
        for key, variants in (data.get("lines") or {}).items():
            at = data["lines"].lines[key]
            texts = [variants] if isinstance(variants, str) else variants
            if not isinstance(texts, list) or not texts or not all(isinstance(t, str) and t.strip() for t in texts):
                raise ContentError(path, at, f"{key!r} needs one text or a list of texts")
            for i, text in enumerate(texts):
                here = texts.lines[i] if isinstance(texts, Listed) else at
                if len(text.split()) > MAX_WORDS:
                    raise ContentError(path, here, f"{len(text.split())} words; a bubble has at most {MAX_WORDS}")
            self.lines[f"{name}.{key}"] = Line(f"{name}.{key}", tuple(t.strip() for t in texts), path, at)
        for key, title in (data.get("buttons") or {}).items():
            at = data["buttons"].lines[key]
            if not isinstance(title, str) or not title.strip():
                raise ContentError(path, at, f"the button {key!r} needs a title (text in quotes)")
            if len(title) > MAX_TITLE:
                raise ContentError(path, at, f"the button {key!r} has {len(title)} characters, at most {MAX_TITLE}")
            self.titles[f"{name}.buttons.{key}"] = title.strip()

    def line(self, key: str, values: Mapping[str, str], said: dict[str, int] | None = None, seed: int = 0) -> str:
        """The line `key`, filled. `said` holds the variant used last per key, and is updated.

        Raises KeyError for an unknown key or a placeholder without a value: both are caught by `hearth check`.
        """
        line = self.lines[key]
        count = len(line.variants)
        if said is not None and key in said:
            index = (said[key] + 1) % count
        else:
            index = (zlib.crc32(key.encode()) + seed) % count
        if said is not None:
            said[key] = index
        return fill(line.variants[index], values)

    def title(self, key: str, values: Mapping[str, str] | None = None) -> str:
        """A button's title, cut to fit."""
        text = fill(self.titles[key], values or {})
        return text if len(text) <= MAX_TITLE else text[: MAX_TITLE - 1].rstrip() + "…"

    def texts(self) -> Iterator[tuple[Path, int, str]]:
        """Everything Hearth can say from here: (file, line, text), for checks."""
        for line in self.lines.values():
            for text in line.variants:
                yield line.path, line.at, text
        for key, title in self.titles.items():
            yield CONTENT / f"{key.split('.')[0]}.yml", 0, title


@lru_cache(maxsize=1)
def wording() -> Wording:
    """The content as shipped, loaded once."""
    return Wording.load()
