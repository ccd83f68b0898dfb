"""The phone numbers that Hearth may show, typed and checked. They stand in data/content/resources.yml and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from coaching.content import CONTENT, ContentError, load_yaml, need

ROOT = CONTENT.parents[1]
RESOURCES = CONTENT / "resources.yml"
KINDS = ("emergency", "crisis", "violence", "family", "addiction", "poison", "child")
SERVICES = ("all", "ambulance", "police")
MAX_AGE_DAYS = 180  #: a row not checked for longer than this is not shipped (reference/safety.md 1.8)
SHORT = 6  #: numbers of up to this many digits are short codes, checked against the country's own rules


@dataclass(frozen=True)
class Resource:
    """A line that somebody answers. `hours`, `cost` and `languages` are empty when the source does not say."""

    country: str  #: ISO 3166 code
    kind: str  #: one of KINDS
    name: str
    number: str  #: as people write it in that country
    source: str
    checked_on: date
    service: str = ""  #: emergency only, one of SERVICES
    note: str = ""  #: said in brackets after the number ("from a mobile")
    hours: str = ""
    cost: str = ""
    languages: tuple[str, ...] = ()
    takes_family_calls: bool | None = None  #: None: the source does not say
    sms: str = ""
    sms_word: str = ""  #: the word to text to `sms`, "" for any
    url: str = ""
    line: int = 0  #: where the row stands in the file


@dataclass(frozen=True)
class Country:
    """A country as people name it."""

    code: str
    name: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Common:
    """An emergency number said while the country is unknown."""

    number: str
    where: str
    short: str


@dataclass
class Resources:
    """All rows, the countries that can be named, and the numbers for when the country is unknown."""

    rows: Sequence[Resource] = ()
    countries: dict[str, Country] = field(default_factory=dict)
    common: Sequence[Common] = ()

    @classmethod
    def load(cls, path: Path = RESOURCES) -> Resources:
        """Reads the file. Raises ContentError with file and line for a row that can't be read."""
        data = load_yaml(path)
        rows = [_row(path, row) for row in need(path, data, "resources", list)]
        countries = {
            code: Country(code, need(path, row, "name", str), tuple(row.get("also", ())))
            for code, row in need(path, data, "countries", dict).items()
        }
        common = [Common(row["number"], row["where"], row["short"]) for row in need(path, data, "common", list)]
        return cls(rows, countries, common)

    def for_country(self, country: str, kind: str = "") -> list[Resource]:
        """The rows of a country (ISO code, any case), of one kind if given, as ordered in the file."""
        code = country.upper()
        return [row for row in self.rows if row.country == code and (not kind or row.kind == kind)]

    def emergency(self, country: str, police: bool = False) -> str:
        """The emergency number(s) of a country as text for a sentence ("999 or 112"), "" when none is confirmed.

        police: where police and ambulance have numbers of their own, the police's instead of the ambulance's.
        """
        wanted = ("all", "police") if police else ("all", "ambulance")
        rows = self.for_country(country, "emergency")
        chosen = [row for row in rows if row.service in wanted] or rows
        return " or ".join(f"{row.number} ({row.note})" if row.note else row.number for row in chosen)

    def named(self, text: str) -> str:
        """The code of the country that a short answer names ("the uk", "Ireland", "im in spain"), "" if none."""
        words = " " + re.sub(r"[^\w. ]+", " ", text.lower()).strip(" .") + " "
        if len(words.split()) > 6:
            return ""
        for country in self.countries.values():
            if any(f" {name.lower()} " in words for name in (country.name, *country.also)):
                return country.code
        code = words.strip().upper()
        return code if code in self.countries and code not in ("IN", "IT", "AT", "BE", "NO", "US") else ""


def _row(path: Path, row: Any) -> Resource:
    at = getattr(row, "line", 0)
    checked = need(path, row, "checked_on", date, at)
    known = set(Resource.__dataclass_fields__) - {"line"}
    for key in row:
        if key not in known:
            raise ContentError(path, at, f"unknown field {key!r}; known are {', '.join(sorted(known))}")
    texts = {
        key: need(path, row, key, str, at)
        for key in row
        if key in known - {"checked_on", "languages", "takes_family_calls"}
    }
    for key in ("country", "kind", "name", "number"):
        need(path, row, key, str, at)
    if texts["kind"] not in KINDS:
        raise ContentError(path, at, f"kind {texts['kind']!r} is none of {', '.join(KINDS)}")
    if texts["kind"] == "emergency" and texts.get("service") not in SERVICES:
        raise ContentError(path, at, f"an emergency number needs a service: {', '.join(SERVICES)}")
    texts.setdefault("source", "")
    return Resource(
        **texts,
        checked_on=checked,
        languages=tuple(row.get("languages", ())),
        takes_family_calls=row.get("takes_family_calls"),
        line=at,
    )


