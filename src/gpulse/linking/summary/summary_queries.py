"""Questions to the tables that `linking.summaries` makes: a page of the ledger, a story, an actor, what is new."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from gpulse.codec import decode
from gpulse.errors import InputError, NotFound
from gpulse.linking.ledger.ledger_rows import Ledger, Row
from gpulse.linking.story.kept_stories import read_story
from gpulse.linking.story.story_rows import Story
from gpulse.linking.summary.summary_notes import find_basis, load_summaries
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
    ledger_facets,
    ledger_rows,
    posts,
    statuses,
    story_posts,
    story_rows,
    versions,
)

OPEN = ("pending", "partial")
"""The statuses of a commitment that may still be kept."""


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
class Wanted:
    """What rows of the ledger are asked for; all that is given must fit. Days are inclusive."""

    facets: Mapping[str, str] = field(default_factory=dict)
    about: str | None = None
    due_from: str | None = None
    due_until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A stretch of the rows that fit, and how many fit in all."""

    rows: tuple[Row, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A commitment whose status changed: `before` is `None` where it is new. `number` orders changes."""

    number: int
    row: Row
    before: str | None
    status: str
    as_of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryHead:
    """A story in a list."""

    id: str
    title: str
    first_on: str | None
    last_on: str | None
    posts: int
    origins: int
    conflicts: int


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


def _conditions(wanted: Wanted, but: str | None = None) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    for facet, value in wanted.facets.items():
        if facet != but:
            having = sa.select(ledger_facets.c.row).where(
                ledger_facets.c.facet == facet, ledger_facets.c.value == value
            )
            conditions.append(ledger_rows.c.number.in_(having))
    for word in fold(wanted.about or "").split():
        conditions.append(ledger_rows.c.searched.contains(word, autoescape=True))
    if wanted.due_from:
        conditions.append(ledger_rows.c.latest >= wanted.due_from)
    if wanted.due_until:
        conditions.append(ledger_rows.c.latest <= wanted.due_until)
    return conditions


SORTS = {
    "due": (ledger_rows.c.latest.desc().nulls_last(), ledger_rows.c.id),
    "due-first": (ledger_rows.c.latest.asc().nulls_last(), ledger_rows.c.id),
    "said": (ledger_rows.c.said_on.desc().nulls_last(), ledger_rows.c.id),
    "done": (ledger_rows.c.happened_on.desc().nulls_last(), ledger_rows.c.id),
}
"""The orders in which the ledger can be asked for."""


def find_rows(store: Store, wanted: Wanted, *, sort: str = "due", limit: int = 50, offset: int = 0) -> Found:
    """Return rows of the ledger. Raises `InputError` for an order that does not exist."""
    if sort not in SORTS:
        raise InputError(f"There is no order {sort!r}: use one of {', '.join(SORTS)}.")
    conditions = _conditions(wanted)
    query = sa.select(ledger_rows.c.content).where(*conditions).order_by(*SORTS[sort]).limit(limit).offset(offset)
    counting = sa.select(sa.func.count()).select_from(ledger_rows).where(*conditions)
    with store.reading() as connection:
        rows = tuple(decode(text, Row) for text in connection.execute(query).scalars())
        total = int(connection.execute(counting).scalar_one())
    return Found(rows=rows, total=total)


def count_facets(store: Store, wanted: Wanted, facets: Sequence[str], limit: int = 12) -> dict[str, tuple[Count, ...]]:
    """Return for each facet its values with the number of rows that have them, given all other filters."""
    found: dict[str, list[Count]] = {facet: [] for facet in facets}
    free = [facet for facet in facets if facet not in wanted.facets]
    asked = [(free, _conditions(wanted))] if free else []
    asked += [([facet], _conditions(wanted, but=facet)) for facet in facets if facet in wanted.facets]
    with store.reading() as connection:
        for names, fitting in asked:
            query = (
                sa.select(ledger_facets.c.facet, ledger_facets.c.value, sa.func.count().label("count"))
                .where(ledger_facets.c.facet.in_(names))
                .group_by(ledger_facets.c.facet, ledger_facets.c.value)
            )
            if fitting:
                query = query.where(ledger_facets.c.row.in_(sa.select(ledger_rows.c.number).where(*fitting)))
            for row in connection.execute(query):
                found[row[0]].append(Count(value=row[1], count=row[2]))
    return {
        facet: tuple(sorted(counts, key=lambda count: (-count.count, count.value))[:limit])
        for facet, counts in found.items()
    }


def load_kept_ledger(store: Store, day: str, **facets: str | None) -> Ledger | None:
    """Return the ledger as of `day` if it is kept and the store has not changed since; `None` otherwise.

    With `facets` ("by", "to", "kind", "status"), only the rows that have them, however they are written. What was
    refused is not kept.
    """
    made = load_summaries(store).get("ledger")
    if made is None or (made.as_of, made.basis) != (day, find_basis(store)):
        return None
    query = sa.select(ledger_rows.c.content).order_by(ledger_rows.c.number)
    fitting: list[sa.Select[Any]] = []
    with store.reading() as connection, _kept_whole():
        for facet, wanted in facets.items():
            if wanted is None:
                continue
            listed = sa.select(ledger_facets.c.value).where(ledger_facets.c.facet == facet).distinct()
            values = [v for v in connection.execute(listed).scalars() if v.casefold() == wanted.casefold()]
            having = sa.select(ledger_facets.c.row).where(ledger_facets.c.facet == facet)
            fitting.append(having.where(ledger_facets.c.value.in_(values)))
        if fitting:
            query = query.where(ledger_rows.c.number.in_(sa.intersect(*fitting)))
        found = connection.execute(query).scalars().all()
        rows = decode(f"[{','.join(found)}]", tuple[Row, ...])
    return Ledger(as_of=day, rows=rows, refused=())


@contextmanager
def _kept_whole() -> Iterator[None]:
    """Look for no garbage meanwhile: among thousands of rows that are all kept, it takes as long as reading them."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def load_row(store: Store, id: str) -> Row:
    """Return the row with this id, or the only one whose id begins so. Raises `NotFound`."""
    query = sa.select(ledger_rows.c.content).where(ledger_rows.c.id.startswith(id, autoescape=True)).limit(2)
    with store.reading() as connection:
        found = connection.execute(query).scalars().all()
    if len(found) != 1:
        raise NotFound(f"{'No' if not found else 'More than one'} commitment has the id {id!r}; the ledger lists them.")
    return decode(found[0], Row)


def find_due(store: Store, since: str, until: str, *, open_only: bool, limit: int = 10) -> tuple[Row, ...]:
    """Return the rows whose last day lies from `since` to `until`, the next one first (past ones: the last first)."""
    conditions = [ledger_rows.c.latest >= since, ledger_rows.c.latest <= until]
    if open_only:
        conditions.append(ledger_rows.c.status.in_(OPEN))
    order = ledger_rows.c.latest.asc() if open_only else ledger_rows.c.latest.desc()
    query = sa.select(ledger_rows.c.content).where(*conditions).order_by(order, ledger_rows.c.id).limit(limit)
    with store.reading() as connection:
        return tuple(decode(text, Row) for text in connection.execute(query).scalars())


def find_changes(store: Store, after: int = 0, limit: int = 20) -> tuple[tuple[Change, ...], int, int]:
    """Return the changes of status after the one with this number, newest first; how many; and the newest number."""
    earlier = statuses.alias()
    before = (
        sa.select(earlier.c.status)
        .where(earlier.c.commitment == statuses.c.commitment, earlier.c.number < statuses.c.number)
        .order_by(earlier.c.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    joined = statuses.join(ledger_rows, ledger_rows.c.id == statuses.c.commitment)
    fitting = statuses.c.number > after
    query = (
        sa.select(statuses, before.label("before"), ledger_rows.c.content)
        .select_from(joined)
        .where(fitting)
        .order_by(statuses.c.number.desc())
        .limit(limit)
    )
    with store.reading() as connection:
        rows = connection.execute(query).all()
        count = connection.execute(sa.select(sa.func.count()).select_from(joined).where(fitting)).scalar_one()
        newest = connection.execute(sa.select(sa.func.max(statuses.c.number))).scalar() or 0
    changes = tuple(
        Change(
            number=row.number, row=decode(row.content, Row), before=row.before, status=row.status, as_of=row.as_of
        )
        for row in rows
    )  # fmt: skip
    return changes, int(count), int(newest)


_STORY_COLUMNS = [story_rows.c[name] for name in StoryHead.__slots__]


def find_stories(
    store: Store,
    *,
    words: str | None = None,
    least: int = 1,
    conflicting: bool = False,
    limit: int = 50,
    offset: int = 0,
) -> tuple[tuple[StoryHead, ...], int]:
    """Return stories with at least `least` posts, the last told first, and how many there are."""
    conditions = [story_rows.c.posts >= least]
    conditions += [story_rows.c.conflicts > 0] if conflicting else []
    conditions += [sa.func.lower(story_rows.c.title).contains(w, autoescape=True) for w in fold(words or "").split()]
    query = (
        sa.select(*_STORY_COLUMNS)
        .where(*conditions)
        .order_by(story_rows.c.last_on.desc().nulls_last(), story_rows.c.id)
        .limit(limit)
        .offset(offset)
    )
    counting = sa.select(sa.func.count()).select_from(story_rows).where(*conditions)
    with store.reading() as connection:
        heads = tuple(StoryHead(**row._mapping) for row in connection.execute(query))
        return heads, int(connection.execute(counting).scalar_one())


def find_story_heads(store: Store, ids: Iterable[str]) -> tuple[StoryHead, ...]:
    """Return the stories with these ids as they stand in a list, in the order given."""
    wanted = list(ids)
    query = sa.select(*_STORY_COLUMNS).where(story_rows.c.id.in_(wanted))
    with store.reading() as connection:
        found = {row.id: StoryHead(**row._mapping) for row in connection.execute(query)}
    return tuple(found[id] for id in wanted if id in found)


def load_stories(store: Store, ids: Iterable[str]) -> tuple[Story, ...]:
    """Return the stories with these ids, in the order given; ids that no story has are left out."""
    wanted = list(dict.fromkeys(ids))
    query = sa.select(story_rows.c.id, story_rows.c.content).where(story_rows.c.id.in_(wanted))
    with store.reading() as connection:
        found = {row.id: row.content for row in connection.execute(query)}
    return tuple(read_story(found[id]) for id in wanted if id in found)


def load_story(store: Store, id: str) -> Story:
    """Return the story with this id, or the only one whose id begins so, or that of the post with this id.

    Raises `NotFound`.
    """
    query = sa.select(story_rows.c.content).where(story_rows.c.id.startswith(id, autoescape=True)).limit(2)
    with store.reading() as connection:
        found = connection.execute(query).scalars().all()
    if len(found) == 1:
        return read_story(found[0])
    by_post = load_stories(store, find_stories_of(store, [id]).values())
    if not by_post:
        raise NotFound(f"{'No' if not found else 'More than one'} story has the id {id!r}; the stories are listed.")
    return by_post[0]


def find_stories_of(store: Store, ids: Iterable[str]) -> dict[str, str]:
    """Return the id of the story that each of these posts belongs to."""
    query = sa.select(story_posts).where(story_posts.c.post.in_(sorted(set(ids))))
    with store.reading() as connection:
        return {row.post: row.story for row in connection.execute(query)}


def find_rows_of(store: Store, ids: Sequence[str], limit: int = 100) -> tuple[Row, ...]:
    """Return the rows of the ledger that rest on one of these posts, by their last day."""
    having = sa.select(ledger_facets.c.row).where(ledger_facets.c.facet == "post", ledger_facets.c.value.in_(ids))
    query = (
        sa.select(ledger_rows.c.content)
        .where(ledger_rows.c.number.in_(having))
        .order_by(ledger_rows.c.latest.asc().nulls_last(), ledger_rows.c.id)
        .limit(limit)
    )
    with store.reading() as connection:
        return tuple(decode(text, Row) for text in connection.execute(query).scalars())


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
