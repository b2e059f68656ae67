"""What the store costs: python benchmarks/store_figures.py FOLDER [STORE]

Reads and adds the posts of FOLDER (text, Markdown, HTML …) to a store of its own and prints the processor time of
reading and of adding, the bytes of a post in each table, and how many fields lack a part of their origin. With STORE, a
store that `python benchmarks/pages.py 100000 STORE` has filled, it prints the processor time of searches and of the
ledger with filters there. Processor time, because the machine may be shared.
"""

from __future__ import annotations

import datetime as dt
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from gpulse.config import Settings
from gpulse.linking.summaries import summarise
from gpulse.linking.summary import row_queries
from gpulse.linking.summary.summary_notes import find_basis, load_summaries
from gpulse.reading.kit import load_kit
from gpulse.reading.pipeline import read_article
from gpulse.record import Article
from gpulse.sources import load_articles
from gpulse.store import Store, open_store
from gpulse.store.search import search

TIMES = 9
SEARCHES = (
    ("said", {}), ('"security mission"', {}), ("haiti or kenya -football", {}), ("police", {"actors": ["KEN"]}),
    ("mission", {"since": "2024-01-01", "until": "2024-01-31"}), ("wheat", {}), (None, {"places": ["Haiti"]}),
)  # fmt: skip
FILTERS = ({"by": "USA"}, {"by": "KEN", "to": "HTI"}, {"status": "kept"}, {"kind": "threat", "status": "overdue"})


def show_costs(folder: str) -> None:
    """Read and add the posts of a folder; print what that costs."""
    kit, now = load_kit(Settings()), dt.datetime.now(dt.UTC)
    articles = [a for a in load_articles([folder], Settings(), published="2024-06-28") if isinstance(a, Article)]
    reading, adding = 0.0, []
    with tempfile.TemporaryDirectory() as place, open_store(str(Path(place) / "store.db")) as store:
        for article in articles:
            started = time.process_time()
            record = read_article(article, kit, now)
            read = time.process_time()
            store.add_record(record)
            reading += read - started
            adding.append(time.process_time() - read)
        print(
            f"{len(articles)} posts of {statistics.mean(len(a.text) for a in articles):,.0f} characters: "
            f"reading {1000 * reading / len(articles):.0f} ms a post, adding {1000 * statistics.mean(adding):.1f} ms "
            f"({100 * sum(adding) / reading:.1f} %)"
        )
        show_sizes(store, len(articles), "as added")
        summarise(store, "2024-07-31")
        show_sizes(store, len(articles), "with the summaries that pages and the ledger ask")
        fields = [field for a in articles for field in store.load_provenance(a.id)]
        lacking = sum(None in (f.start, f.words, f.stage, f.method, f.version, f.model) for f in fields)
        print(f"{len(fields)} fields, {lacking} of them without words, stage, method, version or model")


def show_sizes(store: Store, posts: int, when: str) -> None:
    """Print how many bytes of the file a post takes, in all and by table or index (those that take most)."""
    query = "SELECT name, sum(pgsize) AS size FROM dbstat GROUP BY name ORDER BY size DESC"
    with store.reading() as connection:
        rows = connection.execute(sa.text(query)).all()
    largest = ", ".join(f"{row.name} {row.size / posts:,.0f}" for row in rows[:8])
    print(f"{sum(row.size for row in rows) / posts:,.0f} bytes a post {when}: {largest}")


def show_times(store: Store) -> None:
    """Print the processor time of searches and of ledgers with filters."""
    print(f"{store.count_posts():,} posts")
    for words, given in SEARCHES:
        count, taken = timed(lambda words=words, given=given: search(store, words, **given))
        print(f"{taken:>6.0f} ms  search {words or ''} {given or ''} ({count} shown)")
    made = load_summaries(store)["ledger"]
    if made.basis != find_basis(store):
        print("The ledger of this store is not up to date: fill it anew with benchmarks/pages.py.")
        return
    for wanted in FILTERS:
        count, taken = timed(
            lambda wanted=wanted: getattr(row_queries.load_kept_ledger(store, made.as_of, **wanted), "rows", ())
        )
        print(f"{taken:>6.0f} ms  ledger {wanted} ({count} rows)")


def timed(ask: Callable[[], tuple[object, ...]]) -> tuple[int, float]:
    """Return how many things are found, and the median milliseconds of processor time that it takes."""
    found: tuple[object, ...]
    taken = []
    for _ in range(TIMES):
        found = ()  # letting go of the answer before is no part of this one
        started = time.process_time()
        found = ask()
        taken.append(1000 * (time.process_time() - started))
    return len(found), statistics.median(taken)


def main(folder: str, where: str | None) -> None:
    """Print all figures."""
    show_costs(folder)
    if where:
        with open_store(where) as store:
            show_times(store)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None)
