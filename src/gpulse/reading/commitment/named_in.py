"""Whom a part of a clause names: actors of nouns, lists and prepositions, and the subject without what fronts it."""

from __future__ import annotations

import re
from itertools import pairwise

from gpulse.reading.actor.owners import is_owner
from gpulse.reading.actor.stand_ins import code_of, is_join
from gpulse.reading.commitment.act_types import Act
from gpulse.reading.commitment.clauses import Clause
from gpulse.reading.commitment.speech import Saying
from gpulse.reading.language.cues import BE, SUBORDINATORS
from gpulse.reading.language.verb_groups import PREPOSITIONS
from gpulse.reading.language.words import word_set
from gpulse.record import Mention

PLACE_PREPOSITIONS = word_set(
    "outside behind beyond along off within throughout between in at to into near from on around over against for with "
    "by inside towards across under before after since until during"
)
"""A name after one of these is where or with whom, not who."""

PRONOUNS = word_set("he she they it we i his her their its them him our my")

AGENTS = word_set(
    "officers generals colonels junta putschists government rulers authorities army parliament president ministry "
    "minister ministers rebels troops soldiers forces state country nation regime leader leaders deputies people court "
    "courts delegates fighters general"
)
"""Nouns that act for the country in which they are: "the generals in Khartoum"."""

BODIES = word_set(
    "country kingdom government republic group bloc mission movement junta army union guerrillas rebels organisation "
    "organization alliance capital authorities military cabinet parliament ministry coalition presidency militia"
)
"""Nouns that stand for the actor whom the sentence before is about."""

SIDES = re.compile(
    r"\b(?:the other|either|each|both|neither|the two) (?:side|party|state|parties|sides|countr|government|"
    r"power)|\b(?:the|all) parties\b",
    re.IGNORECASE,
)

TAKEN_BY = frozenset({"in the hands of", "fall to", "fall into the hands of", "under the control of"})


def core_of(clause: Clause, act: Act) -> tuple[int, int]:
    """The subject without what stands in front of it: "Under the text signed in Pretoria, *the fighters* are to …"."""
    start, end = act.subject
    aside = end > start and clause.words[end - 1].low == ","
    while end > start and clause.words[end - 1].low == ",":
        end -= 1
    if aside and not _is_fronted(clause, start):
        opened = next((at for at in range(end - 1, start, -1) if clause.words[at].low == ","), None)
        if opened is not None and clause.mentions_in(start, opened):
            end = opened  # "the Fund, which has spent nine days in Colombo, will lend"
    commas = [at for at in range(start, end) if clause.words[at].low == ","]
    if not commas or not _is_fronted(clause, start):
        return start, end
    first = commas[-1] + 1
    for comma in reversed(commas[:-1]):  # a list: "in May, Denmark, Germany and Norway"
        between = clause.words[comma + 1 : first - 1]
        if len(between) > LISTED or not between or not between[-1].text[0].isupper():
            break
        first = comma + 1
    while first < end and clause.words[first].low in ("and", "but", "so", "then"):
        first += 1
    return (first, end) if first < end else (start, end)


LISTED = 3
"""Words of a name in a list, at most."""


def _is_fronted(clause: Clause, start: int) -> bool:
    """Say whether a range opens with a preposition, a word that subordinates, or a participle, and so with no
    subject."""
    low = clause.words[start].low
    comma = next((at for at in range(start, len(clause.words)) if clause.words[at].low == ","), start)
    timed = {w.low for w in clause.words[start:comma]} & {"after", "before", "when", "once", "if"}
    return low in _FRONTS or bool(timed) or (start > 0 and clause.words[start - 1].low in BE - {"be"})


_FRONTS = PREPOSITIONS | SUBORDINATORS | word_set("according given should instead otherwise meanwhile during ahead")


