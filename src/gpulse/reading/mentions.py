"""Words that name somebody or somewhere: from the tables, and from titles, capitals and the words around them.

`find_mentions` needs no network. A name in the tables is found as the longest one that begins at a word; other names
are runs of capitalised words, told apart by the title before them, the kind of their last word and the gazetteer.
"""

from __future__ import annotations

import re

from gpulse.knowledge.actors import TITLES, Actors, Entry
from gpulse.knowledge.gazetteer import Candidate, Gazetteer
from gpulse.knowledge.names import Word, find_words
from gpulse.reading.draft import Draft
from gpulse.reading.kit import Kit
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
_INSIDE_NAME = frozenset("of al bin ibn de la el der van von du da dos and the for".split())
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
    "west covid ask asked says said let".split()
)


def find_mentions(
    text: str, sentences: tuple[Sentence, ...], actors: Actors, gazetteer: Gazetteer
) -> tuple[Mention, ...]:
    """Return the names in `text`, in order, without overlap. Spans leave out article and title (`role`)."""
    found: list[Mention] = []
    for sentence in sentences:
        words = find_words(text, sentence.start, sentence.end)
        i = 0
        while i < len(words):
            mention, length = _mention_at(text, words, i, actors, gazetteer)
            if mention:
                found.append(mention)
            i += max(1, length)
    return tuple(found)


def _mention_at(
    text: str, words: list[Word], i: int, actors: Actors, gazetteer: Gazetteer
) -> tuple[Mention | None, int]:
    entries, known = actors.at(words, i)
    word = words[i]
    if known == 1 and word.key in _DAYS and not _title_before(text, words, i):
        return None, 1  # "Friday" is a day before it is Prime Minister Friday
    if not entries and (not word.capital or word.key in _DAYS or word.key in TITLES):
        return None, 1
    run = _run(text, words, i)
    if entries and known >= run - (1 if i + run <= len(words) and words[i + run - 1].key in _PLACE_WORDS else 0):
        return _known(text, words, i, known, entries, actors), known
    if entries and not _swallows(words, i, known, run, entries[0]):
        return _known(text, words, i, known, entries, actors), known
    if word.key in _NOT_NAMES:
        return None, 1
    if i == 0 and run == 1 and not entries and not place_named([word], gazetteer):
        return None, 1
    return _unknown(text, words, i, run, gazetteer), run


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
    return draft.add(mentions=find_mentions(draft.text, draft.record.sentences, kit.actors, kit.gazetteer))
