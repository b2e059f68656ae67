"""How much of a promised quantity a sentence tells of: a part, the whole, and parts of several posts added up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from gpulse.days import days_between
from gpulse.linking.ledger.ledger_rows import Evidence
from gpulse.linking.outcome.evidence import YEAR, YEARS, Promise
from gpulse.linking.outcome.signs import TOTAL
from gpulse.linking.outcome.told import Told
from gpulse.linking.wording import content_words, stem

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
    large = [n for n in told.numbers if n >= max(1.0, number * SMALLEST) and not (YEARS[0] <= n <= YEARS[1])]
    fits = bool(unit & told.words) or not unit or number >= LARGE or not told.words & OTHER_UNITS - unit
    return sorted(large) if fits else []


LARGE: Final = 10_000.0
OTHER_UNITS: Final = frozenset("per cent percent dollar euro kilometre mile vote seat deputie member countr".split())
"""Stems of units that seldom count what was promised."""


ENOUGH: Final = 0.98
"""Share of the promised number from which a number is all of it: 1,056 of 1,081 prisoners (.977) are a part."""

COUNTABLE: Final = 0.01
"""Share of the promised number below which a number without a unit counts something else: "it became almost four"."""

ONE_STEP: Final = re.compile(
    r"\b(?:the|an?|its|their|his|her|as a) (?:very )?(?:first|second|third|fourth|next|further|new)(?: [\w'-]+){0,3}? "
    r"(?:batch|part|portion|group|instalment|tranche|slice|shipment|consignment|convoy|contingent|delivery|load|lot|"
    r"stage|phase|step|round|unit|half|third|men|aircraft|[\w'-]+s)\b|"
    r"\b(?:another|further|more|part of|half of|some of|most of|a (?:third|quarter|half|part|fraction) of|so far|"
    r"began|begun|has started|have started|started)\b",
    re.IGNORECASE,
)
"""Words by which what is told is one step: "the first policemen", "another batch"."""

DIVISIBLE: Final = frozenset({"AID", "CONCEDE", "COOPERATE", "MOBILIZE", "RETREAT"})
"""Types of acts that are often done in parts: things given, people set free, soldiers moved."""

BEGUN: Final = re.compile(
    r"\b(?:first|second|third|fourth|next|another|further|so far|half|part|per cent|percent|some|several|dozens?|"
    r"hundreds|few|already|begun|began|begin|started|start)\b",
    re.IGNORECASE,
)
"""Words of one step among several."""

ENDED: Final = re.compile(
    TOTAL.pattern + r"|\b(?:remaining|rest|fully|in full|with (?:that|this|it)|thereby|thus)\b", re.IGNORECASE
)
"""Words of the last step, or of all of them."""


def counted_alike(promise: Promise, told: Told) -> list[float]:
    """Return the numbers of a sentence that count what came of the thing that the promise's number counts.

    They have the same unit of money or measure, count people where people were promised, or have no unit; those that
    tell what was promised are left out ("of the 50,000").
    """
    number = promise.quantity.low if promise.quantity else None
    if promise.quantity is None or number is None:
        return []
    wanted = _kinds(promise.quantity.unit)
    return [
        one.number
        for one in told.amounts
        if not one.owed
        if (_kinds(one.unit) & wanted or not wanted)
        or (one.unit is None and one.number >= number * COUNTABLE and not YEARS[0] <= one.number <= YEARS[1])
    ]


def _kinds(unit: str | None) -> frozenset[str]:
    """The kinds of thing that a unit counts: its stems, and "~people" for whoever is one of them."""
    stems = content_words(unit or "")
    return stems | {kind for kind, words in KINDS.items() if stems & words}


KINDS: Final[Mapping[str, frozenset[str]]] = {
    "~people": frozenset({"~soldier", "~captive"})
    | frozenset(
        stem(word)
        for word in "people persons soldiers troops men women policemen police officers personnel prisoners captives "
        "detainees hostages refugees migrants seekers fighters rebels instructors trainers peacekeepers members "
        "inspectors observers servicemen children families civilians".split()
    ),
    "~armour": frozenset({"~tank", "~armour"}),
}
"""Units that may count the same: prisoners are men, and tanks are vehicles."""


def part_facts(promise: Promise, told: Told) -> dict[str, float]:
    """Return the facts by which what a sentence tells as done is rather a part of what was promised, or the whole.

    `less`: what it counts is less than what was promised, `enough`: it is as much; `one_step`: it has words of one step
    of what was promised whole; `both`: the promised number stands beside a smaller one; `divisible`: acts of the type
    are often done in parts; `ahead`: how long before the last day it is told, a year being 1; `begun`: it has words of
    a step, `first`: and so has the promise; `ended`: it has words of the last step; `several`: more than one is to act,
    `some_of`: and not all of them are named.
    """
    counts, number = counts_told(promise, told), promise.quantity.low if promise.quantity else None
    doing, quote = set(promise.by) & told.actors, told.evidence.quote
    begun = BEGUN.search(quote) is not None
    came = max(counted_alike(promise, told), default=None)
    return {
        "less": float(number is not None and came is not None and came < number * ENOUGH),
        "enough": float(number is not None and came is not None and came >= number * ENOUGH),
        "one_step": float(ONE_STEP.search(quote) is not None and not promise.step),
        "both": float(number is not None and number in counts and counts[0] < number),
        "divisible": float(promise.event_type in DIVISIBLE),
        "ahead": min(1.0, max(0, days_between(told.on or told.published_on, promise.latest)) / YEAR)
        if promise.latest
        else 0.0,
        "begun": float(begun),
        "first": float(begun and promise.step),
        "ended": float(ENDED.search(quote) is not None),
        "several": float(len(promise.by) > 1),
        "some_of": float(0 < len(doing) < len(promise.by)),
    }


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
        counts = sorted(n for n in counted_alike(promise, told) if number is not None and n < number * ENOUGH)
        if number is None or not counts:
            return False
        if IN_ALL.search(told.evidence.quote):
            self.total = max(self.total, counts[-1])
        elif day not in self.days:
            self.total += counts[-1]
        self.days.add(day)
        self.evidence.append(told.evidence)
        return len(self.days) > 1 and self.total >= number
