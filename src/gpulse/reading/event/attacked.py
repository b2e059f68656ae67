"""Who is hit by an attack, or undergoes another act: steps of `taking_part`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gpulse.reading.event.act_parties import Act, Parties, without
from gpulse.reading.event.items import read_item
from gpulse.reading.event.subjects import victims_after, victims_too
from gpulse.reading.event.time_scopes import is_past
from gpulse.reading.event.to_whom import body_struck, without_victims
from gpulse.reading.event.voices import done_to
from gpulse.record import Item, Mention, Participant, Record, Span

_STRUCK = re.compile(
    r"\s+(?:(?:(?:the|an?|its|their|at\s+least|several|many|some|two|three|[\d,]+)\s+)+(?:[\w-]+\s+){1,4}(?:of|in|at|near)\s+)?"
    r"(?:the\s+)?"
)
"""From an attack to the place that is struck, or where what is struck lies: "shelled the port of Odesa"."""
_IF = re.compile(r"\b(?:if|unless|since|while|whereas|although|because|as\s+the)\b")
_TOOL = re.compile(r"\b(?:with|by|from|using)\s+(?:[\w-]+\s+){0,3}$")
_STRIKES_OWNER = frozenset(("ASSAULT", "SANCTION"))
_THINGS = re.compile(r"\b(?:tanks|drones|missiles|rockets|jets|helicopters|artillery|shells|bombs)$", re.IGNORECASE)
"""What an attack is made with, which the network at times marks as who makes it."""


def undergone(act: Act, parties: Parties) -> Parties:
    """The subject of some verbs undergoes them (`reading.event.voices`)."""
    undergoing = done_to(act.text, act.trigger, act.event_type, parties.actors)
    if not undergoing:
        return parties
    return replace(
        parties,
        actors=tuple(a for a in parties.actors if a not in undergoing),
        recipients=(*undergoing, *without(parties.recipients, undergoing)),
    )


_LED_BY = re.compile(r"\b(?:led|headed|chaired|commanded)\s+by\s+(?:the\s+)?$")


_SUSPECT = re.compile(r"\s+(?:suspects?|accused|masterminds?|plotters?|planners?)\s+")


def inside_it(act: Act, parties: Parties) -> Parties:
    """Things, who stands only in the act's condition, who leads those who are sent or is suspected take no part."""
    led = tuple(
        p
        for p in parties.recipients
        if _LED_BY.search(act.text, act.home.start, p.start) or _SUSPECT.fullmatch(act.text, act.trigger.end, p.start)
    )
    parties = parties.to(tuple(p for p in parties.recipients if p not in led))
    actors, recipients = (of_the_act(act.text, act.trigger, p) for p in (parties.actors, parties.recipients))
    return replace(parties, actors=actors, recipients=recipients)


def struck_by(act: Act, parties: Parties) -> Parties:
    """An attack is on what stands right behind it: "shelled the port of Odesa"."""
    if act.event_type == "ASSAULT" and not parties.recipients and is_past(act.trigger.of(act.text)):
        return parties.to(act.beside(_STRUCK.fullmatch))
    return parties


def not_the_victims(act: Act, parties: Parties) -> Parties:
    """Who condemns a deed does not accuse those to whom it was done: "condemned the killing of nine *monks*"."""
    if act.event_type != "ACCUSE":
        return parties
    return parties.to(without_victims(act.text, act.trigger, parties.recipients))


def base_struck(act: Act, parties: Parties) -> Parties:
    """Whose base or convoy is struck is: "attacked a *police* checkpoint in Kandahar"."""
    if act.event_type != "ASSAULT" or not is_past(act.trigger.of(act.text)):
        return parties
    struck = body_struck(act.text, [i for i in parties.items if i.start > act.trigger.end])
    if struck is None or any(p.overlaps(struck) for p in (*parties.actors, *parties.recipients)):
        return parties
    return parties.to((*act.find(struck), *parties.recipients))


def those_hurt(act: Act, parties: Parties) -> Parties:
    """Those whom an attack is told to have hurt, where no attack nearer to them is told."""
    if act.event_type != "ASSAULT" or parties.recipients:
        return parties
    hurt, end = victims_after(act.text, act.trigger, act.home), act.trigger.end
    if not hurt or any(end <= o.start and o.end <= hurt.start - 12 and o.event_type == "ASSAULT" for o in act.others):
        return parties
    items = parties.items or (read_item(act.text, hurt, act.home),)
    return replace(parties, recipients=act.find(hurt), items=items)


def hurt_besides(act: Act, parties: Parties) -> Parties:
    """Those hurt besides an attack's victims: "killing three people and wounding *more than 260 runners*"."""
    if act.event_type != "ASSAULT":
        return parties
    more = (victims_too(act.text, r, act.home) for r in parties.recipients if r.start > act.trigger.start)
    new = tuple(p for m in more if m for p in act.find(m))
    return parties.to((*parties.recipients, *without(new, (*parties.recipients, *parties.actors))))


def owner_of_the_struck(act: Act, parties: Parties) -> Parties:
    """A state is struck through its things: "shot down three *Syrian* jets"."""
    if act.event_type not in _STRIKES_OWNER or parties.recipients:
        return parties
    owner = owner_of(act.record, act.trigger, parties.items, parties.actors)
    return parties.to(act.find(owner)) if owner else parties


def owner_of(record: Record, trigger: Span, items: Sequence[Item], actors: Sequence[Participant]) -> Mention | None:
    """Return the words for the state whose things an act strikes: "shot down three *Syrian* jets", "*Peru*'s accounts".

    Who acts is not struck, nor is the state whose things it takes for it ("destroyed with American arms").
    """
    text, codes = record.article.text, {a.code for a in actors}
    for item in items:
        for m in record.mentions:
            owns = m.kind == "nationality" or text[m.end : m.end + 2] in ("’s", "'s")
            if (
                item.covers(m)
                and owns
                and m.actor
                and m.actor not in codes
                and not _TOOL.search(text, trigger.end, m.start)
            ):
                return m
    return None


def of_the_act(text: str, trigger: Span, people: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """Leave out tanks and other things, and who stands only in its condition: "if a deal with X went on"."""
    people = tuple(p for p in people if p.sector or not _THINGS.search(p.name))
    inside = tuple(p for p in people if not (p.start > trigger.end and _IF.search(text, trigger.end, p.start)))
    inside = tuple(p for p in inside if not (";" in text[trigger.end : p.start] or ";" in text[p.end : trigger.start]))
    return inside or people
