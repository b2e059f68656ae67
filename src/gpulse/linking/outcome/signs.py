"""Words by which a sentence tells what became of something: refused, called off, taken back, done in part, late."""

from __future__ import annotations

import re

REFUSED = re.compile(
    r"\b(?:refus\w+|reject\w+|declin(?:e|es|ed|ing) to|ruled out|rules out|never (?:came|happened)|collaps\w+|"
    r"fell through|"
    r"brok(?:e|en) (?:off|its|his|their|the)|violat\w+|reneg\w+|went back on|scrapp\w+|impossible|found no "
    r"mercy|turned down|"
    r"defied|defy|ignored|let (?:it|the deadline|the ultimatum) (?:pass|lapse|expire)|not bow|"
    r"stay(?:s|ed) away|"
    r"not be held|did not take place|indefinitely|dismissed|vetoed|voted down|overthrown|toppled|"
    r"(?:is|are|was|were) still (?:there|held|a prisoner|detained|in office|in power)|stays (?:put|at (?:his|her|its))|"
    r"remains? (?:held|detained|in custody)|no longer bound)\b",
    re.IGNORECASE,
)
"""Words that tell that something was refused, broken or made impossible."""

SUSPENDED = re.compile(r"\b(?:is|are|was|were|been) (?:\w+ )?suspended\b", re.IGNORECASE)
"""Words that tell that what was to go on does not."""

CALLED_OFF = re.compile(
    r"\b(?:call(?:ed|s|ing)? off|cancel\w+|shelv\w+|abandon\w+|put off|puts off|postpon\w+|suspended until|"
    r"delay(?:ed|s|ing)?|(?:put|puts|placed) (?:\w+ ){0,3}on (?:hold|ice)|paus(?:e|ed|es|ing)|"
    r"suspend(?:s|ed|ing)? the|to suspend|defer(?:red|s)?)\b",
    re.IGNORECASE,
)
"""Words that tell that something planned was called off: by the one who said it, it is withdrawn, else broken."""

TAKEN_BACK = re.compile(
    r"\b(?:took back|taken back|takes back|withdrew (?:the|its|his|their) (?:threat|demand|ultimatum|"
    r"announcement|plan|offer)|"
    r"back(?:ed|ing|s) (?:down|away)|changed (?:his|her|its|their) mind|reversed (?:his|her|its|course|the decision)|"
    r"dropped (?:the|its|his|their) (?:threat|demand|plan|ultimatum)|no longer (?:plan|intend|want|insist)s?|"
    r"rescind\w*|revok(?:e|es|ed|ing)|repeal(?:s|ed|ing)|retract(?:s|ed|ing)|annul(?:s|led|ling)?|"
    r"overturn\w*|null and void|"
    r"(?:go|goes|went|gone|going) back on|(?:let|lets) go of|relent\w*|climb(?:s|ed) down|"
    r"thought better of|"
    r"went along|stay(?:s|ed|ing)? (?:on|after all|all the same))\b",
    re.IGNORECASE,
)
"""Words that tell that somebody took back what he said."""

GOES_ON = re.compile(
    r"\b(?:remains? open|extended|prolonged|renewed|goes on|continues|another (?:\w+ "
    r"){1,2}(?:months|days))\b",
    re.IGNORECASE,
)
"""Words that tell that an arrangement goes on, which undoes a threat to end it."""

PART = re.compile(
    r"\b(?:only (?:a )?(?:part|half|third|some|one|two|three|few)|a part|part of|"
    r"the first (?:of|two|three|four|five|six|ten|batch|group|shipment)|half of|a (?:third|quarter|tenth|fraction) of|"
    r"per cent|percent|some of|a few of|the rest|not all|the remaining|the remainder|first instalment|less than "
    r"half|most of|"
    r"fewer than|so far only|a first)\b",
    re.IGNORECASE,
)
"""Words that tell of a part."""

FIRST_PART = re.compile(
    r"\b(?:first (?:portion|lot|batch|instalment|consignment|group|shipment|of them|few|ones?|two|three|four|"
    r"five|six|ten)|"
    r"the (?:others|rest|remainder|remaining \w+) (?:will|would|are to|is to|should)|more (?:will|would|are to) "
    r"follow)\b",
    re.IGNORECASE,
)
"""Words of a post by which what came is a first part."""


FULFILLED = re.compile(
    r"\b(?:as (?:it |he |she |they )?(?:had )?(?:been )?(?:announced|planned|promised|agreed|scheduled|foreseen|"
    r"pledged|said it would)|"
    r"on (?:schedule|time)|within the (?:timetable|deadline|term|time)|(?:ahead of|behind) (?:the |its "
    r")?(?:schedule|timetable|time)|"
    r"(?:earlier|sooner|later) than (?:planned|announced|promised|agreed|had been)|took (?:effect|force|place)|"
    r"(?:came|has come|entered|went|gone) into (?:force|effect)|(?:days?|weeks?|months?) (?:late|before the "
    r"(?:date|term|deadline|day|time)|"
    r"behind)|(?:kept|made good|honou?red|fulfilled) (?:its|his|her|their|the) |came to an end|changed hands|"
    r"(?:is|are|was|were) (?:over|complete|completed|finished|done|through|gone)|the (?:matter|set|chapter) is "
    r"(?:closed|complete)|"
    r"has (?:begun|started|ended|arrived|left)|have (?:begun|started|ended|arrived|left))\b",
    re.IGNORECASE,
)
"""Words that tell that something happened as, or other than, it was planned."""


