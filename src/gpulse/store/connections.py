"""The connections of an open store: one transaction a thread, tried again where the server goes away."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Self, TypeVar

import sqlalchemy as sa

from gpulse.store.engine import AWAY_SECONDS, explain, explained

T = TypeVar("T")


class Connections:
    """An engine whose transactions are each a thread's own."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        self._thread = threading.local()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[sa.Connection]:
        """Make all that this thread writes within one transaction: everything or, on an exception, nothing.

        Outside of one, each call of a writing method is a transaction of its own.
        """
        opened = self._opened()
        if opened is not None:
            yield opened
            return
        with explained(self.engine.url), self._connect(writes=True) as connection, connection.begin():
            self._thread.connection = connection
            try:
                yield connection
            finally:
                self._thread.connection = None

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Give a connection that sees one state of the store from its first query to its last."""
        opened = self._opened()
        if opened is not None:
            yield opened
            return
        with explained(self.engine.url), self._connect() as connection, connection.begin():
            yield connection

    def _opened(self) -> sa.Connection | None:
        return getattr(self._thread, "connection", None)

    def _connect(self, writes: bool = False) -> sa.Connection:
        """Return a connection, waiting up to `AWAY_SECONDS` for a server that restarts."""
        isolation = {} if self.engine.dialect.name == "sqlite" or writes else {"isolation_level": "REPEATABLE READ"}
        started = time.monotonic()
        while True:
            try:
                return self.engine.connect().execution_options(writes=writes, **isolation)
            except sa.exc.OperationalError:
                if self.engine.dialect.name == "sqlite" or time.monotonic() - started > AWAY_SECONDS:
                    raise
                time.sleep(0.25)

    def _write(self, write: Callable[[sa.Connection], T]) -> T:
        """Run `write` in the caller's transaction, or in one of its own that is tried again if the server goes away.

        `write` must be idempotent: the server may have committed before it went.
        """
        if (opened := self._opened()) is not None:
            return write(opened)
        started = time.monotonic()
        while True:
            try:
                with self._connect(writes=True) as connection, connection.begin():
                    self._thread.connection = connection
                    try:
                        return write(connection)
                    finally:
                        self._thread.connection = None
            except sa.exc.DBAPIError as error:
                if not error.connection_invalidated or time.monotonic() - started > AWAY_SECONDS:
                    raise explain(error.orig or error, self.engine.url) from error
