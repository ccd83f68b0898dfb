"""My space: what is kept, export, delete everything, privacy in plain words, country and time zone.

Deleting and exporting are done by the caller: the last step's state holds `{"do": "delete"}` or `{"do": "export"}`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from coaching.asking import Guided, Question
from coaching.checkin import country_name
from coaching.content import wording
from coaching.debrief import path_text
from coaching.dialogue import Choice, Context, Expects, Heard, Say, State, Step
from coaching.effects import Effect, Remember, Remove
from coaching.growth import growth_image, growth_text
from coaching.language.plain import plain
from coaching.language.values import ordinal_choice
from coaching.progress import Progress
from coaching.resources import Resources, country_in, last_help
from coaching.scenario import scenarios
from coaching.zones import place, zones_from_clock

KINDS = ("wording", "limit", "progress", "practice", "strain", "plan")
MOST = 4  #: items in one bubble, the newest
LONGEST = 16  #: words of an item in a list
#: wish -> words that mean it; the first that fits counts
_WISHES = (
    ("delete", r"delete|erase|wipe|remove|forget (?:me|everything|all)|get rid of|clear (?:everything|my|all|the)|right to be forgotten"),
    ("hide", r"hide (?:word|this|the screen|it|the chat|everything)|hide|panic button|quick(?:ly)? (?:exit|escape)|leave quickly|clear the screen|safe word"),
    ("export", r"export|download|copy of|a copy|take (?:it|them|everything) with|data dump|send me (?:all )?my data|pdf"),
    ("who", r"who (?:can|else|all)?\s?(?:read|see|sees|reads|has|knows|gets|looks)|anyone (?:read|see)|someone (?:read|see)|(?:can|could|will|would|does|do|is) (?:he|she|they|you|(?:my|his|her|our) [\w ]{2,20}?|people|somebody) (?:ever |be able to |going to |gonna )?(?:read|see|find (?:this|it|out)|know)"
     r"|hacked|does anyone|police|leak"),
    ("privacy", r"privacy|private|secure|safe to|confidential|gdpr|data|encrypt\w*|store|stored|keep what|telegram|anonymous"),
    ("zone", r"time ?zone|clock|wrong time|moved? (?:to|abroad)|hours? (?:off|behind|ahead)"),
    ("country", r"country|(?:i|we) (?:now )?live in|(?:i'?m|i am|we'?re|we are) (?:now )?(?:in|based in|living in)"),
    ("progress", r"(?:the|my) record"),
    ("wording", r"phrase|wording|words|sentence|text|message|script|line"),
    ("limit", r"limit|boundar\w+|rule"),
    ("progress", r"progress|wins?|good (?:days?|moments?)|timeline|chart|effort|went well"),
    ("practice", r"practi[cs]e|rehears\w+|role.?play|score|result"),
    ("strain", r"strain|stress|how (?:i'?ve|i have) been|my numbers?"),
    ("plan", r"plan"),
)  # fmt: skip


#: "Does that wipe the record?" asks; it does not order anything to be deleted.
_WILL_IT = re.compile(
    r"^(?:and |so |but )?(?:does|did|do|will|would|is|has|was|have)\b(?! you (?:delete|erase|wipe|remove)).*"
)


#: one thing of what was shown, and never all of it
_ONE = re.compile(
    r"\b(?:delete|erase|remove|get rid of|bin|scrap)\b(?: \w+){0,2}? (?:(?:that|this|the|my) )?(?:one|it|that|this|(?:last|first|second|third|fourth|newest|latest|oldest|top|bottom)(?: (?:one|wording|limit|line|entry|note|text|message|plan))?"
    r"|(?:number|no\.?|#) ?\d|wording|limit|entry|line|note)\b"
)
_ALL = re.compile(r"\b(?:all|everything|every|data|account|me|messages|them|lot)\b")


def one_to_delete(text: str, context: Context) -> Mapping[str, Any] | None:
    """The saved item that "delete that one" or "remove the second" means: of what was shown last, else the newest."""
    said = plain(text)
    if not _ONE.search(said) or _ALL.search(said):
        return None
    kind = next((kind for kind in ("wording", "limit", "plan") if kind in said), "")
    saved = [item for each in ([kind] if kind else KINDS) for item in context.saved.get(each, ())]
    known = {int(item["id"]): item for item in saved}
    shown = [known[i] for i in context.profile.notes.get("shown", ()) if i in known]
    if not shown:
        return max(saved, key=lambda item: (str(item["at"]), int(item["id"])), default=None)
    if re.search(r"\b(?:oldest|bottom)\b", said):
        return shown[-1]
    nth = ordinal_choice(re.sub(r"\b(?:last|latest|newest|top|that|this) one\b|\blast\b", "", said), len(shown))
    return shown[nth or 0]


def wish_of(text: str) -> str:
    """What a message wants from the space, "" when it doesn't say: then everything is shown in short."""
    said = plain(text)
    return next((name for name, words in _WISHES if re.search(rf"\b(?:{words})s?\b", said)), "")


