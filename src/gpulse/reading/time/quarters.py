"""How quarters and halves of years are read ("the third quarter", "Q3 2024", "the year-earlier quarter", "year-end").

A reader returns `None` where the words, in their surroundings, are no time expression after all.
"""

from __future__ import annotations

import datetime as dt

from gpulse.reading.time.choose import choose_month
from gpulse.reading.time.context import Context, Hit, Reading, dated, ordinal, undated, whole_number
from gpulse.reading.time.value import day, period_of, shift
from gpulse.reading.time.value import half as half_period
from gpulse.reading.time.value import quarter as quarter_period
from gpulse.reading.time.value import year as year_period
from gpulse.reading.time.words import MONTH_NUMBERS
from gpulse.reading.time.years import relative_year


def quarter(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the third quarter", of the year named or of the nearest year."""
    word = hit.word("o") or ""
    number = 4 if word in ("final", "last") else ordinal(hit)
    if not 1 <= number <= 4:
        return None
    year_number, anchor = whole_number(hit, "y"), None
    if year_number is None and hit.word("ry"):
        year_number, anchor = relative_year(hit.word("ry"), ctx)
    if year_number is not None:
        return dated(quarter_period(year_number, number), anchor)
    on, anchor = ctx.base
    if on is None:
        return undated()
    if "fiscal" in [token.word for token in hit.tokens[hit.match.start() : hit.match.end()]]:
        return dated(quarter_period(on.year, number), anchor)
    near = [quarter_period(on.year + step, number) for step in (-1, 0, 1)]
    best = min(near, key=lambda period: abs((period.start - on).days + 45))
    return dated(best, anchor)


def months_of_quarter(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the July-September quarter": the last such, unless what is to come is told."""
    first, last = MONTH_NUMBERS[hit.words("m")[0]], MONTH_NUMBERS[hit.words("mm")[0]]
    if first % 3 != 1 or last != first + 2:
        return None
    year_number, anchor = whole_number(hit, "y"), None
    if year_number is None:
        told, anchor = choose_month(first, ctx)
        if told is None:
            return undated()
        year_number = told.start.year
    return dated(quarter_period(year_number, last // 3), anchor)


def numbered_part(hit: Hit, ctx: Context) -> Reading | None:
    """Read "Q3 2024", "H1 of 2025", and "Q3" by itself, of the nearest year."""
    first, second = hit.tokens[hit.match.start()], hit.tokens[hit.match.start() + 1]
    kind, number = hit.word("x"), ordinal(hit)
    year_number = whole_number(hit, "y")
    if first.end != second.start or not 1 <= number <= (4 if kind == "q" else 2):
        return None
    if kind == "q":
        return quarter(hit, ctx)
    return dated(half_period(year_number, number), None) if year_number is not None else None


def year_ago_quarter(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the year-earlier quarter": a year before the quarter spoken of."""
    if hit.word("o") and ctx.published:
        base = quarter_period(ctx.published.year - 1, ordinal(hit))
        return dated(base, "previous")
    quarter_told = ctx.referents.quarter
    if hit.word("y"):
        number = int(quarter_told.value[-1]) if quarter_told else None
        return dated(quarter_period(whole_number(hit, "y") or 0, number), "previous") if number else None
    if quarter_told is None:
        if ctx.published is None:
            return undated()
        return dated(shift(shift(ctx.published, "quarter", -1).start, "quarter", -4), "previous")
    back = 1 if ctx.published is None or abs(ctx.published.year - quarter_told.start.year) <= 1 else 0
    return dated(quarter_period(quarter_told.start.year - back, int(quarter_told.value[-1])), "previous")


def latest_quarter(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the latest quarter": the last that has ended; "the current quarter": the one that runs."""
    if ctx.published is None:
        return undated()
    unit = hit.word("u") or ""
    if hit.word("x") == "current":
        return dated(period_of(ctx.published, "year" if "year" in unit else "quarter"), "published")
    if "year" in unit:
        return dated(shift(ctx.published, "year", -1), "published")
    return dated(ctx.referents.first_quarter or shift(ctx.published, "quarter", -1), "published")


def half(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the first half of 2023"."""
    number = 1 if hit.word("o") == "first" else 2
    year_number, anchor = whole_number(hit, "y"), None
    if year_number is None:
        if not hit.word("ry"):
            return None
        if hit.word("ry") == "the":
            year_number, anchor = (ctx.base[0].year if ctx.base[0] else None), ctx.base[1]
        else:
            year_number, anchor = relative_year(hit.word("ry"), ctx)
    return dated(half_period(year_number, number), anchor) if year_number is not None else undated()


def year_end(hit: Hit, ctx: Context) -> Reading | None:
    """Read "year-end": the last day of the year spoken of."""
    on, anchor = ctx.base
    if on is None:
        return undated()
    hyphened = any(token.word == "-" for token in hit.tokens[hit.match.start() : hit.match.end()])
    of = on.year - 1 if hit.before() == "since" and anchor == "published" else on.year
    return dated(day(dt.date(of, 12, 31)) if hyphened else year_period(of), anchor)


def of_quarter(ctx: Context) -> bool:
    """Say whether a year back leads to a quarter: one was spoken of, and no number of months since, in the sentence."""
    return ctx.referents.quarter is not None and not ctx.compares_months()


def year_earlier(hit: Hit, ctx: Context) -> Reading | None:
    """Read "year-earlier": the quarter a year before the one spoken of, or the year before."""
    if of_quarter(ctx):
        return year_ago_quarter(hit, ctx)
    return dated(shift(ctx.published, "year", -1), "published") if ctx.published else undated()
