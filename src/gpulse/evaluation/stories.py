"""How well posts are grouped into stories: B-cubed, and the pairs of posts that are in one story.

Gold is one of three: ECB+, with two seminal events a topic (a post has no day and no publisher); mixes of affairs of
the same parties (`affairs.load_mixes`); folders of reports, each an affair. Protocol: all posts of the folder are read
and grouped at once, with nothing said about topics. `stories` is the number found, `gold` how many there are. Of the
pairs that are in one found story `pairs_precision` are of one affair; of one affair's pairs `pairs_recall` are found.
The spread is over topics drawn at random.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gpulse.errors import InputError
from gpulse.evaluation.affairs import MixedPost, load_mixes
from gpulse.evaluation.ecb import EcbPost, load_ecb
from gpulse.evaluation.ledger import find_stories, load_reports
from gpulse.evaluation.scores import share
from gpulse.linking.grouping.clusters import group_posts
from gpulse.linking.grouping.posts import build_post, load_word_frequencies
from gpulse.reading.kit import Kit
from gpulse.reading.pipeline import read_articles

HELD_OUT = 26
"""ECB+ topics from this number on are our held-out part of its development topics (1 to 35); the rest was tuned on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicTally:
    """What a topic adds: its posts, the sums of their precisions and recalls, its stories, and the found ones.

    `joined` is how many posts each post is in one story with, added up; `right` how many of them tell its affair, and
    `wanted` how many there are that do.
    """

    posts: int
    precision: float
    recall: float
    gold: int
    stories: int
    joined: int
    right: int
    wanted: int


def tally_stories(path: Path, kit: Kit, part: str = "all", limit: int | None = None) -> list[TopicTally]:
    """Group the posts of a folder of topics, and count what each topic adds.

    A found story counts in the topic of its first post. Raises `InputError` where the folder holds no topics.
    """
    posts = load_told(path, kit, part)[:limit]
    records = list(read_articles([post.article for post in posts], kit))
    frequencies = load_word_frequencies()
    by_id = {post.article.id: post for post in posts}
    sizes = Counter(post.story for post in posts)
    found: dict[str | int, list[TopicTally]] = defaultdict(list)
    for group in group_posts([build_post(record, frequencies) for record in records]):
        shared = Counter(by_id[post.id].story for post in group)
        for at, post in enumerate(group):
            mine = by_id[post.id]
            together = shared[mine.story]
            found[mine.topic].append(
                TopicTally(
                    posts=1, precision=together / len(group), recall=together / sizes[mine.story], gold=0,
                    stories=int(at == 0), joined=len(group) - 1, right=together - 1, wanted=sizes[mine.story] - 1,
                )
            )  # fmt: skip
    told = {topic: len({post.story for post in posts if post.topic == topic}) for topic in found}
    return [
        TopicTally(
            posts=len(rows), precision=sum(r.precision for r in rows), recall=sum(r.recall for r in rows),
            gold=told[topic], stories=sum(r.stories for r in rows), joined=sum(r.joined for r in rows),
            right=sum(r.right for r in rows), wanted=sum(r.wanted for r in rows),
        )
        for topic, rows in sorted(found.items())
    ]  # fmt: skip


def score_stories(tallies: Sequence[TopicTally]) -> dict[str, float]:
    """Return B-cubed over all posts of some topics, and how right their pairs are."""
    posts, right = sum(t.posts for t in tallies), sum(t.right for t in tallies)
    precision, recall = sum(t.precision for t in tallies) / posts, sum(t.recall for t in tallies) / posts
    return {
        "b_cubed_precision": round(precision, 3), "b_cubed_recall": round(recall, 3),
        "b_cubed_f1": round(2 * precision * recall / (precision + recall), 3),
        "pairs_precision": share(right, sum(t.joined for t in tallies)),
        "pairs_recall": share(right, sum(t.wanted for t in tallies)),
        "stories": sum(t.stories for t in tallies), "gold": sum(t.gold for t in tallies), "posts": posts,
    }  # fmt: skip


def load_told(path: Path, kit: Kit, part: str = "all") -> Sequence[EcbPost | MixedPost]:
    """Return the posts of a folder's affairs. Raises `InputError` where there is none of that part."""
    if any(path.glob("*.txt")):
        return load_mixes(path)
    if any(path.rglob("ledger.json")):
        posts = [
            MixedPost(article=article, topic=story.name, story=story.name)
            for story in find_stories(path, part)
            for article in load_reports(story, kit)
        ]
        if not posts:
            raise InputError(f"The stories of {path} have no reports to group.")
        return posts
    return choose_part(load_ecb(path), part)


def choose_part(posts: Sequence[EcbPost], part: str) -> list[EcbPost]:
    """Return the posts of a part: "development", "held-out" (by topic) or "all".

    Raises `InputError` where none is left.
    """
    kept = [post for post in posts if part == "all" or (post.topic >= HELD_OUT) == (part == "held-out")]
    if not kept:
        raise InputError(f"The folder has no topic of the part {part}; held-out are the topics from {HELD_OUT} on.")
    return kept
