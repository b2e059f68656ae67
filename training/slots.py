"""Stories whose conflicts are listed, as the fits of pairs read them (`rivals.py`, `opposed.py`, `same_slot.py`)."""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from fits import average_precision, fit, found_at, left_out, part_of, print_weights, table_of
from gpulse.evaluation.ledger import find_stories, read_story
from gpulse.linking.conflict.figures import Figure, digits_of
from gpulse.reading.kit import Kit
from gpulse.reading.pipeline import read_articles
from gpulse.record import Article, Record

Slot = Sequence[tuple[str, Any, Any, str]]
"""A listed conflict: of each value its post, least, most and words in lower case."""

Told = tuple[str, Sequence[Record], Sequence[Slot]]
"""A story's name, its posts as they are read, and its slots."""


CAREFUL_WEIGHT: Final = 3.0
"""How much a story with a gold ledger counts beside a labelled one: its list of conflicts is fuller."""


Key = tuple[str, str, int, int, int, int]
"""A story, a post, and where the two sides of a pair stand in it."""


def read_answers(path: Path) -> dict[Key, bool | None]:
    """Return what people who read pairs say of them: yes, no, or left open."""
    answers: dict[Key, bool | None] = {}
    with path.open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file, delimiter="\t")
    for story, post, first, first_end, second, second_end, answer in rows:
        key = (story, post, int(first), int(first_end), int(second), int(second_end))
        answers[key] = None if answer == "?" else answer == "yes"
    return answers


def pair_options(description: str | None) -> argparse.Namespace:
    """Read what the fits of pairs within a post are given: folders of stories, labelled ones, a file of small ones."""
    parser = argparse.ArgumentParser(description=description.splitlines()[0] if description else None)
    parser.add_argument("stories", type=Path, nargs="+")
    parser.add_argument("--labelled", type=Path, nargs="*", default=[])
    parser.add_argument("--small", type=Path)
    parser.add_argument("--verbose", action="store_true")
    return parser.parse_args()


def fit_pairs(
    kind: str,
    stories: Sequence[str],
    facts: Sequence[Mapping[str, float]],
    same: np.ndarray,
    careful: np.ndarray,
    heft: np.ndarray,
    *,
    ridge: float,
    least: Sequence[float],
) -> np.ndarray:
    """Print how well a fit finds pairs of a `kind` with each tenth of the stories left out, and the table to paste.

    Each pair has its story, its facts, whether it is one (`same`), whether its story is a `careful` one, and how much
    it counts. Returns the scores of the pairs, their stories left out.
    """
    names = list(facts[0])
    rows = table_of(facts, names)
    print(f"{len(same)} pairs, {int(same.sum())} of them {kind}, {len(set(stories))} stories")
    scores = left_out(rows, same, names, np.array([part_of(story) for story in stories]), ridge=ridge, heft=heft)
    print(f"stories left out: average precision, and {kind} of found from a score")
    for whose, part in (("careful", careful), ("labelled", ~careful)):
        if same[part].any():
            precision = average_precision(scores[part], same[part])
            print(f"  {whose}: {precision:.3f}; {found_at(scores[part], same[part], least)}")
    print_weights(names, fit(rows, same, names, ridge=ridge, heft=heft))
    return scores


def read_folders(paths: Sequence[Path], kit: Kit) -> Iterator[Told]:
    """Yield the stories in folders, with a ledger.json each."""
    for folder in (story for path in paths for story in find_stories(path)):
        gold = json.loads((folder / "ledger.json").read_text(encoding="utf-8"))
        slots = [
            [(v["report"], v["low"], v["high"], v["value"].lower()) for v in row["values"]]
            for row in gold.get("conflicts", [])
        ]  # fmt: skip
        yield folder.name, read_story(folder, kit), slots


def read_small(path: Path, kit: Kit) -> Iterator[Told]:
    """Yield small stories, as tests/gold/conflicts.txt has them."""
    for block in path.read_text(encoding="utf-8").split("\n= ")[1:]:
        why, expected, *posts = block.strip().split("\n")
        articles = []
        for number, post in enumerate(posts, start=1):
            day, title, text = (field.strip() for field in post.split(" | "))
            articles.append(
                Article(id=str(number), publisher=f"Paper {number}", published_at=day, title=title, text=text)
            )
        listed = [part.split(" ", 1) for part in expected.removeprefix("> ").split(" | ") if part != "none"]
        yield why, list(read_articles(articles, kit)), [[(post, 0, 0, words.lower()) for post, words in listed]]


def read_stories(paths: Sequence[Path], small: Path | None, kit: Kit) -> Iterator[Told]:
    """Yield the stories in folders, and the small ones where a file of them is given."""
    yield from read_folders(paths, kit)
    if small:
        yield from read_small(small, kit)


def is_listed(one: Figure, two: Figure, slot: Slot) -> bool:
    """Return whether a listed slot has both figures: each a value of its own, of its post."""
    first, second = ([value for value in slot if _gives(figure, value)] for figure in (one, two))
    return any(mine is not other for mine in first for other in second)


def _gives(figure: Figure, value: tuple[str, Any, Any, str]) -> bool:
    """Whether a figure is a listed value in its post, or the same number of two digits and more in another one: a list
    names one post for each value."""
    post, low, high, _ = value
    if post == Path(figure.article).stem:
        return is_value(figure, value)
    return digits_of(figure) > 1 and (figure.low, figure.high) == (low, high)


def is_value(figure: Figure, value: tuple[str, Any, Any, str]) -> bool:
    """Return whether a figure is a listed value: by its bounds, or the one's words are in the other's."""
    _, low, high, words = value
    own = figure.words.lower()
    return (figure.low, figure.high) == (low, high) or own in words or words in own
