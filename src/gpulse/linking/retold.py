"""How likely a post that has its account from nobody tells a story's central claim anew: another witness, another
party's version, the same promise from another mouth. What comes next in the affair tells other news.

The weights were fitted on stories whose independent accounts people listed (training/claims.py); docs/stories.md
gives the figures.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from gpulse.linking.figures import AHEAD
from gpulse.linking.posts import WordFrequencies, stems_of
from gpulse.record import Record

WEIGHTS: Final[Mapping[str, float]] = {
    "bias": -0.92,
    "cites": 2.56,
    "own": 2.50,
    "overdue": -1.22,
    "same_publisher": -1.45,
    "due": -1.38,
    "days": -1.37,
    "ahead": 0.88,
    "before": -0.66,
    "taken_over": 1.37,
    "promised": 1.46,
}
"""Weights of `claims.features_of`, fitted by training/claims.py."""

LIKELY: Final = -0.9
"""The least score (`score_of`) from which a post tells the claim anew. The number of accounts is right in 50 of 56
careful stories with it, and in 49 to 51 from -1.1 to -0.5; of 894 posts that tell nothing anew 8 reach it."""


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
    return max((_cosine(claim, stems, frequencies) for stems in told), default=0.0)


def _cosine(one: frozenset[str], two: frozenset[str], frequencies: WordFrequencies) -> float:
    def square(stems: frozenset[str]) -> float:
        return sum(frequencies.weight(stem) ** 2 for stem in sorted(stems))

    lengths = math.sqrt(square(one) * square(two))
    return square(one & two) / lengths if lengths else 0.0
