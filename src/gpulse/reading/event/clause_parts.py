"""To whom an act is done, where another part of its sentence tells: who has no part, and who has.

They closed the border with Niger and froze its assets.     what is joined is done to the same
The ministers demanded that Peru hand over the papers.      of whom it is demanded is asked
Parliament approved the Finnish bid.                        whose thing is judged
ECOWAS lifted its sanctions, but Bazoum is still held.      the next clause's subject has no part in the first
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from gpulse.reading.event.participants import BEFORE_OBJECT, find_participants
from gpulse.reading.event.subjects import joins_verb
from gpulse.reading.event.themselves import is_named
from gpulse.reading.kit import Kit
from gpulse.reading.scene import Scene
from gpulse.record import Event, Participant, Record, Span, within


def with_clause_parts(record: Record, events: Sequence[Event], kit: Kit, scene: Scene) -> Iterator[Event]:
    """Yield the events, in the order of the text, with those to whom they are done where grammar tells it."""
    text = record.article.text
    done: list[Event] = []
    for event in events:
        event = _without_the_next(text, replace(event, recipients=_of_its_clause(text, event, events)))
        event = _not_oneself(record, event)
        event = _hosted(record, _as_before(event, done), done)
        if not event.recipients:
            before = [e for e in done if e.evidence == event.evidence and e.trigger.end <= event.trigger.start]
            shared = _shared(record, event, before)
            subjects = tuple(a for a in event.actors if not any(a.overlaps(w) for w in shared))
            event = replace(event, actors=subjects or event.actors)  # the first verb's object is no subject of the next
            whom = _of_whom(record, event, kit, scene) or shared
            own = {a.whom for a in event.actors if a.whom}
            event = replace(event, recipients=tuple(w for w in whom if w.whom not in own))
        done.append(event)
        yield event


_TAKES_CLAUSES: Final = frozenset(("ACCUSE", "REQUEST", "THREATEN"))
_NEXT_CLAUSE = re.compile(r",\s+(?:and|but|while|whereas|although|though)\s+(?:[\w’'-]+\s+){0,3}$")
_VERB = re.compile(r"\s+(?:is|are|was|were|has|have|had|will|would|remains?|still)\b")
_LATER_CLAUSE = re.compile(r"\b(?:after|before|when|while|because|since|although|though)\s")


def _of_its_clause(text: str, event: Event, events: Sequence[Event]) -> tuple[Participant, ...]:
    """Return whom an act is done to without those whom only a clause behind it names, and an act told there has.

    "ECOWAS lifted its sanctions, but *Bazoum* is still held", "lifted them after soldiers had overthrown *Bazoum*".
    """
    if event.event_type in _TAKES_CLAUSES:
        return event.recipients
    end = event.trigger.end

    def is_apart(who: Participant) -> bool:
        if who.start < end:
            return False
        if _NEXT_CLAUSE.search(text, end, who.start) and _VERB.match(text, who.end):
            return True
        opened = _LATER_CLAUSE.search(text, end, who.start)
        there = (e for e in events if opened and e.trigger.start >= opened.end() and e.evidence == event.evidence)
        return any(p.overlaps(who) for e in there for p in (*e.recipients, *e.actors))

    return tuple(who for who in event.recipients if not is_apart(who))


_THEN = re.compile(
    r"\b(?:during|after|before|since|until|following|under)\s+(?:the|this|that|his|her|its|their)\s+$", re.IGNORECASE
)
_OTHER_VERB = re.compile(
    r"(?:\s+(?:last|this|on|in)\s+[\w\s]{2,20}?)?,?\s+(?:(?:also|has|had|then)\s+)?[a-z]+(?:ed|es|s)\s+(?:the\s+)?"
)


def _without_the_next(text: str, event: Event) -> Event:
    """Return an act told only as a time without whom the verb behind it has: "signed *during the visit* binds Oslo"."""
    home, act = event.evidence[0], event.trigger
    then = _THEN.search(text, home.start, act.start)
    if not then:
        return event
    opens = then.start() == home.start and _JOURNEY.fullmatch(act.of(text))

    def is_apart(who: Span) -> bool:
        return bool(
            _OTHER_VERB.fullmatch(text, act.end, who.start) or (opens and _COMMA.fullmatch(text, act.end, who.start))
        )

    def parties(people: Sequence[Participant]) -> tuple[Participant, ...]:
        return tuple(p for p in people if p.start < act.end or not is_apart(p))

    return replace(event, actors=parties(event.actors), recipients=parties(event.recipients))


_JOURNEY = re.compile(r"(?:\w+\s+)?(?:visit|trip|journey|tour|stay)", re.IGNORECASE)
_COMMA = re.compile(r",?\s+(?:the\s+)?")
_HIM = re.compile(r"(?:him|her|them)", re.IGNORECASE)


def _not_oneself(record: Record, event: Event) -> Event:
    """Return an act whose object "him" is not who acts: "Xi flew to Hungary, where *Orban* received *him*"."""
    home, act = event.evidence[0], event.trigger
    own = [a for a in event.actors if a.end <= act.start]
    codes = {a.code for a in own if a.code}

    def other(who: Participant) -> Participant:
        if not (own and who.code in codes and 0 <= who.start - act.end <= 1 and _HIM.fullmatch(who.name)):
            return who
        people = [m for m in record.mentions if m.kind == "person" and home.start <= m.start and m.end <= own[0].start]
        before = [m.actor for m in people if m.actor and m.actor not in codes]
        return replace(who, code=before[-1]) if before else who

    return replace(event, recipients=tuple(other(r) for r in event.recipients))


_DEMANDS = re.compile(r"(?:demand|insist|urg|ask|request|call)\w*", re.IGNORECASE)
_THAT = re.compile(r"[^;:“”\"]{0,110}?\bthat\s+(?:the\s+)?")
_BASE = re.compile(r"(?:['’]s\s+\w+)?\s+(?:(?:not|immediately|also)\s+)?(?!\w+(?:ed|s|ing)\b)[a-z]+\b")
_INVITES = re.compile(r"(?:invit|host|receiv|welcom)\w*", re.IGNORECASE)
_JUDGES: Final = frozenset(("ACCUSE", "SUPPORT", "REJECT"))
_ITS_THING = re.compile(r"\s+(?:(?:the|a|an|this|that|all|any|such|two|three|more|new|recent|alleged)\s+){0,3}")
_ITS_OWNER = re.compile(r"\s+(?P<who>the\s+[a-z-]+)['’]s?\s+[a-z]")
_THING = re.compile(r"(?:['’]s?)?\s+(?:[a-z-]+\s+){0,2}[a-z-]+")


def _of_whom(record: Record, event: Event, kit: Kit, scene: Scene) -> tuple[Participant, ...]:
    """Return of whom something is demanded, who is invited, or whose thing right behind the verb is judged."""
    text, home, act = record.article.text, event.evidence[0], event.trigger
    words = act.of(text)
    for m in within(record.mentions, Span(start=act.end, end=home.end)):
        if not (m.actor or m.kind == "person"):
            continue
        demanded = event.event_type == "REQUEST" and _DEMANDS.match(words) and _THAT.fullmatch(text, act.end, m.start)
        if demanded and _BASE.match(text, m.end):
            return find_participants(record, [m], kit, scene)
        invited = (
            event.event_type == "CONSULT" and _INVITES.match(words) and BEFORE_OBJECT.fullmatch(text, act.end, m.start)
        )
        judged = event.event_type in _JUDGES and _ITS_THING.fullmatch(text, act.end, m.start)
        owned = m.kind == "nationality" or text[m.end : m.end + 1] in ("'", "’")
        if invited or (judged and owned and _THING.match(text, m.end)):
            return find_participants(record, [m], kit, scene)
    found = _ITS_OWNER.match(text, act.end, home.end) if event.event_type in _JUDGES else None
    if found:
        who = find_participants(record, [Span(start=found.start("who"), end=found.end("who"))], kit, scene)
        return tuple(w for w in who if w.code and is_named(record, w))
    return ()


_OFFICE = re.compile(
    r"(?:prime\s+minister|president|premier|king|sultan|emir|junta|government|authorities|parliament|opposition|"
    r"(?:foreign|defen[cs]e|interior|finance|energy|trade|oil)\s+minister)"
)


_GOES = re.compile(r"(?:fl[ie]w|fl(?:y|ies|ying)|travel|visit|arriv|went|land|came|paid\s)", re.IGNORECASE)


def _as_before(event: Event, done: Sequence[Event]) -> Event:
    """Give those who are to do what is demanded the state that they have in the demand: "urged *the premier* to go"."""
    if event.realis != "demanded":
        return event
    told = {
        r.start: r.code for e in done if e.event_type == "REQUEST" for r in e.recipients if _OFFICE.fullmatch(r.name)
    }
    return replace(event, actors=tuple(replace(a, code=told.get(a.start, a.code)) for a in event.actors))


def _hosted(record: Record, event: Event, done: Sequence[Event]) -> Event:
    """Give those in office to the state that is visited: "flew to Kigali and urged *the president* to wait".

    The journey is that of who acts, told before in the same sentence or, of "he" or "she", in the one before.
    """
    text, home = record.article.text, event.evidence[0]
    mine = {a.code for a in event.actors if a.code and a.start < event.trigger.start}
    last = next((e for e in reversed(done) if e.event_type == "CONSULT" and e.recipients), None)
    if last is None or not _GOES.match(last.trigger.of(text)) or {a.code for a in last.actors} != mine:
        return event
    hosts = {r.code for r in last.recipients}
    near = home == last.evidence[0] or (
        record.sentence_at(home.start) == (record.sentence_at(last.trigger.start) or 0) + 1
        and re.match(r"(?:There,? )?(?:He|She|There)\b", text[home.start : home.end])
    )
    if not near or len(hosts) != 1:
        return event
    host = hosts.pop()

    def of_host(people: Sequence[Participant]) -> tuple[Participant, ...]:
        return tuple(
            replace(p, code=host)
            if p.start > event.trigger.end
            and p.code != host
            and _OFFICE.fullmatch(p.name)
            and not any(m.actor for m in record.mentions_at(p))
            else p
            for p in people
        )

    return replace(event, actors=of_host(event.actors), recipients=of_host(event.recipients))


_KINDS: Final = (
    frozenset(("SANCTION", "REJECT", "COERCE", "ACCUSE", "THREATEN")),
    frozenset(("AID", "SUPPORT", "COOPERATE", "CONCEDE")),
)


def _shared(record: Record, event: Event, before: Sequence[Event]) -> tuple[Participant, ...]:
    """Return those to whom the act is done that a verb is joined to: "thanked *Greece* and promised 700 million"."""
    text, home = record.article.text, event.evidence[0]
    mine = {a.whom for a in event.actors if a.whom}
    for other in reversed(before):
        theirs = {a.whom for a in other.actors if a.whom}
        kin = any(event.event_type in kind and other.event_type in kind for kind in _KINDS)
        told = other.recipients and all(r.whom for r in other.recipients) and other.polarity == event.polarity
        objects = {r.whom for r in other.recipients}
        same = not theirs or mine - objects <= theirs
        if not (kin and told and same and joins_verb(text, other, event)):
            continue
        named = within(record.mentions, Span(start=event.trigger.end, end=home.end))
        if any(m.actor and m.actor not in mine and m.kind != "person" for m in named):
            return ()
        return other.recipients
    return ()
