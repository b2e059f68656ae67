"""Where names of places lie, and whether they are meant as places at all.

"In Pyongyang" is a place, "Pyongyang announced" an actor. A place is chosen among its namesakes by people living there,
by what contains it ("Springfield, Illinois"), by the other places and states of the post, and by the publisher.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from gpulse.knowledge.actors import Entry
from gpulse.knowledge.gazetteer import Candidate, Gazetteer
from gpulse.knowledge.names import Word, find_words, place_key
from gpulse.reading.draft import Draft
from gpulse.reading.kit import Kit
from gpulse.reading.place.containers import holder
from gpulse.reading.place.place_facts import WEIGHTS, distance
from gpulse.reading.place.resolution import Named, resolve_places
from gpulse.record import Mention, Place, Span

_AT = frozenset(
    "in at near across around outside inside throughout through toward towards into within over off onto "
    "surrounding north south east west northern southern eastern western central downtown visiting visited visit "
    "visits leaving left reached entered capturing captured seized besieged bombed struck shelled hit occupied "
    "liberated retook beyond northeast northwest southeast southwest above along".split()
)
_MOTION = frozenset(
    "travel travels travelled traveled travelling traveling fly flew flying flown flight flights going went "
    "came return returns returned returning visit visits visited trip trips arrive arrives arrived arriving "
    "drive drove road head heading headed fled flee fleeing depart departed departure exit evacuated "
    "evacuation kilometres kilometers miles km march marched train convoy born native residents protests".split()
)
_SENDING = frozenset(
    "send sends sent sending dispatch dispatched dispatches called calls summoned summons invited invites brought "
    "brings taken took flew recalled recalls ordered moved".split()
)
_SENT = frozenset(
    "troops soldiers envoy envoys minister ministers leaders delegation delegations team teams delegates diplomats "
    "officers officials police ambassador ambassadors inspectors observers presidents negotiators adviser advisers "
    "mediators experts ships forces mission him her them".split()
)
_NOUNS_OF_PLACE = frozenset(
    "capital city town village region province oblast district area suburb outskirts streets airport residents "
    "hospital port governorate peninsula border front embassy metro summit conference talks meeting time".split()
)


_SMALL = 1_000_000
"""A state of fewer people is rarely meant by its capital's name alone where the post does not speak of it."""


def is_place(text: str, words: Sequence[Word], i: int, length: int) -> bool:
    """Say whether the name at word `i` is meant as a place, from the words around it.

    Countries and other seats of power are actors unless something says where ("in", "near", a verb of motion before
    "to" or "from"); other towns are always places.
    """
    before = [word.key for word in words[max(0, i - 7) : i]]
    last = before[-1] if before else ""
    if last == "the" and len(before) > 1:
        before.pop()
        last = before[-1]
    if last in _AT or (last == "of" and len(before) > 1 and before[-2] in _NOUNS_OF_PLACE | _AT):
        return True
    if last == "capital" or (last == "of" and before[-2:-1] == ["state"]):
        return True  # "in the capital, Caracas", "the state of Khartoum"
    if last in ("to", "from", "via", "between", "for"):
        if last == "to" and len(before) > 1 and any(word in _SENDING for word in before[:-1]):
            who = words[i - 2] if words[i - 1].key == "to" else words[max(0, i - 3)]
            if who.capital or who.key in _SENT:
                return True  # "sent Kurt Campbell to Honiara", not "sent arms to Kyiv"
        return any(word in _MOTION for word in before[:-1])
    after = words[i + length].key if i + length < len(words) else ""
    if after in _NOUNS_OF_PLACE or (after == "where" and text[words[i + length - 1].end :].startswith(", where")):
        return True
    name = text[words[i].start : words[i + length - 1].end]
    if name.isupper() and len(name) > 4 and i < 2:
        return True  # a dateline
    return bool(i and words[i - 1].capital and text[words[i - 1].end : words[i].start] == ", ")


def find_states(text: str, kit: Kit, names: Sequence[Named] = ()) -> list[tuple[int, str]]:
    """Return where a text speaks of states by name, leaders, adjectives, organs and peoples; capitals among `names`
    are left out, since that they are meant is what is to be found.
    """
    taken = {name.start for name in names}
    found = []
    words = find_words(text)
    i = 0
    while i < len(words):
        entries, length = kit.actors.at(words, i)
        if code := _state_of(entries, words[i].start in taken, kit):
            found.append((words[i].start, code))
        i += max(1, length)
    return found


