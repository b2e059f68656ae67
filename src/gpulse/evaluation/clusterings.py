"""How alike two clusterings are: B-cubed; and the CoNLL average of MUC, B-cubed and CEAF-e, as coreference has it.

The key and the response map each mention to its cluster; they need not have the same mentions (Pradhan et al. 2014).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

M = TypeVar("M", bound=Hashable)
Clustering = Mapping[M, Hashable]


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _clusters(of: Clustering[M]) -> list[set[M]]:
    held: dict[Hashable, set[M]] = defaultdict(set)
    for mention, cluster in of.items():
        held[cluster].add(mention)
    return list(held.values())


def b_cubed(key: Clustering[M], response: Clustering[M]) -> dict[str, float]:
    """Return B-cubed precision, recall and F1 (Bagga and Baldwin 1998); a mention that one side lacks counts nothing.

    >>> b_cubed({"a": 1, "b": 1, "c": 2}, {"a": 1, "b": 2, "c": 2})["recall"]
    0.6666666666666666
    """

    def share(of: Clustering[M], other: Clustering[M]) -> float:
        total = 0.0
        for cluster in _clusters(of):
            counts = Counter(other[m] for m in cluster if m in other)
            total += sum(n * n for n in counts.values()) / len(cluster)
        return total / len(of) if of else 0.0

    precision, recall = share(response, key), share(key, response)
    return {"precision": precision, "recall": recall, "f1": _f1(precision, recall)}


def muc(key: Clustering[M], response: Clustering[M]) -> float:
    """Return MUC's F1 (Vilain et al. 1995): links that are kept.

    >>> round(muc({"a": 1, "b": 1, "c": 1, "d": 2, "e": 2}, {"a": 1, "b": 1, "c": 2, "d": 2, "e": 2}), 3)
    0.667
    """

    def links(of: Clustering[M], other: Clustering[M]) -> float:
        kept = whole = 0
        for cluster in _clusters(of):
            parts = len({other[m] for m in cluster if m in other}) + sum(m not in other for m in cluster)
            kept += len(cluster) - parts
            whole += len(cluster) - 1
        return kept / whole if whole else 0.0

    return _f1(links(response, key), links(key, response))


def ceaf_e(key: Clustering[M], response: Clustering[M]) -> float:
    """Return CEAF's F1 with phi-4 (Luo 2005): clusters set against each other one to one, as well as they can be.

    >>> round(ceaf_e({"a": 1, "b": 1, "c": 2}, {"a": 1, "b": 2, "c": 2}), 3)
    0.667
    """
    keys, responses = _clusters(key), _clusters(response)
    if not keys or not responses:
        return 0.0
    place = {m: at for at, cluster in enumerate(responses) for m in cluster}
    rows: dict[int, dict[int, float]] = {}
    for at, cluster in enumerate(keys):
        shared = Counter(place[m] for m in cluster if m in place)
        rows[at] = {other: 2 * n / (len(cluster) + len(responses[other])) for other, n in shared.items()}
    total = sum(_best_total(part) for part in _parts(rows))
    return _f1(total / len(responses), total / len(keys))


def _parts(rows: dict[int, dict[int, float]]) -> list[NDArray[np.float64]]:
    """Part the matrix of likenesses into blocks that share no cluster, each a small dense matrix."""
    by_column: dict[int, list[int]] = defaultdict(list)
    for row, columns in rows.items():
        for column in columns:
            by_column[column].append(row)
    seen: set[int] = set()
    blocks: list[NDArray[np.float64]] = []
    for start in rows:
        if start in seen or not rows[start]:
            continue
        members, waiting, wide = [], [start], dict[int, int]()
        seen.add(start)
        while waiting:
            row = waiting.pop()
            members.append(row)
            for column in rows[row]:
                wide.setdefault(column, len(wide))
                for other in by_column[column]:
                    if other not in seen:
                        seen.add(other)
                        waiting.append(other)
        block = np.zeros((len(members), len(wide)))
        for at, row in enumerate(members):
            for column, value in rows[row].items():
                block[at, wide[column]] = value
        blocks.append(block)
    return blocks


def _best_total(values: NDArray[np.float64]) -> float:
    """Return the greatest total of a one-to-one assignment (the Hungarian method, with potentials).

    >>> _best_total(np.array([[0.9, 0.8], [0.8, 0.1]]))
    1.6
    """
    if values.shape[0] > values.shape[1]:
        values = values.T
    rows, columns = values.shape
    cost = -values
    of_row, of_column = np.zeros(rows + 1), np.zeros(columns + 1)
    match = np.zeros(columns + 1, dtype=int)
    for row in range(1, rows + 1):
        match[0] = row
        at, least = 0, np.full(columns + 1, np.inf)
        used, way = np.zeros(columns + 1, dtype=bool), np.zeros(columns + 1, dtype=int)
        while True:
            used[at] = True
            current = cost[match[at] - 1] - of_row[match[at]] - of_column[1:]
            better = ~used[1:] & (current < least[1:])
            least[1:][better] = current[better]
            way[1:][better] = at
            open_columns = np.where(~used[1:])[0] + 1
            nearest = open_columns[np.argmin(least[open_columns])]
            step = least[nearest]
            of_row[match[used]] += step
            of_column[used] -= step
            least[~used] -= step
            at = int(nearest)
            if match[at] == 0:
                break
        while at:
            match[at] = match[way[at]]
            at = int(way[at])
    return float(sum(values[match[c] - 1, c - 1] for c in range(1, columns + 1) if match[c]))


def conll_f1(key: Clustering[M], response: Clustering[M]) -> dict[str, float]:
    """Return MUC, B-cubed, CEAF-e F1 and their mean, the CoNLL-2012 figure."""
    parts = {"muc": muc(key, response), "b_cubed": b_cubed(key, response)["f1"], "ceaf_e": ceaf_e(key, response)}
    return {**parts, "conll": sum(parts.values()) / 3}
