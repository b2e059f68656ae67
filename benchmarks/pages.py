"""How long each page takes on a large store: python benchmarks/pages.py [POSTS] [STORE]

Fills a store by copying the records of the example posts under other ids and days, with the summaries that they would
give: eight posts a story, a commitment for every five posts. (What joins copies into one row or story is left out: it
would join them all. The table `fields`, which no page asks, stays empty.) Then serves it and asks each page 20 times.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import os
import random
import socket
import statistics
import sys
import tempfile
import threading
import time
import urllib.request
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
import uvicorn

from gpulse.codec import digest, encode
from gpulse.config import Settings
from gpulse.linking.commitments import build_ledger
from gpulse.linking.stories import build_stories
from gpulse.linking.summaries import (
    count_days,
    list_actors,
    list_items,
    number_actors,
    row_facets,
    save_counts,
    searched_words,
)
from gpulse.linking.summary import row_queries, story_queries
from gpulse.linking.summary import summary_queries as queries
from gpulse.linking.summary.summary_notes import find_basis
from gpulse.reading.kit import load_kit
from gpulse.reading.pipeline import read_articles
from gpulse.record import Article, Meta, Record
from gpulse.sources import load_articles
from gpulse.store import Store, now, open_store
from gpulse.store import tables as t
from gpulse.store.fields import list_facets
from gpulse.store.packing import pack_layers, strip_layers
from gpulse.store.post_rows import ARTICLE_COLUMNS
from gpulse.views.web.access import Door, Limiter, Rate
from gpulse.views.web.app import create_app
from gpulse.views.web.refresh import today

EXAMPLES = Path(__file__).parents[1] / "examples" / "posts"
TIMES = 20
FIRST_DAY, DAYS = dt.date(2023, 1, 1), 1400
Rows = Iterator[tuple[sa.Table, dict[str, Any]]]


def read_examples() -> list[Record]:
    """Read the example posts."""
    articles = load_articles([str(EXAMPLES)], Settings(), form=None, published=None)
    found = (article for article in articles if isinstance(article, Article))
    return list(read_articles(found, load_kit(Settings()), dt.datetime.now(dt.UTC)))


def shift(day: str | None, by: int) -> str | None:
    """Move a day."""
    return (dt.date.fromisoformat(day[:10]) + dt.timedelta(days=by)).isoformat() if day else None


def copy_posts(records: list[Record], count: int) -> Rows:
    """Yield the rows of `count` posts, their readings, facets, items and actors."""
    blank, meta = Article(id="", text=""), Meta(gpulse="")
    layers = [
        pack_layers(strip_layers(encode(dataclasses.replace(r, article=blank, meta=meta))), r.article.text)
        for r in records
    ]
    facets = [sorted(list_facets(record)) for record in records]
    items = [list(list_items(0, record)) for record in records]
    actors = [list(list_actors(0, record)) for record in records]
    chance = random.Random(7)
    for number in range(1, count + 1):
        at = (number - 1) % len(records)
        article = records[at].article
        moved = chance.randrange(DAYS)
        published = (FIRST_DAY + dt.timedelta(days=moved)).isoformat()
        by = (dt.date.fromisoformat(published) - dt.date.fromisoformat(article.published_on or "2024-01-01")).days
        id = f"post-{number}"
        yield t.posts, {
            "number": number, "id": id, "published_at": published, "version": number, "reading": number,
            "added_at": now(),
        }  # fmt: skip
        values = {name: getattr(article, name) for name in ARTICLE_COLUMNS} | {"published_at": published}
        yield t.versions, {"number": number, "post": number, "digest": str(number), "stored_at": now(), **values}
        yield t.readings, {
            "number": number, "version": number, "reader": 1, "digest": str(number), "layers": layers[at],
            "read_at": now(), "stored_at": now(),
        }  # fmt: skip
        for facet, value in facets[at]:
            yield t.facets, {"facet": facet, "value": value, "reading": number}
        for item in items[at]:
            days = {name: shift(item[name], by) for name in ("earliest", "latest")}
            yield t.layer_items, {**item, **days, "reading": number}
        for who in actors[at]:
            yield t.layer_actors, {**who, "reading": number, "day": count_days(published)}


def copy_summaries(records: list[Record], count: int) -> Rows:
    """Yield the rows of a ledger with a row for every five posts, and of stories of eight posts."""
    ledger, stories = build_ledger(records, today()), build_stories(records)
    for number in range(count // 5):
        row = ledger.rows[number % len(ledger.rows)]
        by = (number * 37) % DAYS - 700
        id = hashlib.sha256(str(number).encode()).hexdigest()[:8]
        posts = {
            e.article: f"post-{number * 5 + at + 1}" for at, e in enumerate((*row.evidence, *row.outcome_evidence))
        }
        told = {
            name: tuple(dataclasses.replace(e, article=posts[e.article]) for e in getattr(row, name))
            for name in ("evidence", "outcome_evidence")
        }
        days = {name: shift(getattr(row, name), by) for name in ("said_on", "earliest", "latest", "on")}
        row = dataclasses.replace(row, id=id, versions=(), history=(), proposed=None, **days, **told)
        yield t.ledger_rows, {
            "number": number, "id": id, "kind": row.kind, "status": row.status, "said_on": row.said_on,
            "latest": row.latest, "happened_on": row.on, "searched": searched_words(row),
            "content": encode(row).decode(),
        }  # fmt: skip
        yield t.statuses, {"commitment": id, "status": row.status, "happened_on": row.on, "as_of": today()}
        for facet, value in row_facets(row):
            yield t.ledger_facets, {"facet": facet, "value": value, "row": number}
    longest = max(stories, key=lambda story: len(story.articles))
    for number in range(count // 8):
        ids = tuple(f"post-{number * 8 + at + 1}" for at in range(8))
        id = hashlib.sha256(f"story {number}".encode()).hexdigest()[:8]
        first = shift("2023-01-01", (number * 37) % DAYS)
        claim = dataclasses.replace(longest.claim, article=ids[0])
        story = dataclasses.replace(
            longest, id=id, articles=ids, first_on=first, last_on=first, claim=claim, lineage=(), roots=ids[:1],
            conflicts=(), drift=(), quotes=(), happenings=(),
        )  # fmt: skip
        yield t.story_rows, {
            "id": id, "title": story.title, "first_on": first, "last_on": first, "posts": 8, "origins": 1,
            "conflicts": number % 40 == 0, "content": zlib.compress(encode(story)),
        }  # fmt: skip
        yield from ((t.story_posts, {"post": post, "story": id}) for post in ids)


def fill(store: Store, count: int) -> None:
    """Fill an empty store with `count` posts and what is made from them."""
    records = read_examples()
    meta = records[0].meta
    with store.transaction() as connection:
        stages = encode(meta.stages).decode()
        connection.execute(
            sa.insert(t.readers).values(
                number=1, gpulse=meta.gpulse, model=meta.model, stages=stages, digest=digest(meta)
            )
        )
        for rows in (copy_posts(records, count), copy_summaries(records, count)):
            waiting: dict[sa.Table, list[dict[str, Any]]] = {}
            for table, row in rows:
                waiting.setdefault(table, []).append(row)
                if len(waiting[table]) == 2000:
                    flush(connection, waiting)
            flush(connection, waiting)
    save_counts(store)
    basis = find_basis(store)
    with store.transaction() as connection:
        for name in ("layers", "ledger", "stories"):
            made = {"name": name, "basis": basis, "as_of": today(), "posts": count, "seconds": 0.0, "made_at": now()}
            connection.execute(sa.insert(t.summaries).values(**made))
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("ANALYZE")


def flush(connection: sa.Connection, waiting: dict[sa.Table, list[dict[str, Any]]]) -> None:
    """Write what waits, tables that others point at first."""
    for table in (t.posts, t.versions, t.readings):
        if rows := waiting.pop(table, None):
            connection.execute(sa.insert(table), rows)
    if rows := waiting.pop(t.layer_actors, None):
        connection.execute(sa.insert(t.layer_actors), number_actors(connection, rows))
    for table, rows in waiting.items():
        connection.execute(sa.insert(table), rows)
    waiting.clear()


def measure(store: Store, clock: Callable[[], float] = time.perf_counter) -> dict[str, list[float]]:
    """Serve the store and return the milliseconds that each page takes, each time that it is asked."""
    free = Limiter(rates={kind: Rate(burst=1e9, per_second=1e9) for kind in ("read", "change", "login")})
    row = row_queries.find_rows(store, row_queries.Wanted(), limit=1).rows[0]
    story = story_queries.find_stories(store, limit=1)[0][0]
    actor = quote(queries.find_actors(store, 1)[0].actor)
    pages = {
        "Now": "/", "Ledger": "/ledger", "Ledger, narrowed": f"/ledger?by={quote(row.by[0])}&status={row.status}",
        "Ledger, by words": "/ledger?about=the", "Commitment": f"/ledger/{row.id}", "Stories": "/stories",
        "Story": f"/stories/{story.id}", "Post": f"/post?id={quote(row.evidence[0].article)}", "Actors": "/actors",
        "Actor": f"/actor?who={actor}",
        "Map, 30 days": "/map", "Map, a year": "/map?span=year", "Search, common word": "/search?q=said",
        "Search, two words": "/search?q=minister+troops", "Feeds": "/feeds",
    }  # fmt: skip
    with socket.create_server(("127.0.0.1", 0)) as listening:
        app = create_app(store, Settings(), Door(closed=False, limiter=free), refresh=False)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True).start()
        while not server.started:
            time.sleep(0.02)
        taken: dict[str, list[float]] = {name: [] for name in pages}
        for name, where in pages.items():
            for _ in range(TIMES + 1):
                started = clock()
                with urllib.request.urlopen(f"http://127.0.0.1:{listening.getsockname()[1]}{where}") as answer:
                    answer.read()
                taken[name].append(1000 * (clock() - started))
        server.should_exit = True
        time.sleep(0.3)
    return taken


def main(count: int, where: str | None) -> None:
    """Fill a store where it is not filled yet, then measure."""
    with tempfile.TemporaryDirectory() as folder, open_store(where or os.path.join(folder, "pages.db")) as store:
        started = time.monotonic()
        if store.count_posts() == 0:
            fill(store, count)
            print(f"filled in {time.monotonic() - started:.0f} s", file=sys.stderr)
        print(f"{store.count_posts():,} posts")
        print(f"{'page':<22}{'first':>8}{'median':>8}{'slowest':>9}   ms over {TIMES} requests")
        for name, (first, *rest) in measure(store).items():
            print(f"{name:<22}{first:>8.0f}{statistics.median(rest):>8.0f}{max(rest):>9.0f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, sys.argv[2] if len(sys.argv) > 2 else None)
