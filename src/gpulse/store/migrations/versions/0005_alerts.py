"""Saved searches, and what was sent of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create them."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "alerts",
        sa.Column("number", number, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("query", sa.Text, nullable=False),
        sa.Column("webhook", sa.Text),
        sa.Column("secret", sa.Text),
        sa.Column("added_at", sa.Text, nullable=False),
        sa.Column("first_after", sa.BigInteger, nullable=False),
        sa.Column("looked_until", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("name", name="uq_alerts_name"),
    )
    op.create_table(
        "deliveries",
        sa.Column("number", number, primary_key=True),
        sa.Column("alert", sa.BigInteger, sa.ForeignKey("alerts.number"), nullable=False),
        sa.Column("post", sa.Text, nullable=False),
        sa.Column("found_at", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("why", sa.Text),
        sa.Column("next_try_at", sa.Text),
        sa.UniqueConstraint("alert", "post", name="uq_deliveries_alert"),
    )
    op.create_index("ix_deliveries_state", "deliveries", ["state", "next_try_at"])
