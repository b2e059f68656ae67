"""How much of a promised quantity a sentence tells of: a part, the whole, and parts of several posts added up."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from gpulse.linking.evidence import Promise
from gpulse.linking.ledger_rows import Evidence
from gpulse.linking.told import Told
from gpulse.linking.wording import content_words

SMALLEST: Final = 0.001
"""Share of the promised number below which a number is one of something else ("of 237 million doses, 2 aircraft")."""

SHORT_OF = re.compile(
    r"\b(?:should have|ought to|instead of|rather than|short of|out of|less than|fewer than|where|"
    r"against|was to|were to|"
    r"had to|of (?:the|its|his|their|a) (?:\w+ ){0,2}(?:promised|pledged|planned|agreed)|promised|"
    r"pledged|planned|foreseen|"
    r"(?:of|from) (?:the |all )?(?:\w+ )?[\d.,]+)\b",
    re.IGNORECASE,
)
"""Words by which a number that was promised stands beside a smaller one that came: "78 of 104", "where 237 should
be"."""

IN_ALL = re.compile(
    r"\b(?:so far|in all|all told|in total|altogether|to date|by now|until now|up to now|(?:has|have|had) now|already|"
    r"since then|a total of|that makes|brings? (?:the|it)|thus|by then|when \w+ ended|by the end of)\b",
    re.IGNORECASE,
)
"""Words by which a number counts all that came until then, not one part."""


def counts_told(promise: Promise, told: Told) -> list[float]:
    """Return the numbers of a sentence that can count what was promised, in order; none where no number was."""
    number = promise.quantity.low if promise.quantity else None
    if not number:
        return []
    unit = content_words(promise.quantity.unit or "") if promise.quantity else frozenset()
    large = [n for n in told.numbers if n >= max(1.0, number * SMALLEST) and not (YEAR[0] <= n <= YEAR[1])]
    fits = bool(unit & told.words) or not unit or number >= LARGE or not told.words & OTHER_UNITS - unit
    return sorted(large) if fits else []


YEAR: Final = (1950.0, 2060.0)
LARGE: Final = 10_000.0
OTHER_UNITS: Final = frozenset("per cent percent dollar euro kilometre mile vote seat deputie member countr".split())
"""Stems of units that seldom count what was promised."""


def is_short(promise: Promise, told: Told) -> bool:
    """Say whether a sentence sets a smaller number that came beside the number that was promised."""
    counts, number = counts_told(promise, told), promise.quantity.low if promise.quantity else None
    if number is None or number not in counts or counts[0] >= number:
        return False
    return bool(SHORT_OF.search(told.evidence.quote))


@dataclass(slots=True)
class Sum:
    """What the parts told so far add up to: each day's part once, a count of all until then in place of the sum."""

    total: float = 0.0
    evidence: list[Evidence] = field(default_factory=list)
    days: set[str] = field(default_factory=set)

    def add(self, promise: Promise, told: Told, day: str) -> bool:
        """Add the part that a sentence tells of; return whether all parts together are what was promised."""
        number = promise.quantity.low if promise.quantity else None
        counts = [n for n in counts_told(promise, told) if number is not None and n < number]
        if number is None or not counts:
            return False
        if IN_ALL.search(told.evidence.quote):
            self.total = max(self.total, counts[-1])
        elif day not in self.days:
            self.total += counts[-1]
        self.days.add(day)
        self.evidence.append(told.evidence)
        return len(self.days) > 1 and self.total >= number
