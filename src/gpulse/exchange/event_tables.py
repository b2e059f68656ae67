"""Events as JSON Lines (PLOVER's own JSON), CSV and Parquet. Parquet asks for pyarrow (the extra `parquet`)."""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from gpulse.codec import drop_unknown
from gpulse.errors import InputError
from gpulse.exchange.plover import COLUMNS, LISTS, EventRow, as_list, event_rows
from gpulse.record import Record

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 10_000
"""Rows in one row group of a Parquet file."""


def write_jsonl(records: Iterable[Record]) -> Iterator[bytes]:
    """Yield one PLOVER JSON object a line (manual, chapter "Data Fields").

    Beside PLOVER's fields stand the record's own: `act`, `realis`, `polarity`, `certainty`, `items`, `said_by`,
    `score`. `date` is `null` where the text does not settle it.
    """
    for row in event_rows(records):
        yield (json.dumps(plover_json(row), ensure_ascii=False) + "\n").encode()


def plover_json(row: EventRow) -> dict[str, Any]:
    """Return an event in PLOVER's JSON; fields that are unknown are left out, but for the required ones."""
    place = {
        "resolved_place": row.place, "geonameid": row.geonameid, "lat": row.lat, "lon": row.lon,
        "province": row.admin1, "country_code": row.country, "feature_code": row.feature_code,
    }  # fmt: skip
    cite = {"url": row.url, "title": row.title, "publication": row.publisher, "language": row.language,
            "citation": row.article, "coder": f"gpulse {row.gpulse}"}  # fmt: skip
    found = {
        "id": row.id, "date": row.date, "enddate": row.enddate,
        "actor": _entities(row.actor_codes, row.actor_sectors, row.actor_names),
        "recipient": _entities(row.recipient_codes, row.recipient_sectors, row.recipient_names),
        "event": [row.event_type] if row.event_type else [], "event_loc": drop_unknown(place) if row.place else None,
        "event_text": [row.trigger], "quad_code": row.quad_code, "mode": [row.mode] if row.mode else None,
        "context": list(row.contexts) or None, "text": row.quote,
        "text_info": {"start": row.start, "end": row.end}, "cite_info": drop_unknown(cite),
        "coder": f"gpulse {row.gpulse}" + (f", model {row.model}" if row.model else ""),
        "act": {"type": row.act_type, "mode": row.act_mode}, "realis": row.realis, "polarity": row.polarity,
        "certainty": row.certainty, "items": list(row.items) or None, "said_by": list(row.said_by) or None,
        "score": row.score,
    }  # fmt: skip
    return {key: value for key, value in found.items() if value is not None or key == "date"}


def _entities(codes: Iterable[str], sectors: Iterable[str], names: Iterable[str]) -> list[dict[str, Any]]:
    return [
        drop_unknown({"code": code or None, "sector": sector or None, "entity_text": name})
        for code, sector, name in zip(codes, sectors, names, strict=True)
    ]


def write_csv(records: Iterable[Record]) -> Iterator[bytes]:
    """Yield a CSV table with a header (RFC 4180, UTF-8); lists are joined by "|", an unknown value is an empty cell."""
    line = io.StringIO()
    table = csv.writer(line, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for row in event_rows(records):
        table.writerow(_cell(getattr(row, name)) for name in COLUMNS)
        if line.tell() > 1 << 16:
            yield line.getvalue().encode()
            line.seek(0)
            line.truncate()
    yield line.getvalue().encode()


def _cell(value: object) -> object:
    """Return a value as a cell.

    >>> _cell(("RUS", "PRK")), _cell(None), _cell(7.5)
    ('RUS|PRK', '', 7.5)
    """
    if isinstance(value, tuple):
        return "|".join(str(part).replace("|", "/") for part in value)
    return "" if value is None else value


def parquet_schema() -> pa.Schema:
    """Return the Arrow schema of a table of events."""
    import pyarrow as pa

    numbers = {"quad_code": pa.int8(), "geonameid": pa.int64(), "start": pa.int64(), "end": pa.int64()}
    numbers |= dict.fromkeys(("quantity_low", "quantity_high", "lat", "lon", "score"), pa.float64())
    return pa.schema(
        [pa.field(name, pa.list_(pa.string()) if name in LISTS else numbers.get(name, pa.string())) for name in COLUMNS]
    )


def write_parquet(records: Iterable[Record]) -> Iterator[bytes]:
    """Yield an Apache Parquet file. Raises `InputError` where the extra `parquet` is missing."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise InputError("Parquet needs pyarrow: pip install 'gpulse[parquet]'.") from error
    schema = parquet_schema()
    out = _Pieces()
    rows = event_rows(records)
    with pq.ParquetWriter(pa.PythonFile(out, mode="w"), schema, compression="zstd") as writer:
        while batch := list(itertools.islice(rows, BATCH)):
            writer.write_table(build_table(batch))
            yield out.take()
    yield out.take()


def build_table(rows: Sequence[EventRow]) -> pa.Table:
    """Return rows of events as an Arrow table with `parquet_schema`."""
    import pyarrow as pa

    schema = parquet_schema()
    columns = [[as_list(getattr(row, name)) for row in rows] for name in COLUMNS]
    arrays = [pa.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


class _Pieces(io.RawIOBase):
    """A file to write to that hands out what was written since it was last asked."""

    def __init__(self) -> None:
        self._written: list[bytes] = []
        self._size = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._size

    def write(self, content: Any, /) -> int:
        piece = bytes(content)
        self._written.append(piece)
        self._size += len(piece)
        return len(piece)

    def take(self) -> bytes:
        taken, self._written = b"".join(self._written), []
        return taken
