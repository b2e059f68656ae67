"""Sectors, intervals, kinds of attribution and clauses of agreements as fields; the readings are listed again."""

from __future__ import annotations

import zlib

import sqlalchemy as sa
from alembic import op

from gpulse.codec import decode
from gpulse.record import Record, StageRun
from gpulse.store.fields import find_stage, list_fields

revision = "0007"
down_revision = "0006"

_FIRST = 39
_NAMES = (
    *("mention.sector", "timex.when", "attribution.kind", "attribution.sector", "event.sector"),
    *("commitment.polarity", "agreement.place", "clause.trigger", "clause.obliged", "clause.duty"),
)
_CHUNK = 200


def upgrade() -> None:
    """Name the new fields, then list those of each reading anew."""
    connection = op.get_bind()
    names = sa.table("names", sa.column("number", sa.Integer), sa.column("name", sa.Text))
    op.bulk_insert(names, [{"number": number, "name": name} for number, name in enumerate(_NAMES, _FIRST)])
    numbers = {row.name: row.number for row in connection.execute(sa.select(names))}
    columns = ("reading", "position", "name", "item", "value", "start", "end", "stage")
    fields = sa.table("fields", *(sa.column(name) for name in columns))
    op.execute("DELETE FROM fields")
    last = 0
    while rows := connection.execute(
        sa.text(
            "SELECT readings.number, layers, stages FROM readings JOIN readers ON readers.number = readings.reader "
            f"WHERE readings.number > :last ORDER BY readings.number LIMIT {_CHUNK}"
        ),
        {"last": last},
    ).all():
        listed = [row for reading in rows for row in _list(reading.number, reading.layers, reading.stages, numbers)]
        if listed:
            connection.execute(sa.insert(fields), listed)
        last = rows[-1].number


def _list(reading: int, layers: bytes, stages: str, numbers: dict[str, int]) -> list[dict[str, object]]:
    runs = decode(stages, tuple[StageRun, ...])
    listed = [field for field in list_fields(decode(zlib.decompress(layers), Record)) if field.name in numbers]
    return [
        {
            "reading": reading,
            "position": position,
            "name": numbers[field.name],
            "item": field.item,
            "value": field.value,
            "start": field.span.start if field.span else None,
            "end": field.span.end if field.span else None,
            "stage": find_stage(field.name, runs),
        }
        for position, field in enumerate(listed)
    ]
