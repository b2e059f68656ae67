"""How weeks, months, seasons and years counted from another date are read ("next month", "two weeks ago").

A reader returns `None` where the words, in their surroundings, are no time expression after all.
"""

from __future__ import annotations

import datetime as dt

from gpulse.reading.time.context import Context, Hit, Reading, dated, undated
from gpulse.reading.time.dates import calendar_day
from gpulse.reading.time.quarters import of_quarter, year_ago_quarter
from gpulse.reading.time.value import Period, add_units, duration, is_coarser, period_of, shift, time_of_day, week
from gpulse.reading.time.value import season as season_period
from gpulse.reading.time.words import BACK, ON, singular
from gpulse.reading.time.years import named_year, relative_year

# Weeks, months, quarters, years counted from a date


def relative_unit(hit: Hit, ctx: Context) -> Reading | None:
    """Read "last week", "next month", "the following year", "this past summer", "the same day"."""
    unit, words = hit.word("u") or "", hit.words("r")
    word = words[-1] if words[-1] != "current" or len(words) == 1 else "this"
    has_the = hit.tokens[hit.match.start()].word == "the"
    if has_the and word == "next" and unit != "day" and hit.before() in ("within", "over", "throughout"):
        return stretch(unit, 1, word, ctx)  # "within the next year" runs from now on, whatever was told before
    told = has_the and word in ("following", "previous", "preceding", "next", "same", "ensuing")
    told = told or (unit == "day" and word == "next")
    told = told or word in ("following", "ensuing", "same", "preceding", "previous")
    ahead = word == "next" and unit in ("decade", "century")
    if has_the and word == "last" and hit.after() == "of" and hit.after(1) in ("the", "his", "her", "its", "their"):
        return undated()  # "in the last week of the race"
    if has_the and unit != "day" and (ahead or word in ("last", "past", "coming", "upcoming")):
        return stretch(unit, 1, word, ctx)  # "the next decade" is a length, "the next year" a year
    if unit == "day" and words == ["this"] and hit.before() in ("to", "until"):
        return undated("DATE", "PRESENT_REF")
    if unit == "season":
        return undated()  # of a sport or a harvest: the text does not say when it begins
    if unit == "night" and not told:
        return None
    if word == "same" and unit == "day" and ctx.spoken_of is None and ctx.published is None:
        return undated()
    if told:
        found = ctx.referents.last if unit not in ("day", "night") else ctx.referents.last_day
        on, anchor = (found.start if found else None), "previous"
        if word in ON and found is not None and unit in ("day", "night"):
            on = found.end
        if found is not None and is_coarser(found.unit, unit):
            on = None
    else:
        on, anchor = ctx.published, "published"
    if on is None:
        return undated()
    count = -1 if word in BACK else 1 if word in ON else 0
    if unit == "weekend" and word == "this" and not told and on.weekday() < 4 and ctx.tense() == "past":
        count = -1  # "the president said this weekend", printed on a Monday
    if unit == "quarter" and not told and count == 0 and ctx.published is None:
        return undated()
    if unit == "night":
        return dated(time_of_day(on + dt.timedelta(days=count), "NI"), anchor)  # type: ignore[arg-type]
    return dated(shift(on, unit, count), anchor)  # type: ignore[arg-type]


CLAUSE = frozenset("he she it they we i that when in his her its their".split())
"""Words that may open the clause which tells what year a year was."""


def that_unit(hit: Hit, ctx: Context) -> Reading | None:
    """Read "that year", "the week", "the quarter": the one that holds the date spoken of."""
    unit, words = hit.word("u") or "", hit.words("r")
    plain = words in (["the"], ["all", "the"], ["the", "whole"], ["the", "full"], ["the", "entire"])
    if unit == "day" and plain:
        return None
    edge = hit.before() == "of" and hit.before(2) in ("end", "start", "beginning")
    over = unit == "weekend" and hit.before() in ("over", "at", "during")  # "it said over the weekend that"
    if (
        words == ["the"]
        and not over
        and (
            (unit in ("decade", "century", "month") and not edge)
            or hit.after() in ("-", "of", "before", "after", "that")
        )
    ):
        return None
    if words == ["the"] and hit.before() in ("of", "for", "in") and unit == "year" and hit.before(2) == "man":
        return None
    if unit == "quarter" and ctx.referents.quarter is not None:
        return dated(ctx.referents.quarter, "previous")
    on, anchor = (ctx.published, "published") if plain and not ctx.narrative else (ctx.spoken_of, "previous")
    last = ctx.referents.last
    if words == ["the"] and hit.before() == "," and hit.after() in CLAUSE and last is not None and last.unit == unit:
        on, anchor = last.start, "previous"  # "in 2008, the year he returned"
    if unit == "day":
        on = ctx.referents.last_day.start if ctx.referents.last_day else None
    if on is None:
        ancient = ctx.referents.ancient if unit == "year" and not plain else None
        return undated(value=ancient if ancient and len(ancient) == 6 else None)
    if plain and unit == "year" and hit.after() in ("ended", "ending"):
        return undated("DURATION", "P1Y")
    if unit == "quarter":
        return dated(shift(on, "quarter", -1), anchor)  # type: ignore[arg-type]
    back = on.weekday() < 4 and ctx.tense() != "future"
    back = back or (on.weekday() == 4 and hit.before() in ("over", "at", "during") and ctx.tense() == "past")
    if unit == "week" and plain and anchor == "published" and on.weekday() == 0 and ctx.tense() != "future":
        return dated(shift(on, "week", -1), "published")  # "for the week it dropped 3.8%", printed on a Monday
    if unit == "weekend" and plain and back:
        return dated(shift(on, "weekend", -1), anchor)  # type: ignore[arg-type]
    return dated(period_of(on, unit), anchor)  # type: ignore[arg-type]


