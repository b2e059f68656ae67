"""Now: what changed since the last look, what falls due, where figures conflict, which feeds are in trouble."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query

from gpulse.linking.ledger.ledger_queries import add_span
from gpulse.linking.ledger.ledger_rows import Row
from gpulse.linking.story.story_rows import Conflict
from gpulse.linking.summary import row_queries, story_queries
from gpulse.linking.summary import summary_queries as queries
from gpulse.linking.summary.row_queries import Change
from gpulse.linking.summary.story_queries import StoryHead
from gpulse.linking.summary.summary_queries import Count, Head
from gpulse.store.feeds import load_feeds
from gpulse.views.web.screens.feeds import FeedState, tell_feed
from gpulse.views.web.site import Freshness, SiteOf, add_screen, load_freshness

DUE_DAYS = "60d"
"""How far ahead what falls due is looked for, and how far back what fell due."""

STATUS_ORDER = ("pending", "partial", "overdue", "broken", "late", "kept", "withdrawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryConflict:
    """A story with one thing that its posts tell differently."""

    story: StoryHead
    conflict: Conflict
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """What is new. `seen_posts` and `seen_changes` number the last post and change of status, for the next look."""

    fresh: Freshness
    posts: tuple[Head, ...]
    post_count: int
    total_posts: int
    changes: tuple[Change, ...]
    change_count: int
    due: tuple[Row, ...]
    fell_due: tuple[Row, ...]
    statuses: tuple[Count, ...]
    conflicts: tuple[StoryConflict, ...]
    conflict_count: int
    stories: tuple[StoryHead, ...]
    story_of: dict[str, str]
    trouble: tuple[FeedState, ...]
    feeds: int
    heads: dict[str, Head]
    after_post: int
    after_change: int
    seen_posts: int
    seen_changes: int


def build_now(
    site: SiteOf,
    after_post: Annotated[int, Query(ge=0, le=2**53, description="Posts added after the one of this number.")] = 0,
    after_change: Annotated[int, Query(ge=0, le=2**53, description="Changes after the one of this number.")] = 0,
) -> Now:
    """What changed since the last look; what falls due; where figures conflict; feeds in trouble."""
    fresh = load_freshness(site)
    heads, count, newest = queries.load_newest(site.store, after_post, 8)
    changes, change_count, newest_change = row_queries.find_changes(site.store, after_change, 8)
    due = row_queries.find_due(site.store, fresh.as_of, add_span(fresh.as_of, DUE_DAYS), open_only=True, limit=8)
    fell_due = row_queries.find_due(site.store, "0001-01-01", fresh.as_of, open_only=False, limit=6)
    conflicting, conflict_count = story_queries.find_stories(site.store, conflicting=True, limit=4)
    counted = row_queries.count_facets(site.store, row_queries.Wanted(), ["status"])["status"]
    stories, _ = story_queries.find_stories(site.store, least=2, limit=6)
    feeds = load_feeds(site.store)
    conflicts = _conflicts(site, conflicting)
    shown = {e.article for row in (*due, *fell_due) for e in row.evidence[:1]}
    shown |= {v.evidence.article for c in conflicts for v in c.conflict.values}
    shown |= {e.article for change in changes for e in (*change.row.outcome_evidence[:1], *change.row.evidence[:1])}
    return Now(
        fresh=fresh, posts=heads, post_count=count, total_posts=site.store.count_posts(), changes=changes,
        change_count=change_count, due=due, fell_due=fell_due,
        statuses=tuple(sorted(counted, key=lambda count: STATUS_ORDER.index(count.value))), conflicts=conflicts,
        conflict_count=conflict_count, stories=stories,
        story_of=story_queries.find_stories_of(site.store, [head.id for head in heads]),
        trouble=tuple(tell_feed(feed) for feed in feeds if feed.failures)[:8], feeds=len(feeds),
        heads=queries.load_heads(site.store, shown), after_post=after_post, after_change=after_change,
        seen_posts=newest, seen_changes=newest_change,
    )  # fmt: skip


def _conflicts(site: SiteOf, heads: tuple[StoryHead, ...]) -> tuple[StoryConflict, ...]:
    stories = {story.id: story for story in story_queries.load_stories(site.store, [head.id for head in heads])}
    return tuple(
        StoryConflict(story=head, conflict=stories[head.id].conflicts[0], more=len(stories[head.id].conflicts) - 1)
        for head in heads
        if head.id in stories and stories[head.id].conflicts
    )


def add_to(router: APIRouter) -> None:
    """Add the screen to the router. Its page stands at `/` too, where it remembers the last look (`app.py`)."""
    add_screen(router, "/now", build_now, Now, "now.html", name="now")
