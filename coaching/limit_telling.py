"""Telling a limit to the loved one: the calm words, when to say them, is now the time, the summary and the check-in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from coaching.asking import Question, agreed, own_words
from coaching.content import wording
from coaching.dialogue import Choice, Context, Expects, Heard, Say, State, Step
from coaching.effects import Change, Effect, FollowUp, Save
from coaching.language.plain import plain
from coaching.language.reflect import tidy
from coaching.language.values import when
from coaching.limit_answers import USES, could_be_words, likes
from coaching.limit_review import LimitReview
from coaching.limit_said import ONLY_TIME
from coaching.limit_wording import script
from coaching.phrasing_wishes import few_words, points_at
from coaching.said_well import not_like_me
from coaching.timing import Timing
from coaching.timing import judge as judge_time

SOON = timedelta(hours=2)  #: a talk this near gets the gate "is now the time?"
AFTER_TALK, REVIEW = "after_talk", "limit_review"  #: kinds of check-ins, in data/content/checkin.yml

_NO_DATE = re.compile(
    r"\b(?:when (?=\w)|once|after|before|next time|as soon as|not (?:yet|sure)|don'?t know|dont know"
    r"|dunno|idk|soon|whenever|later|if|until|no idea|some ?time|depends)\b"
)


_OPEN = re.compile(
    r"\b(?:not (?:yet|sure|decided)|don'?t know|dont know|dunno|idk|no idea|whenever|some ?time|depends)\b"
)
_SAVES = re.compile(
    r"(?:(?:yes|please|ok|okay|just|sure|then|and|now|you can)[ ,]+)*(?:save|keep|store) ?(?:it|this|that)?(?: (?:please|now|then|for me|like (?:this|that)|as (?:it )?is))*[ .!]*"
)


_TOLD_AGAIN = re.compile(
    r"^(?:(?:no|sorry|wait|actually|oh|but)[ ,]+)*(?:i (?:said|meant|mean|told you)|it'?s|make it) ", re.IGNORECASE
)


def told_again(text: str) -> str:
    """ "no i said friday" without what leads up to it."""
    return _TOLD_AGAIN.sub("", text.strip())


class LimitTelling(LimitReview):
    """The part of the skill "boundary" that begins once limit and action are clear."""

    questions = {
        **LimitReview.questions,
        "words": Question(Expects.TEXT, ("use_words", "shorter", "other_words")),
        "when": Question(Expects.TIME, ("tonight", "tomorrow", "weekend", "not_yet")),
        "gate": Question(Expects.CHOICE),
        "summary": Question(Expects.YES_NO, ("yes", "change_limit", "change_words", "no")),
        "remind": Question(Expects.YES_NO, ("yes", "no")),
    }

    def _next(self, state: State, context: Context, before: Sequence[Say] = ()) -> Step:
        """Opens the first question whose answer is not known yet; the whole exercise knows the order."""
        raise NotImplementedError

    def _worded(self, state: State, context: Context, before: Sequence[Say]) -> Step:
        state.setdefault("turn", context.seed)
        state["words"] = self._script(state, context)
        return self.ask(state, "words", before)

    def _script(self, state: State, context: Context) -> str:
        turn = int(state.get("turn", context.seed))
        return script(
            str(state.get("happened", "")),
            state["limit"],
            state["action"],
            str(state.get("name", "")),
            turn,
            bool(state.get("brief")),
            context.profile.relation,
        )

    def on_words(self, state: State, heard: Heard, context: Context) -> Step:
        """Take the words, have others or shorter ones, or write one's own."""
        if heard.value == "as_said":
            state.update(words=own_words(heard.text), words_chosen=True, last="words")
            return self._next(state, context, [self.say(state, "got_words")])
        said = plain(heard.text).removeprefix("make it ").removeprefix("can you make it ")
        few = len(said.split()) <= 6
        if heard.value == "shorter" or (few and re.search(r"\bshort(?:er)?\b|\btoo long\b|\bbrief(?:er)?\b", said)):
            state["brief"] = True
        elif (
            heard.value == "other_words"
            or (
                not_like_me(said)
                or re.search(r"\b(?:robot|stiff|formal|fake|therapist|cheesy|weird|odd|posh|unnatural)\b", said)
            )
            or (few and re.search(r"\b(?:another|other|different|again|differently|softer|warmer|else)\b", said))
        ):
            state["turn"] = int(state.get("turn", context.seed)) + 1
            state["brief"] = False
        elif (
            heard.value == "use_words"
            or (heard.value is None and points_at(said) and agreed(heard) is not False)
            or (heard.value is None and (likes(said) or USES.fullmatch(said.strip(" .!"))))
            or (few and agreed(heard) is True)
        ):
            state.update(words_chosen=True, last="words")
            return self._next(state, context)
        elif heard.value is None and few and agreed(heard) is False:
            return Step([self.say(state, "own_words")], state, Expects.TEXT)
        elif heard.value is None and few and ONLY_TIME.match(said) and (due := when(said, context.now)):
            state.update(when=tidy(heard.text), due=due.isoformat())
            return self.again(state, [self.say(state, "noted_when")])
        elif heard.value is None and len(said.split()) <= 2:
            return self.again(state)
        elif heard.value is None and (due := when(told_again(heard.text), context.now)) and few and "you" not in said:
            # "no i said friday": when, and no wording
            state.update(when=tidy(told_again(heard.text)), due=due.isoformat())
            return self.again(state, [self.say(state, "noted_when")])
        elif heard.value is None and not could_be_words(heard.text):
            return self.ask({**state, "maybe": own_words(heard.text), "maybe_at": "words"}, "maybe", key="maybe_words")
        else:
            state.update(words=own_words(heard.text), words_chosen=True, last="words")
            return self._next(state, context, [self.say(state, "got_words")])
        state["words"] = self._script(state, context)
        return self.ask(state, "words", key="again_words")

    def on_when(self, state: State, heard: Heard, context: Context) -> Step:
        """When to say it. A talk that is near gets the gate first."""
        said = plain(heard.text)
        if (
            heard.value is None
            and len(said.split()) <= 10
            and re.search(r"\bshorter\b|\btoo long\b|\bother words\b", said)
        ):
            return self.on_words(
                {**state, "words_chosen": False},
                Heard(value="shorter" if "other" not in said else "other_words"),
                context,
            )
        if heard.value is None and agreed(heard) is False and len(said.split()) <= 3:
            heard = Heard(value="not_yet")
        if heard.value is None and (few_words(heard.text) or said.strip(" .!?") == "say when"):
            heard = Heard(value="not_yet") if agreed(heard) is False else heard
            if heard.value is None:
                return self.again(state)
        written = (heard.value or told_again(heard.text)).replace("_", " ")
        due = when(written, context.now, asked=heard.value is None)
        # no time of the calendar, but still an answer: "when he's calm", "not yet"
        if due is None and heard.value is None and not _NO_DATE.search(plain(heard.text)):
            return self.again(state)
        state.update(
            when=wording().line("boundary.when_open", {})
            if due is None and (heard.value == "not_yet" or _OPEN.search(plain(written)))
            else tidy(written),
            due=due.isoformat() if due else "",
            last="when",
        )
        if due is not None and due - context.now <= SOON:
            return self.open_gate(state)
        return self.summed_up(state)

    def summed_up(self, state: State, before: Sequence[Say] = ()) -> Step:
        """All of it once more before it is saved; without a number when there is none."""
        return self.ask(state, "summary", before, key="" if state.get("keep") else "ask_summary_no_number")

    def on_gate(self, state: State, heard: Heard, context: Context) -> Step:
        """The answer to "is now the time?"."""
        verdict = judge_time(heard.text, heard.value)
        if verdict.unclear and not state.get("gate_missed"):
            return Step(Timing.gate(context, again=True), {**state, "gate_missed": True}, Expects.CHOICE)
        if verdict.go or verdict.unclear:
            return self.summed_up(state, [Say(f"timing.go_{verdict.reason}")] if verdict.go else [])
        state.update(when="", due="")
        return self.ask(state, "when", Timing.not_now(verdict), key="ask_when_later")

    def on_summary(self, state: State, heard: Heard, context: Context) -> Step:
        """Save it, or change something first."""
        said = plain(heard.text)
        for value, at in (("change_limit", "limit"), ("change_words", "words")):
            if heard.value == value:
                return self.ask({**state, "return_to": "summary", "words_chosen": False}, at, key=f"again_{at}")
        if (
            heard.value is None
            and heard.yes is None
            and len(said.split()) <= 8
            and (
                when(said, context.now) or re.match(r"(?:when|once|after|as soon as|next time) (?!should|do|can)", said)
            )
        ):
            return self.on_when({**state, "return_to": ""}, heard, context)  # another time, typed at the summary
        saved = agreed(heard) if heard.value is None else heard.value == "yes"
        saved = True if heard.value is None and _SAVES.fullmatch(said) else saved
        if (
            saved is False
            and heard.value is None
            and (len(said.split()) > 4 or re.search(r"\bno ?(?:one|body)\b", said))
        ):
            saved = None  # "no one's been drinking" is no refusal
        if saved is None or (saved is False and re.search(r"chang|different|wrong|edit", said)):
            return self.again(state)
        if saved is False:
            return self.end(state, [self.say(state, "not_saved")])
        fields = {key: state.get(key, "") for key in ("limit", "action", "words", "when", "topic", "kind")}
        fields |= {"status": "active"}
        if state.get("keep"):
            fields["confidence"] = float(state["keep"])
        kept: Effect = Change(int(state["item"]), fields) if state.get("item") else Save("limit", {**fields, "log": []})
        return replace(self.ask(state, "remind", [self.say(state, "saved")]), effects=[kept])

    def on_remind(self, state: State, heard: Heard, context: Context) -> Step:
        """A check-in after the talk, if wanted; then one small next step."""
        wanted = agreed(heard)
        if wanted is None:
            return self.again(state)
        step = self.say(
            state,
            "next_step",
            [
                Choice("boundary.buttons.practise", "practise", intent="practise_conversation"),
                Choice("boundary.buttons.list", "limit", intent="review_history"),
            ],
        )
        if not wanted:
            return self.end(state, [step])
        due = when(state.get("when", ""), context.now) or context.now
        after = (due + timedelta(days=1)).replace(hour=10, minute=0, second=0, microsecond=0)
        about = {"limit": state["limit"]}
        effects: list[Effect] = [FollowUp(AFTER_TALK, after, about), FollowUp(REVIEW, after + timedelta(days=7), about)]
        return self.end(state, [self.say(state, "will_ask", day=after.strftime("%A")), step], effects)
