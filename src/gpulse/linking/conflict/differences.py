"""On which day, where, and who: what posts of the same days tell differently of one event.

Two events of two posts are one where they are of one type, somebody takes part in both, and their sentences are alike;
they must differ in one thing alone. What differs in two (another day and another town) are two events.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from gpulse.days import days_between
from gpulse.linking.conflict.figures import Figure
from gpulse.linking.conflict.frame import Frame
from gpulse.linking.conflict.given_by import speaker_of
from gpulse.linking.drift import names_alike
from gpulse.linking.grouping.posts import FUNCTION_WORDS, likeness, stems_of
from gpulse.linking.happening.scenes import said_in, times_in, towns_differ, towns_in
from gpulse.linking.ledger.ledger_rows import evidence_of
from gpulse.linking.story.story_rows import Conflict, Value
from gpulse.linking.wording import stem
from gpulse.reading.commitment.open_acts import base_of
from gpulse.record import Event, Participant, Place, Record, Span, Timex

SAME_NEWS_DAYS = 2
"""Posts further apart tell of a day that was changed, or of another event."""

ALIKE = 0.3
"""Least likeness of the sentences of two events that are one; read in small stories and those of development."""

NEAR_SENTENCES = 3
"""Two days that one post sets against each other stand within this many sentences."""

DAYS_AHEAD = 14
"""A day nearer than this is met by chance in another post of the same affair."""

NEAR_DAYS_SHARE = 0.5
"""Two days to come that are no further apart than this share of the days until the nearer one are hardly two events."""

NEAR_DAYS_ALIKE = 0.1
"""Least likeness of what stands around two such days. In 42 stories and 122 small ones posts of the same days have five
such pairs, all of which are conflicts."""

LONGEST_DAYS = 31
"""A time expression that covers more than a month is no day or month that something is to happen."""

_SAID_SO = re.compile(r"\b(?:said|announced|confirmed|told \w+|declared) (?:so|this|it)\b")
_SET_AGAINST = re.compile(
    r"\b(?:not before|at the earliest|no earlier|not until|sooner|later than|reserved|cautious|scepti\w+|optimis\w+|"
    r"pessimis\w+|doubt\w*|but|however|though|whereas|while|instead|rather|less sure|disagree\w*|contradict\w*)\b",
    re.IGNORECASE,
)
"""Words by which a day is one expectation among others."""
_OPENED = re.compile(
    r"\b(?:not before|not until|no earlier than|no later than|by|before|after|until|from)\s+$", re.IGNORECASE
)

_TO_COME = frozenset({"planned", "promised", "threatened", "demanded", "predicted", "obligation", "hypothetical"})
_MEETINGS = frozenset({"CONSULT", "AGREE"})
"""Types of what two do together: who is named first does not matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """An event, its sentence, and what sets it."""

    record: Record
    event: Event
    at: int
    days: tuple[Timex, ...]
    towns: tuple[tuple[Span, Place], ...]
    actors: tuple[Participant, ...]
    codes: frozenset[str]
    stems: frozenset[str]
    terms: dict[str, float]


def find_differences(frame: Frame, figures: Sequence[Figure]) -> tuple[Conflict, ...]:
    """Return the days, places and doers on which two posts differ, each slot of two posts once."""
    told = [one for record in frame.records for one in _told_in(record, frame)]
    found: dict[tuple[str, str, str], tuple[float, Conflict]] = {}
    for one, two in combinations(told, 2):
        alike = _one_event(one, two, figures)
        if alike is None:
            continue
        for slot, first, second in _differ(one, two):
            key = (slot, one.record.article.id, two.record.article.id)
            conflict = Conflict(slot=slot, values=(_value(one, first), _value(two, second)))
            found[key] = max(found.get(key, (0.0, conflict)), (alike, conflict), key=lambda row: row[0])
    for conflict in _near_days(frame):
        posts = [value.evidence.article for value in conflict.values]
        found.setdefault(("day", posts[0], posts[1]), (0.0, conflict))
    within = [conflict for record in frame.records for conflict in _two_dates(record, frame)]
    return (*(conflict for _, conflict in found.values()), *within)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Due:
    """A day or month to come in a post: its sentence, its first and last day, and the days until it is over."""

    record: Record
    at: int
    timex: Timex
    earliest: dt.date
    latest: dt.date
    ahead: int

    def meets(self, other: _Due) -> bool:
        """Whether two have a day in common."""
        return self.earliest <= other.latest and other.earliest <= self.latest


