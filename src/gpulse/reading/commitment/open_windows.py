"""Windows whose words a post gives and whose days it leaves open, because nobody knows when it was published."""

from __future__ import annotations

import re
from dataclasses import replace

from gpulse.record import Commitment, Record, Timex

_AHEAD = re.compile(
    r"\b(?:within|by|before|until|in|on|at the end of|from|for|over|(?:no|not) later than|as (?:early|soon) as)"
    r"(?: the| a| about)?\s+$",
    re.IGNORECASE,
)
_ONWARD = re.compile(
    r"^(?:next|this|tomorrow|tonight|later|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b", re.IGNORECASE
)


def with_open_window(commitment: Commitment, record: Record) -> Commitment:
    """Return a promise without days with the words of its deadline, where they name days that cannot be reckoned.

    "It will reopen the embassy within two months" has a deadline, though of a post without a day nobody can say which.
    """
    if commitment.window_text or commitment.latest:
        return commitment
    text = record.article.text
    for timex in record.timexes:
        inside = any(span.covers(timex) for span in commitment.evidence)
        if inside and _is_open(timex) and (not commitment.act or timex.start >= commitment.act.start):
            before = _AHEAD.search(text, max(0, timex.start - 30), timex.start)
            if before or (timex.type != "DURATION" and _ONWARD.match(timex.of(text))):
                return replace(commitment, window_text=(before.group() if before else "") + timex.of(text))
    return commitment


def _is_open(timex: Timex) -> bool:
    return timex.type in ("DATE", "TIME", "DURATION") and timex.latest is None
