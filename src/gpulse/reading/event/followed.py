"""What a post need not tell again: the day of an attack that the next sentences go on with, whose war or truce it is.

Two missiles struck the port on Saturday. Nobody was killed.      the same day
Chad and Mali agreed on a truce. The truce took effect at dawn.   the same parties
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gpulse.reading.event.time_scopes import is_past
from gpulse.record import Event, Record, Span

NEAR = 3
"""Sentences after an attack in which harm goes on with it."""
_DEFINITE = re.compile(r"\b(?:[Tt]he|[Tt]his|[Tt]hese|[Tt]hat|[Tt]heir|[Ee]arlier|[Ss]imilar)\s+(?:[\w-]+\s+){0,2}$")
_SHARED = re.compile(
    r"(?:truces?|cease-?fires?|armistice|wars?|fighting|conflict|clash(?:es)?|hostilities|talks|negotiations|summit|meeting|"
    r"deal|agreement|accord|pact|treaty)\b",
    re.IGNORECASE,
)
"""Nouns for acts of two sides: a definite one without a name beside it is the one that was told before."""
_FIGHTING = frozenset(("ASSAULT", "RETREAT"))
"""A truce is of those who fought, and a war of those who agreed on its truce."""
_OTHER_TIME = re.compile(
    r"\b(?:ago|before|earlier|later|previous(?:ly)?|recent(?:ly)?|since|already|once|last|years?|months?|weeks?)\b"
)
_STATE = re.compile(r"\b(?:is|are)\s+(?:not\s+)?$")
"""Before "injured", it tells how somebody is, and not what was done."""


def with_parties(text: str, events: Sequence[Event]) -> Iterator[Event]:
    """Yield the events; a definite war, truce or talks without actors has the parties of the last such act."""
    known: list[Event] = []
    for event in events:
        sides = {a.whom for a in event.actors if a.whom}
        if not event.actors and _SHARED.match(text, event.trigger.start) and _is_definite(text, event):
            told = next((e for e in reversed(known) if _same_kind(e, event)), None)
            if told is not None:
                event = replace(event, actors=told.actors)
        elif len(sides) > 1:
            known.append(event)
        yield event


def _is_definite(text: str, event: Event) -> bool:
    home = event.evidence[0]
    return bool(_DEFINITE.search(text, home.start, event.trigger.start))


def _same_kind(told: Event, event: Event) -> bool:
    kinds = _FIGHTING if event.event_type in _FIGHTING else {event.event_type}
    return told.event_type in kinds and told.evidence[0] != event.evidence[0]


def _elsewhere(record: Record, home: Span, other: Span) -> bool:
    """Whether the countries of the places in one sentence are none of those in another."""
    here, there = (
        {m.place.country for m in record.mentions if m.place and m.place.country and s.covers(m)} for s in (home, other)
    )
    return bool(here and there) and not here & there


def with_attack_days(record: Record, events: Sequence[Event]) -> Iterator[Event]:
    """Yield the events; harm told within three sentences of a dated attack, in the past and with no time of its own,
    was done that day.
    """
    text = record.article.text
    number = {s.start: k for k, s in enumerate(record.sentences)}
    last: Event | None = None
    for event in events:
        home = event.evidence[0]
        if event.event_type == "ASSAULT" and event.realis == "actual":
            timed = any(home.covers(t) for t in record.timexes)
            near = last is not None and number[home.start] - number[last.evidence[0].start] <= NEAR
            past = is_past(event.trigger.of(text)) and not _OTHER_TIME.search(text, home.start, home.end)
            past = past and not _STATE.search(text, home.start, event.trigger.start)
            past = past and (last is None or not _elsewhere(record, home, last.evidence[0]))
            if last is not None and near and past and not timed and event.earliest is None:
                event = replace(event, earliest=last.earliest, latest=last.latest)
            elif event.earliest and event.earliest == event.latest:
                last = event
        yield event
