"""What is said beside the question while a limit is made: a doubt, a day, words that may or may not be the limit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coaching.asking import LONGEST_ANSWER, agreed, own_words
from coaching.dialogue import Context, Expects, Heard, Say, State, Step
from coaching.language.plain import plain
from coaching.language.reflect import tidy
from coaching.language.values import when
from coaching.limit_answers import (
    USES,
    could_be_limit,
    deeds,
)
from coaching.limit_kinds import judge
from coaching.limit_outcome import outcome
from coaching.limit_said import (
    DOUBTS,
    EASIER,
    MOMENT,
    ONLY_TIME,
    WHAT_IF,
    once_more,
)
from coaching.limit_telling import LimitTelling, told_again
from coaching.said_back import said_back

_OWN_PLAN = re.compile(
    r"(?:(?:and|then|so|ok|well)[ ,]+)*(?:i|we)(?:'ll| will| won'?t)? (?!stop\b|quit\b|want\b|need\b)\w+ \w+ \w+"
)


_MORE = re.compile(r"\b(?:firm\w*|soft\w*|short\w*|kind\w*|but|other|another|differ\w+|less|more)\b")


_NO_LIMIT = re.compile(
    r"(?:and |but |so )*(?:i (?:just |still |really )?(?:feel|felt)\b|(?:he|she|they) (?:just |even |then )?(?:shout|yell|scream|cri|slam|laugh|walk|storm|went|left|came|said|told|rang|hung)\w*\b)"
)


class LimitBeside(LimitTelling):
    """The part of the skill "boundary" that keeps answers and asides apart."""

    def answer(self, state: State, heard: Heard, context: Context) -> Step:
        """First what may come at any question: a day ("no i said friday"), a number after all, a doubt about the limit."""
        at = str(state.get("at", ""))
        if heard.value is None and at in ("limit", "action", "keep", "smaller", "kind", "words", "summary"):
            beside = self._beside(state, heard, context)
            if beside is not None:
                return beside
        return super().answer(state, heard, context)

    def _beside(self, state: State, heard: Heard, context: Context) -> Step | None:
        at, said = str(state["at"]), plain(heard.text)
        if WHAT_IF.match(said):
            return self.again({**state, "met": once_more(state)}, [self.say(state, "what_if")])
        if DOUBTS.search(said) and state.get("limit"):
            return self.again(
                {**state, "met": once_more(state)},
                [self.say(state, f"doubt_{judge(str(state['limit']), str(state.get('action', ''))).value}")],
            )
        if state.get("limit") and at in ("words", "kind", "summary") and re.fullmatch(r"(?:10|\d)", said):
            return self.again({**state, "keep": float(said)}, [self.say(state, "noted_keep", number=said)])
        told = told_again(heard.text)
        due = when(told, context.now) if ONLY_TIME.match(plain(told)) and len(told.split()) <= 5 else None
        if due is not None and (at in ("limit", "action", "kind") or (told != heard.text and at != "summary")):
            state = {**state, "when": tidy(told), "due": due.isoformat()}
            return self.again(state, [self.say(state, "noted_when")])
        return None

    def _maybe(self, state: State, at: str, text: str) -> Step:
        """Words that are no story and not plainly an answer either ("third time", "the dog"): asked, not taken. What
        they feel, and what the other one did, is heard."""
        if _NO_LIMIT.match(plain(text)):
            return self.again(state, [self.say(state, "story", quote=said_back(text) or tidy(text)[:60])])
        return self.ask(
            {**state, "maybe": own_words(text, LONGEST_ANSWER), "maybe_at": at},
            "maybe",
            key="ask_maybe" if at == "limit" else f"maybe_{at}",
        )

    def on_maybe(self, state: State, heard: Heard, context: Context) -> Step:
        """Whether those words are to be kept; anything but a yes or a no is the answer itself."""
        at, words = str(state.get("maybe_at", "limit")), str(state.get("maybe", ""))
        meant = heard.value == "yes_mine" if heard.value else agreed(heard) if len(heard.text.split()) <= 5 else None
        if heard.value is None and len(heard.text.split()) > 2 and (could_be_limit(heard.text) or deeds(heard.text)):
            meant = None  # "no more cash from me" is no no
        if heard.value is None and meant and _MORE.search(plain(heard.text)):
            return self.again(state)  # "ok firmer" is no yes to those words
        state = {key: value for key, value in state.items() if key not in ("maybe", "maybe_at")}
        state["at"] = at
        handler = getattr(self, f"on_{at}")
        if meant is None:
            step: Step = handler(state, heard, context)
            return step
        if not meant:
            return self.again(state, [self.say(state, "not_that")])
        state["path"] = [step for step in state.get("path", []) if step != "maybe"]
        taken: Step = handler(state, Heard(text=words, value="as_said"), context)
        return taken

    def again(self, state: State, before: Sequence[Say] = ()) -> Step:
        """The open question in other words; whether words are to be kept names what they would be."""
        if state.get("at") == "words":  # they stand a line above: not said all over again
            return Step([*before, self.say(state, "still_words", self.buttons(state, "words"))], state, Expects.TEXT)
        if state.get("at") == "maybe":
            bubble = self.say(state, "again_maybe", self.buttons(state, "maybe"))
            return Step([*before, bubble], state, Expects.YES_NO)
        return super().again(state, before)

    def ask_again(self, state: State, context: Context) -> list[Say]:
        """The open question once more; after a pause the words are shown again."""
        if state.get("at") == "words":
            return [self.say(state, "again_words", self.buttons(state, "words"))]
        return super().ask_again(state, context)

    def surely_answers(self, state: State, text: str) -> bool:
        """ "use these" takes the words on offer, "when he's sober" says when, a doubt is about this very limit."""
        at, said = state.get("at"), plain(text).strip(" .!")
        if at == "words" and USES.fullmatch(said):
            return True
        if at in ("when", "summary") and MOMENT.match(said) and not said.endswith("?"):
            return True
        if at in ("limit", "action", "keep", "smaller") and _OWN_PLAN.match(said) and deeds(text):
            return True  # "I leave it where it is" wishes no end to the talk
        if at == "smaller" and EASIER.fullmatch(said):
            return True
        return at in ("limit", "action", "keep", "smaller", "kind", "words") and bool(
            DOUBTS.search(said) or WHAT_IF.match(said)
        )

    def told(self, state: State, heard: Heard, context: Context) -> Step | None:
        """That they gave in meanwhile is no answer, and no reason to ask again as if nothing had been said."""
        what = outcome(heard.text)
        if what not in ("caved", "crossed") or state.get("at") in ("which", "how", "did", "reset", "sure_retire"):
            return None
        met = self.say(state, f"{what}_meanwhile", quote=said_back(heard.text) or tidy(heard.text)[:60])
        return Step([met, *self.ask_again(state, context)[:2]], state, self.questions[str(state["at"])].expects)