def _state_of(entries: Sequence[Entry], is_name: bool, kit: Kit) -> str | None:
    """The state that a name in the tables speaks of; a capital that is itself to be placed, "Georgia", and news media
    say none ("(AP)")."""
    if not entries or entries[0].code not in kit.actors.states or entries[0].sector in ("JRN", "MED"):
        return None
    sure = entries[0].kind in ("state", "adjective", "people") and entries[0].code != "GEO"
    return entries[0].code if sure or not is_name else None


def resolve_names(
    text: str, names: Sequence[Named], kit: Kit, url: str | None = None, weights: Sequence[float] = WEIGHTS
) -> list[Candidate | None]:
    """Return the place that each name means, `None` where there is none. `url` tells the publisher's country."""
    return resolve_places(text, names, find_states(text, kit, names), kit.actors, kit.gazetteer, url, weights)


def describe_dispute(found: Candidate, words: str, gazetteer: Gazetteer, setting: str) -> str | None:
    """Return who administers and who claims a contested place, `None` for others.

    `setting` "describe" tells both in words, "administered" only who administers it (codes). A namesake elsewhere
    ("Donetsk" in Russia) is not contested: its country must be one of those that claim or administer the area. A town
    of a contested region has the region's words ("in Luhansk: administered in part by …").
    """
    area = gazetteer.disputed.get(place_key(found.name)) or gazetteer.disputed.get(place_key(words))
    whole = ""
    if area is None and found.admin1 and found.country not in (None, "ISR"):  # whose district is named after Jerusalem
        area, whole = gazetteer.disputed.get(place_key(found.admin1)), f"in {found.admin1}: "
    if area is None or (found.country and found.country not in {*area.claimed, *area.administered}):
        return None
    if found.feature == "PPL" and found.country == "RUS" and "UKR" in area.claimed:
        return None
    return whole + (area.words if setting == "describe" else "administered by " + ", ".join(area.administered))


def to_place(found: Candidate, disputed: str | None = None) -> Place:
    """Return the candidate as the record has it; a spot of which only the country is known has no coordinates."""
    return Place(
        name=found.name,
        geonameid=found.geonameid or None,
        country=found.country,
        admin1=found.admin1,
        lat=None if math.isnan(found.lat) else found.lat,
        lon=None if math.isnan(found.lon) else found.lon,
        feature_code=found.feature,
        disputed=disputed,
    )


_RIVER = re.compile(r" river\b")


def is_of_river(text: str, name: Span) -> bool:
    """Say whether a name is a river's, and not the state's that is called after it: "a boat on the Niger river".

    >>> is_of_river("on the Niger river", Span(start=7, end=12)), is_of_river("in Niger", Span(start=3, end=8))
    (True, False)
    """
    return _RIVER.match(text, name.end) is not None


_THE = re.compile(r"\b[Tt]he $")
_REGION_AFTER = re.compile(
    r"[’']s?\b|[ -](?:states?|provinces?|regions?|districts?|governorates?|departments?|area|authorities)\b"
)


def _as_river(text: str, name: Span, place: Candidate, kit: Kit) -> Candidate:
    """Return the river that a name with an article means, and not the province that is called after it.

    A dam "on the Blue Nile" is in no province of Sudan; "in Blue Nile" and "the Blue Nile state" are.
    """
    if not place.feature.startswith("ADM") or not _THE.search(text, max(0, name.start - 5), name.start):
        return place
    if _REGION_AFTER.match(text, name.end):
        return place
    rivers = (c for c in kit.gazetteer.find(place_key(name.of(text))) if c.feature == "STM")
    return next(rivers, place)


_SITE = re.compile(
    r" (?:(?:international|military|air|naval) )?(?:prison|jail|airport|airfield|base|barracks|refinery|camp|stadium|"
    r"hospital|dam)\b"
)


def _is_of_a_site(text: str, name: Span, place: Candidate) -> bool:
    """Say whether a name is a site's, for which a town or county that bears it is taken.

    "Jau prison", in a post on Bahrain, is not in Jaú in Brazil, nor "El Dorado airport" in a county of that name.
    """
    return place.feature.startswith(("PPL", "ADM2")) and _SITE.match(text, name.end) is not None


