"""Numbers that a sentence tells: how many of what came, and which ones only tell how many were promised."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from gpulse.reading.language.quantities import SCALES, find_quantities, read_figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number of a sentence with its unit.

    `owed` says that it tells how many were promised, or of how many some are.
    """

    number: float
    unit: str | None
    owed: bool


def amounts_in(text: str) -> tuple[Amount, ...]:
    """Return the numbers of a passage in order, each with its unit and whether it tells what is owed.

    >>> def told(text): return [(a.number, a.owed) for a in amounts_in(text)]
    >>> told("Belize, which had announced 200 men, sent 24 officers.")
    [(200.0, True), (24.0, False)]
    >>> told("Of the 850 bunkers a little over 500 were cleared.")
    [(850.0, True), (500.0, False)]
    >>> told("By May 70 million doses had come, where 240 million should have been.")
    [(70000000.0, False), (240000000.0, True)]
    >>> told("The ten thousandth guest landed, and a few hundred left.")
    [(10000.0, False), (300.0, False)]
    """
    rough = {m.start(): number for m in _ROUGH.finditer(text) if (number := _rough_number(m.group().lower()))}
    found = [(start, Amount(number=number, unit=None, owed=False)) for start, number in rough.items()]
    for one in find_quantities(text):
        quantity = one.quantity
        number = quantity.high if quantity.low is None or quantity.approximate else quantity.low
        number = quantity.low if number is None else number
        if number is None or any(start <= one.start < start + _ROUGH_LONG for start in rough):
            continue
        owed = _OWED_BEFORE.search(text[: one.start]) or _OWED_AFTER.match(text[one.end :])
        found.append((one.start, Amount(number=number, unit=quantity.unit, owed=owed is not None)))
    return tuple(amount for _, amount in sorted(found, key=lambda pair: pair[0]))


_ROUGH_LONG: Final = 16
"""Characters of the longest rough number within which the reader may find another one."""

_ROUGH: Final = re.compile(
    r"\b(?:a few|several|some|many) (?:hundred|thousand|dozen)\b|"
    r"\b(?:(?:two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|fifty|hundred) )?(?:hundred|thousand|million|"
    r"billion)th\b",
    re.IGNORECASE,
)
"""Numbers that are no quantities to the reader: rough ones, and those that the one who makes up the number has."""

_FEW: Final = 3.0
"""What "a few" stands for."""


def _rough_number(words: str) -> float | None:
    first, _, scale = words.rpartition(" ")
    size = SCALES.get(scale.removesuffix("th"))
    if size is None:
        return None
    if scale.endswith("th"):
        return size * (read_figure(first) or 1.0) if first else size
    return _FEW * size


_PROMISED: Final = (
    "announced|promised|pledged|undertaken|agreed|planned|foreseen|offered|owed|wanted|ordered|demanded|intended|due|"
    "set|fixed|named|expected"
)
_OWED_BEFORE: Final = re.compile(
    r"(?:^Of (?:the |all |its |their |some |about |roughly |a )*(?:[^\W\d]+ ){0,2}?|"
    r"(?:[.;,]|\b(?:and|but)) of (?:the |all |its |their |some |about |roughly |a )*(?:[^\W\d]+ )?|"
    r"\b(?:first|second|third|last|rest|half|third|quarter|part|some|most|many|few|number|one|two|three|four|five|six|"
    r"seven|eight|nine|ten|\d[\d,.]*|cent|all|any|none) (?:[^\W\d]+ )?(?:of|from|out of) "
    r"(?:the |its |their |these |those |all )*(?:[^\W\d]+ )?|"
    r"\b(?:out of|instead of|rather than|short of|not|against|where|than) (?:the |its |their |all |some |about )*"
    rf"(?:[^\W\d]+ )?|\b(?:{_PROMISED})(?: [^\W\d]+){{0,2}}? )$",
    re.IGNORECASE,
)
_OWED_AFTER: Final = re.compile(
    r"(?: [\w'-]+){0,3}? (?:(?:should|ought|were|was|are|is) (?:have|to)\b|"
    r"(?:that|which|whom|it|he|she|they|[A-Z]\w+)(?: [\w'-]+){0,3}? (?:had|has|have|was|were)(?: been)? "
    rf"(?:{_PROMISED})\b|"
    rf"(?:{_PROMISED})\b)",
)
"""What stands beside a number that was promised, or of which a part is told."""
