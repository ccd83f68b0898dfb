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
