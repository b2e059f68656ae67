"""How well posts are grouped into stories: B-cubed against the two seminal events of each ECB+ topic.

Protocol: all posts of the folder are read and grouped at once, with nothing said about topics; a post has no day and no
publisher. `stories` is the number found, `gold` how many there are. The spread is over topics drawn at random.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gpulse.errors import InputError
from gpulse.evaluation.ecb import EcbPost, load_ecb
from gpulse.linking.grouping.clusters import group_posts
from gpulse.linking.grouping.posts import build_post, load_word_frequencies
from gpulse.reading.kit import Kit
from gpulse.reading.pipeline import read_articles

HELD_OUT = 26
"""ECB+ topics from this number on are our held-out part of its development topics (1 to 35); the rest was tuned on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicTally:
    """What a topic adds: its posts, the sums of their precisions and recalls, its stories, and the found ones."""

    posts: int
    precision: float
    recall: float
    gold: int
    stories: int


def tally_stories(path: Path, kit: Kit, part: str = "all", limit: int | None = None) -> list[TopicTally]:
    """Group the posts of a folder of ECB+ topics, and count what each topic adds.

    A found story counts in the topic of its first post. Raises `InputError` where the folder holds no topics.
    """
    posts = choose_part(load_ecb(path), part)[:limit]
    records = list(read_articles([post.article for post in posts], kit))
    frequencies = load_word_frequencies()
    by_id = {post.article.id: post for post in posts}
    sizes = Counter(post.story for post in posts)
    found: dict[int, list[TopicTally]] = defaultdict(list)
    for group in group_posts([build_post(record, frequencies) for record in records]):
        shared = Counter(by_id[post.id].story for post in group)
        for at, post in enumerate(group):
            mine = by_id[post.id]
            together = shared[mine.story]
            found[mine.topic].append(
                TopicTally(
                    posts=1, precision=together / len(group), recall=together / sizes[mine.story], gold=0,
                    stories=int(at == 0),
                )
            )  # fmt: skip
    told = {topic: len({post.story for post in posts if post.topic == topic}) for topic in found}
    return [
        TopicTally(
            posts=len(rows), precision=sum(r.precision for r in rows), recall=sum(r.recall for r in rows),
            gold=told[topic], stories=sum(r.stories for r in rows),
        )
        for topic, rows in sorted(found.items())
    ]  # fmt: skip


def score_stories(tallies: Sequence[TopicTally]) -> dict[str, float]:
    """Return B-cubed over all posts of some topics."""
    posts = sum(t.posts for t in tallies)
    precision, recall = sum(t.precision for t in tallies) / posts, sum(t.recall for t in tallies) / posts
    return {
        "b_cubed_precision": round(precision, 3), "b_cubed_recall": round(recall, 3),
        "b_cubed_f1": round(2 * precision * recall / (precision + recall), 3),
        "stories": sum(t.stories for t in tallies), "gold": sum(t.gold for t in tallies), "posts": posts,
    }  # fmt: skip


def choose_part(posts: Sequence[EcbPost], part: str) -> list[EcbPost]:
    """Return the posts of a part: "development", "held-out" (by topic) or "all".

    Raises `InputError` where none is left.
    """
    kept = [post for post in posts if part == "all" or (post.topic >= HELD_OUT) == (part == "held-out")]
    if not kept:
        raise InputError(f"The folder has no topic of the part {part}; held-out are the topics from {HELD_OUT} on.")
    return kept
