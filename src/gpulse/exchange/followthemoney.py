"""Posts, actors and events as FollowTheMoney entities (https://followthemoney.tech), one JSON object a line.

A post is an Article; a state, body or group a PublicBody or Organization; a person a Person; an event an Event with
`organizer` (who acts), `involved` (to or with whom) and `proof` (the post). Dates keep the precision that is known: a
month is written "2024-07". No package is needed to write them; the tests read them with `followthemoney` itself.
"""

from __future__ import annotations

import calendar
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gpulse.exchange.countries import Country, load_countries
from gpulse.exchange.plover import derive_type, event_id
from gpulse.record import Event, Participant, Record
from gpulse.store.fields import fold

_Entity = dict[str, Any]

_LANGUAGES: Mapping[str, str] = {
    "ar": "ara", "de": "deu", "en": "eng", "es": "spa", "fa": "fas", "fr": "fra", "it": "ita", "ja": "jpn",
    "ko": "kor", "nl": "nld", "pl": "pol", "pt": "por", "ru": "rus", "tr": "tur", "uk": "ukr", "zh": "zho",
}  # fmt: skip
"""ISO 639-3, which FollowTheMoney writes, by ISO 639-1; another language is left out."""


def write_entities(records: Iterable[Record]) -> Iterator[bytes]:
    """Yield the entities of records: each actor once, before the first event that names it."""
    countries = load_countries()
    seen: set[str] = set()
    for record in records:
        for entity in entities_of(record, countries):
            if entity["id"] not in seen:
                seen.add(entity["id"])
                yield (json.dumps(entity, ensure_ascii=False) + "\n").encode()


def entities_of(record: Record, countries: Mapping[str, Country]) -> Iterator[_Entity]:
    """Yield the entities of one record: the post, who takes part, the events."""
    article = record.article
    post = _id("post", article.id)
    yield _entity(
        post, "Article",
        title=article.title, bodyText=article.text, sourceUrl=article.url, publisher=article.publisher,
        author=article.byline, publishedAt=article.published_at, language=_LANGUAGES.get(article.language or ""),
        fileName=None if article.url else article.id,
    )  # fmt: skip
    for event in record.events:
        for person in (*event.actors, *event.recipients):
            yield _party(person, record, countries)
        yield _event(event, record, post, countries)


def _party(person: Participant, record: Record, countries: Mapping[str, Country]) -> _Entity:
    state = countries.get(person.whom or "")
    code = state.alpha2.lower() if state else None
    kind = next((m.kind for m in record.mentions if m.overlaps(person)), None)
    if kind == "person":
        return _entity(party_id(person, kind), "Person", name=person.name, country=code)
    if state:
        return _entity(
            party_id(person, kind), "PublicBody", name=state.name, alias=person.name, country=code,
            topics="gov.national",
        )  # fmt: skip
    return _entity(party_id(person, kind), "Organization", name=person.whom or person.name)


def party_id(person: Participant, kind: str | None) -> str:
    """Return the id of an entity: a person by name, whatever else has a code by its code."""
    if kind == "person":
        return _id("person", fold(person.name))
    return _id("party", person.whom or fold(person.name))


def _event(event: Event, record: Record, post: str, countries: Mapping[str, Country]) -> _Entity:
    text = record.article.text
    kind, mode = derive_type(event)
    country = countries.get(event.place.country or "") if event.place else None
    shades = (event.event_type, event.mode, *event.contexts, event.realis, event.polarity, event.certainty)

    def parties(people: Iterable[Participant]) -> list[str]:
        kinds = [(p, next((m.kind for m in record.mentions if m.overlaps(p)), None)) for p in people]
        return [party_id(person, kind) for person, kind in kinds]

    return _entity(
        _id("event", event_id(record, event)), "Event",
        name=f"{kind or event.event_type or 'event'}{f' ({mode})' if mode else ''}: {event.trigger.of(text)}",
        summary=" … ".join(span.of(text) for span in event.evidence), recordId=event_id(record, event),
        organizer=parties(event.actors), involved=parties(event.recipients), proof=post,
        date=_date(event.earliest, event.latest), startDate=event.earliest, endDate=event.latest,
        location=event.place.name if event.place else None,
        country=country.alpha2.lower() if country else None,
        sourceUrl=record.article.url, publisher=record.article.publisher,
        keywords=[word for word in shades if word],
    )  # fmt: skip


def _date(earliest: str | None, latest: str | None) -> str | None:
    """Return the date at the precision that is known, `None` where it is not one day, month or year.

    >>> _date("2024-07-01", "2024-07-31"), _date("2024-01-01", "2024-12-31"), _date("2024-07-03", "2024-07-05")
    ('2024-07', '2024', None)
    """
    if not earliest or not latest:
        return None
    first, last = earliest[:10], latest[:10]
    if first == last:
        return first
    if first.endswith("-01-01") and last == f"{first[:4]}-12-31":
        return first[:4]
    month_end = f"{first[:7]}-{calendar.monthrange(int(first[:4]), int(first[5:7]))[1]}"
    return first[:7] if first.endswith("-01") and last == month_end else None


def _id(kind: str, key: str) -> str:
    return f"gpulse-{kind}-" + hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest()


def _entity(id: str, schema: str, **properties: str | list[str] | None) -> _Entity:
    listed = {name: [value] if isinstance(value, str) else value for name, value in properties.items() if value}
    return {"id": id, "schema": schema, "properties": listed}
