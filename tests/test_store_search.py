"""Search finds the same posts on both databases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from gpulse.errors import InputError
from gpulse.record import Article, Event, Mention, Meta, Place, Record, Span
from gpulse.store import Store, open_store
from gpulse.store.search import search

POSTS = {
    "a": ("2024-06-01", "North Korea sends troops to Russia", "PRK", "Pyongyang"),
    "b": (
        "2024-06-02",
        "Russia says that soldiers from the north of Korea arrived; Café talks went on",
        "RUS",
        "Moscow",
    ),
    "c": ("2024-06-03", "A football match in Seoul drew troops of fans", "KOR", "Seoul"),
    "d": ("2024-06-03T10:00:00Z", "Ministers met and sending aid was discussed", "KOR", "Seoul"),
    "e": (None, "North Korea, undated", "PRK", "Pyongyang"),
}


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    with open_store(store_url) as opened:
        for id, (day, text, actor, place) in POSTS.items():
            mention = Mention(
                start=0, end=5, kind="place", name=place, actor=actor, place=Place(name=place, country=actor)
            )
            event = Event(id="e0", trigger=Span(start=0, end=3), event_type="AID" if id == "d" else "CONSULT")
            article = Article(id=id, text=text, published_at=day)
            opened.add_record(Record(article=article, mentions=(mention,), events=(event,), meta=Meta(gpulse="0")))
        yield opened


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("troops", ["c", "a"]),
        ("troops Russia", ["a"]),
        ('"North Korea"', ["a", "e"]),
        ("north korea", ["b", "a", "e"]),
        ("troops or soldiers", ["c", "b", "a"]),
        ("troops -football", ["a"]),
        ("send", ["d", "a"]),
        ("absent", []),
        ("o'clock", []),
        ("north* AND (korea", []),
    ],
)
def test_words(store: Store, words: str, ids: list[str]) -> None:
    assert [found.id for found in search(store, words)] == ids


def test_filters(store: Store) -> None:
    assert [f.id for f in search(store, actors=["prk"])] == ["a", "e"]
    assert [f.id for f in search(store, actors=["North Korea"])] == ["a", "e"]  # the name of a state does as well
    assert [f.id for f in search(store, places=["Seoul"])] == ["d", "c"]
    assert [f.id for f in search(store, places=["Seoul"], types=["AID"])] == ["d"]
    assert [f.id for f in search(store, "troops", since="2024-06-02")] == ["c"]
    assert [f.id for f in search(store, since="2024-06-02", until="2024-06-03")] == ["d", "c", "b"]
    assert [f.id for f in search(store, since="2024-06-02", limit=1)] == ["d"]


def test_a_superseded_version_is_not_found(store: Store) -> None:
    store.add_record(
        Record(article=Article(id="a", text="Corrected", published_at="2024-06-01"), meta=Meta(gpulse="0"))
    )
    assert [f.id for f in search(store, "troops")] == ["c"]
    assert [f.id for f in search(store, actors=["PRK"])] == ["e"]
    store.retract("c", "why")
    assert search(store, "troops") == ()


def test_the_snippet_slices_back(store: Store) -> None:
    for found in search(store, "korea or troops"):
        text = store.load_record(found.id).article.text
        assert found.snippet == text[found.start : found.start + len(found.snippet)]


def test_the_snippet_ends_with_a_whole_word(store: Store) -> None:
    text = "Troops " + "were sent to the border by two governments, " * 9
    store.add_record(Record(article=Article(id="long", text=text, published_at="2024-06-09"), meta=Meta(gpulse="0")))
    (found,) = search(store, "border")
    assert text[found.start + len(found.snippet)] in " ,"


@pytest.mark.parametrize("words", ["", "   ", "-troops", '""', "--- !!"])
def test_a_search_for_nothing_is_refused(store: Store, words: str) -> None:
    with pytest.raises(InputError):
        search(store, words)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"types": ["FOO"]}, "no event type 'FOO'"),
        ({"since": "last week"}, "'last week' is no day"),
        ({"until": "2024-02-31"}, "'2024-02-31' is no day"),
        ({"limit": 0}, "ask for at least one"),
    ],
)
def test_a_type_or_day_that_there_is_not_is_told_and_not_passed_over(
    store: Store, given: dict[str, Any], says: str
) -> None:
    with pytest.raises(InputError, match=re.escape(says)):
        search(store, "troops", **given)
