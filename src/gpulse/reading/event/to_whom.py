"""Whom an act is done to, where the network gives it no recipient and a plain form of words names one behind it.

    The museum returned two masks to Nigeria.                        Nigeria is given them back
    Oslo will not lift the embargo until Chad frees the crew.        it is refused to Chad
    Paris eased the ban on imports of Egyptian fruit.                it yields to Egypt
    The army launched a massive attack on the Gaza Strip.            what is attacked there

Each row is such a form, with an example that the tests run. `told_plainly` keeps parts that the network gives; these
are of names that it gives none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from gpulse.reading.event.participants import find_participants
from gpulse.reading.event.themselves import is_named
from gpulse.reading.kit import Kit
from gpulse.reading.scene import Scene
from gpulse.record import Event, Participant, Record, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ToWhom:
    """Acts of `types` whose words match `act` are done to the first name that `between` joins to them.

    `refused` rows are of acts that somebody will not do. A name counts that is a state's or a body's, another than the
    actor's, or, for an attack, a place; for `besides` also where somebody else is hurt by the act. Of acts done
    `together` it is one who acts.
    """

    types: frozenset[str]
    between: str
    example: str
    trigger: str
    whom: str
    act: str = r""
    refused: bool = False
    besides: bool = False
    together: bool = False


_CLAUSE: Final = r"that|which|who|whose|and|but|when|while|as|after|since|until|by|because|where|if|who"
_CLAUSE_BUT_BY: Final = _CLAUSE.replace("|by", "")
_THING: Final = (
    rf"\s+(?:over\s+|back\s+|up\s+)?(?:(?!(?:{_CLAUSE}|to|from)\b)[\w’'$€£%.,-]*[\w’'$€£%]\s+){{1,9}}?(?:back\s+)?"
)
_CURBS: Final = (
    r"(?:bans?|embargo(?:e?s)?|sanctions|tariffs|duties|restrictions|curbs|limits|blockades?|sieges?|quotas?|boycotts?)"
)
_ON_GOODS: Final = (
    r"\s+(?:on|against|to|for)\s+(?:(?:the|travel|trips|visits|imports|exports|sales|shipments|flights|trade|goods|worth|billion|million|of|in|"
    r"to|from|with|\$?[\d.,]+)\s+){0,7}?"
)

TO_WHOM: Final = (
    ToWhom(
        types=frozenset(("RETREAT", "CONCEDE", "COOPERATE", "AID")),
        act=r"(?:return|hand|giv|gave|surrender|repatriat|extradit|transferr|ced|flew|flown|fl(?:ies|ying)|ship)",
        between=rf"(?:\s+by{_THING}|{_THING})(?:in)?to\s+(?:the\s+)?",
        example="The museum returned two carved masks to Nigeria on Monday.",
        trigger="returned",
        whom="Nigeria",
    ),
    ToWhom(  # who will not do it until somebody else does something refuses it to them
        types=frozenset(("REJECT", "CONCEDE", "RETREAT", "SUPPORT", "AID", "CONSULT", "COOPERATE", "AGREE")),
        between=r"[^.;:“”\"]{0,60}?\b(?:until|unless|till|before|as\s+long\s+as)\s+(?:(?:he|she|it|they)\s+(?:is|are)\s+"
        r"(?:satisfied|sure|convinced)\s+(?:that\s+)?)?(?:the\s+)?",
        refused=True,
        example="Oslo said that it will not lift the embargo until Chad frees the crew.",
        trigger="lift",
        whom="Chad",
    ),
    ToWhom(
        types=frozenset(("CONCEDE", "SANCTION")),
        between=rf"(?:\s+(?:the|an?|its|all|most|some|their))?\s+(?:[\w-]+\s+){{0,3}}?{_CURBS}{_ON_GOODS}",
        example="Paris eased the ban on imports of Egyptian fruit.",
        trigger="eased",
        whom="Egyptian",
    ),
    ToWhom(
        types=frozenset(("CONCEDE", "SANCTION")),
        act=rf"\w+\s(?:.*\s)?{_CURBS}$",
        between=_ON_GOODS,
        example="China has agreed to lift a ban on sales of British beef.",
        trigger="lift a ban",
        whom="British",
    ),
    ToWhom(
        types=frozenset(("ASSAULT",)),
        act=r"(?:\w+\s+)?(?:attacks?|assaults?|offensives?|war|invasions?|incursions?|(?:air\s?)?strikes?|raids?|bombardments?|campaign)\b",
        between=r"\s+(?:on|upon|against|into)\s+(?:the\s+)?",
        besides=True,
        example="The army launched a massive attack on Lebanon that left a thousand civilians dead.",
        trigger="attack",
        whom="Lebanon",
    ),
    ToWhom(
        types=frozenset(("CONCEDE", "RETREAT")),
        act=r"(?:allow|let|permit)",
        between=r"\s+(?:the\s+)?",
        example="Ethiopia said it would allow the World Food Programme to deliver food.",
        trigger="allow",
        whom="World Food Programme",
    ),
    ToWhom(  # who condemns an act accuses its author
        types=frozenset(("ACCUSE",)),
        act=r"(?:\w+ly\s+)?(?:condemn|denounc|deplor|decr|criticis|criticiz|slam|blast)",
        between=rf"(?:\s+(?!(?:{_CLAUSE_BUT_BY})\b)[\w’'-]+){{1,10}}?\s+by\s+(?:the\s+)?",
        example="The heads of state condemned the continuing threats made by the United States.",
        trigger="condemned",
        whom="United States",
    ),
    ToWhom(
        types=frozenset(("SUPPORT",)),
        between=rf"(?:(?:\s+(?!(?:{_CLAUSE})\b)[\w’'-]+){{0,6}}?\s+(?:support|commitment|backing|solidarity))?\s+(?:to|for|with)"
        rf"(?:\s+(?!(?:{_CLAUSE})\b)[\w’'-]+){{0,5}}?\s+(?:the\s+)?",
        act=r"(?:(?:[\w’'-]+\s+)*(?:support|commitment|backing|solidarity)$|reiterat|pledg|promis|express|voic|reaffirm)",
        example="The envoy reiterated his government's support to the talks among Sudanese parties.",
        trigger="reiterated",
        whom="Sudanese",
    ),
    ToWhom(
        types=frozenset(("CONSULT",)),
        act=r"(?:(?:begin|beg[au]n|start|resum|launch)\w*\s+)?(?:discuss|met\b|meet|talk|consult|negotiat|h[eo]ld|held|spoke|speak|confer)",
        between=r"[^.;:“”\"]{0,90}?\bwith\s+(?:the\s+)?(?:(?:leaders?|presidents?|(?:\w+\s+)?ministers?|premiers?|kings?|officials|"
        r"representatives|delegations?|counterparts?|envoys?|ambassadors?|members|heads?)\s+(?:of|from)\s+(?:the\s+)?)?",
        together=True,
        example="The premier discussed the drought, and the price of grain, with the leaders of France and Chad.",
        trigger="discussed",
        whom="France",
    ),
)

_COMPILED: Final = tuple(
    (re.compile(row.act, re.IGNORECASE), re.compile(row.between, re.IGNORECASE), row) for row in TO_WHOM
)
_REACH: Final = 110
"""Characters between an act and a name beyond which no form is looked for."""


_AUTHORITIES: Final = re.compile(
    r"[^.;:“”\"]{0,60}?\b(?:until|unless|till|before|as\s+long\s+as)\s+(?:[\w\s’'-]{3,60}?\s+by\s+)?"
    r"(?:the|its|their|his|her)\s+((?:[\w-]+\s+)?(?:government|authorities|management|company|parliament|council|regime|junta|ministry|"
    r"employers?|opposition|president|premier|army))\b"
)
"""Who is to do something before somebody does what he will not, without a name."""
_FORCES: Final = re.compile(
    r"\b(army|police|military|navy|naval|air\s?force|security\s+forces|government|peacekeeping|coast\s+guard|border\s+guard|"
    r"UN|U\.N\.|NATO)\s+"
    r"(?:training\s+|command\s+)?(?:camps?|bases?|posts?|outposts?|barracks|headquarters|stations?|checkpoints?|convoys?|patrols?|"
    r"vehicles?|academy|positions|compounds?|garrisons?)\b",
    re.IGNORECASE,
)
"""Whom a base, post or convoy is of: who attacks "a police checkpoint in Kandahar" attacks the police, not the town."""


def body_struck(text: str, items: Sequence[Span]) -> Span | None:
    """Return the forces whose base, post or convoy is among what an attack strikes.

    >>> words = "Gunmen attacked a police checkpoint in the hills."
    >>> body_struck(words, [Span(start=18, end=35)]).of(words)
    'police'
    """
    for item in items:
        if found := _FORCES.search(text, item.start, item.end):
            return Span(start=found.start(1), end=found.end(1))
    return None


_BLAMES: Final = re.compile(
    r"(?:\w+ly\s+)?(?:condemn|denounc|deplor|decr|criticis|criticiz|slam|blast|lament)", re.IGNORECASE
)
_OF_AN_ACT: Final = re.compile(
    r"\b(?:killings?|murders?|assassinations?|massacres?|executions?|torture|beatings?|rapes?|arrests?|detentions?|jailing|"
    r"imprisonment|abductions?|kidnappings?|expulsions?|deportations?|persecution|poisoning|bombings?|shelling|invasions?|attacks?|"
    r"assaults?|raids?|(?:air\s?)?strikes?|offensives?|sanctions|siege|occupation|deaths?)\s+(?:of|on|upon|against)\s+"
    r"(?:[\w’'-]+\s+){0,4}?$",
    re.IGNORECASE,
)


def without_victims(text: str, act: Span, people: Sequence[Participant]) -> tuple[Participant, ...]:
    """Leave out those to whom the deed was done that somebody condemns: they are not accused of it.

    >>> words = "The UN condemned the killing of nine monks."
    >>> monks = Participant(start=32, end=42, name="nine monks")
    >>> without_victims(words, Span(start=7, end=16), [monks])
    ()
    """
    if not _BLAMES.match(act.of(text)):
        return tuple(people)
    return tuple(p for p in people if p.start < act.end or not _OF_AN_ACT.search(text, act.end, p.start))


def with_whom(record: Record, events: Sequence[Event], kit: Kit, scene: Scene) -> Iterator[Event]:
    """Yield the events; those that a row of `TO_WHOM` fits have whom it names as recipient, or among those who act."""
    for event in events:
        found, row = _whom(record, event)
        people = find_participants(record, [found], kit, scene) if found else ()
        new = tuple(p for p in people if not any(p.overlaps(o) for o in (*event.actors, *event.recipients)))
        if not new or row is None:
            yield event
        elif row.together:
            yield replace(event, actors=(*event.actors, *new))
        else:
            codes = {p.code for p in new if p.code}
            actors = tuple(
                replace(a, code=None) if a.code in codes and not a.body and not is_named(record, a) else a
                for a in event.actors
            )  # of whom the scene alone says that they are of the state to which they do it
            yield replace(event, actors=actors, recipients=(*event.recipients, *new))


def _whom(record: Record, event: Event) -> tuple[Span | None, ToWhom | None]:
    text, home, act = record.article.text, event.evidence[0], event.trigger
    refused = event.polarity == "negative" and event.realis in ("planned", "promised")
    own = {p.whom for p in event.actors if is_named(record, p)}
    taken = {code for p in event.recipients for code in (p.code, p.body) if code}
    for words, between, row in _COMPILED:
        if event.event_type not in row.types or not event.actors or not words.match(act.of(text)):
            continue
        if event.recipients and not row.besides:
            continue
        if len(event.actors) > 1 if row.together else row.refused != refused:
            continue
        for m in record.mentions:
            if m.start <= act.end or m.start - act.end > _REACH or not home.covers(m):
                continue
            code = m.actor or (m.place.country if m.place else None)
            named = code or (m.kind == "place" and event.event_type == "ASSAULT")
            if not named or code in own or (code and code in taken):
                continue
            if between.fullmatch(text, act.end, m.start):
                return m, row
        if row.refused and (found := _AUTHORITIES.match(text, act.end, home.end)):
            return Span(start=found.start(1), end=found.end(1)), row
    return None, None
