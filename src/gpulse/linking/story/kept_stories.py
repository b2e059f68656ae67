"""The stories of a store, kept: told once, and again only where a post came, went or was read anew."""

from __future__ import annotations

import time
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from gpulse.codec import decode, encode
from gpulse.linking.stories import Grouped, Outline, group_records, load_story_kit, outline_groups, tell_story
from gpulse.linking.story.story_rows import Story
from gpulse.linking.summary.summary_notes import CHUNK, MADE_BY, find_basis, insert, load_summaries, note
from gpulse.store import Store
from gpulse.store.tables import posts, story_posts, story_rows


def are_kept(store: Store) -> bool:
    """Say whether the kept stories are those of the store as it is."""
    kept = load_summaries(store).get("stories")
    return kept is not None and kept.basis == find_basis(store)


def keep_stories(store: Store, day: str, grouped: Grouped | None = None) -> bool:
    """Tell the stories again where the store has changed since they were kept; say whether it had.

    `day` is today. The posts are grouped anew, unless `grouped` has it, of all posts of the store; a story with the
    posts and readings that it had is not told again. Raises `StoreError` where the store cannot be written.
    """
    basis, before = find_basis(store), load_summaries(store).get("stories")
    if before is not None and before.basis == basis:
        return False
    started = time.monotonic()
    kit = load_story_kit()
    grouped = grouped or group_records(store.load_records(), kit.frequencies)
    outlines = outline_groups(grouped, store.load_story_edits())
    same = _unchanged(store, outlines, before.basis) if before is not None else frozenset()
    rows = [
        _row(tell_story([store.load_record(id) for id in outline.articles], kit))
        for outline in outlines
        if outline.id not in same
    ]
    with store.transaction() as connection:
        gone = [id for id in connection.execute(sa.select(story_rows.c.id)).scalars() if id not in same]
        for at in range(0, len(gone), CHUNK):
            connection.execute(sa.delete(story_rows).where(story_rows.c.id.in_(gone[at : at + CHUNK])))
        connection.execute(sa.delete(story_posts))
        insert(connection, story_rows, rows)
        insert(connection, story_posts, ({"post": id, "story": o.id} for o in outlines for id in o.articles))
    note(store, "stories", basis, day, sum(len(outline.articles) for outline in outlines), started)
    return True


def load_kept(store: Store, least: int = 1) -> Iterator[Story]:
    """Yield the kept stories of at least so many posts, the earliest first, as `build_stories` gives them."""
    query = sa.select(story_rows.c.content).where(story_rows.c.posts >= least)
    with store.reading() as connection:
        contents = list(connection.execute(query).scalars())
    keyed = []
    for at, content in enumerate(contents):
        story = read_story(content)
        keyed.append((story.first_on or "", story.articles[0], at))
    for *_, at in sorted(keyed):
        yield read_story(contents[at])


def find_kept(store: Store, id: str) -> list[str]:
    """Return the ids of the kept stories whose id begins so, or that have the post with this id."""
    query = sa.select(story_posts.c.story).where(
        sa.or_(story_posts.c.story.startswith(id, autoescape=True), story_posts.c.post == id)
    )
    with store.reading() as connection:
        return sorted(set(connection.execute(query).scalars()))


def load_one(store: Store, id: str) -> Story:
    """Return the kept story with this id."""
    with store.reading() as connection:
        return read_story(connection.execute(sa.select(story_rows.c.content).where(story_rows.c.id == id)).scalar_one())


def read_story(content: bytes) -> Story:
    """Return a story as its row keeps it."""
    return decode(zlib.decompress(content), Story)


def _row(story: Story) -> dict[str, Any]:
    return {
        "id": story.id, "title": story.title, "first_on": story.first_on, "last_on": story.last_on,
        "posts": len(story.articles), "origins": story.origins, "conflicts": len(story.conflicts),
        "content": zlib.compress(encode(story)),
    }  # fmt: skip


def _unchanged(store: Store, outlines: Sequence[Outline], basis: str) -> frozenset[str]:
    """The ids of stories that have the same posts as when they were kept, none of them read anew since.

    A basis begins with the number of the newest reading.
    """
    if not basis.endswith(MADE_BY):
        return frozenset()
    held: Mapping[str, set[str]] = defaultdict(set)
    with store.reading() as connection:
        for post, story in connection.execute(sa.select(story_posts.c.post, story_posts.c.story)):
            held[story].add(post)
        newer = sa.select(posts.c.id).where(posts.c.reading > int(basis.split(".")[0]))
        changed = set(connection.execute(newer).scalars())
        told = set(connection.execute(sa.select(story_rows.c.id)).scalars())
    return frozenset(
        o.id for o in outlines if o.id in told and held[o.id] == set(o.articles) and not held[o.id] & changed
    )
