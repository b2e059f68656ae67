"""Where the marks of a chart lie; templates draw them as SVG.

The charts are drawn on the server, as plain SVG in the page: they need no script, so that the strict policy of the
site holds (Vega evaluates expressions, or needs an interpreter and several hundred kilobytes of script); a mark can be
a link to its sentence; colours come from the page's style, so that they follow light, dark and print; and nothing moves
while the page loads. Functions here are pure and return numbers.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gpulse.linking.ledger.ledger_rows import Row
from gpulse.linking.story.story_rows import Conflict, Story
from gpulse.linking.summary.summary_queries import Count, Head, Partner

WIDTH = 720.0
"""The width of a chart in its own units; pages scale it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A mark of an axis."""

    x: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """Days from left to right: `first` lies at `left`, `last` at `right`."""

    first: str
    last: str
    left: float
    right: float

    def place(self, day: str) -> float:
        """Return where a day lies.

        >>> Axis(first="2024-01-01", last="2024-01-11", left=0, right=100).place("2024-01-06")
        50.0
        """
        first, last = _ordinal(self.first), _ordinal(self.last)
        return round(self.left + (self.right - self.left) * (_ordinal(day) - first) / max(1, last - first), 1)

    def ticks(self, most: int = 7) -> tuple[Tick, ...]:
        """Return at most so many first days of months or years, evenly spaced.

        >>> [t.words for t in Axis(first="2024-01-15", last="2024-04-20", left=0, right=100).ticks()]
        ['Feb 2024', 'Mar', 'Apr']
        """
        first, last = (dt.date.fromisoformat(day[:10]) for day in (self.first, self.last))
        months = [(y, m) for y in range(first.year, last.year + 1) for m in range(1, 13)]
        inside = [(y, m) for y, m in months if first <= dt.date(y, m, 1) <= last]
        step = next((n for n in (1, 2, 3, 6, 12, 24, 60, 120, 600) if len(inside) / n <= most), 1200)
        kept = [(y, m) for y, m in inside if (y * 12 + m - 1) % step == 0]
        named: list[Tick] = []
        for at, (y, m) in enumerate(kept):
            year = at == 0 or kept[at - 1][0] != y
            words = str(y) if step % 12 == 0 else f"{dt.date(y, m, 1):%b}{f' {y}' if year else ''}"
            named.append(Tick(x=self.place(f"{y:04}-{m:02}-01"), words=words))
        return tuple(named)


def _ordinal(day: str) -> int:
    return dt.date.fromisoformat(day[:10]).toordinal()


def span_axis(days: Iterable[str | None], left: float, right: float) -> Axis | None:
    """Return an axis that holds all the days, with a little room; `None` where there is none."""
    known = sorted(day[:10] for day in days if day and len(day) >= 10)
    if not known:
        return None
    room = max(3, (_ordinal(known[-1]) - _ordinal(known[0])) // 20)
    first, last = (dt.date.fromisoformat(day) for day in (known[0], known[-1]))
    days_of_room = dt.timedelta(days=room)
    return Axis(
        first=(first - days_of_room).isoformat(), last=(last + days_of_room).isoformat(), left=left, right=right
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A point of a chart: `label` says it in words, `href` leads to its sentence."""

    x: float
    y: float
    kind: str
    label: str
    href: str | None = None
    day: str | None = None
    width: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A row of a chart: one publisher, or one window."""

    y: float
    name: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Lanes over an axis of days."""

    axis: Axis
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]
    height: float
    now: float | None = None


LANE = 30.0
"""The height of a lane: room for a mark that a finger can hit (WCAG 2.2, 2.5.8: 24 units at full size)."""


