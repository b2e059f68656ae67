"""The feeds that are watched and their items, as the store keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from gpulse.errors import NotFound
from gpulse.feeds import Entry
from gpulse.store.store import Store
from gpulse.store.tables import entries, feeds

DEAD_AFTER = 10
"""A feed that failed so often in a row is called dead; with the growing pauses of `watch` that is about four days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedFeed:
    """A feed and how it fares. Times are UTC instants; `failures` counts those in a row, `why` says the last one."""

    number: int
    url: str
    title: str | None
    folder: str | None
    added_at: str
    etag: str | None
    last_modified: str | None
    last_tried_at: str | None
    last_success_at: str | None
    last_change_at: str | None
    failures: int
    why: str | None
    next_try_at: str

    @property
    def state(self) -> str:
        """In one word: "new", "sound", "failing" or "dead"."""
        if self.failures:
            return "dead" if self.failures >= DEAD_AFTER else "failing"
        return "sound" if self.last_success_at else "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingEntry:
    """An item whose page is still to be fetched, or to be fetched again because the feed says that it changed."""

    number: int
    feed: str
    url: str
    mark: str
    published_at: str | None
    post: str | None
    attempts: int


_COLUMNS = [feeds.c[name] for name in WatchedFeed.__slots__]


def add_feed(store: Store, url: str, *, at: str, title: str | None = None, folder: str | None = None) -> bool:
    """Watch a feed from the instant `at` on; say whether it is new."""
    with store.transaction() as connection:
        found = connection.execute(sa.select(feeds.c.removed_at).where(feeds.c.url == url)).one_or_none()
        if found is None:
            connection.execute(
                sa.insert(feeds).values(url=url, title=title, folder=folder, added_at=at, failures=0, next_try_at=at)
            )
            return True
        if found.removed_at is not None:
            connection.execute(
                sa.update(feeds)
                .where(feeds.c.url == url)
                .values(removed_at=None, failures=0, why=None, next_try_at=at, etag=None, last_modified=None)
            )
        return found.removed_at is not None


def remove_feed(store: Store, url: str, *, at: str) -> None:
    """Watch a feed no more; its posts stay. Raises `NotFound` where it is not watched."""
    with store.transaction() as connection:
        condition = sa.and_(feeds.c.url == url, feeds.c.removed_at.is_(None))
        if not connection.execute(sa.update(feeds).where(condition).values(removed_at=at)).rowcount:
            raise NotFound(f"The feed {url} is not watched; `gpulse feeds list` shows those that are.")


def load_feeds(store: Store, *, due_at: str | None = None) -> tuple[WatchedFeed, ...]:
    """Return the feeds that are watched, or those of them whose next try is due, in the order of adding."""
    query = sa.select(*_COLUMNS).where(feeds.c.removed_at.is_(None)).order_by(feeds.c.number)
    if due_at is not None:
        query = query.where(feeds.c.next_try_at <= due_at)
    with store.reading() as connection:
        return tuple(WatchedFeed(**row._mapping) for row in connection.execute(query))


def save_success(
    store: Store,
    feed: WatchedFeed,
    found: Sequence[Entry] | None,
    *,
    at: str,
    next_try_at: str,
    title: str | None = None,
    etag: str | None = None,
    last_modified: str | None = None,
    moved_to: str | None = None,
) -> int:
    """Keep what a feed answered, in one transaction; return how many of its items are new or have changed.

    `found` is `None` where the server said that nothing has changed.
    """
    with store.transaction() as connection:
        count = 0 if found is None else _save_entries(connection, feed.number, found, at)
        values: dict[str, Any] = {
            "last_tried_at": at,
            "last_success_at": at,
            "failures": 0,
            "why": None,
            "next_try_at": next_try_at,
            "etag": etag,
            "last_modified": last_modified,
        }
        if count:
            values["last_change_at"] = at
        if title and not feed.title:
            values["title"] = title
        if moved_to and connection.execute(sa.select(feeds.c.number).where(feeds.c.url == moved_to)).first() is None:
            values["url"] = moved_to
        connection.execute(sa.update(feeds).where(feeds.c.number == feed.number).values(**values))
    return count


