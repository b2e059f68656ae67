"""The rows that keep a post: its reader, versions, readings and fields, written and built into records again."""

from __future__ import annotations

import hashlib
import re
import zlib
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from gpulse.codec import decode, digest, encode
from gpulse.errors import InputError
from gpulse.page import Page
from gpulse.record import Article, Meta, Record, StageRun
from gpulse.store.fields import field_columns, list_facets, list_origins, list_rows
from gpulse.store.packing import unpack_layers
from gpulse.store.tables import facets, fields, origins, pages, posts, readers, readings, retractions, versions

ARTICLE_COLUMNS = ("url", "title", "publisher", "byline", "published_at", "published_from", "language", "text")
_BROKEN = re.compile("[\0\ud800-\udfff]")


def lock_post(connection: sa.Connection, id: str) -> None:
    """Let one writer at a time add this post. SQLite has one writer at a time anyhow."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(hashtextextended(:id, 0))"), {"id": id})


def insert_row(connection: sa.Connection, table: sa.Table, **values: Any) -> int:
    """Insert a row and return its number."""
    return int(connection.execute(sa.insert(table).values(**values).returning(table.c.number)).scalar_one())


def mark_of(meta: Meta) -> str:
    """Return what tells one reader from another: all of `meta` but the time."""
    return digest(replace(meta, read_at=None))


def save_reader(connection: sa.Connection, meta: Meta) -> int:
    """Return the number of the reader that `meta` names, kept once however many posts it read."""
    find = sa.select(readers.c.number).where(readers.c.digest == mark_of(meta))
    number = connection.execute(find).scalar()
    if number is None and connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7234102)")
        number = connection.execute(find).scalar()
    if number is None:
        stages = encode(meta.stages).decode()
        number = insert_row(
            connection, readers, gpulse=meta.gpulse, model=meta.model, stages=stages, digest=mark_of(meta)
        )
        if found := list_origins(number, meta.stages):
            connection.execute(sa.insert(origins), found)
    return int(number)


def save_page(connection: sa.Connection, page: Page) -> int:
    """Return the number of the page with these bytes, kept once however many versions were taken from it."""
    mark = hashlib.sha256(page.content).hexdigest()
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(hashtextextended(:mark, 1))"), {"mark": mark})
    number = connection.execute(sa.select(pages.c.number).where(pages.c.digest == mark)).scalar()
    if number is None:
        content = zlib.compress(page.content, 9)
        number = insert_row(
            connection, pages, digest=mark, content=content, charset=page.charset, fetched_at=page.fetched_at
        )
    return int(number)


def save_fields(connection: sa.Connection, reading: int, record: Record) -> None:
    """Write the fields of a record, by which events and statements are found."""
    if rows := [field_columns(reading, at, row, record.article.text) for at, row in enumerate(list_rows(record))]:
        connection.execute(sa.insert(fields), rows)


def save_facets(connection: sa.Connection, reading: int, record: Record) -> None:
    """Write the facets of a record, by which posts are found."""
    rows = [{"facet": facet, "value": value, "reading": reading} for facet, value in sorted(list_facets(record))]
    if rows:
        connection.execute(sa.insert(facets), rows)


def find_retraction(connection: sa.Connection, id: str) -> Any:
    """Return the row of a post's retraction that holds; `None` where there is none."""
    return connection.execute(
        sa.select(retractions).where(retractions.c.id == id, retractions.c.lifted_at.is_(None))
    ).one_or_none()


def find_current(connection: sa.Connection, id: str) -> Any:
    """Return the numbers and digests of a post's current version and reading; `None` where it was never added."""
    return connection.execute(
        sa.select(
            posts.c.number, posts.c.version, versions.c.digest, readings.c.reader, readings.c.digest.label("layers")
        )
        .join(versions, versions.c.number == posts.c.version)
        .join(readings, readings.c.number == posts.c.reading)
        .where(posts.c.id == id)
    ).one_or_none()


def check_text(article: Article) -> None:
    """Refuse what PostgreSQL or UTF-8 cannot hold, on both databases alike."""
    for name in ("id", *ARTICLE_COLUMNS):
        value = getattr(article, name)
        if value is not None and _BROKEN.search(value):
            raise InputError(f"The {name} of {article.id!r} holds NUL characters or broken Unicode; clean it first.")


def current_records() -> sa.Select[Any]:
    """Return the query for all that `build_record` needs, for each post."""
    return (
        sa.select(
            posts.c.id,
            *(versions.c[name] for name in ARTICLE_COLUMNS),
            readings.c.layers,
            readings.c.read_at,
            readers.c.gpulse,
            readers.c.model,
            readers.c.stages,
        )
        .join(versions, versions.c.number == posts.c.version)
        .join(readings, readings.c.number == posts.c.reading)
        .join(readers, readers.c.number == readings.c.reader)
    )


def build_record(row: Any) -> Record:
    """Return the record in a row of `current_records`."""
    meta = Meta(
        gpulse=row.gpulse, model=row.model, read_at=row.read_at, stages=decode(row.stages, tuple[StageRun, ...])
    )
    return replace(decode(unpack_layers(row.layers, row.text), Record), article=build_article(row), meta=meta)


def build_article(row: Any) -> Article:
    """Return the article in a row that has a post's id and the columns of its version."""
    return Article(id=row.id, **{name: getattr(row, name) for name in ARTICLE_COLUMNS})
