"""What counts for and against a place that a name may mean: the row of facts that `resolution` weighs.

Some facts hold of the place and its namesakes alone, some depend on what the other names of the post may mean, and some
on what was chosen for them so far.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from gpulse.knowledge.actors import Actors
from gpulse.knowledge.gazetteer import Candidate
from gpulse.knowledge.names import place_key
from gpulse.reading.place.containers import lies_in
from gpulse.reading.place.idioms import find_signs, home_of, host_of
from gpulse.reading.place.namesakes import is_unlike

K = TypeVar("K")

_NEAR_KM = 100.0
"""Over which distance nearness to the other places of a post fades, to a third."""
_SMALL_REGION = 200_000
"""Of fewer people, a region of a name is less often meant than the town."""
_GREATER = 6.0
"""How fast a capital gains on its namesake in the state that a post speaks of, from ten times its people on: Berlin has
340 times those of Berlin in New Hampshire, Tripoli in Libya five times those of the Lebanese one.

Of 2,660 made-up sentences ("Officials from Canada met in Wellington on Monday": seven states, 380 towns and regions of
the news), 924 name a capital; 8 of those are sent astray at 6 (19 before, at 2 with the weights of then); the public
sets' development parts do not change from 2 to 8.
"""

_DWARFED = 100
"""How many times its people a region of a town's name has where the region's name is hardly ever the town's."""

