"""When a promised act is to be done: the window that its words leave open.

Rules on the time expressions of the clause and the words before them; each is in `WINDOW_EXAMPLES`, which the tests
run. The conventions, which docs/ledger.md explains: a window opens on the day it was said unless the text names a later
start; "by X" ends with the last day of X; "within N weeks" counts from the day it was said; "around D" ends seven days
after D; "after X" and "as early as X" open a window and leave its end open; "beyond D" is the day on which the change
would show, D and the day after it; no time expression, or only "soon", leaves the end open.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gpulse.days import add_days, days_between
from gpulse.reading.commitment.counted_days import (
    DURATION,
    MONTH_NAME,
    NUMBERS_BY_WORD,
    SOON_DAYS,
    add_duration,
    ahead_of,
    longer,
    part_of,
    period_end,
    turns_ahead,
)
from gpulse.record import Span, Timex

WINDOW_EXAMPLES: Final = (
    ("2024-01-05", "Kenya will send 100 soldiers by March.", "2024-01-05", "2024-03-31"),
    ("2024-01-05", "Kenya will send 100 soldiers within two weeks.", "2024-01-05", "2024-01-19"),
    ("2024-01-05", "Kenya will send 100 soldiers around 10 February.", "2024-01-05", "2024-02-17"),
    ("2024-01-05", "Kenya will send 100 soldiers next week.", "2024-01-08", "2024-01-14"),
    ("2024-01-05", "Kenya will send 100 soldiers in July.", "2024-07-01", "2024-07-31"),
    ("2024-01-05", "Kenya will send 100 soldiers before 10 February.", "2024-01-05", "2024-02-09"),
    ("2024-01-05", "Kenya will send 100 soldiers before September.", "2024-01-05", "2024-08-31"),
    ("2024-01-05", "Kenya will send 100 soldiers before 2026.", "2024-01-05", "2025-12-31"),
    ("2024-01-05", "Kenya will send 100 soldiers before the end of May.", "2024-01-05", "2024-05-31"),
    ("2024-01-05", "Kenya will send 100 soldiers at noon, Nairobi time, on 3 May.", "2024-05-03", "2024-05-03"),
    ("2024-01-05", "Within the month Kenya will send 100 soldiers.", "2024-01-05", "2024-01-31"),
    ("2024-01-05", "Kenya will send 100 soldiers in the course of the year.", "2024-01-05", "2024-12-31"),
    ("2024-01-05", "From 6 June Kenya will send 100 soldiers.", "2024-06-06", None),
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
    ("2024-01-05", "Kenya will send 100 soldiers by the middle of March.", "2024-01-05", "2024-03-15"),
    ("2024-01-05", "Kenya will send 100 soldiers in early March.", "2024-03-01", "2024-03-10"),
    ("2024-01-05", "Kenya will send 100 soldiers in late 2024.", "2024-10-01", "2024-12-31"),
    (
        "2024-01-05",
        "Kenya will send 100 soldiers by close of business on Friday, 12 January.",
        "2024-01-05",
        "2024-01-12",
    ),
    (
        "2024-01-05",
        "Kenya will have sent 100 soldiers by the time the rains begin in April.",
        "2024-01-05",
        "2024-04-30",
    ),
    ("2024-01-05", "Kenya will send 100 soldiers on or before 15 May.", "2024-01-05", "2024-05-15"),
    ("2024-01-05", "Kenya will send 100 soldiers before June ends.", "2024-01-05", "2024-06-30"),
    ("2024-01-05", "Kenya will send 100 soldiers not earlier than 1 April.", "2024-04-01", None),
    ("2024-01-05", "Kenya will send 100 soldiers inside of six weeks.", "2024-01-05", "2024-02-16"),
    ("2024-01-05", "Kenya will send 100 soldiers in the week of 14 February.", "2024-02-12", "2024-02-18"),
    ("2024-01-05", "Kenya will send 100 soldiers from 1 to 15 March.", "2024-03-01", "2024-03-15"),
    ("2024-01-05", "Kenya will send 100 soldiers before the election on 9 June.", "2024-01-05", "2024-06-08"),
    ("2024-01-05", "Kenya will send 100 soldiers after the talks in Vienna in June.", "2024-06-01", None),
    ("2024-01-05", "Kenya will send 100 soldiers by the summit in July.", "2024-01-05", "2024-07-31"),
    ("2024-01-05", "Kenya will send 100 soldiers in June at the earliest.", "2024-06-01", None),
    ("2024-01-05", "Kenya will send 100 soldiers in June at the latest.", "2024-01-05", "2024-06-30"),
    ("2024-01-05", "Kenya will send 100 soldiers towards the end of June.", "2024-01-05", "2024-06-30"),
    ("2024-01-05", "Kenya will send 100 soldiers a month from now.", "2024-01-05", "2024-02-05"),
    ("2024-01-05", "Kenya will send 100 soldiers by the end of the third quarter.", "2024-01-05", "2024-09-30"),
    ("2024-01-05", "Kenya will send 100 soldiers two days after the vote on 4 February.", "2024-02-06", "2024-02-06"),
    (
        "2024-01-05",
        "Kenya will send 100 soldiers in the days before the vote on 4 February.",
        "2024-01-05",
        "2024-02-03",
    ),
    (
        "2024-01-05",
        "Kenya will send 100 soldiers within ten days of the vote on 4 February.",
        "2024-02-04",
        "2024-02-14",
    ),
)
"""Day said, sentence, first and last day of its window."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """`earliest` and `latest` day, inclusive; `None` where the text leaves that end open. `text` are its words."""

    earliest: str | None = None
    latest: str | None = None
    text: str | None = None


_BEFORE = re.compile(
    r"\b(?:(?P<around>(?:around|about|round about|circa|towards|on or about)(?: the)?)$"
    r"|(?P<opens>(?:as early as|as soon as|not before|(?:no|not) (?:earlier|sooner) than|"
    r"at the earliest(?: in| by| on)?|starting(?: in| on| from)?|"
    r"beginning(?: in| on)?|from|after|effective|not until|only (?:in|on|from))(?: the)?)$"
    r"|(?P<beyond>(?:beyond|past)(?: the)?)$"
    r"|(?P<closes>(?:by|before|(?:on|at) or before|(?:no|not) later than|at the latest (?:by|on|in)|until|till|up to|"
    r"prior to|ahead of|latest by|"
    r"deadline of|deadline on|to expire on|expires on|at the latest)(?: about| around)?(?: the)?)$"
    r"|(?P<within>(?:within|in|inside|inside of|in less than|in under|within about|within at most|in about|"
    r"in the space of|in as little as|in no more than|"
    r"take|takes|last|takes at most|take no more than|take at most|take up to|last at most|no more than|term of|"
    r"deadline of|ultimatum of|notice of|"
    r"over|for|during|in at most|within no more than|has|have|had|another|given|gave|give|an?)(?: (?:the|a|an|"
    r"another|about|some|at most|next|coming))*)$"
    r"|(?P<start>(?:at|by|from) the (?:beginning|start|opening) of(?: the| its| their)?)$"
    r"|(?P<week>week (?:of|beginning|starting)(?: on)?(?: the)?)$"
    r"|(?P<closing>(?:by|until|before|no later than) "
    r"(?:(?:close|noon|midday|midnight|dawn|dusk|nightfall|then)\b|the (?:time|start|beginning|opening|close|eve)\b)"
    r"[^,;:.]{0,40}?(?:\b(?:in|on|of)|,))$"
    r"|(?P<event>(?P<side>before|ahead of|prior to|after|following|in time for|by|until) (?:the|its|their|his|her|an?) "
    r"(?:[\w'’-]+ ){0,5}?(?:on|in)(?: the)?)$)",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\b(?:summit|meeting|elections?|vote|voting|poll|referendum|conference|session|congress|anniversary|holidays?|talks|"
    r"championships?|games|festival|inauguration|start|opening|visit|hearing|ceremony|launch|rounds?|trial)\b",
    re.IGNORECASE,
)
"""What "by" and "until" lead up to: other words after "by" are who does it ("by the mission on 3 March")."""
_AT_THE = re.compile(r"^\s+at the (?P<end>earliest|latest)\b", re.IGNORECASE)
_GIVEN = re.compile(r"\b(?:give[ns]?|gave|giving|granted)\b", re.IGNORECASE)
_WAS_OUT = re.compile(
    r"^\s*(?:(?:was|is|were|are)\s+(?:out|over|up)|ends?|ended|closes?|closed|runs? out|ran out|draws to a close)\b",
    re.IGNORECASE,
)
_COUNTED_AHEAD = re.compile(r"(\w+) (month|year)s? (?:from (?:now|today)|hence)", re.IGNORECASE)
"""What time expressions give as the month or year that lies so far ahead."""
_FROM_NOW = re.compile(r"^\s*(?:from now|hence|'s time|’s time|ahead)\b", re.IGNORECASE)


_PART_OF_IT = re.compile(
    r"\b(?:end|close|middle|mid|half|beginning|start|opening|early|late|week|weekend|days?)\b", re.IGNORECASE
)


def _opens_later(timex: Timex, text: str, said_on: str | None) -> bool:
    """Say whether a month, season or year that nothing narrows begins after the day it was said.

    "Before September" is before its first day; "before the end of May", and in May "before June is out", are not.
    """
    later = timex.earliest is not None and said_on is not None and timex.earliest > said_on
    return later and not _PART_OF_IT.search(timex.of(text))


def _later(first: str | None, second: str | None) -> str | None:
    return max(filter(None, (first, second)), default=None)


_OTHER_ANCHOR = re.compile(r"\s*(?:later|earlier|ago|sooner|old|long|behind|before|away)\b", re.IGNORECASE)
_OF_NEXT_YEAR = re.compile(r",? (?:of )?next year\b", re.IGNORECASE)
_QUARTERS = ("first", "second", "third", "fourth")
_OR_QUARTER = re.compile(r"\b(first|second|third) or(?: the)?$", re.IGNORECASE)
_PERIOD_OUT = re.compile(
    r"\b(?:before|by the time|when|until) (?:the |this )?(?P<period>week|month|year)(?:['’]s end\b| (?:(?:is|was|were) "
    r"(?:out|over|up)|ends?|ended|closes|runs out|draws to a close|comes to an end)\b)",
    re.IGNORECASE,
)
_PERIOD_INSIDE = re.compile(
    r"\b(?:within the|(?:in|over|during) the course of (?:the|this)) (?P<period>week|month|year)\b"
    r"(?! (?:after|of|from))",
    re.IGNORECASE,
)
"""Words that close a window with the week, month or year in which it was said."""


def _span(match: re.Match[str]) -> Span:
    return Span(start=match.start(), end=match.end())


def find_window(text: str, start: int, end: int, timexes: Sequence[Timex], said_on: str | None) -> Window:
    """Return the window that the `timexes` of a clause give; the clause is `text[start:end]`.

    `said_on` is the day it was said, or `None` where it is not known: then durations stay unresolved.
    The first expression decides, a date before a duration ("within fourteen months, that is by 1 May").
    """
    if said_on and (period := _period_window(text, start, end, timexes, said_on)):
        return period
    earliest, latest, words = said_on, None, None
    by_duration = False
    usable = _usable_times(text, timexes, said_on)
    for number, timex in enumerate(usable):
        if words is None and (anchored := _from_event(text, timex, usable[number + 1 : number + 2], said_on)):
            return anchored
        before = usable[number - 1] if number else None
        gap = text[before.end : timex.start] if before else ""
        or_so_long = by_duration and before is not None and _OR_SO_LONG.fullmatch(gap) is not None
        bounds = _bounds_of(text, start, timex, said_on, or_so_long)
        if bounds is None:
            continue
        longer = f"{words}{gap}{timex.of(text)}"
        if before and latest and _OR_DAY.fullmatch(gap):  # between X and Y, X or Y
            latest, words = max(latest, bounds.closes or latest), longer
            continue
        to_it = before is not None and (bounds.kind == "closes" or _UNTIL_DAY.fullmatch(gap) is not None)
        if words is not None and latest is None and bounds.closes and to_it:
            latest, words = bounds.closes, longer  # "from May until the end of the year"
            continue
        counted = timex.type == "DURATION"
        if words is not None and (counted or not by_duration) and not (counted and or_so_long):
            continue
        earliest, latest = _later(bounds.opens, said_on), bounds.closes
        words, by_duration = bounds.words, counted
    return Window(earliest=earliest, latest=latest, text=words)


_WEEK_OF = re.compile(r"(?:the )?week (?:of|beginning|starting|from)(?: on)?\s*(?:the )?", re.IGNORECASE)
_TO_EVENT = re.compile(
    r"\s+(?P<way>after|before|of|from|following)\s+(?:the\s+)?(?:[\w-]+\s+){0,5}?(?:on\s+|of\s+)?", re.IGNORECASE
)
_INSIDE = re.compile(r"\b(?:within|in the|inside|over the|during the)(?: \w+)?\s*$", re.IGNORECASE)


def _from_event(text: str, timex: Timex, following: Sequence[Timex], said_on: str | None) -> Window | None:
    """Return the window of a time counted from a day that is named: "two days after the vote on 4 February"."""
    if timex.type != "DURATION" or not following:
        return None
    day = following[0]
    way = _TO_EVENT.fullmatch(text, timex.end, day.start)
    if way is None or not day.latest or day.earliest != day.latest or day.latest < (said_on or ""):
        return None
    words, inside = text[timex.start : day.end], _INSIDE.search(text, 0, timex.start)
    if way["way"].lower() == "before":
        counted = DURATION.match(timex.value or "")
        if inside or counted is None or not any(counted.groups()):
            return Window(earliest=said_on, latest=add_days(day.latest, -1), text=words)
        apart = days_between(day.latest, add_duration(day.latest, timex.value or "") or day.latest)
        exact = add_days(day.latest, -apart)
        return Window(earliest=exact, latest=exact, text=words)
    last = add_duration(day.latest, timex.value or "")
    if last is None or (way["way"].lower() in ("of", "from") and not inside):
        return None
    return Window(earliest=day.latest if inside else last, latest=last, text=words)


_OR_SO_LONG = re.compile(r",? (?:or |perhaps )?(?:a |an )?")
_OR_DAY = re.compile(r"\s*(?:and|to|or|[-–]|and the|until)\s*", re.IGNORECASE)
_UNTIL_DAY = re.compile(r"\s*(?:to|until|till|through)\s*")
"""What stands between two durations of one window, two ends of one, and its first and last day."""


def _period_window(text: str, start: int, end: int, timexes: Sequence[Timex], said_on: str) -> Window | None:
    """The window that ends with the week, month or year it was said in: "before the year is out"."""
    found = _PERIOD_OUT.search(text, start, end)
    if found is None or any(t.overlaps(_span(found)) for t in timexes):
        found = _PERIOD_INSIDE.search(text, start, end)
        if found is None or any(t.latest and not t.overlaps(_span(found)) for t in timexes):
            return None
    return Window(earliest=said_on, latest=period_end(said_on, found.group("period").lower()), text=found.group())


_OPENS = re.compile(r"(?:^|\n)\W*$")
_HEADS_ITEM = re.compile(r"\s*(?:[–—]|\s-|:)\s")
"""A date that heads an item of a list is the day that it tells of: "12 June 2024 – He says that Oslo will leave"."""


def _usable_times(text: str, timexes: Sequence[Timex], said_on: str | None) -> list[Timex]:
    """The time expressions that may give a window; the hour that heads an entry of a live report is none."""
    usable = [timex for timex in timexes if timex.latest or timex.type == "DURATION"]
    usable = [t for t in usable if t.type != "TIME" or not (t.start == 0 or text[t.start - 1] == "\n")]
    usable = [
        timex
        for timex in usable
        if not _HEADS_ITEM.match(text, timex.end) or not _OPENS.search(text[max(0, timex.start - 8) : timex.start])
    ]
    if any(timex.type == "DATE" for timex in usable):  # "at midnight, Brussels time, on 29 March"
        usable = [timex for timex in usable if timex.type != "TIME" or timex.earliest != said_on]
    usable = [
        timex
        for timex, following in zip(usable, [*usable, None][1:], strict=True)
        if not (following and _WEEK_OF.fullmatch(text, timex.start, following.start))
    ]
    told_for = [t for t in usable if t.type == "DATE" and text[max(0, t.start - 4) : t.start].lower() == "for "]
    if len(told_for) < len(usable):  # "wages for October would be paid by New Year"
        usable = [timex for timex in usable if timex not in told_for or timex.earliest == timex.latest]
    return usable


@dataclass(frozen=True, slots=True)
class _Bounds:
    """What one time expression gives: first and last day, the kind of words before it, and its words with those."""

    opens: str | None
    closes: str | None
    kind: str | None
    words: str


def _bounds_of(text: str, start: int, whole: Timex, said_on: str | None, or_so_long: bool) -> _Bounds | None:
    """The days that an expression of a clause from `start` gives; `or_so_long` after another duration of its window."""
    before = text[max(0, whole.start - 64) : whole.start].rstrip()
    after = text[whole.end : whole.end + 18]
    cue = _BEFORE.search(before)
    kind = cue.lastgroup if cue else None
    timex = part_of(whole, text, kind in ("closes", "closing"))
    if said_on and (counted := _COUNTED_AHEAD.fullmatch(timex.of(text))):
        number = (
            NUMBERS_BY_WORD.index(n) if (n := counted[1].lower()) in NUMBERS_BY_WORD else int(n) if n.isdigit() else 1
        )
        return _Bounds(said_on, add_duration(said_on, f"P{number}{counted[2][0].upper()}"), kind, timex.of(text))
    if timex.type == "DURATION":
        if _OTHER_ANCHOR.match(after):
            return None
        if kind is None and _GIVEN.search(text, start, timex.start):
            kind = "within" if re.match(r"\s+to\b", after) else None  # "have given the officers one week to …"
        if kind is None and or_so_long:
            kind = "within"
    opens: str | None
    closes: str | None
    if timex.type == "DURATION" and not timex.latest:
        if timex.value is None or said_on is None or (kind != "within" and not _FROM_NOW.match(after)):
            return None
        last = add_duration(said_on, longer(timex, text))
        if last is None or (cue and cue.group().lower().startswith("for")):
            return None
        opens, closes = said_on, last
    elif timex.latest is None:
        return None
    else:
        opens, closes = _days_by_kind(text, whole, timex, said_on, cue, after)
    if closes is not None and said_on is not None and closes < said_on:
        turned = _turned(timex.of(text), opens, closes, said_on, kind)
        if turned is None:
            return None
        opens, closes = turned
    if _OF_NEXT_YEAR.match(text, timex.end) and closes and said_on and closes[:4] == said_on[:4]:
        opens, closes = add_duration(opens, "P1Y") if opens else None, add_duration(closes, "P1Y")
    if opens and (either := _OR_QUARTER.search(before)):
        quarter = _QUARTERS.index(either.group(1).lower())
        opens = min(opens, f"{opens[:4]}-{quarter * 3 + 1:02}-01")
    words = text[timex.start - (len(cue.group()) + 1 if cue else 0) : timex.end].strip()
    return _Bounds(opens, closes, kind, words)


def _days_by_kind(
    text: str, whole: Timex, timex: Timex, said_on: str | None, cue: re.Match[str] | None, after: str
) -> tuple[str | None, str | None]:
    """First and last day of a date (`timex`, a part of the `whole`) after words such as "by", "around" and "after"."""
    kind, day = cue.lastgroup if cue else None, timex.latest
    if kind == "around" and cue and day:
        return said_on, day if cue.group().lower().startswith("towards") else add_days(day, 7)
    if kind == "opens":
        return timex.earliest, day if "/" in (timex.value or "") else None  # "from 1 to 15 March"
    if kind == "week" and timex.earliest:
        monday = dt.date.fromisoformat(timex.earliest).weekday()
        return add_days(timex.earliest, -monday), add_days(timex.earliest, 6 - monday)
    if kind == "beyond" and day:
        return day, add_days(day, 1)
    if kind == "event" and cue:  # "before the election on 9 June"
        side = cue["side"].lower()
        if side in ("after", "following"):
            return timex.earliest, None
        if side in ("by", "until") and not _EVENT.search(cue.group()):
            return timex.earliest, day
        ahead = side in ("before", "ahead of", "prior to") and timex.earliest == day
        return said_on, add_days(day, -1) if ahead and day else day
    if (end := _AT_THE.match(after)) and kind in (None, "within"):
        return (timex.earliest, None) if end["end"].lower() == "earliest" else (said_on, day)
    if kind == "closing":
        return said_on, day  # "by the start of the school year in September"
    if kind == "closes" and cue:
        early = cue.group().lower().startswith(("before", "prior", "ahead")) and not _WAS_OUT.match(after)
        ahead_of_it = timex.earliest and (timex.earliest == day or _opens_later(whole, text, said_on))
        return said_on, add_days(timex.earliest, -1) if early and ahead_of_it and timex.earliest else day
    if kind == "start" and timex.earliest:
        return timex.earliest, add_days(timex.earliest, 6)
    return timex.earliest, day


def _turned(
    words: str, opens: str | None, closes: str, said_on: str, kind: str | None
) -> tuple[str | None, str | None] | None:
    """The next turn of days that are past, `None` where none is meant: "by March", said in April."""
    turn = turns_ahead(closes, words, said_on)
    ahead = add_duration(closes, turn) if turn else None
    if turn is None or ahead is None:
        return None
    soon = add_days(said_on, SOON_DAYS)
    if kind != "closes" and not ((soon is None or ahead <= soon) and MONTH_NAME.search(words)):
        return None
    return (add_duration(opens, turn) if opens and opens != said_on else said_on), ahead


_BY_SO_MUCH = re.compile(r"\bby\s+(?:(?:another|a\s+further|up\s+to|about|some|at\s+least)\s+)?$", re.IGNORECASE)
"""Before a length by which something changes: "extend the mandate by two years"."""
_PASSED = re.compile(r"\bafter\s+(?:(?:some|about|nearly|almost|more than)\s+)?$", re.IGNORECASE)
"""Words before a length of time that is over when the act begins: "After 57 years Qatar is going to leave"."""


def find_own_window(text: str, start: int, end: int, timexes: Sequence[Timex], said_on: str | None) -> Window:
    """Return the window that `timexes` give, each of which is known to be a time of the act; see `find_window`.

    A length of time that no word ties to a day ends that long after the day it was said; one after "after" has passed.

    >>> months = Timex(start=0, end=13, type="DURATION", value="P6M")
    >>> find_own_window("In six months it will be out.", 0, 29, [months], "2025-07-11").latest
    '2026-01-11'
    >>> years = Timex(start=6, end=14, type="DURATION", value="P57Y")
    >>> find_own_window("After 57 years Qatar is going to leave.", 0, 39, [years], "2018-12-03").latest is None
    True
    """
    if said_on is None:
        return find_window(text, start, end, timexes, said_on)
    times = [ahead_of(timex, text, said_on) for timex in timexes]
    window = find_window(text, start, end, times, said_on)
    if window.latest is not None or window.text is not None:
        return window
    for timex in times:
        if _BY_SO_MUCH.search(text, 0, timex.start) or _PASSED.search(text, 0, timex.start):
            continue
        counted = timex.type == "DURATION" and timex.value and not _OTHER_ANCHOR.match(text, timex.end)
        if counted and (last := add_duration(said_on, longer(timex, text))):
            return Window(earliest=said_on, latest=last, text=timex.of(text))
    return window
