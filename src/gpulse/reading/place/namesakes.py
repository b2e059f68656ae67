"""Which places of the gazetteer a name may mean: those of that name, and those of what it stands for.

"Dagestani" stands for Dagestan, "the South Sinai Governorate" for South Sinai, "SA" for South Africa in a post on South
Africans. Which of them is meant `resolution` tells, from the rest of the post.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache

from gpulse.knowledge.actors import Actors
from gpulse.knowledge.gazetteer import Candidate, Gazetteer
from gpulse.knowledge.names import place_key
from gpulse.reading.place.containers import KNOWN, PEOPLED, lies_in
from gpulse.reading.place.whereabouts import is_street

_KIND_AFTER = (
    r"\b(?:region|province|city|oblast|district|governorate|area|state|town|village|county|prefecture|department|border|"
    r"metro|peninsula|international airport|airport|valley|river|island|islands|township|co\.?|twp\.?|krai|okrug|"
    r"raion|regency|voivodeship|canton|emirate|municipality|woreda|tehsil|upazila|division)$"
)
_KIND_LAST = re.compile(_KIND_AFTER, re.IGNORECASE)
_KIND_WORDS = re.compile(
    r"^(?:(?:greater|central|downtown|northern|southern|eastern|western|north|south|east|west|upper|lower|mainland|"
    r"county|(?:city|town|village|province|region|state|district|port|republic|kingdom) of) )+|" + _KIND_AFTER,
    re.IGNORECASE,
)
_NATURAL = re.compile(r"\b(?:islands?|river|valley|peninsula|lake|bay|mountains?|volcano)$", re.IGNORECASE)
_DIRECTION = re.compile(
    r"(?:central|northern|southern|eastern|western|north|south|east|west|upper|lower) ", re.IGNORECASE
)
REGION_WORD = re.compile(
    r"\b(?:region|province|oblast|governorate|state|prefecture|department|krai|republic)\b", re.IGNORECASE
)
COUNTY = re.compile(r"\b(?:county|co|parish|borough|district|raion)\b", re.IGNORECASE)

VILLAGE = 2_000
"""Of fewer people, a namesake of a place of `KNOWN` people needs to be said to be meant ("Moscow, Iowa")."""

CONTINENTAL: Mapping[str, str] = {
    "European": "Europe", "African": "Africa", "Asian": "Asia", "North American": "North America",
    "South American": "South America", "Latin American": "Latin America", "Central American": "Central America",
    "Europeans": "Europe", "Africans": "Africa", "Asians": "Asia", "Latin Americans": "Latin America",
    "Central Americans": "Central America", "Caribbean": "Caribbean", "Mediterranean": "Mediterranean Sea",
}  # fmt: skip
"""Adjectives and peoples of continents → their place."""

REGIONAL: Mapping[str, str] = {
    "English": "England", "Scottish": "Scotland", "Scots": "Scotland", "Welsh": "Wales", "Abkhaz": "Abkhazia",
    "Abkhazian": "Abkhazia", "Chechen": "Chechnya", "Crimean": "Crimea", "Catalan": "Catalonia",
    "Sicilian": "Sicily", "Siberian": "Siberia", "Tibetan": "Tibet", "Kashmiri": "Kashmir", "Balkan": "Balkans",
    "Baltic": "Baltics", "Punjabi": "Punjab", "Flemish": "Flanders", "Bavarian": "Bavaria", "Basque": "Basque Country",
    "Dagestani": "Dagestan", "Ingush": "Ingushetia", "Gazan": "Gaza Strip", "Gazans": "Gaza Strip",
}  # fmt: skip
"""Adjectives of regions that no ending tells → their place."""


def _is_city_of(place: Candidate, words: str, options: Sequence[Candidate]) -> bool:
    """Whether a name is commonly that of the city of its region: New York City has over a quarter of the state."""
    if not place.alternate or place_key(place.name) != place_key(words) + " city":
        return False
    region = (p.population for p in options if p.feature == "ADM1" and p.admin1 == place.admin1)
    return place.population * 4 >= max(region, default=0) > 0


def is_unlike(place: Candidate, words: str) -> bool:
    """Say whether a town's other name has little in common with its own ("Berea" for Aleppo)."""
    return place.alternate and place.feature.startswith("PPL") and _unlike(place_key(words), place_key(place.name))


