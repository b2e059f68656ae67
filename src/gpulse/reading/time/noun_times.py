"""Times that only tell which thing is meant: "the 9/11 families", "this year's first debate", "the line of 1967".

Such a time is that of the thing that its noun names, and of no act and no statement beside it.
"""

from __future__ import annotations

import re
from typing import Final

from gpulse.record import Span

_NAMED_DAY = re.compile(r"9/11|7/7|September 11(?:th)?|Sept\. 11", re.IGNORECASE)
_BEFORE_DAY = re.compile(r"\b(?:on|since|after|before|until|by|from)\s+$", re.IGNORECASE)
_OWNS = re.compile(r"['’]s?\s")
_OCCASION = re.compile(
    r"\b(?:at|during|in|after|following|ahead of|before|since|from|to|into|until|by|through|of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_MONTH = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:\.|[a-z]*)?(?:\s+\d{1,2})?(?:,?\s+(?:19|20)\d\d)?$"
)
_DAY = re.compile(r"\d{1,2}\s+[A-Z][a-z]+(?:\s+\d{4})?|[A-Z][a-z]+\.?\s+\d{1,2}(?:,\s+\d{4})?")
_ADJECTIVAL = re.compile(
    r"(?:\b(?:the|an?|its|their|his|her|this|that)|['’]s)\s+(?:(?!of\b|in\b|on\b|at\b|by\b)[a-z]+\s+)?$|\*\s+$",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"(?:\bunlike|\blike|\bthan|(?<!early )(?<!late )(?<!soon )(?<!recently )\bas|\bcompared\s+(?:with|to))"
    r"\s+(?:in|on|during)\s+(?:the\s+)?$|\b(?:instead\s+of|rather\s+than)\s+(?:in\s+|on\s+)?$",
    re.IGNORECASE,
)
"""Before a time that something is likened to: "as in 2015"."""
_ANNIVERSARY = re.compile(r"\banniversar(?:y|ies)\s+of\s+(?:the\s+)?$", re.IGNORECASE)
_ABOUT = re.compile(r"\babout\s+(?:the\s+)?$", re.IGNORECASE)
_REMARK_ON = re.compile(
    r"\b(?:remarks?|comments?|statements?|reports?|books?|films?|questions?|inquiry|commission|views?|speech|papers?)"
    r"\s+(?:on|about|of)\s+$",
    re.IGNORECASE,
)
_LONG = re.compile(
    r"year-end|(?:the\s+)?(?:\w+|\d+(?:st|nd|rd|th))-century|(?:the\s+)?(?:\d\d|['’])?\d0s", re.IGNORECASE
)
"""A century or decade, which before a noun only tells which is meant: "a 20th-century poet", "the 1960s remark"."""
_WITHIN = re.compile(r"\b(?:in|during|since|from|until|by|throughout)\s+(?:the\s+)?$", re.IGNORECASE)
_TO_A_YEAR = re.compile(r"\b(?:extend|delay|postpon|prolong|push|put)\w*\s[^.;]{0,60}\bto\s+$", re.IGNORECASE)
_DURING = re.compile(r"\b(?:during|in|at)\s+(?:the|an?|its|their)\s+$", re.IGNORECASE)
_PART_IN = re.compile(r"\b(?:involvement|role|part|participation|complicity|hand)\s+in\s+(?:the|an?|its|their)\s+$")
_NOUN = re.compile(r"\s+(?!(?:and|or|in|on|at|to|by|when|while|as|after|before|but|with|for|until|the|an?)\b)[A-Za-z]")
_OF = re.compile(
    r"\b(?!(?:end|beginning|start|night|morning|evening|afternoon|summer|winter|spring|autumn|fall|early|late|day|days|week|"
    r"weeks|month|months|weekend|hours|date|eve|middle|course|rest|half|quarter|most|much|all|as)\b)(?P<noun>[\w’'-]+)\s+of\s+$",
    re.IGNORECASE,
)
_SAME_PHRASE = re.compile(r"(?:['’]s?)?\s+(?:[\w’'-]+\s+){0,4}")
_APART = re.compile(
    r"\b(?:and|or|in|on|at|to|by|when|while|as|after|before|but|with|for|of|was|were|is|are|who|that)\b"
)

