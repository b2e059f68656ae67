"""Posts that are no political news: of recipes, matches and quarterly results no promise is followed.

The reader finds an act of PLOVER's types in about every second sentence of political news and in 3 of 100 sentences of
recipes, travel guides and fiction, so the number of acts tells the two apart: the longer the post, the more surely.
"""

from __future__ import annotations

import math
from typing import Final

from gpulse.record import Record

ACTS_IN_NEWS: Final = 0.45
"""Acts a sentence in political news: of posts of the ledgers beside the checkout half have up to .56, a quarter .38."""

ACTS_ELSEWHERE: Final = 0.03
"""Acts a sentence elsewhere, rounded up: .02 in 35 documents of GUM that are no news."""

LEAST: Final = -4.0
"""Log-likelihood ratio (Poisson) below which a post is no political news: of ten sentences none tells an act, of
sixteen one, of 23 two.

On 59 ledgers and 123 labelled stories F1 stays as it was, so does it at -3; of 82 commitments found in 118 articles of
local and world news (GeoWebNews) 14 go, of matches, shares, the weather and a supermarket called Iceland; of 7 in 1,700
sentences of GUM all do.
"""


def is_political(record: Record) -> bool:
    """Say whether a post tells of as many acts as political news does, its length allowed for.

    >>> from gpulse.record import Article, Sentence
    >>> line = Sentence(start=0, end=1, paragraph=0)
    >>> recipe = Record(article=Article(id="r", text="-"), sentences=(line,) * 10)
    >>> is_political(recipe)
    False
    """
    expected = len(record.sentences) * (ACTS_IN_NEWS - ACTS_ELSEWHERE)
    return len(record.events) * math.log(ACTS_IN_NEWS / ACTS_ELSEWHERE) - expected >= LEAST
