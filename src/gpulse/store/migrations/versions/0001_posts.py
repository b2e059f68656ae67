"""Posts with their versions and readings; what people set by hand."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _number() -> sa.Column[int]:
    return sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True)


def upgrade() -> None:
    """Create the first tables."""
    ordered = sa.Text(collation="C").with_variant(sa.Text(), "sqlite")
    op.create_table(
        "posts",
        _number(),
        sa.Column("id", ordered, nullable=False),
        sa.Column("published_at", ordered),
        sa.Column("version", sa.BigInteger),
        sa.Column("reading", sa.BigInteger),
        sa.Column("added_at", sa.Text, nullable=False),
        sa.UniqueConstraint("id", name="uq_posts_id"),
    )
    op.create_index("ix_posts_published_at_id", "posts", ["published_at", "id"])
    op.create_table(
        "versions",
        _number(),
        sa.Column("post", sa.BigInteger, sa.ForeignKey("posts.number"), nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        *(
            sa.Column(name, sa.Text)
            for name in ("url", "title", "publisher", "byline", "published_at", "published_from", "language")
        ),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("stored_at", sa.Text, nullable=False),
    )
    op.create_index("ix_versions_post", "versions", ["post"])
    op.create_table(
        "readers",
        _number(),
        sa.Column("gpulse", sa.Text, nullable=False),
        sa.Column("model", sa.Text),
        sa.Column("stages", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.UniqueConstraint("digest", name="uq_readers_digest"),
    )
    op.create_table(
        "readings",
        _number(),
        sa.Column("version", sa.BigInteger, sa.ForeignKey("versions.number"), nullable=False),
        sa.Column("reader", sa.BigInteger, sa.ForeignKey("readers.number"), nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("layers", sa.LargeBinary, nullable=False),
        sa.Column("read_at", sa.Text),
        sa.Column("stored_at", sa.Text, nullable=False),
    )
    op.create_index("ix_readings_version", "readings", ["version"])
    op.create_table(
        "rulings",
        _number(),
        sa.Column("commitment", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("happened_on", sa.Text),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("evidence", sa.Text),
        sa.Column("ruled_at", sa.Text, nullable=False),
    )
    op.create_index("ix_rulings_commitment", "rulings", ["commitment"])
    op.create_table(
        "statuses",
        _number(),
        sa.Column("commitment", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("happened_on", sa.Text),
        sa.Column("why", sa.Text),
        sa.Column("as_of", sa.Text, nullable=False),
    )
    op.create_index("ix_statuses_commitment", "statuses", ["commitment"])
    op.create_table(
        "story_edits",
        _number(),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("articles", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("edited_at", sa.Text, nullable=False),
    )
