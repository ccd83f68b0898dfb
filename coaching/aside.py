"""What somebody says in the middle of an exercise that answers nothing: "why do you ask", "none of your business", "sorry
the dog", "how long does this take", a joke, a sigh, "start over". Told by its words alone, so it is never kept as a limit.
"""

from __future__ import annotations

import re

from coaching.language.plain import plain

LONGEST = 16  #: words; longer messages are stories
_START = r"(?:(?:ok(?:ay)?|but|and|so|well|sorry|wait|oh|hm+|um+|er+m?|look|actually|no|yes|yeah|just|please|honestly|lol|haha|hang on|god)[ ,.!:]+)*"
_END = r"(?:[ ,]+(?:please|pls|then|though|anyway|now|sorry|lol|tbh|yet|me|mate|love|hearth|honestly|exactly|actually))*[ .!?…]*"
_THING = r"(?:it|this|that|that one|this one|the question|this question|that question|that bit|this bit|this part|all (?:of )?(?:this|that))"

#: kind -> whole messages of that kind; the first match counts
_KINDS: tuple[tuple[str, str], ...] = (
    ("where", r"(?:where|what) (?:were|was|are|had) (?:we|i)(?: up to| at| doing| (?:on|talking|saying) ?(?:about)?| again)?(?: again| just)?"
              r"|what (?:was|were) (?:the|your) (?:last )?question(?: again)?|where did (?:we|i) (?:stop|get to|leave (?:off|it))"
              r"|(?:remind|tell) me where we (?:were|are|left off|stopped)|what (?:did|have) (?:we|i) (?:got|get|have|say|said) so far|what have we got(?: so far)?"),
    ("restart", r"(?:(?:can|could) (?:we|i) |let'?s |i (?:want|need|would like|'d like) to |i'?d like to )?(?:start (?:it )?(?:over|again|afresh|fresh|from scratch|from the (?:start|beginning|top))(?: again)?|begin again|start anew|restart|redo (?:it|this)(?: all)?"
                r"|(?:do|go) (?:it|this) (?:all )?(?:over )?(?:again )?from the (?:start|beginning|top)|(?:go )?(?:back to|from) the (?:start|beginning|top)|scrap (?:it|this|that) all|try again from the (?:start|beginning|top))"),
    ("why", r"(?:why|what for)|why (?:do|are|would|did|does) (?:you|u|it|that|this) (?:ask|asking|need|want|have|care|matter|keep asking)\b.{0,40}|why (?:is|are) (?:that|this|it|you) (?:important|relevant|asking|needed|necessary)\b.{0,20}"
            r"|what(?:'s| is| has| does)? (?:that|this|it) (?:got )?(?:to do|have to do) with (?:it|this|that|anything|him|her|me)|what (?:do you need|is|'s) (?:that|this|it) for|does (?:it|that|this) (?:even |really )?matter"
            r"|what(?:'s| is) (?:the (?:reason|purpose)|it to you)(?: for (?:that|asking))?"),
    ("private", r"(?:(?:it|that)(?:'s| is) )?none of (?:your|ur|yr|ya) (?:\w+ )?(?:business|beeswax|concern)|mind (?:your|ur) own(?: business)?|(?:that'?s|it'?s|thats|its) (?:private|personal|between us|not your business)|private"
                r"|(?:i'?d |i would )?(?:rather|prefer) not(?: to)?(?: (?:say|answer|tell)(?: you)?)?(?: that)?|(?:i )?(?:don'?t|dont|do not|won'?t) (?:really )?(?:want|like|wish)(?: to)? (?:say|answer|tell you|go into)(?: (?:that|it|this))?"
                r"|not telling(?: you)?(?: that)?|i'?m not (?:answering|saying|telling)(?: (?:you|that|this))*|no comment|not saying"),
    ("skip", rf"(?:(?:can|could|shall) (?:we|i|you) |let'?s |i (?:want to|'ll|will) )?(?:skip|pass|next|move on|leave (?:that|this) (?:one|question|bit)|skip ahead)(?: (?:on )?{_THING})?|next (?:one|question)|go on to the next(?: one| question)?"),
    ("unsure", r"(?:i )?(?:really |just |honestly |still )*(?:don'?t|dont|do not) (?:really |actually )?(?:know|have a clue|have an idea|care|mind)(?: (?:that|yet|really|either|any ?more))?|idk|dunno|i dunno|no (?:idea|clue)|not sure|unsure|i'?m not sure"
               r"|can'?t think(?: of (?:one|any(?:thing)?))?|hard to say|whatever(?: (?:you (?:think|like|say|want)|works|is best))?|(?:you|u) (?:choose|decide|pick|tell me|say)|up to you|whichever|(?:what|which)(?: one)? (?:would|do) (?:you|u) (?:think|do|say|suggest|pick|recommend|reckon|advise)"
               r"(?: i should (?:do|say|put))?|either|you'?re the expert|what do you think(?: i should (?:do|say|put))?|what do (?:other |most )?people (?:usually |normally )?(?:say|do|put)|what (?:should|shall|do|can) i (?:do|say|put|answer|choose)"),
    ("how_long", r"how (?:long|much longer) (?:does|will|is|do|until|till|have we|to go)?\b.{0,24}|how (?:many|much) (?:more |other )?(?:questions?|longer|more|steps|of these)(?: (?:are|is) (?:there|left|to go)| left| to go| do (?:you|i) have)?"
                 r"|(?:are|is) (?:we|this|it) (?:nearly |almost )?(?:done|there|finished|over)(?: yet)?|will (?:this|it) take (?:long|ages|forever)|much longer|is there (?:much|a lot) (?:more|left)"),
    ("works", r"(?:does|will|would|can|is|do) (?:this|it|that|any of (?:this|it)|these things|you) (?:really |even |actually |ever |going to )*(?:work|works|help|helps|change anything|make (?:a|any) difference|any (?:use|good)|worth it)"
              r"|what(?:'?s| is) the (?:point|use)(?: (?:of|in) (?:this|it|that|any of (?:this|it)))?|what good (?:is|will|does) (?:this|it|that)(?: do)?|is there (?:any|a) point"),
    ("interrupted", r"(?!.*\b(?:he|she|him|her|them|they)\b)(?:it'?s |that'?s |that was )?(?:the|my) (?:dog|cat|phone|door|doorbell|kettle|baby|kids?|kid's|toddler|neighbou?r|boss|oven|bus)(?:'s| is| was| has| just| are)?(?: \w+){0,4}"
                    r"|brb|be right back|back in (?:a|one|two|\d+) ?(?:sec|secs|second|minute|min|mins|bit|moment|minutes)?|(?:hang|hold) on(?: a (?:sec|second|minute|bit|moment))?|(?:one|1|just a|just one|half a|give me a|two|wait a|a) (?:sec|second|secs|minute|min|mins|moment|tick)"
                    r"|wait|(?:phone|door ?bell|door)(?:'s| is)? (?:ringing|going|rang)|(?:someone|somebody)(?:'s| is) (?:at the door|ringing|calling|here)|got to (?:get|take) (?:this|the \w+)|(?:the )?kids? (?:woke|crying|are fighting|need me).{0,20}"),
    ("joke", r"(?:a|an) [\w ]+ walks? into a bar.*|knock,? knock.*|what do you call an? .{3,60}|(?:lo+l|lmao|rofl|haha+|hehe+|ha)+(?:[ ,!.]+(?:lo+l|lmao|rofl|haha+|hehe+|ha|that'?s funny|funny|not funny|just kidding|jk|kidding|only joking|joking))*|just kidding|jk|only joking|i'?m (?:only |just )?joking|i jest"),
    ("hard", r"(?:(?:oh|oh my|for|what the|holy|this is|it'?s|god|ah|well|my)[ ,]+)*(?:fuck(?:ing)?(?: (?:hell|me|sake|this|it|off))?s?|f+s|shit|bloody hell|hell|jesus(?: christ)?|christ|crap|bollocks|damn(?: it)?|ugh+|argh+|aargh+|omg|wtf|sod this|screw this|god)"
             r"(?:[ ,.!]+(?:this|it|that)(?:'s| is)? (?:so |really |bloody |fucking |too |very )*(?:hard|difficult|tough|tricky|impossible|horrible|shit|crap|exhausting|stupid))?(?:[ ,.!]*(?:sake|hell))?"
             r"|(?:this|it|that)(?:'?s| is) (?:so |really |bloody |fucking |very |harder |not )*(?:hard|difficult|tough|tricky|easy|than i thought|harder than i thought)"),
)  # fmt: skip
_COMPILED = tuple((kind, re.compile(f"{_START}(?:{words}){_END}")) for kind, words in _KINDS)
_OTHERS = re.compile(
    rf"^{_START}(?:my (?:[\w-]+ ){{1,3}}|every(?:one|body) |people |they all |the family |(?:our|his|her) (?:\w+ )?(?:family|friends?|mum|dad|parents?) )(?:all |just |always |still |also )*"
    r"(?:thinks?|says?|said|tells? me|told me|reckons?|feels?|keeps? (?:saying|telling)|believes?|agrees?|disagrees?|(?:does|do|did)(?: not|n'?t) (?:agree|think|like|want|believe|understand|get)|(?:is|are) (?:against|not happy|no help)|would (?:never|not|hate|kill))\b"
)


def aside(text: str) -> str:
    """The kind of aside that the whole message is: `why`, `private`, `skip`, `unsure`, `how_long`, `works`, `where`,
    `restart`, `interrupted`, `joke`, `hard`; "" for anything that may be an answer."""
    said = plain(text).strip()
    if not said or len(said.split()) > LONGEST:
        return ""
    return next((kind for kind, pattern in _COMPILED if pattern.fullmatch(said)), "")


def what_others_say(text: str) -> bool:
    """Whether it tells what others think of it all ("yes but my sister thinks I'm too hard on him")."""
    said = plain(text)
    return len(said.split()) <= LONGEST and bool(_OTHERS.match(said))
