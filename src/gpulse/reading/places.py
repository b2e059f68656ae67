"""Where names of places lie, and whether they are meant as places at all.

"In Pyongyang" is a place, "Pyongyang announced" an actor. A place is chosen among its namesakes by people living there,
by what contains it ("Springfield, Illinois"), by the other places and states of the post, and by the publisher.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gpulse.knowledge.actors import Actors, is_abbreviation
from gpulse.knowledge.gazetteer import Candidate, Gazetteer
from gpulse.knowledge.names import Word, find_words, fold, key_of
from gpulse.reading.draft import Draft
from gpulse.reading.kit import Kit
from gpulse.record import Mention, Place

_AT = frozenset(
    "in at near across around outside inside throughout through toward towards into within over off onto "
    "surrounding north south east west northern southern eastern western central downtown visiting visited visit "
    "visits leaving left reached entered capturing captured seized besieged bombed struck shelled hit occupied "
    "liberated retook beyond northeast northwest southeast southwest above along".split()
)
_MOTION = frozenset(
    "travel travels travelled traveled travelling traveling fly flew flying flown flight flights go goes going "
    "went gone come comes came return returns returned returning visit visits visited trip trips arrive arrives "
    "arrived arriving send drive drove road route way moved move head heading headed fled flee fleeing depart "
    "departed departure exit evacuated evacuation kilometres kilometers miles km march marched train convoy born "
    "native residents people protests".split()
)
_NOUNS_OF_PLACE = frozenset(
    "capital city town village region province oblast district area suburb outskirts streets airport residents "
    "hospital port governorate peninsula border front embassy metro summit conference talks meeting time".split()
)


def is_place(text: str, words: Sequence[Word], i: int, length: int, capital: bool) -> bool:
    """Say whether the name at word `i` is meant as a place, from the words around it.

    Countries and other seats of power are actors unless something says where ("in", "near", a verb of motion before
    "to" or "from"); other towns are always places. `capital`: the name is a capital, which stands for its government.
    """
    before = [word.key for word in words[max(0, i - 7) : i]]
    last = before[-1] if before else ""
    if last == "the" and len(before) > 1:
        before.pop()
        last = before[-1]
    if last in _AT or (last == "of" and len(before) > 1 and before[-2] in _NOUNS_OF_PLACE | _AT):
        return True
    if last in ("to", "from", "via", "between", "for"):
        return any(word in _MOTION for word in before[:-1])
    after = words[i + length].key if i + length < len(words) else ""
    if after in _NOUNS_OF_PLACE:
        return True
    if text[words[i].start : words[i + length - 1].end].isupper() and len(words[i].text) > 4 and i < 2:
        return True  # a dateline
    return bool(i and words[i - 1].capital and text[words[i - 1].end : words[i].start] == ", ")


_KIND_WORDS = re.compile(
    r"^(?:city|town|village|province|region|state|district) of |\b(?:region|province|city|oblast|district|governorate|"
    r"area|state|town|village|county|prefecture|department|border)$",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a post says of where it is set: its states, its resolved places, the publisher's region."""

    countries: Counter[str]
    anchors: tuple[Candidate, ...] = ()


def resolve_place(name: str, after: str, gazetteer: Gazetteer, around: Surroundings) -> Candidate | None:
    """Return the place that `name` means, or `None` where the gazetteer has none.

    `after` are the words that follow ("Springfield, Illinois": ", Illinois"); the state or region that they name
    must hold the place. Otherwise the score is log(people) plus points for a country and for nearness that the post
    speaks of.
    """
    candidates = gazetteer.find(key_of(name)) or _bare(name, gazetteer)
    if not candidates:
        return None
    container = re.match(r",\s+((?:[A-Z][\w.'’-]*\s?){1,3})", after)
    holder = key_of(container.group(1)) if container else ""
    return max(candidates, key=lambda place: _score(place, holder, around))


def _bare(name: str, gazetteer: Gazetteer) -> list[Candidate]:
    """Candidates for a name with a word for its kind: "Donetsk region", "city of Basra"."""
    bare = _KIND_WORDS.sub("", name).strip()
    found = gazetteer.find(key_of(bare)) if bare and bare != name else []
    regional = re.search(r"(?i)\b(?:region|province|oblast|governorate|state|prefecture|department)\b", name)
    admin = [place for place in found if place.feature == "ADM1"] if regional else []
    return admin or found


def _score(place: Candidate, holder: str, around: Surroundings) -> float:
    score = math.log10(place.population + 10) + {"PCLI": 4.0, "ADM1": 1.0, "PPLC": 1.0, "ADM2": -1.0}.get(
        place.feature, 0.0
    )
    score -= 1.5 if place.alternate else 0.0
    if holder and (holder in (fold(place.admin1 or ""), (place.country or "").lower())):
        score += 10.0
    total = sum(around.countries.values())
    if place.country and total:
        score += 3.0 * around.countries[place.country] / total
    near = min((distance(place.lat, place.lon, a.lat, a.lon) for a in around.anchors), default=None)
    if near is not None:
        score += 2.0 * math.exp(-near / 300)
    return score


def distance(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance in kilometres.

    >>> round(distance(48.85, 2.35, 51.51, -0.13))
    344
    """
    a, b, c, d = map(math.radians, (lat, lon, other_lat, other_lon))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371 * math.asin(min(1.0, math.sqrt(h)))


def to_place(found: Candidate, disputed: str | None = None) -> Place:
    """Return the candidate as the record has it."""
    return Place(
        name=found.name,
        geonameid=found.geonameid or None,
        country=found.country,
        admin1=found.admin1,
        lat=found.lat,
        lon=found.lon,
        feature_code=found.feature,
        disputed=disputed,
    )


def add_places(draft: Draft, kit: Kit) -> Draft:
    """Add places to the mentions that are meant as places."""
    text, mentions = draft.text, draft.record.mentions
    words = find_words(text)
    at = {word.start: i for i, word in enumerate(words)}
    around = surroundings(text, mentions, kit.actors)
    out = []
    for mention in mentions:
        place = None
        i = at.get(mention.start)
        if mention.kind in ("place", "facility") and i is not None:
            length = sum(1 for word in words[i : i + 8] if word.end <= mention.end)
            entries = kit.actors.named(mention.of(text))
            kinds = {entry.kind for entry in entries}
            metonym = bool(kinds & {"capital", "seat"}) and not is_place(text, words, i, length, "capital" in kinds)
            if not metonym:
                after = text[mention.end : mention.end + 60]
                known = next((e for e in entries if e.kind == "state"), None)
                name = (
                    kit.actors.states[known.code].name
                    if known and is_abbreviation(mention.of(text))
                    else mention.of(text)
                )
                found = resolve_place(name, after, kit.gazetteer, around)
                place = to_place(found) if found else None
        out.append(replace(mention, place=place))
    return draft.add(mentions=tuple(out))


def surroundings(text: str, mentions: Sequence[Mention], actors: Actors) -> Surroundings:
    """Count the states that the post names, by name, adjective, capital or leader."""
    countries: Counter[str] = Counter()
    for mention in mentions:
        for entry in actors.named(mention.of(text))[:1]:
            if entry.code in actors.states:
                countries[entry.code] += 1
    return Surroundings(countries=countries)
