"""Say it better: what may backfire in a draft, why, and how else it could be said.

The engine is `coaching.wordings` (`analyse`, `suggest`, `as_json`); this is the exercise around it. At most two points
at once, what is good first (IMBUE, CARE: quote the person's own words, give a reason, one alternative).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from coaching.asking import Guided, Question
from coaching.dialogue import Choice, Context, Expects, Heard, Say, State, Step
from coaching.effects import Save
from coaching.language.acts import Act
from coaching.language.values import ordinal_choice
from coaching.phrasing_request import core, read_request
from coaching.wordings import Analysis, Suggestion, analyse, as_json, for_moment, for_reply, suggest, why

__all__ = ["Analysis", "Phrasing", "Suggestion", "analyse", "as_json", "suggest"]

POINTS = 2  #: findings shown at once (product.md)
LONGEST = 250  #: words of a draft; beyond that one part is asked for
ROOM = 88  #: words of all versions in one bubble, so that it fits a phone
SHORTEST = 2  #: words that make a draft
_TONES = (
    ("softer", re.compile(r"\b(?:soft\w*|gentl\w*|kind\w*|nic\w+|warm\w*|less (?:harsh|hard|cold|firm|blunt|direct)|sweet\w*|too (?:harsh|hard|cold|blunt|strong))\b", re.I)),
    ("firmer", re.compile(r"\b(?:firm\w*|strong\w*|clear\w*|direct|tough\w*|more serious|less soft|too (?:soft|weak|nice|gentle)|stricter|harder)\b", re.I)),
    ("another", re.compile(r"\b(?:another|other|different|again|more (?:options|versions|ideas|please)|something else|else|next|new (?:one|version)|not (?:like )?me|short\w*|try again|none|neither)\b", re.I)),
)  # fmt: skip
_SAVE = re.compile(r"\b(?:save|keep|store|remember|bookmark)\b", re.IGNORECASE)
_PRACTISE = re.compile(r"\b(?:practi[sc]e|rehears\w*|role ?play|try it out)\b", re.IGNORECASE)
_DONE = re.compile(
    r"^\W*(?:ok(?:ay)?|thanks?|thank you|thx|ty|great|perfect|good|done|that'?s (?:it|all|good|great|perfect|enough)|i'?m (?:good|done)|no(?: thanks?)?|cheers|brilliant|lovely)\b.{0,30}$",
    re.IGNORECASE,
)


class Phrasing(Guided):
    """The skill "phrasing"."""

    name = "phrasing"
    questions = {
        "draft": Question(Expects.TEXT),
        "missing": Question(Expects.TEXT, ("skip",)),
        "choose": Question(Expects.TEXT, ("softer", "firmer", "another", "practise", "save")),
        "which": Question(Expects.CHOICE),
        "next": Question(Expects.TEXT, ("practise", "new_draft", "done")),
    }

    def start(self, heard: Heard, context: Context) -> Step:
        """Begin with what the message holds: a draft, a line to answer, a moment; or ask for it."""
        return self._take({"seed": context.seed, "tone": "neutral"}, heard.text, first=True)

    def on_draft(self, state: State, heard: Heard, context: Context) -> Step:
        """The draft or the moment, when it was asked for."""
        return self._take(state, heard.text, first=False)

    def buttons(self, state: State, at: str) -> list[Choice]:
        """The question's buttons; those for "which one?" are the versions shown."""
        if at == "which":
            return [Choice(f"phrasing.buttons.form_{form}", str(i)) for i, (form, _) in enumerate(state["versions"])]
        return [
            Choice(f"phrasing.buttons.{v}", v, "practise_conversation" if v == "practise" else "inform")
            for v in self.questions[at].buttons
        ]

    # --- reading what was sent

    def _take(self, state: State, text: str, first: bool) -> Step:
        request = read_request(text, first)
        if request.kind in ("empty", "foreign", "harm"):
            key = {"empty": "ask_draft", "foreign": "not_english", "harm": "declined"}[request.kind]
            return self.ask({**state, "last": "draft"}, "draft", key=key)
        state = {**state, "draft": request.text, "kind": request.kind, "tone": "neutral"}
        if request.kind == "moment":
            return self._moment(state)
        if request.kind == "reply":
            return self._versions(state, [self.say(state, "reply_intro", quote=_short(request.text))])
        words = len(request.text.split())
        if words < SHORTEST:
            return self.ask(state, "draft", key="one_word")
        if words > LONGEST:
            return self.ask(state, "draft", key="too_long")
        return self._draft(state)

    def _moment(self, state: State) -> Step:
        return self._versions(state, [self.say(state, "moment_intro")])

    def _draft(self, state: State) -> Step:
        analysis = analyse(state["draft"])
        if not analysis.findings:
            return self._good(state, analysis)
        before = []
        if analysis.strengths:
            before.append(self.say(state, "good_part", quote=_short(analysis.strengths[0].quote)))
        before.append(self._points(state, analysis))
        return self._versions(state, before)

    def _points(self, state: State, analysis: Analysis) -> Say:
        points = _two(analysis)
        values: dict[str, Any] = {f"quote{i}": _short(a.quote) for i, a in enumerate(points, 1)}
        values |= {f"why{i}": why(a.label) for i, a in enumerate(points, 1)}
        return self.say(state, "points_two" if len(points) == 2 else "points_one", **values)

    def _good(self, state: State, analysis: Analysis) -> Step:
        labels = list(dict.fromkeys(a.label for a in analysis.strengths))
        if not labels:
            return self.ask(state, "missing", key="ask_missing_feeling")
        versions = [["text", state["draft"]]]
        good = self.say(state, "good", quote=_short(analysis.strengths[0].quote), good=_good_because(labels[0]))
        return self.ask({**state, "versions": versions}, "choose", [good], key="ask_leave_it")

    def on_missing(self, state: State, heard: Heard, context: Context) -> Step:
        """The one ingredient that was asked for; the draft and it together are worded."""
        if heard.value != "skip":
            state = {**state, "draft": f"{state['draft']} {heard.text.strip()}"}
        return self._versions({**state, "kind": "moment"}, [])

    # --- versions and what to do with them

    def _versions(self, state: State, before: Sequence[Say]) -> Step:
        versions = self._made(state)
        if not versions:
            return self.ask(state, "draft", before, key="no_version")
        if sum(len(s.text.split()) for s in versions) > ROOM:
            versions = [s for s in versions if s.form != "aloud"] or versions[:1]
        state = {**state, "versions": [[s.form, s.text] for s in versions]}
        state |= {f"v{i}": s.text for i, s in enumerate(versions, 1)}
        key = f"versions_{min(3, len(versions))}"
        if len(before) > 1:  # three bubbles at most: the versions carry the buttons
            return self.ask(state, "choose", before, key=key)
        return self.ask(state, "choose", [*before, self.say(state, key)])

    def _made(self, state: State) -> list[Suggestion]:
        draft, tone, seed = state["draft"], state["tone"], int(state["seed"])
        if state["kind"] == "reply":
            return for_reply(draft, seed, tone)
        if state["kind"] == "moment":
            return for_moment(core(draft), seed, tone)
        return suggest(draft, seed=seed, tone=tone) or for_moment(draft, seed, tone)

    def on_choose(self, state: State, heard: Heard, context: Context) -> Step:
        """Softer, firmer, another, practise, save, done; or a new draft."""
        wish = heard.value or self._wish(heard.text)
        if wish in ("softer", "firmer", "another"):
            tone = state["tone"] if wish == "another" else wish
            return self._versions(
                {**state, "tone": tone, "seed": int(state["seed"]) + 1}, [self.say(state, f"here_{wish}")]
            )
        if wish == "save":
            chosen = ordinal_choice(heard.text, len(state["versions"])) if heard.text else None
            if chosen is None and len(state["versions"]) > 1:
                return self.ask(state, "which")
            return self._save(state, chosen or 0)
        if wish == "practise":
            return self.end(
                state,
                [
                    self.say(
                        state,
                        "practise_hint",
                        [Choice("phrasing.buttons.practise", "practise", "practise_conversation")],
                    )
                ],
            )
        if wish == "done":
            return self.end(state, [self.say(state, "step")])
        chosen = ordinal_choice(heard.text, len(state["versions"]))
        if chosen is not None and len(heard.text.split()) <= 6:
            return self._save(state, chosen)
        if len(heard.text.split()) < 3:
            return self.again(state)
        return self._take({**state, "seed": int(state["seed"]) + 1}, heard.text, first=False)

    def _wish(self, text: str) -> str:
        if len(text.split()) > 9:
            return ""
        if _SAVE.search(text):
            return "save"
        if _PRACTISE.search(text):
            return "practise"
        for wish, pattern in _TONES:
            if pattern.search(text):
                return wish
        return "done" if _DONE.match(text) else ""

    def on_which(self, state: State, heard: Heard, context: Context) -> Step:
        """Which version to save: button, number, or the form's name."""
        versions = state["versions"]
        chosen = (
            int(heard.value) if heard.value and heard.value.isdigit() else ordinal_choice(heard.text, len(versions))
        )
        if chosen is None:
            cues = {
                "text": ("text", "message", "written"),
                "aloud": ("aloud", "said", "loud", "spoken"),
                "short": ("short",),
            }
            said = heard.text.lower()
            chosen = next((i for i, (form, _) in enumerate(versions) if any(c in said for c in cues[form])), None)
        if chosen is None or chosen >= len(versions):
            return self.again(state)
        return self._save(state, chosen)

    def _save(self, state: State, chosen: int) -> Step:
        form, text = state["versions"][chosen]
        effect = Save("wording", {"text": text, "form": form, "draft": state["draft"][:500]})
        return self.ask(state, "next", [self.say(state, "saved", text=text)], [effect])

    def on_next(self, state: State, heard: Heard, context: Context) -> Step:
        """After saving: practise, another draft, or done with one small next step."""
        if heard.value == "new_draft":
            return self.ask({**state, "draft": "", "tone": "neutral"}, "draft")
        if (
            heard.value is None
            and len(heard.text.split()) >= 4
            and not _DONE.match(heard.text)
            and not _PRACTISE.search(heard.text)
        ):
            return self._take({**state, "seed": int(state["seed"]) + 1}, heard.text, first=False)
        if heard.value == "practise" or _PRACTISE.search(heard.text):
            return self.end(
                state,
                [
                    self.say(
                        state,
                        "practise_hint",
                        [Choice("phrasing.buttons.practise", "practise", "practise_conversation")],
                    )
                ],
            )
        return self.end(state, [self.say(state, "step")])


def _two(analysis: Analysis) -> list[Act]:
    """The two surest findings with different quotes and labels, in the draft's order."""
    chosen: list[Act] = []
    for act in sorted(analysis.findings, key=lambda a: -a.confidence):
        if all(act.label != c.label and act.quote != c.quote for c in chosen):
            chosen.append(act)
    return sorted(chosen[:POINTS], key=lambda a: a.start)


def _good_because(label: str) -> str:
    from coaching.content import wording

    return wording().line(f"phrasing.good_{label}", {})


def _short(text: str, most: int = 14) -> str:
    words = text.split()
    return " ".join(words) if len(words) <= most else " ".join(words[:most]) + " …"
