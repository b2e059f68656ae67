"""What stands around an act: who says it and when, whether it is apart, a clause of law, or nobody's."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from gpulse.reading.commitment.act_types import Act
from gpulse.reading.commitment.clauses import Clause, Context
from gpulse.reading.commitment.promised_when import (
    act_span,
    act_timexes,
    find_condition,
    is_of_a_thing,
    is_of_another,
    is_of_the_telling,
    is_past,
    same_window,
)
from gpulse.reading.commitment.speech import Saying
from gpulse.reading.commitment.whole_words import JOINS_ON
from gpulse.reading.commitment.windows import Window, find_own_window, find_window
from gpulse.record import Record, Span, Timex


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What surrounds an act: its words, who says it and when, its times and its window."""

    span: Span
    saying: Saying | None
    said_on: str | None
    told_on: str | None
    times: tuple[Timex, ...]
    window: Window


def _is_apart(clause: Clause, act: Act, time: Span) -> bool:
    """Whether a semicolon parts a time from an act: "the launchers leave soon; the rest follows *in two months*"."""
    low, high = min(act.trigger.end, time.end), max(act.trigger.start, time.start)
    return ";" in clause.text[low:high]


def frame_of(
    clause: Clause, act: Act, context: Context, record: Record, times: tuple[Timex, ...] | None = None
) -> Frame:
    """Read what surrounds an act; `times` are those of its window, where they are known."""
    span = act_span(clause, act)
    saying = _saying_of(clause, act, context, record)
    told_on = (saying.said_on if saying else None) or _day_of_speaker(saying, context)
    said_on = told_on or context.day or record.article.published_on
    if is_clause_of_law(clause, act) and (signed := _SIGNED.search(clause.text, clause.sentence.start, span.end)):
        dates = [t for t in clause.timexes if t.start >= signed.end() and t.end <= clause.words[act.first].start]
        said_on = next((t.latest for t in dates if t.latest and t.earliest == t.latest), said_on)
    day = record.article.published_on
    find = find_window if times is None else find_own_window
    if times is None:
        times = tuple(
            t
            for t in act_timexes(clause, act, span)
            if not (t.latest and t.latest == context.day and t.latest < (day or ""))
        )
    times = tuple(
        t
        for t in times
        if not (
            is_past(t, clause.text, day)
            or is_of_a_thing(t, clause.text)
            or is_of_the_telling(clause, act, t, said_on)
            or is_of_another(clause, act, t)
            or _is_of_the_next(record, clause, act, t)
        )
    )
    times = tuple(t for t in times if not _is_apart(clause, act, t)) or times
    end = max(span.end, *(t.end for t in times), 0)
    window = find(clause.text, min([span.start, *(t.start for t in times)]), end, times, said_on)
    if window.text is None or context.date or " week" in clause.text[span.start : span.end]:
        window = same_window(clause.text, span, times, window, context)
    window = after_the_condition(clause, act, _after_the_demand(clause, act, window))
    if not told_on and _is_said_some_day(saying, record):
        window = replace(window, earliest=None) if window.text is None else window
    elif told_on or not _is_nobody_s(saying, record):
        told_on = said_on
    return Frame(span=span, saying=saying, said_on=said_on, told_on=told_on, times=times, window=window)


def _is_of_the_next(record: Record, clause: Clause, act: Act, time: Timex) -> bool:
    """Whether a time is of a verb that "and" joins on, where the act has one of its own before that verb.

    "The government would release grain *within two weeks* and suspend duties until the end of the year."
    """
    text, end = clause.text, act.trigger.end
    for event in record.events:
        verb = event.trigger
        if not (end < verb.start and verb.end <= time.start) or not JOINS_ON.search(text, end, verb.start):
            continue
        if any(end <= t.start and t.end <= verb.start for t in clause.timexes if t.type in ("DATE", "DURATION")):
            return True
    return False


def _is_said_some_day(saying: Saying | None, record: Record) -> bool:
    """Whether the post tells when something was said, and no one day: "Last week he said that Chad would leave"."""
    said = saying.span if saying else None
    return any(
        a.cue is not None and said is not None and said.covers(a.cue) and a.earliest and a.earliest != a.latest
        for a in record.attributions
    )


