"""Whom a phrase names by the tables of names and agents: its head's state, body and sector, and what completes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gpulse.knowledge.actors import SHARED_ORGANS, TITLES, Actors, Entry
from gpulse.knowledge.gazetteer import Gazetteer
from gpulse.knowledge.names import Word
from gpulse.reading.actor.cast import Cast

# Prepositions that open a phrase after the head; those of the first set may name whose the head is.
_OWNING = frozenset("of in from for at inside within across under".split())
_CUTTING = _OWNING | frozenset(
    "on to by with against near into over via after before during about as between among who which that whose "
    "where when while and or but than because including".split()
)
_FORMER = frozenset("former ex ousted deposed onetime late then retired jailed exiled".split())
_GENERIC = frozenset(
    "member members spokesperson spokesman spokeswoman official officials head chief leader leaders "
    "representative deputy representatives secretary director adviser advisor aide aides source sources chairman "
    "chairwoman chair president employee staff personnel officer officers minister envoy delegation delegate "
    "delegates commissioner figure figures general commander fighters fighter mercenaries men forces boss "
    "founder".split()
)
_OF_A_GROUP = frozenset("operative operatives prisoner prisoners detainees captives suspects bomber bombers".split())
_AGENTS_OF_ANY = frozenset(("representative", "representatives"))
"""Words that the table has for members of a house; in lower case they are anybody's ("the firm's representatives")."""
_SEATS = {"pope": "VAT", "pontiff": "VAT"}
_NOT_NATIONAL = frozenset(
    "backed allied aligned friendly funded trained supported sponsored born made built style speaking supplied "
    "based designed manufactured armed occupied".split()
)
_NO_NAMES = frozenset(
    "the a an this that its their his her our army air federal national senate house state former new top in as "
    "when while after if but and or for with on at to".split()
)
"""Words that may stand before an organ's name with a capital and are no part of a longer one."""
_AGAINST = frozenset("pro anti non pan inter trans ex post".split())
_PLACE_SHORT = {"st": "saint", "mt": "mount", "ft": "fort"}
CONTINENTAL_WORDS = frozenset(
    f"{part} {people}"
    for part in ("central", "south", "latin", "north")
    for people in ("american", "americans", "america", "asian", "asians", "african")
) - {"south african"}
# Titles that are no office, and those that nobody in the tables bears.
_NO_OFFICE = frozenset("mr mrs ms sir dr lord lady leader chief director official former".split())
_OFFICES_BELOW = frozenset(
    "judge justice rep representative congressman congresswoman gov governor mayor sheriff detective officer attorney "
    "coach professor prof captain capt sergeant lawmaker spokesman spokeswoman spokesperson analyst".split()
)
# "the South's foreign ministry": which state a bare point of the compass means, where the post speaks of it.
_COMPASS = {"south": ("KOR", "SSD", "VNM"), "north": ("PRK", "KOR")}
_QUARTERS = frozenset("western eastern northern southern central".split())
_COMPASS_NEEDS = {"KOR": ("KOR", "PRK"), "PRK": ("PRK", "KOR"), "SSD": ("SSD",), "VNM": ()}


@dataclass(frozen=True, slots=True)
class ActorCode:
    """Whom words stand for. Each field is `None` where the words do not settle it; `name` is the name behind.

    `home` is the state that an armed group or party belongs to; `country` that of whoever it is, where there is one.
    """

    code: str | None = None
    sector: str | None = None
    name: str | None = None
    home: str | None = None

    @property
    def country(self) -> str | None:
        """The state behind the words: the code of a state, or an armed group's home (event sets code these so)."""
        return self.home or (self.code if self.code and len(self.code) == 3 and self.code.isupper() else None)

    def __bool__(self) -> bool:
        return self.code is not None or self.sector is not None


