"""Say it better: what may backfire in a draft, why, and how else it could be said.

The engine is `coaching.wordings` (`analyse`, `suggest`, `as_json`); this is the exercise around it. At most two points
at once, what is good first (IMBUE, CARE: quote the person's own words, give a reason, one alternative).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

from coaching.asking import Guided, Question, agreed
from coaching.content import wording
from coaching.dialogue import Choice, Context, Expects, Heard, Say, State, Step
from coaching.effects import Save
from coaching.language.acts import Act
from coaching.language.plain import plain
from coaching.language.style import Style, mannered
from coaching.language.values import ordinal_choice
from coaching.language.wishes import stings
from coaching.missing_part import asked_for
from coaching.moments import for_moment, for_reply
from coaching.phrasing_request import Request, core, read_request
from coaching.phrasing_wishes import about_words, asks_after, doubt, few_words, left_to_us, points_at, what_if, wish_in
from coaching.spoken import story_in, to_them
from coaching.wordings import Analysis, Suggestion, analyse, anchored, as_json, clean, missing, suggest, why

__all__ = ["Analysis", "Phrasing", "Suggestion", "analyse", "as_json", "suggest"]

POINTS = 2  #: findings shown at once (product.md)
LONGEST = 250  #: words of a draft; beyond that one part is asked for
ROOM = 88  #: words of all versions in one bubble, so that it fits a phone
LATER = (
    "another",
    "shorter",
    "like_me",
    "practise",
    "save",
)  #: buttons once the tone has been changed; all can be typed
LONGEST_GAP = 10  #: words of an answer to the one missing ingredient
SHORTEST = 2  #: words that make a draft
TOLD_LATELY = 12  #: turns after which a story is not taken up by itself any more
LATELY = timedelta(minutes=30)  #: how long "make it shorter" may mean the wording saved last
MANNERS = ("softer", "firmer", "shorter", "casual", "formal", "another", "like_me")  #: how words should sound
TRIES = 6  #: other wordings tried when "shorter" or "another" would repeat what was shown
_PLAIN_FEELING = re.compile(r"^\W*(?:i'?m|i am|i feel|im|i was|just|mostly|a bit|kind of)?\s*", re.IGNORECASE)


_ONLY_ASKS = re.compile(
    r"(?:(?:ok|but|and|so|yes)[ ,]+)*(?:(?:say|tell (?:him|her|them)) what|what (?:do|should|can|shall) i (?:even )?(?:say|tell (?:him|her|them)))(?: tho(?:ugh)?| then| now)?"
)


class Phrasing(Guided):
    """The skill "phrasing"."""

    name = "phrasing"
    questions = {
        "draft": Question(Expects.TEXT),
        "missing": Question(Expects.TEXT, ("skip",)),
        "choose": Question(Expects.TEXT, ("softer", "firmer", "another", "practise", "save")),
        "sample": Question(Expects.TEXT, ("skip",)),
        "which": Question(Expects.CHOICE),
        "next": Question(Expects.TEXT, ("practise", "new_draft", "done")),
    }

    def start(self, heard: Heard, context: Context) -> Step:
        """Begin with what the message holds: a draft, a line to answer, a moment; or ask for it."""
        state: State = {"seed": context.seed % 5, "tone": "neutral", "mine": ""}
        if about_words(heard.text) and (
            kept := _kept_lately(context)
        ):  # "could you make it shorter?", after it was kept
            state |= {
                "draft": kept,
                "own": kept,
                "kind": "draft",
                "shown": [kept],
                "wish": "",
                "versions": [["text", kept]],
            }
            return self.on_choose(state, heard, context)
        return self._take(state, heard.text, first=True, told=_told(context))

    def on_draft(self, state: State, heard: Heard, context: Context) -> Step:
        """The draft or the moment, when it was asked for. What is said to us ("ok", "u pick", "softer") is none."""
        said = heard.text
        told = _told(context)
        if left_to_us(said) and told and state.get("own") != told:
            return self._take(state, "", first=True, told=told)
        if heard.value is None and wish_in(said) == "done" and len(said.split()) <= 4 and not few_words(said):
            return self.end(state, [self.say(state, "leave_words")])
        wish = wish_in(said)
        if (
            wish in MANNERS
            and len(said.split()) <= 6
            and not re.search(r"\b(?:you|your|u|ur|i|i'm|im)\b", said, re.IGNORECASE)
        ):
            tone = {"tone": wish} if wish in ("softer", "firmer") else {}
            manner = {"manner": wish} if wish in ("casual", "formal") else {}
            length = {"length": "short"} if wish == "shorter" else {}
            return self.again({**state, **tone, **manner, **length})
        if few_words(said) or points_at(said) or left_to_us(said) or about_words(said):
            return self.again(state)
        return self._take(state, heard.text, first=False)

    def buttons(self, state: State, at: str) -> list[Choice]:
        """The question's buttons; those for "which one?" are the versions shown."""
        if at == "which":
            three = [form for form, _ in state["versions"]] == ["text", "aloud", "short"]
            return [
                Choice(f"phrasing.buttons.{f'form_{form}' if three else f'number_{i + 1}'}", str(i))
                for i, (form, _) in enumerate(state["versions"])
            ]
        return [
            Choice(f"phrasing.buttons.{v}", v, "practise_conversation" if v == "practise" else "inform")
            for v in (LATER if at == "choose" and state.get("changed") else self.questions[at].buttons)
        ]

    def surely_answers(self, state: State, text: str) -> bool:
        """ "What if he gets angry" is asked about the words on the table; the library has no answer to that."""
        return state.get("at") in ("choose", "next") and bool(what_if(text))

    def _met(self, state: State, kind: str) -> Step:
        """What they fear will come of the words is met, and the words stay on the table."""
        met = {**state, "feared": int(state.get("feared", 0)) + 1}
        return self.again(met, [self.say(met, f"what_if_{kind}")])

    # --- reading what was sent

    def _take(self, state: State, text: str, first: bool, told: str = "") -> Step:
        style = wish_in(text) if not first and len(text.split()) <= 5 else ""
        if style in ("softer", "firmer") and not state.get("versions") and not state.get("waited"):
            return self.ask({**state, "waited": "yes"}, "draft")  # "that's too soft": a way to say it, not yet what
        if few_words(text) or _ONLY_ASKS.fullmatch(plain(text).strip(" .!?")):
            text = ""  # "say what tho" is no draft
        request = read_request(text, first)
        if told and request.kind in ("empty", "moment") and not story_in(text) and not to_them(text)[1]:
            # "what would you say to him": about what was told before
            state = {**state, "draft": told, "kind": "moment", "own": told, "shown": []}
            return self._versions(state, [self.say(state, "told_intro", quote=_short(told))])
        if request.kind in ("empty", "foreign", "harm"):
            key = {"empty": "ask_draft", "foreign": "not_english", "harm": "declined"}[request.kind]
            return self.ask({**state, "last": "draft"}, "draft", key=key)
        if (
            request.kind == "draft"
            and to_them(text)[1]
            and not re.search(r"\b(?:you|your|u|ur)\b", text, re.IGNORECASE)
        ):
            request = Request("moment", text)  # "no, I want her to tell the truth" is said to us
        if request.kind == "question" and not first and (fear := what_if(text)):
            return self.ask(state, "draft", [self.say(state, f"what_if_{fear}")], key="ask_words")
        if request.kind == "question":
            weigh = [Choice("phrasing.buttons.weigh", "weigh", "help_or_not")]
            return self.ask(state, "draft", [self.say(state, "a_question", weigh)], key="ask_words")
        state = {
            **state,
            "draft": request.text,
            "kind": request.kind,
            "tone": "neutral",
            "own": text,
            "shown": [],
            "wish": "",
        }
        if request.kind == "moment":
            return self._versions(state, [self.say(state, "moment_intro")])
        if request.kind == "reply":
            return self._versions(state, [self.say(state, "reply_intro", quote=_short(request.text))])
        words = len(request.text.split())
        if words < SHORTEST:
            return self.ask(state, "draft", key="one_word")
        if words > LONGEST:
            return self.ask(state, "draft", key="too_long")
        return self._draft({**state, "own": request.text})

    def _draft(self, state: State) -> Step:
        analysis = analyse(state["draft"])
        if not analysis.findings and not stings(state["draft"]):
            return self._good(state, analysis)
        before = []
        if not analysis.findings:
            return self._versions(state, [self.say(state, "an_edge")])
        if not anchored(state["draft"], analysis):  # words about nothing would be worse than one question
            state = {**state, "gap": "ask"}
            return self.ask(state, "missing", [self._points(state, analysis)], key="ask_need")
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
        gap = missing(analysis)
        if gap:
            state = {**state, "gap": gap}
            return self.ask(state, "missing", key=f"ask_missing_{gap}")
        labels = list(dict.fromkeys(a.label for a in analysis.strengths))
        good = self.say(state, "good", quote=_short(analysis.strengths[0].quote), good=_good_because(labels[0]))
        return self.ask({**state, "versions": [["text", state["draft"]]]}, "choose", [good], key="ask_leave_it")

    def on_missing(self, state: State, heard: Heard, context: Context) -> Step:
        """The one ingredient that was asked for; the draft and it together are worded."""
        if heard.value == "skip" or wish_in(heard.text) == "done":
            return self._versions({**state, "kind": "added"}, [])
        if heard.value is None and state.get("versions") and wish_in(heard.text):
            return self.on_choose(state, heard, context)  # "that's better, save the second one"
        said = heard.text.strip().rstrip(".!")
        if few_words(said) or points_at(said) or left_to_us(said) or about_words(said):
            return self._versions({**state, "kind": state["kind"] if state.get("gap") == "ask" else "added"}, [])
        if len(said.split()) > LONGEST_GAP:  # no ingredient any more: it is what they want to say
            return self._take({**state, "seed": int(state["seed"]) + 1}, heard.text, first=False)
        if state.get("gap") == "feeling" and len(said.split()) <= 6:
            said = f"I feel {_PLAIN_FEELING.sub('', said)}."
            end = "" if state["draft"].rstrip()[-1:] in ".!?" else "."
            return self._versions({**state, "draft": f"{state['draft'].rstrip()}{end} {said}", "kind": "added"}, [])
        wish = asked_for(said)
        return self._versions({**state, "wish": wish, "kind": "added" if wish else state["kind"]}, [])

    # --- versions and what to do with them

    def _versions(self, state: State, before: Sequence[Say]) -> Step:
        versions = self._made(state)
        if not versions:
            told = state.get("kind") == "moment"
            return self.ask(state, "draft", before[:1] if told else before, key="ask_wish" if told else "no_version")
        if sum(len(text.split()) for _, text in versions) > ROOM:
            versions = [v for v in versions if v[0] != "aloud"] or versions[:1]
        state = {**state, "versions": [list(v) for v in versions]}
        state["shown"] = [*state.get("shown", []), *(text for _, text in versions)][-12:]
        state |= {f"v{i}": text for i, (_, text) in enumerate(versions, 1)}
        forms = [form for form, _ in versions]
        key = "versions_3" if forms == ["text", "aloud", "short"] else f"versions_{min(3, len(versions))}_plain"
        if len(before) > 1:  # three bubbles at most: the versions carry the buttons
            return self.ask(state, "choose", before, key=key)
        return self.ask(state, "choose", [*before, self.say(state, key)])

    def _made(self, state: State) -> list[tuple[str, str]]:
        """The versions to show: in the wished tone and length, in the person's own way where that is wished."""
        style = Style.of(str(state.get("own", "")))
        mine = Style.of(state["mine"]) if state.get("mine") else Style(words=style.words)
        wanted = 1 if state.get("length") == "short" else 3
        found: list[tuple[str, str]] = []
        for turn in range(TRIES):
            for form, text in self._words(state, int(state["seed"]) + turn, style):
                new = text not in state.get("shown", []) and all(text != t for _, t in found)
                if new and (form == "short" if wanted == 1 else all(form != f for f, _ in found)):
                    found.append((form, text))
            if len(found) >= (2 if wanted == 1 else 3):
                break
        if not found:  # all has been shown: at least not the same as just now
            now = {text for _, text in state.get("versions", [])}
            tries = [self._words(state, int(state["seed"]) + turn, style) for turn in range(TRIES)]
            found = next((made for made in tries if now.isdisjoint(text for _, text in made)), tries[0])
        mine = mannered(mine, str(state.get("manner", "")))
        return [(form, _styled(form, text, mine)) for form, text in sorted(found, key=_by_form)]

    def _words(self, state: State, seed: int, style: Style) -> list[tuple[str, str]]:
        draft, tone = state["draft"], state["tone"]
        if state["kind"] == "reply":
            return for_reply(draft, seed, tone, style)
        if state["kind"] == "moment":
            return for_moment(draft, seed, tone, style) or for_moment(core(draft), seed, tone, style)
        wish = str(state.get("wish", ""))
        made = [(s.form, s.text) for s in suggest(draft, seed=seed, tone=tone, wish=wish)]
        whole = f"{draft.rstrip(' .')}. {wish}".strip() if wish else draft
        if state["kind"] == "added" and clean(whole):
            made = [
                ("text", whole),
                *((form, text) for form, text in made or for_moment(draft, seed, tone) if form != "text"),
            ]
        return made or for_moment(draft, seed, tone, style)

    def on_choose(self, state: State, heard: Heard, context: Context) -> Step:
        """Softer, firmer, shorter, another, more like me, practise, save, done; or a new draft."""
        chosen = _which(heard.text, state["versions"]) if heard.text else None
        wish = heard.value or wish_in(heard.text)
        if not heard.value and (kind := what_if(heard.text)):  # the words stay on the table
            return self._met(state, kind)
        if not heard.value and asks_after(heard.text):  # "what if she cries": tried out, it frightens less
            return self._what_if(state)
        if not heard.value and doubt(heard.text):  # "he'd laugh at that"
            changed = {**state, "seed": int(state["seed"]) + 1, "changed": "yes"}
            return self._versions(changed, [self.say(state, "here_doubt")])
        if not heard.value and left_to_us(heard.text) and len(state["versions"]) > 1:
            form, text = next((v for v in state["versions"] if v[0] == "short"), state["versions"][0])
            picked = {**state, "versions": [[form, text]], "v1": text}
            return self.ask(picked, "choose", [self.say(picked, "picked", text=text)], key="ask_leave_it")
        if not heard.value and chosen is None and points_at(heard.text):
            other = "other" in plain(heard.text) or agreed(heard) is False
            if len(state["versions"]) == 1 and not other:
                return self._save(state, 0)
            return self.ask(state, "which")
        if wish == "save":
            if chosen is None and len(state["versions"]) > 1:
                return self.ask(state, "which")
            return self._save(state, chosen or 0)
        if wish == "like_me":
            return self._like_me(state)
        if wish in ("casual", "formal"):
            return self._in_manner(state, wish, heard.text)
        if wish in ("softer", "firmer", "shorter", "another"):
            changed = {**state, "seed": int(state["seed"]) + 1, "changed": "yes"}
            if wish in ("softer", "firmer"):
                changed["tone"] = wish
            if wish == "shorter":
                changed["length"] = "short"
            return self._versions(changed, [self.say(state, f"here_{wish}")])
        if wish == "practise":
            return self._practise(state)
        if wish == "done":
            return self.end(state, [self.say(state, "step")])
        if chosen is not None and len(heard.text.split()) <= 6:
            return self._save(state, chosen)
        if len(heard.text.split()) < 3 or few_words(heard.text):
            return self.again(state)
        return self._take({**state, "seed": int(state["seed"]) + 1, "length": ""}, heard.text, first=False)

    def _like_me(self, state: State) -> Step:
        """The versions as they would write them: from their draft, else from a line they send."""
        own = str(state.get("own", ""))
        if state.get("kind") in ("draft", "added") and Style.of(own).known:
            state = {**state, "mine": own}
            versions = [[form, _styled(form, text, Style.of(own))] for form, text in state["versions"]]
            return self._shown(state, versions, "here_like_me")
        return self.ask(state, "sample")

    def _in_manner(self, state: State, manner: str, said: str) -> Step:
        """The versions shown, less or more formal; less so as the person writes to us ("can u ...")."""
        style = mannered(Style.of(f"{state.get('own', '')} {said}"), manner)
        versions = [[form, _styled(form, text, style)] for form, text in state["versions"]]
        return self._shown({**state, "manner": manner, "changed": "yes"}, versions, f"here_{manner}")

    def on_sample(self, state: State, heard: Heard, context: Context) -> Step:
        """A line as they would write it to the loved one: its habits go into the versions."""
        if heard.value == "skip" or not heard.text.strip():
            return self.ask(state, "choose")
        style = Style.of(heard.text)
        versions = [[form, _styled(form, text, style)] for form, text in state["versions"]]
        return self._shown({**state, "mine": heard.text}, versions, "here_like_me")

    def _shown(self, state: State, versions: list[list[str]], intro: str) -> Step:
        state = {**state, "versions": versions} | {f"v{i}": text for i, (_, text) in enumerate(versions, 1)}
        forms = [form for form, _ in versions]
        key = "versions_3" if forms == ["text", "aloud", "short"] else f"versions_{min(3, len(versions))}_plain"
        return self.ask(state, "choose", [self.say(state, intro), self.say(state, key)])

    def _what_if(self, state: State) -> Step:
        practise = Choice("phrasing.buttons.practise", "practise", "practise_conversation")
        return Step([self.say(state, "what_if", [practise])], state, Expects.TEXT)

    def _practise(self, state: State) -> Step:
        practise = Choice("phrasing.buttons.practise", "practise", "practise_conversation")
        return self.end(state, [self.say(state, "practise_hint", [practise])])

    def on_which(self, state: State, heard: Heard, context: Context) -> Step:
        """Which version to save: button, number, or the form's name."""
        versions = state["versions"]
        chosen = int(heard.value) if heard.value and heard.value.isdigit() else _which(heard.text, versions)
        if chosen is None and heard.yes is False:
            return self.ask(state, "choose")
        if chosen is None and left_to_us(heard.text):
            chosen = len(versions) - 1
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
        if not heard.value and (kind := what_if(heard.text)):
            return self._met(state, kind)
        wish = heard.value or wish_in(heard.text)
        if not heard.value and asks_after(heard.text):
            return self._what_if(state)
        if wish == "practise":
            return self._practise(state)
        if heard.value is None and state.get("versions"):
            if wish in ("softer", "firmer", "shorter", "another", "like_me"):  # the words kept may still change
                return self.on_choose(state, heard, context)
            other = _which(heard.text, state["versions"]) if len(heard.text.split()) <= 6 else None
            if other is not None:
                return self._save(state, other)
        if heard.value is None and points_at(heard.text):
            return self.again(state)
        if heard.value is None and wish != "done" and len(heard.text.split()) >= 4:
            return self._take({**state, "seed": int(state["seed"]) + 1, "length": ""}, heard.text, first=False)
        return self.end(state, [self.say(state, "step")])


