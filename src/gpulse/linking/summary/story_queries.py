"""Questions to the kept stories: a list of them, those of a post, one whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from gpulse.errors import NotFound
from gpulse.linking.story.kept_stories import read_story
from gpulse.linking.story.story_rows import Story
from gpulse.store import Store
from gpulse.store.fields import fold
from gpulse.store.tables import story_posts, story_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryHead:
    """A story in a list."""

    id: str
    title: str
    first_on: str | None
    last_on: str | None
    posts: int
    origins: int
    conflicts: int


_STORY_COLUMNS = [story_rows.c[name] for name in StoryHead.__slots__]


def find_stories(
    store: Store,
    *,
    words: str | None = None,
    least: int = 1,
    conflicting: bool = False,
    limit: int = 50,
    offset: int = 0,
) -> tuple[tuple[StoryHead, ...], int]:
    """Return stories with at least `least` posts, the last told first, and how many there are."""
    conditions = [story_rows.c.posts >= least]
    conditions += [story_rows.c.conflicts > 0] if conflicting else []
    conditions += [sa.func.lower(story_rows.c.title).contains(w, autoescape=True) for w in fold(words or "").split()]
    query = (
        sa.select(*_STORY_COLUMNS)
        .where(*conditions)
        .order_by(story_rows.c.last_on.desc().nulls_last(), story_rows.c.id)
        .limit(limit)
        .offset(offset)
    )
    counting = sa.select(sa.func.count()).select_from(story_rows).where(*conditions)
    with store.reading() as connection:
        heads = tuple(StoryHead(**row._mapping) for row in connection.execute(query))
        return heads, int(connection.execute(counting).scalar_one())


def find_story_heads(store: Store, ids: Iterable[str]) -> tuple[StoryHead, ...]:
    """Return the stories with these ids as they stand in a list, in the order given."""
    wanted = list(ids)
    query = sa.select(*_STORY_COLUMNS).where(story_rows.c.id.in_(wanted))
    with store.reading() as connection:
        found = {row.id: StoryHead(**row._mapping) for row in connection.execute(query)}
    return tuple(found[id] for id in wanted if id in found)


def load_stories(store: Store, ids: Iterable[str]) -> tuple[Story, ...]:
    """Return the stories with these ids, in the order given; ids that no story has are left out."""
    wanted = list(dict.fromkeys(ids))
    query = sa.select(story_rows.c.id, story_rows.c.content).where(story_rows.c.id.in_(wanted))
    with store.reading() as connection:
        found = {row.id: row.content for row in connection.execute(query)}
    return tuple(read_story(found[id]) for id in wanted if id in found)


def load_story(store: Store, id: str) -> Story:
    """Return the story with this id, or the only one whose id begins so, or that of the post with this id.

    Raises `NotFound`.
    """
    query = sa.select(story_rows.c.content).where(story_rows.c.id.startswith(id, autoescape=True)).limit(2)
    with store.reading() as connection:
        found = connection.execute(query).scalars().all()
    if len(found) == 1:
        return read_story(found[0])
    by_post = load_stories(store, find_stories_of(store, [id]).values())
    if not by_post:
        raise NotFound(f"{'No' if not found else 'More than one'} story has the id {id!r}; the stories are listed.")
    return by_post[0]


def find_stories_of(store: Store, ids: Iterable[str]) -> dict[str, str]:
    """Return the id of the story that each of these posts belongs to."""
    query = sa.select(story_posts).where(story_posts.c.post.in_(sorted(set(ids))))
    with store.reading() as connection:
        return {row.post: row.story for row in connection.execute(query)}
