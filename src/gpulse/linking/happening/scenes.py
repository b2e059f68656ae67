"""When and where a sentence sets what it tells, and who acts in it: what makes two sentences tell of two things.

Two sentences that are alike in their words may still tell of two days, two towns, two armies, or of a day and of a
year. The words of saying are left out: the day on which somebody said it, and where, is not the day of what he tells.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from gpulse.days import days_between
from gpulse.linking.grouping.posts import stems_of
from gpulse.reading.commitment.speech import Saying
from gpulse.record import Mention, Place, Record, Sentence, Span, Timex

LONG_AGO_DAYS = 60
"""What a sentence dates further back than this is not the news of the day."""

FRONT = 60
"""A speaker within so many letters from the beginning of a sentence is told about what stands before it, too."""

NEAR_KM = 30
"""Towns nearer to each other than this may be meant as one place."""

WIDEST_DAYS = 400
"""A time expression that covers more than this sets no sentence."""

_FATES = {
    "dead": "dead death die died dying kill fatalit bod perish fallen neutralis loss",
    "wounded": "wounded wound injur hurt",
    "captive": "captur seiz abduct kidnap arrest detain hostage",
    "freed": "releas free freed swap exchang liberat",
    "saved": "rescu save saved surviv survivor",
    "missing": "missing",
    "fired": "fire fired launch",
    "downed": "down downed intercept",
    "displaced": "displac fled flee flight evacuat homeless",
    "given": "deliver sent send suppl donat transfer hand",
    "ordered": "order buy bought purchas sell sold",
    "aboard": "aboard board passenger ticket",
    "kept": "hold holds stay remain",
}
_FATE_OF = {word: name for name, words in _FATES.items() for word in words.split()}
"""Stems that tell what became of what a figure counts; two that differ count two things."""

_HELD = re.compile(r"\b(?:in|into|at) (?:[\w'’]+ ){0,2}hands\b")
"""Words by which somebody is held: nothing is handed over."""

_RATE = re.compile(
    r"(?<!for )(?<!in )(?<!within )(?<!than )(?<!of )(?<!after )\b(?:a|an|per|each|every) "
    r"(?P<a>hour|day|week|month|year)\b|\b(?P<b>daily|weekly|monthly|yearly|annual)"
)
_EACH = {"daily": "day", "weekly": "week", "monthly": "month", "yearly": "year", "annual": "year"}
_SINCE = re.compile(r"\b(?:since|(?:over|in|during) the (?:last|past))\b(?P<then>.{0,30})", re.IGNORECASE)
_BECAUSE = re.compile(r"since(?: [\w’']+){1,4}? (?:has|have|had|is|are|was|were|will|did)\b", re.IGNORECASE)
"""A "since" that gives a reason: "since steel has become dearer"."""
_SO_FAR = re.compile(r"\b(?:so far|to date|(?:until|up to|by) now)\b", re.IGNORECASE)
_SINCE_BEFORE = re.compile(r"\bsince\s+(?:the\s+)?$", re.IGNORECASE)
_RECORD = re.compile(r"\b(?:first|most|worst|largest|biggest|highest|lowest|\w+est)\b[^,;]{0,40}$")
LONG_SINCE_DAYS = 14
"""What is reckoned from a day further back than this is a sum over time, not the news of the day."""
_ROUND = re.compile(
    r"\b(?P<n>first|second|third|fourth|fifth|last|final|next|previous|new) (?:\w+ )?(?P<what>round|phase|stage|batch|"
    r"tranche|instalment|installment|group|wave|flight|exchange|swap|vote|ballot|reading|convoy|column|ship)s?\b"
)
_ASKED = re.compile(
    r"\b(?:ask(?:s|ed|ing)? for|request\w*|call(?:s|ed|ing)? for|in need of|needs?|demand(?:s|ed|ing))\b"
)
_TOWN, _REGION = "PPL", "ADM"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The setting of a sentence of a post.

    `times` are the intervals that it names, `towns` the towns, `actors` the codes of those it names, `first` the first
    one before the figure, `rate` "day" where it tells of so many a day, `rounds` the numbered parts of a whole, `since`
    whether it reckons from a day in the past, `so_far` whether it says that it reckons until now; and `fates` what
    became of what the clause counts.
    """

    day: str | None
    times: tuple[tuple[str, str], ...]
    towns: tuple[Place, ...]
    actors: frozenset[str]
    first: str | None
    rate: str | None
    since: bool
    so_far: bool
    asked: bool
    rounds: frozenset[tuple[str, str]]
    fates: frozenset[str]