def build_row_timeline(row: Row, as_of: str) -> Timeline | None:
    """Return the timeline of a promise: its window as each version gave it, and what was told of it."""
    versions = row.versions or ()
    told = [e for e in row.outcome_evidence if e.published_at]
    days = [row.said_on, row.earliest, row.latest, row.on, *(e.published_at for e in told)]
    days += [day for version in versions for day in (version.said_on, version.earliest, version.latest)]
    axis = span_axis(days, 110, WIDTH - 20)
    if axis is None:
        return None
    lanes: list[Lane] = []
    for version in versions:
        start, end = version.earliest or version.said_on, version.latest
        marks = []
        if end:
            left = axis.place(start) if start else axis.left
            width = max(4.0, axis.place(end) - left)
            label = f"Window as said on {version.said_on or 'an unknown day'}: {start or 'open'} to {end}"
            marks.append(Mark(x=left, y=0, kind="window", label=label, day=end, width=width))
        if version.said_on:
            label = f"Said on {version.said_on}"
            marks.append(Mark(x=axis.place(version.said_on), y=0, kind="said", label=label, day=version.said_on))
        lanes.append(Lane(y=0, name="promised" if not lanes else "then", marks=tuple(marks)))
    done = [
        Mark(
            x=axis.place(e.published_at),
            y=0,
            kind=row.status,
            label=f"Told on {e.published_at[:10]}",
            day=e.published_at,
        )
        for e in told
        if e.published_at
    ]
    if row.on and len(row.on) >= 10:
        done.append(Mark(x=axis.place(row.on), y=0, kind="act", label=f"{row.status} on {row.on}", day=row.on))
    if done:
        lanes.append(Lane(y=0, name=row.status, marks=tuple(done)))
    return _stack(axis, lanes, as_of)


def _stack(axis: Axis, lanes: Sequence[Lane], as_of: str | None) -> Timeline:
    placed = tuple(
        Lane(y=22 + LANE * at, name=lane.name, marks=lane.marks) for at, lane in enumerate(lanes)
    )  # fmt: skip
    inside = as_of is not None and axis.first <= as_of <= axis.last
    return Timeline(
        axis=axis, ticks=axis.ticks(), lanes=placed, height=22 + LANE * len(lanes) + 16,
        now=axis.place(as_of) if inside and as_of else None,
    )  # fmt: skip


