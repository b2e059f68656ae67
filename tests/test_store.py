"""The store keeps what it is given, once, in order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gpulse.errors import InputError, NotFound
from gpulse.page import Page
from gpulse.record import Article, Bloc, Event, Mention, Meta, Participant, Place, Record, Sentence, Span, StageRun
from gpulse.store import Ruling, StatusChange, StoryEdit, open_store

TEXT = "Seoul said on Friday that it would send grain."


def build_record(
    id: str = "a", text: str = TEXT, published_at: str | None = "2024-06-28", version: str = "1"
) -> Record:
    return Record(
        article=Article(id=id, text=text, title="Grain", published_at=published_at, published_from="given"),
        sentences=(Sentence(start=0, end=len(text)),),
        mentions=(
            Mention(
                start=0,
                end=5,
                kind="place",
                name="Seoul",
                actor="KOR",
                place=Place(name="Seoul", country="KOR"),
                chain=0,
            ),
        ),
        events=(
            Event(
                id="e0",
                trigger=Span(start=35, end=39),
                event_type="AID",
                actors=(Participant(start=0, end=5, name="Seoul", code="KOR"),),
                evidence=(Span(start=0, end=46),),
            ),
        ),
        blocs=(Bloc(name="the Seven", size=7, evidence=(Span(start=0, end=5),)),),
        meta=Meta(gpulse="0", model="m", stages=(StageRun(stage="sentences", method="rules", version=version),)),
    )


def test_adding_is_idempotent_and_loads_the_same_record(store_url: str) -> None:
    with open_store(store_url) as store:
        assert store.add_record(build_record()) == "added"
        assert store.add_record(build_record()) == "unchanged"
        assert store.load_record("a") == build_record()
        assert store.count_posts() == 1


def test_a_correction_and_a_new_reader_supersede(store_url: str) -> None:
    with open_store(store_url) as store:
        store.add_record(build_record())
        assert store.add_record(build_record(text=TEXT + " It did.")) == "changed"
        assert store.add_record(build_record(text=TEXT + " It did.", version="2")) == "changed"
        assert store.load_record("a").article.text.endswith("It did.")
        assert store.load_record("a").meta.stages[0].version == "2"


def test_records_come_by_day_then_id_and_until_a_day(store_url: str) -> None:
    with open_store(store_url) as store:
        for id, day in (("c", "2024-07-01T09:00:00Z"), ("b", "2024-06-28"), ("a", "2024-06-28"), ("d", None)):
            store.add_record(build_record(id, published_at=day))
        assert [r.article.id for r in store.load_records()] == ["d", "a", "b", "c"]
        assert [r.article.id for r in store.load_records("2024-07-01")] == ["a", "b", "c"]
        assert [r.article.id for r in store.load_records("2024-06-30")] == ["a", "b"]


def test_a_transaction_is_all_or_nothing(store_url: str) -> None:
    with open_store(store_url) as store:
        with pytest.raises(RuntimeError), store.transaction():  # noqa: PT012
            store.add_record(build_record())
            raise RuntimeError
        assert store.count_posts() == 0


def test_a_correction_is_kept_beside_what_was_said_before(store_url: str) -> None:
    with open_store(store_url) as store:
        store.add_record(build_record())
        store.add_record(build_record(text=TEXT + " It did."))
        store.add_record(build_record())
        assert [(len(v.article.text), v.current) for v in store.load_versions("a")] == [
            (len(TEXT), False),
            (len(TEXT) + 8, False),
            (len(TEXT), True),
        ]


def test_page_bytes_are_kept_once(store_url: str) -> None:
    page = Page(origin="https://example.org/a", content=b"<p>\xff</p>", charset="latin-1", fetched_at="2024-06-28")
    with open_store(store_url) as store:
        store.add_record(build_record("a"), page)
        store.add_record(build_record("b"), page)
        store.add_record(build_record("c"))
        assert store.load_page("a") == Page(
            origin="a", content=page.content, charset="latin-1", fetched_at="2024-06-28"
        )
        assert store.load_page("c") is None
        with store.reading() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM pages").scalar() == 1


def test_every_field_says_where_it_comes_from(store_url: str) -> None:
    record = replace(
        build_record(),
        meta=replace(
            build_record().meta,
            stages=(
                StageRun(stage="mentions", method="tagger", version="1"),
                StageRun(stage="events", method="rules", version="7"),
            ),
        ),
    )
    with open_store(store_url) as store:
        store.add_record(record)
        fields = {field.name: field for field in store.load_provenance("a")}
    actor = fields["event.actor"]
    assert (actor.value, actor.words, actor.start, actor.end) == ("KOR", "Seoul", 0, 5)
    assert (actor.stage, actor.method, actor.version, actor.model, actor.gpulse) == ("events", "rules", "7", "m", "0")
    assert fields["mention.place"].method == "tagger"
    assert fields["event.type"].words == "send"
    assert fields["bloc.size"].method is None  # no stage that ran fills it


def test_a_retraction_survives_adding_again(store_url: str) -> None:
    with open_store(store_url) as store:
        store.add_record(build_record())
        store.retract("a", "The publisher withdrew it.")
        assert store.add_record(build_record(text=TEXT + " More.")) == "retracted"
        assert list(store.load_records()) == []
        assert store.count_posts() == 0
        with pytest.raises(NotFound, match=r"was retracted on .*: The publisher withdrew it"):
            store.load_record("a")
        store.lift_retraction("a")
        assert store.load_record("a") == build_record()
        with pytest.raises(NotFound, match="not retracted"):
            store.lift_retraction("a")


def test_a_post_can_be_retracted_before_it_is_seen(store_url: str) -> None:
    with open_store(store_url) as store:
        store.retract("a", "A hoax.")
        assert store.add_record(build_record()) == "retracted"


def test_what_is_read_already_is_known_without_reading(store_url: str) -> None:
    record = build_record()
    with open_store(store_url) as store:
        assert store.find_outcome(record.article, record.meta) is None
        store.add_record(record)
        assert store.find_outcome(record.article, replace(record.meta, read_at="2024-07-01T00:00:00Z")) == "unchanged"
        assert store.find_outcome(record.article, replace(record.meta, model="newer")) is None
        assert store.find_outcome(replace(record.article, title="Corrected"), record.meta) is None


def test_text_that_no_database_keeps_is_refused(store_url: str) -> None:
    with open_store(store_url) as store:
        with pytest.raises(InputError, match="The text of 'a' holds NUL"):
            store.add_record(build_record(text="nul \0 here"))
        assert store.count_posts() == 0


def test_a_post_that_is_not_there_is_said_so(store_url: str) -> None:
    with open_store(store_url) as store, pytest.raises(NotFound, match="no post 'x'"):
        store.load_record("x")


def test_what_people_set_by_hand_is_kept_in_order(store_url: str) -> None:
    ruling = Ruling(commitment="k", status="kept", on="2024-10", why="seen", evidence=None, ruled_at="2024-11-01")
    edit = StoryEdit(action="merge", articles=("a", "b"), why="one visit", edited_at="2024-11-01")
    change = StatusChange(commitment="k", status="open", as_of="2024-07-01")
    with open_store(store_url) as store:
        store.add_ruling(ruling)
        store.add_ruling(replace(ruling, status="late"))
        store.add_story_edit(edit)
        assert [r.status for r in store.load_rulings("k")] == ["kept", "late"]
        assert store.load_rulings("other") == ()
        assert store.load_story_edits() == (edit,)
        store.note_statuses([change])
        store.note_statuses([replace(change, as_of="2024-07-02"), replace(change, commitment="other")])
        store.note_statuses([replace(change, status="overdue", as_of="2024-08-01")])
        assert [c.status for c in store.load_statuses("k")] == ["open", "overdue"]
