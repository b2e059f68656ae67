"""What the acts of a text tell of each other: who acts in the object of another act, and what is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gpulse.reading.event.event_times import taken_up
from gpulse.record import Event, Participant, Record

_TO_DO = re.compile(
    r"\bto\s+(?:begin|start|open|hold|launch|resume|conclude|sign|join|agree (?:on|to))\s+(?:[a-z-]+\s+){0,3}$"
)
"""The infinitive of a demand with a verb that brings its object about; "to stop the raids" asks for no raid."""
_ORDERED = re.compile(
    r"\b(?:order(?:ed|ing)|instruct(?:ed|ing)|command(?:ed|ing)|urg(?:ed|ing)|told|telling|ask(?:ed|ing))\s+(?:[\w’'-]+\s+){0,8}?"
    r"to\s+(?:\w+ly\s+)?$"
)
"""From an order to what those who are ordered are to do: "ordered the party to temporarily *disband*"."""
_AGAINST = frozenset(("ACCUSE", "PROTEST", "REJECT"))
_OPPOSED = re.compile(
    r"\s+(?:(?:against|over|at)\s+)?(?!to\b)(?:(?!(?:its|their|his|her|to|from|by|with|of|after|before|when|while|having)\b)[\w’'“-]+\s+){0,4}"
)
"""Between an act of words against something and the noun that names it; "denied its raid" is of its own."""
_ENDS = re.compile(r"\b(?:end|stop|lift|halt|ceas)")
"""What somebody will not end is his own: "they will not end the *strike*"."""
_VERBAL = re.compile(r"(?:ing|ed|en)$|\s")
_HARMS = frozenset(("ASSAULT", "COERCE", "SANCTION", "ACCUSE", "PROTEST"))
_ANSWERED = re.compile(
    r"\b(?:retaliat(?:e|es|ed|ing|ion)|respon(?:d|ds|ded|ding|se)|react(?:s|ed|ing|ion)?|aveng(?:e|es|ed|ing)|revenge|reprisals?|punish\w*)\s+"
    r"(?:(?:for|to|after|over)\s+)?(?:(?:the|an?|that|this|last|these|those)\s+)(?:(?!of\b|and\b|by\b|with\b)[\w-]+\s+){0,3}$"
)
_GOVERNING = frozenset(("AGREE", "THREATEN"))
_OBJECT = re.compile(r"\s+(?:on|to|for|upon)?\s*(?:an?|the)?\s*(?:[a-z-]+\s){0,2}")
"""What stands between an act and another that is its object."""
_JUDGED = re.compile(r"\s+(?:(?:for|of|against|over)\s+)?(?:[\w’'“-]+\s+){0,5}")
_DEMANDED = re.compile(r"\s+(?:(?:for|that)\s+)?(?:[\w’'-]+\s+){0,4}")
_FOR_HIMSELF = re.compile(r"\s+(?:(?:from|by)\s+(?:[\w’'-]+\s+){1,6}?)?to\s+(?:\w+ly\s+)?")
"""From asking to what the asker would do himself: "a request from the president to *deploy* the army"."""
_OWN_DOING = frozenset(("ASSAULT", "CONSULT", "COOPERATE", "MOBILIZE"))
"""What somebody asks to do himself; to allow, release or pay something he asks of another."""
_SYMPATHY = re.compile(r"condolence|sympath|mourn|tribute|grie[fv]", re.IGNORECASE)
_TELLS_OWN = re.compile(
    r"(?:reiterat|express|voic|pledg|promis|reaffirm|offer|declar|convey|underlin|repeat)", re.IGNORECASE
)
"""Verbs by which somebody tells his own side's support, and praises nobody's."""
_JUDGING = frozenset(("ACCUSE", "REJECT", "SUPPORT"))
_AT = re.compile(
    r"(?:\b(?:at|during)|(?<!role)(?<!part)(?<!interest)(?<!involvement)(?<!place)(?<!participation)\s+in)\s+(?:the\s+|an?\s+|"
    r"their\s+)?(?:[A-Z][\w’'-]*\s+){0,3}$"
)
"""What stands right before the meeting at which somebody acts."""
CLAUSE_ENDS = re.compile(r"[,;:.]|\b(?:that|which|who|and)\b")
"""Between an act and words that are of another clause."""


def share_actors(text: str, events: Sequence[Event]) -> Iterator[Event]:
    """Yield the events; an act that is the object of another has its actors: "the two agreed on a ceasefire"."""
    for event in events:
        governor = next(
            (
                other
                for other in events
                if other.actors
                and other.evidence == event.evidence
                and other.event_type in _GOVERNING
                and _OBJECT.fullmatch(text, other.trigger.end, event.trigger.start)
            ),
            None,
        )
        if governor and not event.actors:
            event = replace(event, actors=governor.actors)
        if event.event_type in _JUDGING and not event.recipients and not _SYMPATHY.search(event.trigger.of(text)):
            event = replace(event, recipients=_judged(text, event, events))
        event = _avenged(text, replace(event, actors=_without_judge(text, event, events)))
        if event.event_type == "REQUEST" and not event.recipients:
            event = replace(event, recipients=_to_do_it(text, event, events))
        if event.realis == "actual" and _is_asked_for(text, event, events):
            event = replace(event, realis="demanded")
        if event.realis == "demanded":
            event = replace(event, actors=_without_demander(text, event, events))
        yield event


def when_taken_up(record: Record, event: Event) -> Event:
    """Return an act to come with the time that the next sentence tells of those who are sent, where it has none."""
    if event.earliest or event.latest:
        return event
    earliest, latest = taken_up(record, event)
    return replace(event, earliest=earliest, latest=latest)


_POINTED = re.compile(
    r"\b(?:the|this|that|its|their|his|her|whose)\s+(?:[\w-]+\s+){0,2}$|[’']s\s+(?:[\w-]+\s+)?$", re.IGNORECASE
)
_HAPPENED = re.compile(
    r"[^.;,“”]{0,60}?\b(?:was|were|ha[sd]|have|took|began|started|ended|came|went|follow(?:ed|s)|lasted|led|left|caused|continue[sd]?)\b"
)
_NOUN = re.compile(
    r"[\w-]+(?:ment|ion|al|sfer|ery|ance|ence|our|force|visit|talks|summit|meeting|purchase|sale|exchange)s?"
)
_STILL = frozenset(("planned", "promised", "predicted"))
_LOUD = frozenset(("ASSAULT", "COERCE", "PROTEST", "ACCUSE", "THREATEN"))


def as_told_before(record: Record, events: Sequence[Event]) -> Iterator[Event]:
    """Yield the events; "the deployment" of troops that the post has only told as planned is no more than planned.

    A noun that points back at an act to come, of the same type and actors, with nothing that says that it happened.
    """
    text = record.article.text
    for number, event in enumerate(events):
        home = event.evidence[0]
        points_back = (
            event.realis == "actual"
            and not (event.earliest or event.latest or event.event_type in _LOUD)
            and _NOUN.fullmatch(event.trigger.of(text).lower())
            and _POINTED.search(text, home.start, event.trigger.start)
            and not _HAPPENED.match(text, event.trigger.end, home.end)
        )
        codes = {a.code for a in event.actors if a.code}
        before = [
            e for e in events[:number]
            if e.event_type == event.event_type and e.evidence != event.evidence and codes & {a.code for a in e.actors}
        ] if points_back and codes else []  # fmt: skip
        if before and all(e.realis in _STILL and e.polarity == "positive" for e in before):
            event = replace(event, realis=before[-1].realis)
        yield event


def with_those_there(text: str, events: Sequence[Event]) -> Iterator[Event]:
    """Yield the events; who acts at a meeting takes part: "some 90 states signed the charter at the Bern conference".

    Whom that act was done to does not ("backed the UN charter at the Bern conference").
    """
    for event in events:
        others = (e for e in events if e.evidence == event.evidence and e.trigger.end < event.trigger.start)
        there = [
            e for e in others
            if event.event_type == "CONSULT" and e.event_type != "CONSULT" and e.actors and e.realis == event.realis
            and _AT.search(text, e.trigger.end, event.trigger.start)
            and not CLAUSE_ENDS.search(text, e.trigger.end, event.trigger.start)
        ]  # fmt: skip
        taking_part = event.actors
        for other in there[-1:]:
            taking_part = tuple(a for a in event.actors if not any(a.overlaps(r) for r in other.recipients))
            taking_part = taking_part or other.actors
        yield replace(event, actors=taking_part)


def _judged(text: str, event: Event, events: Sequence[Event]) -> tuple[Participant, ...]:
    """Return who did the act that is the object of a judgement: "condemned the Turkish raid", "praised Oslo's aid"."""
    objects = (e for e in events if e.evidence == event.evidence and e.trigger.start > event.trigger.end)
    judged = next((e for e in objects if _JUDGED.fullmatch(text, event.trigger.end, e.trigger.start)), None)
    own = judged and judged.event_type == event.event_type == "SUPPORT" and _TELLS_OWN.match(event.trigger.of(text))
    people = () if judged is None else judged.recipients if own else judged.actors
    return tuple(a for a in people if not any(a.overlaps(b) for b in event.actors))


def _without_judge(text: str, event: Event, events: Sequence[Event]) -> tuple[Participant, ...]:
    """Leave out who protests against, blames or rejects an act from those who do it: "they protest the *pardons*"."""
    if (
        event.polarity == "negative"
        or event.realis not in ("actual", "hypothetical")
        or _VERBAL.search(event.trigger.of(text))
    ):
        return event.actors
    judges = (
        e
        for e in events
        if e.event_type in _AGAINST and e.evidence == event.evidence and e.trigger.end < event.trigger.start
        and _OPPOSED.fullmatch(text, e.trigger.end, event.trigger.start) and not _ENDS.search(e.trigger.of(text))
    )  # fmt: skip
    judge = next(judges, None)
    return tuple(a for a in event.actors if not judge or not any(a.overlaps(b) for b in judge.actors))


def _avenged(text: str, event: Event) -> Event:
    """Return an act without who only answers it, who did not do it: "Iran vowed to retaliate for the *strike*"."""
    found = _ANSWERED.search(text, event.evidence[0].start, event.trigger.start)
    if found is None or event.event_type not in _HARMS:
        return event
    others = tuple(a for a in event.actors if a.end > found.start())
    realis = "actual" if event.realis in ("threatened", "planned", "promised") else event.realis
    return replace(event, actors=others, realis=realis)


def _to_do_it(text: str, event: Event, events: Sequence[Event]) -> tuple[Participant, ...]:
    """Return who is to do what is demanded, where nobody else is asked: "demanded the withdrawal of *all forces*"."""
    objects = (e for e in events if e.evidence == event.evidence and e.realis == "demanded")
    demanded = next((e for e in objects if _DEMANDED.fullmatch(text, event.trigger.end, e.trigger.start)), None)
    return tuple(a for a in demanded.actors if not any(a.overlaps(b) for b in event.actors)) if demanded else ()


def _is_asked_for(text: str, event: Event, events: Sequence[Event]) -> bool:
    """Say whether an act is the object of a demand's infinitive: "called on them to begin a dialogue"."""
    start = event.trigger.start + (len("to ") if event.trigger.of(text).startswith("to ") else 0)
    if _ORDERED.search(text, event.evidence[0].start, start):
        return True
    demands = (e for e in events if e.event_type == "REQUEST" and e.evidence == event.evidence)
    before = (e.trigger.end for e in demands if e.trigger.end <= event.trigger.start)
    return any(_TO_DO.search(text, end, event.trigger.start) for end in before)


def _without_demander(text: str, event: Event, events: Sequence[Event]) -> tuple[Participant, ...]:
    """Leave out who demands an act from those who are to do it: "the envoy called on both to begin talks".

    Where nobody else is left, whoever was asked is to do it: "ordered him to pay"; or who asked, for himself.
    """
    demands = [
        e for e in events if e.event_type == "REQUEST" and e.evidence == event.evidence and e.trigger < event.trigger
    ]  # fmt: skip
    demanders = [a for e in demands for a in e.actors]
    others = tuple(a for a in event.actors if not any(a.overlaps(d) for d in demanders))
    asked = tuple(r for e in demands for r in e.recipients if e.trigger.end <= r.start and r.end <= event.trigger.start)
    himself = event.event_type in _OWN_DOING and any(
        _FOR_HIMSELF.fullmatch(text, e.trigger.end, event.trigger.start) for e in demands
    )
    return others or (asked if event.actors else ()) or (event.actors if himself else ())
