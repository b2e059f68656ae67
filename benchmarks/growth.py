"""How time and memory grow with the number of posts: reading, storing, linking, ledger, pages.

    python benchmarks/growth.py [--posts 1000 10000] [--most-read 1000]

Each step runs in a process of its own, so that its peak memory is its own, on the same made posts (`linking.py` says
how they are made; making them is not measured). Seconds are processor time. The slope is the exponent of the number of
posts between the two last sizes: 1 is proportional, and n log n gives 1.13 from 1,000 to 10,000.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy comes in, as the command has it

import pages
from gpulse.linking.commitments import build_ledger
from gpulse.linking.grouping.by_day import link_by_day
from gpulse.linking.stories import load_story_kit, outline_stories, tell_story
from gpulse.linking.summaries import summarise
from gpulse.process import set_up
from gpulse.reading.kit import load_kit
from gpulse.reading.pipeline import read_articles
from gpulse.record import Record
from gpulse.store import Store, open_store
from linking import ROOT, load_sources, make_story, memory

TODAY = "2032-01-01"
"""After the first and last day of the made posts."""


def make_posts(posts: int) -> Iterator[Record]:
    """Yield made posts."""
    sources, frequencies = load_sources(ROOT / "tests" / "stories"), load_story_kit().frequencies
    yield from islice((r for number in count() for r in make_story(sources, number, frequencies, 6)), posts)


def read(store: Store, posts: int) -> Iterator[float]:
    """Read made posts from their text; nothing is kept."""
    articles, kit = [record.article for record in make_posts(posts)], load_kit()
    yield time.process_time()
    for _ in read_articles(articles, kit):
        pass


def keep(store: Store, posts: int) -> Iterator[float]:
    """Add made posts to the store, each in a transaction of its own."""
    spent = 0.0
    for record in make_posts(posts):
        begun = time.process_time()
        store.add_record(record)
        spent += time.process_time() - begun
    yield time.process_time() - spent


def link(store: Store, posts: int) -> Iterator[float]:
    """Group the posts of the store into stories, and tell them one by one, as `gpulse stories` does."""
    kit = load_story_kit()
    yield time.process_time()
    for outline in outline_stories(store.load_records(), (), kit):
        tell_story([store.load_record(id) for id in outline.articles], kit)


def link_days(store: Store, posts: int) -> Iterator[float]:
    """The same by day, as `gpulse link --open-days 90` does."""
    kit = load_story_kit()
    yield time.process_time()
    for _ in link_by_day(store.load_records(), kit, open_days=90):
        pass


def ledger(store: Store, posts: int) -> Iterator[float]:
    """Build the ledger of all posts."""
    yield time.process_time()
    build_ledger(list(store.load_records()), TODAY)


def summaries(store: Store, posts: int) -> Iterator[float]:
    """Make all that pages ask: layers, counts, ledger and stories."""
    yield time.process_time()
    summarise(store, TODAY)


def ask(store: Store, posts: int) -> Iterator[float]:
    """Ask each page 21 times; the time is that of the page whose median is highest."""
    slowest = max(statistics.median(taken) for taken in pages.measure(store, time.process_time).values())
    yield time.process_time() - slowest / 1000


STEPS: dict[str, Callable[[Store, int], Iterator[float]]] = {
    "reading": read, "storing": keep, "linking": link, "linking by day": link_days, "ledger": ledger,
    "all that pages ask": summaries, "the slowest page": ask,
}  # fmt: skip
"""Each yields once, the moment of processor time from which its time counts."""


def run_step(name: str, posts: int, path: Path) -> tuple[float, int]:
    """Run a step in a process of its own; return its seconds of processor time and its peak memory in MB."""
    command = [sys.executable, __file__, "--step", name, "--posts", str(posts), "--store", str(path)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    seconds, peak = json.loads(done.stdout.splitlines()[-1])
    return seconds, peak


def main() -> None:
    """Run all steps at all sizes and print a table."""
    set_up()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--most-read", type=int, default=1_000, help="read so many at most, and a tenth of that before")
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    parser.add_argument("--store", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.step:
        with open_store(str(asked.store)) as store:
            (begun,) = STEPS[asked.step](store, asked.posts[0])
            print(json.dumps((time.process_time() - begun, memory())))
        return
    with tempfile.TemporaryDirectory() as folder:
        for name in STEPS:
            found = []
            for posts in asked.posts:
                size = min(posts, asked.most_read * posts // max(asked.posts)) if name == "reading" else posts
                found.append((size, *run_step(name, size, Path(folder) / f"{posts}.db")))
                print(f"{name}, {size} posts: {found[-1][1]:.2f} s, {found[-1][2]} MB", flush=True)
            if len(found) > 1:
                (few, before, _), (many, after, _) = found[-2:]
                print(f"{name}: slope {math.log(after / before) / math.log(many / few):.2f}", flush=True)


if __name__ == "__main__":
    main()
