"""Reads who and what out of free text: who the loved one is, what to call them, which substance."""

from __future__ import annotations

import re

from coaching.language.plain import plain, straight

_RELATIONS: tuple[tuple[str, str], ...] = (  # canonical name, pattern; longer ones first
    (
        "ex-partner",
        r"ex(?:[- ](?:husband|wife|partner|boyfriend|girlfriend|bf|gf))?|baby ?(?:daddy|father"
        r"|mama)|(?:kids|son|daughter)'?s'? (?:dad|father|mum|mom)",
    ),
    ("mother-in-law", r"mother[- ]in[- ]law|mil"),
    ("father-in-law", r"father[- ]in[- ]law|fil"),
    ("brother-in-law", r"brother[- ]in[- ]law|bil"),
    ("sister-in-law", r"sister[- ]in[- ]law|sil"),
    ("son-in-law", r"son[- ]in[- ]law"),
    ("daughter-in-law", r"daughter[- ]in[- ]law"),
    ("stepson", r"step[- ]?son"),
    ("stepdaughter", r"step[- ]?daughter"),
    ("stepfather", r"step[- ]?(?:father|dad)"),
    ("stepmother", r"step[- ]?(?:mother|mum|mom)"),
    ("grandson", r"grand[- ]?son"),
    ("granddaughter", r"grand[- ]?daughter"),
    ("grandchild", r"grand[- ]?(?:child|kid)"),
    ("grandmother", r"grand[- ]?(?:mother|ma)|granny|nan|nana|gran|lola"),
    ("grandfather", r"grand[- ]?(?:father|pa|dad)|lolo"),
    ("son", r"son|boy|lad|youngest son|eldest"),
    ("daughter", r"daughter|girl|lass"),
    ("husband", r"husband|hubby|hubbie|hubs|dh|hus"),
    ("wife", r"wife|missus|mrs"),
    ("partner", r"partner|boy ?friend|girl ?friend|bf|gf|fianc[eé]e?|other half|better half|fella|bloke|man|woman"),
    ("mother", r"mother|mum|mom|mam|ma|mummy|mommy|amma|mama|ammi"),
    ("father", r"father|dad|daddy|pa|papa|appa|abba|old man"),
    ("brother", r"brother|bro|kuya|bhai|little brother|big brother|twin brother"),
    ("sister", r"sister|sis|ate|didi"),
    ("sibling", r"sibling|twin"),
    ("nephew", r"nephew"),
    ("niece", r"niece"),
    ("cousin", r"cousin|cuz"),
    ("uncle", r"uncle"),
    ("aunt", r"aunt(?:ie|y)?"),
    ("friend", r"(?:best )?(?:friend|mate|bestie|bff|flat ?mate|house ?mate|roommate)"),
    ("child", r"child|kid|teen(?:ager)?|baby|adult child"),
    ("parent", r"parent"),
)
_BEFORE = (
    r"(?:(?:little|big|older|younger|eldest|oldest|youngest|only|poor|dear|own|adult|teenage"
    r"|lovely|beautiful|twin|middle|late|\d\d ?(?:yo|yr|year)?[- ]?(?:old)?) )*"
)
_KIN = "|".join(f"(?:{pattern})" for _, pattern in _RELATIONS)
_MINE = re.compile(rf"\b(?:my|our|me|mi) (?:{_BEFORE})(?P<kin>{_KIN})(?P<of>'s|s')?(?![\w-])(?: (?P<after>[\w'-]+))?")
_USING = re.compile(
    r"\b(?:drink|drank|drunk|us(?:es|ing|ed)\b|relaps|addict|smok|gambl|rehab|recover|sober"
    r"|clean|stole|steal|lied|lies|lying|high|detox|treatment|"
    r"overdos|heroin|coke|cocaine|weed|meth|pills|vap|bottle|wine|beer|bet(?:s|ting)|inject|sponsor|meeting)"
)


def _canonical(kin: str) -> str:
    return next((name for name, pattern in _RELATIONS if re.fullmatch(pattern, kin)), "")


