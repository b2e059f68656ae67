"""Stories of more posts than memory holds: linked in order of publication, and told once they have come to rest."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Iterable, Iterator
from itertools import groupby

from gpulse.codec import decode_record, encode_record
from gpulse.linking.grouping.clusters import group_posts
from gpulse.linking.grouping.posts import Post, build_post
from gpulse.linking.stories import StoryKit, load_story_kit, tell_story
from gpulse.linking.story.story_rows import Story
from gpulse.record import Record

OPEN_DAYS = 365
"""A story without a post for so many days is told and let go: a bound on memory. Of the 35 stories that 37 affairs of
months and years give in one store, 24 come out the same; 22 with 180 days, 27 with 730."""


def link_by_day(
    records: Iterable[Record], kit: StoryKit | None = None, *, open_days: int = OPEN_DAYS
) -> Iterator[list[Story]]:
    """Yield the stories of records that come in order of publication, those without a day last, as they come to rest.

    The posts of `open_days` days (a stretch) are grouped together with those of all stories that are open: where the
    stretch begins, a story without a post for more than `open_days` days is told, and its posts are let go. So memory
    holds the posts of open stories and of one stretch, and each story is what `build_stories` gives, except that no
    post joins one that was silent for twice `open_days`, and that a post is compared with fewer others. Of several
    records with one id the last counts. Posts without a day make stories with one another only, and those are all held.
    """
    kit = kit or load_story_kit()
    held: dict[str, tuple[Post, bytes]] = {}
    for start, stretch in _stretches(records, open_days):
        groups = group_posts([post for post, _ in held.values()])
        yield _tell([g for g in groups if start is None or (g[-1].day or 0) < start - open_days], held, kit)
        for record in stretch:
            post = build_post(record, kit.frequencies)
            held[post.id] = (post, zlib.compress(encode_record(record)))
    yield _tell(group_posts([post for post, _ in held.values()]), held, kit)


def _stretches(records: Iterable[Record], days: int) -> Iterator[tuple[int | None, Iterator[Record]]]:
    """Yield the records of so many days from the first on, with the number of that day; then those without a day."""
    start: int | None = None

    def find_start(record: Record) -> int | None:
        nonlocal start
        day = record.article.published_on
        if day is None:
            return None
        number = dt.date.fromisoformat(day).toordinal()
        if start is None or number >= start + days:
            start = number
        return start

    yield from groupby(records, find_start)


def _tell(groups: Iterable[list[Post]], held: dict[str, tuple[Post, bytes]], kit: StoryKit) -> list[Story]:
    """Tell stories and let go of their posts."""
    return [
        tell_story([decode_record(zlib.decompress(held.pop(post.id)[1])) for post in group], kit) for group in groups
    ]
