"""How calendar dates and months are read, from the words that a rule matched.

A reader returns `None` where the words, in their surroundings, are no time expression after all.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from gpulse.reading.time.choose import choose_month, choose_month_day, firmly_past
from gpulse.reading.time.context import ORDINAL_WORDS, Context, Hit, Reading, dated, ordinal, undated, whole_number
from gpulse.reading.time.value import Period, day, existing_day, is_coarser, nth_weekday, shift, span_of_days
from gpulse.reading.time.value import month as month_period
from gpulse.reading.time.words import BACK, MONTH_NUMBERS, ON, SAYING, WEEKDAY_NUMBERS, direction_of
from gpulse.reading.time.years import named_year, relative_year
from gpulse.record import Anchor


def _month(hit: Hit, name: str = "m") -> int:
    return MONTH_NUMBERS[hit.words(name)[0]]


def numeric(hit: Hit, ctx: Context) -> Reading | None:
    """Read "2024-06-28", "6/28/2024" (month first unless it cannot be), "28.06.2024" (day first)."""
    numbers = [int(part) for part in re.split(r"[-/.]", hit.words("x")[0])]
    if "-" in hit.words("x")[0]:
        on = existing_day(numbers[0], numbers[1], numbers[2])
    else:
        year = numbers[2] + (0 if numbers[2] > 99 else 2000 if numbers[2] < 50 else 1900)
        first, second = (numbers[1], numbers[0]) if "." in hit.words("x")[0] else (numbers[0], numbers[1])
        on = existing_day(year, first, second) or existing_day(year, second, first)
    return dated(day(on), None) if on else None


def _day(hit: Hit, ctx: Context, month: int, number: int, year: int | None) -> Reading | None:
    if not 1 <= number <= 31:
        return None
    if year is not None:
        on = existing_day(year, month, number)
        return dated(day(on), None) if on else None
    on, anchor = choose_month_day(
        month,
        number,
        ctx,
        happened=firmly_past(hit) or hit.before() == "since",
        awaited=hit.before() in AWAITED_AFTER and hit.before(2) not in COMPARED,
    )
    if on is None:
        return undated() if ctx.base[0] is None else None
    return dated(day(on), anchor)


AWAITED_AFTER = frozenset("until till before from".split())
"""Words after which a day is to come wherever the clause tells what is to come."""
COMPARED = frozenset("% percent up down points".split())
"""Words before "from" that compare with a day past: "up 3% from June 1"."""


def calendar_day(hit: Hit, ctx: Context) -> Reading | None:
    """Read a day with its month, and its year where the text gives it ("June 16 last year" too)."""
    year, anchor = _year_of(hit, ctx)
    if year is None and (hit.word("ye") or hit.word("ry")):
        return None if hit.word("ye") else undated()
    if year is None and (_month(hit), whole_number(hit, "d")) == (9, 11) and hit.after() in ATTACKS:
        year = 2001
    if year is None and (_month(hit), whole_number(hit, "d")) == (1, 6) and hit.after() in RIOT:
        year = 2021
    read = _day(hit, ctx, _month(hit), whole_number(hit, "d") or 0, year_ahead(hit) if year is None else year)
    return replace(read, anchor=anchor) if read is not None and year is not None else read


def weekday_of_month(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the first Monday in May", "the last Saturday of January": counted in the month named or meant."""
    nth = -1 if hit.word("o") == "last" else ORDINAL_WORDS[hit.word("o") or "first"]
    number, year_number, anchor = _month(hit), whole_number(hit, "y"), None
    if year_number is None:
        told, anchor = choose_month(number, ctx)
        if told is None:
            return undated()
        year_number = told.start.year
    on = nth_weekday(year_number, number, WEEKDAY_NUMBERS[hit.words("w")[0]], nth)
    return dated(day(on), anchor) if on.month == number else None


def _year_of(hit: Hit, ctx: Context) -> tuple[int | None, Anchor | None]:
    """Return the year that stands beside a month, in figures, in words or as "last year", and its anchor."""
    if hit.word("ry"):
        return relative_year(hit.word("ry"), ctx)
    if hit.word("ye"):
        number = whole_number(hit, "ye") or 0
        ends = hit.after() in (")", ",", ".", ";", ":", "")
        return (number if ctx.narrative and 100 <= number <= 999 and ends else None), None
    return named_year(hit), None


RIOT = frozenset("riot riots insurrection rioters committee commission defendants".split())
"""Words after which "January 6" is the day in 2021."""
ATTACKS = frozenset("attacks attack terrorist terror hijackings hijackers plot bombings conspiracy atrocities".split())
"""Words after which "Sept. 11" is the day in 2001, whatever the year of publication."""


def eleventh_of_september(hit: Hit, ctx: Context) -> Reading | None:
    """Read "9/11", which no other day is written as in a running text."""
    if hit.words("x") != ["9", "/", "11"] or hit.before().isdigit() or hit.after() in ("/", "%", "inches"):
        return None
    on = dt.date(2001, 9, 11)
    return dated(Period(value=on.isoformat(), start=on, end=on, unit="vague"), None)  # a name: no date to count from


def year_ahead(hit: Hit) -> int | None:
    """Return the year that a date shares with the one after it: 1917 for "March" in "from March to May 1917"."""
    if hit.after() not in ("to", "and", "or", "-", "through", "until", "till"):
        return None
    words = [hit.after(places) for places in range(1, 5)]
    if not any(word in MONTH_NUMBERS for word in words[:2]):
        return None
    later = next(MONTH_NUMBERS[word] for word in words if word in MONTH_NUMBERS)
    for word in words[1:]:
        if word.isdigit() and len(word) == 4:
            return int(word) - (later < _month(hit))  # "from September 13 until March 31, 2022"
        if word not in MONTH_NUMBERS and not word[:1].isdigit() and word not in (",", "."):
            return None
    return None


