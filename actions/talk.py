"""The talk around the exercises: hello, goodbye, thanks, yes and no, what Hearth is and what it is not for."""

from __future__ import annotations

import re

from actions.base import HearthAction, digress, welcome
from actions.dispatch import WISHES, action_for
from actions.turn import Turn
from coaching.dialogue import Choice, Expects, Heard, Say
from coaching.feelings import at_a_loss, listen, telling
from coaching.language.plain import plain
from coaching.learn import KNOWN, library
from coaching.referral import mentions, referral
from coaching.safety.ahead import for_later
from coaching.safety.listening import plain_form
from coaching.skills import skill_named

PAGE = 4  #: entries of the menu shown at once, and "More"; the last page has one entry instead of it
#: button title -> intent, what is wanted most first
_ENTRIES = {
    "phrasing": "get_phrasing",
    "practice": "practise_conversation",
    "boundary": "set_boundary",
    "progress": "recognise_progress",
    "setback": "cope_with_setback",
    "invite": "invite_connection",
    "timing": "is_it_time",
    "decide": "help_or_not",
    "strength": "support_myself",
    "resources": "find_resources",
    "checkin": "schedule_check_in",
    "learn": "ask_question",
    "space": "review_history",
}


def _page(first: int, more: str) -> tuple[Choice, ...]:
    """A page of the menu from that entry on; `more` is the value of its last button, "" on the last page."""
    entries = list(_ENTRIES.items())[first : first + PAGE + (not more)]
    shown = [Choice(f"talk.buttons.menu_{title}", "menu", intent) for title, intent in entries]
    return (*shown, Choice("talk.buttons.menu_more", more, "ask_help")) if more else tuple(shown)


MENU = _page(0, "more")
_PAGES = {"more": _page(PAGE, "most"), "most": _page(2 * PAGE, "")}


#: What small talk must hold to be small talk when it is longer than LONG words; else something else was meant.
_CUES = {
    "goodbye": r"bye|night|\bsee (?:you|ya)|\bcya\b|later|ttyl|take care|farewell|log(?:ging)? off|signing off|to bed|to sleep|got(?:ta| to) go"
    r"|have to go|must go|need to go|that'?s (?:all|it|enough)|all for (?:now|today|tonight)|done|leave it|cheerio|ciao|till|until|off to",
    "thank": r"thank|\bthx|\bta\b|\bty\b|cheers|appreciate|grateful|bless|helped|helpful|kind",
    "affirm": r"\b(?:yes|yeah|yep|yup|ok|okay|sure|right|correct|exactly|fine|agreed?|go on|go ahead|please|sounds good|do it)\b",
    "deny": r"\b(?:no|nope|nah|not|never|don'?t|rather)\b",
}
_GREETING = re.compile(
    r"^(?:\W*\b(?:hi|hiya|hello|hey|hallo|good (?:morning|afternoon|evening|day)|greetings|dear (?:sir|madam|hearth)(?: or (?:sir|madam))?"
    r"|there|hearth|everyone|how are you)\b\W*)+"
)
#: In the middle of an exercise "later" or "done" are answers; these are not.
_BYE = re.compile(
    r"\b(?:bye|goodbye|good ?night|nighty?|see (?:you|ya)|cya|ttyl|farewell|got(?:ta| to) go|(?:have|need) to go|to bed|signing off)\b"
)
_OF_SOMEBODY = re.compile(r"\b(?:he|she|they|we|my \w+)\b")
BARE = 3  #: words of a bare yes or no; "no, she's fine, watching telly" tells something
NODS = 6  #: words of a yes or no to somebody who listens ("yes thats it really")
SURELY_HELP = 0.8
ASKED = 0.15  #: how likely a wish must be that the words ask for, where only the classifier heard a danger
LONG = 2  #: words; a shorter message is what it seems to be
STORY = 5  #: words after a greeting from which on it tells something
LIKELY = 0.6  #: what part of the other readings' probability the best must have to be followed; else it is listened to
NEWCOMER = 3  #: turns: nobody is welcomed "again" before


