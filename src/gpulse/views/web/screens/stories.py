"""Stories: who tells what, who had it from whom, and where the accounts differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path, Query

from gpulse.linking.ledger.ledger_rows import Row
from gpulse.linking.story.story_rows import Link, Story
from gpulse.linking.summary import row_queries, story_queries
from gpulse.linking.summary import summary_queries as queries
from gpulse.linking.summary.story_queries import StoryHead
from gpulse.linking.summary.summary_queries import Head
from gpulse.views.web.charts import Ranges, Timeline, build_ranges, build_story_timeline
from gpulse.views.web.site import PAGE_SIZE, Freshness, PageOf, SiteOf, add_screen, load_freshness

Id = Annotated[str, Path(pattern="^[0-9a-f]{4,8}$", description="A story's id, or its beginning.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoriesScreen:
    """A list of stories, the last told first."""

    fresh: Freshness
    stories: tuple[StoryHead, ...]
    total: int
    page: int
    pages: int
    words: str | None
    least: int
    conflicting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A post in the tree of lineage, at a depth; `outside` names a source that the store has no post of."""

    depth: int
    link: Link | None
    outside: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryScreen:
    """One story in full."""

    fresh: Freshness
    story: Story
    tree: tuple[Branch, ...]
    timeline: Timeline | None
    ranges: tuple[Ranges | None, ...]
    commitments: tuple[Row, ...]
    heads: dict[str, Head]


def build_stories_screen(
    site: SiteOf,
    words: Annotated[str, Query(max_length=200, description="Only stories whose claim has all these words.")] = "",
    least: Annotated[int, Query(ge=1, le=1000, description="Only stories that so many posts tell.")] = 2,
    conflicting: Annotated[bool, Query(description="Only stories that are told differently.")] = False,
    page: PageOf = 1,
) -> StoriesScreen:
    """Stories: how many posts tell each, from how many independent origins, and where they differ."""
    found, total = story_queries.find_stories(
        site.store, words=words or None, least=least, conflicting=conflicting, limit=PAGE_SIZE,
        offset=(page - 1) * PAGE_SIZE,
    )  # fmt: skip
    return StoriesScreen(
        fresh=load_freshness(site), stories=found, total=total, page=page, pages=max(1, -(-total // PAGE_SIZE)),
        words=words or None, least=least, conflicting=conflicting,
    )  # fmt: skip


def build_story_screen(site: SiteOf, id: Id) -> StoryScreen:
    """One story: its timeline, lineage, origins, conflicts, drift, quotes and posts."""
    story = story_queries.load_story(site.store, id)
    heads = queries.load_heads(site.store, story.articles)
    return StoryScreen(
        fresh=load_freshness(site), story=story, tree=build_tree(story), timeline=build_story_timeline(story, heads),
        ranges=tuple(build_ranges(conflict) for conflict in story.conflicts),
        commitments=row_queries.find_rows_of(site.store, story.articles), heads=heads,
    )  # fmt: skip


def build_tree(story: Story) -> tuple[Branch, ...]:
    """Return the lineage as a tree, each branch followed by those that have their account from it.

    Trees that tell the central claim come first.
    """
    inside = set(story.articles)
    below: dict[str | None, list[Link]] = {}
    for link in story.lineage:
        below.setdefault(link.source, []).append(link)
    found: list[Branch] = []

    def grow(link: Link, depth: int) -> None:
        found.append(Branch(depth=depth, link=link, outside=None))
        for child in below.get(link.article, ()):
            grow(child, depth + 1)

    def tells(link: Link) -> bool:
        return link.central or any(tells(child) for child in below.get(link.article, ()))

    outside = dict.fromkeys(link.source for link in story.lineage if link.source and link.source not in inside)
    for central in (True, False):
        for name in outside:
            if any(map(tells, below[name])) == central:
                found.append(Branch(depth=0, link=None, outside=name))
                for link in below[name]:
                    grow(link, 1)
        for link in below.get(None, ()):
            if tells(link) == central:
                grow(link, 0)
    return tuple(found)


def add_to(router: APIRouter) -> None:
    """Add the screens to the router."""
    add_screen(router, "/stories", build_stories_screen, StoriesScreen, "stories.html", name="stories")
    add_screen(router, "/stories/{id}", build_story_screen, StoryScreen, "story.html", name="story")
