"""Questions that only a pharmacist, a doctor or a lawyer may answer: recognised whatever the classifier or the library
make of them, because a half fitting answer on a dose could kill.

To mention a medicine or the court is no such question ("his court date is friday and im scared").
"""

from __future__ import annotations

import re

from coaching.language.plain import plain

LONGEST = 45  #: words; longer messages are stories that want to be heard

_DRUG = (
    r"(?:naltrexone|suboxone|subutex|buprenorphine|methadone|acamprosate|antabuse|disulfiram|librium|chlordiazepoxide|diazepam|valium|xanax"
    r"|alprazolam|lorazepam|ativan|clonazepam|klonopin|benzos?|tramadol|codeine|morphine|oxy\w*|fentanyl|paracetamol|tylenol|acetaminophen"
    r"|ibuprofen|aspirin|pregabalin|gabapentin|seroquel|quetiapine|mirtazapine|sertraline|anti ?-?depressants?|ssris?|melatonin|zopiclone"
    r"|zolpidem|ambien|lithium|prozac|citalopram|fluoxetine|venlafaxine|risperidone|olanzapine|clonidine|modafinil|dihydrocodeine|cbd oil|thiamine|vitamins?|ritalin|adderall|ketamine|mdma|sleeping (?:pills?|tablets?)|sleepin (?:pills?|tablets?)"
    r"|tablets?|pills?|medication|medicine|meds|pain ?killers?|his dose|her dose|narcan|naloxone|oxys|heroin|cocaine|coke|meth|weed|cannabis)"
)
_ASKS = re.compile(
    r"\?|(?:^|[.,;!] |\b(?:but|and|so|please|pls|hi|hello|hey|ok|doctor,?|days?|yesterday|turkey) )"
    r"(?:is|are|am|can|could|should|shall|will|would|do|does|did|has|how|hw|what'?s?|wot|which|who|when|if)\b"
    r"|\b(?:should|can|could|will|is|does) (?:i|he|she|we|they|that|it|this)\b"
)
#: Wishes for words, or for where to go: those have skills of their own.
_NOT = re.compile(
    r"\b(?:how|what) (?:do|can|should|could|would) (?:i|we) (?:\w+ )?(?:tell|ask|say|talk|text|bring|suggest|explain|support|help|react|respond)\b"
    r"|\b(?:where|who) (?:can|do|could|should) (?:i|we)\b|\bhelp me (?:say|tell|ask|word)\b|\bremind me\b"
)
_MEDICAL = re.compile(
    rf"\b(?:\d+ ?mgs?|mgs?|milligrams?|mls?|what dose|which dose|dosage|max(?:imum)? (?:dose|paracetamol|{_DRUG}))\b"
    rf"|\bhow (?:much|many)\b[^.?!]{{0,30}}\b{_DRUG}|\bhw many\b[^.?!]{{0,20}}\b{_DRUG}"
    rf"|\b(?:mix|mixing|combine|combining|interact\w*)\b[^.?!]{{0,40}}\b(?:{_DRUG}|alcohol|drink\w*|wine|beer|booze)\b"
    rf"|\b{_DRUG}\b[^.?!]{{0,40}}\b(?:with|on top of|interact\w*)\b[^.?!]{{0,25}}\b(?:{_DRUG}|alcohol|drink\w*|wine|beers?|booze|vodka|whiskey|his drinking)\b"
    rf"|\b(?:ok|okay|safe|fine|allowed|dangerous)\b[^.?!]{{0,30}}\b(?:with|to take|to mix|to stop|to give)\b[^.?!]{{0,30}}\b{_DRUG}"
    rf"|\b(?:should|can|could|may|shall|would)\b[^.?!]{{0,30}}\b(?:give|crush|slip|hide|increase|raise|reduce|lower|halve|double|stop(?: taking)?|come off"
    rf"|taper|wean|skip|swap|take|taking|advisable)\b[^.?!]{{0,40}}\b{_DRUG}"
    rf"|\badvisable\b[^.?!]{{0,60}}\b{_DRUG}|\b{_DRUG}\b[^.?!]{{0,60}}\b(?:double up|stop taking (?:it|them)|take (?:it|them) together|what should (?:he|she|they) take)"
    r"|\bhow (?:do|can|should) (?:i|we|he|she|they) (?:safely )?(?:taper|wean|detox|withdraw)\b|\b(?:taper|wean|detox)\w* (?:him|her|them|himself|herself|off)\b[^.?!]{0,20}\bat home\b"
    r"|\bhow many (?:beers?|drinks?|units|pints)\b[^.?!]{0,40}\b(?:cut|taper|reduce|shakes|safe)"
    r"|\b(?:do you think|could|does|is|has|might) (?:he|she|they|my \w+|our \w+|it|this|that)\b[^.?!]{0,25}\b(?:bipolar|adhd|autis\w+|schizophreni\w+|borderline|bpd|psychosis|psychotic|cirrhosis|hepatitis|wernicke\w*)\b"
    r"|\bdo you think (?:he|she)'?s? (?:is |has )?(?:bipolar|adhd|autis\w+|psychotic|depressed)\b|\b(?:which|what) (?:vitamin|tablet|pill|medic\w+)s?\b"
    rf"|\b(?:can|could|may|should|shall|is it (?:ok|okay|safe|dangerous|bad)|ok|alright|am i ok)\b[^.?!]{{0,25}}\b(?:have|take|use|drink|smoke|inject|breastfeed)\b[^.?!]{{0,20}}\b{_DRUG}\b(?! away)"
    rf"|\b(?:can|could|should)\b[^.?!]{{0,20}}\bgive\b[^.?!]{{0,15}}\b(?:two|three|another|half|extra)(?: (?:one|dose|tablet|pill))?(?:$|[.?!,]| of )"
    rf"|\b{_DRUG}\b[^.!]{{0,40}}\b(?:take|have|give) (?:him |her |them )?(?:another|more|two|it again|the next)\b"
    rf"|\b{_DRUG}\b[^.!]{{0,50}}\b(?:hurt|harm|kill|safe|dangerous|react|still? work|wear off|kick in)\b|\bhow (?:quick\w*|fast|soon|long)\b[^.?!]{{0,20}}\b{_DRUG}\b"
    r"|\b(?:what happens|what would happen) if (?:you|he|she|they|i) (?:snort|mix|crush|inject|smoke|swallow)\b"
    r"|\bsafe (?:amount|dose|limit|level|quantity)\b|\bhow many (?:units|hours between)\b|\bblood (?:pressure|sugar|oxygen)\b|\b(?:heart rate|pulse|temperature) (?:is|of)\b"
    r"|\b(?:is|if|could|might|was) (?:it|this|that|the \w+|his \w+|her \w+) (?:be |is )?(?:a |an )?(?:psychosis|stroke|seizure|parkinson\w*|dementia|wet brain|heart attack|diabetes|cancer|infection"
    r"|withdrawals? or|concussion|hepatitis|cirrhosis)\b|\b(?:damaged|bad|fatty) liver\b"
    r"|\bside ?effects?\b|\bprescribe\b|\bblood (?:test|result)s?\b|\b(?:alt|ggt|liver (?:test|function|enzymes?))\b|\bhis liver\?*$|\bis that (?:his|her) (?:liver|kidneys?|heart)\b"
    r"|\bout of (?:his|her|their|your|the) (?:system|blood|urine)\b|\b(?:drug|urine|hair) test\b|\bhow much water\b"
    rf"|\bpregnant\b[^.?!]{{0,40}}\b(?:{_DRUG}|drink a|smoke)\b|\b(?:eyes|skin) (?:are|is|look\w*|going|gone|turned) yellow\b"
)
#: Something swallowed or mixed: the poison line can say at once whether it matters.
_POISON = re.compile(
    r"\b(?:mix\w*|double\w*|too many|2 many|too much|swallow\w*|overdose|max(?:imum)?|how (?:much|many)|together|with (?:beer|wine|alcohol))\b"
)
_LEGAL = re.compile(
    r"\b(?:legal(?:ly)?|illegal(?:ly)?|unlawful|by law|(?:the|what) laws?|against the law|law on|evict\w*|tenancy|(?:can|could|will) (?:the|his|her|my|our) landlord|restraining order|protective order"
    r"|injunction|(?:full|sole|joint|get|lose|for) custody|custody (?:hearing|battle|case|of)|visitation|what sentence|sentence (?:will|would|could)|get sentenced|(?:go(?:ing)? to|get|face|facing) (?:jail|prison)|warrant|liable|power of attorney|guardianship|conservatorship|\bsue\b|plead(?:ing)? (?:not )?guilty|need an? (?:solicitor|lawyer|attorney)"
    r"|violat\w+ (?:his |her )?probation|bail|dui|dwi|drink driving charge|licen[cs]e|my rights|his rights|her rights|our rights|(?:on|off) the (?:lease|mortgage|deeds?)|arrest(?:ed)? (?:me|us|him|her|if|for)|(?:a|his|her) caution|pays? (?:his|her|the) fines?|in custody|rights to|evidence|inherit\w*|the judge|a crime|a felony|break(?:s|ing)? (?:his|her|the) (?:probation|parole|bail)|bail (?:papers|conditions|money)|(?:rehab|medical|criminal) records?|(?:have|need|obliged|required) to (?:tell|report)[^.?!]{0,25}\bpolice|change the locks|stop (?:me|him|her) (?:from )?seeing (?:the|my|our|his|her) (?:kids|children)|section(?:ed)? (?:him|her|work)|sectioned|a section"
    r"|baker act|marchman|in court|if (?:we|i) divorce|divorce (?:him|her|settlement)|get a divorce|social services (?:take|remove)|cps|child services|criminal record|background check|press(?:ing)? charges|possession charge"
    r"|out of (?:my|the|our) will|(?:fire|sack) (?:him|her|me)|get (?:fired|sacked))\b"
)
#: Stories about the law and feelings about it stay with the skills; a question of law has one of these.
_LAWFUL = re.compile(
    r"\b(?:can|could|do|does|did|will|would|am|is|are|how do i get|how does|how do you|what|whats|what's|who gets|should (?:he|she|i) (?:plead|sign|sue|press|get a)|if i)\b"
)


