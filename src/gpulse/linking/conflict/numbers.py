"""Where the figures of a text stand: counts, sums of money, shares and lengths of time, without ages and hours."""

from __future__ import annotations

import re

from gpulse.linking.grouping.posts import FUNCTION_WORDS
from gpulse.reading.language.quantities import CURRENCIES, find_quantities, read_figure
from gpulse.record import Span

_BEGUN = re.compile(r"\b(?:an initial|a first|the first|initially) $", re.IGNORECASE)
"""Words before a number that leave open how many follow."""

_FRACTIONS = frozenset({"thirds", "quarters", "fifths", "tenths", "halves"})
"""What "two thirds" seem to count."""

_AGE = re.compile(
    r"\b(?:boy|girl|man|woman|son|daughter|child|baby|youth|he|she|youngest|eldest|oldest)\b"
    r"(?: (?:in|from)(?: [A-Z]\w+)+)? (?:is|was|of|turn(?:s|ed)|had (?:been|turned)) (?:only |just )?$",
    re.IGNORECASE,
)
"""Words before a number of years that somebody has lived: "the boy in La Grita was thirteen"."""

LEAST_AGE, MOST_AGE = 4, 105
"""Years between which a bare number behind a name is somebody's age."""

_APPOSED = re.compile(r"\s?,")
_NAME_BEFORE = re.compile(r"\b[A-Z][a-z][\w’'-]*\s?,\s?$")
"""What stands around the age of somebody: "Julien Jarmoune, 34, said"."""

_CLOCK = re.compile(
    r" past (?:midnight|noon|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?! (?:hundred|million))"
)
"""What follows the minutes of a time of day: "ten past five"."""

_DURATION = re.compile(
    r"\b(?:(?P<least>\d[\d,]*|[a-z]+) to )?(?P<n>\d[\d,]*|[a-z]+(?:-[a-z]+)?)[ -]"
    r"(?P<unit>(?:second|minute)(?=s)|hour|day|week|month|year)s?\b"
    r"(?![\s-]+(?:ago|earlier|later|before|after|old|since|(?:ha[sd]|have) (?:passed|gone)|passed|went by|"
    r"on end|in a row))",
    re.IGNORECASE,
)


_RUNNING = re.compile(
    r"\b(?:than|(?<!to )(?<!will )(?<!would )last|past|next|first|in|every|since)\s+(?:the\s+)?$", re.IGNORECASE
)
"""Words before a length of time that reckons from today."""

_SPENT = re.compile(r"\bafter\s+(?:\w+ of )?$", re.IGNORECASE)
"""Words before a length of time that has been spent: "after talks of two days"."""


def find_numbers(text: str) -> list[tuple[int, int, float | None, float | None, str, str | None]]:
    """Return counts, sums of money, shares and lengths of time: start, end, bounds, kind, unit."""
    found = []
    money = set(CURRENCIES.values())
    for q in find_quantities(text):
        unit = q.quantity.unit
        kind = unit if unit in money or unit == "%" else "count"
        if q.of(text).lower().startswith(("one ", "a ", "an ")) and (q.quantity.high or 0) <= 1:
            continue
        if q.quantity.low == q.quantity.high and (q.quantity.low or 0) < 2:
            continue
        if unit in _FRACTIONS or (q.quantity.unit is None and _is_age_or_clock(text, q)):
            continue
        begun = _BEGUN.search(text, max(0, q.start - 14), q.start)
        high = None if begun else q.quantity.high
        found.append((begun.start() if begun else q.start, q.end, q.quantity.low, high, kind or "count", unit))
    for m in _DURATION.finditer(text):
        counted = m["n"].lower() not in FUNCTION_WORDS - {"one", "two"}
        figure = read_figure(m["n"]) if counted else None
        if (
            figure
            and (figure >= 2 or m["unit"].lower() in ("week", "month", "year"))
            and m["n"] not in ("a", "an")
            and (m["unit"].lower() in ("second", "minute") or not _reckoned_from_today(text, m.start()))
        ):
            named = m["least"] and m["least"].lower() not in FUNCTION_WORDS - {"one", "two"}
            least = read_figure(m["least"]) if named else None
            low = least if least and least < figure else figure
            start = m.start() if low < figure else m.start("n")
            found.append((start, m.end(), low, figure, m["unit"].lower() + "s", None))
    return sorted(found)


def _is_age_or_clock(text: str, span: Span) -> bool:
    """Whether a bare number is the years of somebody, or the minutes or the hour of a time of day."""
    if _APPOSED.match(text, span.end) and _NAME_BEFORE.search(text, max(0, span.start - 30), span.start):
        return read_figure(span.of(text)) in range(LEAST_AGE, MOST_AGE)
    ends = re.match(r"[.,;]| (?:and|but)\b", text[span.end :])
    aged = ends and _AGE.search(text, max(0, span.start - 40), span.start)
    hour = ends and re.search(r"\b\w+ past $", text[max(0, span.start - 20) : span.start])
    return bool(aged or hour or _CLOCK.match(text, span.end))


def _reckoned_from_today(text: str, at: int) -> bool:
    """Whether a length of time there is no length of what is told: "in ten days", "after talks of two days"."""
    return any(before.search(text, max(0, at - 25), at) for before in (_RUNNING, _SPENT))
