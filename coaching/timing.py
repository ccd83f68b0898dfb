"""Is now the time? A short gate before any script for a live talk, and the not-now plan behind it.

The reasons to wait are CRAFT's and PIUS's: not while intoxicated or in withdrawal, not when violence is near, not with
children in the room, not when exhausted or very angry (domain.md 1.1, 7.4). At most two questions are asked: how things
are, and when to be reminded. Anyone may skip it; danger is the one thing that is never skipped in silence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from coaching.asking import Guided, Question, agreed
from coaching.dialogue import Choice, Context, Expects, Heard, Say, State, Step
from coaching.effects import FollowUp, Remember
from coaching.language.plain import plain
from coaching.language.values import when, yes

REASONS = (
    "violence",
    "withdrawal",
    "influence",
    "children",
    "self",
)  #: the first that holds counts; `some`: a bare yes
BUTTONS = ("influence", "violence", "children", "self", "clear")  #: values of the gate's buttons, in the order shown
FOLLOW_UP = "talk_later"  #: kind of the reminder, in data/content/checkin.yml


@dataclass(frozen=True)
class Verdict:
    """go: whether to go on now. reason: one of REASONS, `clear`, `skipped`, or `unclear` (then ask again)."""

    go: bool
    reason: str

    @property
    def unclear(self) -> bool:
        """Nothing could be read from the answer."""
        return self.reason == "unclear"

    @property
    def danger(self) -> bool:
        """Words can wait; safety first. This is never skipped."""
        return self.reason == "violence"


_NOT = (
    r"(?:not|isn'?t|isnt|aren'?t|wasn'?t|no|never|hasn'?t|haven'?t|hasnt|havent|don'?t|doesn'?t"
    r"|nobody|none|without|before)"
)
_SIGNS: tuple[tuple[str, str], ...] = (
    ("violence", r"violen\w+|hit(?:s|ting)?(?: me| us| him| her| the| things)?\b|threat\w*|punch\w*|push(?:ed"
 r"|es|ing) (?:me|us|past)|grab(?:bed|s) (?:me|my)|scared|afraid|frightened|terrified|smash\w*"
 r"|throw(?:s|ing)? (?:things|stuff)"
                 r"|threw|knife|weapon|gun\b|aggressive|kick(?:ed|s|ing)|chok\w+|rag(?:e|ing)|unsafe|not "
 r"safe|hurt(?:s|ing)? (?:me|us)|in my face|slapp\w+|strangl\w+|break(?:s|ing) things"),
    ("withdrawal", r"withdraw\w*|shak(?:es|ing|y)|sweating|cold turkey|detox\w*|rattling|dope ?sick|the sweats"
 r"|coming down|come ?down|comedown|being sick|throwing up|vomiting"),
    ("influence", r"drunk|drinking|drank|been drinking|high\b|stoned|using|wasted|tipsy|smashed|hammered"
 r"|plastered|pissed\b|out of it|slurring|off (?:his|her|their) (?:face|head)|under the "
 r"influence|intoxicated|nodding"
                  r"|had a few|had (?:one|two|three|some)|a few (?:beers|drinks|pints)|loaded|on (?:something"
 r"|it)\b|smok(?:ed|ing)|fucked up|sloshed|bladdered|legless|hungover|hung over|he is on"
 r"|she is on"),
    ("children", r"kids?\b|children|child\b|toddler|baby|little ones?|grandkids|grandchildren|my (?:daughter"
 r"|son) (?:is|'s) (?:here|in the room|listening|awake)|in front of"),
    ("self", r"exhaust\w*|knackered|shattered|so tired|too tired|very tired|(?:i'm|im|i am) (?:\w+ "
 r")?(?:tired|angry|furious|mad|upset|shaking|livid|fuming|raging|crying|in tears|a mess"
 r"|wound up|done in|wiped|drained)|furious|fuming|livid"
             r"|seething|haven'?t slept|no sleep|(?:can'?t|cannot) (?:think|stop crying)|really angry"
 r"|very angry|so angry|too angry|want to scream|lose it|losing it|burnt out"),
)  # fmt: skip
_SKIP = re.compile(
    r"\bskip\b|\bjust (?:give|tell|show|send) me\b|\bjust the words\b|\bthe words\b|\bgive "
    r"me (?:the|some) (?:words|text)|\bit'?s (?:just |only )?a text\b|\bnot (?:talking|saying "
    r"it) (?:now|today|yet)|\bby text\b|\bdoesn'?t matter\b"
    r"|\bdon'?t care\b|\b(?:do it |go )?anyway\b|\bi know\b.*\bbut\b|\bno time\b|\bget on "
    r"with it\b|\bstop asking\b|\bmove on\b|^\W*next\W*$"
)
_CLEAR = re.compile(
    r"\bnone\b|\bcalm\b|\bquiet\b|\ball (?:good|fine|clear|ok|okay)\b|\bit'?s (?:fine|ok|okay"
    r"|good|all right|alright)\b|\bnothing\b|\bsober\b|\bclear\b|\bnot drunk\b|\b(?:he|she"
    r"|they)(?:'s| is|'re| are)(?: \w+)? (?:sober|ok|okay|fine|good|relaxed|in a good mood"
    r"|well)\b"
    r"|\bgood (?:time|moment|mood)\b|\bwe'?re (?:fine|ok|good)\b|\bi'?m (?:fine|ok|okay|calm"
    r"|good|ready)\b|\bno one\b|\bnobody\b|\bneither\b|\bgo ahead\b|\bready\b|\bno to all\b"
    r"|\bas good as it gets\b"
)


_CANT_TELL = re.compile(
    r"\b(?:don'?t|dont|do not|can'?t|cannot|cant) (?:really |quite |actually )?(?:know|tell|say) (?:if|whether) (?:he|she|they)\b|\bnot sure (?:if|whether) (?:he|she|they)\b|\bno idea (?:if|whether) (?:he|she|they)\b"
)


def _said(pattern: str, text: str) -> bool:
    """Whether a sign is told of and not denied just before ("not drunk", "no kids here", "hasn't been drinking")."""
    for match in re.finditer(rf"\b(?:{pattern})", text):
        before = re.split(r"[.,;!?]|\bbut\b|\band\b", text[: match.start()])[-1]
        if not re.search(rf"\b{_NOT}\b(?:\W+\w+){{0,3}}\W*$", before):
            return True
    return False


def judge(text: str, value: str | None = None) -> Verdict:
    """What the answer to the gate means. `value`: that of a button (one of BUTTONS, or `skip`), else None.

    Violence is looked for first, also in a wish to skip. "no" means that none of it is so.
    """
    if value in ("skip", "clear"):
        return Verdict(True, "skipped" if value == "skip" else "clear")
    if value in REASONS:
        return Verdict(False, str(value))
    said = plain(text)
    if _CANT_TELL.search(said):
        return Verdict(False, "unclear")  # "I don't know if he smoked" is no all-clear
    found = [reason for reason, pattern in _SIGNS if _said(pattern, said)]
    if "violence" in found:
        return Verdict(False, "violence")
    if _SKIP.search(said):
        return Verdict(True, "skipped")
    if found:
        return Verdict(False, found[0])
    if yes(said) is True and not _CLEAR.search(said):
        return Verdict(False, "some")  # every wording of the gate asks whether something speaks against it
    if _CLEAR.search(said) or yes(said) is False or any(re.search(rf"\b(?:{pattern})", said) for _, pattern in _SIGNS):
        return Verdict(True, "clear")
    return Verdict(False, "unclear")


_WHETHER_NOW = re.compile(
    r"\b(?:is|when'?s?|would) (?:is |be )?(?:now|it|this|that|today|tonight|tomorrow)?,? ?(?:a |the )?(?:good|right|ok|okay|bad|best|better) (?:time|moment)\b"
    r"(?! (?:for|to) (?:you|set|have|get|do)\b)"
    r"|\b(?:should|shall|do|can) i (?:talk|speak|bring it up|say (?:it|something)|ask(?: (?:him|her|them))?)\b[^.?!]{0,20}\b(?:now|or wait|tonight|yet)\b"
    r"|^(?:so |and )?when (?:should|shall|do) i (?:talk|speak|bring it up|say (?:it|something)|ask(?: (?:him|her|them))?)\W*$"
)


#: "to talk about her drinking" names the subject, not how she is just now
_ABOUT = re.compile(r"\babout (?:his|her|their|the|my \w+'?s) \w+(?: (?:problem|habit|use))?", re.IGNORECASE)


def asks_whether_now(text: str) -> bool:
    """Whether somebody asks if, or when, it is a good moment ("is now a good time?", "when is a good time to ask")."""
    return bool(_WHETHER_NOW.search(plain(text)))


class Timing(Guided):
    """The skill "timing", and the pieces with which other skills put the gate before their own script."""

    name = "timing"
    skipped = {"gate": "skip", "remind": "no"}
    questions = {
        "gate": Question(Expects.CHOICE, BUTTONS),
        "remind": Question(Expects.TIME, ("in_two_hours", "tomorrow_morning", "tomorrow_evening", "no")),
    }

    @classmethod
    def gate(cls, context: Context | None = None, again: bool = False) -> list[Say]:
        """The gate's one question with its buttons, for another skill to say; it then reads the answer with `judge`."""
        choices = [Choice(f"timing.buttons.{value}", value) for value in BUTTONS]
        return [Say("timing.again_gate" if again else "timing.ask_gate", {}, choices)]

    @classmethod
    def not_now(cls, verdict: Verdict) -> list[Say]:
        """Why to wait and what to do in the next hour, then one line to say meanwhile. For violence: safety first."""
        if verdict.danger:
            return [Say("timing.violence"), Say("timing.violence_step")]
        return [Say(f"timing.wait_{verdict.reason}"), Say("timing.meanwhile")]

    def start(self, heard: Heard, context: Context) -> Step:
        """Uses what the first message tells ("he's drunk, should I talk to him now?"), else asks."""
        verdict = judge(_ABOUT.sub(" ", heard.text) if asks_whether_now(heard.text) else heard.text, heard.value)
        if verdict.go and verdict.reason == "clear" and not re.search(r"calm|sober|good mood|quiet", plain(heard.text)):
            verdict = Verdict(False, "unclear")  # "is now a good time?" says nothing yet
        if verdict.reason == "some":
            verdict = Verdict(False, "unclear")
        if verdict.unclear or verdict.reason == "skipped":
            return self.ask({}, "gate", key="ask_now" if asks_whether_now(heard.text) else "")
        return self._after({"at": "gate"}, verdict)

    def on_gate(self, state: State, heard: Heard, context: Context) -> Step:
        """The state of things told: go, or wait and offer a reminder."""
        verdict = judge(heard.text, heard.value)
        if verdict.unclear:
            if state.get("missed"):  # at most two questions: not a third round
                return self.end(state, [self.say(state, "your_call"), self.say(state, "go_step", self._go_on())])
            return self.again({**state, "missed": True})
        return self._after(state, verdict)

    def _after(self, state: State, verdict: Verdict) -> Step:
        if verdict.go:
            return self.end(state, [self.say(state, f"go_{verdict.reason}"), self.say(state, "go_step", self._go_on())])
        if verdict.danger:
            return self.end(state, self.not_now(verdict))
        return self.ask({**state, "reason": verdict.reason}, "remind", self.not_now(verdict))

    def on_remind(self, state: State, heard: Heard, context: Context) -> Step:
        """A time for the reminder, or none."""
        written = (heard.value or heard.text).replace("_", " ")
        due = when(written, context.now, asked=heard.value is None)
        if due is None and agreed(heard) is True:
            due = when("tomorrow morning", context.now)
        if due is None and agreed(heard) is False:
            return self.end(state, [self.say(state, "no_reminder")])
        if due is None:
            # a first miss is asked again; after a second the talk ends kindly without a reminder
            return (
                self.end(state, [self.say(state, "no_reminder")])
                if state.get("missed_time")
                else self.again({**state, "missed_time": True})
            )
        due = max(due, context.now + timedelta(minutes=15))
        about = {"reason": str(state.get("reason", ""))}
        return self.end(
            state,
            [self.say(state, "reminded", time=due.strftime("%A %H:%M"))],
            [FollowUp(FOLLOW_UP, due, about), Remember({"notes": {"check_in": {"turn": context.seed}}})],
        )

    @staticmethod
    def _go_on() -> list[Choice]:
        return [
            Choice("timing.buttons.words", "words", intent="get_phrasing"),
            Choice("timing.buttons.practise", "practise", intent="practise_conversation"),
        ]


class Gated(Guided):
    """Base of exercises that put the gate before their own script, as a question named `gate`."""

    def open_gate(self, state: State, before: Sequence[Say] = ()) -> Step:
        """Asks the gate's question; the answer comes to `on_gate`."""
        return Step([*before, *Timing.gate()], self.opened(state, "gate"), Expects.CHOICE)

    def again(self, state: State, before: Sequence[Say] = ()) -> Step:
        """The open question in other words; the gate has its own."""
        if state.get("at") == "gate":
            return Step([*before, *Timing.gate(again=True)], state, Expects.CHOICE)
        return super().again(state, before)

    def back(self, state: State) -> Step:
        """One question back, which may be the gate."""
        step = super().back(state) if "gate" not in state.get("path", [])[-1:] else None
        return step or self.again({**state, "at": "gate", "path": state["path"][:-1]})
