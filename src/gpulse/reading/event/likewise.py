"""Acts that are told by pointing at another: "so did Peru and Chile", "Oslo did the same", "Chad had done so before".

Whoever is named does what the act told before was; only who, when and where may differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gpulse.reading.event.participants import find_participants
from gpulse.reading.kit import Kit
from gpulse.reading.scene import Scene
from gpulse.record import Event, Participant, Record, Span, within

_SO_DID = re.compile(r"\b(?P<act>so\s+(?:did|do|does|ha[sd]|have))\s+(?=[A-Z]|the\s|its\s|their\s|his\s)")
_THE_SAME = re.compile(
    r"\s+(?:\w+ly\s+|also\s+|soon\s+|later\s+|then\s+|ha[sd]\s+|have\s+)*(?P<act>d(?:id|one)\s+(?:the\s+same|so|likewise))\b"
)
_ENDS = re.compile(
    r"[;:.]|,\s+(?:who|which|whose|where|but|while|though|although)\b|\s(?:who|which|that|on|in|by|at|when|after)\s"
)
_LED = re.compile(r"(?:[\w’'-]+\s+){0,5}")


def find_likewise(record: Record, events: Sequence[Event], kit: Kit, scene: Scene) -> Iterator[Event]:
    """Yield the acts that are told by pointing at the one before: in their sentence, or the sentence before.

    Those who act are named right behind "so did", or right before "did the same".
    """
    text = record.article.text
    for number, home in enumerate(record.sentences):
        for found in _SO_DID.finditer(text, home.start, home.end):
            end = _ENDS.search(text, found.end(), home.end)
            who = Span(start=found.end(), end=end.start() if end else home.end - 1)
            yield from _told(record, events, number, found.span("act"), who, kit, scene)
        for m in within(record.mentions, home):
            if (m.actor or m.kind == "person") and (same := _THE_SAME.match(text, m.end, home.end)):
                yield from _told(record, events, number, same.span("act"), m, kit, scene)


def _told(
    record: Record, events: Sequence[Event], number: int, at: tuple[int, int], who: Span, kit: Kit, scene: Scene
) -> Iterator[Event]:
    before = [e for e in events if e.trigger.end <= min(at[0], who.start)]
    home = record.sentences[number]
    near = [e for e in before if home.covers(e.trigger)]
    if not near and number and record.sentences[number - 1].paragraph == home.paragraph:
        near = [e for e in before if record.sentences[number - 1].covers(e.trigger)]
    near = [e for e in near if e.actors and e.polarity == "positive"]
    named = [m for m in record.mentions if who.covers(m) and m.actor]
    if not near or not named:
        return
    told = _main(record, near)
    trigger = Span(start=at[0], end=at[1])
    if any(e.trigger.overlaps(trigger) for e in events):
        return
    actors = find_participants(record, [who], kit, scene)
    same_sentence = home.covers(told.trigger)
    yield replace(
        told,
        id=f"{told.id}s{at[0]}",
        trigger=trigger,
        actors=actors,
        recipients=_others(told.recipients, who),
        earliest=told.earliest if same_sentence else None,
        latest=told.latest if same_sentence else None,
        place=told.place if same_sentence else None,
        attributions=(),
        evidence=(Span(start=home.start, end=home.end),),
    )


def _main(record: Record, events: Sequence[Event]) -> Event:
    """Return the act that a sentence is about: the first whose actor stands right before it, else the last."""
    text = record.article.text
    for event in events:
        subjects = (a for a in event.actors if a.end < event.trigger.start)
        if any(_LED.fullmatch(text[a.end : event.trigger.start].lstrip()) for a in subjects):
            return event
    return events[-1]


def _others(people: Sequence[Participant], who: Span) -> tuple[Participant, ...]:
    return tuple(p for p in people if not p.overlaps(who))


def without_those_likewise(told: Event, likewise: Sequence[Event]) -> Event:
    """Leave those who do likewise out of an act told before: "congratulated the Finns; so did *Lind* of Chad"."""
    others = [a for e in likewise for a in e.actors if e.evidence == told.evidence and a.start > told.trigger.end]
    keep = [tuple(p for p in side if not any(p.overlaps(o) for o in others)) for side in (told.actors, told.recipients)]
    return replace(told, actors=keep[0], recipients=keep[1]) if others else told
