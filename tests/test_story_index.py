"""The index of stories: one more post, in any order, gives what grouping all at once gives."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gpulse.article import parse_articles
from gpulse.linking.grouping import clusters
from gpulse.linking.grouping.alike import chance_of
from gpulse.linking.grouping.clusters import StoryIndex, group_posts, merge_groups
from gpulse.linking.grouping.posts import Post, build_post, load_word_frequencies
from gpulse.reading.kit import load_kit
from gpulse.reading.pipeline import read_articles
from gpulse.record import Article

WORDS = [f"w{k}" for k in range(40)]


def make_post(id: str, seed: int) -> Post:
    """A post of one of six affairs, with words of its own beside the affair's."""
    order = random.Random(seed)
    affair = order.randrange(6)
    words = {f"a{affair}{k}": order.uniform(0.2, 1) for k in range(4)} | {
        order.choice(WORDS): order.uniform(0.1, 0.8) for _ in range(5)
    }
    length = sum(w * w for w in words.values()) ** 0.5
    ranked = sorted(words.items(), key=lambda row: (-row[1], row[0]))
    day = order.choice([None, *range(100, 140, 3)])
    terms = {term: weight / length for term, weight in ranked}
    return Post(id=id, day=day, publisher=None, terms=terms, plain=sum(terms.values()))


def ids(groups: list[list[Post]]) -> list[list[str]]:
    return [[post.id for post in group] for group in groups]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=45, unique=True), st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_stories(seeds: list[int], order: random.Random) -> None:
    posts = [make_post(f"{seed}", seed) for seed in seeds]
    expected = ids(group_posts(posts))
    order.shuffle(posts)
    assert ids(group_posts(posts)) == expected
    begun = order.randrange(len(posts))
    index = StoryIndex(posts[:begun])
    for post in posts[begun:]:
        before = ids(index.groups())
        changed = ids(index.add(post))
        assert changed == [group for group in ids(index.groups()) if group not in before]
    assert ids(index.groups()) == expected


def test_bounds_on_work_do_not_depend_on_order(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """With few neighbours and few proposing posts the bounds bite; the order still does not matter."""
    monkeypatch.setattr(clusters, "NEIGHBOURS", 3)
    monkeypatch.setattr(clusters, "COMMON_TERM", 9)
    for seed in range(12):
        posts = [make_post(f"{k}", 100 * seed + k) for k in range(60)]
        expected = ids(group_posts(posts))
        random.Random(seed).shuffle(posts)
        index = StoryIndex(posts[:30])
        for post in posts[30:]:
            index.add(post)
        assert ids(index.groups()) == expected


def test_another_version_of_a_post_takes_its_place() -> None:
    posts = [make_post(f"{k}", k) for k in range(20)]
    index = StoryIndex(posts)
    changed = make_post("7", 4321)
    index.add(changed)
    assert ids(index.groups()) == ids(group_posts([*posts[:7], *posts[8:], changed]))


def test_few_words_that_name_the_day_of_another_affair_tell_another() -> None:
    """A post of a few words joined the story of another vote: both name 20 June, and one state."""

    def tell(id: str, other: str, terms: dict[str, float]) -> Post:
        parties = {"KEN": 0.8, other: 0.6}
        return Post(
            id=id, day=110, publisher=None, terms=terms, parties=parties, known=dict.fromkeys(parties, 5.0),
            days=frozenset({140}),
        )  # fmt: skip

    vote = tell("a", "UGA", {"@KEN": 0.3, "budget": 0.67, "vote": 0.67})
    assert chance_of(vote, tell("b", "TZA", {"@KEN": 0.4, "ferry": 0.91})) < clusters.STRONG
    assert chance_of(vote, tell("c", "TZA", {"@KEN": 0.4, "budget": 0.91})) > 0.9


def join_groups(
    count: int, pairs: Sequence[tuple[int, int, float]], days: Sequence[int | None] = ()
) -> list[list[int]]:
    """The places 0 … `count` - 1 in the groups that all steps of average linkage make."""
    groups = {at: [at] for at in range(count)}
    for one, two, _ in merge_groups(count, pairs, days):
        groups[one] += groups.pop(two)
    return [sorted(group) for group in groups.values()]


def test_two_affairs_that_each_hold_together_stay_apart() -> None:
    within, across = 0.95, 0.55
    pairs = [(a, b, within if a // 3 == b // 3 else across) for a in range(6) for b in range(a + 1, 6)]
    assert join_groups(6, pairs) == [[0, 1, 2], [3, 4, 5]]


def test_two_posts_of_one_act_and_two_of_another_stay_apart() -> None:
    """Also where the parties that they share make each pair likely by itself; one post more of unlike words joins."""
    within, across = 0.98, 0.5
    pairs = [(a, b, within if a // 2 == b // 2 else across) for a in range(4) for b in range(a + 1, 4)]
    days = (100, 101, 103, 104)
    assert join_groups(4, pairs, days) == [[0, 1], [2, 3]]
    assert join_groups(3, [pair for pair in pairs if pair[1] < 3], days[:3]) == [[0, 1, 2]]


def test_two_sides_of_one_affair_told_by_turns_are_one_story() -> None:
    within, across = 0.95, 0.55
    pairs = [(a, b, within if a // 3 == b // 3 else across) for a in range(6) for b in range(a + 1, 6)]
    by_turns, years_apart = (0, 40, 90, 20, 60, 120), (0, 40, 90, 900, 940, 990)
    assert join_groups(6, pairs, by_turns) == [[0, 1, 2, 3, 4, 5]]
    assert join_groups(6, pairs, years_apart) == [[0, 1, 2], [3, 4, 5]]
    assert join_groups(6, pairs) == [[0, 1, 2], [3, 4, 5]]


@pytest.mark.parametrize(("seed", "common", "count"), [(295, 30, 60), (625, 15, 100)])
def test_a_story_whose_posts_join_in_another_way_is_compared_again(
    monkeypatch: pytest.MonkeyPatch, seed: int, common: int, count: int
) -> None:
    """The story has the posts that it had, but on the way to it stood another group, which another story fits."""
    monkeypatch.setattr(clusters, "NEIGHBOURS", 5)
    monkeypatch.setattr(clusters, "COMMON_TERM", common)
    posts = [make_post(f"{k}", 1000 * seed + k) for k in range(count)]
    expected = ids(group_posts(posts))
    order = random.Random(seed)
    for drawn in ([3, 5, 8], [9, 15, 30], [30, 60, 100]):  # the draws that found the seed
        order.choice(drawn)
    order.shuffle(posts)
    index = StoryIndex(posts[:-12])
    for post in posts[-12:]:
        index.add(post)
    assert ids(index.groups()) == expected


def test_posts_of_unrelated_affairs_are_mostly_stories_of_their_own() -> None:
    """One post each of 23 stories: by the likeness of words alone they fell into 14 groups, later into 18."""
    kit, frequencies = load_kit(), load_word_frequencies()
    folders = sorted(path.parent for path in (Path(__file__).parent / "ledger" / "stories").glob("*/ledger.json"))
    articles = [article for folder in folders for article in _first_post(folder)]
    posts = [build_post(record, frequencies) for record in read_articles(articles, kit)]
    assert len(posts) == 23
    assert len(group_posts(posts)) >= 22


def _first_post(folder: Path) -> Iterator[Article]:
    path = min((folder / "reports").glob("*.md"))
    for article in parse_articles(path.read_bytes(), origin=str(path)):
        assert isinstance(article, Article)
        yield article
