"""Search: posts by their words, actors, places, types and days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query

from gpulse.errors import InputError
from gpulse.linking.summary import story_queries
from gpulse.linking.summary.story_queries import StoryHead
from gpulse.store.search import Found, parse_query, search
from gpulse.views.web.screens.ledger import Day, Words
from gpulse.views.web.site import SiteOf, add_screen


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of a snippet; `found` where it is what was looked for."""

    words: str
    found: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A post that matches, its snippet cut where the words looked for stand."""

    post: Found
    pieces: tuple[Piece, ...]
    story: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchScreen:
    """Posts that match, the newest first. `asked` is false where nothing was given to look for; `why` says what is
    wrong with the words."""

    asked: bool
    hits: tuple[Hit, ...]
    stories: tuple[StoryHead, ...]
    more: bool
    limit: int
    q: str | None
    actor: str | None
    place: str | None
    type: str | None
    since: str | None
    until: str | None
    why: str | None


def build_search_screen(
    site: SiteOf,
    q: Annotated[str, Query(max_length=500, description='Words, "phrases", `or`, and - before what must not be.')] = "",
    actor: Words = "",
    place: Words = "",
    type: Words = "",
    since: Day = "",
    until: Day = "",
    limit: Annotated[int, Query(ge=1, le=500, description="At most so many posts.")] = 20,
) -> SearchScreen:
    """Posts that match all that is given, the newest first, and the stories that they belong to."""
    asked, why = bool(q.strip() or actor or place or type or since or until), None
    found: tuple[Found, ...] = ()
    if asked:
        try:
            found = search(
                site.store, q.strip() or None, actors=[actor] if actor else (), places=[place] if place else (),
                types=[type] if type else (), since=since or None, until=until or None, limit=limit + 1,
            )  # fmt: skip
        except InputError as error:
            why = str(error)
    more, found = len(found) > limit, found[:limit]
    stories = story_queries.find_stories_of(site.store, [post.id for post in found])
    phrases = [p for all_of in parse_query(q).alternatives for p in all_of] if q.strip() and not why else []
    return SearchScreen(
        asked=asked,
        hits=tuple(Hit(post=p, pieces=cut_pieces(p.snippet, phrases), story=stories.get(p.id)) for p in found),
        stories=story_queries.find_story_heads(site.store, dict.fromkeys(stories.values())), more=more, limit=limit,
        q=q or None, actor=actor or None, place=place or None, type=type or None, since=since or None,
        until=until or None, why=why,
    )  # fmt: skip


def cut_pieces(snippet: str, phrases: list[str]) -> tuple[Piece, ...]:
    """Return a snippet cut where phrases stand in it, whatever their case.

    >>> [(p.words, p.found) for p in cut_pieces("The Troops left", ["troops"])]
    [('The ', False), ('Troops', True), (' left', False)]
    """
    import re

    if not phrases:
        return (Piece(words=snippet, found=False),)
    parts = re.split(
        "(" + "|".join(re.escape(p) for p in sorted(phrases, key=len, reverse=True)) + ")", snippet, flags=re.IGNORECASE
    )
    return tuple(Piece(words=part, found=at % 2 == 1) for at, part in enumerate(parts) if part)


def add_to(router: APIRouter) -> None:
    """Add the screen to the router."""
    add_screen(router, "/search", build_search_screen, SearchScreen, "search.html", name="search")
