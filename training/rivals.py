"""Fit the weights by which two figures of one post are rival counts of one thing (`gpulse.linking.rivals`).

    python training/rivals.py FOLDERS … [--small tests/gold/conflicts.txt]

FOLDERS hold stories with a ledger.json (training/ledger_gold.py writes those of training/stories). An example is a pair
of figures of one post within two sentences that differ: rivals where a listed conflict has both. A logistic regression
with a ridge. Prints what it finds with each tenth of the stories left out, and the table to paste.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from fits import PARTS, average_precision, fit
from gpulse.linking.conflicts import compatible, is_ruled
from gpulse.linking.figures import Figure, Frame, find_figures
from gpulse.linking.rivals import features_of, pairs_in
from gpulse.reading.kit import load_kit
from gpulse.record import Record
from slots import Slot, read_stories

RIDGE = 1.0
LEAST = (-2.0, -1.5, -1.0, -0.75, -0.5, 0.0, 0.5)


def rows_of(
    story: str, records: Sequence[Record], slots: Sequence[Slot]
) -> Iterator[tuple[str, dict[str, float], bool, tuple[Figure, Figure], Record]]:
    """Yield the pairs of a story: its name, the features, whether one slot has both, the pair and its post."""
    known = sorted(records, key=lambda r: (r.article.published_at or "", r.article.id))
    frame, by_id = Frame(known), {r.article.id: r for r in known}
    figures = find_figures(frame)
    for id, record in by_id.items():
        own = [figure for figure in figures if figure.article == id]
        for one, two in pairs_in(own):
            if not compatible(one, two):
                same = any(is_listed(one, two, slot) for slot in slots)
                yield story, features_of(one, two, record, is_ruled(one, two, record)), same, (one, two), record


def is_listed(one: Figure, two: Figure, slot: Slot) -> bool:
    """Whether a listed slot has both figures: each a value of its own, of their post."""
    mine = [value for value in slot if value[0] == Path(one.article).stem]
    return any(
        is_value(one, first) and is_value(two, second) for first in mine for second in mine if first is not second
    )


def is_value(figure: Figure, value: tuple[str, Any, Any, str]) -> bool:
    """Whether a figure is a listed value: by its bounds, or the one's words are in the other's."""
    _, low, high, words = value
    own = figure.words.lower()
    return (figure.low, figure.high) == (low, high) or own in words or words in own


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("stories", type=Path, nargs="+")
    parser.add_argument("--small", type=Path)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    kit = load_kit()
    found = [row for told in read_stories(options.stories, options.small, kit) for row in rows_of(*told)]
    names = list(found[0][1])
    rows = np.array([[row[1][name] for name in names] for row in found])
    same = np.array([float(row[2]) for row in found])
    stories = [row[0] for row in found]
    print(f"{len(same)} pairs, {int(same.sum())} of them rivals, {len(set(stories))} stories")
    part_of = {story: at % PARTS for at, story in enumerate(sorted(set(stories)))}
    part, scores = np.array([part_of[story] for story in stories]), np.zeros(len(same))
    for k in range(PARTS):
        scores[part == k] = rows[part == k] @ fit(rows[part != k], same[part != k], names, ridge=RIDGE)
    print(f"stories left out: average precision {average_precision(scores, same):.3f}; listed of found from a score")
    ruled = rows[:, names.index("ruled")] > 0
    print(f"  by rule {int(same[ruled].sum())} of {int(ruled.sum())}")
    print(", ".join(f"{t:+}: {int(same[scores >= t].sum())} of {int((scores >= t).sum())}" for t in LEAST))
    for name, weight in zip(names, fit(rows, same, names, ridge=RIDGE), strict=True):
        print(f'    "{name}": {weight:.2f},')
    if options.verbose:
        for k in np.argsort(-scores):
            if (scores[k] >= -1.0) != bool(same[k]) or scores[k] >= -1.5:
                story, _, is_same, (one, two), record = found[k]
                text = record.article.text
                quote = text[record.sentences[one.sentence].start : record.sentences[two.sentence].end]
                print(
                    f"{scores[k]:+.2f} {'listed' if is_same else '-----'} {story}: {one.words} | {two.words} || {quote}"
                )


if __name__ == "__main__":
    main()
