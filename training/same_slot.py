"""Fit the weights by which figures of two posts fill one slot (`gpulse.linking.conflict.same_slot.features_of`).

    python training/same_slot.py tests/ledger/fresh tests/ledger/stories ../shared/gold/ledger
        [--labelled FOLDER] [--small tests/gold/conflicts.txt] [--without NAMES] [--network HELD]

An example is a pair of figures of two posts that differ and are no later toll: one slot where a listed conflict has
both, else not. The lists leave conflicts out, so that what is made up is fewer than the script prints. `--labelled`
are the folders that training/ledger_gold.py writes; other stories count half as often again. `--small` adds small
stories of a few sentences; `--without` is a file of names of stories that are only scored. A logistic regression with
a ridge. Prints what it finds with each tenth of the stories left out, and the table to paste.

`--network` names folders of stories which the ledger model was not trained on: prints whether its answer
(`LedgerModel.same_figure`) adds to the fit. That of 27 November 2026 adds nothing on careful stories
(docs/experiments/stories.md); linking does not ask it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from fits import average_precision, fit, found_at, left_out, part_of, print_weights, table_of
from gpulse.linking.conflict.figures import find_figures
from gpulse.linking.conflict.frame import Frame
from gpulse.linking.conflict.same_slot import Counted, Pair, features_of, pairs_of
from gpulse.linking.conflicts import may_differ
from gpulse.linking.outcome.judge import load_judge
from gpulse.model.ledger_model import LedgerModel
from gpulse.reading.kit import load_kit
from gpulse.record import Record, Span, oldest_first
from slots import Slot, is_listed, read_folders, read_stories

RIDGE = 10.0
"""Average precision with stories left out is the same to a hundredth from 1 to 10."""

CAREFUL_WEIGHT = 1.5
LEAST = (-1.5, -1.0, -0.75, -0.5, 0.0)

Row = tuple[str, dict[str, float], bool, Pair, Mapping[str, Record]]


def rows_of(story: str, records: Sequence[Record], slots: Sequence[Slot]) -> Iterator[Row]:
    """Yield the pairs of a story: its name, the features, whether one slot has both, and the pair."""
    known = oldest_first(records)
    frame, by_id = Frame(known), {r.article.id: r for r in known}
    for pair in pairs_of(find_figures(frame), by_id, frame):
        one, two = pair.one.figure, pair.two.figure
        if may_differ(one, two):
            same = any(is_listed(one, two, slot) for slot in slots)
            yield story, features_of(pair), same, pair, by_id


def ask(model: LedgerModel, pair: Pair, records: Mapping[str, Record]) -> float:
    """Return the log odds by which the model says that two figures tell one thing, asked both ways."""

    def place(side: Counted) -> tuple[str, Span]:
        start = records[side.figure.article].sentences[side.figure.sentence].start
        return side.sentence, Span(start=side.figure.span.start - start, end=side.figure.span.end - start)

    one, two = place(pair.one), place(pair.two)
    chances = np.clip([model.same_figure(*one, *two), model.same_figure(*two, *one)], 1e-4, 1 - 1e-4)
    return float(np.log(chances / (1 - chances)).mean())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("stories", type=Path, nargs="+")
    parser.add_argument("--labelled", type=Path, nargs="*", default=[])
    parser.add_argument("--small", type=Path)
    parser.add_argument("--without", type=Path)
    parser.add_argument("--network", type=Path, nargs="*", default=[])
    options = parser.parse_args()
    kit = load_kit()
    without = set(options.without.read_text().split()) if options.without else set()
    told = read_stories(options.stories, options.small, kit)
    found = [row for one in told if one[0] not in without for row in rows_of(*one)]
    careful = len(found)
    found += [row for one in read_folders(options.labelled, kit) if one[0] not in without for row in rows_of(*one)]
    heft = np.where(np.arange(len(found)) < careful, CAREFUL_WEIGHT, 1.0)
    names = list(found[0][1])
    rows = table_of((row[1] for row in found), names)
    same = np.array([float(row[2]) for row in found])
    stories = {row[0] for row in found}
    print(f"{len(same)} pairs, {int(same.sum())} of them of one slot, {len(stories)} stories")
    scores = left_out(rows, same, names, np.array([part_of(row[0]) for row in found]), ridge=RIDGE, heft=heft)
    print(f"stories left out: average precision {average_precision(scores, same):.3f}; listed of found from a score")
    print(found_at(scores, same, LEAST))
    weights = fit(rows, same, names, ridge=RIDGE, heft=heft)
    print_weights(names, weights)
    judge = load_judge() if options.network else None
    if judge is not None:
        held = [row for one in read_folders(options.network, kit) for row in rows_of(*one)]
        told = np.array([float(row[2]) for row in held])
        own = table_of((row[1] for row in held), names) @ weights
        asked = np.array([ask(judge.model, pair, records) for *_, pair, records in held])
        print(f"{judge.model.model_id} on {len(told)} pairs, {int(told.sum())} of one slot; average precision")
        for share in (0.0, 0.1, 0.2, 0.3, 0.5):
            print(f"    {share} of the model's log odds added: {average_precision(own + share * asked, told):.3f}")


if __name__ == "__main__":
    main()
