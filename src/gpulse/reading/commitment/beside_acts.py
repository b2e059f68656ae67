"""Who stands beside a promise and has no part in it: whom it is told to, and where it takes place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gpulse.reading.commitment.act_types import Act
from gpulse.reading.commitment.clauses import Clause

_TOLD = re.compile(
    r"\b(?:told|tells?|assur(?:ed?|es)|informed|notified|reassured)\s+(?P<whom>[^“”;:]{2,90}?),?\s+(?:that\s+)?"
    r"(?P<pronoun>it|they|he|she|we)\s",
    re.IGNORECASE,
)


def without_addressee(clause: Clause, act: Act, by: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out of those who are to act whom it is only told: "The junta told *a U.S. envoy* that they would kill him".

    Who "they" are the words before the verb say; the addressee it is not.
    """
    start = clause.words[act.first].start
    told = [m for m in _TOLD.finditer(clause.text, clause.sentence.start, start) if m.end() <= start]
    if not told or re.search(r"[,;]\s", clause.text[told[-1].end() : start]):
        return by
    low, high = told[-1].span("whom")
    addressed = {m.actor for m in clause.mentions if low <= m.start and m.end <= high}
    before = {m.actor for m in clause.mentions if m.end <= told[-1].start()}
    return tuple(code for code in by if code not in addressed - before)


def without_venues(clause: Clause, act: Act, by: Sequence[str], to: Sequence[str]) -> tuple[str, ...]:
    """Leave out of those whom a meeting of two is with the state where it is held: "both will meet *in Brazil*"."""
    if len(by) < 2 or act.event_type not in ("CONSULT", "AGREE"):
        return tuple(to)
    named = {
        code: [m for m in clause.mentions if m.actor == code or (m.place and m.place.country == code)] for code in to
    }
    return tuple(
        code
        for code in to
        if not named[code] or not all(clause.word_before(m.start) in ("in", "at") for m in named[code])
    )