def accepted(number: str, country: str, emergency: bool = False) -> bool:
    """Whether `phonenumbers` accepts the number for that country. Says nothing about who answers."""
    import phonenumbers
    from phonenumbers import shortnumberinfo

    digits = re.sub(r"\D", "", number)
    if emergency:
        return bool(shortnumberinfo.is_emergency_number(digits, country))
    try:
        parsed = phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException:
        return False
    if len(digits) <= SHORT and shortnumberinfo.is_possible_short_number_for_region(parsed, country):
        return True
    return bool(phonenumbers.is_valid_number_for_region(parsed, country))


def problems(today: date, path: Path = RESOURCES) -> list[str]:
    """What is wrong with the rows, as "file:line: what to do". Empty when all may ship."""
    try:
        resources = Resources.load(path)
    except ContentError as error:
        return [str(error)]
    found = []
    for row in resources.rows:
        where = f"{path.name}:{row.line}: {row.country} {row.name} {row.number}"
        if not row.source.strip():
            found.append(f"{where}: no source")
        if not accepted(row.number, row.country, row.kind == "emergency"):
            found.append(f"{where}: phonenumbers rejects this number for {row.country}")
        if row.sms and not accepted(row.sms, row.country):
            found.append(f"{where}: phonenumbers rejects the text number {row.sms}")
        if row.country not in resources.countries:
            found.append(f"{where}: {row.country} is not among the countries")
        age = (today - row.checked_on).days
        if age > MAX_AGE_DAYS:
            found.append(f"{where}: last checked {age} days ago; call it, then set checked_on")
        if age < 0:
            found.append(f"{where}: checked_on {row.checked_on} lies in the future")
    for common in resources.common:
        if not any(row.number == common.number and row.kind == "emergency" for row in resources.rows):
            found.append(f"{path.name}: the common number {common.number} is no country's emergency number")
    return found


#: A number as people write them: at least 7 digits in groups, or an emergency or short line by its name.
_LONG = re.compile(r"(?<![\w.,:/#-])\+?\(?\d(?:[\s().-]{0,2}\d){6,14}(?![\w%]|\.\d)")
_DATE = re.compile(
    r"(?i:pubmed|pmid|pmc|doi|isbn)[\s:]*[\d./-]+|\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{2,4}|(?:19|20)\d\d\s*-\s*(?:19|20)\d\d"
)


def numbers_elsewhere(root: Path = ROOT, resources: Resources | None = None) -> list[str]:
    """Phone numbers written outside resources.yml, in data/content, in Python and in the widget, as "file:line: what to do".

    Finds every number of resources.yml wherever it is written out, and anything else shaped like a phone number. The
    widget may name the common emergency numbers: its line for when no server answers can't ask one.
    """
    resources = resources or Resources.load()
    common = {c.number for c in resources.common}
    numbers = {row.number for row in resources.rows} | common
    numbers |= {row.sms for row in resources.rows if row.sms}
    alternatives = "|".join(re.escape(n) for n in sorted(numbers, key=len, reverse=True))
    spoken = r"\b(?:call|dial|ring|phone|text|number|line)\b\D{0,20}?"
    known = re.compile(rf"{spoken}(?<![\w.])({alternatives})(?![\w%]|[.,:-]\d)", re.I)
    found = []
    for path in _files(root):
        content, widget = path.suffix == ".yml", path.suffix in (".js", ".html")
        for at, text in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            shown = text if content else " ".join(re.findall(r"\"[^\"]*\"|'[^']*'", text))
            if content and shown.lstrip().startswith("#"):
                continue
            hits = [m.group(1) for m in known.finditer(text if widget else shown)]
            if widget:  # drawings are full of digits
                hits = [number for number in hits if number not in common and not _COMMENT.match(text)]
            else:
                hits += [m.group().strip() for m in _LONG.finditer(_DATE.sub(" ", shown))]
            if hits:
                found.append(f"{path.relative_to(root)}:{at}: the number {hits[0]} belongs in resources.yml only")
    return found


_COMMENT = re.compile(r"\s*(?://|/?\*|<!--)")


def _files(root: Path) -> Iterator[Path]:
    for path in sorted((root / "data" / "content").rglob("*.yml")):
        if path.name != "resources.yml":
            yield path
    for room in ("actions", "bot", "coaching", "store"):
        for kind in ("*.py", "*.js", "*.html"):
            yield from sorted((root / room).rglob(kind))
