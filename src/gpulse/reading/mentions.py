"""Words that name somebody or somewhere: from the tables, the network, titles and capitals.

A name in the tables is found as the longest one that begins at a word; the network finds people, bodies and places that
are in no table, and longer names than the tables' ("Jordan Peterson" is not Jordan). Where there is no network, other
names are runs of capitalised words, told apart by the title before them, their last word and the gazetteer.
`tagged_names` puts the network's right, `agreed_names` lets the namesakes of a post agree.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from gpulse.knowledge.actors import TITLES, Actors, Entry
from gpulse.knowledge.gazetteer import Gazetteer
from gpulse.knowledge.given_names import GivenNames
from gpulse.knowledge.names import Word, find_words, place_key
from gpulse.model.tags import EntityTag
from gpulse.reading.draft import Draft
from gpulse.reading.kit import Kit
from gpulse.reading.language.word_classes import WordClasses
from gpulse.reading.mention.agreed_names import agree
from gpulse.reading.mention.name_words import (
    COMPOUNDING,
    DAYS,
    DETERMINERS,
    FACILITY_WORDS,
    INSIDE_NAME,
    INSTITUTION_WORDS,
    NOT_NAMES,
    OPENERS,
    ORGANISATION_WORDS,
    PLACE_WORDS,
    SITE_WORDS,
    SITED,
    SITES_ALONE,
    SMALL_TOWN,
    TOWN,
    place_named,
)
from gpulse.reading.mention.tagged_names import find_tagged
from gpulse.reading.network import find_datelines
from gpulse.record import Kind, Mention, Sentence

_KIND_OF: dict[str, Kind] = {
    "state": "place", "capital": "place", "adjective": "nationality", "people": "nationality", "seat": "facility",
    "organ": "organisation", "body": "organisation", "group": "organisation", "person": "person",
}  # fmt: skip


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

    Where a report was filed is a place, though its dateline is in no sentence.

    `entities` are the network's; `None` where there is no network, and capitals and tables have to do alone.
    """
    found: list[Mention] = []
    ordered = sorted(entities or (), key=lambda entity: entity.start)
    starts = [entity.start for entity in ordered]
    for sentence in sorted((*find_datelines(text, sentences), *sentences), key=lambda span: span.start):
        words = find_words(text, sentence.start, sentence.end)
        inside = ordered[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        tagged = None if entities is None else find_tagged(text, words, inside, actors, gazetteer, classes)
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
    return tuple(found) if entities is None else agree(found, text, actors, gazetteer, given_names)


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
    if known == 1 and word.key in DAYS and not _title_before(text, words, i):
        return None, 1  # "Friday" is a day before it is Prime Minister Friday
    length, kind = tagged.get(i, (0, "other")) if tagged else (0, "other")
    if i < 2 and word.text.isupper() and (whole := _dateline(text, words, i, max(known, 1), gazetteer)):
        return _named(text, words, i, whole, "place", gazetteer), whole
    if word.key in COMPOUNDING and not known and length < 2 and (whole := _whole_name(text, words, i, gazetteer)):
        return _named(text, words, i, whole, "place", gazetteer), whole
    if length > known or (length and not entries):
        if not entries or kind != "other" or _is_feature(words, i, length, gazetteer):
            return _named(text, words, i, length, kind, gazetteer), length
    elif entries and length:
        return _known(text, words, i, known, entries), known
    if not entries and (not word.capital or word.key in DAYS or word.key in TITLES):
        return None, 1
    run = _run(text, words, i)
    if tagged is not None:  # the network's next name is not swallowed
        run = next((k - i for k in range(i + 1, i + run) if k in tagged), run)
    if entries and known >= run - (1 if i + run <= len(words) and words[i + run - 1].key in PLACE_WORDS else 0):
        return _known(text, words, i, known, entries), known
    if entries and not _swallows(words, i, known, run, entries[0]):
        return _known(text, words, i, known, entries), known
    if word.key in NOT_NAMES:
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
        if len(key) > 3 and any(p.population >= SMALL_TOWN and not p.alternate for p in gazetteer.find(key)):
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
        if any(p.feature == "ADM1" or p.population >= TOWN for p in gazetteer.find(" ".join(w.key for w in part))):
            return length
    return 0


def _named(text: str, words: list[Word], i: int, length: int, kind: Kind, gazetteer: Gazetteer) -> Mention:
    """A name that the network found."""
    start, end = words[i].start, words[i + length - 1].end
    last = words[i + length - 1].key
    built = (kind == "place" and last in FACILITY_WORDS) or (kind == "other" and last in SITES_ALONE)
    if length > 1 and (built or (kind != "person" and last in SITE_WORDS and _is_sited(words, i))):
        kind = "facility"
    elif kind == "other" and ((length > 1 and words[i].key in OPENERS) or _is_feature(words, i, length, gazetteer)):
        kind = "place"
    elif kind == "place" and length > 1 and last in INSTITUTION_WORDS:
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
    while before and (before[-1] in DETERMINERS or before[-1] in ("nearby", "new", "old", "main")):
        before.pop()
    return bool(before) and before[-1] in SITED


def _with_stop(mention: Mention, text: str, gazetteer: Gazetteer) -> Mention:
    """An abbreviated region keeps its full stop ("Mass.")."""
    if text[mention.end : mention.end + 1] == "." and text[mention.start : mention.end + 1] in gazetteer.short:
        return replace(mention, end=mention.end + 1, kind="place")
    if mention.kind == "other" and mention.of(text) in gazetteer.short and "." in mention.of(text):
        return replace(mention, kind="place")
    return mention


def _run(text: str, words: list[Word], i: int) -> int:
    """How many words from `i` form one capitalised name, small words inside allowed."""
    length = 1
    k = i + 1
    while k < len(words) and text[words[k - 1].end : words[k].start] in (" ", "-", " al-", " Al-"):
        if words[k].capital and words[k].key not in DAYS:
            length = k - i + 1
        elif not (
            words[k].key in INSIDE_NAME
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
    return (
        last in ORGANISATION_WORDS
        or last in FACILITY_WORDS
        or (entry.kind in ("state", "capital") and words[i + known].key not in TITLES and known == 1)
    )


def _known(text: str, words: list[Word], i: int, length: int, entries: tuple[Entry, ...]) -> Mention:
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
    if last in ORGANISATION_WORDS:
        return "organisation"
    if last in FACILITY_WORDS and run > 1:
        return "facility"
    if (last in PLACE_WORDS and run > 1) or place_named(part, gazetteer):
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


def add_mentions(draft: Draft, kit: Kit) -> Draft:
    """Add the mentions."""
    entities = draft.tags.entities if draft.tags else None
    found = find_mentions(
        draft.text, draft.record.sentences, kit.actors, kit.gazetteer, entities, kit.word_classes, kit.given_names
    )
    return draft.add(mentions=found)
