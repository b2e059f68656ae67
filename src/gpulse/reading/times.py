"""Time expressions: found in the text, and read as TIMEX3 values and intervals of days.

The rules are in `times_rules`; here they are run over a text from left to right, so that each expression can be
counted from
those before it. Neighbours that belong together are then joined ("5 p.m. on Friday", "two days before Christmas"), and
"the day after X signed" is dated by the sentence that dates the signing. docs/time.md describes all of it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gpulse.furniture import find_furniture
from gpulse.reading.draft import Draft
from gpulse.reading.kit import Kit
from gpulse.reading.times_choose import PAST_VERBS, tense_at
from gpulse.reading.times_context import SKIPPED, Context, Hit, Kind, Reading, Referents, Tense, dated, undated
from gpulse.reading.times_direction import features_of, share_past
from gpulse.reading.times_direction import lies_ahead as is_ahead
from gpulse.reading.times_grammar import BREAK, Token, find_tokens
from gpulse.reading.times_holidays import holiday
from gpulse.reading.times_rules import TimeRules, load_time_rules
from gpulse.reading.times_story import is_narrative
from gpulse.reading.times_units import narrowed
from gpulse.reading.times_value import Period, add_units, day, shift, time_of_day
from gpulse.reading.times_words import MONTH_NUMBERS
from gpulse.record import Span, Timex

__all__ = ["TimeRules", "add_timexes", "find_timexes", "load_time_rules"]


@dataclass(frozen=True, slots=True)
class Found:
    """An expression: its tokens, from `first` to before `last`, and how it is read."""

    first: int
    last: int
    reading: Reading


def find_timexes(
    text: str,
    sentences: Sequence[Span],
    published_on: dt.date | None,
    published_at: dt.datetime | None = None,
    rules: TimeRules | None = None,
) -> tuple[Timex, ...]:
    """Return the time expressions of `text`, in order.

    `published_on` is the day of publication (`published_at`, an instant, gives it where only that is known); without
    it,
    expressions that are counted from it get no value. `rules` are compiled anew where they are not given.

    >>> [t] = find_timexes("They met last week.", [Span(start=0, end=19)], dt.date(2024, 6, 28))
    >>> t.value, t.earliest, t.latest, t.anchor
    ('2024-W25', '2024-06-17', '2024-06-23', 'published')
    """
    rules = rules or load_time_rules()
    if published_on is None and published_at is not None:
        published_on = published_at.date()
    tokens = find_tokens(text, sentences, rules.lexicon)
    narrative = is_narrative(tokens, published_on)
    found = _resolve_events(_scan(tokens, text, published_on, narrative, rules), tokens, text)
    found = _past_midnight(_with_days_of_clocks(found, tokens), tokens)
    found = _with_told_years(found, tokens, published_on)
    return tuple(_timex(one, tokens) for one in found)


def _with_days_of_clocks(found: Sequence[Found], tokens: Sequence[Token]) -> list[Found]:
    """Give both clock times the day that follows them: "4 a.m. local time (0200 GMT) on Wednesday"."""
    out = list(found)
    for k in range(len(out) - 2):
        first, second, third = out[k : k + 3]
        gaps = [[t.word for t in tokens[a.last : b.first]] for a, b in ((first, second), (second, third))]
        on = third.reading.period
        clocks = [(one.reading.value or "").partition("T")[2] for one in (first, second)]
        if gaps[0] != ["("] or gaps[1] not in ([")"], [")", "on"], [")", ","]) or not all(":" in c for c in clocks):
            continue
        if third.reading.type == "DATE" and on is not None and on.start == on.end:
            for at, clock in ((k, clocks[0]), (k + 1, clocks[1])):
                out[at] = replace(out[at], reading=dated(time_of_day(on.start, clock), third.reading.anchor))
    return out


def _past_midnight(found: Sequence[Found], tokens: Sequence[Token]) -> list[Found]:
    """Put a clock time that ends a stretch begun later on the same day on the next: "from 11 p.m. to 5 a.m."."""
    out = list(found)
    for k, (first, second) in enumerate(pairwise(found)):
        gap = [token.word for token in tokens[first.last : second.first]]
        start, end = first.reading, second.reading
        if gap not in (["to"], ["until"], ["till"], ["-"]) or start.type != "TIME" or end.type != "TIME":
            continue
        clocks = [(one.value or "").partition("T")[2] for one in (start, end)]
        on, of = start.period, end.period
        same_day = on is not None and of is not None and on.start == of.start
        if on is not None and same_day and all(":" in c for c in clocks) and clocks[1] < clocks[0]:
            later = time_of_day(on.start + dt.timedelta(days=1), clocks[1])
            out[k + 1] = replace(second, reading=dated(later, end.anchor))
    return out


_ABOUT_NOW = 7
"""Days around publication within which a date is of this year, whatever year the text tells of that day."""


def _with_told_years(found: Sequence[Found], tokens: Sequence[Token], published: dt.date | None) -> list[Found]:
    """Give a day without its year the year that the text tells of that day: "26 July 2023 … the July 26 coup"."""

    def is_dated(one: Found) -> bool:
        return any(len(t.word) == 4 and t.word.isdigit() for t in tokens[one.first : one.last])

    days = [
        one.reading.period.start
        if one.reading.type == "DATE" and one.reading.period is not None and one.reading.period.unit == "day"
        else None
        for one in found
    ]
    told: dict[tuple[int, int], set[int]] = {}
    for one, on in zip(found, days, strict=True):
        if on is not None and is_dated(one):
            told.setdefault((on.month, on.day), set()).add(on.year)
    out = []
    for one, on in zip(found, days, strict=True):
        years = told.get((on.month, on.day), set()) if on is not None else set()
        if (
            on is not None
            and len(years) == 1
            and any(token.word.strip(".") in MONTH_NUMBERS for token in tokens[one.first : one.last])
            and not is_dated(one)
            and not (published is not None and abs((published - on).days) <= _ABOUT_NOW)
        ):
            one = replace(one, reading=dated(day(on.replace(year=min(years))), "previous"))
        out.append(one)
    return out


def _timex(one: Found, tokens: Sequence[Token]) -> Timex:
    period = one.reading.period
    start, last = tokens[one.first].start, tokens[one.last - 1]
    return Timex(
        start=start,
        end=last.end,
        type=one.reading.type,
        value=one.reading.value,
        earliest=period.start.isoformat() if period else None,
        latest=period.end.isoformat() if period else None,
        anchor=one.reading.anchor,
    )


def _scan(
    tokens: Sequence[Token], text: str, published_on: dt.date | None, narrative: bool, rules: TimeRules
) -> list[Found]:
    """Run the rules from left to right; the longest match that its reader accepts wins."""
    code = "".join(token.char for token in tokens)
    is_name = [text[token.start : token.start + 1].isupper() for token in tokens]
    people = _people_called_may(tokens, text, is_name)
    told_past = share_past(tokens, PAST_VERBS)
    referents = Referents()
    found: list[Found] = []
    at = 0
    while at < len(code):
        candidates = rules.by_first.get(code[at])
        if not candidates or at in people:
            at += 1
            continue
        matches = [
            (match.end(), rule, match) for rule, pattern in candidates if (match := pattern.regex.match(code, at))
        ]
        matches.sort(key=lambda one: -one[0])
        for end, rule, match in matches:

            def tense(first: int = at, last: int = end) -> Tense | None:
                return tense_at(tokens, first, last, is_name)

            def sentences_since_day(first: int = at) -> int:
                told = next((one for one in reversed(found) if _is_day(one.reading)), None)
                return sum(token.char == BREAK for token in tokens[told.last : first]) if told else 0

            def compares_months(first: int = at) -> bool:
                return _compares_months(found, tokens, first)

            def lies_ahead(kind: Kind, back: int, ahead: int, ruled: bool, first: int = at, last: int = end) -> bool:
                because = "because" in [token.word for token in tokens[max(first - NEAR_CAUSE, 0) : first]]
                if rules.direction is None or because:
                    return ruled
                first = next((k for k in range(first, last) if tokens[k].word not in ("the", "of")), first)
                facts = features_of(
                    tokens,
                    first,
                    last,
                    kind=kind,
                    tense=tense_at(tokens, first, last, is_name),
                    back=back,
                    ahead=ahead,
                    ruled=ruled,
                    told_past=told_past,
                    past_verbs=PAST_VERBS,
                )
                return is_ahead(facts, rules.direction, ruled)

            context = Context(
                published=published_on,
                referents=referents,
                narrative=narrative,
                tense=tense,
                aside=_is_aside(found, tokens, at, published_on),
                sentences_since_day=sentences_since_day,
                compares_months=compares_months,
                lies_ahead=lies_ahead,
            )
            titled = is_name[end - 1] and tokens[end - 1].word in TITLES and rule.reader is not holiday
            named = titled and _is_title(tokens, is_name, at, end)
            named = named or _names_a_war(tokens, is_name, end)
            reading = SKIPPED if named else _safely(rule.reader, Hit(tokens, match), context)
            if reading is None:
                continue
            if reading is SKIPPED:
                at = end
                break
            one = _widen(Found(at, end, reading), tokens, context)
            while found and found[-1].last > one.first:
                found.pop()  # "the last week", of November
            joined = _join(found[-1], one, tokens, context) if found else None
            if joined is not None:
                found[-1] = one = joined
            else:
                found.append(one)
            referents = _remember(referents, one.reading)
            at = end
            break
        else:
            at += 1
    return found


NEAR_CAUSE = 8
"""Tokens before a date within which "because of" tells of what was, as the rules have it."""
BEFORE_MAY = frozenset(
    "in on of since by until till last next this that early late mid from to through throughout during and or between "
    "before after for the a each every around about previous following end".split()
)
"""Words before a month; another word with a capital there is a person's first name or title."""


