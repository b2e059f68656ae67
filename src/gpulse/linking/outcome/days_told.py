"""Which day, week or month a sentence tells of: the days that it names itself, else those of a sentence beside it."""

from __future__ import annotations

import re

from gpulse.linking.outcome.signs import AHEAD
from gpulse.record import Record, Sentence, Timex


def days_of(record: Record) -> dict[int, tuple[str, bool]]:
    """Return the day that each sentence tells of, by its start, and whether the sentence names it itself.

    It is the first of `_own_days`; but a week or month that is over goes before a day on which something was only said.
    A sentence without one takes that of the sentence before it in the paragraph, else of the next, unless that speaks
    of what was to come.
    """
    own: dict[int, str] = {}
    lent: set[int] = set()
    for sentence in record.sentences:
        days = _own_days(record, sentence)
        if days and not (all(_is_of_saying(record, t) for t in days) and period_of(record, sentence)):
            own[sentence.start] = days[0].latest or ""
            if not AHEAD.search(sentence.of(record.article.text)):
                lent.add(sentence.start)
    found = {start: (day, True) for start, day in own.items()}
    for sentence in record.sentences:
        if sentence.start not in own and period_of(record, sentence) is None:
            beside = [s for s in record.sentences if s.paragraph == sentence.paragraph and s.start in lent]
            before = [s for s in beside if s.start < sentence.start]
            if beside:
                found[sentence.start] = (own[(before[-1] if before else beside[0]).start], False)
    return found


def _own_days(record: Record, sentence: Sentence) -> list[Timex]:
    """The single days that a sentence names, not after publication and no end of a term ("by 1 January").

    An hour or a part of a day is none beside one that names its day ("at 7:39 on the morning of Friday 13 April"), nor
    is the new year.
    """
    published, text = record.article.published_on or "", record.article.text
    days = [
        t
        for t in record.timexes
        if sentence.covers(t) and t.latest and t.earliest == t.latest and t.latest <= published
        if not _ENDS_TERM.search(_before(text, t))
    ]
    return [t for t in days if not _VAGUE.fullmatch(t.of(text))] or days


def days_with_ends(record: Record, sentence: Sentence) -> tuple[tuple[str, bool], ...]:
    """Return a sentence's days, each with whether its clause speaks of the last: "on Monday the rest left"."""
    text, days = record.article.text, _own_days(record, sentence)
    cuts = [sentence.start + m.end() for m in _CLAUSE.finditer(sentence.of(text))]
    found = []
    for day in days:
        first = max((cut for cut in cuts if cut <= day.start), default=sentence.start)
        last = min((cut for cut in cuts if cut >= day.end), default=sentence.end)
        found.append((day.latest or "", _LAST.search(text[first:last]) is not None))
    return tuple(found)


_CLAUSE = re.compile(r"[,;:\u2013\u2014]| and (?=(?:on|in|at|during|since)\b)")
_LAST = re.compile(r"\b(?:the (?:rest|remainder|last|others)|(?:the )?remaining)\b", re.IGNORECASE)

_VAGUE = re.compile(
    r"\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?|(?:the )?(?:night|morning|evening|afternoon)|midnight|noon|"
    r"(?:the )?new year",
    re.IGNORECASE,
)
"""Times that name no day."""


def _is_of_saying(record: Record, timex: Timex) -> bool:
    """Say whether a day is the one on which something was said: "a lawyer confirmed on Thursday"."""
    return _SAID_ON.search(_before(record.article.text, timex)) is not None


_SAID_ON = re.compile(
    r"\b(?:said|says|announced|confirmed|told \w+|declared|reported|wrote|stated|published|calculated|admitted|"
    r"certified|conceded)(?: \w+){0,3}?(?: on)? $"
)

_TERM = 48
"""Characters, more than all that `_ENDS_TERM` can match."""


def _before(text: str, timex: Timex) -> str:
    return text[max(0, timex.start - _TERM) : timex.start]


_ENDS_TERM = re.compile(
    r"\b(?:by|(?<!took )(?<!not )(?:until|till)|before|for|(?:agreement|accord|treaty|declaration|statement|resolution|"
    r"promise|proposal|deadline|"
    r"date|election|vote|talks|law|letter|memorandum) of)(?: the| midnight on| noon on)? $"
)
"""What stands before a day that ends a term or names another thing, and is not the day of what is told."""


def period_of(record: Record, sentence: Sentence) -> Timex | None:
    """Return a week or month that a sentence names, where it is over when the post appears.

    Not one that only tells which thing is meant: "the task force that entered service in the middle of September".
    """
    published, text = record.article.published_on or "", record.article.text
    over = (
        t
        for t in record.timexes
        if sentence.covers(t) and t.type == "DATE" and t.latest and t.latest <= published and _COARSE.search(t.of(text))
        if not _TELLS_WHICH.search(text[sentence.start : t.start])
    )
    return next(over, None)


_COARSE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|month|week|"
    r"end of (?:last year|\d{4}))\b"
)
_TELLS_WHICH = re.compile(
    r"\b(?:the|an?|its|his|her|their)(?: [\w'-]+){1,4} (?:that|whom) (?!(?:it|he|she|they)\b)(?:[\w'-]+ ){1,10}$",
    re.IGNORECASE,
)
"""A clause that tells which thing is meant, up to where a time stands: "the duties that had been deferred in "."""
