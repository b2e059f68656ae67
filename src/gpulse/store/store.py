"""The store: adding records, loading them, and what people set by hand."""

from __future__ import annotations

import datetime as dt
import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Literal, Self

import sqlalchemy as sa

from gpulse.codec import decode, encode
from gpulse.errors import NotFound, StoreError
from gpulse.record import Article, Meta, Record, StageRun
from gpulse.store.edits import Ruling, StatusChange, StoryEdit
from gpulse.store.engine import create_engine, migrate, resolve_url
from gpulse.store.tables import posts, readers, readings, rulings, statuses, story_edits, versions

Outcome = Literal["added", "unchanged", "changed"]
_NO_ARTICLE = Article(id="", text="")
_NO_META = Meta(gpulse="")
_ARTICLE_COLUMNS = ("url", "title", "publisher", "byline", "published_at", "published_from", "language", "text")
_CHUNK = 200


def now() -> str:
    """Return the present UTC instant, to the second."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def digest(value: object) -> str:
    """Return the SHA-256 of a value's JSON, in hexadecimal."""
    return hashlib.sha256(encode(value)).hexdigest()


class Store:
    """An open store. Use it as a context manager; one thread at a time."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        self._open: sa.Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all that is written within one transaction: everything or, on an exception, nothing.

        Outside of one, each call of a writing method is a transaction of its own.
        """
        with self.writing():
            yield

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Give the connection of the caller's transaction, or of a new one that commits at the end."""
        if self._open is not None:
            yield self._open
            return
        try:
            with self.engine.connect().execution_options(writes=True) as connection, connection.begin():
                self._open = connection
                try:
                    yield connection
                finally:
                    self._open = None
        except sa.exc.OperationalError as error:
            raise _explain(error, self.engine.url) from error

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Give a connection that sees one state of the store from its first query to its last."""
        if self._open is not None:
            yield self._open
            return
        try:
            with self.engine.connect() as connection, connection.begin():
                yield connection
        except sa.exc.OperationalError as error:
            raise _explain(error, self.engine.url) from error

    def add_record(self, record: Record) -> Outcome:
        """Add a record, durably once this returns (or once the caller's transaction ends).

        "unchanged": this article, read so by the same reader, is what the store holds. "changed": the article was
        corrected or was read otherwise; what it was before is kept as a version or a reading.
        """
        article_digest = digest(record.article)
        layers = encode(replace(record, article=_NO_ARTICLE, meta=_NO_META))
        layers_digest = hashlib.sha256(layers).hexdigest()
        with self.writing() as connection:
            _lock_post(connection, record.article.id)
            reader = _save_reader(connection, record.meta)
            current = connection.execute(
                sa.select(
                    posts.c.number,
                    posts.c.version,
                    versions.c.digest,
                    readings.c.reader,
                    readings.c.digest.label("layers"),
                )
                .join(versions, versions.c.number == posts.c.version)
                .join(readings, readings.c.number == posts.c.reading)
                .where(posts.c.id == record.article.id)
            ).one_or_none()
            if current and (current.digest, current.reader, current.layers) == (article_digest, reader, layers_digest):
                return "unchanged"
            if current is None:
                post = _insert(connection, posts, id=record.article.id, added_at=now())
                version = None
            else:
                post = current.number
                version = current.version if current.digest == article_digest else None
            if version is None:
                columns = {name: getattr(record.article, name) for name in _ARTICLE_COLUMNS}
                version = _insert(connection, versions, post=post, digest=article_digest, stored_at=now(), **columns)
            reading = _insert(
                connection,
                readings,
                version=version,
                reader=reader,
                digest=layers_digest,
                layers=zlib.compress(layers, 6),
                read_at=record.meta.read_at,
                stored_at=now(),
            )
            connection.execute(
                sa.update(posts)
                .where(posts.c.number == post)
                .values(version=version, reading=reading, published_at=record.article.published_at)
            )
            return "changed" if current else "added"

    def load_records(self, published_until: str | None = None) -> Iterator[Record]:
        """Yield the current record of each post, ordered by `published_at`, then id; posts without a date come first.

        `published_until` is a day or an instant, inclusive: a day takes all that was published on it. Posts without a
        date are then left out, because nothing says that they were published by then.
        """
        query = _current_records().order_by(posts.c.published_at.asc().nulls_first(), posts.c.id)
        if published_until is not None:
            query = query.where(posts.c.published_at < published_until + "\U0010ffff")
        with self.reading() as connection:
            rows = connection.execution_options(yield_per=_CHUNK).execute(query)
            for row in rows:
                yield _build_record(row)

    def load_record(self, id: str) -> Record:
        """Return the current record of the post with this article id.

        Raises `NotFound` where the store has no such post.
        """
        with self.reading() as connection:
            row = connection.execute(_current_records().where(posts.c.id == id)).one_or_none()
        if row is None:
            raise NotFound(f"The store has no post {id!r}; `gpulse search` finds posts by their words.")
        return _build_record(row)

    def count_posts(self) -> int:
        """Return how many posts the store holds."""
        with self.reading() as connection:
            return int(connection.execute(sa.select(sa.func.count()).select_from(posts)).scalar_one())

    def add_ruling(self, ruling: Ruling) -> None:
        """Append a person's ruling on a commitment; it holds until a newer one."""
        with self.writing() as connection:
            connection.execute(
                sa.insert(rulings).values(
                    commitment=ruling.commitment,
                    status=ruling.status,
                    happened_on=ruling.on,
                    why=ruling.why,
                    evidence=ruling.evidence,
                    ruled_at=ruling.ruled_at,
                )
            )

    def load_rulings(self, commitment: str | None = None) -> tuple[Ruling, ...]:
        """Return all rulings, or those on one commitment, oldest first; the last one on a commitment holds."""
        query = sa.select(rulings).order_by(rulings.c.number)
        if commitment is not None:
            query = query.where(rulings.c.commitment == commitment)
        with self.reading() as connection:
            return tuple(
                Ruling(
                    commitment=row.commitment,
                    status=row.status,
                    on=row.happened_on,
                    why=row.why,
                    evidence=row.evidence,
                    ruled_at=row.ruled_at,
                )
                for row in connection.execute(query)
            )

    def note_status(self, change: StatusChange) -> bool:
        """Append the status of a commitment where it differs from the last one noted; say whether it did."""
        with self.writing() as connection:
            last = connection.execute(
                sa.select(statuses.c.status, statuses.c.happened_on)
                .where(statuses.c.commitment == change.commitment)
                .order_by(statuses.c.number.desc())
                .limit(1)
            ).one_or_none()
            if last is not None and (last.status, last.happened_on) == (change.status, change.on):
                return False
            connection.execute(
                sa.insert(statuses).values(
                    commitment=change.commitment,
                    status=change.status,
                    happened_on=change.on,
                    why=change.why,
                    as_of=change.as_of,
                )
            )
            return True

    def load_statuses(self, commitment: str) -> tuple[StatusChange, ...]:
        """Return the history of a commitment's status, oldest first."""
        query = sa.select(statuses).where(statuses.c.commitment == commitment).order_by(statuses.c.number)
        with self.reading() as connection:
            return tuple(
                StatusChange(
                    commitment=row.commitment, status=row.status, on=row.happened_on, why=row.why, as_of=row.as_of
                )
                for row in connection.execute(query)
            )

    def add_story_edit(self, edit: StoryEdit) -> None:
        """Append a person's merging or splitting of stories."""
        with self.writing() as connection:
            connection.execute(
                sa.insert(story_edits).values(
                    action=edit.action,
                    articles=encode(edit.articles).decode(),
                    why=edit.why,
                    edited_at=edit.edited_at,
                )
            )

    def load_story_edits(self) -> tuple[StoryEdit, ...]:
        """Return all merges and splits made by hand, oldest first."""
        with self.reading() as connection:
            return tuple(
                StoryEdit(
                    action=row.action,
                    articles=decode(row.articles, tuple[str, ...]),
                    why=row.why,
                    edited_at=row.edited_at,
                )
                for row in connection.execute(sa.select(story_edits).order_by(story_edits.c.number))
            )


def open_store(url: str | None = None) -> Store:
    """Open a store, making it or bringing it to the newest version where needed.

    `url` is a path (SQLite), ":memory:", a database URL (`sqlite:///…`, `postgresql://…`), or `None` for the default
    place: `gpulse/gpulse.db` in the user's data folder. Raises `StoreError`.
    """
    engine = create_engine(resolve_url(url))
    try:
        migrate(engine)
    except sa.exc.DatabaseError as error:
        engine.dispose()
        raise _explain(error, engine.url) from error
    return Store(engine)


def _explain(error: sa.exc.DatabaseError, url: sa.URL) -> StoreError:
    return StoreError(f"The store {url.render_as_string()} cannot be used: {str(error.orig).strip()}.")


def _lock_post(connection: sa.Connection, id: str) -> None:
    """Let one writer at a time add this post. SQLite has one writer at a time anyhow."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(hashtextextended(:id, 0))"), {"id": id})


def _insert(connection: sa.Connection, table: sa.Table, **values: Any) -> int:
    return int(connection.execute(sa.insert(table).values(**values).returning(table.c.number)).scalar_one())


def _save_reader(connection: sa.Connection, meta: Meta) -> int:
    """Return the number of the reader that `meta` names, kept once however many posts it read."""
    mark = digest(replace(meta, read_at=None))
    find = sa.select(readers.c.number).where(readers.c.digest == mark)
    number = connection.execute(find).scalar()
    if number is None:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7234102)")
            number = connection.execute(find).scalar()
        if number is None:
            number = _insert(
                connection,
                readers,
                gpulse=meta.gpulse,
                model=meta.model,
                stages=encode(meta.stages).decode(),
                digest=mark,
            )
    return int(number)


def _current_records() -> sa.Select[Any]:
    return (
        sa.select(
            posts.c.id,
            *(versions.c[name] for name in _ARTICLE_COLUMNS),
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


def _build_record(row: Any) -> Record:
    layers = decode(zlib.decompress(row.layers), Record)
    article = Article(id=row.id, **{name: getattr(row, name) for name in _ARTICLE_COLUMNS})
    meta = Meta(
        gpulse=row.gpulse, model=row.model, read_at=row.read_at, stages=decode(row.stages, tuple[StageRun, ...])
    )
    return replace(layers, article=article, meta=meta)
