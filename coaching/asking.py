"""What the guided exercises share: open questions with their buttons, going back, changing an answer, stopping.

An exercise built on `Guided` names its questions; each has two keys in its content, `ask_<at>` and `again_<at>`, and a
method `on_<at>(state, heard, context) -> Step` that takes the answer. The state is a plain dict of texts and numbers:
`at` is the open question, `path` the questions asked before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from coaching.dialogue import Choice, Context, Expects, Heard, Say, State, Step
from coaching.effects import Effect
from coaching.language.plain import plain
from coaching.language.reflect import blank, tidy
from coaching.language.values import number, yes

LONGEST_ANSWER = 40  #: words; longer answers are stories, and a limit or an ask is picked out of them


@dataclass(frozen=True)
class Question:
    """An open question: how its answer is understood, and the values of its buttons (`<skill>.buttons.<value>`)."""

    expects: Expects
    buttons: Sequence[str] = ()


@dataclass(frozen=True)
class Correction:
    """A wish to change an earlier answer: which field ("" when not named) and the new words ("" when to be asked)."""

    field: str
    words: str


_STOP = re.compile(
    r"(?:please )?(?:stop|cancel|quit|exit|end|leave it|never ?mind|nvm|forget it|forget this"
    r"|enough|that'?s enough|i'?m done|done for now|not now|stop (?:it|this|now|please)"
    r"|cancel (?:it|this|that)|i (?:want|need|have) to (?:stop|go)|gotta go|let'?s (?:stop"
    r"|leave it)|no more questions|i give up)(?: please| for now| now)?"
)
_BACK = re.compile(
    r"(?:(?:can|could) (?:we|i|you) )?(?:please )?(?:wait |no |oops )?,? ?(?:go(?:ing)? back"
    r"|back|back up|undo|previous(?: question)?|one (?:step )?back|last question|step back)"
    r"(?: (?:one|a step|one step|a bit|please|to the (?:last|previous) (?:question|one)))?"
)
_HELP = re.compile(
    r"(?:help|menu|options|what|huh|sorry|pardon|eh|come again|what do you mean|i don'?t (?:get "
    r"it|understand)|what\?+|explain)"
)
_CHANGE = re.compile(
    r"^(?:(?:actually|wait|no|sorry|oh|hang on|hmm|oops|hold on|um|ok|can (?:i|we)|could (?:i"
    r"|we)|i(?:'d| would) (?:like|want) to|i (?:want|need|meant) to|let me|let'?s|please)[ "
    r",.!]+)*"
    r"(?P<verb>change|edit|correct|fix|rewrite|redo|alter|update|replace|reword)(?: (?:my"
    r"|the|that|this))*(?: (?P<field>[\w ]+?))?(?:(?: to| so (?:that )?it says|:| into| -)\s+(?P<words>.+))?$",
    re.IGNORECASE | re.DOTALL,
)
_MEANT = re.compile(
    r"^(?:(?:actually|wait|no+|sorry|oh|hang on|hmm|oops|hold on|nah)[ ,.!]+)*(?:i (?:meant"
    r"|mean|should have said)|make (?:it|that)|(?:it|that) should be|what i meant was|scratch "
    r"that)(?: to say)?[ ,:]+(?P<words>.+)$",
    re.IGNORECASE | re.DOTALL,
)


_QUESTION = re.compile(
    r"^(?:(?:but|and|so|ok|okay|well|hmm|um)[ ,]+)*(?:what (?:if|would|do|does|is|are|should|happens|about)|why|how (?:do|can|should|would|does|is|to|long|much)"
    r"|should i|do i|can i|could i|is (?:it|that|this)|are you|will (?:he|she|they|it|that)|does|who|where|when (?:do|should|can|is))\b"
)


def is_question(text: str) -> bool:
    """Whether somebody asks something back instead of answering ("what if he gets angry?")."""
    said = plain(text)
    return bool(_QUESTION.search(said)) and (said.endswith("?") or len(said.split()) >= 4)


def stopped(heard: Heard) -> bool:
    """Whether the whole message is a wish to stop. The caller normally catches these first."""
    said = plain(heard.text).strip(" .!")
    return heard.value == "stop" or bool(_STOP.fullmatch(said))


def wants_back(heard: Heard) -> bool:
    """Whether the whole message is a wish to go one question back."""
    return heard.value == "back" or bool(_BACK.fullmatch(plain(heard.text).strip(" .!?")))


def wants_help(heard: Heard) -> bool:
    """Whether the whole message is a call for help or "what?", never an answer in words."""
    return bool(_HELP.fullmatch(plain(heard.text).strip(" .!?")))


def correction(text: str, fields: Mapping[str, str]) -> Correction | None:
    """Reads "actually change the limit to ...", "no i meant weekends". `fields`: pattern of words to a field's name."""
    said = tidy(text)
    if match := _CHANGE.match(said):
        named = plain(match["field"] or "")
        found = next((name for pattern, name in fields.items() if re.search(rf"\b(?:{pattern})\b", named)), "")
        # "change his mind", "fix dinner" are answers, not wishes to change one
        if (
            not found
            and named
            and named not in ("it", "something", "that", "answer", "last answer", "my answer", "last one")
        ):
            return None
        return Correction(found, (match["words"] or "").strip())
    match = _MEANT.match(said)
    if match and plain(match["words"]).strip(" .!") not in ("it", "that", "this", "so", "really"):
        return Correction("", match["words"].strip())
    return None


