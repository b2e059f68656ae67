"""Saved searches and what their webhooks are to hear of, as the store keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from gpulse.codec import decode, encode
from gpulse.errors import InputError, NotFound
from gpulse.store.search import Found, check_types, narrow, parse_query, search
from gpulse.store.store import Store, now
from gpulse.store.tables import alerts, deliveries, posts, versions

OVERLAP = 1000
"""How many posts back are looked at again: on PostgreSQL a post may become visible after one with a higher number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    """What is looked for, as `gpulse search` takes it."""

    words: str | None = None
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A saved search by its name. `secret` signs the messages to `webhook`; times are UTC instants."""

    number: int
    name: str
    query: SavedSearch
    webhook: str | None
    secret: str | None
    added_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A post that an alert's webhook is to hear of, and how often it was tried."""

    number: int
    alert: int
    post: str
    found_at: str
    attempts: int


def add_alert(store: Store, name: str, query: SavedSearch, webhook: str | None, secret: str | None) -> None:
    """Save a search; its webhook hears of posts that are added from now on.

    Raises `InputError` where the name is taken or the search is empty.
    """
    if not (query.words or query.actors or query.places or query.types):
        raise InputError("The alert looks for nothing; give words, an actor, a place or a type.")
    if query.words:
        parse_query(query.words)
    check_types(query.types)
    with store.transaction() as connection:
        if connection.execute(sa.select(alerts.c.number).where(alerts.c.name == name)).first():
            raise InputError(f"There is an alert named {name!r} already; remove it first, or choose another name.")
        newest = connection.execute(sa.select(sa.func.max(posts.c.number))).scalar() or 0
        connection.execute(
            sa.insert(alerts).values(
                name=name, query=encode(query).decode(), webhook=webhook, secret=secret, added_at=now(),
                first_after=newest, looked_until=newest,
            )
        )  # fmt: skip


def remove_alert(store: Store, name: str) -> None:
    """Forget a saved search and what was still to be sent of it. Raises `NotFound`."""
    alert = load_alert(store, name)
    with store.transaction() as connection:
        connection.execute(sa.delete(deliveries).where(deliveries.c.alert == alert.number))
        connection.execute(sa.delete(alerts).where(alerts.c.number == alert.number))


def load_alerts(store: Store) -> tuple[Alert, ...]:
    """Return the saved searches, in the order of adding."""
    with store.reading() as connection:
        return tuple(_build(row) for row in connection.execute(sa.select(alerts).order_by(alerts.c.number)))


def load_alert(store: Store, name: str) -> Alert:
    """Return the saved search of this name. Raises `NotFound`."""
    with store.reading() as connection:
        row = connection.execute(sa.select(alerts).where(alerts.c.name == name)).one_or_none()
    if row is None:
        raise NotFound(f"There is no alert named {name!r}; `gpulse alerts list` names them.")
    return _build(row)


def _build(row: Any) -> Alert:
    return Alert(
        number=row.number, name=row.name, query=decode(row.query, SavedSearch), webhook=row.webhook,
        secret=row.secret, added_at=row.added_at,
    )  # fmt: skip


def count_states(store: Store, alert: Alert) -> dict[str, int]:
    """Return how many posts of an alert are "waiting", "sent" and "given up"."""
    query = sa.select(deliveries.c.state, sa.func.count()).where(deliveries.c.alert == alert.number)
    with store.reading() as connection:
        found = {state: int(count) for state, count in connection.execute(query.group_by(deliveries.c.state))}
    return {state: found.get(state, 0) for state in ("waiting", "sent", "given up")}


def find_posts(store: Store, query: SavedSearch, limit: int = 50) -> tuple[Found, ...]:
    """Return the newest posts that a saved search finds."""
    return search(store, query.words, actors=query.actors, places=query.places, types=query.types, limit=limit)


def note_new_posts(store: Store, alert: Alert) -> int:
    """Note for sending the posts that were added since the alert was last looked after; return how many.

    Noting and moving on is one transaction, so that a process that is stopped loses no post and notes none twice.
    """
    with store.transaction() as connection:
        row = connection.execute(sa.select(alerts).where(alerts.c.number == alert.number)).one_or_none()
        newest = connection.execute(sa.select(sa.func.max(posts.c.number))).scalar() or 0
        if row is None:
            return 0
        since = max(row.first_after, row.looked_until - OVERLAP)
        known = sa.select(deliveries.c.post).where(deliveries.c.alert == alert.number)
        select = (
            sa.select(posts.c.id)
            .join(versions, versions.c.number == posts.c.version)
            .where(posts.c.number > since, posts.c.id.not_in(known))
            .order_by(posts.c.number)
        )
        query = alert.query
        words = parse_query(query.words) if query.words else None
        select = narrow(select, connection, words, actors=query.actors, places=query.places, types=query.types)
        found = [id for (id,) in connection.execute(select)]
        at = now()
        rows = [
            {"alert": alert.number, "post": id, "found_at": at, "state": "waiting", "attempts": 0, "next_try_at": at}
            for id in found
        ]
        if rows:
            connection.execute(sa.insert(deliveries), rows)
        connection.execute(sa.update(alerts).where(alerts.c.number == alert.number).values(looked_until=newest))
    return len(found)


def load_due(store: Store, alert: Alert, at: str, limit: int = 500) -> tuple[Delivery, ...]:
    """Return what is to be sent of an alert by the instant `at`, the oldest first."""
    query = (
        sa.select(deliveries)
        .where(deliveries.c.alert == alert.number, deliveries.c.state == "waiting", deliveries.c.next_try_at <= at)
        .order_by(deliveries.c.number)
        .limit(limit)
    )
    with store.reading() as connection:
        return tuple(
            Delivery(number=r.number, alert=r.alert, post=r.post, found_at=r.found_at, attempts=r.attempts)
            for r in connection.execute(query)
        )


def note_sent(store: Store, delivery: Delivery) -> None:
    """Note that a message arrived."""
    _note(store, delivery, state="sent", why=None, next_try_at=None)


def note_failed(store: Store, delivery: Delivery, why: str, next_try_at: str | None) -> None:
    """Note that a message did not arrive; it is given up where there is no next try."""
    _note(store, delivery, state="waiting" if next_try_at else "given up", why=why, next_try_at=next_try_at)


def _note(store: Store, delivery: Delivery, **values: str | None) -> None:
    with store.transaction() as connection:
        connection.execute(
            sa.update(deliveries)
            .where(deliveries.c.number == delivery.number)
            .values(attempts=delivery.attempts + 1, **values)
        )


def load_failures(store: Store, alert: Alert) -> Sequence[tuple[str, str, str]]:
    """Return the posts of an alert that could not be sent: post, state, and why the last try failed."""
    query = (
        sa.select(deliveries.c.post, deliveries.c.state, deliveries.c.why)
        .where(deliveries.c.alert == alert.number, deliveries.c.why.is_not(None))
        .order_by(deliveries.c.number)
    )
    with store.reading() as connection:
        return [(r.post, r.state, r.why) for r in connection.execute(query)]
