"""Whom the subject of an act stands for: a body, a country, those named before or listed behind."""

from __future__ import annotations

from gpulse.reading.actor.stand_ins import lists_in
from gpulse.reading.commitment.act_types import Act
from gpulse.reading.commitment.clauses import Clause, Context
from gpulse.reading.commitment.named_in import PRONOUNS, actors_among, codes_of
from gpulse.reading.commitment.speech import Saying
from gpulse.reading.language.words import Word, word_set

_OWN = word_set("his her my our their")

_STATE_NOUNS = word_set("country government nation side forces army troops state people movement cabinet capital")


def own_state(subject: tuple[Word, ...], saying: Saying | None, context: Context, clause: Clause) -> tuple[str, ...]:
    """Whose country "his country" is at the end of a subject: of whoever speaks, else of whom the post spoke last.

    What a clause without a comma puts before it ("When the heads of A meet in May his country will …") is not asked.
    "Their forces" are those of all whom the sentence lists before.
    """
    tail = subject[-2:]
    if len(tail) < 2 or tail[0].low not in _OWN or tail[1].low not in _STATE_NOUNS:
        return ()
    if tail[0].low == "their":
        named = [m for m in clause.mentions if m.actor and m.end <= tail[0].start]
        if listed := lists_in(named, clause.text):
            return listed[-1]
    for told in (saying, context.speaker):
        if told and told.codes:
            return told.codes[:1]
    if saying is not None and not context.topic:
        return tuple(actor for actor in context.leading if actor not in context.bodies)[:1]
    return context.topic if tail[0].low != "their" else ()


def body_meant(clause: Clause, core: tuple[int, int], context: Context) -> str | None:
    """The body that a noun of the subject stands for; a noun in another name ("against the Islamic State") does not."""
    nouns = context.stand_ins.nouns
    for at in range(core[1] - 1, core[0] - 1, -1):
        word = clause.words[at]
        if word.text in ("Commission", "Union") and at and clause.words[at - 1].low == "the":
            return nouns.get(word.low, "European Union")
        named = any(m.actor and m.start <= word.start < m.end for m in clause.mentions)
        if word.low in nouns and not named and not clause.is_new(at):
            return nouns[word.low]
    return None


def meant_by_chain(clause: Clause, core: tuple[int, int], context: Context) -> tuple[str, ...]:
    """Whom the pronoun of a subject stands for by the post's chains; the last one, which is mostly its head."""
    low, high = clause.words[core[0]].start, clause.words[core[1] - 1].end
    for mention in reversed(clause.mentions):
        inside = mention.start >= low and mention.end <= high and mention.chain is not None
        if inside and mention.of(clause.text).lower() in PRONOUNS:
            return context.stand_ins.chains.get(mention.chain or 0, ())
    return ()


def fitting_heads(heads: set[str], actors: tuple[str, ...], bodies: frozenset[str]) -> tuple[str, ...]:
    """The first of some actors that a noun can stand for: a country for "the kingdom", a movement for "the group"."""
    states = [actor for actor in actors if actor not in bodies]
    others = [actor for actor in actors if actor in bodies]
    pool = others if heads & _NOT_STATES and others else states if heads - _NOT_STATES and states else list(actors)
    return tuple(pool[:1])


_NOT_STATES = word_set("group movement guerrillas rebels militia bloc organisation organization alliance mission union")
"""Nouns of `BODIES` that stand for a body that is no state."""

MANY = word_set("countries states governments nations members capitals")


def listed_after(clause: Clause, act: Act) -> tuple[str, ...]:
    """The actors of a list behind a colon at the end of the act's clause."""
    colon = next((at for at in range(act.last, len(clause.words)) if clause.words[at].low == ":"), None)
    return codes_of(list(clause.mentions_in(colon + 1, len(clause.words)))) if colon is not None else ()


def named_before(clause: Clause, act: Act) -> tuple[str, ...]:
    """The actor of an earlier clause of the sentence, for whom a pronoun stands: "the Turkish pilots stop; the last of
    them …"."""
    joint = next((w.start for w in clause.words[: act.first] if w.low in (";", ":")), None)
    return actors_among(clause, 0, act.subject[0]) if joint is not None else ()


def is_body(saying: Saying | None) -> bool:
    """Say whether the speaker is a state or body, which "it" and "they" can stand for."""
    return saying is not None and not saying.person