def _is_nobody_s(saying: Saying | None, record: Record) -> bool:
    """Whether somebody without a name says it, on a day that the post does not tell: not that of the news before."""
    said = saying.span if saying else None
    return any(
        a.cue is not None
        and said is not None
        and said.covers(a.cue)
        and a.earliest is None
        and a.speaker is not None
        and a.speaker.anonymous
        for a in record.attributions
    )


_ELSE: Final = re.compile(r"\b(?:otherwise|or else|failing that)\b", re.IGNORECASE)


def _after_the_demand(clause: Clause, act: Act, window: Window) -> Window:
    """Return the window of an act that follows an unmet demand: from the last day of the demand on, without an end.

    "Peru gave Chile until Friday to leave and would otherwise close the border."
    """
    unmet = _ELSE.search(clause.text, clause.sentence.start, act.trigger.start)
    if unmet is None or window.latest is None or not window.text:
        return window
    told = clause.text.find(window.text, clause.sentence.start, clause.sentence.end)
    return Window(earliest=window.latest, text=unmet.group()) if 0 <= told < unmet.start() else window


def after_the_condition(clause: Clause, act: Act, window: Window) -> Window:
    """Return the window of an act whose only day is one of its condition: from that day on, without an end.

    "Growers threaten to march if the ban is still there at the end of May."
    """
    condition = find_condition(clause, act)
    if condition is None or window.latest is None or not window.text:
        return window
    start = clause.text.find(condition, clause.sentence.start, clause.sentence.end)
    told = clause.text.find(window.text, clause.sentence.start, clause.sentence.end)
    inside = start <= told and told + len(window.text) <= start + len(condition)
    return Window(earliest=window.latest, text=window.text) if inside else window


def _day_of_speaker(saying: Saying | None, context: Context) -> str | None:
    """The day on which whoever spoke last in the paragraph did, where nobody else speaks now."""
    last = context.speaker
    if last is None or (saying is not None and saying is not last and saying.codes != last.codes):
        return None
    return last.said_on


_JOINED_CLAUSE = re.compile(r",\s+(?:and|but|while|whereas)\s+(?:the\s+)?$")
_NEXT_CLAUSE = re.compile(r"(?:and|but|while|whereas|though|although)\s")


def _saying_of(clause: Clause, act: Act, context: Context, record: Record) -> Saying | None:
    """Who says it: the saying of the same sentence, or, in reported speech that runs on, the last of the paragraph.

    A saying that opens the next clause has nothing to say of this one: "Both will share more, *and Oslo promised* to";
    nor has one of a clause before: "*Oslo threatened* to leave, and the Union plans to meet".
    """
    at = clause.words[act.first].start
    subject = clause.words[min(act.subject[0], act.first)].start
    joined = _JOINED_CLAUSE.search(clause.text, clause.sentence.start, subject)

    def is_apart(saying: Saying) -> bool:
        span = saying.span
        later = span.start > at and clause.text[span.start - 2] == "," and _NEXT_CLAUSE.match(clause.text, span.start)
        earlier = joined is not None and span.end <= joined.start()
        own = (a for a in record.attributions if a.cue and span.covers(a.cue))
        return bool(later or earlier) and not any(c.covers(act.trigger) for a in own for c in a.content)

    sayings = [s for s in clause.sayings if not is_apart(s)]
    if sayings:
        return min(sayings, key=lambda s: abs(s.span.start - at))
    if clause.sayings:
        return None
    if context.said_so:
        return context.said_so
    return context.speaker if act.mood in ("would", "must", "is to", "should", "shall") else None


_SIGNED = re.compile(r"\b(?:signed|concluded|agreed|adopted|passed)\b", re.IGNORECASE)


LAW = re.compile(r"\b(?:treaty|article|agreement|resolution|accord|pact|clause|protocol|under the|convention|text)\b")


_BINDS = re.compile(r"\b(?:under|article|stipulat\w*|oblig\w*|declaration|provides)\b")


def is_clause_of_law(clause: Clause, act: Act) -> bool:
    """Say whether the act is what a treaty or resolution lays down: "shall", or "is to" under an agreement."""
    words = clause.sentence.of(clause.text).lower()
    return act.mood == "shall" or (act.mood == "is to" and bool(LAW.search(words)) and bool(_BINDS.search(words)))
