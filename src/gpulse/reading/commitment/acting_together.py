"""Two or more who act together: "both", "the three leaders", "A and B", those who are joined or stand between."""

from __future__ import annotations

import re

from gpulse.reading.actor.stand_ins import is_join, lists_in
from gpulse.reading.commitment.act_types import Act
from gpulse.reading.commitment.clauses import Clause, Context
from gpulse.reading.commitment.named_in import PLACE_PREPOSITIONS, codes_of, core_of

_AND_THEN = re.compile(r"(?:,|;)\s+(?:and|but|so)\s+(?:that\s+)?$", re.IGNORECASE)


def joined_before(clause: Clause, core: tuple[int, int]) -> tuple[str, ...]:
    """Who acts in the clause to which the subject's is joined: "A's notice was deposited in May, and its membership …".

    Only for a pronoun that opens the subject, and where the clause before names one actor alone.
    """
    if core[0] >= core[1] or clause.words[core[0]].low not in ("it", "its", "they", "their"):
        return ()
    start = clause.words[core[0]].start
    if not _AND_THEN.search(clause.text, max(clause.sentence.start, start - 12), start):
        return ()
    named = codes_of(
        [m for m in clause.mentions_in(0, core[0]) if clause.word_before(m.start) not in PLACE_PREPOSITIONS]
    )
    return named if len(named) == 1 else ()


BOTH = re.compile(
    r"\b(?:[Tt]hey|[Tt]he two|[Tt]he three|[Bb]oth|"
    r"[Tt]he (?:[a-z]+ )?(?:sides|parties|countries|governments|presidents|leaders|ministers|commanders|delegations|"
    r"neighbours|states|capitals|negotiators|foes|powers)|[Dd]elegations)\b"
)
"""Subjects that stand for two or more actors named together before."""


COUNTED_SIDES = re.compile(
    r"(?:[Tt]he )?(?:two|three|four|five|six) (?:[a-z]+ )?(?:sides|parties|countries|governments|presidents|leaders|"
    r"ministers|states|neighbours|powers)$"
)


def counts_sides(clause: Clause, act: Act) -> bool:
    """Say whether the subject of an act is several states by their number: "the two governments will share more"."""
    core = core_of(clause, act)
    return bool(COUNTED_SIDES.match(" ".join(w.text for w in clause.words[core[0] : core[1]])))


def both_meant(named: tuple[str, ...], clause: Clause, act: Act, context: Context) -> tuple[str, ...]:
    """Return those whom "they", "the two" or "the ministers" stand for, where they were named together."""
    low = {w.low for w in clause.words[act.subject[0] : act.subject[1]]}
    if named and not low & {"two", "both"}:
        return ()
    before = lists_in([m for m in clause.mentions if m.end <= clause.words[act.subject[0]].start], clause.text)
    several = before[-1] if before else context.several or (context.two if low != {"they"} else ())
    if low & {"two", "both"} and len(several) > PAIR:
        several = context.two  # "the two" are not the three that were named last
    return several if len(several) > 1 and (not named or named[0] in several) else ()


def pair_in(clause: Clause, core: tuple[int, int]) -> tuple[str, ...]:
    """The two between whom the thing of a subject is: "the agreement between A and B"."""
    between = next((w for w in clause.words[core[0] : core[1]] if w.low == "between"), None)
    pair = [m for m in clause.mentions_in(*core) if between and m.start > between.end][:PAIR]
    return codes_of(pair) if len({m.actor for m in pair}) == PAIR else ()


PAIR = 2


def between_whom(clause: Clause, act: Act) -> tuple[str, ...]:
    """Both sides of "the summit between A and B"."""
    if act.last + 1 >= len(clause.words) or clause.words[act.last + 1].low not in ("between", "of"):
        return ()
    pair = clause.mentions_in(act.last + 1, act.object[1])[:2]
    between = clause.text[pair[0].end : pair[1].start] if len(pair) == 2 else ""
    if len(pair) == 2 and (is_join(between) or re.fullmatch(r"\s+and\s+with\s+(?:the\s+)?", between)):
        return codes_of(list(pair))
    return ()
