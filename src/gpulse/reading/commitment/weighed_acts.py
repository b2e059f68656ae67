"""What the ledger model and the rules together make of an act: is it taken, who is to act, for or against whom."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from gpulse.model.ledger_model import ActReading
from gpulse.odds import Facts, logistic, logit
from gpulse.reading.actor.stand_ins import lists_in
from gpulse.reading.commitment.act_frames import Frame, frame_of
from gpulse.reading.commitment.act_people import DESCRIBED, describe, who_facts, whom_facts
from gpulse.reading.commitment.act_readings import (
    AHEAD,
    DOUBTED,
    LIKELY,
    MARKED,
    MEANT,
    NOBODY,
    PROMISED,
    REFUSED,
    ROLE,
    TAKEN,
    UNSEEN,
    UNSURE,
    VAGUE,
    WORTH_READING,
    Candidate,
    Proposal,
    act_facts,
    choose,
    facts_before,
    times_of,
)
from gpulse.reading.commitment.act_types import Act
from gpulse.reading.commitment.acting_together import counts_sides
from gpulse.reading.commitment.beside_acts import without_addressee, without_venues
from gpulse.reading.commitment.clauses import Clause, Context
from gpulse.reading.commitment.firmness import (
    came_to_nothing,
    is_disbelieved,
    is_habit,
    is_settled,
)
from gpulse.reading.commitment.own_affairs import on_whose_account, only_named
from gpulse.reading.commitment.own_forces import forces_of
from gpulse.reading.commitment.parties import find_actor
from gpulse.reading.commitment.private_acts import Private, find_private
from gpulse.reading.commitment.promised_when import find_condition
from gpulse.reading.commitment.refusals import (
    DOUBTFUL,
    NO_ACTOR,
    UNRATED,
    WHY,
    is_forecast,
    is_whenever,
)
from gpulse.reading.commitment.ruled_acts import event_of, read_commitment, what_of
from gpulse.reading.commitment.ruled_out import cannot_act, meant_of, own_masters
from gpulse.reading.commitment.shares import find_quantity, gapped_parts
from gpulse.reading.commitment.speech import who_says
from gpulse.reading.commitment.targets import find_demander, find_target
from gpulse.reading.commitment.unpromised import is_done, is_unpromised
from gpulse.record import Commitment, CommitmentKind, Likely, Record, Span

Watch = Callable[["Weighed"], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """An act that the ledger model was asked about: the facts by which it is taken, and those by which who acts is.

    `by` is who acts by them, and `whom` has the facts by which it is chosen for or against whom.
    """

    clause: Clause
    proposal: Proposal
    facts: Facts
    who: Mapping[str, Facts]
    described: str | None
    private: Private | None
    named: frozenset[str]
    by: tuple[str, ...] = ()
    whom: Mapping[str, Facts] = field(default_factory=dict)


def _weigh(
    clause: Clause, proposal: Proposal, ruled: Commitment | None, frame: Frame, context: Context, record: Record
) -> tuple[Weighed, Frame]:
    """Gather what the model and the rules say of an act; `ruled` and `frame` are the rules' reading of it."""
    act = proposal.act
    if frame.window.text is None or (ruled is None and frame.window.latest is None):
        frame = frame_of(clause, act, context, record, times_of(clause, proposal.reading))
    told = find_actor(clause, act, frame.saying, context)
    speakers = frame.saying.codes if frame.saying else ()
    barred = cannot_act(clause, act, context)
    who = who_facts(record, clause, proposal, context, told, speakers)
    if theirs := forces_of(record, clause, act, who):
        barred |= who.keys() - {theirs}
    weighed = Weighed(
        clause=clause,
        proposal=proposal,
        facts=act_facts(proposal, clause, proposal.reading.take, ruled, frame.window.latest is not None),
        who={code: facts for code, facts in who.items() if code not in barred},
        described=describe(clause, proposal.reading, context.stand_ins) or own_masters(clause, act),
        named=frozenset(m.actor for m in record.mentions if m.actor and m.kind != "person"),
        private=find_private(record, clause, proposal.reading, context.stand_ins),
    )
    return weighed, frame


