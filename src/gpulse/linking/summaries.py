"""Tables made from the records, so that a page of a large store needs no reading of it: ledger, stories, layers.

They are made again whenever the store has changed (`summarise`), by whoever serves pages;
`linking.summary.summary_queries` asks them. What they hold is never more than the records, rulings and edits give.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from gpulse.codec import encode
from gpulse.linking.grouping.posts import load_word_frequencies
from gpulse.linking.ledger.kept_ledger import ledger_of
from gpulse.linking.ledger.ledger_rows import Ledger, Row
from gpulse.linking.stories import group_records
from gpulse.linking.story.kept_stories import keep_stories
from gpulse.linking.summary.summary_notes import CHUNK, MADE_BY, find_basis, insert, load_summaries, note
from gpulse.record import Event, Place, Record, Span
from gpulse.store import StatusChange, Store
from gpulse.store.fields import fold
from gpulse.store.post_rows import build_record, current_records
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
)


def is_stale(store: Store, day: str) -> bool:
    """Say whether a summary is missing, is from another state of the store, or is of another day than `day`."""
    found, basis = load_summaries(store), find_basis(store)
    wanted = {"layers", "ledger", "stories"}
    return any(name not in found or found[name].basis != basis or found[name].as_of != day for name in wanted)


def summarise(store: Store, day: str) -> bool:
    """Make the summaries again as of `day` where they are stale; say whether they were.

    Each is written in one transaction, so that pages see the old one or the new one.
    """
    if not is_stale(store, day):
        return False
    basis = find_basis(store)
    started = time.monotonic()
    before = load_summaries(store).get("layers")
    if before is not None and not before.basis.endswith(MADE_BY):
        with store.transaction() as connection:
            for table in (layer_items, layer_actors):
                connection.execute(sa.delete(table))
    _save_layers(store)
    if before is None or before.basis != basis:
        save_counts(store)
    note(store, "layers", basis, day, store.count_posts(), started)
    started = time.monotonic()
    records = list(store.load_records())
    grouped = group_records(records, load_word_frequencies())  # once, for the ledger and the stories
    ledger = ledger_of(store, records, day, whole=True, story_of=grouped.numbers())
    save_ledger(store, ledger, basis, len(records), started)
    del records, ledger
    if not keep_stories(store, day, grouped):
        note(store, "stories", basis, day, len(grouped.published), time.monotonic())
    return True


def _save_layers(store: Store) -> None:
    """Add the items of readings that are new, and drop those of readings that are current no more."""
    shown = sa.select(posts.c.reading).where(posts.c.retracted_at.is_(None))
    with store.transaction() as connection:
        for table in (layer_items, layer_actors):
            connection.execute(sa.delete(table).where(table.c.reading.not_in(shown)))
    listed = sa.select(layer_items.c.reading).where(layer_items.c.layer == LAYERS.index("post"))
    last = 0
    while True:
        query = (
            current_records()
            .add_columns(posts.c.reading)
            .where(posts.c.retracted_at.is_(None), posts.c.reading > last, posts.c.reading.not_in(listed))
            .order_by(posts.c.reading)
            .limit(CHUNK)
        )
        with store.reading() as connection:
            rows = connection.execute(query).all()
        if not rows:
            break
        found = [(row.reading, build_record(row)) for row in rows]
        with store.transaction() as connection:
            insert(connection, layer_items, (item for n, record in found for item in list_items(n, record)))
            insert(
                connection, layer_actors, number_actors(connection, (w for n, r in found for w in list_actors(n, r)))
            )
        last = rows[-1].reading


def number_actors(connection: sa.Connection, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows of `list_actors` with each actor's number; those that have none yet are given one."""
    found = list(rows)
    wanted = sorted({row["actor"] for row in found})
    numbers: dict[str, int] = {}
    for at in range(0, len(wanted), CHUNK):
        names = wanted[at : at + CHUNK]
        query = sa.select(actor_counts.c.actor, actor_counts.c.number).where(actor_counts.c.actor.in_(names))
        numbers |= {row.actor: row.number for row in connection.execute(query)}
    last = connection.execute(sa.select(sa.func.max(actor_counts.c.number))).scalar() or 0
    new = [name for name in wanted if name not in numbers]
    numbers |= {name: number for number, name in enumerate(new, last + 1)}
    insert(
        connection,
        actor_counts,
        ({"number": numbers[a], "actor": a, "key": fold(a), "posts": 0, "times": 0} for a in new),
    )
    return [{**row, "actor": numbers[row["actor"]]} for row in found]


_TO = {"actor": "recipient", "by": "to"}
"""The role of the one who does, and of the one to whom it is done."""


