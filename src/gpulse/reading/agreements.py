"""Treaties, pacts and deals: their parties, when and where they were signed, and the clauses that the post quotes.

An agreement is a noun for one that an event of agreeing or an attribution of stipulating holds. Later mentions of the
same kind of paper ("the treaty", "their defense pact") are the same one unless other parties are named.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from gpulse.reading.draft import Draft
from gpulse.reading.kit import Kit
from gpulse.reading.participants import standing_for
from gpulse.record import Agreement, Clause, Event, Mention, Participant, Place, Record, Span

NOUNS = (
    "treaty|pact|accord|agreement|memorandum|convention|protocol|charter|armistice|truce|ceasefire|deal|partnership|"
    "declaration|compact|communiqué"
)
_PAPER = re.compile(rf"\b(?:(?:[A-Z][\w-]+|[\w-]+)\s+){{0,3}}(?:{NOUNS})s?\b")
_SIGNING = (
    "sign(?:ed|ing|s)?|conclud(?:ed|es|ing)|seal(?:ed|s)?|ratif(?:ied|ies|ying)|initialled|struck|reach(?:ed|es)|agreed"
)
_SIGNED = re.compile(rf"\b(?:{_SIGNING})\b", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|an?|their|its)\s+", re.IGNORECASE)
_BEFORE_NAME = re.compile(
    rf"^.*?\b(?:(?:{_SIGNING})(?:\s+(?:on|to)\b)?|the|an?|their|his|her|its|of|on|in|that)\s+", re.IGNORECASE
)
_STATES = re.compile(
    rf"\b(?P<paper>(?:{NOUNS})|article \d+[^.;:]{{0,60}}?|clause[^.;:]{{0,40}}?)\b[^.;:“\"]{{0,80}}?"
    r"\b(?:stipulates?|reads?|states?|provides?|says?|obliges?|commits?|requires?|binds?)\b[:,]?\s*",
    re.IGNORECASE,
)
_SAID_BY_PAPER = re.compile(
    r"[,”\"]+\s+(?:it (?:reads|says|states)|(?:stipulates|reads|states|provides|says)\s+"
    r"(?:(?:the|this|that|their|its)\s+)?"
    rf"(?P<paper>(?:[\w.-]+\s+){{0,5}}?(?:{NOUNS})\b(?:\s+of\s+[A-Z][\w-]+)?))",
    re.IGNORECASE,
)
"""What closes a sentence that quotes a paper: "…", states the Declaration of Lima; "…", it reads."""
_BY_WHICH = re.compile(
    rf"\b(?P<paper>(?:[\w-]+\s){{0,2}}?(?:{NOUNS}))\b[^.;:“\"]{{0,60}}?,?\s+(?:by|under|in) which\s+", re.IGNORECASE
)
"""What comes before the duty in "an accord signed in May, by which the two states undertake to cooperate"."""
_CASE = re.compile(
    r"^[“\"']?\s*(?P<if>(?:in the event (?:that|of)|in case|if|should|whenever|where)\b[^,]{8,250}),\s*(?P<duty>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_UNDER = re.compile(
    rf"(?:under|according to|in)\s+(?:the|this|that|their|its)\s+(?P<paper>(?:[\w-]+\s){{0,3}}(?:{NOUNS}))"
    r"(?:[^,.;:]{0,60}),\s+",
    re.IGNORECASE,
)
"""What opens a sentence that tells what a paper binds its parties to: "Under the deal, both are to withdraw"."""
_AT = re.compile(r"\b(?:in|at|near|from|to|into|outside|on)\s+(?:the\s+)?$", re.IGNORECASE)
_OF_A_PLACE = re.compile(r"\s+(?:city|town|capital|port|resort|village|island|province|region)\b")
_DUTY = re.compile(
    r"\b(?:shall|must|will|would|undertakes? (?:not )?to|(?:is|are|was|were) to|commits? [\w ]{0,20}to)\b",
    re.IGNORECASE,
)


_PARTY = re.compile(
    r"(?:the\s+)?(?:(?:other|either|each|both|contracting|any)\s+)*(?:part(?:y|ies)|sides?|signator(?:y|ies))", re.I
)
_POINTS_BACK = re.compile(r"\b(?:the|this|that|their|its)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signing:
    span: Span
    name: str
    event: Event | None
    sentence: Span


def add_agreements(draft: Draft, kit: Kit) -> Draft:
    """Add the agreements, in the order of their first words."""
    record = draft.record
    found: list[Agreement] = []
    for signing in _signings(record):
        agreement = _agreement(record, signing)
        back = _POINTS_BACK.search(signing.span.of(record.article.text)) or _POINTS_BACK.match(
            record.article.text[max(0, signing.span.start - 6) : signing.span.start].split(" ", 1)[-1]
        )
        if back and found:  # "the pact", "their treaty": one that was told of before
            found[-1] = replace(found[-1], evidence=(*found[-1].evidence, *agreement.evidence))
            continue
        same = next((k for k, other in enumerate(found) if _same(other, agreement)), None)
        if same is None:
            found.append(agreement)
        else:
            found[same] = _joined(found[same], agreement)
    for number, sentence in enumerate(record.sentences):
        home = Span(start=sentence.start, end=sentence.end)
        terms = _terms(record.article.text, home)
        clause = _clause(record, terms) if terms else None
        if terms is None or clause is None:
            continue
        before = record.sentences[max(0, number - 1)].start
        near = [a for a in found if terms.paper or any(before <= e.start <= home.start for e in a.evidence)]
        if near:  # "it reads" is of the paper of the sentence before
            told_of = max(near, key=lambda a: -abs(a.evidence[0].start - home.start))
            parties = told_of.parties or _two_obliged(record, terms.body)
            clause = replace(clause, obliged=clause.obliged or parties)
            found[found.index(told_of)] = replace(told_of, parties=parties, clauses=(*told_of.clauses, clause))
        elif terms.paper and not found:
            parties = _two_obliged(record, terms.body)
            clause = replace(clause, obliged=parties)
            found.append(Agreement(name=terms.paper, parties=parties, clauses=(clause,), evidence=clause.evidence))
    told = tuple(a for a in found if a.parties or a.signed_on or a.clauses)  # the word alone says nothing
    events = tuple(_with_parties(event, told, kit.actors.states) for event in record.events)
    return draft.add(agreements=told, events=events)


def _with_parties(event: Event, agreements: Sequence[Agreement], states: Container[str]) -> Event:
    """Let "the other party" of a clause stand for the agreement's parties, to whom and by whom the duty is owed."""
    agreement = next(
        (a for a in agreements for c in a.clauses for e in c.evidence if e.covers(event.trigger) and a.parties), None
    )
    if agreement is None:
        return event

    def named(people: tuple[Participant, ...]) -> tuple[Participant, ...]:
        out: list[Participant] = []
        for p in people:
            meant = agreement.parties if _PARTY.fullmatch(p.name) else ()
            out += [standing_for(replace(p, sector=None), code, states) for code in meant] or [p]
        return tuple(out)

    actors, recipients = named(event.actors), named(event.recipients)
    if actors != event.actors and not recipients:  # what one party does by a clause, it does for the other
        recipients = actors
    return replace(event, actors=actors, recipients=recipients)


