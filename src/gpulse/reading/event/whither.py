"""To which state somebody goes and from which they withdraw, where the network gives an act of both no recipient.

    Prime Minister Sharif travelled to Riyadh.          Saudi Arabia is visited
    The UN is withdrawing its troops from Mali.         what is left is Mali

A name counts that is a state's or lies in one other than the actor's; the example post's records have both so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gpulse.reading.event.participants import standing_for
from gpulse.reading.kit import Kit
from gpulse.record import Event, Mention, Participant, Record

_GOES = re.compile(
    r"(?:visit(?:s|ed|ing)?|fl(?:ew|y|ies|ying|own)|travel(?:l?ed|s|l?ing)?|arriv(?:es?|ed|ing)|landed|went|go(?:es)?|headed|"
    r"journeyed|set\s+off|embark\w*)\b",
    re.IGNORECASE,
)
_TO = re.compile(
    r"(?:\s+(?:on|for)\s+(?:an?|the|his|her|their)\s+[^,;.“”\"]{3,60}?)?(?:\s+(?:to|in|for))?\s+(?:the\s+)?"
)
_VISIT = re.compile(r"(?:\w+\s+)?(?:visit|trip|journey)\b", re.IGNORECASE)
_LEAVES = re.compile(r"(?:withdr[ae]w\w*|pull(?:s|ed|ing)?)\b", re.IGNORECASE)
_FROM = re.compile(r"(?:(?:[^,;:.“”\"]|,(?=\d)){0,70}?\b(?:from|out\s+of)|\s+of)\s+(?:the\s+)?")


def with_whither(record: Record, events: Sequence[Event], kit: Kit) -> Iterator[Event]:
    """Yield the events; journeys have the state that is visited, withdrawals that which is left, as recipient."""
    for event in events:
        names = () if event.recipients or not event.actors else _named(record, event)
        own = {p.whom for p in event.actors}
        found: list[Participant] = []
        for m in names:
            code = m.actor or (m.place.country if m.place else None)
            if code in kit.actors.states and code not in own:
                person = Participant(start=m.start, end=m.end, name=m.of(record.article.text), sector="GOV")
                found.append(standing_for(person, code, kit.actors.states))
        yield replace(event, recipients=tuple(found)) if found else event


def _named(record: Record, event: Event) -> tuple[Mention, ...]:
    """Return the name of the state, or town in one, that stands right behind a journey or withdrawal."""
    text, home, act = record.article.text, event.evidence[0], event.trigger
    words = act.of(text)
    goes = event.event_type == "CONSULT" and (_GOES.match(words) or _VISIT.match(words))
    leaves = event.event_type in ("RETREAT", "SANCTION") and _LEAVES.match(words)
    if not goes and not leaves:
        return ()
    behind = _FROM if leaves else _TO
    whole = (m for m in record.mentions if home.covers(m) and m.start > act.end and (m.place or m.actor))
    first = next((m for m in whole if m.kind == "place" and behind.fullmatch(text, act.end, m.start)), None)
    return (first,) if first else ()
