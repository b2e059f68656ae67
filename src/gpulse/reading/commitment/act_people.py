"""Facts on who is to do an act that is promised, and for or against whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gpulse.model.ledger_model import ActReading
from gpulse.odds import logit
from gpulse.reading.actor.owners import is_owner
from gpulse.reading.actor.stand_ins import StandIns, code_of
from gpulse.reading.commitment.act_readings import Proposal
from gpulse.reading.commitment.clauses import Clause, Context
from gpulse.reading.commitment.ruled_out import OF_NO_STATE
from gpulse.reading.language.cues import BE, NEGATORS
from gpulse.reading.language.verb_groups import DETERMINERS, PREPOSITIONS
from gpulse.reading.language.words import word_set
from gpulse.record import Mention, Record, Span


def who_facts(
    record: Record, clause: Clause, proposal: Proposal, context: Context, told: tuple[tuple[str, ...], bool],
    speakers: Sequence[str],
) -> dict[str, dict[str, float]]:  # fmt: skip
    """Return, for each actor that may be to act, the facts by which it is chosen.

    `told` is whom the rules name and whether the sentence itself does; `speakers` are those who say it.
    """
    chances = find_whom(record, proposal.reading, "by", context.stand_ins)
    targets = find_whom(record, proposal.reading, "to", context.stand_ins)
    undergone = float(proposal.act.passive or proposal.act.frame == "theme")  # "the missiles would be delivered"
    bare, nouns = _bare_words(clause, proposal.reading, context.stand_ins)
    for code, chance in nouns.items():
        chances[code] = max(chances.get(code, 0.0), chance)
    best = max(chances.values(), default=0.0)
    kind = NOUN_KINDS.get(bare.low) if bare.chance >= NOTICED else None
    others = sorted(context.bodies) if kind in ("group", "body") else ()
    for code in (*told[0], *context.leading[:LEADING], *others):
        chances.setdefault(code, 0.0)
    here = {code for m in record.mentions if clause.sentence.covers(m) for code in codes_of(m, context.stand_ins)}
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
            "lead_bare": float(code in context.leading[:1]) * max(0.0, bare.chance - best),
            "ruled_bare": float(code in told[0]) * max(0.0, bare.chance - best),
            "group_body": float(kind == "group" and code in context.bodies) * max(0.0, bare.chance - chance),
            "group_state": float(kind == "group" and code not in context.bodies) * max(0.0, bare.chance - chance),
            "body_body": float(kind == "body" and code in context.bodies) * max(0.0, bare.chance - chance),
            "body_state": float(kind == "body" and code not in context.bodies) * max(0.0, bare.chance - chance),
            "office_body": float(kind == "office" and code in context.bodies) * max(0.0, bare.chance - chance),
            "office_state": float(kind == "office" and code not in context.bodies) * max(0.0, bare.chance - chance),
            "vote_body": float(proposal.act.family == "elections" and code in context.bodies),
            "agent": float(code in agents),
            "patient": float(code in patients),
            "here": float(code in here),
            "topic": float(code in context.topic),
            "before": float(code in before),
            "speaker": float(code in speakers),
            "body": float(code in context.bodies),
            "unseen": float(chance == 0.0),
            "target": logit(targets.get(code, 0.0)),
            "undergone_lead": undergone * float(code in context.leading[:1]),
            "undergone_ruled": undergone * float(code in told[0]),
        }
        for code, chance in chances.items()
    }


LEADING: Final = 3
"""How many of a post's leading actors may be meant though the act's surroundings do not name them."""


NOTICED: Final = 0.3
"""Probability from which the kind of a word that says who acts counts; not tuned."""

NOUN_KINDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        word_set(
            "rebels rebel guerrillas guerrilla fighters fighter militants insurgents insurgent movement separatists "
            "gunmen militia militias faction factions group groups sect jihadists kidnappers captors party front wing"
        ),
        "group",
    ),
    **dict.fromkeys(
        word_set(
            "mission court fund agency bloc alliance commission union bank organisation organization committee company "
            "firm maker builder operator consortium monitors inspectors observers peacekeepers helmets creditors "
            "cartel tribunal judges prosecutor secretariat concern producer"
        ),
        "body",
    ),
    **dict.fromkeys(
        word_set(
            "government president premier minister ministry ministers king parliament cabinet army junta state country "
            "kingdom nation chancellor emir soldiers voters citizens deputies lawmakers authorities election elections "
            "presidency head"
        ),
        "office",
    ),
    **dict.fromkeys(
        word_set("countries states members nations governments companies firms donors lenders parties"), "many"
    ),
}
"""What a noun stands for: an armed group or a party, another body that is no state, an office, or several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bare:
    """The word that, of those that are no name of an actor, most surely says who acts.

    In lower case, with its place among the sentence's words.
    """

    low: str = ""
    chance: float = 0.0
    at: int = -1


