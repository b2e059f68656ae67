"""How each form of time expression is read: one function a form, from the words matched to a `Reading`.

A reader returns `None` where the words, in their surroundings, are no time expression after all.
"""

from __future__ import annotations

import datetime as dt
import re

from gpulse.reading.times_choose import choose_month, choose_month_day, choose_weekday, plausible_year
from gpulse.reading.times_context import (
    NUMBER_WORDS,
    ORDINAL_WORDS,
    Context,
    Hit,
    Reading,
    dated,
    read_number,
    undated,
    SKIPPED,
)
from gpulse.reading.times_value import (
    Period,
    add_units,
    century as century_period,
    day,
    decade as decade_period,
    duration,
    half as half_period,
    month as month_period,
    period_of,
    quarter as quarter_period,
    season as season_period,
    shift,
    span_of_days,
    time_of_day,
    week,
    year as year_period,
)
from gpulse.record import Anchor

_MONTHS = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
).split()
MONTH_NUMBERS: dict[str, int] = dict(
    zip(_MONTHS, (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 6, 7, 8, 9, 9, 10, 11, 12), strict=True)
)
WEEKDAY_NUMBERS: dict[str, int] = {
    name: number
    for number, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
}
PARTS = {
    "morning": "MO", "mornings": "MO", "dawn": "MO", "afternoon": "AF", "afternoons": "AF", "lunchtime": "MI",
    "midday": "MI", "evening": "EV", "evenings": "EV", "dusk": "EV", "night": "NI", "nights": "NI",
}  # fmt: skip
BACK = ("last", "past", "previous", "preceding")
ON = ("next", "coming", "following", "upcoming", "ensuing")
DECADE_WORDS = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
    "nineties": 90,
}  # fmt: skip


def _singular(unit: str) -> str:
    """Return the singular of a unit's name."""
    if unit == "centuries":
        return "century"
    return unit[:-1] if unit.endswith("s") else unit


def _month(hit: Hit, name: str = "m") -> int:
    return MONTH_NUMBERS[hit.words(name)[0]]


def _int(hit: Hit, name: str) -> int | None:
    """Return a captured whole number ("28", "28th"), `None` where the capture took no part."""
    word = hit.word(name)
    return int(re.sub(r"\D", "", word)) if word else None


def _ordinal(hit: Hit, name: str = "o") -> int:
    words = hit.words(name)
    if words[0][0].isdigit():
        return int(re.sub(r"\D", "", words[0]))
    return ORDINAL_WORDS["".join(words)]


def _date(year: int, month: int, number: int) -> dt.date | None:
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None


def _relative_year(word: str | None, ctx: Context) -> tuple[int | None, Anchor | None]:
    """Return the year that "last year", "next year", "that year" stand for, and its anchor."""
    if word is None:
        return None, None
    word = word.removeprefix("the ")
    if word in ("that", "previous", "following", "the"):
        on, anchor = ctx.spoken_of, "previous"
    else:
        on, anchor = ctx.published, "published"
    if on is None:
        return None, None
    return on.year + {"last": -1, "previous": -1, "next": 1, "following": 1}.get(word, 0), anchor  # type: ignore[return-value]


# Calendar dates


def numeric(hit: Hit, ctx: Context) -> Reading | None:
    """Read "2024-06-28", "6/28/2024" (month first unless it cannot be), "28.06.2024" (day first)."""
    numbers = [int(part) for part in re.split(r"[-/.]", hit.words("x")[0])]
    if "-" in hit.words("x")[0]:
        on = _date(numbers[0], numbers[1], numbers[2])
    else:
        year = numbers[2] + (0 if numbers[2] > 99 else 2000 if numbers[2] < 50 else 1900)
        first, second = (numbers[1], numbers[0]) if "." in hit.words("x")[0] else (numbers[0], numbers[1])
        on = _date(year, first, second) or _date(year, second, first)
    return dated(day(on), None) if on else None


