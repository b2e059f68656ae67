"""Codes of countries that formats ask for, beside the ISO 3166-1 alpha-3 of records (GeoNames, CC BY 4.0).

knowledge/build_countries.py writes the table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files


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
    table = files("gpulse.knowledge").joinpath("tables/countries.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {alpha3: Country(alpha2, fips, name) for alpha3, alpha2, fips, name in rows}
