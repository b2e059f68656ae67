"""Whose "the men" are that are to do something: those of the state whose forces the sentences before told of."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from gpulse.reading.commitment.act_types import Act
from gpulse.reading.commitment.clauses import Clause
from gpulse.reading.commitment.named_in import core_of
from gpulse.record import Record, Span, within

_FORCES: Final = (
    r"(?:troops|soldiers|forces|men|engineers|officers|police(?:men)?|peacekeepers|units?|contingents?|battalions?|brigades?|"
    r"instructors|advisers|trainers|sailors|pilots|warships|ships|vessels|marines|paratroopers)"
)
_THE_MEN: Final = re.compile(rf"(?:the|these|those|all)\s+(?:[\w-]+\s+)?{_FORCES}", re.IGNORECASE)
_OF_NATION: Final = re.compile(
    rf"(?:['’]s)?\s+(?:(?!said|that|their|its|will|to|has|had|and|of)[a-z-]+\s+){{0,2}}{_FORCES}\b"
)
_OF: Final = re.compile(rf"\b{_FORCES}\s+(?:of|from)\s+(?:the\s+)?$", re.IGNORECASE)
_HELPED: Final = re.compile(
    r"\b(?:assist|help|support|aid|reinforce|relieve|replace|join|against|fight|fought|attack|alongside|beside|with|for|to)\w*\s+"
    r"(?:the\s+)?$",
    re.IGNORECASE,
)
"""Before forces that others come to: "a unit to *assist* Russian forces"."""
NEAR: Final = 3
"""Sentences before an act in which its men are looked for."""


def forces_of(record: Record, clause: Clause, act: Act, states: Collection[str]) -> str | None:
    """Return the state whose men an act's subject is, `None` where it is none or nobody told of any.

    "Engineer troops of the North Korean army are expected next month, a channel in Seoul said. *The men* would repair
    roads": North Korea's. Where the sentences before tell of the forces of several states, it is none.
    """
    start, end = core_of(clause, act)
    subject = " ".join(word.text for word in clause.words[start:end])
    if not _THE_MEN.fullmatch(subject):
        return None
    at = record.sentence_at(clause.sentence.start) or 0
    near = Span(start=record.sentences[max(0, at - NEAR)].start, end=clause.words[start].start)
    text = record.article.text
    found = {
        m.actor
        for m in within(record.mentions, near)
        if m.actor in states
        and not _HELPED.search(text, near.start, m.start)
        and (_OF_NATION.match(text, m.end) or _OF.search(text, near.start, m.start))
    }
    return found.pop() if len(found) == 1 else None