def _save_entries(connection: sa.Connection, feed: int, found: Sequence[Entry], at: str) -> int:
    marks = {
        row.key: row.mark
        for row in connection.execute(sa.select(entries.c.key, entries.c.mark).where(entries.c.feed == feed))
    }
    new = [
        {
            "feed": feed,
            "key": entry.key,
            "url": entry.url,
            "mark": entry.mark,
            "published_at": entry.published_at,
            "seen_at": at,
            "state": "new",
            "attempts": 0,
            "next_try_at": at,
        }
        for entry in found
        if entry.key not in marks
    ]
    if new:
        connection.execute(sa.insert(entries), new)
    changed = [entry for entry in found if entry.key in marks and marks[entry.key] != entry.mark]
    for entry in changed:
        connection.execute(
            sa.update(entries)
            .where(entries.c.feed == feed, entries.c.key == entry.key)
            .values(url=entry.url, mark=entry.mark, state="new", attempts=0, why=None, next_try_at=at)
        )
    return len(new) + len(changed)


def save_failure(store: Store, feed: WatchedFeed, why: str, *, at: str, next_try_at: str) -> None:
    """Note that a feed failed. What would let the server answer "unchanged" is forgotten: the next sound answer must
    be a whole feed, so that a 304 cannot pass for health."""
    with store.transaction() as connection:
        connection.execute(
            sa.update(feeds)
            .where(feeds.c.number == feed.number)
            .values(
                last_tried_at=at,
                failures=feeds.c.failures + 1,
                why=why,
                next_try_at=next_try_at,
                etag=None,
                last_modified=None,
            )
        )


def load_waiting(store: Store, *, due_at: str, limit: int) -> tuple[WaitingEntry, ...]:
    """Return the items whose page is to be fetched by now, the oldest first."""
    query = (
        sa.select(
            entries.c.number,
            feeds.c.url.label("feed"),
            entries.c.url,
            entries.c.mark,
            entries.c.published_at,
            entries.c.post,
            entries.c.attempts,
        )
        .join(feeds, feeds.c.number == entries.c.feed)
        .where(entries.c.state == "new", entries.c.next_try_at <= due_at, feeds.c.removed_at.is_(None))
        .order_by(entries.c.number)
        .limit(limit)
    )
    with store.reading() as connection:
        return tuple(WaitingEntry(**row._mapping) for row in connection.execute(query))


def find_kept(store: Store, entry: WaitingEntry) -> str | None:
    """Return the post that another feed's item of this address is kept as; `None` where this item itself changed."""
    if entry.post is not None:
        return None
    query = sa.select(entries.c.post).where(
        entries.c.url == entry.url, entries.c.state == "kept", entries.c.number != entry.number
    )
    with store.reading() as connection:
        return connection.execute(query.limit(1)).scalar()


def save_entry(
    store: Store,
    entry: WaitingEntry,
    state: str,
    *,
    post: str | None = None,
    why: str | None = None,
    next_try_at: str | None = None,
) -> None:
    """Note what became of an item: "kept", "given up", or "new" where it is to be tried again at `next_try_at`."""
    with store.transaction() as connection:
        connection.execute(
            sa.update(entries)
            .where(entries.c.number == entry.number, entries.c.mark == entry.mark)
            .values(state=state, post=post, why=why, attempts=entry.attempts + 1, next_try_at=next_try_at)
        )


def count_all_entries(store: Store) -> dict[int, dict[str, int]]:
    """Return how many items of each feed, by its number, are in each state."""
    query = sa.select(entries.c.feed, entries.c.state, sa.func.count()).group_by(entries.c.feed, entries.c.state)
    found: dict[int, dict[str, int]] = {}
    with store.reading() as connection:
        for feed, state, count in connection.execute(query):
            found.setdefault(feed, {})[state] = count
    return found


def count_entries(store: Store, feed: WatchedFeed) -> dict[str, int]:
    """Return how many items of a feed are in each state."""
    query = sa.select(entries.c.state, sa.func.count()).where(entries.c.feed == feed.number).group_by(entries.c.state)
    with store.reading() as connection:
        return {row[0]: row[1] for row in connection.execute(query)}