_SAME_KIND = (
    r"\b(?:(?:weekdays?|weekends?|weeknights?|week nights?|mondays?|tuesdays?|wednesdays?"
    r"|thursdays?|fridays?|saturdays?|sundays?|school nights?|every day))\b",
    r"\b(?:mornings?|afternoons?|evenings?|nights?|tonight|tomorrow|today)\b",
    r"[£$€₹]?\d+(?:[.,]\d+)?(?:k|p|%)?\b",
    r"\b(?:cash|money|food|rent|phone|car|lifts?|rides?)\b",
)


def amended(old: str, words: str) -> str:
    """`old` with the one part that `words` corrects ("weekends" for "weekdays"), or `words` if they stand alone."""
    for kind in _SAME_KIND:
        bare = re.sub(r"^(?:on |at |in )?(?:the )?", "", words.strip(" .!"), flags=re.IGNORECASE)
        if re.fullmatch(kind, bare, re.IGNORECASE) and len(re.findall(kind, old, re.IGNORECASE)) == 1:
            return re.sub(kind, bare.replace("\\", ""), old, flags=re.IGNORECASE)
    return words


def own_words(text: str, most: int = 60) -> str:
    """What somebody wrote to be kept as it is, tidied and at most `most` words: more can't be said in one breath."""
    words = tidy(text).split()
    return " ".join(words[:most]) + (" …" if len(words) > most else "")


def agreed(heard: Heard) -> bool | None:
    """The yes or no in an answer: by button, as understood by the caller, or read from the words."""
    if heard.value in ("yes", "no"):
        return heard.value == "yes"
    return heard.yes if heard.yes is not None else yes(heard.text)


#: A number that stands for itself: at the end, before a mark, or before words that only weaken it. Not "two flatmates".
_RATES = re.compile(
    r"(?:\d+(?:[.,]\d+)?(?:ish)?|½|half|zero|nought|nil|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r"(?:\s*(?:/|out ?(?:of|ta)|of|on|over)\s*(?:a )?(?:10|ten))?(?:\s*%| per ?cent)?"
    r"\s*(?:$|[^\w\s]|(?:maybe|i (?:guess|think|suppose|s'?pose|dunno|reckon|would say|feel)|prob(?:ably)?|perhaps|ish|tbh|lol|honestly|really|actually|if i'?m honest|now|today|tonight|right now|for now"
    r"|at (?:the )?(?:most|best|least|moment|minute)|but|because|cos|coz|cause|since|if|when|on an? \w+ day|or so|or|to|and|and a half|a half|again|though|i mean"
    r"|sorry|please|pls|as (?:of|long)|so|is|was|that|in total|out)\b)"
)


def rating(heard: Heard) -> float | None:
    """The number in an answer: by button, as understood by the caller, or read from the words. A number that counts
    something in a story ("no, he has two flatmates") is none."""
    if heard.value and re.fullmatch(r"\d+", heard.value):
        return float(heard.value)
    if (
        len(heard.text.split()) > 3
        and re.search(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)\b", plain(heard.text))
        and not _RATES.search(plain(heard.text))
    ):
        return None
    return heard.number if heard.number is not None else number(heard.text)