def _day(hit: Hit, ctx: Context, month: int, number: int, year: int | None) -> Reading | None:
    if not 1 <= number <= 31:
        return None
    if year is not None:
        on = _date(year, month, number)
        return dated(day(on), None) if on else None
    on, anchor = choose_month_day(month, number, ctx)
    if on is None:
        return undated() if ctx.base[0] is None else None
    return dated(day(on), anchor)


def calendar_day(hit: Hit, ctx: Context) -> Reading | None:
    """Read a day with its month, and its year where the text gives it."""
    return _day(hit, ctx, _month(hit), _int(hit, "d") or 0, _int(hit, "y"))


def several_days(hit: Hit, ctx: Context) -> Reading | None:
    """Read days of one month named together: one expression, from the first to the last."""
    first, last = _int(hit, "d") or 0, _int(hit, "dd") or 0
    if last <= first or (hit.after() in ("-",) and hit.after(1)):
        return None
    start = _day(hit, ctx, _month(hit), first, _int(hit, "y"))
    if start is None or start.period is None:
        return start
    end = _date(start.period.start.year, start.period.start.month, last)
    return dated(span_of_days(start.period.start, end), start.anchor) if end else None


def days_over_months(hit: Hit, ctx: Context) -> Reading | None:
    """Read "May 30 to June 2"."""
    start = _day(hit, ctx, _month(hit), _int(hit, "d") or 0, _int(hit, "y"))
    if start is None or start.period is None:
        return start
    first = start.period.start
    last = _date(first.year + (_month(hit, "mm") < first.month), _month(hit, "mm"), _int(hit, "dd") or 0)
    return dated(span_of_days(first, last), start.anchor) if last and last > first else None


