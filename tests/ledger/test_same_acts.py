"""The table of words that name the same act: every group's example, and what counts as told done."""

from __future__ import annotations

import pytest

from gpulse.linking.outcome.same_acts import SAME_ACTS, SameAct, act_groups_of


@pytest.mark.parametrize("group", SAME_ACTS, ids=lambda group: group.name)
def test_each_group_joins_the_words_that_promise_and_those_that_tell_it_done(group: SameAct) -> None:
    promised, told = group.example
    assert group.name in act_groups_of(promised)
    assert group.name in act_groups_of(told, done=True)


@pytest.mark.parametrize(
    "sentence",
    [
        "The ship will leave Norfolk.",
        "The ship has not left Norfolk.",
        "The ship is to leave.",
        "Unless the ship left.",
    ],
)
def test_what_is_to_come_or_denied_is_not_told_as_done(sentence: str) -> None:
    assert "go" not in act_groups_of(sentence, done=True)


def test_a_verb_in_double_e_is_known_by_its_past_form() -> None:
    assert "free" in act_groups_of("All ten were freed on Monday.", done=True)


def test_the_end_of_a_month_ends_nothing() -> None:
    assert "end" not in act_groups_of("They are to be delivered by the end of May.")
