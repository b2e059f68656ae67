"""The gazetteer: names → places, mapped into memory, looked up in microseconds.

Built by knowledge/build_gazetteer.py from GeoNames (CC BY 4.0). Nothing is read until a name is looked up.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gpulse.errors import ModelError
from gpulse.knowledge.names import hash_of, place_key
from gpulse.knowledge.rows import TABLES, load_rows

NO_COUNTRY = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that a name may mean. `alternate`: the name is not its first one. `population` 0: not known."""

    geonameid: int
    name: str
    lat: float
    lon: float
    population: int
    country: str | None
    admin1: str | None
    feature: str
    alternate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputed:
    """A contested area: codes or names of those who administer and who claim it, and that in words.

    `country` is the state whose it is generally recognised to be, `None` where there is none.
    """

    country: str | None
    administered: tuple[str, ...]
    claimed: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Gazetteer:
    """The arrays of the file, and the lists that its numbers point into. Equal only to itself, so that it can be a key.

    `short`: abbreviations of regions ("Ill." → USA, Illinois); `disputed`: keys of names of contested areas.
    """

    arrays: Mapping[str, NDArray[np.generic]]
    codes: tuple[str, ...]
    features: tuple[str, ...]
    admin1: tuple[str, ...]
    short: Mapping[str, tuple[str, str]]
    disputed: Mapping[str, Disputed]

    def find(self, key: str) -> list[Candidate]:
        """Return the places of that name; `key` as `names.place_key` makes it.

        >>> sorted({place.country for place in load_gazetteer().find("donetsk")} & {"UKR", "RUS"})
        ['RUS', 'UKR']
        """
        return list(_find(self, key))

    def candidate(self, place: int, alternate: bool) -> Candidate:
        """Return the place of that number in the file; `alternate`: the name looked up is not its first one."""
        arrays = self.arrays
        country, region = int(arrays["country"][place]), int(arrays["admin1"][place])
        start, end = int(arrays["name"][place]), int(arrays["name"][place + 1])
        return Candidate(
            geonameid=int(arrays["geonameid"][place]),
            name=arrays["names"][start:end].tobytes().decode(),
            lat=round(float(arrays["lat"][place]), 5),
            lon=round(float(arrays["lon"][place]), 5),
            population=int(arrays["population"][place]),
            country=None if country == NO_COUNTRY else self.codes[country],
            admin1=None if region < 0 else self.admin1[region],
            feature=self.features[int(arrays["feature"][place])],
            alternate=alternate,
        )


@lru_cache(maxsize=4096)
def _find(gazetteer: Gazetteer, key: str) -> tuple[Candidate, ...]:
    """`Gazetteer.find`; posts have the same names again and again."""
    hashes = gazetteer.arrays["hash"]
    wanted = np.uint64(hash_of(key))
    at = int(np.searchsorted(hashes, wanted))
    found = []
    while at < len(hashes) and hashes[at] == wanted:
        found.append(gazetteer.candidate(int(gazetteer.arrays["place"][at]), bool(gazetteer.arrays["rank"][at])))
        at += 1
    return tuple(found)


def load_disputed() -> dict[str, Disputed]:
    """Load the contested areas by the keys of their names. Raises `ModelError` where the table is missing."""
    found = {}
    for names, country, administered, claimed, words, _ in load_rows("disputed.tsv"):
        area = Disputed(
            country=None if country == "-" else country,
            administered=tuple(administered.split("|")),
            claimed=tuple(claimed.split("|")),
            words=words,
        )
        found.update(dict.fromkeys(map(place_key, names.split("|")), area))
    return found


def load_gazetteer(path: Path = TABLES / "gazetteer.bin") -> Gazetteer:
    """Map the gazetteer's file into memory.

    Raises `ModelError` where it is missing or damaged.
    """
    try:
        with path.open("rb") as file:
            header = json.loads(file.readline())
            base = file.tell()
        raw = np.asarray(np.memmap(path, np.uint8, mode="r"))  # plain arrays: a memmap's slices are slow to make
        arrays = {}
        for name, (kind, count, offset) in header["arrays"].items():
            size = np.dtype(kind).itemsize * count
            arrays[name] = raw[base + offset : base + offset + size].view(kind)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"The gazetteer {path} cannot be read: {error}; install the package again.") from error
    return Gazetteer(
        arrays=arrays,
        codes=tuple(header["codes"]),
        features=tuple(header["features"]),
        admin1=tuple(header["admin1"]),
        short={form: (country, header["admin1"][region]) for form, (country, region) in header["short"].items()},
        disputed=load_disputed(),
    )
