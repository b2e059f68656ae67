"""Less room for a post: values that share a span share a row, readings leave out what says nothing, numbered actors."""

from __future__ import annotations

import hashlib
import zlib
from typing import Any

import sqlalchemy as sa
from alembic import op

from gpulse.codec import decode
from gpulse.record import Record, StageRun
from gpulse.store.fields import field_columns, find_stage, list_rows
from gpulse.store.packing import pack_layers, strip_layers

revision = "0008"
down_revision = "0007"

_KINDS = (
    ("mention.actor", "mention.sector", "mention.place", "mention.country"),
    ("timex.value", "timex.when"),
    (
        *("attribution.kind", "attribution.speaker", "attribution.code"),
        *("attribution.sector", "attribution.via", "attribution.when"),
    ),
    ("event.type", "event.mode", "event.context", "event.realis", "event.polarity", "event.certainty"),
    ("event.actor", "event.sector"),
    ("event.recipient", "event.sector"),
    ("event.via", "event.sector"),
    ("event.item", "event.place", "event.when"),
    (
        *("commitment.kind", "commitment.by", "commitment.to"),
        *("commitment.type", "commitment.what", "commitment.quantity"),
    ),
    (
        *("commitment.place", "commitment.said_by", "commitment.said_on"),
        *("commitment.due", "commitment.condition", "commitment.polarity"),
    ),
    ("refused.why",),
    ("agreement.name", "agreement.party", "agreement.signed_on", "agreement.place"),
    ("clause.trigger", "clause.obliged", "clause.duty"),
    ("bloc.name", "bloc.member", "bloc.size"),
)
_USUAL = {
    "attribution.kind": "indirect",
    "event.realis": "actual",
    "event.polarity": "positive",
    "event.certainty": "certain",
    "commitment.polarity": "positive",
}
_COLUMNS = "abcdef"
_CHUNK = 200
_VALUE = f"CASE names.place {' '.join(f'WHEN {place} THEN {column}' for place, column in enumerate(_COLUMNS))} END"
_PROVENANCE = f"""
CREATE VIEW provenance AS
SELECT posts.id AS post, names.name, fields.item,
       CASE {_VALUE} WHEN '' THEN coalesce(names.usual, substr(versions.text, fields.start + 1, fields.length))
            ELSE {_VALUE} END AS value,
       fields.start, fields.start + fields.length AS "end",
       substr(versions.text, fields.start + 1, fields.length) AS words,
       origins.stage, origins.method, origins.version, readers.model, readers.gpulse, readings.stored_at,
       fields.position * {len(_COLUMNS)} + names.place AS position
FROM fields
JOIN names ON names.kind = fields.kind
    AND {_VALUE} IS NOT NULL
JOIN readings ON readings.number = fields.reading
JOIN versions ON versions.number = readings.version
JOIN posts ON posts.reading = readings.number
JOIN readers ON readers.number = readings.reader
LEFT JOIN origins ON origins.reader = readings.reader AND origins.name = names.name
"""


