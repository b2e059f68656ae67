"""The tables that pages ask instead of the records: they say what the records say, and follow what changes."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

import pytest

from gpulse.errors import InputError, NotFound
from gpulse.linking import commitments, summaries
from gpulse.linking.commitments import build_ledger
from gpulse.linking.grouping.posts import WordFrequencies, load_word_frequencies
from gpulse.linking.outcome.judge import load_judge
from gpulse.linking.stories import Grouped, build_stories, group_records
from gpulse.linking.story import kept_stories
from gpulse.linking.summaries import is_stale, summarise
from gpulse.linking.summary import row_queries, story_queries
from gpulse.linking.summary import summary_queries as queries
from gpulse.linking.summary.summary_notes import load_summaries
from gpulse.record import (
    Agreement,
    Article,
    Attribution,
    Commitment,
    Event,
    Mention,
    Meta,
    Participant,
    Place,
    Record,
    Sentence,
    Span,
    Speaker,
)
from gpulse.store import Ruling, Store, open_store

DAY = "2024-08-10"
PORT = Place(name="Port Vale", country="KOR", lat=35.0, lon=129.0)


def make_post(number: int, published: str, text: str, **layers: object) -> Record:
    """A post of one sentence."""
    article = Article(
        id=f"post-{number}", text=text, title=f"Post {number}", publisher="Wire A", published_at=published
    )
    whole = Sentence(start=0, end=len(text))
    return dataclasses.replace(
        Record(article=article, sentences=(whole,), meta=Meta(gpulse="0", model="m")),
        **layers,  # type: ignore[arg-type]
    )


def records() -> list[Record]:
    """A promise, an event in a place, a statement and an agreement."""
    promise = "Japan will send 20 engineers to Korea by 31 July 2024."
    event = "Japan sent engineers to Korea on 1 July 2024, the ministry said."
    whole = (Span(start=0, end=len(event)),)
    return [
        make_post(
            1,
            "2024-06-28",
            promise,
            mentions=(Mention(start=0, end=5, kind="place", name="Japan", actor="JPN"),),
            commitments=(
                Commitment(
                    id="c1", kind="pledge", by=("JPN",), to=("KOR",), event_type="AID", what="send 20 engineers",
                    said_on="2024-06-28", earliest="2024-06-28", latest="2024-07-31",
                    evidence=(Span(start=0, end=len(promise)),),
                ),
            ),
        ),
        make_post(
            2,
            "2024-07-02",
            event,
            events=(
                Event(
                    id="e1", trigger=Span(start=6, end=10), event_type="AID", place=PORT, earliest="2024-07-01",
                    latest="2024-07-01", actors=(Participant(start=0, end=5, name="Japan", code="JPN"),),
                    recipients=(Participant(start=24, end=29, name="Korea", code="KOR"),), evidence=whole,
                ),
            ),
            attributions=(
                Attribution(cue=Span(start=59, end=63), content=whole, speaker=Speaker(name="a ministry", code="JPN")),
            ),
            agreements=(Agreement(name="Engineers' Pact", parties=("JPN", "KOR"), evidence=whole),),
        ),
    ]  # fmt: skip


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    with open_store(store_url) as opened:
        for record in records():
            opened.add_record(record)
        assert summarise(opened, DAY)
        yield opened


def test_the_ledger_is_the_one_that_the_records_give(store: Store) -> None:
    expected = build_ledger(store.load_records(), DAY, judge=load_judge())  # as summaries are made
    found = row_queries.find_rows(store, row_queries.Wanted())
    assert (set(found.rows), found.total) == (set(expected.rows), len(expected.rows))
    row = expected.rows[0]
    assert row_queries.load_row(store, row.id[:5]) == row
    assert row_queries.find_rows_of(store, ["post-1"]) == (row,)
    assert row_queries.find_rows(store, row_queries.Wanted(facets={"by": "JPN"}, about="ENGINEERS")).rows == (row,)
    for nothing in (
        row_queries.Wanted(facets={"by": "KOR"}),
        row_queries.Wanted(about="100%"),
        row_queries.Wanted(due_from="2024-08-01"),
        row_queries.Wanted(due_until="2024-07-30"),
    ):
        assert row_queries.find_rows(store, nothing).total == 0, nothing
    with pytest.raises(InputError, match="no order"):
        row_queries.find_rows(store, row_queries.Wanted(), sort="colour")
    with pytest.raises(NotFound):
        row_queries.load_row(store, "ffffffff0")


def test_facets_count_the_rows_that_the_other_filters_leave(store: Store) -> None:
    counted = row_queries.count_facets(store, row_queries.Wanted(facets={"by": "KOR"}), ["by", "to"])
    assert counted["by"] == (queries.Count(value="JPN", count=1),)
    assert counted["to"] == ()


def test_stories_are_those_that_the_records_give(store: Store) -> None:
    expected = build_stories(list(store.load_records()))
    heads, total = story_queries.find_stories(store)
    assert ({head.id for head in heads}, total) == ({story.id for story in expected}, len(expected))
    for story in expected:
        assert story_queries.load_story(store, story.id) == story
        assert story_queries.load_story(store, story.articles[0]) == story


def test_items_are_found_by_actor_and_by_place_with_their_words(store: Store) -> None:
    (event,) = queries.find_items_of(store, "JPN", "event", ["actor"])
    assert event.quote == "Japan sent engineers to Korea on 1 July 2024, the ministry said."
    assert (event.post, event.place, event.actors) == ("post-2", "Port Vale", (("actor", "JPN"), ("recipient", "KOR")))
    assert queries.find_items_of(store, "JPN", "attribution", ["speaker"])[0].named == "said"
    assert queries.find_items_of(store, "KOR", "agreement", ["party"])[0].named == "Engineers' Pact"
    assert queries.find_placed(store, "2024-07-01", "2024-07-31") == (event,)
    assert queries.find_placed(store, "2024-07-02", "2024-07-31") == ()
    assert queries.find_placed(store, "2024-07-01", "2024-07-31", types=["ASSAULT"]) == ()
    assert queries.count_months(store) == (queries.Count(value="2024-07", count=1),)
    assert queries.count_undated(store) == 0
    assert queries.find_partners(store, "JPN") == (queries.Partner(actor="KOR", did=2, received=0),)
    assert queries.count_types_of(store, "KOR")["recipient"] == (queries.Count(value="AID", count=1),)
    assert queries.find_actor(store, "jpn").posts == 2
    with pytest.raises(NotFound):
        queries.find_actor(store, "Atlantis")


def test_what_changes_is_followed(store: Store) -> None:
    assert not is_stale(store, DAY)
    assert is_stale(store, "2024-08-11")
    row = row_queries.find_rows(store, row_queries.Wanted()).rows[0]
    _, _, seen = row_queries.find_changes(store)
    store.add_ruling(Ruling(commitment=row.id, status="broken", why="Nobody came.", ruled_at="2024-08-01T00:00:00Z"))
    assert summarise(store, DAY)
    assert load_summaries(store)["ledger"].as_of == DAY
    changes, count, _ = row_queries.find_changes(store, after=seen)
    assert [(change.before, change.status) for change in changes] == [(row.status, "broken")]
    assert count == 1
    store.retract("post-2", "It never appeared.")
    assert is_stale(store, DAY)
    summarise(store, DAY)
    assert queries.find_items_of(store, "JPN", "event", ["actor"]) == ()
    assert [head.id for head in queries.load_newest(store)[0]] == ["post-1"]
    assert set(queries.load_heads(store, ["post-1", "post-2"])) == {"post-1"}


def test_a_post_read_anew_replaces_what_it_said(store: Store) -> None:
    corrected = make_post(2, "2024-07-02", "Japan sent nobody.")
    assert store.add_record(corrected) == "changed"
    summarise(store, DAY)
    assert queries.find_items_of(store, "JPN", "event", ["actor"]) == ()


def test_pronouns_and_descriptions_are_nobody(store: Store) -> None:
    """The list of actors had "he" and "a spokesman" in it."""
    assert {actor.actor for actor in queries.find_actors(store)} == {"JPN", "KOR"}


def test_counted_people_are_nobody(store: Store) -> None:
    """The list of actors of the example posts had "150 people" in it."""
    text = "Japan sent 150 people and Kim Min-ji to Korea."
    people = (
        Mention(start=11, end=21, kind="person", name="150 people"),
        Mention(start=26, end=36, kind="person", name="Kim Min-ji"),
    )
    sent = Event(
        id="e1", trigger=Span(start=6, end=10), event_type="AID",
        actors=tuple(Participant(start=m.start, end=m.end, name=m.name) for m in people),
    )  # fmt: skip
    store.add_record(make_post(3, "2024-07-03", text, mentions=people, events=(sent,)))
    summarise(store, DAY)
    assert {actor.actor for actor in queries.find_actors(store)} == {"JPN", "KOR", "Kim Min-ji"}


def test_actors_of_a_retracted_post_are_counted_no_more(store: Store) -> None:
    before = {actor.actor: actor.times for actor in queries.find_actors(store)}
    store.retract("post-2", "an error")
    summarise(store, DAY)
    after = {actor.actor: actor.times for actor in queries.find_actors(store)}
    assert after["JPN"] < before["JPN"]


def test_actors_are_counted_after_a_kill_that_came_before(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {actor.actor: actor.times for actor in queries.find_actors(store)}
    store.add_record(dataclasses.replace(records()[1], article=dataclasses.replace(records()[1].article, id="post-9")))

    def killed(_: Store) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(summaries, "save_counts", killed)
        with pytest.raises(KeyboardInterrupt):
            summarise(store, DAY)
    summarise(store, DAY)
    after = {actor.actor: actor.times for actor in queries.find_actors(store)}
    assert after["JPN"] > before["JPN"]


def test_what_another_version_listed_is_listed_anew(store: Store) -> None:
    with store.transaction() as connection:
        connection.exec_driver_sql("UPDATE summaries SET basis = '1.0.0 0.0.1 1'")
        connection.exec_driver_sql("UPDATE layer_items SET named = 'old'")
    assert summarise(store, DAY)
    assert queries.find_items_of(store, "JPN", "event", ["actor"])[0].named == "sent"


def test_posts_grouped_for_the_ledger_and_the_stories_are_grouped_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A post more had all posts grouped twice: a quarter of what making the summaries again took."""
    grouped: list[int] = []
    group = group_records

    def count(records: Iterable[Record], frequencies: WordFrequencies) -> Grouped:
        grouped.append(1)
        return group(records, frequencies)

    for module in (summaries, kept_stories):
        monkeypatch.setattr(module, "group_records", count)
    monkeypatch.setattr(commitments, "stories_of", lambda _: pytest.fail("grouped again"))
    with open_store("sqlite://") as store:
        for record in records():
            store.add_record(record)
        summarise(store, DAY)
    assert grouped == [1]


def test_a_ledger_of_an_earlier_day_groups_only_what_was_published_by_then() -> None:
    known = records()
    together = dict.fromkeys([record.article.id for record in known], 0)
    later = [r for r in known if (r.article.published_on or "") > "2024-06-30"]
    assert later
    apart = build_ledger(known, "2024-06-30")
    assert build_ledger(known, "2024-06-30", story_of=together) == apart
    numbers = group_records(known, load_word_frequencies()).numbers()
    assert build_ledger(known, DAY, story_of=numbers) == build_ledger(known, DAY)
