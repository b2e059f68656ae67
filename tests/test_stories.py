"""Stories: which posts belong together, whatever the order; edits by hand; one story from the command line."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gpulse.cli import build_app
from gpulse.linking.grouping.by_day import link_by_day
from gpulse.linking.stories import StoryKit, build_stories, load_story_kit
from gpulse.linking.story.story_rows import Story
from gpulse.reading.kit import load_kit
from gpulse.reading.pipeline import read_articles
from gpulse.record import Article, Record
from gpulse.store.edits import StoryEdit

PORT = [
    ("01", "Wire A", "2031-03-01", "Harbour deal for Port Veldt",
     "Norland will dredge the harbour of Port Veldt by 30 June, its transport minister said on Saturday. The work "
     "costs 40 million crowns and is to open the harbour to grain ships from Estmark.\n\nEstmark's envoy was glad."),
    ("02", "Paper B", "2031-03-02", "Veldt harbour to be dredged",
     "The harbour of Port Veldt will be dredged by 30 June. Norland's transport minister made it known on Saturday; "
     "the work will cost 40 million crowns and open it to grain ships.\n\nFishermen are sceptical."),
    ("03", "Journal D", "2031-04-20", "Silt at Port Veldt",
     "Dredging at Port Veldt has not begun. As Wire A reported in March, Norland's transport minister had set a date "
     "for the harbour.\n\nThe ministry told this journal that it still meant to open the harbour by 30 June."),
]  # fmt: skip
VOTE = [
    ("11", "Wire A", "2031-03-02", "Sudmark votes",
     "Sudmark's parliament passed the pension law on Sunday by 61 votes to 40. Trade unions called a strike "
     "for Friday, and the opposition under Ilse Brandt went to court against the pension law."),
    ("12", "Paper B", "2031-03-02", "Pension law passes",
     "By 61 votes to 40 the parliament of Sudmark adopted the pension law on Sunday. The unions want to strike on "
     "Friday; Ilse Brandt, who leads the opposition, will take the pension law to court."),
]  # fmt: skip


@pytest.fixture(scope="module")
def kit() -> StoryKit:
    return load_story_kit()


@pytest.fixture(scope="module")
def records() -> list[Record]:
    articles = [
        Article(id=f"posts/{id}.md", publisher=publisher, published_at=day, title=title, text=text)
        for id, publisher, day, title, text in (*PORT, *VOTE)
    ]
    return list(read_articles(articles, load_kit()))


def test_posts_of_one_affair_are_one_story(records: list[Record], kit: StoryKit) -> None:
    found = build_stories(records, kit=kit)
    assert [[id[6:8] for id in story.articles] for story in found] == [["01", "02", "03"], ["11", "12"]]


def test_result_does_not_depend_on_order(records: list[Record], kit: StoryKit) -> None:
    first = build_stories(records, kit=kit)
    for seed in range(5):
        shuffled = random.Random(seed).sample(records, len(records))
        assert build_stories(shuffled, kit=kit) == first


def test_id_stays_when_a_later_post_joins(records: list[Record], kit: StoryKit) -> None:
    assert build_stories(records[:2], kit=kit)[0].id == build_stories(records[:3], kit=kit)[0].id


def test_title_is_a_sentence_of_a_post(records: list[Record], kit: StoryKit) -> None:
    for story in build_stories(records, kit=kit):
        assert any(story.title in record.article.text for record in records)


def test_split_and_merge_by_hand_stay(records: list[Record], kit: StoryKit) -> None:
    split = StoryEdit(action="split", articles=("posts/03.md",), why="silt is another matter", edited_at="2031-05-01")
    merge = StoryEdit(
        action="merge", articles=("posts/11.md", "posts/03.md"), why="one government", edited_at="2031-05-02"
    )
    found = build_stories(records, [split, merge], kit)
    assert [[id[6:8] for id in story.articles] for story in found] == [["01", "02"], ["11", "12", "03"]]


def test_posts_without_a_day_join_only_where_much_alike(records: list[Record], kit: StoryKit) -> None:
    undated = [replace(r, article=replace(r.article, published_at=None)) for r in records]
    groups = {frozenset(id[6:8] for id in story.articles) for story in build_stories(undated, kit=kit)}
    assert frozenset({"11", "12"}) in groups
    assert not any("01" in group and "11" in group for group in groups)


def test_nothing_gives_nothing(kit: StoryKit) -> None:
    assert build_stories([], kit=kit) == ()


def test_commands_print_stories(tmp_path: Path) -> None:
    for id, publisher, day, title, text in PORT:
        (tmp_path / f"{id}.md").write_text(f"---\ntitle: {title}\noutlet: {publisher}\npublished: {day}\n---\n{text}\n")
    run, app = CliRunner(), build_app()
    store = ["--store", f"sqlite:///{tmp_path}/s.db"]
    assert run.invoke(app, [*store, "add", *(str(tmp_path / f"{row[0]}.md") for row in PORT)]).exit_code == 0
    printed = run.invoke(app, [*store, "stories", "--json"])
    assert printed.exit_code == 0, printed.output
    story = json.loads(printed.output)
    assert len(story["articles"]) == 3
    assert {Path(link["article"]).stem: (link["from"] and Path(link["from"]).stem, link["how"])
            for link in story["lineage"]} == {
        "01": (None, "origin"), "02": ("01", "rewrite"), "03": ("01", "cites"),
    }  # fmt: skip
    shown = run.invoke(app, [*store, "story", story["id"][:5]])
    assert "Lineage" in shown.output
    words = " ".join(shown.output.split())
    assert "3 posts of 3 publishers; 3 of them tell the claim, from 1 independent origin: " in words
    assert words.count(story["title"]) < 4, "the claim is the title and is not told again below it"
    assert "digraph" in run.invoke(app, [*store, "story", story["id"], "--dot"]).output
    assert run.invoke(app, [*store, "story", "zzzz"]).exit_code != 0


def test_commands_merge_and_split(tmp_path: Path) -> None:
    for id, publisher, day, title, text in (*PORT, *VOTE):
        (tmp_path / f"{id}.md").write_text(f"---\ntitle: {title}\noutlet: {publisher}\npublished: {day}\n---\n{text}\n")
    run, app = CliRunner(), build_app()
    store = ["--store", f"sqlite:///{tmp_path}/s.db"]
    paths = {row[0]: str(tmp_path / f"{row[0]}.md") for row in (*PORT, *VOTE)}
    assert run.invoke(app, [*store, "add", *paths.values()]).exit_code == 0

    def groups() -> list[list[str]]:
        lines = run.invoke(app, [*store, "stories", "--json"]).output.splitlines()
        return [[Path(id).stem for id in json.loads(line)["articles"]] for line in lines]

    split = run.invoke(app, [*store, "stories", "split", paths["03"], "--because", "silt is another matter"])
    assert split.exit_code == 0, split.output
    assert groups() == [["01", "02"], ["11", "12"], ["03"]]
    merged = run.invoke(app, [*store, "stories", "merge", paths["03"], paths["11"], "--because", "one government"])
    assert "3 posts" in merged.output
    assert groups() == [["01", "02"], ["11", "12", "03"]]
    assert run.invoke(app, [*store, "stories", "merge", paths["03"], "--because", "alone"]).exit_code != 0
    assert run.invoke(app, [*store, "stories", "split", "nowhere.md", "--because", "unknown"]).exit_code != 0


def _in_order(records: list[Record]) -> list[Record]:
    return sorted(records, key=lambda r: (r.article.published_at is None, r.article.published_at, r.article.id))


def _told(records: list[Record], kit: StoryKit, days: int) -> list[Story]:
    found = [story for told in link_by_day(iter(_in_order(records)), kit, open_days=days) for story in told]
    return sorted(found, key=lambda story: (story.first_on or "", story.articles[0]))


def test_linking_by_day_gives_the_stories_of_linking_at_once(records: list[Record], kit: StoryKit) -> None:
    """Each of five years tells the same affairs again: silent for seven weeks within, and for ten months then."""
    years = [
        replace(r, article=replace(r.article, id=f"{year}/{r.article.id}", published_at=f"{year}{day[4:]}"))
        for r in records
        for year in range(2031, 2036)
        if (day := r.article.published_at)
    ]
    alone = [
        tuple(build_stories([r for r in years if r.article.id.startswith(f"{y}/")], kit=kit)) for y in range(2031, 2036)
    ]
    assert _told(years, kit, 60) == [story for year in alone for story in year]
    assert _told(records, kit, 60) == list(build_stories(records, kit=kit))
    assert [len(story.articles) for story in _told(records, kit, 20)] == [2, 2, 1]


def test_linking_by_day_lets_go_of_stories_that_came_to_rest(records: list[Record], kit: StoryKit) -> None:
    read: list[str] = []

    def noted() -> Iterator[Record]:
        for record in _in_order(records):
            read.append(record.article.id[6:8])
            yield record

    told = link_by_day(noted(), kit, open_days=20)
    first = [[id[6:8] for id in story.articles] for stories in (next(told), next(told)) for story in stories]
    assert (first, read) == ([["01", "02"], ["11", "12"]], ["01", "02", "11", "12", "03"])


def test_linking_by_day_keeps_posts_without_a_day_together(records: list[Record], kit: StoryKit) -> None:
    undated = [replace(r, article=replace(r.article, published_at=None)) for r in records[3:]]
    found = _told([*records[:3], *undated], kit, 60)
    assert [[id[6:8] for id in story.articles] for story in found] == [["11", "12"], ["01", "02", "03"]]
