"""Feeds that are watched, and their items."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create them."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "feeds",
        sa.Column("number", number, primary_key=True),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("folder", sa.Text),
        sa.Column("added_at", sa.Text, nullable=False),
        *(
            sa.Column(name, sa.Text)
            for name in (
                *("removed_at", "etag", "last_modified"),
                *("last_tried_at", "last_success_at", "last_change_at"),
            )
        ),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("why", sa.Text),
        sa.Column("next_try_at", sa.Text, nullable=False),
        sa.UniqueConstraint("url", name="uq_feeds_url"),
    )
    op.create_table(
        "entries",
        sa.Column("number", number, primary_key=True),
        sa.Column("feed", sa.BigInteger, sa.ForeignKey("feeds.number"), nullable=False),
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
        sa.UniqueConstraint("feed", "key", name="uq_entries_feed"),
    )
    op.create_index("ix_entries_url", "entries", ["url"])
    op.create_index("ix_entries_state", "entries", ["state", "next_try_at"])
