"""Watching feeds: ask those that are due, fetch the pages of their new items, read and keep them; over and over.

What became of each feed and of each item is written to the store as it happens, an item together with its post in one
transaction. So a watch that is killed goes on where it was, and a page that is kept is not fetched again.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from gpulse.answer import Fetched, Unfetched, Validators
from gpulse.config import Settings
from gpulse.errors import FetchError, GpulseError, InputError
from gpulse.feeds import Feed, parse_feed
from gpulse.fetch import Clock, Fetcher
from gpulse.page import Page
from gpulse.reading.kit import Kit
from gpulse.reading.pipeline import read_articles
from gpulse.record import Article
from gpulse.sources import BadInput, parse_page
from gpulse.store import Store
from gpulse.store.feeds import (
    DEAD_AFTER,
    WaitingEntry,
    WatchedFeed,
    find_kept,
    load_feeds,
    load_waiting,
    save_entry,
    save_failure,
    save_success,
)

T = TypeVar("T")
R = TypeVar("R")
THREADS = 8
LONGEST = 24 * 3600.0
"""Seconds between two tries of a feed that goes on failing, at most."""
ATTEMPTS = 6
"""How often a page that fails in passing is tried; with pauses from ten minutes, doubling, that is about ten hours."""
_BATCH = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSeen:
    """A feed was asked. `new` counts its new or changed items; `why` is set where it failed, `failures` in a row."""

    url: str
    new: int = 0
    unchanged: bool = False
    why: str | None = None
    failures: int = 0
    next_try_at: str

    @property
    def dead(self) -> bool:
        """Whether it failed so often in a row that nobody should wait for it."""
        return self.failures >= DEAD_AFTER


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySeen:
    """An item's page was asked for. `outcome` is what adding did, "failed" or "given up"; `why` says why."""

    url: str
    feed: str
    outcome: str
    why: str | None = None


def instant(seconds: float) -> str:
    """Return seconds since 1970 as a UTC instant.

    >>> instant(1719532800)
    '2024-06-28T00:00:00Z'
    """
    return dt.datetime.fromtimestamp(int(seconds), dt.UTC).isoformat().replace("+00:00", "Z")


def watch(
    store: Store, fetcher: Fetcher, kit: Kit, *, clock: Clock | None = None, once: bool = False
) -> Iterator[FeedSeen | EntrySeen]:
    """Watch the store's feeds until stopped (or, with `once`, until nothing is due); yield what happens, once kept."""
    clock = clock or Clock()
    while True:
        yield from check_feeds(store, fetcher, load_feeds(store, due_at=instant(clock.now())), kit.settings, clock)
        yield from fetch_entries(store, fetcher, kit, clock)
        if once:
            return
        upcoming = min((feed.next_try_at for feed in load_feeds(store)), default=instant(clock.now() + 60))
        wait = dt.datetime.fromisoformat(upcoming).timestamp() - clock.now()
        clock.sleep(min(max(wait, 1.0), 60.0))


def check_feeds(
    store: Store, fetcher: Fetcher, feeds: Sequence[WatchedFeed], settings: Settings, clock: Clock
) -> Iterator[FeedSeen]:
    """Ask these feeds now, whether or not they are due; keep and yield how each fares."""
    interval = settings.watch_interval
    with ThreadPoolExecutor(THREADS) as pool:
        for feed, answer in _each(pool, partial(_ask_feed, fetcher), feeds):
            at = clock.now()
            if isinstance(answer, GpulseError):
                pause = min(interval * 2.0 ** min(feed.failures, 10), LONGEST) * random.uniform(0.9, 1.1)
                pause = max(pause, getattr(answer, "after", None) or 0.0)
                next_try_at = instant(at + pause)
                save_failure(store, feed, str(answer), at=instant(at), next_try_at=next_try_at)
                yield FeedSeen(url=feed.url, why=str(answer), failures=feed.failures + 1, next_try_at=next_try_at)
                continue
            fetched, parsed = answer
            next_try_at = instant(at + interval * random.uniform(0.95, 1.05))
            new = save_success(
                store,
                feed,
                parsed.entries if parsed else None,
                at=instant(at),
                next_try_at=next_try_at,
                title=parsed.title if parsed else None,
                etag=fetched.validators.etag,
                last_modified=fetched.validators.last_modified,
                moved_to=fetched.moved_to,
            )
            yield FeedSeen(url=feed.url, new=new, unchanged=parsed is None, next_try_at=next_try_at)


