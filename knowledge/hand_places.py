"""The places of hand/places/*.tsv, put into the gazetteer: what GeoNames' towns and regions lack, or have under other names.

A row is a place that GeoNames' tables have where one of that name, in one of its countries and of a like kind, lies near
enough: then the row's names become first names of it, and a district gets the row's coordinates and weight, since its
own coordinates are those of its region. Else the row is a new place without an id; names that a town or region near it bears already stay
that one's ("Jeju"). Its weight, as if people, is its kind's.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sources import HERE, key_of, place_key, read_tsv

WEIGHTS = {
    "RGN": 1_000_000, "SEA": 2_000_000, "GULF": 1_000_000, "STM": 500_000, "STRT": 500_000, "PEN": 300_000,
    "DSRT": 300_000, "MTS": 300_000, "BAY": 300_000, "VAL": 200_000, "LK": 200_000, "ISLS": 100_000, "ISL": 60_000,
    "MT": 50_000, "VLC": 50_000, "AIRP": 50_000, "HBR": 50_000, "CMPRF": 30_000, "PPLX": 30_000, "UNIV": 30_000,
    "ADM2": 20_000, "INSM": 10_000, "CSTM": 10_000, "OILF": 10_000, "GASF": 10_000,
}  # fmt: skip
OTHERS = 20_000
"""Of dams, plants, ports, palaces and other spots: less than a town of the news, more than a village."""
NEAR = {
    "RGN": 600, "STM": 600, "MTS": 600, "DSRT": 500, "SEA": 600, "GULF": 300, "PEN": 400, "ISLS": 300, "LK": 150,
    "VAL": 200, "STRT": 200, "BAY": 150, "ISL": 120, "MT": 60, "VLC": 60,
}  # fmt: skip
"""How many kilometres apart two coordinates of one thing of that kind may lie; 30 for spots."""

TOWN = 60
"""Within so many kilometres a name is rather that of a town or region than of a spot called after it."""
SAME = 8
"""How near a town or quarter must lie that has a row's name as a later one only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of hand/places; `countries` by ISO 3166-1 alpha-3, none for the high seas and continents."""

    names: tuple[str, ...]
    kind: str
    lat: float
    lon: float
    countries: tuple[str, ...]
    region: str
    source: str
    weight: int

    @property
    def country(self) -> str:
        """The country as the gazetteer has it: the one that all of it lies in, else none."""
        return self.countries[0] if len(self.countries) == 1 else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A place of the gazetteer that bears a name; `title` is its first name, `first` says that the two are one."""

    at: int
    country: str
    region: str
    title: str
    population: int
    feature: str
    lat: float
    lon: float
    first: bool


def read_rows() -> Iterator[Row]:
    """Yield the rows of all tables in hand/places."""
    for path in sorted((HERE / "hand/places").glob("*.tsv")):
        for name, others, kind, lat, lon, countries, region, source, weight in read_tsv(path):
            yield Row(
                names=(name, *[n for n in others.split("|") if n]),
                kind=kind,
                lat=float(lat),
                lon=float(lon),
                countries=tuple(c for c in countries.split("|") if c),
                region=region,
                source=source,
                weight=int(weight) if weight else WEIGHTS.get(kind, OTHERS),
            )


def distance(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance in kilometres."""
    a, b = math.radians(lat), math.radians(other_lat)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, h)))


def is_settled(kind: str) -> bool:
    """Whether a feature code is of a town, camp, quarter or administrative region rather than a natural or built thing."""
    return kind.startswith(("PPL", "ADM", "PCL", "CMP"))


def find_twin(row: Row, known: dict[str, list[Known]]) -> Known | None:
    """The place of the gazetteer that a row is, if any."""
    if row.kind == "ADM1":  # the region named in the row is itself
        found = [k for k in known[place_key(row.region)] if k.feature == "ADM1" and k.country in row.countries]
        return next(iter(found), None)
    if row.kind == "ADM2":
        names = {place_key(n) for n in row.names} | {place_key(n).replace("county", "").strip() for n in row.names}
        found = [k for n in names for k in known[n] if k.feature == "ADM2" and k.country in row.countries]
        return next((k for k in found if key_of(k.region) == key_of(row.region)), None)
    for name in row.names:
        for k in known[place_key(name)]:
            km = distance(row.lat, row.lon, k.lat, k.lon)
            near = km <= NEAR.get(row.kind, 30) if k.first else km <= SAME and is_settled(row.kind)
            if near and k.country in (*row.countries, "") and is_settled(k.feature) == is_settled(row.kind):
                return k
    if row.kind in NEAR:  # an island that is a district: the district's coordinates are its region's
        bearing = {k.at: k for name in row.names for k in known[place_key(name)] if is_district(k)}
        found = [k for k in bearing.values() if k.country in row.countries]
        found = [k for k in found if key_of(row.region) in ("", key_of(k.region))]
        return found[0] if len(found) == 1 else None
    return None


def is_district(known: Known) -> bool:
    """Whether a place is a district by that name: Labrador City is none called Labrador."""
    return known.feature == "ADM2" and (known.first or not key_of(known.title).endswith("city"))


def free_names(row: Row, known: dict[str, list[Known]]) -> tuple[str, ...]:
    """The names of a new place that no town or region of its country near it bears; a district's coordinates may be
    those of its region, so that it is near where the row lies in that region.
    """
    return tuple(
        name
        for name in row.names
        if not any(
            k.country in row.countries
            and (k.first or k.feature == "ADM1" or is_district(k))
            and not (row.kind == "UNIV" and k.feature == "PPL" and k.population < row.weight)
            and (
                (k.feature == "ADM2" and key_of(k.region) == key_of(row.region))
                or distance(row.lat, row.lon, k.lat, k.lon) <= max(TOWN, NEAR.get(row.kind, 30))
            )
            for k in known[place_key(name)]
        )
    )


def bearers(
    names: list[tuple[str, int, int]],
    place: list[tuple],
    codes: list[str],
    regions: list[str],
    features: list[str],
):  # type: ignore[no-untyped-def, type-arg]
    """Return the places that bear each name, by its key."""
    known: dict[str, list[Known]] = defaultdict(list)
    for name, at, rank in names:
        _, title, lat, lon, population, country, region, feature = place[at]
        known[place_key(name)].append(
            Known(
                at=at,
                country=codes[country] if country < len(codes) else "",
                region=regions[region] if region >= 0 else "",
                title=title,
                population=population,
                feature=features[feature],
                lat=lat,
                lon=lon,
                first=rank == 0,
            )
        )
    return known