EXAMPLES: Final = (
    ("The 9/11 families accused the kingdom.", "9/11", "accused", True),
    ("The 9/11 attacks changed that.", "9/11", "attacks", False),
    ("They attacked the towers on 9/11.", "9/11", "attacked", False),
    ("It asked the moderator for this year's debate to check the facts.", "this year", "asked", True),
    ("They met at Friday's summit.", "Friday", "met", False),
    ("Damascus will not negotiate the line of 1967.", "1967", "negotiate", True),
    ("The war of 1967 ended it.", "1967", "war", False),
    ("It was written after the 1999 shooting of a student.", "1999", "written", True),
    ("It was written after the 1999 shooting of a student.", "1999", "shooting", False),
    ("The city agreed to extend the contract to 2021.", "2021", "agreed", True),
    ("He recalled the governor's famous 1963 speech and pledged to oppose it.", "1963", "oppose", True),
    ("In the 2012 election he accused the bank.", "2012", "accused", False),
    ("They met in 1999 in Oslo.", "1999", "met", False),
    ("He serves a life sentence for the November 1995 assassination.", "November 1995", "sentence", True),
    ("He serves a life sentence for the November 1995 assassination.", "November 1995", "assassination", False),
    ("They died in a shootout after the Dec. 2 attack.", "Dec. 2", "shootout", True),
    ("At a June campaign event he accused the bank.", "June", "accused", False),
    ("Norway, as in 2015, accused its neighbour.", "2015", "accused", True),
    ("Norway accused its neighbour as early as in 2015.", "2015", "accused", False),
    ("She invoked the Sept. 11, 2001, terrorist attacks and was criticized.", "Sept. 11, 2001", "criticized", True),
    ("She invoked the Sept. 11, 2001, terrorist attacks and was criticized.", "Sept. 11, 2001", "terrorist", False),
    ("He called the remarks on 9/11 a new low.", "9/11", "called", True),
    ("It called her a student of the 20th-century activist.", "the 20th-century", "called", True),
    ("They were attacked on the 11th anniversary of 9/11.", "9/11", "attacked", True),
    ("He was executed for his part in the 1975 assassination.", "1975", "executed", True),
    ("It will begin at noon instead of on December 28.", "December 28", "begin", True),
    ("The group claimed the attack of 22 March.", "22 March", "claimed", True),
    ("The group claimed the attack of 22 March.", "22 March", "attack", False),
    ("They attacked on the night of 22 March.", "22 March", "attacked", False),
    ("He attacked the scandals from the 1990s.", "the 1990s", "attacked", True),
    ("In the 1960s they seized the land.", "the 1960s", "seized", False),
    ("He mocked the 1960s remark of the premier.", "the 1960s", "mocked", True),
)
"""A sentence, a time and an act in it, and whether the time is only a noun's; the tests run them."""


def dates_a_noun(text: str, timex: Span, act: Span | None = None) -> bool:
    """Say whether a time only tells which thing is meant; an act that this very noun names has it all the same.

    `act` is `None` where it is a verb's, which no such noun names.

    >>> def noun(words: str, act: str) -> Span | None:
    ...     at = words.index(act)
    ...     return None if act.endswith(("ed", "met", "written")) else Span(start=at, end=at + len(act))
    >>> [dates_a_noun(words, Span(start=words.index(time), end=words.index(time) + len(time)),
    ...               noun(words, act)) is only
    ...  for words, time, act, only in EXAMPLES].count(False)
    0
    """
    words = timex.of(text)
    before = text[max(0, timex.start - 40) : timex.start]
    after = text[timex.end : timex.end + 40]
    of = _OF.search(before)
    if of and (_YEAR.fullmatch(words) or _DAY.fullmatch(words)):
        at = timex.start - len(before) + of.start("noun")
        return act is None or not act.overlaps(Span(start=at, end=at + len(of["noun"])))
    if _YEAR.fullmatch(words) and _TO_A_YEAR.search(before):
        return True
    long = bool(_LONG.fullmatch(words))
    if (
        _COMPARED.search(before)
        or _ANNIVERSARY.search(before)
        or (_ABOUT.search(before) and (long or _YEAR.fullmatch(words)))
    ):
        return True
    if re.search(r"\d,? \d{4}$", words):
        after = after.removeprefix(",")  # "the Sept. 11, 2001, attacks"
    if _NAMED_DAY.fullmatch(words):
        modifies = bool(_REMARK_ON.search(before)) or (not _BEFORE_DAY.search(before) and bool(_NOUN.match(after)))
    elif long:
        if re.search(r"\bfrom\s+(?:the\s+)?$", before) and not re.match(r"\s+(?:to|until|on)\b", after):
            return True  # "a scandal from the 1990s"
        modifies = bool(_NOUN.match(after)) and ("century" in words or not _WITHIN.search(before))
    elif _OWNS.match(after):
        modifies = not _OCCASION.search(before)
    else:
        dated = _YEAR.fullmatch(words) or _MONTH.match(words)
        modifies = bool(dated and _ADJECTIVAL.search(before) and _NOUN.match(after))
        modifies = modifies and (not _DURING.search(before) or bool(_PART_IN.search(before)))
    if not modifies or act is None:
        return modifies
    between = text[timex.end : act.start].removeprefix(",") if act.start >= timex.end else None
    return not (between is not None and _SAME_PHRASE.fullmatch(between) and not _APART.search(between))
