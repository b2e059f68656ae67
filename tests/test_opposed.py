"""Statements of one post that are opposed without a word of denying, and such as only stand beside each other."""

from __future__ import annotations

import pytest

from gpulse.linking.stories import load_story_kit, tell_story
from gpulse.reading.kit import load_kit
from gpulse.reading.pipeline import read_articles
from gpulse.record import Article

OPPOSED = {
    "knows of none": "On Sunday the Norlandic president wrote that Sudria had agreed to cut its tariff on steel. A "
    "spokesman for the trade ministry of Sudria knew of no such promise when he was asked.",
    "never told": "The harbour had been handed over to the police in March, said a spokesman for the army. The "
    "commissioner replied that his men were never told.",
    "for one side and for the other": "The truce is short. For Norstad it begins with the signature. For Sudria it "
    "begins when the last soldier is home.",
    "taken for": "Ninety men stay in prison, since the ministry takes them for bandits; the movement takes them for "
    "its own.",
    "nothing to do with it": "The letter was signed by the Front of the North, an official told reporters on Monday. A "
    "spokesman for the Front said that it has nothing to do with it.",
}
BESIDE = {
    "one side's account of two things": "For Norland, it begins in May. For Norland, that is late.",
    "something for each": "For Norland, a drug czar and helicopters. For Sudria, a list of the cartels.",
    "agrees": "The bridge will be open in March, the minister said on Monday. The mayor welcomed the news and "
    "called for buses.",
    "goes on": "Two bridges were destroyed, the governor said. The army will build new ones, he added.",
    "not said": "The envoy was taken out of the house at night, according to two officials. How it was done the "
    "officials did not say.",
    "another matter": "The ministry counted 40 lorries at the border. Farmers complain that the price of milk has "
    "fallen.",
}


@pytest.fixture(scope="module")
def told():  # type: ignore[no-untyped-def]
    kit, tables = load_kit(), load_story_kit()

    def tell(text: str) -> list[list[str]]:
        article = Article(id="1", publisher="Paper 1", published_at="2031-05-06", title="News", text=text)
        return [[v.value for v in c.values] for c in tell_story(list(read_articles([article], kit)), tables).conflicts]

    return tell


@pytest.mark.parametrize("why", OPPOSED)
def test_opposed_statements_are_a_conflict(why: str, told) -> None:  # type: ignore[no-untyped-def]
    (values,) = told(OPPOSED[why])
    assert len(values) == 2


@pytest.mark.parametrize("why", BESIDE)
def test_statements_beside_each_other_are_none(why: str, told) -> None:  # type: ignore[no-untyped-def]
    assert told(BESIDE[why]) == []
