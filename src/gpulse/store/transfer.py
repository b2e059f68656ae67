"""Whole stores as files: export and import, backup and restore, between SQLite and PostgreSQL alike.

An export is a gzip file of JSON lines: a head, one line a row, and a foot with the number of rows and the SHA-256 of
all lines before it. A backup is a SQLite store. Both are written beside their place and renamed when they are whole.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from gpulse import __version__
from gpulse.errors import InputError, StoreError
from gpulse.files import refuse_database
from gpulse.store.check import check
from gpulse.store.engine import explained, sqlite_of
from gpulse.store.store import Store, now, open_store
from gpulse.store.tables import HEAD, metadata, posts

_BATCH = 500


def export_store(store: Store, path: Path) -> int:
    """Write all rows of the store to `path`; return how many. Raises `StoreError`, `InputError` for a database."""
    refuse_database(path)
    with _replacing(path) as part, _saying("written", path), gzip.open(part, "wb", compresslevel=6) as file:
        mark = hashlib.sha256()

        def write(value: object) -> None:
            line = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            mark.update(line)
            file.write(line)

        count = 0
        with store.reading() as connection:
            write({"gpulse store": __version__, "schema": HEAD, "exported_at": now()})
            for table in _tables():
                columns = [column.name for column in table.columns]
                for row in _load_rows(connection, table):
                    write([table.name, {name: _to_json(row[name]) for name in columns}])
                    count += 1
        write({"rows": count, "sha256": mark.hexdigest()})
    return count


def import_store(store: Store, path: Path) -> int:
    """Fill an empty store with an export, in one transaction; return how many rows.

    Raises `InputError` where the file is no export, is cut short or was changed, and `StoreError` where the store is
    not empty.
    """
    with _saying("read", path), gzip.open(path, "rb") as file:
        head = _parse_line(file.readline(), path)
        if not isinstance(head, dict) or "gpulse store" not in head:
            raise InputError(f"{path} is no export of a store; write one with `gpulse store export FILE`.")
        if head.get("schema") != HEAD:
            raise InputError(
                f"{path} was exported at version {head.get('schema')}; import it with gpulse {head['gpulse store']}."
            )
        file.seek(0)
        return _fill(store, lambda: _parse_rows(file, path), emptied=False)


def _parse_rows(file: gzip.GzipFile, path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    mark, count = hashlib.sha256(), 0
    for number, line in enumerate(file):
        value = _parse_line(line, path)
        if isinstance(value, dict) and "sha256" in value:
            if (value["rows"], value["sha256"]) != (count, mark.hexdigest()):
                raise InputError(f"{path} was changed after it was exported; nothing was imported.")
            return
        mark.update(line)
        if number:
            table, row = value
            count += 1
            yield table, {name: _from_json(cell) for name, cell in row.items()}
    raise InputError(f"{path} is cut short; nothing was imported.")


def _parse_line(line: bytes, path: Path) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        raise InputError(f"{path} is no export of a store, or it is damaged; nothing was imported.") from error


def back_up(store: Store, path: Path) -> None:
    """Write a copy of the store to `path`, as a SQLite store that has been checked. Others may go on writing.

    Raises `InputError` where `path` is the store itself.
    """
    own = store.engine.url.database if store.engine.dialect.name == "sqlite" else None
    if own and path.exists() and Path(own).exists() and path.samefile(own):
        raise InputError(f"{path} is the store itself; name another file for its backup.")
    with _replacing(path) as part, _saying("written", path):
        if store.engine.dialect.name == "sqlite":
            with closing(sqlite3.connect(part)) as copy, store.engine.connect() as connection:
                sqlite_of(connection).backup(copy)
        else:
            with open_store(str(part)) as target:
                _copy(store, target)
        with open_store(str(part)) as copied:
            _refuse_unsound(copied, path)


def restore(store: Store, path: Path, *, replace: bool = False) -> None:
    """Fill the store with a backup. The backup is checked first; a store with posts is only replaced if told to.

    A backup of an earlier version is brought up to this one on its way; the file itself stays as it is. Raises
    `InputError` where the backup is not sound, and `StoreError` where the store has posts.
    """
    if not path.is_file():
        raise InputError(f"The backup {path} does not exist; check the path.")
    if store.count_posts() and not replace:
        raise StoreError("The store has posts; give --replace to restore over them.")
    with tempfile.TemporaryDirectory() as folder, _saying("read", path):
        copy = Path(folder) / "backup.db"
        shutil.copyfile(path, copy)
        with open_store(str(copy)) as source:
            _refuse_unsound(source, path)
            if store.engine.dialect.name == "sqlite" and _page_bytes(source) == _page_bytes(store):
                with explained(store.engine.url), source.engine.connect() as given, store.engine.connect() as taken:
                    sqlite_of(given).backup(sqlite_of(taken))
            else:
                _copy(source, store, emptied=True)


def _page_bytes(store: Store) -> int:
    """Return the size of a SQLite file's pages: SQLite copies pages as they are, and not into a file of other ones."""
    with store.reading() as connection:
        return int(connection.exec_driver_sql("PRAGMA page_size").scalar_one())


