"""What happened, in the draft's own words: the clause that tells it, without the sting, to stand after "when".

"You came home stinking of drink AGAIN you disgrace" holds "you came home smelling of drink"; "why do you never pick up your
phone" holds "you don't pick up your phone". The words that are softened stand in `data/content/lexicon/softened.yml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from coaching.content import CONTENT, load_yaml
from coaching.language.pipeline import read, sentences
from coaching.language.rewrite import harsh
from coaching.language.verbs import base_of, is_past, is_verb
from coaching.language.wishes import clauses, wishes

LEAST, MOST = 3, 15  #: words of such a clause
_OPEN = re.compile(
    r"^(?:(?:and|but|so|then|because|cos|cause|or|well|plus|also|oh|wow|yes|when|that|last time|while|after all|funny how|it's funny how|nice how"
    r"|i (?:know|see|saw|noticed|can't believe|cannot believe|hate that|heard|think|remember|have noticed|haven't forgotten)(?: that| how| when)?"
    r"|why (?:do|must) i (?:have to|need to|always) (?:hear|find out|learn)(?: it)?(?: from [a-z ]+?)? that|i (?:had|have) to (?:hear|find out|learn)(?: it)?(?: from [a-z ]+?)? that|(?:do|did) you (?:know|have any idea|realise|realize|even know|understand)(?: that| how i felt when| what it's like when)?|to think(?: that)?"
    r"|how (?:dare|could) you(?= think)|the way|every time|each time|whenever|once again|yet again)\b,? )+",
    re.IGNORECASE,
)
_ADVERBS = r"(?:just|also|even|actually|then|really|finally|still|both|all|already|clearly|obviously|simply|literally|totally|deliberately|conveniently|go and|went and)"
_YOU = re.compile(rf"^you (?:{_ADVERBS} )*(?P<verb>[a-z']+)\b", re.IGNORECASE)
_HABITS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), shape)
    for pattern, shape in (
        (r"^(?:is )?all you(?:'ve)? (?:ever )?(?:do|did|done) is (?:just )?(?P<vp>.+)$", "you {vp}"),
        (r"^why (?:do|must) you (?:always|have to|keep|constantly|insist on|even)(?: always)? (?P<vp>.+)$", "you {vp}"),
        (r"^why (?:do|can|don't|can't|won't|do not) you (?:never|ever|not|even|just) (?P<vp>.+)$", "you don't {vp}"),
        (r"^how come you (?:never|don't|can't) (?P<vp>.+)$", "you don't {vp}"),
        (r"^you (?:always|constantly|forever|just|keep|keep on) (?P<vp>.+)$", "you {vp}"),
        (r"^you (?:never (?:ever )?(?:once )?|can't (?:even |ever )?|won't (?:even |ever )?|don't (?:even |ever )?)(?P<vp>.+)$", "you don't {vp}"),
        (r"^you (?P<vp>only .+)$", "you {vp}"),
    )
)  # fmt: skip
_ME = re.compile(
    r"^(?P<vp>(?P<who>i|we|he|she|they|(?:the|your|my|our|his|her) (?:own )?(?:\w+ )?(?:kids|children|boys|girls|neighbours|police|school|bank|mother|mum|mom|dad|father|daughter|son|sister"
    r"|brother|nan|gran|grandmother|grandfather|wife|husband|baby|teacher|boss)|(?-i:[A-Z][a-z]+)) (?P<verb>[a-z']+)\b.+)$",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"(?:,| and| or)? (?:you (?:\w+ )?\w+$|what (?:were|the)\b.*|how (?:could|dare)\b.*|as (?:usual|always|ever)\b.*|that'?s (?:how|why|what)\b.*|like (?:a|an|some|you always)\b.*"
    r"|of all people|because (?:you|of)\b.*|so (?:you|i'm|don't)\b.*|to my face|instead of\b.*|again|once more|for once|at all|anyway|and (?:for what|i'm|you're|now)\b.*"
    r"|(?:and|but) (?:i|it|that|this|she|he|they)\b.*|in your life|ever)$",
    re.IGNORECASE,
)
_NO_EVENT = re.compile(
    r"^you (?:promised|swore|said you|(?:were|'ve been|have been) (?:always |so |such |just |never |a |an |the )*(?:selfish|bad|worse|worst|hopeless|wrong|stupid|nothing|better|supposed)"
    r"|(?:had|got) (?:what|it coming|better|to|no (?:right|idea|excuse))|asked for|lost the right|used to|only (?:got|came)|made (?:me sick|it (?:clear|about|worse)|your)|deserved|thought (?:you|i|we|it)"
    r"|(?:don't|didn't|never) (?:care|give a|even care|love|deserve|want|mean|understand|know|think|face|swallow|have any|get it|see|feel|fool|scare|change|get to|have to|need)\b"
    r"|(?:only|just) (?:care|think|love|want)\b|ruin|spoil|wreck|destroy|let (?:me|us|everyone|everybody) down$|(?:brought|bring) shame|would|could|should|care|love|suck|swallow|drive me|use me|call me|put me through|owe|make|disgust|treat|need|have to|must|want|think|hurt|expect|act|sound|look|smell|stink|call that)",
    re.IGNORECASE,
)


_PAST_OF = {
    "taken": "took", "broken": "broke", "drunk": "drank", "thrown": "threw", "forgotten": "forgot", "given": "gave", "gone": "went", "done": "did",
    "come": "came", "stolen": "took", "written": "wrote", "driven": "drove", "hidden": "hid", "eaten": "ate", "worn": "wore",
}  # fmt: skip


_THEIR_WORDS = "cried asked hid left waited had saw heard sat stood kept rang called found woke came watched begged screamed couldn't missed"
_THEIRS = frozenset(_THEIR_WORDS.split())


@dataclass(frozen=True)
class Event:
    """clause: after "when"; habit: it tells what happens again and again, in the present tense."""

    clause: str
    habit: bool = False

    @property
    def slight(self) -> bool:
        """Whether it tells little ("you came in", "I wiped your mouth"), so that a known kind of event tells it better."""
        return len(self.clause.split()) < 4 or bool(
            re.match(r"I (?!found|saw|heard|waited|had to|sat|stood|gave|lent|came|got|lost)", self.clause)
        )


@lru_cache(maxsize=1)
def _softer() -> tuple[tuple[re.Pattern[str], str], ...]:
    data = load_yaml(CONTENT / "lexicon" / "softened.yml")
    return tuple((re.compile(str(hard), re.IGNORECASE), str(mild)) for hard, mild in data["words"])


def softened(text: str) -> str:
    """The same with plain words for harsh ones ("stinking of booze" to "smelling of drink")."""
    for hard, mild in _softer():
        text = hard.sub(mild, text)
    return re.sub(r"\s{2,}", " ", text).strip(" ,;")


@lru_cache(maxsize=512)
def happened(draft: str) -> Event | None:
    """The first thing that happened, as the draft tells it; what the loved one did before what the others did."""
    done = habit = mine = None
    for sentence in sentences(read(draft)):
        before = ""
        for clause in clauses(sentence.text):
            said = _OPEN.sub("", softened(clause)).strip(" .!?")
            if found := _done(said):
                both = f"{before} and {found}"  # "I gave you my last 50 for food and you smoked it"
                joined = _told_of_us(before) and re.search(r"\bit\b", found) and len(both.split()) <= MOST
                if done is None or (len(done.clause.split()) <= 3 < len(found.split())):
                    done = Event(re.sub(r"^i\b", "I", both) if joined else found)
            before = said
            habit = habit or _habit(said)
            if mine is None and _told_of_us(said) and (kept := _fit(said)):
                mine = Event(re.sub(r"^i\b", "I", kept) if kept[:2].lower() == "i " else _lower(kept))
    return done or habit or mine


def _told_of_us(said: str) -> bool:
    """Whether a clause tells what somebody else did or went through ("we waited two hours", "your mother cried")."""
    match = _ME.match(said)
    if not match or match["who"].lower() in ("nobody", "somebody", "someone", "everyone", "everybody", "people"):
        return False
    verb = match["verb"].lower()
    if match["who"].lower() in ("i", "we"):
        return is_past(verb) or verb in ("had", "couldn't", "was", "were")
    return verb in _THEIRS


def _lower(clause: str) -> str:
    return (
        clause
        if re.match(r"[A-Z][a-z]+ (?!kids)", clause) and not re.match(r"(?:The|Your|My|Our|We|She|He|They)\b", clause)
        else clause[:1].lower() + clause[1:]
    )


def _done(said: str) -> str:
    """ "you came in at three", when that is what the clause says; "" else."""
    said = re.sub(
        r"^(?:you|u)(?:'ve| have) (?:just |now |already |also |both )*(\w+)", _simple_past, said, flags=re.IGNORECASE
    )
    if meant := re.match(r"you were (?:supposed|meant) to (?!be\b)(?P<vp>.+)$", said, re.IGNORECASE):
        said = f"you didn't {meant['vp']}"
    match = _YOU.match(said)
    if not match:
        return ""
    verb = match["verb"].lower()
    rest = said[match.end() :]
    if verb in ("couldn't", "didn't", "wouldn't", "never", "weren't", "hadn't", "wasn't"):
        if verb == "never":
            first = rest.split()[0].lower() if rest.split() else ""
            if first == "once":
                rest = rest.strip()[4:]
                first = rest.split()[0].lower() if rest.split() else ""
            if not is_past(first):
                return ""
            rest = " " + base_of(first) + rest.strip()[len(first) :]
        if verb not in ("weren't", "hadn't"):
            rest = re.sub(r"^ (?:even |once |ever |be )*(?:bothered? (?:to |with )|manage (?:to )?)?", " ", rest)
            if not rest.split() or not is_verb(rest.split()[0]):
                return ""
            return _fit(f"you didn't{rest}")
        return _fit(f"you {verb}{rest}")
    if verb in ("were", "had") or is_past(verb):
        return _fit(f"you {verb}{rest}")
    return ""


def _simple_past(match: re.Match[str]) -> str:
    """ "you've missed" as "you missed", "you've taken" as "you took"; unchanged when the past can't be told."""
    done = match[1].lower()
    past = _PAST_OF.get(
        done,
        done
        if done.endswith("ed")
        or done in ("lost", "spent", "sold", "left", "told", "brought", "kept", "lent", "made", "let", "put")
        else "",
    )
    return f"you {past}" if past else match[0]


