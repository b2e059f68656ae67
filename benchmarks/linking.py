"""How long linking takes, and how much memory: posts made from real ones by renaming and rewriting.

    python benchmarks/linking.py [--posts 10000] [--stories FOLDER]

The posts of tests/stories (or of another folder of the same form) are read once. Each made story is a copy of one of
theirs on another day, in which most rare words are replaced by made-up words of the same length (so that stories do not
mix), and in each post a further tenth of all words (so that posts of a story differ). Prints seconds and MB: building
what posts are compared by, grouping, telling the stories, and adding one more post.
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
from pathlib import Path

from gpulse.article import parse_articles
from gpulse.linking.posts import WordFrequencies
from gpulse.linking.stories import StoryKit, build_stories, load_story_kit
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


def make_posts(
    sources: Sequence[Sequence[Record]], count: int, frequencies: WordFrequencies, seed: int
) -> list[Record]:
    """Return `count` records, made story by story."""
    order = random.Random(seed)
    made: list[Record] = []
    while len(made) < count:
        story = order.choice(sources)
        days = [dt.date.fromisoformat(r.article.published_on or "2030-01-01") for r in story]
        shift = FIRST_DAY + dt.timedelta(days=order.randrange(DAYS)) - min(days)
        names: dict[str, str] = {}

        def rename(match: re.Match[str], names: dict[str, str] = names) -> str:
            word = match.group()
            if frequencies.weight(word.lower()) < RENAMED_WEIGHT or len(word) < 4:
                return word if order.random() > 0.1 else make_word(word, order)
            if word not in names:
                names[word] = word if order.random() < 0.1 else make_word(word, order)
            return names[word]

        for record, day in zip(story, days, strict=True):
            article = record.article
            text = re.sub(r"[A-Za-z]{3,}", rename, article.text)
            made.append(
                replace(
                    record,
                    article=replace(
                        article, id=f"{len(made):06}", text=text, published_at=(day + shift).isoformat(),
                        title=re.sub(r"[A-Za-z]{3,}", rename, article.title or ""),
                    ),
                )
            )  # fmt: skip
    return made[:count]


def memory() -> int:
    """The most memory that this run has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Make the posts, link them, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--posts", type=int, default=10_000)
    parser.add_argument("--stories", type=Path, default=ROOT / "tests" / "stories")
    parser.add_argument("--seed", type=int, default=6)
    options = parser.parse_args()
    kit = load_story_kit()
    made = make_posts(load_sources(options.stories), options.posts, kit.frequencies, options.seed)
    print(f"{len(made)} posts made; {memory()} MB")
    run(made, kit)


def run(made: Sequence[Record], kit: StoryKit) -> None:
    """Link the posts and print how long each step takes."""
    begun = time.perf_counter()
    stories = build_stories(made, kit=kit)
    print(f"{len(stories)} stories in {time.perf_counter() - begun:.1f} s; {memory()} MB")


if __name__ == "__main__":
    main()
