"""What a text says of where a place lies: "Paris, Texas", "Taganrog in Russia's Rostov region", "Chicago's Union
Station".

So a namesake is chosen, or all are ruled out: "Baiyun Airport in Guangzhou" is at no Baiyun of Chongqing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gpulse.knowledge.actors import Actors
from gpulse.knowledge.gazetteer import Candidate, Gazetteer
from gpulse.knowledge.names import place_key

_TYPE = (
    r"(?: (?:region|province|oblast|governorate|state|prefecture|department|district|county|krai|division|island|town|"
    r"village|city|airport|port|camp|prison|jail|base|airbase|dam|plant|mine|refinery|hospital|crossing))?"
)
_CONTAINER = re.compile(
    _TYPE + r"(?:([,(])\s+(?:(?:in|near) )?(?:[A-Z]\w+['’]s (?=[A-Z]))?| in (?:[A-Z]\w+['’]s )?)"
    r"(?:(?:the )?(?:(?:[a-z]+(?:ern)?|[A-Z]\w+) )?(?:state|province|region|county|island) of )?"
    r"((?:[A-Z][\w.'’-]*\s?){1,4}(?:and (?:the )?[A-Z]\w+)?)"
)
"""What is said to contain a place: "(Huila) province, Colombia", "(Taganrog) in Russia's Rostov region", "(Amethi) in
the Indian state of Uttar Pradesh", "(Saint Vincent), Saint Vincent and the Grenadines". Group 1: a comma or bracket."""
_LARGE = 100_000
"""A town of so many people is known well enough to say where another place lies."""
KNOWN = 300_000
"""Where a name is that of so large a place, places of few people need to be said to be meant ("Moscow, Iowa")."""
PEOPLED = 50_000
"""Of fewer people, a town has no name for them that the news would use alone."""


def holder(text: str, end: int, actors: Actors, gazetteer: Gazetteer, by: str) -> tuple[str, str | None] | None:
    """Return the country and region said to contain the place whose name ends at `end`: what follows a comma ("Paris,
    Texas") or, if `by` is " in ", that word ("Taganrog in Russia's Rostov region").

    >>> from gpulse.reading.kit import load_kit
    >>> kit = load_kit()
    >>> holder("Huila province, Colombia", 5, kit.actors, kit.gazetteer, ",")
    ('COL', None)
    >>> holder("Taganrog in Russia's Rostov region", 8, kit.actors, kit.gazetteer, " in ")
    ('RUS', 'Rostov')
    """
    found = _CONTAINER.match(text[end : end + 90])
    if not found or bool(found.group(1)) != (by == ","):
        return None
    tokens = found.group(2).split()
    for length in range(len(tokens), 0, -1):
        part = " ".join(tokens[:length])
        for form in (part, part.rstrip(".")):
            if form in gazetteer.short:
                return gazetteer.short[form]
        regions = [place for place in gazetteer.find(place_key(part)) if place.feature == "ADM1" and place.country]
        states = [e.code for e in actors.named(part) if e.kind == "state" and e.code in actors.states]
        if regions and (not states or states[0] == "GEO"):
            best = max(regions, key=lambda place: place.population)
            return str(best.country), best.admin1
        if states:
            return states[0], None
        if town := _large_town(part, gazetteer):
            return town
    return None


_OWNER = re.compile(r"((?:[A-Z][\w.-]*\s)*[A-Z][\w.-]*)['’]s (?:[a-z]+ )?$")


def owner(text: str, start: int, gazetteer: Gazetteer) -> tuple[str, str | None] | None:
    """Return the region of the town whose a place is said to be: "Chicago's Union Station". A state's own is often not
    in it: "Israel's Gaza offensive".
    """
    found = _OWNER.search(text, max(0, start - 40), start)
    return _large_town(found.group(1), gazetteer) if found else None


def _large_town(words: str, gazetteer: Gazetteer) -> tuple[str, str | None] | None:
    """The country and region of the largest town of a name, of `_LARGE` people at least."""
    towns = [p for p in gazetteer.find(place_key(words)) if p.feature.startswith("PPL") and not p.alternate]
    best = max(towns, key=lambda p: p.population, default=None)
    if best is None or best.population < _LARGE or best.country is None or best.admin1 is None:
        return None
    return best.country, best.admin1


_ABROAD = re.compile(
    r"\w+(?: \w+)? (?:embassy|embassies|consulate|mission|ambassador|base|bases|airbase|troops|soldiers|forces|flags?|"
    r"convoy|company|companies|goods)\b"
)


def is_abroad(text: str, start: int) -> bool:
    """Say whether an adjective of a state stands with what states have abroad, so that nothing there is of that state.

    >>> is_abroad("stones at the Turkish base", 14), is_abroad("at the Turkish border", 7)
    (True, False)
    """
    return bool(_ABROAD.match(text, start))


_ENDS = re.compile(r"[.;:)”\"]|\s*$|,? [a-z]+(?<! and)(?<! or)\b")


def is_said_elsewhere(text: str, end: int, options: Sequence[Candidate], actors: Actors, gazetteer: Gazetteer) -> bool:
    """Say whether what follows a comma says that a name is of none of its candidates: a region by its short form
    ("Baldwin, Miss."), or a large town of another country or a state, which ends the phrase ("Lido Beach, Mogadishu.",
    "Wanna, Pakistan,": no list of towns).
    """
    found = _CONTAINER.match(text[end : end + 90])
    words = found.group(2).strip() if found and found.group(1) else ""
    if not options or not words:
        return False
    for form in (words.split()[0], words.split()[0].rstrip(".") + "."):
        if form in gazetteer.short:
            country, region = gazetteer.short[form]
            return not any(p.country == country and p.admin1 in (region, None) for p in options)
    after = end + (found.end(2) if found else 0)
    if not _ENDS.match(text, after) or not all(is_small(place) for place in options):
        return False
    towns = {p.country for p in gazetteer.find(place_key(words)) if p.population >= KNOWN and not p.alternate}
    towns |= {e.code for e in actors.named(words) if e.kind == "state"}
    return bool(towns) and all(p.country not in towns for p in options)


def is_small(place: Candidate) -> bool:
    """Say whether a place is a small town or a district, of which the gazetteer may lack a namesake."""
    return place.feature.startswith(("PPL", "ADM2")) and place.population < PEOPLED


def lies_in(place: Candidate, country: str, region: str | None) -> bool:
    """Say whether a place lies in a country or region and is not the country or the region itself."""
    itself = "ADM1" if region else "PCLI"
    return place.country == country and place.feature != itself and region in (None, place.admin1)
