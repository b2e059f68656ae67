"""Stretches of the calendar and how TIMEX3 writes them: days, weeks, months, quarters, seasons, years, decades.

TIMEX3 values follow TimeML 1.2.1 and, where that leaves a choice, what TimeBank does most often: a decade is written
with three digits ("197"), a century with two ("19" for the twentieth), a quarter as `1989-Q3`, weeks as ISO 8601 has
them.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Literal

Unit = Literal[
    "time", "day", "weekend", "week", "month", "quarter", "half", "season", "year", "decade", "century", "vague"
]

SEASONS = {"spring": ("SP", 3), "summer": ("SU", 6), "autumn": ("FA", 9), "fall": ("FA", 9), "winter": ("WI", 12)}
"""A season's TIMEX3 code and its first month; seasons are meteorological and of the northern half."""

DURATION_LETTERS = {
    "second": "TS",
    "sec": "TS",
    "minute": "TM",
    "min": "TM",
    "hour": "TH",
    "hr": "TH",
    "day": "D",
    "night": "D",
    "weekend": "D",
    "week": "W",
    "fortnight": "W",
    "month": "M",
    "quarter": "Q",
    "season": "M",
    "year": "Y",
    "decade": "E",
    "century": "C",
    "summer": "Y",
    "winter": "Y",
}
"""The letter of a unit in a TIMEX3 duration ("T" before those that are parts of a day)."""


LENGTHS = {"time": 0, "day": 0, "night": 0, "weekend": 1, "week": 1, "fortnight": 1, "month": 2, "season": 3,
           "quarter": 3, "half": 4, "year": 5, "decade": 6, "century": 7}  # fmt: skip
"""Units by their length: nothing is counted in a shorter unit from a longer one ("in 1948 … two months later")."""


