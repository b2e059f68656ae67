"""Every earlier version of the store comes up to the newest, with all that it held."""

from __future__ import annotations

import hashlib
import zlib
from pathlib import Path

import pytest
import sqlalchemy as sa

from gpulse.codec import digest, encode
from gpulse.errors import StoreError
from gpulse.record import Article, Bloc, Mention, Meta, Record, Span, StageRun
from gpulse.store import Ruling, Store, open_store
from gpulse.store.check import check
from gpulse.store.engine import create_engine, migrate, resolve_url
from gpulse.store.search import search
from gpulse.store.tables import HEAD, metadata

EARLIER = [f"{number:04}" for number in range(1, int(HEAD))]
RECORD = Record(
    article=Article(id="a", text="Seoul met the Seven in Busan.", title="Talks", published_at="2024-06-28"),
    mentions=(Mention(start=0, end=5, kind="place", name="Seoul", actor="KOR", sector="GOV"),),
    blocs=(Bloc(name="the Seven", size=7, evidence=(Span(start=10, end=19),)),),
    meta=Meta(gpulse="0", model="m", stages=(StageRun(stage="mentions", method="rules", version="1"),)),
)


def fill(engine: sa.Engine, version: str) -> None:
    """Write RECORD as a gpulse of that version of the store did; from 0008 on as this one does."""
    if version >= "0008":
        store = Store(engine)
        store.add_record(RECORD)
        store.add_ruling(Ruling(commitment="k", status="kept", on=None, why="seen", evidence=None, ruled_at="t"))
        return
    layers = encode(
        Record(article=Article(id="", text=""), mentions=RECORD.mentions, blocs=RECORD.blocs, meta=Meta(gpulse=""))
    )
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        for statement, values in (
            (
                "INSERT INTO posts (number, id, published_at, version, reading, added_at) "
                "VALUES (1, 'a', '2024-06-28', 1, 1, 't')",
                {},
            ),
            (
                "INSERT INTO versions (number, post, digest, title, published_at, text, stored_at) "
                "VALUES (1, 1, :digest, 'Talks', '2024-06-28', :text, 't')",
                {"digest": digest(RECORD.article), "text": RECORD.article.text},
            ),
            (
                "INSERT INTO readers (number, gpulse, model, stages, digest) VALUES (1, '0', 'm', :stages, :digest)",
                {"stages": encode(RECORD.meta.stages).decode(), "digest": digest(RECORD.meta)},
            ),
            (
                "INSERT INTO readings (number, version, reader, digest, layers, stored_at) "
                "VALUES (1, 1, 1, :digest, :layers, 't')",
                {"digest": hashlib.sha256(layers).hexdigest(), "layers": zlib.compress(layers)},
            ),
            (
                "INSERT INTO rulings (commitment, status, why, ruled_at) VALUES ('k', 'kept', 'seen', 't')",
                {},
            ),
        ):
            connection.execute(sa.text(statement), values)
        if version >= "0002":
            for statement in (
                "INSERT INTO fields VALUES (1, 0, 1, 0, 'KOR', 0, 5, 0)",
                "INSERT INTO fields VALUES (1, 1, 36, 0, 'the Seven', 10, 19, NULL)",
                "INSERT INTO fields VALUES (1, 2, 38, 0, '7', 10, 19, NULL)",
                "INSERT INTO facets VALUES ('actor', 'kor', 1)",
            ):
                connection.exec_driver_sql(statement)


@pytest.mark.parametrize("earlier", EARLIER)
def test_an_earlier_store_comes_up_whole(store_url: str, earlier: str) -> None:
    engine = create_engine(resolve_url(store_url))
    migrate(engine, earlier)
    fill(engine, earlier)
    engine.dispose()
    with open_store(store_url) as store:
        assert store.load_record("a") == RECORD
        assert [found.id for found in search(store, "seven", actors=["KOR"])] == ["a"]
        assert {field.name for field in store.load_provenance("a")} == {
            "mention.actor", "mention.sector", "bloc.name", "bloc.size",
        }  # fmt: skip
        assert [ruling.status for ruling in store.load_rulings()] == ["kept"]
        assert list(check(store)) == []


def test_the_migrations_end_at_the_tables_that_the_code_names(store_url: str) -> None:
    with open_store(store_url) as store:
        inspector = sa.inspect(store.engine)
        for table in metadata.sorted_tables:
            columns = {c["name"]: bool(c["nullable"]) for c in inspector.get_columns(table.name)}
            columns.pop("words", None)  # the full text of PostgreSQL
            assert columns == {c.name: bool(c.nullable) for c in table.columns}, table.name
            indexes = {i["name"] for i in inspector.get_indexes(table.name) if not i.get("duplicates_constraint")}
            assert indexes - {"ix_versions_words"} == {i.name for i in table.indexes}, table.name
            keys = {
                (tuple(k["constrained_columns"]), k["referred_table"]) for k in inspector.get_foreign_keys(table.name)
            }
            assert keys == {((k.parent.name,), k.column.table.name) for k in table.foreign_keys}, table.name


def test_a_store_of_a_newer_gpulse_is_left_alone(store_url: str) -> None:
    with open_store(store_url) as store, store.transaction() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match=r"is at version 9999, this gpulse knows .*: upgrade gpulse"):
        open_store(store_url)


def test_a_file_that_is_no_store_is_said_so(tmp_path: Path) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("Dear reader, " * 500)
    with pytest.raises(StoreError, match="is no gpulse store"):
        open_store(str(other))
