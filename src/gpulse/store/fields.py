"""The fields of a record: each normalised value with the span it was read from and the stage that read it.

`list_rows` and `list_facets` are what the tables `fields` and `facets` are filled from; the record itself is kept
whole beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from gpulse.record import Commitment, Event, Mention, Participant, Place, Quantity, Record, Span, StageRun

KINDS: tuple[tuple[str, ...], ...] = (
    ("mention.actor", "mention.sector", "mention.place", "mention.country"),
    ("timex.value", "timex.when"),
    (
        *("attribution.kind", "attribution.speaker", "attribution.code"),
        *("attribution.sector", "attribution.via", "attribution.when"),
    ),
    ("event.type", "event.mode", "event.context", "event.realis", "event.polarity", "event.certainty"),
    ("event.actor", "event.sector"),
    ("event.recipient", "event.sector"),
    ("event.via", "event.sector"),
    ("event.item", "event.place", "event.when"),
    (
        *("commitment.kind", "commitment.by", "commitment.to"),
        *("commitment.type", "commitment.what", "commitment.quantity"),
    ),
    (
        *("commitment.place", "commitment.said_by", "commitment.said_on"),
        *("commitment.due", "commitment.condition", "commitment.polarity"),
    ),
    ("refused.why",),
    ("agreement.name", "agreement.party", "agreement.signed_on", "agreement.place"),
    ("clause.trigger", "clause.obliged", "clause.duty"),
    ("bloc.name", "bloc.member", "bloc.size"),
)
"""Which fields share a row of the table `fields`, in the order of its columns `a` to `f`; a row's kind is its place
here, from 1 on. The table `names` holds the same, filled by migrations: a new name goes to the end of a kind, a new
kind to the end, in a migration."""

USUAL: Mapping[str, str] = MappingProxyType(
    {
        "attribution.kind": "indirect",
        "event.realis": "actual",
        "event.polarity": "positive",
        "event.certainty": "certain",
        "commitment.polarity": "positive",
    }
)
"""What the fields with these names mostly say. A row holds an empty value where a field says this, or else where it
says the words of its span themselves; the view `provenance` gives it in full. The table `names` holds the same."""

COLUMNS = ("a", "b", "c", "d", "e", "f")
"""The columns of the table `fields` that hold values."""

STAGES_OF: dict[str, tuple[str, ...]] = {
    "mention.actor": ("actors", "mentions"),
    "mention.sector": ("actors", "mentions"),
    "mention.place": ("places", "mentions"),
    "mention.country": ("places", "mentions"),
    "timex": ("timexes",),
    "attribution": ("attributions",),
    "event": ("events",),
    "commitment": ("commitments",),
    "refused": ("commitments",),
    "agreement": ("agreements",),
    "clause": ("agreements",),
    "bloc": ("blocs", "agreements"),
}
"""Which stage fills a field, by its name or its layer: the first of these that ran."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One normalised value. `item` is the index of its mention, event … in the layer; `span` what it was read from."""

    name: str
    item: int
    value: str
    span: Span | None


