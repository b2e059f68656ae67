"""Who is who: states, seats of power, bodies, armed groups, office-holders and words for those who act.

Tables are tab-separated text in `tables/`, built by the scripts in knowledge/ with a source on each row.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Literal, NamedTuple

from gpulse.knowledge.given_names import load_given_names
from gpulse.knowledge.names import Word, fold, key_of
from gpulse.knowledge.rows import load_rows

TITLES = frozenset(
    "president premier minister chancellor king queen prince secretary senator general colonel admiral governor "
    "mayor chairman chairwoman speaker ambassador envoy spokesman spokeswoman spokesperson leader chief director "
    "commissioner pope sheikh ayatollah emir sultan mr mrs ms dr sir lord lady judge justice representative rep "
    "sen gov gen lt col maj capt captain major lieutenant commander sergeant adm brig congressman congresswoman "
    "deputy vice prime foreign defence defense official analyst professor prof crown princess dictator lawmaker "
    "warlord commandant imam mullah bishop archbishop cardinal rabbi reverend rev father sister sheriff detective "
    "officer attorney coach".split()
)
EntryKind = Literal["state", "adjective", "people", "capital", "seat", "organ", "body", "group", "person"]

SHARED_ORGANS = frozenset(
    "congress|senate|house of representatives|house of commons|national guard|marine corps|joint chiefs of staff|"
    "secret service|border patrol|state department|department of state|justice department|department of justice|"
    "treasury|treasury department|department of the treasury|department of defense|defense department|"
    "department of commerce|commerce department|department of energy|energy department|department of labor|"
    "labor department|education department|department of homeland security|homeland security|national security council|"
    "food and drug administration|fda|environmental protection agency|epa|securities and exchange commission|cdc|nsc|"
    "central intelligence agency|democratic party|republican party|democrats|republicans|democrat|republican|gop|"
    "conservative party|labour party|labour|tories|home office|foreign office|cabinet office|mod|politburo|"
    "national intelligence service|nis|investigative committee|federal assembly|federation council|guardian council|"
    "supreme national security council|sovereign council|liberal democratic party|state council".split("|")
)
"""Names that organs and parties of several states have, by their keys; `seats.tsv` gives each to the state of which the
news tells most, so a post that speaks of other states alone means another. From general knowledge of governments."""

_SEAT_KINDS: dict[str, EntryKind] = {"seat": "seat", "organ": "organ", "capital": "capital"}


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name stands for. `start` and `end`: the days of an office, or of a group's standing; empty where open."""

    kind: EntryKind
    code: str
    sector: str
    name: str
    role: str = ""
    start: str = ""
    end: str = ""
    source: str = ""
    home: str = ""

    def holds_on(self, day: str | None) -> bool:
        """Say whether the row is in force on `day` (ISO 8601, a month or a year will do); unknown days count as yes."""
        return day is None or ((not self.start or self.start <= day) and (not self.end or day <= self.end))


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory."""

    iso3: str
    name: str
    geonameid: int | None
    capital: str
    lat: float
    lon: float
    borders: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Actors:
    """The tables, by key. `spelled` holds abbreviations, which count only as they are written ("US", not "us").

    `people` has rows as they stand in the file, parted by "|" and read when they are looked up; a surname alone is
    marked by "~".
    `offices` says of an office or organ that not all states have which have it, or (False) which have it not.
    `shared` are those surnames that people of several states, or many people, have. `endings` are those of addresses
    ("de" → DEU), `squeezed` names and adjectives of states as addresses write them ("southkorean").
    """

    states: Mapping[str, State]
    entries: Mapping[str, tuple[Entry, ...]]
    spelled: Mapping[str, tuple[Entry, ...]]
    lengths: Mapping[str, int]
    agents: Mapping[str, str]
    members: Mapping[str, tuple[str, ...]]
    people: Mapping[str, str]
    shared: frozenset[str] = frozenset()
    endings: Mapping[str, str] = field(default_factory=dict)
    squeezed: Mapping[str, str] = field(default_factory=dict)
    offices: Mapping[str, tuple[bool, frozenset[str]]] = field(default_factory=dict)

    def may_have(self, words: str, code: str) -> bool:
        """Say whether a state may have the office or organ that some words name: no king is Kenya's.

        >>> load_actors().may_have("the king", "JOR"), load_actors().may_have("the prime minister", "USA")
        (True, False)
        """
        return all(
            (code in codes) is has for office, (has, codes) in self.offices.items() if f" {office} " in f" {words} "
        )

    def at(self, words: Sequence[Word], i: int) -> tuple[tuple[Entry, ...], int]:
        """Return entries of the longest name that begins with word `i`, and its length in words; `(), 0` if none."""
        word = words[i]
        longest = min(self.lengths.get(word.key, 0), len(words) - i)
        if not longest and not word.capital:
            return (), 0
        if word.key == "the" and i + 1 < len(words) and not words[i + 1].capital:
            return (), 0  # "The bottom line" says nothing of a capital of that name
        first = 0  # a name has a capital somewhere
        if longest and not word.capital:
            first = next((k for k in range(1, longest) if words[i + k].capital), longest)
        for length in range(longest, first, -1):
            if length == 1 and (found := self.spelled.get(word.text.replace(".", ""))):
                return found, 1
            key = " ".join([w.key for w in words[i : i + length]]) if length > 1 else word.key
            found = self.entries.get(key) or (self._person(key) if key in self.people else ())
            if found and not (found[0].kind == "group" and length > 2 and words[i + length - 1].text.islower()):
                return found, length  # "we will win" is no group, whatever one is called
        if (surname := "~" + word.key) in self.people and word.capital and not _part_of_name(words, i):
            return self._person(surname), 1
        return (), 0

    def _person(self, key: str) -> tuple[Entry, ...]:
        rows = self.people.get(key)
        return tuple(Entry("person", *_person_fields(row)) for row in rows.split("|")) if rows else ()

    def is_surname(self, key: str) -> bool:
        """Whether a word is in the tables only as somebody's surname ("clinton")."""
        return "~" + key in self.people and key not in self.people and key not in self.entries

    def named(self, name: str) -> tuple[Entry, ...]:
        """Return the entries of exactly this name."""
        return _named(self, name)


