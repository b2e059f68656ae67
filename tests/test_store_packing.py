"""Readings and their fields take little room, and come out as they went in."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from gpulse.codec import decode, encode
from gpulse.record import (
    Article,
    Attribution,
    Bloc,
    Commitment,
    Event,
    Item,
    Mention,
    Meta,
    Participant,
    Quantity,
    Record,
    Span,
    Speaker,
    StageRun,
    Timex,
)
from gpulse.store import open_store
from gpulse.store.check import check
from gpulse.store.engine import PAGE_BYTES
from gpulse.store.fields import COLUMNS, KINDS, list_fields, list_rows
from gpulse.store.packing import pack_layers, strip_layers, unpack_layers
from gpulse.store.transfer import back_up, restore

TEXT = 'Seoul said: "start":1,"end":2 — and "via":null, by Friday.'
RICH = Record(
    article=Article(id="rich", text=TEXT, title="Grain", published_at="2024-06-28", published_from="given"),
    mentions=(Mention(start=0, end=5, kind="place", name="Seoul", actor="KOR", chain=0),),
    timexes=(Timex(start=48, end=57, type="DATE", value="2024-06-28"),),
    attributions=(
        Attribution(
            source=Span(start=0, end=5),
            cue=Span(start=6, end=10),
            kind="direct",
            content=(Span(start=12, end=29),),
            speaker=Speaker(name='"via":null,"x', code="KOR"),
            earliest="2024-06-28",
        ),
    ),
    events=(
        Event(
            id="e0",
            trigger=Span(start=6, end=10),
            event_type="AID",
            contexts=("military", "economic"),
            actors=(Participant(start=0, end=5, name="Seoul", code="KOR", sector="GOV"),),
            recipients=(Participant(start=30, end=35, name="x"), Participant(start=0, end=5, name="y", sector="MIL")),
            items=(Item(start=0, end=5, text="Seoul", quantity=Quantity(low=5, unit="t")),),
            evidence=(Span(start=0, end=46),),
        ),
    ),
    commitments=(
        Commitment(id="c1", kind="pledge", by=(), evidence=()),
        Commitment(id="c2", kind="threat", by=("KOR", "USA"), to=("PRK",), what="say \"by\":[]"),
    ),
    blocs=(Bloc(name="the Seven", size=7, members=("KOR", "USA")),),
    meta=Meta(gpulse="0", model="m", stages=(StageRun(stage="events", method="rules", version="1"),)),
)  # fmt: skip


def test_the_dictionary_never_changes() -> None:
    dictionary = files("gpulse.store").joinpath("layers.dict").read_bytes()
    assert hashlib.sha256(dictionary).hexdigest() == "605430d6e1bea628579cf4621b01e807a02eb1553b8bc63b46e4b9a4a7a84fe4"


def test_what_is_left_out_of_a_reading_is_what_it_is_read_as() -> None:
    record = replace(RICH, article=Article(id="", text=""))
    stripped = strip_layers(encode(record))
    assert b":null" not in stripped.replace(b'\\"via\\":null', b"")
    assert decode(stripped, Record) == record
    assert unpack_layers(pack_layers(stripped, TEXT), TEXT) == stripped


@given(st.lists(st.tuples(st.text(), st.integers(0, 9000), st.integers(0, 9000))), st.text())
def test_a_packed_reading_comes_out_as_it_went_in(spans: list[tuple[str, int, int]], text: str) -> None:
    layers = encode([{"name": name, "start": start, "end": end, "chain": None} for name, start, end in spans])
    assert unpack_layers(pack_layers(layers, text), text) == layers


def test_a_packed_reading_that_is_cut_short_is_damaged() -> None:
    packed = pack_layers(b'{"start":1,"end":2}' * 50, TEXT)
    for broken in (packed[:-3], b"", packed[:2] + b"x" + packed[3:]):
        with pytest.raises(zlib.error):
            unpack_layers(broken, TEXT)
    with pytest.raises(zlib.error):
        unpack_layers(packed, "another text")


def test_rows_hold_the_fields_in_their_order(store_url: str) -> None:
    listed = [(field.name, field.item, field.value, field.span) for field in list_fields(RICH)]
    rows = list_rows(RICH)
    assert [
        (KINDS[row.kind - 1][at], row.item, value, row.span)
        for row in rows
        for at, value in enumerate(row.values)
        if value is not None
    ] == listed
    assert len(rows) < len(listed) * 0.6
    assert max(map(len, KINDS)) <= len(COLUMNS)
    with open_store(store_url) as store:
        store.add_record(RICH)
        assert [
            (row.name, row.item, row.value, row.start, row.end, row.words) for row in store.load_provenance("rich")
        ] == [
            (name, item, value, *((span.start, span.end, span.of(TEXT)) if span else (None, None, None)))
            for name, item, value, span in listed
        ]
        assert list(check(store)) == []


def test_a_backup_with_other_pages_is_restored(tmp_path: Path) -> None:
    """SQLite copies pages as they are, and refuses where a store of an earlier gpulse has larger ones."""
    with open_store(str(tmp_path / "a.db")) as store:
        store.add_record(RICH)
        back_up(store, tmp_path / "backup.db")
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'backup.db'}", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for command in ("PRAGMA journal_mode = DELETE", "PRAGMA page_size = 4096", "VACUUM"):
            connection.exec_driver_sql(command)
        assert connection.exec_driver_sql("PRAGMA page_size").scalar() == 4096 != PAGE_BYTES
    engine.dispose()
    with open_store(str(tmp_path / "b.db")) as store:
        restore(store, tmp_path / "backup.db")
        assert store.load_record("rich") == RICH
        assert list(check(store)) == []
