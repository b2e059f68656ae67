"""Promises that no text makes: each test is named for what was read so in the output on real news."""

from __future__ import annotations

import pytest

from gpulse.reading.kit import Kit
from gpulse.reading.pipeline import read_article
from gpulse.record import Article, Record


def read(kit: Kit, text: str) -> Record:
    return read_article(Article(id="t", text=text, published_at="2024-06-28"), kit)


@pytest.mark.parametrize(
    ("text", "nobody"),
    [
        ("Nigeria's labour unions threatened on Monday to shut down the ports from 20 July.", "NGA"),
        ("Chad has waited since March. Of the 20 million doses, Chad is due to get 400,000 next month.", "TCD"),
        ("The Turkish airline Anadolu Wings plans to fly to Caracas from August.", "TUR"),
        ("Ministers meeting in the Ethiopian capital agreed on Thursday to send 40 observers to Chad by July.", "ETH"),
        ("Ukraine freed men on Monday. We will hand over 50 officers next week, a Russian official said.", "UKR"),
        (
            "The Forum has given Fiji until 1 July to name a day for elections. Otherwise Suva will be suspended from "
            "the Pacific Islands Forum, its leaders said on Thursday.",
            "FJI",
        ),
    ],
)
def test_a_state_promised_what_its_unions_or_firms_or_givers_did(kit: Kit, text: str, nobody: str) -> None:
    promises = [c for c in read(kit, text).commitments if c.kind != "ultimatum"]
    assert not any(nobody in c.by for c in promises)


def test_whoever_a_question_or_a_condition_named_was_meant(kit: Kit) -> None:
    text = "Kenya's high court will rule on 26 July whether the police may go to Haiti, a registrar said."
    assert not any("HTI" in c.to for c in read(kit, text).commitments)


def test_the_past_year_was_the_window_of_what_is_to_come(kit: Kit) -> None:
    text = "Peru and Chile signed a pact on Tuesday. It would resolve the disputes of the past year over their border."
    assert not any(c.window_text and "past" in c.window_text for c in read(kit, text).commitments)


def test_the_last_day_of_a_month_to_come_is_a_deadline(kit: Kit) -> None:
    text = "Peru and Chile signed a pact on Tuesday. Peru will hand over the ships by the last day of December."
    assert [c.latest for c in read(kit, text).commitments] == ["2024-12-31"]


STAR = (
    "Dara Kun, a Cambodian singer, was freed in Phnom Penh on Monday after the court dropped the charges. She will fly "
    "to Oslo on Thursday with her father, who had accused the police."
)
MARCH = (
    "Police in Lima detained forty people and Peru's president condemned the unrest. Many supporters of the jailed "
    "mayor say they will march on the palace on Sunday."
)
FORMER = (
    "Chile's president signed the pact on Monday. Former president Juan Rey attacked it and said he will release his "
    "tax returns in July."
)
DIGEST = (
    "Russian shells killed four people in Kharkiv. Fiji begins administering booster doses to the elderly. Algeria "
    "suspends a 20-year friendship treaty with Spain and bans all imports from Spain. Israel reopens restaurants and "
    "bars for those who were vaccinated."
)


@pytest.mark.parametrize(
    ("text", "nobody"),
    [
        (STAR, "KHM"),
        (MARCH, "PER"),
        (FORMER, "CHL"),
        (DIGEST, "FJI"),
        (DIGEST, "DZA"),
        (DIGEST, "ISR"),
    ],
)
def test_no_state_promised_what_was_done_or_somebody_s_own_affair(kit: Kit, text: str, nobody: str) -> None:
    assert not any(nobody in c.by for c in read(kit, text).commitments)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Kenya's president met the envoys in Oslo. He will fly to Nairobi in May to open the talks.", "KEN"),
        ("Peru's foreign minister Ana Rey said on Monday that she will travel to Lima in July.", "PER"),
        ("Chad will begin withdrawing its troops from Mali on 4 July, its army said.", "TCD"),
    ],
)
def test_what_officials_will_do_is_their_state_s(kit: Kit, text: str, state: str) -> None:
    assert any(state in c.by for c in read(kit, text).commitments)


def test_the_one_who_was_promised_about_had_said_it(kit: Kit) -> None:
    text = (
        "Pakistan's president Asif Ali Zardari spoke on Monday. Pervez Musharraf ousted the judges in 2007. "
        "Musharraf's successor, Zardari, pledged to reinstate the judges within 30 days."
    )
    promises = [c for c in read(kit, text).commitments if c.act and c.act.of(text) == "reinstate"]
    assert promises
    assert not any(c.said_by and "Musharraf" in c.said_by for c in promises)
