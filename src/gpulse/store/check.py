"""Checking a store: every digest matches, every reference resolves, every span slices back."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

import sqlalchemy as sa

from gpulse.codec import decode, digest
from gpulse.errors import InputError
from gpulse.record import Item, Record, Span, StageRun
from gpulse.store.fields import KINDS, USUAL, field_columns, list_facets, list_origins, list_rows
from gpulse.store.packing import unpack_layers
from gpulse.store.post_rows import ARTICLE_COLUMNS, build_article
from gpulse.store.store import Store
from gpulse.store.tables import facets, names, origins, pages, posts, readers, readings, versions
from gpulse.store.tables import fields as field_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something in the store that is not as it must be; `post` is the id of the post concerned, where it is one."""

    post: str | None
    why: str


def check(store: Store) -> Iterator[Problem]:
    """Yield every problem of the store; none where it is sound. Superseded versions and readings are checked too."""
    with store.reading() as connection:
        yield from _check_database(connection)
        yield from _check_posts(connection)
        yield from _check_pages(connection)
        yield from _check_readings(connection)
        yield from _check_readers(connection)
        if connection.execute(
            sa.select(facets.c.reading).where(facets.c.reading.not_in(sa.select(readings.c.number))).limit(1)
        ).first():
            yield Problem(post=None, why="Search knows a reading that is not there.")


