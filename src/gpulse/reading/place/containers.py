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
_NAME = r"(?:[A-Z](?:[a-z]?\.|(?:[\w'’-]|\.(?=\w))*) (?=[A-Z])){0,3}[A-Z](?:[\w'’-]|\.(?=\w))*\.?"
"""Up to four words with capitals, of which only the last may end in a full stop, or short ones ("St.")."""
_CONTAINER = re.compile(
    _TYPE + r"(?:([,(])\s+(?:(?:in|near) )?(?:[A-Z]\w+['’]s (?=[A-Z]))?| in (?:[A-Z]\w+['’]s )?)"
    r"(?:(?:the )?(?:(?:[a-z]+(?:ern)?|[A-Z]\w+) )?(?:state|province|region|county|island) of )?"
    rf"({_NAME}(?: and (?:the )?[A-Z]\w+)?)"
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
    >>> holder("Tripoli, the Lebanese port", 7, kit.actors, kit.gazetteer, ",")
    ('LBN', None)
    >>> holder("Taganrog in Russia's Rostov region", 8, kit.actors, kit.gazetteer, " in ")
    ('RUS', 'Rostov')
    """
    found = _CONTAINER.match(text[end : end + 90])
    told = _TOLD_AFTER.match(text, end)
    if told and by == "," and (code := next((e.code for e in actors.named(told[1]) if e.kind == "adjective"), None)):
        return code, None
    if not found or bool(found.group(1)) != (by == ","):
        return None
    nation, _ = _outer(text, end + found.end(), actors) if by == "," else (None, 0)
    return _read_holder(found.group(2), actors, gazetteer, nation) or ((nation, None) if nation else None)


_TOLD_AFTER = re.compile(
    r", (?:the|an?) (?:[a-z]+ )?([A-Z][a-z]+(?: [A-Z][a-z]+)?) (?:[a-z]+ )?"
    r"(?:city|town|port|capital|province|region|island|village|resort)\b"
)
"""What tells after a comma whose a place is: "Córdoba, the Argentine city"."""
_OUTER = re.compile(rf",\s+({_NAME})")
"""What is said to contain the container: "(Caimito, San Juan), Puerto Rico"."""


def _outer(text: str, at: int, actors: Actors) -> tuple[str | None, int]:
    """The state named after a comma at `at`, with where its name ends."""
    found = _OUTER.match(text, at)
    tokens = found.group(1).split(" ") if found else []
    for length in range(len(tokens), 0, -1):
        part = " ".join(tokens[:length]).rstrip(".")
        if found and (code := next((e.code for e in actors.named(part) if e.kind == "state"), None)):
            return code, found.start(1) + len(part)
    return None, at


def _read_holder(words: str, actors: Actors, gazetteer: Gazetteer, nation: str | None) -> tuple[str, str | None] | None:
    """The country and region, or that of a large town, that the longest of the first words names; of `nation`, if any
    place of that name is there: "(Caimito, San Juan), Puerto Rico" is in no San Juan of Argentina.
    """
    tokens = words.split()
    for length in range(len(tokens), 0, -1):
        part = " ".join(tokens[:length])
        for form in (part, part.rstrip(".")):
            if form in gazetteer.short:
                return gazetteer.short[form]
        part = part.rstrip(".")
        places = gazetteer.find(place_key(part))
        inner = [p for p in places if p.country == nation] if nation else []
        regions = [p for p in inner or places if p.feature == "ADM1" and p.country]
        states = [e.code for e in actors.named(part) if e.kind == "state" and e.code in actors.states]
        if nation and (inner or regions) and not states:
            return nation, regions[0].admin1 if inner and regions else None
        if regions and (not states or states[0] == "GEO"):
            best = max(regions, key=lambda place: place.population)
            return str(best.country), best.admin1
        if states:
            return states[0], None
        if town := _large_town(part, gazetteer):
            return town
    return None


_CLOSES = re.compile(
    r"[.;:)”\"]|\s*$|,(?! (?:and|or|the|[A-Z]))|"
    r" (?:in|on|at|near|after|during|before|by|for|from|to|with|where|when|as)\b"
)
"""What follows a country that says where a place is: no verb, whose subject it would be, and no list."""
_LED = re.compile(rf"\b(?:in|near|at|of|from|outside|around|to)(?: the)? (?:{_NAME}, )?$")


def stated_in(text: str, start: int, end: int, actors: Actors) -> str | None:
    """Return the state that a place is plainly said to be in, so that namesakes elsewhere are out.

    Georgia is left out, which may be the American one.

    >>> from gpulse.reading.kit import load_kit
    >>> actors = load_kit().actors
    >>> [stated_in(t, 3, 8, actors) for t in ("in Palma, Mozambique, several", "in Palma, Mozambique said")]
    ['MOZ', None]
    >>> stated_in("of Boni, Mopti, Mali.", 3, 7, actors), stated_in("in Malta, Spain and France", 3, 8, actors)
    ('MLI', None)
    """
    if not _LED.search(text, max(0, start - 40), start):
        return None
    found = _CONTAINER.match(text[end : end + 90])
    if not found or not found.group(1):
        return None
    inner, at = _outer(text, end + found.start(1), actors)
    outer, after = _outer(text, at if inner else end + found.end(), actors)
    code, last = (outer, after) if outer and not inner else (inner, at)
    return code if code != "GEO" and not (inner and outer) and _CLOSES.match(text, last) else None


def contested(place: Candidate, state: str, gazetteer: Gazetteer) -> bool:
    """Say whether a state contests land with the one that the gazetteer puts a place in: "Sevastopol, Russia"."""
    parties = ({area.country, *area.administered, *area.claimed} for area in gazetteer.disputed.values())
    return any({place.country, state} <= states for states in parties)


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


_ORGAN = re.compile(
    r"\b([A-Z]\w+(?: [A-Z]\w+)?) (?:Department|Legislature|Assembly|Supreme Court|High Court|National Guard|"
    r"Highway Patrol|State (?:Police|Patrol|Government)|Police|Governor|Gov\.|Senate|House)\b"
)


def organs_of_regions(text: str, gazetteer: Gazetteer) -> list[tuple[str, str]]:
    """Return the countries and regions whose organs a text names: "the Montana Department of Corrections".

    >>> from gpulse.reading.kit import load_kit
    >>> gazetteer = load_kit().gazetteer
    >>> organs_of_regions("Montana Department of Corrections, the Kerala Police, the House", gazetteer)
    [('USA', 'Montana'), ('IND', 'Kerala')]
    """
    found = []
    for organ in _ORGAN.finditer(text):
        places = sorted(gazetteer.find(place_key(organ.group(1))), key=lambda p: -p.population)
        if places and places[0].feature == "ADM1" and places[0].country and places[0].admin1:
            found.append((places[0].country, places[0].admin1))
    return found


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
    ("Baldwin, Miss."), or a large town of another country, an island or a state, which ends the phrase ("Lido Beach,
    Mogadishu.", "Argyle, Saint Vincent,", "Wanna, Pakistan,": no list of towns).
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
    known = (p for p in gazetteer.find(place_key(words)) if not p.alternate)
    towns = {p.country for p in known if p.population >= KNOWN or p.feature == "ISL"}
    towns |= {e.code for e in actors.named(words) if e.kind == "state"}
    return bool(towns) and all(p.country not in towns for p in options)


def is_small(place: Candidate) -> bool:
    """Say whether a place is a small town or a district, of which the gazetteer may lack a namesake."""
    return place.feature.startswith(("PPL", "ADM2")) and place.population < PEOPLED


def lies_in(place: Candidate, country: str, region: str | None) -> bool:
    """Say whether a place lies in a country or region and is not the country or the region itself."""
    itself = "ADM1" if region else "PCLI"
    return place.country == country and place.feature != itself and region in (None, place.admin1)
