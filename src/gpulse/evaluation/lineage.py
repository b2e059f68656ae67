"""How well a story's lineage, origins and conflicts are told: stories with a ledger.json, as examples/ has them.

Protocol: the reports of each folder are read and linked on their own. *lineage*: share of the listed reports whose
source and way of taking over (origin, rewrite, cites) are both right. *origins*: share of stories that are one story
and have the right number of independent origins. *conflicts*: share of the listed conflicts of which one found conflict
holds two values, each from its report, with equal numbers, or where there are none, with half of the words of the
shorter value in common; `conflicts_found` is how many were found in all.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from gpulse.article import parse_articles
from gpulse.evaluation.ledger import find_stories, words_in
from gpulse.evaluation.scores import share
from gpulse.linking.stories import StoryKit, build_stories, load_story_kit
from gpulse.linking.story.story_rows import Story, Value
from gpulse.reading.kit import Kit
from gpulse.reading.pipeline import read_articles
from gpulse.record import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Right and listed ones of one story."""

    links: int
    links_right: int
    origins_right: bool
    conflicts: int
    conflicts_right: int
    conflicts_found: int


def tally_lineage(path: Path, kit: Kit, part: str = "all", limit: int | None = None) -> list[Tally]:
    """Read and link each story below a folder. Raises `InputError` where there is none."""
    tables = load_story_kit()
    return [_tally(story, kit, tables) for story in find_stories(path, part)[:limit]]


def _tally(story: Path, kit: Kit, tables: StoryKit) -> Tally:
    gold = json.loads((story / "ledger.json").read_text(encoding="utf-8"))
    articles = [
        article
        for report in sorted((story / "reports").glob("*.md"))
        for article in parse_articles(report.read_bytes(), origin=str(report))
        if isinstance(article, Article)
    ]
    stories = build_stories(read_articles(articles, kit), kit=tables)
    links = {
        _report(link.article): (_report(link.source) if link.source in story.articles else link.source, link.how)
        for story in stories
        for link in story.lineage
    }
    listed = gold.get("conflicts", [])
    return Tally(
        links=len(gold["lineage"]),
        links_right=sum(links.get(row["report"]) == (row["from"], row["how"]) for row in gold["lineage"]),
        origins_right=len(stories) == 1 and stories[0].origins == gold["origins"],
        conflicts=len(listed), conflicts_right=sum(_is_found(row, stories) for row in listed),
        conflicts_found=sum(len(story.conflicts) for story in stories),
    )  # fmt: skip


def _report(id: str | None) -> str | None:
    return PurePath(id).stem if id else None


def _is_found(row: Mapping[str, Any], stories: Sequence[Story]) -> bool:
    return any(
        sum(any(_same(gold, value) for value in conflict.values) for gold in row["values"]) >= 2
        for story in stories
        for conflict in story.conflicts
    )


def _same(gold: Mapping[str, Any], value: Value) -> bool:
    if _report(value.evidence.article) != gold["report"]:
        return False
    numbers, found = (gold["low"], gold["high"]), (value.low, value.high)
    if any(number is not None for number in (*numbers, *found)):
        return numbers == found
    ours, theirs = words_in(value.value), words_in(gold["value"])
    return 2 * sum((ours & theirs).values()) >= min(ours.total(), theirs.total())


def score_lineage(tallies: Sequence[Tally]) -> dict[str, float]:
    """Return the shares over all stories."""
    return {
        "lineage": share(sum(t.links_right for t in tallies), sum(t.links for t in tallies)),
        "origins": share(sum(t.origins_right for t in tallies), len(tallies)),
        "conflicts": share(sum(t.conflicts_right for t in tallies), sum(t.conflicts for t in tallies)),
        "conflicts_found": sum(t.conflicts_found for t in tallies),
        "stories": len(tallies),
    }
