"""What the ledger model says of a sentence's acts, weighed with what the rules say: which are to be done, by whom.

The model is asked of the words that it marks itself and of every act that the rules know and it does not rule out; of
words that no rule knows, an act is made with the verb group around them, so that the rules on windows, numbers and
conditions apply to both alike. Its answers and the rules' are facts of two small logistic regressions, whose weights
training/ledger_choices.py fits on stories that the model did not learn from.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gpulse.model.ledger_model import ActReading, LedgerModel, Read
from gpulse.reading.act_types import OPEN, Act
from gpulse.reading.clauses import Clause, Context
from gpulse.reading.cues import BE, NEGATORS
from gpulse.reading.open_acts import base_of, is_participle
from gpulse.reading.stand_ins import StandIns, code_of
from gpulse.reading.verb_groups import DETERMINERS, clause_end, clause_start, left_of_auxiliaries
from gpulse.record import Commitment, Mention, Record, Span, Timex

Facts = Mapping[str, float]

ASKED: Final = 0.03
"""Probability in its sentence from which an act that the rules know is asked about by itself."""

REFUSED: Final = 0.3
"""Probability from which a passage is refused.

At .5 and .3, .415 and .512 of what tests/ledger/fresh refuses are.
"""

TAKEN: Final = 0.7
"""Score from which an act is taken as one still to be done.

The stories on which the weights were fitted tell more promises than a reader's ledger lists (there .5 is best, F1
0.784): of .5, .62 and .72, F1 on tests/ledger/fresh is .533, .558 and .599, status .479, .459 and .447.
"""

NAMED: Final = 0.5
"""Score from which somebody is one of those who are to act."""

ROLE: Final = 0.5
"""Probability from which a mention is for or against whom, or a time belongs to the window."""

OPEN_MOODS: Final = frozenset({"will", "would", "shall", "must", "should", "is to", "governed", "may"})
"""Moods of acts that are not yet done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An act with what the model says of it in its sentence and by itself."""

    act: Act
    reading: ActReading
    marked: float


def propose(model: LedgerModel, read: Read, k: int, clause: Clause, acts: Sequence[Act]) -> tuple[Proposal, ...]:
    """Return the acts of sentence `k` that the model is asked about, in order of text."""
    marks = model.mark(read, k)
    candidates: list[Act] = []
    for mark in marks.words:
        if mark.tag in ("act", "refused"):
            known = next((act for act in acts if act.trigger.overlaps(mark)), None)
            candidates.append(known or act_of_words(clause, mark))
    for act in acts:
        known_already = any(act.trigger.overlaps(other.trigger) for other in candidates)
        if act.mood in OPEN_MOODS and marks.act(act.trigger) >= ASKED and not known_already:
            candidates.append(act)
    found = ((act, model.read_act(read, k, act.trigger)) for act in sorted(candidates, key=lambda a: a.first))
    return tuple(
        Proposal(act=act, reading=reading, marked=marks.act(act.trigger))
        for act, reading in found
        if reading is not None
    )


def act_of_words(clause: Clause, span: Span) -> Act:
    """Make an act of words that no rule knows, with the verb group before them and the clause around them."""
    inside = [at for at, word in enumerate(clause.words) if word.start < span.end and span.start < word.end]
    first, last = inside[0], inside[-1]
    edge = min(left_of_auxiliaries(clause.words, first - 1), first)
    before = clause.words[first - 1].low if first else ""
    passive = is_participle(clause.words[first].low) and any(w.low in BE for w in clause.words[edge:first])
    noun = before in DETERMINERS
    return Act(
        trigger=Span(start=clause.words[first].start, end=clause.words[last].end),
        first=first, last=last, family=OPEN, event_type="", frame="agent", lemma=base_of(clause.words[first].low),
        form="noun" if noun else "pp" if passive else "base", mood="will", passive=passive,
        negative=any(w.low in NEGATORS for w in clause.words[max(0, edge - 1) : first]), governor=None,
        subject=(clause_start(clause.words, edge), edge), object=(last + 1, clause_end(clause.words, last + 1)),
    )  # fmt: skip


def act_facts(proposal: Proposal, ruled: Commitment | None, dated: bool) -> dict[str, float]:
    """Return the facts by which an act is taken: logits of the model's answers, and what the rules say."""
    act, take = proposal.act, proposal.reading.take
    return {
        "bias": 1.0,
        "act": logit(take["act"]),
        "refused": logit(take["refused"]),
        "marked": logit(proposal.marked),
        "ruled": float(ruled is not None),
        "dated": float(dated),
        "open": float(act.family == OPEN),
        "would": float(act.mood in ("would", "should", "may")),
        "negative": float(act.negative),
    }


