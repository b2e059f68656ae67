"""Conflicts between posts of which nothing tells the day: each test is named for what was told of them falsely."""

from __future__ import annotations

import pytest

from gpulse.linking.stories import StoryKit, load_story_kit, tell_story
from gpulse.linking.story.story_rows import Conflict
from gpulse.reading.kit import Kit, load_kit
from gpulse.reading.pipeline import read_articles
from gpulse.record import Article


@pytest.fixture(scope="module")
def kit() -> Kit:
    return load_kit()


@pytest.fixture(scope="module")
def tables() -> StoryKit:
    return load_story_kit()


def conflicts(kit: Kit, tables: StoryKit, *texts: str) -> tuple[Conflict, ...]:
    posts = [Article(id=f"{k}", publisher=f"Paper {k}", title="", text=text) for k, text in enumerate(texts)]
    return tell_story(list(read_articles(posts, kit)), tables).conflicts


MATCHES = (
    "The striker Dan Moe scored 14 points for the Lions on Friday in Oslo. He had 11 points and six rebounds in the "
    "second half. The coach said the team was tired.",
    "Dan Moe led the Lions in Oslo with 24 points on Friday. He had 16 points in March and 13 points in the cup. The "
    "coach was pleased.",
)
QUOTED = (
    "A climber fell to his death on Mount Cook. \"I can't speak for the first death, but here it looks like a lack of "
    'experience," inspector Dan Moe said.',
    'A climber has died on Mount Cook. Inspector Dan Moe said: "I cannot speak for the first death but in this case it '
    'looks like a lack of experience."',
)


@pytest.mark.parametrize("posts", [MATCHES, QUOTED])
def test_figures_of_two_matches_and_one_quotation_were_in_conflict(
    kit: Kit, tables: StoryKit, posts: tuple[str, str]
) -> None:
    assert not conflicts(kit, tables, *posts)


@pytest.mark.parametrize(
    ("posts", "values"),
    [
        (
            (
                "Robbers took diamonds worth 85 million euros from the shop in Paris, police said on Friday.",
                "Robbers took diamonds worth 108 million euros from the shop in Paris, the mayor said on Friday.",
            ),
            ["85 million euros", "108 million euros"],
        ),
        (
            (
                "The model Ana Rey died in Lima. She was in hospital for four weeks with pneumonia, said her agent.",
                "The model Ana Rey has died. She was in hospital for three weeks with pneumonia, her brother said.",
            ),
            ["four weeks", "three weeks"],
        ),
    ],
)
def test_two_counts_of_one_thing_stay_in_conflict(
    kit: Kit, tables: StoryKit, posts: tuple[str, str], values: list[str]
) -> None:
    assert values in [[value.value for value in conflict.values] for conflict in conflicts(kit, tables, *posts)]
