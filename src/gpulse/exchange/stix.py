"""Posts as STIX 2.1 reports (OASIS standard), with the actors, places and events that they tell of.

A post is a `report`; an actor an `identity`; a place a `location`; each event and commitment a `note` on the objects it
concerns, with the post's words. Ids are UUIDs made from content (version 5), so that the same post gives the same
objects. STIX wants an instant where a post has only a day: it is midnight UTC, and the day as it is known stands in the
report's external reference. A post without a day cannot be a report, and is left out.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gpulse.exchange.countries import Country, load_countries
from gpulse.exchange.feeds_out import instant
from gpulse.exchange.plover import derive_type
from gpulse.record import Commitment, Event, Participant, Place, Record, Span
from gpulse.store.fields import fold

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:gpulse:stix")
FIXED = "1970-01-01T00:00:00Z"
"""When objects that belong to no post were made: STIX asks for an instant, and an id must mean one object."""

_Object = dict[str, Any]


def write_bundle(records: Iterable[Record]) -> Iterator[bytes]:
    """Yield a STIX bundle; each actor and place is in it once."""
    countries = load_countries()
    yield f'{{"type": "bundle", "id": "bundle--{uuid.uuid5(NAMESPACE, "bundle")}", "objects": ['.encode()
    seen: set[str] = set()
    for record in records:
        for found in objects_of(record, countries):
            if found["id"] not in seen:
                yield (("," if seen else "") + "\n" + json.dumps(found, ensure_ascii=False)).encode()
                seen.add(found["id"])
    yield b"\n]}\n"


def objects_of(record: Record, countries: Mapping[str, Country]) -> list[_Object]:
    """Return the STIX objects of one record, the report last; none where the post has no day or tells of nothing."""
    article = record.article
    if article.published_at is None:
        return []
    at = instant(article.published_at)
    found: list[_Object] = []
    for event in record.events:
        parties = [_identity(person, record) for person in (*event.actors, *event.recipients)]
        places = [_location(event.place, countries)] if event.place else []
        concerned = [one for one in (*parties, *places) if one]
        found += [*concerned, *_note(event, record, concerned, at)]
    for commitment in record.commitments:
        parties = [_named(code) for code in (*commitment.by, *commitment.to)]
        found += [*parties, *_promise(commitment, record, parties, at)]
    unique = list({one["id"]: one for one in found}.values())
    return [*unique, _report(record, unique, at)] if unique else []


def _common(kind: str, key: str, at: str) -> _Object:
    id = f"{kind}--{uuid.uuid5(NAMESPACE, f'{kind}|{key}')}"
    return {"type": kind, "spec_version": "2.1", "id": id, "created": at, "modified": at}


def _identity(person: Participant, record: Record) -> _Object:
    kind = next((m.kind for m in record.mentions if m.overlaps(person)), None)
    if kind == "person":
        return _common("identity", "person|" + fold(person.name), FIXED) | {
            "name": person.name, "identity_class": "individual",
        }  # fmt: skip
    return _named(person.whom or person.name)


def _named(code: str) -> _Object:
    return _common("identity", fold(code), FIXED) | {"name": code, "identity_class": "organization"}


def _location(place: Place, countries: Mapping[str, Country]) -> _Object | None:
    """A place as a location; `None` where neither country nor coordinates are known, which STIX asks for."""
    found = _common("location", f"{place.geonameid}|{place.name}", FIXED) | {"name": place.name}
    if place.country and place.country in countries:
        found["country"] = countries[place.country].alpha2
    if place.lat is not None and place.lon is not None:
        found |= {"latitude": place.lat, "longitude": place.lon}
    if place.admin1:
        found["administrative_area"] = place.admin1
    return found if "country" in found or "latitude" in found else None


def _words(record: Record, spans: Iterable[Span]) -> str:
    return " … ".join(span.of(record.article.text) for span in spans)


def _note(event: Event, record: Record, concerned: list[_Object], at: str) -> Iterator[_Object]:
    if not concerned:
        return
    kind, mode = derive_type(event)
    labels = (event.event_type, event.realis, event.polarity, event.certainty)
    what = f"{kind or event.event_type or 'Event'}" + (f" ({mode})" if mode else "")
    when = f" ({event.earliest or '…'} to {event.latest or '…'})" if event.earliest or event.latest else ""
    yield _common("note", f"{record.article.id}#{event.id}", at) | {
        "abstract": f"{what}: {event.trigger.of(record.article.text)}{when}",
        "content": _words(record, event.evidence or (event.trigger,)),
        "labels": [label for label in labels if label], "object_refs": _refs(concerned),
    }  # fmt: skip


def _promise(commitment: Commitment, record: Record, parties: list[_Object], at: str) -> Iterator[_Object]:
    if not parties or not commitment.evidence:
        return
    until = f", until {commitment.latest}" if commitment.latest else ""
    yield _common("note", f"{record.article.id}#{commitment.id}", at) | {
        "abstract": f"{commitment.kind}: {commitment.what or 'act not described'}{until}",
        "content": _words(record, commitment.evidence), "labels": [commitment.kind], "object_refs": _refs(parties),
    }  # fmt: skip


def _refs(objects: Iterable[_Object]) -> list[str]:
    return list(dict.fromkeys(one["id"] for one in objects))


def _report(record: Record, objects: list[_Object], at: str) -> _Object:
    article = record.article
    reference = {
        "source_name": article.publisher or "unknown publisher", "description": f"published {article.published_at}",
    } | ({"url": article.url} if article.url else {"external_id": article.id})  # fmt: skip
    return _common("report", article.id, at) | {
        "name": article.title or article.id, "published": at, "report_types": ["observed-data"],
        "object_refs": _refs(objects), "external_references": [reference],
        **({"lang": article.language} if article.language else {}),
    }  # fmt: skip