def _people_called_may(tokens: Sequence[Token], text: str, is_name: Sequence[bool]) -> frozenset[int]:
    """Return the places of "May" where it is a surname: "Theresa May", and "May agreed" in the same text.

    Not after an acronym ("the EU May summit") and not before a number.
    """
    places = [
        at
        for at, token in enumerate(tokens)
        if token.word == "may" and is_name[at] and at and not tokens[min(at + 1, len(tokens) - 1)].word[:1].isdigit()
    ]
    named = set()
    for at in places:
        before = tokens[at - 1]
        title = before.word == "." and tokens[at - 2].word in ("mr", "mrs", "ms")
        word = text[before.start : before.end]
        acronym = word.isupper() and word != "PM"
        first = is_name[at - 1] and word.isalpha() and not acronym
        if title or (first and before.word not in BEFORE_MAY and before.word not in MONTH_NUMBERS):
            named.add(at)
    if not named:
        return frozenset()
    return frozenset(at for at in places if at in named or tokens[at - 1].word not in BEFORE_MAY)


def _compares_months(found: Sequence[Found], tokens: Sequence[Token], at: int) -> bool:
    """Say whether the sentence before `at` tells last of months, not of a quarter: "in nine months … a year ago"."""
    for one in reversed(found):
        if any(token.char == BREAK for token in tokens[one.last : at]):
            return False
        if one.reading.type == "DURATION" and re.fullmatch(r"P\d+M", one.reading.value or ""):
            return True
        if one.reading.period is not None and one.reading.period.unit == "quarter":
            return False
    return False