ECHOES = re.compile(
    r"\b(?:(?:than|as) (?:it |he |she |they |was |were |had )*(?:been )?(?:announced|planned|promised|agreed|scheduled|"
    r"foreseen|pledged|due|meant|set|expected|said|named|required|asked|told|intended)|"
    r"(?:before|after|past|ahead of|behind|within|beyond|in|on) (?:the|its|his|her|their|that|this) (?:own )?(?:\w+ )?"
    r"(?:date|deadline|term|time|schedule|timetable|limit|mark|target|day set|appointed day)|"
    r"(?:weeks?|months?|days?|years?|hours?) (?:late|early|after|before|behind|ahead|later|earlier)|"
    r"(?:promised|pledged|announced|undertaken|foreseen|threatened|owed|due|was to|were to|should have|had to|"
    r"had said|had set|was meant|were meant)|at last|finally|after all|once more|in the end|it took|"
    r"it was done|it happened|did happen|fulfilled|kept (?:its|his|her|their) word|in time|punctual\w*|on the dot)\b",
    re.IGNORECASE,
)
"""Words by which a sentence speaks of what was planned, promised or due."""

TARDY = re.compile(
    r"\b(?:late|later than|behind|delay\w*|overdue|belated\w*|at last|finally|after (?:the|its|that|this) (?:deadline|"
    r"date|term|day)|past the|missed|(?:days?|weeks?|months?|years?) (?:after|later)|long after|"
    r"only (?:now|then|on|in)|not until|took until|should have)\b",
    re.IGNORECASE,
)
"""Words by which what is done comes after its time."""

WEIGHED = re.compile(
    r"\b(?:think|believ|hope|fear|expect|doubt|suspect|warn|predict|prophes|argue|consider|wonder|"
    r"want|wish|demand|urge|"
    r"ask|plan|intend|insist|call(?:s|ed)? for)(?:s|es|ed|ing)?\b",
    re.IGNORECASE,
)
"""Words that tell what somebody holds or wants rather than what was done."""

LACKING = re.compile(
    r"\b(?:no|none of|not a|not an|not one|not any|without|nothing of|never a|hardly a|"
    r"hardly any) ((?:[\w'-]+ ?){1,4})",
    re.IGNORECASE,
)
"""Words that say there is none of something: "no F-16 with it"."""

UNDONE = re.compile(
    r"\b(?:not (?:been|yet|one|a single)|no \w+ (?:has|have|had) (?:been )?|(?:has|have|had|did) not|nobody "
    r"(?:has|had)|"
    r"none (?:has|have|of)|nor has|neither|without (?:a|any|the)|nothing (?:has|more|of|was)|"
    r"where (?:it|he|she|they) (?:was|were)|still (?:there|waiting|"
    r"no)|yet to|failed to)\b",
    re.IGNORECASE,
)
"""Words that tell that something was not done."""


TOTAL = re.compile(
    r"\b(?:all|every(?! (?:two|three|four|five|six|ten|other|few)\b)|"
    r"(?<!at )(?<!had )(?<!has )(?<!was )last"
    r"(?! (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|week|month|year|spring|summer|autumn|winter|night))|"
    r"whole|entire|entirely|completed?|(?:is|was|are|were) over|to an end|ended|final|conclud\w*|nobody|"
    r"no \w+ (?:is|are|was|were) left)\b",
    re.IGNORECASE,
)
"""Words that tell of the whole, not a part."""


def went_as_told(quote: str) -> bool:
    """Say whether words such as "as planned" stand in a sentence that does not speak of what is to come."""
    match = FULFILLED.search(quote)
    return match is not None and not AHEAD.search(quote.replace(match.group(), ""))


AHEAD = re.compile(r"\b(?:will|would|shall|should|may|might|(?:is|are|was|were) to|if|unless|could)\b")
"""Words of a sentence that speaks of what is to come."""


def tells(pattern: re.Pattern[str], quote: str) -> bool:
    """Say whether the words stand in the sentence, not behind "if" and not denied."""
    match = pattern.search(quote)
    if match is None or re.search(r"\b(?:if|unless|whether|should)\b", quote[: match.start()], re.IGNORECASE):
        return False
    before = re.findall(r"[\w']+", quote[: match.start()].lower())[-BEFORE_CUE:]
    return not set(before) & {"not", "never", "without", "nor", "neither", "cannot", "refused", "denied"}


BEFORE_CUE = 3
"""Words before a cue in which its negation stands: "did not renounce"."""
