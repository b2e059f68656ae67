"""Words of names, by what they tell of the name's kind, and of what stands beside a name; and which names are towns."""

from __future__ import annotations

from gpulse.knowledge.gazetteer import Candidate, Gazetteer
from gpulse.knowledge.names import Word, place_key

# The last word of a name tells its kind.
ORGANISATION_WORDS = frozenset(
    "ministry party council committee commission company corporation corp inc ltd university college institute "
    "group army navy front agency association union congress parliament senate assembly court bank police force "
    "forces department office bureau times post news press foundation league federation movement authority board "
    "administration service services club church trust center centre society brigade battalion regiment corps "
    "command coalition alliance network organization organisation school hospital airlines airways television "
    "radio journal tribune herald gazette fund secretariat directorate guard militia cartel team fc united "
    "partnership initiative forum".split()
)
PLACE_WORDS = frozenset(
    "county parish province region oblast district governorate river lake sea ocean bay strait gulf island "
    "islands mountains mountain valley city town village township peninsula desert canal harbour harbor state "
    "territory prefecture republic emirate raion borough heights coast border airport".split()
)
FACILITY_WORDS = frozenset(
    "base palace bridge street avenue road square plant port stadium hotel prison building hall tower camp dam".split()
)
SITE_WORDS = FACILITY_WORDS | frozenset(
    "hospital clinic church cathedral mosque temple monastery cemetery library museum theatre theater arena racecourse "
    "centre center mall estate hall campus jail courthouse park armory armoury barracks headquarters complex zone "
    "checkpoint crossing airfield terminal station depot refinery factory shipyard mine dock pier reactor market "
    "boulevard drive tomb shrine".split()
)
"""Last words of sites: a name that ends so is where it lies, if what stands before says where ("at Rogers Centre")."""
SITES_ALONE = FACILITY_WORDS | frozenset(
    "hospital clinic church cathedral mosque temple monastery cemetery library museum theatre theater racecourse mall "
    "estate courthouse jail armory armoury barracks airfield refinery shipyard".split()
)
"""Last words of what the network takes for a name of neither person nor body, that tell a site by themselves."""
OPENERS = frozenset("lake mount cape fort camp".split())
"""First words of names of places: "Camp Lemonnier"."""
SITED = frozenset("at in inside near outside within around into on".split())
INSTITUTION_WORDS = frozenset("school university college hospital church court academy company department".split())
COMPOUNDING = frozenset(
    "new north south east west northern southern eastern western northeast northwest southeast southwest".split()
)
INSIDE_NAME = frozenset("of al bin ibn de la el der van von du da dos and the for".split())
ARTICLES = frozenset("the a an".split())
KINDS_AFTER = frozenset("county counties province provinces district districts region governorate oblast".split())
GENERIC_WORDS = frozenset(
    "downtown uptown midtown highway route room gate lane north south east west center centre park".split()
)
DETERMINERS = frozenset("the a an my your our his her their its this that these those".split())
SMALL_TOWN = 15_000
TOWN = 100_000
"""From so many people on, what the network takes for an organisation is the town's name: mostly its team or council."""
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december i".split()
)
NOT_NAMES = frozenset(
    "the a an this that these those it he she they we you his her their its our my in on at for from of to by "
    "with and but or as if when while after before since although though however meanwhile there here what who "
    "how why where which not no yes all some many most more one two three four five six seven eight nine ten "
    "another other both each every such only also even just still now then later earlier last next first second "
    "third new than so yet because until unless about during among between under over against without within "
    "despite according following according several few much western eastern northern southern north south east "
    "west northeast northwest southeast southwest covid ask asked says said let".split()
)


def is_town(name: str, gazetteer: Gazetteer) -> bool:
    """Say whether a name is that of a town or region of `TOWN` people, and not only another name of one."""
    return any(
        p.population >= TOWN and not p.alternate and p.feature.startswith(("PPL", "ADM1"))
        for p in gazetteer.find(place_key(name))
    )


def place_named(words: list[Word], gazetteer: Gazetteer) -> list[Candidate]:
    """Return the gazetteer's places of these words, most people first, villages and rare alternate names left out."""
    found = [
        place
        for place in gazetteer.find(" ".join(word.key for word in words))
        if place.population >= (2_000_000 if place.alternate and len(words) == 1 else 1_000)
        or place.feature in ("ADM1", "ADM2")
    ]
    return sorted(found, key=lambda place: -place.population)