def several_days(hit: Hit, ctx: Context) -> Reading | None:
    """Read days of one month named together: one expression, from the first to the last."""
    first, last = whole_number(hit, "d") or 0, whole_number(hit, "dd") or 0
    if last <= first or (hit.after() in ("-",) and hit.after(1)):
        return None
    start = _day(hit, ctx, _month(hit), first, whole_number(hit, "y"))
    if start is None or start.period is None:
        return start
    end = existing_day(start.period.start.year, start.period.start.month, last)
    return dated(span_of_days(start.period.start, end), start.anchor) if end else None


def days_over_months(hit: Hit, ctx: Context) -> Reading | None:
    """Read "May 30 to June 2"."""
    start = _day(hit, ctx, _month(hit), whole_number(hit, "d") or 0, whole_number(hit, "y"))
    if start is None or start.period is None:
        return start
    first = start.period.start
    last = existing_day(first.year + (_month(hit, "mm") < first.month), _month(hit, "mm"), whole_number(hit, "dd") or 0)
    return dated(span_of_days(first, last), start.anchor) if last and last > first else None


COUNTED_BY_ORDINAL = frozenset(
    "floor anniversary day attempt parallel birthday street avenue amendment century minute hole storey lap ballot "
    "-".split()
)


def bare_day(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the 28th": a day of the month spoken of, where nothing says that it counts something else."""
    number = whole_number(hit, "d") or (ordinal(hit) if hit.word("o") else 0)
    named = len(hit.match.group()) > 2  # "of this month"
    ends = hit.after() in (".", ",", ";", "") and hit.before() in ("on", "until", "by", "since")
    on_a_day = hit.before() == "on" and hit.word("d") is not None and hit.after() not in COUNTED_BY_ORDINAL
    if not named and not ends and not on_a_day:
        return None
    second = hit.after() in ("and", "or", "to", "-") and hit.after(1)[:1].isdigit()
    if second and hit.after(2).isalpha() and hit.after(2) not in ("of", "when", "in", "at"):
        return None  # "on the 11th and 12th floors"
    on, anchor = ctx.base
    told = ctx.referents.last_day or ctx.referents.last
    if on is None or (anchor == "previous" and told is not None and is_coarser(told.unit, "month")):
        return undated()
    of = hit.word("of")
    if of in ("that", "the same") and told is not None:
        on, anchor = told.start, "previous"
    elif of in ("last", "next") and ctx.published is not None:
        on = shift(ctx.published, "month", -1 if of == "last" else 1).start
    found = existing_day(on.year, on.month, number)
    if found and of is None and anchor == "published" and found != on:
        step = -1 if found > on and ctx.tense() == "past" else 1 if found < on and ctx.tense() == "future" else 0
        turned = shift(on.replace(day=1), "month", step).start
        found = existing_day(turned.year, turned.month, number) or found
    return dated(day(found), anchor) if found else None


def spelled_day(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the thirtieth of September", "the last day of May 2024"."""
    number, year = _month(hit), whole_number(hit, "y")
    if hit.word("o"):
        return _day(hit, ctx, number, ordinal(hit), year)
    first = _day(hit, ctx, number, 1, year)
    period = first.period if first else None
    return dated(day(month_period(period.start.year, number).end), first.anchor) if first and period else first


def last_day_of_month(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the last day of the month": of that of the date spoken of, of publication's, or of the next."""
    on, anchor = ctx.base
    if on is None:
        return undated()
    month = on.year * 12 + on.month - 1 + (hit.word("u") == "next")
    return dated(day(month_period(month // 12, month % 12 + 1).end), anchor)


TRADED = frozenset(
    "crude gasoline gas heating futures delivery wheat corn soybeans coffee sugar copper contract".split()
)
"""What is traded for the month named before it."""


def month(hit: Hit, ctx: Context) -> Reading | None:
    """Read a month, of the year named, or of the one that the tense or the story so far tells."""
    number = _month(hit)
    year, anchor = _year_of(hit, ctx)
    if year is None and (hit.word("ye") or hit.word("ry")):
        return None if hit.word("ye") else undated()
    if year is None:
        year = year_ahead(hit)
    if year is not None:
        return dated(month_period(year, number), anchor)
    if hit.words("m") in (["mar"], ["jan"]) and hit.before() not in ("in", "since", "by", "until", "last", "next"):
        return None  # Mar-a-Lago, Jan Mayen
    if hit.words("m")[0] in ("may", "march", "mar") and hit.before() in ("", ".", '"', "“"):
        return None  # a sentence that begins with the verb
    on, anchor = choose_month(number, ctx)
    if on and anchor == "published" and hit.after() in TRADED and ctx.published and on.end < ctx.published:
        on = month_period(on.start.year + 1, number)  # "December crude": still to be delivered
    return dated(on, anchor) if on else undated()


def relative_month(hit: Hit, ctx: Context) -> Reading | None:
    """Read "last September": the last whole one before now; "next May"; "this June": of this year."""
    on, anchor = ctx.base
    word, number = direction_of(hit.word("r")), _month(hit)
    if hit.words("r") == ["that"] and (hit.before() in SAYING or hit.before().endswith("ed")):
        return None
    if word == "that" or (hit.words("r")[0] == "the" and word in ("following", "previous", "preceding", "next")):
        on, anchor = ctx.spoken_of, "previous"
    if on is None:
        return undated()
    if word in BACK:
        return dated(month_period(on.year - (number >= on.month), number), anchor)
    if word in ON:
        return dated(month_period(on.year + (number <= on.month), number), anchor)
    return dated(month_period(on.year, number), anchor)