def save_counts(store: Store) -> None:
    """Count anew how often each actor is in items, in events of which type, and with whom."""
    counted = sa.select(
        layer_actors.c.actor.label("at"),
        sa.func.count(sa.distinct(layer_actors.c.reading)).label("in_posts"),
        sa.func.count().label("in_all"),
    ).group_by(layer_actors.c.actor)
    with store.transaction() as connection:
        found = connection.execute(counted).all()
        connection.execute(
            sa.delete(actor_counts).where(actor_counts.c.number.not_in(sa.select(layer_actors.c.actor).distinct()))
        )
        change = (
            sa.update(actor_counts)
            .where(actor_counts.c.number == sa.bindparam("at"))
            .values(posts=sa.bindparam("in_posts"), times=sa.bindparam("in_all"))
        )
        for at in range(0, len(found), CHUNK):
            connection.execute(change, [dict(row._mapping) for row in found[at : at + CHUNK]])
        names = {row.number: row.actor for row in connection.execute(sa.select(actor_counts))}
        for table in (actor_types, actor_partners):
            connection.execute(sa.delete(table))
        insert(
            connection,
            actor_types,
            (
                {"actor": names[row.actor], "role": ROLES[row.role], "type": row.type, "count": row.times}
                for row in connection.execute(_types_query())
            ),
        )
        both: dict[tuple[int, int], list[int]] = {}
        for row in connection.execute(_ties_query()):
            both.setdefault((row.actor, row.partner), [0, 0])[0] += row.times
            both.setdefault((row.partner, row.actor), [0, 0])[1] += row.times
        insert(
            connection,
            actor_partners,
            (
                {"actor": names[a], "partner": names[b], "did": n[0], "received": n[1]}
                for (a, b), n in both.items()
            ),
        )  # fmt: skip


def _types_query() -> sa.Select[Any]:
    """How often each actor does and receives events of each type."""
    return (
        sa.select(layer_actors.c.actor, layer_actors.c.role, layer_items.c.type, sa.func.count().label("times"))
        .join(
            layer_items,
            sa.and_(
                layer_items.c.reading == layer_actors.c.reading,
                layer_items.c.layer == layer_actors.c.layer,
                layer_items.c.item == layer_actors.c.item,
            ),
        )
        .where(
            layer_actors.c.layer == LAYERS.index("event"),
            layer_actors.c.role.in_([ROLES.index("actor"), ROLES.index("recipient")]),
            layer_items.c.type.is_not(None),
        )
        .group_by(layer_actors.c.actor, layer_actors.c.role, layer_items.c.type)
    )


def _ties_query() -> sa.Select[Any]:
    """How often each actor does something to each other."""
    one, two = layer_actors.alias("one"), layer_actors.alias("two")
    pairs = ((ROLES.index(does), ROLES.index(receives)) for does, receives in _TO.items())
    return (
        sa.select(one.c.actor, two.c.actor.label("partner"), sa.func.count().label("times"))
        .select_from(one)
        .join(
            two,
            sa.and_(
                two.c.reading == one.c.reading,
                two.c.layer == one.c.layer,
                two.c.item == one.c.item,
                sa.or_(*(sa.and_(one.c.role == does, two.c.role == receives) for does, receives in pairs)),
            ),
        )
        .where(one.c.actor != two.c.actor)
        .group_by(one.c.actor, two.c.actor)
    )


def list_items(reading: int, record: Record) -> Iterator[dict[str, Any]]:
    """Yield the rows of `layer_items` for a record: one for the post itself, then one an item."""
    text = record.article.text
    columns = {column.name: None for column in layer_items.columns}
    blank: dict[str, Any] = {**columns, "reading": reading}
    yield {**blank, "layer": LAYERS.index("post"), "item": 0}
    events = {event.id: event for event in record.events}
    for at, event in enumerate(record.events):
        yield {
            **blank, "layer": LAYERS.index("event"), "item": at, "type": event.event_type, "shade": shade_of(event),
            "earliest": event.earliest, "latest": event.latest, "named": event.trigger.of(text),
            **_place(event.place), **_passage(record, event.evidence or (event.trigger,)),
        }  # fmt: skip
    for at, said in enumerate(record.attributions):
        yield {
            **blank, "layer": LAYERS.index("attribution"), "item": at, "type": said.kind, "earliest": said.earliest,
            "latest": said.latest, "named": said.cue.of(text) if said.cue else None,
            **_passage(record, said.content or tuple(span for span in (said.cue, said.source) if span)),
        }  # fmt: skip
    for at, promise in enumerate(record.commitments):
        told = events.get(promise.event or "")
        place = told.place if told and told.place else _find_place(record, promise.place)
        yield {
            **blank, "layer": LAYERS.index("commitment"), "item": at, "type": promise.kind,
            "earliest": promise.earliest, "latest": promise.latest, "named": promise.what, **_place(place),
            **_passage(record, promise.evidence),
        }  # fmt: skip
    for at, pact in enumerate(record.agreements):
        yield {
            **blank, "layer": LAYERS.index("agreement"), "item": at, "earliest": pact.signed_on,
            "latest": pact.signed_on, "named": pact.name, **_passage(record, pact.evidence),
        }  # fmt: skip


