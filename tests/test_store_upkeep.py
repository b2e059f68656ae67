"""A whole store is checked, copied, moved between databases, and let go of, without losing what it must keep."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gpulse.config import Settings
from gpulse.errors import InputError, StoreError
from gpulse.files import write_whole
from gpulse.intake import Added, Unread, add_articles, parse_pages, reread
from gpulse.page import Page
from gpulse.reading import pipeline
from gpulse.reading.kit import Kit, load_kit
from gpulse.record import Article, Event, Item, Mention, Meta, Place, Record, Span, StageRun
from gpulse.sources import BadInput
from gpulse.store import Ruling, Store, open_store
from gpulse.store.check import check, check_record
from gpulse.store.retention import Removed, remove, vacuum
from gpulse.store.search import search
from gpulse.store.transfer import back_up, export_store, import_store, restore

TEXT = "Séoul sent 50 trucks of grain to Busan."


def build_record(id: str = "a", text: str = TEXT, day: str | None = "2024-06-28", model: str = "m") -> Record:
    return Record(
        article=Article(id=id, text=text, title="Grain", published_at=day),
        mentions=(
            Mention(start=0, end=5, kind="place", name="Seoul", actor="KOR", place=Place(name="Seoul", country="KOR")),
        ),
        events=(
            Event(
                id="e0",
                trigger=Span(start=6, end=10),
                event_type="AID",
                items=(Item(start=11, end=20, text="50 trucks"),),
                evidence=(Span(start=0, end=39),),
            ),
        ),
        meta=Meta(gpulse="0", model=model, stages=(StageRun(stage="events", method="rules", version="1"),)),
    )


def fill(store: Store) -> None:
    store.add_record(build_record("a"), Page(origin="a", content=b"\x00<p>\xff", charset="latin-1"))
    store.add_record(build_record("a", TEXT + " It arrived."))
    store.add_record(build_record("b", day=None))
    store.add_record(build_record("b", day=None, model="newer"))
    store.add_record(build_record("c", day="2023-01-01"))
    store.retract("c", "A hoax.")
    store.add_ruling(Ruling(commitment="k", status="kept", on="2024-10", why="seen", ruled_at="2024-11-01"))


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    with open_store(store_url) as opened:
        fill(opened)
        yield opened


def contents(store: Store) -> object:
    """Return all that a store shows."""
    return (
        list(store.load_records()),
        store.load_versions("a"),
        store.load_provenance("b"),
        store.load_rulings(),
        [found.id for found in search(store, "trucks")],
    )


# Checking


def test_a_sound_store_has_no_problems(store: Store) -> None:
    assert list(check(store)) == []


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        ("UPDATE versions SET text = 'x' || text WHERE number = 1", "is not what was kept"),
        ("UPDATE versions SET title = 'Other' WHERE number = 2", "is not what was kept"),
        ("UPDATE readings SET digest = 'x' WHERE number = 1", "reading 1 is not what was kept"),
        ("UPDATE readings SET layers = digest_as_bytes WHERE number = 1", "reading 1 is damaged"),
        ("UPDATE pages SET content = content_as_bytes", "bytes of page 1 are not those"),
        ("UPDATE posts SET reading = 1 WHERE id = 'b'", "current reading is not of its current version"),
        ("UPDATE posts SET version = 1 WHERE id = 'b'", "current version is not one of its own"),
        ("UPDATE posts SET published_at = '2020' WHERE id = 'a'", "day of publication"),
        ("DELETE FROM fields WHERE reading = 2 AND position = 0", "fields of its reading 2"),
        ('UPDATE fields SET "length" = 3 WHERE reading = 2 AND position = 0', "fields of its reading 2"),
        ("DELETE FROM facets WHERE value = 'kor' AND reading = 2", "reading 2 is searched by"),
        ("INSERT INTO facets VALUES ('actor', 'x', 999)", "knows a reading that is not there"),
        ("DELETE FROM names WHERE name = 'bloc.size'", "names of fields"),
    ],
)
def test_damage_is_found(store: Store, damage: str, why: str) -> None:
    bytes_literal = "x'00'" if store.engine.dialect.name == "sqlite" else "'\\x00'::bytea"
    damage = damage.replace("digest_as_bytes", bytes_literal).replace("content_as_bytes", bytes_literal)
    with store.transaction() as connection:
        connection.exec_driver_sql(damage)
    assert any(why in problem.why for problem in check(store)), [problem.why for problem in check(store)]


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (replace(build_record(), events=build_record().events * 2), "two events have one id."),
        (
            replace(build_record(), events=(replace(build_record().events[0], attributions=(3,)),)),
            "event e0 names an attribution that is not there.",
        ),
        (
            replace(build_record(), mentions=(Mention(start=30, end=99, kind="place", name="x"),)),
            "the span 30–99 in mentions lies beyond the text.",
        ),
    ],
)
def test_a_record_that_does_not_hold_is_told(record: Record, why: str) -> None:
    assert list(check_record(record)) == [why]


# Copies


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_an_export_goes_round_between_databases(
    store: Store, kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    other = str(tmp_path / "other.db") if kind == "sqlite" else request.getfixturevalue("postgres").create()
    rows = export_store(store, tmp_path / "one.gz")
    with open_store(other) as copy:
        assert import_store(copy, tmp_path / "one.gz") == rows
        assert contents(copy) == contents(store)
        assert list(check(copy)) == []
        assert copy.load_page("b") is None
        assert copy.add_record(build_record("d")) == "added"  # numbering goes on
        assert copy.add_record(build_record("c")) == "retracted"
        with pytest.raises(StoreError, match="has posts"):
            import_store(copy, tmp_path / "one.gz")


def test_exporting_twice_gives_the_same_lines(store: Store, tmp_path: Path) -> None:
    export_store(store, tmp_path / "one.gz")
    export_store(store, tmp_path / "two.gz")
    one, two = (gzip.decompress((tmp_path / name).read_bytes()).splitlines()[1:-1] for name in ("one.gz", "two.gz"))
    assert one == two


def test_an_export_that_was_cut_or_changed_is_refused_whole(store: Store, tmp_path: Path) -> None:
    export_store(store, tmp_path / "one.gz")
    lines = gzip.decompress((tmp_path / "one.gz").read_bytes()).splitlines(keepends=True)
    changed = [line.replace(b"Grain", b"Sand") for line in lines]
    raw = (tmp_path / "one.gz").read_bytes()
    for number, content in enumerate(
        (gzip.compress(b"".join(lines[:-1])), gzip.compress(b"".join(changed)), raw[:-40], b"no export", b"")
    ):
        (tmp_path / "bad.gz").write_bytes(content)
        with open_store(str(tmp_path / f"new{number}.db")) as new:
            with pytest.raises(InputError, match=r"bad\.gz"):
                import_store(new, tmp_path / "bad.gz")
            assert new.count_posts() == 0


def test_a_backup_brings_everything_back(store: Store, tmp_path: Path) -> None:
    before = contents(store)
    back_up(store, tmp_path / "backup.db")
    assert sorted(path.name for path in tmp_path.iterdir() if "backup" in path.name) == ["backup.db"]
    store.add_record(build_record("later"))
    with pytest.raises(StoreError, match="--replace"):
        restore(store, tmp_path / "backup.db")
    restore(store, tmp_path / "backup.db", replace=True)
    assert contents(store) == before
    assert list(check(store)) == []
    assert store.add_record(build_record("later")) == "added"


def test_a_store_is_not_written_over_by_what_is_made_of_it(tmp_path: Path) -> None:
    """An export to the store's own file put the export in its place; a backup put the copy there."""
    path = tmp_path / "store.db"
    with open_store(str(path)) as store:
        fill(store)
        held = contents(store)
        with pytest.raises(InputError, match="is the store itself"):
            back_up(store, path)
        with pytest.raises(InputError, match="is a database"):
            export_store(store, path)
        with pytest.raises(InputError, match="is a database"):
            write_whole(path, [b"csv"])
        back_up(store, tmp_path / "backup.db")
        back_up(store, tmp_path / "backup.db")
    with open_store(str(path)) as store:
        assert contents(store) == held


