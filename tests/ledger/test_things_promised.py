"""What is promised as a thing, with no verb for the giving: "Norway pledged Jordan 30 million dollars"."""

from __future__ import annotations

import pytest

from gpulse.reading.kit import Kit
from gpulse.reading.pipeline import read_article
from gpulse.record import Article, Record


def read(text: str, kit: Kit) -> Record:
    return read_article(Article(id="post", text=text, title="", published_at="2024-03-01", language="en"), kit)


@pytest.mark.parametrize(
    ("text", "by", "to", "number", "latest"),
    [
        ("Germany promised Ukraine 14 Leopard tanks by April.", "DEU", "UKR", 14, "2024-04-30"),
        ("On Monday Norway pledged Jordan 30 million dollars for refugees.", "NOR", "JOR", 30_000_000, None),
        ("Berlin pledged 14 Leopard tanks to Ukraine by April.", "DEU", "UKR", 14, "2024-04-30"),
        ("Russia promised Mali four helicopters and a radar.", "RUS", "MLI", 4, None),
        ("The World Bank has promised Ghana 300 million dollars by the end of the year.", "World Bank", "GHA",
         300_000_000, "2024-12-31"),
        ("The United States has promised Taiwan 66 fighter jets, to be delivered by 2026.", "USA", "TWN", 66,
         "2026-12-31"),
    ],
)  # fmt: skip
def test_who_promises_a_thing_is_to_give_it(
    kit: Kit, text: str, by: str, to: str, number: float, latest: str | None
) -> None:
    [found] = read(text, kit).commitments
    assert (found.by, found.to, found.event_type, found.latest) == ((by,), (to,), "AID", latest)
    assert found.quantity
    assert found.quantity.low == number


@pytest.mark.parametrize(
    "text",
    [
        "Zambia has been promised debt relief by its creditors before July.",
        "Donors pledged more than 5 billion dollars for Syria at a conference in Brussels.",
        "Egypt was promised 20 F-16s by Washington.",
    ],
)
def test_whoever_is_to_have_a_thing_is_not_taken_for_its_giver(kit: Kit, text: str) -> None:
    record = read(text, kit)
    assert not record.commitments
    assert record.refused


def test_what_was_put_off_to_no_day_is_no_promise(kit: Kit) -> None:
    text = "Burkina Faso's military government has postponed elections that had been planned for July."
    assert not read(text, kit).commitments
