"""Questions to the tables that `linking.summaries` makes: a page of the ledger, a story, an actor, what is new."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from gpulse.errors import NotFound
from gpulse.store import Store
from gpulse.store.fields import fold
from gpulse.store.tables import (
    LAYERS,
    ROLES,
    actor_counts,
    actor_partners,
    actor_types,
    layer_actors,
    layer_items,
    posts,
    versions,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a post is called by."""

    id: str
    title: str | None
    publisher: str | None
    published_at: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A value of a facet, and how many rows have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An event, attribution, commitment or agreement of a post, with the words that it rests on.

    `actors` holds (role, code or name); days are `None` where the text does not give them.
    """

    post: str
    layer: str
    item: int
    type: str | None
    shade: str | None
    published_at: str | None
    publisher: str | None
    earliest: str | None
    latest: str | None
    named: str | None
    place: str | None
    country: str | None
    disputed: str | None
    lat: float | None
    lon: float | None
    quote: str | None
    start: int | None
    end: int | None
    actors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """Somebody an actor has to do with: `did` counts what the actor did to it, `received` the other way round."""

    actor: str
    did: int
    received: int


def load_heads(store: Store, ids: Iterable[str]) -> dict[str, Head]:
    """Return what the posts with these ids are called by; ids that the store does not show are left out."""
    wanted = sorted(set(ids))
    query = (
        sa.select(posts.c.id, versions.c.title, versions.c.publisher, posts.c.published_at, versions.c.url)
        .join(versions, versions.c.number == posts.c.version)
        .where(posts.c.retracted_at.is_(None))
    )
    found: dict[str, Head] = {}
    with store.reading() as connection:
        for at in range(0, len(wanted), 500):
            rows = connection.execute(query.where(posts.c.id.in_(wanted[at : at + 500])))
            found |= {row.id: Head(**row._mapping) for row in rows}
    return found


def load_newest(store: Store, after: int = 0, limit: int = 20) -> tuple[tuple[Head, ...], int, int]:
    """Return the posts added after the post with this number, newest first; how many; and the newest number."""
    shown = sa.and_(posts.c.retracted_at.is_(None), posts.c.number > after)
    query = (
        sa.select(posts.c.id, versions.c.title, versions.c.publisher, posts.c.published_at, versions.c.url)
        .join(versions, versions.c.number == posts.c.version)
        .where(shown)
        .order_by(posts.c.number.desc())
        .limit(limit)
    )
    with store.reading() as connection:
        heads = tuple(Head(**row._mapping) for row in connection.execute(query))
        count = connection.execute(sa.select(sa.func.count()).select_from(posts).where(shown)).scalar_one()
        newest = connection.execute(sa.select(sa.func.max(posts.c.number))).scalar() or 0
    return heads, int(count), int(newest)


def _items_query() -> sa.Select[Any]:
    quote = sa.func.substr(versions.c.text, layer_items.c.start + 1, layer_items.c.end - layer_items.c.start)
    own = [layer_items.c[name] for name in Item.__slots__ if name in layer_items.c]
    return (
        sa.select(
            posts.c.id, posts.c.published_at, versions.c.publisher, quote.label("quote"), layer_items.c.reading, *own
        )
        .select_from(layer_items)
        .join(posts, posts.c.reading == layer_items.c.reading)
        .join(versions, versions.c.number == posts.c.version)
        .where(posts.c.retracted_at.is_(None))
    )


def _build_items(connection: sa.Connection, query: sa.Select[Any]) -> tuple[Item, ...]:
    rows = connection.execute(query).all()
    keys = [(row.reading, row.layer, row.item) for row in rows]
    who: dict[tuple[int, int, int], list[tuple[str, str]]] = {key: [] for key in keys}
    readings = sorted({row.reading for row in rows})
    for at in range(0, len(readings), 500):
        of_readings = (
            sa.select(layer_actors, actor_counts.c.actor.label("name"))
            .join(actor_counts, actor_counts.c.number == layer_actors.c.actor)
            .where(layer_actors.c.reading.in_(readings[at : at + 500]))
        )
        for found in connection.execute(of_readings):
            if (found.reading, found.layer, found.item) in who:
                who[found.reading, found.layer, found.item].append((ROLES[found.role], found.name))
    own = [name for name in Item.__slots__ if name not in ("post", "layer", "actors")]
    return tuple(
        Item(
            post=row.id,
            layer=LAYERS[row.layer],
            actors=tuple(sorted(who[row.reading, row.layer, row.item])),
            **{name: getattr(row, name) for name in own},
        )
        for row in rows
    )


def find_items_of(store: Store, actor: str, layer: str, roles: Sequence[str], limit: int = 20) -> tuple[Item, ...]:
    """Return the newest items of a layer in which an actor has one of these roles."""
    at = LAYERS.index(layer)
    number = sa.select(actor_counts.c.number).where(actor_counts.c.actor == actor).scalar_subquery()
    newest = (layer_actors.c.day.desc().nulls_last(), layer_actors.c.reading.desc(), layer_actors.c.item)
    mine = (
        sa.select(layer_actors.c.reading, layer_actors.c.item, layer_actors.c.day)
        .where(
            layer_actors.c.actor == number,
            layer_actors.c.layer == at,
            layer_actors.c.role.in_([ROLES.index(role) for role in roles]),
        )
        .order_by(*newest)
        .limit(limit)
        .subquery()
    )
    query = (
        _items_query()
        .join(mine, sa.and_(mine.c.reading == layer_items.c.reading, mine.c.item == layer_items.c.item))
        .where(layer_items.c.layer == at)
        .order_by(mine.c.day.desc().nulls_last(), layer_items.c.reading.desc(), layer_items.c.item)
    )
    with store.reading() as connection:
        return _build_items(connection, query)


def count_types_of(store: Store, actor: str) -> dict[str, tuple[Count, ...]]:
    """Return how many events of each type an actor did ("actor") and received ("recipient")."""
    query = (
        sa.select(actor_types.c.role, actor_types.c.type, actor_types.c["count"])
        .where(actor_types.c.actor == actor)
        .order_by(actor_types.c["count"].desc(), actor_types.c.type)
    )
    found: dict[str, list[Count]] = {"actor": [], "recipient": []}
    with store.reading() as connection:
        for role, kind, count in connection.execute(query):
            found[role].append(Count(value=kind, count=count))
    return {role: tuple(counts) for role, counts in found.items()}


def find_partners(store: Store, actor: str, limit: int = 16) -> tuple[Partner, ...]:
    """Return whom an actor has most to do with, over events and commitments."""
    query = (
        sa.select(actor_partners.c.partner, actor_partners.c.did, actor_partners.c.received)
        .where(actor_partners.c.actor == actor)
        .order_by((actor_partners.c.did + actor_partners.c.received).desc(), actor_partners.c.partner)
        .limit(limit)
    )
    with store.reading() as connection:
        return tuple(Partner(actor=row[0], did=row[1], received=row[2]) for row in connection.execute(query))


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorCount:
    """An actor, in how many posts it is, and how many times: in events, attributions, commitments and agreements."""

    actor: str
    posts: int
    times: int


def find_actors(store: Store, limit: int = 100) -> tuple[ActorCount, ...]:
    """Return the actors of the store, those that are in most items first."""
    query = (
        sa.select(actor_counts.c.actor, actor_counts.c.posts, actor_counts.c.times)
        .order_by(actor_counts.c.times.desc(), actor_counts.c.actor)
        .limit(limit)
    )
    with store.reading() as connection:
        return tuple(ActorCount(**row._mapping) for row in connection.execute(query))


def find_actor(store: Store, who: str) -> ActorCount:
    """Return the actor of this code or name, however it is written. Raises `NotFound`."""
    query = (
        sa.select(actor_counts.c.actor, actor_counts.c.posts, actor_counts.c.times)
        .where(actor_counts.c.key == fold(who))
        .order_by(actor_counts.c.times.desc())
        .limit(1)
    )
    with store.reading() as connection:
        row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound(f"The store has no actor {who!r}; the list of actors names those that it has.")
    return ActorCount(**row._mapping)


_PLACED = layer_items.c.lat.is_not(None)
"""Only events and commitments have a place."""


def find_placed(
    store: Store, since: str, until: str, *, types: Sequence[str] = (), limit: int = 500
) -> tuple[Item, ...]:
    """Return the events and commitments with a place whose time touches the days from `since` to `until`.

    Those whose time the text does not give are left out (`count_undated`).
    """
    query = _items_query().where(
        _PLACED,
        sa.or_(layer_items.c.earliest <= until, layer_items.c.earliest.is_(None)),
        sa.or_(layer_items.c.latest >= since, layer_items.c.latest.is_(None)),
        sa.or_(layer_items.c.earliest.is_not(None), layer_items.c.latest.is_not(None)),
    )
    if types:
        query = query.where(layer_items.c.type.in_(types))
    query = query.order_by(layer_items.c.earliest, layer_items.c.reading, layer_items.c.item).limit(limit)
    with store.reading() as connection:
        return _build_items(connection, query)


def count_undated(store: Store) -> int:
    """Return how many events and commitments have a place but no time."""
    query = (
        sa.select(sa.func.count())
        .select_from(layer_items)
        .where(_PLACED, layer_items.c.earliest.is_(None), layer_items.c.latest.is_(None))
    )
    with store.reading() as connection:
        return int(connection.execute(query).scalar_one())


def count_months(store: Store) -> tuple[Count, ...]:
    """Return how many placed events and commitments begin in each month ("2024-06"), the earliest first."""
    month = sa.func.substr(layer_items.c.earliest, 1, 7)
    query = (
        sa.select(month, sa.func.count())
        .where(_PLACED, layer_items.c.earliest.is_not(None))
        .group_by(month)
        .order_by(month)
    )
    with store.reading() as connection:
        return tuple(Count(value=row[0], count=row[1]) for row in connection.execute(query))