def test_what_is_no_plain_file_is_written_to_and_not_replaced() -> None:
    write_whole(Path("/dev/null"), [b"csv"])
    assert Path("/dev/null").is_char_device()


def test_a_damaged_backup_is_not_restored(store: Store, tmp_path: Path) -> None:
    before = contents(store)
    back_up(store, tmp_path / "backup.db")
    with open_store(str(tmp_path / "backup.db")) as backup, backup.transaction() as connection:
        connection.exec_driver_sql("UPDATE versions SET text = 'other'")
    with pytest.raises(InputError, match="is not sound"):
        restore(store, tmp_path / "backup.db", replace=True)
    (tmp_path / "backup.db").write_bytes(b"nothing of the kind" * 1000)
    with pytest.raises(StoreError, match="no gpulse store"):
        restore(store, tmp_path / "backup.db", replace=True)
    assert contents(store) == before


def test_a_store_that_is_not_sound_is_not_backed_up(store: Store, tmp_path: Path) -> None:
    with store.transaction() as connection:
        connection.exec_driver_sql("UPDATE versions SET text = 'other'")
    with pytest.raises(InputError, match="is not sound"):
        back_up(store, tmp_path / "backup.db")
    assert not (tmp_path / "backup.db").exists()


# Letting go


def test_only_what_is_told_is_removed(store: Store) -> None:
    before = contents(store)
    assert remove(store) == Removed()
    vacuum(store)
    assert contents(store) == before
    assert remove(store, superseded_before="2999-01-01") == Removed(versions=1, readings=2, pages=1)
    assert remove(store, superseded_before="2999-01-01") == Removed()
    assert [version.current for version in store.load_versions("a")] == [True]
    assert remove(store, posts_before="2024-01-01") == Removed(posts=1, versions=1, readings=1)
    assert store.add_record(build_record("c")) == "retracted"
    assert remove(store, posts_before="2999-01-01") == Removed(posts=1, versions=1, readings=1)
    assert [record.article.id for record in store.load_records()] == ["b"]
    vacuum(store)
    assert list(check(store)) == []
    assert [found.id for found in search(store, "trucks")] == ["b"]


