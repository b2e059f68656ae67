"""The tables: every row names its source, ambiguous words stay ambiguous, loading is quick, files stay small."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from gpulse.errors import ModelError
from gpulse.knowledge.actors import Actors, load_actors
from gpulse.knowledge.gazetteer import load_gazetteer
from gpulse.knowledge.names import find_words, key_of, place_key
from gpulse.knowledge.rows import TABLES, load_rows


@pytest.fixture(scope="module")
def actors() -> Actors:
    return load_actors()


def test_the_key_of_a_plain_name_is_that_of_its_words() -> None:
    names = {name for table in ("states.tsv", "bodies.tsv", "groups.tsv") for row in load_rows(table) for name in row}
    names |= {part for name in names for part in name.split("|")} | {" a  b ", "", "4 the US"}
    assert [n for n in names if key_of(n) != " ".join(word.key for word in find_words(n))] == []


def test_every_entry_names_its_source(actors: Actors) -> None:
    entries = [entry for found in (*actors.entries.values(), *actors.spelled.values()) for entry in found]
    assert len(entries) > 3000
    assert all(entry.source for entry in entries)
    assert all(row.split("\t")[-1] for rows in actors.people.values() for row in rows.split("|"))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("DPRK", "PRK"), ("U.S.", "USA"), ("Türkiye", "TUR"), ("Ivory Coast", "CIV"), ("ECOWAS", "ECOWAS"),
        ("NATO", "NATO"), ("EU", "European Union"), ("Downing Street", "GBR"), ("Hamas", "Hamas"), ("M23", "M23"),
        ("Filipino", "PHL"),
    ],
)  # fmt: skip
def test_names_stand_for_their_state_or_body(actors: Actors, name: str, code: str) -> None:
    assert actors.named(name)[0].code == code


def test_an_abbreviation_counts_only_as_it_is_written(actors: Actors) -> None:
    assert actors.at(find_words("they told us so"), 2) == ((), 0)
    assert actors.at(find_words("the US said"), 1)[0][0].code == "USA"


def test_members_of_bodies_come_from_the_factbook(actors: Actors) -> None:
    assert "FIN" in actors.members["NATO"]
    assert len(actors.members["European Union"]) == 27
    assert "GBR" not in actors.members["European Union"]


def test_tables_are_small_and_load_quickly() -> None:
    assert sum(path.stat().st_size for path in TABLES.iterdir()) < 60_000_000
    assert (TABLES / "gazetteer.bin").stat().st_size < 25_000_000
    start = time.process_time()
    load_actors()
    load_gazetteer()
    assert time.process_time() - start < 1.0  # about 0.1 s; room for slow machines


def test_every_place_by_hand_can_be_looked_up_where_its_row_says() -> None:
    gazetteer, missing = load_gazetteer(), []
    tables = sorted((Path(__file__).parents[1] / "knowledge/hand/places").glob("*.tsv"))
    rows = [line.split("\t") for path in tables for line in path.read_text().splitlines() if line[:1] != "#"]
    for name, _, _, lat, lon, countries, *_ in rows:
        found = gazetteer.find(place_key(name))
        near = [p for p in found if abs(p.lat - float(lat)) < 6 and abs(p.lon - float(lon)) < 12]
        if not any(p.country is None or p.country in countries.split("|") for p in near):
            missing.append(name)
    assert len(rows) > 3000
    assert missing == []


def test_looking_up_a_place_takes_microseconds() -> None:
    gazetteer = load_gazetteer()
    gazetteer.find(place_key("Donetsk"))
    start = time.process_time()
    for _ in range(1000):
        gazetteer.find("no such place")
    assert time.process_time() - start < 0.1


def test_a_missing_gazetteer_is_an_error(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ModelError, match="cannot be read"):
        load_gazetteer(tmp_path / "none.bin")
