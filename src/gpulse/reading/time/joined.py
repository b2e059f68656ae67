"""What stands beside a time expression and belongs to it: "the end of April", "5 p.m. on Friday", "two days before"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from gpulse.reading.time.context import Context, Found, Reading, dated, is_day
from gpulse.reading.time.grammar import BREAK, Token
from gpulse.reading.time.units import narrowed
from gpulse.reading.time.value import add_units, day, shift, time_of_day

EDGES = frozenset("early late mid earlier later".split())
EDGE_NOUNS = frozenset("end beginning start middle close turn eve rest remainder".split())


def widen(one: Found, tokens: Sequence[Token], context: Context) -> Found:
    """Take in "early", "late", "mid-", "the end of" before a date, and narrow "earlier this week"."""
    reading, first = one.reading, one.first
    if reading.type not in ("DATE", "TIME") or (reading.value or "").endswith("_REF"):
        return one
    before = [tokens[first - step].word if first >= step else "" for step in (1, 2, 3, 4)]
    if before[0] in EDGES:
        reading, first = narrowed(reading, before[0], context), first - 1
    elif before[0] == "in" and before[1] in EDGES and reading.period and reading.period.unit in ("month", "year"):
        reading, first = narrowed(reading, before[1], context), first - 2
    elif before[0] == "-" and before[1] in ("mid", "early", "late"):
        first -= 2
    elif before[0] == "of" and before[1] == "week" and before[2] in WEEKS and _is_month(reading):
        reading, first = _week_of_month(reading, WEEKS[before[2]]), first - 3
    elif before[:1] + before[2:3] in (["before", "the"], ["after", "the"]) and before[1] == "day" and is_day(reading):
        step = dt.timedelta(days=-1 if before[0] == "before" else 1)
        reading, first = dated(day(reading.period.start + step), reading.anchor), first - 2  # type: ignore[union-attr]
    elif before[0] == "of" and before[1] == "half" and before[2] in HALVES and _is_month(reading):
        reading, first = _half_of_month(reading, before[2]), first - 3
    elif before[0] == "of" and before[1] in EDGE_NOUNS:
        first -= 2
        first -= tokens[first - 1].word == "very"
    else:
        return one
    if first and tokens[first - 1].word == "the":
        first -= 1
    return Found(first, one.last, reading)


HALVES = frozenset("first second latter last".split())
WEEKS = {"first": 1, "second": 2, "third": 3, "last": -1, "final": -1}
FIRST_DAYS = frozenset("first last early final opening closing".split())


def _is_month(reading: Reading) -> bool:
    return reading.type == "DATE" and reading.period is not None and reading.period.unit == "month"


def _half_of_month(reading: Reading, word: str) -> Reading:
    """Return the first 15 days of a month, or those after: TIMEX3 has no value for it but the month's."""
    if reading.period is None:
        return reading
    middle = reading.period.start + dt.timedelta(days=15)
    first = word == "first"
    start, end = (reading.period.start, middle - dt.timedelta(days=1)) if first else (middle, reading.period.end)
    return replace(reading, period=replace(reading.period, start=start, end=end))


def _week_of_month(reading: Reading, number: int) -> Reading:
    """Return the week of a month, days counted from its first or last: TIMEX3 has no value for it but the month's."""
    if reading.period is None:
        return reading
    start, end = reading.period.start, reading.period.end
    first = start + dt.timedelta(days=7 * (number - 1)) if number > 0 else end - dt.timedelta(days=6)
    period = replace(reading.period, start=first, end=first + dt.timedelta(days=6))
    return replace(reading, period=period)


def join(before: Found, one: Found, tokens: Sequence[Token]) -> Found | None:
    """Return the expression that two neighbours make together, `None` where they stand each for itself."""
    gap = [token.word for token in tokens[before.last : one.first]]
    if len(gap) > 2 or BREAK in [token.char for token in tokens[before.last : one.first]]:
        return None
    left, right = before.reading, one.reading
    if gap == ["of"] and left.type == "DURATION" and _is_month(right):
        edge = FIRST_DAYS & {token.word for token in tokens[before.first : before.last]}
        return Found(before.first, one.last, right) if edge else None  # "the first days of February"
    if gap in (["before"], ["after"]) and left.type == "DURATION" and right.type == "DATE":
        return _counted(before, one, tokens, -1 if gap == ["before"] else 1)
    if (
        left.type == "TIME"
        and right.type in ("DATE", "TIME")
        and gap in ([], [","], ["on"], ["of"], ["of", "the"], ["the"], ["in"])
    ):
        day_part = right.period
        if right.period is None or right.period.unit not in ("day", "time"):
            return None
        if right.type == "TIME" and (gap not in ([], ["in"]) or left.value is None or right.value is None):
            return None
        if gap == ["in"] and (":" not in (left.value or "") or right.type != "TIME"):
            return None
        clock = (left.value or "").partition("T")[2] or None
        if clock == "NI" and day_part is not None and (day_part.end - day_part.start).days == 1:
            night = replace(time_of_day(day_part.start, clock), end=day_part.end)  # "the night of 10-11 February"
            return Found(before.first, one.last, dated(night, right.anchor))
        if clock is None or day_part is None or day_part.start != day_part.end:
            return None
        if right.type == "TIME":
            clock = _afternoon(clock, (right.value or "").partition("T")[2])
        return Found(before.first, one.last, dated(time_of_day(day_part.start, clock), right.anchor))
    if left.type == "DATE" and right.type == "TIME" and gap in ([], [","], ["at"], ["in"], ["in", "the"], [",", "at"]):
        if left.period is None or left.period.unit != "day" or right.value is None or (gap and gap[0] == "in"):
            return None
        clock = right.value.partition("T")[2]
        if left.period.start != left.period.end or not clock or (right.anchor == "published" and gap == []):
            return None
        return Found(before.first, one.last, dated(time_of_day(left.period.start, clock), left.anchor))
    return None


def _afternoon(clock: str, part: str) -> str:
    """Return the clock time as the part of the day has it: "6 o'clock this afternoon" is 18:00."""
    hours, _, minutes = clock.partition(":")
    if minutes and int(hours) < 12 and (part in ("AF", "EV") or (part == "NI" and int(hours) > 4)):
        return f"{int(hours) + 12:02d}:{minutes}"
    return clock


def _counted(before: Found, one: Found, tokens: Sequence[Token], sign: int) -> Found | None:
    """Read "two days before Christmas", "a week after June 5"."""
    match = re.fullmatch(r"P(\d+)([DWMY])", before.reading.value or "")
    period = one.reading.period
    if not match or period is None or one.reading.type != "DATE":
        return None
    unit = {"D": "day", "W": "week", "M": "month", "Y": "year"}[match.group(2)]
    ends = any(token.word in ("end", "close") for token in tokens[one.first : one.last])
    on = add_units(period.start if sign < 0 and not ends else period.end, unit, sign * int(match.group(1)))
    exact = (period.unit == "day" or ends) and unit in ("day", "week")
    result = day(on) if exact else shift(period.start, unit, sign * int(match.group(1)))
    return Found(before.first, one.last, dated(result, one.reading.anchor))
