"""Which of its namesakes a name of a place means, judged for all names of a post together.

Each name gets the places of that name from the gazetteer. A place scores by a weighted sum of facts: the people who
live there, its kind, what is said to contain it ("Springfield, Illinois"), the countries and regions that the post
speaks of, and how near it lies to what the other names may mean. The second round counts what the first chose. A name
keeps one meaning in a post.

What a name may mean is listed in `namesakes`, the facts are those of `place_facts`. Their weights come from
`knowledge/tune_places.py`, but for those that it lists as set by hand, since its texts are local papers for the most
part: people, its country, only country named, and those of regions and counties are set so that of 200 towns of the
news, named alone, all but a few are themselves, and by 3,983 made-up sentences that name a large town and another state
("Officials from the United States met in Athens").
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gpulse.knowledge.actors import Actors
from gpulse.knowledge.gazetteer import Candidate, Gazetteer
from gpulse.knowledge.names import place_key
from gpulse.reading.place.containers import (
    KNOWN,
    contested,
    holder,
    is_abroad,
    is_said_elsewhere,
    is_small,
    lies_in,
    organs_of_regions,
    owner,
    stated_in,
)
from gpulse.reading.place.namesakes import (
    COUNTY,
    REGION_WORD,
    VILLAGE,
    by_initials,
    is_unlike,
    list_candidates,
    list_within,
    of_feature,
    undisputed,
)
from gpulse.reading.place.place_facts import FACT, WEIGHTS, Case, Setting, known_facts, look_around, setting_of, weigh
from gpulse.reading.place.whereabouts import doubts, is_doubted, is_street, place_alone, place_unknown

_COUNTY_AFTER = re.compile(
    r"(?:,? (?:and |or )?[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)?){0,8} (?:[Cc]ount(?:y|ies)|[Pp]arish(?:es)?)\b"
)
"""What follows a county's name, in a list too ("Barrow, Jackson and Madison counties")."""
_MOST = 40  # candidates of a name that are weighed, the most populous first


@dataclass(frozen=True, slots=True)
class Named:
    """A name of a place in a text: its span."""

    start: int
    end: int


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
    told = setting_of(text, url, actors)
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
        if rows[best][FACT["contained"]] > 0 or not place.feature.startswith(("PPL", "ADM2")):
            found.append(None)
            continue
        without = [None if i in case.at else p for i, p in enumerate(places)]
        scores = np.sort(rows @ np.asarray(WEIGHTS))[::-1]
        margin = float(scores[0] - scores[1]) if len(scores) > 1 else 20.0
        others = [p for p in without if p]
        setting = place_alone(text, case.at[0], names, without, actors, gazetteer, chief)
        found.append(doubts(place, case.key, setting, others, margin, float(rows[best][FACT["its country"]])))
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
    cases: list[Case] = []
    regions = organs_of_regions(text, gazetteer)
    setting = setting_of(text, url, actors)
    for words, numbers in groups.items():
        at = [names[i] for i in numbers]
        spoken_of = {code for where, code in states if where not in {name.start for name in at}}
        options, held = _list_options(text, words, at, spoken_of, setting, actors, gazetteer)
        regions += [(country, region) for country, region in held if region]
        if options:
            cases.append(_build_case(text, words, numbers, names, options, held, spoken_of, setting))
    return cases, regions, countries


