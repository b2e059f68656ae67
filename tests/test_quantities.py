"""Quantities: figures, open ends, roughness, units, and the numbers that count nothing."""

from __future__ import annotations

import pytest

from gpulse.reading.language.quantities import find_quantities, read_figure
from gpulse.record import Quantity


def read(text: str) -> list[tuple[str, float | None, float | None, str | None, bool]]:
    return [
        (text[one.start : one.end], one.quantity.low, one.quantity.high, one.quantity.unit, one.quantity.approximate)
        for one in find_quantities(text)
    ]


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "unit", "approximate"),
    [
        ("It delivered nearly two million rounds.", "nearly two million rounds", 1.9e6, 2e6, "rounds", True),
        ("Some 1.6mn shells were sent.", "Some 1.6mn shells", 1.6e6, 1.6e6, "shells", True),
        ("Two dozen trucks crossed.", "Two dozen trucks", 24, 24, "trucks", False),
        ("It can call up to 300,000 reservists.", "up to 300,000 reservists", None, 300_000, "reservists", False),
        ("More than 7,000 sailors took part.", "More than 7,000 sailors", 7_000, None, "sailors", False),
        ("Norland handed over 47 tanks.", "47 tanks", 47, 47, "tanks", False),
        ("Over 47 tanks came.", "Over 47 tanks", 47, None, "tanks", False),
        ("At least 62 houses burned.", "At least 62 houses", 62, None, "houses", False),
        ("Three or four brigades will follow.", "Three or four brigades", 3, 4, "brigades", False),
        ("Two to three million shells are needed.", "Two to three million shells", 2e6, 3e6, "shells", False),
        (
            "Between 150,000 and 300,000 tonnes lie there.",
            "Between 150,000 and 300,000 tonnes",
            150e3,
            300e3,
            "tonnes",
            False,
        ),
        ("Approximately 100 countries came.", "Approximately 100 countries", 100, 100, "countries", True),
        ("It holds hundreds of prisoners.", "hundreds of prisoners", 200, None, "prisoners", True),
        ("Half a million masks were given.", "Half a million masks", 500_000, 500_000, "masks", False),
        ("It pledged US$100 million for grain.", "US$100 million", 1e8, 1e8, "USD", False),
        ("They lent 90 million euros.", "90 million euros", 9e7, 9e7, "EUR", False),
        ("Output fell by almost 12 percent.", "almost 12 percent", 11.4, 12, "%", True),
        ("Oslo gives 14 Leopard 2 tanks away.", "14 Leopard 2 tanks", 14, 14, "tanks", False),
        ("They ordered 24 F-16s.", "24 F-16s", 24, 24, "aircraft", False),
        ("Berlin sends one Patriot battery.", "one Patriot battery", 1, 1, "battery", False),
        ("The army owned up to 31 dead men.", "31 dead men", 31, 31, "men", False),
        ("Some 10-15 gunmen broke in.", "Some 10-15 gunmen", 10, 15, "gunmen", True),
        ("The dead now number 359.", "359", 359, 359, None, False),
        ("Between 3 and 10 June 87 people died.", "87 people", 87, 87, "people", False),
        ("Fewer than 50 observers stayed.", "Fewer than 50 observers", None, 50, "observers", False),
    ],
)
def test_reads_figure_ends_and_unit(
    text: str, words: str, low: float | None, high: float | None, unit: str, approximate: bool
) -> None:
    assert read(text) == [(words, low, high, unit, approximate)]


@pytest.mark.parametrize(
    "text",
    [
        "They met on June 15 and 16.",
        "It was signed on 3 March 2022.",
        "In 2014 it withdrew.",
        "The plan for 2015-2016 stands.",
        "The 27-nation bloc agreed.",
        "Under Article 5 of the treaty it must help.",
        "Resolution 1701 still holds.",
        "The 62-year-old general left.",
        "The truce lasts 30 days.",
        "It starts at 10:30.",
    ],
)
def test_dates_times_ages_and_names_are_no_quantities(text: str) -> None:
    assert read(text) == []


def test_a_batch_of_six_counts_six_without_a_unit() -> None:
    assert [one[1:4] for one in read("A first batch of six arrives in Odesa.")] == [(6, 6, None)]


def test_two_counts_joined_by_and_are_two() -> None:
    assert [one[1] for one in read("It lost 12 tanks and 14 trucks.")] == [12, 14]


def test_unit_stands_beside_its_figure_in_the_record() -> None:
    [one] = find_quantities("Up to 40 vehicles.")
    assert one.quantity == Quantity(low=None, high=40.0, unit="vehicles", approximate=False)


def test_words_that_name_no_number_have_no_figure() -> None:
    assert read_figure("many") is None