def _near_days(frame: Frame) -> Iterator[Conflict]:
    """Two days to come that two posts of the same days give, nearly the same, neither of which the other post has."""
    due = {record.article.id: list(_days_to_come(record, frame)) for record in frame.records}
    for first, second in combinations(frame.records, 2):
        mine, theirs = due[first.article.id], due[second.article.id]
        if not mine or not theirs or not _same_news(first, second):
            continue
        alone = [one for one in mine if not any(one.meets(two) for two in theirs)]
        others = [two for two in theirs if not any(two.meets(one) for one in mine)]
        for one in alone:
            for two in others:
                apart = abs((one.latest - two.latest).days)
                single = (one.earliest == one.latest, two.earliest == two.latest)
                if apart > NEAR_DAYS_SHARE * min(one.ahead, two.ahead) or single[0] != single[1]:
                    continue
                alike = likeness(frame.context(first, one.at), frame.context(second, two.at))
                if alike >= NEAR_DAYS_ALIKE and not _other_towns(one, two, frame):
                    values = tuple(
                        Value(
                            value=due_one.timex.of(due_one.record.article.text), low=None, high=None,
                            evidence=evidence_of(due_one.record, due_one.record.sentences[due_one.at]),
                        )
                        for due_one in (one, two)
                    )  # fmt: skip
                    yield Conflict(slot="day", values=values)


def _days_to_come(record: Record, frame: Frame) -> Iterator[_Due]:
    if record.article.published_on is None:
        return
    published = dt.date.fromisoformat(record.article.published_on)
    for at, sentence in enumerate(record.sentences):
        for timex in times_in(record, sentence, said_in(record, sentence, frame.sayings[record.article.id])):
            if timex.earliest and timex.latest:
                earliest, latest = (dt.date.fromisoformat(day[:10]) for day in (timex.earliest, timex.latest))
                ahead = (latest - published).days
                if ahead >= DAYS_AHEAD and (latest - earliest).days < LONGEST_DAYS:
                    yield _Due(record=record, at=at, timex=timex, earliest=earliest, latest=latest, ahead=ahead)


def _same_news(first: Record, second: Record) -> bool:
    """Whether two posts appeared within `SAME_NEWS_DAYS`; so assumed where a day is not known."""
    one, two = first.article.published_on, second.article.published_on
    return one is None or two is None or abs(days_between(one, two)) <= SAME_NEWS_DAYS


def _other_towns(one: _Due, two: _Due, frame: Frame) -> bool:
    towns = []
    for due in (one, two):
        sentence = due.record.sentences[due.at]
        aside = said_in(due.record, sentence, frame.sayings[due.record.article.id])
        towns.append([place for _, place in towns_in(due.record, sentence, aside)])
    return towns_differ(*towns)


def _two_dates(record: Record, frame: Frame) -> Iterator[Conflict]:
    """Two days to come that two speakers name in sentences near each other, one of them set against the other."""
    text, published = record.article.text, record.article.published_on
    if published is None:
        return
    sayings = frame.sayings[record.article.id]
    dated: list[tuple[int, Timex, str]] = []
    for at, sentence in enumerate(record.sentences):
        times = times_in(record, sentence, said_in(record, sentence, sayings))
        to_come = [t for t in times if t.latest and t.latest[:10] >= published]
        speaker = speaker_of(record, at, sentence, sayings)
        following = record.sentences[at + 1 : at + 2]
        if speaker is None and following and _SAID_SO.search(following[0].of(text)):
            speaker = speaker_of(record, at + 1, following[0], sayings)
        if len(to_come) == 1 and speaker is not None:
            dated.append((at, to_come[0], speaker))
    for (first, one, speaker), (second, two, other) in pairwise(dated):
        span = text[record.sentences[first].start : record.sentences[second].end]
        same = one.earliest == two.earliest and one.latest == two.latest
        if (
            second - first <= NEAR_SENTENCES
            and not names_alike(speaker, other)
            and not same
            and _SET_AGAINST.search(span)
        ):
            yield Conflict(
                slot="day", values=(_day_of(record, first, one, speaker), _day_of(record, second, two, other))
            )


def _day_of(record: Record, at: int, timex: Timex, speaker: str) -> Value:
    """A day, with the words that open it on one side, and who names it."""
    text = record.article.text
    opened = _OPENED.search(text, record.sentences[at].start, timex.start)
    words = text[opened.start() if opened else timex.start : timex.end]
    return Value(
        value=f"{words}, according to {speaker}", low=None, high=None,
        evidence=evidence_of(record, record.sentences[at]),
    )  # fmt: skip


