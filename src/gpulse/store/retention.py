"""What a store lets go of when told to: what was superseded, page bytes, old posts; and the room that this frees."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from gpulse.store.engine import explained, sqlite_of
from gpulse.store.store import Store
from gpulse.store.tables import facets, fields, pages, posts, readings, versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """How much was removed."""

    posts: int = 0
    versions: int = 0
    readings: int = 0
    pages: int = 0


def remove(
    store: Store,
    *,
    superseded_before: str | None = None,
    pages_before: str | None = None,
    posts_before: str | None = None,
) -> Removed:
    """Remove, in one transaction, what is older than the days given; nothing else is ever removed.

    `superseded_before`: versions and readings stored before that day, unless they are current. `pages_before`: the
    bytes of pages of versions stored before that day. `posts_before`: posts published before that day, with all that
    was read from them; posts without a date stay. Retractions and what people set by hand stay.
    """
    with store.transaction() as connection:
        gone_posts = sa.select(posts.c.number).where(posts.c.published_at < (posts_before or ""))
        gone_versions = sa.select(versions.c.number).where(
            sa.or_(
                versions.c.post.in_(gone_posts),
                sa.and_(
                    versions.c.stored_at < (superseded_before or ""),
                    versions.c.number.not_in(sa.select(posts.c.version)),
                ),
            )
        )
        gone_readings = sa.select(readings.c.number).where(
            sa.or_(
                readings.c.version.in_(gone_versions),
                sa.and_(
                    readings.c.stored_at < (superseded_before or ""),
                    readings.c.number.not_in(sa.select(posts.c.reading)),
                ),
            )
        )
        connection.execute(sa.delete(fields).where(fields.c.reading.in_(gone_readings)))
        connection.execute(sa.delete(facets).where(facets.c.reading.in_(gone_readings)))
        readings_gone = connection.execute(sa.delete(readings).where(readings.c.number.in_(gone_readings))).rowcount
        versions_gone = connection.execute(sa.delete(versions).where(versions.c.number.in_(gone_versions))).rowcount
        posts_gone = connection.execute(sa.delete(posts).where(posts.c.published_at < (posts_before or ""))).rowcount
        if pages_before:
            connection.execute(sa.update(versions).where(versions.c.stored_at < pages_before).values(page=None))
        used = sa.select(versions.c.page).where(versions.c.page.is_not(None))
        pages_gone = connection.execute(sa.delete(pages).where(pages.c.number.not_in(used))).rowcount
    return Removed(posts=posts_gone, versions=versions_gone, readings=readings_gone, pages=pages_gone)


def vacuum(store: Store) -> None:
    """Give the room of removed rows back to the disk, and bring the indexes and their statistics up to date."""
    with explained(store.engine.url):
        if store.engine.dialect.name == "sqlite":
            with store.engine.connect() as connection:
                file = sqlite_of(connection)
                file.execute("INSERT INTO words (words) VALUES ('optimize')")
                file.execute("VACUUM")
                file.execute("ANALYZE")
                file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM (ANALYZE)")
