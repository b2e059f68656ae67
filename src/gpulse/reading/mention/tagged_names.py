"""The network's names of a sentence, fitted to its words: what it cut short, joined or took wrongly is put right."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from gpulse.knowledge.actors import TITLES, Actors
from gpulse.knowledge.gazetteer import Gazetteer
from gpulse.knowledge.names import Word
from gpulse.model.tags import EntityTag
from gpulse.reading.language.word_classes import WordClasses
from gpulse.reading.mention.name_words import (
    ARTICLES,
    COMPOUNDING,
    DAYS,
    DETERMINERS,
    FACILITY_WORDS,
    GENERIC_WORDS,
    KINDS_AFTER,
    NOT_NAMES,
    PLACE_WORDS,
    SITE_WORDS,
    TOWN,
    is_town,
    place_named,
)
from gpulse.record import Kind

_KIND_OF_TAG: dict[str, Kind] = {
    "person": "person", "politician": "person", "organisation": "organisation", "politicalparty": "organisation",
    "location": "place", "country": "place", "misc": "other", "election": "other", "event": "other",
}  # fmt: skip
_START, _END = attrgetter("start"), attrgetter("end")


def find_tagged(
    text: str,
    words: list[Word],
    entities: Sequence[EntityTag],
    actors: Actors,
    gazetteer: Gazetteer,
    classes: WordClasses | None = None,
) -> dict[int, tuple[int, Kind]]:
    """Return the network's names of a sentence: index of the first word → number of words, and kind.

    CoNLL's tags come first; those of the politics head are taken where CoNLL has none. Titles before a name, and names
    of days and months, are left out, and so are common words that open the sentence, if `classes` tell them; tags of
    one kind with only a blank between are one name where a table has it ("Great" + "Britain"); of words joined by a
    hyphen only the first place is kept ("London-based").
    """
    out: dict[int, tuple[int, Kind]] = {}
    taken: set[int] = set()
    for scheme in ("conll", "politics"):
        previous: tuple[int, int, Kind] | None = None
        for entity in entities:
            inside = _own_words(text, words, entity) if entity.scheme == scheme else []
            if not inside or taken & set(inside):
                continue
            kind = _KIND_OF_TAG.get(entity.kind, "other")
            first, last = inside[0], inside[-1]
            while kind == "place" and _is_joined(text, words, last, gazetteer):  # "Pont-Sondé"
                last += 1
                inside.append(last)
            if last > first and _is_joined(text, words, last - 1, gazetteer):
                out[first] = (last - first + 1, kind)
                taken.update(inside)
                continue
            joint = next((k for k in inside[1:] if text[words[k - 1].end : words[k].start] == "-"), None)
            hyphened = joint is not None and kind in ("other", "place")
            if hyphened and not _is_known(words[first : last + 1], actors, gazetteer):
                part = words[first:joint]
                article = len(part) == 1 and part[0].text in _ARABIC_ARTICLES  # "Al-Shati Palace"
                nameless = part[0].key in NOT_NAMES or len(part[0].text) == 1 or article  # "One-China policy", "F-16"
                if nameless or not _is_known(part, actors, gazetteer):
                    continue
                last = first + len(part) - 1
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
            if kind == "place":
                if last > first and not _is_known(words[first : last + 1], actors, gazetteer):
                    if words[first].key in COMPOUNDING and place_named(words[first + 1 : last + 1], gazetteer):
                        first += 1  # "Northeast Georgia"
                    elif (cut := _second_place(words, first, last, gazetteer)) and cut not in out:
                        out[cut] = (last - cut + 1, kind)  # "Maiduguri Borno State"
                        last = cut - 1
                last = _with_kind_word(text, words, first, last, gazetteer)
                taken.update(range(first, last + 1))
                kind = "place" if _is_believable(text, words, first, last, gazetteer) else "other"
            out[first] = (last - first + 1, kind)
            previous = first, last, kind
            taken.update(inside)
    if classes is not None:
        _leave_out_opener(words, out, actors, classes)
    return out


def _own_words(text: str, words: list[Word], entity: EntityTag) -> list[int]:
    """The words of a tag that are of its name: titles, articles, "north" and a party before it are not; none where it
    is a day's name or a word that is no name.
    """
    first = bisect_right(words, entity.start, key=_END)
    inside = list(range(first, bisect_left(words, entity.end, first, key=_START)))
    while len(inside) > 1 and (
        words[inside[0]].key in TITLES
        or words[inside[0]].key in ARTICLES
        or (words[inside[0]].key in COMPOUNDING and not words[inside[0]].capital)  # "north Atlantic"
    ):
        inside.pop(0)
    if len(inside) == 2 and words[inside[0]].text in _PARTIES and _hyphened(text, words, inside[0]):
        inside.pop(0)  # "(R-FL)"
    if not inside or words[inside[0]].key in DAYS:
        return []
    alone = words[inside[0]]
    if len(inside) == 1 and (alone.key in NOT_NAMES or alone.key in TITLES or not alone.capital):
        return []
    return inside


_ARABIC_ARTICLES = frozenset("Al El Ad An Ar As At Az Ash Ed".split())
"""The article before an Arabic name, by the consonant that follows it; a hyphen joins it to the name."""
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
    if after in KINDS_AFTER and text[words[k].end : words[k + 1].start] == " ":
        return True
    of = k > 1 and words[k - 1].key == "of" and text[words[k - 2].end : words[k - 1].start] == ", "
    return of and text[words[k].end : words[k].end + 1] == ","


def _with_kind_word(text: str, words: list[Word], first: int, last: int, gazetteer: Gazetteer) -> int:
    """The last word of a place with the word for its kind, where the gazetteer has the two as a name and the network
    left it out ("Orange County").
    """
    after = last + 1
    if after >= len(words) or words[after].key not in PLACE_WORDS or not words[after].capital:
        return last
    if text[words[last].end : words[after].start] != " " or words[last].key in PLACE_WORDS:
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
    if length == 1 and kind != "place" and len(words) > 1 and words[1].text in DETERMINERS:
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
    if site and site.group(1).lower() in SITE_WORDS and not is_town(text[part[0].start : part[-1].end], gazetteer):
        return False
    known = gazetteer.find(" ".join(word.key for word in part))
    if len(part) == 1 and sum(c.isupper() for c in part[0].text) > 1 and not _is_headline(text, part[0]):
        short = part[0].text.isupper() and len(part[0].text) <= _ACRONYM  # IBA is no town of Iba, SWIFT no county
        small = ("PPL", "ADM2") if short else ("PPL",)
        known = [p for p in known if p.population >= TOWN or not p.feature.startswith(small)]
        if not known:
            return False
    if len(part) > 1 and any(not place.feature.startswith("PPL") for place in known):
        return True
    if all(
        word.text.islower() or any(word.key in known for known in (PLACE_WORDS, FACILITY_WORDS, GENERIC_WORDS))
        for word in part
    ):
        return False
    if known or (len(part) > 1 and part[-1].key in PLACE_WORDS):
        return True
    before = words[first - 1].key if first else ""
    return before in ("in", "at", "near", "from", "to", "of", "around", "outside")


def _is_headline(text: str, word: Word) -> bool:
    """Whether what stands right before or after a word in capitals is in capitals too, or it opens its line."""
    line = text.rfind("\n", 0, word.start) + 1
    around = (text[line : word.start].split() or [""])[-1:] + text[word.end :].lstrip(" ,.").split(None, 1)[:1]
    return not text[line : word.start].strip() or any(w.isupper() and len(w) > 3 for w in around)


_ACRONYM = 5