def taken_in(
    clause: Clause,
    candidates: Sequence[Candidate],
    ask: Callable[[Span], ActReading | None],
    weights: Mapping[str, Facts],
    context: Context,
    record: Record,
    watch: Watch | None,
) -> tuple[list[Commitment], list[tuple[Span, str]]]:
    """Return what the model and the rules together take of one sentence, and what is refused and why.

    `ask` lets the model read an act.
    """
    found: list[Commitment] = []
    refused: list[tuple[Span, str]] = []
    for candidate in candidates:
        act = candidate.act
        frame = frame_of(clause, act, context, record)
        if any(rule(clause, act) for rule in (is_settled, is_disbelieved, is_habit)):
            continue
        event = event_of(clause, act, record.events)
        if is_unpromised(clause, act, frame.window) or is_done(clause, act, event, frame.window):
            continue
        if is_forecast(clause, act.trigger):
            refused.append((act.trigger, WHY["forecast"]))
            continue
        if _UNLESS.search(clause.text, clause.sentence.start, act.trigger.start):
            continue
        if came_to_nothing(clause, act, frame.window, record.article.published_on):
            continue
        ruled = read_commitment(clause, act, context, record, frame)
        if not watch and logistic(facts_before(candidate, clause, ruled), weights["act"]) < WORTH_READING:
            if why := _why_unread(candidate):
                refused.append((act.trigger, why))
            continue
        reading = ask(act.trigger)
        if reading is None:
            continue
        proposal = Proposal(act=act, reading=reading, marked=candidate.marked)
        weighed, frame = _weigh(clause, proposal, ruled, frame, context, record)
        by = without_addressee(clause, act, who_acts(weighed, weights["who"]))
        if len(by) == 1 and counts_sides(clause, act):
            by = ()  # no one of "the three leaders"
        told = _targets_told(clause, proposal, by, frame, context)
        weighed = replace(weighed, by=by, whom=whom_facts(record, clause, proposal, context, by, told))
        if watch:
            watch(weighed)
        score = logistic(weighed.facts, weights["act"])
        if score >= PROMISED and not frame.window.latest and is_whenever(clause.text, act.trigger, clause.sentence):
            refused.append((act.trigger, WHY["whenever"]))  # "would retaliate at a time of its choosing"
            continue
        if score < PROMISED:
            if why := _why_not(reading, score) or _why_unread(candidate):
                refused.append((act.trigger, why))
            continue
        if not is_taken(weighed, weights):
            refused.append((act.trigger, NO_ACTOR))
            continue
        kind = _kind_of(clause.text, act, reading)
        by = on_whose_account(record, clause, act, only_named(clause, act, by), event)
        if kind == "ultimatum":
            by = _not_demanding(clause, frame, by)
        if not by:
            continue
        likely = [code for code, facts in weighed.whom.items() if logistic(facts, weights["whom"]) >= MEANT]
        if not likely and _is_demanded(clause.text, act):
            likely = [code for code in told if code not in by]
        commitment = Commitment(
            id="",
            kind=kind,
            by=by,
            to=without_venues(
                clause,
                act,
                by,
                meant_of(clause, act, likely),
            ),
            event=event.id if event else None,
            event_type=best_of(reading.event_type),
            act=act.trigger,
            what=what_of(clause, act),
            quantity=find_quantity(clause, act),
            place=None,
            said_by=who_says(record, act.trigger, frame.saying),
            said_on=frame.told_on,
            earliest=frame.window.earliest,
            latest=frame.window.latest,
            window_text=frame.window.text,
            condition=find_condition(clause, act),
            polarity="negative" if act.negative else "positive",
            evidence=(frame.span,),
            score=round(score, 4),
            likely=tuple(
                Likely(code=code, score=round(chance, 3))
                for code, facts in weighed.who.items()
                if (chance := logistic(facts, weights["who"])) >= LIKELY
            ),
        )
        if any(_is_twin(commitment, other) for other in found):
            continue
        parts = [part for part in gapped_parts(clause, act, commitment) if part.latest != commitment.latest]
        for part in (commitment, *parts):
            context = replace(context, previous=(*context.previous, (clause.sentence.paragraph, part)))
            found.append(part)
    return found, refused


def _targets_told(
    clause: Clause, proposal: Proposal, by: tuple[str, ...], frame: Frame, context: Context
) -> tuple[str, ...]:
    """Return for or against whom an act is by the rules, taken as what the model says that it is."""
    if _kind_of(clause.text, proposal.act, proposal.reading) == "ultimatum":
        return find_demander(clause, proposal.act, by, frame.saying, context)
    act = replace(proposal.act, event_type=best_of(proposal.reading.event_type))
    return find_target(clause, act, by, frame.saying, context)


def _not_demanding(clause: Clause, frame: Frame, by: tuple[str, ...]) -> tuple[str, ...]:
    """Return of whom something is demanded: not who demands it, by the words of saying or beside others."""
    if frame.saying is None:
        return by
    span, codes = frame.saying.span, frame.saying.codes
    speaking = {m.actor for m in clause.mentions if m.actor in codes and span.covers(m)}
    return tuple(c for c in by if c not in codes) or tuple(c for c in by if c not in speaking)


_PREPARES = re.compile(
    r"\b(?:is|are|was|were)\s+(?:said\s+to\s+be\s+)?"
    r"(?:preparing|readying|getting\s+ready|about|poised|gearing\s+up)\s+to\s+$"
)
"""Right before what somebody is about to do, and promises nobody: "Iran was preparing to *send* drones"."""


_DEMANDED = re.compile(r"\bdemand(?:s|ed|ing)?\s+(?:that|of)\s[^.;:“”]*$")
"""Before an act that somebody demands of who is to do it: "demanded that all troops *leave* by May"."""


def _is_demanded(text: str, act: Act) -> bool:
    return bool(_DEMANDED.search(text, max(0, act.trigger.start - 90), act.trigger.start))