def _habit(said: str) -> Event | None:
    for pattern, shape in _HABITS:
        if match := pattern.match(said):
            vp = re.sub(r"^(?:bother (?:to |with )?|manage to |be bothered to )", "", match["vp"])
            first = vp.split()[0].lower() if vp.split() else ""
            if first.endswith("ing"):
                vp, first = base_of(first) + vp[len(first) :], base_of(first)
            if is_past(first) and shape == "you don't {vp}":
                return None
            if first == "only" or is_verb(first):
                clause = _fit(shape.format(vp=vp))
                return Event(clause, habit=True) if clause else None
    return None


def _fit(clause: str) -> str:
    """The clause cut to what can stand after "when", "" when it holds a verdict or is no clause."""
    before = ""
    clause = re.sub(rf"^(you) (?:{_ADVERBS} )+", r"\1 ", clause.strip(), flags=re.IGNORECASE)
    while before != clause:
        before, clause = clause, _CUT.sub("", clause).strip(" ,;.!?")
    clause = re.sub(r"\b(?:again|once more)\b", "", clause)
    clause = re.sub(r"\s{2,}", " ", clause)
    words = clause.split()
    bad = _NO_EVENT.match(clause) or harsh(clause) or wishes().vague.search(clause) or "?" in clause
    return "" if bad or not LEAST <= len(words) <= MOST else clause