@lru_cache(maxsize=8192)
def _unlike(name: str, other: str) -> bool:
    """Whether two names of a place have little in common, so that the rarer is old or local ("Berea" for Aleppo).

    >>> _unlike("berea", "aleppo"), _unlike("kiev", "kyiv")
    (True, False)
    """
    return SequenceMatcher(None, name, other).ratio() < 0.5


def list_candidates(
    words: str, following: str, actors: Actors, gazetteer: Gazetteer, city: bool = False
) -> list[Candidate]:
    """Return the places that a name may mean, most people first.

    `following` is the character after it, which may be the full stop of an abbreviation ("Mass."); `city` says that a
    name which a city shares with its region is no region's here.
    """
    short = gazetteer.short.get(words) or (gazetteer.short.get(words + ".") if following == "." else None)
    if short:
        found = [p for p in gazetteer.find(place_key(short[1])) if p.country == short[0] and p.feature == "ADM1"]
        if found:
            return found
    own = gazetteer.find(place_key(CONTINENTAL.get(words) or REGIONAL.get(words) or words))
    if words in REGIONAL and own:
        return own
    entry = next((e for e in actors.named(words) if e.kind in ("state", "adjective", "people")), None)
    if entry and entry.code in actors.states and (not own or entry.kind != "state" or len(words.replace(".", "")) < 4):
        return _places_of_state(entry.code, actors, gazetteer)
    if any(e.kind == "seat" for e in actors.named(words)):  # "White House" is no Casablanca
        own = [place for place in own if place.feature in ("BLDG", "ST")]
    own = own or _list_without_kind(words, actors, gazetteer) or _home_of_people(words, gazetteer)
    if capital := next((e for e in actors.named(words) if e.kind == "capital" and e.code in actors.states), None):
        own = _with_seat(own, capital.code, actors, gazetteer)
    if city:
        own = [replace(p, alternate=False) if _is_city_of(p, words, own) else p for p in own]
    return sorted(_without_rare(own, words), key=lambda place: -place.population)


def _list_without_kind(words: str, actors: Actors, gazetteer: Gazetteer) -> list[Candidate]:
    """What a name means without the word for its kind, or a direction: "South Sinai Governorate" means South Sinai."""
    shorter = "" if is_street(words) else _KIND_WORDS.sub("", words).strip()
    shorter = REGIONAL.get(REGION_WORD.sub("", words).strip(), shorter)  # "Chechen Republic"
    bare = _KIND_LAST.sub("", words).strip()
    found = gazetteer.find(place_key(bare)) if bare and shorter else []  # "South Sinai Governorate"
    found = found or (gazetteer.find(place_key(shorter)) if shorter else [])
    kind = "ADM1" if REGION_WORD.search(words) else "ADM2" if COUNTY.search(words) else ""
    typed = [place for place in found if place.feature == kind]
    own = typed or _state_named(shorter, actors, gazetteer) or found  # "U.S. District" is no French Us
    if _DIRECTION.match(words):  # "West Wing" is no village
        own = [p for p in own if p.population >= VILLAGE * 10 or not p.feature.startswith("PPL")]
    return own


def _with_seat(own: list[Candidate], code: str, actors: Actors, gazetteer: Gazetteer) -> list[Candidate]:
    """The candidates of a capital's name with its state's seat, and no other seat: "Kiev"; "Dili" is no name of Delhi,
    and "Rangoon" a seat no more.
    """
    seats = [
        p for p in gazetteer.find(place_key(actors.states[code].capital)) if p.feature == "PPLC" and p.country == code
    ]
    if not seats:
        return own
    named = [p for p in own if p.feature == "PPLC" and p.country == code and not p.alternate]
    return [p for p in own if p.feature != "PPLC"] + (named or seats)


