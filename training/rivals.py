"""Fit the weights by which two figures of one post are rival counts of one thing (`gpulse.linking.conflict.rivals`).

    python training/rivals.py ../shared/gold/ledger tests/ledger/fresh tests/ledger/stories tests/stories
        [--labelled FOLDER] [--small tests/gold/conflicts.txt]

FOLDERS hold stories with a ledger.json; `--labelled` those that training/ledger_gold.py writes of training/stories, of
which each counts a third. An example is a pair of figures of one post within a few sentences that differ: rivals where
a listed conflict has both, or where somebody who read the pair says so (training/rivals_read.tsv: the likeliest that no
list has). A logistic regression with a ridge. Prints what it finds with each tenth of the stories left
out, and the table to paste.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from gpulse.linking.conflict.figures import Figure, find_figures
from gpulse.linking.conflict.frame import Frame
from gpulse.linking.conflict.rivals import features_of, pairs_in
from gpulse.linking.conflicts import compatible, is_ruled
from gpulse.reading.kit import load_kit
from gpulse.record import Record, oldest_first
from slots import (
    CAREFUL_WEIGHT,
    Key,
    Slot,
    fit_pairs,
    is_listed,
    pair_options,
    read_answers,
    read_folders,
    read_stories,
)

RIDGE = 3.0
READ = Path(__file__).with_name("rivals_read.tsv")
LEAST = (-2.0, -1.5, -1.25, -1.0, -0.75, -0.5, -0.25, 0.0)


def rows_of(
    story: str, records: Sequence[Record], slots: Sequence[Slot], answers: Mapping[Key, bool | None]
) -> Iterator[tuple[str, dict[str, float], bool, tuple[Figure, Figure], Record]]:
    """Yield the pairs of a story: its name, the features, whether one slot has both, the pair and its post."""
    known = oldest_first(records)
    frame, by_id = Frame(known), {r.article.id: r for r in known}
    figures = find_figures(frame)
    for id, record in by_id.items():
        own = [figure for figure in figures if figure.article == id]
        for one, two, between in pairs_in(own):
            if not compatible(one, two):
                key = (story, Path(id).stem, one.span.start, one.span.end, two.span.start, two.span.end)
                same = answers.get(key, any(is_listed(one, two, slot) for slot in slots))
                if same is None:
                    continue
                features = features_of(one, two, record, is_ruled(one, two, record), between)
                yield story, features, same, (one, two), record


def main() -> None:
    options = pair_options(__doc__)
    kit, answers = load_kit(), read_answers(READ)
    found = [row for told in read_stories(options.stories, options.small, kit) for row in rows_of(*told, answers)]
    careful = len(found)
    found += [row for told in read_folders(options.labelled, kit) for row in rows_of(*told, answers)]
    same = np.array([float(row[2]) for row in found])
    own = np.arange(len(found)) < careful
    heft = np.where(own, CAREFUL_WEIGHT, 1.0)
    stories, facts = [row[0] for row in found], [row[1] for row in found]
    scores = fit_pairs("rivals", stories, facts, same, own, heft, ridge=RIDGE, least=LEAST)
    ruled = np.array([one["ruled"] > 0 for one in facts])
    print(f"by rule {int(same[ruled].sum())} of {int(ruled.sum())}")
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
