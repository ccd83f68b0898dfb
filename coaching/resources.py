"""Find help: lines to call by country, and how to find groups, treatment, naloxone and the rest.

Numbers come from data/content/resources.yml only (`coaching.safety.numbers`); what to do stands in
data/content/resources_help.yml. The country is asked once and remembered, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from coaching.asking import stopped
from coaching.content import wording
from coaching.dialogue import Choice, Context, Expects, Heard, Say, State, Step
from coaching.effects import Effect, Remember
from coaching.language.plain import plain
from coaching.safety.numbers import Resource
from coaching.safety.numbers import Resources as Numbers

MOST_LINES = 4  #: numbers in one bubble
COUNTRIES = ("US", "GB", "IE", "AU")  #: offered as buttons; any other is typed
#: topic -> words that ask for it; the first that fits counts
_TOPICS = (
    ("naloxone", r"naloxone|narcan|nyxoid|overdose kit|nasal spray|antidote"),
    ("transport", r"transport|lift|bus|no car|drive there|get there|petrol|taxi|too far"),
    ("internet", r"no internet|no wifi|no data|no smart ?phone|offline|no computer"),
    ("online", r"online|zoom|virtual|video|telehealth|remote|app|chat room|forum"),
    ("waiting", r"wait(?:ing)?(?: ?list)?|queue|months to get|no beds?|full up"),
    ("rural", r"rural|village|countryside|remote area|middle of nowhere|small town|nothing (?:here|near|around|round here)"),
    ("cost", r"cost|afford|free|money|insurance|medicaid|medicare|price|cheap|pay for|sliding scale|low.?income"),
    ("groups", r"group|meeting|al-?anon|nar-?anon|smart|peer|support for (?:me|us|famil\w+|parents|wives)|other (?:famil\w+|parents|wives|mothers)"),
    ("treatment", r"rehab|treatment|detox|clinic|doctor|counsell?\w*|counse?ler|therap\w+|programme|program|residential|inpatient|outpatient"
     r"|suboxone|methadone|somewhere for (?:him|her|them)|psych\w+"),
    ("lines", r"help ?line|hot ?line|line|number|phone|call|ring|someone to talk|talk to (?:someone|a person|somebody)|real person|human|crisis"),
)  # fmt: skip
RECENT = timedelta(minutes=30)  #: how long "and in Scotland?" goes on with a talk about finding help
_NAMED_LINE = re.compile(r"\b(?P<who>al-?\s?anon|nar-?\s?anon|smart recovery|adfam)\b")
_NUMBER = re.compile(r"\b(?:number|phone|call|ring|line|contact)\b")
_NEAR = re.compile(
    r"\b(?:near|close to|around|by) (?:me|us|here|my (?:house|home|place))\b|\bnearby\b|\blocal(?:ly)?\b|\bnearest\b|\bin my (?:area|town|city)\b"
)
_THEIR_OWN = re.compile(
    r"\b(?:i|we)(?:'m|'re| am| are|m)? (?:\w+ )?(?:in|from|live|living|based)\b|^(?:in |the )*[\w .]+$"
)
_ONE_FOR = re.compile(r"\b(?:one|ones|number|line|helpline|hotline|something|anything|any) (?:for|in) ")
_LINES = re.compile(
    r"\b(?:numbers?|help ?lines?|hot ?lines?|phones?|lines? to (?:call|ring)|(?:someone|somebody) (?:real|to (?:call|ring|talk to))|real person|a human)\b|^(?:a |the )?lines?\b"
)
_PLACED = re.compile(r"\b(?:in|for|from|about|near) (?P<where>(?:the )?[a-z.]+(?: [a-z]+)?)")
TOPICS = tuple(name for name, _ in _TOPICS)
KINDS = ("family", "addiction", "crisis")  #: of lines shown, in this order; violence and child lines belong to safety


@lru_cache(maxsize=1)
def numbers() -> Numbers:
    """The numbers as shipped, loaded once a process."""
    return Numbers.load()


def line_of(country: str, kind: str) -> str:
    """The first line of a kind in a country, as "name, number", or "" when none is confirmed."""
    rows = numbers().for_country(country, kind) if country else []
    return f"{rows[0].name}, {rows[0].number}" if rows else ""


def country_in(text: str) -> str:
    """The code of a country named in a short answer, or behind "in" or "for" in a longer one; "" if none."""
    if len(text.split()) <= 6:
        return numbers().named(text)
    places = [match["where"] for match in _PLACED.finditer(plain(text))]
    return next((code for place in places if (code := numbers().named(place))), "")


def last_help(context: Context) -> str:
    """The topic of a talk about finding help that is still fresh; "" for none."""
    note = context.profile.notes.get("help")
    if not isinstance(note, dict) or note.get("topic") not in TOPICS:
        return ""
    try:
        fresh = timedelta() <= context.now - datetime.fromisoformat(str(note.get("at"))) <= RECENT
    except ValueError:
        return ""
    return str(note["topic"]) if fresh else ""


def goes_on(text: str, context: Context) -> bool:
    """Whether a short message goes on with a talk about finding help: "and in scotland?", "near me", "something free"."""
    said = plain(text)
    if len(said.split()) > 9:
        return False
    if _ONE_FOR.search(said) and country_in(text):
        return True
    if not last_help(context):
        return False
    short = len(said.split()) <= 5
    other = topic_of(text) not in ("", "lines") or bool(_LINES.search(said))
    return bool(country_in(text) or _NEAR.search(said) or (short and other))


def topic_of(text: str) -> str:
    """Which of TOPICS a message is about, "" when it doesn't say."""
    said = plain(text)
    return next((name for name, words in _TOPICS if re.search(rf"\b(?:{words})s?\b", said)), "")