FACTS = (
    "people", "country", "continent", "capital", "region", "district", "other", "alternate", "contained", "its country",
    "its region", "near", "region of others", "near others", "region word", "city and region", "country of others",
    "only country named", "city's share", "small region", "capital elsewhere", "county word", "signs of its country",
    "publisher's country", "in the address", "unlike", "dwarfed", "town word",
)  # fmt: skip
FACT: Mapping[str, int] = {name: column for column, name in enumerate(FACTS)}
"""The column of each fact."""
WEIGHTS = (
    0.88, 2.77, 3.01, 2.64, 1.53, 2.08, 1.6, -1.88, 11.48, 0.6, 1.87, 2.29, 0.94, 2.56, 3.07, -1.42, 2.09, 0.61, -5.0,
    -2.0, 0.5, 3.0, 1.17, 0.65, 0.79, -1.15, -1.26, 1.16,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One name of a post with what it may mean: a row of facts (in the order of `FACTS`) for each candidate."""

    key: str
    at: tuple[int, ...]
    options: tuple[Candidate, ...]
    fixed: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What tells of a post's country without naming it: signs (a country's share times the logarithm of all), the
    publisher's country and address.
    """

    signs: Mapping[str, float]
    home: str | None
    host: str

    @property
    def likely(self) -> str | None:
        """The country of most signs."""
        return max(self.signs, key=lambda code: self.signs[code], default=None)


def setting_of(text: str, url: str | None, actors: Actors) -> Setting:
    """Return what tells of the country of a post of this text and address."""
    counted = Counter(code for _, code in find_signs(text))
    whole = sum(counted.values())
    return Setting(
        signs={code: n / whole * math.log1p(whole) for code, n in counted.items()},
        home=home_of(url, actors),
        host=host_of(url),
    )


def known_facts(
    place: Candidate,
    options: Sequence[Candidate],
    words: str,
    held: Sequence[tuple[str, str | None]],
    setting: Setting,
    *,
    times: int,
    only: str | None,
    regional: bool,
    county: bool,
    town: bool,
) -> list[float]:
    """Return the facts on one of a name's candidates (`options`) that hold whatever the other names mean.

    `held` are the countries and regions said to contain it, at so many of the `times` that the name stands in the post;
    `only` is the one country of its candidates that the post speaks of; `regional`, `county` and `town` say that words
    beside the name tell its kind. The rest of the row is filled by `look_around` and `weigh`.
    """
    kind = place.feature
    in_region = kind in ("ADM1", "ADM2") and not regional and not county
    home = (place.country, place.admin1)
    cities = [
        p.population for p in options if in_region and p.feature.startswith("PPL") and (p.country, p.admin1) == home
    ]
    elsewhere = 0.0
    if kind == "PPLC" and only not in (None, place.country):  # "Tripoli" in a post on Lebanon
        namesake = max((p.population for p in options if p.country == only), default=0)
        elsewhere = 1 + _GREATER * max(0.0, math.log10((place.population + 10) / (namesake + 10)) - 1)
    key = place_key(words).replace(" ", "")
    region = max((p.population for p in options if p.feature == "ADM1" and p.country == place.country), default=0)
    facts = {
        "people": math.log10(place.population + 10),
        "country": kind == "PCLI",
        "continent": kind == "CONT",
        "capital": kind == "PPLC" and only in (None, place.country) and not place.alternate,
        "region": kind == "ADM1",
        "district": kind == "ADM2",
        "other": not kind.startswith(("PPL", "ADM", "PCL", "CONT")),
        "alternate": place.alternate,
        "contained": sum(lies_in(place, country, region) for country, region in held) / times,
        "region word": regional and kind == "ADM1",
        "city and region": bool(cities),
        "only country named": only is not None and place.country == only,
        "city's share": min(1.0, max(cities) / (place.population + 1)) if cities else 0.0,
        "small region": kind == "ADM1" and place.population < _SMALL_REGION,
        "capital elsewhere": elsewhere,
        "county word": county and kind == "ADM2",
        "signs of its country": setting.signs.get(place.country or "", 0.0),
        "publisher's country": place.country is not None and place.country == setting.home,
        "in the address": len(key) > 4 and key in setting.host and kind.startswith("PPL"),
        "unlike": is_unlike(place, words),
        "dwarfed": kind == "PPL" and place.population * _DWARFED < region,
        "town word": town and kind.startswith("PPL"),
    }
    return [float(facts.get(name, 0.0)) for name in FACTS]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What does not depend on the choice: each case's rows of facts with those that tell of all that the other names
    may mean, and the latitudes and longitudes (radians) of its candidates.
    """

    rows: tuple[NDArray[np.float64], ...]
    lats: tuple[NDArray[np.float64], ...]
    lons: tuple[NDArray[np.float64], ...]


def look_around(cases: Sequence[Case]) -> Surroundings:
    """Return the facts on each name's candidates that follow from what the other names may mean."""
    others_in: defaultdict[tuple[str | None, str | None], float] = defaultdict(float)
    countries_in: defaultdict[str | None, float] = defaultdict(float)
    likely = [_likely(case) for case in cases]
    for case, odds in zip(cases, likely, strict=True):
        for place, p in zip(case.options, odds.tolist(), strict=True):
            others_in[place.country, place.admin1] += p
            countries_in[place.country] += p
    every = [p for case in cases for p in case.options]
    all_lats, all_lons = np.radians(np.array([p.lat for p in every])), np.radians(np.array([p.lon for p in every]))
    owner = np.repeat(np.arange(len(cases)), [len(case.options) for case in cases])
    small = np.array([not p.feature.startswith(("PCL", "CONT")) for p in every])
    share = np.concatenate(likely) * small if cases else np.array([])
    rows, lats, lons, at = [], [], [], 0
    for i, case in enumerate(cases):
        facts = case.fixed.copy()
        own_countries: defaultdict[str | None, float] = defaultdict(float)
        own_regions: defaultdict[tuple[str | None, str | None], float] = defaultdict(float)
        for place, p in zip(case.options, likely[i].tolist(), strict=True):
            own_countries[place.country] += p
            own_regions[place.country, place.admin1] += p
        for k, place in enumerate(case.options):
            if place.admin1:
                home = (place.country, place.admin1)
                facts[k, FACT["region of others"]] = _rest(others_in, own_regions, home, len(cases))
            facts[k, FACT["country of others"]] = _rest(countries_in, own_countries, place.country, len(cases))
        lats.append(all_lats[at : at + len(case.options)])
        lons.append(all_lons[at : at + len(case.options)])
        km = _distances(lats[-1], lons[-1], all_lats, all_lons)
        facts[:, FACT["near others"]] = np.exp(-km / _NEAR_KM) @ (share * (owner != i))
        rows.append(facts)
        at += len(case.options)
    return Surroundings(rows=tuple(rows), lats=tuple(lats), lons=tuple(lons))


def weigh(
    cases: Sequence[Case],
    holders: Sequence[tuple[str, str]],
    counted: Mapping[str, int],
    chosen: Sequence[int] | None,
    around: Surroundings | None = None,
) -> list[NDArray[np.float64]]:
    """Return each case's rows of facts, those included that depend on the other names and on what was chosen so far.

    `around` is what `look_around` says of the cases.
    """
    around = around or look_around(cases)
    picks = [case.options[k] for case, k in zip(cases, chosen, strict=True)] if chosen is not None else _sure(cases)
    countries: defaultdict[str, float] = defaultdict(float, {code: float(n) for code, n in counted.items()})
    regions: defaultdict[tuple[str, str], float] = defaultdict(float)
    for country, region in holders:
        regions[country, region] += 2.0
        countries[country] += 1.0
    for pick in picks:
        if pick and pick.country:
            countries[pick.country] += 1.0
            if pick.admin1:
                regions[pick.country, pick.admin1] += 1.0
    all_countries, all_regions = sum(countries.values()), sum(regions.values())
    points = [(j, p) for j, p in enumerate(picks) if p and not p.feature.startswith(("PCL", "CONT", "ADM1"))]
    whose = np.array([j for j, _ in points])
    there = np.radians(np.array([(p.lat, p.lon) for _, p in points])).reshape(-1, 2)
    rows = []
    for i, case in enumerate(cases):
        facts = around.rows[i].copy()
        mine = picks[i]
        own = float(bool(mine and mine.country))  # what the name itself was taken for is no evidence of it
        own_region = float(bool(mine and mine.country and mine.admin1))
        for k, place in enumerate(case.options):
            same_country = float(bool(mine and mine.country == place.country))
            named = countries.get(place.country or "", 0.0) - same_country
            facts[k, FACT["its country"]] = named / ((all_countries - own) or 1.0)
            if place.admin1:
                same_region = float(bool(mine and (mine.country, mine.admin1) == (place.country, place.admin1)))
                named = regions.get((place.country or "", place.admin1), 0.0) - same_region
                facts[k, FACT["its region"]] = named / ((all_regions - own_region) or 1.0)
        others = there[whose != i] if points else there
        if len(others):
            km = _distances(around.lats[i], around.lons[i], others[:, 0], others[:, 1])
            facts[:, FACT["near"]] = np.exp(-km / _NEAR_KM).sum(axis=1) / (1 + len(others))
        rows.append(facts)
    return rows


def _rest(all_of: Mapping[K, float], own: Mapping[K, float], key: K, cases: int) -> float:
    """How likely the other names of a post lie in a country or region, on the average."""
    return max(0.0, all_of[key] - own[key]) / max(1, cases - 1)


def _likely(case: Case) -> NDArray[np.float64]:
    """How likely each candidate is by itself: so two world cities do not draw each other to namesakes of theirs that
    lie side by side (Geneva and Rome in Illinois and New York).
    """
    scores = case.fixed @ np.asarray(WEIGHTS)
    odds = np.exp(scores - scores.max())
    found: NDArray[np.float64] = odds / odds.sum()
    return found


def _sure(cases: Sequence[Case]) -> list[Candidate | None]:
    """What each name means where hardly another place could be meant: the only one, or one far more populous."""
    found: list[Candidate | None] = []
    for case in cases:
        ranked = np.sort(case.fixed @ np.asarray(WEIGHTS))[::-1]
        sure = len(ranked) == 1 or ranked[0] - ranked[1] > 1.5
        found.append(case.options[int(np.argmax(case.fixed @ np.asarray(WEIGHTS)))] if sure else None)
    return found


def _distances(
    lat: NDArray[np.float64], lon: NDArray[np.float64], other_lat: NDArray[np.float64], other_lon: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Great-circle distances in kilometres between two lists of points (radians)."""
    a, b = lat[:, None], lon[:, None]
    h = np.sin((other_lat - a) / 2) ** 2 + np.cos(a) * np.cos(other_lat) * np.sin((other_lon - b) / 2) ** 2
    found: NDArray[np.float64] = 2 * 6371 * np.arcsin(np.sqrt(np.minimum(1.0, h)))
    return found


def distance(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance in kilometres between two points in degrees.

    >>> round(distance(48.85, 2.35, 51.51, -0.13))
    344
    """
    point, other = np.radians([[lat], [lon]]), np.radians([[other_lat], [other_lon]])
    return float(_distances(point[0], point[1], other[0], other[1])[0, 0])
