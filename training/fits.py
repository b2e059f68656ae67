"""Logistic regressions with a ridge, how well they do on what is left out, and the table in which they are kept."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np

PARTS: Final = 10
"""Parts of which each is left out in turn."""

STEPS: Final = 12
"""Steps of Newton's method; the fits of this project change no more after eight."""


def fit(
    rows: np.ndarray, right: np.ndarray, names: Sequence[str], *, ridge: float, heft: np.ndarray | None = None
) -> np.ndarray:
    """Return the weights of a logistic regression by Newton's method; the bias carries no ridge.

    `rows` has an example a row and a fact of `names` a column, `right` is 1 where the answer is yes; `heft` is how
    often each example counts, once if it is absent.
    """
    penalty = np.diag([0.0 if name == "bias" else ridge for name in names])
    weights = np.zeros(rows.shape[1])
    heft = np.ones(len(rows)) if heft is None else heft
    for _ in range(STEPS):
        chance = 1.0 / (1.0 + np.exp(-rows @ weights))
        slope = rows.T @ (heft * (right - chance)) - penalty @ weights
        curve = (rows * (heft * chance * (1.0 - chance))[:, None]).T @ rows + penalty
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def fit_facts(
    examples: Sequence[Collection[str]],
    right: np.ndarray,
    *,
    ridge: float,
    least: int,
    before: Mapping[str, float] | None = None,
) -> dict[str, float]:
    """Return the weights of a logistic regression whose examples are each a few facts of thousands, by Newton's method.

    A fact seen in fewer than `least` examples keeps what it weighs in `before`, or has no weight. The ridge draws
    weights to those of `before`, or to 0; the fact "bias", which each example has, carries none.
    """
    before = dict(before or {})
    seen = Counter(fact for facts in examples for fact in facts)
    names = sorted(fact for fact, count in seen.items() if count >= least)
    column = {name: k for k, name in enumerate(names)}
    rows = [np.array([column[f] for f in facts if f in column]) for facts in examples]
    still = np.array([sum(before.get(f, 0.0) for f in facts if f not in column) for facts in examples])
    size = np.array([len(row) for row in rows])
    owner, flat = np.repeat(np.arange(len(rows)), size), np.concatenate(rows)
    first = np.concatenate([np.repeat(row, len(row)) for row in rows])
    second = np.concatenate([np.tile(row, len(row)) for row in rows])
    squares = np.repeat(np.arange(len(rows)), size * size)
    start = np.array([before.get(name, 0.0) for name in names])
    weights, count = start.copy(), len(names)
    penalty = np.array([0.0 if name == "bias" else ridge for name in names])
    for _ in range(STEPS):
        chance = 1.0 / (1.0 + np.exp(-still - np.bincount(owner, weights=weights[flat], minlength=len(rows))))
        slope = np.bincount(flat, weights=(right - chance)[owner], minlength=count) - penalty * (weights - start)
        heft = (chance * (1.0 - chance))[squares]
        curve = np.bincount(first * count + second, weights=heft, minlength=count * count).reshape(count, count)
        weights = weights + np.linalg.solve(curve + np.diag(penalty), slope)
    return before | dict(zip(names, weights.tolist(), strict=True))


def fit_choice(
    rows: np.ndarray, right: np.ndarray, owner: np.ndarray, names: Sequence[str], *, ridge: float
) -> np.ndarray:
    """Return the weights by which the right ones among each owner's candidates are the likeliest (conditional logit).

    `owner` is whose candidate each row is; the chances of one owner's candidates sum to one (softmax), and so do their
    right ones, in equal shares. Owners of whose candidates none is right are left out. McFadden, "Conditional logit
    analysis of qualitative choice behavior", 1974.
    """
    whole = np.bincount(owner, weights=right)
    known = whole[owner] > 0
    rows, share = rows[known], right[known] / whole[owner][known]
    _, owner = np.unique(owner[known], return_inverse=True)
    count = int(owner.max()) + 1
    weights = np.zeros(len(names))
    for _ in range(2 * STEPS):
        scores = rows @ weights
        top = np.full(count, -np.inf)
        np.maximum.at(top, owner, scores)
        chance = np.exp(scores - top[owner])
        chance /= np.bincount(owner, weights=chance, minlength=count)[owner]
        mean = np.zeros((count, len(names)))
        np.add.at(mean, owner, rows * chance[:, None])
        slope = rows.T @ (share - chance) - ridge * weights
        curve = (rows * chance[:, None]).T @ rows - mean.T @ mean + ridge * np.eye(len(names))
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def table_of(examples: Iterable[Mapping[str, float]], names: Sequence[str]) -> np.ndarray:
    """Return the facts of each example as a row, in the order of `names`."""
    return np.array([[facts[name] for name in names] for facts in examples])


def part_of(story: str) -> int:
    """Return which of the `PARTS` a story belongs to, whatever other stories there are."""
    return int(hashlib.sha256(story.encode()).hexdigest(), 16) % PARTS


def left_out(
    rows: np.ndarray,
    right: np.ndarray,
    names: Sequence[str],
    part: np.ndarray,
    *,
    ridge: float,
    heft: np.ndarray | None = None,
) -> np.ndarray:
    """Return each row's score by weights that were fitted without the rows of its `part`."""
    scores = np.zeros(len(right))
    for one in np.unique(part):
        out = part == one
        others = None if heft is None else heft[~out]
        scores[out] = rows[out] @ fit(rows[~out], right[~out], names, ridge=ridge, heft=others)
    return scores


def print_weights(names: Sequence[str], weights: Sequence[float] | np.ndarray) -> None:
    """Print a fit as lines of a table to paste."""
    for name, weight in zip(names, weights, strict=True):
        print(f'    "{name}": {weight:.2f},')


def found_at(scores: np.ndarray, right: np.ndarray, least: Sequence[float]) -> str:
    """Say how many right examples there are among how many, from each least score on."""
    return ", ".join(f"{t:+}: {int(right[scores >= t].sum())} of {int((scores >= t).sum())}" for t in least)


def average_precision(scores: np.ndarray, right: np.ndarray) -> float:
    """Return the mean precision at each right example, in order of score."""
    order = np.argsort(-scores, kind="stable")
    hits = right[order]
    return float((np.cumsum(hits) / np.arange(1, len(hits) + 1))[hits > 0].mean())


def keep(path: Path, fits: Mapping[str, Mapping[str, float]]) -> None:
    """Write fits into the table of weights that ships with the ledger model, in place of those of the same question."""
    lines = [line for line in path.read_text().splitlines() if line.split("\t")[0] not in fits]
    lines += [f"{question}\t{fact}\t{weight}" for question, fit in fits.items() for fact, weight in fit.items()]
    path.write_text("\n".join(lines) + "\n")