def _list_options(
    text: str,
    words: str,
    at: Sequence[Named],
    spoken_of: Collection[str],
    setting: Setting,
    actors: Actors,
    gazetteer: Gazetteer,
) -> tuple[list[Candidate], list[tuple[str, str | None]]]:
    """The places that a name may mean wherever it stands (`at`), and the countries and regions said to contain it."""
    if is_street("", text[at[0].end : at[0].end + 40]):
        return [], []
    city = not any(_is_listed_region(text, name, gazetteer) for name in at)
    options = list_candidates(words, text[at[0].end : at[0].end + 1], actors, gazetteer, city)
    options = by_initials(words, spoken_of, actors, gazetteer) or options
    options = of_feature(words, options, spoken_of, gazetteer)
    is_state = any(p.feature == "PCLI" for p in options)
    stated = {code for name in at if not is_state and (code := stated_in(text, name.start, name.end, actors))}
    if stated and options:  # "Palma, Mozambique" is no town of Spain, nor "Santo Domingo, Ecuador" a capital
        there = [p for p in options if p.country in (None, *stated) or any(contested(p, c, gazetteer) for c in stated)]
        options = there or list_within(words, [(code, None) for code in stated], gazetteer)
        if not options:
            return [], []
    firm = [h for name in at if not is_state and (h := holder(text, name.end, actors, gazetteer, " in "))]
    firm += [h for name in at if (h := owner(text, name.start, gazetteer))]
    holders = [h for name in at if (h := holder(text, name.end, actors, gazetteer, ","))] + firm
    held = [h for h in holders if any(lies_in(place, *h) for place in options)]
    if held:
        return options, held
    if holders and (inner := list_within(words, holders, gazetteer)):  # "East London, United Kingdom"
        return inner, holders
    if any(is_said_elsewhere(text, name.end, options, actors, gazetteer) for name in at):
        return [], []  # "Lido Beach, Mogadishu" is not the one in New York
    if firm and all(is_small(place) for place in options):
        return [], []  # nor are "Chicago's Union Station" and "Baiyun Airport in Guangzhou" at Union and Baiyun
    return _list_known(words, undisputed(words, options, gazetteer), spoken_of, setting, actors), []


def _list_known(
    words: str, options: list[Candidate], spoken_of: Collection[str], setting: Setting, actors: Actors
) -> list[Candidate]:
    """The candidates of a name that nothing is said to contain, without those that news would not call so."""
    code = next((e.code for e in actors.named(words) if e.kind == "state" and e.code != "GEO"), None)
    if any(p.feature == "PCLI" and p.country == code for p in options):  # the country, but for "Cuba, New York"
        abroad = setting.likely if code not in spoken_of else None  # "Lebanon's school district", of Indiana
        options = [p for p in options if p.country == (code if p.feature == "PCLI" else abroad)]
    if spoken_of:  # "Makeen", in Pakistan, is not an old name of Macau
        options = [p for p in options if p.country in spoken_of or not is_unlike(p, words)]
    if any(p.population >= KNOWN and not p.alternate for p in options):  # no village called Chechnya
        options = [p for p in options if p.population >= VILLAGE or not p.feature.startswith("PPL")]
    return options


def _build_case(
    text: str,
    words: str,
    numbers: Sequence[int],
    names: Sequence[Named],
    options: list[Candidate],
    held: Sequence[tuple[str, str | None]],
    spoken_of: Collection[str],
    setting: Setting,
) -> Case:
    """The case of a name that stands at these numbers of `names`, with the facts on its most populous candidates."""
    at = [names[i] for i in numbers]
    county = bool(COUNTY.search(words)) or any(_COUNTY_AFTER.match(text, name.end) for name in at)
    if county:
        options = sorted(options, key=lambda place: place.feature != "ADM2")
    options = options[:_MOST]
    regional = bool(REGION_WORD.search(words)) or any(_REGION_AFTER.match(text, name.end) for name in at)
    town = any(_is_called_town(text, name) for name in at)
    named = {place.country for place in options} & set(spoken_of)
    only = next(iter(named)) if len(named) == 1 else None
    rows = [
        known_facts(
            place, options, words, held, setting, times=len(at), only=only, regional=regional, county=county, town=town
        )
        for place in options
    ]
    return Case(key=words, at=tuple(numbers), options=tuple(options), fixed=np.array(rows))


_REGION_AFTER = re.compile(r" (?:region|province|oblast|governorate|state)\b")
_TOWN_BEFORE = re.compile(r"\b(?:city|town|village|port|suburb|municipality) of $")
_TOWN_AFTER = re.compile(r",? (?:a |the )?(?:city|town|village)\b(?! council)")


def _is_called_town(text: str, name: Named) -> bool:
    """Whether a name is said to be a town's: "the city of Donetsk", "Donetsk city"."""
    before = _TOWN_BEFORE.search(text, max(0, name.start - 20), name.start)
    return bool(before or _TOWN_AFTER.match(text, name.end))


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
    if re.match(
        r" (?:state|border|province|law|legislature|governor)\b", text[name.end : name.end + 14], re.IGNORECASE
    ):
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
