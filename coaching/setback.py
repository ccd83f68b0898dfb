"""After a setback: safety first, then a steady first minute, what can wait, own care, and a check-in tomorrow.

Safe now, breathing and awake, alone? come before any words (domain.md 5.2 nos. 1-5, 5.3). The words thank for telling,
hold no "how could you" and let earlier progress count; a natural consequence is neither taken away nor added to
(CRAFT).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from coaching.asking import Guided, Question, agreed, is_question
from coaching.dialogue import Choice, Context, Expects, Heard, Say, State, Step
from coaching.effects import Effect, FollowUp, Save
from coaching.language.plain import plain
from coaching.language.reflect import blank, quote
from coaching.language.values import number, when

KINDS = ("told", "found", "missed", "left", "lied", "fear")  #: what kind of setback; lines first_minute_<kind> ...
LIGHT = ("missed", "lied", "left")  #: nothing need have been taken: a lighter first question
FOLLOW_UP = "after_setback"  #: kind of tomorrow's message, in data/content/checkin.yml

_KIND: tuple[tuple[str, str], ...] = (
    ("left", r"(?:left|leaving|walked out|quit|dropped out|discharged|kicked out|stopped going|ran "
 r"away|checked (?:him|her|them)sel\w+ out|signed (?:him|her|them)sel\w+ out|gave up)\b.*\b(?:rehab"
 r"|treatment|programme|program|detox|clinic|group|meetings|hospital|house|unit|centre|center)"
             r"|(?:rehab|treatment|programme|program|detox|clinic)\b.*\b(?:left|leaving|walked out"
 r"|quit|dropped out)|(?:wants|begs|begging) to (?:leave|come home)"),
    ("missed", r"(?:miss(?:ed|ing)|ghosted)\b.*\b(?:appointment|meeting|session|group|doctor|court|work"
 r"|clinic|counsel\w+)"
 r"|didn'?t (?:go|turn up|show)|skipped|no[- ]show|never (?:went|turned up|showed)|lost "
 r"(?:his|her|the) job"),
    ("fear", r"(?:i think|i'?m (?:afraid|scared|worried)|might|maybe|suspect|wonder\w*|signs?|looks "
 r"like|could be|not sure if|pretty sure|heading for|about to)\b.*\b(?:us(?:e|ing)|drink\w*"
 r"|relaps\w+|again|smok\w+|gambl\w+|slip\w*)"),
    ("told", r"(?:he|she|they) (?:\w+ )?(?:told|admitted|confessed|rang|called|texted|said|came clean"
 r"|opened up)|told me|admitted|confess\w+|being honest|owned up"),
    ("found", r"found|saw|caught|smell\w*|discover\w*|hidden|hiding|heard|came home|bottle|stash|empty"
 r"|bank statement|relaps\w+|used|using|drank|drunk|drinking again|smok\w+|slip\w*|lapse\w*"
 r"|high\b|gambl\w+|bet\b"),
    ("lied", r"\blie[sd]?\b|lying|not true|truth|behind my back|stole\w*|steal\w*|broke (?:his|her"
 r"|the) (?:promise|word)"),
)  # fmt: skip
#: Something was taken lately, or a place left where nothing was: then the body is in danger.
_FRESH_USE = re.compile(
    r"\b(?:relaps\w*|lapsed|slipped(?: up)?|fell off the wagon|off the wagon|drank|drunk\b(?! years)|wasted|hammered|plastered|off (?:his|her|their) (?:face|head)|stoned|high (?:again|as|on|tonight|last|this|right)"
    r"|(?:is|was|came home|he'?s|she'?s|looks?|got) (?:so )?high|us(?:ed|ing) (?:again|last|this|today|tonight|yesterday|after)|(?:drinking|smoking|injecting|gambling)? ?again (?:after|last night|today|tonight)"
    r"|smel(?:t|led) (?:it|drink|alcohol|booze|vodka|weed) on|drinking again|been drinking (?:today|tonight|all day|since)|overdos\w+|passed out|found (?:\w+ ){0,4}(?:needles?|syringes?|pills|foil|pipe|powder|bottles?|cans|stash|wraps?|baggies?)"
    r"|(?:left|walked out of|quit|discharged \w+ from|kicked out of|checked (?:him|her|them)sel\w+ out of) (?:the |his |her )?(?:rehab|detox|treatment|clinic|programme|program))\b"
)
_LONG_AGO = re.compile(
    r"\b(?:years? ago|used to|for (?:\w+ )?years|last (?:summer|winter|year|christmas)|when i was)\b"
)


def fresh_use(text: str) -> bool:
    """Whether something was taken lately, so that the questions about safety are in place."""
    said = plain(text)
    return bool(_FRESH_USE.search(said)) and not _LONG_AGO.search(said)


_URGENT_NO = re.compile(
    r"\b(?:not breathing|isn'?t breathing|isnt breathing|can'?t wake|cant wake|won'?t wake"
    r"|wont wake|doesn'?t wake|unconscious|unresponsive|not responding|doesn'?t respond|passed "
    r"out|blue|gurgling|barely breathing|hardly breathing|breathing (?:is |very |really |quite "
    r"|so |a bit )*(?:slow\w*|shallow\w*|noisily|noisy|hard|funny|weird|badly|strange\w*)"
    r"|not (?:really )?awake|limp|collapsed|overdos\w+|fitting|seizure|choking)\b"
)
_NOT_WELL = re.compile(
    r"\b(?:not|isn'?t|hasn'?t|wasn'?t|aren'?t|never|can'?t|won'?t|hardly|barely)(?: \w+){0,3} (?:awake|breath\w*|talking|wak\w+|fine|ok|okay|safe|alright|normal\w*|respond\w*|moving)\b"
)
_DENIED = re.compile(
    r"\b(?:not|isn'?t|hasn'?t|didn'?t|no longer) (?:passed out|unconscious|blue|unresponsive"
    r"|limp|overdos\w+|collapsed)\b"
)
_ASLEEP = re.compile(r"\b(?:asleep|sleeping|in bed|sleeping it off|snoring|knocked out|dozing|nodding(?: off)?)\b")
#: "asleep, I checked, breathing fine": looked at and well
_CHECKED = re.compile(
    r"\bbreathing (?:is |sounds |looks |seems |all )*(?:fine|ok|okay|normal|normally|good|well|steady|regular|regularly|alright|as usual|properly)\b"
    r"|\bbreath\w* (?:and|,) (?:warm|pink|fine|ok|okay)\b|\b(?:fine|ok|okay|normal) breathing\b|\bwoke (?:up )?when i\b|\b(?:opened|squeezed|answered|grunted|mumbled)\b.*\bwhen i\b"
)
_LIVELY = re.compile(
    r"\bawake\b.*\b(?:eating|talking|walking|watching|drinking (?:tea|coffee|water)|laughing|cooking|on (?:his|her) phone|moving about|up and about)\b"
    r"|\b(?:eating|talking|walking|watching)\b.*\bawake\b"
)
_SAW = re.compile(
    r"(?:(?:and|but|so|well|because)[ ,]+)*(?:i|we|my \w+) (?:just )?(?:found|saw|caught|heard|smelt|smelled|discovered|noticed)\b"
)
_STATE = re.compile(
    r"\b(?:he|she|they)(?:'s|'re| is| are| looks?| seems?) (?:\w+ )?(?:awake|fine|ok|okay|up|talking|here|home|walking|eating|safe|alright|breathing)\b"
)
_NOT_HERE = re.compile(
    r"\b(?:not|isn'?t|aren'?t) (?:here|home|in|with me)\b|\b(?:gone|went|going) out\b|\bout (?:somewhere|with)\b"
)
_OF_THEM = re.compile(r"\b(?:he|she|they|him|her|them|it|breath\w*|wak\w+|awake|safe|normal\w*|sure)\b")
_AWAY = re.compile(
    r"\b(?:don'?t know|dont know|no idea|idk|not sure|can'?t reach|cant reach|won'?t answer"
    r"|not answering|no answer|missing|hasn'?t come home|gone|out somewhere|haven'?t (?:heard"
    r"|seen)|unsure|can'?t tell|maybe)\b"
)
_WELL = re.compile(
    r"\b(?:safe|awake|fine|ok|okay|talking|at work|walking|texted|texting|called|rang|watching"
    r"|eating|in (?:his|her|their|the) room|up and about|downstairs|upstairs|home|here|shower"
    r"|garden|alright|all right|sober now|breathing|both)\b"
)
_NOT_SAFE_ME = re.compile(
    r"\b(?:i'?m not safe|i am not safe|i don'?t feel safe|i dont feel safe|scared of (?:him"
    r"|her|them)|afraid of (?:him|her|them)|(?:hit|hitting|threaten\w*|hurt) (?:me|us)|violent"
    r"|aggressive|not safe|unsafe)\b"
)
_WITH = re.compile(
    r"\b(?:with (?:him|her|them|me|us|someone|his|her|my|a|friends?|family)|not alone|i'?m "
    r"(?:here|with|there)|someone(?:'s| is)? (?:there|with)|together|here|next to|at (?:his"
    r"|her|my) (?:mum|mom|dad|friend|brother|sister|girlfriend|boyfriend|partner)\w*|we'?re"
    r"|sponsor)\b"
)
_ALONE = re.compile(
    r"\b(?:alone|by (?:him|her|them)sel\w+|on (?:his|her|their) own|nobody|no one|in (?:his"
    r"|her|their) (?:flat|apartment|room|car|place))\b"
)


_YES_FIRST = re.compile(
    r"(?:yes+|yeah|yea|yep|yup|ya|sure|(?:he|she|they) (?:is|are)|(?:i )?(?:think|believe) so|both|mostly)\b"
)
_MERE_OK = re.compile(r"(?:ok(?:ay)?|k|right|sure|alright|please|go on)[ .!]*")
#: Enough for an answer where nothing need have been taken.
_AS_FAR_AS = re.compile(
    r"\b(?:as far as i know|(?:i )?(?:think|hope|guess|suppose) so|staying (?:with|at)|at (?:his|her|their|my|a|the) \w+|with (?:his|her|their|a) \w+)\b"
)
_CALLED = re.compile(r"^(?:yes+|yeah|yep|yup|i have|i did|done|just did|already)\b")
_ON_THE_WAY = re.compile(
    r"\b(?:(?:i|we|she|he|they|someone|my \w+)(?:'ve| have| has| just|'m| am| is|'s)*(?: just)? (?:called|rang|phoned|calling|ringing|phoning|on the phone)"
    r"|just (?:called|rang)|on (?:the|their|its) (?:way|phone)|(?:they'?re|ambulance|help|paramedics?)(?: is| are|'s)? (?:coming|here)|with (?:him|her) now)\b"
)


def kind_of(text: str) -> str:
    """Which of KINDS is told of, "" when none is."""
    said = plain(text)
    return next((name for name, pattern in _KIND if re.search(rf"\b(?:{pattern})", said)), "")


def safety(text: str, yes: bool | None) -> str:
    """How safe the loved one is by the answer: `safe`, `asleep`, `unknown`, `urgent`, or "" when it can't be read.

    When in doubt the graver one: an overdose that is missed costs more than a question too many.
    """
    said, denied = _DENIED.subn(" ", plain(text))  # "not passed out" is no danger; what else is said still may be
    if _URGENT_NO.search(said):
        return "urgent"
    if _NOT_HERE.search(said) and len(said.split()) <= 8:
        return "unknown"  # "no he's not here"
    if _CHECKED.search(said) and not re.search(r"\b(?:not|isn'?t|stopped) breathing\b", said):
        return "safe"
    if _LIVELY.search(said) and not _NOT_WELL.search(said):
        return "safe"  # "no he is awake and eating toast": whatever the no was to
    if _ASLEEP.search(said) and not re.search(r"\bnot (?:asleep|sleeping)\b", said):
        return "asleep"
    if yes is False and not denied and len(said.split()) > 3 and _WELL.search(said) and not _NOT_WELL.search(said):
        return ""  # "no he's at work": no to something, but to what? It is asked again
    if (
        yes is False
        and not denied
        and (len(said.split()) <= 3 or _OF_THEM.search(said))  # "I can't stop crying" is no answer about them
        and not re.search(r"\bno,? (?:he|she|they)(?:'s| is|'re| are) (?:fine|ok|okay|safe|awake)\b", said)
    ):
        return "urgent"
    if _AWAY.search(said) and yes is not True:
        return "unknown"
    if _SAW.match(said) and not _STATE.search(said):
        return ""  # "I found foil in his room": what was found, and nothing on how they are
    if (_WELL.search(said) and not _NOT_WELL.search(said)) or (
        yes is True and (len(said.split()) <= 3 or _YES_FIRST.match(said))
    ):
        return "safe"
    return ""


class Setback(Guided):
    """The skill "setback"."""

    name = "setback"
    skipped = {"later": "no", "tomorrow": "no", "log": "no"}
    unknown = {"later": "yes", "tomorrow": "no", "log": "no"}
    questions = {
        "safe": Question(Expects.CHOICE, ("safe", "unknown", "urgent")),
        "wake": Question(Expects.YES_NO, ("yes", "no")),
        "called": Question(Expects.YES_NO, ("yes", "no")),
        "alone": Question(Expects.CHOICE, ("with_someone", "alone", "not_safe")),
        "what": Question(Expects.TEXT),
        "later": Question(Expects.YES_NO, ("yes", "no")),
        "tomorrow": Question(Expects.YES_NO, ("yes", "no")),
        "log": Question(Expects.YES_NO, ("yes", "no")),
    }
    fields = {r"what happened|happened|story": "told"}
    asked_by = {"told": "what"}

    def start(self, heard: Heard, context: Context) -> Step:
        """Safety questions first, whatever was told; what was told is kept for after."""
        state: State = {"name": context.profile.loved_one, "kind": kind_of(heard.text)}
        if not blank(heard.text) and len(heard.text.split()) >= 3:
            state["told"] = heard.text[:600]
            state["kind"] = (
                state["kind"] or "found"
            )  # told, but of no kind we know: the words for what one saw fit best
        if _NOT_SAFE_ME.search(plain(heard.text)):
            return self.end(state, [self.say(state, "not_safe"), self.say(state, "not_safe_step")])
        if safety(heard.text, None) == "urgent":
            return self.ask(state, "called", [self.say(state, "emergency")])
        asks = is_question(heard.text)  # a question said back is no reflection
        before = [self.say(state, "reflect", quote=quote(heard.text))] if state.get("told") and not asks else []
        if state["kind"] in ("lied", "missed") and not fresh_use(heard.text):
            # nothing was taken that we know of: the question would be out of place
            return self.ask(state, "later", [*before, self.say(state, f"first_minute_{state['kind']}")])
        state["light"] = state["kind"] in LIGHT or (bool(state.get("told")) and not fresh_use(heard.text))
        key = "ask_safe_light" if state["light"] else ""
        return self.ask(state, "safe", before, key=key)

    def buttons(self, state: State, at: str) -> list[Choice]:
        """To the lighter question about safety the answers are lighter too."""
        if at == "safe" and state.get("light") and not state.get("asked_fully"):
            titles = {"safe": "light_safe", "unknown": "unknown", "urgent": "light_urgent"}
            return [Choice(f"setback.buttons.{title}", value) for value, title in titles.items()]
        return super().buttons(state, at)

    def again(self, state: State, before: Sequence[Say] = ()) -> Step:
        """The lighter question stays the lighter one when it is asked again."""
        if state["at"] == "safe" and state.get("light") and not state.get("asked_fully"):
            bubble = self.say(state, "again_safe_light", self.buttons(state, "safe"))
            return Step([*before, bubble], state, self.questions["safe"].expects)
        return super().again(state, before)

    def on_safe(self, state: State, heard: Heard, context: Context) -> Step:
        """Awake and breathing normally? An unclear answer is asked again, never taken for a yes."""
        if heard.value is None and _MERE_OK.fullmatch(plain(heard.text)):
            return self.again(state)  # a nod is no word on how they are
        found = heard.value or safety(heard.text, agreed(heard))
        if not found and state.get("light") and not state.get("asked_fully") and _AS_FAR_AS.search(plain(heard.text)):
            found = "safe"
        if not state.get("told") and len(heard.text.split()) >= 4 and kind_of(heard.text):
            # they told what happened instead of answering: it is not asked again later
            state.update(told=heard.text[:600], kind=kind_of(heard.text))
        if _NOT_SAFE_ME.search(plain(heard.text)):
            return self.end(state, [self.say(state, "not_safe"), self.say(state, "not_safe_step")])
        if (
            found == "urgent"
            and state.get("light")
            and not state.get("asked_fully")
            and not _URGENT_NO.search(plain(heard.text))
        ):
            return self.ask(
                {**state, "asked_fully": True}, "safe"
            )  # "not safe" may mean many things here: ask what counts
        if found == "urgent":
            return self.ask(state, "called", [self.say(state, "emergency")])
        if found == "asleep":
            return self.ask(state, "wake")
        if found == "unknown":
            state["unknown"] = True
            return self._told_or_ask(state, [self.say(state, "unknown")])
        if found == "safe":
            return (
                self._told_or_ask(state, [self.say(state, "glad")])
                if state.get("light") and state.get("kind") != "left"
                else self.ask(state, "alone")
            )
        return self.again(state)

    def on_wake(self, state: State, heard: Heard, context: Context) -> Step:
        """Can be woken and breathes normally? Anything but a yes is treated as an emergency."""
        found = safety(heard.text, agreed(heard))
        if heard.value == "yes" or found == "safe":
            return self.ask(state, "alone", [self.say(state, "recovery")])
        if heard.value == "no" or found == "urgent":
            return self.ask(state, "called", [self.say(state, "emergency")])
        if found == "unknown" and state.get("wake_asked"):  # they can't look: what to do then, and no false alarm
            return self._told_or_ask({**state, "unknown": True}, [self.say(state, "unknown_asleep")])
        return self.again({**state, "wake_asked": True})

    def on_called(self, state: State, heard: Heard, context: Context) -> Step:
        """Help is on the way? Until then the same first action stays on top."""
        # "ok" is no call yet
        done = heard.value == "yes" or (agreed(heard) is True and bool(_CALLED.search(plain(heard.text))))
        if not done and agreed(heard) is not False:
            done = bool(_ON_THE_WAY.search(plain(heard.text)))
        if re.search(
            r"\b(?:awake|woke|breathing (?:fine|ok|normally|again)|false alarm|misread|not what i "
            r"meant|(?:he|she|they)(?:'s| is|'re) (?:fine|ok|okay|safe))\b",
            plain(heard.text),
        ):
            return self.ask(state, "alone", [self.say(state, "glad")])
        if done:
            follow = FollowUp(FOLLOW_UP, _tomorrow(context), {})
            return self.end(state, [self.say(state, "stay"), self.say(state, "stay_step")], [follow])
        return self.again(state, [self.say(state, "emergency")])

    def on_alone(self, state: State, heard: Heard, context: Context) -> Step:
        """Somebody with them? After a break the body bears less, so being alone is the danger."""
        said = plain(heard.text)
        if heard.value == "not_safe" or _NOT_SAFE_ME.search(said):
            return self.end(state, [self.say(state, "not_safe"), self.say(state, "not_safe_step")])
        if _URGENT_NO.search(said):
            return self.ask(state, "called", [self.say(state, "emergency")])
        if heard.value is None and _NOT_HERE.search(said):
            return self._told_or_ask({**state, "unknown": True}, [self.say(state, "unknown")])
        if heard.value == "with_someone" or (
            heard.value is None and _WITH.search(said) and not re.search(r"\b(?:nobody|no one)\b", said)
        ):
            return self._told_or_ask(state, [self.say(state, "not_alone")])
        if heard.value == "alone" or _ALONE.search(said) or _AWAY.search(said) or agreed(heard) is True:
            return self._told_or_ask(state, [self.say(state, "alone")])
        if agreed(heard) is False:  # "no" to "are they alone"
            return self._told_or_ask(state, [self.say(state, "not_alone")])
        return self.again(state)

    def _told_or_ask(self, state: State, before: list[Say]) -> Step:
        return self._steady(state, before) if state.get("kind") else self.ask(state, "what", before)

    def on_what(self, state: State, heard: Heard, context: Context) -> Step:
        """What happened, if the first message did not say."""
        if number(heard.text) is not None and len(heard.text.split()) == 1:
            return self.again(state)
        state["told"] = heard.text[:600]
        state["kind"] = kind_of(heard.text) or "found"
        return self._steady(state, [self.say(state, "reflect_more", quote=quote(heard.text))])

    def _steady(self, state: State, before: list[Say]) -> Step:
        """The first minute: three wordings to choose from."""
        return self.ask(state, "later", [*before[-1:], self.say(state, f"first_minute_{state['kind']}")])

    def on_later(self, state: State, heard: Heard, context: Context) -> Step:
        """What can wait and which consequence to leave alone, then own care; or straight to tonight."""
        wanted = agreed(heard)
        if wanted is None and re.search(
            r"\b(?:anything|something) else|other (?:words|wording)|another\b", plain(heard.text)
        ):
            return self.ask(state, "later", [self.say(state, f"first_minute_{state['kind']}")])
        if wanted is None and heard.value is None:
            return self.again(state)
        before = (
            [self.say(state, "wait"), self.say(state, f"consequence_{state['kind']}")]
            if wanted
            else [self.say(state, "care")]
        )
        return self.ask(state, "tomorrow", before, key="ask_tomorrow_care" if wanted else "")

    def on_tomorrow(self, state: State, heard: Heard, context: Context) -> Step:
        """A check-in tomorrow, if wanted."""
        wanted = agreed(heard)
        if wanted is None and heard.text and when(heard.text, context.now) is not None:
            wanted = True  # "tomorrow morning"
        if wanted is None:
            return self.again(state)
        effects: list[Effect] = [FollowUp(FOLLOW_UP, _tomorrow(context), {})] if wanted else []
        before = [self.say(state, "will_ask" if wanted else "wont_ask")]
        if not wanted or state["kind"] == "fear":  # who wants no more is asked no more; a fear is nothing to log
            return self.end(state, [*before, self.say(state, "step", self._next_steps())], effects)
        return self.ask(state, "log", before, effects)

    def on_log(self, state: State, heard: Heard, context: Context) -> Step:
        """One more line in the record, which wipes nothing."""
        wanted = agreed(heard)
        if wanted is None:
            return self.again(state)
        step = self.say(state, "step", self._next_steps())
        if not wanted:
            return self.end(state, [step])
        what = quote(str(state.get("told", ""))) or str(state["kind"])
        kind = "return_to_use" if state["kind"] in ("told", "found") else "setback"
        return self.end(
            state,
            [self.say(state, "logged"), step],
            [Save("progress", {"what": what, "who": "them", "kind": kind, "affirmation": ""})],
        )

    def ask_again(self, state: State, context: Context) -> list[Say]:
        """The open question once more; in an emergency the action comes again first."""
        says = super().ask_again(state, context)
        return [self.say(state, "emergency"), *says] if state.get("at") == "called" else says

    @staticmethod
    def _next_steps() -> list[Choice]:
        return [
            Choice("setback.buttons.words", "words", intent="get_phrasing"),
            Choice("setback.buttons.practise", "practise", intent="practise_conversation"),
            Choice("setback.buttons.support", "support", intent="support_myself"),
        ]


def _tomorrow(context: Context) -> datetime:
    return (context.now + timedelta(days=1)).replace(hour=10, minute=0, second=0, microsecond=0)
