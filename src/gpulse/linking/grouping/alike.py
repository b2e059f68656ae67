"""How likely two posts tell one affair: what is rare and shared, whom both are about, which days both name.

Likeness of words alone takes two posts for one affair because one state, its president and its capital are in both. So
names that many affairs have are told from those that one has (`Post.rare`), who is acting is a fact by itself, and a
logistic regression weighs the facts. training/grouping.py fits it; docs/stories.md gives the figures.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from gpulse.linking.grouping.posts import CODE, Post, likeness
from gpulse.odds import log_odds

SOON: Final = 2
"""A day this near to that of a publication is the day of the news, and any two posts of it share that."""

ENOUGH: Final = 0.3
"""Days and months that both name count in full from this `own` on, and less below in proportion: a post of a few words
that names the day of another's vote tells of another affair. Most pairs of one affair that name one day have as much;
average precision is the same where they count in full for all."""

LONG_DAYS: Final = (180, 730)
"""From these on days between two posts count more: the longest silence within a story is shorter than the first in 30
of 42, and hardly an affair is silent for the second."""

DATED: Final[Mapping[str, float]] = {
    "bias": -4.92,
    "alike": 7.43,
    "own": 5.82,
    "words": 6.86,
    "title": 0.36,
    "rare": 2.18,
    "parties": 3.55,
    "known": 0.20,
    "days": 3.31,
    "months": 1.95,
    "between": -0.10,
    "long": -0.82,
    "longer": -0.69,
    "house": -0.81,
}
"""Weights of `facts_of` where both posts have a day, fitted by training/grouping.py."""

UNDATED: Final[Mapping[str, float]] = {
    "bias": -5.50,
    "alike": 15.98,
    "own": 2.80,
    "words": -4.13,
    "title": 1.66,
    "rare": -0.45,
    "parties": 0.72,
    "known": 0.16,
    "days": 4.95,
    "months": 3.77,
    "house": -0.30,
}
"""The same where one has none: two affairs of one kind, years apart, share most words, so these count for little."""


def facts_of(one: Post, two: Post) -> dict[str, float]:
    """Return what speaks for two posts' telling one affair, and against it; the order of the two does not matter.

    `alike` is how alike their words are (`likeness`), `own` the root of how alike they are without the names and codes
    of states, `words` the share of the weight of words that are no names; `title` how much of each one's title the
    other has, added up; `rare` the logarithm of how many rare names of one the other has too, and one; `parties` how
    alike those are of whom they tell, `known` how rare the rarest of those is whom both tell of; `days` and `months`
    that of the days and months that both name, and one, less where `own` is below `ENOUGH`; `house` that they are of
    one publisher. Where both days of publication are known, `between` is the logarithm of the days between them, and
    one, `long` and `longer` what it exceeds `LONG_DAYS` by.
    """
    if (len(one.terms), one.id) > (len(two.terms), two.id):
        one, two = two, one
    alike = own = words = 0.0
    for term, weight in one.terms.items():
        other = two.terms.get(term)
        if other is not None:
            alike += weight * other
            if term in one.states or term in two.states or term.startswith(CODE):
                continue
            own += weight * other
            if term not in one.names and term not in two.names:
                words += math.sqrt(weight * other)
    own = math.sqrt(own / (one.own * two.own))
    told = min(1.0, own / ENOUGH)
    facts = {
        "bias": 1.0,
        "alike": alike,
        "own": own,
        "words": words / math.sqrt(one.plain * two.plain) if words else 0.0,
        "title": _title_in(one, two) + _title_in(two, one),
        "rare": math.log1p(len(_with(one, two) | _with(two, one))),
        "parties": likeness(one.parties, two.parties),
        "known": max((min(rare, two.known[code]) for code, rare in one.known.items() if code in two.known), default=0),
        "days": told * math.log1p(sum(_far(day, one) and _far(day, two) for day in one.days & two.days)),
        "months": told * math.log1p(len(one.months & two.months)),
        "house": float(one.publisher is not None and one.publisher == two.publisher),
    }
    if one.day is not None and two.day is not None:
        between = math.log1p(abs(one.day - two.day))
        long, longer = (max(0.0, between - math.log1p(days)) for days in LONG_DAYS)
        facts |= {"between": between, "long": long, "longer": longer}
    return facts


def _title_in(one: Post, two: Post) -> float:
    """The share of a post's title that another has."""
    return sum(share for word, share in one.title.items() if word in two.terms)


def _with(one: Post, two: Post) -> set[str]:
    """The rare names of a post that another has too, be it in its title alone or as a word."""
    return {name for name in one.rare if name in two.rare or name in two.terms}


def _far(day: int, post: Post) -> bool:
    """Whether a day that a post names is another than that of its publication."""
    return post.day is None or abs(day - post.day) > SOON


def chance_of(one: Post, two: Post) -> float:
    """Return how likely two posts tell one affair, from 0 to 1."""
    facts = facts_of(one, two)
    return 1.0 / (1.0 + math.exp(-log_odds(facts, DATED if "between" in facts else UNDATED)))
