"""Times at which something was said or done about an act, and not the act: "paid tribute on Tuesday to the victims of
the bombing", "details of the killing emerged on Sunday".

Of 75 days of acts in 238 articles of real news that a reader judged ten were wrong; seven were of these kinds.
"""

from __future__ import annotations

import re
from typing import Final

from gpulse.record import Span

TOLD_ABOUT_EXAMPLES: Final = (
    ("Lind paid tribute Tuesday to bombing victims.", "bombing", "Tuesday", True),
    ("New details of the slaying emerged on Sunday.", "slaying", "Sunday", True),
    ("Police sent agents to investigate the bombings but there was no word on Tuesday.", "bombings", "Tuesday", True),
    ("He ordered lawyers and activists arrested over the past week to be freed.", "ordered", "the past week", True),
    ("A court opened the trial over the attack on Monday.", "attack", "Monday", True),
    ("The victims of the bombing on Tuesday were named.", "bombing", "Tuesday", False),
    ("Tuesday's bombing victims were named.", "bombing", "Tuesday", False),
    ("The bombing on Tuesday killed four.", "bombing", "Tuesday", False),
    ("Rebels attacked a base on Monday and took the town.", "attacked", "Monday", False),
)
"""A sentence, an act, a time of it, and whether that is of what was said or done about the act."""


def is_about(text: str, home: Span, act: Span, time: Span) -> bool:
    """Say whether a time of a sentence is that of what is said or done about an act, or to whom the act was done."""
    if act.end <= time.start:
        between = text[act.end : time.start]
        if _BUT.search(between) or _REDUCED.search(between):
            return True
        return bool(
            _ABOUT.search(text, home.start, act.start)
            and (_THEN.match(between) or _OPENED.search(text, home.start, act.start))
        )
    nearly = not _BESIDE.fullmatch(text, time.end, act.start)
    return nearly and bool(_OF_VICTIMS.match(text, act.end) or _ABOUT.search(text, home.start, act.start))


_ABOUT: Final = re.compile(
    r"\b(?:(?:tribute|details?|reports?|word|news|evidence|memory|anniversary|victims?|survivors?|aftermath|suspects?|"
    r"investigations?|inquir(?:y|ies)|probes?|trials?|hearings?|verdict|leads?|questions?|responsibility|blame)\s+"
    r"(?:[\w-]+\s+)?(?:of|into|about|on|over|to|for|in|from)|investigat(?:e[sd]?|ing)|prob(?:e[sd]?|ing)|mourn\w*|commemorat\w+|"
    r"remember\w*)\s+(?:the\s+|an?\s+|his\s+|her\s+|their\s+|its\s+)?(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
"""Right before an act that something is said or done about."""

_THEN: Final = re.compile(
    r"(?!\s(?:that|which|who)\b).*?\b(?:(?:was|were|has|had|have|came|began|went|rose|fell|took|met|held)\b|\w{3,}ed\b)"
)
"""A verb between an act and a time behind it."""

_OPENED: Final = re.compile(
    r"\b(?:open(?:s|ed)|beg(?:an|ins)|start(?:s|ed)|adjourn(?:s|ed)|clos(?:es|ed)|resum(?:es|ed))\s+(?:the\s+|an?\s+|its\s+)?"
    r"(?:[a-z]+\s+)?(?:trials?|hearings?|inquir(?:y|ies)|probes?|investigations?)\b"
)
"""Before an act over which a trial is opened, with the day behind both."""

_BUT: Final = re.compile(r"\bbut\s+(?:there|it|he|she|they|the|no|an?|its|his|her)\s", re.IGNORECASE)

_REDUCED: Final = re.compile(
    r"\b[a-z]+(?:s|men|women|people|those)\s+(?:arrested|detained|killed|injured|wounded|seized|captured|kidnapped|"
    r"sentenced|convicted|displaced|expelled|held|stolen|adopted|passed|signed|released|imposed|introduced)\s+"
    r"(?:[a-z]+\s+){0,2}$"
)
"""Right before the time of what was done to those whom an act is about: "lawyers *arrested over* the past week"."""

_OF_VICTIMS: Final = re.compile(
    r"\s+(?:victims?|survivors?|suspects?|charges?|cases?|investigation|probe|trial|anniversary|site|scene)\b"
)

_BESIDE: Final = re.compile(
    r"(?:['’]s?)?\s+(?:(?!(?:to|of|for|in|on|about|over|with|by|at|and|from)\s)[a-z-]+\s+){0,2}"
)
"""Between a time and the act that it belongs to: "Tuesday's deadly *bombing*"."""
