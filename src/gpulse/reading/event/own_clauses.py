"""What a clause with a subject of its own keeps to itself, and what its sentence's other clauses keep.

Oslo expelled two envoys, and *the European Union*, after debate, froze the bank's assets.  who froze did not expel
Peru cannot stand idle while *other powers* are arming its neighbours.                      Peru does not arm them
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from gpulse.reading.event.participants import find_participants
from gpulse.reading.event.subjects import HELPING
from gpulse.reading.kit import Kit
from gpulse.reading.scene import Scene
from gpulse.record import Event, Mention, Participant, Polarity, Realis, Record, Span, within

TITLE: Final = (
    r"(?:(?:the|its|his|her|their)\s+)?(?:(?:[A-Z][\w.’'-]*|of|for|the|former|foreign|prime|president|minister|secretary|"
    r"general|state|leader|chief|envoy|ambassador)\s+){0,8}"
)
"""What may stand between a conjunction and the name of who acts: "after *US Secretary of State* Marco Rubio"."""
_WHEN: Final = re.compile(rf"\b(?:after|when|before|since|once|until|where)\s+{TITLE}$")
"""Right before the name of who acts in a clause of time or place, to which what the main clause is about still belongs:
"will not lift the embargo until *Chad* frees the crew"."""
_OPENS: Final = re.compile(
    r"(?:[,;]\s+(?:and|but|while|whereas|though|although)|;|\b(?:while|whereas|although|though|because))\s+(?:[Tt]he\s+)?$",
)
"""Right before the subject of another clause."""
_VERB_NEXT: Final = re.compile(rf"(?:,\s+(?:wh[a-z]+\s[^,;.]{{3,140}}|[^,;.]{{3,80}}),)?\s+{HELPING}")
"""Between a subject and its verb; whoever "was hit" does nothing."""
_NO_VERB: Final = re.compile(r"\w+ing$|of$|to$", re.IGNORECASE)
_LISTED: Final = re.compile(r",\s+(?:the\s+)?$")


def with_own_clauses(record: Record, events: Sequence[Event], kit: Kit, scene: Scene) -> Iterator[Event]:
    """Yield the events, in the order of the text, each with those alone who stand in its own clause.

    Only where a clause is opened by a conjunction and a name that its verb follows at once, or behind an aside between
    commas; "Peru, Chad, and Mali sent troops" is one clause.
    """
    events = [_behind_semicolon(record, _past_relative(record, event, kit, scene), kit, scene) for event in events]
    told: list[Event] = []
    for event in (_without_courts(record.article.text, event) for event in events):
        told.append(_without_objects(record.article.text, event, told))
    events = told
    opened = [(event, subject) for event in events if (subject := _own_subject(record, event)) is not None]
    for event in events:
        own = next((subject for other, subject in opened if other is event), None)
        if own is not None:
            here = tuple(a for a in event.actors if a.end > own.start)
            event = replace(
                event,
                actors=here if any(a.overlaps(own) for a in here) else find_participants(record, [own], kit, scene),
                recipients=tuple(r for r in event.recipients if r.start > own.start),
                items=tuple(i for i in event.items if i.start > own.start),
            )
        elif (first := _subject_of_clause(record.article.text, event)) is not None:
            event = replace(event, actors=tuple(a for a in event.actors if a.start >= first))
        for other, subject in opened:
            apart = not _WHEN.search(record.article.text, event.evidence[0].start, subject.start)
            if apart and other.evidence == event.evidence and event.trigger.end <= subject.start:
                event = replace(
                    event,
                    recipients=tuple(r for r in event.recipients if r.start < subject.start),
                    items=tuple(i for i in event.items if i.start < subject.start),
                )
        yield event


def _own_subject(record: Record, event: Event) -> Mention | None:
    """Return the name that opens an act's own clause as its subject; `None` where none does."""
    text, home, act = record.article.text, event.evidence[0], event.trigger
    if _NO_VERB.search(act.of(text)):
        return None
    names = [m for m in within(record.mentions, home) if m.end < act.start and (m.actor or m.kind == "person")]
    for at in range(len(names) - 1, -1, -1):
        name = names[at]
        if not _VERB_NEXT.fullmatch(text, name.end, act.start):
            continue
        timed = text[name.start].isupper() and _WHEN.search(text, home.start, name.start)
        if not (timed or _OPENS.search(text, home.start, name.start)):
            continue
        before = names[at - 1] if at else None
        listed = before is not None and re.fullmatch(r",\s+and\s+(?:the\s+)?", text[before.end : name.start])
        if not (listed and before is not None and _LISTED.search(text, home.start, before.start)):
            return name
    return None


_RELATIVE_ASIDE: Final = re.compile(
    rf",\s+(?:which|who|whose|where)\s[^,;.]{{3,140}},\s+{HELPING}"
    r"(?:(?:is|are|was|were)\s+(?:due|set|scheduled|expected|about|ready|willing)\s+to\s+)?"
)


_WITH: Final = re.compile(r"\s+(?:\w+ly\s+)?(?:with|to)\b")