def _is_day(reading: Reading) -> bool:
    return reading.period is not None and reading.period.unit in ("day", "time")


TITLES = frozenset("today tonight daily weekly monthly nightly now morning night evening week year century".split())
"""Words that, written with a capital among other such, belong to the name of a programme or paper ("Russia Today")."""


def _names_a_war(tokens: Sequence[Token], is_name: Sequence[bool], last: int) -> bool:
    """Say whether a length that ends before `last` is the name of a war: "the Six-Day War", "the Thirty Years' War"."""
    at = last + (last < len(tokens) and tokens[last].word in ("'", "’"))
    return at < len(tokens) and tokens[at].word == "war" and is_name[at] and is_name[last - 1]


def _is_title(tokens: Sequence[Token], is_name: Sequence[bool], first: int, last: int) -> bool:
    """Say whether the tokens, all with capitals beside another with one, are part of a name ("CBS This Morning").

    Not in a headline in which nearly all words have capitals. Weekdays have theirs anyway, and a sentence its first.
    """
    own = [at for at in range(first, last) if tokens[at].word.isalpha()]
    if not all(is_name[at] for at in own):
        return False
    before = first > 0 and is_name[first - 1] and tokens[first - 1].char != BREAK
    after = last < len(tokens) and is_name[last] and tokens[last].char != BREAK
    opens = first == 0 or tokens[first - 1].char == BREAK
    if not before and (not after or opens):
        return False
    while first and is_name[first - 1] and tokens[first - 1].char != BREAK:
        first -= 1
    while last < len(tokens) and is_name[last] and tokens[last].char != BREAK:
        last += 1
    rest = (*_until_break(tokens, first - 1, -1), *_until_break(tokens, last, 1))
    long = [is_name[at] for at in rest if len(tokens[at].word) > 3 and tokens[at - 1].char != BREAK]
    return sum(long) <= 0.7 * len(long) if long else first > 0 and tokens[first - 1].char != BREAK


