"""Who may open the pages, what was changed through them, and tables made from the records for them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create them."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_index("ix_posts_reading", "posts", ["reading"])
    op.create_table(
        "users",
        sa.Column("number", number, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.UniqueConstraint("name", name="uq_users_name"),
        sa.Column("password", sa.Text, nullable=False),
        sa.Column("may_change", sa.Boolean, nullable=False),
        sa.Column("added_at", sa.Text, nullable=False),
    )
    op.create_table(
        "sessions",
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("name", sa.Text),
        sa.Column("may_change", sa.Boolean, nullable=False),
        sa.Column("ends_at", sa.Text, nullable=False),
    )
    op.create_table(
        "audit",
        sa.Column("number", number, primary_key=True),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("address", sa.Text),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("about", sa.Text),
        sa.Column("detail", sa.Text),
    )
    op.create_table(
        "summaries",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("basis", sa.Text, nullable=False),
        sa.Column("as_of", sa.Text, nullable=False),
        sa.Column("posts", sa.Integer, nullable=False),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
    )
    op.create_table(
        "layer_items",
        sa.Column("reading", sa.BigInteger, primary_key=True),
        sa.Column("layer", sa.Text, primary_key=True),
        sa.Column("item", sa.Integer, primary_key=True),
        sa.Column("type", sa.Text),
        sa.Column("shade", sa.Text),
        sa.Column("published_on", sa.Text),
        sa.Column("earliest", sa.Text),
        sa.Column("latest", sa.Text),
        sa.Column("named", sa.Text),
        sa.Column("place", sa.Text),
        sa.Column("country", sa.Text),
        sa.Column("disputed", sa.Text),
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
        sa.Column("start", sa.Integer),
        sa.Column("end", sa.Integer),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "layer_actors",
        sa.Column("actor", sa.Text, primary_key=True),
        sa.Column("role", sa.Text, primary_key=True),
        sa.Column("reading", sa.BigInteger, primary_key=True),
        sa.Column("layer", sa.Text, primary_key=True),
        sa.Column("item", sa.Integer, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "actor_counts",
        sa.Column("actor", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("posts", sa.Integer, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
    )
    op.create_table(
        "ledger_rows",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("said_on", sa.Text),
        sa.Column("latest", sa.Text),
        sa.Column("happened_on", sa.Text),
        sa.Column("searched", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
    )
    op.create_table(
        "ledger_facets",
        sa.Column("facet", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, primary_key=True),
        sa.Column("row", sa.Text, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "story_rows",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("first_on", sa.Text),
        sa.Column("last_on", sa.Text),
        sa.Column("posts", sa.Integer, nullable=False),
        sa.Column("origins", sa.Integer, nullable=False),
        sa.Column("conflicts", sa.Integer, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
    )
    op.create_table(
        "story_posts",
        sa.Column("post", sa.Text, primary_key=True),
        sa.Column("story", sa.Text, nullable=False),
    )
    op.create_index("ix_layer_items_earliest", "layer_items", ["earliest"])
    op.create_index("ix_layer_items_published_on", "layer_items", ["published_on"])
    op.create_index("ix_layer_actors_reading", "layer_actors", ["reading", "layer", "item"])
    op.create_index("ix_actor_counts_key", "actor_counts", ["key"])
    op.create_index("ix_actor_counts_times", "actor_counts", ["times"])
    op.create_index("ix_ledger_rows_latest", "ledger_rows", ["latest"])
    op.create_index("ix_ledger_rows_happened_on", "ledger_rows", ["happened_on"])
    op.create_index("ix_ledger_facets_row", "ledger_facets", ["row"])
    op.create_index("ix_story_rows_last_on", "story_rows", ["last_on"])
    op.create_index("ix_story_posts_story", "story_posts", ["story"])
