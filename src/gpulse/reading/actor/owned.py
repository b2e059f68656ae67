"""Whom words stand for, whose they are and what relation they name considered: "its army", "Chad's ally"."""

from __future__ import annotations

import re
from dataclasses import replace

from gpulse.reading.actor.actors_in import resolve_at
from gpulse.reading.actor.phrase_reader import ActorCode
from gpulse.reading.actor.sides import find_counterpart, is_relation
from gpulse.reading.kit import Kit
from gpulse.reading.scene import Scene
from gpulse.reading.time.context import NUMBER_WORDS
from gpulse.record import Record, Span

_OWNER = re.compile(r"(?<![\w’'])(its|his|her|their)\s+", re.IGNORECASE)
_POSSESSES = re.compile(r"['’]")
_ABROAD = re.compile(
    r"\b(?:foreign|western|international|global|overseas|outside)\s+(?!ministe?r|minist(?:ry|ries)|secretar|office|affairs|service)"
    r"|^(?:any|every|some|no)(?:one|body)$|^others?$|^(?:actors|parties|players)$"
    r"|^(?:no|any|every|each|other|another|some|several|many|most|few)\s+(?:\w+\s+)?(?:countr(?:y|ies)|states?|nations?|governments?|powers?|actors?|parties|"
    r"players?|outsiders?)$",
    re.IGNORECASE,
)
"""Words for those who are of no one state, whatever the post is about."""
_EVERY_ONE = re.compile(r"(?:any|every|each)\s+(?:\w+\s+)?(?:neighbou?r|ally|partner|rival|friend)\b", re.IGNORECASE)
_ANY = re.compile(r"\b(no|any|every|each|other|another|some|several|many|most|few|all)\s+$", re.IGNORECASE)
_BLOC = re.compile(r"(?:the\s+)?(?:bloc|alliance)|.*\b(?:of|from)\s+the\s+(?:bloc|alliance)", re.IGNORECASE)
_MEMBERS = re.compile(
    r"(?:(?:all|most|some|several|other|many|its|their|the|these|those|any|both|of|"
    + "|".join(NUMBER_WORDS)
    + r"|\d+)\s+)+"
    r"members?(?:\s+(?:states?|countries|nations|governments))?|.*\bmember\s+(?:states?|countries|nations)",
    re.IGNORECASE,
)
"""Words for those who make up a body: "thirteen members", "foreign ministers of the 27 member states"."""


def resolve_words(record: Record, span: Span, kit: Kit, scene: Scene) -> ActorCode:
    """Return whom a participant's words stand for, whose they are and what relation they name considered."""
    text = record.article.text
    if leader := _led_by(record, span):
        who = resolve_at(record, leader, kit, scene)
        return replace(who, name=None) if who.code else resolve_at(record, span, kit, scene)
    who = resolve_at(record, span, kit, scene)
    beside = _AND_COUNTERPART.match(text, span.end)
    nation = next((m for m in record.mentions if beside and m.start == beside.start("nation")), None)
    if (
        nation is not None
        and nation.actor == who.code
        and who.code
        and not any(m.actor for m in record.mentions_at(span))
    ):
        return replace(who, code=find_counterpart(record, span, who.code, scene.about), home=None)
    before = _ANY.search(text, max(0, span.start - 10), span.start)
    words = " ".join(((before[1] if before else "") + " " + span.of(text)).split())
    if _ABROAD.search(words) and not any(m.actor for m in record.mentions_at(span)):
        return replace(who, code=None, home=None)
    if _EVERY_ONE.match(words):
        return replace(who, code=None, home=None)  # "every neighbour of its Chinese friend" is no one state
    if _BLOC.fullmatch(words):
        return replace(who, code=_body_before(record, span), home=None)
    if _MEMBERS.fullmatch(words):
        return replace(who, code=_whose_members(record, span, kit), home=None)
    owner = _OWNER.search(text, max(0, span.start - 6), span.start) or _OWNER.search(text, span.start, span.end)
    inside = (m.actor for m in record.mentions if m.actor and span.covers(m) and _POSSESSES.match(text, m.end))
    if is_relation(words) and (whose := _owner_of_relation(record, span, owner) if owner else next(inside, None)):
        several = words.endswith("s")  # "America's two neighbours" are neither America nor one other
        return replace(who, code=None if several else find_counterpart(record, span, whose, scene.about), home=None)
    if _ENVOY_IN.search(words):
        there = {m.place.country for m in record.mentions_at(span) if m.place}
        return (
            replace(who, code=None, home=None) if who.code in there else who
        )  # "the ambassador in Niamey" is no Nigerien
    if owner is None or any(m.kind == "nationality" and m.bare() == span.bare() for m in record.mentions):
        return who  # "her American and Mexican counterparts"
    if _RELATION_OF.match(words):  # "her Polish counterpart, Radoslaw Sikorski", "his counterpart Paul Kagame"
        told = [m.actor for m in record.mentions_at(span) if m.actor and m.kind in ("nationality", "person")]
        if told:
            return replace(who, code=told[0], home=None)
        if _HOST.match(words):  # "he and his host, Troels Poulsen": of another state than he
            whose = _person_before(record, owner.start(1)) or _subject(record, span)
            return replace(who, code=find_counterpart(record, span, whose, scene.about), home=None)
    if relation := _OF_A_RELATION.match(words):
        whose = _subject(record, span)
        code = find_counterpart(
            record, Span(start=span.start, end=span.start + relation.end("who")), whose, scene.about
        )
        return replace(who, code=code, home=None)  # "will train *its partner's troops*"
    if owner[1].lower() in ("his", "her") and (person := _person_before(record, owner.start(1))):
        return replace(who, code=person, home=None)
    of = _beside(record, owner.start())
    of = of or (_subject(record, span) if owner.start() > span.start else _opener(record, span))
    of = (
        of
        or _told_before(record, owner.start())
        or resolve_at(record, Span(start=owner.start(1), end=owner.end(1)), kit, scene).code
        or _subject(record, span)
    )
    return replace(who, code=of, home=None) if of else who


