"""How days, months and years are read, from the words that a rule matched.

A reader returns `None` where the words, in their surroundings, are no time expression after all.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from gpulse.reading.times_choose import (
    COUNTED,
    choose_month,
    choose_month_day,
    choose_weekday,
    firmly_past,
    plausible_year,
)
from gpulse.reading.times_context import (
    NUMBER_WORDS,
    ORDINAL_WORDS,
    SKIPPED,
    Context,
    Hit,
    Reading,
    dated,
    read_number,
    undated,
)
from gpulse.reading.times_value import Period, day, is_coarser, nth_weekday, shift, span_of_days, time_of_day
from gpulse.reading.times_value import century as century_period
from gpulse.reading.times_value import decade as decade_period
from gpulse.reading.times_value import month as month_period
from gpulse.reading.times_value import year as year_period
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
    "midday": "12:00", "evening": "EV", "evenings": "EV", "dusk": "EV", "night": "NI", "nights": "NI",
}  # fmt: skip
BACK = ("last", "past", "previous", "preceding")
ON = ("next", "coming", "following", "upcoming", "ensuing")
DECADE_WORDS = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
    "nineties": 90,
}  # fmt: skip


def singular(unit: str) -> str:
    """Return the singular of a unit's name."""
    if unit == "centuries":
        return "century"
    return unit[:-1] if unit.endswith("s") else unit


def _month(hit: Hit, name: str = "m") -> int:
    return MONTH_NUMBERS[hit.words(name)[0]]


def whole_number(hit: Hit, name: str) -> int | None:
    """Return a captured whole number ("28", "28th"), `None` where the capture took no part."""
    word = hit.word(name)
    return int(re.sub(r"\D", "", word)) if word else None


def ordinal(hit: Hit, name: str = "o") -> int:
    words = hit.words(name)
    if words[0][0].isdigit():
        return int(re.sub(r"\D", "", words[0]))
    if "-" in words and words[-1] in ORDINAL_WORDS and words[0] in NUMBER_WORDS:
        return NUMBER_WORDS[words[0]] + ORDINAL_WORDS[words[-1]]  # "twenty-second"
    return ORDINAL_WORDS["".join(words)]


def _date(year: int, month: int, number: int) -> dt.date | None:
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None


def relative_year(word: str | None, ctx: Context) -> tuple[int | None, Anchor | None]:
    """Return the year that "last year", "next year", "that year" stand for, and its anchor."""
    if word is None:
        return None, None
    told = word in ("that", "the next") or word.endswith(("same", "previous", "following", "the"))
    word = word.removeprefix("the ")
    on = ctx.spoken_of if told else ctx.published
    if on is None:
        return None, None
    step = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(word, 0)
    return on.year + step, "previous" if told else "published"


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
    end = _date(start.period.start.year, start.period.start.month, last)
    return dated(span_of_days(start.period.start, end), start.anchor) if end else None


def days_over_months(hit: Hit, ctx: Context) -> Reading | None:
    """Read "May 30 to June 2"."""
    start = _day(hit, ctx, _month(hit), whole_number(hit, "d") or 0, whole_number(hit, "y"))
    if start is None or start.period is None:
        return start
    first = start.period.start
    last = _date(first.year + (_month(hit, "mm") < first.month), _month(hit, "mm"), whole_number(hit, "dd") or 0)
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
    found = _date(on.year, on.month, number)
    if found and of is None and anchor == "published" and found != on:
        step = -1 if found > on and ctx.tense() == "past" else 1 if found < on and ctx.tense() == "future" else 0
        turned = shift(on.replace(day=1), "month", step).start
        found = _date(turned.year, turned.month, number) or found
    return dated(day(found), anchor) if found else None


def _of_a_month(hit: Hit) -> bool:
    """Say whether a month stands after a weekday: "the Monday in March" is one that the text does not name."""
    words = [hit.after(places) for places in range(4)]
    month_at = 2 if words[1] in ("early", "late", "mid", "that", "the") else 1
    return words[0] in ("in", "of") and words[month_at] in MONTH_NUMBERS


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
    word, number = _direction(hit.word("r")), _month(hit)
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


