"""How long linking takes, and how much memory: posts made from real ones by renaming and rewriting.

    python benchmarks/linking.py [--posts 10000] [--stories FOLDER] [--more 20] [--no-telling]

The posts of tests/stories (or of another folder of the same form) are read once. Each made story is a copy of one of
theirs on another day, in which most rare words are replaced by made-up words of the same length (so that stories do not
mix), and in each post a further tenth of all words (so that posts of a story differ). Prints seconds and MB: building
what posts are compared by, grouping, adding further posts one by one and telling their stories again, and telling all
stories. Made posts are not kept: in a store they lie on the disk.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import re
import resource
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import count
from pathlib import Path
from statistics import median

from gpulse.article import parse_articles
from gpulse.linking.grouping.clusters import StoryIndex
from gpulse.linking.grouping.posts import Post, WordFrequencies, build_post
from gpulse.linking.stories import StoryKit, load_story_kit, tell_story
from gpulse.reading.kit import load_kit
from gpulse.reading.pipeline import read_articles
from gpulse.record import Article, Record

ROOT = Path(__file__).resolve().parent.parent
FIRST_DAY, DAYS = dt.date(2030, 1, 1), 720
RENAMED_WEIGHT = 3.0
"""Words rarer than this (inverse document frequency, in nats) get another name in each made story, one in ten aside."""


def load_sources(folder: Path) -> list[list[Record]]:
    """Read the stories below a folder, each a folder with reports."""
    kit = load_kit()
    return [
        list(
            read_articles(
                (
                    article
                    for file in sorted(reports.glob("*.md"))
                    for article in parse_articles(file.read_bytes(), origin=str(file.relative_to(folder)))
                    if isinstance(article, Article)
                ),
                kit,
            )
        )
        for reports in sorted(folder.glob("*/reports"))
    ]


def make_word(word: str, order: random.Random) -> str:
    """Return a made-up word of the same length and capitals."""
    letters = "".join(order.choice("bcdfghklmnprstvz" if k % 2 else "aeiou") for k in range(len(word)))
    return letters.capitalize() if word[0].isupper() else letters


def make_story(
    sources: Sequence[Sequence[Record]], number: int, frequencies: WordFrequencies, seed: int
) -> list[Record]:
    """Return the posts of a made story; the same number and seed give the same."""
    order = random.Random(f"{seed} {number}")
    story = order.choice(sources)
    days = [dt.date.fromisoformat(r.article.published_on or "2030-01-01") for r in story]
    shift = FIRST_DAY + dt.timedelta(days=order.randrange(DAYS)) - min(days)
    names: dict[str, str] = {}

    def rename(match: re.Match[str]) -> str:
        word = match.group()
        if frequencies.weight(word.lower()) < RENAMED_WEIGHT or len(word) < 4:
            return word if order.random() > 0.1 else make_word(word, order)
        if word not in names:
            names[word] = word if order.random() < 0.1 else make_word(word, order)
        return names[word]

    return [
        replace(
            record,
            article=replace(
                record.article, id=f"{number:06}-{at:02}", text=re.sub(r"[A-Za-z]{3,}", rename, record.article.text),
                title=re.sub(r"[A-Za-z]{3,}", rename, record.article.title or ""),
                published_at=(day + shift).isoformat(),
            ),
        )
        for at, (record, day) in enumerate(zip(story, days, strict=True))
    ]  # fmt: skip


def memory() -> int:
    """The most memory that this run has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


class Clock:
    """Prints what a step took since the last one: processor time of this process, time on the wall, memory."""

    def __init__(self) -> None:
        self._last = (time.process_time(), time.perf_counter())

    def note(self, step: str) -> None:
        """Print a step that has just ended."""
        now = (time.process_time(), time.perf_counter())
        used, passed = (after - before for before, after in zip(self._last, now, strict=True))
        print(f"{step}: {used:.1f} s of a core, {passed:.1f} s on the wall; {memory()} MB at most so far", flush=True)
        self._last = (time.process_time(), time.perf_counter())


def main() -> None:
    """Make the posts, link them, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--posts", type=int, default=10_000)
    parser.add_argument("--stories", type=Path, default=ROOT / "tests" / "stories")
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--more", type=int, default=20, help="posts that are added one by one at the end")
    parser.add_argument("--no-telling", action="store_true", help="group the posts, but do not tell the stories")
    options = parser.parse_args()
    run(load_sources(options.stories), options, load_story_kit())


def run(sources: Sequence[Sequence[Record]], options: argparse.Namespace, kit: StoryKit) -> None:
    """Link made posts and print how long each step takes. Making a post again is part of the time of telling it."""

    @lru_cache(maxsize=2_000)
    def story_of(number: int) -> dict[str, Record]:
        return {r.article.id: r for r in make_story(sources, number, kit.frequencies, options.seed)}

    clock = Clock()
    clock.note("start")
    posts: list[Post] = []
    for number in count():
        posts += [build_post(record, kit.frequencies) for record in story_of(number).values()]
        if len(posts) >= options.posts + options.more:
            break
    story_of.cache_clear()
    clock.note(f"{len(posts)} posts made and described")
    index = StoryIndex(posts[: options.posts])
    groups = index.groups()
    clock.note(f"{options.posts} posts grouped into {len(groups)} stories, the largest of {max(map(len, groups))}")
    took: list[float] = []
    told_again: list[float] = []
    for post in posts[options.posts : options.posts + options.more]:
        begun = time.process_time()
        changed = index.add(post)
        took.append(time.process_time() - begun)
        stories = [[story_of(int(p.id.split("-")[0]))[p.id] for p in group] for group in changed]
        begun = time.process_time()
        for records in stories:
            tell_story(records, kit)
        told_again.append(time.process_time() - begun)
    if took:
        both = [a + b for a, b in zip(took, told_again, strict=True)]
        for what, seconds in (("grouped", took), ("its story told again", told_again), ("both", both)):
            print(f"one post more, {what}: median {median(seconds):.2f} s of a core, longest {max(seconds):.2f} s")
    clock.note(f"{len(took)} posts added one by one, and their stories told again")
    del index, posts
    told = 0
    for group in [] if options.no_telling else groups:
        tell_story([story_of(int(post.id.split("-")[0]))[post.id] for post in group], kit)
        told += 1
    clock.note(f"{told} stories told")


if __name__ == "__main__":
    main()
