"""The store: adding records, loading them, and what people set by hand."""

from __future__ import annotations

import datetime as dt
import hashlib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

import sqlalchemy as sa

from gpulse.codec import decode, digest, encode
from gpulse.errors import NotFound
from gpulse.page import Page
from gpulse.record import Article, Meta, Record
from gpulse.store.connections import Connections
from gpulse.store.edits import Ruling, StatusChange, StoryEdit
from gpulse.store.engine import create_engine, explained, migrate, resolve_url
from gpulse.store.packing import pack_layers, strip_layers
from gpulse.store.post_rows import (
    ARTICLE_COLUMNS,
    build_article,
    build_record,
    check_text,
    current_records,
    find_current,
    find_retraction,
    insert_row,
    lock_post,
    mark_of,
    save_facets,
    save_fields,
    save_page,
    save_reader,
)
from gpulse.store.tables import (
    pages,
    posts,
    readers,
    readings,
    retractions,
    rulings,
    statuses,
    story_edits,
    versions,
)

Outcome = Literal["added", "unchanged", "changed", "retracted"]
_NO_ARTICLE = Article(id="", text="")
_NO_META = Meta(gpulse="")
_CHUNK = 200


def now() -> str:
    """Return the present UTC instant, to the second."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What a post said from `stored_at` (a UTC instant) on."""

    article: Article
    stored_at: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """A field with where it comes from: its words in the post and their span, the stage, its method and version, the
    model, and the gpulse that ran them. `item` is the index of the mention, event … in its layer."""

    name: str
    item: int
    value: str
    start: int | None
    end: int | None
    words: str | None
    stage: str | None
    method: str | None
    version: str | None
    model: str | None
    gpulse: str


