"""My own strength: how heavy it is now (0-10), what weighs most, then one small thing that helps.

After the stress-strain-coping-support model and the 5-Step Method (Copello and others 2010): listen, look at strain,
at ways of coping, at support. The strain is kept as an item, so that its course can be shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from coaching.asking import Guided, Question, rating
from coaching.dialogue import Choice, Context, Expects, Heard, Say, State, Step
from coaching.effects import Effect, Remember, Save
from coaching.feelings import reflection
from coaching.language.plain import plain
from coaching.language.reflect import quote, tidy
from coaching.language.values import ordinal_choice
from coaching.resources import line_of

WAYS = ("calm", "voice", "people", "group")
TODAY = timedelta(hours=6)  #: a strain told more recently than this is not asked again
STORY = 5  #: words; a longer message tells something
HEAVY = 8.0  #: from here on a gentle check comes first
_WORN = re.compile(
    r"\b(?:hopeless|no hope|no point|can'?t (?:go on|do this any ?more|take (?:it|this|any ?more)|cope)|breaking point|burn(?:t|ed|ing)? ?out"
    r"|at the end of my (?:rope|tether)|nothing left|falling apart|breakdown|drowning|given up|want to disappear|so numb)\b"
)
_WAY = (
    (
        "voice",
        r"(?:harsh|blame|guilt|my fault|hate myself|failure|bad (?:mum|mom|mother|father|dad|wife|husband)|voice|self.?talk|ashamed)",
    ),
    ("group", r"(?:group|meeting|al-?anon|others like me|people who understand|people like me|someone who gets it)"),
    (
        "people",
        r"(?:people\W*$|lonely|alone|friends?|nobody to talk|no one to talk|see people|connection|company|who have i)",
    ),
    ("calm", r"(?:calm|breath\w*|panic|anxious|shak\w+|stress\w*|sleep|tense|relax|minute|wound up)"),
)


def way_of(text: str) -> str:
    """Which of WAYS a message asks for, "" when none."""
    said = plain(text)
    return next((way for way, words in _WAY if re.search(rf"\b{words}", said)), "")


_NO_NUMBER = re.compile(
    r"\b(?:(?:don'?t|dont|do not|can'?t|cant) (?:\w+ )?(?:know|say|want|tell|like|do numbers)|no (?:idea|number)|idk|dunno|not sure|hard to say|rather not)\b"
)


def worn(text: str) -> bool:
    """Whether it sounds like the end of somebody's strength: the gentle check comes first then."""
    return bool(_WORN.search(plain(text)))


_DONE = re.compile(r"\b(?:done|did it|finished|better|calmer|helped|lighter|good|nice|thank\w*|ok|okay|that'?s it)\b")
_FILLER = re.compile(
    r"(?:ok(?:ay)?|k|yes|yeah|no|nope|nobody|no ?one|nothing|none|thanks?|thank you|idk|(?:i )?don'?t know|dunno|not sure|hm+|maybe|sure|fine|lol|whatever)"
)
_WHEN = re.compile(
    r"(?:no |ok |maybe |on |this )*(?:tonight|tomorrow|today|soon|later|next week|the weekend|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?: (?:morning|evening|night|afternoon))?"
)
_FRIEND = re.compile(
    r"(?:(?:maybe|perhaps|just|only|there'?s|well|um|my)[ ,]+)*(?:my |our )(?:[\w-]+ ){0,2}(?:friend|mate|sister|brother|cousin|aunt|uncle|neighbou?r|colleague|mum|mom|dad)s?(?: \w+)?"
)
_BLAME = re.compile(r"\b(?:terrible|awful|bad|useless|rubbish|horrible|worst|failed|failing|stupid|weak)\b")
#: A story of somebody else, and no voice that speaks of oneself: "he owes a dealer 400 quid"
_NOT_OF_ME = re.compile(
    r"^(?:and |but |so |now |well )*(?:he|she|they|he's|hes|she's|shes|they're|his|her|their|my \w+)\b(?!.*\b(?:because of me|i should|i did|i failed|my fault|i could|i made|me)\b)"
)
#: Their own worry, which is no kind word to a friend
_TROUBLED = re.compile(
    r"^(?:and |but |so |well )*(?:i (?:don'?t|dont|can'?t|cant)|i'?m (?:so |just |really )*(?:scared|afraid|worried|tired|not)|he |she |they |how |what )\b"
)
_KIND = re.compile(r"\b(?:you|your|you're|youre|u|ur|her|herself|best|enough|love)\b")


