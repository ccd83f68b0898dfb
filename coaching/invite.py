"""Invite, without pressure: what to, the right moment, a step small enough, a real choice, words that survive a "no".

After CRAFT (inviting at windows of opportunity, brief and positive, with the next step ready; Smith & Meyers 2023) and
motivational interviewing (a choice that is one; Miller & Rollnick).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from coaching.asking import Guided, Question
from coaching.content import wording
from coaching.dialogue import Choice, Context, Expects, Heard, State, Step
from coaching.effects import Save
from coaching.language.plain import plain
from coaching.language.reflect import quote, tidy, to_you
from coaching.language.style import Style, mannered
from coaching.language.values import ordinal_choice, when
from coaching.occasion import as_offered, occasion, on_a_day, told_back
from coaching.phrasing_wishes import wish_in
from coaching.said_well import not_like_me

KINDS = ("meal", "walk", "call", "group", "help")
RUNGS = 3  #: steps of the ladder of each kind, the smallest first
_KIND = (
    ("help", r"treatment|rehab|detox|doctor|gp|clinic|hospital|therap\w+|counsel\w+|appointment|programme|program|psych\w+|practitioner"),
    ("group", r"group|meeting|aa|na|smart|al-?anon|class|club|church|choir|course"),
    ("call", r"call|phone|ring|text|message|video|zoom|talk to me|write back|reply"),
    ("walk", r"walk|out of the house|park|beach|hike|football|fishing|fresh air|drive|swim|gym|dog"),
    ("meal", r"meal|dinner|lunch|tea|supper|breakfast|eat|food|coffee|barbecue|bbq|cook|sunday roast|birthday|party|wedding"
     r"|christmas|eid|diwali|thanksgiving|visit|come over|come round|come home|family do"),
)  # fmt: skip
FORMS = ("text", "aloud", "short")
_REFUSED = re.compile(
    r"\b(?:won'?t|wont|wouldn'?t|doesn'?t|can'?t|never) (?:work|help|happen|do|come|go)\b|\b(?:says?|said) no\b|\bno (?:to|choice|idea)\b"
    r"|\b(?:don'?t|dont) know\b|\bnot sure\b|^(?:no|nope|nah|none|neither|nothing)\b"
)


_SAYS_NO = re.compile(
    r"\b(?:says?|said|saying|always|say) no\b|\b(?:turns?|turned) (?:me|us|it|everything) down\b|\bnever (?:comes|wants|says yes)\b"
)
_UP_TO_THEM = re.compile(
    r"(?:(?:it'?s )?up to (?:him|her|them|you)|(?:you|he|she|they) (?:can )?(?:choose|choose it|decide|pick)s?|whatever(?: (?:he|she|they) wants?)?|anything|everything|her choice|his choice)"
)
_FORM = re.compile(
    r"(?:i(?:'ll| will) (?:take|have) )?(?:the )?(?P<form>text|aloud|spoken|short)(?: one| form| version)?[ ,.!]*(?:please|pls|thanks)?[ .!]*"
)
_JUST_THAT = re.compile(
    r"^(?:just that|that|this|as it is|as i said|that one|yes|what i said|the (?:match|game|dinner|tea|party)|exactly that)\W*$"
)
_MOMENT = re.compile(
    r"\b(?:when|whenever|once|after|before|while|during|as soon as|next time|first thing|any ?time|later|soon|now|today|tonight|tomorrow|tmrw|tmr"
    r"|morning|mornings|afternoon|afternoons|evening|evenings|night|nights|noon|midday|midnight|lunch\w*|dinner\w*|breakfast|supper|tea ?time|bed ?time|break"
    r"|week|weeks|weekend|weekends|weekday|month|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|mon|tue|tues|wed|thu|thurs|fri|sat|sun"
    r"|birthday|payday|holiday|holidays|christmas|eid|easter|diwali|sober|calm|quiet|rested|relaxed|awake|alone|good (?:mood|day|moment|time)"
    r"|in the car|on the way|driving|walking the dog|over (?:a )?(?:coffee|tea|breakfast)|o'?clock|am|pm|\d{1,2}(?:[:.]\d\d)?|at (?:home|hers|his|mine|church|mass|work))\b"
)
_NO_MOMENT = re.compile(
    r"\b(?:never|no (?:good |right |calm )?(?:moment|time|window|day)|(?:isn'?t|is not|aren'?t) (?:a |one|any|ever)|not ever|there'?s none|hardly ever"
    r"|don'?t know|dont know|dunno|no idea|not sure|idk|can'?t think of)\b|^(?:none|nothing|no|nope)\b"
)


_ONLY_WHEN = re.compile(
    r"(?:(?:on|at|this|next|maybe|no|i said|make it) )*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|tomorrow|tonight|today|(?:the )?weekend|\d{1,2}(?:[:.]\d\d)? ?(?:am|pm)?)(?: (?:morning|afternoon|evening|night|lunchtime|at \d+))?"
)


def _coming(event: str) -> str:
    """An occasion as something that can be offered: "coming to my match"."""
    named = re.match(
        r"(?:my|our|your|the|a|an|his|her|\w+'s|(?:sun|mon|tues|wednes|thurs|fri|satur)day)\b", event, re.IGNORECASE
    )
    return f"coming to {event}" if named else event


def names_a_moment(heard: Heard, context: Context) -> bool:
    """Whether an answer says when: a time, an occasion or a mood."""
    return bool(_MOMENT.search(plain(heard.text))) or when(heard.text, context.now) is not None


def kind_of(text: str) -> str:
    """Which of KINDS an invitation is to, "" when it isn't said."""
    said = plain(text)
    return next((kind for kind, words in _KIND if re.search(rf"\b(?:{words})s?\b", said)), "")


