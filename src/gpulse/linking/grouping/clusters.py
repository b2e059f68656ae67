"""Posts to stories: average linkage over how likely each two posts tell one affair (`alike`).

docs/stories.md gives the reasons and the figures.

Two posts are neighbours where one proposes the other; a post proposes the few that share most of its heaviest terms.
Groups can only join along a pair that is alike enough by itself: one more post changes the groups that it touches, and
those next to what it changes. The result does not depend on the order in which posts came.
"""

from __future__ import annotations

import heapq
import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from gpulse.linking.grouping.alike import chance_of
from gpulse.linking.grouping.posts import Post

LEAST = 0.2
"""Mean chance (`alike.chance_of`) that two groups of posts must reach to be one story, those that are no neighbours
counted as none. Calibrated with the posts of 88 stories of ours and others, one, two to four and all of each at once,
with stories of many newsrooms, with affairs of the same parties in the same weeks, and on the ECB+ development topics
(docs/experiments/stories.md)."""

SHARE_OF_COHESION = 0.7
"""Two groups of several posts are joined only where they are at least this much as alike as the looser of the two is in
itself. Keeps apart two affairs of the same actors, each of which several newsrooms tell. For posts without a day;
calibrated on the ECB+ development topics."""

SHARE_NEAR_IN_TIME = 0.4
"""The same where the days of the two groups overlap or lie within `AFFAIR_DAYS`: posts of one affair alternate between
its sides, and the posts of each side are more alike. Calibrated as `LEAST`."""

SHARE_OF_PAIRS = 0.58
"""The same where one of the groups has two posts: two that tell the same act are more alike than either is to what else
befell its parties in these weeks. Calibrated as `LEAST`: with .45 most of the mixes of two or three affairs are one
story, with .65 six more of 88 long stories are two."""

SHARE_FAR_IN_TIME = 0.6
"""The same where more days lie between them: the same actors years later, as a rule in another affair."""

AFFAIR_DAYS = 180
"""The longest silence within a story is shorter than this in 30 of the 42."""

STRONG = 0.4
"""Groups can only join along a pair of posts whose chance is at least this: a bound on work, and what keeps strangers
apart that share their parties alone."""

PROPOSING_TERMS = 60
"""The heaviest terms of a post, by which it is proposed: a bound on work."""

COMMON_TERM = 200
"""A term that more posts than this are proposed by proposes none (it still counts in their likeness)."""

MOST_NEAR = 20_000
"""Posts whose neighbours are kept while posts are grouped anew: a bound on memory."""

NEIGHBOURS = 40
"""Posts that a post proposes, the likeliest first: a bound on work."""


def group_posts(posts: Sequence[Post]) -> list[list[Post]]:
    """Return the posts as stories, each in order of publication; the order in which they are given does not matter."""
    return StoryIndex(posts).groups()


def _order(post: Post) -> tuple[int, str]:
    return (post.day or 0, post.id)