def _direction(words: str | None) -> str:
    """Return the word that gives the direction: "this past" → "past", "the following" → "following"."""
    parts = [part for part in (words or "").split() if part not in ("the", "all", "whole")]
    return parts[-1] if parts else "the"


CARS = frozenset(
    "audi bentley bmw buick cadillac chevrolet chrysler dodge ferrari fiat ford honda hyundai jeep kia lada lexus "
    "mazda mercedes mercury mitsubishi nissan opel peugeot pontiac porsche renault skoda subaru suzuki tesla toyota "
    "volkswagen volvo".split()
)
ERAS_BEFORE = frozenset(("bc", "bce"))


def year(hit: Hit, ctx: Context) -> Reading | None:
    """Read a year, where its neighbours do not make it a count of things."""
    number = whole_number(hit, "y") or 0
    if hit.after() in CARS:
        return SKIPPED  # the year of a model
    if hit.after() in ("to", "-", "until") and ERAS_BEFORE & {hit.after(places) for places in range(2, 5)}:
        return undated(value=f"BC{number:04d}")  # "from 1200 to about 400 BC"
    named = hit.words("y") != [token.word for token in hit.tokens[hit.match.start() : hit.match.end()]]
    told = ctx.narrative and hit.before() == "of" and number >= 1400  # "the rising of 1863 began": a history
    counted = hit.after() in COUNTED or hit.after().endswith("s")
    if not named and not (told and not counted) and not plausible_year(hit, number):
        return None
    return dated(year_period(number), None)


EARLY_YEAR_AFTER = frozenset(". , ; ) : - and to until when the he she they it a an his her".split()) | {""}


def early_year(hit: Hit, ctx: Context) -> Reading | None:
    """Read "in 348" in a story, and "the year 71": a year before 1000, told from a count by the words around it."""
    number = whole_number(hit, "y") or 0
    named = hit.words("y") != [token.word for token in hit.tokens[hit.match.start() : hit.match.end()]]
    if hit.before() == "." and hit.before(2) in ("c", "ca") and 100 <= number <= 999:
        return dated(year_period(number), None)  # "(c. 347 – 420)"
    if "." in (hit.word("y") or "") or not 32 <= number <= 999 or hit.after() not in EARLY_YEAR_AFTER:
        return None
    if not named and not (
        ctx.narrative and number >= 100 and hit.before() in ("in", "by", "until", "since", "from", "circa")
    ):
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


def named_year(hit: Hit) -> int | None:
    """Return the year captured as "y", in digits or words."""
    words = hit.words("y")
    return _spelled(words) if len(words) > 1 else whole_number(hit, "y")