def _bare_words(clause: Clause, reading: ActReading, stand_ins: StandIns) -> tuple[Bare, dict[str, float]]:
    """Return the word that is no name of an actor and most surely says who acts, and whom such nouns stand for."""
    named = [m for m in clause.mentions if codes_of(m, stand_ins)]
    bare, nouns = Bare(), dict[str, float]()
    for at, word in enumerate(clause.words):
        span = Span(start=word.start, end=word.end)
        if any(m.overlaps(span) for m in named):
            continue
        chance = reading.role("by", span)
        if chance > bare.chance:
            bare = Bare(low=word.low, chance=chance, at=at)
        if (code := stand_ins.nouns.get(word.low)) and not clause.is_new(at):
            nouns[code] = max(nouns.get(code, 0.0), chance)
    return bare, nouns


def describe(clause: Clause, reading: ActReading, stand_ins: StandIns) -> str | None:
    """Return the words that surely say who acts and name nobody: "developed countries", "member states".

    `None` where a name says it, or a pronoun, or nothing does surely.
    """
    bare, _ = _bare_words(clause, reading, stand_ins)
    known = NOUN_KINDS.get(bare.low) in ("group", "body", "many") or bare.low in OF_NO_STATE
    if bare.chance < DESCRIBED or not known:
        return None
    if bare.at and clause.words[bare.at].text[0].isupper():
        return None  # a name that nobody knows is no description
    first = bare.at
    while first and bare.at - first < ADJECTIVES and clause.words[first - 1].low.isalpha():
        before = clause.words[first - 1].low
        if before in DETERMINERS or before in PREPOSITIONS or before in BE or before in NEGATORS:
            break
        first -= 1
    else:
        first = first if first == 0 else bare.at
    return " ".join(word.low for word in clause.words[first : bare.at + 1])


DESCRIBED: Final = 0.5
"""Probability from which words that name nobody say who acts, where no actor scores `UNSURE`."""

ADJECTIVES: Final = 2
"""Most words before a noun that belong to its description."""


def whom_facts(
    record: Record, clause: Clause, proposal: Proposal, context: Context, by: Sequence[str], told: Sequence[str]
) -> dict[str, dict[str, float]]:
    """Return, for each actor for or against whom an act of `by` may be, the facts by which it is chosen.

    They are those whom the act's window names, and `told`, whom the rules name, where its sentence names them or the
    model takes them for likely enough: nobody is guessed from the rest of the post.
    """
    chances = find_whom(record, proposal.reading, "to", context.stand_ins)
    best = max(chances.values(), default=0.0)
    for code in told:
        chances.setdefault(code, 0.0)
    places: dict[str, list[Mention]] = {}
    for mention in clause.mentions:
        if mention.actor:
            places.setdefault(mention.actor, []).append(mention)
    end = proposal.act.trigger.start
    others = [c for c, chance in chances.items() if c not in by and (chance >= POSSIBLE or c in places)]
    return {
        code: {
            "bias": 1.0,
            "chance": logit(max(chances[code], LEAST_CHANCE)),
            "best": float(0.0 < chances[code] == best),
            "ruled": float(code in told),
            "lead": float(code in context.leading[:1]),
            "second": float(code in context.leading[1:2]),
            "after": float(any(m.start >= end for m in places.get(code, ()))),
            "before": float(any(m.start < end for m in places.get(code, ()))),
            "to": float(
                any(m.start >= end and clause.word_before(m.start) in ("to", "for") for m in places.get(code, ()))
            ),
            "many": float(len(by) > 1),
            "alone": float(len(others) == 1),
        }
        for code in others
    }


POSSIBLE: Final = 0.2
"""Probability from which somebody may be meant whom the act's sentence does not name: of 672 below it 41 were right.

With .05, .1 and .3 all right is the same within .01.
"""


LEAST_CHANCE: Final = 0.001
"""The probability of whoever the act's window does not name."""


def find_whom(record: Record, reading: ActReading, role: str, stand_ins: StandIns) -> dict[str, float]:
    """Return how surely each actor that the act's window names has a role, in order of text."""
    low, high = min(reading.starts, default=0), max(reading.ends, default=0)
    chances: dict[str, float] = {}
    for mention, following in zip(record.mentions, (*record.mentions[1:], None), strict=False):
        if (
            mention.start < low
            or mention.end > high
            or (following and is_owner(record.article.text, mention, following))
        ):
            continue
        chance = reading.role(role, mention)
        for code in codes_of(mention, stand_ins):
            chances[code] = max(chances.get(code, 0.0), chance)
    return chances


def codes_of(mention: Mention, stand_ins: StandIns) -> tuple[str, ...]:
    """Return whom a mention stands for: by itself, else by its chain."""
    code = code_of(mention)
    if code:
        return (code,)
    return stand_ins.chains.get(mention.chain, ()) if mention.chain is not None else ()