_UNLESS = re.compile(r"\bdemand(?:s|ed|ing)?\s+(?:that|of)\s[^.;:“”]*\bunless\s[^.;:“”]*$")
"""Before what would make a demand needless: "demanded that they leave unless Oslo *cancels* the pact"."""


def _kind_of(text: str, act: Act, reading: ActReading) -> CommitmentKind:
    """Return the kind that the model has; what somebody threatens to do in so many words is a threat, and what they
    only prepare is a plan."""
    if act.governor is not None and act.governor.group == "threat":
        return "threat"
    if _is_demanded(text, act) or (act.governor is not None and act.governor.group == "demand"):
        return "ultimatum"
    kind = cast(CommitmentKind, best_of(reading.kind))
    start = act.trigger.start
    return "plan" if kind == "pledge" and _PREPARES.search(text, max(0, start - 50), start) else kind


def _why_unread(candidate: Candidate) -> str | None:
    """Return why an act that is not worth reading is refused; `None` where it is passed over."""
    if candidate.vague >= VAGUE:
        return UNRATED
    return DOUBTFUL if candidate.marked >= MARKED else None


def _why_not(reading: ActReading, score: float) -> str | None:
    """Return why an act that is not taken is refused; `None` where it is passed over."""
    if reading.take["refused"] >= REFUSED:
        return UNRATED
    return DOUBTFUL if score >= DOUBTED and reading.take["act"] >= ROLE else None


def who_acts(weighed: Weighed, weights: Facts) -> tuple[str, ...]:
    """Return those who are to act: who is named, else the words that say it; nobody where nothing does.

    A state of which the post names towns and citizens alone is not guessed; and somebody private whom the model has
    clearly before the actors of the post acts in their place.
    """
    best = max((logistic(one, weights) for one in weighed.who.values()), default=0.0)
    if best < UNSURE and weighed.described:
        return (weighed.described,)
    chosen = choose(weighed.who, weights) if best >= NOBODY else ()
    if (private := weighed.private) and chosen:
        surest = max(logistic({"chance": weighed.who[code]["chance"]}, {"chance": 1.0}) for code in chosen)
        if private.speaks and surest < UNSEEN:
            return ()
        if private.chance >= surest + AHEAD and not private.speaks:
            return () if weighed.proposal.act.passive else (private.name,)  # "he will be sent to Oslo": by nobody named
    return tuple(code for code in _together(weighed, chosen, weights) if _is_told(weighed, code))


BEHIND = 0.3
"""How far behind the likeliest somebody may be who acts with them, unless a list or plural names both.

Of .15, .25, .3, .4 and no bound, actors and targets are all right of .567, .567, .567, .567 and .55 in our own ledgers,
of .667, .689, .689, .667 and .667 beside the checkout and of .542 in the fresh ones; F1 is within .005.
"""
_SEVERAL = frozenset("they both two three sides parties countries states governments neighbours all".split())


def _together(weighed: Weighed, chosen: Sequence[str], weights: Facts) -> tuple[str, ...]:
    """Return those of who may act that do it together: no moderator from abroad beside the minister who promises it."""
    if len(chosen) < 2:
        return tuple(chosen)
    clause, act = weighed.clause, weighed.proposal.act
    if any(word.low in _SEVERAL for word in clause.words[act.subject[0] : act.subject[1]]):
        return tuple(chosen)
    scores = {code: logistic(weighed.who[code], weights) for code in chosen}
    best = max(chosen, key=lambda code: scores[code])
    beside = {code for named in lists_in(clause.mentions, clause.text) if best in named for code in named}
    return tuple(code for code in chosen if code in beside or scores[code] >= scores[best] - BEHIND)


def is_taken(weighed: Weighed, weights: Mapping[str, Facts]) -> bool:
    """Say whether an act is likely still to be done, and by whom `weighed.by` has: both must be right."""
    promised = logistic(weighed.facts, weights["act"])
    named = [logistic(weighed.who[code], weights["who"]) for code in weighed.by if code in weighed.who]
    by = max(named, default=DESCRIBED if weighed.by else 0.0)
    return promised >= PROMISED and promised * by >= TAKEN


def _is_told(weighed: Weighed, code: str) -> bool:
    """Say whether a post tells of an actor: near the act, by name elsewhere, or as an office ("the government")."""
    facts = weighed.who[code]
    return facts["chance"] > logit(UNSEEN) or code in weighed.named or facts.get("office_state", 0.0) > 0


def _is_twin(one: Commitment, other: Commitment) -> bool:
    """Whether two acts of one sentence are one commitment: "shut down and seal the plant"; not "six in May, ten in
    June"."""
    same = (one.by, one.event_type, one.latest) == (other.by, other.event_type, other.latest)
    return same and (one.quantity == other.quantity or None in (one.quantity, other.quantity))


def best_of(chances: Mapping[str, float]) -> str:
    """Return the likeliest."""
    return max(chances, key=lambda name: chances[name])
