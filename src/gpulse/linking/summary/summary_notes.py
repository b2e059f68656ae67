"""When each summary of a store was made, and from which state of the store."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from gpulse import __version__
from gpulse.store import Store, now
from gpulse.store.tables import posts, readings, retractions, rulings, story_edits, summaries

CHUNK = 500
"""Rows that are written or asked for at once."""


MADE_BY = f" {__version__} 13"
"""What makes the summaries: this package, and a number to raise where what is listed of a record or told of a story
changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """When a summary was made, from which state of the store, and how long that took. `made_at` is a UTC instant."""

    name: str
    basis: str
    as_of: str
    posts: int
    seconds: float
    made_at: str


def find_basis(store: Store) -> str:
    """Return what tells one state of the store from another: it changes when a post, ruling or edit is added, and with
    the version of what makes the summaries."""
    newest = (sa.select(sa.func.max(table.c.number)) for table in (readings, retractions, rulings, story_edits))
    lifted = sa.select(sa.func.count(retractions.c.lifted_at))
    with store.reading() as connection:
        marks = [connection.execute(query).scalar() or 0 for query in (*newest, lifted)]
        marks.append(connection.execute(sa.select(sa.func.count()).select_from(posts)).scalar() or 0)
    return ".".join(map(str, marks)) + MADE_BY


def load_summaries(store: Store) -> dict[str, Summary]:
    """Return the summaries that the store has, by name: "layers", "ledger", "stories"."""
    with store.reading() as connection:
        rows = connection.execute(sa.select(summaries)).all()
    return {row.name: Summary(**row._mapping) for row in rows}


def note(store: Store, name: str, basis: str, day: str, count: int, started: float) -> None:
    """Note that a summary was made; `started` is when that began (`time.monotonic`)."""
    with store.transaction() as connection:
        connection.execute(sa.delete(summaries).where(summaries.c.name == name))
        connection.execute(
            sa.insert(summaries).values(
                name=name, basis=basis, as_of=day, posts=count, seconds=time.monotonic() - started, made_at=now()
            )
        )


def insert(connection: sa.Connection, table: sa.Table, rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows into a table."""
    found = list(rows)
    for at in range(0, len(found), CHUNK):
        connection.execute(sa.insert(table), found[at : at + CHUNK])
