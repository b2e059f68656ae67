"""From scores to labels: softmax, GELU, and the best sequence of BIO labels, in numpy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import sqrt
from typing import cast

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

CLEARLY = 1e-3
"""By so much a sequence must be worse before it is left out of the search; sums of float32 scores err by less."""


def linear(heads: Mapping[str, Array], name: str, values: Array) -> Array:
    """Return what a layer of the heads' file makes of `values` (…, D): values · weightᵀ + bias."""
    return values @ heads[f"{name}.weight"].T + heads[f"{name}.bias"]


def softmax(values: Array, axis: int) -> Array:
    """Return the values as chances that sum to one along an axis."""
    grown = np.exp(values - values.max(axis, keepdims=True))
    return cast(Array, grown / grown.sum(axis, keepdims=True))


def gelu(x: Array) -> Array:
    """Return GELU of x, with erf after Abramowitz and Stegun 7.1.26 (absolute error below 1.5e-7)."""
    size = np.abs(x) * np.float32(sqrt(0.5))
    t = 1 / (1 + np.float32(0.3275911) * size)
    tail = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t
    erf = np.sign(x) * (1 - tail * np.exp(-size * size))
    return cast(Array, (0.5 * x * (1 + erf)).astype(np.float32))


def mean(rows: Array) -> Array:
    """Return the mean of the rows, as `rows.mean(0)` does with more ado."""
    return cast(Array, np.add.reduce(rows, 0) / np.float32(len(rows)))


def decode_bio(scores: Array, names: tuple[str, ...], moves: Array | None) -> list[tuple[int, int, str, float]]:
    """Return the best sequence's spans as (first, last, kind, score), half-open, by Viterbi.

    `scores` (T, labels) in the order of `names` (O, B-x, I-x, …); I-x may follow B-x and I-x alone; `moves` (3, 3) adds
    learned scores between O, B and I where there is one kind. A span's score is the mean probability of its labels.

    >>> decode_bio(np.array([[0, 3, 0], [0, 0, 3], [3, 0, 0]], dtype=np.float32), ("O", "B-cue", "I-cue"), None)[0][:3]
    (0, 2, 'cue')
    """
    if not len(scores):
        return []
    path = _best_kinds(scores) if moves is None else _best_chain(scores, moves)
    marked = path.nonzero()[0]
    if not len(marked):
        return []
    chance = softmax(scores[marked], 1)[np.arange(len(marked)), path[marked]]
    at, kinds = marked.tolist(), path[marked].tolist()
    spans: list[tuple[int, int, str, float]] = []
    k = 0
    while k < len(at):
        first, kind = k, kinds[k]
        k += 1
        if kind % 2:
            while k < len(at) and at[k] == at[k - 1] + 1 and kinds[k] == kind + 1:
                k += 1
            score = float(np.add.reduce(chance[first:k]) / np.float32(k - first))
            spans.append((at[first], at[k - 1] + 1, names[kind].removeprefix("B-"), round(score, 4)))
    return spans


def _best_kinds(scores: Array) -> NDArray[np.int64]:
    """Return the best sequence of labels of several kinds: the best of each piece, where they may follow each other."""
    path: NDArray[np.int64] = scores.argmax(1)
    marked = path.nonzero()[0]
    if _may_follow(marked.tolist(), path[marked].tolist()):
        return path
    for first, last in _open_runs(scores[:, 1:].max(1) - scores[:, 0], 0.0):
        path[first:last] = _best_path(scores[first:last].tolist())
    return path


