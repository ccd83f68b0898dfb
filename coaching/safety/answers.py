"""What Hearth says in danger: the first answer, the short guided path after it, and the pages that are always there.

All wording stands in data/content/safety/*.yml. A file is a small graph: a node says something (`say`), asks one short
question (`ask`) and leads on by button or typed words (`ways`). Nothing here needs a database, a network or Rasa.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from coaching.content import CONTENT, MAX_WORDS, fill
from coaching.safety.answer import BEGAN, THIS, Answer, Bubble
from coaching.safety.danger import WEIGHERS, Danger, Level
from coaching.safety.hearing import said_plainly
from coaching.safety.listening import DENIED, Listening, plain_form
from coaching.safety.numbers import Resources
from coaching.safety.paths import Node, Paths
from coaching.safety.paths import Path as Way
from coaching.safety.saying import Saying

FOLDER = CONTENT / "safety"
MAX_BUBBLES = 3
#: A path lets go of a person who has moved on: after so many points in a row that answered nothing. A message that asks
#: for something else counts WISH, one that tells what happens TOLD (a long account is no reason to leave), others OTHER.
PATIENCE, WISH, OTHER, TOLD = 8, 4, 2, 1
PATIENCE_CHECK = 3  #: a mere check asks once more, then it lets go
PATIENCE_GUESSED = 2  #: an alarm that no rule found, of which nothing more is heard, asks once more, then it lets go
PATIENCE_LIGHT = 2  #: where the danger is over a short word that answers nothing is enough
STORY = 4  #: words of a message that tells something
VIOLENCE = "danger_violence"
NEXT_DAY = "next_day"  #: the step for somebody who comes back to an alarm of long ago
KEPT = 40  #: so many bubbles said before are remembered, to not say them word for word again
MAX_KEPT_TEXT = 120  #: characters of an answer that goes into a plan
LONGEST_LOSS = 25  #: words of a message that is mainly about a death
BEREAVED = Danger(Level.CHECK, "danger_overdose", "bereavement")


class Answers:
    """The danger answers. Cheap to build (reads a few YAML files), safe to share between threads."""

    def __init__(self, folder: Path = FOLDER, resources: Resources | None = None) -> None:
        self.resources = resources or Resources.load()
        self.paths = Paths.load(folder)
        self._saying = Saying(self.resources, self.paths.texts, self.paths.again)
        self._listening = Listening(self.paths)

    def first(
        self,
        danger: Danger,
        country: str,
        seed: int = 0,
        said: Sequence[str] = (),
        plan: Mapping[str, str] | None = None,
        text: str = "",
    ) -> Answer:
        """The first answer to a danger. `text`: what it was told in. `said`: bubbles of earlier answers, not to be repeated word for word. `plan`: the
        safety plan that the person kept, offered again.

        A danger of level NONE gets the gentle general question, so that a caller can never end in silence.
        """
        path = self.paths.of(danger.kind or "common")
        watched = self._listening.starts(self.paths.of(VIOLENCE), text) if danger.level is Level.CHECK else ""
        if watched:  # "can't talk, he's here" asks no question about anything else
            path, danger = self.paths.of(VIOLENCE), Danger(Level.ALARM, VIOLENCE)
        step = _start(path, danger)
        if danger.level is Level.ALARM:
            step = self._listening.starts(path, text) or step
        state = {
            "kind": path.name, "detail": danger.detail, "step": step, "said": list(said)[-KEPT:], "country": "",
            "been": [step], "plan": dict(plan or {}), "alarm": danger.level is Level.ALARM,
            "guessed": bool(danger.reasons) and danger.guessed and not self._listening.starts(path, text),
        }  # fmt: skip
        return self._at(path, step, state, country, seed, first=True)

    def reply(
        self,
        danger: Danger,
        state: Mapping[str, Any],
        text: str,
        country: str,
        seed: int = 0,
        said: Sequence[str] = (),
        plan: Mapping[str, str] | None = None,
        wish: bool = False,
    ) -> Answer:
        """The answer to a message in which danger was found, while a path may be open: goes on there when the message
        answers its question ("no, he isn't breathing"), follows what got worse, else begins with `first`."""
        alarm = danger.level is Level.ALARM and told_by_rules(danger)
        if not alarm and self.mourns(text):
            danger = BEREAVED
        begin = self.first(danger, country, seed, said, plan, text)
        if not state or state.get("done") or not text:
            return begin
        path = self.paths.of(str(state.get("kind", "common")))
        if alarm and path.name != danger.kind and not (state.get("alarm") and _OUTCOME.match(plain_form(text))):
            return begin
        here = any(r.words in plain_form(text) for r in danger.reasons if r.rule not in WEIGHERS)
        # Else only what was said before sounds like one, and that has its answer.
        alarm = alarm and path.name == danger.kind and (here or not danger.reasons)
        heard = self._listening.hear(path, self._node(path, str(state.get("step", ""))), text, wish=wish)
        worse = str(begin.state["step"])
        escalates = alarm and danger.detail and worse in _finer(path) and worse not in state.get("been", ())
        if alarm and heard.step == DENIED:
            goes_on = False
        elif alarm:
            goes_on = bool(heard.step) and (heard.sure or not escalates)
        elif state.get("alarm"):
            goes_on = True  # what only sounds like danger does not replace an open alarm: it is more likely an answer
        else:
            goes_on = heard.understood if danger.level is Level.CHECK else bool(heard.step)
            same = path.name == danger.kind or (bool(danger.reasons) and danger.guessed)
            goes_on = goes_on or (same and danger.level is Level.CHECK)
        if danger.level is Level.ALARM:
            state = {**state, "guessed": False}  # a second alarming message: no longer a single guess
        after = self.follow(state, text, None, country, seed, wish) if goes_on else begin
        return begin if after.on == THIS and danger.level is Level.ALARM else after

    def mourns(self, text: str) -> bool:
        """Whether a message tells of somebody's death: that gets condolence, not a script."""
        plain = plain_form(text)
        return len(plain.split()) <= LONGEST_LOSS and self._listening.mourns(plain)

    def follow(
        self,
        state: Mapping[str, Any],
        text: str,
        value: str | None,
        country: str,
        seed: int = 0,
        wish: bool = False,
        stale: bool = False,
    ) -> Answer:
        """The next turn on the path: a button's `value` or typed `text`. Never raises for a state it doesn't know (it
        starts at the urgent page then).

        wish: a trained reader takes the text for a wish of another kind. stale: the path began long ago. Somebody who has
        moved on is let go, with one line and the number; `Answer.on` then says what is still to be answered."""
        now = {"said": [], "country": "", "detail": "", "been": [], "plan": {}, **state}
        path = self.paths.of(str(now.get("kind", "common")))
        step = str(now.get("step", ""))
        if step not in path.nodes and step not in self.paths.common.nodes:
            return self.urgent(country)
        node = self._node(path, step)
        country = str(now["country"] or country)
        named = value.partition(":")[2] if value and value.startswith("country:") else ""
        if not value and not (country and self.resources.for_country(country)):
            named = self.resources.named(text)
        if named:
            return self._country(path, node, now, named, seed)
        if stale and not value:
            if node.name in path.check.values():
                return Answer([], {**now, "done": True}, on=THIS)
            node = self._node(path, NEXT_DAY)
        heard = self._listening.hear(path, node, text, value, wish)
        if node.name == NEXT_DAY and now["step"] != NEXT_DAY and not (heard.away or heard.sure):
            return self._at(path, NEXT_DAY, now, country, seed)
        if heard.away:
            return self._away(path, node, now, country, seed)
        if heard.aside:
            return self._at(path, node.name, now, country, seed, lead=self._node(path, heard.aside))
        step = heard.step
        if now.get("guessed") and not value and not heard.sure and _tells(text):
            step = ""  # "not hitting, no, never" answers no question about their breath that came of a mere guess
        if not step and node.keep and not value and text.strip():
            step = node.otherwise
            now["plan"] = {**now["plan"], node.keep: " ".join(text.split())[:MAX_KEPT_TEXT]}
        if step:
            return self._step(path, node, step, now, country, seed)
        return self._lost(path, node, now, country, seed, text)

    def let_go(self, state: Mapping[str, Any], country: str, seed: int = 0) -> Answer:
        """For somebody who presses a button of something else: one line with the number, and the path is over."""
        path = self.paths.of(str(state.get("kind", "common")))
        return replace(self._at(path, "let_go", state, str(state.get("country") or country), seed), on=THIS)

    def _step(self, path: Way, node: Node, step: str, now: dict[str, Any], country: str, seed: int) -> Answer:
        now["guessed"] = False  # they answer: there is something in it
        now["alarm"] = now.get("alarm") or not (step in path.check.values() or self._node(path, step).done)
        answer = self._at(path, step, {**now, "lost": 0}, country, seed)
        asked = node.name in path.check.values() or node.name == "not_meant"
        denied = asked and step in (DENIED, "back", "worn_out")
        return replace(answer, on=BEGAN) if denied else answer

    def _away(self, path: Way, node: Node, now: dict[str, Any], country: str, seed: int) -> Answer:
        """They ask for something else: let go at once where little is at stake, else at the second time in a row."""
        lost = int(now.get("lost", 0)) + WISH
        easy = node.light or node.keep or node.name in path.check.values() or now.get("guessed")
        if easy or lost >= PATIENCE:
            return self.let_go(now, country, seed)
        return self._at(path, node.name, {**now, "lost": lost}, country, seed, lead=self._node(path, "first_this"))

    def _lost(self, path: Way, node: Node, now: dict[str, Any], country: str, seed: int, text: str) -> Answer:
        """Nothing was understood: the question in other words, with the number."""
        check = node.name in path.check.values()
        lost = int(now.get("lost", 0)) + (TOLD if len(text.split()) >= STORY and not check else OTHER)
        guessed = PATIENCE_GUESSED if now.get("guessed") else PATIENCE
        if lost >= (min(guessed, PATIENCE_CHECK) if check else PATIENCE_LIGHT if node.light else guessed):
            return self.let_go(now, country, seed)
        return self._at(path, node.name, {**now, "lost": lost}, country, seed, lead=self._node(path, "still_here"))

    def urgent(self, country: str) -> Answer:
        """The page behind the "urgent help" button: the numbers first, then "what is happening?" as buttons."""
        return self._page("urgent", country)

    def unreadable(self, country: str) -> Answer:
        """For a sticker, a voice note, a picture without words."""
        return self._page("unreadable", country)

    def fallback(self, country: str, seed: int = 0) -> Answer:
        """An honest sentence for when something of ours broke."""
        return self._page("fallback", country, seed)

    def values(self, country: str) -> dict[str, str]:
        """The placeholders that can be filled for a country, for any text of ours."""
        return self._saying.values(country)

    def texts(self) -> Iterable[tuple[Path, str, str]]:
        """Everything that can be said from here, (file, node, text), for checks."""
        return self.paths.all_texts()

    def _node(self, path: Way, step: str) -> Node:
        return path.nodes.get(step) or self.paths.common.nodes.get(step) or self.paths.common.nodes["urgent"]

    # -- saying -------------------------------------------------------------------------------------------------------

    def _at(
        self,
        path: Way,
        step: str,
        state: Mapping[str, Any],
        country: str,
        seed: int,
        first: bool = False,
        lead: Node | None = None,
    ) -> Answer:
        node = self._node(path, step)
        plan = {key: str(text) for key, text in dict(state.get("plan", {})).items()}
        known, said = bool(self.resources.emergency(country)), list(state.get("said", []))
        values = {**self._saying.spoken(country), **plan}
        if plan:
            values["plan"] = self._plan(path, {**values})
        told = bool(state.get("told")) or known
        texts = list(self._saying.pick((lead or node).say, values, said, seed))
        ask = self._saying.pick(node.ask, values, said, seed, lead=False)
        texts = [*texts[: MAX_BUBBLES - 1], *ask[:1]] if len(texts) + len(ask) > MAX_BUBBLES else [*texts, *ask]
        shown = list(texts)
        number = next((i for i, text in enumerate(texts) if self.paths.texts["your_number"] in text.lower()), None)
        if not told and number is not None:
            for ask_country in (not node.done, False):
                shown[number] = f"{texts[number]}\n{self._saying.numbers_line(ask_country)}"
                if len(shown[number].split()) <= MAX_WORDS:
                    break
            told = True
        bubbles = [Bubble(text) for text in shown]
        if buttons := self._buttons(node, step, known, first, plan):
            bubbles[-1] = Bubble(bubbles[-1].text, tuple(buttons[:5]))
        after = {
            "kind": path.name,
            "detail": state.get("detail", ""),
            "step": state.get("step", step) if step == "which_country" else step,
            "done": node.done,
            "country": state.get("country", ""),
            "lost": state.get("lost", 0),
            "been": [*state.get("been", []), step][-30:],
            "alarm": bool(state.get("alarm")),
            "guessed": bool(state.get("guessed")),
            "told": told,
            "plan": plan,
            "said": (said + texts)[-KEPT:],
        }
        keep = {}
        if node.does == "keep_plan" and plan:
            keep = {**plan, "what": f"{self.paths.texts['plan_title']}\n{values['plan']}", "safety": path.name}
        return Answer(bubbles, after, hold=not node.done, keep=keep, quiet=node.does == "quiet")

    def _buttons(
        self, node: Node, step: str, known: bool, first: bool, plan: Mapping[str, str]
    ) -> list[tuple[str, str]]:
        if step == "which_country":
            return [(self.resources.countries[c].name, f"country:{c}") for c in self.paths.countries]
        buttons = [(way.title, way.to) for way in node.ways]
        if first and plan and "my_plan" in self.paths.common.nodes:
            buttons = [*buttons[:4], (self.paths.texts["my_plan"], "my_plan")]
        elif not (node.done or node.sure or node.keep):
            buttons.append((self.paths.texts["not_meant"], "not_meant"))
        if first and not known:
            buttons = [*buttons[:4], (self.paths.texts["my_country"], "which_country")]
        return buttons

    def _plan(self, path: Way, values: Mapping[str, str]) -> str:
        """The safety plan as a short list, from what the person typed."""
        lines = [line for line in self.paths.plans.get(path.name, ()) if line.needs <= set(values)]
        return "\n".join(fill(text, values) for line in lines for text in line.texts)

    def _country(self, path: Way, node: Node, state: Mapping[str, Any], country: str, seed: int) -> Answer:
        known = country.upper() if self.resources.emergency(country) else ""
        lead = self.paths.common.nodes["country_set" if known else "country_unknown"]
        return self._at(path, node.name, {**state, "country": known}, known, seed, lead=lead)

    def _page(self, step: str, country: str, seed: int = 0) -> Answer:
        return self._at(self.paths.common, step, {}, country, seed, first=step == "urgent")


#: "is he going to die?" asks how it ends; it begins nothing else
_OUTCOME = re.compile(
    r"^(?:\w+ ){0,2}?(?:is|will|are) (?:he|she|they|it) (?:going to |still )?(?:die|dying|live|be ok|survive|make it)\b"
)


def _tells(text: str) -> bool:
    """Whether a message tells something rather than just yes, no or not sure."""
    plain = plain_form(text)
    return len(plain.split()) >= STORY and not said_plainly(plain)


def _start(path: Way, danger: Danger) -> str:
    table = path.alarm if danger.level is Level.ALARM else path.check
    return table.get(danger.detail) or table["default"]


def _finer(path: Way) -> set[str]:
    """Steps that answer something finer than the kind itself."""
    return set(path.alarm.values()) - {path.alarm["default"]}


def told_by_rules(danger: Danger) -> bool:
    """Whether a sign, means or act was named, rather than words weighed that often go with danger."""
    return not danger.reasons or any(
        reason.level is Level.ALARM and reason.rule not in WEIGHERS for reason in danger.reasons
    )
