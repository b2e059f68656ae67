"""Finding posts by their words, actors, places, event types and days; the same on SQLite (FTS5) and PostgreSQL."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

import sqlalchemy as sa

from gpulse.codes import EVENT_TYPES
from gpulse.errors import InputError
from gpulse.knowledge.actors import code_named, country_codes
from gpulse.store.fields import fold
from gpulse.store.store import Store
from gpulse.store.tables import facets, posts, versions

NEWEST = 1500
"""So many of the newest posts are looked at first, and all of them only where too few match: what is common is found at
once, and is never sorted whole. On 100,000 posts, looking at 1,500 takes as long as sorting 1,500 matches does
(benchmarks/store_figures.py)."""

_PARTS = re.compile(r'(-?)"([^"]*)"|(-?)(\S+)')
_WORDS = re.compile(r"\w+")
_SNIPPET = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A post that matches. `snippet` is cut from its text at `start`, around the first word found."""

    id: str
    title: str | None
    publisher: str | None
    published_at: str | None
    snippet: str
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is looked for: alternatives, each of phrases that must all occur; and phrases that must not."""

    alternatives: tuple[tuple[str, ...], ...]
    without: tuple[str, ...] = ()


def parse_query(words: str) -> Query:
    """Read a search as people write it: words, "phrases", `or` between alternatives, `-` before what must not occur.

    >>> parse_query('"North Korea" troops or soldiers -football')
    Query(alternatives=(('North Korea', 'troops'), ('North Korea', 'soldiers')), without=('football',))

    Raises `InputError` where nothing is left to look for.
    """
    groups: list[list[str]] = []
    without: list[str] = []
    joined = False
    for match in _PARTS.finditer(words):
        minus = match.group(1) or match.group(3)
        phrase = " ".join(_WORDS.findall(match.group(2) or match.group(4) or ""))
        if match.group(4) and match.group(4).lower() == "or":
            joined = bool(groups)
        elif not phrase:
            continue
        elif minus:
            without.append(phrase)
        elif joined:
            groups[-1].append(phrase)
            joined = False
        else:
            groups.append([phrase])
    if not groups:
        raise InputError(f"The search {words!r} names nothing to look for; give at least one word.")
    alternatives: list[tuple[str, ...]] = [()]
    for group in groups:
        alternatives = [(*before, phrase) for before in alternatives for phrase in group]
    return Query(alternatives=tuple(alternatives), without=tuple(without))


def search(
    store: Store,
    words: str | None = None,
    *,
    actors: Sequence[str] = (),
    places: Sequence[str] = (),
    types: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
    limit: int = 20,
) -> tuple[Found, ...]:
    """Return the newest posts that match all that is given, newest first; retracted ones are left out.

    `words` is read by `parse_query`; `actors` are codes or names, `places` names or country codes, `types` PLOVER
    event types; `since` and `until` are days of publication, inclusive.

    Raises `InputError` where nothing is given, or a type, a day or a number that there is not.
    """
    if not (words or actors or places or types or since or until):
        raise InputError("The search is empty; give words, an actor, a place, a type or a day.")
    if limit < 1:
        raise InputError(f"At most {limit} posts are none; ask for at least one.")
    check_types(types)
    for day in (since, until):
        _check_day(day)
    query = parse_query(words) if words else None
    given: _Given = {"actors": actors, "places": places, "types": types, "since": since, "until": until}
    with store.reading() as connection:
        newest = _in_order(_within_days(sa.select(*_SEARCHED), posts, since, until), posts, NEWEST).subquery("newest")
        numbers = _find_numbers(connection, newest, query, given, limit)
        if len(numbers) < limit:
            seen = connection.execute(sa.select(sa.func.count()).select_from(newest)).scalar_one()
            numbers = numbers if seen < NEWEST else _find_numbers(connection, posts, query, given, limit)
        select = (
            sa.select(posts.c.id, versions.c.title, versions.c.publisher, posts.c.published_at, versions.c.text)
            .join(versions, versions.c.number == posts.c.version)
            .where(posts.c.number.in_(numbers))
        )
        rows = connection.execute(_in_order(select, posts, limit)).all()
    return tuple(
        Found(
            id=row.id,
            title=row.title,
            publisher=row.publisher,
            published_at=row.published_at,
            **_cut_snippet(row.text, query),
        )
        for row in rows
    )


def unknown_actors(store: Store, names: Sequence[str]) -> tuple[str, ...]:
    """Return those of the names that no table has and no post of the store names: mistyped, most likely."""
    asked = [name for name in names if code_named(name) is None]
    having = sa.select(facets.c.reading).where(facets.c.facet == "actor").limit(1)
    with store.reading() as connection:
        return tuple(n for n in asked if connection.execute(having.where(facets.c.value == fold(n))).first() is None)


def check_types(types: Sequence[str]) -> None:
    """Raise `InputError` where a type is none of PLOVER's."""
    for unknown in (one for one in types if one.upper() not in EVENT_TYPES):
        raise InputError(f"There is no event type {unknown!r}; use one of {', '.join(EVENT_TYPES)}.")