def who_facts(
    record: Record, clause: Clause, proposal: Proposal, context: Context, told: tuple[tuple[str, ...], bool],
    speakers: Sequence[str],
) -> dict[str, dict[str, float]]:  # fmt: skip
    """Return, for each actor that may be to act, the facts by which it is chosen.

    `told` is whom the rules name and whether the sentence itself does; `speakers` are those who say it.
    """
    chances = find_whom(record, proposal.reading, "by", context.stand_ins)
    bare, nouns = _bare_words(clause, proposal.reading, context.stand_ins)
    for code, chance in nouns.items():
        chances[code] = max(chances.get(code, 0.0), chance)
    for code in (*told[0], *context.leading[:LEADING]):
        chances.setdefault(code, 0.0)
    best = max(chances.values(), default=0.0)
    here = {code for m in record.mentions if clause.sentence.covers(m) for code in _codes(m, context.stand_ins)}
    before = context.previous[-1][1].by if context.previous else ()
    event = next((e for e in record.events if e.trigger.overlaps(proposal.act.trigger)), None)
    agents = {whom for p in event.actors for whom in (p.body, p.code)} if event else set[str | None]()
    patients = {whom for p in event.recipients for whom in (p.body, p.code)} if event else set[str | None]()
    return {
        code: {
            "bias": 1.0,
            "chance": logit(chance),
            "best": float(chance == best),
            "behind": logit(best) - logit(chance),
            "ruled": float(code in told[0]),
            "sure": float(code in told[0] and told[1]),
            "lead": float(code in context.leading[:1]),
            "second": float(code in context.leading[1:2]),
            "lead_bare": float(code in context.leading[:1]) * max(0.0, bare - best),
            "ruled_bare": float(code in told[0]) * max(0.0, bare - best),
            "agent": float(code in agents),
            "patient": float(code in patients),
            "here": float(code in here),
            "topic": float(code in context.topic),
            "before": float(code in before),
            "speaker": float(code in speakers),
            "body": float(code in context.bodies),
            "unseen": float(chance == 0.0),
        }
        for code, chance in chances.items()
    }


LEADING: Final = 3
"""How many of a post's leading actors may be meant though the act's surroundings do not name them."""


def _bare_words(clause: Clause, reading: ActReading, stand_ins: StandIns) -> tuple[float, dict[str, float]]:
    """Return how surely a word that is no name of an actor says who acts, and whom such nouns stand for in the post."""
    named = [m for m in clause.mentions if _codes(m, stand_ins)]
    bare, nouns = 0.0, dict[str, float]()
    for word in clause.words:
        span = Span(start=word.start, end=word.end)
        if any(m.overlaps(span) for m in named):
            continue
        chance = reading.role("by", span)
        bare = max(bare, chance)
        if code := stand_ins.nouns.get(word.low):
            nouns[code] = max(nouns.get(code, 0.0), chance)
    return bare, nouns


def choose(facts: Mapping[str, Facts], weights: Facts) -> tuple[str, ...]:
    """Return those who are to act: all that score `NAMED` or more, else the likeliest."""
    scores = {code: logistic(one, weights) for code, one in facts.items()}
    named = tuple(code for code, score in scores.items() if score >= NAMED)
    return named or ((max(scores, key=lambda code: scores[code]),) if scores else ())


def find_whom(record: Record, reading: ActReading, role: str, stand_ins: StandIns) -> dict[str, float]:
    """Return how surely each actor that the act's window names has a role, in order of text."""
    low, high = min(reading.starts, default=0), max(reading.ends, default=0)
    chances: dict[str, float] = {}
    for mention in record.mentions:
        if mention.start < low or mention.end > high:
            continue
        chance = reading.role(role, mention)
        for code in _codes(mention, stand_ins):
            chances[code] = max(chances.get(code, 0.0), chance)
    return chances


def _codes(mention: Mention, stand_ins: StandIns) -> tuple[str, ...]:
    code = code_of(mention)
    if code:
        return (code,)
    return stand_ins.chains.get(mention.chain, ()) if mention.chain is not None else ()


def times_of(clause: Clause, reading: ActReading) -> tuple[Timex, ...]:
    """Return the time expressions of a sentence that belong to the act's window."""
    return tuple(t for t in clause.timexes if reading.role("when", t) >= ROLE)


def logit(chance: float) -> float:
    """Return the logit of a probability, kept within 7.

    >>> logit(0.5), logit(1.0)
    (0.0, 7.0)
    """
    if not 0.0 < chance < 1.0:
        return 7.0 if chance >= 1.0 else -7.0
    return max(-7.0, min(7.0, math.log(chance / (1.0 - chance))))


def logistic(facts: Facts, weights: Facts) -> float:
    """Return the logistic function of the weighted facts."""
    return 1.0 / (1.0 + math.exp(-sum(weights.get(name, 0.0) * value for name, value in facts.items())))