class Space(Guided):
    """The skill "space"."""

    name = "space"
    questions = {
        "sure": Question(Expects.YES_NO, ("delete_yes", "delete_no", "export")),
        "one": Question(Expects.YES_NO, ("one_yes", "one_no")),
        "country": Question(Expects.TEXT),
        "clock": Question(Expects.TIME),
    }

    def start(self, heard: Heard, context: Context) -> Step:
        """Button values: a wish's name (`delete`, `export`, `who`, `privacy`, `zone`, `country`, a kind of item)."""
        wishes = {name for name, _ in _WISHES}
        wish = heard.value if heard.value in wishes else wish_of(heard.text)
        if heard.value is None and wish == "delete" and _WILL_IT.search(plain(heard.text)):
            return Step([Say("space.nothing_wiped")])
        if heard.value is None and (item := one_to_delete(heard.text, context)) is not None:
            what = _row(_kind_of(item, context), item)
            return self.ask({"began": True, "item": int(item["id"]), "what": what}, "one")
        if (
            wish == "delete"
            and heard.value is None
            and _ONE.search(plain(heard.text))
            and not _ALL.search(plain(heard.text))
        ):
            return self._overview(context)  # there is nothing to take away
        if wish == "hide":
            key = "space.hide_telegram" if context.channel == "telegram" else "space.hide"
            return Step([Say(key, choices=self._open("who", "privacy", "delete"))])
        if wish == "delete":
            return self.ask({"began": True}, "sure")
        if wish == "export":
            return self._export()
        if wish == "country":
            code = country_in(heard.text)
            if code and last_help(context):
                return Resources().in_country(code, context)
            return self._country(code) if code else self.ask({"began": True}, "country")
        if wish == "zone":
            return self.ask({"began": True}, "clock")
        if wish in ("who", "privacy"):
            other = "privacy" if wish == "who" else "who"
            more = f"space.{wish}_more_telegram" if context.channel == "telegram" else f"space.{wish}_more"
            return Step([Say(f"space.{wish}"), Say(more, choices=self._open(other, "export", "delete"))])
        if wish in KINDS:
            return self._show(wish, context)
        return self._overview(context)

    def on_sure(self, state: State, heard: Heard, context: Context) -> Step:
        """Deletes only on a clear yes; everything else asks again or keeps."""
        if heard.value == "export":
            return self._export()
        if heard.value == "delete_yes" or (heard.value is None and heard.yes is True):
            return Step([Say("space.deleting")], {"do": "delete"})
        if (
            heard.value is None
            and re.search(r"\b(?:delete|wipe|erase) (?:it|them|all|everything)\b", plain(heard.text))
            and heard.yes is not False
        ):
            return Step([Say("space.deleting")], {"do": "delete"})
        if heard.value == "delete_no" or heard.yes is False:
            return self.end(state, [self.say(state, "kept")])
        return self.again(state)

    def on_one(self, state: State, heard: Heard, context: Context) -> Step:
        """One item goes on a clear yes."""
        if heard.value == "one_yes" or (heard.value is None and heard.yes is True):
            return self.end(state, [self.say(state, "one_gone")], [Remove(int(state["item"]))])
        if heard.value == "one_no" or heard.yes is False:
            return self.end(state, [self.say(state, "kept")])
        return self.again(state)

    def on_country(self, state: State, heard: Heard, context: Context) -> Step:
        """A country's name."""
        code = country_in(heard.text)
        return self._country(code) if code else self.again(state)

    def on_clock(self, state: State, heard: Heard, context: Context) -> Step:
        """The time on their clock gives the time zone."""
        found = zones_from_clock(heard.text, context.now, context.profile.country)
        if len(found) != 1:  # none could be read, or it may be morning or evening there
            return self.again(state)
        there = context.now.astimezone(place(found[0]))
        return self.end(
            state, [self.say(state, "clock_set", time=there.strftime("%H:%M"))], [Remember({"timezone": found[0]})]
        )

    def _country(self, code: str) -> Step:
        return Step([Say("space.country_set", {"country": country_name(code)})], effects=[Remember({"country": code})])

    def _export(self) -> Step:
        return Step([Say("space.exporting")], {"do": "export"})

    def _overview(self, context: Context) -> Step:
        counts = {kind: len(context.saved.get(kind, ())) for kind in KINDS}
        if not any(counts.values()):
            return Step([Say("space.empty", choices=self._open("privacy", "delete"))])
        full = [kind for kind in KINDS if counts[kind]][:5]
        shown = [Say(f"space.count_{kind}", {"count": str(count)}) for kind, count in counts.items() if count]
        values = {"items": " ".join(wording().line(say.key, say.values) for say in shown)}
        return Step(
            [
                Say("space.overview", values, self._open(*full)),
                Say("space.overview_more", choices=self._open("export", "delete", "privacy")),
            ]
        )

    def _show(self, kind: str, context: Context) -> Step:
        items = list(context.saved.get(kind, ()))
        if kind == "limit":
            items = [item for item in items if not item.get("retired")]
        if not items:
            return Step([Say(f"space.no_{kind}", choices=[self._begin(kind)])])
        shown = "\n".join(_row(kind, item) for item in items[-MOST:][::-1])
        seen: list[Effect] = [Remember({"notes": {"shown": [int(item["id"]) for item in items[-MOST:][::-1]]}})]
        if kind == "progress":  # the whole record with its picture: the same as in "see progress"
            return Step(Progress.record(context), effects=seen)
        if len(items) > MOST:
            shown += "\n" + wording().line("space.older", {"count": str(len(items) - MOST)})
        rest = [other for other in KINDS if other != kind and context.saved.get(other)][:3]
        choices = [*self._open(*rest), self._begin(kind)]
        grew = growth_text(items) if kind == "practice" else ""
        if grew:
            return Step(
                [
                    Say("space.show_practice", {"items": shown}),
                    Say("space.growth", {"growth": grew}, choices, growth_image(items)),
                ],
                effects=seen,
            )
        return Step([Say(f"space.show_{kind}", {"items": shown}, choices)], effects=seen)

    def _open(self, *values: str) -> list[Choice]:
        data = ("delete", "export", "who", "privacy", "zone", "country")
        return [Choice(f"space.buttons.{v}", v, "manage_data" if v in data else "review_history") for v in values]

    def _begin(self, kind: str) -> Choice:
        intent = {
            "wording": "get_phrasing", "limit": "set_boundary", "progress": "recognise_progress",
            "practice": "practise_conversation", "strain": "support_myself", "plan": "support_myself",
        }[kind]  # fmt: skip
        return Choice(f"space.buttons.new_{kind}", "new", intent)


