"""How likely a post that has its account from nobody tells a story's central claim anew: another witness, another
party's version, the same promise from another mouth. What comes next in the affair tells other news.

The weights were fitted on stories whose independent accounts people listed (training/claims.py);
docs/experiments/stories.md gives the figures.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from gpulse.linking.figures import AHEAD
from gpulse.linking.posts import WordFrequencies, stems_of
from gpulse.record import Record

WEIGHTS: Final[Mapping[str, float]] = {
    "bias": -2.19,
    "cites": 3.39,
    "own": 2.73,
    "overdue": -0.93,
    "same_publisher": -1.52,
    "due": -1.33,
    "days": -1.25,
    "ahead": 1.24,
    "before": -1.23,
    "taken_over": 1.95,
    "promised": 1.79,
}
"""Weights of `claims.features_of`, fitted by training/claims.py."""

LIKELY: Final = -1.35
"""The least score (`score_of`) from which a post tells the claim anew. With each of 66 careful stories left out the
number of accounts is right in 56 with -1.3, and in 53 to 56 from -1.5 to -0.5; of 2,509 posts of labelled stories that
tell nothing anew about 18 reach it."""


def score_of(features: Mapping[str, float]) -> float:
    """Return how likely a post with these features tells the claim anew: the logarithm of the odds.

    >>> score_of({"bias": 1.0, "due": 1.0}) > score_of({"bias": 1.0, "days": 3.0})
    True
    """
    return sum(WEIGHTS[name] * value for name, value in features.items())


def ahead_of(record: Record, claim: frozenset[str], frequencies: WordFrequencies) -> float:
    """Return how alike the claim's stems and those of a sentence are that speaks of what is to come, at most."""
    text = record.article.text
    told = (frozenset(stems_of(words)) for s in record.sentences if AHEAD.search(words := s.of(text)))
    return max((cosine_of(claim, stems, frequencies) for stems in told), default=0.0)


def cosine_of(one: frozenset[str], two: frozenset[str], frequencies: WordFrequencies) -> float:
    """Return how alike two sets of stems are, each weighed by its rarity."""

    def square(stems: frozenset[str]) -> float:
        return sum(frequencies.weight(stem) ** 2 for stem in sorted(stems))

    lengths = math.sqrt(square(one) * square(two))
    return square(one & two) / lengths if lengths else 0.0