def _until_break(tokens: Sequence[Token], at: int, step: int) -> Iterator[int]:
    """Yield the places from `at` on, forwards or backwards, to the end of the sentence."""
    while 0 <= at < len(tokens) and tokens[at].char != BREAK:
        yield at
        at += step


LATE = 2
"""Months before publication that news is likely to speak of, whatever year the text told of that month before."""


def _is_aside(found: Sequence[Found], tokens: Sequence[Token], at: int, published_on: dt.date | None) -> bool:
    """Say whether the date before, in this sentence or the one before it, is a month of years ago.

    Farther on it is an aside only where the same month is named again, and was not of late: "early November 2005 …
    On 5 November", told in May.
    """
    last = next((one for one in reversed(found) if one.reading.type in ("DATE", "TIME") and one.reading.period), None)
    if last is None or published_on is None or (last.first and tokens[last.first - 1].word == "since"):
        return False
    period = last.reading.period
    if period is None or last.reading.anchor == "published" or period.unit not in ("month", "day", "time"):
        return False
    near = last is found[-1] and sum(token.char == BREAK for token in tokens[last.last : at]) <= 1
    again = any(MONTH_NUMBERS.get(token.word) == period.start.month for token in tokens[at : at + 2])
    again = again and (published_on.month - period.start.month) % 12 > LATE
    return period.end.year <= published_on.year - 2 and (near or again)


def _safely(reader: object, hit: Hit, context: Context) -> Reading | None:
    """Run a reader; a date beyond the calendar ("3,000 years ago") has no value."""
    try:
        return reader(hit, context)  # type: ignore[operator, no-any-return]
    except (ValueError, OverflowError):
        return undated()


def _remember(referents: Referents, reading: Reading) -> Referents:
    """Return the referents after this expression."""
    period = reading.period
    if reading.type == "DATE" and (reading.value or "").startswith("BC"):
        return Referents(ancient=reading.value)
    if period is None or period.unit == "vague" or reading.type not in ("DATE", "TIME"):
        return referents
    if referents.ancient:
        referents = Referents()
    if period.unit == "quarter" and reading.anchor != "previous":
        return replace(referents, quarter=period, first_quarter=referents.first_quarter or period, last=period)
    if period.unit in ("day", "time"):
        return replace(referents, last=period, last_day=period)
    keeps_day = referents.last_day and period.start <= referents.last_day.start <= period.end
    return replace(referents, last=period, last_day=referents.last_day if keeps_day else None)


EDGES = frozenset("early late mid earlier later".split())
EDGE_NOUNS = frozenset("end beginning start middle close turn eve rest remainder".split())