def _ask_feed(fetcher: Fetcher, feed: WatchedFeed) -> tuple[Fetched, Feed | None] | GpulseError:
    try:
        fetched = fetcher.fetch(feed.url, Validators(etag=feed.etag, last_modified=feed.last_modified))
        if fetched.page is None:
            return fetched, None
        parsed = parse_feed(fetched.page.content, fetched.page.origin, charset=fetched.page.charset)
        if parsed.parts:
            return InputError(f"{feed.url} is a list of sitemaps; add those of news among them.")
        return fetched, parsed
    except (FetchError, InputError) as error:
        return error


def fetch_entries(store: Store, fetcher: Fetcher, kit: Kit, clock: Clock) -> Iterator[EntrySeen]:
    """Fetch, read and keep the pages of all items that wait, a few at a time; yield what became of each."""
    with ThreadPoolExecutor(THREADS) as pool:
        while waiting := load_waiting(store, due_at=instant(clock.now()), limit=_BATCH):
            wanted: dict[str, WaitingEntry] = {}  # one for each address; another feed's item waits for the first
            for entry in waiting:
                if (post := find_kept(store, entry)) is not None:
                    save_entry(store, entry, "kept", post=post)
                else:
                    wanted.setdefault(entry.url, entry)
            articles: list[tuple[WaitingEntry, Article, Page]] = []
            for entry, answer in _each(pool, partial(_ask_entry, fetcher), list(wanted.values())):
                if isinstance(answer, GpulseError):
                    yield _save_failed(store, entry, answer, clock.now())
                else:
                    articles.append((entry, *answer))
            records = read_articles((article for _, article, _ in articles), kit, dt.datetime.now(dt.UTC))
            for (entry, _, page), record in zip(articles, records, strict=True):
                try:
                    with store.transaction():
                        outcome = store.add_record(record, page)
                        save_entry(store, entry, "kept", post=record.article.id)
                except InputError as error:
                    yield _save_failed(store, entry, error, clock.now())
                else:
                    yield EntrySeen(url=entry.url, feed=entry.feed, outcome=outcome)


def _ask_entry(fetcher: Fetcher, entry: WaitingEntry) -> tuple[Article, Page] | GpulseError:
    try:
        page = fetcher.fetch_page(entry.url)
    except FetchError as error:
        return error
    for found in parse_page(page, form="html"):
        if isinstance(found, BadInput):
            return InputError(found.why)
        if found.published_at is None and entry.published_at is not None:
            return replace(found, published_at=entry.published_at, published_from="metadata"), page
        return found, page
    return InputError(f"{entry.url} holds no article.")


def _save_failed(store: Store, entry: WaitingEntry, error: GpulseError, now: float) -> EntrySeen:
    """Try again later what failed in passing; give up what will not change by waiting."""
    passing = isinstance(error, Unfetched) and not error.lasting
    if passing and entry.attempts + 1 < ATTEMPTS:
        pause = max(600.0 * 2**entry.attempts * random.uniform(0.9, 1.1), getattr(error, "after", None) or 0.0)
        save_entry(store, entry, "new", why=str(error), next_try_at=instant(now + pause))
        return EntrySeen(url=entry.url, feed=entry.feed, outcome="failed", why=str(error))
    save_entry(store, entry, "given up", why=str(error))
    return EntrySeen(url=entry.url, feed=entry.feed, outcome="given up", why=str(error))


def _each(pool: ThreadPoolExecutor, ask: Callable[[T], R], items: Sequence[T]) -> Iterator[tuple[T, R]]:
    return zip(items, pool.map(ask, items), strict=True)
