"""Who acts for himself alone: a private person, or one who holds no office of the state that is named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from gpulse.model.ledger_model import ActReading
from gpulse.reading.actor.stand_ins import StandIns
from gpulse.reading.commitment.act_people import codes_of
from gpulse.reading.commitment.clauses import Clause
from gpulse.record import Mention, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Private:
    """Somebody who is no actor of the tables and surely acts: a person without an office, a firm, a school.

    `speaks`: who only says it, by the words around.
    """

    name: str
    chance: float
    speaks: bool = False


def find_private(record: Record, clause: Clause, reading: ActReading, stand_ins: StandIns) -> Private | None:
    """Return who acts for themselves, as the model has it: nobody whom a state is to be taken for.

    A person of whom no office is told acts under the full name, a body that no table knows under its own, and
    `ON_THEIR_OWN` under the words for them.
    """
    low, high = min(reading.starts, default=0), max(reading.ends, default=0)
    text = clause.text
    found: list[Private] = []
    for mention in record.mentions:
        if mention.start < low or mention.end > high or codes_of(mention, stand_ins):
            continue
        words = mention.of(text)
        chance = reading.role("by", mention)
        if mention.kind == "person" and _is_name(words) and chance >= PRIVATELY and not holds_office(record, mention):
            speaks = any(said.span.overlaps(mention) for said in clause.sayings)
            found.append(Private(name=mention.name, chance=chance, speaks=speaks))
        elif words.split()[-1] in ON_THEIR_OWN and " of " not in words and chance >= PRIVATELY:
            name = re.sub(r"^(?:the|an?|this|that|its|their|his|her)\s+", "", words, flags=re.IGNORECASE)
            found.append(Private(name=name, chance=chance))
    return max(found, key=lambda one: one.chance, default=None)


def _is_name(words: str) -> bool:
    return all(word[0].isupper() for word in words.split()) and words.split()[0] not in (
        "The",
        "A",
        "He",
        "She",
        "They",
    )


_OFFICE: Final = re.compile(
    r"\b(?:minist\w+|president\w*|premier|spokes\w+|envoy|negotiat\w+|ambassador|general|colonel|leader|leads|led|heads|"
    r"lawmaker|senator|deputy|mayor|governor|party|government|army|military|foreign|parliament|secretary|commander|rebels?|"
    r"guerrillas?|engineers?|movement|front|judge|prosecutor)\b",
    re.IGNORECASE,
)
_BESIDE: Final = 70


def holds_office(record: Record, mention: Mention) -> bool:
    """Say whether a post tells of an office beside any of a person's names, so that they may act for a state."""
    text = record.article.text
    same = [m for m in record.mentions if m.name == mention.name or (m.chain is not None and m.chain == mention.chain)]
    if any(m.role or m.sector not in _NO_OFFICE for m in same):
        return True
    named = (m for m in same if text[m.start].isupper())
    return any(_OFFICE.search(text, max(0, m.start - _BESIDE), m.end + _BESIDE) for m in named)


_NO_OFFICE: Final = (None, "CVL", "CRM", "BUS", "EDU", "MED", "JRN", "LAB", "AGR")
ON_THEIR_OWN: Final = frozenset(
    "company companies firm firms school schools university college hospital church club team league family families "
    "foundation charity store shop owner owners parents students pupils teachers customers shareholders investors "
    "directors auditors players fans workers residents travellers travelers passengers tourists visitors suspect "
    "suspects hacker hackers airline airlines retailer maker manufacturer newspaper network station museum theatre "
    "theater".split()
)
"""Last words of descriptions of those who act for no state: for companies and people nobody of the post is guessed."""

PRIVATELY: Final = 0.55
"""Probability from which somebody private is said to act."""