def _told_in(record: Record, frame: Frame) -> Iterator[_Told]:
    text = record.article.text
    for event in record.events:
        at = next((k for k, s in enumerate(record.sentences) if s.covers(event.trigger)), None)
        if at is None or event.event_type is None or event.polarity == "negative":
            continue
        sentence = record.sentences[at]
        aside = said_in(record, sentence, frame.sayings[record.article.id])
        people = [p for p in (*event.actors, *event.recipients) if p.whom]
        yield _Told(
            record=record, event=event, at=at, days=tuple(t for t in times_in(record, sentence, aside) if _is_day(t)),
            towns=tuple(towns_in(record, sentence, aside)), actors=tuple(p for p in event.actors if p.whom),
            codes=frozenset(p.whom for p in people if p.whom), stems=_stems_of_act(event.trigger.of(text)),
            terms=frame.vector(record, sentence, said_by=False, short=True),
        )  # fmt: skip


def _stems_of_act(words: str) -> frozenset[str]:
    """The stems of an act's words, with the verb of an irregular form: "blew up" and "was blown up" are one word."""
    return frozenset(stems_of(words)) | {
        stem(base_of(word)) for word in words.lower().split() if word not in FUNCTION_WORDS
    }


def _is_day(timex: Timex) -> bool:
    return timex.earliest is not None and timex.latest is not None and timex.earliest[:10] == timex.latest[:10]


def _one_event(one: _Told, two: _Told, figures: Sequence[Figure]) -> float | None:
    """How alike two events are, where they may be one of which something is told differently."""
    first, second = one.record.article, two.record.article
    if first.id == second.id or one.event.event_type != two.event.event_type:
        return None
    if not one.codes & two.codes and not _others_did_it(one, two):
        return None
    if (one.event.realis in _TO_COME) != (two.event.realis in _TO_COME):
        return None
    if not _same_news(one.record, two.record):
        return None
    alike = likeness(one.terms, two.terms)
    if alike < ALIKE or _count_otherwise(one, two, figures):
        return None
    return alike


def _others_did_it(one: _Told, two: _Told) -> bool:
    """Whether two tell with one word that different people did something on one day: nobody need be named in both."""
    same_day = any(a.earliest == b.earliest for a in one.days for b in two.days)
    done = all(t.event.realis == "actual" and t.actors for t in (one, two))
    return done and same_day and bool(one.stems & two.stems)


def _count_otherwise(one: _Told, two: _Told, figures: Sequence[Figure]) -> bool:
    """Whether the two sentences give different numbers of one thing: they tell of two events then."""
    mine, theirs = (
        [f for f in figures if f.article == t.record.article.id and f.sentence == t.at and f.thing] for t in (one, two)
    )
    return any(a.thing == b.thing and a.point != b.point for a in mine for b in theirs)


def _differ(one: _Told, two: _Told) -> Iterator[tuple[str, Span, Span]]:
    """The one slot in which two tellings of an event differ, with the words of both."""
    apart_in_days = bool(one.days and two.days) and not any(
        a.earliest == b.earliest for a in one.days for b in two.days
    )
    places = [[place for _, place in t.towns] for t in (one, two)]
    apart_in_place = towns_differ(*places)
    same_word = bool(one.stems & two.stems)
    known = bool(one.codes & two.codes)
    if known and apart_in_days and not apart_in_place and len(one.days) == len(two.days) == 1 and same_word:
        yield "day", one.days[0], two.days[0]
    agree = bool(one.days and two.days) and not apart_in_days
    if known and apart_in_place and agree and len(one.towns) == len(two.towns) == 1:
        yield "place", one.towns[0][0], two.towns[0][0]
    if (
        agree
        and not apart_in_place
        and one.actors
        and two.actors
        and one.event.event_type not in _MEETINGS
        and same_word
    ):
        mine, theirs = ({p.whom for p in t.actors} for t in (one, two))
        if not mine & theirs:
            yield "who", _fullest(one.actors), _fullest(two.actors)


def _fullest(people: Sequence[Participant]) -> Participant:
    """The one that is named with most letters; the first of several."""
    return max(people, key=lambda p: p.end - p.start)


def _value(told: _Told, words: Span) -> Value:
    return Value(
        value=words.of(told.record.article.text), low=None, high=None,
        evidence=evidence_of(told.record, told.record.sentences[told.at]),
    )  # fmt: skip