def list_fields(record: Record) -> list[Field]:
    """Return the record's fields, in the order of its layers.

    >>> from gpulse.record import Article, Bloc
    >>> bloc = Bloc(name="the Seven", size=7, evidence=(Span(start=0, end=9),))
    >>> [(f.name, f.value) for f in list_fields(Record(article=Article(id="a", text="the Seven"), blocs=(bloc,)))]
    [('bloc.name', 'the Seven'), ('bloc.size', '7')]
    """
    return [
        Field(name=name, item=item, value=str(value), span=span)
        for name, item, value, span in _walk(record)
        if value not in (None, "")
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """Fields of one item that were read from one span, as a row of the table `fields` holds them. `kind` is a place in
    `KINDS`, from 1 on; `values` has one for each name of that kind, `None` where there is no such field."""

    kind: int
    item: int
    span: Span | None
    values: tuple[str | None, ...]


def list_rows(record: Record) -> list[FieldRow]:
    """Return the record's fields as rows; going through them in order gives the fields in order.

    >>> from gpulse.record import Article, Bloc
    >>> bloc = Bloc(name="the Seven", size=7, evidence=(Span(start=0, end=9),))
    >>> list_rows(Record(article=Article(id="a", text="the Seven"), blocs=(bloc,)))
    [FieldRow(kind=14, item=0, span=Span(start=0, end=9), values=('the Seven', None, '7'))]
    """
    rows: list[FieldRow] = []
    kind, filled = 0, -1
    values: list[str | None]
    for field in list_fields(record):
        names = KINDS[kind - 1]
        place = names.index(field.name) if kind and field.name in names else -1
        last = rows[-1] if rows else None
        if last is not None and place > filled and (last.item, last.span) == (field.item, field.span):
            values = [*last.values]
            rows.pop()
        else:
            kind, place = _find_kind(field.name)
            values = [None] * len(KINDS[kind - 1])
        filled, values[place] = place, field.value
        rows.append(FieldRow(kind=kind, item=field.item, span=field.span, values=tuple(values)))
    return rows


def _find_kind(name: str) -> tuple[int, int]:
    """Return the kind that has this name earliest in its rows, and where."""
    place, kind = min((names.index(name), kind) for kind, names in enumerate(KINDS, 1) if name in names)
    return kind, place


def field_columns(reading: int, position: int, row: FieldRow, text: str) -> dict[str, Any]:
    """Return a row of the table `fields` for a post of this text."""
    words, names = row.span.of(text) if row.span else None, KINDS[row.kind - 1]
    given = zip(names, row.values, strict=True)
    values = ["" if value is not None and value == USUAL.get(name, words) else value for name, value in given]
    return {
        "reading": reading,
        "position": position,
        "kind": row.kind,
        "item": row.item,
        "start": row.span.start if row.span else None,
        "length": row.span.end - row.span.start if row.span else None,
        **{name: values[at] if at < len(values) else None for at, name in enumerate(COLUMNS)},
    }


def list_origins(reader: int, stages: Sequence[StageRun]) -> list[dict[str, Any]]:
    """Return the rows of `origins` for a reader that ran these stages."""
    names = dict.fromkeys(name for kind in KINDS for name in kind)
    return [
        {
            "reader": reader,
            "name": name,
            "stage": stages[at].stage,
            "method": stages[at].method,
            "version": stages[at].version,
        }
        for name in names
        if (at := find_stage(name, stages)) is not None
    ]


def find_stage(name: str, stages: Sequence[StageRun]) -> int | None:
    """Return the place in `stages` of the stage that fills the field `name`; `None` where none of them does."""
    wanted = STAGES_OF.get(name) or STAGES_OF.get(name.partition(".")[0], ())
    ran = {run.stage: place for place, run in enumerate(stages)}
    return next((ran[stage] for stage in wanted if stage in ran), None)


def list_facets(record: Record) -> set[tuple[str, str]]:
    """Return what search filters by: ("actor", code or name), ("place", name or country), ("type", event type)."""
    found: set[tuple[str, str | None]] = set()
    for mention in record.mentions:
        found.add(("actor", mention.actor))
        found |= _place_facets(mention.place)
    for event in record.events:
        found.add(("type", event.event_type))
        found |= {("actor", who.whom or who.name) for who in (*event.actors, *event.recipients)}
        found |= _place_facets(event.place)
    for commitment in record.commitments:
        found |= {("actor", who) for who in (*commitment.by, *commitment.to)}
        found.add(("type", commitment.event_type))
    for attribution in record.attributions:
        if attribution.speaker:
            found |= {("actor", attribution.speaker.code), ("actor", attribution.speaker.name)}
    return {(facet, fold(value)) for facet, value in found if value}


def fold(value: str) -> str:
    """Return the form in which facets are compared: case folded, white space single.

    >>> fold("North  Korea")
    'north korea'
    """
    return " ".join(value.casefold().split())


def _place_facets(place: Place | None) -> set[tuple[str, str | None]]:
    return {("place", place.name), ("place", place.country)} if place else set()


_Row = tuple[str, int, object, Span | None]


def _walk(record: Record) -> Iterator[_Row]:
    for i, mention in enumerate(record.mentions):
        yield from _walk_mention(i, mention)
    for i, timex in enumerate(record.timexes):
        yield "timex.value", i, timex.value, timex
        yield "timex.when", i, _interval(timex.earliest, timex.latest), timex
    for i, said in enumerate(record.attributions):
        span = said.source or said.cue or _first(said.content)
        yield "attribution.kind", i, said.kind, span
        if said.speaker:
            yield "attribution.speaker", i, said.speaker.name, span
            yield "attribution.code", i, said.speaker.code, span
            yield "attribution.sector", i, said.speaker.sector, span
        yield "attribution.via", i, said.via, span
        yield "attribution.when", i, _interval(said.earliest, said.latest), said.cue or span
    for i, event in enumerate(record.events):
        yield from _walk_event(i, event)
    for i, commitment in enumerate(record.commitments):
        yield from _walk_commitment(i, commitment)
    for i, refusal in enumerate(record.refused):
        yield "refused.why", i, refusal.why, _first(refusal.evidence)
    for i, agreement in enumerate(record.agreements):
        span = _first(agreement.evidence)
        yield "agreement.name", i, agreement.name, span
        yield from (("agreement.party", i, party, span) for party in agreement.parties)
        yield "agreement.signed_on", i, agreement.signed_on, span
        yield "agreement.place", i, agreement.place, span
        for clause in agreement.clauses:
            span = _first(clause.evidence)
            yield "clause.trigger", i, clause.trigger, span
            yield from (("clause.obliged", i, who, span) for who in clause.obliged)
            yield "clause.duty", i, clause.duty, span
    for i, bloc in enumerate(record.blocs):
        span = _first(bloc.evidence)
        yield "bloc.name", i, bloc.name, span
        yield from (("bloc.member", i, member, span) for member in bloc.members)
        yield "bloc.size", i, bloc.size, span


def _walk_mention(i: int, mention: Mention) -> Iterator[_Row]:
    yield "mention.actor", i, mention.actor, mention
    yield "mention.sector", i, mention.sector, mention
    if mention.place:
        yield "mention.place", i, _place(mention.place), mention
        yield "mention.country", i, mention.place.country, mention


def _walk_event(i: int, event: Event) -> Iterator[_Row]:
    yield "event.type", i, event.event_type, event.trigger
    yield "event.mode", i, event.mode, event.trigger
    yield from (("event.context", i, context, event.trigger) for context in event.contexts)
    yield "event.realis", i, event.realis, event.trigger
    yield "event.polarity", i, event.polarity, event.trigger
    yield "event.certainty", i, event.certainty, event.trigger
    yield from _walk_participants(i, "event.actor", event.actors)
    yield from _walk_participants(i, "event.recipient", event.recipients)
    yield from _walk_participants(i, "event.via", event.via)
    for thing in event.items:
        yield "event.item", i, _quantity(thing.quantity) or thing.text, thing
    if event.place:
        yield "event.place", i, _place(event.place), _first(event.evidence) or event.trigger
    yield "event.when", i, _interval(event.earliest, event.latest), _first(event.evidence) or event.trigger


def _walk_participants(i: int, name: str, participants: Sequence[Participant]) -> Iterator[_Row]:
    for who in participants:
        yield name, i, who.whom or who.name, who
        yield "event.sector", i, who.sector, who


def _walk_commitment(i: int, commitment: Commitment) -> Iterator[_Row]:
    span = _first(commitment.evidence)
    yield "commitment.kind", i, commitment.kind, span
    yield from (("commitment.by", i, who, span) for who in commitment.by)
    yield from (("commitment.to", i, who, span) for who in commitment.to)
    yield "commitment.type", i, commitment.event_type, span
    yield "commitment.what", i, commitment.what, span
    yield "commitment.quantity", i, _quantity(commitment.quantity), span
    yield "commitment.place", i, commitment.place, span
    yield "commitment.said_by", i, commitment.said_by, span
    yield "commitment.said_on", i, commitment.said_on, span
    yield "commitment.due", i, _interval(commitment.earliest, commitment.latest), span
    yield "commitment.condition", i, commitment.condition, span
    yield "commitment.polarity", i, commitment.polarity, span


def _first(spans: Sequence[Span]) -> Span | None:
    return spans[0] if spans else None


def _interval(earliest: str | None, latest: str | None) -> str | None:
    """Return an ISO 8601 interval with ".." for an open side.

    >>> _interval("2024-07-01", None)
    '2024-07-01/..'
    """
    return f"{earliest or '..'}/{latest or '..'}" if earliest or latest else None


def _place(place: Place) -> str:
    return place.name if place.geonameid is None else f"{place.name} (geonameid {place.geonameid})"


def _quantity(quantity: Quantity | None) -> str | None:
    """Return a quantity as words: its bounds, ".." for an open side, its unit.

    >>> _quantity(Quantity(low=7000, unit="soldiers", approximate=True))
    'about 7000.. soldiers'
    """
    if quantity is None or (quantity.low is None and quantity.high is None):
        return None
    low, high = (f"{bound:g}" if bound is not None else "" for bound in (quantity.low, quantity.high))
    if max(quantity.low or 0, quantity.high or 0) >= 1e6:
        low, high = (f"{bound:.0f}" if bound is not None else "" for bound in (quantity.low, quantity.high))
    amount = low if low == high else f"{low}..{high}"
    return " ".join(filter(None, ("about" if quantity.approximate else "", amount, quantity.unit)))