def _widen(one: Found, tokens: Sequence[Token], context: Context) -> Found:
    """Take in "early", "late", "mid-", "the end of" before a date, and narrow "earlier this week"."""
    reading, first = one.reading, one.first
    if reading.type not in ("DATE", "TIME") or (reading.value or "").endswith("_REF"):
        return one
    before = [tokens[first - step].word if first >= step else "" for step in (1, 2, 3, 4)]
    if before[0] in EDGES:
        reading, first = narrowed(reading, before[0], context), first - 1
    elif before[0] == "in" and before[1] in EDGES and reading.period and reading.period.unit in ("month", "year"):
        reading, first = narrowed(reading, before[1], context), first - 2
    elif before[0] == "-" and before[1] in ("mid", "early", "late"):
        first -= 2
    elif before[0] == "of" and before[1] == "week" and before[2] in WEEKS and _is_month(reading):
        reading, first = _week_of_month(reading, WEEKS[before[2]]), first - 3
    elif before[:1] + before[2:3] in (["before", "the"], ["after", "the"]) and before[1] == "day" and _is_day(reading):
        step = dt.timedelta(days=-1 if before[0] == "before" else 1)
        reading, first = dated(day(reading.period.start + step), reading.anchor), first - 2  # type: ignore[union-attr]
    elif before[0] == "of" and before[1] == "half" and before[2] in HALVES and _is_month(reading):
        reading, first = _half_of_month(reading, before[2]), first - 3
    elif before[0] == "of" and before[1] in EDGE_NOUNS:
        first -= 2
        first -= tokens[first - 1].word == "very"
    else:
        return one
    if first and tokens[first - 1].word == "the":
        first -= 1
    return Found(first, one.last, reading)


HALVES = frozenset("first second latter last".split())
WEEKS = {"first": 1, "second": 2, "third": 3, "last": -1, "final": -1}
FIRST_DAYS = frozenset("first last early final opening closing".split())


def _is_month(reading: Reading) -> bool:
    return reading.type == "DATE" and reading.period is not None and reading.period.unit == "month"


def _half_of_month(reading: Reading, word: str) -> Reading:
    """Return the first 15 days of a month, or those after: TIMEX3 has no value for it but the month's."""
    if reading.period is None:
        return reading
    middle = reading.period.start + dt.timedelta(days=15)
    first = word == "first"
    start, end = (reading.period.start, middle - dt.timedelta(days=1)) if first else (middle, reading.period.end)
    return replace(reading, period=replace(reading.period, start=start, end=end))


def _week_of_month(reading: Reading, number: int) -> Reading:
    """Return the week of a month, days counted from its first or last: TIMEX3 has no value for it but the month's."""
    if reading.period is None:
        return reading
    start, end = reading.period.start, reading.period.end
    first = start + dt.timedelta(days=7 * (number - 1)) if number > 0 else end - dt.timedelta(days=6)
    period = replace(reading.period, start=first, end=first + dt.timedelta(days=6))
    return replace(reading, period=period)


def _join(before: Found, one: Found, tokens: Sequence[Token], context: Context) -> Found | None:
    """Return the expression that two neighbours make together, `None` where they stand each for itself."""
    gap = [token.word for token in tokens[before.last : one.first]]
    if len(gap) > 2 or BREAK in [token.char for token in tokens[before.last : one.first]]:
        return None
    left, right = before.reading, one.reading
    if gap == ["of"] and left.type == "DURATION" and _is_month(right):
        edge = FIRST_DAYS & {token.word for token in tokens[before.first : before.last]}
        return Found(before.first, one.last, right) if edge else None  # "the first days of February"
    if gap in (["before"], ["after"]) and left.type == "DURATION" and right.type == "DATE":
        return _counted(before, one, tokens, -1 if gap == ["before"] else 1)
    if (
        left.type == "TIME"
        and right.type in ("DATE", "TIME")
        and gap in ([], [","], ["on"], ["of"], ["of", "the"], ["the"], ["in"])
    ):
        day_part = right.period
        if right.period is None or right.period.unit not in ("day", "time"):
            return None
        if right.type == "TIME" and (gap not in ([], ["in"]) or left.value is None or right.value is None):
            return None
        if gap == ["in"] and (":" not in (left.value or "") or right.type != "TIME"):
            return None
        clock = (left.value or "").partition("T")[2] or None
        if clock == "NI" and day_part is not None and (day_part.end - day_part.start).days == 1:
            night = replace(time_of_day(day_part.start, clock), end=day_part.end)  # "the night of 10-11 February"
            return Found(before.first, one.last, dated(night, right.anchor))
        if clock is None or day_part is None or day_part.start != day_part.end:
            return None
        if right.type == "TIME":
            clock = _afternoon(clock, (right.value or "").partition("T")[2])
        return Found(before.first, one.last, dated(time_of_day(day_part.start, clock), right.anchor))
    if left.type == "DATE" and right.type == "TIME" and gap in ([], [","], ["at"], ["in"], ["in", "the"], [",", "at"]):
        if left.period is None or left.period.unit != "day" or right.value is None or (gap and gap[0] == "in"):
            return None
        clock = right.value.partition("T")[2]
        if left.period.start != left.period.end or not clock or (right.anchor == "published" and gap == []):
            return None
        return Found(before.first, one.last, dated(time_of_day(left.period.start, clock), left.anchor))
    return None


