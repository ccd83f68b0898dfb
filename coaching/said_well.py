"""A deed as it was typed, in plain good English: "he go to meeting, he has stop since 2 month" is told by people who are
tired or whose first language is another, and nobody would hand those words to somebody they love.

Only what is sure is mended; what still isn't a sentence afterwards is `rough`, and then it is rather not quoted.
"""

from __future__ import annotations

import re

from coaching.language.reflect import tidy

_KIN = (
    r"(?:son|daughter|husband|wife|partner|boyfriend|girlfriend|mother|mum|mom|father|dad|brother|sister|friend|boy|girl|hubby|grandson"
    r"|granddaughter|nephew|niece|cousin|uncle|aunt|child|kid|ex|lad|old man)"
)
_WHO = rf"(?:he|she|(?:my|our) (?:[\w-]+ ){{0,2}}?{_KIN}|(?:hubby|mum|mom|dad))"
_VERBS = {  # base: (past, participle)
    "go": ("went", "gone"), "come": ("came", "come"), "tell": ("told", "told"), "give": ("gave", "given"), "eat": ("ate", "eaten"),
    "take": ("took", "taken"), "make": ("made", "made"), "drink": ("drank", "had a drink"), "sleep": ("slept", "slept"), "speak": ("spoke", "spoken"),
    "write": ("wrote", "written"), "bring": ("brought", "brought"), "buy": ("bought", "bought"), "find": ("found", "found"), "get": ("got", "got"),
    "keep": ("kept", "kept"), "leave": ("left", "left"), "pay": ("paid", "paid"), "ring": ("rang", "rung"), "run": ("ran", "run"),
    "say": ("said", "said"), "see": ("saw", "seen"), "send": ("sent", "sent"), "sit": ("sat", "sat"), "wake": ("woke", "woken"),
    "begin": ("began", "begun"), "hold": ("held", "held"), "sing": ("sang", "sung"), "do": ("did", "done"), "stay": ("stayed", "stayed"),
    "stop": ("stopped", "stopped"), "quit": ("quit", "quit"), "admit": ("admitted", "admitted"), "hug": ("hugged", "hugged"),
    "try": ("tried", "tried"), "cry": ("cried", "cried"), "apply": ("applied", "applied"), "tidy": ("tidied", "tidied"), "chat": ("chatted", "chatted"),
    "show": ("showed", "shown"),
}  # fmt: skip
_REGULAR = (
    "start|work|call|phone|text|ask|answer|cook|clean|wash|help|talk|walk|play|visit|join|finish|attend|apologise|apologize|promise|gamble|smoke|use"
    "|relapse|thank|smile|laugh|listen|open|offer|refuse|return|move|pick|stick|book|arrive|look|want|agree|share|manage|paint|save|delete|pour"
)
for _base in _REGULAR.split("|"):
    _past = {"stick": "stuck"}.get(_base, _base + ("d" if _base.endswith("e") else "ed"))
    _VERBS[_base] = (_past, _past)
