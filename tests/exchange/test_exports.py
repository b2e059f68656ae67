"""Exports: each format is read back by its own reader and held against its public definition."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from gpulse.cli import build_app
from gpulse.codes import CONTEXTS, EVENT_TYPES, MODES, QUAD
from gpulse.errors import InputError
from gpulse.exchange import event_tables, followthemoney, gdelt, geojson, graphml, stix, web_annotations
from gpulse.exchange.cameo import find_cameo, load_cameo
from gpulse.exchange.formats import FORMATS
from gpulse.exchange.plover import COLUMNS, LISTS, derive_type, event_rows
from gpulse.files import write_whole
from gpulse.linking.commitments import build_ledger
from gpulse.record import Event, Record, Span
from gpulse.store.fields import list_fields

Write = Callable[[list[Record]], Any]
FORMATS_INSTALLED = "is not installed (pip install 'gpulse[formats]')"


def whole(write: Write, records: list[Record]) -> bytes:
    return b"".join(write(records))


# PLOVER


def act(**values: Any) -> Event:
    return Event(id="e", trigger=Span(start=0, end=1), **values)


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (act(event_type="AID"), ("AID", None)),
        (act(event_type="CONSULT", mode="visit", realis="planned"), ("AGREE", None)),
        (act(event_type="COOPERATE", realis="obligation"), ("AGREE", None)),
        (act(event_type="RETREAT", mode="withdraw", realis="promised"), ("CONCEDE", None)),
        (act(event_type="CONCEDE", realis="planned"), ("CONCEDE", None)),
        (act(event_type="ASSAULT", realis="planned"), ("THREATEN", "violence")),
        (act(event_type="SANCTION", mode="expel", realis="threatened"), ("THREATEN", "expel")),
        (act(event_type="AID", realis="threatened"), ("THREATEN", None)),
        (act(event_type="AID", realis="demanded"), ("REQUEST", "assist")),
        (act(event_type="CONSULT", realis="demanded"), ("REQUEST", "meet")),
        (act(event_type="ACCUSE", mode="allege", realis="planned"), ("ACCUSE", "allege")),
        (act(event_type="AID", realis="planned", polarity="negative"), ("REJECT", "assist")),
        (act(event_type="CONCEDE", realis="promised", polarity="negative"), ("REJECT", "yield")),
        (act(event_type="AID", polarity="negative"), ("AID", None)),
        (act(event_type="THREATEN", mode="violence", realis="threatened"), ("THREATEN", "violence")),
        (act(event_type="ASSAULT", realis="obligation"), (None, None)),
        (act(event_type="AID", realis="predicted"), (None, None)),
        (act(event_type="AID", realis="hypothetical"), (None, None)),
        (act(), (None, None)),
    ],
)
def test_plover_types_follow_the_manual(event: Event, expected: tuple[str | None, str | None]) -> None:
    assert derive_type(event) == expected


def test_derived_modes_are_modes_of_their_type() -> None:
    for type in EVENT_TYPES:
        for mode in (None, *MODES.get(type, ())):
            for realis in ("actual", "planned", "promised", "threatened", "demanded", "obligation"):
                kind, derived = derive_type(act(event_type=type, mode=mode, realis=realis))
                assert derived is None or derived in MODES[kind or ""]


def test_jsonl_is_plover_json(records: list[Record]) -> None:
    lines = [json.loads(line) for line in whole(event_tables.write_jsonl, records).decode().splitlines()]
    assert len(lines) == sum(len(record.events) for record in records) == 7
    texts = {record.article.id: record.article.text for record in records}
    ids = set()
    for line in lines:
        assert {"id", "date", "actor", "event"} <= line.keys()  # what the manual requires
        ids.add(line["id"])
        assert all(kind in EVENT_TYPES for kind in line["event"])
        assert line.get("quad_code") == (QUAD[line["event"][0]] if line["event"] else None)
        assert set(line.get("context", [])) <= set(CONTEXTS)
        at = line["text_info"]
        assert texts[line["cite_info"]["citation"]][at["start"] : at["end"]] == line["text"]
    assert len(ids) == len(lines)
    by_id = {line["id"]: line for line in lines}
    assert by_id["broadcaster-1#e2"]["event"] == ["REQUEST"]
    assert by_id["broadcaster-1#e2"]["act"] == {"type": "RETREAT", "mode": "withdraw"}
    assert by_id["broadcaster-1#e1"]["event"] == []
    assert by_id["wire-1#e2"]["date"] is None
    assert by_id["broadcaster-1#e1"]["date"] == "2024-07-01"
    assert by_id["broadcaster-1#e1"]["enddate"] == "2024-07-31"


def test_csv_is_read_back(records: list[Record]) -> None:
    rows = list(csv.DictReader(io.StringIO(whole(event_tables.write_csv, records).decode())))
    assert tuple(rows[0]) == COLUMNS
    for row, event in zip(rows, event_rows(records), strict=True):
        for name in COLUMNS:
            value = getattr(event, name)
            expected = "|".join(value) if name in LISTS else "" if value is None else str(value)
            assert row[name] == expected


def test_csv_is_read_by_pandas(records: list[Record]) -> None:
    pandas = pytest.importorskip("pandas", reason=f"pandas {FORMATS_INSTALLED}")
    table = pandas.read_csv(io.BytesIO(whole(event_tables.write_csv, records)))
    assert list(table.columns) == list(COLUMNS)
    assert table["quantity_low"].dropna().tolist() == [7000.0]
    assert table.loc[table["id"] == "wire-1#e1", "actor_codes"].item() == "RUS|PRK"


def test_parquet_is_read_by_pyarrow(records: list[Record]) -> None:
    pytest.importorskip("pyarrow", reason=f"pyarrow {FORMATS_INSTALLED}")
    import pyarrow.parquet as pq

    table = pq.read_table(io.BytesIO(whole(event_tables.write_parquet, records)))
    assert table.schema.equals(event_tables.parquet_schema())
    for row, event in zip(table.to_pylist(), event_rows(records), strict=True):
        for name in COLUMNS:
            value = getattr(event, name)
            assert row[name] == (list(value) if name in LISTS else value)


def test_parquet_of_nothing_is_a_table(records: list[Record]) -> None:
    pytest.importorskip("pyarrow", reason=f"pyarrow {FORMATS_INSTALLED}")
    import pyarrow.parquet as pq

    assert pq.read_table(io.BytesIO(whole(event_tables.write_parquet, []))).num_rows == 0


def test_parquet_is_written_in_stretches(records: list[Record], monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyarrow", reason=f"pyarrow {FORMATS_INSTALLED}")
    import pyarrow.parquet as pq

    monkeypatch.setattr(event_tables, "BATCH", 2)
    chunks = list(event_tables.write_parquet(records))
    assert len(chunks) == 5
    assert pq.ParquetFile(io.BytesIO(b"".join(chunks))).num_row_groups == 4


# GDELT


def gdelt_rows(raw: bytes, columns: tuple[str, ...]) -> list[dict[str, str]]:
    lines = [line.split("\t") for line in raw.decode().splitlines()]
    assert all(len(line) == len(columns) for line in lines)
    return [dict(zip(columns, line, strict=True)) for line in lines]


def test_gdelt_columns_are_those_of_the_definition() -> None:
    """GDELT-Event_Codebook-V2.0: 61 columns of events, 16 of mentions."""
    assert len(gdelt.EVENT_COLUMNS) == 61
    assert len(gdelt.MENTION_COLUMNS) == 16
    assert gdelt.EVENT_COLUMNS[26:31] == (
        "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    )  # fmt: skip
    assert gdelt.EVENT_COLUMNS[-2:] == ("DATEADDED", "SOURCEURL")
    assert gdelt.MENTION_COLUMNS[:3] == ("GLOBALEVENTID", "EventTimeDate", "MentionTimeDate")


def test_gdelt_events_and_mentions_agree(records: list[Record]) -> None:
    events = gdelt_rows(whole(gdelt.write_events, records), gdelt.EVENT_COLUMNS)
    mentions = gdelt_rows(whole(gdelt.write_mentions, records), gdelt.MENTION_COLUMNS)
    assert {row["GLOBALEVENTID"] for row in mentions} == {row["GLOBALEVENTID"] for row in events}
    for row in events:
        own = [m for m in mentions if m["GLOBALEVENTID"] == row["GLOBALEVENTID"]]
        assert len(own) == int(row["NumMentions"])
        assert row["EventCode"].startswith(row["EventBaseCode"][:2])
        assert row["QuadClass"] in "1234"
        assert -10 <= float(row["GoldsteinScale"]) <= 10
    texts = {record.article.url: record.article.text for record in records}
    triggers = {texts[m["MentionIdentifier"]][int(m["ActionCharOffset"]) :].split()[0] for m in mentions}
    assert triggers == {"signed", "has", "withdraw", "attacked"}


def test_gdelt_leaves_out_what_did_not_happen(records: list[Record]) -> None:
    codes = {row["EventCode"] for row in gdelt_rows(whole(gdelt.write_events, records), gdelt.EVENT_COLUMNS)}
    assert codes == {"0312", "030", "072", "100", "195"}  # no prediction, no sanction that was not imposed


def test_gdelt_keeps_the_precision_of_days(records: list[Record]) -> None:
    last = records[-1]
    month = dataclasses.replace(last.events[0], earliest="2024-07-01", latest="2024-07-31")
    rows = gdelt_rows(whole(gdelt.write_events, [dataclasses.replace(last, events=(month,))]), gdelt.EVENT_COLUMNS)
    assert (rows[0]["SQLDATE"], rows[0]["MonthYear"], rows[0]["Year"]) == ("", "202407", "2024")
    day = gdelt_rows(whole(gdelt.write_events, [last]), gdelt.EVENT_COLUMNS)[0]
    assert (day["SQLDATE"], day["FractionDate"]) == ("20240723", "2024.5562")
    assert (day["ActionGeo_Type"], day["ActionGeo_CountryCode"]) == ("4", "UP")  # FIPS 10-4 for Ukraine
    assert (day["Actor1Code"], day["Actor2Code"]) == ("RUSMIL", "UKR")


def test_gdelt_counts_two_posts_on_one_event(records: list[Record]) -> None:
    other = dataclasses.replace(
        records[-1], article=dataclasses.replace(records[-1].article, id="copy", url="https://example.net/copy")
    )
    rows = gdelt_rows(whole(gdelt.write_events, [records[-1], other]), gdelt.EVENT_COLUMNS)
    assert [(r["NumMentions"], r["NumSources"], r["NumArticles"]) for r in rows] == [("2", "2", "2")]


def test_gdelt_is_read_by_pandas(records: list[Record]) -> None:
    pandas = pytest.importorskip("pandas", reason=f"pandas {FORMATS_INSTALLED}")
    raw = whole(gdelt.write_events, records)
    table = pandas.read_csv(io.BytesIO(raw), sep="\t", names=gdelt.EVENT_COLUMNS, dtype={"EventCode": str})
    assert table["GLOBALEVENTID"].is_unique
    assert table["GLOBALEVENTID"].dtype == "int64"


def test_each_plover_type_has_a_cameo_code() -> None:
    table = load_cameo()
    assert {rule.type for rule in table} == set(EVENT_TYPES)
    for rule in table:
        assert re.fullmatch(r"\d{3,4}", rule.code)
        assert rule.act in ("", *EVENT_TYPES)
        assert rule.context in ("", *CONTEXTS)
        assert rule.mode in ("", *MODES.get(rule.type, ()), *MODES.get(rule.act, ()))
    for type in EVENT_TYPES:
        for mode in (None, *MODES.get(type, ())):
            found = find_cameo(act(event_type=type, mode=mode), table)
            assert found is not None
            assert found.type == type


def test_every_cameo_rule_can_be_reached() -> None:
    """A rule that an earlier one always takes before it would be dead."""
    table = load_cameo()
    for at, rule in enumerate(table):
        for earlier in table[:at]:
            wider = all(getattr(earlier, name) in ("", getattr(rule, name)) for name in ("act", "mode", "context"))
            assert not (earlier.type == rule.type and wider), (earlier, rule)


# Maps, graphs, annotations


def test_geojson_is_what_rfc_7946_asks(records: list[Record]) -> None:
    found = json.loads(whole(geojson.write_geojson, records))
    assert found["type"] == "FeatureCollection"
    kinds = [feature["properties"]["kind"] for feature in found["features"]]
    assert kinds.count("event") == 4
    for feature in found["features"]:
        assert feature["type"] == "Feature"
        lon, lat = feature["geometry"]["coordinates"]
        assert -180 <= lon <= 180
        assert -90 <= lat <= 90
    kharkiv = found["features"][-1]
    assert kharkiv["geometry"]["coordinates"] == [36.25272, 49.98081]
    assert json.loads(whole(geojson.write_geojson, []))["features"] == []


def test_geojson_is_read_by_geopandas(records: list[Record], tmp_path: Path) -> None:
    geopandas = pytest.importorskip("geopandas", reason=f"geopandas {FORMATS_INSTALLED}")
    path = tmp_path / "events.geojson"
    path.write_bytes(whole(geojson.write_geojson, records))
    table = geopandas.read_file(path)
    assert table.crs.to_epsg() == 4326
    assert set(table.geometry.geom_type) == {"Point"}
    assert "Kharkiv" in set(table["place"])


def test_graphml_is_read_by_networkx(records: list[Record]) -> None:
    networkx = pytest.importorskip("networkx", reason="networkx is not installed (pip install 'gpulse[dev]')")
    hostile = dataclasses.replace(records[2].events[2], actors=(
        dataclasses.replace(records[2].events[2].actors[0], name='Ja\x0b"pan" <&', code=None),
    ))  # fmt: skip
    given = [*records[:2], dataclasses.replace(records[2], events=(*records[2].events[:2], hostile)), records[3]]
    graph = networkx.read_graphml(io.BytesIO(whole(graphml.write_graphml, given)), force_multigraph=True)
    assert graph.is_directed()
    assert {"RUS", "PRK", "UKR", 'ja "pan" <&'} <= set(graph.nodes)
    edges = [data for first, second, data in graph.edges(data=True) if (first, second) == ("RUS", "UKR")]
    assert [(edge["event_type"], edge["quad_code"], edge["score"]) for edge in edges] == [("ASSAULT", 4, 0.95)]
    assert graph.number_of_edges("RUS", "PRK") == 2


def test_annotations_find_their_words_again(records: list[Record]) -> None:
    """Web Annotation Data Model: 4.2.4 TextQuoteSelector, 4.2.5 TextPositionSelector, 5 collections."""
    found = json.loads(whole(web_annotations.write_annotations, records))
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert found["type"] == "AnnotationCollection"
    items = found["first"]["items"]
    assert found["total"] == len(items)
    assert len(items) == sum(1 for r in records for f in list_fields(r) if f.span)
    assert len({item["id"] for item in items}) == len(items)
    texts = {record.article.url: record.article.text for record in records}
    for item in items:
        assert item["type"] == "Annotation"
        text = texts[item["target"]["source"]]
        quote, position = item["target"]["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
        assert item["body"]["type"] == "TextualBody"
    values = {item["body"]["value"] for item in items}
    assert {"event.type=ASSAULT", "mention.actor=PRK"} <= values


# Entities and reports


def test_entities_are_read_by_followthemoney(records: list[Record]) -> None:
    ftm = pytest.importorskip("followthemoney", reason=f"followthemoney {FORMATS_INSTALLED}")
    lines = [json.loads(line) for line in whole(followthemoney.write_entities, records).decode().splitlines()]
    proxies = {}
    for line in lines:
        clean = ftm.model.get_proxy(line, cleaned=False)
        for name, values in line["properties"].items():
            assert sorted(clean.get(name)) == sorted(set(values)), (line["schema"], name)
        proxies[clean.id] = clean
    assert len(proxies) == len(lines)
    events = [proxy for proxy in proxies.values() if proxy.schema.name == "Event"]
    assert len(events) == 7
    for event in events:
        for name in ("organizer", "involved", "proof"):
            for reference in event.get(name):
                allowed = ftm.model.get("Event").get(name).range
                assert proxies[reference].schema.is_a(allowed)
    names = {proxy.caption for proxy in proxies.values()}
    assert {"Vladimir Putin", "North Korea", "Treaty signed in Pyongyang"} <= names


def test_reports_are_read_by_stix2(records: list[Record]) -> None:
    stix2 = pytest.importorskip("stix2", reason=f"stix2 {FORMATS_INSTALLED}")
    raw = whole(stix.write_bundle, records)
    bundle = stix2.parse(raw.decode(), allow_custom=False)
    by_id = {one.id: one for one in bundle.objects}
    assert len(by_id) == len(bundle.objects)
    reports = [one for one in bundle.objects if one.type == "report"]
    assert len(reports) == 4
    for report in reports:
        assert all(reference in by_id for reference in report.object_refs)
    notes = [one for one in bundle.objects if one.type == "note"]
    assert any("attacked" in note.abstract and "Kharkiv" in note.content for note in notes)
    assert raw == whole(stix.write_bundle, records)


def test_a_post_without_a_day_is_no_report(records: list[Record]) -> None:
    undated = dataclasses.replace(records[0], article=dataclasses.replace(records[0].article, published_at=None))
    assert json.loads(whole(stix.write_bundle, [undated]))["objects"] == []


def test_due_dates_are_read_by_icalendar(records: list[Record]) -> None:
    icalendar = pytest.importorskip("icalendar", reason="icalendar is not installed (pip install 'gpulse[dev]')")
    write = FORMATS["ics"].of_ledger
    assert write is not None
    calendar = icalendar.Calendar.from_ical(b"".join(write(build_ledger(records, "2024-06-30", ()))))
    days = [event.decoded("dtstart").isoformat() for event in calendar.walk("VEVENT")]
    assert "2024-07-31" in days


# The command


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_the_command_writes_every_format(name: str, store_path: str, tmp_path: Path) -> None:
    if name == "parquet":
        pytest.importorskip("pyarrow", reason=f"pyarrow {FORMATS_INSTALLED}")
    target = tmp_path / f"out.{FORMATS[name].ending}"
    command = ["--store", store_path, "export", name, "--as-of", "2024-06-30", "--since", "3w", "--to", str(target)]
    result = CliRunner().invoke(build_app(), command)
    assert result.exit_code == 0, result.output
    content = target.read_bytes()
    assert content
    assert b"Kharkiv" not in content  # published later than --as-of
    if name != "ics":
        assert "3 posts exported." in result.stderr


def test_the_help_names_every_format() -> None:
    shown = CliRunner().invoke(build_app(), ["export", "--help"], env={"COLUMNS": "200"}).stdout
    assert all(name in shown for name in FORMATS)


def test_an_unknown_format_is_told(store_path: str) -> None:
    result = CliRunner().invoke(build_app(), ["--store", store_path, "export", "xlsx"])
    assert isinstance(result.exception, InputError)
    assert "There is no format 'xlsx'" in str(result.exception)


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    write_whole(path, [b"old"])

    def broken() -> Any:
        yield b"new"
        raise RuntimeError("stopped midway")

    with pytest.raises(RuntimeError):
        write_whole(path, broken())
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["out.txt"]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InputError, match="cannot be written"):
        write_whole(tmp_path / "file" / "out", [b"x"])