_MEDICAL_WORDS = re.compile(
    r"\b(?:mgs?|milligram|dos(?:e|age)|tablets?|pills?|prescri\w*|medication|interact\w*|mix(?:ing|ed)?|diagnos\w*|symptoms?|bipolar|adhd|detox|taper"
    rf"|drug test|blood test|liver|side effects?|safe to take|how much|doctor|nurse|{_DRUG})\b"
)
_LEGAL_WORDS = re.compile(
    r"\b(?:legal\w*|laws?|lawyer|solicitor|court|custody|sue|police record|evict\w*|divorce|restraining|testament|power of attorney|guardianship|criminal"
    r"|charges?|sentence|tenancy|rights|arrested|bail|probation)\b"
)


def mentions(text: str) -> str:
    """ "medical" or "legal" when words of that kind stand in a question that is out of scope anyway, else ""."""
    said = plain(text)
    return "medical" if _MEDICAL_WORDS.search(said) else "legal" if _LEGAL_WORDS.search(said) else ""


def referral(text: str) -> str:
    """Who has to answer: "medical", "poison" (medical, and a poison line knows at once), "legal", or "" for nobody else."""
    said = plain(text)
    if len(said.split()) > LONGEST or not _ASKS.search(said) or _NOT.search(said):
        return ""
    if _MEDICAL.search(said):
        return "poison" if _POISON.search(said) else "medical"
    return "legal" if _LEGAL.search(said) and _LAWFUL.search(said) else ""


