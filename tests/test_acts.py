"""The act lexicon: every family's own example, and the readings of verb groups."""

from __future__ import annotations

import pytest

from gpulse.codes import EVENT_TYPES
from gpulse.reading.commitment.act_lexicon import FAMILIES, Family
from gpulse.reading.commitment.acts import Act, find_acts
from gpulse.record import Sentence


def acts_of(text: str) -> tuple[Act, ...]:
    return find_acts(text, Sentence(start=0, end=len(text)))


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_every_family_finds_its_example(family: Family) -> None:
    sentence, trigger = family.example
    found = acts_of(sentence)
    assert (trigger, family.name) in {(act.trigger.of(sentence), act.family) for act in found}
    assert family.event_type in EVENT_TYPES


@pytest.mark.parametrize(
    ("sentence", "trigger", "mood", "negative"),
    [
        ("Oslo delivered ten howitzers.", "delivered", "done", False),
        ("Oslo has not delivered the howitzers.", "delivered", "done", True),
        ("Oslo will deliver ten howitzers.", "deliver", "will", False),
        ("Ten howitzers would be delivered by Oslo.", "delivered", "would", False),
        ("Oslo will have delivered ten howitzers by May.", "delivered", "will", False),
        ("Oslo is to deliver ten howitzers.", "deliver", "is to", False),
        ("Oslo must deliver ten howitzers.", "deliver", "must", False),
        ("Oslo has promised to deliver ten howitzers.", "deliver", "governed", False),
        ("Ten howitzers are expected to be delivered in May.", "delivered", "governed", False),
        ("The army would sign no contract.", "sign", "would", True),
    ],
)
def test_the_verb_group_gives_the_mood(sentence: str, trigger: str, mood: str, negative: bool) -> None:
    act = next(a for a in acts_of(sentence) if a.trigger.of(sentence) == trigger)
    assert (act.mood, act.negative) == (mood, negative)


@pytest.mark.parametrize(
    ("sentence", "group"),
    [
        ("The bloc gave the officers a week to reinstate the president.", "demand"),
        ("The garrison has until Sunday to withdraw.", "demand"),
        ("Nairobi threatened to close the border.", "threat"),
        ("Riyadh plans to buy forty jets.", "plan"),
        ("The two are due to meet in May.", "plan"),
        ("Observers expect the rebels to take the capital.", "predict"),
        ("She urged him to sign the treaty.", "vague"),
    ],
)
def test_the_governor_tells_what_is_done_with_the_act(sentence: str, group: str) -> None:
    governors = [act.governor for act in acts_of(sentence) if act.governor]
    assert [g.group for g in governors] == [group]


def test_set_phrases_name_no_act() -> None:
    assert acts_of("He will take decisions and leave open the rest.") == ()


def test_a_word_between_a_number_and_what_it_counts_is_no_act() -> None:
    sentence = "Washington promised to deliver four patrol boats to Manila by May."
    assert [act.trigger.of(sentence) for act in acts_of(sentence)] == ["deliver"]


def test_a_line_that_ends_with_have_after_an_act_noun_is_read() -> None:
    """It broke off with an IndexError: a headline has no full stop."""
    assert [act.trigger.of("The elections Greeks never had") for act in acts_of("The elections Greeks never had")] == [
        "elections"
    ]
