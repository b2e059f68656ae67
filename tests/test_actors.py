"""Whom noun phrases stand for: state or body, and sector."""

from __future__ import annotations

import pytest

from gpulse.reading.actors import resolve_phrase
from gpulse.reading.kit import Kit, load_kit
from gpulse.reading.pipeline import read_article
from gpulse.record import Article


@pytest.fixture(scope="module")
def kit() -> Kit:
    return load_kit()


CASES = [
    ("North Korean engineer troops", "PRK", "MIL"),
    ("Russian forces", "RUS", "MIL"),
    ("the officers who seized power in Niger", "NER", "MIL"),
    ("Pentagon spokesperson Pat Ryder", "USA", "MIL"),
    ("Ilya Ponomarev, a former member of the Russian parliament", "RUS", "ELI"),
    ("Michael Carpenter, a member of the US National Security Council", "USA", "GOV"),
    ("police in Florida", "USA", "COP"),
    ("protesters in Minsk", "BLR", "CVL"),
    ("the Kremlin", "RUS", "GOV"),
    ("Wagner fighters", "Wagner Group", "UAF"),
    ("Iranian-backed Houthi rebels", "Houthis", "REB"),
    ("pro-Russian separatists in Donetsk", "UKR", "REB"),
    ("the Israeli military", "ISR", "MIL"),
    ("Supreme Court of India", "IND", "JUD"),
    ("Lebanese Foreign Minister Charbel Wehbe", "LBN", "GOV"),
    ("European Commission President Ursula von der Leyen", "European Union", "IGO"),
    ("the International Atomic Energy Agency", "IAEA", "IGO"),
    ("the Nigerian Senate", "NGA", "LEG"),
]


@pytest.mark.parametrize(("phrase", "code", "sector"), CASES)
def test_a_phrase_has_the_code_of_its_parts(kit: Kit, phrase: str, code: str, sector: str) -> None:
    found = resolve_phrase(phrase, kit.actors, kit.gazetteer)
    assert (found.code, found.sector) == (code, sector)


@pytest.mark.parametrize(
    ("phrase", "day", "code", "sector"),
    [
        ("the Taliban", "2020-01-01", "Taliban", "REB"),
        ("the Taliban", "2022-01-01", "AFG", "GOV"),
        ("Joe Biden", "2003-06-01", "USA", "LEG"),
        ("Joe Biden", "2022-06-01", "USA", "GOV"),
        ("Barack Obama", "2020-06-01", "USA", "ELI"),
        ("Mark Rutte", "2023-06-01", "NLD", "GOV"),
        ("Mark Rutte", "2025-06-01", "NATO", "IGO"),
    ],
)
def test_the_day_chooses_the_office(kit: Kit, phrase: str, day: str, code: str, sector: str) -> None:
    found = resolve_phrase(phrase, kit.actors, kit.gazetteer, day=day)
    assert (found.code, found.sector) == (code, sector)


def test_what_a_post_says_of_somebody_once_holds_for_the_whole_post(kit: Kit) -> None:
    text = "Foreign Minister Annika Sole of Norway arrived on Tuesday. Sole said that talks would go on."
    record = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit)
    people = [(m.of(text), m.actor, m.sector) for m in record.mentions if m.kind == "person" and m.of(text) != "her"]
    assert people == [("Annika Sole", "NOR", "GOV"), ("Sole", "NOR", "GOV")]


def test_a_pronoun_is_no_state(kit: Kit) -> None:
    assert resolve_phrase("us", kit.actors, kit.gazetteer).code is None
