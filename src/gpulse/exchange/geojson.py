"""Events and promised places as GeoJSON (RFC 7946): a point each, with the words it was read from.

What has no resolved place is left out. Points are where the gazetteer has the place, so a country's is its middle;
`feature_code` says how large the place is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from gpulse.exchange.plover import as_list, event_row
from gpulse.record import Commitment, Place, Record

PROPERTIES: tuple[str, ...] = (
    "id", "event_type", "act_type", "mode", "realis", "polarity", "certainty", "date", "enddate", "actor_codes",
    "actor_names", "recipient_codes", "recipient_names", "place", "geonameid", "country", "admin1", "feature_code",
    "quote", "article", "url", "publisher", "published_at",
)  # fmt: skip
"""The columns of an event (`exchange.plover`) that become properties."""


def write_geojson(records: Iterable[Record]) -> Iterator[bytes]:
    """Yield a FeatureCollection of events and commitments that have a place; longitude comes first, in WGS84."""
    yield b'{"type": "FeatureCollection", "features": ['
    first = True
    for feature in features(records):
        yield (("" if first else ",") + "\n" + json.dumps(feature, ensure_ascii=False)).encode()
        first = False
    yield b"\n]}\n"


def features(records: Iterable[Record]) -> Iterator[dict[str, Any]]:
    """Yield the features of records."""
    for record in records:
        for event in record.events:
            if event.place and event.place.lat is not None and event.place.lon is not None:
                row = event_row(record, event)
                properties = {name: as_list(getattr(row, name)) for name in PROPERTIES}
                yield _feature(row.id, event.place, {"kind": "event", **properties})
        for commitment in record.commitments:
            place = _place_of(record, commitment)
            if place:
                yield _feature(f"{record.article.id}#{commitment.id}", place, _promise(record, commitment, place))


def _feature(id: str, place: Place, properties: dict[str, Any]) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": [place.lon, place.lat]}
    return {"type": "Feature", "id": id, "geometry": point, "properties": properties}


def _place_of(record: Record, commitment: Commitment) -> Place | None:
    """Return the resolved place that a commitment names."""
    found = (m.place for m in record.mentions if m.place and m.place.name == commitment.place)
    return next((place for place in found if place.lat is not None and place.lon is not None), None)


def _promise(record: Record, commitment: Commitment, place: Place) -> dict[str, Any]:
    article = record.article
    return {
        "kind": "commitment", "id": f"{article.id}#{commitment.id}", "commitment_kind": commitment.kind,
        "act_type": commitment.event_type, "by": list(commitment.by), "to": list(commitment.to),
        "what": commitment.what, "date": commitment.earliest, "enddate": commitment.latest, "place": place.name,
        "geonameid": place.geonameid, "country": place.country, "admin1": place.admin1,
        "feature_code": place.feature_code, "quote": " … ".join(s.of(article.text) for s in commitment.evidence),
        "article": article.id, "url": article.url, "publisher": article.publisher,
        "published_at": article.published_at,
    }  # fmt: skip
