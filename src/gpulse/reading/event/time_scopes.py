"""Which words of a sentence a time is bound to: those of an aside, of another clause, or of what is asked for.

A time so bound is not that of an act outside these words. `EXAMPLES` has the rules' worked examples, which tests run.
"""

from __future__ import annotations

import re
from typing import Final

from gpulse.record import Span

_PAST = re.compile(
    r"(?:froze|put|cut|sent|gave|took|made|said|told|met|held|left|went|came|fell|shot|struck|hit|led|lent|paid|sold|"
    r"won|lost|began|withdrew|drew|broke|brought|called|set|seized|signed)\b"
)
_ASIDE = re.compile(
    r",\s+(?:who|whose|whom|which|(?:under|in|with|for|of|some\s+of)\s+(?:whom|which)|"
    r"(?:the|an?|its|some|about|around|nearly|more\s+than|\d[\d,]*)\s+(?:[\w’'-]+\s+){1,4}?(?:who|that|which))\b"
)
_CLOSES = re.compile(r",(?!\d)(?!\s(?:19|20)\d\d\b)")
"""A comma that ends an aside: not that of a number, nor of "in May, 2019"."""
_DASH = re.compile(r"\s*[—–]\s*|\s-{1,2}\s")
_PARTICIPLE = (
    r"(?:(?!publish|air|releas|post|issu)[a-z]+ed|born|built|found|held|made|known|begun|led|taken|given|written|"
    r"set(?:\s+up)?|sold|won)\b"
)
"""Not of what was published when its writer said so."""
_TOLD_OF = re.compile(rf",\s+(?:first\s+|once\s+|originally\s+)?{_PARTICIPLE}[^,;]*$")
"""What opens an aside about a name: "His foundation, established in 2007, has given …"."""
_OPENED = re.compile(
    r"[“\"]?(?!Asked|Pressed|Questioned|Told|Need|Indeed|Red|United|Hundred|Speed)"
    r"(?:[A-Z][a-z]+ed|Born|Built|Found|Held|Made|Known|Set\s+up|Taken|Written|Sworn)\s[^,;]*$"
)
"""A participle that opens a sentence: "Founded in 1990, the league has sent …". Who is asked answers the same day."""
_TO_DO = re.compile(
    r"\bto\s+(?!(?:the|an?|his|her|its|their|him|them|it|us|you|some|any|all|this|that|these|those|both)\b)[a-z]+\b"
    r"[^;“”\"]*\b(?:by|no later than|not later than|before)\s+(?:the\s+)?(?:end of\s+)?$"
)
"""Between an act done and a time: what was asked or agreed is to be done by then ("urged it to answer by July 31")."""
_FIRST_SINCE = re.compile(
    r"\b(?:first|last|biggest|largest|worst|deadliest|highest|lowest|most|heaviest)\b[^.;]*"
    r"\bsince\s+(?:the\s+)?(?:\w+\s+of\s+)?$"
)
"""Before a time from which on there was none such: "the first visit since 2019"."""

EXAMPLES: Final = (
    ("Ms Ode — who led the talks of the bank in 2007 — backs a larger force.", "2007", "backs", True),
    ("The fund, set up in 2007, has raised money and donated it to schools.", "2007", "donated", True),
    ("The army shelled the town on Monday, killing two.", "Monday", "shelled", False),
    (
        "Found at sea in late November, the boy is the subject of a custody battle.",
        "late November",
        "custody battle",
        True,
    ),
    ("Asked on Monday about the raid, he blamed the rebels.", "Monday", "blamed", False),
    ("In a column, published on Thursday, he called on them to leave.", "Thursday", "called", False),
    ("On Monday the ship left, and the navy seized it.", "Monday", "seized", False),
    ("The judge urged the ministry to hand over the papers by July 31.", "July 31", "urged", True),
    ("The boy must be returned to his father by July 31.", "July 31", "returned", False),
    ("By July 31 the rebels had captured the town.", "July 31", "captured", False),
    ("It was the first time that a team was allowed in since January 13.", "January 13", "allowed", True),
    ("Rebels have attacked ships since May.", "May", "attacked", False),
)
"""A sentence, a time and an act in it, and whether the time is bound elsewhere; the tests run them."""


def is_bound_elsewhere(text: str, home: Span, act: Span, time: Span) -> bool:
    """Say whether a time is bound to words of a sentence that the act stands outside of.

    >>> def span(words: str, part: str) -> Span:
    ...     return Span(start=words.index(part), end=words.index(part) + len(part))
    >>> [words for words, time, act, bound in EXAMPLES
    ...  if is_bound_elsewhere(words, Span(start=0, end=len(words)), span(words, act), span(words, time)) is not bound]
    []
    """
    if _FIRST_SINCE.search(text, home.start, time.start) and act.start < time.start:
        return True
    if act.end <= time.start:
        return is_past(act.of(text)) and bool(_TO_DO.search(text, act.end, time.start))
    if time.end > act.start:
        return False
    dashes = sum(1 for _ in _DASH.finditer(text, home.start, time.start))
    if dashes % 2 and _DASH.search(text, time.end, act.start):
        return True
    if text[time.end : time.end + 1] != ",":
        return False
    return bool(_TOLD_OF.search(text, home.start, time.start) or _OPENED.match(text, home.start, time.start))


def in_an_aside(text: str, home: Span, act: Span, span: Span) -> bool:
    """Say whether a time stands in words that tell more of a name, and the act behind them.

    >>> words = "Chad, which joined in 2019, asked for more time."
    >>> at = words.index
    >>> time, joined = Span(start=at("2019"), end=at("2019") + 4), Span(start=at("joined"), end=at("joined") + 6)
    >>> asked, whole = Span(start=at("asked"), end=at("asked") + 5), Span(start=0, end=len(words))
    >>> in_an_aside(words, whole, asked, time), in_an_aside(words, whole, joined, time)
    (True, False)
    """
    opened = list(_ASIDE.finditer(text, home.start, span.start))
    if not opened or act.start < span.end or act.start < opened[-1].end():
        return False
    closed = _CLOSES.search(text, opened[-1].end(), span.start)
    return closed is None and "," in text[span.end : act.start]


def told_aside(text: str, home: Span, act: Span, time: Span) -> bool:
    """Say whether an act stands in words that tell more of a name, and a time with the verb behind them.

    >>> words = "Chad, which has condemned the raids, offered talks on Monday."
    >>> at = words.index
    >>> time, act = Span(start=at("Monday"), end=at("Monday") + 6), Span(start=at("condemned"), end=at("condemned") + 9)
    >>> offered, whole = Span(start=at("offered"), end=at("offered") + 7), Span(start=0, end=len(words))
    >>> told_aside(words, whole, act, time), told_aside(words, whole, offered, time)
    (True, False)
    """
    opened = list(_ASIDE.finditer(text, home.start, act.start))
    if not opened or time.start < act.end or _CLOSES.search(text, opened[-1].end(), act.start):
        return False
    commas = _CLOSES.finditer(text, act.end, time.start)
    return any(is_past(text[comma.end() : time.start].lstrip() or "-") for comma in commas)


def is_past(words: str) -> bool:
    """Say whether a verb is in the simple past, or a participle, by its form.

    >>> is_past("froze"), is_past("imposed sanctions"), is_past("meeting")
    (True, True, False)
    """
    return words.split()[0].lower().endswith("ed") or bool(_PAST.match(words))