def _afternoon(clock: str, part: str) -> str:
    """Return the clock time as the part of the day has it: "6 o'clock this afternoon" is 18:00."""
    hours, _, minutes = clock.partition(":")
    if minutes and int(hours) < 12 and (part in ("AF", "EV") or (part == "NI" and int(hours) > 4)):
        return f"{int(hours) + 12:02d}:{minutes}"
    return clock


def _counted(before: Found, one: Found, tokens: Sequence[Token], sign: int) -> Found | None:
    """Read "two days before Christmas", "a week after June 5"."""
    match = re.fullmatch(r"P(\d+)([DWMY])", before.reading.value or "")
    period = one.reading.period
    if not match or period is None or one.reading.type != "DATE":
        return None
    unit = {"D": "day", "W": "week", "M": "month", "Y": "year"}[match.group(2)]
    ends = any(token.word in ("end", "close") for token in tokens[one.first : one.last])
    on = add_units(period.start if sign < 0 and not ends else period.end, unit, sign * int(match.group(1)))
    exact = (period.unit == "day" or ends) and unit in ("day", "week")
    result = day(on) if exact else shift(period.start, unit, sign * int(match.group(1)))
    return Found(before.first, one.last, dated(result, one.reading.anchor))


# "the day after X signed": an event as anchor

_CLAUSE = re.compile(
    r"\b(?:(?P<the>the|a|one)|(?P<n>two|three|four|five|six|seven|eight|nine|ten|\d{1,2}))\s+(?P<unit>days?|weeks?|months?|years?)\s+"
    r"(?P<way>after|before|following)\s+(?P<event>[^,.;:!?()\n—“”\"]+)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z]{3,}")
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_EMPTY = frozenset(
    "the and that this they their his her its was were had has have who which with for from into over after "
    "before when "
    "where first last been said would could also there them him she are not but all any".split()
)
SAME_EVENT = 0.5
"""Share of the clause's words that a sentence must have to tell of the same event; set on our own sentences."""
SAME_WORDS = 2
"""How many words they must share: "Russia's president" alone is no event."""