def relation(text: str) -> str:
    """Who the loved one is to the person (`son`, `partner`, `mother` ...), "" when not said or when it can't be told.

    Read from "my ...", or from an answer of a few words. Of several relatives the one whose use is told of.
    """
    said = plain(text)
    found: list[tuple[str, str]] = []
    for match in _MINE.finditer(said):
        if match["of"] and match["after"] and re.fullmatch(rf"(?:{_KIN})", match["after"]):
            continue  # "my son's friend" is neither
        kin = _canonical(match["kin"])
        after = re.split(r"[.!?]| my | our ", said[match.start("kin") :])[0]
        found.append((kin, after))
    if not found:
        bare = re.fullmatch(
            rf"(?:(?:it'?s|he'?s|she'?s|for|about|a|the|an|is|they'?re|he is|she is) )*{_BEFORE}(?P<kin>{_KIN})[.!]?",
            said,
        )
        return _canonical(bare["kin"]) if bare else ""
    names = {kin for kin, _ in found}
    if len(names) == 1:
        return found[0][0]
    using = {kin for kin, after in found if _USING.search(after)}
    return using.pop() if len(using) == 1 else ""


_KIN_FIRST = re.compile(rf"^(?:(?:my|our) )?{_BEFORE}(?:{_KIN}|boyf)(?P<is>'?s)?(?=,? \w)", re.IGNORECASE)


def without_kin(text: str) -> str:
    """`text` with a relative named at its beginning as "he": "Mum poured it away" to "he poured it away"."""

    def said(match: re.Match[str]) -> str:
        after = text[match.end() :].split()
        # "dads on day 5" is "he is", "my brother's room" is his
        return (
            ("he's" if after and re.match(r"(?:on|off|in|at|back|not|been|\w+ing|\w+ed)$", after[0]) else "his")
            if match["is"]
            else "he"
        )

    return _KIN_FIRST.sub(said, text, count=1)


_NO_NAME = re.compile(
    r"\b(?:no|nope|nah|none|skip|pass|rather not|prefer not|don'?t want|anonymous|no name"
    r"|not saying|later|stop|cancel|help|yes|ok|okay|what|why"
    r"|idk|dunno|nothing|anything|whatever|hello|hi|hey|thanks|back|menu)\b"
)
_LED = re.compile(
    r"^(?:(?:hi|ok|okay|well|um|so|just|please|you can|you could|let'?s|we|i|everyone|i'?ll"
    r"|id|i'?d|say|use|maybe)[ ,]+)*"
    r"(?:(?:call|calls) (?:him|her|them|it)|(?:(?:his|her|their|the)|(?:my|our) [\w-]+'?s) "
    r"(?:nick)?name(?:'?s| is| was)?|name is"
    r"|(?:he|she|they|it)(?:'s| is|'re| are) (?:called|named|known as)|(?:he|she|they) goes? "
    r"by|go with|goes? by|called|named|it'?s|this is)\s+",
    re.IGNORECASE,
)
_AFTER_KIN = re.compile(rf"\b(?:[Mm]y|[Oo]ur) {_BEFORE}(?:{_KIN}),? (?P<name>[A-Z][\w'-]{{1,15}})\b")
_NOT_NAMES = {
    "I",
    "I'm",
    "I've",
    "He",
    "She",
    "They",
    "Has",
    "Is",
    "Was",
    "And",
    "But",
    "AA",
    "NA",
    "ADHD",
    "PTSD",
    "The",
    "OD",
    "IS",
    "HAS",
}


def nickname(text: str) -> str:
    """The name to use for the loved one: "call him Jay", "Tom", "my son Danny drinks"; "" when none is given.

    At most two words and 24 characters; nothing that looks like a sentence or a refusal.
    """
    said = straight(text)
    match = _AFTER_KIN.search(said)
    if match and match["name"] not in _NOT_NAMES and not said.isupper():
        return match["name"].removesuffix("'s")
    led = _LED.match(said)
    rest = said[led.end() :] if led else said
    rest = re.split(
        r"[.,!?;:()]| (?:please|pls|for short|thanks|is fine|will do|works|though|but|and)\b", rest.strip(" \"'")
    )[0].strip(" \"'")
    rest = re.sub(r"^(?:just|only|maybe) ", "", rest, flags=re.IGNORECASE)
    words = rest.split()
    if not 1 <= len(words) <= 2 or len(rest) > 24 or not re.fullmatch(r"[^\W\d_][\w'’. -]*", rest):
        return ""
    if _NO_NAME.search(rest.lower()):
        return ""
    if words[0].lower() in {"my", "our", "the", "he", "she", "they", "him", "her", "a", "i", "it", "that", "this"}:
        return ""
    return rest[0].upper() + rest[1:]