_ASKED = re.compile(
    r"(?:(?:but|and|ok|so) )*(?:what if|what do i|what should i|how (?:do|can|should) i|why|should i|is it)\b|.*\?$"
)
_THANKS = re.compile(
    r"(?:(?:ok|okay|great|oh|right)\W+)?(?:thanks?|thank you|thx|ta|cheers)\b(?!.*\b(?:or|you can|he can|she can)\b)"
)
_BARE_CHOICE = (
    ("days", re.compile(r"(?:which |the |what )?(?:days?|dates?|time|when)")),
    ("ways", re.compile(r"(?:which |the )?(?:where|place|way)")),
    ("who", re.compile(r"(?:the )?(?:who|company|who comes(?: along| with)?|people)")),
)
_WRITE_IT = re.compile(
    r"\b(?:help me|can (?:you|u|we)|could (?:you|u|we)|i want to|let'?s|need help to)\b.{0,20}\b(?:write|word|say|put|phrase|text|draft|ask)\b.{0,12}\b(?:it|this|that|her|him|them)\b"
)


class Invite(Guided):
    """The skill "invite"."""

    name = "invite"
    skipped = {"window": "no_moment", "choice": "later", "words": "enough"}
    unknown = {"window": "no_moment", "choice": "later"}
    questions = {
        "what": Question(Expects.CHOICE, KINDS),
        "window": Question(Expects.CHOICE, ("calm_day", "tired_of_it", "after_nice", "no_moment")),
        "step": Question(Expects.CHOICE),
        "choice": Question(Expects.CHOICE, ("days", "ways", "who", "long", "later")),
        "words": Question(Expects.CHOICE, ("save_text", "save_aloud", "save_short", "smaller", "enough")),
    }
    fields = {r"invitation|what": "kind", r"moment|time|when": "moment", r"step": "step", r"choice|options?": "options"}
    asked_by = {"kind": "what", "moment": "window", "step": "step", "options": "choice"}

    def surely_answers(self, state: State, text: str) -> bool:
        """ "Can you help me write it" goes straight to the words."""
        if state.get("at") == "words" and wish_in(text) in ("casual", "formal"):
            return True
        return state.get("at") == "window" and len(text.split()) <= 12 and bool(_WRITE_IT.search(plain(text)))

    def start(self, heard: Heard, context: Context) -> Step:
        """Skips what was said already: "get him to see a doctor" names the kind."""
        state: State = {"rung": 0}
        kind = heard.value if heard.value in KINDS else kind_of(heard.text)
        event = occasion(heard.text) if kind not in ("group", "help", "call") else ""
        if event:
            state["event"] = event
            state["Event"] = told_back(event)[:1].upper() + told_back(event)[1:]
        heard_so = self.say(
            state, "heard_no" if _SAYS_NO.search(plain(heard.text)) else "heard_event" if event else "heard"
        )
        if kind or event:
            return self.ask({**state, "kind": kind or "meal"}, "window", [heard_so])
        return self.ask(state, "what", [heard_so] if len(heard.text.split()) > 3 else [])

    def on_what(self, state: State, heard: Heard, context: Context) -> Step:
        """A button, or words that name it; other words are taken as an invitation of their own, to a small thing."""
        kind = heard.value if heard.value in KINDS else kind_of(heard.text) or self._nth(heard, KINDS)
        if not kind:
            if not heard.text.strip():
                return self.again(state)
            return self.ask({**state, "kind": "meal", "own": quote(heard.text)}, "window")
        return self.ask({**state, "kind": kind}, "window")

    def on_window(self, state: State, heard: Heard, context: Context) -> Step:
        """When: words that name a time or a mood; "no good moment" gets a thought about how to notice one. Words that
        name neither are asked about once; after that the invitation is kept ready without a moment."""
        if _WRITE_IT.search(plain(heard.text)) and state.get("event"):  # they want the words now
            step = _coming(to_you(state["event"], context.profile.loved_one))
            ready = {**state, "moment": "no_moment", "rung": 1, "step": step, "own": "event"}
            return self._wordings({**ready, "options": self._line("options_later")})
        if _WRITE_IT.search(plain(heard.text)):
            return self.ask({**state, "moment": "no_moment"}, "step")
        known = self.questions["window"].buttons
        picked = heard.value if heard.value in known else ""
        if not picked and (
            _NO_MOMENT.search(plain(heard.text)) or (state.get("missed") and not names_a_moment(heard, context))
        ):
            picked = "no_moment"
        elif not picked and not names_a_moment(heard, context):
            return self.again({**state, "missed": True}, [self.say(state, "no_time_in_it")])
        state["moment"] = picked or tidy(heard.text)[:120]
        key = f"moment_{picked}" if picked else "moment_own"
        return self.ask(state, "step", [self.say(state, key)])

    def buttons(self, state: State, at: str) -> list[Choice]:
        """The rungs of the ladder depend on the kind of invitation."""
        if at == "choice":
            given = on_a_day(str(state.get("step", ""))) or state.get("own") == "event"
            return self.choices(("long", "who", "later") if given else ("days", "ways", "who"))
        if at != "step":
            return super().buttons(state, at)
        kind = state["kind"]
        just_that = self.choices(["event"]) if state.get("event") else []
        return [*just_that, *self._rungs(kind)]

    def _rungs(self, kind: str) -> list[Choice]:
        return [Choice(f"invite.buttons.{kind}_{i}", f"{kind}_{i}") for i in range(RUNGS)]

    def on_step(self, state: State, heard: Heard, context: Context) -> Step:
        """A rung of the ladder, or a small step in their own words."""
        rungs = [f"{state['kind']}_{i}" for i in range(RUNGS)]
        if not heard.value and _THANKS.match(plain(heard.text)):
            return self.again(state)
        if state.get("event") and (heard.value == "event" or _JUST_THAT.search(plain(heard.text))):
            return self.ask(
                {
                    **state,
                    "rung": 1,
                    "step": _coming(to_you(state["event"], context.profile.loved_one)),
                    "own": "event",
                },
                "choice",
            )
        picked = heard.value if heard.value in rungs else self._nth(heard, rungs)
        if not picked and _ONLY_WHEN.fullmatch(plain(heard.text).strip(" .!")):
            return self.again({**state, "moment": tidy(heard.text)}, [self.say(state, "moment_own")])
        if not picked and re.match(r"(?:i|i'm|im|he|she|they|we) \w", plain(heard.text)):
            # told to us, not said to them ("I want her to see a doctor"): never put into the invitation's words
            named = kind_of(heard.text)
            return self.ask({**state, "kind": named}, "step") if named and named != state["kind"] else self.again(state)
        if picked:
            state.update(rung=rungs.index(picked), step=self._step_text(picked))
        elif heard.text.strip():
            state.update(rung=1, step=as_offered(heard.text, context.profile.loved_one)[:120], own="typed")
        else:
            return self.again(state)
        return self.ask(state, "choice")

    def on_choice(self, state: State, heard: Heard, context: Context) -> Step:
        """What the loved one may choose: a prepared pair, or two options in the person's own words."""
        offered = self.questions["choice"].buttons
        shown = [button.value for button in self.buttons(state, "choice")]
        if not heard.value and _THANKS.match(plain(heard.text)):
            return self.again(state)
        picked = heard.value if heard.value in offered else "" if " or " in heard.text else self._nth(heard, shown)
        if not picked:
            bare = plain(heard.text).strip(" .!")
            picked = next((value for value, words in _BARE_CHOICE if value in shown and words.fullmatch(bare)), "")
        if not picked and _SAYS_NO.search(plain(heard.text)):
            return self.again({**state, "no": "told"}, [self.say(state, "says_no")])
        if not picked and _UP_TO_THEM.fullmatch(plain(heard.text).strip(" .!")):
            picked = "later"
        if not picked and re.match(r"(?:save|keep)\b", plain(heard.text)):
            picked = shown[0]
        if not picked and not heard.text.strip():
            return self.again(state)
        if not picked and _ASKED.match(plain(heard.text)):  # "what if he laughs" is nothing that he may choose
            return self.again(state, [self.say(state, "choice_doubt")])
        if not picked and _REFUSED.search(plain(heard.text)):  # no pair of options, and never to be said to anybody
            return self.again(state, [self.say(state, "choice_doubt")])
        state["options"] = self._line(f"options_{picked}") if picked else self._line("options_own").replace(
            "[words]", self._said_to_them(heard.text, context))  # fmt: skip
        return self._wordings(state)

    def _said_to_them(self, text: str, context: Context) -> str:
        """Two options as told to us ("she can bring a friend or come alone"), turned to who may choose."""
        said = to_you(tidy(text).strip(" .!?"), context.profile.loved_one)[:100]
        return said[:1].lower() + said[1:] if re.match(r"You\b", said) else said

    def on_words(self, state: State, heard: Heard, context: Context) -> Step:
        """Save one of the three, make the step smaller, or enough."""
        if heard.value is None and re.match(r"(?:he|she|they) (?:can|could|may|might)\b", plain(heard.text)):
            return self.on_choice(state, heard, context)  # what they may choose, told once more
        manner = "" if heard.value else wish_in(heard.text)
        if manner in ("casual", "formal"):
            return self._wordings({**state, "manner": manner, "habits": heard.text})
        value = heard.value or self._meant(heard)
        if value == "says_no":
            return self.again(state, [self.say(state, "says_no")])
        if not value and not_like_me(plain(heard.text)):
            return Step([self.say(state, "not_like_you", self.buttons(state, "words"))], state, Expects.CHOICE)
        if value == "shorter":
            return self.again(state, [self.say(state, "only_short", short=self._words(state)["short"])])
        if value == "smaller":
            if not state["rung"]:
                return self.again(state, [self.say(state, "smallest")])
            rung = int(state["rung"]) - 1
            state.update(rung=rung, step=self._step_text(f"{state['kind']}_{rung}"))
            return self._wordings(state)
        if value.startswith("save_") and value[5:] in FORMS:
            form = value[5:]
            kept = Save(
                "wording", {"text": self._words(state)[form], "form": form, "situation": f"invite_{state['kind']}"}
            )
            return self.end(state, [self.say(state, "saved"), self.say(state, "if_no", self._after())], [kept])
        if value == "enough":
            return self.end(state, [self.say(state, "if_no", self._after())])
        return self.again(state)

    def _meant(self, heard: Heard) -> str:
        said = plain(heard.text)
        if form := _FORM.fullmatch(said):
            return "save_aloud" if form["form"] in ("spoken", "aloud") else f"save_{form['form']}"
        if _SAYS_NO.search(said):
            return "says_no"
        if re.search(r"\b(?:short(?:er)?|brief(?:er)?|too long)\b", said) and not re.search(r"\b(?:save|keep)\b", said):
            return "shorter"
        if re.search(r"\b(?:smaller|too (?:big|much)|easier|less)\b", said):
            return "smaller"
        if re.search(r"\b(?:save|keep|that one|like)\b", said) or ordinal_choice(said, len(FORMS)) is not None:
            nth = ordinal_choice(said, len(FORMS))
            named = next((form for form in FORMS if form in said), "")
            return f"save_{named or FORMS[nth or 0]}"
        return (
            "enough"
            if heard.yes is False or re.search(r"\b(?:thanks?|thank you|done|good|ok|fine|enough)\b", said)
            else ""
        )

    def _wordings(self, state: State) -> Step:
        words = self._words(state)
        before = [self.say(state, "three", text=words["text"], aloud=words["aloud"], short=words["short"])]
        return self.ask(state, "words", before)

    def _words(self, state: State) -> dict[str, str]:
        kind = "own" if state.get("own") else state["kind"]
        made = {
            form: self._line(f"{form}_{kind}").replace("[step]", state["step"]).replace("[options]", state["options"])
            for form in FORMS
        }
        style = mannered(Style.of(str(state.get("habits", ""))), str(state.get("manner", "")))
        return {form: style.apply(text) for form, text in made.items()} if state.get("manner") else made

    def _step_text(self, rung: str) -> str:
        return self._line(f"step_{rung}")

    def _line(self, key: str) -> str:
        # Words for the loved one are a value inside Hearth's own line, so they use [brackets], not placeholders.
        return wording().lines[f"invite.{key}"].variants[0]

    def _nth(self, heard: Heard, options: Sequence[str]) -> str:
        nth = ordinal_choice(heard.text, len(options)) if heard.text else None
        return "" if nth is None else options[nth]

    def _after(self) -> list[Choice]:
        return [
            Choice("invite.buttons.practise", "invite", "practise_conversation"),
            Choice("invite.buttons.remind", "after_talk", "schedule_check_in"),
        ]