def _past_relative(record: Record, event: Event, kit: Kit, scene: Scene) -> Event:
    """Give an act that nobody does to the name that opens its sentence: "*Oslo*, which is bound to it, sent ships"."""
    text, home, act = record.article.text, event.evidence[0], event.trigger
    for name in within(record.mentions, Span(start=home.start, end=act.start)):
        opens = re.fullmatch(r"(?:The\s+)?", text[home.start : name.start]) and (name.actor or name.kind == "person")
        if opens and _RELATIVE_ASIDE.fullmatch(text, name.end, act.start):
            with_others = event.event_type == "CONSULT" and _WITH.match(text, act.end)
            if any(a.end <= name.end or (a.start > act.start and not with_others) for a in event.actors):
                return event
            others = event.actors if with_others else ()
            subject = find_participants(record, [name], kit, scene)
            return replace(event, actors=(*subject, *(o for o in others if o.start > act.start)))
    return event


def _behind_semicolon(record: Record, event: Event, kit: Kit, scene: Scene) -> Event:
    """Keep an act behind a semicolon from who acts before it, where the clause there names its own subject.

    "Oslo sent a ship; *Moscow* called that a provocation and threatened to station missiles."
    """
    text, home, act = record.article.text, event.evidence[0], event.trigger
    at = text.rfind(";", home.start, act.start)
    if at < 0 or (event.actors and all(a.start > at for a in event.actors)):
        return event
    names = within(record.mentions, Span(start=at, end=act.start))
    own = [m for m in names if m.actor and re.fullmatch(r";\s+(?:the\s+)?", text[at : m.start])]
    verb = own and re.match(rf"\s+{HELPING}[a-z]+", text[own[0].end : act.end])
    if not verb:
        return event
    here = tuple(a for a in event.actors if a.start > at)
    joined = re.search(r"\b(?:to|and|and\s+\w+)\s+$", text[at : act.start])
    return replace(event, actors=here or (find_participants(record, [own[0]], kit, scene) if joined else ()))


_AND_DOES: Final = re.compile(
    rf"\band\s+{HELPING}(?:(?:is|are|was|were)\s+(?:\w+ly\s+)?(?:\w+ing\s+(?:\w+\s+){{0,2}})?)?$"
)


def _without_objects(text: str, event: Event, before: Sequence[Event]) -> Event:
    """Return an act joined by "and" without whom an earlier one was done to: "gave *Oslo* a base and is leaving"."""
    act = event.trigger
    if len(event.actors) < 2 or not _AND_DOES.search(text, event.evidence[0].start, act.start):
        return event
    before = [e for e in before if e.evidence == event.evidence and e.trigger.end <= act.start]
    subjects = {a.start for e in before for a in e.actors}
    objects = {r.start for e in before for r in e.recipients if e.trigger.end <= r.start < act.start} - subjects
    if not subjects & {a.start for a in event.actors}:
        return event
    return replace(event, actors=tuple(a for a in event.actors if a.start not in objects))


_AT_COURT: Final = re.compile(r"\b(?:at|before|in|with|to)\s+(?:the\s+)?$")
_COURT: Final = re.compile(r"\b(?:court|tribunal)\b", re.IGNORECASE)


def _without_courts(text: str, event: Event) -> Event:
    """Return a charge without the court that it is brought to: "filed a case against Oslo *at the world court*"."""
    if event.event_type != "ACCUSE":
        return event

    def parties(people: Sequence[Participant]) -> tuple[Participant, ...]:
        return tuple(
            p
            for p in people
            if not (_COURT.search(p.of(text)) and _AT_COURT.search(text, event.evidence[0].start, p.start))
        )

    return replace(event, actors=parties(event.actors), recipients=parties(event.recipients))


def _subject_of_clause(text: str, event: Event) -> int | None:
    """Return where the one who acts in a clause of its own begins, whoever it is: "while *other powers* are arming"."""
    home, act = event.evidence[0], event.trigger
    own = [a.start for a in event.actors if a.end <= act.start and _WHILE_WHO.search(text, home.start, a.start)]
    return max(own, default=None)


_WHILE_WHO: Final = re.compile(r"\b(?:while|whereas|although|though|because)\s+(?:the\s+)?$", re.IGNORECASE)

_WHILE: Final = re.compile(
    r"\b(?:while|whereas|although|though|because|since)\s+(?P<clause>[^,;:“”\"]{2,60})$", re.IGNORECASE
)
_SHADES: Final = re.compile(
    r"\b(?:not|no|never|nobody|none|cannot|without|n['’]t|will|would|shall|should|must|may|might|could|can|to|if|unless|"
    r"reportedly|allegedly|nor|neither)\b",
    re.IGNORECASE,
)


def shades_of_its_own(text: str, home: Span, act: Span, realis: Realis, polarity: Polarity) -> tuple[Realis, Polarity]:
    """Return the realis and polarity of an act in a clause of its own behind "while": what is not done is another act.

    >>> text = "Kenya will not wait while gunmen attack its farmers."
    >>> shades_of_its_own(text, Span(start=0, end=len(text)), Span(start=33, end=39), "hypothetical", "negative")
    ('actual', 'positive')
    """
    own = _WHILE.search(text, home.start, act.start)
    if own is None or _SHADES.search(own["clause"]) or not _SHADES.search(text, home.start, own.start()):
        return realis, polarity
    return "actual", "positive"