class Store(Connections):
    """An open store. Use it as a context manager. Threads may share it; each has its own transactions."""

    def add_record(self, record: Record, page: Page | None = None, *, replaces: str | None = None) -> Outcome:
        """Add a record, durably once this returns (or once the caller's transaction ends).

        "unchanged": this article, read so by the same reader, is what the store holds. "changed": the article was
        corrected or was read otherwise; what it was before is kept as a version or a reading. "retracted": the post
        was taken back with `retract`, and nothing is added. `page` holds the bytes that the article was taken from,
        kept so that they can be read again. With `replaces`, the digest of an article, nothing is written unless that
        is the current one: so a reading that took long does not undo a correction.

        Raises `InputError` where the text holds characters that no database keeps (NUL, lone surrogates).
        """
        check_text(record.article)
        article_digest = digest(record.article)
        layers = strip_layers(encode(replace(record, article=_NO_ARTICLE, meta=_NO_META)))
        layers_digest = hashlib.sha256(layers).hexdigest()

        def write(connection: sa.Connection) -> Outcome:
            lock_post(connection, record.article.id)
            if find_retraction(connection, record.article.id) is not None:
                return "retracted"
            reader = save_reader(connection, record.meta)
            current = find_current(connection, record.article.id)
            if current and (current.digest, current.reader, current.layers) == (article_digest, reader, layers_digest):
                return "unchanged"
            if replaces is not None and (current is None or current.digest != replaces):
                return "unchanged"
            if current is None:
                post = insert_row(connection, posts, id=record.article.id, added_at=now())
            else:
                post = current.number
            if current is not None and current.digest == article_digest:
                version = current.version
            else:
                columns = {name: getattr(record.article, name) for name in ARTICLE_COLUMNS}
                version = insert_row(
                    connection,
                    versions,
                    post=post,
                    digest=article_digest,
                    stored_at=now(),
                    page=save_page(connection, page) if page else None,
                    **columns,
                )
            reading = insert_row(
                connection,
                readings,
                version=version,
                reader=reader,
                digest=layers_digest,
                layers=pack_layers(layers, record.article.text),
                read_at=record.meta.read_at,
                stored_at=now(),
            )
            save_fields(connection, reading, record)
            save_facets(connection, reading, record)
            connection.execute(
                sa.update(posts)
                .where(posts.c.number == post)
                .values(version=version, reading=reading, published_at=record.article.published_at)
            )
            return "changed" if current else "added"

        return self._write(write)

    def find_outcome(self, article: Article, meta: Meta) -> Outcome | None:
        """Return what adding this article would do if that needs no reading of it; `None` where it does.

        "retracted": its post was taken back. "unchanged": the store holds this very article as the current version of
        its post, read by the reader that `meta` names.
        """
        with self.reading() as connection:
            if find_retraction(connection, article.id) is not None:
                return "retracted"
            current = find_current(connection, article.id)
            reader = connection.execute(sa.select(readers.c.number).where(readers.c.digest == mark_of(meta))).scalar()
        held = current is not None and (current.digest, current.reader) == (digest(article), reader)
        return "unchanged" if held else None

    def load_stale_articles(self, meta: Meta) -> Iterator[Article]:
        """Yield the current article of each post that another reader than `meta` names read, in the order of adding.

        The store may be written meanwhile: it is looked at anew for each stretch of posts.
        """
        last = 0
        while True:
            query = (
                sa.select(posts.c.id, posts.c.number, *(versions.c[name] for name in ARTICLE_COLUMNS))
                .join(versions, versions.c.number == posts.c.version)
                .join(readings, readings.c.number == posts.c.reading)
                .join(readers, readers.c.number == readings.c.reader)
                .where(posts.c.number > last, posts.c.retracted_at.is_(None), readers.c.digest != mark_of(meta))
                .order_by(posts.c.number)
                .limit(_CHUNK)
            )
            with self.reading() as connection:
                rows = connection.execute(query).all()
            if not rows:
                return
            yield from (build_article(row) for row in rows)
            last = rows[-1].number

    def retract(self, id: str, why: str) -> None:
        """Take a post back: it is shown and counted no more, and adding it again does not bring it back.

        What it said is kept for `check` and for lifting the retraction. A post may be retracted before it is added.
        """

        def write(connection: sa.Connection) -> None:
            lock_post(connection, id)
            if find_retraction(connection, id) is None:
                at = now()
                connection.execute(sa.insert(retractions).values(id=id, why=why, retracted_at=at))
                connection.execute(sa.update(posts).where(posts.c.id == id).values(retracted_at=at))

        self._write(write)

    def lift_retraction(self, id: str) -> None:
        """Bring a retracted post back. Raises `NotFound` where it is not retracted."""

        def write(connection: sa.Connection) -> None:
            lock_post(connection, id)
            if find_retraction(connection, id) is None:
                raise NotFound(f"The post {id!r} is not retracted.")
            connection.execute(
                sa.update(retractions)
                .where(retractions.c.id == id, retractions.c.lifted_at.is_(None))
                .values(lifted_at=now())
            )
            connection.execute(sa.update(posts).where(posts.c.id == id).values(retracted_at=None))

        self._write(write)

    def load_records(self, published_until: str | None = None) -> Iterator[Record]:
        """Yield the current record of each post, ordered by `published_at`, then id; posts without a date come first.

        `published_until` is a day or an instant, inclusive: a day takes all that was published on it. Posts without a
        date are then left out, because nothing says that they were published by then.
        """
        query = (
            current_records()
            .where(posts.c.retracted_at.is_(None))
            .order_by(posts.c.published_at.asc().nulls_first(), posts.c.id)
        )
        if published_until is not None:
            query = query.where(posts.c.published_at < published_until + "\U0010ffff")
        with self.reading() as connection:
            rows = connection.execution_options(yield_per=_CHUNK).execute(query)
            for row in rows:
                yield build_record(row)

    def load_record(self, id: str) -> Record:
        """Return the current record of the post with this article id.

        Raises `NotFound` where the store has no such post, or where it was retracted.
        """
        with self.reading() as connection:
            retraction = find_retraction(connection, id)
            row = connection.execute(current_records().where(posts.c.id == id)).one_or_none()
        if retraction is not None:
            raise NotFound(f"The post {id!r} was retracted on {retraction.retracted_at[:10]}: {retraction.why}")
        if row is None:
            raise NotFound(f"The store has no post {id!r}; `gpulse search` finds posts by their words.")
        return build_record(row)

    def load_versions(self, id: str) -> tuple[Version, ...]:
        """Return all that a post said, oldest first; the last that was added is the current one.

        Raises `NotFound` where the store has no such post.
        """
        query = (
            sa.select(posts.c.id, versions, (posts.c.version == versions.c.number).label("current"))
            .join(versions, versions.c.post == posts.c.number)
            .where(posts.c.id == id)
            .order_by(versions.c.number)
        )
        with self.reading() as connection:
            found = tuple(
                Version(article=build_article(row), stored_at=row.stored_at, current=row.current)
                for row in connection.execute(query)
            )
        if not found:
            raise NotFound(f"The store has no post {id!r}; `gpulse search` finds posts by their words.")
        return found

    def load_page(self, id: str) -> Page | None:
        """Return the bytes that the current version of a post was taken from; `None` where they were not kept."""
        query = (
            sa.select(pages.c.content, pages.c.charset, pages.c.fetched_at)
            .join(versions, versions.c.page == pages.c.number)
            .join(posts, posts.c.version == versions.c.number)
            .where(posts.c.id == id)
        )
        with self.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        return Page(origin=id, content=zlib.decompress(row.content), charset=row.charset, fetched_at=row.fetched_at)

    def load_provenance(self, id: str) -> tuple[Provenance, ...]:
        """Return every field of a post's current reading, with its words, span, method and model version."""
        columns = ("name", "item", "value", "start", "end", "words", "stage", "method", "version", "model", "gpulse")
        view = sa.table("provenance", *(sa.column(name) for name in ("post", *columns)))
        query = sa.select(*(view.c[name] for name in columns)).where(view.c.post == id).order_by(sa.column("position"))
        with self.reading() as connection:
            return tuple(Provenance(**row._mapping) for row in connection.execute(query))

    def has_post(self, id: str) -> bool:
        """Return whether the store has a post of this id, retracted or not."""
        with self.reading() as connection:
            return connection.execute(sa.select(posts.c.number).where(posts.c.id == id)).first() is not None

    def count_posts(self) -> int:
        """Return how many posts the store holds, without those that were retracted."""
        query = sa.select(sa.func.count()).select_from(posts).where(posts.c.retracted_at.is_(None))
        with self.reading() as connection:
            return int(connection.execute(query).scalar_one())

    def add_ruling(self, ruling: Ruling) -> None:
        """Append a person's ruling on a commitment; it holds until a newer one."""
        with self.transaction() as connection:
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

    def note_statuses(self, changes: Iterable[StatusChange]) -> None:
        """Append the status of each commitment that differs from the last one noted for it; one change a commitment."""
        newest = sa.select(sa.func.max(statuses.c.number)).group_by(statuses.c.commitment)
        with self.transaction() as connection:
            last = {
                row.commitment: (row.status, row.happened_on)
                for row in connection.execute(sa.select(statuses).where(statuses.c.number.in_(newest)))
            }
            rows = [
                {
                    "commitment": change.commitment,
                    "status": change.status,
                    "happened_on": change.on,
                    "why": change.why,
                    "as_of": change.as_of,
                }
                for change in changes
                if last.get(change.commitment) != (change.status, change.on)
            ]
            if rows:
                connection.execute(sa.insert(statuses), rows)

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
        with self.transaction() as connection:
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
        with explained(engine.url):
            migrate(engine)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine)