@dataclass(frozen=True, slots=True)
class _Unit:
    """A stretch of words that a table knows: entries, or the sector of a word for those who act."""

    at: int
    length: int
    entries: tuple[Entry, ...] = ()
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class PhraseReader:
    """The phrase being read, with its context."""

    text: str
    actors: Actors
    gazetteer: Gazetteer
    day: str | None
    about: tuple[str, ...]
    cast: Cast

    def read(self, words: list[Word], depth: int) -> ActorCode:
        units = self._units(words)
        cut = self._cut(words, units)
        core = [unit for unit in units if unit.at < cut]
        former = any(word.key in _FORMER or word.key.startswith("ex-") for word in words[:cut])
        found = self._core(words[:cut], core)
        rest = words[cut:]
        if rest and depth < 3 and (found.code is None or found.sector is None):
            found = self._complete(found, words, cut, depth, core)
        if (
            former
            and found.sector in ("GOV", "LEG", "JUD", "MIL", "COP", "SPY", None)
            and self._one_person(words, core, cut)
        ):
            found = replace(found, sector="ELI")
        return found

    def _one_person(self, words: list[Word], core: list[_Unit], cut: int) -> bool:
        """Say whether "former" is said of people, not of a state ("the former Soviet Union")."""
        return any(u.sector or any(e.kind == "person" for e in u.entries) for u in core) or cut < len(words)

    def _units(self, words: list[Word]) -> list[_Unit]:
        units: list[_Unit] = []
        keys = [word.key for word in words]
        i = 0
        while i < len(words):
            entries, length = self.actors.at(words, i)
            name = self.cast.length_at(words, i)
            if name and not self._tells(words, i, name):
                i += name  # a person in no table: "Jim Jordan" says nothing of Jordan
                continue
            if (name := self.cast.longer_at(words, i)) > length:
                i += name
                continue
            if " ".join(keys[i : i + 2]) in CONTINENTAL_WORDS:
                i += 2
                continue
            if length == 1 and self.actors.is_surname(words[i].key):
                entries = self._bearers(entries, words, i, units)
                if not entries:
                    i += 1
                    continue
            if entries and self._is_anothers(entries, words, i, length):
                units.append(_Unit(i, length, sector=entries[0].sector))
                i += length
                continue
            if entries:
                units.append(_Unit(i, length, self._in_this_post(entries, words, i, length)))
                i += length
                continue
            if self._in_name(words, i):
                i += 1
                continue
            for length in range(min(4, len(words) - i), 0, -1):
                sector = self.actors.agents.get(" ".join(keys[i : i + length]))
                if sector and not (words[i].key in _AGENTS_OF_ANY and words[i].text.islower()):
                    units.append(_Unit(i, length, sector=sector))
                    i += length - 1
                    break
            i += 1
        return units

    def _is_anothers(self, entries: tuple[Entry, ...], words: list[Word], i: int, length: int) -> bool:
        """Whether a name that organs of several states have is not the table's state's: the post speaks of other states
        alone, or a longer name has it that says nothing of that state ("the Bolivarian National Guard").
        """
        if (
            entries[0].kind not in ("organ", "seat")
            or " ".join(w.key for w in words[i : i + length]) not in SHARED_ORGANS
        ):
            return False
        if self.about and entries[0].code not in self.about:
            return True
        before = words[i - 1] if i and length > 1 else None
        if before is None or not before.capital or self.text[before.end : words[i].start] != " ":
            return False
        if before.key in TITLES or before.key in _NO_NAMES or self.actors.at(words, i - 1)[0]:
            return False
        return not any(place.country == entries[0].code for place in self.gazetteer.find(before.key))

    def _in_this_post(self, entries: tuple[Entry, ...], words: list[Word], i: int, length: int) -> tuple[Entry, ...]:
        """A state's or capital's name is the town's that the post means by it: "the Paris police", in Illinois."""
        if entries[0].kind not in ("state", "capital"):
            return entries
        country = self.cast.towns.get(" ".join(word.key for word in words[i : i + length]))
        return (replace(entries[0], kind="capital", code=country, sector=""),) if country else entries

    def _tells(self, words: list[Word], i: int, length: int) -> bool:
        """Whether what a post has for a name holds a person of the tables or a word for those who act."""
        return any(
            self.actors.agents.get(words[k].key)
            or any(entry.kind == "person" for entry in self.actors.at(words, k)[0][:1])
            for k in range(i, i + length)
        )

    def _bearers(
        self, entries: tuple[Entry, ...], words: list[Word], i: int, before: Sequence[_Unit]
    ) -> tuple[Entry, ...]:
        """Whom a surname alone may mean: the person of the post; or who holds office then, or held the title's."""
        if words[i].key in self.cast.surnames:
            return tuple(entry for entry in self.cast.surnames[words[i].key] if entry.code)
        titles = {word.key for word in words[max(0, i - 4) : i]} & TITLES - _NO_OFFICE
        states = {entry.code for unit in before for entry in unit.entries}
        return tuple(
            entry
            for entry in entries
            if titles & set(entry.role.split())
            or (
                self._is_spoken_of(entry, words[i].key in self.actors.shared)
                and not titles & _OFFICES_BELOW
                and (not states or entry.code in states or not titles)
            )
        )

    def _is_spoken_of(self, entry: Entry, shared: bool) -> bool:
        """Whether a surname alone may be this person's: one that others have too only in office that day, and where the
        text speaks of the state, if of any.
        """
        now = entry.holds_on(self.day) if self.day else not entry.end
        return not shared or (now and (not self.about or entry.code in self.about))

    def _in_name(self, words: list[Word], i: int) -> bool:
        """Whether a word for those who act is part of a body's name ("the People's Republic", "People's Bank")."""
        return (
            i + 1 < len(words)
            and words[i].capital
            and words[i + 1].capital
            and self.text[words[i].end : words[i + 1].start] in ("'s ", "’s ", "s' ", "s’ ")
        )

    def _cut(self, words: list[Word], units: list[_Unit]) -> int:
        """Return the index of the first word after the head's own words."""
        inside = {i for unit in units for i in range(unit.at, unit.at + unit.length)}
        for i, word in enumerate(words):
            if i and "," in self.text[words[i - 1].end : word.start] and i not in inside:
                return i
            if (
                i
                and i not in inside
                and word.text[0].islower()
                and (word.key in _CUTTING or (word.key.endswith("ing") and i > 1))
            ):
                return i
        for i in range(1, len(words)):
            if "," in self.text[words[i - 1].end : words[i].start]:
                return i
        return len(words)

    def _hyphen_after(self, words: list[Word], unit: _Unit) -> str:
        """The word that a hyphen joins to the unit ("Russian-backed"), or an empty string."""
        last = unit.at + unit.length - 1
        if last + 1 < len(words) and self.text[words[last].end : words[last + 1].start] == "-":
            return words[last + 1].key
        return ""

    def _hyphen_before(self, words: list[Word], unit: _Unit) -> str:
        if unit.at and self.text[words[unit.at - 1].end : words[unit.at].start] == "-":
            return words[unit.at - 1].key
        return ""

    def _core(self, words: list[Word], core: list[_Unit]) -> ActorCode:
        people = [u for u in core if any(e.kind == "person" for e in u.entries)]
        named = [u for u in core if u.entries and u not in people and self._counts(words, u)]
        agents = [u for u in core if u.sector]
        owner = self._owner(named)
        if owner is None and not named:
            owner = self._compass(words)
        sector = agents[-1].sector if agents else "JRN" if _is_periodical(words) else None
        if agents and self._names_another(words, agents[-1]):
            sector = "BUS" if words[-1].key in _FIRMS else None
        if people:
            unit = people[-1]
            entry = self.choose(unit.entries, owner.code if owner else None)
            if entry and (owner is None or entry.code == owner.code or owner.kind == "body"):
                last = max([u.at for u in agents], default=-1)
                if sector and last > unit.at:  # "Putin's forces", "the Biden administration"
                    return self._code(entry, sector)
                if sector == "PTY":  # "nominee": what the text says comes before the table
                    return self._code(entry, sector)
                return self._code(entry, self.on_day(entry) or sector)
        if owner:
            last_word = words[agents[-1].at + agents[-1].length - 1].key if agents else ""
            generic = last_word in _GENERIC or (owner.kind == "group" and last_word in _OF_A_GROUP)
            if owner.kind in ("seat", "organ", "group", "body") and (sector is None or generic):
                return self._code(owner, owner.sector)
            if sector is None:
                sector = owner.sector or ("CVL" if owner.kind == "people" or words[-1].key.endswith("ans") else None)
            return self._code(owner, sector)
        seat = next((_SEATS[word.key] for word in words if word.key in _SEATS), None)
        return ActorCode(self._place(words, core, bool(agents)) or seat, sector, None)

    def _names_another(self, words: list[Word], agent: _Unit) -> bool:
        """Whether a word for those who act only stands in the name of a firm or thing: "Marine Industries"."""
        named = words[agent.at :]
        firm = words[-1].key in _FIRMS or words[-1].key in _THINGS
        return firm and len(named) > agent.length and all(w.capital for w in named)

    def _code(self, entry: Entry, sector: str | None) -> ActorCode:
        home = entry.home
        if not home and entry.kind == "person" and entry.code not in self.actors.states:
            home = next((e.home for e in self.actors.named(entry.code) if e.home), "")
        return ActorCode(entry.code or None, sector or None, entry.name, home or None)

    def _counts(self, words: list[Word], unit: _Unit) -> bool:
        return self._hyphen_before(words, unit) not in _AGAINST and self._hyphen_after(words, unit) not in _NOT_NATIONAL

    def _owner(self, named: list[_Unit]) -> Entry | None:
        """The last name of the head's words; a state before an organ says whose organ it is."""
        if not named:
            return None
        last = self.choose(named[-1].entries, None)
        if last and last.kind == "organ" and len(named) > 1:
            before = self.choose(named[-2].entries, None)
            if (
                before
                and before.kind in ("state", "adjective", "capital")
                and named[-2].at + named[-2].length == named[-1].at
            ):
                return Entry("organ", before.code, last.sector, last.name)
        if last and last.kind in ("people", "adjective") and len(named) > 1:
            before = self.choose(named[0].entries, None)
            if before and before.kind in ("group", "body"):
                return before
        return last

    def choose(self, entries: Sequence[Entry], code: str | None) -> Entry | None:
        """Choose among namesakes: the code asked for, an office on the day, a state that the text speaks of."""

        def rank(entry: Entry) -> tuple[bool, bool, int, int]:
            about = self.about.index(entry.code) if entry.code in self.about else len(self.about)
            return (
                bool(code) and entry.code != code,
                not entry.holds_on(self.day) or self._is_stale(entry),
                about,
                -int(entry.start[:4]) if entry.start else 0,
            )

        return min(entries, key=rank, default=None)

    def _is_stale(self, entry: Entry) -> bool:
        """Whether an office is told by a dictionary that ends in 2014 or 2015, which does not know of the day."""
        return not entry.end and entry.source[:1] in ("P", "A") and (self.day or "") > "2016"

    def on_day(self, chosen: Entry) -> str | None:
        """The sector on the day; somebody who holds no office then is ELI, PLOVER's former elites."""
        if self._is_stale(chosen):
            return None
        if chosen.holds_on(self.day) or chosen.sector in ("REB", "UAF", "OPP", "REL", "JRN"):
            return chosen.sector
        return "ELI"

    def _compass(self, words: list[Word]) -> Entry | None:
        for k, word in enumerate(words[:2]):
            if not word.capital or (k + 1 < len(words) and words[k + 1].capital):  # "North Carolina"
                continue
            for code in _COMPASS.get(word.key, ()):
                if any(need in self.about for need in _COMPASS_NEEDS[code]):
                    return Entry("state", code, "GOV", self.actors.states[code].name)
        return None

    def _place(self, words: list[Word], core: list[_Unit], acts: bool) -> str | None:
        """The country of a place among the words ("Florida police"), by population and what the text speaks of.

        A name by itself, with no word for who acts, must be that of a place that everybody knows.
        """
        taken = {i for unit in core for i in range(unit.at, unit.at + unit.length)}
        capitals = [
            i
            for i, word in enumerate(words)
            if i not in taken and word.capital and word.key not in TITLES and word.key not in self.cast.words
        ]
        if not capitals:
            return None
        if len(capitals) == 1 and words[capitals[0]].key in _QUARTERS:
            return None  # "Western companies" are not of Ghana's Western region
        run = [i for i in range(capitals[0], capitals[-1] + 1) if i in capitals]
        name = " ".join(_PLACE_SHORT.get(words[i].key, words[i].key) for i in run)
        return country_of(name, self.gazetteer, self.about, 20_000 if acts else 300_000)

    def _complete(self, found: ActorCode, words: list[Word], cut: int, depth: int, core: list[_Unit]) -> ActorCode:
        """Add what follows the head: an apposition, or a phrase that says whose or where."""
        comma = "," in self.text[words[cut - 1].end : words[cut].start]
        rest = words[cut:]
        if comma:
            inner = self.read(rest, depth + 1)
            if inner:
                home = inner.home if found.code is None else found.home
                return ActorCode(found.code or inner.code, found.sector or inner.sector, found.name or inner.name, home)
            return found
        for i, word in enumerate(rest):
            if word.key in _OWNING and i + 1 < len(rest):
                inner = self.read(rest[i + 1 :], depth + 1)
                if inner.code:
                    head = words[core[-1].at + core[-1].length - 1].key if core else words[cut - 1].key
                    own = found.sector if core and head not in _GENERIC else None
                    take = i == 0 and word.key in ("of", "for", "from", "at")
                    sector = own or (inner.sector if take else None) or found.sector
                    home = inner.home if found.code is None else found.home
                    return ActorCode(found.code or inner.code, sector, found.name or inner.name, home)
        return found