def _check_day(day: str | None) -> None:
    """Raise `InputError` where this is no day; a month or a year does as well."""
    try:
        first = f"{day}-01-01"[:10] if day and len(day) == 4 else f"{day}-01"[:10] if day and len(day) == 7 else day
        if first is not None:
            dt.date.fromisoformat(first[:10])
    except ValueError as error:
        raise InputError(f"{day!r} is no day that can be read; write it like 2024-06-28.") from error


_SEARCHED = [posts.c[name] for name in ("number", "id", "published_at", "retracted_at", "version", "reading")]


class _Given(TypedDict):
    actors: Sequence[str]
    places: Sequence[str]
    types: Sequence[str]
    since: str | None
    until: str | None


def _find_numbers(
    connection: sa.Connection, of: sa.FromClause, query: Query | None, given: _Given, limit: int
) -> Sequence[int]:
    """Return the numbers of the first posts among `of` that match."""
    select = sa.select(of.c.number).join(versions, versions.c.number == of.c.version)
    return connection.execute(_in_order(narrow(select, connection, query, of=of, **given), of, limit)).scalars().all()


def _in_order(select: sa.Select[Any], of: sa.FromClause, limit: int) -> sa.Select[Any]:
    return select.order_by(of.c.published_at.desc().nulls_last(), of.c.id).limit(limit)


def _within_days(select: sa.Select[Any], of: sa.FromClause, since: str | None, until: str | None) -> sa.Select[Any]:
    select = select.where(of.c.retracted_at.is_(None))
    if since:
        select = select.where(of.c.published_at >= since)
    return select.where(of.c.published_at < until + "\U0010ffff") if until else select


def narrow(
    select: sa.Select[Any],
    connection: sa.Connection,
    query: Query | None,
    *,
    actors: Sequence[str] = (),
    places: Sequence[str] = (),
    types: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
    of: sa.FromClause = posts,
) -> sa.Select[Any]:
    """Return a query over posts (`of`) and their `versions` with a search's conditions; retracted ones are left out."""
    select = _within_days(select, of, since, until)
    for facet, value in [("actor", a) for a in actors] + [("place", p) for p in places] + [("type", t) for t in types]:
        values = {fold(value)}
        if facet == "actor" and (code := country_codes().get(fold(value))):
            values.add(fold(code))  # records call states by their codes
        having = sa.select(facets.c.reading).where(facets.c.facet == facet, facets.c.value.in_(sorted(values)))
        few = of is not posts  # each is asked for; of all posts, the list of those that have it is gone through
        select = select.where(
            having.where(facets.c.reading == of.c.reading).exists() if few else of.c.reading.in_(having)
        )
    return select.where(_matching(connection, query, of)) if query else select


def _matching(connection: sa.Connection, query: Query, of: sa.FromClause) -> sa.ColumnElement[bool]:
    """Return the condition that the current version of a post matches."""
    if connection.dialect.name == "sqlite":
        words = sa.table("words", sa.column("rowid"))
        found = sa.select(words.c.rowid).where(sa.text("words MATCH :query").bindparams(query=_to_fts5(query)))
        return of.c.version.in_(found)
    column: sa.ColumnElement[Any] = sa.literal_column("versions.words")
    return column.op("@@")(sa.func.websearch_to_tsquery(sa.literal_column("'gpulse'"), _to_websearch(query)))


def _to_fts5(query: Query) -> str:
    """Return the query in SQLite's words.

    >>> _to_fts5(parse_query('"North Korea" troops -football'))
    '(("North Korea" AND "troops")) NOT "football"'
    """
    wanted = " OR ".join("(" + " AND ".join(f'"{phrase}"' for phrase in all_of) + ")" for all_of in query.alternatives)
    return f"({wanted})" + "".join(f' NOT "{phrase}"' for phrase in query.without)


def _to_websearch(query: Query) -> str:
    """Return the query in PostgreSQL's words, where "or" binds loosest.

    >>> _to_websearch(parse_query('"North Korea" troops or soldiers -football'))
    '"North Korea" "troops" -"football" or "North Korea" "soldiers" -"football"'
    """
    without = "".join(f' -"{phrase}"' for phrase in query.without)
    return " or ".join(" ".join(f'"{phrase}"' for phrase in all_of) + without for all_of in query.alternatives)


def _cut_snippet(text: str, query: Query | None) -> dict[str, Any]:
    """Return the words around the first one found, and where they start in the text.

    >>> _cut_snippet("Kenya sent officers. " * 9, parse_query("officers"))["snippet"][-11:]
    ' Kenya sent'
    """
    at = 0
    if query:
        places = (text.casefold().find(phrase.casefold()) for phrase in query.alternatives[0])
        at = min((place for place in places if place >= 0), default=0)
    start = max(0, at - _SNIPPET // 3)
    if start:
        start = text.find(" ", start) + 1
    end = min(len(text), start + _SNIPPET)
    if end < len(text):  # whole words only
        end = next((i for i in range(end, max(start, at + 1), -1) if not text[i - 1 : i + 1].isalnum()), end)
    return {"snippet": text[start:end].rstrip(), "start": start}