def upgrade() -> None:
    """Write the readings and their fields anew; what is made from them is emptied, and made again."""
    op.execute("DROP VIEW provenance")
    op.drop_table("fields")
    op.drop_table("names")
    names = op.create_table(
        "names",
        sa.Column("kind", sa.Integer, primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("usual", sa.Text),
        sqlite_with_rowid=False,
    )
    rows = [(kind, place, name) for kind, listed in enumerate(_KINDS, 1) for place, name in enumerate(listed)]
    op.bulk_insert(
        names, [{"kind": kind, "place": place, "name": name, "usual": _USUAL.get(name)} for kind, place, name in rows]
    )
    origins = op.create_table(
        "origins",
        sa.Column("reader", sa.BigInteger, sa.ForeignKey("readers.number"), primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("method", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    fields = op.create_table(
        "fields",
        sa.Column("reading", sa.BigInteger, sa.ForeignKey("readings.number"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("kind", sa.Integer, nullable=False),
        sa.Column("item", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer),
        sa.Column("length", sa.Integer),
        *(sa.Column(name, sa.Text) for name in _COLUMNS),
        sqlite_with_rowid=False,
    )
    op.execute(_PROVENANCE)
    _list_origins(origins)
    _write_readings(fields)
    _make_summaries()


def _list_origins(origins: sa.Table) -> None:
    connection = op.get_bind()
    for number, stages in connection.exec_driver_sql("SELECT number, stages FROM readers").all():
        runs = decode(stages, tuple[StageRun, ...])
        filled = {name: find_stage(name, runs) for listed in _KINDS for name in listed}
        found = [
            {
                "reader": number,
                "name": name,
                "stage": runs[at].stage,
                "method": runs[at].method,
                "version": runs[at].version,
            }
            for name, at in filled.items()
            if at is not None
        ]
        if found:
            connection.execute(sa.insert(origins), found)


def _write_readings(fields: sa.Table) -> None:
    connection = op.get_bind()
    readings = sa.table("readings", *(sa.column(name) for name in ("number", "digest", "layers")))
    rewrite = (
        sa.update(readings)
        .where(readings.c.number == sa.bindparam("at"))
        .values(digest=sa.bindparam("mark"), layers=sa.bindparam("packed", type_=sa.LargeBinary))
    )
    last = 0
    while rows := connection.execute(
        sa.text(
            "SELECT readings.number, layers, text FROM readings JOIN versions ON versions.number = readings.version "
            f"WHERE readings.number > :last ORDER BY readings.number LIMIT {_CHUNK}"
        ),
        {"last": last},
    ).all():
        stripped = {row: strip_layers(zlib.decompress(row.layers)) for row in rows}
        listed = [field for row, layers in stripped.items() for field in _list(row.number, row.text, layers)]
        if listed:
            connection.execute(sa.insert(fields), listed)
        connection.execute(
            rewrite,
            [
                {"at": row.number, "mark": hashlib.sha256(layers).hexdigest(), "packed": pack_layers(layers, row.text)}
                for row, layers in stripped.items()
            ],
        )
        last = rows[-1].number


def _list(reading: int, text: str, layers: bytes) -> list[dict[str, Any]]:
    rows = list_rows(decode(layers, Record))
    return [field_columns(reading, position, row, text) for position, row in enumerate(rows)]


def _make_summaries() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.execute("DELETE FROM summaries")
    for name in (
        *("layer_items", "layer_actors", "actor_counts", "actor_types", "actor_partners"),
        *("ledger_rows", "ledger_facets", "story_rows", "story_posts"),
    ):
        op.drop_table(name)
    op.create_table(
        "layer_items",
        sa.Column("reading", sa.BigInteger, primary_key=True),
        sa.Column("layer", sa.SmallInteger, primary_key=True),
        sa.Column("item", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.Text) for name in ("type", "shade", "earliest", "latest", "named")),
        sa.Column("start", sa.Integer),
        sa.Column("end", sa.Integer),
        *(sa.Column(name, sa.Text) for name in ("place", "country", "disputed")),
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
        sqlite_with_rowid=False,
    )
    placed = sa.text("lat IS NOT NULL")
    op.create_index(
        "ix_layer_items_placed", "layer_items", ["earliest", "latest"], sqlite_where=placed, postgresql_where=placed
    )
    op.create_table(
        "layer_actors",
        sa.Column("reading", sa.BigInteger, primary_key=True),
        sa.Column("layer", sa.SmallInteger, primary_key=True),
        sa.Column("item", sa.Integer, primary_key=True),
        sa.Column("role", sa.SmallInteger, primary_key=True),
        sa.Column("actor", sa.Integer, primary_key=True),
        sa.Column("day", sa.Integer),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_layer_actors_newest", "layer_actors", ["actor", "layer", "day", "reading"])
    op.create_table(
        "actor_counts",
        sa.Column("number", number, primary_key=True),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("posts", sa.Integer, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.UniqueConstraint("actor", name="uq_actor_counts_actor"),
    )
    op.create_index("ix_actor_counts_key", "actor_counts", ["key"])
    op.create_index("ix_actor_counts_times", "actor_counts", ["times"])
    op.create_table(
        "actor_types",
        *(sa.Column(name, sa.Text, primary_key=True) for name in ("actor", "role", "type")),
        sa.Column("count", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "actor_partners",
        *(sa.Column(name, sa.Text, primary_key=True) for name in ("actor", "partner")),
        sa.Column("did", sa.Integer, nullable=False),
        sa.Column("received", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ledger_rows",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        *(sa.Column(name, sa.Text) for name in ("said_on", "latest", "happened_on")),
        sa.Column("searched", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.UniqueConstraint("id", name="uq_ledger_rows_id"),
    )
    op.create_index("ix_ledger_rows_latest", "ledger_rows", ["latest"])
    op.create_index("ix_ledger_rows_happened_on", "ledger_rows", ["happened_on"])
    op.create_table(
        "ledger_facets",
        sa.Column("facet", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, primary_key=True),
        sa.Column("row", sa.Integer, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "story_rows",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        *(sa.Column(name, sa.Text) for name in ("first_on", "last_on")),
        sa.Column("posts", sa.Integer, nullable=False),
        sa.Column("origins", sa.Integer, nullable=False),
        sa.Column("conflicts", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_story_rows_last_on", "story_rows", ["last_on"])
    op.create_table(
        "story_posts",
        sa.Column("post", sa.Text, primary_key=True),
        sa.Column("story", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_story_posts_story", "story_posts", ["story"])