def capitals_in(clause: Clause, core: tuple[int, int]) -> tuple[str, ...]:
    """The state whose capital is the whole subject."""
    if core[0] >= core[1]:
        return ()
    low, high = clause.words[core[0]].start, clause.words[core[1] - 1].end
    inside = [m for m in clause.mentions if m.start >= low and m.end <= high and not m.actor and code_of(m)]
    whole = [m for m in inside if m.end == high and clause.word_before(m.start) not in PLACE_PREPOSITIONS | {"of"}]
    return tuple(code for m in whole[:1] if (code := code_of(m)))


def receivers_of(clause: Clause, act: Act, saying: Saying | None) -> tuple[str, ...]:
    """Who is to get something: the subject, or the speaker for whom a pronoun stands."""
    named = actors_among(clause, *act.subject)
    pronoun = any(w.low in PRONOUNS for w in clause.words[act.subject[0] : act.subject[1]])
    return named or ((saying.code,) if pronoun and saying and saying.code else ())


def actors_among(clause: Clause, start: int, end: int) -> tuple[str, ...]:
    """Return the actors of the noun phrase in a range of words.

    All of a list ("Denmark, Germany and the Netherlands"); else the mention after the last comma; else the first that
    is no place or companion.
    """
    mentions = clause.mentions_in(start, end)
    pool: list[Mention] = []
    last: Mention | None = None  # a place, and what is joined to it
    for mention in mentions:
        joined = last is not None and clause.text[last.end : mention.start].strip() in ("and", "or", ",")
        if joined or clause.word_before(mention.start) in PLACE_PREPOSITIONS:
            last = mention
        else:
            pool.append(mention)
    if not pool:
        return ()
    pool = [m for m, after in pairwise([*pool, None]) if m and not (after and is_owner(clause.text, m, after))]
    run = [pool[-1]]
    for mention in reversed(pool[:-1]):
        run = _with_capitals(clause, run)
        if not is_join(clause.text[mention.end : run[0].start]):
            break
        run.insert(0, mention)
    run = _with_capitals(clause, run)
    if len(run) > 1:
        return tuple(dict.fromkeys(code for m in run if (code := m.actor or (m.place.country if m.place else None))))
    comma = max((w.start for w in clause.words[start:end] if w.low == ","), default=-1)
    after = [m for m in pool if m.start > comma] if comma >= 0 else []
    return codes_of([after[0] if after else pool[0]])


def _with_capitals(clause: Clause, run: list[Mention]) -> list[Mention]:
    """A list of actors with the towns in it that stand for their states: "Berlin, London and Paris"."""
    towns = [m for m in clause.mentions if m.place and not m.actor and m.kind == "place"]
    grown, again = list(run), True
    while again:
        again = False
        for town in towns:
            if town in grown or clause.word_before(town.start) in PLACE_PREPOSITIONS:
                continue
            if is_join(clause.text[town.end : grown[0].start]):
                grown, again = [town, *grown], True
            elif len(grown) > 1 and is_join(clause.text[grown[-1].end : town.start]):
                grown, again = [*grown, town], True
    return grown


def actors_after(clause: Clause, start: int, end: int, prepositions: tuple[str, ...]) -> tuple[str, ...]:
    """Return the actors that stand right after one of the prepositions in a range of words."""
    return codes_of([m for m in clause.mentions_in(start, end) if preposition_of(clause, m) in prepositions])


_MEMBERS = re.compile(
    r"\b(\w+) (?:the )?(?:\w+ )?(?:countries|members|member states|states|government|governments|army|people) "
    r"of (?:the )?$",
    re.IGNORECASE,
)


def preposition_of(clause: Clause, mention: Mention) -> str:
    """The preposition that a name stands under, past "the countries of the …"."""
    match = _MEMBERS.search(clause.text, clause.sentence.start, mention.start)
    return match.group(1).lower() if match else clause.word_before(mention.start)


def codes_of(mentions: list[Mention]) -> tuple[str, ...]:
    """Return the countries and bodies that these mentions stand for, each once, in order."""
    return tuple(dict.fromkeys(m.actor for m in mentions if m.actor))
