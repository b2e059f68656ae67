"""Days counted on from a day: lengths of time, parts of a month, turns of a weekday, month or year."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import replace

from gpulse.days import add_days
from gpulse.record import Timex

DURATION = re.compile(
    r"P(?:(\d+(?:\.\d+)?)Y)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+)H)?.*)?$"
)


def add_duration(day: str, value: str) -> str | None:
    """Return the day that lies the ISO 8601 duration `value` after `day`; "P2D" and "PT48H" are two days.

    >>> add_duration("2023-07-30", "P1W"), add_duration("2020-02-29", "P14M"), add_duration("2023-06-09", "P1.5M")
    ('2023-08-06', '2021-04-29', '2023-07-24')
    """
    match = DURATION.match(value)
    if match is None or not any(match.groups()):
        return None
    years, months, weeks, days, hours = (float(group) if group else 0.0 for group in match.groups())
    start = dt.date.fromisoformat(day)
    whole = int(years * 12 + months)
    month = start.month - 1 + whole
    year, month = start.year + month // 12, month % 12 + 1
    part = (years * 12 + months - whole) * 30
    try:
        last = (dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)).day
        moved = dt.date(year, month, min(start.day, last))
        return (moved + dt.timedelta(days=round(part + weeks * 7 + days + hours / 24))).isoformat()
    except (ValueError, OverflowError):  # beyond the calendar's years 1 to 9999
        return None


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
MONTH_NAME = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_QUARTER = re.compile(r"\b(?:first|second|third|fourth|last) (?:quarter|half)\b|\bQ[1-4]\b", re.IGNORECASE)
SOON_DAYS = 183
"""A month without a year that was read as past is the coming one, if it lies within these days (half a year)."""
_RANGE = re.compile(r"(\w+)(?: to | or |-)(\w+) (?:day|week|month|year|hour)s?", re.IGNORECASE)
NUMBERS_BY_WORD = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()


def period_end(day: str, period: str) -> str | None:
    """The last day of the week, month or year of a day.

    >>> period_end("2023-03-09", "month"), period_end("2024-11-04", "year")
    ('2023-03-31', '2024-12-31')
    """
    date = dt.date.fromisoformat(day)
    if period == "week":
        return add_days(day, 6 - date.weekday())
    if period == "year":
        return f"{date.year}-12-31"
    return date.replace(day=calendar.monthrange(date.year, date.month)[1]).isoformat()


def longer(timex: Timex, text: str) -> str:
    """The value of a duration; of a range ("three to four months") its upper end."""
    value = timex.value or ""
    match = _RANGE.search(text, timex.start, timex.end)
    if match is None:
        return value
    upper = match.group(2).lower()
    number = NUMBERS_BY_WORD.index(upper) if upper in NUMBERS_BY_WORD else int(upper) if upper.isdigit() else None
    return re.sub(r"\d+(?:\.\d+)?", str(number), value, count=1) if number else value


_PART = re.compile(
    r"\b(?:(?P<early>early|(?:the )?(?:beginning|start|first days|first week) of)|"
    r"(?P<middle>mid|(?:the )?middle of)|(?P<late>late|(?:the )?last days of))\b",
    re.IGNORECASE,
)
_MONTH_DAYS, _YEAR_DAYS = (28, 31), (365, 366)


def part_of(timex: Timex, text: str, closes: bool) -> Timex:
    """Return the part of a month or year that words such as "early", "mid-" and "late" name.

    The first, second or last ten days of a month; the first quarter, June and July, or the last quarter of a year. "By"
    the middle is by the 15th, or the end of June: so shared/gold/ledger has it.

    >>> june = Timex(start=3, end=11, type="DATE", earliest="2000-06-01", latest="2000-06-30")
    >>> [part_of(june, "by mid-June", closes).latest for closes in (True, False)]
    ['2000-06-15', '2000-06-20']
    """
    match = _PART.search(text, timex.start, timex.end)
    if match is None or not timex.earliest or not timex.latest:
        return timex
    first, last = dt.date.fromisoformat(timex.earliest), dt.date.fromisoformat(timex.latest)
    days = (last - first).days + 1
    part = match.lastgroup
    if _MONTH_DAYS[0] <= days <= _MONTH_DAYS[1] and first.day == 1:
        low, high = {"early": (1, 10), "middle": (11, 15 if closes else 20), "late": (21, last.day)}[part or ""]
        return replace(timex, earliest=first.replace(day=low).isoformat(), latest=first.replace(day=high).isoformat())
    if days in _YEAR_DAYS and (first.month, first.day) == (1, 1):
        middle = ("06-01", "06-30" if closes else "07-31")
        low_day, high_day = {"early": ("01-01", "03-31"), "middle": middle, "late": ("10-01", "12-31")}[part or ""]
        return replace(timex, earliest=f"{first.year}-{low_day}", latest=f"{first.year}-{high_day}")
    return timex


_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_DAY_ALONE = re.compile(r"\bthe \d{1,2}(?:st|nd|rd|th)\b", re.IGNORECASE)
_MOST_TURNS = 30


def turns_ahead(latest: str, words: str, said_on: str) -> str | None:
    """Return the duration that brings a date of the past to its next turn on or after `said_on`.

    A month comes round in a year, a day without its month in a month, a weekday in a week; other words, and those with
    a year, do not.

    >>> turns_ahead("2024-03-31", "March", "2024-04-10"), turns_ahead("2024-05-22", "the 22nd", "2024-05-25")
    ('P1Y', 'P1M')
    >>> turns_ahead("2024-05-17", "Friday", "2024-05-27"), turns_ahead("2024-03-31", "March 2024", "2024-04-10")
    ('P2W', None)
    """
    if _YEAR.search(words):
        return None
    unit = (
        "Y"
        if MONTH_NAME.search(words) or _QUARTER.search(words)
        else "M"
        if _DAY_ALONE.search(words)
        else "W"
        if _WEEKDAY.search(words)
        else None
    )
    turns = (f"P{number}{unit}" for number in range(1, _MOST_TURNS)) if unit else ()
    return next((turn for turn in turns if (day := add_duration(latest, turn)) and day >= said_on), None)


def ahead_of(timex: Timex, text: str, said_on: str) -> Timex:
    """Return a time of what is still to come, on or after the day it was said, where its words leave that open.

    A bare weekday is the next of its name, a day without its month that of the coming month, a month without its year
    the coming one; what would lie more than `SOON_DAYS` ahead is past, whatever the clause is of.

    >>> monday = Timex(start=3, end=9, type="DATE", earliest="1997-12-15", latest="1997-12-15")
    >>> ahead_of(monday, "On Monday he means to visit Sarajevo.", "1997-12-19").latest
    '1997-12-22'
    """
    if timex.latest is None or timex.latest >= said_on:
        return timex
    turn = turns_ahead(timex.latest, timex.of(text), said_on)
    last, soon = add_duration(timex.latest, turn) if turn else None, add_days(said_on, SOON_DAYS)
    if turn is None or last is None or (soon is not None and last > soon):
        return timex
    return replace(timex, earliest=add_duration(timex.earliest, turn) if timex.earliest else None, latest=last)