def _stem(word: str) -> str:
    """Return a crude stem that joins the forms of one word ("signed", "signing", "sign")."""
    word = word.lower()
    for ending in (
        "ations",
        "ation",
        "ings",
        "ing",
        "ments",
        "ment",
        "ures",
        "ure",
        "ions",
        "ion",
        "ed",
        "es",
        "s",
        "e",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return {"defense": "defenc", "defens": "defenc", "met": "meet", "meeting": "meet", "began": "begin"}.get(word, word)


def _stems(text: str) -> set[str]:
    return {_stem(word) for word in _WORD.findall(text) if word.lower() not in _EMPTY}


def _resolve_events(found: list[Found], tokens: Sequence[Token], text: str) -> list[Found]:
    """Date expressions that are counted from an event by the sentence that dates this event."""
    for match in list(_CLAUSE.finditer(text)):
        inside = [
            one for one in found if match.start() <= tokens[one.first].start and tokens[one.last - 1].end <= match.end()
        ]
        counted = [one for one in inside if one.reading.type == "DURATION"]
        if len(inside) > len(counted) or len(counted) > 1:
            continue  # another date stands in the clause: its own rule has read it
        first, last = _token_at(tokens, match.start()), _token_at(tokens, match.end(), end=True)
        if any(one.first < last and first < one.last and one not in counted for one in found) or first >= last:
            continue
        opens = first == 0 or tokens[first - 1].char == BREAK
        if not opens and text[match.end() : match.end() + 1] == "," and not _tells_what_happened(match["event"]):
            continue  # "they voted, a day after the president, who …": cut short
        if match["the"] and match["unit"].endswith("s"):
            continue  # "the weeks before the vote": how many is not said
        one_day = match["the"] is not None and match["the"].lower() == "the"
        unit = match["unit"].lower().rstrip("s")
        dated_by = _event_period(found, tokens, text, match["event"], (first, last))
        if dated_by is None and one_day and unit == "day" and _is_told_before(tokens, first, match["event"]):
            on = next(
                (one.reading.period for one in reversed(found) if one.last <= first and _is_day(one.reading)), None
            )
            if on is not None:
                step = dt.timedelta(days=-1 if match["way"].lower() == "before" else 1)
                found = _replaced(found, counted, Found(first, first + 3, dated(day(on.start + step), "previous")))
                continue
        count = 1 if match["the"] else _NUMBERS.get(match["n"].lower()) or int(match["n"])
        if dated_by is None:
            if one_day and unit == "day":
                found = _replaced(found, counted, Found(first, last, undated("DATE")))
            continue
        sign = -1 if match["way"].lower() == "before" else 1
        moved = add_units(dated_by.start if sign < 0 else dated_by.end, unit, sign * count)
        period = day(moved) if unit in ("day", "week") else shift(moved, unit, 0)
        found = _replaced(found, counted, Found(first, last, dated(period, "event")))
    return found


def _tells_what_happened(clause: str) -> bool:
    """Say whether the words have a past form."""
    return any(word in PAST_VERBS or word.endswith("ed") for word in clause.lower().split())


def _is_told_before(tokens: Sequence[Token], first: int, event: str) -> bool:
    """Say whether "the day before" opens a clause of its own: "…; the day before forces had attacked"."""
    return (first == 0 or tokens[first - 1].char == BREAK or tokens[first - 1].word == ";") and " had " in event


def _replaced(found: list[Found], old: list[Found], new: Found) -> list[Found]:
    return sorted([*(one for one in found if one not in old), new], key=lambda one: one.first)


def _token_at(tokens: Sequence[Token], offset: int, end: bool = False) -> int:
    """Return the index of the token that begins at `offset`, or, with `end`, of the first that ends after it."""
    for index, token in enumerate(tokens):
        if token.char != BREAK and (token.end > offset if end else token.start >= offset):
            return index
    return len(tokens)


def _event_period(
    found: Sequence[Found], tokens: Sequence[Token], text: str, event: str, clause: tuple[int, int]
) -> Period | None:
    """Return the day of the event that `event` tells of: from the sentence with most of its words, if it has a day."""
    wanted = _stems(event)
    if len(wanted) < 2:
        return None
    best: tuple[float, Period] | None = None
    for one in found:
        period = one.reading.period
        if period is None or period.unit not in ("day", "time") or clause[0] <= one.first < clause[1]:
            continue
        if period.start != period.end:
            continue
        start, end = one.first, one.last
        while start and tokens[start - 1].char != BREAK:
            start -= 1
        while end < len(tokens) and tokens[end].char != BREAK:
            end += 1
        if start <= clause[0] < end:
            continue
        common = len(wanted & _stems(text[tokens[start].start : tokens[end - 1].end]))
        share = common / len(wanted)
        if common >= SAME_WORDS and share >= SAME_EVENT and (best is None or share > best[0]):
            best = (share, period)
    return best[1] if best else None


def add_timexes(draft: Draft, kit: Kit) -> Draft:
    """Add the time expressions."""
    day_of = draft.article.published_on
    published_on = dt.date.fromisoformat(day_of) if day_of else None
    found = find_timexes(draft.text, draft.record.sentences, published_on, rules=kit.time_rules)
    furniture = find_furniture(draft.text).spans
    return draft.add(timexes=tuple(t for t in found if not any(span.covers(t) for span in furniture)))