def _check_database(connection: sa.Connection) -> Iterator[Problem]:
    listed = {(row.kind, row.place, row.name, row.usual) for row in connection.execute(sa.select(names))}
    if listed != {(k, at, name, USUAL.get(name)) for k, named in enumerate(KINDS, 1) for at, name in enumerate(named)}:
        yield Problem(post=None, why="The names of fields are not those that this gpulse knows.")
    if connection.dialect.name != "sqlite":
        return
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if said != "ok":
            yield Problem(post=None, why=f"The file is damaged: {said}.")
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Problem(post=None, why=f"Row {row[1]} of {row[0]} refers to a row of {row[2]} that is not there.")
    try:
        connection.exec_driver_sql("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
    except sa.exc.DatabaseError as error:
        yield Problem(post=None, why=f"The full-text index does not match the texts ({error.orig}).")


def _check_posts(connection: sa.Connection) -> Iterator[Problem]:
    query = (
        sa.select(posts, versions.c.post, versions.c.published_at.label("said"), readings.c.version.label("read"))
        .outerjoin(versions, versions.c.number == posts.c.version)
        .outerjoin(readings, readings.c.number == posts.c.reading)
    )
    for row in connection.execute(query):
        if row.post != row.number:
            yield Problem(post=row.id, why="Its current version is not one of its own.")
        elif row.read != row.version:
            yield Problem(post=row.id, why="Its current reading is not of its current version.")
        elif row.said != row.published_at:
            yield Problem(post=row.id, why="Its day of publication is not that of its current version.")


def _check_pages(connection: sa.Connection) -> Iterator[Problem]:
    for row in connection.execution_options(yield_per=100).execute(sa.select(pages)):
        try:
            content = zlib.decompress(row.content)
        except zlib.error:
            content = None
        if content is None or hashlib.sha256(content).hexdigest() != row.digest:
            yield Problem(post=None, why=f"The bytes of page {row.number} are not those that were kept.")


def _check_readings(connection: sa.Connection) -> Iterator[Problem]:
    query = (
        sa.select(
            posts.c.id,
            *(versions.c[name] for name in ARTICLE_COLUMNS),
            versions.c.digest.label("article"),
            readings.c.number,
            readings.c.digest,
            readings.c.layers,
        )
        .select_from(versions)
        .join(posts, posts.c.number == versions.c.post)
        .outerjoin(readings, readings.c.version == versions.c.number)
        .order_by(readings.c.number)
    )
    for row in connection.execution_options(yield_per=100).execute(query):
        article = build_article(row)
        if digest(article) != row.article:
            yield Problem(post=row.id, why="Its text or what is said of it is not what was kept.")
        if row.number is None:
            continue
        try:
            layers = unpack_layers(row.layers, article.text)
            record = replace(decode(layers, Record), article=article)
        except (zlib.error, InputError):
            yield Problem(post=row.id, why=f"Its reading {row.number} is damaged.")
            continue
        if hashlib.sha256(layers).hexdigest() != row.digest:
            yield Problem(post=row.id, why=f"Its reading {row.number} is not what was kept.")
        for why in check_record(record):
            yield Problem(post=row.id, why=f"In its reading {row.number}, {why}")
        yield from _check_rows(connection, row.id, row.number, record)


def _check_readers(connection: sa.Connection) -> Iterator[Problem]:
    """Check that each reader's stages can be read, and that fields are traced to the stages that it says."""
    kept: dict[int, list[dict[str, Any]]] = {}
    for row in connection.execute(sa.select(origins)):
        kept.setdefault(row.reader, []).append(dict(row._mapping))
    for reader in connection.execute(sa.select(readers)):
        try:
            given = list_origins(reader.number, decode(reader.stages, tuple[StageRun, ...]))
        except InputError:
            yield Problem(post=None, why=f"The stages of reader {reader.number} are damaged.")
            continue
        by_name = sorted(kept.get(reader.number, []), key=lambda origin: str(origin["name"]))
        if by_name != sorted(given, key=lambda origin: str(origin["name"])):
            yield Problem(post=None, why=f"Where the fields of reader {reader.number} come from is not what it says.")


def _check_rows(connection: sa.Connection, id: str, reading: int, record: Record) -> Iterator[Problem]:
    """Check that the rows of fields and facets are those that the record gives."""
    query = sa.select(field_rows).where(field_rows.c.reading == reading).order_by(field_rows.c.position)
    kept = [dict(row._mapping) for row in connection.execute(query)]
    text = record.article.text
    if kept != [field_columns(reading, position, row, text) for position, row in enumerate(list_rows(record))]:
        yield Problem(post=id, why=f"The fields of its reading {reading} are not those of its record.")
    found = connection.execute(sa.select(facets.c.facet, facets.c.value).where(facets.c.reading == reading))
    if {(row.facet, row.value) for row in found} != list_facets(record):
        yield Problem(post=id, why=f"What reading {reading} is searched by is not what its record says.")


def check_record(record: Record) -> Iterator[str]:
    """Yield, as the end of a sentence, what in a record does not hold: spans beyond the text, references to nothing.

    >>> from gpulse.record import Article, Bloc
    >>> bloc = Bloc(name="x", evidence=(Span(start=0, end=9),))
    >>> list(check_record(Record(article=Article(id="a", text="short"), blocs=(bloc,))))
    ['the span 0–9 in blocs lies beyond the text.']
    """
    text = record.article.text
    for layer in fields(Record):
        for value in _walk(getattr(record, layer.name)):
            if isinstance(value, Span) and not 0 <= value.start <= value.end <= len(text):
                yield f"the span {value.start}–{value.end} in {layer.name} lies beyond the text."
            elif isinstance(value, Item) and value.text != value.of(text):
                yield f"the words {value.text!r} are not those of their span."
    events = [event.id for event in record.events]
    if len(set(events)) != len(events):
        yield "two events have one id."
    commitments = [commitment.id for commitment in record.commitments]
    if len(set(commitments)) != len(commitments):
        yield "two commitments have one id."
    for commitment in record.commitments:
        if commitment.event is not None and commitment.event not in events:
            yield f"commitment {commitment.id} rests on event {commitment.event}, which is not there."
    count = len(record.attributions)
    for event in record.events:
        if any(not 0 <= index < count for index in event.attributions):
            yield f"event {event.id} names an attribution that is not there."
    if any(said.parent is not None and not 0 <= said.parent < count for said in record.attributions):
        yield "an attribution lies in one that is not there."


def _walk(value: object) -> Iterator[Any]:
    if isinstance(value, tuple):
        for part in value:
            yield from _walk(part)
    elif is_dataclass(value):
        yield value
        for field in fields(value):
            yield from _walk(getattr(value, field.name))