_BASE = "|".join(_VERBS)
_NUMBER = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_UNIT = r"(?:day|week|month|year|hour|night)"
_MONTH = "january|february|march|april|june|july|august|september|october|november|december|christmas|easter|new year|thanksgiving|eid|diwali|ramadan"
_ASIDE = re.compile(
    r",? *\b(?:I(?:'m| am) (?:so |very )?(?:pleased|happy|glad|delighted|proud|relieved) to (?:report|say|tell you|announce)(?: that)?,?"
    r"|(?:and )?(?:thank (?:you )?(?:god|goodness|the lord)|god bless(?: (?:him|her|them))?|praise (?:god|the lord)|touch wood|knock on wood|in?sh?a'?llah|fingers crossed|bless (?:him|her|them))"
    r"|(?:i |and i |we )?(?:nearly|almost) (?:fell|died|fainted|choked|cried)\b[^.!?]*"
    r"|(?:(?:I(?:'ve| have)?|ive) (?:got |have )?)?(?:some )?(?:good|great|amazing|brilliant|lovely) news(?: is| that)?[,:!.]?"
    r"|(?:can|would) you believe (?:it|that)|lol|haha\w*|omg|tbh|idk)(?=\W|$)[,!]*",
    re.IGNORECASE,
)
_MENDS: tuple[tuple[str, str], ...] = (
    (r"\bn(?:i|igh)te?s?\b(?<=nite)", "night"), (r"\btmrw\b", "tomorrow"), (r"\bwks\b", "weeks"), (r"\bmths?\b", "months"), (r"\byrs\b", "years"),
    (r"(?<!the )(?<!my )(?<!his )(?<!her )\bfirst time\b(?! (?:he|she|in (?:my|his|her)))", "for the first time"), (r"\bfor for\b", "for"),
    (rf"\b((?:my|our) (?:[\w-]+ ){{0,2}}?{_KIN}|hubby),? (?=(?:he|she)\b)", ""), (r"\b2day\b", "today"), (r"\bbday\b", "birthday"), (r"\bthru\b", "through"), (r"\bw/o\b", "without"), (r"\bn(?= (?:he|she|has|didn'?t|then)\b)", "and"),
    (r"\b(?:no one|noone|nobody) (?:tell|ask|push|force)(?=\W|$)", "nobody told"),
    (r"(?<![,]) (?:and )?(nobody|no one) (told|asked|made|pushed|forced) (him|her)\b", r", and \1 \2 \3"),
    (rf"\bsince (?:about )?({_NUMBER}|a|one) ({_UNIT})s?\b", r"for \1 \2"),
    (rf"\b({_NUMBER}) ({_UNIT})\b(?!s|[- ](?:old|programme|program|course|chip|coin|badge|stay))", r"\1 \2s"),
    (r"\b(went|goes|go|going|been) to (?:the )?(meeting|group|church group|job interview|interview|appointment)\b(?!s)", r"\1 to a \2"),
    (r"\b(went|goes|go|going|been) to (doctor|dentist|clinic|gym|hospital)\b", r"\1 to the \2"),
)  # fmt: skip


def _past_of(base: str) -> str:
    return _VERBS[base.lower()][0]


def _done(base: str) -> str:
    return _VERBS[base.lower()][1]


def in_good_words(text: str) -> str:
    """A told deed with its verbs and times as a good speaker would have them, and asides ("god bless") left out."""
    said = re.sub(r"\s+", " ", _ASIDE.sub("", text)).strip(" ,.;:!")
    said = re.sub(r"\b(?:hasnt)\b", "hasn't", said, flags=re.IGNORECASE)
    for pattern, better in _MENDS:
        said = re.sub(pattern, better, said, flags=re.IGNORECASE)
    # "he no drink 2 weeks", "he don't drink since 2 months"
    said = re.sub(
        rf"\b({_WHO}) (?:not|no|don'?t|doesn'?t|does not|didn'?t|did not) ({_BASE})\b([^.,]*?)(?: for| since)? ({_NUMBER} {_UNIT}s)\b",
        lambda m: f"{m[1]} hasn't {_done(m[2])}{m[3]} for {m[4]}", said, flags=re.IGNORECASE)  # fmt: skip
    said = re.sub(rf"\b({_WHO}) (?:not|no) ({_BASE})\b", r"\1 didn't \2", said, flags=re.IGNORECASE)
    said = re.sub(
        rf"\b(has|have|hasn't|haven't|'s not)((?: already| never| not)?) ({_BASE})\b",
        lambda m: f"{m[1]}{m[2]} {_done(m[3])}", said, flags=re.IGNORECASE)  # fmt: skip
    said = re.sub(
        r"\b(?:stopped|stops|quit) (?:being|acting like|behaving like) [^,.;]*?\band (?=\w)",
        "",
        said,
        flags=re.IGNORECASE,
    )
    before = said
    # "he go", "my son call me": a verb without its ending tells of what has happened
    said = re.sub(
        rf"(?<!did )(?<!does )(?<!can )(?<!let )(?<!will )\b({_WHO})((?: already| also| now| then)?) ({_BASE})\b",
        lambda m: f"{m[1]}{m[2]} {_past_of(m[3])}", said, flags=re.IGNORECASE)  # fmt: skip
    if said != before:  # "he wake up and make breakfast"
        said = re.sub(rf"\band ({_BASE})\b", lambda m: f"and {_past_of(m[1])}", said, flags=re.IGNORECASE)
    said = re.sub(
        rf"\b((?:hasn't|haven't) \w+(?: \w+){{0,2}}?)(?<! for)(?<! in)(?<! last)(?<! first) (?!for\b)({_NUMBER} {_UNIT}s)\b",
        r"\1 for \2", said, flags=re.IGNORECASE)  # fmt: skip
    # "is in recovery since March", "is sober for 2 months"
    said = re.sub(
        rf"\b({_WHO})(?: is|'s) ((?:not |now |still )?[\w ]{{2,40}}?) (since|for) (?=(?:\w+ )?(?:{_NUMBER}|a|one|the|last|{_MONTH}|may|\w+day|{_UNIT}s)\b)",
        r"\1 has been \2 \3 ", said, flags=re.IGNORECASE)  # fmt: skip
    said = re.sub(rf"\b(has) stopped ([\w ]{{2,20}}? for {_NUMBER} )", r"\1 been off \2", said, flags=re.IGNORECASE)
    said = re.sub(
        rf"\b({_MONTH}|(?<=since )may|(?<=in )may)\b(?! (?:to|up|out|into)\b)",
        lambda m: m[1].title(), said, flags=re.IGNORECASE)  # fmt: skip
    return tidy(said)


