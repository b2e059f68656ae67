"""Connections to SQLite and PostgreSQL, and the path of migrations. The only import of Alembic."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

from gpulse.errors import StoreError
from gpulse.store.tables import HEAD

BUSY_SECONDS = 60.0
"""How long a writer waits for another one before it gives up with a `StoreError`."""

PAGE_BYTES = 2048
"""The page of a new SQLite file. A post's text and reading, of some kilobytes each, leave half of a page empty on
average: on 84 news articles a store of pages of 4,096 bytes takes 3,000 bytes a post more, one of 1,024 takes 900
less, of which most is in tables that are empty."""

AWAY_SECONDS = 30.0
"""How long an open store waits for a PostgreSQL server that went away, as one does that restarts."""


def resolve_url(url: str | None) -> sa.URL:
    """Return the database URL that `url` means: a URL, a path, ":memory:", or `None` for the default place.

    Raises `StoreError` where it is a URL of no database that the store can lie in.

    >>> resolve_url("postgresql://localhost/news").drivername
    'postgresql+psycopg'
    >>> resolve_url("news.db").database
    'news.db'
    """
    if url is None:
        from platformdirs import user_data_path

        url = str(user_data_path("gpulse") / "gpulse.db")
    if "://" not in url:
        return sa.URL.create("sqlite", database=url)
    try:
        parsed = sa.make_url(url)
    except sa.exc.ArgumentError as error:
        raise StoreError(f"{url!r} is no database URL; give a path or postgresql://user@host/name.") from error
    if parsed.get_backend_name() in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() != "sqlite":
        raise StoreError(f"The store runs on SQLite and PostgreSQL, not on {parsed.get_backend_name()}.")
    return parsed


def create_engine(url: sa.URL) -> sa.Engine:
    """Return an engine whose transactions begin when we say so, and whose commits reach the disk.

    Raises `StoreError` where the folder cannot be made or the PostgreSQL driver is missing.
    """
    if url.get_backend_name() == "postgresql":
        try:
            return sa.create_engine(url, pool_pre_ping=True)
        except ModuleNotFoundError as error:
            raise StoreError("PostgreSQL needs its driver: pip install 'gpulse[postgres]'.") from error
    path = url.database
    if path and path != ":memory:":
        try:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"The folder of the store {path} cannot be made: {error.strerror}.") from error
        engine = sa.create_engine(url, creator=lambda: _connect_sqlite(Path(path)))
    else:
        engine = sa.create_engine(url, poolclass=StaticPool, connect_args={"check_same_thread": False})
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _connect_sqlite(path: Path) -> sqlite3.Connection:
    """Open the file; one that may not be written, or that lies in a folder that may not be, is opened to be read."""
    uri = path.absolute().as_uri()
    if path.exists() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        uri += "?mode=ro"
        if not path.with_name(path.name + "-wal").exists():
            uri += "&immutable=1"  # without it, SQLite wants to make files beside a store in WAL mode
    return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, check_same_thread=False)


def sqlite_of(connection: sa.Connection) -> sqlite3.Connection:
    """Return the driver's connection, for what SQLAlchemy has no words for. Raises `StoreError` on PostgreSQL."""
    found = connection.connection.driver_connection
    if not isinstance(found, sqlite3.Connection):
        raise StoreError("This store is not SQLite.")
    return found


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # the driver begins no transactions of its own; `_begin_sqlite` does
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = FULL")
    path = cursor.execute("PRAGMA database_list").fetchone()[2]
    if path and os.access(path, os.W_OK) and os.access(os.path.dirname(path), os.W_OK):
        cursor.execute(f"PRAGMA page_size = {PAGE_BYTES}")  # of a file that is there already, it stays as it was
        cursor.execute("PRAGMA journal_mode = WAL")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def explain(error: BaseException, url: sa.URL) -> StoreError:
    """Return the error that says in one sentence what is wrong with the store, and what to do."""
    where, said = url.render_as_string(), str(error).strip().split("\n")[0]
    for sign, sentence in _SENTENCES.items():
        if sign in said.lower():
            return StoreError(f"The store {where} {sentence} ({said}).")
    return StoreError(f"The store {where} cannot be used: {said}.")


_SENTENCES = {
    "database is locked": f"is being written by another process for over {BUSY_SECONDS:.0f} s; wait for it or stop it",
    "readonly database": "may not be written; check who owns the file and its folder",
    "read-only transaction": "may not be written; the database is read-only",
    "unable to open database": "cannot be opened; check that its folder exists and may be written",
    "disk is full": "has no room left on its disk; what was reported as done is kept: free space and run again",
    "no space left": "has no room left on its disk; what was reported as done is kept: free space and run again",
    "could not extend file": "has no room left on its disk; what was reported as done is kept: free space, run again",
    "disk i/o error": "cannot be written or read on its disk; what was reported as done is kept: check the disk",
    "not a database": "is no gpulse store: the file is something else; name another path",
    "malformed": "is damaged; restore a backup with `gpulse restore`",
    "password authentication failed": "refuses this user or password; check the URL",
    "connection refused": "is not reachable; check that PostgreSQL runs at this address",
}


@contextmanager
def explained(url: sa.URL) -> Iterator[None]:
    """Turn an error of the database into a `StoreError` that says what to do."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        raise explain(error.orig or error, url) from error
    except sqlite3.Error as error:
        raise explain(error, url) from error


def migrate(engine: sa.Engine, target: str = HEAD) -> None:
    """Bring the store to `target` in one transaction, so that a killed migration leaves the store as it was.

    Raises `StoreError` where the store was written by a newer gpulse.
    """
    with engine.connect() as reading:
        if _find_version(reading) == target:
            return
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory
    from alembic.util.exc import CommandError

    scripts = ScriptDirectory(str(Path(__file__).with_name("migrations")))
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7234101)")  # one migration at a time
        found = _find_version(connection)
        context = MigrationContext.configure(
            connection, opts={"fn": lambda revision, _: scripts._upgrade_revs(target, revision)}
        )
        try:
            with Operations.context(context):
                context.run_migrations()
        except CommandError as error:
            raise StoreError(
                f"The store is at version {found}, this gpulse knows {HEAD}: upgrade gpulse to use it."
            ) from error


def _find_version(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)