def shade_of(event: Event) -> str | None:
    """Return what the text leaves short of plain fact, `None` for a plain fact.

    >>> shade_of(Event(id="e1", trigger=Span(start=0, end=1), realis="planned", polarity="negative"))
    'planned, not'
    """
    shades: list[str] = [event.realis] if event.realis != "actual" else []
    shades += ["not"] if event.polarity == "negative" else []
    shades += [event.certainty] if event.certainty != "certain" else []
    return ", ".join(shades) or None


def _place(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {}
    return {
        "place": place.name, "country": place.country, "disputed": place.disputed, "lat": place.lat, "lon": place.lon,
    }  # fmt: skip


def _find_place(record: Record, name: str | None) -> Place | None:
    return next((m.place for m in record.mentions if m.place and name and m.place.name == name), None)


def _passage(record: Record, spans: Sequence[Span]) -> dict[str, Any]:
    """The sentence that holds the first span, or the span itself."""
    if not spans:
        return {}
    whole = next((s for s in record.sentences if s.overlaps(spans[0])), spans[0])
    return {"start": whole.start, "end": max(whole.end, spans[0].end)}


def list_actors(reading: int, record: Record) -> Iterator[dict[str, Any]]:
    """Yield the rows of `layer_actors` for a record, each with the actor's code or name (`number_actors`)."""
    day = count_days(record.article.published_on)
    for layer, at, role, name in sorted(_who(record)):
        yield {
            "actor": name, "role": ROLES.index(role), "reading": reading, "layer": LAYERS.index(layer), "item": at,
            "day": day,
        }  # fmt: skip


def count_days(day: str | None) -> int | None:
    """Return the number of a day, counted from 1 January of the year 1; `None` where it is no whole day.

    >>> count_days("0001-01-02"), count_days(None)
    (2, None)
    """
    try:
        return dt.date.fromisoformat(day).toordinal() if day else None
    except ValueError:
        return None


_NAMED = ("person", "organisation", "group")
"""Kinds of mention that name somebody: "he", "a spokesman" and "both governments" are nobody's name. Nor is what has no
capital: a reader found "150 people" among the actors of the example posts."""


def _who(record: Record) -> set[tuple[str, int, str, str]]:
    named = {m.name for m in record.mentions if m.kind in _NAMED and m.name and m.name != m.name.lower()}
    found: set[tuple[str, int, str, str | None]] = set()
    for at, event in enumerate(record.events):
        for role, people in (("actor", event.actors), ("recipient", event.recipients), ("via", event.via)):
            found |= {("event", at, role, who.whom or (who.name if who.name in named else None)) for who in people}
    for at, said in enumerate(record.attributions):
        if said.speaker:
            found.add(("attribution", at, "speaker", said.speaker.code))
            found.add(("attribution", at, "speaker", said.speaker.name if said.speaker.name in named else None))
    for at, promise in enumerate(record.commitments):
        found |= {("commitment", at, "by", who) for who in promise.by}
        found |= {("commitment", at, "to", who) for who in promise.to}
    for at, pact in enumerate(record.agreements):
        found |= {("agreement", at, "party", who) for who in pact.parties}
    return {(layer, at, role, name) for layer, at, role, name in found if name}


def save_ledger(store: Store, ledger: Ledger, basis: str, posts: int, started: float) -> None:
    """Keep a ledger of so many posts, built from the state `basis` of the store since `started` (monotonic seconds)."""
    rows = list(enumerate(sorted(ledger.rows, key=_first_told)))
    with store.transaction() as connection:
        connection.execute(sa.delete(ledger_facets))
        connection.execute(sa.delete(ledger_rows))
        insert(
            connection,
            ledger_rows,
            (
                {
                    "number": number, "id": row.id, "kind": row.kind, "status": row.status, "said_on": row.said_on,
                    "latest": row.latest, "happened_on": row.on, "searched": searched_words(row),
                    "content": encode(row).decode(),
                }
                for number, row in rows
            ),
        )  # fmt: skip
        insert(
            connection,
            ledger_facets,
            (
                {"facet": facet, "value": value, "row": number}
                for number, row in rows
                for facet, value in sorted(row_facets(row))
            ),
        )
        store.note_statuses(
            StatusChange(commitment=row.id, status=row.status, on=row.on, why=row.why, as_of=ledger.as_of)
            for row in ledger.rows
        )
        note(store, "ledger", basis, ledger.as_of, posts, started)


def _first_told(row: Row) -> tuple[str, str, int, str]:
    """The order of a ledger: by the first telling."""
    first = row.evidence[0]
    return (first.published_at or "", first.article, first.start, row.id)


def searched_words(row: Row) -> str:
    """Return the words that a row is searched by, case folded."""
    return fold(" ".join((row.what or "", row.said_by or "", *(e.quote for e in row.evidence))))


def row_facets(row: Row) -> set[tuple[str, str]]:
    """Return what a row of the ledger is filtered by."""
    found = {("by", who) for who in row.by} | {("to", who) for who in row.to}
    found |= {("kind", row.kind), ("status", row.status)}
    found |= {("type", row.event_type)} if row.event_type else set()
    found |= {("speaker", row.said_by)} if row.said_by else set()
    return found | {("post", e.article) for e in (*row.evidence, *row.outcome_evidence)}