def to_their_face(said: str) -> str:
    """The same after it was turned to "you": short forms, and verbs that go with "you"."""
    said = re.sub(r"\b([Yy])ou have (?=not |never )", r"\1ou've ", said)
    said = re.sub(r"\b([Yy])ou have (?=\w+(?:ed|en|un|one|ent|ut|pt|ade|aid|old|ept|ought|een)\b)", r"\1ou've ", said)
    if re.match(r"(?:\w+ ){0,2}you\b", said, re.IGNORECASE):
        said = re.sub(r"\b(and|but) was\b", r"\1 were", said)
    return re.sub(r"\byou've been\b(.*) since ((?:\w+ )?\w+) now\b", r"you've been\1 since \2", said)


_ROUGH = re.compile(
    r"\b[Yy]ou (?:is|was|has|goes|does|not|no|am|be|dont|you|he|she)\b|\b(?:I|my|me) .*\byou\b.*\b(?:I|my)\b|\bsince \d|\b(?:haven't|have|didn't) \w+s\b(?<!ss)"
    r"|\b(?:to|the|a|of|and|but|that|because|with|for|his|her)$|\b(?:dont|hasnt|didnt|wasnt|becouse|becuase|alot of time he)\b"
)


#: what they were called while it went badly has no place in words for them
_LABEL = re.compile(
    r"\b(?:losers?|junkies?|addicts?|drunks?|drunkards?|alkies?|alcoholics?|wasters?|idiots?|useless|lazy|pathetic|selfish|nightmare|liars?|lying|crackheads?|druggies?|scroungers?|brat|mess"
    r"|twat|prick|arse\w*|ass\w*hole|dick\w*|shit\w*|fuck\w*|bastard)\b",
    re.IGNORECASE,
)


def rough(said: str) -> bool:
    """Whether words meant for the loved one would still read as a mistake, or run on without a breath."""
    longest = max(
        (len(part.split()) for part in re.split(r"[,;:.]| and | but | instead | because | when ", said)), default=0
    )
    return bool(_ROUGH.search(said) or _LABEL.search(said)) or longest > 16


#: "that sounds cheesy": no new good moment, and no "no" either
_NOT_ME = re.compile(
    r"\b(?:chees\w+|corny|cringe\w*|soppy|mushy|formal|fake|weird|stiff|robot\w*|over the top|too much|greeting card|patroni[sz]ing)\b"
    r"|\bnot (?:how|what|the way) (?:i|we) (?:talk|speak|say|would say)|\b(?:don'?t|doesn'?t|wouldn'?t|never|would not) (?:talk|speak|sound|say)"
    r"|\b(?:he|she|they)(?:'d| would|'ll| will) (?:laugh|hate|think|roll|run)"
)


def not_like_me(said: str) -> bool:
    """Whether somebody says that words don't sound like them ("too cheesy", "that's not how I talk")."""
    return bool(_NOT_ME.search(said))
