"""Ledger: what was promised, by when, and what became of it; a row in full."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query

from gpulse.linking.ledger.ledger_rows import Row
from gpulse.linking.summary import row_queries, story_queries
from gpulse.linking.summary import summary_queries as queries
from gpulse.linking.summary.summary_queries import Count, Head
from gpulse.store import Ruling, StatusChange
from gpulse.views.web.charts import Timeline, build_row_timeline
from gpulse.views.web.site import PAGE_SIZE, Freshness, PageOf, SiteOf, add_screen, load_freshness

FACETS = ("status", "kind", "by", "to", "type", "speaker")
Day = Annotated[str, Query(pattern=r"^(\d{4}-\d{2}-\d{2})?$", description="A day, such as 2024-07-31.")]
Words = Annotated[str, Query(max_length=200)]
Id = Annotated[str, Path(pattern="^[0-9a-f]{4,8}$", description="A row's id, or its beginning.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A way to narrow the list: what is chosen, and what could be."""

    name: str
    chosen: str | None
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerScreen:
    """A stretch of the ledger's rows."""

    fresh: Freshness
    rows: tuple[Row, ...]
    total: int
    page: int
    pages: int
    sort: str
    facets: tuple[Facet, ...]
    about: str | None
    due_from: str | None
    due_until: str | None
    heads: dict[str, Head]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowScreen:
    """One row in full: the promise, its drift, the evidence, what people ruled, how its status came about."""

    fresh: Freshness
    row: Row
    timeline: Timeline | None
    rulings: tuple[Ruling, ...]
    noted: tuple[StatusChange, ...]
    story: str | None
    heads: dict[str, Head]


def build_ledger_screen(
    site: SiteOf,
    by: Words = "",
    to: Words = "",
    speaker: Words = "",
    kind: Words = "",
    status: Words = "",
    type: Words = "",
    about: Annotated[str, Query(max_length=200, description="Only rows that have all these words.")] = "",
    due_from: Day = "",
    due_until: Day = "",
    sort: Annotated[Literal["due", "due-first", "said", "done"], Query(description="The order of the rows.")] = "due",
    page: PageOf = 1,
) -> LedgerScreen:
    """What was promised, planned, threatened, demanded and predicted, by when, and what became of it."""
    given = {"by": by, "to": to, "speaker": speaker, "kind": kind, "status": status, "type": type}
    chosen = {facet: value for facet, value in given.items() if value}
    wanted = row_queries.Wanted(
        facets=chosen, about=about or None, due_from=due_from or None, due_until=due_until or None
    )  # fmt: skip
    found = row_queries.find_rows(site.store, wanted, sort=sort, limit=PAGE_SIZE, offset=(page - 1) * PAGE_SIZE)
    counts = row_queries.count_facets(site.store, wanted, FACETS)
    shown = {e.article for row in found.rows for e in (*row.evidence[:1], *row.outcome_evidence[:1])}
    return LedgerScreen(
        fresh=load_freshness(site), rows=found.rows, total=found.total, page=page,
        pages=max(1, -(-found.total // PAGE_SIZE)), sort=sort,
        facets=tuple(Facet(name=name, chosen=chosen.get(name), counts=counts[name]) for name in FACETS),
        about=about or None, due_from=due_from or None, due_until=due_until or None,
        heads=queries.load_heads(site.store, shown),
    )  # fmt: skip


def build_row_screen(site: SiteOf, id: Id) -> RowScreen:
    """One commitment in full: its words, how it changed, the evidence, and how its status came about."""
    fresh = load_freshness(site)
    row = row_queries.load_row(site.store, id)
    cited = {e.article for e in (*row.evidence, *row.outcome_evidence, *(v.evidence for v in row.versions))}
    cited |= {e.article for finding in (*row.history, *filter(None, [row.proposed])) for e in finding.evidence}
    first = row.evidence[0].article if row.evidence else ""
    return RowScreen(
        fresh=fresh, row=row, timeline=build_row_timeline(row, fresh.as_of), rulings=site.store.load_rulings(row.id),
        noted=site.store.load_statuses(row.id), story=story_queries.find_stories_of(site.store, [first]).get(first),
        heads=queries.load_heads(site.store, cited),
    )  # fmt: skip


def add_to(router: APIRouter) -> None:
    """Add the screens to the router."""
    add_screen(router, "/ledger", build_ledger_screen, LedgerScreen, "ledger.html", name="ledger")
    add_screen(router, "/ledger/{id}", build_row_screen, RowScreen, "row.html", name="commitment")
