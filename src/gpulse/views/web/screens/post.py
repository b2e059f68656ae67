"""Post: the text with its marks beside the record, each leading to the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query

from gpulse.linking.ledger.ledger_rows import Row
from gpulse.linking.summary import row_queries, story_queries
from gpulse.linking.summary.story_queries import StoryHead
from gpulse.record import Record, Span
from gpulse.views import page
from gpulse.views.web.site import SiteOf, add_screen


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The rows of one layer of the record."""

    layer: str
    title: str
    rows: tuple[page.Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostScreen:
    """A post and its record. `marked` is the text as HTML, made of escaped words and marks alone."""

    record: Record
    marked: str
    groups: tuple[Group, ...]
    at: Span | None
    story: StoryHead | None
    commitments: tuple[Row, ...]
    versions: int
    stored_at: str


def build_post_screen(
    site: SiteOf,
    id: Annotated[str, Query(min_length=1, max_length=2000, description="The post's id.")],
    start: Annotated[int | None, Query(ge=0, le=2**31, description="Where the words to show begin.")] = None,
    end: Annotated[int | None, Query(ge=0, le=2**31, description="Where they end.")] = None,
) -> PostScreen:
    """One post: its text with marks, beside what was read from it; and all that the record says of each field."""
    record = site.store.load_record(id)
    at = Span(start=start, end=min(end, len(record.article.text))) if start is not None and end is not None else None
    at = at if at and at.start < at.end else None
    rows = page.list_rows(record, 1)
    groups = tuple(
        Group(layer=layer, title=title, rows=tuple(row for row in rows if row.layer == layer))
        for layer, title, _ in page.LAYERS
    )
    versions = site.store.load_versions(id)
    story = story_queries.find_stories_of(site.store, [id]).get(id)
    found = story_queries.find_story_heads(site.store, [story]) if story else ()
    return PostScreen(
        record=record, marked=page.mark_text(record, rows, at=at, linked=True),
        groups=tuple(group for group in groups if group.rows), at=at, story=found[0] if found else None,
        commitments=row_queries.find_rows_of(site.store, [id]), versions=len(versions),
        stored_at=versions[-1].stored_at,
    )  # fmt: skip


def add_to(router: APIRouter) -> None:
    """Add the screen to the router."""
    add_screen(router, "/post", build_post_screen, PostScreen, "post.html", name="post")