class ActionTalk(HearthAction):
    """Everything that needs one line, and maybe the menu."""

    action_name = "action_talk"
    before_consent = True

    def act(self, turn: Turn) -> None:
        """By intent."""
        if turn.person.consent_at is None and turn.intent not in ("ask_bot", "goodbye", "thank"):
            welcome(turn)
            return
        other = _meant_instead(turn)
        if other is not None:
            other.act(turn)
        elif turn.intent in ("thank", "goodbye") and turn.looked_back:
            turn.go_on(skill_named("practice").answer(turn.state, Heard(value="done"), turn.context))
        elif turn.intent == "thank" and turn.exercise is not None:
            self._thanked(turn)
        elif turn.intent in ("affirm", "deny") and turn.exercise is None and _listening(turn):
            self._go_on_listening(turn)
        elif turn.intent == "goodbye" and turn.exercise is not None:
            turn.rooms.exercises.pause(turn.exercise.id)  # kept, and offered when they are back
            turn.exercise = None
            self._answer(turn)
        elif turn.intent == "greet" and turn.exercise is None:
            self._answer(turn)
            turn.offer_paused()
            if len(turn.bubbles) > 1:
                turn.bubbles[0]["buttons"] = []  # what was left half done comes first
        elif turn.intent == "ask_help" and (turn.button or len(turn.text.split()) <= 1):
            turn.say(_menu(turn))  # an open exercise waits; its question is not put on top of the menu
        else:
            digress(turn, lambda: self._answer(turn))

    def _go_on_listening(self, turn: Turn) -> None:
        last = turn.profile.notes.get("last") or {}
        offered = any(bubble.get("buttons") for bubble in last.get("bubbles") or ())
        if offered and turn.intent == "deny":  # none of it, thanks: a kind end, nothing more on offer
            turn.say(Say("feelings.close"))
            return
        turn.profile.notes["listening"] = turn.person.turn
        turn.say(Say("feelings.listen_on" if offered else "feelings.short"))

    def _thanked(self, turn: Turn) -> None:
        """Thanks may be "that's enough" to the open question; else they are met, and nothing is asked on top."""
        assert turn.exercise is not None
        if turn.exercise.expects in (Expects.CHOICE, Expects.YES_NO):
            step = skill_named(turn.exercise.skill).answer(turn.state, turn.heard, turn.context)
            if step.done or step.state != turn.state:
                turn.go_on(step)
                return
        choices = (Choice("talk.buttons.carry_on", "", "resume"), Choice("talk.buttons.stop", "stop", "stop_activity"))
        turn.say(Say("talk.thank_open", choices=choices))

    def _answer(self, turn: Turn) -> None:
        says = {
            "greet": lambda: Say(
                "talk.greet_back" if turn.person.turn > NEWCOMER else "talk.greet_first",
                choices=() if turn.exercise else MENU,
            ),
            "goodbye": lambda: Say("talk.goodbye"),
            "thank": lambda: Say("talk.thank"),
            "ask_bot": lambda: Say("talk.who_am_i"),
            "ask_help": lambda: _menu(turn),
            "out_of_scope": lambda: _out_of_scope(turn),
            "affirm": lambda: (
                Say("talk.next_step", choices=(Choice("talk.buttons.menu", "menu", "ask_help"),))
                if turn.just_finished
                else Say("talk.affirm_nothing_open", choices=MENU)
            ),
            "deny": lambda: Say("talk.deny_nothing_open"),
        }
        turn.say(says[turn.intent]())


def _meant_instead(turn: Turn) -> HearthAction | None:
    """The action for a message that only looks like small talk: "hello, my son came home drunk", "I'll call my sister"."""
    said = plain(turn.text)
    if turn.intent == "out_of_scope" and referral(turn.text):
        return None  # whatever the library has is no answer to that
    if turn.text and turn.intent in ("ask_help", "out_of_scope") and said.endswith("?"):
        found = library().find(turn.text)
        menu = turn.intent == "ask_help" and turn.heard.confidence >= SURELY_HELP  # "what can you help me with?"
        if found and found[0][1] >= KNOWN and not menu:  # a question that has an answer gets it
            turn.intent = "ask_question"
            return action_for(turn.intent)
    if turn.intent == "ask_help" and turn.exercise is None and at_a_loss(turn.text):
        turn.intent = "share_feelings"  # "I don't know what to do any more" is no call for the menu
        return action_for(turn.intent)
    if not turn.text or turn.intent not in (*_CUES, "greet"):
        return None
    if (
        turn.intent in ("affirm", "deny")
        and turn.exercise is None
        and len(said.split()) >= STORY
        and telling(turn.text)
    ):
        turn.intent = "share_feelings"  # "no he's just out with his mates" tells something
        return action_for(turn.intent)
    if turn.intent == "goodbye" and turn.exercise is not None and not _BYE.search(said):
        turn.intent = "inform"
        return action_for("inform")
    if turn.intent == "greet":
        seems = len(_GREETING.sub("", said).split()) < STORY
    else:
        short = len(said.split()) <= LONG and turn.intent in ("affirm", "deny", "thank")
        seems = short or bool(re.search(_CUES[turn.intent], said))
        heard_before = turn.exercise is None and turn.profile.notes.get("listening") == turn.person.turn - 1
        if turn.intent == "deny" and heard_before and telling(turn.text) and _OF_SOMEBODY.search(said):
            seems = False  # "no she doesn't hit me" goes on telling
    if seems:
        return None
    if turn.exercise is not None:
        turn.intent = "inform"
        return action_for("inform")
    first = dict(turn.ranking).get(turn.intent, 0.0)
    name, sure = next(((n, p) for n, p in turn.ranking if n in WISHES), ("share_feelings", 0.0))
    turn.intent = name if sure >= LIKELY * max(1.0 - first, 0.05) else "share_feelings"
    return action_for(turn.intent)


