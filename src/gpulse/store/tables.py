"""The tables of the store, as the newest migration leaves them.

Rows are appended and superseded, never edited: a post points at its current version and its current reading, and the
older ones stay. The numbered files in `migrations/versions` are what builds a store; a test proves that they end here.
"""

from __future__ import annotations

import sqlalchemy as sa

HEAD = "0003"
"""The newest migration. A store at this number opens without loading Alembic."""

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _number() -> sa.Column[int]:
    return sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True)


posts = sa.Table(
    "posts",
    metadata,
    _number(),
    sa.Column("id", sa.Text(collation="C").with_variant(sa.Text(), "sqlite"), nullable=False, unique=True),
    sa.Column("published_at", sa.Text(collation="C").with_variant(sa.Text(), "sqlite")),
    sa.Column("version", sa.BigInteger),
    sa.Column("reading", sa.BigInteger),
    sa.Column("added_at", sa.Text, nullable=False),
    sa.Column("retracted_at", sa.Text),
    sa.Index("ix_posts_published_at_id", "published_at", "id"),
    sa.Index("ix_posts_version", "version"),
)
"""A post by its article id. `version` and `reading` are the numbers of its current ones."""

pages = sa.Table(
    "pages",
    metadata,
    _number(),
    sa.Column("digest", sa.Text, nullable=False, unique=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("charset", sa.Text),
    sa.Column("fetched_at", sa.Text),
)
"""The bytes that an article was taken from, compressed with zlib; `digest` is the SHA-256 of the bytes themselves."""

versions = sa.Table(
    "versions",
    metadata,
    _number(),
    sa.Column("post", sa.ForeignKey("posts.number"), nullable=False, index=True),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("url", sa.Text),
    sa.Column("title", sa.Text),
    sa.Column("publisher", sa.Text),
    sa.Column("byline", sa.Text),
    sa.Column("published_at", sa.Text),
    sa.Column("published_from", sa.Text),
    sa.Column("language", sa.Text),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("stored_at", sa.Text, nullable=False),
    sa.Column("page", sa.ForeignKey("pages.number"), index=True),
)
"""What a post said, each time that it changed. `digest` is the SHA-256 of the article's JSON."""

readers = sa.Table(
    "readers",
    metadata,
    _number(),
    sa.Column("gpulse", sa.Text, nullable=False),
    sa.Column("model", sa.Text),
    sa.Column("stages", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False, unique=True),
)
"""What read: the package's version, the model, and each stage's method and version (JSON)."""

readings = sa.Table(
    "readings",
    metadata,
    _number(),
    sa.Column("version", sa.ForeignKey("versions.number"), nullable=False, index=True),
    sa.Column("reader", sa.ForeignKey("readers.number"), nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("layers", sa.LargeBinary, nullable=False),
    sa.Column("read_at", sa.Text),
    sa.Column("stored_at", sa.Text, nullable=False),
)
"""What one reader took from one version: the record's JSON without article and meta, compressed with zlib."""

names = sa.Table(
    "names",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
)
"""The names of fields, a closed list that migrations extend: the number of each is its place in `fields.NAMES`."""

fields = sa.Table(
    "fields",
    metadata,
    sa.Column("reading", sa.ForeignKey("readings.number"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("name", sa.ForeignKey("names.number"), nullable=False),
    sa.Column("item", sa.Integer, nullable=False),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("start", sa.Integer),
    sa.Column("end", sa.Integer),
    sa.Column("stage", sa.Integer),
    sqlite_with_rowid=False,
)
"""Each normalised value of a reading, the span that it was read from, and the stage that read it (its place in
`readers.stages`). The view `provenance` shows them with the raw words, the method and the model."""

facets = sa.Table(
    "facets",
    metadata,
    sa.Column("facet", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, primary_key=True),
    sa.Column("reading", sa.BigInteger, primary_key=True),
    sqlite_with_rowid=False,
)
"""The actors, places and event types of each reading: what search filters by. No foreign key: it would need an index
as large as the table; `gpulse check` looks after it."""

retractions = sa.Table(
    "retractions",
    metadata,
    _number(),
    sa.Column("id", sa.Text, nullable=False, index=True),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("retracted_at", sa.Text, nullable=False),
    sa.Column("lifted_at", sa.Text),
)
"""Posts taken back, by article id, so that adding them again brings nothing back until the retraction is lifted."""

rulings = sa.Table(
    "rulings",
    metadata,
    _number(),
    sa.Column("commitment", sa.Text, nullable=False, index=True),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("happened_on", sa.Text),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("evidence", sa.Text),
    sa.Column("ruled_at", sa.Text, nullable=False),
)
"""Outcomes that a person set by hand; the newest for a commitment holds, the older ones stay."""

statuses = sa.Table(
    "statuses",
    metadata,
    _number(),
    sa.Column("commitment", sa.Text, nullable=False, index=True),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("happened_on", sa.Text),
    sa.Column("why", sa.Text),
    sa.Column("as_of", sa.Text, nullable=False),
)
"""The status that the program gave a commitment, each time that it changed."""

story_edits = sa.Table(
    "story_edits",
    metadata,
    _number(),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("articles", sa.Text, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("edited_at", sa.Text, nullable=False),
)
"""Stories that a person merged or split by hand: the ids of the posts concerned, as a JSON list."""

feeds = sa.Table(
    "feeds",
    metadata,
    _number(),
    sa.Column("url", sa.Text, nullable=False, unique=True),
    sa.Column("title", sa.Text),
    sa.Column("folder", sa.Text),
    sa.Column("added_at", sa.Text, nullable=False),
    sa.Column("removed_at", sa.Text),
    sa.Column("etag", sa.Text),
    sa.Column("last_modified", sa.Text),
    sa.Column("last_tried_at", sa.Text),
    sa.Column("last_success_at", sa.Text),
    sa.Column("last_change_at", sa.Text),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("why", sa.Text),
    sa.Column("next_try_at", sa.Text, nullable=False),
)
"""A feed that is watched, and how it fares. `etag` and `last_modified` are kept only from a feed that could be read."""

entries = sa.Table(
    "entries",
    metadata,
    _number(),
    sa.Column("feed", sa.ForeignKey("feeds.number"), nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("mark", sa.Text, nullable=False),
    sa.Column("published_at", sa.Text),
    sa.Column("seen_at", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("post", sa.Text),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("why", sa.Text),
    sa.Column("next_try_at", sa.Text),
    sa.UniqueConstraint("feed", "key"),
    sa.Index("ix_entries_url", "url"),
    sa.Index("ix_entries_state", "state", "next_try_at"),
)
"""An item of a feed. `mark` changes where the feed says that the item did; `state` is "new", "kept" or "given up";
`post` the article id under which it is kept."""