_SUBSTANCES: tuple[tuple[str, str], ...] = (
    (
        "gambling",
        r"gambl\w*|betting|bets\b|bookies?|casino|slots|slot machines?|poker|roulette|sports? "
        r"?bet\w*|fruit machines?|scratch ?cards?",
    ),
    ("gaming", r"gaming|video ?games?|xbox|playstation|fortnite"),
    ("fentanyl", r"fentan\w+|fenty|fent"),
    ("heroin", r"heroin|herion|smack|\bgear\b|brown sugar|nyaope|whoonga"),
    ("methadone", r"methadone|suboxone|subutex|buprenorphine"),
    (
        "opioids",
        r"opioids?|opiates?|oxy\w*|percs?|percocet|vicodin|codeine|lean|tramadol|tramol|morphine"
        r"|hydrocodone|pain ?killers?|pain ?pills?|norcos?",
    ),
    ("crack", r"crack(?! (?:on|up|of|down|the|open|a ))"),
    ("cocaine", r"cocaine|coke\b|\bcharlie\b|\bblow\b(?! (?:up|over|it))"),
    ("meth", r"meth|methamphetamine|crystal|shabu|\btik\b|(?:on|smok\w+|us\w+|taking|doing) ice|\btina\b"),
    ("amphetamines", r"amphetamines?|(?:on|taking|doing|using) speed|adderall|ritalin|vyvanse"),
    ("ecstasy", r"ecstasy|mdma|\bmolly\b|\bmandy\b"),
    ("ketamine", r"ketamine|\bket\b|special k"),
    (
        "benzodiazepines",
        r"benzos?|benzodiazepines?|xanax|xans?|xannies|valium|diazepam|klonopin|ativan|vallies"
        r"|sleeping (?:pills|tablets)",
    ),
    (
        "cannabis",
        r"weed|cannabis|marijuana|\bpot\b|spliffs?|skunk|ganja|dagga|hash\b|joints?\b(?! (?:account"
        r"|pain|custody|effort))|stoned|edibles?|\bthc\b|\bbongs?\b",
    ),
    ("spice", r"\bspice\b|synthetic cannab\w+"),
    ("nicotine", r"vap(?:e|es|ing|ed)|nicotine|cigarettes?|\bcigs\b|tobacco"),
    ("inhalants", r"inhalants?|glue sniffing|sniffing glue|nitrous|\bnos\b|laughing gas|balloons"),
    (
        "alcohol",
        r"alcohol\w*|drink(?:s|ing|er)?|drank|drunk|booze\w*|boozing|beers?|wine|vodka|whisk(?:e)?y"
        r"|rum\b|gin\b|cider|lager|pints?|bottles? of|the bottle"
        r"|the pub|tipsy|hungover|hang ?over|sloshed|plastered|wasted|\baa\b|ogogoro|feni|daru",
    ),
    ("pills", r"pills|tablets"),
    ("drugs", r"drugs?\b|substances?|using again|high on"),
)
_SUBSTANCE = tuple((name, re.compile(rf"\b(?:{pattern})\b")) for name, pattern in _SUBSTANCES)


def substance(text: str) -> str:
    """The substance (or behaviour) told of, as one canonical word; "" for none. Of several, the one named first.

    General words (`pills`, `drugs`) count only when nothing more exact is named.
    """
    said = plain(text)
    said = re.sub(
        r"\b(?:soft|energy|hot|fizzy) drinks?\b|\bdrink(?:s|ing)? (?:tea|coffee|water|juice|milk)\b|\bdrugs? ?store\b",
        " ",
        said,
    )
    found = [(match.start(), name) for name, pattern in _SUBSTANCE if (match := pattern.search(said))]
    exact = [item for item in found if item[1] not in ("pills", "drugs")]
    return min(exact or found)[1] if found else ""