def two_thousand(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the year two thousand (and four)"."""
    words = [token.word for token in hit.tokens[hit.match.start() + 2 : hit.match.end()] if token.word != "and"]
    return dated(year_period(int(read_number(words) or 2000)), None)


def year_range(hit: Hit, ctx: Context) -> Reading | None:
    """Read "1989-90" and "2014-2022": one expression over all its years."""
    first, tail = whole_number(hit, "y") or 0, hit.words("yb")[0]
    if not tail.isdigit() or len(tail) not in (2, 4):
        return None
    last = int(str(first)[: 4 - len(tail)] + tail)
    if not first < last <= first + 120 or first < 1000:
        return None
    start, end = year_period(first), year_period(last)
    period = Period(value=f"{start.value}/{end.value}", start=start.start, end=end.end, unit="year")
    return dated(period, None)


def ancient_year(hit: Hit, ctx: Context) -> Reading | None:
    """Read "218 BC" and "AD 70"; days before the common era are given no interval."""
    number = whole_number(hit, "bc")
    if number is not None:
        return undated(value=f"BC{number:04d}")
    number = whole_number(hit, "ad")
    return dated(year_period(number), None) if number else None


def fiscal_year(hit: Hit, ctx: Context) -> Reading | None:
    """Read "fiscal 2025": its value is the year's; when it begins the text does not say, so no days are given."""
    number = whole_number(hit, "y") or whole_number(hit, "yf") or 0
    return undated(value=f"{number:04d}")


def decade(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the 1990s", "the '80s", "the sixties" (of the twentieth century)."""
    word = hit.words("x")[0]
    if word in DECADE_WORDS:
        return dated(decade_period(1900 + DECADE_WORDS[word]), None)
    digits = re.sub(r"\D", "", word)
    bare = len(digits) == 2 and not word.startswith("'")
    if bare and not (hit.tokens[hit.match.start()].word == "the" or re.fullmatch(r"'?\d0'?s", hit.before(2))):
        return None  # "in her 20s"
    number = int(digits) if len(digits) == 4 else 1900 + int(digits)
    if number % 100 == 0 and number < 2000:
        return dated(century_period(number // 100 + 1), None)
    return dated(decade_period(number), None)


def century(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the 19th century"."""
    number = 21 if "twenty" in hit.words("o") else ordinal(hit)
    if not 1 <= number <= 30 or (hit.word("c") == "centuries" and hit.before() not in ("and", "to", "or", "-")):
        return None
    if hit.word("bc"):
        return undated(value=f"BC{number - 1:02d}")
    return dated(century_period(number), None)


def century_ahead(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the 14th" in "from the 14th to the 17th century"."""
    words = [hit.after(places) for places in range(4)]
    rest = words[2:] if words[1] in ("the", "early", "late") else words[1:]
    named = rest[0] in ORDINAL_WORDS or (rest[0][:1].isdigit() and rest[0].endswith(("st", "nd", "rd", "th")))
    if words[0] not in ("to", "and", "or", "-", "through") or not named or rest[1] not in ("century", "centuries"):
        return None
    number = ordinal(hit)
    return dated(century_period(number), None) if 1 <= number <= 30 else None


# Weekdays


def with_part(on: dt.date, hit: Hit, anchor: Anchor | None, name: str = "p") -> Reading:
    part = hit.word(name)
    return dated(time_of_day(on, PARTS[part]) if part else day(on), anchor)


def weekday(hit: Hit, ctx: Context) -> Reading | None:
    """Read a bare weekday by the tense of its clause; not one that has a name ("Super Tuesday")."""
    if hit.before() in ("super", "black", "bloody", "fat", "cyber", "maundy", "shrove"):
        return SKIPPED
    if _of_a_month(hit) and hit.before() in ("a", "the", "one"):
        return undated()
    number, first = WEEKDAY_NUMBERS[hit.words("w")[0]], ctx.referents.last_day
    if first is not None and hit.before() in ("through", "to", "until", "-") and hit.before(2) in WEEKDAY_NUMBERS:
        return with_part(first.start + dt.timedelta(days=(number - first.start.weekday()) % 7), hit, "previous")
    if ctx.published is None and not (ctx.narrative and first is not None):
        return undated(
            "TIME" if hit.word("p") else "DATE"
        )  # of news without a day nobody knows which "Thursday" is meant
    on, anchor = choose_weekday(number, ctx)
    return with_part(on, hit, anchor) if on else undated("TIME" if hit.word("p") else "DATE")


SAYING = frozenset("said says say saying told tells notes argues claims adds writes wrote reports believes so".split())
"""Words after which "that" opens a clause, besides past forms in -ed."""


def relative_weekday(hit: Hit, ctx: Context) -> Reading | None:
    """Read "last Tuesday", "next Tuesday", "the following Tuesday", "this Tuesday"."""
    number, words = WEEKDAY_NUMBERS[hit.words("w")[0]], hit.word("r") or ""
    word = _direction(words)
    if words == "that" and (hit.before() in SAYING or hit.before().endswith("ed")):
        return None  # "she said that Thursday's debate was long"
    if words == "that" and _of_a_month(hit):
        return undated()
    told = words.startswith(("the", "that")) and word in ("following", "next", "previous", "preceding", "same", "that")
    last = ctx.referents.last_day
    on, anchor = (last.start if last else None, "previous") if told else ctx.base
    if on is None:
        return undated()
    ahead, back = (number - on.weekday()) % 7, (on.weekday() - number) % 7
    if word in BACK:
        return with_part(on - dt.timedelta(days=back or 7), hit, anchor)  # type: ignore[arg-type]
    if word in ON:
        return with_part(on + dt.timedelta(days=ahead or 7), hit, anchor)  # type: ignore[arg-type]
    if word in ("same", "that"):
        return with_part(on if not ahead else on - dt.timedelta(days=back), hit, anchor)  # type: ignore[arg-type]
    if ctx.tense() == "past":
        return with_part(on - dt.timedelta(days=back), hit, anchor)  # type: ignore[arg-type]
    return with_part(on + dt.timedelta(days=ahead), hit, anchor)  # type: ignore[arg-type]


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
    return with_part(monday + dt.timedelta(days=number), hit, "previous" if told else "published")


def week_from_weekday(hit: Hit, ctx: Context) -> Reading | None:
    """Read "a week from Tuesday"."""
    if ctx.published is None:
        return undated()
    if hit.tokens[hit.match.start()].word != "a" and hit.after() not in (".", ",", ";", "", "and", "in", "at"):
        return None  # "Friday week after week"
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
    if hit.before() == "usa":
        return SKIPPED  # the newspaper
    if ctx.published is None:
        return undated("TIME" if hit.word("p") or word == "tonight" else "DATE")
    on = ctx.published + dt.timedelta(days={"yesterday": -1, "tomorrow": 1}.get(word, 0))
    if word == "tonight":
        return dated(time_of_day(on, "NI"), "published")
    return with_part(on, hit, "published")


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
    last = ctx.referents.last_day
    on = (last.start if last else None) if told else ctx.published
    if on is None:
        return undated("TIME", f"XXXX-XX-XXT{PARTS[hit.word('p') or '']}")
    count = {"last": -1, "yesterday": -1, "tomorrow": 1, "next": 1, "following": 1, "previous": -1}.get(word, 0)
    return with_part(on + dt.timedelta(days=count), hit, "previous" if told else "published")


def day_of_a_row(hit: Hit, ctx: Context) -> Reading | None:
    """Read "for a third day", "the second day of the siege": known only where it is so now."""
    if not hit.word("c") and hit.before() != "for" and hit.after() != "of":
        return None
    now = hit.before() in ("is", "'s") and ctx.published is not None and not ctx.narrative
    return dated(day(ctx.published), "published") if now and ctx.published else undated()


def overnight(hit: Hit, ctx: Context) -> Reading | None:
    """Read "overnight": the night before the day of publication; not where it describes a thing."""
    if ctx.published is None:
        return undated("TIME")
    return dated(time_of_day(ctx.published - dt.timedelta(days=1), "NI"), "published")


NEAR = 3
"""Sentences after which a clock time in the news is no longer of the day last spoken of; picked by hand."""


def day_told(ctx: Context) -> tuple[dt.date | None, Anchor]:
    """Return the day on which a bare clock time or part of a day falls."""
    last = ctx.referents.last_day
    if last is not None and (ctx.narrative or ctx.published is None or ctx.sentences_since_day() <= NEAR):
        return last.start, "previous"
    if ctx.narrative:
        return None, "previous"
    return ctx.published, "published"


def bare_part(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the morning", "at dawn", "mid-afternoon": of the day last spoken of."""
    words = [token.word for token in hit.tokens[hit.match.start() : hit.match.end()]]
    if words[0] not in ("the", "mid") and hit.before() not in ("at", "by", "before", "after", "since", "until", "till"):
        return None
    if words[0] == "the" and hit.after() in ("-", "'s"):
        return None
    on, anchor = day_told(ctx)
    return with_part(on, hit, anchor) if on else undated("TIME", f"XXXX-XX-XXT{PARTS[hit.word('p') or '']}")


def early_hours(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the early hours"."""
    on, anchor = day_told(ctx)
    return dated(time_of_day(on, "MO"), anchor) if on else undated("TIME", "XXXX-XX-XXTMO")
