"""Which of its namesakes a name of a place means, judged for all names of a post together.

Each name gets the places of that name from the gazetteer. A place scores by a weighted sum of facts: the people who
live there, its kind, what is said to contain it ("Springfield, Illinois"), the countries and regions that the post
speaks of, and how near it lies to what the other names may mean. The second round counts what the first chose. A name
keeps one meaning in a post.
The weights come from `knowledge/tune_places.py`, but for those that it lists as set by hand, since its texts are local
papers for the most part: people, its country, only country named, and those of regions and counties are set so that of
200 towns of the news, named alone, all but a few are themselves, and by 3,983 made-up sentences that name a large town
and another state ("Officials from the United States met in Athens").
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from gpulse.knowledge.actors import Actors
from gpulse.knowledge.gazetteer import Candidate, Gazetteer
from gpulse.knowledge.names import place_key
from gpulse.reading.containers import KNOWN, PEOPLED, holder, is_abroad, is_said_elsewhere, is_small, lies_in, owner
from gpulse.reading.idioms import find_signs, home_of, host_of
from gpulse.reading.whereabouts import doubts, is_doubted, is_street, place_alone, place_unknown

_KIND_AFTER = (
    r"\b(?:region|province|city|oblast|district|governorate|area|state|town|village|county|prefecture|department|border|"
    r"metro|peninsula|international airport|airport|valley|river|island|islands|township|co\.?|twp\.?|krai|okrug|"
    r"raion|regency|voivodeship|canton|emirate|municipality|woreda|tehsil|upazila|division)$"
)
_KIND_LAST = re.compile(_KIND_AFTER, re.I)
_KIND_WORDS = re.compile(
    r"^(?:(?:greater|central|downtown|northern|southern|eastern|western|north|south|east|west|upper|lower|mainland|"
    r"county|(?:city|town|village|province|region|state|district|port|republic|kingdom) of) )+|" + _KIND_AFTER,
    re.I,
)
_NATURAL = re.compile(r"\b(?:islands?|river|valley|peninsula|lake|bay|mountains?|volcano)$", re.I)
_DIRECTION = re.compile(r"(?:central|northern|southern|eastern|western|north|south|east|west|upper|lower) ", re.I)
_REGIONAL = re.compile(r"\b(?:region|province|oblast|governorate|state|prefecture|department|krai|republic)\b", re.I)
_COUNTY = re.compile(r"\b(?:county|co|parish|borough|district|raion)\b", re.I)
_COUNTY_AFTER = re.compile(
    r"(?:,? (?:and |or )?[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)?){0,8} (?:[Cc]ount(?:y|ies)|[Pp]arish(?:es)?)\b"
)
"""What follows a county's name, in a list too ("Barrow, Jackson and Madison counties")."""
K = TypeVar("K")
_MOST = 40  # candidates of a name that are weighed, the most populous first
_NEAR_KM = 100.0
_SMALL_REGION = 200_000
_GREATER = 6.0
"""How fast a capital gains on its namesake in the state that a post speaks of, from ten times its people on: Berlin has
340 times those of Berlin in New Hampshire, Tripoli in Libya five times those of the Lebanese one.

Of 2,660 made-up sentences ("Officials from Canada met in Wellington on Monday": seven states, 380 towns and regions of
the news), 924 name a capital; 8 of those are sent astray at 6 (19 before, at 2 with the weights of then); the public
sets' development parts do not change from 2 to 8.
"""
_VILLAGE = 2_000
"""Of fewer people, a namesake of a place of `KNOWN` people needs to be said to be meant ("Moscow, Iowa")."""

_DWARFED = 100
"""How many times its people a region of a town's name has where the region's name is hardly ever the town's."""