_FIRMS = frozenset(
    "industries ltd inc corp corporation company holdings energy foods systems services insurance hotel hotels bank "
    "motors oil steel airlines media records studios".split()
)
_THINGS = frozenset(
    "field society museum street road avenue square stadium park cup conference conservation club "
    "foundation library theatre theater award prize act bill day week show film".split()
)
"""Last words of names that say nothing of those whose word stands before them: "the Marine Energy Conference"."""

PERIODICALS = frozenset("daily weekly monthly broadsheet".split())
"""Nouns for newspapers that are adjectives too: nouns at the end, and before a name ("the Bucharest daily Ziua")."""


def _is_periodical(words: Sequence[Word]) -> bool:
    """Whether a phrase's head is a newspaper: "a Bucharest daily", not "daily talks"."""
    return any(
        i and words[i - 1].capital and word.key in PERIODICALS and (i + 1 == len(words) or words[i + 1].capital)
        for i, word in enumerate(words)
    )


def country_of(key: str, gazetteer: Gazetteer, about: Sequence[str] = (), least: int = 20_000) -> str | None:
    """Return the country of the likeliest place of that name, or `None` where none has `least` people.

    Regions count as more than cities, and places of the countries that the text speaks of as far more: most words that
    are also the names of villages are no places in the news.
    """
    best: tuple[float, str | None] = (0.0, None)
    for place in gazetteer.find(key):
        weight = (
            place.population * (3 if place.feature in ("ADM1", "PCLI") else 1) * (20 if place.country in about else 1)
        )
        if weight > best[0] and not place.alternate:
            best = (weight, place.country)
    return best[1] if best[0] >= least else None