def set_scene(
    record: Record, sentence: Sentence, clause: Span, at: int, sayings: Sequence[Saying], speaker: str | None = None
) -> Scene:
    """Return the setting of a figure at `at` in a sentence that `speaker` tells; the fates are those of the clause."""
    text = record.article.text
    aside = said_in(record, sentence, sayings)
    named = text.find(speaker, sentence.start, min(at, sentence.start + FRONT)) if speaker else -1
    if speaker and named >= 0:
        aside.append(Span(start=sentence.start, end=named + len(speaker)))
    told = [m for m in record.mentions if sentence.covers(m) and not any(span.overlaps(m) for span in aside)]
    codes = [(m.start, code) for m in told if (code := _code(m))]
    rate = _RATE.search(text, clause.start, clause.end)
    words = _HELD.sub("held hostage", clause.of(text))
    return Scene(
        day=record.article.published_on,
        times=tuple(_interval(t, record) for t in times_in(record, sentence, aside)),
        towns=tuple(place for _, place in towns_in(record, sentence, aside)),
        actors=frozenset(code for _, code in codes),
        first=next((code for start, code in codes if start < at), None),
        rate=(rate["a"] or _EACH[rate["b"]]) if rate else None,
        since=_sums_up(record, sentence), so_far=bool(_SO_FAR.search(text, sentence.start, sentence.end)),
        asked=bool(_ASKED.search(text, clause.start, clause.end)),
        rounds=frozenset((m["what"], m["n"]) for m in _ROUND.finditer(text, sentence.start, sentence.end)),
        fates=frozenset(_FATE_OF[s] for s in stems_of(words) if s in _FATE_OF),
    )  # fmt: skip


def _interval(timex: Timex, record: Record) -> tuple[str, str]:
    """The first and last day of a time expression; "since 1960" lasts until the post."""
    earliest, latest = timex.earliest or "", timex.latest or ""
    since = _SINCE_BEFORE.search(record.article.text, max(0, timex.start - 12), timex.start)
    return earliest, max(latest, record.article.published_on or "") if since else latest


def _sums_up(record: Record, sentence: Span) -> bool:
    """Whether a sentence reckons from a day long past: "since January", and not "the worst since January"."""
    text, day = record.article.text, record.article.published_on
    found = _SINCE.search(text, sentence.start, sentence.end)
    if found is None or _RECORD.search(text, sentence.start, found.start()):
        return False
    from_then = [
        t for t in record.timexes if t.overlaps(Span(start=found.start("then"), end=found.end())) and t.earliest
    ]
    if not from_then and _BECAUSE.match(found.group()):
        return False
    if not from_then or day is None or from_then[0].earliest is None:
        return True
    return days_between(from_then[0].earliest, day) > LONG_SINCE_DAYS


def _code(mention: Mention) -> str | None:
    return mention.actor or (mention.place.country if mention.place and mention.kind == "place" else None)


