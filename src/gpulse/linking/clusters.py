"""Posts to stories: average linkage over posts that share rare words, with a threshold that depends on time.

Posts of the same days tell one story only where they are much alike: forty newsrooms write about different things that
day. A post that comes days or months later is never that much alike; it belongs where it shares the story's names and
subject, more than any other story's. docs/stories.md gives the reasons and the figures.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from gpulse.linking.posts import Post, likeness

SAME_DAYS_LIKENESS = 0.26
"""Mean likeness that two groups of posts of the same days (or of unknown days) must reach to be one story.

Calibrated on ECB+ development topics, whose texts carry no day: B-cubed F1 is flat from 0.28 to 0.38."""

LATER_LIKENESS = 0.11
"""The same for posts `FAR_DAYS` or more apart. Calibrated on seven of the twelve development stories."""

NEAR_DAYS, FAR_DAYS = 1, 7

SHARE_OF_COHESION = 0.7
"""Two groups of three posts or more are joined only where they are at least this much as alike as the looser of the two
is in itself. Keeps apart two affairs of the same actors, each of which several newsrooms tell."""

COMMON_TERM = 200
"""A term that more posts than this share proposes no pair (it still counts in their likeness): a bound on work."""

NEIGHBOURS = 40
"""Pairs proposed for a post, the likeliest first: a bound on work."""

SAMPLED_DAYS = 48
"""Days of a group that are looked at to weigh the time between groups, evenly spaced: a bound on work."""


def needed_likeness(first: int | None, second: int | None) -> float:
    """Return how alike two posts of these days must be, on average, to be of one story.

    >>> needed_likeness(100, 100), needed_likeness(None, 100), needed_likeness(100, 130)
    (0.32, 0.32, 0.11)
    """
    if first is None or second is None:
        return SAME_DAYS_LIKENESS
    share = min(max(abs(first - second) - NEAR_DAYS, 0) / (FAR_DAYS - NEAR_DAYS), 1.0)
    return (1 - share) * SAME_DAYS_LIKENESS + share * LATER_LIKENESS


class _Group:
    """Posts joined so far: their places in the list, the sum of their terms, their days, their inner likeness."""

    __slots__ = ("days", "inner", "near", "posts", "terms")

    def __init__(self, posts: list[int], terms: dict[str, float], days: list[int | None], inner: float) -> None:
        self.posts = posts
        self.terms = terms
        self.days = days
        self.inner = inner
        self.near: set[int] = set()

    @property
    def cohesion(self) -> float:
        """Mean likeness of the pairs within."""
        pairs = len(self.posts) * (len(self.posts) - 1) / 2
        return self.inner / pairs if pairs else 1.0


def group_posts(posts: Sequence[Post]) -> list[list[Post]]:
    """Return the posts as stories, each in order of publication; the order in which they are given does not matter."""
    posts = sorted(posts, key=lambda post: (post.day or 0, post.id))
    groups: dict[int, _Group] = {at: _Group([at], dict(post.terms), [post.day], 0.0) for at, post in enumerate(posts)}
    heap: list[tuple[float, int, int]] = []
    for first, second in _propose_pairs(posts):
        groups[first].near.add(second)
        groups[second].near.add(first)
        _offer(heap, groups, first, second)
    heapq.heapify(heap)
    fresh = len(posts)
    while heap:
        _, first, second = heapq.heappop(heap)
        if first not in groups or second not in groups:
            continue
        one, two = groups.pop(first), groups.pop(second)
        joined = _join(one, two)
        for at in joined.near:
            if at in groups:
                groups[at].near -= {first, second}
                groups[at].near.add(fresh)
        joined.near = {at for at in joined.near if at in groups}
        groups[fresh] = joined
        for at in sorted(joined.near):
            _offer(heap, groups, at, fresh, push=True)
        fresh += 1
    return sorted(
        ([posts[at] for at in sorted(group.posts)] for group in groups.values()), key=lambda g: (g[0].day or 0, g[0].id)
    )


def _join(one: _Group, two: _Group) -> _Group:
    between = likeness(one.terms, two.terms)
    large, small = (one, two) if len(one.terms) >= len(two.terms) else (two, one)
    terms = large.terms
    for term, weight in small.terms.items():
        terms[term] = terms.get(term, 0.0) + weight
    joined = _Group(one.posts + two.posts, terms, one.days + two.days, one.inner + two.inner + between)
    joined.near = one.near | two.near
    return joined


def _offer(
    heap: list[tuple[float, int, int]], groups: dict[int, _Group], first: int, second: int, push: bool = False
) -> None:
    """Put a pair of groups on the heap where they may be joined, the likeliest pair on top."""
    one, two = groups[first], groups[second]
    alike = likeness(one.terms, two.terms) / (len(one.posts) * len(two.posts))
    needed = _needed(one.days, two.days)
    if len(one.posts) >= 3 and len(two.posts) >= 3:
        needed = max(needed, SHARE_OF_COHESION * min(one.cohesion, two.cohesion))
    if alike < needed:
        return
    entry = (-round(alike / needed, 9), first, second)
    if push:
        heapq.heappush(heap, entry)
    else:
        heap.append(entry)


def _needed(one: list[int | None], two: list[int | None]) -> float:
    """Mean of `needed_likeness` over the pairs of days, from a sample where the groups are large."""
    one, two = _sample(one), _sample(two)
    return sum(needed_likeness(a, b) for a in one for b in two) / (len(one) * len(two))


def _sample(days: list[int | None]) -> list[int | None]:
    if len(days) <= SAMPLED_DAYS:
        return days
    ordered = sorted(days, key=lambda day: day or 0)
    return [ordered[at * len(ordered) // SAMPLED_DAYS] for at in range(SAMPLED_DAYS)]


def _propose_pairs(posts: Sequence[Post]) -> list[tuple[int, int]]:
    """Pairs of posts that share rare terms, by an inverted index; each post proposes its likeliest `NEIGHBOURS`."""
    found: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for at, post in enumerate(posts):
        for term, weight in post.terms.items():
            found[term].append((at, weight))
    index = {
        term: (np.array([at for at, _ in held], dtype=np.int64), np.array([weight for _, weight in held]))
        for term, held in found.items()
        if 1 < len(held) <= COMMON_TERM
    }
    pairs: set[tuple[int, int]] = set()
    for at, post in enumerate(posts):
        held = [(*index[term], weight) for term, weight in post.terms.items() if term in index]
        if not held:
            continue
        others = np.concatenate([ids for ids, _, _ in held])
        scores = np.concatenate([weights * weight for _, weights, weight in held])
        unique, where = np.unique(others, return_inverse=True)
        sums = np.bincount(where, weights=scores)
        order = np.lexsort((unique, -sums))[: NEIGHBOURS + 1]
        pairs |= {(min(at, int(other)), max(at, int(other))) for other in unique[order] if other != at}
    return sorted(pairs)