class StoryIndex:
    """The posts of a store, grouped into stories; a further post changes only what it touches.

    >>> harbour = {"harbour": 0.8, "dredge": 0.6}
    >>> index = StoryIndex([Post(id="a", day=1, publisher=None, terms=harbour)])
    >>> [[post.id for post in group] for group in index.add(Post(id="b", day=1, publisher=None, terms=harbour))]
    [['a', 'b']]
    """

    def __init__(self, posts: Iterable[Post] = ()) -> None:
        self._posts: dict[str, Post] = {}
        self._ids: list[str] = []
        self._numbers: dict[str, int] = {}
        self._holders: dict[str, bytearray | None] = {}
        self._proposed: dict[str, tuple[str, ...]] = {}
        self._least: dict[str, tuple[float, str]] = {}
        self._proposers: dict[str, dict[str, None]] = defaultdict(dict)
        self._alike: dict[str, dict[str, float]] = defaultdict(dict)
        self._group_of: dict[str, int] = {}
        self._groups: dict[int, _Group] = {}
        self._held_near: dict[str, _Near] = {}
        self._fresh = 0
        for post in posts:
            self._hold(post)
        for id in self._posts:
            self._propose(id)
        self._place(self._group(sorted(self._posts, key=lambda id: _order(self._posts[id])), {}))
        self._held_near.clear()

    def add(self, post: Post) -> list[list[Post]]:
        """Add a post, or put another version in its place; return the stories that are new or have other posts.

        A further post changes only what it touches; another version of a post groups all anew.
        """
        if post.id in self._posts:
            before = {group.ids for group in self._groups.values()}
            self.__init__([p for p in self._posts.values() if p.id != post.id] + [post])  # type: ignore[misc]
            return self._listed(g for g in self._groups.values() if g.ids not in before or post.id in g.ids)
        again = {post.id} | self._hold(post)
        numbers, scores = self._scores(post.id)
        for number, score in zip(numbers.tolist(), scores.tolist(), strict=True):
            other = self._ids[number]
            if len(self._proposed[other]) < NEIGHBOURS or (-score, post.id) < self._least[other]:
                again.add(other)
        proposed = {id: self._proposed.get(id, ()) for id in again}
        for id in again:
            self._propose(id)
        self._place([_Group((post.id,), hash(post.id))])
        changed = self._regroup(self._touched(proposed))
        self._held_near.clear()
        return self._listed({self._groups[self._group_of[post.id]], *changed})

    def pairs(self) -> list[tuple[Post, Post]]:
        """Return the pairs of neighbours, each once: all that are weighed."""
        return [
            (self._posts[id], self._posts[other])
            for id in sorted(self._posts)
            for other in sorted(self._proposers[id] | dict.fromkeys(self._proposed[id]))
            if id < other
        ]

    def groups(self) -> list[list[Post]]:
        """Return the stories, the earliest first, each in order of publication."""
        return self._listed(self._groups.values())

    def _listed(self, groups: Iterable[_Group]) -> list[list[Post]]:
        found = [[self._posts[id] for id in group.ids] for group in groups]
        return sorted(found, key=lambda group: _order(group[0]))

    def _hold(self, post: Post) -> set[str]:
        """Keep a post; return the posts that proposed others by a term which this one makes too common for that.

        A post none of whose neighbours has the term proposes the same ones as before.
        """
        if post.id not in self._numbers:
            self._numbers[post.id] = len(self._ids)
            self._ids.append(post.id)
        self._posts[post.id] = post
        crossed: set[str] = set()
        for term in _proposing_terms(post):
            held = self._holders.setdefault(term, bytearray())
            if held is None:
                continue
            held += _HOLDER.pack(self._numbers[post.id], post.terms[term])
            if len(held) > COMMON_TERM * _HOLDER.size:
                holders = {self._ids[number] for number, _ in _HOLDER.iter_unpack(held)}
                crossed |= {id for id in holders if not holders.isdisjoint(self._proposed.get(id, ()))}
                self._holders[term] = None
        return crossed

    def _scores(self, id: str) -> tuple[np.ndarray, np.ndarray]:
        """The numbers of the posts that share heavy terms with a post, and how much of them, to nine places."""
        terms = self._posts[id].terms
        shared = [(held, terms[term]) for term in _proposing_terms(self._posts[id]) if (held := self._holders[term])]
        if not shared:
            return np.empty(0, dtype=np.int64), np.empty(0)
        rows = np.frombuffer(b"".join(held for held, _ in shared), dtype=_HOLDERS)
        mine = np.repeat([weight for _, weight in shared], [len(held) // _HOLDER.size for held, _ in shared])
        found, places = np.unique(rows["post"], return_inverse=True)
        scores = np.round(np.bincount(places, rows["weight"] * mine), 9)
        others = found != self._numbers[id]
        return found[others], scores[others]

    def _propose(self, id: str) -> None:
        """Find the neighbours that a post proposes."""
        for other in self._proposed.get(id, ()):
            self._proposers[other].pop(id, None)
        numbers, scores = self._scores(id)
        if len(scores) > NEIGHBOURS:
            chosen = scores >= np.partition(scores, -NEIGHBOURS)[-NEIGHBOURS]
            numbers, scores = numbers[chosen], scores[chosen]
        rows = zip(numbers.tolist(), scores.tolist(), strict=True)
        ranked = sorted((-score, self._ids[number]) for number, score in rows)[:NEIGHBOURS]
        self._proposed[id] = tuple(other for _, other in ranked)
        if ranked:
            self._least[id] = ranked[-1]
        for other in self._proposed[id]:
            self._proposers[other][id] = None

    def _place(self, groups: Iterable[_Group]) -> None:
        """Keep groups of posts that are in none."""
        for group in groups:
            self._groups[self._fresh] = group
            for id in group.ids:
                self._group_of[id] = self._fresh
            self._fresh += 1

    def _touched(self, before: Mapping[str, Sequence[str]]) -> set[int]:
        """The groups whose joining may go another way, now that some posts propose others than `before`.

        A pair of neighbours that comes or goes matters within a group, and between two groups that some pair which is
        alike enough connects: the others could not join before, and cannot now.
        """
        found: set[int] = set()
        for id, proposed in before.items():
            for other in set(proposed).symmetric_difference(self._proposed[id]):
                was = other in proposed or id in before.get(other, self._proposed[other])
                if was != (other in self._proposed[id] or id in self._proposed[other]):
                    one, two = self._group_of[id], self._group_of[other]
                    if one == two or (not {one, two} <= found and self._connected(one, two)):
                        found |= {one, two}
        return found

    def _connected(self, one: int, two: int) -> bool:
        """Whether a pair of neighbours that is alike enough connects two groups."""
        if len(self._groups[one].ids) > len(self._groups[two].ids):
            one, two = two, one
        return any(self._group_of[other] == two for id in self._groups[one].ids for other in self._near(id).strong)

    def _regroup(self, loose: set[int]) -> list[_Group]:
        """Join anew the posts of some groups, and of those that this reaches.

        Groups that did not join before do not do so now unless one of them, or the way in which its posts joined, is
        another; so only such groups and those that a pair which is alike enough connects with them are looked at,
        until no more come in. Return the groups that have other posts than before.
        """
        joined: dict[tuple[str, ...], list[_Group]] = {}
        members: set[str] = {id for number in loose for id in self._groups[number].ids}
        while True:
            fresh = self._group(sorted(members, key=lambda id: _order(self._posts[id])), joined)
            old = {self._groups[number] for number in loose}
            changed = (id for group in fresh if group not in old for id in group.ids)
            reached = {
                self._group_of[other] for id in changed for other in self._near(id).strong if other not in members
            }
            if not reached:
                break
            loose |= reached
            members |= {id for number in reached for id in self._groups[number].ids}
        before = {self._groups.pop(number).ids for number in loose}
        self._place(fresh)
        return [group for group in fresh if group.ids not in before]

    def _near(self, id: str) -> _Near:
        """The neighbours of a post; kept while a few posts are grouped anew."""
        found = self._held_near.get(id)
        if found is None:
            pairs: list[tuple[str, float]] = []
            for other in self._proposers[id] | dict.fromkeys(self._proposed[id]):
                first, second = (id, other) if id < other else (other, id)
                chance = self._alike[first].get(second)
                if chance is None:
                    chance = self._alike[first][second] = chance_of(self._posts[first], self._posts[second])
                pairs.append((other, chance))
            found = _Near(pairs, [other for other, chance in pairs if chance >= STRONG])
            if len(self._held_near) < MOST_NEAR:
                self._held_near[id] = found
        return found

    def _group(self, ids: Sequence[str], joined: dict[tuple[str, ...], list[_Group]]) -> list[_Group]:
        """Join some posts, which are in order, by average linkage.

        Groups that no pair which is alike enough connects are never joined, so that each such part is by itself.
        `joined` keeps what came of each part while a few posts are grouped anew.
        """
        place = {id: at for at, id in enumerate(ids)}
        part_of = {id: id for id in ids}

        def find(id: str) -> str:
            while part_of[id] != id:
                part_of[id] = id = part_of[part_of[id]]
            return id

        for id in ids:
            for other in self._near(id).strong:
                if place.get(other, -1) > place[id]:
                    part_of[find(other)] = find(id)
        parts: dict[str, list[str]] = defaultdict(list)
        for id in ids:
            parts[find(id)].append(id)
        found: list[_Group] = []
        for part in map(tuple, parts.values()):
            if part not in joined:
                joined[part] = self._join(part)
            found += joined[part]
        return sorted(found, key=lambda group: place[group.ids[0]])

    def _join(self, ids: Sequence[str]) -> list[_Group]:
        """Join the posts of a part, which are in order."""
        place = {id: at for at, id in enumerate(ids)}

        def pairs() -> Iterator[tuple[int, int, float]]:
            for at, id in enumerate(ids):
                for other, chance in self._near(id).pairs:
                    later = place.get(other, -1)
                    if later > at:
                        yield at, later, chance

        days = [self._posts[id].day for id in ids]
        groups = {at: [id] for at, id in enumerate(ids)}
        ways = {at: hash(id) for at, id in enumerate(ids)}
        for one, two, rank in merge_groups(len(ids), pairs(), days) if len(ids) > 1 else ():
            groups[one] += groups.pop(two)
            ways[one] = hash((ways[one], ways.pop(two), rank))
        return [_Group(tuple(sorted(group, key=place.__getitem__)), ways[at]) for at, group in groups.items()]


@dataclass(frozen=True, slots=True)
class _Group:
    """The posts of a story, in order, and what tells one way of joining them, step by step, from another."""

    ids: tuple[str, ...]
    way: int


@dataclass(frozen=True, slots=True)
class _Near:
    """The neighbours of a post, how likely each is of its affair, and those that are likely enough by themselves."""

    pairs: list[tuple[str, float]]
    strong: list[str]


_HOLDER = struct.Struct("<id")
_HOLDERS = np.dtype([("post", "<i4"), ("weight", "<f8")])
"""A post that proposes others by a term: its number, and the weight that the term has in it.

Of each term those are packed bytes, which the collector of garbage does not walk; `None` once they are too many."""


def _proposing_terms(post: Post) -> list[str]:
    return list(post.terms)[:PROPOSING_TERMS]


def share_of_cohesion(first: tuple[int, int] | None, second: tuple[int, int] | None, fewest: int) -> float:
    """Return how alike two groups must be, as a share of what the looser is in itself, by their first and last days and
    the posts of the smaller.

    >>> [share_of_cohesion((100, 180), other, 3) for other in ((150, 400), (900, 980), None)]
    [0.4, 0.6, 0.7]
    >>> share_of_cohesion((100, 180), (150, 400), 2)
    0.58
    """
    if first is None or second is None:
        return SHARE_OF_COHESION
    if max(second[0] - first[1], first[0] - second[1]) > AFFAIR_DAYS:
        return SHARE_FAR_IN_TIME
    return SHARE_OF_PAIRS if fewest == 2 else SHARE_NEAR_IN_TIME


def merge_groups(
    count: int, pairs: Iterable[tuple[int, int, float]], days: Sequence[int | None]
) -> Iterator[tuple[int, int, float]]:
    """Yield the steps of average linkage over the places 0 … `count` - 1: the first places of the two groups that join,
    the lower first, and their rank.

    `pairs` gives neighbours, each pair once, with how alike they are (`alike.chance_of`); others are not alike at all.
    The pair of groups that is most alike is joined first, as long as they are `LEAST` alike. `days` are the days of the
    places; none is known where it is empty. Between two groups are held the sum of how alike neighbours are and whether
    two of them are `STRONG`.

    >>> list(merge_groups(3, [(0, 1, 0.5), (1, 2, 0.2)], ()))
    [(0, 1, -2.5)]
    """
    sizes, first = dict.fromkeys(range(count), 1), {at: at for at in range(count)}
    inner: dict[int, float] = dict.fromkeys(range(count), 0.0)
    spans = {at: (day, day) if (day := days[at] if days else None) is not None else None for at in range(count)}
    between: dict[int, dict[int, tuple[float, bool]]] = defaultdict(dict)
    heap: list[tuple[float, int, int]] = []
    for a, b, alike in pairs:
        between[a][b] = between[b][a] = (alike, alike >= STRONG)
        if alike >= STRONG:
            heap.append((-round(alike / LEAST, 9), a, b))
    heapq.heapify(heap)
    fresh = count
    while heap:
        rank, a, b = heapq.heappop(heap)
        if a not in sizes or b not in sizes:
            continue
        one, two = sorted((first.pop(a), first.pop(b)))
        yield one, two, rank
        row, second = between.pop(a), between.pop(b)
        within = inner[fresh] = inner.pop(a) + inner.pop(b) + row.pop(b)[0]
        del second[a]
        for other, mine in second.items():
            held = row.get(other)
            row[other] = (held[0] + mine[0], held[1] or mine[1]) if held else mine
        size = sizes[fresh] = sizes.pop(a) + sizes.pop(b)
        first[fresh], between[fresh] = one, row
        earlier, later = spans.pop(a), spans.pop(b)
        span = spans[fresh] = (min(earlier[0], later[0]), max(earlier[1], later[1])) if earlier and later else None
        for other, held in row.items():
            beside = between[other]
            beside.pop(a, None)
            beside.pop(b, None)
            beside[fresh] = held
            alike, strong = held
            if not strong:
                continue
            needed, others = LEAST, sizes[other]
            if size >= 2 and others >= 2:
                cohesion = min(within / (size * (size - 1) / 2), inner[other] / (others * (others - 1) / 2))
                needed = max(needed, share_of_cohesion(span, spans[other], min(size, others)) * cohesion)
            rank = alike / (size * others) / needed
            if rank >= 1:
                heapq.heappush(heap, (-round(rank, 9), other, fresh))
        fresh += 1
