"""Namesakes of a post agree: "Lee" is a person where "Rival Lee Myung" stands, and a town is one everywhere."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

from gpulse.knowledge.actors import Actors
from gpulse.knowledge.gazetteer import Gazetteer
from gpulse.knowledge.given_names import GivenNames
from gpulse.knowledge.names import fold, place_key
from gpulse.reading.mention.name_words import is_town
from gpulse.record import Kind, Mention

_GENDERS = {
    **dict.fromkeys(("mr", "sir", "lord", "king", "prince"), "m"),
    **dict.fromkeys(("mrs", "ms", "miss", "lady", "queen", "princess"), "f"),
}


def agree(
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
    votes: dict[str, Counter[Kind]] = defaultdict(Counter)
    for mention in found:
        votes[mention.of(text)][mention.kind] += 1
    out = []
    for mention in found:
        name, count = mention.of(text), votes[mention.of(text)]
        known = {entry.kind for entry in actors.named(name)}
        bearers = surnames.get(name, [])
        if (
            bearers
            and not known & {"state", "capital", "seat", "body"}
            and not _is_place_here(mention, text, count, bearers)
        ):
            full = _bearer(mention, bearers, times, text, given_names)
            mention = replace(mention, kind="person", name=full.name if full else name)
        elif (
            mention.kind in ("organisation", "other", "person")
            and not known
            and not mention.role
            and _is_place_elsewhere(mention, name, count, spoken, gazetteer, given_names)
        ):
            mention = replace(mention, kind="place")
        out.append(mention)
    return tuple(replace(m, kind="place") if _is_listed_with_one(m, out, text, actors, gazetteer) else m for m in out)


def _is_place_here(mention: Mention, text: str, count: Counter[Kind], bearers: Sequence[Mention]) -> bool:
    """Whether a surname of these bearers is a place more often than theirs, or than a person and after "in" here."""
    where = _WHERE.search(text, max(0, mention.start - 12), mention.start)
    return count["place"] > count["person"] + (0 if where else len(bearers))


def _is_place_elsewhere(
    mention: Mention,
    name: str,
    count: Counter[Kind],
    spoken: Collection[str],
    gazetteer: Gazetteer,
    given_names: GivenNames | None,
) -> bool:
    """Whether a name that stands for no place here is one: mostly so in the post, a large town's, or a rare place's of
    a state that the post speaks of (`spoken`).
    """
    if count["place"] >= max(1, count[mention.kind]):
        return True
    if mention.kind == "organisation":
        return not name.isupper() and is_town(name, gazetteer)
    if mention.kind != "person" or not _is_theirs(name, spoken, gazetteer):
        return False
    return given_names is None or not given_names.gender(name)


_BEARERS = 3
_ENGLISH = frozenset("USA GBR CAN AUS NZL IRL".split())
"""States whose towns bear many surnames of the news: Rogers, Keller, Bush."""


def _is_theirs(name: str, spoken: Collection[str], gazetteer: Gazetteer) -> bool:
    """Whether a word that the network takes for a person's name is a rare one of a place, and of a state that the post
    speaks of: "Lethem and Mabaruma were calm", in Guyana.
    """
    if " " in name:
        return False
    found = [p for p in gazetteer.find(place_key(name)) if not p.alternate or p.feature == "ADM1"]
    return 0 < len(found) <= _BEARERS and all(p.country in spoken and p.country not in _ENGLISH for p in found)


_LISTED = re.compile(r",? (?:and|or) |, ")


def _is_listed_with_one(
    mention: Mention, found: Sequence[Mention], text: str, actors: Actors, gazetteer: Gazetteer
) -> bool:
    """Whether a word that the network takes for a person's name stands in a list with a place, and a place of its name
    is in that one's country: "shelled Tokmak and Orikhiv".
    """
    name = mention.of(text)
    if (
        mention.kind != "person"
        or mention.role
        or mention.name not in (None, name)
        or " " in name
        or actors.named(name)
    ):
        return False
    own = _countries_of(mention.of(text), gazetteer) - _ENGLISH
    beside = (
        m
        for m in found
        if m.kind == "place"
        and (_LISTED.fullmatch(text, m.end, mention.start) or _LISTED.fullmatch(text, mention.end, m.start))
    )
    return bool(own) and any(own & _countries_of(m.of(text), gazetteer) for m in beside)


def _countries_of(name: str, gazetteer: Gazetteer) -> set[str | None]:
    return {p.country for p in gazetteer.find(place_key(name)) if not p.alternate and p.country}


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
