"""Questions to the kept ledger: a page of it, its facets, one row, what falls due, what changed."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from gpulse.codec import decode
from gpulse.errors import InputError, NotFound
from gpulse.linking.ledger.ledger_rows import Ledger, Row
from gpulse.linking.summary.summary_notes import find_basis, load_summaries
from gpulse.linking.summary.summary_queries import Count
from gpulse.store import Store
from gpulse.store.fields import fold
from gpulse.store.tables import ledger_facets, ledger_rows, statuses

OPEN = ("pending", "partial")
"""The statuses of a commitment that may still be kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What rows of the ledger are asked for; all that is given must fit. Days are inclusive."""

    facets: Mapping[str, str] = field(default_factory=dict)
    about: str | None = None
    due_from: str | None = None
    due_until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A stretch of the rows that fit, and how many fit in all."""

    rows: tuple[Row, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A commitment whose status changed: `before` is `None` where it is new. `number` orders changes."""

    number: int
    row: Row
    before: str | None
    status: str
    as_of: str


def _conditions(wanted: Wanted, but: str | None = None) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    for facet, value in wanted.facets.items():
        if facet != but:
            having = sa.select(ledger_facets.c.row).where(
                ledger_facets.c.facet == facet, ledger_facets.c.value == value
            )
            conditions.append(ledger_rows.c.number.in_(having))
    for word in fold(wanted.about or "").split():
        conditions.append(ledger_rows.c.searched.contains(word, autoescape=True))
    if wanted.due_from:
        conditions.append(ledger_rows.c.latest >= wanted.due_from)
    if wanted.due_until:
        conditions.append(ledger_rows.c.latest <= wanted.due_until)
    return conditions


SORTS = {
    "due": (ledger_rows.c.latest.desc().nulls_last(), ledger_rows.c.id),
    "due-first": (ledger_rows.c.latest.asc().nulls_last(), ledger_rows.c.id),
    "said": (ledger_rows.c.said_on.desc().nulls_last(), ledger_rows.c.id),
    "done": (ledger_rows.c.happened_on.desc().nulls_last(), ledger_rows.c.id),
}
"""The orders in which the ledger can be asked for."""


def find_rows(store: Store, wanted: Wanted, *, sort: str = "due", limit: int = 50, offset: int = 0) -> Found:
    """Return rows of the ledger. Raises `InputError` for an order that does not exist."""
    if sort not in SORTS:
        raise InputError(f"There is no order {sort!r}: use one of {', '.join(SORTS)}.")
    conditions = _conditions(wanted)
    query = sa.select(ledger_rows.c.content).where(*conditions).order_by(*SORTS[sort]).limit(limit).offset(offset)
    counting = sa.select(sa.func.count()).select_from(ledger_rows).where(*conditions)
    with store.reading() as connection:
        rows = tuple(decode(text, Row) for text in connection.execute(query).scalars())
        total = int(connection.execute(counting).scalar_one())
    return Found(rows=rows, total=total)


def count_facets(store: Store, wanted: Wanted, facets: Sequence[str], limit: int = 12) -> dict[str, tuple[Count, ...]]:
    """Return for each facet its values with the number of rows that have them, given all other filters."""
    found: dict[str, list[Count]] = {facet: [] for facet in facets}
    free = [facet for facet in facets if facet not in wanted.facets]
    asked = [(free, _conditions(wanted))] if free else []
    asked += [([facet], _conditions(wanted, but=facet)) for facet in facets if facet in wanted.facets]
    with store.reading() as connection:
        for names, fitting in asked:
            query = (
                sa.select(ledger_facets.c.facet, ledger_facets.c.value, sa.func.count().label("count"))
                .where(ledger_facets.c.facet.in_(names))
                .group_by(ledger_facets.c.facet, ledger_facets.c.value)
            )
            if fitting:
                query = query.where(ledger_facets.c.row.in_(sa.select(ledger_rows.c.number).where(*fitting)))
            for row in connection.execute(query):
                found[row[0]].append(Count(value=row[1], count=row[2]))
    return {
        facet: tuple(sorted(counts, key=lambda count: (-count.count, count.value))[:limit])
        for facet, counts in found.items()
    }


def load_kept_ledger(store: Store, day: str, **facets: str | None) -> Ledger | None:
    """Return the ledger as of `day` if it is kept and the store has not changed since; `None` otherwise.

    With `facets` ("by", "to", "kind", "status"), only the rows that have them, however they are written. What was
    refused is not kept.
    """
    made = load_summaries(store).get("ledger")
    if made is None or (made.as_of, made.basis) != (day, find_basis(store)):
        return None
    query = sa.select(ledger_rows.c.content).order_by(ledger_rows.c.number)
    fitting: list[sa.Select[Any]] = []
    with store.reading() as connection, _kept_whole():
        for facet, wanted in facets.items():
            if wanted is None:
                continue
            listed = sa.select(ledger_facets.c.value).where(ledger_facets.c.facet == facet).distinct()
            values = [v for v in connection.execute(listed).scalars() if v.casefold() == wanted.casefold()]
            having = sa.select(ledger_facets.c.row).where(ledger_facets.c.facet == facet)
            fitting.append(having.where(ledger_facets.c.value.in_(values)))
        if fitting:
            query = query.where(ledger_rows.c.number.in_(sa.intersect(*fitting)))
        found = connection.execute(query).scalars().all()
        rows = decode(f"[{','.join(found)}]", tuple[Row, ...])
    return Ledger(as_of=day, rows=rows, refused=())


@contextmanager
def _kept_whole() -> Iterator[None]:
    """Look for no garbage meanwhile: among thousands of rows that are all kept, it takes as long as reading them."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def load_row(store: Store, id: str) -> Row:
    """Return the row with this id, or the only one whose id begins so. Raises `NotFound`."""
    query = sa.select(ledger_rows.c.content).where(ledger_rows.c.id.startswith(id, autoescape=True)).limit(2)
    with store.reading() as connection:
        found = connection.execute(query).scalars().all()
    if len(found) != 1:
        raise NotFound(f"{'No' if not found else 'More than one'} commitment has the id {id!r}; the ledger lists them.")
    return decode(found[0], Row)


def find_due(store: Store, since: str, until: str, *, open_only: bool, limit: int = 10) -> tuple[Row, ...]:
    """Return the rows whose last day lies from `since` to `until`, the next one first (past ones: the last first)."""
    conditions = [ledger_rows.c.latest >= since, ledger_rows.c.latest <= until]
    if open_only:
        conditions.append(ledger_rows.c.status.in_(OPEN))
    order = ledger_rows.c.latest.asc() if open_only else ledger_rows.c.latest.desc()
    query = sa.select(ledger_rows.c.content).where(*conditions).order_by(order, ledger_rows.c.id).limit(limit)
    with store.reading() as connection:
        return tuple(decode(text, Row) for text in connection.execute(query).scalars())


def find_changes(store: Store, after: int = 0, limit: int = 20) -> tuple[tuple[Change, ...], int, int]:
    """Return the changes of status after the one with this number, newest first; how many; and the newest number."""
    earlier = statuses.alias()
    before = (
        sa.select(earlier.c.status)
        .where(earlier.c.commitment == statuses.c.commitment, earlier.c.number < statuses.c.number)
        .order_by(earlier.c.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    joined = statuses.join(ledger_rows, ledger_rows.c.id == statuses.c.commitment)
    fitting = statuses.c.number > after
    query = (
        sa.select(statuses, before.label("before"), ledger_rows.c.content)
        .select_from(joined)
        .where(fitting)
        .order_by(statuses.c.number.desc())
        .limit(limit)
    )
    with store.reading() as connection:
        rows = connection.execute(query).all()
        count = connection.execute(sa.select(sa.func.count()).select_from(joined).where(fitting)).scalar_one()
        newest = connection.execute(sa.select(sa.func.max(statuses.c.number))).scalar() or 0
    changes = tuple(
        Change(
            number=row.number, row=decode(row.content, Row), before=row.before, status=row.status, as_of=row.as_of
        )
        for row in rows
    )  # fmt: skip
    return changes, int(count), int(newest)


def find_rows_of(store: Store, ids: Sequence[str], limit: int = 100) -> tuple[Row, ...]:
    """Return the rows of the ledger that rest on one of these posts, by their last day."""
    having = sa.select(ledger_facets.c.row).where(ledger_facets.c.facet == "post", ledger_facets.c.value.in_(ids))
    query = (
        sa.select(ledger_rows.c.content)
        .where(ledger_rows.c.number.in_(having))
        .order_by(ledger_rows.c.latest.asc().nulls_last(), ledger_rows.c.id)
        .limit(limit)
    )
    with store.reading() as connection:
        return tuple(decode(text, Row) for text in connection.execute(query).scalars())
