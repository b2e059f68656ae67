"""Actors and places by index: what each actor did to whom, counted once; placed items apart from the others."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create tables and indexes; what is made from the readings is emptied, and made again when pages are served."""
    for name in ("layer_items", "layer_actors", "actor_counts", "summaries"):
        op.execute(f"DELETE FROM {name}")
    op.drop_index("ix_layer_items_earliest", "layer_items")
    op.drop_index("ix_layer_items_published_on", "layer_items")
    placed = sa.text("lat IS NOT NULL")
    op.create_index(
        "ix_layer_items_placed", "layer_items", ["earliest", "latest"], sqlite_where=placed, postgresql_where=placed
    )
    op.add_column("layer_actors", sa.Column("published_on", sa.Text))
    op.create_index("ix_layer_actors_newest", "layer_actors", ["actor", "layer", "published_on", "reading"])
    op.create_table(
        "actor_types",
        sa.Column("actor", sa.Text, primary_key=True),
        sa.Column("role", sa.Text, primary_key=True),
        sa.Column("type", sa.Text, primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )
    op.create_table(
        "actor_partners",
        sa.Column("actor", sa.Text, primary_key=True),
        sa.Column("partner", sa.Text, primary_key=True),
        sa.Column("did", sa.Integer, nullable=False),
        sa.Column("received", sa.Integer, nullable=False),
    )
