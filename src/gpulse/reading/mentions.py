"""Words that name somebody or somewhere: from the tables, the network, titles and capitals.

A name in the tables is found as the longest one that begins at a word; the network finds people, bodies and places that
are in no table, and longer names than the tables' ("Jordan Peterson" is not Jordan). Where there is no network, other
names are runs of capitalised words, told apart by the title before them, their last word and the gazetteer.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

from gpulse.knowledge.actors import TITLES, Actors, Entry
from gpulse.knowledge.gazetteer import Candidate, Gazetteer
from gpulse.knowledge.given_names import GivenNames
from gpulse.knowledge.names import Word, find_words, fold, place_key
from gpulse.model.tags import EntityTag
from gpulse.reading.draft import Draft
from gpulse.reading.kit import Kit
from gpulse.reading.word_classes import WordClasses
from gpulse.record import Kind, Mention, Sentence

_KIND_OF: dict[str, Kind] = {
    "state": "place", "capital": "place", "adjective": "nationality", "people": "nationality", "seat": "facility",
    "organ": "organisation", "body": "organisation", "group": "organisation", "person": "person",
}  # fmt: skip

# The last word of a name tells its kind.
_ORGANISATION_WORDS = frozenset(
    "ministry party council committee commission company corporation corp inc ltd university college institute "
    "group army navy front agency association union congress parliament senate assembly court bank police force "
    "forces department office bureau times post news press foundation league federation movement authority board "
    "administration service services club church trust center centre society brigade battalion regiment corps "
    "command coalition alliance network organization organisation school hospital airlines airways television "
    "radio journal tribune herald gazette fund secretariat directorate guard militia cartel team fc united "
    "partnership initiative forum".split()
)
_PLACE_WORDS = frozenset(
    "county parish province region oblast district governorate river lake sea ocean bay strait gulf island "
    "islands mountains mountain valley city town village township peninsula desert canal harbour harbor state "
    "territory prefecture republic emirate raion borough heights coast border airport".split()
)
_FACILITY_WORDS = frozenset(
    "base palace bridge street avenue road square plant port stadium hotel prison building hall tower camp dam".split()
)
_SITE_WORDS = _FACILITY_WORDS | frozenset(
    "hospital clinic church cathedral mosque temple monastery cemetery library museum theatre theater arena racecourse "
    "centre center mall estate hall campus jail courthouse park armory armoury barracks headquarters complex zone "
    "checkpoint crossing airfield terminal station depot refinery factory shipyard mine dock pier reactor market "
    "boulevard drive tomb shrine".split()
)
"""Last words of sites: a name that ends so is where it lies, if what stands before says where ("at Rogers Centre")."""
_SITES_ALONE = _FACILITY_WORDS | frozenset(
    "hospital clinic church cathedral mosque temple monastery cemetery library museum theatre theater racecourse mall "
    "estate courthouse jail armory armoury barracks airfield refinery shipyard".split()
)
"""Last words of what the network takes for a name of neither person nor body, that tell a site by themselves."""
_OPENERS = frozenset("lake mount cape fort camp".split())
"""First words of names of places: "Camp Lemonnier"."""
_SITED = frozenset("at in inside near outside within around into on".split())
_INSTITUTION_WORDS = frozenset("school university college hospital church court academy company department".split())
_GENERIC_WORDS = frozenset(
    "downtown uptown midtown highway route room gate lane north south east west center centre park".split()
)
_COMPOUNDING = frozenset(
    "new north south east west northern southern eastern western northeast northwest southeast southwest".split()
)
_KINDS_AFTER = frozenset("county counties province provinces district districts region governorate oblast".split())
_INSIDE_NAME = frozenset("of al bin ibn de la el der van von du da dos and the for".split())
_ARTICLES = frozenset("the a an".split())
_DETERMINERS = frozenset("the a an my your our his her their its this that these those".split())
_GENDERS = {
    **dict.fromkeys(("mr", "sir", "lord", "king", "prince"), "m"),
    **dict.fromkeys(("mrs", "ms", "miss", "lady", "queen", "princess"), "f"),
}
_SMALL_TOWN = 15_000
_TOWN = 100_000
"""From so many people on, what the network takes for an organisation is the town's name: mostly its team or council."""
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december i".split()
)
_NOT_NAMES = frozenset(
    "the a an this that these those it he she they we you his her their its our my in on at for from of to by "
    "with and but or as if when while after before since although though however meanwhile there here what who "
    "how why where which not no yes all some many most more one two three four five six seven eight nine ten "
    "another other both each every such only also even just still now then later earlier last next first second "
    "third new than so yet because until unless about during among between under over against without within "
    "despite according following according several few much western eastern northern southern north south east "
    "west northeast northwest southeast southwest covid ask asked says said let".split()
)