class Resources:
    """The skill "resources". One step a topic; the only open question is the country."""

    name = "resources"

    def start(self, heard: Heard, context: Context) -> Step:
        """Button values: a topic of TOPICS, or `person` for lines to call."""
        said = plain(heard.text)
        topic = heard.value if heard.value in TOPICS else "lines" if heard.value == "person" else topic_of(heard.text)
        named = country_in(heard.text)
        before = last_help(context)
        if heard.value is None and (who := _NAMED_LINE.search(said)) and _NUMBER.search(said):
            return self._no_number(who["who"], named or context.profile.country, context)
        if heard.value is None and _NEAR.search(said) and (not topic or topic == before):
            key = "resources_help.near" if before else "resources_help.near_first"
            choices = self._choices(("groups", "treatment", "lines", "online"))
            return Step([Say(key, choices=choices)], effects=[_noted(topic or before or "groups", context)])
        if not topic and named:  # a country's name, or "and in scotland?"
            topic = before if before and not re.search(r"\b(?:one|number)\b", said) else "lines"
        if not topic:
            return Step(
                [
                    Say(
                        "resources_help.ask_topic",
                        choices=self._choices(("lines", "groups", "treatment", "naloxone", "cost")),
                    )
                ],
                effects=[_noted("lines", context)],
            )
        country = named or context.profile.country
        effects: list[Effect] = []
        if named and named != context.profile.country and (not context.profile.country or _THEIR_OWN.search(said)):
            effects.append(Remember({"country": named}))  # "one for scotland?" may be where a brother lives
        if topic != "lines":
            return self._topic(topic, country, effects, context)
        if not country:
            return Step(
                [Say("resources_help.ask_country", choices=self._countries())], {"at": "country"}, Expects.CHOICE
            )
        return self._lines(country, context, effects)

    def _no_number(self, who: str, country: str, context: Context) -> Step:
        """A number that was asked for by name and isn't known for sure: said so, never made up."""
        name = wording().line(f"resources_help.named_{re.sub(r'[^a-z]', '', who)}", {})
        first = Say("resources_help.no_number", {"name": name})
        if not country:
            ask = Say("resources_help.ask_country", choices=self._countries())
            return Step([first, ask], {"at": "country"}, Expects.CHOICE, [_noted("lines", context)])
        step = self._lines(country, context)
        return Step([first, *step.say[:1]], effects=step.effects)

    def answer(self, state: State, heard: Heard, context: Context) -> Step:
        """The country, by button or name. Stays honest about one that no number is known for."""
        if stopped(heard):
            return Step([Say("resources_help.stopped")])
        code = heard.value if heard.value in numbers().countries else country_in(heard.text)
        if code:
            return self.in_country(code, context)
        if topic := topic_of(heard.text):
            return self.start(Heard(value=topic), context) if topic != "lines" else self._again(state)
        if state.get("asked") or not heard.text.strip():
            return Step(
                [Say("resources_help.country_unknown", choices=self._choices(("groups", "treatment", "online")))]
            )
        return self._again({**state, "asked": True})

    def ask_again(self, state: State, context: Context) -> list[Say]:
        """The country once more."""
        return [Say("resources_help.again_country", choices=self._countries())]

    def _again(self, state: State) -> Step:
        return Step([Say("resources_help.again_country", choices=self._countries())], state, Expects.CHOICE)

    def in_country(self, country: str, context: Context) -> Step:
        """The lines of the country that somebody says they live in."""
        return self._lines(country, context, [Remember({"country": country})])

    def _topic(self, topic: str, country: str, effects: Sequence[Effect], context: Context) -> Step:
        other = [name for name in ("lines", "groups", "treatment", "online", "waiting", "cost") if name != topic][:3]
        here = f"resources_help.{topic}_{country.lower()}"
        says = [Say(f"resources_help.{topic}"), *([Say(here)] if country and here in wording().lines else [])]
        says.append(Say(f"resources_help.{topic}_how", choices=self._choices(other)))
        return Step(says, effects=[*effects, _noted(topic, context)])

    def _lines(self, country: str, context: Context, kept: Sequence[Effect] = ()) -> Step:
        effects = [*kept, _noted("lines", context)]
        emergency = numbers().emergency(country)
        rows = [row for kind in KINDS for row in numbers().for_country(country, kind)][:MOST_LINES]
        where = numbers().countries[country].name if country in numbers().countries else country
        more = self._choices(("groups", "online", "treatment", "naloxone"))
        values = {"country": _with_article(where), "number": emergency, "lines": "\n".join(_shown(row) for row in rows)}
        if not emergency:
            return Step([Say("resources_help.country_unknown", choices=more)], effects=effects)
        key = "lines_here" if rows else "lines_none"
        return Step(
            [Say(f"resources_help.{key}", values), Say("resources_help.lines_how", choices=more)], effects=effects
        )

    def _choices(self, topics: Sequence[str]) -> list[Choice]:
        return [Choice(f"resources_help.buttons.{topic}", topic, "find_resources") for topic in topics]

    def _countries(self) -> list[Choice]:
        return [
            Choice("resources_help.buttons.country", c, values={"country": numbers().countries[c].name})
            for c in COUNTRIES
        ]


def _noted(topic: str, context: Context) -> Remember:
    return Remember({"notes": {"help": {"topic": topic, "at": context.now.isoformat()}}})


def _with_article(name: str) -> str:
    return f"the {name}" if re.match(r"United|Netherlands|Philippines|Czech Rep", name) else name


def _shown(row: Resource) -> str:
    extra = ", ".join(part for part in (row.hours, row.cost) if part)
    return f"{row.name}: {row.number}" + (f" ({extra})" if extra else "")