def _open_runs(gains: Array, more: float) -> Iterator[tuple[int, int]]:
    """Yield the runs of pieces (half-open) that may be in a span; all others are O in the best sequence.

    `gains` is the most that each piece's being in a span may add to a sequence's score, `more` the most that a span's
    beginning and end may add. A piece is O where even the best span through it, grown as far as it pays on both sides,
    adds nothing: the sequence with O all along that span is better. From an O all may go on that a text may begin with,
    so the runs can be searched one by one.
    """
    sums = np.concatenate([np.zeros(1), np.cumsum(gains, dtype=np.float64)])
    before = sums[:-1] - np.minimum.accumulate(sums)[:-1]
    after = np.maximum.accumulate(sums[::-1])[::-1][1:] - sums[1:]
    may = np.zeros(len(gains) + 2, dtype=bool)
    may[1:-1] = gains + before + after + more > -CLEARLY
    bounds = (may[1:] != may[:-1]).nonzero()[0].tolist()
    return zip(bounds[::2], bounds[1::2], strict=True)


def _may_follow(at: Sequence[int], kinds: Sequence[int]) -> bool:
    """Whether each I-x stands after B-x or I-x: then the best label of each piece makes the best sequence.

    `at` are the pieces whose best label is not O, `kinds` their labels.
    """
    return all(
        kind % 2 or (k > 0 and at[k - 1] == at[k] - 1 and kinds[k - 1] in (kind, kind - 1))
        for k, kind in enumerate(kinds)
    )


def _best_path(rows: Sequence[Sequence[float]]) -> list[int]:
    """Return the best sequence of labels of several kinds, by Viterbi; see `decode_bio`.

    O and B may follow anything, so only the best label before them need be known.
    """
    size = len(rows[0])
    insides = range(2, size, 2)
    total = [-1e4 if k and k % 2 == 0 else score for k, score in enumerate(rows[0])]
    back: list[list[int]] = []
    for row in rows[1:]:
        origin = max(range(size), key=total.__getitem__)
        best = total[origin]
        step, came = [best + score for score in row], [origin] * size
        for k in insides:
            begun, gone_on = total[k - 1], total[k]
            step[k], came[k] = (gone_on + row[k], k) if gone_on > begun else (begun + row[k], k - 1)
        total = step
        back.append(came)
    path = [max(range(size), key=total.__getitem__)]
    for came in reversed(back):
        path.append(came[path[-1]])
    return path[::-1]


def _best_chain(scores: Array, moves: Array) -> NDArray[np.int64]:
    """Return the best sequence of the labels O, B and I with the moves' scores, by Viterbi; see `decode_bio`."""
    (oo, ob, _), (bo, bb, bi), (io, ib, ii) = moves.tolist()
    path = np.zeros(len(scores), dtype=np.int64)
    gains = np.maximum(scores[:, 1], scores[:, 2] + np.float32(max(bi, ii) - oo)) - scores[:, 0]
    opening, ending = max(ob - oo, bb - bo, ib - io, 0.0), max(bo - oo, io - oo, bb - ob, ib - ob, 0.0)
    for first, last in _open_runs(gains, opening + ending):
        rows = scores[first:last].tolist()
        o, b, i = rows[0][0], rows[0][1], -1e4
        if first:
            o, b = o + oo, b + ob
        back: list[tuple[int, int, int]] = []
        for to_o, to_b, to_i in rows[1:]:
            best_o, from_o = o + oo, 0
            if b + bo > best_o:
                best_o, from_o = b + bo, 1
            if i + io > best_o:
                best_o, from_o = i + io, 2
            best_b, from_b = o + ob, 0
            if b + bb > best_b:
                best_b, from_b = b + bb, 1
            if i + ib > best_b:
                best_b, from_b = i + ib, 2
            best_i, from_i = (i + ii, 2) if i + ii > b + bi else (b + bi, 1)
            o, b, i = best_o + to_o, best_b + to_b, best_i + to_i
            back.append((from_o, from_b, from_i))
        if last < len(scores):  # an O follows
            o, b, i = o + oo, b + bo, i + io
        found = [max(range(3), key=(o, b, i).__getitem__)]
        for came in reversed(back):
            found.append(came[found[-1]])
        path[first:last] = found[::-1]
    return path