def find_mentions(
    text: str,
    sentences: tuple[Sentence, ...],
    actors: Actors,
    gazetteer: Gazetteer,
    entities: Sequence[EntityTag] | None = None,
    classes: WordClasses | None = None,
    given_names: GivenNames | None = None,
) -> tuple[Mention, ...]:
    """Return the names in `text`, in order, without overlap. Spans leave out article and title (`role`).

    `classes` tell common words, which a capital at the head of a sentence does not make part of a name; `given_names`
    tell which of two people of one surname "Mr" or "Mrs" stands before.

    `entities` are the network's; `None` where there is no network, and capitals and tables have to do alone.
    """
    found: list[Mention] = []
    ordered = sorted(entities or (), key=lambda entity: entity.start)
    starts = [entity.start for entity in ordered]
    for sentence in sentences:
        words = find_words(text, sentence.start, sentence.end)
        inside = ordered[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        tagged = None if entities is None else _tagged(text, words, inside, actors, gazetteer)
        if tagged is not None and classes is not None:
            _leave_out_opener(words, tagged, actors, classes)
        i = 0
        lengths, known = actors.lengths, tagged or {}
        while i < len(words):
            if i not in known and words[i].key not in lengths and not words[i].text[0].isupper():
                i += 1  # most words: no name begins here
                continue
            mention, length = _mention_at(text, words, i, actors, gazetteer, tagged)
            if mention:
                found.append(_with_stop(mention, text, gazetteer))
            i += max(1, length)
    return tuple(found) if entities is None else _agree(found, text, actors, gazetteer, given_names)


_KIND_OF_TAG: dict[str, Kind] = {
    "person": "person", "politician": "person", "organisation": "organisation", "politicalparty": "organisation",
    "location": "place", "country": "place", "misc": "other", "election": "other", "event": "other",
}  # fmt: skip


def _tagged(
    text: str,
    words: list[Word],
    entities: Sequence[EntityTag],
    actors: Actors,
    gazetteer: Gazetteer,
) -> dict[int, tuple[int, Kind]]:
    """The network's names of a sentence: index of the first word → number of words, and kind.

    CoNLL's tags come first; those of the politics head are taken where CoNLL has none. Titles before a name, and names
    of days and months, are left out; tags of one kind with only a blank between are one name where a table has it
    ("Great" + "Britain"); of words joined by a hyphen only the first place is kept ("London-based").
    """
    out: dict[int, tuple[int, Kind]] = {}
    taken: set[int] = set()
    for scheme in ("conll", "politics"):
        previous: tuple[int, int, Kind] | None = None
        for entity in entities:
            if entity.scheme != scheme:
                continue
            inside = [k for k, word in enumerate(words) if word.start < entity.end and entity.start < word.end]
            while len(inside) > 1 and (
                words[inside[0]].key in TITLES | _ARTICLES
                or (words[inside[0]].key in _COMPOUNDING and not words[inside[0]].capital)  # "north Atlantic"
            ):
                inside.pop(0)
            kind = _KIND_OF_TAG.get(entity.kind, "other")
            if len(inside) == 2 and words[inside[0]].text in _PARTIES and _hyphened(text, words, inside[0]):
                inside.pop(0)  # "(R-FL)"
            if not inside or taken & set(inside) or words[inside[0]].key in _DAYS:
                continue
            if len(inside) == 1 and (words[inside[0]].key in _NOT_NAMES | TITLES or not words[inside[0]].capital):
                continue
            first, last = inside[0], inside[-1]
            while kind == "place" and _is_joined(text, words, inside[-1], gazetteer):  # "Pont-Sondé"
                inside.append(inside[-1] + 1)
                last = inside[-1]
            if last - first + 1 > 1 and _is_joined(text, words, last - 1, gazetteer):
                out[first] = (last - first + 1, kind)
                taken.update(inside)
                continue
            joint = next((k for k in inside[1:] if text[words[k - 1].end : words[k].start] == "-"), None)
            if (
                joint is not None
                and kind in ("other", "place")
                and not _is_known(words[first : last + 1], actors, gazetteer)
            ):
                part = words[first:joint]
                if part[0].key in _NOT_NAMES:  # "the One-China policy"
                    continue
                if not _is_known(part, actors, gazetteer) or len(part[0].text) == 1:  # "F-16"
                    continue
                last = joint - 1
                kind = "place" if place_named(part, gazetteer) else kind
            if (
                previous
                and previous[2] == kind
                and first == previous[1] + 1
                and text[words[first - 1].end : words[first].start] == " "
                and (kind == "person" or _is_known(words[previous[0] : last + 1], actors, gazetteer))
            ):
                first = previous[0]
            if kind == "person" and first == last and _is_where(text, words, first, gazetteer):
                kind = "place"
            if kind == "place" and last > first and not _is_known(words[first : last + 1], actors, gazetteer):
                if words[first].key in _COMPOUNDING and place_named(words[first + 1 : last + 1], gazetteer):
                    first += 1  # "Northeast Georgia"
                elif (cut := _second_place(words, first, last, gazetteer)) and cut not in out:
                    out[cut] = (last - cut + 1, kind)  # "Maiduguri Borno State"
                    taken.update(inside)
                    last = cut - 1
            if kind == "place":
                last = _with_kind_word(text, words, first, last, gazetteer)
                taken.update(range(first, last + 1))
            if kind == "place" and not _is_believable(text, words, first, last, gazetteer):
                kind = "other"
            out[first] = (last - first + 1, kind)
            previous = first, last, kind
            taken.update(inside)
    return out


_HEAVENLY = frozenset("earth venus mercury mars jupiter saturn uranus neptune pluto moon sun".split())
_NUMBERED = re.compile(r"-\d")
_SITE_AFTER = re.compile(r"['’]s (?:[A-Z]\w+ )*?([A-Z][a-z]+)\b")
_PARTIES = ("R", "D", "I")
"""Letters of parties before a state: "Senator Rubio (R-FL)"."""


def _hyphened(text: str, words: list[Word], k: int) -> bool:
    """Whether a hyphen joins word `k` to the next."""
    return k + 1 < len(words) and text[words[k].end : words[k + 1].start] == "-"


def _is_where(text: str, words: list[Word], k: int, gazetteer: Gazetteer) -> bool:
    """Whether what stands around says that a person's name is a town's: "Miss Abdhou, of Hayes, …", "Barrow county"."""
    if not gazetteer.find(words[k].key):
        return False
    after = words[k + 1].key if k + 1 < len(words) else ""
    if after in _KINDS_AFTER and text[words[k].end : words[k + 1].start] == " ":
        return True
    of = k > 1 and words[k - 1].key == "of" and text[words[k - 2].end : words[k - 1].start] == ", "
    return of and text[words[k].end : words[k].end + 1] == ","


def _with_kind_word(text: str, words: list[Word], first: int, last: int, gazetteer: Gazetteer) -> int:
    """The last word of a place with the word for its kind, where the gazetteer has the two as a name and the network
    left it out ("Orange County").
    """
    after = last + 1
    if after >= len(words) or words[after].key not in _PLACE_WORDS or not words[after].capital:
        return last
    if text[words[last].end : words[after].start] != " " or words[last].key in _PLACE_WORDS:
        return last
    joint = gazetteer.find(" ".join(word.key for word in words[first : after + 1]))
    return after if any(not place.alternate for place in joint) else last


def _second_place(words: list[Word], first: int, last: int, gazetteer: Gazetteer) -> int | None:
    """Where two places stand one after the other, that the network took for one, the second's first word."""
    for cut in range(first + 1, last + 1):
        rest = words[cut : last + 1]
        regions = [p for p in gazetteer.find(" ".join(w.key for w in rest)) if p.feature in ("ADM1", "PCLI")]
        towns = {p.country for p in place_named(words[first:cut], gazetteer) if not p.feature.startswith("PCL")}
        if any(p.country in towns for p in regions):
            return cut
    return None


def _is_joined(text: str, words: list[Word], k: int, gazetteer: Gazetteer) -> bool:
    """Whether a hyphen joins word `k` to a capitalised one that is no place by itself, so that both are one name."""
    if k < 0 or k + 1 >= len(words) or text[words[k].end : words[k + 1].start] != "-":
        return False
    return words[k + 1].capital and not place_named([words[k + 1]], gazetteer)


def _leave_out_opener(
    words: list[Word], tagged: dict[int, tuple[int, Kind]], actors: Actors, classes: WordClasses
) -> None:
    """Take a common word that opens a sentence out of the name after it ("Injecting Clinton", "Rival Mr Lee"), and a
    verb out of the names ("Mark my words": no name stands right before a determiner).
    """
    length, kind = tagged.get(0, (0, "other"))
    if not words or not length:
        return
    if length == 1 and kind != "place" and len(words) > 1 and words[1].text in _DETERMINERS:
        del tagged[0]
        return
    if not classes.is_common(words[0].text) or actors.at(words, 0)[1]:
        return
    rest = words[1:length]
    if length == 1 and kind == "person":
        tagged[0] = (1, "other")
    elif kind == "person" and rest[0].capital and (len(rest) > 1 or actors.at(rest, 0)[1]):
        del tagged[0]
        tagged[1] = (length - 1, kind)


def _is_known(part: Sequence[Word], actors: Actors, gazetteer: Gazetteer) -> bool:
    """Whether a table has exactly these words as a name."""
    key = " ".join(word.key for word in part)
    return key in actors.entries or bool(gazetteer.find(key))


def _is_believable(text: str, words: list[Word], first: int, last: int, gazetteer: Gazetteer) -> bool:
    """Whether the network may be right that this is a place: the gazetteer has it, its last word is one for a place, or
    what stands before says where ("in Umuanunu"). Words for kinds alone ("County Road") are no name, nor are heavenly
    bodies, types of arms ("the Uran-9") and whose a site is, where no large town is called so ("Noble's Hospital").
    """
    part = words[first : last + 1]
    if len(part) == 1 and (part[0].key in _HEAVENLY or _NUMBERED.match(text, part[0].end)):
        return False
    site = _SITE_AFTER.match(text, part[-1].end)
    if site and site.group(1).lower() in _SITE_WORDS and not _is_town(text[part[0].start : part[-1].end], gazetteer):
        return False
    known = gazetteer.find(" ".join(word.key for word in part))
    if len(part) == 1 and sum(c.isupper() for c in part[0].text) > 1 and not _is_headline(text, part[0]):
        short = part[0].text.isupper() and len(part[0].text) <= _ACRONYM  # IBA is no town of Iba, SWIFT no county
        small = ("PPL", "ADM2") if short else ("PPL",)
        known = [p for p in known if p.population >= _TOWN or not p.feature.startswith(small)]
        if not known:
            return False
    if len(part) > 1 and any(not place.feature.startswith("PPL") for place in known):
        return True
    if all(word.key in _PLACE_WORDS | _FACILITY_WORDS | _GENERIC_WORDS or word.text.islower() for word in part):
        return False
    if known or (len(part) > 1 and part[-1].key in _PLACE_WORDS):
        return True
    before = words[first - 1].key if first else ""
    return before in ("in", "at", "near", "from", "to", "of", "around", "outside")


def _is_headline(text: str, word: Word) -> bool:
    """Whether what stands right before or after a word in capitals is in capitals too, or it opens its line."""
    line = text.rfind("\n", 0, word.start) + 1
    around = (text[line : word.start].split() or [""])[-1:] + text[word.end :].lstrip(" ,.").split(None, 1)[:1]
    return not text[line : word.start].strip() or any(w.isupper() and len(w) > 3 for w in around)


def _mention_at(
    text: str,
    words: list[Word],
    i: int,
    actors: Actors,
    gazetteer: Gazetteer,
    tagged: dict[int, tuple[int, Kind]] | None,
) -> tuple[Mention | None, int]:
    entries, known = actors.at(words, i)
    word = words[i]
    if known == 1 and word.key in _DAYS and not _title_before(text, words, i):
        return None, 1  # "Friday" is a day before it is Prime Minister Friday
    length, kind = tagged.get(i, (0, "other")) if tagged else (0, "other")
    if i < 2 and word.text.isupper() and (whole := _dateline(text, words, i, max(known, 1), gazetteer)):
        return _named(text, words, i, whole, "place", gazetteer), whole
    if word.key in _COMPOUNDING and not known and length < 2 and (whole := _whole_name(text, words, i, gazetteer)):
        return _named(text, words, i, whole, "place", gazetteer), whole
    if length > known or (length and not entries):
        if not entries or kind != "other" or _is_feature(words, i, length, gazetteer):
            return _named(text, words, i, length, kind, gazetteer), length
    elif entries and length:
        return _known(text, words, i, known, entries, actors), known
    if not entries and (not word.capital or word.key in _DAYS or word.key in TITLES):
        return None, 1
    run = _run(text, words, i)
    if tagged is not None:  # the network's next name is not swallowed
        run = next((k - i for k in range(i + 1, i + run) if k in tagged), run)
    if entries and known >= run - (1 if i + run <= len(words) and words[i + run - 1].key in _PLACE_WORDS else 0):
        return _known(text, words, i, known, entries, actors), known
    if entries and not _swallows(words, i, known, run, entries[0]):
        return _known(text, words, i, known, entries, actors), known
    if word.key in _NOT_NAMES:
        return None, 1
    if i == 0 and run == 1 and not entries and (tagged is not None or not place_named([word], gazetteer)):
        return None, 1
    mention = _unknown(text, words, i, run, gazetteer)
    if tagged is not None and mention.kind in ("person", "place") and not mention.role:
        mention = replace(mention, kind="other")  # the network saw no name here
    return mention, run


def _dateline(text: str, words: list[Word], i: int, least: int, gazetteer: Gazetteer) -> int:
    """How many words in capitals from `i`, which opens a line, are the name of a town ("SAN ANTONIO Turner Sports …"),
    0 where none are, or where the whole line is in capitals.
    """
    line = text.rfind("\n", 0, words[i].start) + 1
    if text[line : words[i].start].lower().strip() not in ("", "a", "an", "the"):
        return 0
    upper = 0
    while i + upper < len(words) and words[i + upper].text.isupper():
        upper += 1
    if upper > 5 or i + upper >= len(words):
        return 0
    for length in range(min(4, upper), least - 1, -1):
        key = place_key(" ".join(w.text for w in words[i : i + length]))
        if len(key) > 3 and any(p.population >= _SMALL_TOWN and not p.alternate for p in gazetteer.find(key)):
            return length
    return 0


def _whole_name(text: str, words: list[Word], i: int, gazetteer: Gazetteer) -> int:
    """How many words from `i` are the name of a region or a large town that begins with "New", "North" …, 0 if none: so
    that what follows is not taken for a name by itself ("Carolina", "York").
    """
    for length in (3, 2):
        part = words[i : i + length]
        if len(part) < length or not all(word.capital for word in part):
            continue
        if any(text[part[k].end : part[k + 1].start] != " " for k in range(length - 1)):
            continue
        if any(p.feature == "ADM1" or p.population >= _TOWN for p in gazetteer.find(" ".join(w.key for w in part))):
            return length
    return 0


def _named(text: str, words: list[Word], i: int, length: int, kind: Kind, gazetteer: Gazetteer) -> Mention:
    """A name that the network found."""
    start, end = words[i].start, words[i + length - 1].end
    last = words[i + length - 1].key
    built = (kind == "place" and last in _FACILITY_WORDS) or (kind == "other" and last in _SITES_ALONE)
    if length > 1 and (built or (kind != "person" and last in _SITE_WORDS and _is_sited(words, i))):
        kind = "facility"
    elif kind == "other" and ((length > 1 and words[i].key in _OPENERS) or _is_feature(words, i, length, gazetteer)):
        kind = "place"
    elif kind == "place" and length > 1 and last in _INSTITUTION_WORDS:
        kind = "organisation"
    role = _title_before(text, words, i) if kind == "person" else None
    return Mention(start=start, end=end, kind=kind, name=re.sub(r"\s+", " ", text[start:end]), role=role)


def _is_feature(words: list[Word], i: int, length: int, gazetteer: Gazetteer) -> bool:
    """Whether a name that the network takes for something else is that of a water, quarter, site …: of more words than
    one, or after a word for where ("inside Anfield").
    """
    if length == 1 and not _is_sited(words, i):
        return False
    found = gazetteer.find(place_key(" ".join(word.text for word in words[i : i + length])))
    return any(not p.alternate and p.feature not in ("PPL", "PPLC", "ADM1", "ADM2", "PCLI") for p in found)


def _is_sited(words: list[Word], i: int) -> bool:
    """Whether a word for where stands before word `i`, but for an article and one more word ("in the nearby")."""
    before = [word.key for word in words[max(0, i - 3) : i]]
    while before and before[-1] in _DETERMINERS | {"nearby", "new", "old", "main"}:
        before.pop()
    return bool(before) and before[-1] in _SITED


def _with_stop(mention: Mention, text: str, gazetteer: Gazetteer) -> Mention:
    """An abbreviated region keeps its full stop ("Mass.")."""
    if text[mention.end : mention.end + 1] == "." and text[mention.start : mention.end + 1] in gazetteer.short:
        return replace(mention, end=mention.end + 1, kind="place")
    if mention.kind == "other" and mention.of(text) in gazetteer.short and "." in mention.of(text):
        return replace(mention, kind="place")
    return mention


def _agree(
    found: list[Mention], text: str, actors: Actors, gazetteer: Gazetteer, given_names: GivenNames | None
) -> tuple[Mention, ...]:
    """Let a post's namesakes agree: a surname is the person's whose full name stands elsewhere; a name that is a place
    more often than not is one everywhere, and so is that of a large town which the network takes for a team or firm.
    """
    people = [m for m in found if m.kind == "person" and " " in m.of(text)]
    times = Counter(m.of(text) for m in people)  # of namesakes, the one named in full most often, then first
    surnames: dict[str, list[Mention]] = defaultdict(list)
    for mention in sorted(people, key=lambda m: -times[m.of(text)]):
        surnames[mention.of(text).split()[-1]].append(mention)
    spoken = {e.code for m in found for e in actors.named(m.of(text))[:1] if e.code in actors.states}
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in found:
        votes[mention.of(text)][mention.kind] += 1
    out = []
    for mention in found:
        name = mention.of(text)
        known = {entry.kind for entry in actors.named(name)}
        count = votes[name]
        if (
            name in surnames
            and not known & {"state", "capital", "seat", "body"}
            and not count["place"] > count["person"] + sum(times[m.of(text)] > 0 for m in surnames[name])
            and not (
                count["place"] > count["person"] and _WHERE.search(text, max(0, mention.start - 12), mention.start)
            )
        ):
            full = _bearer(mention, surnames[name], times, text, given_names)
            mention = replace(mention, kind="person", name=full.name if full else name)
        elif (
            mention.kind in ("organisation", "other", "person")
            and not known
            and not mention.role
            and (
                count["place"] >= max(1, count[mention.kind])
                or (mention.kind == "organisation" and not name.isupper() and _is_town(name, gazetteer))
            )
        ) or (
            mention.kind == "person"
            and not known
            and not mention.role
            and _is_theirs(name, spoken, gazetteer)
            and not (given_names is not None and given_names.gender(name))
        ):
            mention = replace(mention, kind="place")
        out.append(mention)
    return tuple(out)


_BEARERS = 3
_ENGLISH = frozenset("USA GBR CAN AUS NZL IRL".split())
"""States whose towns bear many surnames of the news: Rogers, Keller, Bush."""
_ACRONYM = 5


def _is_theirs(name: str, spoken: Collection[str], gazetteer: Gazetteer) -> bool:
    """Whether a word that the network takes for a person's name is a rare one of a place, and of a state that the post
    speaks of: "Lethem and Mabaruma were calm", in Guyana.
    """
    if " " in name:
        return False
    found = [p for p in gazetteer.find(place_key(name)) if not p.alternate or p.feature == "ADM1"]
    return 0 < len(found) <= _BEARERS and all(p.country in spoken and p.country not in _ENGLISH for p in found)


_WHERE = re.compile(r"\b(?:in|at|near|outside|around|from) $")


def _bearer(
    mention: Mention, full: list[Mention], times: Counter[str], text: str, given_names: GivenNames | None
) -> Mention | None:
    """Which of those whose full names end in a surname it stands for: of those that its title allows the one named in
    full most often, and of equals the first of the last sentence that names one of them.
    """
    gender = next((g for word, g in _GENDERS.items() if word in fold(mention.role or "").split()), "")
    if gender and given_names is not None:
        full = [m for m in full if given_names.gender(m.name) in (gender, "")]
    most = sorted((m for m in full if times[m.of(text)] == times[full[0].of(text)]), key=lambda m: m.start)
    before = [m for m in most if m.start < mention.start]
    if not before:
        return most[0] if most else None
    last = before[-1].start
    sentence = max(text.rfind(". ", 0, last), text.rfind("\n", 0, last))
    return next(m for m in before if m.start > sentence)


def _is_town(name: str, gazetteer: Gazetteer) -> bool:
    return any(
        p.population >= _TOWN and not p.alternate and p.feature.startswith(("PPL", "ADM1"))
        for p in gazetteer.find(place_key(name))
    )


def _run(text: str, words: list[Word], i: int) -> int:
    """How many words from `i` form one capitalised name, small words inside allowed."""
    length = 1
    k = i + 1
    while k < len(words) and text[words[k - 1].end : words[k].start] in (" ", "-", " al-", " Al-"):
        if words[k].capital and words[k].key not in _DAYS:
            length = k - i + 1
        elif not (
            words[k].key in _INSIDE_NAME
            and words[k].key not in ("and", "the", "for")
            and k + 1 < len(words)
            and words[k + 1].capital
        ):
            break
        k += 1
    return length


def _swallows(words: list[Word], i: int, known: int, run: int, entry: Entry) -> bool:
    """Whether a longer run is another name than the one it begins with ("Jordan Peterson")."""
    if entry.kind not in ("state", "capital", "adjective", "people"):
        return False
    last = words[i + run - 1].key
    return last in _ORGANISATION_WORDS | _FACILITY_WORDS or (
        entry.kind in ("state", "capital") and words[i + known].key not in TITLES and known == 1
    )


def _known(text: str, words: list[Word], i: int, length: int, entries: tuple[Entry, ...], actors: Actors) -> Mention:
    kinds = {entry.kind for entry in entries}
    entry = next((e for e in entries if e.kind == "state"), entries[0])
    start, end = words[i].start, words[i + length - 1].end
    role = _title_before(text, words, i) if "person" in kinds else None
    return Mention(start=start, end=end, kind=_KIND_OF[entry.kind], name=entry.name, role=role)


def _unknown(text: str, words: list[Word], i: int, run: int, gazetteer: Gazetteer) -> Mention:
    part = words[i : i + run]
    start, end = part[0].start, part[-1].end
    name = re.sub(r"\s+", " ", text[start:end])
    role = _title_before(text, words, i)
    return Mention(start=start, end=end, kind=_kind_of_run(part, role, gazetteer), name=name, role=role)


def _kind_of_run(part: list[Word], role: str | None, gazetteer: Gazetteer) -> Kind:
    """Tell the kind of a name in no table: by the title before it, by its last word, the gazetteer, its length."""
    last, run = part[-1].key, len(part)
    if role:
        return "person"
    if last in _ORGANISATION_WORDS:
        return "organisation"
    if last in _FACILITY_WORDS and run > 1:
        return "facility"
    if (last in _PLACE_WORDS and run > 1) or place_named(part, gazetteer):
        return "place"
    if run in (2, 3, 4) and not part[0].text.isupper():
        return "person"
    return "organisation" if part[0].text.isupper() else "other"


def _title_before(text: str, words: list[Word], i: int) -> str | None:
    """The title right before word `i` with the words that belong to it ("Pentagon spokesperson", "President")."""
    k = i
    while k and words[k - 1].key in TITLES and text[words[k - 1].end : words[k].start] in (" ", ". ", "-"):
        k -= 1
    return text[words[k].start : words[i - 1].end] if k < i else None


def place_named(words: list[Word], gazetteer: Gazetteer) -> list[Candidate]:
    """Return the gazetteer's places of these words, most people first, villages and rare alternate names left out."""
    found = [
        place
        for place in gazetteer.find(" ".join(word.key for word in words))
        if place.population >= (2_000_000 if place.alternate and len(words) == 1 else 1_000)
        or place.feature in ("ADM1", "ADM2")
    ]
    return sorted(found, key=lambda place: -place.population)


def add_mentions(draft: Draft, kit: Kit) -> Draft:
    """Add the mentions."""
    entities = draft.tags.entities if draft.tags else None
    found = find_mentions(
        draft.text, draft.record.sentences, kit.actors, kit.gazetteer, entities, kit.word_classes, kit.given_names
    )
    return draft.add(mentions=found)