#: What no answer of the library's may stand in for, however near it seems: amounts, mixing, tests, a case of one's own.
_MEDICINE = (
    r"(?:methadone|suboxone|subutex|bup\w*|naltrexone|antabuse|disulfiram|acamprosate|valium|xanax|librium|diazepam|benzos?"
    r"|alcohol|drink|wine|beer|tramadol|codeine|oxy\w*|tablets?|pills?|medicines?|medications?|meds|paracetamol|ibuprofen)"
)
_DOSE = re.compile(
    r"\b\d+ ?(?:mgs?|milligrams?|mcg|ml)\b|\bmilligrams?\b|\bdos(?:e|es|age|ages) (?:of|should|is|do|does|can|for|would)\b"
    r"|\b(?:what|which|right|safe|correct|high|maximum|max) dos(?:e|age)\b"
    rf"|\bhow (?:many|much) (?:\w+ )?(?:mg|{_MEDICINE}|detox) (?:can|should|may|is|does|do|would|to)\b"
    rf"|\b(?:take|mix|combine|give|have)\b[^?.]*\bwith\b[^?.]*\b{_MEDICINE}\b|\b(?:mix|mixing|combin\w+)\b[^?.]*\b{_MEDICINE}\b"
    r"|\bside effects?\b|\btaper (?:plan|schedule)\b|\bhow (?:do|can) (?:i|we|he|she|they) taper\b"
    r"|\b(?:show|shows|stay|stays) (?:up )?in (?:a |the |your |his |her )?(?:urine|blood|hair|system|test|drug test)\b"
    r"|\bpass (?:a|the|his|her) (?:drug )?test\b|\b(?:blood|liver) (?:test|numbers|results|values)\b"
)
_LAW = re.compile(
    r"\b(?:sue|suing|custody|guardianship|power of attorney|restraining order|solicitor|lawyer|legally|liable|evict\w*|tenancy"
    r"|contest (?:a|the) will|criminal record|against the law|is it (?:il)?legal|entitled to|(?:his|her|my|their) rights)\b"
    r"|\b(?:prison|jail)? ?sentence for\b|\bwhat(?:'s| is) the law\b|\blose (?:his|her|my|their) licen[cs]e\b"
    r"|\b(?:conviction|charges?) (?:stop|mean|stay|against)\b|\b(?:lease|mortgage|house) (?:is )?in (?:his|her|my|both)\b"
)


def surely(text: str) -> str:
    """ "medical" or "legal" for a question on doses, tests or a case at law, even where the library has something near;
    "" for any other. Narrower than `referral`, which also takes what nobody here could answer."""
    said = plain(text)
    if _DOSE.search(said):
        return "medical"
    return "legal" if _LAW.search(said) else ""
