"""The store keeps what it is given, once, in order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gpulse.errors import NotFound
from gpulse.record import Article, Bloc, Meta, Record, Sentence, Span, StageRun
from gpulse.store import Ruling, StatusChange, StoryEdit, open_store

TEXT = "Seoul said on Friday that it would send grain."


def build_record(
    id: str = "a", text: str = TEXT, published_at: str | None = "2024-06-28", version: str = "1"
) -> Record:
    return Record(
        article=Article(id=id, text=text, title="Grain", published_at=published_at, published_from="given"),
        sentences=(Sentence(start=0, end=len(text)),),
        blocs=(Bloc(name="the Seven", size=7, evidence=(Span(start=0, end=5),)),),
        meta=Meta(gpulse="0", model="m", stages=(StageRun(stage="sentences", method="rules", version=version),)),
    )


def test_adding_is_idempotent_and_loads_the_same_record() -> None:
    with open_store(":memory:") as store:
        assert store.add_record(build_record()) == "added"
        assert store.add_record(build_record()) == "unchanged"
        assert store.load_record("a") == build_record()
        assert store.count_posts() == 1


def test_a_correction_and_a_new_reader_supersede() -> None:
    with open_store(":memory:") as store:
        store.add_record(build_record())
        assert store.add_record(build_record(text=TEXT + " It did.")) == "changed"
        assert store.add_record(build_record(text=TEXT + " It did.", version="2")) == "changed"
        assert store.load_record("a").article.text.endswith("It did.")
        assert store.load_record("a").meta.stages[0].version == "2"


def test_records_come_by_day_then_id_and_until_a_day() -> None:
    with open_store(":memory:") as store:
        for id, day in (("c", "2024-07-01T09:00:00Z"), ("b", "2024-06-28"), ("a", "2024-06-28"), ("d", None)):
            store.add_record(build_record(id, published_at=day))
        assert [r.article.id for r in store.load_records()] == ["d", "a", "b", "c"]
        assert [r.article.id for r in store.load_records("2024-07-01")] == ["a", "b", "c"]
        assert [r.article.id for r in store.load_records("2024-06-30")] == ["a", "b"]


def test_a_transaction_is_all_or_nothing() -> None:
    with open_store(":memory:") as store:
        with pytest.raises(RuntimeError), store.transaction():  # noqa: PT012
            store.add_record(build_record())
            raise RuntimeError
        assert store.count_posts() == 0


def test_a_post_that_is_not_there_is_said_so() -> None:
    with open_store(":memory:") as store, pytest.raises(NotFound, match="no post 'x'"):
        store.load_record("x")


def test_what_people_set_by_hand_is_kept_in_order() -> None:
    ruling = Ruling(commitment="k", status="kept", on="2024-10", why="seen", evidence=None, ruled_at="2024-11-01")
    edit = StoryEdit(action="merge", articles=("a", "b"), why="one visit", edited_at="2024-11-01")
    change = StatusChange(commitment="k", status="open", as_of="2024-07-01")
    with open_store(":memory:") as store:
        store.add_ruling(ruling)
        store.add_ruling(replace(ruling, status="late"))
        store.add_story_edit(edit)
        assert [r.status for r in store.load_rulings("k")] == ["kept", "late"]
        assert store.load_rulings("other") == ()
        assert store.load_story_edits() == (edit,)
        assert store.note_status(change)
        assert not store.note_status(replace(change, as_of="2024-07-02"))
        assert store.note_status(replace(change, status="overdue", as_of="2024-08-01"))
        assert [c.status for c in store.load_statuses("k")] == ["open", "overdue"]