def _signings(record: Record) -> list[_Signing]:
    text, out = record.article.text, []
    for sentence in record.sentences:
        home = Span(start=sentence.start, end=sentence.end)
        verb = _SIGNED.search(text, home.start, home.end)
        if verb is None:
            continue
        signed = Span(start=verb.start(), end=verb.end())
        for paper in _PAPER.finditer(text, home.start, home.end):
            if abs(paper.start() - verb.end()) > 90 and abs(verb.start() - paper.end()) > 90:
                continue
            span = Span(start=paper.start(), end=paper.end())
            noun = Span(start=span.start + span.of(text).rfind(" ") + 1, end=span.end)
            event = next(
                (
                    e
                    for e in record.events
                    if e.event_type in ("AGREE", "COOPERATE", "SUPPORT")
                    and (e.trigger.overlaps(signed) or e.trigger.overlaps(noun))
                    and e.polarity == "positive"
                ),
                None,
            )
            done = event.realis == "actual" if event else verb.group().lower().endswith(("ed", "ck"))
            if done:
                out.append(_Signing(span=span, name=_name(span.of(text)), event=event, sentence=home))
                break
    return out


def _name(words: str) -> str:
    """Return the noun phrase of a paper without article, verb or possessor before it."""
    return " ".join(_ARTICLE.sub("", _BEFORE_NAME.sub("", words)).split())


