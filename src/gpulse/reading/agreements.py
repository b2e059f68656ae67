"""Treaties, pacts and deals: their parties, when and where they were signed, and their clauses.

Words for one paper (`paper_names`) are one agreement, however often it is named. It is listed where a sentence tells
that it came about (`paper_makings`), or where it is told of as there and its parties or clauses are known; a word alone
("talks on a treaty", "a deal is near") is none. Its clauses (`paper_clauses`) name who is obliged where their words do:
"Lusaka must" obliges Zambia, "both must" the parties, "a body is to be set up" nobody by name.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from gpulse.reading.actor.sides import find_sides
from gpulse.reading.actor.stand_ins import StandIns, code_of, find_stand_ins
from gpulse.reading.agreement.agreed_acts import AgreedAct, find_agreed
from gpulse.reading.agreement.paper_clauses import (
    EVERYBODY,
    IT_BINDS,
    Told,
    goes_on_with,
    told_as_law,
    told_as_said,
    told_by_subject,
    told_in_quotes,
    told_under,
    told_under_its_terms,
)
from gpulse.reading.agreement.paper_days import day_of, declared_in, declared_on, last_day, place_of
from gpulse.reading.agreement.paper_makings import Making, find_makings
from gpulse.reading.agreement.paper_names import LONGEST, Naming, Paper, find_namings, group_papers
from gpulse.reading.agreement.paper_parties import (
    STATE,
    parties_between,
    parties_named_with,
    parties_of_making,
    parties_with,
)
from gpulse.reading.draft import Draft
from gpulse.reading.event.participants import standing_for
from gpulse.reading.kit import Kit
from gpulse.reading.language.untold import is_told_false
from gpulse.record import Agreement, Clause, Event, Participant, Record, Sentence, Span, within

_PARTY = re.compile(
    r"(?:the\s+)?(?:(?:other|either|each|both|two|all|contracting|any)\s+)*(?:part(?:y|ies)|sides?|signator(?:y|ies))",
    re.IGNORECASE,
)
_TWO = re.compile(r"(?:both|either|neither|the two|the other)\b", re.IGNORECASE)
_SEVERAL = (
    r"(?:parties|sides|states|countries|governments|nations|signatories|neighbou?rs|capitals|armies|parliaments|presidents|"
    r"leaders|ministers|powers|republics)"
)
_ONE = r"(?:party|side|state|country|government|nation|signatory|army)"
_ALL = re.compile(
    rf"(?:both|each|either|neither|all|they|them|all(?: \w+)? of them|"
    rf"(?:(?:both|each|either|neither|all|the two|the three)"
    rf"(?: of (?:them|the))?(?: other)?(?: \w+)? (?:{_ONE}|{_SEVERAL}))|"
    rf"(?:the|these)(?: high contracting| \w+)? {_SEVERAL}|the two|the three|"
    rf"the other(?: {_ONE}| one)?|(?:no|any) {_ONE})(?:\s+(?:also|then|in turn|each))?",
    re.IGNORECASE,
)
"""Words for those who made a paper, all of them or each in its turn."""
_TAIL = re.compile(r"\s+(?:of|in|from|on|at|with|near|behind|between|against)\s+")
_THE_STATE = re.compile(r"the (?:state|government|army|authorities|country)", re.IGNORECASE)
_AGREED = re.compile(r"\bagree", re.IGNORECASE)


def add_agreements(draft: Draft, kit: Kit) -> Draft:
    """Add the agreements, in the order of their first words."""
    record = draft.record
    namings = _with_titles(record, find_namings(record.article.text, record.sentences, kit.word_classes))
    if not namings:
        return draft
    makings = [m for m in find_makings(record, namings) if not is_told_false(record, m.verb)]
    if not any(m.naming and m.naming.head == "statement" for m in makings):  # a joint statement that nobody signed
        namings = [n for n in namings if n.head != "statement"]
    papers = group_papers(namings, [m.naming for m in makings if m.naming])
    made = _makings_of(papers, makings)
    terms = list(_terms(record, papers, made))
    stand_ins = find_stand_ins(record)
    told: list[Agreement] = []
    days: dict[str, str | None] = {}
    for at, paper in enumerate(papers):
        before = next((a.signed_on for a in reversed(told) if a.signed_on), None)
        of_it = [t for k, t in terms if k == at]
        agreed = None if any(m.signed for m in made[at]) else find_agreed(record, paper)
        of_paper = [*made[at], _as_making(record, paper, agreed)] if agreed else made[at]
        if agreement := _agreement(record, paper, of_paper, of_it, stand_ins, before, agreed):
            told.append(agreement)
            days |= {m.event.id: agreement.signed_on for m in made[at] if m.signed and m.event}
    events = tuple(
        _on_its_day(_with_parties(event, told, kit.actors.states), days.get(event.id))
        for event in record.events
        if not _takes_up(record, event, papers, makings)
    )
    return draft.add(agreements=tuple(told), events=events)


def _with_titles(record: Record, namings: Sequence[Naming]) -> list[Naming]:
    """Give a paper the title that stands before it: "New START, the last treaty on arms"."""
    text, out = record.article.text, []
    for naming in namings:
        before = _TITLE.search(text, record.sentences[naming.sentence].start, naming.start)
        title = Span(start=before.start("title"), end=before.end("title")) if before else None
        known = title and any(m.actor or m.place or m.kind == "person" for m in record.mentions_at(title))
        if (
            title
            and not known
            and naming.opener in ("the", "a")
            and text[naming.end : naming.end + 1] not in ("'", "’")
        ):
            naming = replace(naming, start=title.start, name=title.of(text), proper=True)
        out.append(naming)
    return out


_TITLE = re.compile(r"(?:(?<=[a-z]\s)|^)(?P<title>[A-Z][\w-]+(?:\s+[A-Z][\w-]+){0,4}),\s+$")


def _makings_of(papers: Sequence[Paper], makings: Sequence[Making]) -> list[list[Making]]:
    """Return the makings of each paper; "signed it" is of the paper named last."""
    out: list[list[Making]] = [[] for _ in papers]
    named = _by_sentence(papers)
    for making in makings:
        near = [*named.get(making.sentence - 1, ()), *named.get(making.sentence, ())]
        if making.naming is None:
            of = [at for n, at in near if n.end <= making.verb.start]
        else:
            of = [at for n, at in near if n == making.naming]
        if of:
            out[of[-1]].append(making)
    return out


def _by_sentence(papers: Sequence[Paper]) -> dict[int, list[tuple[Naming, int]]]:
    """Return the words for papers of each sentence, in order, with the number of their paper."""
    out: dict[int, list[tuple[Naming, int]]] = {}
    for naming, at in sorted(((n, k) for k, p in enumerate(papers) for n in p.namings), key=lambda pair: pair[0].start):
        out.setdefault(naming.sentence, []).append((naming, at))
    return out


def _terms(record: Record, papers: Sequence[Paper], made: Sequence[Sequence[Making]]) -> Iterator[tuple[int, Told]]:
    """Yield the clauses that the sentences tell, each with the number of its paper."""
    text = record.article.text
    spoken: int | None = None  # the paper spoken of last
    last = -1  # the sentence that spoke of it
    paragraph, opened, told_terms = -1, False, False
    named, signings = _by_sentence(papers), {m.sentence for ms in made for m in ms}
    for number, sentence in enumerate(record.sentences):
        if sentence.paragraph != paragraph:
            paragraph, opened, told_terms = sentence.paragraph, False, False
        home = Span(start=sentence.start, end=sentence.end)
        if home.end - home.start > LONGEST:
            continue
        of_here = named.get(number, [])
        here = [n for n, _ in of_here]
        goes_on = (
            spoken is not None
            and number - last == 1
            and (IT_BINDS.match(text, home.start) is not None or _stands_for_paper(record, sentence, papers[spoken]))
        )
        found = [
            *told_by_subject(text, home, here, goes_on),
            *told_under(text, home, here),
            *told_under_its_terms(text, home, spoken is not None and number - last == 1),
            *told_as_said(text, home, here, goes_on, spoken is not None and number - last <= NEAR),
            *told_in_quotes(text, home, here, goes_on),
        ]
        if not found and (opened or spoken is not None):
            found = list(told_as_law(text, home))
        opens = bool(here) and here[0].start - home.start <= 1
        foreign = _is_said_by_another(record, sentence, here)
        if not found and (opens or (opened and not foreign)):
            found = list(goes_on_with(text, home, not (told_terms or opens)))
            if foreign:  # "but according to those who have seen it, both must leave"
                found = [t for t in found if t.who and _ALL.fullmatch(t.who.of(text))]
            told_terms = told_terms or bool(found)
        elif found:
            told_terms = True
        first = of_here[0][1] if of_here else spoken
        kept: list[Span] = []
        for told in found:
            of = next((k for n, k in of_here if n == told.naming), None)
            of = first if of is None else of
            if of is not None and not any(told.words.overlaps(span) for span in kept):
                kept.append(told.words)
                yield of, told
        opened = bool(found) or opens or ((opened or number in signings or bool(here)) and not foreign)
        spoken = of_here[-1][1] if of_here else spoken
        last = number if of_here or found else last


NEAR = 2
"""Sentences back in which "the text" looks for its paper."""


def _stands_for_paper(record: Record, sentence: Sentence, paper: Paper) -> bool:
    """Say whether "it" at the head of a sentence can stand for a paper named before: no chain says another."""
    first = next((m for m in within(record.mentions, sentence) if m.start - sentence.start <= 1), None)
    if first is None or first.chain is None:
        return True
    chained = [m for m in record.mentions if m.chain == first.chain]
    if any(n.overlaps(m) for n in paper.namings for m in chained):
        return True
    return not any(m.actor or m.kind in ("person", "organisation") for m in chained)


def _is_said_by_another(record: Record, sentence: Sentence, here: Sequence[Naming]) -> bool:
    """Say whether somebody says what a sentence tells, who is none of its papers."""
    return any(
        a.cue
        and sentence.covers(a.cue)
        and not (a.source and any(n.overlaps(a.source) for n in here))
        and not _PLEDGES.search(a.cue.of(record.article.text))
        for a in record.attributions
    )


_PLEDGES = re.compile(r"\b(?:agree|promise|pledge|undertak|undertook|commit)", re.IGNORECASE)
"""Who pledges something in the sentences after a paper's terms goes on with them, and tells of nothing else."""