def _without_rare(own: list[Candidate], words: str) -> list[Candidate]:
    """The candidates of a name without those that are hardly ever called so, where others are."""
    if not words.isascii() and any(p.name == words for p in own):  # "Maré" is written so, and no name of Malé
        own = [p for p in own if place_key(p.name) == place_key(words) or p.feature == "ADM1"]
    if any(not p.alternate for p in own):  # "Berea" is no name of Aleppo
        own = [p for p in own if not is_unlike(p, words)]
    if any(not p.alternate and (p.population >= KNOWN or p.feature == "PPLC") for p in own):
        own = [p for p in own if not p.alternate or not p.feature.startswith("PPL")]
    return own


def _home_of_people(words: str, gazetteer: Gazetteer) -> list[Candidate]:
    """The region or large town whose people a word names: "Iowans", "Londoner", "Dagestani"."""
    bare = words.removesuffix("s")
    endings = (("n", ""), ("an", ""), ("ian", ""), ("er", ""), ("ite", ""), ("r", ""), ("i", ""), ("an", "o"))
    for ending, whole in endings:
        stem = bare.removesuffix(ending) + whole
        found = gazetteer.find(place_key(stem)) if bare.endswith(ending) and len(stem) > 3 else []
        if found := [p for p in found if p.feature in ("ADM1", "RGN", "TERR") or p.population >= PEOPLED]:
            return found
    return []


def _places_of_state(code: str, actors: Actors, gazetteer: Gazetteer) -> list[Candidate]:
    state = actors.states[code]
    return [p for p in gazetteer.find(place_key(state.name)) if p.geonameid == state.geonameid]


def _state_named(words: str, actors: Actors, gazetteer: Gazetteer) -> list[Candidate]:
    named = (e.code for e in actors.named(words) if e.code in actors.states and e.kind == "state")
    code = next(named, None)
    return _places_of_state(code, actors, gazetteer) if code else []


def by_initials(words: str, spoken_of: Collection[str], actors: Actors, gazetteer: Gazetteer) -> list[Candidate]:
    """The state of which the post speaks otherwise and whose initials a name is: "SA" beside "South Africans"."""
    if not (words.isupper() and 1 < len(words) < 4) or any(e.kind == "state" for e in actors.named(words)):
        return []
    named = [code for code in sorted(spoken_of) if code in actors.states]
    fitting = [c for c in named if "".join(word[0] for word in actors.states[c].name.split()) == words]
    return [p for code in fitting for p in _places_of_state(code, actors, gazetteer)]


def of_feature(
    words: str, options: list[Candidate], spoken_of: Collection[str], gazetteer: Gazetteer
) -> list[Candidate]:
    """The candidates of a name, but where it is an island's or river's that the gazetteer lacks: then the towns after
    which it may be named count only in states that the post speaks of ("the Shortland Islands", of no Shortland).
    """
    if not _NATURAL.search(words) or gazetteer.find(place_key(words)):
        return options
    return [p for p in options if p.country in spoken_of or not p.feature.startswith("PPL")]


def list_within(words: str, holders: Sequence[tuple[str, str | None]], gazetteer: Gazetteer) -> list[Candidate]:
    """What a name without its direction or kind means within what is said to contain it: "East London" of London."""
    for shorter in (_KIND_LAST.sub("", words).strip(), _KIND_WORDS.sub("", words).strip()):  # "Western Region, Ghana"
        found = gazetteer.find(place_key(shorter)) if shorter and shorter != words else []
        if inner := [p for p in found if any(lies_in(p, *h) for h in holders) and not p.alternate]:
            return inner
    return []


def undisputed(words: str, options: list[Candidate], gazetteer: Gazetteer) -> list[Candidate]:
    """The candidates of a contested area's name without its namesakes in the other states that contest it.

    "Donetsk" in a post full of Russian regions is the Ukrainian one, not the town of Rostov, unless it is said to be.
    """
    area = gazetteer.disputed.get(place_key(words))
    if area is None or not any(p.country == area.country for p in options):
        return options
    others = {*area.claimed, *area.administered} - {area.country}
    return [p for p in options if p.country not in others]