def _listening(turn: Turn) -> bool:
    """Whether the message before was listened to: a bare "no" or "yeah" then opens no menu."""
    return turn.profile.notes.get("listening") == turn.person.turn - 1 and len(turn.text.split()) <= NODS


def _menu(turn: Turn) -> Say:
    page = _PAGES.get(str(turn.button.get("value") or ""))
    if page is not None:
        return Say("talk.menu_more", choices=page)
    return Say("talk.help" if turn.text and len(turn.text.split()) > 2 else "talk.menu", choices=MENU)


def _out_of_scope(turn: Turn) -> Say:
    """To whom such a question belongs. Words alone decide for what the classifier, too, holds for out of scope."""
    whose = referral(turn.text) or mentions(turn.text)
    if whose == "poison" and "poison" in turn.rooms.answers.values(turn.profile.country):
        return Say("talk.out_of_scope_poison")
    if whose in ("poison", "medical"):
        return Say("talk.out_of_scope_medical")
    return Say("talk.out_of_scope_legal" if whose else "talk.out_of_scope")


class ActionStop(HearthAction):
    """Stop, pause, never mind. What was begun is kept."""

    action_name = "action_stop"
    before_consent = True

    def act(self, turn: Turn) -> None:
        """Puts the open exercise aside; a practice ends with what it showed so far."""
        if turn.exercise is None:
            turn.say(Say("talk.nothing_to_stop", choices=MENU))
            return
        if turn.looked_back:
            turn.go_on(skill_named("practice").answer(turn.state, Heard(value="done"), turn.context))
            return
        if turn.exercise.skill == "practice" and turn.exercise.expects == Expects.LINE:
            turn.go_on(skill_named("practice").answer(turn.state, Heard(value="stop"), turn.context))
            return
        turn.rooms.exercises.pause(turn.exercise.id)
        carry_on = Choice("talk.buttons.carry_on", str(turn.exercise.id), "resume")
        menu = Choice("talk.buttons.menu", "menu", "ask_help")
        turn.say(Say("talk.stopped", {"skill": turn.skill_name(turn.exercise.skill)}, (carry_on, menu)))
        turn.exercise = None


class ActionDanger(HearthAction):
    """The gateway has answered a danger message; nothing more is said here."""

    action_name = "action_danger"
    before_consent = True

    def act(self, turn: Turn) -> None:
        """A quiet mark, so that Rasa's turn is not taken for a failed one; or, unscreened, a reflection and a check."""
        if turn.metadata.get("noted"):
            turn.bubbles.append({"text": "", "do": {"noted": True}})
            return
        wish = next(((n, p) for n, p in turn.ranking if n in WISHES), ("", 0.0))
        other = action_for(wish[0]) if wish[1] >= ASKED and for_later(plain_form(turn.text)) else None
        if (
            other is not None
        ):  # "practise telling her she can't drive the kids when she's drunk": that is what they want
            turn.intent = wish[0]
            other.act(turn)
            return
        # Only the classifier of wishes took it for danger; the screen, which decides, did not. Never silence.
        turn.intent = "share_feelings"
        digress(turn, lambda: turn.say(listen(turn.text, 1)[0], Say("talk.danger_doubt")))