def said_in(record: Record, sentence: Span, sayings: Sequence[Saying]) -> list[Span]:
    """The words of a sentence that tell who says it, when and where."""
    aside = [saying.span for saying in sayings if sentence.overlaps(saying.span)]
    aside += [
        span
        for attribution in record.attributions
        for span in (attribution.source, attribution.cue)
        if span is not None and sentence.covers(span)
    ]
    found = re.search(r"\b(?:according to|by the (?:account|count) of) [^,.;]+", sentence.of(record.article.text))
    if found:
        aside.append(Span(start=sentence.start + found.start(), end=sentence.start + found.end()))
    return aside


def times_in(record: Record, sentence: Span, aside: Sequence[Span]) -> list[Timex]:
    """The time expressions of a sentence that set what it tells: resolved, and no wider than a year."""
    return [
        t
        for t in record.timexes
        if t.type in ("DATE", "TIME") and sentence.covers(t) and not any(span.overlaps(t) for span in aside)
        and t.earliest and t.latest and days_between(t.earliest, t.latest) <= WIDEST_DAYS
    ]  # fmt: skip


def towns_in(record: Record, sentence: Span, aside: Sequence[Span]) -> list[tuple[Span, Place]]:
    """The towns and regions of a sentence, that are meant as places."""
    return [
        (Span(start=m.start, end=m.end), m.place)
        for m in record.mentions
        if m.place and not m.actor and (m.place.feature_code or "")[:3] in (_TOWN, _REGION)
        and sentence.covers(m) and not any(span.overlaps(m) for span in aside)
    ]  # fmt: skip


def elsewhere(one: Scene, two: Scene) -> str | None:
    """Return why two sentences cannot tell of the same thing, `None` where nothing speaks against it."""
    if not times_meet(one, two):
        return "time"
    if towns_differ(one.towns, two.towns):
        return "place"
    if one.rate != two.rate or one.since != two.since or one.asked != two.asked:
        return "scope"
    if _rounds_differ(one, two):
        return "round"
    if one.fates and two.fates and not one.fates & two.fates:
        return "fate"
    if actors_differ(one, two):
        return "who"
    return None


def times_meet(one: Scene, two: Scene) -> bool:
    """Whether the times of two sentences can be one; a sentence without a time is of the days of its post."""
    if one.times and two.times:
        return any(a[0] <= b[1] and b[0] <= a[1] for a in one.times for b in two.times)
    for dated, other in ((one, two), (two, one)):
        if dated.times and not other.times and dated.day:
            before = (dt.date.fromisoformat(dated.day) - dt.timedelta(days=LONG_AGO_DAYS)).isoformat()
            if all(latest[:10] < before for _, latest in dated.times):
                return False
    return True


def sums_differ(one: Scene, two: Scene) -> bool:
    """Return whether one sentence sums up from a day long past and the other tells the news of the day."""
    return one.since != two.since and not (one.so_far or two.so_far)


def towns_differ(one: Sequence[Place], two: Sequence[Place]) -> bool:
    """Whether two sentences name towns and none of one is near one of the other."""
    return bool(one and two) and not any(_near(a, b) for a in one for b in two)


def _near(one: Place, two: Place) -> bool:
    if one.name == two.name or one.geonameid == two.geonameid:
        return True
    if (one.feature_code or "")[:3] != (two.feature_code or "")[:3]:
        return one.country == two.country and (not one.admin1 or not two.admin1 or one.admin1 == two.admin1)
    if one.lat is None or one.lon is None or two.lat is None or two.lon is None:
        return False
    north = math.radians(two.lat - one.lat)
    east = math.radians(two.lon - one.lon) * math.cos(math.radians(one.lat))
    return 6371 * math.hypot(north, east) <= NEAR_KM


def _rounds_differ(one: Scene, two: Scene) -> bool:
    first, second = dict(one.rounds), dict(two.rounds)
    return any(first[what] != second[what] for what in first.keys() & second.keys())


def actors_differ(one: Scene, two: Scene) -> bool:
    """Whether whom one sentence names first has no place in the other, which names another first."""
    if one.first is None or two.first is None:
        return False
    return one.first not in two.actors and two.first not in one.actors
