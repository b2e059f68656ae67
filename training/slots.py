"""Stories whose conflicts are listed, as the fits of figures read them (`rivals.py`, `same_slot.py`)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from gpulse.evaluation.ledger import find_stories, read_story
from gpulse.reading.kit import Kit
from gpulse.reading.pipeline import read_articles
from gpulse.record import Article, Record

Slot = Sequence[tuple[str, Any, Any, str]]
"""A listed conflict: of each value its post, least, most and words in lower case."""

Told = tuple[str, Sequence[Record], Sequence[Slot]]
"""A story's name, its posts as they are read, and its slots."""


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
