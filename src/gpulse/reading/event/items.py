"""The things of an event and how many there are: the network's words with their quantity, and counts of people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gpulse.reading.event.time_scopes import is_past
from gpulse.reading.language.quantities import find_quantities
from gpulse.record import Event, Item, Quantity, Record, Span

_OBJECT_GAP = re.compile(r"\s+(?:out\s+|off\s+|up\s+)?(?:the\s+|a total of\s+|all\s+)?")
_PASSIVE_GAP = re.compile(r"\s+(?:(?:have|has|had|were|was|are|will|be|been|being|then|also)\s+)+")
_COUNTRIES = re.compile(r"\b(?:countries|nations|states|governments|members)\b", re.IGNORECASE)
_JOINT = re.compile(
    r"\b(?:parties|groups|organi[sz]ations|unions|deputies|lawmakers|senators|families|plaintiffs|scientists|judges|firms|"
    r"companies)\b",
    re.IGNORECASE,
)
_IN_WORDS = frozenset(("REQUEST", "REJECT", "ACCUSE", "SUPPORT", "PROTEST", "AGREE"))
"""Those whose number says how many say so together."""
_DELEGATES = re.compile(
    r"\b(?:leaders|delegat(?:es|ions)|envoys|ministers|representatives|presidents)\b", re.IGNORECASE
)
"""Those whose number says how large a meeting was."""


def with_counts(record: Record, event: Event, others: Sequence[Event] = ()) -> Event:
    """Keep how many people or countries an act was done to, or by: a count is an item of the event.

    Whom an act was done to counts first, then the countries that act together, and who meets; other actors' numbers
    say how it was done, not how much. What another of the `others` has as an item is not counted again: of "two million
    shells and, reportedly, missiles" the missiles alone are doubtful.
    """
    text = record.article.text
    counted = [r for r in event.recipients if not any(r.overlaps(i) for i in event.items)]
    counted += [
        a
        for a in event.actors
        if _COUNTRIES.search(a.of(text))
        or (event.event_type == "CONSULT" and _DELEGATES.search(a.of(text)))
        or (event.event_type in _IN_WORDS and _JOINT.search(a.of(text)))
    ]
    items = [
        item
        for p in dict.fromkeys(c.bare() for c in counted)
        if (item := read_item(text, p, event.evidence[0])).quantity
    ]
    if not items and not any(i.quantity for i in event.items):
        items = [i for i in _counted_beside(record, event) if not any(i.overlaps(j) for o in others for j in o.items)]
    return replace(event, items=(*event.items, *items)) if items else event


def _counted_beside(record: Record, event: Event) -> list[Item]:
    """Return the counted object of an act that no role holds: "evacuated 1,400 people", "40 homes were burnt"."""
    text, home = record.article.text, event.evidence[0]
    for found in find_quantities(home.of(text)):
        span = Span(start=home.start + found.start, end=home.start + found.end)
        if found.quantity.unit is None or any(t.overlaps(span) for t in record.timexes):
            continue
        if any(p.overlaps(span) for p in (*event.actors, *event.recipients, *event.items)):
            continue
        after = (
            span.start > event.trigger.end
            and _is_verb(event.trigger.of(text))
            and _OBJECT_GAP.fullmatch(text, event.trigger.end, span.start)
        )
        before = span.end < event.trigger.start and _PASSIVE_GAP.fullmatch(text, span.end, event.trigger.start)
        if after or before:
            return [Item(start=span.start, end=span.end, text=span.of(text), quantity=found.quantity)]
    return []


def _is_verb(words: str) -> bool:
    """Say whether a trigger is a verb by its form, whose object may stand right after it."""
    return is_past(words) or words.split()[0].endswith(("ing", "es"))


def read_item(text: str, role: Span, home: Span) -> Item:
    """Return an item with its quantity, the whole of it where the role cuts into it: "31 *Abrams tanks*"."""
    span = _whole(text, role, home)
    found = [q for q in find_quantities(home.of(text)) if _reaches(span, q, home.start)]
    quantity: Quantity | None = found[0].quantity if found else None
    return Item(start=span.start, end=span.end, text=span.of(text), quantity=quantity)


_PART = re.compile(r"[\w’'-]|[.,](?=\d)")
_OPEN_END = re.compile(r"\s+(?:of|the|an?|any|its|their|his|her|our|and|or|who|which|whom)$", re.IGNORECASE)


def _whole(text: str, role: Span, home: Span) -> Span:
    """Return a role with the whole of the word or number that it breaks off in, and without words that want another.

    >>> text = "It sent 1,000 officers and most of the cars"
    >>> home = Span(start=0, end=len(text))
    >>> [_whole(text, Span(start=s, end=e), home).of(text) for s, e in ((8, 9), (27, 38))]
    ['1,000', 'most']
    """
    start, end = role.start, role.end
    while start > home.start and _PART.match(text[start - 1 : start + 1]) and _PART.match(text[start : start + 2]):
        start -= 1
    while end < home.end and _PART.match(text[end : end + 2]) and _PART.match(text[end - 1 : end + 1]):
        end += 1
    while found := _OPEN_END.search(text[start:end]):
        end = start + found.start()
    return Span(start=start, end=end)


def is_thing(text: str, role: Span) -> bool:
    """Say whether words name a thing, and are no bare "its" or "the".

    >>> is_thing("its aid", Span(start=0, end=3)), is_thing("its aid", Span(start=4, end=7))
    (False, True)
    """
    return not re.fullmatch(r"(?:its|their|his|her|our|the|an?|any|of|and|or)", role.of(text).strip(), re.IGNORECASE)


def _reaches(role: Span, quantity: Span, shift: int) -> bool:
    start, end = quantity.start + shift, quantity.end + shift
    return role.start < end and start < role.end
