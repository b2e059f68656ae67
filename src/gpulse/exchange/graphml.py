"""Who does what to whom as a graph, in GraphML: a node an actor, a directed edge an event between two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from gpulse.exchange.plover import EventRow, event_row
from gpulse.record import Participant, Record
from gpulse.store.fields import fold

_NODE = {"name": "string", "code": "string", "sector": "string"}
_EDGE = {
    "event_type": "string", "act_type": "string", "mode": "string", "quad_code": "int", "realis": "string",
    "polarity": "string", "certainty": "string", "date": "string", "enddate": "string", "score": "double",
    "quote": "string", "article": "string", "url": "string", "publisher": "string", "published_at": "string",
}  # fmt: skip
"""The attributes of nodes and edges, with GraphML's types."""


def write_graphml(records: Iterable[Record]) -> Iterator[bytes]:
    """Yield a GraphML document (http://graphml.graphdrawing.org/specification.html).

    An actor with a code is one node, by that code; one without, by its name. Events without a recipient, where several
    act together, are an edge between each two, both ways.
    """
    yield (
        b'<?xml version="1.0" encoding="UTF-8"?>\n'
        b'<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
        b'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="'
        b'http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
    )
    for kind, keys in (("node", _NODE), ("edge", _EDGE)):
        for name, type in keys.items():
            yield f'<key id="{kind}.{name}" for="{kind}" attr.name="{name}" attr.type="{type}"/>\n'.encode()
    yield b'<graph id="events" edgedefault="directed">\n'
    seen: set[str] = set()
    for record in records:
        for event in record.events:
            row = event_row(record, event)
            people = (*event.actors, *event.recipients)
            for person in people:
                if node_id(person) not in seen:
                    seen.add(node_id(person))
                    yield _node(person).encode()
            seconds = event.recipients or event.actors
            for i, first in enumerate(event.actors):
                for j, second in enumerate(seconds):
                    if event.recipients or i != j:
                        yield _edge(row, f"{row.id}#{i}-{j}", first, second).encode()
    yield b"</graph>\n</graphml>\n"


def node_id(person: Participant) -> str:
    """Return what makes two participants one node.

    >>> node_id(Participant(start=0, end=6, name="Moscow", code="RUS"))
    'RUS'
    """
    return person.whom or fold(person.name)


def _node(person: Participant) -> str:
    values = {"name": person.whom or person.name, "code": person.whom, "sector": person.sector}
    return f"<node id={_attribute(node_id(person))}>{_values('node', _NODE, values)}</node>\n"


def _edge(row: EventRow, id: str, first: Participant, second: Participant) -> str:
    values = {name: getattr(row, name) for name in _EDGE}
    ends = f"source={_attribute(node_id(first))} target={_attribute(node_id(second))}"
    return f"<edge id={_attribute(id)} {ends}>{_values('edge', _EDGE, values)}</edge>\n"


def _values(kind: str, names: Iterable[str], values: Mapping[str, object]) -> str:
    found = ((name, values[name]) for name in names if values[name] is not None)
    return "".join(f'<data key="{kind}.{name}">{escape(_clean(str(value)))}</data>' for name, value in found)


def _attribute(text: str) -> str:
    return quoteattr(_clean(text), {"\n": " ", "\t": " "})


def _clean(text: str) -> str:
    """Return text without characters that XML 1.0 has no way to write.

    >>> _clean("a\\x0bb")
    'ab'
    """
    return "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
