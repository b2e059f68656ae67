"""Where a name lies that the gazetteer lacks: a street, a hospital, a village too small.

What is named after a place that the post speaks of, or that is large, is there ("Harare City Council"). Anything else
lies where its setting is: in what the words around say ("the Palais des Nations in Geneva", "Seoul's Jamsil Stadium"),
else in the town named last before it, else in the one named first after it. It then has the setting's coordinates,
country and region, its own name, no id, and the feature code `LCTY`, GeoNames' word for a spot of no certain kind.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from gpulse.knowledge.actors import Actors
from gpulse.knowledge.gazetteer import Candidate, Gazetteer
from gpulse.knowledge.names import find_words, place_key

SPOT = "LCTY"
_LARGE = 300_000
_STREET = re.compile(
    r"\w \b(?:street|st|avenue|ave|road|rd|drive|lane|boulevard|blvd|highway|route|way|square|place)\.?$", re.I
)
_AFTER = re.compile(r"(?:['’]s)?(?:,? (?:in|near|at|outside|of|north of|south of|east of|west of)|,)(?: the| nearby)? ")
_BEFORE = re.compile(r"['’]s? (?:the |own |main |central |famous |new |old )*$")


_DIRECTIONS = frozenset("central north south east west northern southern eastern western upper lower".split())


class Spanned(Protocol):
    """Anything with a span."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


def is_street(name: str) -> bool:
    """Say whether a name is a street's or square's, by its last word.

    >>> is_street("Hampton Avenue"), is_street("Avenue")
    (True, False)
    """
    return bool(_STREET.search(name))


def place_unknown(
    text: str,
    names: Sequence[Spanned],
    places: Sequence[Candidate | None],
    actors: Actors,
    gazetteer: Gazetteer,
) -> list[Candidate | None]:
    """Return the places with those filled in that the gazetteer lacks, where the post tells of any setting."""
    known = {text[name.start : name.end]: place for name, place in zip(names, places, strict=True) if place}
    out = list(places)
    for i, name in enumerate(names):
        if places[i] is not None:
            continue
        words = text[name.start : name.end]
        after = None if is_street(words) else _named_after(words, known, actors, gazetteer)
        setting = after or _setting(text, i, names, places)
        if after is None and setting is not None:
            setting = replace(setting, geonameid=0, name=words, population=0, feature=SPOT, alternate=False)
        out[i] = setting
    return out


def _named_after(words: str, known: Mapping[str, Candidate], actors: Actors, gazetteer: Gazetteer) -> Candidate | None:
    """The place within a longer name: one of the post's, a state or its adjective, a region or a large town."""
    parts = find_words(words)
    for length in range(len(parts) - 1, 0, -1):
        for at in range(len(parts) - length + 1):
            part = words[parts[at].start : parts[at + length - 1].end]
            if not parts[at].capital or parts[at + length - 1].key in _DIRECTIONS:
                continue
            if part in known:
                return known[part]
            state = next((e.code for e in actors.named(part) if e.kind in ("state", "adjective")), None)
            if state is not None and state in actors.states:
                of = actors.states[state]
                return next((p for p in gazetteer.find(place_key(of.name)) if p.geonameid == of.geonameid), None)
            large = [p for p in gazetteer.find(place_key(part)) if not p.alternate and p.population >= _LARGE]
            if large:
                return max(large, key=lambda p: (p.feature.startswith("PPL"), p.population))
    return None


def _setting(text: str, i: int, names: Sequence[Spanned], places: Sequence[Candidate | None]) -> Candidate | None:
    """The place that a name lies in, from the words around it and from the places named before and after."""
    name = names[i]
    found = [(n, p) for n, p in zip(names, places, strict=True) if p and not p.feature.startswith(("PCL", "CONT"))]
    said = _AFTER.match(text, name.end)
    for other, place in found:
        if said and other.start == said.end():
            return place
        if other.end <= name.start and _BEFORE.fullmatch(text, other.end, name.start):
            return place
    towns = [(n, p) for n, p in found if p.feature.startswith("PPL") or p.feature == "ADM2"] or found
    before = [pair for pair in towns if pair[0].end <= name.start]
    if before:
        return max(before, key=lambda pair: pair[0].end)[1]
    return min(towns, key=lambda pair: pair[0].start)[1] if towns else None
