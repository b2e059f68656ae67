"""How well posts are grouped into stories: B-cubed against the two seminal events of each ECB+ topic.

Protocol: all posts of the folder are read and grouped at once, with nothing said about topics; a post has no day and no
publisher. `stories` is the number found, `gold` how many there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gpulse.errors import InputError
from gpulse.evaluation.clusterings import b_cubed
from gpulse.evaluation.ecb import EcbPost, load_ecb
from gpulse.linking.clusters import group_posts
from gpulse.linking.posts import WordFrequencies, build_post, load_word_frequencies
from gpulse.reading.kit import Kit
from gpulse.reading.pipeline import read_articles
from gpulse.record import Record

HELD_OUT = 26
"""ECB+ topics from this number on are our held-out part of its development topics (1 to 35); the rest was tuned on."""


def evaluate_stories(path: Path, kit: Kit, part: str = "all", limit: int | None = None) -> dict[str, float]:
    """Score the grouping of a folder of ECB+ topics. Raises `InputError` where it holds none."""
    posts = choose_part(load_ecb(path), part)[:limit]
    return score_stories(posts, list(read_articles([post.article for post in posts], kit)), load_word_frequencies())


def score_stories(
    posts: Sequence[EcbPost], records: Sequence[Record], frequencies: WordFrequencies
) -> dict[str, float]:
    """Return B-cubed of the grouping of records against the stories of the posts."""
    key = {post.article.id: post.story for post in posts}
    groups = group_posts([build_post(record, frequencies) for record in records])
    response = {post.id: at for at, group in enumerate(groups) for post in group}
    scores = {f"b_cubed_{name}": round(value, 3) for name, value in b_cubed(key, response).items()}
    return {**scores, "stories": len(groups), "gold": len(set(key.values())), "posts": len(posts)}


def choose_part(posts: Sequence[EcbPost], part: str) -> list[EcbPost]:
    """Return the posts of a part: "development", "held-out" (by topic) or "all".

    Raises `InputError` where none is left.
    """
    kept = [post for post in posts if part == "all" or (post.topic >= HELD_OUT) == (part == "held-out")]
    if not kept:
        raise InputError(f"The folder has no topic of the part {part}; held-out are the topics from {HELD_OUT} on.")
    return kept