def _as_making(record: Record, paper: Paper, agreed: AgreedAct) -> Making:
    """Return the agreeing that a paper takes up as its making."""
    event = next((e for e in record.events if e.event_type == "AGREE" and e.trigger.overlaps(agreed.verb)), None)
    return Making(
        verb=agreed.verb,
        naming=paper.namings[0],
        signed=agreed.signed,
        by_parties=False,
        event=event,
        sentence=agreed.sentence,
    )


def _agreement(
    record: Record,
    paper: Paper,
    made: Sequence[Making],
    terms: Sequence[Told],
    stand_ins: StandIns,
    day: str | None,
    agreed: AgreedAct | None,
) -> Agreement | None:
    """Return what a post tells of a paper, `None` where it is only spoken of; `day`: when the one before was signed;
    `agreed`: the agreeing to do something that the paper takes up."""
    signed = [m for m in made if m.signed]
    first = paper.namings[0]
    is_known = first.opener in ("the", "this", "own") or _YEAR.search(first.name)
    cited = terms and _CITED.search(record.article.text, max(0, first.start - 40), first.start)
    told_of = is_known or cited or declared_in(record.article.text, first)
    if not made and (first.plural or paper.is_unmade or not told_of):
        return None
    if not made:  # "under the deal, both would leave" may be of one that is talked of
        terms = [t for t in terms if t.modal is None or t.modal.of(record.article.text) != "would"]
    sources = [
        *(parties_named_with(record, n) for n in paper.namings),
        *([agreed.parties] if agreed else []),
        *(parties_between(record, m) for m in made),
        *(parties_of_making(record, m, stand_ins) for m in made),
    ]
    known = next((codes for codes in sources if codes), ())
    sources += [codes for t in terms if t.who and set(known) <= set(codes := _sides_before(record, t.who))]
    sources += [tuple(dict.fromkeys(p.whom for p in e.actors if p.whom)) for e in _agreed_before(record, paper)]
    sources += [_two_before(record, t.who) for t in terms if t.who]
    bound = dict.fromkeys(code for t in terms for code in _obliged(record, t, (), stand_ins))
    sources.append(tuple(bound))  # "the rebels undertake to …; the government is to …"
    sources += [parties_with(record, n) for n in paper.namings]
    several = [codes for codes in sources if len(codes) > 1]
    parties = several[0] if several else next((codes for codes in sources if codes), ())
    days = (day_of(record, m, day or last_day(record.timexes, record.sentences[m.sentence].start)) for m in signed)
    places = (place_of(record, m) for m in made)
    clauses = (
        *(
            [Clause(obliged=agreed.parties, duty=agreed.duty.of(record.article.text), evidence=(agreed.duty,))]
            if agreed
            else []
        ),
        *(_clause(record, told, parties, stand_ins) for told in terms),
    )
    if len(parties) < PAIR and not clauses:
        return None
    past = (day for day in days if day and day <= (record.article.published_on or day))
    sentences = dict.fromkeys(
        record.sentences[n] for n in (*(m.sentence for m in made), *(n.sentence for n in paper.namings))
    )
    return Agreement(
        name=paper.name,
        parties=parties,
        signed_on=next(past, None) or (declared_on(record, first) if clauses else None),
        place=next((place for place in places if place), None),
        clauses=clauses,
        evidence=tuple(Span(start=s.start, end=s.end) for s in sentences),
    )


