"""What the ledger model answered, kept by question."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Create the table, empty: the answers are asked for when a ledger is next built."""
    op.create_table(
        "answers",
        sa.Column("question", sa.LargeBinary, primary_key=True),
        sa.Column("answer", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
