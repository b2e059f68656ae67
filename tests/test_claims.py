"""The central claim of a story: the sentence that later posts come back to, and the posts that tell it anew."""

from __future__ import annotations

import pytest

from gpulse.linking.stories import StoryKit, load_story_kit, tell_story
from gpulse.linking.story.story_rows import Story
from gpulse.reading.kit import Kit, load_kit
from gpulse.reading.pipeline import read_articles
from gpulse.record import Article

FIRST = (
    "Norland has too few ships, and its port at Brel is full of old ones. Its navy will give Marshia two of its "
    "frigates by 1 June 2031, the defence minister, Ada Holm, said in Norstad on Monday. The crews are at sea."
)
LATER = (
    "The two frigates that Norland's navy will give Marshia by 1 June 2031 are being painted grey, a yard hand at Brel "
    "told our reporter.\n\nOld men watch."
)
AFTER = "Marshia's navy sailed its two frigates from Norland into Marshport on Sunday. A band played on the pier."


@pytest.fixture(scope="module")
def kit() -> Kit:
    return load_kit()


@pytest.fixture(scope="module")
def tables() -> StoryKit:
    return load_story_kit()


def tell(kit: Kit, tables: StoryKit, *posts: tuple[str, str, str]) -> Story:
    articles = [
        Article(id=str(number), publisher=publisher, published_at=day, title="Frigates", text=text)
        for number, (publisher, day, text) in enumerate(posts, start=1)
    ]
    return tell_story(list(read_articles(articles, kit)), tables)


def test_the_claim_is_what_is_promised_and_not_the_scene_before_it(kit: Kit, tables: StoryKit) -> None:
    story = tell(kit, tables, ("Wire A", "2031-03-04", FIRST), ("Paper B", "2031-06-03", AFTER))
    assert story.title.startswith("Its navy will give Marshia two of its frigates")


def test_the_same_promise_from_another_mouth_is_a_root_and_what_came_of_it_is_none(kit: Kit, tables: StoryKit) -> None:
    posts = (("Wire A", "2031-03-04", FIRST), ("Paper B", "2031-03-20", LATER), ("Paper D", "2031-06-03", AFTER))
    assert tell(kit, tables, *posts).roots == ("1", "2")
