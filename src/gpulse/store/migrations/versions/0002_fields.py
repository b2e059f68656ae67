"""Page bytes, fields with provenance, search, retraction."""

from __future__ import annotations

import zlib

import sqlalchemy as sa
from alembic import op

from gpulse.codec import decode
from gpulse.record import Record, StageRun
from gpulse.store.fields import find_stage, list_facets, list_fields

revision = "0002"
down_revision = "0001"

_PROVENANCE = """
CREATE VIEW provenance AS
SELECT posts.id AS post, names.name, fields.item, fields.value, fields.start, fields."end",
       substr(versions.text, fields.start + 1, fields."end" - fields.start) AS words,
       {stage} AS stage, {method} AS method, {version} AS version, readers.model, readers.gpulse, readings.stored_at
FROM fields
JOIN names ON names.number = fields.name
JOIN readings ON readings.number = fields.reading
JOIN versions ON versions.number = readings.version
JOIN posts ON posts.reading = readings.number
JOIN readers ON readers.number = readings.reader
"""


_NAMES = (
    *("mention.actor", "mention.place", "mention.country", "timex.value"),
    *("attribution.speaker", "attribution.code", "attribution.via", "attribution.when"),
    *("event.type", "event.mode", "event.context", "event.actor", "event.recipient", "event.via"),
    *("event.item", "event.place", "event.when", "event.realis", "event.polarity", "event.certainty"),
    *("commitment.kind", "commitment.by", "commitment.to", "commitment.type", "commitment.what"),
    *("commitment.quantity", "commitment.place", "commitment.said_by", "commitment.said_on"),
    *("commitment.due", "commitment.condition", "refused.why"),
    *("agreement.name", "agreement.party", "agreement.signed_on"),
    *("bloc.name", "bloc.member", "bloc.size"),
)


def upgrade() -> None:
    """Create them; the words of the versions that are there already become searchable."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.create_table(
        "pages",
        sa.Column("number", number, primary_key=True),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("charset", sa.Text),
        sa.Column("fetched_at", sa.Text),
        sa.UniqueConstraint("digest", name="uq_pages_digest"),
    )
    op.add_column("posts", sa.Column("retracted_at", sa.Text))
    op.create_index("ix_posts_version", "posts", ["version"])
    if sqlite:  # SQLite adds a constrained column only in its own words
        op.execute("ALTER TABLE versions ADD COLUMN page BIGINT CONSTRAINT fk_versions_page REFERENCES pages (number)")
    else:
        op.add_column(
            "versions", sa.Column("page", sa.BigInteger, sa.ForeignKey("pages.number", name="fk_versions_page"))
        )
    op.create_index("ix_versions_page", "versions", ["page"])
    names = op.create_table(
        "names", sa.Column("number", sa.Integer, primary_key=True), sa.Column("name", sa.Text, nullable=False)
    )
    op.bulk_insert(names, [{"number": number, "name": name} for number, name in enumerate(_NAMES, 1)])
    fields = op.create_table(
        "fields",
        sa.Column("reading", sa.BigInteger, sa.ForeignKey("readings.number"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("name", sa.Integer, sa.ForeignKey("names.number"), nullable=False),
        sa.Column("item", sa.Integer, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("start", sa.Integer),
        sa.Column("end", sa.Integer),
        sa.Column("stage", sa.Integer),
        sqlite_with_rowid=False,
    )
    facets = op.create_table(
        "facets",
        sa.Column("facet", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, primary_key=True),
        sa.Column("reading", sa.BigInteger, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "retractions",
        sa.Column("number", number, primary_key=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("retracted_at", sa.Text, nullable=False),
        sa.Column("lifted_at", sa.Text),
    )
    op.create_index("ix_retractions_id", "retractions", ["id"])
    if sqlite:
        op.execute(
            "CREATE VIRTUAL TABLE words USING fts5(title, text, content='versions', content_rowid='number', "
            "tokenize='porter unicode61 remove_diacritics 2')"
        )
        op.execute("INSERT INTO words (words) VALUES ('rebuild')")
        op.execute(
            "CREATE TRIGGER versions_added AFTER INSERT ON versions BEGIN "
            "INSERT INTO words (rowid, title, text) VALUES (new.number, new.title, new.text); END"
        )
        op.execute(
            "CREATE TRIGGER versions_removed AFTER DELETE ON versions BEGIN "
            "INSERT INTO words (words, rowid, title, text) VALUES ('delete', old.number, old.title, old.text); END"
        )
        parts = ("stage", "method", "version")
        op.execute(
            _PROVENANCE.format(**{p: f"json_extract(readers.stages, '$[' || fields.stage || '].{p}')" for p in parts})
        )
    else:  # English stems as SQLite's porter has them, and like there no word too common to look for
        op.execute("CREATE TEXT SEARCH DICTIONARY gpulse_stem (TEMPLATE = snowball, LANGUAGE = english)")
        op.execute("CREATE TEXT SEARCH CONFIGURATION gpulse (COPY = pg_catalog.english)")
        op.execute(
            "ALTER TEXT SEARCH CONFIGURATION gpulse ALTER MAPPING REPLACE pg_catalog.english_stem WITH gpulse_stem"
        )
        op.execute(
            "ALTER TABLE versions ADD COLUMN words tsvector GENERATED ALWAYS AS "
            "(to_tsvector('gpulse', coalesce(title, '') || ' ' || left(text, 500000))) STORED"
        )
        op.execute("CREATE INDEX ix_versions_words ON versions USING gin (words)")
        parts = ("stage", "method", "version")
        op.execute(_PROVENANCE.format(**{p: f"(readers.stages::json -> fields.stage ->> '{p}')" for p in parts}))
    _fill(fields, facets)


def _fill(fields: sa.Table, facets: sa.Table) -> None:
    """List the fields and facets of the readings that are there already."""
    connection = op.get_bind()
    rows = connection.exec_driver_sql(
        "SELECT readings.number, layers, stages FROM readings JOIN readers ON readers.number = readings.reader"
    )
    for number, layers, stages in rows.all():
        record = decode(zlib.decompress(layers), Record)
        runs = decode(stages, tuple[StageRun, ...])
        field_rows = [
            {
                "reading": number,
                "position": position,
                "name": _NAMES.index(field.name) + 1,
                "item": field.item,
                "value": field.value,
                "start": field.span.start if field.span else None,
                "end": field.span.end if field.span else None,
                "stage": find_stage(field.name, runs),
            }
            for position, field in enumerate(list_fields(record))
            if field.name in _NAMES
        ]
        facet_rows = [{"facet": facet, "value": value, "reading": number} for facet, value in list_facets(record)]
        for table, listed in ((fields, field_rows), (facets, facet_rows)):
            if listed:
                connection.execute(sa.insert(table), listed)