@lru_cache(maxsize=8192)
def _named(actors: Actors, name: str) -> tuple[Entry, ...]:
    """`Actors.named`, kept: of a post the same few names are asked for by many stages."""
    return actors.spelled.get(name.replace(".", "")) or actors.entries.get(key := key_of(name)) or actors._person(key)


def _person_fields(row: str) -> tuple[str, str, str, str, str, str, str]:
    name, code, sector, role, start, end, source = row.split("\t")
    return code, sector, name, role, start, end, source


def _part_of_name(words: Sequence[Word], i: int) -> bool:
    """Whether word `i` stands next to another that may be of the same name: capitalised, no title."""
    before, after = words[i - 1] if i else None, words[i + 1] if i + 1 < len(words) else None
    gap = words[i].start - before.end if before else 0
    first = before and before.capital and before.key not in TITLES and gap == 1
    first = first or (before and gap == 2 and len(before.text) == 1 and before.capital)  # an initial: "J. Brown"
    return bool(first or (after and after.capital and words[i].end + 1 == after.start and after.key not in TITLES))


def is_code(actor: str) -> bool:
    """Say whether an actor is given by a state's code, and not by a name.

    >>> is_code("FRA"), is_code("COVAX"), is_code("Hamas")
    (True, False, False)
    """
    return len(actor) == 3 and actor.isupper()


def is_abbreviation(name: str) -> bool:
    """Whether a name counts only as it is written ("US", "U.N.", "LeT"), since in lower case it is another word."""
    bare = name.replace(".", "")
    return len(bare) <= 5 and bare.isalnum() and sum(c.isupper() for c in bare) > 1


class _StateRow(NamedTuple):
    """A row of states.tsv; `|` parts the items of a list."""

    iso3: str
    iso2: str
    geonameid: str
    name: str
    names: str
    adjectives: str
    people: str
    capital: str
    lat: str
    lon: str
    population: str
    borders: str
    source: str

    def state(self) -> State:
        """Return the state of this row."""
        return State(
            self.iso3,
            self.name,
            int(self.geonameid) if self.geonameid else None,
            self.capital.split("|")[0],
            float(self.lat),
            float(self.lon),
            tuple(filter(None, self.borders.split("|"))),
        )

    def entries(self) -> Iterator[tuple[str, Entry]]:
        """Yield the names of the state, of its people and its capital."""
        adjectives = self.adjectives.split("|")
        for word in self.names.split("|"):
            yield word, Entry("state", self.iso3, "GOV", self.name, source=self.source)
        for word in filter(None, adjectives):
            yield word, Entry("adjective", self.iso3, "", self.name, source=self.source)
        for word in filter(None, self.people.split("|")):
            if word not in adjectives:
                yield word, Entry("people", self.iso3, "", self.name, source=self.source)
        for word in filter(None, self.capital.split("|")):
            if key_of(word) != key_of(self.name):
                yield word, Entry("capital", self.iso3, "GOV", word, source=self.source)