FACTS = (
    "people", "country", "continent", "capital", "region", "district", "other", "alternate", "contained", "its country",
    "its region", "near", "region of others", "near others", "region word", "city and region", "country of others",
    "only country named", "city's share", "small region", "capital elsewhere", "county word", "signs of its country",
    "publisher's country", "in the address", "unlike", "dwarfed", "town word",
)  # fmt: skip
WEIGHTS = (
    0.88, 2.77, 3.01, 2.64, 1.53, 2.08, 1.6, -1.88, 11.48, 0.6, 1.87, 2.29, 0.94, 2.56, 3.07, -1.42, 2.09, 0.61, -5.0,
    -2.0, 0.5, 3.0, 1.17, 0.65, 0.79, -1.15, -1.26, 1.16,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """A name of a place in a text: its span."""

    start: int
    end: int


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One name of a post with what it may mean: a row of facts (in the order of `FACTS`) for each candidate."""

    key: str
    at: tuple[int, ...]
    options: tuple[Candidate, ...]
    fixed: NDArray[np.float64]


def resolve_places(
    text: str,
    names: Sequence[Named],
    states: Sequence[tuple[int, str]],
    actors: Actors,
    gazetteer: Gazetteer,
    url: str | None = None,
    weights: Sequence[float] = WEIGHTS,
) -> list[Candidate | None]:
    """Return, for each name, the place that it means, or `None` where the gazetteer has none.

    `states` are the states that the post speaks of, with the offsets where it does; `url` is the post's address.
    """
    cases, holders, countries = find_cases(text, names, states, actors, gazetteer, url)
    chosen, facts = choose(cases, holders, countries, weights)
    out: list[Candidate | None] = [None] * len(names)
    for case, best in zip(cases, chosen, strict=True):
        for i in case.at:
            out[i] = case.options[best]
    chief = chief_of(countries, out, text, url, actors)
    unsure = list_doubts(text, names, cases, chosen, facts, out, actors, gazetteer, chief)
    for case, doubt in zip(cases, unsure, strict=True):
        if is_doubted(doubt):
            for i in case.at:
                out[i] = None
    return place_unknown(text, names, out, actors, gazetteer, chief)


def choose(
    cases: Sequence[Case],
    holders: Sequence[tuple[str, str]],
    counted: Mapping[str, int],
    weights: Sequence[float] = WEIGHTS,
) -> tuple[list[int], list[NDArray[np.float64]]]:
    """Return the candidate of each name that scores best, and the rows of facts of the last round."""
    chosen: list[int] | None = None
    facts: list[NDArray[np.float64]] = []
    around = look_around(cases)
    for _ in range(3):
        before, facts = chosen, weigh(cases, holders, counted, chosen, around)
        chosen = [int(np.argmax(rows @ np.asarray(weights))) for rows in facts]
        if chosen == before:
            break
    return chosen or [], facts


def chief_of(
    counted: Mapping[str, int], places: Sequence[Candidate | None], text: str, url: str | None, actors: Actors
) -> str | None:
    """Return the country that a post speaks of most, or that its signs and its publisher tell."""
    countries = Counter(dict(counted))
    countries.update(place.country for place in places if place and place.country)
    if countries:
        return max(countries, key=lambda code: countries[code])
    told = _setting_of(text, url, actors)
    return told.likely or told.home


def list_doubts(
    text: str,
    names: Sequence[Named],
    cases: Sequence[Case],
    chosen: Sequence[int],
    facts: Sequence[NDArray[np.float64]],
    places: Sequence[Candidate | None],
    actors: Actors,
    gazetteer: Gazetteer,
    chief: str | None,
) -> list[tuple[float, ...] | None]:
    """Return what `whereabouts.doubts` says of each name's choice; `None` where it is said what contains it."""
    found: list[tuple[float, ...] | None] = []
    for case, best, rows in zip(cases, chosen, facts, strict=True):
        place = case.options[best]
        if rows[best][8] > 0 or not place.feature.startswith(("PPL", "ADM2")):
            found.append(None)
            continue
        without = [None if i in case.at else p for i, p in enumerate(places)]
        scores = np.sort(rows @ np.asarray(WEIGHTS))[::-1]
        margin = float(scores[0] - scores[1]) if len(scores) > 1 else 20.0
        others = [p for p in without if p]
        setting = place_alone(text, case.at[0], names, without, actors, gazetteer, chief)
        found.append(doubts(place, case.key, setting, others, margin, float(rows[best][9])))
    return found


def find_cases(
    text: str,
    names: Sequence[Named],
    states: Sequence[tuple[int, str]],
    actors: Actors,
    gazetteer: Gazetteer,
    url: str | None = None,
) -> tuple[list[Case], list[tuple[str, str]], Counter[str]]:
    """Gather the names with their candidates and the facts that do not depend on the other names.

    The second part are the countries and regions that the text says contain something; the third counts the states
    named otherwise.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for i, name in enumerate(names):
        groups[text[name.start : name.end]].append(i)
    starts = {name.start for name in names}
    countries = Counter(code for at, code in states if at not in starts and not is_abroad(text, at))
    cases, regions = [], []
    setting = _setting_of(text, url, actors)
    for words, at in groups.items():
        if is_street("", text[names[at[0]].end : names[at[0]].end + 40]):
            continue
        city = not any(_is_listed_region(text, names[i], gazetteer) for i in at)
        spoken_of = {code for where, code in states if where not in {names[i].start for i in at}}
        options = _candidates(words, text[names[at[0]].end : names[at[0]].end + 1], actors, gazetteer, city)
        options = _by_initials(words, spoken_of, actors, gazetteer) or options
        options = _of_feature(words, options, spoken_of, gazetteer)
        is_state = any(p.feature == "PCLI" for p in options)
        firm = [h for i in at if not is_state and (h := holder(text, names[i].end, actors, gazetteer, " in "))]
        firm += [h for i in at if (h := owner(text, names[i].start, gazetteer))]
        holders = [h for i in at if (h := holder(text, names[i].end, actors, gazetteer, ","))] + firm
        held = [h for h in holders if any(lies_in(place, *h) for place in options)]
        if holders and not held and (within := _within(words, holders, gazetteer)):  # "East London, United Kingdom"
            options, held = within, holders
        regions += [(country, region) for country, region in held if region]
        if not held and any(is_said_elsewhere(text, names[i].end, options, actors, gazetteer) for i in at):
            continue  # "Lido Beach, Mogadishu" is not the one in New York
        if firm and not held and all(is_small(place) for place in options):
            continue  # nor are "Chicago's Union Station" and "Baiyun Airport in Guangzhou" at Union and Baiyun
        if not held:
            options = _undisputed(words, options, gazetteer)
        if not held:  # a country's name is the country, but for "Cuba, New York" and Georgia
            code = next((e.code for e in actors.named(words) if e.kind == "state" and e.code != "GEO"), None)
            if any(p.feature == "PCLI" and p.country == code for p in options):
                abroad = setting.likely if code not in spoken_of else None  # "Lebanon's school district", of Indiana
                options = [p for p in options if p.country == (code if p.feature == "PCLI" else abroad)]
            if any(p.population >= KNOWN and not p.alternate for p in options):  # no village called Chechnya
                options = [p for p in options if p.population >= _VILLAGE or not p.feature.startswith("PPL")]
        county = bool(_COUNTY.search(words)) or any(_COUNTY_AFTER.match(text, names[i].end) for i in at)
        if county:
            options = sorted(options, key=lambda place: place.feature != "ADM2")
        options = options[:_MOST]
        if not options:
            continue
        regional = bool(_REGIONAL.search(words)) or any(
            re.match(r" (?:region|province|oblast|governorate|state)\b", text[names[i].end : names[i].end + 14])
            for i in at
        )
        named = {place.country for place in options} & spoken_of
        only = next(iter(named)) if len(named) == 1 else None
        fixed = np.array([_fixed(place, options, held, regional, len(at), only, county) for place in options])
        fixed[:, 22:27] = [_beside(place, options, words, setting) for place in options]
        town = any(_is_called_town(text, names[i]) for i in at)
        fixed[:, 27] = [town and place.feature.startswith("PPL") for place in options]
        cases.append(Case(key=words, at=tuple(at), options=tuple(options), fixed=fixed))
    return cases, regions, countries


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


def _setting_of(text: str, url: str | None, actors: Actors) -> Setting:
    counted = Counter(code for _, code in find_signs(text))
    whole = sum(counted.values())
    return Setting(
        signs={code: n / whole * math.log1p(whole) for code, n in counted.items()},
        home=home_of(url, actors),
        host=host_of(url),
    )


def _beside(place: Candidate, options: Sequence[Candidate], words: str, setting: Setting) -> list[float]:
    """The facts on a candidate that signs, the publisher and its namesakes tell."""
    key = place_key(words).replace(" ", "")
    region = max((p.population for p in options if p.feature == "ADM1" and p.country == place.country), default=0)
    return [
        setting.signs.get(place.country or "", 0.0),
        float(place.country is not None and place.country == setting.home),
        float(len(key) > 4 and key in setting.host and place.feature.startswith("PPL")),
        float(_is_unlike(place, words)),
        float(place.feature == "PPL" and place.population * _DWARFED < region),
    ]


_TOWN_BEFORE = re.compile(r"\b(?:city|town|village|port|suburb|municipality) of $")
_TOWN_AFTER = re.compile(r",? (?:a |the )?(?:city|town|village)\b(?! council)")


def _is_called_town(text: str, name: Named) -> bool:
    """Whether a name is said to be a town's: "the city of Donetsk", "Donetsk city"."""
    before = _TOWN_BEFORE.search(text, max(0, name.start - 20), name.start)
    return bool(before or _TOWN_AFTER.match(text, name.end))


def _is_city_of(place: Candidate, words: str, options: Sequence[Candidate]) -> bool:
    """Whether a name is commonly that of the city of its region: New York City has over a quarter of the state."""
    if not place.alternate or place_key(place.name) != place_key(words) + " city":
        return False
    region = (p.population for p in options if p.feature == "ADM1" and p.admin1 == place.admin1)
    return place.population * 4 >= max(region, default=0) > 0


def _is_unlike(place: Candidate, words: str) -> bool:
    return place.alternate and place.feature.startswith("PPL") and _unlike(place_key(words), place_key(place.name))


@lru_cache(maxsize=8192)
def _unlike(name: str, other: str) -> bool:
    """Whether two names of a place have little in common, so that the rarer is old or local ("Berea" for Aleppo).

    >>> _unlike("berea", "aleppo"), _unlike("kiev", "kyiv")
    (True, False)
    """
    return SequenceMatcher(None, name, other).ratio() < 0.5


_BESIDE = re.compile(r"([A-Z][\w.]*(?: [A-Z][\w.]*)?)(?:, (?:and |or )?| and | or )(?:the )?$")
_BESIDE_AFTER = re.compile(r"(?:, (?:and |or )?| and | or )(?:the )?([A-Z][\w.]*(?: [A-Z][\w.]*)?)")


def _is_listed_region(text: str, name: Named, gazetteer: Gazetteer) -> bool:
    """Whether a name that a city and its region share is the region's: it stands in a list of regions ("Missouri, New
    York and Virginia"), after a town in it, or where the words say so ("the state of New York", "the New York border").
    """
    key = place_key(text[name.start : name.end])
    regions = [p for p in gazetteer.find(key) if p.feature == "ADM1"] if gazetteer.find(key + " city") else []
    if not regions:
        return False
    if re.search(r"\b(?:state|province|upstate)(?: of)? $", text[max(0, name.start - 12) : name.start]):
        return True
    if re.match(r" (?:state|border|province|law|legislature|governor)\b", text[name.end : name.end + 14], re.I):
        return True
    before = _BESIDE.search(text, max(0, name.start - 40), name.start)
    after = _BESIDE_AFTER.match(text, name.end, name.end + 40)
    for found in filter(None, (before, after)):
        others = sorted(gazetteer.find(place_key(found.group(1))), key=lambda p: -p.population)
        if others and others[0].feature == "ADM1" and others[0].country == regions[0].country:
            return True
        if found is before and any(
            (p.country, p.admin1) == (regions[0].country, regions[0].admin1) for p in others[:3]
        ):
            return True
    return False


def _candidates(
    words: str, following: str, actors: Actors, gazetteer: Gazetteer, city: bool = False
) -> list[Candidate]:
    short = gazetteer.short.get(words) or (gazetteer.short.get(words + ".") if following == "." else None)
    if short:
        found = [p for p in gazetteer.find(place_key(short[1])) if p.country == short[0] and p.feature == "ADM1"]
        if found:
            return found
    area = CONTINENTAL.get(words) or REGIONAL.get(words)
    own = gazetteer.find(place_key(area or words))
    entry = next((e for e in actors.named(words) if e.kind in ("state", "adjective", "people")), None)
    if words in REGIONAL and own:
        return own
    if entry and entry.code in actors.states and (not own or entry.kind != "state" or len(words.replace(".", "")) < 4):
        state = actors.states[entry.code]
        return [place for place in gazetteer.find(place_key(state.name)) if place.geonameid == state.geonameid]
    if any(e.kind == "seat" for e in actors.named(words)):  # "White House" is no Casablanca
        own = [place for place in own if place.feature in ("BLDG", "ST")]
    if not own:
        shorter = "" if is_street(words) else _KIND_WORDS.sub("", words).strip()
        shorter = REGIONAL.get(_REGIONAL.sub("", words).strip(), shorter)  # "Chechen Republic"
        bare = _KIND_LAST.sub("", words).strip()
        found = gazetteer.find(place_key(bare)) if bare and shorter else []  # "South Sinai Governorate"
        found = found or (gazetteer.find(place_key(shorter)) if shorter else [])
        kind = "ADM1" if _REGIONAL.search(words) else "ADM2" if _COUNTY.search(words) else ""
        typed = [place for place in found if place.feature == kind]
        own = typed or _state_named(shorter, actors, gazetteer) or found  # "U.S. District" is no French Us
        if _DIRECTION.match(words):  # "West Wing" is no village
            own = [p for p in own if p.population >= _VILLAGE * 10 or not p.feature.startswith("PPL")]
    if not own:
        own = _home_of_people(words, gazetteer)
    if capital := next((e for e in actors.named(words) if e.kind == "capital" and e.code in actors.states), None):
        seat = gazetteer.find(place_key(actors.states[capital.code].capital))  # "Kiev"; "Dili" is no name of Delhi
        seats = [p for p in seat if p.feature == "PPLC" and p.country == capital.code]
        other = [p for p in own if p.feature == "PPLC" and p.country == capital.code and not p.alternate]
        own = (
            [p for p in own if p.feature != "PPLC"] + (other or seats) if seats else own
        )  # "Rangoon" is a seat no more
    if city:
        own = [replace(p, alternate=False) if _is_city_of(p, words, own) else p for p in own]
    if not words.isascii() and any(p.name == words for p in own):  # "Maré" is written so, and no name of Malé
        own = [p for p in own if place_key(p.name) == place_key(words) or p.feature == "ADM1"]
    if any(not p.alternate for p in own):  # "Berea" is no name of Aleppo
        own = [p for p in own if not _is_unlike(p, words)]
    if any(not p.alternate and (p.population >= KNOWN or p.feature == "PPLC") for p in own):
        own = [p for p in own if not p.alternate or not p.feature.startswith("PPL")]
    return sorted(own, key=lambda place: -place.population)


def _home_of_people(words: str, gazetteer: Gazetteer) -> list[Candidate]:
    """The region or large town whose people a word names: "Iowans", "Londoner", "Dagestani"."""
    bare = words.removesuffix("s")
    for ending, whole in (
        ("n", ""),
        ("an", ""),
        ("ian", ""),
        ("er", ""),
        ("ite", ""),
        ("r", ""),
        ("i", ""),
        ("an", "o"),
    ):
        stem = bare.removesuffix(ending) + whole
        found = gazetteer.find(place_key(stem)) if bare.endswith(ending) and len(stem) > 3 else []
        if found := [p for p in found if p.feature in ("ADM1", "RGN", "TERR") or p.population >= PEOPLED]:
            return found
    return []


def _state_named(words: str, actors: Actors, gazetteer: Gazetteer) -> list[Candidate]:
    state = next(
        (actors.states[e.code] for e in actors.named(words) if e.code in actors.states and e.kind == "state"), None
    )
    return [p for p in gazetteer.find(place_key(state.name)) if p.geonameid == state.geonameid] if state else []


def _by_initials(words: str, spoken_of: Collection[str], actors: Actors, gazetteer: Gazetteer) -> list[Candidate]:
    """The state of which the post speaks otherwise and whose initials a name is: "SA" beside "South Africans"."""
    if not (words.isupper() and 1 < len(words) < 4) or any(e.kind == "state" for e in actors.named(words)):
        return []
    named = [actors.states[code] for code in sorted(spoken_of) if code in actors.states]
    fitting = [state for state in named if "".join(word[0] for word in state.name.split()) == words]
    return [p for s in fitting for p in gazetteer.find(place_key(s.name)) if p.geonameid == s.geonameid]


def _of_feature(
    words: str, options: list[Candidate], spoken_of: Collection[str], gazetteer: Gazetteer
) -> list[Candidate]:
    """The candidates of a name, but where it is an island's or river's that the gazetteer lacks: then the towns after
    which it may be named count only in states that the post speaks of ("the Shortland Islands", of no Shortland).
    """
    if not _NATURAL.search(words) or gazetteer.find(place_key(words)):
        return options
    return [p for p in options if p.country in spoken_of or not p.feature.startswith("PPL")]


def _within(words: str, holders: Sequence[tuple[str, str | None]], gazetteer: Gazetteer) -> list[Candidate]:
    """What a name without its direction or kind means within what is said to contain it: "East London" of London."""
    shorter = _KIND_WORDS.sub("", words).strip()
    if shorter == words or not shorter:
        return []
    return [p for p in gazetteer.find(place_key(shorter)) if any(lies_in(p, *h) for h in holders) and not p.alternate]


def _undisputed(words: str, options: list[Candidate], gazetteer: Gazetteer) -> list[Candidate]:
    """The candidates of a contested area's name without its namesakes in the other states that contest it.

    "Donetsk" in a post full of Russian regions is the Ukrainian one, not the town of Rostov, unless it is said to be.
    """
    area = gazetteer.disputed.get(place_key(words))
    if area is None or not any(p.country == area.country for p in options):
        return options
    others = {*area.claimed, *area.administered} - {area.country}
    return [p for p in options if p.country not in others]


def _fixed(
    place: Candidate,
    options: Sequence[Candidate],
    held: Sequence[tuple[str, str | None]],
    regional: bool,
    times: int,
    only: str | None,
    county: bool,
) -> list[float]:
    """The facts about a candidate that hold whatever the other names mean; the rest of the row is filled by `weigh`."""
    kind = place.feature
    contained = sum(lies_in(place, country, region) for country, region in held)
    cities = (
        [
            p.population
            for p in options
            if p.feature.startswith("PPL") and p.country == place.country and p.admin1 == place.admin1
        ]
        if kind in ("ADM1", "ADM2")
        else []
    )
    row = [0.0] * len(FACTS)
    row[:9] = [
        math.log10(place.population + 10),
        kind == "PCLI",
        kind == "CONT",
        kind == "PPLC" and only in (None, place.country) and not place.alternate,
        kind == "ADM1",
        kind == "ADM2",
        not kind.startswith(("PPL", "ADM", "PCL", "CONT")),
        place.alternate,
        contained / times,
    ]
    row[14] = float(regional and kind == "ADM1")
    row[15] = float(bool(cities) and not regional and not county)
    row[17] = float(only is not None and place.country == only)
    row[18] = min(1.0, max(cities) / (place.population + 1)) if cities and not regional and not county else 0.0
    row[19] = float(kind == "ADM1" and place.population < _SMALL_REGION)
    if kind == "PPLC" and only not in (None, place.country):  # "Tripoli" in a post on Lebanon
        namesake = max((p.population for p in options if p.country == only), default=0)
        row[20] = 1 + _GREATER * max(0.0, math.log10((place.population + 10) / (namesake + 10)) - 1)
    row[21] = float(county and kind == "ADM2")
    return row


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
                facts[k, 12] = _rest(others_in, own_regions, (place.country, place.admin1), len(cases))
            facts[k, 16] = _rest(countries_in, own_countries, place.country, len(cases))
        lats.append(all_lats[at : at + len(case.options)])
        lons.append(all_lons[at : at + len(case.options)])
        km = _distances(lats[-1], lons[-1], all_lats, all_lons)
        facts[:, 13] = np.exp(-km / _NEAR_KM) @ (share * (owner != i))
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
            facts[k, 9] = (countries.get(place.country or "", 0.0) - same_country) / ((all_countries - own) or 1.0)
            if place.admin1:
                same_region = float(bool(mine and (mine.country, mine.admin1) == (place.country, place.admin1)))
                named = regions.get((place.country or "", place.admin1), 0.0) - same_region
                facts[k, 10] = named / ((all_regions - own_region) or 1.0)
        others = there[whose != i] if points else there
        if len(others):
            km = _distances(around.lats[i], around.lons[i], others[:, 0], others[:, 1])
            facts[:, 11] = np.exp(-km / _NEAR_KM).sum(axis=1) / (1 + len(others))
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