def _told(context: Context) -> str:
    """The story told a little while ago (`actions/turn.py` keeps it), "" when there is none."""
    told = context.profile.notes.get("told") or {}
    return str(told.get("text", "")) if context.seed - int(told.get("turn", -99)) <= TOLD_LATELY else ""


def _kept_lately(context: Context) -> str:
    """The wording that was saved within the last minutes, "" when there is none."""
    newest = max(context.saved.get("wording", ()), key=lambda item: str(item["at"]), default=None)
    if newest is None:
        return ""
    at = datetime.fromisoformat(str(newest["at"]))
    at = at if at.tzinfo else at.replace(tzinfo=timezone.utc)
    return str(newest.get("text", "")) if context.now - at < LATELY else ""


def _which(text: str, versions: list[list[str]]) -> int | None:
    """Which version words mean: a number, or "the short one"."""
    chosen = ordinal_choice(text, len(versions))
    cues = {
        "text": r"\bmessage\b|\bwritten\b|\btext\b",
        "aloud": r"\b(?:aloud|loud|spoken)\b",
        "short": r"\bshort(?:est)?\b",
    }
    found = [i for i, (form, _) in enumerate(versions) if re.search(cues[form], text.lower())]
    return chosen if chosen is not None or len(found) != 1 else found[0]


def _styled(form: str, text: str, style: Style) -> str:
    """The text in somebody's way of writing; aloud only their words count, and nothing harsh may come of it."""
    if form == "aloud":
        style = Style(formal=style.formal, words=style.words)
    own = style.apply(text)
    return own if own == text or clean(own) else text


def _by_form(version: tuple[str, str]) -> int:
    return ("text", "aloud", "short").index(version[0])


def _two(analysis: Analysis) -> list[Act]:
    """The two surest findings with different quotes and labels, in the draft's order."""
    chosen: list[Act] = []
    for act in sorted(analysis.findings, key=lambda a: -a.confidence):
        if all(act.label != c.label and act.quote != c.quote for c in chosen):
            chosen.append(act)
    return sorted(chosen[:POINTS], key=lambda a: a.start)


def _good_because(label: str) -> str:
    return wording().line(f"phrasing.good_{label}", {})


def _short(text: str, most: int = 14) -> str:
    words = text.translate({ord(mark): None for mark in "{}<>"}).split()
    return " ".join(words) if len(words) <= most else " ".join(words[:most]) + " …"