def is_coarser(found: str, unit: str) -> bool:
    """Say whether a date of the unit `found` is too coarse to count from it in `unit`.

    >>> is_coarser("year", "month"), is_coarser("day", "month"), is_coarser("year", "year")
    (True, False, False)
    """
    return LENGTHS.get(found, 0) > LENGTHS.get(unit, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stretch of days, both ends inclusive, with its TIMEX3 value and the unit it is measured in."""

    value: str
    start: dt.date
    end: dt.date
    unit: Unit


def day(on: dt.date) -> Period:
    """Return one day.

    >>> day(dt.date(2024, 6, 28)).value
    '2024-06-28'
    """
    return Period(value=on.isoformat(), start=on, end=on, unit="day")


def time_of_day(on: dt.date, code: str) -> Period:
    """Return a clock time ("17:00") or a part of a day ("MO", "AF", "EV", "NI") of one day.

    >>> time_of_day(dt.date(2024, 6, 28), "NI").value
    '2024-06-28TNI'
    """
    return Period(value=f"{on.isoformat()}T{code}", start=on, end=on, unit="time")


def week(on: dt.date) -> Period:
    """Return the week, Monday to Sunday, that holds `on`.

    >>> week(dt.date(2024, 6, 21)).value
    '2024-W25'
    """
    monday = on - dt.timedelta(days=on.weekday())
    year_number, number, _ = monday.isocalendar()
    return Period(value=f"{year_number}-W{number:02d}", start=monday, end=monday + dt.timedelta(days=6), unit="week")


def weekend(on: dt.date) -> Period:
    """Return Saturday and Sunday of the week that holds `on`."""
    of_week = week(on)
    saturday = of_week.start + dt.timedelta(days=5)
    return Period(value=f"{of_week.value}-WE", start=saturday, end=of_week.end, unit="weekend")


def months(year_number: int, first: int, count: int) -> tuple[dt.date, dt.date]:
    """Return first and last day of `count` months from month `first` (1 to 12) on."""
    start = dt.date(year_number, first, 1)
    last = add_months(start, count - 1)
    return start, last.replace(day=calendar.monthrange(last.year, last.month)[1])


def month(year_number: int, number: int) -> Period:
    """Return a month.

    >>> month(2024, 2).end.isoformat()
    '2024-02-29'
    """
    start, end = months(year_number, number, 1)
    return Period(value=f"{year_number:04d}-{number:02d}", start=start, end=end, unit="month")


def quarter(year_number: int, number: int) -> Period:
    """Return a quarter of the calendar year.

    >>> quarter(1989, 3).start.isoformat()
    '1989-07-01'
    """
    start, end = months(year_number, 3 * number - 2, 3)
    return Period(value=f"{year_number:04d}-Q{number}", start=start, end=end, unit="quarter")


def half(year_number: int, number: int) -> Period:
    """Return the first or second half of a year."""
    start, end = months(year_number, 6 * number - 5, 6)
    return Period(value=f"{year_number:04d}-H{number}", start=start, end=end, unit="half")


def season(year_number: int, name: str) -> Period:
    """Return a season; the winter of a year begins in its December.

    >>> season(1942, "winter").end.isoformat()
    '1943-02-28'
    """
    code, first = SEASONS[name]
    start, end = months(year_number, first, 3)
    return Period(value=f"{year_number:04d}-{code}", start=start, end=end, unit="season")


def year(number: int) -> Period:
    """Return a calendar year."""
    return Period(value=f"{number:04d}", start=dt.date(number, 1, 1), end=dt.date(number, 12, 31), unit="year")


def decade(first_year: int) -> Period:
    """Return ten years from `first_year` (1970) on.

    >>> decade(1970).value
    '197'
    """
    end = dt.date(first_year + 9, 12, 31)
    return Period(value=f"{first_year // 10:03d}", start=dt.date(first_year, 1, 1), end=end, unit="decade")


def century(number: int) -> Period:
    """Return a century: the 20th is written "19" and taken as 1900 to 1999, as people speak of it."""
    first = max(100 * (number - 1), 1)
    end = dt.date(100 * number - 1, 12, 31)
    return Period(value=f"{number - 1:02d}", start=dt.date(first, 1, 1), end=end, unit="century")


def span_of_days(first: dt.date, last: dt.date) -> Period:
    """Return several days named together, with an ISO 8601 interval as value.

    >>> span_of_days(dt.date(2024, 6, 15), dt.date(2024, 6, 16)).value
    '2024-06-15/2024-06-16'
    """
    return Period(value=f"{first.isoformat()}/{last.isoformat()}", start=first, end=last, unit="day")


def existing_day(year_number: int, number: int, of_month: int) -> dt.date | None:
    """Return the day of this year, month (1 to 12) and number in the month; `None` where the calendar has none.

    >>> existing_day(2023, 2, 29) is None
    True
    """
    try:
        return dt.date(year_number, number, of_month)
    except ValueError:
        return None


def add_months(on: dt.date, count: int) -> dt.date:
    """Return the day `count` months on (or back), the last of the month where it has no such day.

    >>> add_months(dt.date(2024, 1, 31), 1).isoformat()
    '2024-02-29'
    """
    index = on.year * 12 + on.month - 1 + count
    year_number, number = divmod(index, 12)
    last = calendar.monthrange(year_number, number + 1)[1]
    return dt.date(year_number, number + 1, min(on.day, last))


def season_of(on: dt.date) -> Period:
    """Return the season that holds `on`."""
    for name in ("winter", "autumn", "summer", "spring"):
        if SEASONS[name][1] <= on.month:
            return season(on.year, name)
    return season(on.year - 1, "winter")


def period_of(on: dt.date, unit: str) -> Period:
    """Return the period of that unit that holds `on`.

    >>> period_of(dt.date(2024, 6, 28), "quarter").value
    '2024-Q2'
    """
    if unit == "weekend":
        return weekend(on)
    if unit in ("week", "fortnight"):
        return week(on)
    if unit == "month":
        return month(on.year, on.month)
    if unit == "quarter":
        return quarter(on.year, (on.month + 2) // 3)
    if unit == "half":
        return half(on.year, 1 if on.month <= 6 else 2)
    if unit == "season":
        return season_of(on)
    if unit == "year":
        return year(on.year)
    if unit == "decade":
        return decade(on.year // 10 * 10)
    if unit == "century":
        return century(on.year // 100 + 1)
    return day(on)


def add_units(on: dt.date, unit: str, count: int) -> dt.date:
    """Return the day that lies `count` units on (or back).

    >>> add_units(dt.date(2024, 6, 28), "week", -2).isoformat()
    '2024-06-14'
    """
    in_days = {"week": 7, "weekend": 7, "fortnight": 14}
    in_months = {"month": 1, "quarter": 3, "half": 6, "season": 3, "year": 12, "decade": 120, "century": 1200}
    if unit in in_months:
        return add_months(on, count * in_months[unit])
    return on + dt.timedelta(days=count * in_days.get(unit, 1))


def shift(on: dt.date, unit: str, count: int) -> Period:
    """Return the period of that unit, `count` units from the one that holds `on`.

    >>> shift(dt.date(2024, 6, 28), "month", 1).value
    '2024-07'
    """
    return period_of(add_units(on, unit, count), unit)


def duration(unit: str, count: float | None) -> str:
    """Return the TIMEX3 value of a duration; `count` is `None` where the text names no number.

    >>> duration("year", 2.5), duration("hour", 4), duration("week", None), duration("decade", 4)
    ('P2Y6M', 'PT4H', 'PXW', 'P40Y')
    >>> duration("minute", 2.5)
    'PT2M30S'
    """
    letter = DURATION_LETTERS[unit]
    clock = "T" if letter.startswith("T") else ""
    letter = letter.lstrip("T") if clock else letter
    if count is None:
        return f"P{clock}X{letter}"
    if unit in ("decade", "century"):
        count, letter = count * (10 if unit == "decade" else 100), "Y"
    elif unit == "fortnight" or unit == "weekend":
        count *= 2
    elif unit == "quarter" and count != 1:
        count, letter = count * 3, "M"
    whole, rest = int(count), count - int(count)
    smaller = {"Y": (12, "M"), "TH": (60, "M"), "TM": (60, "S"), "D": (24, "TH"), "E": (10, "Y"), "M": (30, "D")}.get(
        clock + letter
    )
    if rest and smaller:
        if clock or not smaller[1].startswith("T"):
            head = f"{whole}{letter}" if whole else ""
            return f"P{clock}{head}{round(rest * smaller[0])}{smaller[1]}"
        head = f"{whole}{letter}" if whole else ""
        return f"P{head}T{round(rest * smaller[0])}H"
    return f"P{clock}{count:g}{letter}" if count < 100_000 else f"P{clock}{int(count)}{letter}"


def easter(year_number: int) -> dt.date:
    """Return Easter Sunday of the Western churches (the anonymous Gregorian computation of 1876).

    >>> easter(2000).isoformat(), easter(2024).isoformat()
    ('2000-04-23', '2024-03-31')
    """
    a, b, c = year_number % 19, year_number // 100, year_number % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    number, rest = divmod(h + k - 7 * m + 114, 31)
    return dt.date(year_number, number, rest + 1)


def nth_weekday(year_number: int, number: int, weekday: int, nth: int) -> dt.date:
    """Return the `nth` such weekday (Monday is 0) of a month, counted from its end where negative.

    >>> nth_weekday(1999, 11, 3, 4).isoformat()
    '1999-11-25'
    """
    first, last = months(year_number, number, 1)
    if nth < 0:
        return last - dt.timedelta(days=(last.weekday() - weekday) % 7)
    return first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
