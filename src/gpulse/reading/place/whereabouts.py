"""Where a name lies that the gazetteer lacks: a street, a hospital, a village too small.

What is named after a place that the post speaks of, or that is large, is there ("Harare City Council"). Anything else
lies where its setting is: in what the words around say ("the Palais des Nations in Geneva", "Seoul's Jamsil Stadium"),
else in the town named last before it, of those around which most of the post's names lie. It then has the setting's
coordinates, country and region, its own name, no id, and the feature code `LCTY`, GeoNames' word for a spot of no
certain kind. Where only the country is known, it has no coordinates.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from gpulse.knowledge.actors import Actors
from gpulse.knowledge.gazetteer import Candidate, Gazetteer
from gpulse.knowledge.names import find_words, place_key
from gpulse.reading.place.containers import holder, stated_in

SPOT = "LCTY"
_SHARE = 2
"""A town is a setting only if at least one in so many of the names lie around it that lie around the best: of 111 names
that the gazetteer lacks in GeoWebNews' development posts, 84 lie near their setting at 2, 85 at 1, 68 without this."""
_LARGE = 300_000
NAN = float("nan")
_STREET = re.compile(
    r"\w \b(?:street|st|avenue|ave|road|rd|drive|lane|boulevard|blvd|highway|route|way|square|place)\.?$", re.IGNORECASE
)
_STREETS = re.compile(r"(?:,? (?:and |or )?[A-Z]\w+){1,4} (?:[Ss]treets|[Aa]venues|[Rr]oads|[Bb]oulevards)\b")
_AFTER = re.compile(r"(?:['’]s)?(?:,? (?:in|near|at|outside|of|north of|south of|east of|west of)|,)(?: the| nearby)? ")
_IN = re.compile(r"(?:(?! in )[^.;:\n]){0,40} in (?=[A-Z])")
_BEFORE = re.compile(r"['’]s? (?:the |own |main |central |famous |new |old )*$")