def test_page_bytes_can_be_let_go_of_alone(store: Store) -> None:
    assert remove(store, pages_before="2999-01-01") == Removed(pages=1)
    assert len(store.load_versions("a")) == 2


# Adding and reading again

HTML = (
    b"<html><body><article><h1>Grain</h1><p>" + b"Seoul sent fifty trucks of grain to Busan. " * 20 + b"</p></article>"
)


@pytest.fixture(scope="module")
def kit() -> Kit:
    return load_kit(Settings())


def test_what_is_held_is_not_read_again(store_url: str, kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    first = pipeline.STAGES[0]

    def run(drafts: list[pipeline.Draft], kit: Kit) -> object:
        read.extend(draft.article.id for draft in drafts)
        return first.run(drafts, kit)

    monkeypatch.setattr(pipeline, "STAGES", (replace(first, run=run),))
    articles = [Unread(article=Article(id=str(n), text=f"Post {n}.")) for n in range(40)]
    bad = BadInput(origin="x", why="No.")
    with open_store(store_url) as store:
        assert list(add_articles(store, articles[:20], kit)) == [Added(id=str(n), outcome="added") for n in range(20)]
        results = list(add_articles(store, [*articles, bad], kit))
        assert bad in results
        assert {(r.id, r.outcome) for r in results if isinstance(r, Added)} == {
            (str(n), "unchanged" if n < 20 else "added") for n in range(40)
        }
        assert read == [str(n) for n in range(40)]
        assert list(check(store)) == []


def test_adding_a_retracted_post_says_that_it_is_retracted_and_reads_nothing(
    store_url: str, kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "STAGES", pipeline.STAGES[:1])
    held, corrected = (Unread(article=Article(id="a", text=text)) for text in ("Post.", "Corrected."))
    with open_store(store_url) as store:
        list(add_articles(store, [held], kit))
        store.retract("a", "A test.")
        monkeypatch.setattr(pipeline, "STAGES", ())
        for again in (held, corrected):
            assert list(add_articles(store, [again], kit)) == [Added(id="a", outcome="retracted")]
        assert store.count_posts() == 0


def test_two_posts_of_one_id_in_a_batch_are_versions(store_url: str, kit: Kit) -> None:
    articles = [Unread(article=Article(id="a", text=text)) for text in ("One.", "Two.", "Two.")]
    with open_store(store_url) as store:
        assert [r.outcome for r in add_articles(store, articles, kit) if isinstance(r, Added)] == [
            "added",
            "changed",
            "unchanged",
        ]


def test_reading_again_touches_only_what_another_reader_read(
    store_url: str, kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(store_url) as store:
        list(add_articles(store, [Unread(article=Article(id=str(n), text=f"Post {n}.")) for n in range(3)], kit))
        assert list(reread(store, kit)) == []
        newer = replace(pipeline.STAGES[0], version="99")
        monkeypatch.setattr(pipeline, "STAGES", (newer,))
        list(add_articles(store, [Unread(article=Article(id="1", text="Post 1."))], kit))
        store.retract("2", "why")
        assert list(reread(store, kit)) == [Added(id="0", outcome="changed")]
        assert list(reread(store, kit)) == []
        assert store.load_record("0").meta.stages[0].version == "99"


def test_reading_again_does_not_undo_a_correction(store_url: str, kit: Kit) -> None:
    with open_store(store_url) as store:
        store.add_record(build_record("a"))
        stale = reread(store, kit)
        articles = store.load_stale_articles(Meta(gpulse="other"))
        assert next(articles).id == "a"
        store.add_record(build_record("a", "Corrected."))
        old = Unread(article=build_record("a").article, replaces="0" * 64)
        assert list(add_articles(store, [old], kit)) == [Added(id="a", outcome="unchanged")]
        assert store.load_record("a").article.text == "Corrected."
        assert list(stale) == [Added(id="a", outcome="changed")]
        assert store.load_record("a").article.text == "Corrected."


def test_reading_again_from_the_bytes_of_the_page(store_url: str, kit: Kit) -> None:
    page = Page(origin="https://example.org/grain", content=HTML, charset="utf-8", fetched_at="2024-06-28T00:00:00Z")
    with open_store(store_url) as store:
        (found,) = parse_pages([page])
        assert isinstance(found, Unread)
        poor = replace(build_record(page.origin), article=replace(found.article, text="Poorly extracted."))
        store.add_record(replace(poor, mentions=(), events=()), page)
        assert [r.outcome for r in reread(store, kit, from_pages=True) if isinstance(r, Added)] == ["changed"]
        assert store.load_record(page.origin).article.text == found.article.text
        kept = store.load_page(page.origin)
        assert kept is not None
        assert kept.content == HTML
        assert list(reread(store, kit, from_pages=True)) == []


def test_a_post_that_a_stage_fails_on_does_not_stop_the_others(
    store_url: str, kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = pipeline.STAGES[0]

    def run(drafts: list[pipeline.Draft], kit: Kit) -> object:
        if any(draft.article.id == "1" for draft in drafts):
            raise ZeroDivisionError("one post is bad")
        return first.run(drafts, kit)

    monkeypatch.setattr(pipeline, "STAGES", (first, replace(first, name="fragile", run=run)))
    with open_store(store_url) as store:
        articles = [Unread(article=Article(id=str(n), text=f"Post {n}.")) for n in range(3)]
        results = [result for result in add_articles(store, articles, kit) if isinstance(result, Added)]
        assert [(result.id, result.outcome, len(result.issues)) for result in results] == [
            ("0", "added", 0),
            ("1", "added", 1),
            ("2", "added", 0),
        ]
        (issue,) = store.load_record("1").issues
        assert (issue.stage, "ZeroDivisionError: one post is bad" in issue.why) == ("fragile", True)
        assert store.load_record("1").sentences
