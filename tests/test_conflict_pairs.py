"""Conflicts on small stories of our own (gold/conflicts.txt): what share is found, and how often one is made up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from gpulse.linking.stories import StoryKit, load_story_kit, tell_story
from gpulse.reading.kit import Kit, load_kit
from gpulse.reading.pipeline import read_articles
from gpulse.record import Article

CASES = Path(__file__).parent / "gold" / "conflicts.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A small story: why it is told, the two values of its conflict as (post, words), none where it has none."""

    why: str
    expected: tuple[tuple[str, str], ...]
    posts: tuple[tuple[str, str, str], ...]


def read_cases() -> list[Case]:
    """Read the small stories."""
    cases = []
    for block in CASES.read_text(encoding="utf-8").split("\n= ")[1:]:
        lines = block.strip().split("\n")
        values = tuple(
            (number, words)
            for part in lines[1].removeprefix("> ").split(" | ")
            if part != "none"
            for number, words in [part.split(" ", 1)]
        )
        rows = tuple(tuple(field.strip() for field in line.split(" | ")) for line in lines[2:])
        assert all(len(row) == 3 for row in rows), lines[0]
        cases.append(Case(why=lines[0], expected=values, posts=rows))  # type: ignore[arg-type]
    return cases


def found_in(case: Case, kit: Kit, tables: StoryKit) -> list[list[tuple[str, str]]]:
    """The values of each conflict found, as (post, words)."""
    articles = [
        Article(id=f"{k}", publisher=f"Paper {k}", published_at=day, title=title, text=text)
        for k, (day, title, text) in enumerate(case.posts, start=1)
    ]
    story = tell_story(list(read_articles(articles, kit)), tables)
    return [[(v.evidence.article, v.value) for v in c.values] for c in story.conflicts]


def is_found(case: Case, found: list[list[tuple[str, str]]]) -> bool:
    """Whether one conflict has a value of its own for each expected one."""

    def holds(values: list[tuple[str, str]]) -> bool:
        places = [
            {
                at
                for at, (post, value) in enumerate(values)
                if post == number and re.search(rf"(?<!\w){re.escape(words)}", value, re.IGNORECASE)
            }
            for number, words in case.expected
        ]
        return all(places) and len(set().union(*places)) >= len(places)

    return any(map(holds, found))


@pytest.mark.parametrize(("group", "least_found", "most_made_up"), [("", 26, 0), ("apart", 19, 2), ("later", 30, 1)])
def test_conflicts_of_small_stories(group: str, least_found: int, most_made_up: int) -> None:
    """30, 20 and 42 listed conflicts, 19, 15 and 25 stories without one; at first 8 of 26, 8 and 17 were found, and 4,
    5 and 6 made up. The first floor was 28 until a negation had to be more like what it negates, by which eight made up
    ones of 316 stories go; one more of the last group is made up since figures of one post are rivals by weights alone,
    and one more is found there. Statements of one post are weighed since: what a ministry counts against what
    another says of why people came ("8,200 arrivals", "of their own will") is none by that. One more of those apart is
    made up since statements whose speaker stands last are read ("…, the ministry said"); nobody has read which. With
    the weights of figures of 28 November one fewer of the last group is found, and one fewer is made up."""
    kit, tables = load_kit(), load_story_kit()
    found = made_up = 0
    for case in read_cases():
        if group == next((name for name in ("apart", "later") if case.why.startswith(name)), ""):
            conflicts = found_in(case, kit, tables)
            found += bool(case.expected) and is_found(case, conflicts)
            made_up += not case.expected and bool(conflicts)
    assert found >= least_found
    assert made_up <= most_made_up