def add_places(draft: Draft, kit: Kit) -> Draft:
    """Add places to the mentions that are meant as places."""
    text, mentions = draft.text, draft.record.mentions
    meant, states = [], []
    kinds = ("state", "adjective", "people")
    spoken = {e.code for m in mentions for e in kit.actors.named(m.of(text))[:1] if e.kind in kinds}
    for index, mention in enumerate(mentions):
        entries = kit.actors.named(mention.of(text))
        is_name = _is_union(mention, text, kit) or (
            not is_of_river(text, mention)
            and mention.kind in ("place", "facility")
            and (
                not {entry.kind for entry in entries} & {"capital", "seat"}
                or _is_meant(text, mention)
                or _is_in_its_state(text, mention, entries[0], kit)
                or (entries[0].kind == "capital" and entries[0].code not in spoken and _is_small(entries[0].code, kit))
            )
        )
        if is_name:
            meant.append(index)
        if code := _state_of(entries, is_name, kit):
            states.append((mention.start, code))
    names = [Named(mentions[index].start, mentions[index].end) for index in meant]
    places = resolve_places(text, names, states, kit.actors, kit.gazetteer, draft.article.url)
    found = dict(zip(meant, places, strict=True))
    found |= _namesakes(mentions, found, spoken, text, kit)
    out = []
    for index, mention in enumerate(mentions):
        place = found.get(index)
        place = _as_river(text, mention, place, kit) if place else None
        if place and _is_of_a_site(text, mention, place):
            others = {
                other.country for at, other in found.items() if other and mentions[at].of(text) != mention.of(text)
            }
            place = None if place.feature == "ADM2" or place.country not in spoken | others else place
        if place:
            disputed = describe_dispute(place, mention.of(text), kit.gazetteer, kit.settings.disputed)
            mention = replace(mention, place=to_place(place, disputed))
        out.append(mention)
    return draft.add(mentions=tuple(out))


_NEAR_KM = 80.0
"""How near a namesake of a capital lies to another place of the post, for the post to mean it."""


def _namesakes(
    mentions: Sequence[Mention],
    found: Mapping[int, Candidate | None],
    spoken: Collection[str],
    text: str,
    kit: Kit,
) -> dict[int, Candidate]:
    """Return the small towns that bear a capital's name and are meant by it: "Paris" in a story of Edgar County,
    Illinois.

    Nothing else in the post is of the capital's state, and another of its places, that is neither a state nor a capital
    nor itself a namesake far away, lies near the town. What decides or says something is the state.
    """
    near = [p for p in found.values() if p and not p.feature.startswith(("PCL", "CONT", "ADM1", "PPLC")) and p.country]
    out: dict[int, Candidate] = {}
    for index, mention in enumerate(mentions):
        entry = next(iter(kit.actors.named(mention.of(text))), None)
        if entry is None or entry.kind != "capital" or found.get(index) or entry.code in spoken:
            continue
        if any(p.country == entry.code for p in near) or _DECIDES.match(text, mention.end):
            continue
        towns = [
            town
            for town in kit.gazetteer.find(place_key(mention.of(text)))
            if town.feature == "PPL" and not town.alternate and town.country != entry.code
            and any(p.country == town.country and distance(p.lat, p.lon, town.lat, town.lon) < _NEAR_KM for p in near)
        ]  # fmt: skip
        if towns:
            out[index] = max(towns, key=lambda town: town.population)
    return out


_DECIDES = re.compile(
    r"\s+(?:ha[sd]\s+|will\s+|also\s+)*(?:imposed?|lifted|announced?|accused?|warned|denie[ds]|deny|rejected|dismissed|"
    r"recalled|recogni[sz]ed|sanctioned|condemned|threatened|pledged|vowed|insists?|insisted)\b"
)


def _is_union(mention: Mention, text: str, kit: Kit) -> bool:
    """Whether a body's name is that of a zone on the map too, as a state's is: the European Union."""
    if mention.kind != "organisation":
        return False
    found = kit.gazetteer.find(place_key(mention.of(text)))
    return any(place.feature == "ZN" for place in found)


def _is_small(code: str, kit: Kit) -> bool:
    """Whether a state or territory is so small that its capital's namesakes are meant as often ("Saint-Denis")."""
    state = kit.actors.states.get(code)
    found = kit.gazetteer.find(place_key(state.name)) if state else []
    return any(p.geonameid == state.geonameid and p.population < _SMALL for p in found) if state else False


def _is_in_its_state(text: str, mention: Mention, entry: Entry, kit: Kit) -> bool:
    """Whether a capital's state is told right behind it, as of any town: "Stanley, Falkland Islands"."""
    if entry.kind != "capital":
        return False
    told = holder(text, mention.end, kit.actors, kit.gazetteer, ",")
    return told is not None and told[0] == entry.code


def _is_meant(text: str, mention: Mention) -> bool:
    """Whether a capital's or seat's name is meant as a place, from the words around it; see `is_place`."""
    line = text.rfind("\n", 0, mention.start) + 1
    words = find_words(text, max(line, mention.start - 80), min(len(text), mention.end + 40))
    i = next((k for k, word in enumerate(words) if word.start == mention.start), None)
    return i is not None and is_place(text, words, i, sum(1 for word in words[i : i + 8] if word.end <= mention.end))