class Guided:
    """Base of the guided exercises. A subclass sets `name`, `questions` and writes `on_<question>` methods."""

    name: ClassVar[str]
    questions: ClassVar[Mapping[str, Question]]
    fields: ClassVar[Mapping[str, str]] = {}  #: words a person may use for an answer (pattern) -> its key in the state
    #: the question that sets each field, to ask it again
    asked_by: ClassVar[Mapping[str, str]] = {}
    #: questions whose answer is kept as the person's own words, and never is a question of theirs
    own_words_at: ClassVar[Collection[str]] = ()

    def values(self, state: State) -> dict[str, str]:
        """What lines may use as placeholders: every text and number of the state."""
        return {key: _written(value) for key, value in state.items() if isinstance(value, (str, int, float))}

    def say(self, state: State, key: str, choices: Sequence[Choice] = (), **values: str) -> Say:
        """A bubble with this exercise's line `key`, its placeholders filled from the state."""
        return Say(f"{self.name}.{key}", {**self.values(state), **values}, choices)

    def choices(self, values: Sequence[str]) -> list[Choice]:
        """Buttons that answer the open question."""
        return [Choice(f"{self.name}.buttons.{value}", value) for value in values]

    def buttons(self, state: State, at: str) -> list[Choice]:
        """The buttons of the question `at`; a subclass may make them depend on the state."""
        return self.choices(self.questions[at].buttons)

    def opened(self, state: State, at: str) -> State:
        """The state with `at` as its open question, the one before kept on the path for going back."""
        path = [step for step in state.get("path", []) if step != at]
        if state.get("at") and state["at"] != at and state["at"] not in path:
            path.append(state["at"])
        return {**state, "at": at, "path": path}

    def ask(
        self, state: State, at: str, before: Sequence[Say] = (), effects: Sequence[Effect] = (), key: str = ""
    ) -> Step:
        """Opens the question `at`, after the bubbles `before`. `key` replaces the line `ask_<at>`."""
        new = self.opened(state, at)
        bubble = self.say(new, key or f"ask_{at}", self.buttons(new, at))
        return Step([*before, bubble], new, self.questions[at].expects, list(effects))

    def end(self, state: State, say: Sequence[Say], effects: Sequence[Effect] = ()) -> Step:
        """The exercise is over."""
        return Step(list(say), {}, Expects.NOTHING, list(effects))

    def again(self, state: State, before: Sequence[Say] = ()) -> Step:
        """The open question in other words; nothing is lost."""
        at = state["at"]
        bubble = self.say(state, f"again_{at}", self.buttons(state, at))
        return Step([*before, bubble], state, self.questions[at].expects)

    def ask_again(self, state: State, context: Context) -> list[Say]:
        """The open question once more, in other words."""
        return self.again(state).say if state.get("at") in self.questions else []

    def answer(self, state: State, heard: Heard, context: Context) -> Step:
        """Takes an answer, a wish to stop, to go back or to change something; asks again for what can't be read."""
        at = state.get("at", "")
        if at not in self.questions:
            return self.start(heard, context)
        if stopped(heard):
            return self.end(state, [self.say(state, "stopped")])
        if wants_back(heard):
            return self.back(state)
        if heard.value is None and (
            wants_help(heard) or (not heard.text.strip() and heard.number is None and heard.yes is None)
        ):
            return self.again(state)
        if heard.value is None and (wish := correction(heard.text, self.fields)):
            changed = self.change(state, wish, context)
            if changed is not None:
                return changed
        if self.questions[at].expects is Expects.TEXT and heard.value is None and blank(heard.text):
            return self.again(state)
        if at in self.own_words_at and heard.value is None and is_question(heard.text):
            return self.again(state)
        handler: Callable[[State, Heard, Context], Step] = getattr(self, f"on_{at}")
        return handler(dict(state), heard, context)

    def start(self, heard: Heard, context: Context) -> Step:
        """Begin. Every exercise writes its own."""
        raise NotImplementedError

    def back(self, state: State) -> Step:
        """One question back; at the first one it is asked again."""
        path = list(state.get("path", []))
        if not path:
            return self.again(state)
        at = path.pop()
        new = {**state, "at": at, "path": path}
        return Step([self.say(new, f"again_{at}", self.buttons(new, at))], new, self.questions[at].expects)

    def change(self, state: State, wish: Correction, context: Context) -> Step | None:
        """Changes an earlier answer; None when there is nothing it could mean. Then the open question again."""
        wish = Correction(wish.field, own_words(wish.words, LONGEST_ANSWER))
        last = str(state.get("last", ""))
        # "no, weekends": the answer that has a weekday in it, the latest first
        fits = (key for key in (last, *self.asked_by) if amended(str(state.get(key, "")), wish.words) != wish.words)
        name = wish.field or next(fits, last)
        if not name or not (wish.field or wish.words):
            return None
        if not wish.field and name not in self.asked_by:
            return None  # this exercise does not correct that answer by itself: its open question reads the words
        if not wish.words:
            return self.ask({**state, "return_to": state["at"]}, self.asked_by[name]) if name in self.asked_by else None
        new = {**state, name: amended(str(state.get(name, "")), wish.words)}
        if name == "limit" and state.get("action") and state["action"] == state.get("limit"):
            new["action"] = new["limit"]
        return self.changed(new, name, context)

    def changed(self, state: State, field: str, context: Context) -> Step:
        """After `field` was changed: say so, and go on with the open question."""
        return self.again(state, [self.say(state, f"changed_{field}")])


def _written(value: str | float) -> str:
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value)
