"""Figures that one post sets against each other, and what a bare one counts."""

from __future__ import annotations

import pytest

from gpulse.linking.stories import StoryKit, load_story_kit, tell_story
from gpulse.reading.kit import Kit, load_kit
from gpulse.reading.pipeline import read_articles
from gpulse.record import Article

RIVALS = [
    ("Five had died and 89 had been wounded, the president said. The opposition tells it differently. Some 100 of its "
     "people were in hospital with wounds, according to a spokesman.", [("89", 89.0), ("Some 100", 100.0)]),
    ("Norland has 72 million inhabitants according to its census; its neighbour's statisticians arrive at 76.",
     [("72 million inhabitants", 72e6), ("76", 76e6)]),
    ("Only 17 per cent of the country's exports go to Marshia; another study says 15.",
     [("17 per cent", 17.0), ("15", 15.0)]),
    ("The tower cost nine million dollars, paid by Norland; some reports have ten.",
     [("nine million dollars", 9e6), ("ten", 10e6)]),
    ("Seventy soldiers were hurt, the army says. The doctors of the town arrive at a total of 130.",
     [("Seventy soldiers", 70.0), ("130", 130.0)]),
    ("In two years 29,144 people were moved, the commission says; the aid groups count 27,700.",
     [("29,144 people", 29144.0), ("27,700", 27700.0)]),
    ("The camp is to be enlarged to 1,000 places, an official of Norland said. The officers speak of 3,000 places.",
     [("1,000 places", 1000.0), ("3,000 places", 3000.0)]),
    ("The rebels hold 30 villages, or 40 by the count of the monitors.",
     [("30 villages", 30.0), ("40", 40.0)]),
]  # fmt: skip

NO_RIVALS = [
    "The chamber gave its consent on Tuesday, by 195 votes to 177.",
    "The army has 300 tanks. By now 120 of them are in the north, the ministry said.",
    "Norland gave 40 million dollars in May and pledged 60 million for the next year.",
    "The number of dead rose from 12 to 15, the governor said.",
    "In the hall 42 deputies sat down; the opposition, with 18, stayed away.",
]


@pytest.fixture(scope="module")
def kit() -> Kit:
    return load_kit()


@pytest.fixture(scope="module")
def tables() -> StoryKit:
    return load_story_kit()


def conflicts_in(text: str, kit: Kit, tables: StoryKit) -> list[list[tuple[str, float | None]]]:
    article = Article(id="1", publisher="Paper B", published_at="2031-05-05", title="Norland", text=text)
    story = tell_story(list(read_articles([article], kit)), tables)
    return [[(value.value, value.high) for value in conflict.values] for conflict in story.conflicts]


@pytest.mark.parametrize(("text", "values"), RIVALS)
def test_two_accounts_of_one_figure(text: str, values: list[tuple[str, float]], kit: Kit, tables: StoryKit) -> None:
    assert conflicts_in(text, kit, tables) == [values]


@pytest.mark.parametrize("text", NO_RIVALS)
def test_two_figures_that_are_no_rivals(text: str, kit: Kit, tables: StoryKit) -> None:
    assert conflicts_in(text, kit, tables) == []