def _sides_before(record: Record, who: Span) -> tuple[str, ...]:
    """Return the states that "both" stands for where it is said whom a paper binds."""
    sides = (find_sides(record, who) or ()) if EVERYBODY.match(who.of(record.article.text)) else ()
    return sides if any(len(side) == STATE for side in sides) else ()


def _two_before(record: Record, who: Span) -> tuple[str, ...]:
    """Return the states that a clause names before its duty, if there are two or more: "A and B will not use force"."""
    named = tuple(dict.fromkeys(m.actor for m in within(record.mentions, who) if m.actor and len(m.actor) == STATE))
    return named if len(named) > 1 else ()


def _agreed_before(record: Record, paper: Paper) -> Iterator[Event]:
    """Yield the agreeing, in the sentence before, that "the deal" takes up."""
    first = paper.namings[0]
    if not first.is_back or first.made_of or not first.sentence:
        return
    before = record.sentences[first.sentence - 1]
    yield from (
        e for e in record.events
        if e.event_type == "AGREE" and e.realis == "actual" and e.polarity == "positive" and before.covers(e.trigger)
        and _AGREED.search(e.trigger.of(record.article.text))
    )  # fmt: skip


_CITED = re.compile(r"\b[Uu]nder\s+an?\s+(?:[\w-]+\s+){0,3}$")
"""Before a paper that is there, by what it lays down: "*Under a* security arrangement Oslo is to send trainers"."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
PAIR = 2
"""Parties that a paper has at least, where the post tells nothing of what is in it."""


def _clause(record: Record, told: Told, parties: tuple[str, ...], stand_ins: StandIns) -> Clause:
    return Clause(
        trigger=told.trigger,
        obliged=_obliged(record, told, parties, stand_ins),
        duty=told.duty,
        evidence=(told.words,),
    )


def _obliged(record: Record, told: Told, parties: tuple[str, ...], stand_ins: StandIns) -> tuple[str, ...]:
    """Return who is obliged: who is named, the parties for words that stand for them all, or nobody by name."""
    if told.who is None:
        return ()
    text = record.article.text
    words = " ".join(told.who.of(text).split())
    head = _TAIL.split(words)[0]
    if _ALL.fullmatch(words) or _ALL.fullmatch(head):
        fits = len(parties) == PAIR or not _TWO.match(words)
        return parties if fits else ()  # "both sides" of a truce that two mediators signed as well are not told apart
    inside = [m for m in record.mentions if told.who.covers(m) and (code_of(m) or m.chain is not None)]
    within_head = [m for m in inside if m.start < told.who.start + len(head)]
    codes = [code for m in (within_head or inside) if (code := code_of(m))]
    if not codes:
        chains = [m.chain for m in within_head if m.chain is not None and m.start <= told.who.start < m.end]
        codes = [code for chain in chains for code in stand_ins.chains.get(chain, ())]
    states = [party for party in parties if len(party) == STATE]
    new = re.match(r"(?:an?|another)\s", words, re.IGNORECASE)  # "a joint commission" is none that the post names
    if not codes and head and not new and (body := stand_ins.nouns.get(head.lower().split()[-1])):
        return (body,)
    if not codes and _THE_STATE.fullmatch(words) and len(states) == 1:
        return tuple(states)
    return tuple(dict.fromkeys(codes))


_UNDER = re.compile(
    r"\b(?:under|according\s+to|by|in\s+line\s+with|in\s+accordance\s+with|as\s+part\s+of|in\s+(?:breach|violation)\s+of|"
    r"pursuant\s+to|(?:terms|provisions|text|parts?|article\s+\d+)\s+of)\s+$",
    re.IGNORECASE,
)


def _takes_up(record: Record, event: Event, papers: Sequence[Paper], makings: Sequence[Making]) -> bool:
    """Say whether an act of agreeing is but a word for a paper that is there: "under the agreement, Lusaka must …".

    Such a word is of a paper whose making is told elsewhere, or stands where a paper is cited; none tells an act.
    """
    if event.event_type != "AGREE" or event.realis != "actual" or any(m.event == event for m in makings):
        return False
    at = next(((p, n) for p in papers for n in p.namings if n.covers(event.trigger)), None)
    if at is None or at[1].opener not in ("the", "this", "own") or at[1].plural:
        return False
    paper, naming = at
    cited = _UNDER.search(record.article.text, max(0, naming.start - 40), naming.start)
    told = any(m.naming in paper.namings and m.naming != naming for m in makings)
    made = any(m.naming == naming for m in makings)
    return not made and bool(cited or told)


def _on_its_day(event: Event, day: str | None) -> Event:
    """Return a signing on the day that the paper was signed, where its own sentence tells none."""
    if day is None or event.earliest or event.latest or event.realis != "actual":
        return event
    return replace(event, earliest=day, latest=day)


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
        return tuple(dict.fromkeys(out))

    actors, recipients = named(event.actors), named(event.recipients)
    if actors != event.actors and not recipients:  # what one party does by a clause, it does for the other
        recipients = actors
    return replace(event, actors=actors, recipients=recipients)
