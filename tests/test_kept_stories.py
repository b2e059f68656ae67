"""Stories that the store keeps: told once, again where a post came, and as they are told without keeping."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gpulse.linking.stories import build_stories
from gpulse.linking.story import kept_stories
from gpulse.linking.story.kept_stories import are_kept, find_kept, keep_stories, load_kept, load_one
from gpulse.reading.kit import load_kit
from gpulse.reading.pipeline import read_articles
from gpulse.record import Article, Record
from gpulse.store import Store, open_store
from gpulse.store.edits import StoryEdit

DAY = "2031-05-01"
POSTS = [
    ("01", "Wire A", "2031-03-01",
     "Norland will dredge the harbour of Port Veldt by 30 June, its transport minister said on Saturday. The work "
     "costs 40 million crowns and is to open the harbour to grain ships from Estmark."),
    ("02", "Paper B", "2031-03-02",
     "The harbour of Port Veldt will be dredged by 30 June. Norland's transport minister made it known on Saturday; "
     "the work will cost 45 million crowns and open it to grain ships from Estmark."),
    ("11", "Wire A", "2031-03-01",
     "Sudmark's parliament passed the pension law by 61 votes to 40. Trade unions called a strike for Friday."),
    ("12", "Paper B", "2031-03-02",
     "By 61 votes to 40 the parliament of Sudmark adopted the pension law. The unions want to strike on Friday."),
]  # fmt: skip


@pytest.fixture(scope="module")
def records() -> list[Record]:
    articles = [Article(id=id, publisher=paper, published_at=day, text=text) for id, paper, day, text in POSTS]
    return list(read_articles(articles, load_kit()))


@pytest.fixture
def store(tmp_path: Path, records: list[Record]) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path}/s.db") as opened:
        for record in records[:3]:
            opened.add_record(record)
        yield opened


def told(store: Store) -> list[tuple[str, ...]]:
    return [story.articles for story in build_stories(store.load_records(), store.load_story_edits())]


def test_kept_stories_are_those_that_are_told(store: Store) -> None:
    assert not are_kept(store)
    assert keep_stories(store, DAY)
    assert are_kept(store)
    assert not keep_stories(store, DAY)
    assert list(load_kept(store)) == list(build_stories(store.load_records()))
    assert [story.articles for story in load_kept(store, least=2)] == [("01", "02")]
    (id,) = find_kept(store, "02")
    assert find_kept(store, id[:4]) == [id]
    assert load_one(store, id).articles == ("01", "02")


def test_only_a_story_that_changed_is_told_again(
    store: Store, records: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_stories(store, DAY)
    again: list[tuple[str, ...]] = []
    tell = kept_stories.tell_story

    def note(found: list[Record], kit: object) -> object:
        again.append(tuple(record.article.id for record in found))
        return tell(found, kit)  # type: ignore[arg-type]

    monkeypatch.setattr(kept_stories, "tell_story", note)
    store.add_record(records[3])
    assert keep_stories(store, DAY)
    assert again == [("11", "12")]
    assert list(load_kept(store)) == list(build_stories(store.load_records()))
    again.clear()
    other = replace(records[0], article=replace(records[0].article, text=records[0].article.text.replace("40", "41")))
    store.add_record(next(iter(read_articles([other.article], load_kit()))))
    keep_stories(store, DAY)
    assert again == [("01", "02")]
    assert list(load_kept(store)) == list(build_stories(store.load_records()))


def test_what_a_person_parts_and_what_is_retracted_is_kept_so(store: Store) -> None:
    keep_stories(store, DAY)
    store.add_story_edit(StoryEdit(action="split", articles=("02",), why="another work", edited_at="2031-05-01"))
    assert not are_kept(store)
    keep_stories(store, DAY)
    assert [story.articles for story in load_kept(store)] == told(store) == [("01",), ("11",), ("02",)]
    store.retract("11", "withdrawn")
    keep_stories(store, DAY)
    assert [story.articles for story in load_kept(store)] == told(store) == [("01",), ("02",)]
