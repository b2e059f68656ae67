"""Fit the weights by which figures of two posts fill one slot (`gpulse.linking.same_slot.features_of`).

    python training/same_slot.py ../stories tests/ledger/stories ../shared/gold/ledger
        [--small tests/gold/conflicts.txt] [--without NAMES] [--network HELD]

An example is a pair of figures of two posts that differ and are no later toll: one slot where a listed conflict has
both, else not. The lists leave conflicts out, so that what is made up is fewer than the script prints. `--small` adds
small stories of a few sentences; `--without` is a file of names of stories that are only scored. A logistic regression
with a ridge. Prints what it finds with each tenth of the stories left out, and the table to paste.

`--network` names folders of stories which the ledger model was not trained on: prints whether its answer
(`LedgerModel.same_figure`) adds to the fit. That of 27 November 2026 adds a little (docs/stories.md); linking
does not ask it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from gpulse.evaluation.ledger import find_stories, read_story
from gpulse.linking.conflicts import may_differ
from gpulse.linking.figures import Figure, Frame, find_figures
from gpulse.linking.judge import load_judge
from gpulse.linking.same_slot import Counted, Pair, features_of, pairs_of
from gpulse.model.ledger_model import LedgerModel
from gpulse.reading.kit import Kit, load_kit
from gpulse.reading.pipeline import read_articles
from gpulse.record import Article, Record, Span
from outcomes import average_precision, fit

RIDGE = 3.0
"""Average precision with stories left out is the same to a hundredth from 1 to 10."""

PARTS = 10
LEAST = (-1.5, -1.0, -0.75, -0.5, 0.0)

Row = tuple[str, dict[str, float], bool, Pair, Mapping[str, Record]]


def rows_of(
    story: str, records: Sequence[Record], slots: Sequence[Sequence[tuple[str, Any, Any, str]]]
) -> Iterator[Row]:
    """Yield the pairs of a story: its name, the features, whether one slot has both, and the pair."""
    known = sorted(records, key=lambda r: (r.article.published_at or "", r.article.id))
    frame, by_id = Frame(known), {r.article.id: r for r in known}
    for pair in pairs_of(find_figures(frame), by_id, frame):
        one, two = pair.one.figure, pair.two.figure
        if may_differ(one, two):
            same = any(is_listed(one, slot) and is_listed(two, slot) for slot in slots)
            yield story, features_of(pair), same, pair, by_id


def is_listed(figure: Figure, slot: Sequence[tuple[str, Any, Any, str]]) -> bool:
    """Whether a listed slot has a figure: its post, and its bounds or its words."""
    words = figure.words.lower()
    return any(
        Path(figure.article).stem == report
        and ((figure.low, figure.high) == (low, high) or words in value or value in words)
        for report, low, high, value in slot
    )


def read_folders(paths: Sequence[Path], kit: Kit) -> Iterator[Row]:
    """Yield the pairs of stories in folders, with a ledger.json each."""
    for folder in (story for path in paths for story in find_stories(path)):
        gold = json.loads((folder / "ledger.json").read_text(encoding="utf-8"))
        slots = [
            [(v["report"], v["low"], v["high"], v["value"].lower()) for v in row["values"]]
            for row in gold.get("conflicts", [])
        ]  # fmt: skip
        yield from rows_of(folder.name, read_story(folder, kit), slots)


def read_small(path: Path, kit: Kit) -> Iterator[Row]:
    """Yield the pairs of small stories, as tests/gold/conflicts.txt has them."""
    for block in path.read_text(encoding="utf-8").split("\n= ")[1:]:
        why, expected, *posts = block.strip().split("\n")
        articles = []
        for number, post in enumerate(posts, start=1):
            day, title, text = (field.strip() for field in post.split(" | "))
            articles.append(
                Article(id=str(number), publisher=f"Paper {number}", published_at=day, title=title, text=text)
            )
        listed = [part.split(" ", 1) for part in expected.removeprefix("> ").split(" | ") if part != "none"]
        slot = [(post, 0, 0, words.lower()) for post, words in listed]
        yield from rows_of(why, list(read_articles(articles, kit)), [slot])


def ask(model: LedgerModel, pair: Pair, records: Mapping[str, Record]) -> float:
    """Return the log odds by which the model says that two figures tell one thing, asked both ways."""

    def place(side: Counted) -> tuple[str, Span]:
        start = records[side.figure.article].sentences[side.figure.sentence].start
        return side.sentence, Span(start=side.figure.span.start - start, end=side.figure.span.end - start)

    one, two = place(pair.one), place(pair.two)
    chances = np.clip([model.same_figure(*one, *two), model.same_figure(*two, *one)], 1e-4, 1 - 1e-4)
    return float(np.log(chances / (1 - chances)).mean())


def found_at(scores: np.ndarray, same: np.ndarray) -> str:
    """Say what is found and listed from each least score on."""
    return ", ".join(
        f"{least:+}: {int(same[scores >= least].sum())} of {int((scores >= least).sum())}" for least in LEAST
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("stories", type=Path, nargs="+")
    parser.add_argument("--small", type=Path)
    parser.add_argument("--without", type=Path)
    parser.add_argument("--network", type=Path, nargs="*", default=[])
    options = parser.parse_args()
    kit = load_kit()
    without = set(options.without.read_text().split()) if options.without else set()
    found = [row for row in read_folders(options.stories, kit) if row[0] not in without]
    if options.small:
        found += read_small(options.small, kit)
    names = list(found[0][1])
    rows = np.array([[features[name] for name in names] for _, features, *_ in found])
    same = np.array([float(row[2]) for row in found])
    stories = [row[0] for row in found]
    print(f"{len(same)} pairs, {int(same.sum())} of them of one slot, {len(set(stories))} stories")
    part_of = {story: at % PARTS for at, story in enumerate(sorted(set(stories)))}
    part, scores = np.array([part_of[story] for story in stories]), np.zeros(len(same))
    for k in range(PARTS):
        scores[part == k] = rows[part == k] @ fit(rows[part != k], same[part != k], RIDGE, names)
    print(f"stories left out: average precision {average_precision(scores, same):.3f}; listed of found from a score")
    print(found_at(scores, same))
    weights = fit(rows, same, RIDGE, names)
    for name, weight in zip(names, weights, strict=True):
        print(f'    "{name}": {weight:.2f},')
    judge = load_judge() if options.network else None
    if judge is not None:
        held = list(read_folders(options.network, kit))
        told = np.array([float(row[2]) for row in held])
        own = np.array([[features[name] for name in names] for _, features, *_ in held]) @ weights
        asked = np.array([ask(judge.model, pair, records) for *_, pair, records in held])
        print(f"{judge.model.model_id} on {len(told)} pairs, {int(told.sum())} of one slot; average precision")
        for share in (0.0, 0.1, 0.2, 0.3, 0.5):
            print(f"    {share} of the model's log odds added: {average_precision(own + share * asked, told):.3f}")


if __name__ == "__main__":
    main()