_RELATION_OF = re.compile(
    r"(?:(?:his|her|its|their)\s+)?(?:[A-Z][\w-]+\s+){0,3}(?:counterpart|colleague|host|guest|neighbour|neighbor|ally|rival|partner)\b"
)


def _owner_of_relation(record: Record, span: Span, owner: re.Match[str]) -> str | None:
    """Return whose ally or neighbour is spoken of: of its sentence's first, else of who opens the sentence before."""
    return _subject(record, span) or _told_before(record, owner.start())


_HOST = re.compile(r"(?:his|her)\s+(?:host|guest|counterpart|colleague)\b", re.IGNORECASE)
_ENVOY_IN = re.compile(
    r"\b(?:ambassador|envoy|consul|embassy|chargé d[’']affaires|diplomats?)\s+(?:in|to)\s", re.IGNORECASE
)
_AND_COUNTERPART = re.compile(r"\s+and\s+(?:his|her)\s+(?P<nation>[A-Z])[\w-]+\s+(?:counterpart|colleague)\b")
"""Behind somebody who is not of that nation: "the defence minister *and his Turkish counterpart*"."""
_OF_A_RELATION = re.compile(r"(?:(?:its|his|her|their)\s+)?(?P<who>partner|neighbou?r|ally|rival|foe|patron)['’]s\s")
_PARTY = re.compile(
    r"(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Aa]nother)\s+)?(?:[a-z-]+\s+)?(?:delegation|team|mission|party|group)"
)
_LED_BY = re.compile(r",?\s+(?:led|headed)\s+by\s+(?:the\s+)?")


def _led_by(record: Record, span: Span) -> Span | None:
    """Return who leads those who are sent: "a delegation led by *Chad's prime minister*" is of Chad."""
    text = record.article.text
    if not _PARTY.fullmatch(" ".join(span.of(text).split())):
        return None
    led = _LED_BY.match(text, span.end)
    home = record.home_of(span)
    if led is None or home is None:
        return None
    named = next((m for m in record.mentions if led.end() <= m.start < min(home.end, led.end() + _NEAR)), None)
    return Span(start=led.end(), end=named.end) if named else None


def _person_before(record: Record, owner: int) -> str | None:
    """Return the state of the person whom "his" or "her" is of, where the sentence names no person before it.

    It is the first of the sentence before in the paragraph: "Burhan flew to Beijing. Iran has armed *his* forces".
    """
    here = record.sentence_at(owner)
    if not here or record.sentences[here - 1].paragraph != record.sentences[here].paragraph:
        return None
    people = [m for m in record.mentions if m.kind == "person"]
    if any(record.sentences[here].start <= m.start < owner for m in people):
        return None
    chain = next((m.chain for m in record.mentions if m.start == owner), None)
    same = [m for m in people if m.actor and chain is not None and m.chain == chain and m.end <= owner]
    told = same or [m for m in people if m.actor and record.sentences[here - 1].covers(m)]
    return told[0].actor if told else None


_AND = re.compile(r"(?:\s+[a-z]+)?\s+and\s+")


def _beside(record: Record, owner: int) -> str | None:
    """Return whose somebody is who is named with them: "the Afghan people and *their* government"."""
    text = record.article.text
    before = (m for m in record.mentions if m.actor and owner - _NEAR < m.end < owner)
    return next((m.actor for m in before if _AND.fullmatch(text, m.end, owner)), None)


_NEAR = 30


def _opener(record: Record, span: Span) -> str | None:
    """Return the state that opens the sentence of a span: "Chad kept silent, but its army marched"."""
    home = record.home_of(span)
    if home is None:
        return None
    return next(
        (
            m.actor
            for m in record.mentions
            if home.start <= m.start <= home.start + 4 and m.end <= span.start and m.actor and m.kind == "place"
        ),
        None,
    )


def _told_before(record: Record, owner: int) -> str | None:
    """Return whose somebody is with whom a sentence opens: of the state or body that opens the sentence before, in the
    same paragraph: "Armenia asked both sides to wait. *Its* economy minister will travel to Oslo."."""
    here = next((k for k, s in enumerate(record.sentences) if s.start == owner), 0)
    if not here or record.sentences[here - 1].paragraph != record.sentences[here].paragraph:
        return None
    before = record.sentences[here - 1]
    return _opener(record, Span(start=before.end - 1, end=before.end))


def _subject(record: Record, span: Span) -> str | None:
    """Return the actor whom the sentence of a span begins with, or names first before it."""
    home = record.home_of(span)
    if home is None:
        return None
    return next((m.actor for m in record.mentions if m.actor and home.start <= m.start and m.end <= span.start), None)


def _whose_members(record: Record, span: Span, kit: Kit) -> str | None:
    """Return the state whose organ was named last before its members; those of a body of states are of no one state."""
    named = (m for m in reversed(record.mentions) if m.end <= span.start and m.kind == "organisation" and m.actor)
    return next((m.actor if m.actor in kit.actors.states else None for m in named), None)


def _body_before(record: Record, span: Span) -> str | None:
    """Return the body of states that the post named last before "the bloc"."""
    named = (m for m in reversed(record.mentions) if m.end <= span.start and m.sector == "IGO")
    return next((m.actor for m in named), None)
