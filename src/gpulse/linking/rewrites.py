"""How likely a post retells another: what its opening tells, and its days and numbers, were all in that post.

A copied wording tells it by itself. Most rewrites copy none: they tell the same in other words within a day. The
weights of what then speaks for a rewrite were fitted by training/rewrites.py; docs/stories.md gives the figures.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from gpulse.linking.citing import reports_itself
from gpulse.linking.posts import WordFrequencies, stems_of
from gpulse.reading.quantities import find_quantities
from gpulse.record import Record, Span

SHINGLE: Final = 4
"""Stems in a row that count as the same wording."""

SHARED_SHINGLES: Final = 0.2
"""Share of a post's shingles that another post has too, from which its wording counts as copied."""

REWRITE_DAYS: Final = 10
"""A rewrite appears within this many days of what it rewrites."""

OLD_DAYS: Final = 2
"""News is as old after this many days as later: of 17 rewrites 16 appeared within one, the other after six."""

LARGE: Final = 12
"""Smaller numbers are everywhere: two, ten, a dozen."""

WIDEST_DAYS: Final = 100
"""A time expression that covers more than this is no fact of a post."""

WEIGHTS: Final[Mapping[str, float]] = {
    "bias": -1.47,
    "opening": 2.75,
    "opening_taken": 2.31,
    "days": -3.59,
    "facts": 1.35,
    "opening_facts": 2.27,
    "own": -1.93,
    "numbers": 2.04,
}
"""Weights of `features_of`, fitted on 31 rewrites and 73 other pairs of posts of 41 stories by
training/rewrites.py."""

Fact = tuple[str, str, str]
"""A number, a day or an actor that a post names: its kind, and two values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A post prepared for comparing: its stems, those of its opening, in rows of `SHINGLE`; its facts; its day.

    `own` says that the post asked or saw for itself.
    """

    all: frozenset[str]
    lead: frozenset[str]
    shingles: frozenset[tuple[str, ...]]
    facts: frozenset[Fact]
    lead_facts: frozenset[Fact]
    day: dt.date | None
    own: bool


def words_of(record: Record) -> Words:
    """Return a record's stems, those of its first paragraph, its shingles and its facts."""
    text, published = record.article.text, record.article.published_on
    opening = [s for s in record.sentences if s.paragraph == 0]
    lead = Span(start=opening[0].start, end=opening[-1].end) if opening else Span(start=0, end=len(text))
    stems = stems_of(text)
    return Words(
        all=frozenset(stems), lead=frozenset(stems_of(lead.of(text))),
        shingles=frozenset(zip(*(stems[at:] for at in range(SHINGLE)), strict=False)),
        facts=_facts_in(record, Span(start=0, end=len(text))), lead_facts=_facts_in(record, lead),
        day=dt.date.fromisoformat(published) if published else None, own=reports_itself(record) is not None,
    )  # fmt: skip


def _facts_in(record: Record, span: Span) -> frozenset[Fact]:
    """The numbers above one, the days and the actors that a stretch of a post names."""
    found: set[Fact] = {
        ("number", str(q.quantity.low), str(q.quantity.high))
        for q in find_quantities(span.of(record.article.text))
        if (q.quantity.low or 0) > 1
    }
    for timex in record.timexes:
        if timex.type == "DATE" and timex.earliest and timex.latest and span.covers(timex):
            first, last = (dt.date.fromisoformat(day[:10]) for day in (timex.earliest, timex.latest))
            if (last - first).days < WIDEST_DAYS:
                found.add(("day", timex.earliest, timex.latest))
    return frozenset(found | {("actor", m.actor, "") for m in record.mentions if m.actor and span.covers(m)})


def share_of(first: frozenset[str], second: frozenset[str], frequencies: WordFrequencies) -> float:
    """Return the share of the weight of `first` that `second` has too."""
    whole = sum(frequencies.weight(word) for word in first)
    return sum(frequencies.weight(word) for word in first & second) / whole if whole else 0.0


def copied_share(later: Words, earlier: Words) -> float:
    """Return the share of a post's shingles that an earlier post has."""
    return len(later.shingles & earlier.shingles) / len(later.shingles) if later.shingles else 0.0


def within_days(later: Words, earlier: Words) -> bool:
    """Say whether two posts appeared within `REWRITE_DAYS`; so assumed where a day is not known."""
    return earlier.day is None or later.day is None or (later.day - earlier.day).days <= REWRITE_DAYS


def features_of(later: Words, earlier: Words, frequencies: WordFrequencies) -> dict[str, float]:
    """Return what speaks for a post's retelling an earlier one, and against it.

    `opening` is the share of its opening that the earlier post has, `opening_taken` that of the earlier post's opening
    that it has; `facts` the share of its numbers and days that the earlier post has, of one more than there are;
    `opening_facts` the same of its opening, with the actors; `days` the logarithm of the days between them and one,
    up to `OLD_DAYS`; `numbers` the logarithm of how many numbers from `LARGE` on both have and one.
    """
    told = {fact for fact in later.facts if fact[0] != "actor"}
    between = (later.day - earlier.day).days if later.day and earlier.day else 1
    return {
        "bias": 1.0,
        "opening": share_of(later.lead, earlier.all, frequencies),
        "opening_taken": share_of(earlier.lead, later.all, frequencies),
        "days": math.log1p(min(max(between, 0), OLD_DAYS)),
        "facts": len(told & earlier.facts) / (len(told) + 1),
        "opening_facts": len(later.lead_facts & earlier.facts) / max(1, len(later.lead_facts)),
        "own": float(later.own),
        "numbers": math.log1p(len(_large(later) & _large(earlier))),
    }


def _large(post: Words) -> frozenset[Fact]:
    """The numbers of a post that no two posts have by chance."""
    return frozenset(fact for fact in post.facts if fact[0] == "number" and float(fact[1]) >= LARGE)


def chance_of(features: Mapping[str, float]) -> float:
    """Return how likely a post with these features is a rewrite, from 0 to 1."""
    return 1.0 / (1.0 + math.exp(-sum(WEIGHTS[name] * value for name, value in features.items())))
