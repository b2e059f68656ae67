"""Precision, recall and F1 over sets, as all scorers here use them."""

from __future__ import annotations

import random
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

SEED = 1
RESAMPLES = 200
Tally = TypeVar("Tally")


def share(part: int, whole: int) -> float:
    """Return a part of a whole, rounded to three places; 0 where there is nothing.

    >>> share(2, 3), share(0, 0)
    (0.667, 0.0)
    """
    return round(part / whole, 3) if whole else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Right ones, found ones and gold ones, summed over texts."""

    right: float = 0
    found: float = 0
    gold: float = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(right=self.right + other.right, found=self.found + other.found, gold=self.gold + other.gold)

    @property
    def precision(self) -> float:
        """Share of the found ones that are right; 0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold ones that were found; 0 where there are none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall.

        >>> round(Counts(right=6, found=8, gold=12).f1, 2)
        0.6
        """
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 0.0

    def rounded(self) -> dict[str, float]:
        """Return the three figures, to three digits."""
        return {"precision": round(self.precision, 3), "recall": round(self.recall, 3), "f1": round(self.f1, 3)}


def count_exact(found: Iterable[Hashable], gold: Iterable[Hashable]) -> Counts:
    """Count two collections as sets: right are those in both."""
    ours, theirs = set(found), set(gold)
    return Counts(right=len(ours & theirs), found=len(ours), gold=len(theirs))


def count_overlap(found: Iterable[tuple[int, int]], gold: Iterable[tuple[int, int]]) -> Counts:
    """Count by characters: right are the characters that both cover."""

    def covered(spans: Iterable[tuple[int, int]]) -> set[int]:
        return {k for start, end in spans for k in range(start, end)}

    return count_exact(covered(found), covered(gold))


def count_touching(found: Sequence[tuple[int, int]], gold: Sequence[tuple[int, int]]) -> Counts:
    """Count spans that share a character with one of the other side; right is the mean of both sides' counts.

    >>> round(count_touching([(0, 5), (9, 12)], [(4, 8)]).f1, 3)
    0.667
    """
    kept = sum(any(a < y and x < b for x, y in gold) for a, b in found)
    hit = sum(any(a < y and x < b for x, y in found) for a, b in gold)
    return Counts(right=(kept + hit) / 2, found=len(found), gold=len(gold))


def macro_f1(pairs: Iterable[tuple[str, str]]) -> float:
    """Return the mean over gold classes of each class's F1; `pairs` are (gold, found)."""
    rows = list(pairs)
    classes = sorted({gold for gold, _ in rows})
    scores = [
        Counts(
            right=sum(g == f == name for g, f in rows),
            found=sum(f == name for _, f in rows),
            gold=sum(g == name for g, _ in rows),
        ).f1
        for name in classes
    ]
    return sum(scores) / len(scores) if scores else 0.0


def bootstrap(
    tallies: Sequence[Tally], score: Callable[[Sequence[Tally]], Mapping[str, float]], seed: int = SEED
) -> dict[str, tuple[float, float]]:
    """Return the 95 % interval of each figure over documents drawn with replacement, `RESAMPLES` times.

    `tallies` hold what was counted in each document, `score` turns tallies into figures. Counts (whole numbers of
    things) come out too; callers leave them out.

    >>> bootstrap([1, 1, 1], lambda xs: {"mean": sum(xs) / len(xs)})
    {'mean': (1.0, 1.0)}
    """
    draw = random.Random(seed)
    rows = [score(draw.choices(tallies, k=len(tallies))) for _ in range(RESAMPLES)]
    out = {}
    for key in rows[0]:
        values = sorted(row[key] for row in rows)
        out[key] = (values[round(0.025 * (RESAMPLES - 1))], values[round(0.975 * (RESAMPLES - 1))])
    return out