_DIRECTIONS = frozenset("central north south east west northern southern eastern western upper lower".split())
_NEVER = _DIRECTIONS | frozenset(
    "center centre mall market park plaza school academy college university institute hospital clinic campus church "
    "chapel cathedral mosque temple castle palace tower hall house hotel inn club office court prison jail museum "
    "library theatre theater stadium arena airport station port base camp bridge dam complex estate gardens republic "
    "state union district area region city town village county island islands river lake bay mountain mountains valley "
    "peninsula coast beach green grand royal national federal international general regional public".split()
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
    >>> is_street("Lahore", " and blocked roads"), is_street("Tbilisi", " streets")
    (False, False)
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
    out = list(places)
    for i in range(len(names)):
        if places[i] is None:
            out[i] = place_alone(text, i, names, places, actors, gazetteer, chief)
    return out


def place_alone(
    text: str,
    i: int,
    names: Sequence[Spanned],
    places: Sequence[Candidate | None],
    actors: Actors,
    gazetteer: Gazetteer,
    chief: str | None = None,
) -> Candidate | None:
    """Return where the name at `i` lies as if the gazetteer had it not; see `place_unknown`."""
    known = {text[name.start : name.end]: place for name, place in zip(names, places, strict=True) if place}
    words = text[names[i].start : names[i].end]
    if full := next((p for longer, p in known.items() if p.geonameid and longer.startswith(words + " ")), None):
        return full  # "the Neches", of the Neches River
    state = stated_in(text, names[i].start, names[i].end, actors)
    after = None if is_street(words) else _named_after(words, known, actors, gazetteer)
    if after is not None and (state is None or after.country in (None, state)):  # "Darey-Daye, Niger"
        return after
    said = _said(text, names[i], actors, gazetteer)
    setting = _region_of(said, names[i], names, places) or _setting(text, i, names, places)
    if said and setting and setting.country != said[0]:
        setting = None  # "in Gara Oreshets, Bulgaria"
    setting = setting or _country_of(words, said[0] if said else chief, actors)
    if setting is None:
        return None
    return replace(setting, geonameid=0, name=words, population=0, feature=SPOT, alternate=False)


UNSURE = ("one", "people", "another name", "company", "company of its setting", "margin", "its country")
DOUBTS = (0.18, -0.66, 0.63, -4.25, 1.95, -2.37, 0.04)
"""Weights of the facts of `doubts`, fitted by `knowledge/tune_places.py` on the names of LGL's and GeoWebNews'
development posts, and on the same names as if the gazetteer lacked them. By five folds of posts, of 27 points (id,
country, nearness) that could be won 13 are, and 5 of 940 are lost; of 276 where the name is made absent 171 are won, 1
lost."""
_OTHERS = 2
"""Of so few other names no setting is told."""


def doubts(
    place: Candidate,
    words: str,
    setting: Candidate | None,
    others: Sequence[Candidate],
    margin: float,
    share: float,
) -> tuple[float, ...] | None:
    """Return the facts on whether a town or district is meant at all, or the name is one of something smaller in the
    post's setting that the gazetteer lacks: `UNSURE`; `None` where that is no question.

    A small town far from all that a post names, beside a setting in which most of it lies, is hardly meant: "Thornhill"
    and "the Pioneer cinema" in a story of Dewsbury are of Yorkshire, not of Wales and Ohio. `others` are the places of
    the other names, `margin` how much better than its namesakes the place scores, `share` what of the post is of its
    country.
    """
    town = place.feature.startswith("PPL") and place.feature != "PPLC"
    apart = [p for p in others if not p.feature.startswith(("PCL", "CONT"))]
    if not (town or place.feature == "ADM2") or setting is None or math.isnan(setting.lat) or len(apart) < _OTHERS:
        return None
    if share > 0 and place.country != setting.country:  # Samos, in a story of Syrians that names Greece
        return None
    return (
        1.0,
        max(0.0, math.log10(place.population + 10) - 3),
        float(place.alternate or place_key(place.name) != place_key(words)),
        company(place, apart) / len(apart),
        company(setting, apart) / len(apart),
        min(margin, 5.0) / 5,
        share,
    )


def is_doubted(facts: Sequence[float] | None) -> bool:
    """Whether facts of `doubts` say that the place is not meant."""
    return facts is not None and sum(w * f for w, f in zip(DOUBTS, facts, strict=True)) > 0


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


def _said(text: str, name: Spanned, actors: Actors, gazetteer: Gazetteer) -> tuple[str, str | None] | None:
    """The country and region that are said to contain a name: "Jakhau port in the Indian state of Gujarat"."""
    return holder(text, name.end, actors, gazetteer, ",") or holder(text, name.end, actors, gazetteer, " in ")


def _region_of(
    said: tuple[str, str | None] | None, name: Spanned, names: Sequence[Spanned], places: Sequence[Candidate | None]
) -> Candidate | None:
    """The post's place that is that region or lies in it, and is named right after."""
    if said is None or said[1] is None:
        return None
    after = (p for n, p in zip(names, places, strict=True) if p and name.end < n.start < name.end + 90)
    return next((p for p in after if (p.country, p.admin1) == said and not p.feature.startswith("PCL")), None)


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
    every = [p for _, p in found]
    counts = [company(p, every) for _, p in towns]
    kept = [pair for pair, n in zip(towns, counts, strict=True) if n * _SHARE >= max(counts)]
    before = [pair for pair in kept if pair[0].end <= name.start]
    if before:
        return max(before, key=lambda pair: pair[0].end)[1]
    return min(kept, key=lambda pair: pair[0].start)[1]


def company(place: Candidate, found: Sequence[Candidate]) -> int:
    """How many of a post's names lie in the place's region or near it."""
    return sum(
        (p.country, p.admin1) == (place.country, place.admin1)
        or (abs(p.lat - place.lat) < 1.5 and abs(p.lon - place.lon) < 2)
        for p in found
    )