def _listening(context: Context) -> Remember:
    """They go on telling: the next message is listened to."""
    return Remember({"notes": {"listening": context.seed}})


class Strength(Guided):
    """The skill "strength"."""

    name = "strength"
    questions = {
        "strain": Question(Expects.NUMBER),
        "weight": Question(Expects.TEXT),
        "way": Question(Expects.CHOICE, WAYS),
        "breathed": Question(Expects.CHOICE, ("once_more", "done")),
        "harsh": Question(Expects.TEXT),
        "friend": Question(Expects.TEXT),
        "who": Question(Expects.TEXT),
        "one": Question(Expects.TEXT),
        "step": Question(Expects.CHOICE, ("write", "ring", "meet")),
    }
    fields = {r"number|strain": "strain"}
    asked_by = {"strain": "strain"}

    def start(self, heard: Heard, context: Context) -> Step:
        """Listens first. Who has told what weighs on them is not asked for a number; a wish for one of the ways is met."""
        state: State = {"country": context.profile.country}
        if heard.value in WAYS:
            return self._go(state, heard.value, [])
        if len(heard.text.split()) > STORY:
            state["weight"] = quote(heard.text)
            return self.ask(state, "way", [self._heard(state, heard.text)])
        first = [self._heard(state, heard.text)] if len(heard.text.split()) > 3 else []
        if self._told_today(context):
            wanted = way_of(heard.text)
            return self._go(state, wanted, first) if wanted else self.ask(state, "way", first)
        return self.ask(state, "strain", first)

    def told(self, state: State, heard: Heard, context: Context) -> Step | None:
        """A story where a number or one of the ways was asked for: it is heard, and the number let go."""
        if state.get("at") not in ("strain", "way") or len(heard.text.split()) < STORY or rating(heard) is not None:
            return None
        return self.ask({**state, "weight": quote(heard.text)}, "way", [self._heard(state, heard.text)])

    def _heard(self, state: State, text: str) -> Say:
        """A reflection that fits what was told; the gentle check when it sounds like the end of somebody's strength."""
        if worn(text):
            return self._check(state)
        return reflection(text)

    def on_strain(self, state: State, heard: Heard, context: Context) -> Step:
        """0 to 10; anything else is asked again."""
        value = rating(heard)
        if value is None and _NO_NUMBER.search(plain(heard.text)):  # the number is let go, the person is not
            return self.ask(state, "way" if state.get("weight") else "weight")
        if value is None or not 0 <= value <= 10:
            return self.again(state)
        state["strain"] = value
        saved: list[Effect] = [Save("strain", {"value": value})]
        level = "low" if value <= 3 else "middle" if value < 7 else "high"
        first = self._check(state) if value >= HEAVY else self.say(state, f"strain_{level}")
        if state.get("weight"):
            return self.ask(state, "way", [first], saved)
        return self.ask(state, "weight", [first], saved)

    def on_weight(self, state: State, heard: Heard, context: Context) -> Step:
        """What weighs most, in their words, said back before anything is offered."""
        if heard.value is None and heard.yes is not None and len(heard.text.split()) <= 2:
            return self.again(state)  # "ok" weighs nothing
        state["weight"] = quote(heard.text)
        first = self._check(state) if worn(heard.text) else self.say(state, "reflect")
        return self.ask(state, "way", [first])

    def on_way(self, state: State, heard: Heard, context: Context) -> Step:
        """One of the four, by button, number or words."""
        if heard.value is None and _FRIEND.fullmatch(plain(heard.text).strip(" .!?")):
            return self.on_one(state, heard, context)  # "maybe my friend Janet": who, without being asked
        nth = ordinal_choice(heard.text, len(WAYS)) if heard.text else None
        way = heard.value if heard.value in WAYS else way_of(heard.text) or (WAYS[nth] if nth is not None else "")
        wanted = heard.yes if heard.text and len(heard.text.split()) <= 3 else None
        if not way and wanted is False:  # none of it today: no more is asked
            return self.end(state, [self.say(state, "stopped")])
        if not way and wanted:
            way = "calm"  # the smallest of them; another can still be named
        return self._go(state, way, []) if way else self.again(state)

    def _go(self, state: State, way: str, before: Sequence[Say]) -> Step:
        if way == "calm":
            return self.ask(state, "breathed", [self.say(state, "breathe")])
        if way == "voice":
            return self.ask(state, "harsh", before)
        if way == "people":
            return self.ask(state, "who", before)
        choices = [
            Choice("strength.buttons.find_group", "groups", "find_resources"),
            Choice("strength.buttons.about_groups", "q:family_groups", "ask_question"),
        ]
        return self.end(state, [*before, self.say(state, "group"), self.say(state, "group_step", choices)])

    def on_breathed(self, state: State, heard: Heard, context: Context) -> Step:
        """Once more, or done. Whatever else is said counts as done."""
        if heard.value == "once_more" or re.search(r"\b(?:again|once more|another|more)\b", plain(heard.text)):
            return self.ask(state, "breathed", [self.say(state, "breathe_other")])
        if heard.value is None and len(heard.text.split()) > 3 and not _DONE.search(plain(heard.text)):
            # something is weighing on them still: that is heard, not congratulated
            if way_of(heard.text) == "voice" or _BLAME.search(plain(heard.text)):
                return self.on_harsh(state, heard, context)
            return self.ask(state, "way", [self.say(state, "still_there", quote=quote(heard.text))])
        return self._close(state, "close_calm")

    def on_harsh(self, state: State, heard: Heard, context: Context) -> Step:
        """The harsh sentence, as it sounds inside."""
        if _FILLER.fullmatch(plain(heard.text).strip(" .!?")):
            return self.again(state)
        if _NOT_OF_ME.search(plain(heard.text)) and not _BLAME.search(plain(heard.text)):
            return self.end(state, [reflection(heard.text), self.say(state, "tells_on")], [_listening(context)])
        return self.ask({**state, "harsh": quote(heard.text)}, "friend")

    def on_friend(self, state: State, heard: Heard, context: Context) -> Step:
        """What they would say to a friend: kept as a wording for themselves."""
        if _FILLER.fullmatch(plain(heard.text).strip(" .!?")):
            return self.again(state)
        if not _KIND.search(plain(heard.text)) and _TROUBLED.search(plain(heard.text)):
            return self.end(state, [reflection(heard.text), self.say(state, "tells_on")], [_listening(context)])
        kind = tidy(heard.text)[:300]
        kept = Save("wording", {"text": kind, "form": "aloud", "situation": "to_myself"})
        return self._close(state, "close_voice", [kept], kind=kind)

    def on_who(self, state: State, heard: Heard, context: Context) -> Step:
        """Who they talked to this week. Nobody is an answer too."""
        nobody = re.search(
            r"\b(?:moved away|died|passed away|lost touch|don'?t (?:talk|speak)|not (?:really|anyone)|nobody|no ?one|none|noone|just (?:you|him|her|them)|only (?:you|him|her|work))\b",
            plain(heard.text),
        )
        return self.ask(state, "one", [self.say(state, "who_nobody" if nobody else "who_some")])

    def on_one(self, state: State, heard: Heard, context: Context) -> Step:
        """One person who might do them good."""
        if _WHEN.fullmatch(plain(heard.text).strip(" .!?")):
            return self.again(state)  # "tonight" is no one
        return self.ask({**state, "person": quote(heard.text, 8)}, "step")

    def on_step(self, state: State, heard: Heard, context: Context) -> Step:
        """How: a button or their own words; kept as a plan."""
        known = self.questions["step"].buttons
        how = heard.value if heard.value in known else ""
        if not how and not heard.text.strip():
            return self.again(state)
        plan = Save("plan", {"what": how or tidy(heard.text)[:200], "who": state["person"], "kind": "connection"})
        return self._close(state, "close_people", [plan])

    def changed(self, state: State, field: str, context: Context) -> Step:
        """A corrected strain is asked for again: only a number will do."""
        return self.ask(state, "strain")

    def _close(self, state: State, key: str, effects: Sequence[Effect] = (), **values: str) -> Step:
        choices = [
            Choice("strength.buttons.remind", "weekly", "schedule_check_in"),
            Choice("strength.buttons.talk", "talk", "share_feelings"),
        ]
        return self.end(state, [self.say(state, key, (), **values), self.say(state, "small_step", choices)], effects)

    def _check(self, state: State) -> Say:
        """The gentle check, with a line to call where one is confirmed for the country."""
        crisis = line_of(str(state.get("country", "")), "crisis")
        return self.say(state, "worn_crisis", crisis=crisis) if crisis else self.say(state, "worn")

    def _told_today(self, context: Context) -> bool:
        items = context.saved.get("strain", ())
        return bool(items) and context.now - datetime.fromisoformat(str(items[-1]["at"])) < TODAY
