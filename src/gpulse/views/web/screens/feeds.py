"""Feeds: which are watched, how they fare; and the audit of changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query

from gpulse.store.access import Line, load_audit
from gpulse.store.feeds import WatchedFeed, count_all_entries, load_feeds
from gpulse.views.web.site import SiteOf, add_screen

STATES = ("dead", "failing", "new", "sound")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """A feed and how it fares, in the words of `gpulse feeds list`. Counts are of its items."""

    url: str
    title: str | None
    folder: str | None
    state: str
    last_success_at: str | None
    last_change_at: str | None
    next_try_at: str
    failures: int
    why: str | None
    kept: int = 0
    waiting: int = 0
    given_up: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsScreen:
    """The feeds that are watched, those in trouble first."""

    feeds: tuple[FeedState, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditScreen:
    """What was changed through these pages, by whom; the newest first."""

    lines: tuple[Line, ...]


def tell_feed(feed: WatchedFeed, counts: dict[str, int] | None = None) -> FeedState:
    """Return how a feed fares."""
    counts = counts or {}
    return FeedState(
        url=feed.url, title=feed.title, folder=feed.folder, state=feed.state, last_success_at=feed.last_success_at,
        last_change_at=feed.last_change_at, next_try_at=feed.next_try_at, failures=feed.failures, why=feed.why,
        kept=counts.get("kept", 0), waiting=counts.get("new", 0), given_up=counts.get("given up", 0),
    )  # fmt: skip


def build_feeds_screen(site: SiteOf) -> FeedsScreen:
    """The feeds that are watched and how they fare; those in trouble first."""
    counts = count_all_entries(site.store)
    feeds = [tell_feed(feed, counts.get(feed.number)) for feed in load_feeds(site.store)]
    return FeedsScreen(feeds=tuple(sorted(feeds, key=lambda feed: STATES.index(feed.state))))


def build_audit_screen(
    site: SiteOf, before: Annotated[int | None, Query(ge=1, le=2**53, description="Lines before this number.")] = None
) -> AuditScreen:
    """What was changed through these pages, and who logged in; the newest first."""
    return AuditScreen(lines=load_audit(site.store, before=before))


def add_to(router: APIRouter) -> None:
    """Add the screens to the router."""
    add_screen(router, "/feeds", build_feeds_screen, FeedsScreen, "feeds.html", name="feeds")
    add_screen(router, "/audit", build_audit_screen, AuditScreen, "audit.html", name="audit")
