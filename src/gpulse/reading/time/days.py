"""How weekdays, parts of the day and days counted from publication are read ("Tuesday", "this morning", "yesterday").

A reader returns `None` where the words, in their surroundings, are no time expression after all.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from gpulse.reading.time.choose import choose_weekday
from gpulse.reading.time.context import SKIPPED, Context, Hit, Reading, dated, undated
from gpulse.reading.time.value import day, shift, time_of_day
from gpulse.reading.time.words import BACK, MONTH_NUMBERS, ON, PARTS, SAYING, WEEKDAY_NUMBERS, direction_of
from gpulse.record import Anchor


def _of_a_month(hit: Hit) -> bool:
    """Say whether a month stands after a weekday: "the Monday in March" is one that the text does not name."""
    words = [hit.after(places) for places in range(4)]
    month_at = 2 if words[1] in ("early", "late", "mid", "that", "the") else 1
    return words[0] in ("in", "of") and words[month_at] in MONTH_NUMBERS


def with_part(on: dt.date, hit: Hit, anchor: Anchor | None, name: str = "p") -> Reading:
    """Return this day, or the part of it that the capture `name` holds ("Monday morning")."""
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


def relative_weekday(hit: Hit, ctx: Context) -> Reading | None:
    """Read "last Tuesday", "next Tuesday", "the following Tuesday", "this Tuesday"."""
    number, words = WEEKDAY_NUMBERS[hit.words("w")[0]], hit.word("r") or ""
    word = direction_of(words)
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
    count = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(direction_of(word), 0)
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
    """Read "overnight": the night that ends on the day of publication, of two days."""
    if ctx.published is None:
        return undated("TIME")
    night = time_of_day(ctx.published - dt.timedelta(days=1), "NI")
    return dated(replace(night, end=ctx.published), "published")


def night_to(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the night to Tuesday", "overnight from Monday to Tuesday": the night that ends on that day."""
    if ctx.published is None:
        return undated("TIME")
    on, anchor = choose_weekday(WEEKDAY_NUMBERS[hit.words("w")[0]], ctx)
    night = time_of_day(on - dt.timedelta(days=1), "NI") if on else None
    return dated(replace(night, end=on), anchor) if night and on else undated("TIME")


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