def before_last(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the week before last"."""
    return dated(shift(ctx.published, hit.word("u") or "", -2), "published") if ctx.published else undated()


def unit_before(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the week before" at the end of a clause: counted from the date spoken of."""
    if hit.after() not in (".", ",", ";", ":", "", "and", ")", "-", "—"):
        return None
    unit = hit.word("u") or ""
    found = ctx.referents.last_day or ctx.referents.last
    fine = unit in ("day", "night", "week")
    if found is None or is_coarser(found.unit, "week" if fine else unit):
        return undated()
    count = 1 if hit.word("x") == "after" else -1
    if unit == "night":
        return dated(time_of_day(found.start + dt.timedelta(days=count), "NI"), "previous")
    return dated(shift(found.start, unit, count), "previous")


def week_of(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the week of March 4"."""
    found = calendar_day(hit, ctx)
    return dated(week(found.period.start), found.anchor) if found and found.period else found


def edge_in_unit(hit: Hit, ctx: Context) -> Reading | None:
    """Read "earlier in the year", "late in the month"."""
    on, anchor = ctx.base
    if on is None:
        return undated()
    return narrowed(dated(period_of(on, hit.word("u") or ""), anchor), hit.word("e") or "", ctx)


def narrowed(reading: Reading, edge: str, ctx: Context) -> Reading:
    """Return "earlier" and "later" in a period as the part of it before and after the day it is told from."""
    period, on = reading.period, ctx.published
    if edge not in ("earlier", "later") or period is None or on is None or reading.anchor != "published":
        return reading
    if not period.start <= on <= period.end:
        return reading
    start, end = (period.start, on) if edge == "earlier" else (on, period.end)
    period = Period(value=period.value, start=start, end=end, unit=period.unit)
    return Reading(type=reading.type, value=reading.value, period=period, anchor=reading.anchor)


BEFORE_SEASON = ("in", "by", "since", "until", "late", "early", "mid", "-", "during", "from", "to")


SEASON_NAMES = frozenset("palace olympics games house capital camp solstice war schools".split())
"""Words before which a season is part of a name or of a kind of thing ("the Summer Palace", "the Winter War")."""


def season(hit: Hit, ctx: Context) -> Reading | None:
    """Read "last summer", "the spring of 1998", "in winter"."""
    name = hit.word("s") or ""
    year_named = named_year(hit)
    if year_named is not None:
        return dated(season_period(year_named, name), None)
    words = hit.words("r")
    if hit.after() in SEASON_NAMES:
        return None
    if not words and (name == "fall" or hit.before() not in BEFORE_SEASON or hit.after() in ("of", "-")):
        return None
    word = words[-1] if words else ""
    told = word in ("that",) or (len(words) == 2 and words[0] == "the")
    if name == "fall" and word in ("the", "that"):
        return None
    if word == "the" and hit.after() in ("of", "-"):
        return None
    if word in ("the", "that") and hit.after() in ("after", "before", "following"):
        return undated()  # "the summer after the lost election" is counted from that
    on, anchor = ctx.base
    if told:
        on, anchor = ctx.spoken_of, "previous"
    if on is None:
        return undated()
    last = ctx.referents.last
    if told and word in ON and last is not None and last.unit == "year":
        on = last.end
    if hit.word("ry"):
        named, anchor_of_year = relative_year(hit.word("ry"), ctx)
        return dated(season_period(named, name), anchor_of_year) if named is not None else undated()
    before = ctx.year_told() if word in ("the", "") and not told and not ctx.narrative else None
    if before is not None and ctx.tense() == "past":  # "in March 2022 … In the autumn he returned"
        same = season_period(before.start.year, name)
        return dated(same if same.end >= before.start else season_period(before.start.year + 1, name), "previous")
    this = season_period(on.year, name)
    if ctx.narrative and not told and word in ("the", "") and this.end < on:
        this = season_period(on.year + 1, name)
    if name == "winter" and on.month <= 2:
        this = season_period(on.year - 1, name)
    if word in BACK or (word in ("the", "") and ctx.tense() == "past" and not ctx.narrative):
        if this.start > on or (word != "past" and word in BACK and this.start <= on <= this.end):
            this = season_period(int(this.value[:4]) - 1, name)
    elif (word in ON and this.start <= on) or (word in ("the", "") and this.end < on and ctx.tense() == "future"):
        this = season_period(int(this.value[:4]) + 1, name)
    return dated(this, anchor)


def stretch(unit: str, count: float | None, word: str, ctx: Context) -> Reading:
    """Return "the past three months": a duration, and the days it covers where its end is the day of publication."""
    value = duration(unit, count)
    if ctx.published is None or count is None or ctx.narrative or unit in ("hour", "minute", "second"):
        return undated("DURATION", value)
    whole = round(count)
    if whole != count:
        return undated("DURATION", value)
    if word in BACK or word in ("latest",):
        start, end = add_units(ctx.published, unit, -whole), ctx.published
    else:
        start, end = ctx.published, add_units(ctx.published, unit, whole)
    period = Period(value=value, start=start, end=end, unit="vague")
    return Reading(type="DURATION", value=value, period=period, anchor="published")


# So many units from a date


def _count(hit: Hit) -> float | None:
    """Return how many; 1 for "a month", 1.5 for "a year and a half"; `None` where no number is named."""
    return hit.number("n") if hit.words("n") else 1.5 if hit.word("half") else 1.0


def ago(hit: Hit, ctx: Context) -> Reading | None:
    """Read "two weeks ago" to the precision of its unit."""
    unit, count = singular(hit.word("u") or ""), _count(hit)
    if unit in ("hour", "minute", "second"):
        return Reading(type="DURATION", value=duration(unit, count))
    words = [token.word for token in hit.tokens[hit.match.start() : hit.match.end()]]
    if count is None or words[:2] in (["more", "than"], ["at", "least"], ["well", "over"]):
        return undated("DURATION", duration(unit, count))  # "more than four decades ago": not how much more
    if ctx.published is None:
        return undated()
    if unit == "year" and count == 1 and of_quarter(ctx):
        return year_ago_quarter(hit, ctx)
    return dated(_moved(ctx.published, unit, -count), "published")


def _moved(on: dt.date, unit: str, count: float) -> Period:
    """Return the period `count` units on; a fraction is counted in the next smaller unit."""
    if count != int(count) and unit in ("year", "decade", "century", "quarter"):
        return shift(on, "month", round(count * {"year": 12, "quarter": 3, "decade": 120, "century": 1200}[unit]))
    if unit in ("decade", "century"):
        return shift(on, "year", round(count * (10 if unit == "decade" else 100)))
    return shift(on, unit, round(count))


def from_now(hit: Hit, ctx: Context) -> Reading | None:
    """Read "three months from now"."""
    unit, count = singular(hit.word("u") or ""), _count(hit)
    if count is None or unit in ("hour", "minute", "second"):
        return undated("DURATION", duration(unit, count))
    return dated(_moved(ctx.published, unit, count), "published") if ctx.published else undated()


def later(hit: Hit, ctx: Context) -> Reading | None:
    """Read "two days later", "a year earlier": counted from the date spoken of."""
    unit, count = singular(hit.word("u") or ""), _count(hit)
    sign = 1 if hit.word("x") in ("later", "afterwards", "afterward") else -1
    if hit.word("x") == "before" and hit.after() not in (".", ",", ";", ":", "", "and", "in", "at", "on", "had", "was"):
        return None  # "two days before the vote"
    if count is None or unit in ("hour", "minute", "second"):
        return undated("DURATION", duration(unit, count))
    if unit == "year" and sign < 0 and count == 1 and of_quarter(ctx) and not ctx.narrative:
        return year_ago_quarter(hit, ctx)
    fine = unit in ("day", "night", "week", "fortnight", "weekend")
    found = (ctx.referents.last_day if fine else None) or ctx.referents.last
    if found is None and sign < 0 and ctx.published is not None:
        return dated(_moved(ctx.published, unit, -count), "published")
    if unit == "year" and sign < 0 and ctx.published is not None and not ctx.narrative:
        return dated(_moved(ctx.published, unit, -count), "published")
    if found is None or is_coarser(found.unit, "week" if fine else unit):
        if unit == "day" and sign < 0 and count == 1 and ctx.published is not None and not ctx.narrative:
            return dated(_moved(ctx.published, unit, -count), "published")  # "he said a day earlier"
        return undated()
    if unit == "night":
        return dated(time_of_day(add_units(found.start, "day", round(sign * count)), "NI"), "previous")
    result = _moved(found.start, unit, sign * count)
    if ctx.published and sign > 0 and result.start > ctx.published and ctx.tense() != "future":
        return undated("DURATION", duration(unit, count))  # counted from an event that the text does not date
    return dated(result, "previous")
