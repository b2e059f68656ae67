"""The day or the hour of what befalls a thing once: "it sank on Saturday", "it went to the bottom on Sunday".

The two sentences need share no word: a ship that a story is about sinks once, and a plane crashes once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from gpulse.days import days_between
from gpulse.linking.conflict.figures import AHEAD
from gpulse.linking.conflict.frame import Frame
from gpulse.linking.conflict.given_by import same_speaker, speaker_of
from gpulse.linking.happening.scenes import said_in, times_in, towns_differ, towns_in
from gpulse.linking.ledger.ledger_rows import evidence_of
from gpulse.linking.story.story_rows import Conflict, Value
from gpulse.record import Place, Record, Sentence, Span

ONCE: Final = {
    "it sank": r"\b(?:sank|sunk|sinking|went to the bottom|gone to the bottom|went down|capsized)\b",
    "it crashed": r"\b(?:crashed|crash|came down|fell from the sky)\b",
    "it was shot down": r"\b(?:shot|brought) (?:it |\w+ ){0,5}?down\b|\bdowned\b",
    "they collided": r"\b(?:collided|collision)\b",
    "it exploded": r"\b(?:explo(?:ded|sion)|blast|blew up|detonat(?:ed|ion))\b",
    "the earth shook": r"\b(?:quake|earthquake|tremor)\b",
    "it burst": r"\b(?:dam|dams|dyke|bridge)\b[^,;.]{0,20}\b(?:burst|broke|collapsed)\b",
}
"""Words for what happens to one thing once, by their name in a conflict."""

NEAR: Final = 70
"""A time stands at most so many letters from such words, and no other clause begins between them."""

MOST_DAYS, MOST_MINUTES = 2, 300
"""Times further apart than these are of two happenings."""

_CLAUSE = re.compile(r"[,;:]|\b(?:that|which|who|after|since|when|where|until|before)\b")
_CLOCK = re.compile(
    r"\b(?:at|about|around|by|as) (?:about |around |shortly )?(?P<h>[01]?\d|2[0-4])[.:](?P<m>[0-5]\d)(?![\d%])"
    r"(?! (?:per|million|billion|trillion|dollars|euros|kilo|metres|km|tonnes|degrees|magnitude|times))"
    r"(?:\s?(?P<half>[ap])\.?m\b)?(?! ?(?:GMT|UTC))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dated:
    """What happened once, on a day ("2000-08-12") or at a minute of the day, in a sentence of a post."""

    record: Record
    sentence: Sentence
    what: str
    day: str | None
    minute: int | None
    words: Span
    speaker: str | None
    towns: tuple[Place, ...]


def find_happened_when(frame: Frame) -> tuple[Conflict, ...]:
    """Return the days and hours on which two posts differ, of what happens once; each pair of posts once."""
    dated = [one for record in frame.records for one in _dated_in(record, frame)]
    given: dict[tuple[str, str], list[_Dated]] = defaultdict(list)
    for one in dated:
        given[one.record.article.id, one.what].append(one)
    found: dict[tuple[str, str, str], Conflict] = {}
    for one, two in combinations(dated, 2):
        slot = _differ(one, two)
        if slot is None or one.record is two.record:
            continue
        others = [
            (mine, theirs)
            for mine, of in ((one, two), (two, one))
            for theirs in given[of.record.article.id, of.what]
            if _differ(mine, theirs) is None and (mine.day, mine.minute) == (theirs.day, theirs.minute)
        ]  # fmt: skip
        if not others:
            key = (one.what, one.record.article.id, two.record.article.id)
            found.setdefault(key, Conflict(slot=f"{slot} {one.what}", values=(_value(one), _value(two))))
    return tuple(found.values())


def _differ(one: _Dated, two: _Dated) -> str | None:
    """The kind of time on which two tellings of one happening differ."""
    if one.what != two.what or towns_differ(one.towns, two.towns):
        return None
    if one.speaker and two.speaker and same_speaker(one.speaker, two.speaker):
        return None
    if one.day and two.day and 0 < abs(days_between(one.day, two.day)) <= MOST_DAYS:
        return "day on which"
    if one.minute is not None and two.minute is not None and 0 < abs(one.minute - two.minute) <= MOST_MINUTES:
        return "hour at which"
    return None


def _dated_in(record: Record, frame: Frame) -> Iterator[_Dated]:
    text, published = record.article.text, record.article.published_on
    for at, sentence in enumerate(record.sentences):
        aside = said_in(record, sentence, frame.sayings[record.article.id])
        towns = tuple(place for _, place in towns_in(record, sentence, aside))
        days = [
            (Span(start=t.start, end=t.end), t.earliest[:10])
            for t in times_in(record, sentence, aside)
            if t.earliest and t.latest and t.earliest[:10] == t.latest[:10]
            and (published is None or t.earliest[:10] <= published)
        ]  # fmt: skip
        clocks = [
            (Span(start=m.start(), end=m.end()), _minute(m))
            for m in _CLOCK.finditer(text, sentence.start, sentence.end)
        ]
        for what, pattern in ONCE.items():
            for match in re.finditer(pattern, text[sentence.start : sentence.end], re.IGNORECASE):
                told = Span(start=sentence.start + match.start(), end=sentence.start + match.end())
                day = next((row for row in days if _beside(text, row[0], told)), None)
                clock = next((row for row in clocks if _beside(text, row[0], told)), None)
                if (day or clock) and not AHEAD.search(text, sentence.start, told.start):
                    words = clock[0] if clock else day[0] if day else told
                    yield _Dated(
                        record=record, sentence=sentence, what=what, day=day[1] if day else None,
                        minute=clock[1] if clock else None, words=words,
                        speaker=speaker_of(record, at, told, frame.sayings[record.article.id]), towns=towns,
                    )  # fmt: skip


def _minute(match: re.Match[str]) -> int:
    """The minute of the day: "9.45 p.m." is 1305."""
    hour = int(match["h"]) % 24
    afternoon = match["half"] is not None and match["half"].lower() == "p" and hour < 12
    return 60 * (hour + (12 if afternoon else 0)) + int(match["m"])


def _beside(text: str, time: Span, told: Span) -> bool:
    """Whether a time stands near such words, in their clause."""
    between = text[min(time.end, told.end) : max(time.start, told.start)]
    return len(between) <= NEAR and not _CLAUSE.search(between)


def _value(dated: _Dated) -> Value:
    words = " ".join(dated.words.of(dated.record.article.text).split())
    who = f", according to {dated.speaker}" if dated.speaker else ""
    return Value(value=f"{words}{who}", low=None, high=None, evidence=evidence_of(dated.record, dated.sentence))
