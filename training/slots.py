"""Stories whose conflicts are listed, as the fits of figures read them (`rivals.py`, `same_slot.py`)."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from fits import PARTS, fit
from gpulse.evaluation.ledger import find_stories, read_story
from gpulse.linking.figures import Figure
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


def left_out(
    rows: np.ndarray, same: np.ndarray, heft: np.ndarray, names: Sequence[str], ridge: float, stories: Sequence[str]
) -> np.ndarray:
    """Return each row's score by weights that were fitted without its tenth of the stories."""
    part = np.array([int(hashlib.sha256(story.encode()).hexdigest(), 16) % PARTS for story in stories])
    scores = np.zeros(len(same))
    for k in range(PARTS):
        out = part == k
        scores[out] = rows[out] @ fit(rows[~out], same[~out], names, ridge=ridge, heft=heft[~out])
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
    first, second = (
        [value for value in slot if value[0] == Path(figure.article).stem and is_value(figure, value)]
        for figure in (one, two)
    )
    return any(mine is not other for mine in first for other in second)


def is_value(figure: Figure, value: tuple[str, Any, Any, str]) -> bool:
    """Return whether a figure is a listed value: by its bounds, or the one's words are in the other's."""
    _, low, high, words = value
    own = figure.words.lower()
    return (figure.low, figure.high) == (low, high) or own in words or words in own
