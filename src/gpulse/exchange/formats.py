"""The formats of `gpulse export`, by name: what each is, and how it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from gpulse.exchange import event_tables, followthemoney, gdelt, geojson, graphml, stix, web_annotations
from gpulse.exchange.calendar import write_calendar
from gpulse.linking.ledger.ledger_rows import Ledger
from gpulse.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: the ending its files have, what it holds, and its writer. `of_ledger` formats are made from the ledger
    of the store; the others from the records, one after another."""

    ending: str
    what: str
    write: Callable[[Iterable[Record]], Iterator[bytes]] | None = None
    of_ledger: Callable[[Ledger], Iterator[bytes]] | None = None


def _calendar(ledger: Ledger) -> Iterator[bytes]:
    yield write_calendar(ledger.rows, ledger.as_of).encode()


FORMATS: Mapping[str, Format] = {
    "jsonl": Format(ending="jsonl", what="events, PLOVER JSON, one a line", write=event_tables.write_jsonl),
    "csv": Format(ending="csv", what="events, PLOVER columns", write=event_tables.write_csv),
    "parquet": Format(
        ending="parquet", what="events, PLOVER columns (extra parquet)", write=event_tables.write_parquet
    ),
    "gdelt-events": Format(ending="export.CSV", what="GDELT 2.0 events, CAMEO codes", write=gdelt.write_events),
    "gdelt-mentions": Format(ending="mentions.CSV", what="GDELT 2.0 mentions", write=gdelt.write_mentions),
    "geojson": Format(ending="geojson", what="events and promised places", write=geojson.write_geojson),
    "graphml": Format(ending="graphml", what="who does what to whom, a graph", write=graphml.write_graphml),
    "annotations": Format(
        ending="jsonld", what="W3C Web Annotations of every field", write=web_annotations.write_annotations
    ),
    "ftm": Format(ending="ftm.json", what="FollowTheMoney entities, one a line", write=followthemoney.write_entities),
    "stix": Format(ending="stix.json", what="STIX 2.1 reports", write=stix.write_bundle),
    "ics": Format(ending="ics", what="due dates, iCalendar", of_ledger=_calendar),
}
"""Every format, by the name that `gpulse export` takes."""
