"""How durations, clock times, repeated times and words such as "now" are read.

A reader returns `None` where the words, in their surroundings, are no time expression after all.
"""

from __future__ import annotations

import re

from gpulse.reading.time.choose import MODALS, PAST_VERBS
from gpulse.reading.time.context import NUMBER_WORDS, SKIPPED, Context, Hit, Reading, dated, undated
from gpulse.reading.time.days import day_told
from gpulse.reading.time.grammar import BREAK
from gpulse.reading.time.units import stretch
from gpulse.reading.time.value import duration, shift, time_of_day
from gpulse.reading.time.value import season as season_period
from gpulse.reading.time.words import MONTH_NUMBERS, singular

# Durations

GOES_ON = MODALS | {"did", "does", "not"}
"""Words after which "last" is a verb."""


def last_so_many(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the past three months", "the next few days", "the last decade"."""
    if hit.tokens[hit.match.start()].word == "last" and hit.before() in GOES_ON:
        return None  # "the deal would last four years"
    if hit.word("u_one"):
        return stretch(hit.word("u_one") or "", 1, hit.word("r") or "", ctx)
    unit = singular(hit.word("u") or "")
    if not hit.words("n"):
        return undated("DURATION", duration(unit, None))
    return stretch(unit, hit.number("n"), hit.word("r") or "", ctx)


def plain_duration(hit: Hit, ctx: Context) -> Reading | None:
    """Read "four days", "27-year", "the first nine months", "12-year-old"."""
    unit = singular(hit.word("u") or "")
    words = [token.word for token in hit.tokens[hit.match.start() : hit.match.end()]]
    count = hit.number("n") if hit.words("n") else None
    if words[-1] == "old" or (hit.after(), hit.after(1)) == ("of", "age"):
        return SKIPPED  # an age
    if hit.words("nn") and count is not None and (hit.number("nn") or 0) <= count:
        return None
    if count is not None and words[-1] == "half" and "half" not in hit.words("n"):
        count += 0.5
    if hit.before() in ("$", "€", "£", "%") or (unit == "quarter" and count == 3 and "of" in (hit.after(),)):
        return None
    if unit == "second" and count is None:
        return None
    if hit.words("n")[:1] and hit.words("n")[0].startswith("0"):
        return None  # "0600 hours"
    bare = hit.word("u") == unit and "-" not in words
    if count is not None and count >= 1000 and (bare or (unit == "hour" and count <= 2400)):
        return None  # "the 2018 day of action", "1300 hours"
    if hit.after() in ("a", "per", "each") and hit.after(1) in RATED:
        return SKIPPED  # "24 hours a day"
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
    if unit == "night" and hit.after() == "time":
        return None  # "a night time curfew"
    if words in (["a"], ["an"]) and _is_rate(hit):
        return None
    count = 0.5 if words[0] == "half" or words[-1] == "half" else 1.0
    if tail == ["a", "half"] and "and" in [token.word for token in hit.tokens[hit.match.start() : hit.match.end()]]:
        count = 1.5
    return undated("DURATION", duration(unit, count))


RATED = frozenset("day night week month year".split())
RATES = frozenset("million billion trillion thousand hundred percent cents dollars euros % times -".split())


def _is_rate(hit: Hit) -> bool:
    """Say whether "a year", "an hour" is what something is counted by: "$2 million a year", "60 hours a week"."""
    if hit.after() == "-" and hit.after(1) in ("to", "long"):
        return hit.after(1) == "to"  # "day-to-day"
    if hit.before()[:1].isdigit() or hit.before() in RATES:
        return True
    counted = hit.before(2)
    return hit.before().endswith("s") and (counted[:1].isdigit() or counted in NUMBER_WORDS or counted in RATES)


def part_of_century(hit: Hit, ctx: Context) -> Reading | None:
    """Read "a quarter of a century", "half a decade"."""
    words = hit.words("q")
    share = 0.75 if "three" in words else 0.25 if "quarter" in words else 0.5
    years = share * (100 if hit.word("u") == "century" else 10)
    if hit.word("ago"):
        return dated(shift(ctx.published, "year", -round(years)), "published") if ctx.published else undated()
    return undated("DURATION", duration("year", years))


def vague_duration(hit: Hit, ctx: Context) -> Reading | None:
    """Read "recent weeks", "months ago"."""
    return undated("DURATION", duration(singular(hit.word("u") or ""), None))


OVERCOME = frozenset("follow follows followed following despite ended amid end ends".split())
FOLLOWING = (("that", "followed"), ("that", "follow"), ("to", "come"), ("leading", "up"))


def bare_units(hit: Hit, ctx: Context) -> Reading | None:
    """Read "weeks" in "within weeks", "it could be weeks before": only where the words about it make it a stretch."""
    wait = hit.before() in ("be", "was", "is") and hit.after() in ("before", "until", "away")
    leads = ("for", "in", "within", "after", "over", "take", "took", "takes", "lasted", "last", "spend", "spent",
             "spending")  # fmt: skip
    counted = hit.after() in ("after", "before", "later", "earlier")  # "days after the vote"
    told = hit.after() == "since" or (hit.after(), hit.after(1)) in FOLLOWING or hit.before(2) == "over"
    told = (told and hit.before() == "the") or (hit.before(), hit.before(2)) == ("in", "time")  # "first time in years"
    of = hit.before() in OVERCOME and hit.after() == "of"  # "follows months of talks"
    if counted or told or of:
        return undated("DURATION", duration(singular(hit.word("u") or ""), None))
    if hit.before() not in leads and not wait:
        return None
    if hit.before() in ("over", "in", "after") and hit.after() not in (
        ".",
        ",",
        ";",
        "and",
        "to",
        "ago",
        "after",
        "of",
        "",
    ):
        return None
    return undated("DURATION", duration(singular(hit.word("u") or ""), None))


def a_while(hit: Hit, ctx: Context) -> Reading | None:
    """Read "some time", "a while"."""
    return undated("DURATION", "PXX")


# Clock times


def _clock(hit: Hit, ctx: Context, clock_value: str) -> Reading:
    on, anchor = day_told(ctx)
    first = hit.match.start()
    heads = first == 0 or hit.tokens[first - 1].char == BREAK
    if heads and ctx.published is not None and hit.tokens[hit.match.end() - 1].word[-2:].isdigit():
        on, anchor = ctx.published, "published"  # "10:50 The port is shut", an entry of a live report
    if on is None:
        return undated("TIME", f"XXXX-XX-XXT{clock_value}")
    return dated(time_of_day(on, clock_value), anchor)


def clock(hit: Hit, ctx: Context) -> Reading | None:
    """Read "7:15 p.m.", "9 a.m.", "5pm"."""
    raw = (hit.words("c") or hit.words("c_pm") or [str(NUMBER_WORDS.get(hit.word("cw") or "", 99))])[0]
    numbers = [int(part) for part in re.findall(r"\d+", raw)]
    hours, minutes = numbers[0], numbers[1] if len(numbers) > 1 else 0
    half_day = (hit.word("ap") or raw[-2:]).replace(".", "")
    if ":" in raw and hit.after() == "." and hit.after(1)[:1].isdigit():
        return SKIPPED  # "4:08.22", the time of a race
    if hours > 24 or minutes > 59 or (half_day in ("am", "pm") and hours > 12):
        return None
    if half_day not in ("am", "pm") and ":" in raw and hit.before() in ("-", ":", "verse"):
        return None
    if half_day == "pm" and hours < 12:
        hours += 12
    elif half_day == "am" and hours == 12:
        hours = 0
    return _clock(hit, ctx, f"{hours:02d}:{minutes:02d}")


def half_past(hit: Hit, ctx: Context) -> Reading | None:
    """Read "half past nine", "a quarter to six", "a quarter past midnight"."""
    word = hit.word("cw") or ""
    hours = {"noon": 12, "midnight": 0}.get(word, NUMBER_WORDS.get(word, int(word) if word.isdigit() else 99))
    if hours > 24:
        return None
    minutes = 30 if "half" in hit.words("past") else 45 if "to" in hit.words("past") else 15
    return _clock(hit, ctx, f"{(hours - (minutes == 45)) % 24:02d}:{minutes}")


BEFORE_CLOCK = frozenset("at about around until till by before after from since nearly".split())


def hour_of_part(hit: Hit, ctx: Context) -> Reading | None:
    """Read "two in the morning", after a word that leads to a clock time."""
    if hit.before() not in BEFORE_CLOCK:
        return None
    word = hit.word("c") or str(NUMBER_WORDS.get(hit.word("cw") or "", 99))
    hours = int(word)
    if not 1 <= hours <= 12:
        return None
    late = hit.word("p") != "morning" and hours < 12
    return _clock(hit, ctx, f"{hours + 12 if late else hours % 24:02d}:00")


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
    return undated("SET", duration(singular(unit), count))


def _counts(hit: Hit) -> bool:
    """Say whether a number stands just before, in the same sentence."""
    before = [hit.before(step) for step in range(1, 5)]
    before = before[: before.index("")] if "" in before else before
    return any(word[:1].isdigit() or word in RATES for word in before)


DAILIES = frozenset("express mail telegraph news times mirror nk beast".split())
"""What follows "Daily" in the names of papers."""


def daily(hit: Hit, ctx: Context) -> Reading | None:
    """Read "daily", "annually"; not the name of a newspaper."""
    token = hit.tokens[hit.match.start()]
    units = {
        "daily": "day",
        "weekly": "week",
        "monthly": "month",
        "quarterly": "quarter",
        "hourly": "hour",
        "nightly": "day",
    }
    following = hit.after()
    if token.word in ("annually", "yearly") and _counts(hit):
        return None  # "grow by 20% annually": a rate
    if token.word == "daily" and following in DAILIES:
        return None
    return undated("SET", duration(units.get(token.word, "year"), 1))


# References without a date


def now(hit: Hit, ctx: Context) -> Reading | None:
    """Read "now", "currently"."""
    return undated("DATE", "PRESENT_REF")


def past_reference(hit: Hit, ctx: Context) -> Reading | None:
    """Read "recently", "the past"."""
    if hit.word("x") == "past" or (
        hit.word("x") == "the past" and hit.before() not in ("in", "of", "from", "than", "with")
    ):
        return None
    return undated("DATE", "PAST_REF")


HOPES = frozenset("hopes hope hoped".split())
COUNTS_ON = frozenset("after before of ahead in to - .".split())
"""Words after which "one day" is a length: "with one day to go"."""


def one_day(hit: Hit, ctx: Context) -> Reading | None:
    """Read "one day" as some day to come, where a modal or a hope stands just before or after it."""
    near = {hit.before(), hit.after()} | ({hit.before(2)} - {"to"})
    if hit.before(2) in ("be", "have"):
        near.add(hit.before(3))  # "would be freed one day"
    if hit.after() in COUNTS_ON or not (MODALS | HOPES) & near:
        return None
    return undated("DATE", "FUTURE_REF")


NOT_COMING = frozenset("after before as afterwards afterward thereafter".split())
"""Words after which "soon" and "shortly" count from what is told, not from now."""


def _is_told(hit: Hit) -> bool:
    """Whether a past form stands beside "soon": "it soon became a flood", "was soon freed"."""
    beside = hit.after()
    past = beside in PAST_VERBS or (beside.endswith("ed") and hit.before() not in (*MODALS, "be"))
    return past or hit.before() in ("was", "were", "had", "then")


def future_reference(hit: Hit, ctx: Context) -> Reading | None:
    """Read "soon", "the near future"."""
    if hit.word("x") in ("soon", "shortly") and (hit.after() in NOT_COMING or _is_told(hit)):
        return None
    return undated("DATE", "FUTURE_REF")
