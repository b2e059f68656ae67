"""Events as PLOVER has them: the type that PLOVER codes, and one flat row an event for tables.

A record keeps the type of the act itself, with its realis beside it. PLOVER (manual, "Auxiliary modes" and the sections
on AGREE, CONCEDE, RETREAT and THREATEN) has one type for both: a promised visit is AGREE, a threatened raid THREATEN, a
demanded withdrawal REQUEST, an announced withdrawal CONCEDE, aid that somebody will not give REJECT. Exports derive it
here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields

from gpulse.codes import QUAD
from gpulse.record import Event, Participant, Quantity, Record
from gpulse.views.words import source_words

_SAID: frozenset[str] = frozenset({"AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""Types that are done by saying something: planned or not, they stay what they are."""

_STANCES: Mapping[str, str] = {
    "AID": "assist", "COOPERATE": "assist", "SUPPORT": "assist", "CONSULT": "meet", "RETREAT": "yield",
    "CONCEDE": "yield",
}  # fmt: skip
"""The mode of REQUEST for each act that is demanded, and of REJECT for each that is refused."""

_THREATS: Mapping[tuple[str, str | None], str] = {
    ("ASSAULT", None): "violence", ("SANCTION", None): "relations", ("SANCTION", "expel"): "expel",
    ("COERCE", "restrict"): "restrict", ("COERCE", "arrest"): "arrest", ("COERCE", "curfew"): "restrict",
    ("COERCE", "martial-law"): "restrict",
}  # fmt: skip
"""The mode of THREATEN for each act, and mode of the act, that is threatened."""


def derive_type(event: Event) -> tuple[str | None, str | None]:
    """Return the PLOVER type and mode of an event, by the type of its act and its realis.

    `None` where nothing happened that PLOVER codes: what is only predicted or supposed, and duties to do harm. To say
    that one will not cooperate is to refuse: all twelve such events that are found for pairs of the PLV set (its
    held-out tenth and a quarter of the rest) are verbal conflict there.

    >>> from gpulse.record import Span
    >>> act = Event(id="e", trigger=Span(start=0, end=1), event_type="AID", realis="promised")
    >>> derive_type(act)
    ('AGREE', None)
    >>> from dataclasses import replace
    >>> derive_type(replace(act, event_type="RETREAT", mode="withdraw", realis="demanded"))
    ('REQUEST', 'yield')
    >>> derive_type(replace(act, event_type="RETREAT", mode="withdraw", realis="planned"))
    ('CONCEDE', None)
    >>> derive_type(replace(act, event_type="ASSAULT", mode="drone", realis="threatened"))
    ('THREATEN', 'violence')
    >>> derive_type(replace(act, polarity="negative"))
    ('REJECT', 'assist')
    >>> derive_type(replace(act, realis="predicted"))
    (None, None)
    """
    act, mode, realis = event.event_type, event.mode, event.realis
    if act is None or realis in ("predicted", "hypothetical"):
        return None, None
    if event.polarity == "negative" and realis in ("planned", "promised") and QUAD[act] <= 2:
        return "REJECT", _STANCES.get(act)
    if realis == "actual" or (act in _SAID and realis != "demanded"):
        return act, mode
    if realis == "demanded":
        return "REQUEST", _STANCES.get(act)
    conflict = QUAD[act] > 2
    if realis == "obligation":
        return (None, None) if conflict else ("AGREE", None)
    if realis == "threatened" or conflict:
        return "THREATEN", _THREATS.get((act, mode)) or _THREATS.get((act, None))
    return ("CONCEDE" if act in ("CONCEDE", "RETREAT") else "AGREE"), None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """One event, flat. `event_type`, `mode` and `quad_code` are PLOVER's (`derive_type`), `act_type` and `act_mode` the
    record's own; `date` and `enddate` are the first and last day it can have been; an unknown value is `None`."""

    id: str
    date: str | None
    enddate: str | None
    event_type: str | None
    mode: str | None
    quad_code: int | None
    act_type: str | None
    act_mode: str | None
    contexts: tuple[str, ...]
    realis: str
    polarity: str
    certainty: str
    actor_codes: tuple[str, ...]
    actor_names: tuple[str, ...]
    actor_sectors: tuple[str, ...]
    recipient_codes: tuple[str, ...]
    recipient_names: tuple[str, ...]
    recipient_sectors: tuple[str, ...]
    items: tuple[str, ...]
    quantity_low: float | None
    quantity_high: float | None
    quantity_unit: str | None
    place: str | None
    geonameid: int | None
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    feature_code: str | None
    said_by: tuple[str, ...]
    trigger: str
    quote: str
    start: int
    end: int
    score: float | None
    article: str
    url: str | None
    title: str | None
    publisher: str | None
    published_at: str | None
    language: str | None
    model: str | None
    gpulse: str


COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(EventRow))
"""The columns of a table of events, in order."""

LISTS: frozenset[str] = frozenset(
    "contexts actor_codes actor_names actor_sectors recipient_codes recipient_names recipient_sectors items "
    "said_by".split()
)
"""The columns that hold lists. In the lists on actors and recipients the same place is the same participant, "" where
a code or sector is unknown."""


def event_id(record: Record, event: Event) -> str:
    """Return an id of an event that is unique in a store."""
    return f"{record.article.id}#{event.id}"


def event_rows(records: Iterable[Record]) -> Iterator[EventRow]:
    """Yield the events of records as rows, in order."""
    for record in records:
        for event in record.events:
            yield event_row(record, event)


def event_row(record: Record, event: Event) -> EventRow:
    """Return one event as a row."""
    article, place = record.article, event.place
    event_type, mode = derive_type(event)
    quantity: Quantity = next((i.quantity for i in event.items if i.quantity), Quantity())
    words = event.evidence or (event.trigger,)
    start, end = min(s.start for s in words), max(s.end for s in words)
    return EventRow(
        id=event_id(record, event), date=event.earliest, enddate=event.latest, event_type=event_type, mode=mode,
        quad_code=QUAD[event_type] if event_type else None, act_type=event.event_type, act_mode=event.mode,
        contexts=event.contexts, realis=event.realis, polarity=event.polarity, certainty=event.certainty,
        actor_codes=_codes(event.actors), actor_names=_names(event.actors), actor_sectors=_sectors(event.actors),
        recipient_codes=_codes(event.recipients), recipient_names=_names(event.recipients),
        recipient_sectors=_sectors(event.recipients), items=tuple(item.text for item in event.items),
        quantity_low=quantity.low, quantity_high=quantity.high, quantity_unit=quantity.unit,
        place=place.name if place else None, geonameid=place.geonameid if place else None,
        country=place.country if place else None, admin1=place.admin1 if place else None,
        lat=place.lat if place else None, lon=place.lon if place else None,
        feature_code=place.feature_code if place else None,
        said_by=tuple(source_words(record.attributions[i], article) for i in event.attributions),
        trigger=event.trigger.of(article.text), quote=article.text[start:end], start=start, end=end, score=event.score,
        article=article.id, url=article.url, title=article.title, publisher=article.publisher,
        published_at=article.published_at, language=article.language, model=record.meta.model,
        gpulse=record.meta.gpulse,
    )  # fmt: skip


def _codes(people: Iterable[Participant]) -> tuple[str, ...]:
    return tuple(person.whom or "" for person in people)


def _names(people: Iterable[Participant]) -> tuple[str, ...]:
    return tuple(person.name for person in people)


def _sectors(people: Iterable[Participant]) -> tuple[str, ...]:
    return tuple(person.sector or "" for person in people)


def as_list(value: object) -> object:
    """Return a tuple as the list that Arrow and JSON know, and any other value as it is."""
    return list(value) if isinstance(value, tuple) else value
