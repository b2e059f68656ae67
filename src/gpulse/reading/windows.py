"""When a promised act is to be done: the window that its words leave open.

Rules on the time expressions of the clause and the words before them; each is in `WINDOW_EXAMPLES`, which the tests
run.
The conventions, which docs/ledger.md explains: a window opens on the day it was said unless the text names a later
start; "by X" ends with the last day of X; "within N weeks" counts from the day it was said; "around D" ends seven days
after D; "after X" and "as early as X" open a window and leave its end open; "beyond D" is the day on which the change
would show, D and the day after it; no time expression, or only "soon", leaves the end open.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gpulse.record import Span, Timex

WINDOW_EXAMPLES: Final = (
    ("2024-01-05", "Kenya will send 100 soldiers by March.", "2024-01-05", "2024-03-31"),
    ("2024-01-05", "Kenya will send 100 soldiers within two weeks.", "2024-01-05", "2024-01-19"),
    ("2024-01-05", "Kenya will send 100 soldiers around 10 February.", "2024-01-05", "2024-02-17"),
    ("2024-01-05", "Kenya will send 100 soldiers next week.", "2024-01-08", "2024-01-14"),
    ("2024-01-05", "Kenya will send 100 soldiers in July.", "2024-07-01", "2024-07-31"),
    ("2024-01-05", "Kenya will send 100 soldiers before 10 February.", "2024-01-05", "2024-02-09"),
    ("2024-01-05", "Kenya will send 100 soldiers after 10 February.", "2024-02-10", None),
    ("2024-01-05", "Kenya will send 100 soldiers as early as July.", "2024-07-01", None),
    ("2024-01-05", "Kenya will send 100 soldiers between 3 and 9 March.", "2024-03-03", "2024-03-09"),
    ("2024-01-05", "Kenya will send 100 soldiers in three to four months.", "2024-01-05", "2024-05-05"),
    (
        "2024-01-05",
        "Kenya will send 100 soldiers from March until the end of the year.",
        "2024-03-01",
        "2024-12-31",
    ),
    ("2024-01-05", "Kenya will send 100 soldiers before the month is out.", "2024-01-05", "2024-01-31"),
    ("2024-01-05", "Kenya will send 100 soldiers before the month ends.", "2024-01-05", "2024-01-31"),
    ("2024-01-05", "Kenya has promised 100 soldiers by Thursday.", "2024-01-05", "2024-01-11"),
    ("2024-01-05", "Kenya will send 100 soldiers soon.", "2024-01-05", None),
)
"""Day said, sentence, first and last day of its window."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """`earliest` and `latest` day, inclusive; `None` where the text leaves that end open. `text` are its words."""

    earliest: str | None = None
    latest: str | None = None
    text: str | None = None


_DURATION = re.compile(
    r"P(?:(\d+(?:\.\d+)?)Y)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+)H)?.*)?$"
)
_BEFORE = re.compile(
    r"\b(?:(?P<around>(?:around|about|round about|circa|towards|on or about)(?: the)?)$"
    r"|(?P<opens>(?:as early as|as soon as|not before|no earlier than|no sooner than|at the earliest(?: in| by| "
    r"on)?|starting(?: in| on| from)?|"
    r"beginning(?: in| on)?|from|after|effective|not until|only (?:in|on|from))(?: the)?)$"
    r"|(?P<beyond>(?:beyond|past)(?: the)?)$"
    r"|(?P<closes>(?:by|before|no later than|not later than|at the latest (?:by|on|in)|until|till|up to|prior "
    r"to|ahead of|latest by|"
    r"deadline of|deadline on|to expire on|expires on|at the latest)(?: about| around)?(?: the)?)$"
    r"|(?P<within>(?:within|in|inside|in less than|in under|within about|within at most|in about|in the space "
    r"of|in as little as|in no more than|"
    r"take|takes|last|takes at most|take no more than|take at most|take up to|last at most|no more than|term of|"
    r"deadline of|ultimatum of|notice of|"
    r"over|for|during|in at most|within no more than|has|have|had|another|given|gave|give|an?)(?: (?:the|a|an|"
    r"another|about|some|at most|next|coming))*)$"
    r"|(?P<start>(?:at|by|from) the (?:beginning|start|opening) of(?: the| its| their)?)$)",
    re.IGNORECASE,
)
_GIVEN = re.compile(r"\b(?:give[ns]?|gave|giving|granted)\b", re.IGNORECASE)
_WAS_OUT = re.compile(r"^\s*(?:was|is|were|are)\s+(?:out|over|up)\b", re.IGNORECASE)
_FROM_NOW = re.compile(r"^\s*(?:from now|hence|'s time|’s time|ahead)\b", re.IGNORECASE)


def add_duration(day: str, value: str) -> str | None:
    """Return the day that lies the ISO 8601 duration `value` after `day`; "P2D" and "PT48H" are two days.

    >>> add_duration("2023-07-30", "P1W"), add_duration("2020-02-29", "P14M"), add_duration("2023-06-09", "P1.5M")
    ('2023-08-06', '2021-04-29', '2023-07-24')
    """
    match = _DURATION.match(value)
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


def add_days(day: str, days: int) -> str | None:
    """The day so many days after a day, before it where `days` is negative.

    >>> add_days("2024-06-28", 7), add_days("9999-12-31", 7)
    ('2024-07-05', None)
    """
    try:
        return (dt.date.fromisoformat(day) + dt.timedelta(days=days)).isoformat()
    except OverflowError:  # beyond the calendar's years 1 to 9999
        return None


def _later(first: str | None, second: str | None) -> str | None:
    return max(filter(None, (first, second)), default=None)


_OTHER_ANCHOR = re.compile(r"\s*(?:later|earlier|ago|sooner|old|long|behind|before|away)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_OF_NEXT_YEAR = re.compile(r",? (?:of )?next year\b", re.IGNORECASE)
_MONTH = re.compile(r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b")
SOON_DAYS = 183
"""A month without a year that was read as past is the coming one, if it lies within these days (half a year)."""
_QUARTERS = ("first", "second", "third", "fourth")
_OR_QUARTER = re.compile(r"\b(first|second|third) or(?: the)?$", re.IGNORECASE)
_PERIOD_OUT = re.compile(
    r"\b(?:before|by the time|when|until) (?:the |this )?(?P<period>week|month|year)(?:['’]s end\b| (?:(?:is|was|were) "
    r"(?:out|over|up)|ends?|ended|closes|runs out|draws to a close|comes to an end)\b)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(\w+)(?: to | or |-)(\w+) (?:day|week|month|year|hour)s?", re.IGNORECASE)
_NUMBER_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()


def _span(match: re.Match[str]) -> Span:
    return Span(start=match.start(), end=match.end())


def _period_end(day: str, period: str) -> str | None:
    """The last day of the week, month or year of a day.

    >>> _period_end("2023-03-09", "month"), _period_end("2024-11-04", "year")
    ('2023-03-31', '2024-12-31')
    """
    date = dt.date.fromisoformat(day)
    if period == "week":
        return add_days(day, 6 - date.weekday())
    if period == "year":
        return f"{date.year}-12-31"
    return date.replace(day=calendar.monthrange(date.year, date.month)[1]).isoformat()


def _longer(timex: Timex, text: str) -> str:
    """The value of a duration; of a range ("three to four months") its upper end."""
    value = timex.value or ""
    match = _RANGE.search(text, timex.start, timex.end)
    if match is None:
        return value
    upper = match.group(2).lower()
    number = _NUMBER_WORDS.index(upper) if upper in _NUMBER_WORDS else int(upper) if upper.isdigit() else None
    return re.sub(r"\d+(?:\.\d+)?", str(number), value, count=1) if number else value


def find_window(text: str, start: int, end: int, timexes: Sequence[Timex], said_on: str | None) -> Window:
    """Return the window that the `timexes` of a clause give; the clause is `text[start:end]`.

    `said_on` is the day it was said, or `None` where it is not known: then durations stay unresolved.
    The first expression decides, a date before a duration ("within fourteen months, that is by 1 May").
    """
    earliest, latest, words = said_on, None, None
    by_duration = False
    if said_on and (out := _PERIOD_OUT.search(text, start, end)) and not any(t.overlaps(_span(out)) for t in timexes):
        return Window(earliest=said_on, latest=_period_end(said_on, out.group("period").lower()), text=out.group())
    usable = [timex for timex in timexes if timex.latest or timex.type == "DURATION"]
    for number, timex in enumerate(usable):
        before = text[max(start, timex.start - 32) : timex.start].rstrip()
        after = text[timex.end : timex.end + 12]
        cue = _BEFORE.search(before)
        kind = cue.lastgroup if cue else None
        opens: str | None
        closes: str | None
        if _OTHER_ANCHOR.match(after) and timex.type == "DURATION":
            continue
        if timex.type == "DURATION" and kind is None and _GIVEN.search(text, start, timex.start):
            kind = "within" if re.match(r"\s+to\b", after) else None  # "have given the officers one week to …"
        if timex.type == "DURATION" and kind is None and by_duration and number:
            gap = text[usable[number - 1].end : timex.start]
            kind = "within" if re.fullmatch(r",? (?:or |perhaps )?(?:a |an )?", gap) else None
        if timex.type == "DURATION" and not timex.latest:
            if timex.value is None or said_on is None or (kind != "within" and not _FROM_NOW.match(after)):
                continue
            last = add_duration(said_on, _longer(timex, text))
            if last is None or (cue and cue.group().lower().startswith("for")):
                continue
            opens, closes = said_on, last
        elif timex.latest is None:
            continue
        elif kind == "around":
            opens, closes = said_on, add_days(timex.latest, 7)
        elif kind == "opens":
            opens, closes = timex.earliest, None
        elif kind == "beyond":
            opens, closes = timex.latest, add_days(timex.latest, 1)
        elif kind == "closes":
            early = (
                cue is not None
                and cue.group().lower().startswith(("before", "prior", "ahead"))
                and not _WAS_OUT.match(after)
            )
            opens = said_on
            closes = (
                add_days(timex.earliest, -1)
                if early and timex.earliest and timex.earliest == timex.latest
                else timex.latest
            )
        elif kind == "start" and timex.earliest:
            opens, closes = timex.earliest, add_days(timex.earliest, 6)
        else:
            opens, closes = timex.earliest, timex.latest
        if closes is not None and said_on is not None and closes < said_on:
            ahead = None if _YEAR.search(text, timex.start, timex.end) else add_duration(closes, "P1Y")
            soon = add_days(said_on, SOON_DAYS)
            months = _MONTH.search(text, timex.start, timex.end) and ahead and (soon is None or ahead <= soon)
            if ahead is None or ahead < said_on or not (kind == "closes" or months):
                continue
            opens, closes = (add_duration(opens, "P1Y") if opens and opens != said_on else said_on), ahead
        if _OF_NEXT_YEAR.match(text, timex.end) and closes and said_on and closes[:4] == said_on[:4]:
            opens, closes = add_duration(opens, "P1Y") if opens else None, add_duration(closes, "P1Y")
        if opens and (either := _OR_QUARTER.search(before)):
            quarter = _QUARTERS.index(either.group(1).lower())
            opens = min(opens, f"{opens[:4]}-{quarter * 3 + 1:02}-01")
        span = text[timex.start - (len(cue.group()) + 1 if cue else 0) : timex.end].strip()
        second = usable[number - 1] if number else None
        if (
            second is not None
            and latest
            and re.fullmatch(r"\s*(?:and|to|or|[-–]|and the|until)\s*", text[second.end : timex.start], re.IGNORECASE)
        ):  # between X and Y, X or Y
            latest, words = max(latest, closes or latest), f"{words}{text[second.end : timex.end]}"
            continue
        wider = (
            by_duration
            and timex.type == "DURATION"
            and second is not None
            and bool(re.fullmatch(r",? (?:or |perhaps )?(?:a |an )?", text[second.end : timex.start]))
        )
        joined = second is not None and re.fullmatch(r"\s*(?:to|until|till|through)\s*", text[second.end : timex.start])
        if words is not None and latest is None and second and closes and (kind == "closes" or joined):
            latest, words = closes, f"{words}{text[second.end : timex.end]}"  # "from May until the end of the year"
            continue
        if words is not None and (timex.type == "DURATION" or not by_duration) and not wider:
            continue
        earliest, latest = _later(opens, said_on), closes
        words, by_duration = span, timex.type == "DURATION"
    return Window(earliest=earliest, latest=latest, text=words)
