"""Time expressions: found in the text, and read as TIMEX3 values and intervals of days.

The rules are in `times_rules`; here they are run over a text from left to right, so that each expression can be
counted from those before it. Neighbours that belong together are joined (`times_joined`), and "the day after X signed"
is dated by the sentence that dates the signing (`times_after`). docs/time.md describes all of it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gpulse.furniture import find_furniture
from gpulse.reading.draft import Draft
from gpulse.reading.kit import Kit
from gpulse.reading.time.after import resolve_events
from gpulse.reading.time.choose import PAST_VERBS, tense_at
from gpulse.reading.time.context import (
    SKIPPED,
    Context,
    Found,
    Hit,
    Kind,
    Reading,
    Referents,
    Tense,
    dated,
    is_day,
    undated,
)
from gpulse.reading.time.direction import features_of, share_past
from gpulse.reading.time.direction import lies_ahead as is_ahead
from gpulse.reading.time.grammar import BREAK, OTHER, Token, find_tokens
from gpulse.reading.time.holidays import holiday
from gpulse.reading.time.joined import join, widen
from gpulse.reading.time.names import is_title, names_a_war, people_called_may
from gpulse.reading.time.rules import TimeRules, load_time_rules
from gpulse.reading.time.story import is_narrative
from gpulse.reading.time.value import Period, day, time_of_day
from gpulse.reading.time.words import MONTH_NUMBERS
from gpulse.record import Span, Timex

__all__ = ["TimeRules", "add_timexes", "find_timexes", "load_time_rules"]


def find_timexes(
    text: str,
    sentences: Sequence[Span],
    published_on: dt.date | None,
    published_at: dt.datetime | None = None,
    rules: TimeRules | None = None,
) -> tuple[Timex, ...]:
    """Return the time expressions of `text`, in order.

    `published_on` is the day of publication (`published_at`, an instant, gives it where only that is known); without
    it, expressions that are counted from it get no value. `rules` are compiled anew where they are not given.

    >>> [t] = find_timexes("They met last week.", [Span(start=0, end=19)], dt.date(2024, 6, 28))
    >>> t.value, t.earliest, t.latest, t.anchor
    ('2024-W25', '2024-06-17', '2024-06-23', 'published')
    """
    rules = rules or load_time_rules()
    if published_on is None and published_at is not None:
        published_on = published_at.date()
    tokens = find_tokens(text, sentences, rules.lexicon)
    narrative = is_narrative(tokens, published_on)
    found = resolve_events(_scan(tokens, text, published_on, narrative, rules), tokens, text)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """What a scan looks at: the tokens, which of them begin with a capital, and what holds of the whole text.

    `told_past` is the share of its verbs that are told in the past; `narrative`, whether it tells a story of long ago.
    """

    tokens: Sequence[Token]
    text: str
    is_name: Sequence[bool]
    published: dt.date | None
    narrative: bool
    told_past: float
    rules: TimeRules


def _scan(
    tokens: Sequence[Token], text: str, published_on: dt.date | None, narrative: bool, rules: TimeRules
) -> list[Found]:
    """Run the rules from left to right; the longest match that its reader accepts wins."""
    code = "".join(token.char for token in tokens)
    is_name = [text[token.start : token.start + 1].isupper() for token in tokens]
    people = people_called_may(tokens, text, is_name)
    view = _View(
        tokens=tokens,
        text=text,
        is_name=is_name,
        published=published_on,
        narrative=narrative,
        told_past=share_past(tokens, PAST_VERBS),
        rules=rules,
    )
    referents = Referents()
    found: list[Found] = []
    at = 0
    while at < len(code):
        read = None
        if code[at] in rules.by_first and at not in people:
            read = _read_at(view, code, at, found, referents)
        if read is None:
            at += 1
            continue
        end, reading, context = read
        if reading is not SKIPPED:
            one = widen(Found(at, end, reading), tokens, context)
            while found and found[-1].last > one.first:
                found.pop()  # "the last week", of November
            joined = join(found[-1], one, tokens) if found else None
            if joined is not None:
                found[-1] = one = joined
            else:
                found.append(one)
            referents = _remember(referents, one.reading)
        at = end
    return found


def _read_at(
    view: _View, code: str, at: int, found: Sequence[Found], referents: Referents
) -> tuple[int, Reading, Context] | None:
    """Return where the longest match at token `at` that its reader accepts ends, how it is read and in what context."""
    alone = code[at + 1 : at + 2] in ("", OTHER, BREAK)
    rules = (view.rules.alone if alone else view.rules.by_first)[code[at]]
    matches = [(match.end(), rule, match) for rule, pattern in rules if (match := pattern.regex.match(code, at))]
    matches.sort(key=lambda one: -one[0])
    for end, rule, match in matches:
        context = _context(view, at, end, found, referents)
        titled = rule.reader is not holiday and is_title(view.tokens, view.is_name, at, end)
        if titled or names_a_war(view.tokens, view.is_name, end):
            return end, SKIPPED, context
        reading = _safely(rule.reader, Hit(view.tokens, match), context)
        if reading is not None:
            return end, reading, context
    return None


def _context(view: _View, first: int, last: int, found: Sequence[Found], referents: Referents) -> Context:
    """Return what a reader of the tokens from `first` to before `last` may ask, after the expressions `found`."""
    tokens = view.tokens

    def tense() -> Tense | None:
        return tense_at(tokens, first, last, view.is_name)

    def sentences_since_day() -> int:
        told = next((one for one in reversed(found) if is_day(one.reading)), None)
        return sum(token.char == BREAK for token in tokens[told.last : first]) if told else 0

    def lies_ahead(kind: Kind, back: int, ahead: int, ruled: bool) -> bool:
        because = "because" in [token.word for token in tokens[max(first - NEAR_CAUSE, 0) : first]]
        if view.rules.direction is None or because:
            return ruled
        start = next((k for k in range(first, last) if tokens[k].word not in ("the", "of")), first)
        facts = features_of(
            tokens,
            start,
            last,
            kind=kind,
            tense=tense_at(tokens, start, last, view.is_name),
            back=back,
            ahead=ahead,
            ruled=ruled,
            told_past=view.told_past,
            past_verbs=PAST_VERBS,
        )
        return is_ahead(facts, view.rules.direction, ruled)

    return Context(
        published=view.published,
        referents=referents,
        narrative=view.narrative,
        tense=tense,
        aside=_is_aside(found, tokens, first, view.published),
        remote=view.published is None and not view.narrative and _is_remote(found, view, first),
        sentences_since_day=sentences_since_day,
        compares_months=lambda: _compares_months(found, tokens, first),
        year_told=lambda: _year_told(found, tokens, first, view.published),
        lies_ahead=lies_ahead,
    )


NEAR_CAUSE = 8
"""Tokens before a date within which "because of" tells of what was, as the rules have it."""


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


def _year_told(found: Sequence[Found], tokens: Sequence[Token], at: int, published_on: dt.date | None) -> Period | None:
    """Return the date told last, in this sentence or the one before it, where it is of an earlier year and named it."""
    last = next((one for one in reversed(found) if one.reading.type in ("DATE", "TIME") and one.reading.period), None)
    if last is None or published_on is None or (last.first and tokens[last.first - 1].word == "since"):
        return None
    period = last.reading.period
    if period is None or period.unit not in _OF_A_YEAR or last.reading.anchor == "published":
        return None
    near = sum(token.char == BREAK for token in tokens[last.last : at]) <= 1
    return period if near and period.end.year < published_on.year else None


_OF_A_YEAR = frozenset(("time", "day", "month", "season", "year"))


def _is_remote(found: Sequence[Found], view: _View, at: int) -> bool:
    """Say whether the date last told before `at` is no date to count from in news that gives no day of its own."""
    last, tokens = next((one for one in reversed(found) if one.reading.period), None), view.tokens
    if last is None:
        return False
    apart = "\n\n" in view.text[tokens[last.last - 1].end : tokens[at].start]
    since = last.first > 0 and tokens[last.first - 1].word == "since"
    return apart or since or sum(token.char == BREAK for token in tokens[last.last : at]) > 1


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
    near = near and not _is_back_in_the_present([token.word for token in tokens[last.last : at]])
    again = any(MONTH_NUMBERS.get(token.word) == period.start.month for token in tokens[at : at + 2])
    again = again and (published_on.month - period.start.month) % 12 > LATE
    return period.end.year <= published_on.year - 2 and (near or again)


def _is_back_in_the_present(words: Sequence[str]) -> bool:
    """Say whether a clause in the present follows a date: "broke off relations in January 2016, and *it accuses* them".

    >>> _is_back_in_the_present(", and it accuses them of arming rebels .".split())
    True
    >>> _is_back_in_the_present(", and it left .".split())
    False
    """
    threes = zip(words, words[1:], words[2:], strict=False)
    return any(
        joint in ("and", "but", "while") and who in ("it", "he", "she") and verb.endswith("s") and verb != "was"
        for joint, who, verb in threes
    )


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


def add_timexes(draft: Draft, kit: Kit) -> Draft:
    """Add the time expressions."""
    day_of = draft.article.published_on
    published_on = dt.date.fromisoformat(day_of) if day_of else None
    found = find_timexes(draft.text, draft.record.sentences, published_on, rules=kit.time_rules)
    furniture = find_furniture(draft.text).spans
    return draft.add(timexes=tuple(t for t in found if not any(span.covers(t) for span in furniture)))