def bare_day(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the 28th": a day of the month spoken of, where nothing says that it counts something else."""
    number = _int(hit, "d") or (_ordinal(hit) if hit.word("o") else 0)
    named = len(hit.match.group()) > 2  # "of this month"
    if not named and (hit.after() not in (".", ",", ";", "") or hit.before() not in ("on", "until", "by", "since")):
        return None
    on, anchor = ctx.base
    if on is None:
        return undated()
    found = _date(on.year, on.month, number)
    return dated(day(found), anchor) if found else None


def month(hit: Hit, ctx: Context) -> Reading | None:
    """Read a month, of the year named, or of the one that the tense or the story so far tells."""
    number = _month(hit)
    year, anchor = _year(hit), None
    if year is None and hit.word("ry"):
        year, anchor = _relative_year(hit.word("ry"), ctx)
    if year is not None:
        return dated(month_period(year, number), anchor)
    if hit.words("m")[0] in ("may", "march", "mar") and hit.before() in ("", ".", '"', "“"):
        return None  # a sentence that begins with the verb
    on, anchor = choose_month(number, ctx)
    return dated(on, anchor) if on else undated()


def relative_month(hit: Hit, ctx: Context) -> Reading | None:
    """Read "last September": the last whole one before now; "next May"; "this June": of this year."""
    on, anchor = ctx.base
    word, number = _direction(hit.word("r")), _month(hit)
    if hit.words("r")[0] == "the" and (word in ("following", "previous", "preceding")):
        on, anchor = ctx.spoken_of, "previous"
    if on is None:
        return undated()
    if word in BACK:
        return dated(month_period(on.year - (number >= on.month), number), anchor)
    if word in ON:
        return dated(month_period(on.year + (number <= on.month), number), anchor)
    return dated(month_period(on.year, number), anchor)


def _direction(words: str | None) -> str:
    """Return the word that gives the direction: "this past" → "past", "the following" → "following"."""
    parts = [part for part in (words or "").split() if part not in ("the", "all", "whole")]
    return parts[-1] if parts else "the"


def year(hit: Hit, ctx: Context) -> Reading | None:
    """Read a year, where its neighbours do not make it a count of things."""
    number = _int(hit, "y") or 0
    named = hit.words("y") != [token.word for token in hit.tokens[hit.match.start() : hit.match.end()]]
    if not named and not plausible_year(hit, number):
        return None
    return dated(year_period(number), None)


def spelled_year(hit: Hit, ctx: Context) -> Reading | None:
    """Read "nineteen ninety-six"."""
    number = _spelled([token.word for token in hit.tokens[hit.match.start() : hit.match.end()]])
    return dated(year_period(number), None) if number else None


def _spelled(words: list[str]) -> int | None:
    rest = read_number([word for word in words[1:] if word != "-"])
    if rest is None or not 10 <= rest <= 99:
        return None
    return NUMBER_WORDS[words[0]] * 100 + int(rest)


def _year(hit: Hit) -> int | None:
    """Return the year captured as "y", in digits or words."""
    words = hit.words("y")
    return _spelled(words) if len(words) > 1 else _int(hit, "y")


def two_thousand(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the year two thousand (and four)"."""
    words = [token.word for token in hit.tokens[hit.match.start() + 2 : hit.match.end()] if token.word != "and"]
    return dated(year_period(int(read_number(words) or 2000)), None)


def year_range(hit: Hit, ctx: Context) -> Reading | None:
    """Read "1989-90" and "2014-2022": one expression over all its years."""
    first, tail = _int(hit, "y") or 0, hit.words("yb")[0]
    if not tail.isdigit() or len(tail) not in (2, 4):
        return None
    last = int(str(first)[: 4 - len(tail)] + tail)
    if not first < last <= first + 120 or first < 1000:
        return None
    start, end = year_period(first), year_period(last)
    period = Period(value=f"{start.value}/{end.value}", start=start.start, end=end.end, unit="year")
    return dated(period, None)


def fiscal_year(hit: Hit, ctx: Context) -> Reading | None:
    """Read "fiscal 2025": its value is the year's; when it begins the text does not say, so no days are given."""
    number = _int(hit, "y") or _int(hit, "yf") or 0
    return undated(value=f"{number:04d}")


def decade(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the 1990s", "the '80s", "the sixties" (of the twentieth century)."""
    word = hit.words("x")[0]
    if word in DECADE_WORDS:
        return dated(decade_period(1900 + DECADE_WORDS[word]), None)
    digits = re.sub(r"\D", "", word)
    number = int(digits) if len(digits) == 4 else 1900 + int(digits)
    if number % 100 == 0 and number < 2000:
        return dated(century_period(number // 100 + 1), None)
    return dated(decade_period(number), None)


def century(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the 19th century"."""
    number = 21 if "twenty" in hit.words("o") else _ordinal(hit)
    if not 1 <= number <= 30:
        return None
    return dated(century_period(number), None)


# Weekdays


def _with_part(on: dt.date, hit: Hit, anchor: Anchor | None, name: str = "p") -> Reading:
    part = hit.word(name)
    return dated(time_of_day(on, PARTS[part]) if part else day(on), anchor)


def weekday(hit: Hit, ctx: Context) -> Reading | None:
    """Read a bare weekday by the tense of its clause."""
    on, anchor = choose_weekday(WEEKDAY_NUMBERS[hit.words("w")[0]], ctx)
    return _with_part(on, hit, anchor) if on else undated("TIME" if hit.word("p") else "DATE")


def relative_weekday(hit: Hit, ctx: Context) -> Reading | None:
    """Read "last Tuesday", "next Tuesday", "the following Tuesday", "this Tuesday"."""
    number, words = WEEKDAY_NUMBERS[hit.words("w")[0]], hit.word("r") or ""
    word = _direction(words)
    told = words.startswith(("the", "that")) and word in ("following", "next", "previous", "preceding", "same", "that")
    on, anchor = (ctx.spoken_of, "previous") if told else ctx.base
    if on is None:
        return undated()
    ahead, back = (number - on.weekday()) % 7, (on.weekday() - number) % 7
    if word in BACK:
        return _with_part(on - dt.timedelta(days=back or 7), hit, anchor)  # type: ignore[arg-type]
    if word in ON:
        return _with_part(on + dt.timedelta(days=ahead or 7), hit, anchor)  # type: ignore[arg-type]
    if word in ("same", "that"):
        return _with_part(on if not ahead else on - dt.timedelta(days=back), hit, anchor)  # type: ignore[arg-type]
    if ctx.tense() == "past":
        return _with_part(on - dt.timedelta(days=back), hit, anchor)  # type: ignore[arg-type]
    return _with_part(on + dt.timedelta(days=ahead), hit, anchor)  # type: ignore[arg-type]


def weekday_of_week(hit: Hit, ctx: Context) -> Reading | None:
    """Read "Monday last week"."""
    word = hit.word("rw") or ""
    told = word.startswith("the")
    on = ctx.spoken_of if told else ctx.published
    if on is None:
        return undated()
    count = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(_direction(word), 0)
    monday = shift(on, "week", count).start
    number = WEEKDAY_NUMBERS[hit.words("w")[0]]
    return _with_part(monday + dt.timedelta(days=number), hit, "previous" if told else "published")


def week_from_weekday(hit: Hit, ctx: Context) -> Reading | None:
    """Read "a week from Tuesday"."""
    if ctx.published is None:
        return undated()
    ahead = (WEEKDAY_NUMBERS[hit.words("w")[0]] - ctx.published.weekday()) % 7
    return dated(day(ctx.published + dt.timedelta(days=(ahead or 7) + 7)), "published")


def weekday_set(hit: Hit, ctx: Context) -> Reading | None:
    """Read "every Thursday", "Mondays", "Sunday nights"."""
    name = (hit.word("w") or hit.word("ww") or "").removesuffix("s")
    part = hit.word("p") or hit.word("ps")
    value = f"XXXX-WXX-{WEEKDAY_NUMBERS[name] + 1}" + (f"T{PARTS[part]}" if part else "")
    return undated("SET", value)


# Days counted from the day of publication


def today(hit: Hit, ctx: Context) -> Reading | None:
    """Read "today", "yesterday morning", "tomorrow"; in a story told as past, from the day last spoken of."""
    word = hit.word("x") or ""
    if ctx.published is None:
        return undated("TIME" if hit.word("p") or word == "tonight" else "DATE")
    on = ctx.published + dt.timedelta(days={"yesterday": -1, "tomorrow": 1}.get(word, 0))
    if word == "tonight":
        return dated(time_of_day(on, "NI"), "published")
    return _with_part(on, hit, "published")


def two_days_off(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the day before yesterday", "the day after tomorrow"."""
    if ctx.published is None:
        return undated()
    return dated(day(ctx.published + dt.timedelta(days=-2 if "before" in hit.words("x") else 2)), "published")


def relative_part(hit: Hit, ctx: Context) -> Reading | None:
    """Read "last night", "this morning", "that evening", "the next morning"."""
    words = hit.words("r")
    word = words[-1]
    told = words[0] in ("that", "the")
    on = ctx.spoken_of if told else ctx.published
    if on is None:
        return undated("TIME")
    count = {"last": -1, "yesterday": -1, "tomorrow": 1, "next": 1, "following": 1, "previous": -1}.get(word, 0)
    return _with_part(on + dt.timedelta(days=count), hit, "previous" if told else "published")


def overnight(hit: Hit, ctx: Context) -> Reading | None:
    """Read "overnight": the night before the day of publication; not where it describes a thing."""
    if ctx.published is None:
        return undated("TIME")
    return dated(time_of_day(ctx.published - dt.timedelta(days=1), "NI"), "published")


def _day_told(ctx: Context) -> tuple[dt.date | None, Anchor]:
    """Return the day on which a bare clock time or part of a day falls."""
    last = ctx.referents.last_day
    if last is not None:
        return last.start, "previous"
    return ctx.published, "published"


def bare_part(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the morning", "at dawn", "mid-afternoon": of the day last spoken of."""
    words = [token.word for token in hit.tokens[hit.match.start() : hit.match.end()]]
    if words[0] not in ("the", "mid") and hit.before() not in ("at", "by", "before", "after", "since"):
        return None
    if words[0] == "the" and hit.after() in ("-", "'s"):
        return None
    on, anchor = _day_told(ctx)
    return _with_part(on, hit, anchor) if on else undated("TIME")


def early_hours(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the early hours"."""
    on, anchor = _day_told(ctx)
    return dated(time_of_day(on, "MO"), anchor) if on else undated("TIME")


# Weeks, months, quarters, years counted from a date


def relative_unit(hit: Hit, ctx: Context) -> Reading | None:
    """Read "last week", "next month", "the following year", "this past summer", "the same day"."""
    unit, words = hit.word("u") or "", hit.words("r")
    word = words[-1] if words[-1] != "current" or len(words) == 1 else "this"
    has_the = hit.tokens[hit.match.start()].word == "the"
    told = has_the and word in ("following", "previous", "preceding", "next", "same", "ensuing")
    told = told or word in ("following", "ensuing", "same", "preceding", "previous")
    if has_the and word in ("last", "past", "coming", "upcoming") and unit != "day":
        return _stretch(unit, 1, word, ctx)
    if unit == "night" and not told:
        return None
    if word == "same" and unit == "day" and ctx.spoken_of is None and ctx.published is None:
        return undated()
    if told:
        found = ctx.referents.last if unit not in ("day", "night") else ctx.referents.last_day or ctx.referents.last
        on, anchor = (found.start if found else None), "previous"
        if word in ON and found is not None and unit in ("day", "night"):
            on = found.end
    else:
        on, anchor = ctx.published, "published"
    if on is None:
        return undated()
    count = -1 if word in BACK else 1 if word in ON else 0
    if unit == "quarter" and not told and count == 0 and ctx.published is None:
        return undated()
    if unit == "night":
        return dated(time_of_day(on + dt.timedelta(days=count), "NI"), anchor)  # type: ignore[arg-type]
    return dated(shift(on, unit, count), anchor)  # type: ignore[arg-type]


def that_unit(hit: Hit, ctx: Context) -> Reading | None:
    """Read "that year", "the week", "the quarter": the one that holds the date spoken of."""
    unit, words = hit.word("u") or "", hit.words("r")
    plain = words in (["the"], ["all", "the"], ["the", "whole"], ["the", "full"], ["the", "entire"])
    if unit == "day" and plain:
        return None
    if words == ["the"] and (
        unit in ("decade", "century", "month") or hit.after() in ("-", "of", "before", "after", "that")
    ):
        return None
    if words == ["the"] and hit.before() in ("of", "for", "in") and unit == "year" and hit.before(2) == "man":
        return None
    if unit == "quarter" and ctx.referents.quarter is not None:
        return dated(ctx.referents.quarter, "previous")
    on, anchor = (ctx.published, "published") if plain and not ctx.narrative else (ctx.spoken_of, "previous")
    if on is None:
        return undated()
    if plain and unit == "year" and hit.after() in ("ended", "ending"):
        return undated("DURATION", "P1Y")
    if unit == "quarter":
        return dated(shift(on, "quarter", -1), anchor)  # type: ignore[arg-type]
    if unit == "weekend" and plain and on.weekday() < 4 and ctx.tense() != "future":
        return dated(shift(on, "weekend", -1), anchor)  # type: ignore[arg-type]
    return dated(period_of(on, unit), anchor)  # type: ignore[arg-type]


def before_last(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the week before last"."""
    return dated(shift(ctx.published, hit.word("u") or "", -2), "published") if ctx.published else undated()


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


def season(hit: Hit, ctx: Context) -> Reading | None:
    """Read "last summer", "the spring of 1998", "in winter"."""
    name = hit.word("s") or ""
    year_named = _year(hit)
    if year_named is not None:
        return dated(season_period(year_named, name), None)
    words = hit.words("r")
    word = words[-1] if words else ""
    told = word in ("that",) or (len(words) == 2 and words[0] == "the")
    if name == "fall" and word in ("the", "in", "by", "that"):
        return None
    if word in ("in", "by", "the") and hit.after() in ("of", "-"):
        return None
    on, anchor = (ctx.spoken_of, "previous") if told else ctx.base
    if on is None:
        return undated()
    this = season_period(on.year, name)
    if name == "winter" and on.month <= 2:
        this = season_period(on.year - 1, name)
    if word in BACK or (word in ("the", "in", "by") and ctx.tense() == "past" and not ctx.narrative):
        if this.start > on or (word != "past" and word in BACK and this.start <= on <= this.end):
            this = season_period(int(this.value[:4]) - 1, name)
    elif word in ON and this.start <= on:
        this = season_period(int(this.value[:4]) + 1, name)
    return dated(this, anchor)


def quarter(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the third quarter", of the year named or of the nearest year."""
    word = hit.word("o") or ""
    number = 4 if word in ("final", "last") else _ordinal(hit)
    if not 1 <= number <= 4:
        return None
    year_number, anchor = _int(hit, "y"), None
    if year_number is None and hit.word("ry"):
        year_number, anchor = _relative_year(hit.word("ry"), ctx)
    if year_number is not None:
        return dated(quarter_period(year_number, number), anchor)
    on, anchor = ctx.base
    if on is None:
        return undated()
    near = [quarter_period(on.year + step, number) for step in (-1, 0, 1)]
    best = min(near, key=lambda period: abs((period.start - on).days + 45))
    return dated(best, anchor)


def year_ago_quarter(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the year-earlier quarter": a year before the quarter spoken of."""
    if hit.word("o") and ctx.published:
        base = quarter_period(ctx.published.year - 1, _ordinal(hit))
        return dated(base, "previous")
    quarter_told = ctx.referents.quarter
    if hit.word("y"):
        number = int(quarter_told.value[-1]) if quarter_told else None
        return dated(quarter_period(_int(hit, "y") or 0, number), "previous") if number else None
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
    return dated(ctx.referents.quarter or shift(ctx.published, "quarter", -1), "published")


def half(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the first half of 2023"."""
    number = 1 if hit.word("o") == "first" else 2
    year_number, anchor = _int(hit, "y"), None
    if year_number is None:
        if not hit.word("ry"):
            return None
        if hit.word("ry") == "the":
            year_number, anchor = (ctx.base[0].year if ctx.base[0] else None), ctx.base[1]
        else:
            year_number, anchor = _relative_year(hit.word("ry"), ctx)
    return dated(half_period(year_number, number), anchor) if year_number is not None else undated()


def year_end(hit: Hit, ctx: Context) -> Reading | None:
    """Read "year-end": the last day of the year spoken of."""
    on, anchor = ctx.base
    if on is None:
        return undated()
    hyphened = any(token.word == "-" for token in hit.tokens[hit.match.start() : hit.match.end()])
    return dated(day(dt.date(on.year, 12, 31)) if hyphened else year_period(on.year), anchor)


# So many units from a date


def _count(hit: Hit) -> float | None:
    """Return how many; 1 for "a month"; `None` where no number is named."""
    return hit.number("n") if hit.words("n") else 1.0


def ago(hit: Hit, ctx: Context) -> Reading | None:
    """Read "two weeks ago" to the precision of its unit."""
    unit, count = _singular(hit.word("u") or ""), _count(hit)
    if unit in ("hour", "minute", "second"):
        return Reading(type="DURATION", value=duration(unit, count))
    if count is None:
        return undated("DURATION", duration(unit, None))
    if ctx.published is None:
        return undated()
    if unit == "year" and count == 1 and ctx.referents.quarter is not None:
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
    unit, count = _singular(hit.word("u") or ""), _count(hit)
    if count is None or unit in ("hour", "minute", "second"):
        return undated("DURATION", duration(unit, count))
    return dated(_moved(ctx.published, unit, count), "published") if ctx.published else undated()


def later(hit: Hit, ctx: Context) -> Reading | None:
    """Read "two days later", "a year earlier": counted from the date spoken of."""
    unit, count = _singular(hit.word("u") or ""), _count(hit)
    sign = 1 if hit.word("x") in ("later", "afterwards", "afterward") else -1
    if hit.word("x") == "before" and hit.after() not in (".", ",", ";", ":", "", "and", "in", "at", "on", "had", "was"):
        return None  # "two days before the vote"
    if count is None or unit in ("hour", "minute", "second"):
        return undated("DURATION", duration(unit, count))
    if unit == "year" and sign < 0 and count == 1 and ctx.referents.quarter is not None and not ctx.narrative:
        return year_ago_quarter(hit, ctx)
    fine = unit in ("day", "night", "week", "fortnight", "weekend")
    found = (ctx.referents.last_day if fine else None) or ctx.referents.last
    if found is None and sign < 0 and ctx.published is not None:
        return dated(_moved(ctx.published, unit, -count), "published")
    if unit == "year" and sign < 0 and ctx.published is not None and not ctx.narrative:
        return dated(_moved(ctx.published, unit, -count), "published")
    if found is None or (fine and found.unit in ("year", "decade", "century", "month")):
        return undated()
    return dated(_moved(found.start, unit, sign * count), "previous")


def year_earlier(hit: Hit, ctx: Context) -> Reading | None:
    """Read "year-earlier": the quarter a year before the one spoken of, or the year before."""
    if ctx.referents.quarter is not None:
        return year_ago_quarter(hit, ctx)
    return dated(shift(ctx.published, "year", -1), "published") if ctx.published else undated()


# Durations


def _stretch(unit: str, count: float | None, word: str, ctx: Context) -> Reading:
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


def last_so_many(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the past three months", "the next few days", "the last decade"."""
    if hit.word("u_one"):
        return _stretch(hit.word("u_one") or "", 1, hit.word("r") or "", ctx)
    unit = _singular(hit.word("u") or "")
    if not hit.words("n"):
        return undated("DURATION", duration(unit, None))
    return _stretch(unit, hit.number("n"), hit.word("r") or "", ctx)


def plain_duration(hit: Hit, ctx: Context) -> Reading | None:
    """Read "four days", "27-year", "the first nine months", "12-year-old"."""
    unit = _singular(hit.word("u") or "")
    words = [token.word for token in hit.tokens[hit.match.start() : hit.match.end()]]
    count = hit.number("n") if hit.words("n") else None
    if hit.words("nn") and count is not None and (hit.number("nn") or 0) <= count:
        return None
    if count is not None and words[-1] == "half":
        count += 0.5
    if words[-1] == "old":
        return SKIPPED  # an age
    if hit.before() in ("$", "€", "£", "%") or (unit == "quarter" and count == 3 and "of" in (hit.after(),)):
        return None
    if unit == "second" and count is None:
        return None
    if unit == "quarter" and hit.word("u") == "quarter":
        return None
    return undated("DURATION", duration(unit, count))


def single_duration(hit: Hit, ctx: Context) -> Reading | None:
    """Read "a month", "half an hour", "another year", "a year and a half"."""
    unit, words = hit.word("u") or "", hit.words("a")
    tail = [token.word for token in hit.tokens[hit.match.start() : hit.match.end()]][-2:]
    if unit == "quarter" or (unit in ("night", "day", "weekend") and words in (["a"],) and hit.after() == "of"):
        return None
    if unit == "day" and words == ["one"] and hit.before() in (".", "", "that"):
        return None
    count = 0.5 if words[0] == "half" or words[-1] == "half" else 1.0
    if tail == ["a", "half"] and "and" in [token.word for token in hit.tokens[hit.match.start() : hit.match.end()]]:
        count = 1.5
    return undated("DURATION", duration(unit, count))


def part_of_century(hit: Hit, ctx: Context) -> Reading | None:
    """Read "a quarter of a century", "half a decade"."""
    words = hit.words("q")
    share = 0.75 if "three" in words else 0.25 if "quarter" in words else 0.5
    years = share * (100 if hit.word("u") == "century" else 10)
    return undated("DURATION", duration("year", years))


def vague_duration(hit: Hit, ctx: Context) -> Reading | None:
    """Read "recent weeks", "months ago"."""
    return undated("DURATION", duration(_singular(hit.word("u") or ""), None))


def bare_units(hit: Hit, ctx: Context) -> Reading | None:
    """Read "weeks" in "within weeks": only after a preposition that makes it a stretch of time."""
    if hit.before() not in ("for", "in", "within", "after", "over", "take", "took", "takes", "lasted", "last"):
        return None
    if hit.before() in ("over", "in", "after") and hit.after() not in (".", ",", ";", "and", "to", "ago", "after", "of", ""):
        return None
    return undated("DURATION", duration(_singular(hit.word("u") or ""), None))


def a_while(hit: Hit, ctx: Context) -> Reading | None:
    """Read "some time", "a while"."""
    return undated("DURATION", "PXX")


# Clock times


def _clock(hit: Hit, ctx: Context, clock_value: str) -> Reading:
    on, anchor = _day_told(ctx)
    if on is None:
        return undated("TIME")
    return dated(time_of_day(on, clock_value), anchor)


def clock(hit: Hit, ctx: Context) -> Reading | None:
    """Read "7:15 p.m.", "9 a.m.", "5pm"."""
    raw = (hit.words("c") or hit.words("c_pm"))[0]
    numbers = [int(part) for part in re.findall(r"\d+", raw)]
    hours, minutes = numbers[0], numbers[1] if len(numbers) > 1 else 0
    half_day = (hit.word("ap") or raw[-2:]).replace(".", "")
    if hours > 24 or minutes > 59 or (half_day in ("am", "pm") and hours > 12):
        return None
    if half_day not in ("am", "pm") and ":" in raw and hit.before() in ("-", ":", "verse"):
        return None
    if half_day == "pm" and hours < 12:
        hours += 12
    elif half_day == "am" and hours == 12:
        hours = 0
    return _clock(hit, ctx, f"{hours:02d}:{minutes:02d}")


def clock_hundred(hit: Hit, ctx: Context) -> Reading | None:
    """Read "1300 GMT", "0600 hours"."""
    digits = hit.words("h")[0]
    if int(digits[:2]) > 24 or int(digits[2:]) > 59:
        return None
    return _clock(hit, ctx, f"{digits[:2]}:{digits[2:]}")


def noon(hit: Hit, ctx: Context) -> Reading | None:
    """Read "noon" and "midnight" (the end of the day spoken of)."""
    return _clock(hit, ctx, "12:00" if hit.word("x") == "noon" else "24:00")


# Sets


def every(hit: Hit, ctx: Context) -> Reading | None:
    """Read "every three months", "each July", "twice a week"."""
    unit = hit.word("u") or ""
    if unit in MONTH_NUMBERS:
        return undated("SET", f"XXXX-{MONTH_NUMBERS[unit]:02d}")
    if unit in ("spring", "summer", "autumn", "fall", "winter"):
        return undated("SET", f"XXXX-{season_period(2000, unit).value[-2:]}")
    count = 2.0 if hit.word("other") else hit.number("n") if hit.words("n") else 1.0
    return undated("SET", duration(_singular(unit), count))


def daily(hit: Hit, ctx: Context) -> Reading | None:
    """Read "daily", "annually"; not the name of a newspaper."""
    token = hit.tokens[hit.match.start()]
    units = {"daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "hourly": "hour", "nightly": "day"}
    following = hit.after()
    if token.word == "daily" and following in ("express", "mail", "telegraph", "news", "times", "mirror", "nk", "beast"):
        return None
    return undated("SET", duration(units.get(token.word, "year"), 1))


# References without a date


def now(hit: Hit, ctx: Context) -> Reading | None:
    """Read "now", "currently"."""
    return undated("DATE", "PRESENT_REF")


def past_reference(hit: Hit, ctx: Context) -> Reading | None:
    """Read "recently", "the past"."""
    if hit.word("x") == "past" or (hit.word("x") == "the past" and hit.before() not in ("in", "of", "from", "than", "with")):
        return None
    return undated("DATE", "PAST_REF")


def future_reference(hit: Hit, ctx: Context) -> Reading | None:
    """Read "soon", "the near future"."""
    if hit.word("x") in ("shortly",) and hit.after() in ("after", "before"):
        return None
    if hit.word("x") == "soon" and hit.after() in ("after", "as"):
        return None
    return undated("DATE", "FUTURE_REF")
