"""A stand-in for the act reader and three players, so that the practice room is tested apart from the language engine."""

from __future__ import annotations

import re
from dataclasses import dataclass

from coaching.scenario import HELPING

CUES = {
    "blame": r"this is (all )?your fault|you ruined|because of you",
    "always_never": r"you (always|never)",
    "labelling": r"you're (just |such )?a (liar|mess|loser|waster)|so selfish",
    "threat": r"or else|you're out|i'm done with you|never see .* again",
    "shaming": r"ashamed of you|disgrace|how could you",
    "guilt_trip": r"after (everything|all) (i|we)|you're killing me",
    "interrogating": r"how many|who were you with|where were you",
    "commanding": r"^(just )?(stop|get|go|sit|tell me the truth)\b|you have to|you must",
    "dismissing": r"no big deal|you'll be fine|it's nothing",
    "open_question": r"\b(what|how)\b[^?]*\?",
    "reflection": r"it sounds|sounds like|so you|so that|so the",
    "own_feeling": r"\bi(?:'m| feel| am) (?:so )?(?:scared|worried|sad|glad|torn|afraid|hurt)",
    "observation": r"\bi(?:'ve)? (?:noticed|saw)",
    "request": r"\b(could|would) you\b",
    "limit": r"\bi(?:'m| am)? (?:won't|not going to|will not)",
    "affirmation": r"thank you for|took courage|strong|respect that",
    "understanding": r"i can see why|makes sense|i understand",
    "responsibility": r"i'm sorry|my part|wasn't fair of me",
    "offer": r"would it help|i could|would you like me",
    "autonomy": r"your decision|yours to decide|up to you",
    "permission": r"would it be (all right|okay)|can i say",
    "invitation": r"would you like to",
}


@dataclass(frozen=True)
class Found:
    """A speech act as the language engine gives it."""

    label: str
    quote: str
    helps: bool
    confidence: float = 1.0


def stand_in(text: str) -> list[Found]:
    """Finds acts by a few plain cues."""
    found = []
    for label, cue in CUES.items():
        if match := re.search(cue, text, re.I):
            found.append(Found(label, text[match.start() : match.end()], label in HELPING))
    return found


SUPPORTIVE = [
    "Thank you for telling me. I can see why this is hard.",
    "It sounds like it has been a rough time. What has it been like for you?",
    "I feel worried, and I'm glad you're here.",
    "Would it help if I sat with you for a while?",
    "What would make this week a little easier?",
    "It sounds like you're tired of carrying it alone.",
    "It's your decision. I respect that you told me straight.",
    "I could come along, if you like. What do you think?",
    "It makes sense. I'm sorry for my part in it.",
    "I noticed how hard you try. Would you like to have lunch on Sunday?",
]
MIXED = [
    "It sounds like a rough time.",
    "You never think about anybody else.",
    "I'm worried about this.",
    "Tell me the truth. Where were you?",
    "What would help right now?",
    "This is your fault, you know.",
    "I can see why you're tired.",
    "You always do this.",
    "I could drive you.",
    "You have to stop it.",
]
HARSH = [
    "How could you. I'm ashamed of you.",
    "You're a liar and so selfish.",
    "This is all your fault, you always do this.",
    "You're out, or else.",
    "After everything we did for you.",
    "You're such a mess.",
    "You must stop right now.",
    "You ruined everything.",
    "You never listen.",
    "I'm done with you.",
]

# As people type: for the real reader (tests/benchmarks/practice.py), which the stand-in's cues don't help.
TYPED_WARM = [
    "hey. i'm glad you told me, thank you",
    "that sounds really hard",
    "i was scared last night, thats all. i love you",
    "what would help you right now do you think",
    "I can see why you'd want to be left in peace.",
    "would you like me to come with you?",
    "it's your call. im here either way",
    "I noticed you really tried this week and it means a lot to me.",
    "sorry i snapped at you before, that wasnt fair",
    "do you fancy a walk later, just us?",
]
TYPED_MIXED = [
    "that sounds really hard",
    "you always say that though",
    "im worried about you",
    "where were you last night and who with??",
    "ok. what do you need",
    "well its your own fault isn't it",
    "I can see why you'd be tired.",
    "you should just go to a doctor",
    "i could drive you",
    "after everything we've done for you",
]
TYPED_HARSH = [
    "oh here we go again, what a surprise",
    "your a liar, you always lie",
    "i'm ashamed of you, the whole family is",
    "after everything i've done for you!!",
    "one more time and you're out, i mean it",
    "why can't you be more like your brother",
    "you ruined my life",
    "grow up",
    "don't give me that, you don't even care",
    "get out of my sight",
]
ODD = [  # what else people type into a box
    "...", "", "🙂", "❤️❤️", "asdfgh", "hm", "ok", "yes", "no", "No.", "why?", "what", "lol", "haha ok", "knock knock",
    "?", "!!!", "x", "I love you", "te quiero mucho mi hijo", "日本語で話してもいい?", "bitte hör auf", "मुझे डर लग रहा है",
    "shut up", "you make me sick", "tell me a story", "want some tea", "what time is it", "are we ok, you and me",
    "I don't believe a word", "fine. do what you want", "2", "1234567", "GO TO THE MEETING NOW", "i give up, you win",
    "she said that he said that you said it", "“leave me alone”, is that what you said?", "so", "Mum says hi. Dad too.",
    "I no have money for give you but I cook food", "please to tell me what is problem", "in our family we talk",
    "i pray for you every night beta", "abeg talk to me now", "ah sure look, you're grand", "promise me. swear it.",
    "can i give you a hug", "is it my fault", "what happens now then", "who are you seeing", "bye then", "good night love",
    "how much do you need", "here's the money, just this once", "no more money from me", "ok " * 90, "a" * 400,
    "When you were six you had that red bike and I ran behind you the whole way down Mill Lane. I think of it a lot.",
]  # fmt: skip