def _refuse_unsound(copy: Store, path: Path) -> None:
    for problem in check(copy):
        about = f" (post {problem.post})" if problem.post else ""
        raise InputError(f"{path} is not sound: {problem.why}{about} Run `gpulse check` on the store it came from.")


def _copy(source: Store, target: Store, *, emptied: bool = False) -> None:
    def rows() -> Iterator[tuple[str, dict[str, Any]]]:
        with source.reading() as connection:
            for table in _tables():
                for row in _load_rows(connection, table):
                    yield table.name, dict(row)

    _fill(target, rows, emptied=emptied)


def _fill(store: Store, rows: Callable[[], Iterator[tuple[str, dict[str, Any]]]], *, emptied: bool) -> int:
    """Insert rows into the store, emptied first or found empty, in one transaction; return how many."""
    count = 0
    with store.transaction() as connection:
        if not emptied and connection.execute(sa.select(posts.c.number).limit(1)).first() is not None:
            raise StoreError("The store has posts; import into a new one: gpulse --store NEW store import FILE.")
        for table in reversed(metadata.sorted_tables):
            connection.execute(sa.delete(table))
        batch: list[dict[str, Any]] = []
        current: sa.Table | None = None
        for name, row in rows():
            table = metadata.tables[name]
            if batch and (table is not current or len(batch) == _BATCH):
                connection.execute(sa.insert(current), batch)  # type: ignore[arg-type]
                batch = []
            current = table
            batch.append(row)
            count += 1
        if batch and current is not None:
            connection.execute(sa.insert(current), batch)
        if connection.dialect.name == "postgresql":
            _set_sequences(connection)
    return count


def _set_sequences(connection: sa.Connection) -> None:
    """Let new rows be numbered after those that were copied with their numbers."""
    for table in _tables():
        sequence = connection.execute(
            sa.text("SELECT pg_get_serial_sequence(:name, :column)"),
            {"name": table.name, "column": next(iter(table.primary_key.columns)).name},
        ).scalar()
        if sequence:
            newest = sa.select(sa.func.coalesce(sa.func.max(table.c.number), 0) + 1).scalar_subquery()
            connection.execute(sa.select(sa.func.setval(sequence, newest, False)))


def _tables() -> list[sa.Table]:
    """Return the tables to copy, each after those that it refers to; what is made from others, and logins, stay out."""
    return [table for table in metadata.sorted_tables if table.info.get("transferred", True)]


def _load_rows(connection: sa.Connection, table: sa.Table) -> Iterator[sa.RowMapping]:
    query = sa.select(table).order_by(*table.primary_key.columns)
    yield from connection.execution_options(yield_per=_BATCH).execute(query).mappings()


def _to_json(cell: Any) -> Any:
    return {"base64": base64.b64encode(cell).decode("ascii")} if isinstance(cell, bytes) else cell


def _from_json(cell: Any) -> Any:
    return base64.b64decode(cell["base64"]) if isinstance(cell, dict) else cell


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """Give a path beside `path` to write to; it takes its place, safely on the disk, when all went well."""
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    try:
        yield part
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    finally:
        for leftover in (part, part.with_name(part.name + "-wal"), part.with_name(part.name + "-shm")):
            leftover.unlink(missing_ok=True)


@contextmanager
def _saying(what: str, path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, EOFError, sqlite3.Error) as error:
        if isinstance(error, gzip.BadGzipFile | EOFError):
            raise InputError(f"{path} is no export of a store, or it is cut short; nothing was imported.") from error
        raise StoreError(f"{path} cannot be {what}: {getattr(error, 'strerror', None) or error}.") from error
