"""For or against whom a promise is, and the bodies that a state is only named as the one of."""

from __future__ import annotations

import pytest

from gpulse.reading.kit import Kit
from gpulse.reading.pipeline import read_article
from gpulse.record import Article, Commitment


def only(text: str, kit: Kit) -> Commitment:
    article = Article(id="post", text=text, title="", published_at="2024-03-01", language="en")
    [found] = read_article(article, kit).commitments
    return found


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("The Pentagon said it would send an additional $300 million in weapons to Ukraine in the coming days.", "UKR"),
        ("Denmark has pledged to donate its entire artillery to Ukraine.", "UKR"),
        ("Niger has ordered the French ambassador to leave within 48 hours.", "NER"),
    ],
)
def test_for_whom_is_read_from_the_act_and_its_surroundings(kit: Kit, text: str, to: str) -> None:
    assert only(text, kit).to == (to,)


def test_the_state_that_a_body_is_of_is_not_who_acts(kit: Kit) -> None:
    assert only("Colombia's ELN rebels will stop kidnapping for ransom, the group announced.", kit).by == ("ELN",)


def test_what_one_side_owes_the_other_is_owed_to_both(kit: Kit) -> None:
    text = (
        "Russia and North Korea signed a treaty in Pyongyang. Fighting in Ukraine goes on. The treaty stipulates that "
        "if either party is attacked, the other party shall promptly provide military assistance."
    )
    article = Article(id="post", text=text, title="", published_at="2024-06-20", language="en")
    [found] = read_article(article, kit).commitments
    assert set(found.to) == set(found.by) == {"RUS", "PRK"}
