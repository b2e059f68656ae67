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

from gpulse.linking.account.citing import reports_itself
from gpulse.linking.grouping.posts import WordFrequencies, stems_of
from gpulse.odds import log_odds
from gpulse.reading.language.quantities import find_quantities
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

RARE: Final = 6.0
"""Weight of a stem (`WordFrequencies.weight`) from which few posts of other stories have it."""

WEIGHTS: Final[Mapping[str, float]] = {
    "bias": -6.66,
    "opening": 7.54,
    "taken": 3.08,
    "title": 1.80,
    "facts": 4.27,
    "numbers": 4.45,
    "rare": 1.43,
    "longer": 2.03,
    "days": -2.18,
    "own": -2.85,
}
"""Weights of `features_of`, fitted by training/rewrites.py."""

Fact = tuple[str, str, str]
"""A number or a day that a post names: its kind, and two values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A post prepared for comparing: its stems, of its opening and title too, in rows of `SHINGLE`; its facts, its day.

    `own` says that the post asked or saw for itself, and how early: 1 in its first paragraph, 0 at its end or not at
    all.
    """

    all: frozenset[str]
    lead: frozenset[str]
    title: frozenset[str]
    shingles: frozenset[tuple[str, ...]]
    facts: frozenset[Fact]
    day: dt.date | None
    own: float


def words_of(record: Record) -> Words:
    """Return a record's stems, those of its first paragraph, its shingles and its facts."""
    text, published = record.article.text, record.article.published_on
    opening = [s for s in record.sentences if s.paragraph == 0]
    lead = Span(start=opening[0].start, end=opening[-1].end) if opening else Span(start=0, end=len(text))
    stems = stems_of(text)
    return Words(
        all=frozenset(stems), lead=frozenset(stems_of(lead.of(text))),
        title=frozenset(stems_of(record.article.title or "")),
        shingles=frozenset(zip(*(stems[at:] for at in range(SHINGLE)), strict=False)),
        facts=_facts_in(record),
        day=dt.date.fromisoformat(published) if published else None,
        own=_how_early(own, lead, text) if (own := reports_itself(record)) else 0.0,
    )  # fmt: skip


def _how_early(words: Span, lead: Span, text: str) -> float:
    """How early some words stand: 1 in the first paragraph, less the further down, 0 at the end."""
    return 1.0 if words.start < lead.end else 1.0 - words.start / len(text)


def _facts_in(record: Record) -> frozenset[Fact]:
    """The numbers above one and the days that a post names."""
    found: set[Fact] = {
        ("number", str(q.quantity.low), str(q.quantity.high))
        for q in find_quantities(record.article.text)
        if (q.quantity.low or 0) > 1
    }
    for timex in record.timexes:
        if timex.type == "DATE" and timex.earliest and timex.latest:
            first, last = (dt.date.fromisoformat(day[:10]) for day in (timex.earliest, timex.latest))
            if (last - first).days < WIDEST_DAYS:
                found.add(("day", timex.earliest, timex.latest))
    return frozenset(found)


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

    `opening` is the share of its opening that the earlier post has; `taken` that of the whole earlier post that it has,
    `title` that of the earlier title; `facts` the share of its numbers and days that the earlier post has, of one more
    than there are; `numbers` the share of the earlier post's numbers from `LARGE` on that it has, of one more than
    there are; `rare` the logarithm of how many stems of weight `RARE` both have and one; `longer` that of how many
    times as many stems it has; `days` that of the days between them and one, up to `OLD_DAYS`; `own` how early it
    says that it asked or saw for itself.
    """
    between = (later.day - earlier.day).days if later.day and earlier.day else 1
    large = _large(earlier)
    rare = sum(frequencies.weight(stem) > RARE for stem in later.all & earlier.all)
    return {
        "bias": 1.0,
        "opening": share_of(later.lead, earlier.all, frequencies),
        "taken": share_of(earlier.all, later.all, frequencies),
        "title": share_of(earlier.title, later.all, frequencies),
        "facts": len(later.facts & earlier.facts) / (len(later.facts) + 1),
        "numbers": len(_large(later) & large) / (len(large) + 1),
        "rare": math.log1p(rare),
        "longer": math.log(max(1, len(later.all)) / max(1, len(earlier.all))),
        "days": math.log1p(min(max(between, 0), OLD_DAYS)),
        "own": later.own,
    }


def _large(post: Words) -> frozenset[Fact]:
    """The numbers of a post that no two posts have by chance."""
    return frozenset(fact for fact in post.facts if fact[0] == "number" and float(fact[1]) >= LARGE)


def chance_of(features: Mapping[str, float]) -> float:
    """Return how likely a post with these features is a rewrite, from 0 to 1."""
    return 1.0 / (1.0 + math.exp(-log_odds(features, WEIGHTS)))
