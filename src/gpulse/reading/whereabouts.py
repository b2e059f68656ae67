"""Where a name lies that the gazetteer lacks: a street, a hospital, a village too small.

What is named after a place that the post speaks of, or that is large, is there ("Harare City Council"). Anything else
lies where its setting is: in what the words around say ("the Palais des Nations in Geneva", "Seoul's Jamsil Stadium"),
else in the town named last before it, of those around which most of the post's names lie. It then has the setting's
coordinates, country and region, its own name, no id, and the feature code `LCTY`, GeoNames' word for a spot of no
certain kind. Where only the country is known, it has no coordinates.
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
_SHARE = 2
"""A town is a setting only if at least one in so many of the names lie around it that lie around the best: of 111 names
that the gazetteer lacks in GeoWebNews' development posts, 84 lie near their setting at 2, 85 at 1, 68 without this."""
_LARGE = 300_000
NAN = float("nan")
_STREET = re.compile(
    r"\w \b(?:street|st|avenue|ave|road|rd|drive|lane|boulevard|blvd|highway|route|way|square|place)\.?$", re.I
)
_STREETS = re.compile(r"(?:,? (?:and |or )?[A-Z]\w+){0,4} (?:streets|avenues|roads|boulevards)\b", re.I)
_AFTER = re.compile(r"(?:['’]s)?(?:,? (?:in|near|at|outside|of|north of|south of|east of|west of)|,)(?: the| nearby)? ")
_IN = re.compile(r"(?:(?! in )[^.;:\n]){0,40} in (?=[A-Z])")
_BEFORE = re.compile(r"['’]s? (?:the |own |main |central |famous |new |old )*$")


_DIRECTIONS = frozenset("central north south east west northern southern eastern western upper lower".split())
_NEVER = _DIRECTIONS | frozenset(
    "center centre mall market park plaza "
    "school academy college university institute hospital clinic campus church chapel cathedral mosque temple castle "
    "palace tower hall house hotel inn club office court prison jail museum library theatre theater stadium arena "
    "airport station port base camp bridge dam complex estate gardens republic state union district area region "
    "city town village county green grand royal national federal international general regional public".split()
)
"""Words within a longer name that say a direction or a kind of building: no place, though towns are called so."""


class Spanned(Protocol):
    """Anything with a span."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


def is_street(name: str, following: str = "") -> bool:
    """Say whether a name is a street's or square's, by its last word or by what follows, in a list too.

    >>> is_street("Hampton Avenue"), is_street("Avenue"), is_street("Bourbon", " and Royal streets")
    (True, False, True)
    """
    return bool(_STREET.search(name) or _STREETS.match(following))


def place_unknown(
    text: str,
    names: Sequence[Spanned],
    places: Sequence[Candidate | None],
    actors: Actors,
    gazetteer: Gazetteer,
    chief: str | None = None,
) -> list[Candidate | None]:
    """Return the places with those filled in that the gazetteer lacks, where the post tells of any setting.

    `chief` is the country that the post speaks of most: where nothing else is known, that is, without coordinates.
    """
    known = {text[name.start : name.end]: place for name, place in zip(names, places, strict=True) if place}
    out = list(places)
    for i, name in enumerate(names):
        if places[i] is not None:
            continue
        words = text[name.start : name.end]
        if full := next((p for longer, p in known.items() if p.geonameid and longer.startswith(words + " ")), None):
            out[i] = full  # "the Neches", of the Neches River
            continue
        after = None if is_street(words) else _named_after(words, known, actors, gazetteer)
        setting = after or _setting(text, i, names, places) or _country_of(words, chief, actors)
        if after is None and setting is not None:
            setting = replace(setting, geonameid=0, name=words, population=0, feature=SPOT, alternate=False)
        out[i] = setting
    return out


def _country_of(words: str, chief: str | None, actors: Actors) -> Candidate | None:
    """A spot somewhere in the country whose adjective is in a name ("British Embassy"), else in the post's."""
    code = next((e.code for w in find_words(words) for e in actors.named(w.text) if e.kind == "adjective"), chief)
    state = actors.states.get(code or "")
    if state is None:
        return None
    return Candidate(
        geonameid=0,
        name=words,
        lat=NAN,
        lon=NAN,
        population=0,
        country=state.iso3,
        admin1=None,
        feature=SPOT,
        alternate=False,
    )


def _named_after(words: str, known: Mapping[str, Candidate], actors: Actors, gazetteer: Gazetteer) -> Candidate | None:
    """The place within a longer name: one of the post's or a large town, else a state by its name.

    An adjective says whose a thing is, not where: the British Embassy is abroad.
    """
    parts = find_words(words)
    found = []
    for length in range(len(parts) - 1, 0, -1):
        for at in range(len(parts) - length + 1):
            part = words[parts[at].start : parts[at + length - 1].end]
            if not parts[at].capital or parts[at + length - 1].key in (_DIRECTIONS if length > 1 else _NEVER):
                continue
            kinds = {e.kind: e.code for e in actors.named(part)}
            if part in known and "adjective" not in kinds:
                found.append(known[part])
            elif (of := actors.states.get(kinds.get("state", ""))) is not None:
                found += [p for p in gazetteer.find(place_key(of.name)) if p.geonameid == of.geonameid]
            elif not kinds.keys() & {"adjective", "people"}:
                large = [p for p in gazetteer.find(place_key(part)) if not p.alternate and p.population >= _LARGE]
                found += [max(large, key=lambda p: (p.feature.startswith("PPL"), p.population))] if large else []
        if found:
            break
    return min(found, key=lambda p: p.feature.startswith("PCL")) if found else None


def _setting(text: str, i: int, names: Sequence[Spanned], places: Sequence[Candidate | None]) -> Candidate | None:
    """The place that a name lies in, from the words around it and from the places named before and after."""
    name = names[i]
    found = [(n, p) for n, p in zip(names, places, strict=True) if p and not p.feature.startswith(("PCL", "CONT"))]
    said = _AFTER.match(text, name.end) or _IN.match(text, name.end)
    for other, place in found:
        if said and other.start == said.end():
            return place
        if other.end <= name.start and _BEFORE.fullmatch(text, other.end, name.start):
            return place
    towns = [(n, p) for n, p in found if p.feature.startswith("PPL") or p.feature == "ADM2"] or found
    if not towns:
        return None
    company = [_company(p, found) for _, p in towns]
    kept = [pair for pair, n in zip(towns, company, strict=True) if n * _SHARE >= max(company)]
    before = [pair for pair in kept if pair[0].end <= name.start]
    if before:
        return max(before, key=lambda pair: pair[0].end)[1]
    return min(kept, key=lambda pair: pair[0].start)[1]


def _company(place: Candidate, found: Sequence[tuple[Spanned, Candidate]]) -> int:
    """How many of a post's names lie in the place's region or near it."""
    return sum(
        (p.country, p.admin1) == (place.country, place.admin1)
        or (abs(p.lat - place.lat) < 1.5 and abs(p.lon - place.lon) < 2)
        for _, p in found
    )