def _kind_of(item: Mapping[str, Any], context: Context) -> str:
    return next(kind for kind in KINDS if any(other["id"] == item["id"] for other in context.saved.get(kind, ())))


def _row(kind: str, item: Mapping[str, Any]) -> str:
    """A saved item as one line: its day, then what it says."""
    at = datetime.fromisoformat(str(item["at"]))
    return f"{at.day} {at:%b}: {_SHOWN[kind](item)}"


def _short(text: str) -> str:
    words = text.split()
    return text if len(words) <= LONGEST else " ".join(words[:LONGEST]) + " …"


def _first(item: Mapping[str, Any], keys: Sequence[str]) -> str:
    return _short(next((str(item[key]) for key in keys if item.get(key)), "…"))


def _practised(item: Mapping[str, Any]) -> str:
    """A practice talk: its scene, and how open the loved one was at the start and at the end."""
    scene, path = scenarios().get(str(item.get("scenario", ""))), item.get("path") or ()
    title = scene.title if scene else _first(item, ("scenario", "best"))
    return f"{title} ({path_text([path[0]])} → {path_text([path[-1]])})" if path else title


_SHOWN: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "wording": lambda item: f'"{_first(item, ("text",))}"',
    "limit": lambda item: _first(item, ("limit", "text", "words", "what")),
    "progress": lambda item: _first(item, ("what", "text")),
    "practice": lambda item: _practised(item),
    "strain": lambda item: f"{float(item.get('value', 0)):g}/10",
    "plan": lambda item: " · ".join(str(item[key]) for key in ("who", "what") if item.get(key)) or "…",
}
