"""A divided country's halves by their short names: "the North" of a post that names North Korea is North Korea."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gpulse.record import Mention, Span

_HALVES = {"North": ("North Korea", "PRK"), "South": ("South Korea", "KOR")}
_HALF = re.compile(
    r"\b[Tt]he\s+(?P<half>North|South)\b(?!\s+[A-Z]|[-–]|\s+(?:of|coast|side|bank|pole|east|west)\b)"
    r"(?<!in the North)(?<!in the South)(?<!from the North)(?<!from the South)"
)
_OTHER_HALVES = re.compile(
    r"\b(?:Sudan|Macedonia|Vietnam|Yemen|Cyprus|Northern Ireland|Ossetia|Dakota|Carolina|Korean War)"
)


def find_halves(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield "the North" and "the South" of a post that names both Koreas, and no other divided country.

    >>> korea = [Mention(start=0, end=11, kind="place", name="North Korea", actor="PRK"),
    ...          Mention(start=16, end=27, kind="place", name="South Korea", actor="KOR")]
    >>> words = "North Korea and South Korea met. The North sent a note to the South's ministry in the north."
    >>> [(m.of(words), m.actor) for m in find_halves(words, korea)]
    [('The North', 'PRK'), ('the South', 'KOR')]
    """
    if not {"PRK", "KOR"} <= {m.actor for m in mentions} or _OTHER_HALVES.search(text):
        return
    for found in _HALF.finditer(text):
        span = Span(start=found.start(), end=found.end())
        name, code = _HALVES[found["half"]]
        if not any(m.overlaps(span) for m in mentions):
            yield Mention(start=span.start, end=span.end, kind="place", name=name, actor=code, sector="GOV")