def _seats() -> Iterator[tuple[str, Entry]]:
    for names, code, sector, kind, source in load_rows("seats.tsv"):
        for word in names.split("|") if kind in _SEAT_KINDS else ():
            yield word, Entry(_SEAT_KINDS[kind], code, sector, word, source=source)


def _groups() -> Iterator[tuple[str, Entry]]:
    """Yield the names of armed groups; one that became a government is its state's from that day on (`after`)."""
    for code, sector, names, home, start, end, after, source in load_rows("groups.tsv"):
        for word in names.split("|"):
            yield word, Entry("group", code, sector, code, start=start, end=end, source=source, home=home)
            if after:
                yield word, Entry("group", home or code, after, code, start=end, source=source, home=home)


def _offices() -> Iterator[tuple[str, tuple[bool, frozenset[str]]]]:
    for names, codes, _ in load_rows("offices.tsv"):
        for name in names.split("|"):
            yield name, (not codes.startswith("!"), frozenset(codes.removeprefix("!").split("|")))


def _measure(lengths: dict[str, int], key: str) -> None:
    """Keep how many words the longest name has that begins with a key's first word."""
    first, count = key.split(" ", 1)[0], key.count(" ") + 1
    if lengths.get(first, 0) < count:
        lengths[first] = count


def load_actors() -> Actors:
    """Load the tables of actors.

    Raises `ModelError` where a table is missing or damaged.
    """
    states = [_StateRow(*row) for row in load_rows("states.tsv")]
    bodies = list(load_rows("bodies.tsv"))
    of_bodies = (
        (word, Entry("body", code, sector, code, source=source))
        for code, sector, names, _, source in bodies
        for word in names.split("|")
    )
    of_states = (entry for state in states for entry in state.entries())
    entries: dict[str, list[Entry]] = defaultdict(list)
    spelled: dict[str, list[Entry]] = defaultdict(list)
    lengths: dict[str, int] = {}
    for name, entry in (*_seats(), *of_states, *of_bodies, *_groups()):
        if is_abbreviation(name):
            spelled[name.replace(".", "")].append(entry)
            _measure(lengths, fold(name))
        else:
            key = key_of(name)
            entries[key].append(entry)
            _measure(lengths, key)
    people = dict(load_rows("people.tsv.gz", 1))
    several = people.pop("~").split("|")
    for key in people:
        if key[0] != "~":
            _measure(lengths, key)
    written = ((word, s.iso3) for s in states for word in f"{s.names}|{s.adjectives}".split("|"))
    squeezed = {key_of(word).replace(" ", ""): iso3 for word, iso3 in written}
    return Actors(
        states={row.iso3: row.state() for row in states},
        entries={key: tuple(found) for key, found in entries.items()},
        spelled={key: tuple(found) for key, found in spelled.items()},
        lengths=lengths,
        agents={term: sector for term, sector, _ in load_rows("agents.tsv")},
        members={code: tuple(filter(None, who.split("|"))) for code, _, _, who, _ in bodies},
        people=people,
        endings={row.iso2.lower(): row.iso3 for row in states},
        squeezed={word: code for word, code in squeezed.items() if code != "GEO"},
        offices=dict(_offices()),
        shared=frozenset(several).union(name for name in load_given_names().surnames if f"~{name}" in people),
    )


@cache
def load_country_names() -> Mapping[str, str]:
    """Load the names of states and territories by their code."""
    return MappingProxyType({row[0]: row[3] for row in load_rows("states.tsv")})


@cache
def country_codes() -> Mapping[str, str]:
    """Return the codes of states and territories by their name in lower case.

    >>> country_codes()["kenya"], country_codes().get("kenia")
    ('KEN', None)
    """
    return MappingProxyType({name.casefold(): code for code, name in load_country_names().items()})


def code_named(name: str) -> str | None:
    """Return what records call the state, body or group of this name or code; `None` where the tables have none.

    >>> code_named("Kenya"), code_named("the EU"), code_named("ken"), code_named("Kenia")
    ('KEN', 'European Union', 'KEN', None)
    """
    plain = re.sub(r"^the\s+", "", " ".join(name.split()), flags=re.IGNORECASE)
    if plain.upper() in load_country_names():
        return plain.upper()
    if code := country_codes().get(plain.casefold()):
        return code
    entries = load_actors().named(plain)
    return next(
        (entry.code for entry in entries if entry.kind in ("state", "adjective", "people", "body", "group")), None
    )