def build_story_timeline(story: Story, heads: dict[str, Head]) -> Timeline | None:
    """Return the posts of a story over time, a lane a publisher, in the order in which each first told it."""
    known = [heads[id] for id in story.articles if id in heads]
    axis = span_axis((head.published_at for head in known), 130, WIDTH - 20)
    if axis is None:
        return None
    links = {link.article: link for link in story.lineage}
    lanes: dict[str, list[Mark]] = {}
    for head in known:
        if head.published_at:
            link = links.get(head.id)
            kind = "denies" if link and link.denies else link.how if link and link.central else "aside"
            lanes.setdefault(head.publisher or "unknown publisher", []).append(
                Mark(
                    x=axis.place(head.published_at),
                    y=0,
                    kind=kind,
                    label=head.title or head.id,
                    href=head.id,
                    day=head.published_at,
                )
            )
    return _stack(axis, [Lane(y=0, name=name, marks=tuple(marks)) for name, marks in lanes.items()], None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A value that a post gives, as a stretch from left to right; open where it names only one end."""

    left: float
    right: float
    open_left: bool
    open_right: bool
    words: str
    article: str
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranges:
    """The values of a conflict on one scale of numbers."""

    ranges: tuple[Range, ...]
    ticks: tuple[Tick, ...]
    height: float


def build_ranges(conflict: Conflict) -> Ranges | None:
    """Return the numbers of a conflict on one scale from zero or the least; `None` where they are no numbers."""
    numbers = [bound for value in conflict.values for bound in (value.low, value.high) if bound is not None]
    if len(numbers) < 2 or any(value.low is None and value.high is None for value in conflict.values):
        return None
    low, high = min(numbers), max(numbers)
    low = 0.0 if 0 <= low <= high * 0.6 else low - (high - low) * 0.1
    high = high + (high - low) * 0.08 or high + 1
    left, right = 20.0, WIDTH - 20

    def place(number: float) -> float:
        return round(left + (right - left) * (number - low) / (high - low), 1)

    ranges = tuple(
        Range(
            left=place(value.low) if value.low is not None else left,
            right=place(value.high) if value.high is not None else right,
            open_left=value.low is None, open_right=value.high is None, words=value.value,
            article=value.evidence.article, y=18 + 26.0 * at,
        )
        for at, value in enumerate(conflict.values)
    )  # fmt: skip
    step = _round_step((high - low) / 5)
    first = math.ceil(low / step)
    ticks = tuple(
        Tick(x=place(step * n), words=f"{step * n:,.10g}") for n in range(first, first + 8) if step * n <= high
    )  # fmt: skip
    return Ranges(ranges=ranges, ticks=ticks, height=18 + 26.0 * len(ranges) + 16)


def _round_step(step: float) -> float:
    """Return a round number near a step.

    >>> _round_step(230.0), _round_step(0.7)
    (200.0, 0.5)
    """
    power = 10.0 ** math.floor(math.log10(step))
    return min((power * n for n in (1, 2, 5, 10)), key=lambda size: abs(size - step))


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An actor in a network: how it is written, and the line that leads to it."""

    actor: str
    x: float
    y: float
    anchor: str
    did: int
    received: int
    thickness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """An actor in the middle of those it has to do with."""

    nodes: tuple[Node, ...]
    x: float
    y: float
    height: float


def build_network(partners: Sequence[Partner]) -> Network | None:
    """Return the partners on an ellipse round the actor, the closest on top, clockwise; `None` where there are none."""
    if not partners:
        return None
    height = 340.0
    x, y = WIDTH / 2, height / 2
    most = max(partner.did + partner.received for partner in partners)
    nodes = []
    for at, partner in enumerate(partners):
        angle = 2 * math.pi * at / len(partners) - math.pi / 2
        across, down = math.cos(angle), math.sin(angle)
        nodes.append(
            Node(
                actor=partner.actor, x=round(x + 215 * across, 1), y=round(y + 132 * down, 1),
                anchor="middle" if abs(across) < 0.3 else "start" if across > 0 else "end", did=partner.did,
                received=partner.received,
                thickness=round(1 + 7 * math.sqrt((partner.did + partner.received) / most), 1),
            )
        )  # fmt: skip
    return Network(nodes=tuple(nodes), x=x, y=y, height=height)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar of a column chart."""

    x: float
    width: float
    height: float
    value: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Counts by month, one bar a month, months without any among them."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    height: float


APART = 110.0
"""Least distance of the months below columns, in units of the chart: on a phone "Nov 2023" needs as much."""


def build_columns(months: Sequence[Count], height: float = 60.0, most: int = 120) -> Columns | None:
    """Return bars for counts by month ("2024-06"), at most the last `most` months; `None` where there is none."""
    counts = {count.value: count.count for count in months if len(count.value) == 7}
    if not counts:
        return None
    last = max(counts)
    first = max(min(counts), _month_of(_number_of(last) - most + 1))
    numbers = range(_number_of(first), _number_of(last) + 1)
    width = min(40.0, WIDTH / len(numbers))
    highest = max(count for value, count in counts.items() if value >= first)
    bars, ticks = [], []
    step = next(n for n in (1, 2, 3, 6, 12, 24) if n * width >= APART or n == 24)
    for at, number in enumerate(numbers):
        value = _month_of(number)
        count = counts.get(value, 0)
        tall = round(height * math.sqrt(count / highest), 1) if count else 0.0
        bars.append(
            Bar(x=round(at * width, 2), width=round(max(1.0, width - 1), 2), height=tall, value=value, count=count)
        )
        if number % step == 0:
            words = value[:4] if step % 12 == 0 else f"{dt.date.fromisoformat(value + '-01'):%b} {value[:4]}"
            ticks.append(Tick(x=round(at * width + width / 2, 2), words=words))
    return Columns(bars=tuple(bars), ticks=tuple(ticks), height=height)


def _number_of(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _month_of(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"
