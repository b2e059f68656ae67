"""Fit the weights by which a post retells another (`gpulse.linking.account.rewrites.features_of`).

    python training/rewrites.py tests/ledger/stories tests/stories ../shared/gold/ledger tests/ledger/fresh

An example is a post with an earlier one of another publisher, within days, of which the gold lists one at least: a
rewrite where the gold says so. Left out are pairs of one line of descent, which may be rewrites of each other, and
posts that cite: they may copy as well. A logistic regression with a ridge. Prints what it finds with each story left
out, and the table to paste.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from fits import average_precision, fit, left_out, print_weights, table_of
from gpulse.evaluation.ledger import find_stories, read_story
from gpulse.linking.account.rewrites import WEIGHTS, features_of, within_days, words_of
from gpulse.linking.grouping.posts import load_word_frequencies
from gpulse.reading.kit import load_kit
from gpulse.record import Record, oldest_first

RIDGES = (0.03, 0.1, 0.3)
CHOSEN = 0.1
"""The ridge of the table: average precision with each story left out is the same to a hundredth from 0.1 to 1."""


def line_of(report: str, lineage: Mapping[str, Any]) -> set[str]:
    """Return a report and those that its account comes from."""
    found = {report}
    while report in lineage and lineage[report]["from"] in lineage and lineage[report]["from"] not in found:
        report = lineage[report]["from"]
        found.add(report)
    return found


def find_pairs(gold: Mapping[str, Any], records: Sequence[Record]) -> Iterator[tuple[Record, Record, bool]]:
    """Yield later and earlier posts of a story, and whether the later one is a rewrite of the other."""
    lineage = {row["report"]: row for row in gold.get("lineage", [])}
    names = {record.article.id: Path(record.article.id).stem for record in records}
    for at, later in enumerate(records):
        row = lineage.get(mine := names[later.article.id])
        for earlier in records[:at]:
            other = names[earlier.article.id]
            if later.article.publisher == earlier.article.publisher or (row is None and other not in lineage):
                continue
            rewrites = row is not None and row["how"] == "rewrite" and row["from"] == other
            related = bool(line_of(mine, lineage) & line_of(other, lineage))
            if rewrites or not (related or (row is not None and row["how"] == "cites")):
                yield later, earlier, rewrites


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("stories", type=Path, nargs="+")
    kit, frequencies = load_kit(), load_word_frequencies()
    found: list[tuple[str, dict[str, float], bool]] = []
    for folder in (story for path in parser.parse_args().stories for story in find_stories(path)):
        gold = json.loads((folder / "ledger.json").read_text(encoding="utf-8"))
        records = oldest_first(read_story(folder, kit))
        for later, earlier, rewrites in find_pairs(gold, records):
            if within_days(words_of(later), words_of(earlier)):
                features = features_of(words_of(later), words_of(earlier), frequencies)
                found.append((folder.name, features, rewrites))
    names = list(WEIGHTS)
    rows = table_of((features for _, features, _ in found), names)
    told = np.array([float(rewrites) for *_, rewrites in found])
    stories = np.array([story for story, *_ in found])
    print(f"{len(told)} pairs, {int(told.sum())} of them rewrites, {len(set(stories))} stories")
    for ridge in RIDGES:
        scores = left_out(rows, told, names, stories, ridge=ridge)
        right, wrong = int(told[scores > 0].sum()), int((1 - told)[scores > 0].sum())
        precision = average_precision(scores, told)
        print(f"ridge {ridge:4}: average precision {precision:.3f}, {right} found, {wrong} made up, stories left out")
    print_weights(names, fit(rows, told, names, ridge=CHOSEN))


if __name__ == "__main__":
    main()
