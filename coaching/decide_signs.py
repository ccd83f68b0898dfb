"""What is asked for, what a message tells of its price and its use, and which way that leans."""

from __future__ import annotations

import re

from coaching.language.plain import plain

HEAVY = 7  #: of 10: from here on the cost to oneself weighs against a full yes


_KINDS: tuple[tuple[str, str], ...] = (  # first match counts
    ("bail", r"bail\b|fine\b|fines\b|court fee\w*|lawyer|solicitor|attorney|police|jail|prison|custody"),
    ("rehab", r"rehab|treatment|detox|clinic|therap\w+|counsel\w+|residential|sober living"),
    ("phone", r"phone\w*|mobile|\bsim\b|data\b|top[- ]?up|airtime|load\b"),
    ("car", r"car\b|\bvan\b|insurance|petrol|gas money|fuel|\bmot\b|bus fare|taxi\w*|uber|lifts?\b"
 r"|rides?\b|driv\w+|motorbike|licen[cs]e|train ticket"),
    ("rent", r"rent\b|landlord|deposit|mortgage|electric\w*|heating|water bill|utilit\w+|evict\w*|flat\b"
 r"|apartment|housing"),
    ("debt", r"debts?\b|owes?\b|dealer\w*|loan shark|payday|credit card|overdraft|loans?\b"),
    ("home", r"move (?:back )?in|moving (?:back )?in|move back|moving back|come (?:back )?home|coming "
 r"(?:back )?home|live (?:here|with)|stay (?:here|with|at)|couch|sofa|sleep here|let (?:him"
 r"|her|them) (?:back|in|stay)|kick (?:him|her|them) out|room\b"),
    ("cover", r"cover(?:ing)? (?:for|up)|lie (?:for|to)|\bboss\b|excuse|sick note|ring (?:his|her) (?:work"
 r"|boss)|call (?:his|her|in) "),
    ("food", r"food|groceries|shopping|meal\w*|dinner|eat\b"),
    ("cash", r"money|cash|lend|loan|borrow|quid|bucks|dollars?|pounds?|euros?|rupees|pesos|naira|rand\b"
 r"|[£$€₹]\s?\d|\d+\s?(?:£|€|quid|dollars|pounds|bucks)|pay\b|fund"),
)  # fmt: skip


COSTS = {"little": 2.0, "some": 5.0, "lot": 8.0}


#: What a message tells already is not asked again.
_TOLD_USE = re.compile(
    r"\b(?:sp[ea]n[dt]\w*|goes|went|go|going|blow\w*|waste\w*|use[sd]?)\b[^.?!]{0,30}\b(?:on|to|into|for|up)\b[^.?!]{0,20}\b(?:drink\w*|drugs?|dealer|booze|beer|vodka|coke|cocaine|crack"
    r"|heroin|weed|pills|gambl\w+|bets?|betting|slots)\b|\bfeed\w* (?:his|her|their|the) (?:habit|addiction|use)\b|\bmoney (?:would|will|might) go (?:there|on that|on it)\b"
    r"|\b(?:sold|pawned|swapped|traded)\b[^.?!]{0,20}\bfor (?:coke|crack|drugs?|drink|booze|gear|heroin|weed|a fix)\b|\bstraight (?:to|up|on|into) (?:the|his|her)\b|\b(?:drinks?|smokes?|gambles?|injects?|snorts?) it (?:all )?(?:away)?\b|\b(?:only|just) (?:drink|smoke|gamble|spend|buy) (?:it|more)\b"
)


_TOLD_SAFETY = re.compile(
    r"\b(?:nowhere (?:else )?to (?:sleep|go|live|stay)|on the streets?|homeless|be evicted|lose (?:his|her|their|the) (?:flat|house|home|place|tenancy)|sleep(?:ing)? rough|in (?:his|her|the) car"
    r"|(?:kids|children|baby|grandchild\w*) (?:\w+ )?(?:live|are|would|will|have|need|go)|no (?:food|heating|medicine))\b"
)


_TOLD_COST = re.compile(
    r"\b(?:(?:can'?t|cannot|cant|couldn'?t) (?:really |even )?(?:afford|pay|keep (?:doing|paying))|(?:i'?m|we'?re|im) (?:broke|skint|in debt|behind)|my (?:savings|pension|overdraft)"
    r"|no (?:savings|money) left|nothing left|bleeding (?:me|us) dry|(?:paid|lent|given) (?:\w+ )?thousands)\b"
)


def already_told(text: str) -> dict[str, str | float]:
    """The answers that a message holds beside the ask: what a yes would feed, whose safety hangs on it, what it costs."""
    said = plain(text)
    found: dict[str, str | float] = {}
    if _TOLD_USE.search(said):
        found["rewards"] = "use"
    if _TOLD_SAFETY.search(said):
        found["safety"] = "yes"
    if _TOLD_COST.search(said):
        found["cost"] = COSTS["lot"]
    return found


def kind_of(text: str) -> str:
    """What is asked for (`cash`, `rent`, `phone`, `car`, `bail`, `rehab`, `debt`, `home`, `cover`, `food`), or ""."""
    said = plain(text)
    return next((name for name, pattern in _KINDS if re.search(rf"(?<!\w)(?:{pattern})", said)), "")


def lean(rewards: str, safety: bool | None, cost: float) -> str:
    """Which way the answers lean: `yes`, `no` or `partly`. A leaning to think with; the person decides.

    rewards: `use`, `healthy` or `both`; safety: someone's safety hangs on it (None: not sure); cost: 0 to 10.
    """
    if safety:
        # safety is met in a form that can't be turned into use
        return "yes" if rewards == "healthy" and cost < HEAVY else "partly"
    if rewards == "use":
        return "no"
    if rewards == "healthy" and safety is False:
        return "yes" if cost < HEAVY else "partly"
    return "partly"