def _agreement(record: Record, signing: _Signing) -> Agreement:
    event = signing.event
    parties = [p.whom for p in (*event.actors, *event.recipients) if p.whom] if event else []
    if len(set(parties)) < 2:
        parties = [
            m.actor
            for m in record.mentions
            if signing.sentence.covers(m)
            and m.actor
            and len(m.actor) == 3
            and not (m.place and _is_where(record, m))
            and not _OF_A_PLACE.match(record.article.text, m.end)
        ]
    days = [
        t
        for t in record.timexes
        if signing.sentence.covers(t) and t.earliest and t.earliest == t.latest and t.type == "DATE"
    ]
    day = event.earliest if event and event.earliest and event.earliest == event.latest else None
    place: Place | None = event.place if event else None
    return Agreement(
        name=signing.name,
        parties=tuple(dict.fromkeys(parties)),
        signed_on=day or (days[0].earliest if len(days) == 1 and not _has_other_day(record, signing) else None),
        place=place.name if place else None,
        evidence=(signing.sentence,),
    )


def _has_other_day(record: Record, signing: _Signing) -> bool:
    """Say whether a time without a date follows the signing: "a deal that they signed late the evening before"."""
    text = record.article.text
    verb = _SIGNED.search(text, signing.sentence.start, signing.sentence.end)
    return verb is not None and any(
        t.earliest is None and t.type in ("DATE", "TIME") and 0 <= t.start - verb.end() <= NEAR_VERB
        for t in record.timexes
    )


NEAR_VERB = 24
"""Characters between "signed" and its time, at most."""


def _is_where(record: Record, mention: Mention) -> bool:
    """Say whether a place is named as the scene ("in Kenya"), not as one who signs ("Kenya and Haiti signed")."""
    return bool(_AT.search(record.article.text[max(0, mention.start - 12) : mention.start]))


def _same(one: Agreement, other: Agreement) -> bool:
    if one.signed_on and other.signed_on and one.signed_on != other.signed_on:
        return False
    return not one.parties or not other.parties or set(one.parties) == set(other.parties)


def _joined(one: Agreement, other: Agreement) -> Agreement:
    return replace(
        one,
        parties=one.parties or other.parties,
        signed_on=one.signed_on or other.signed_on,
        place=one.place or other.place,
        evidence=(*one.evidence, *other.evidence),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Terms:
    """What a sentence tells of a paper: its name, where the sentence gives one, and the words of the clause."""

    paper: str | None
    body: Span


def _terms(text: str, home: Span) -> _Terms | None:
    """Return the terms of a paper that a sentence quotes or tells, if any.

    >>> line = '"Both sides will leave the border," states the Declaration of Lima, named after the town.'
    >>> terms = _terms(line, Span(start=0, end=len(line)))
    >>> terms.paper, terms.body.of(line)
    ('Declaration of Lima', '"Both sides will leave the border,"')
    >>> line = "It has sent men under an accord signed in May, by which the two undertake to cooperate."
    >>> _terms(line, Span(start=0, end=len(line))).body.of(line)
    'the two undertake to cooperate.'
    """
    quoted = _SAID_BY_PAPER.search(text, home.start, home.end)
    if quoted and re.search(r"[“\"]", text[home.start : quoted.start()]):
        end = quoted.start() + len(quoted.group()) - len(quoted.group().lstrip(',”"'))
        paper = quoted.group("paper")
        return _Terms(paper=" ".join(paper.split()) if paper else None, body=Span(start=home.start, end=end))
    match = _STATES.search(text, home.start, home.end) or _UNDER.match(text, home.start, home.end)
    match = match or _BY_WHICH.search(text, home.start, home.end)
    if match is None:
        return None
    return _Terms(paper=" ".join(match.group("paper").split()), body=Span(start=match.end(), end=home.end))


def _two_obliged(record: Record, body: Span) -> tuple[str, ...]:
    """Return the states that a clause names before its duty, if there are two or more: "A and B will not use force"."""
    duty = _DUTY.search(record.article.text, body.start, body.end)
    inside = [m.actor for m in record.mentions if duty and body.start <= m.start and m.end <= duty.start() and m.actor]
    states = tuple(dict.fromkeys(code for code in inside if len(code) == STATE))
    return states if len(states) > 1 else ()


STATE = 3
"""Letters of an ISO 3166-1 alpha-3 code."""


def _clause(record: Record, terms: _Terms) -> Clause | None:
    """Return the clause that a paper's terms tell: what triggers it and the duty, both in its own words."""
    text, body = record.article.text, terms.body
    words = body.of(text).strip().strip("“”\"'")
    words = re.sub(r"^that\s+", "", words)
    if not _DUTY.search(words):
        return None
    case = _CASE.match(words)
    duty = case.group("duty") if case else words
    return Clause(
        trigger=case.group("if") if case else None,
        duty=duty.strip().rstrip('.”" '),
        evidence=(Span(start=body.start, end=body.end),),
    )
