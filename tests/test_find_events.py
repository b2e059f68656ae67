"""Events over the posts of a store: asked by who did it, to whom, where and how it is told."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gpulse.cli import build_app
from gpulse.errors import InputError, NotFound
from gpulse.record import Article, Event, Meta, Participant, Place, Record, Sentence, Span
from gpulse.store import open_store
from gpulse.store.find_events import Wanted, find_events

POSTS = (
    ("1", "2024-06-01", "Kenya", "KEN", "Haiti", "HTI", "AID", "planned", "Haiti"),
    ("2", "2024-06-02", "Kenya", "KEN", "Haiti", "HTI", "AID", "actual", "Haiti"),
    ("3", "2024-06-03", "Haiti", "HTI", "Kenya", "KEN", "SUPPORT", "actual", None),
)
"""Id, day, actor, recipient, type, realis and place of the one event of each post."""


def post(
    id: str, day: str, by: str, code: str, to: str, other: str, kind: str, realis: str, where: str | None
) -> Record:
    text = f"{by} acted and {to} was there."
    at = text.index(to)
    return Record(
        article=Article(id=id, text=text, title=f"Post {id}", published_at=day),
        sentences=(Sentence(start=0, end=len(text)),),
        events=(
            Event(
                id="e1", trigger=Span(start=len(by) + 1, end=len(by) + 6), event_type=kind, realis=realis,  # type: ignore[arg-type]
                actors=(Participant(start=0, end=len(by), name=by, code=code),),
                recipients=(Participant(start=at, end=at + len(to), name=to, code=other),),
                place=Place(name=where, country=other) if where else None, evidence=(Span(start=0, end=len(text)),),
            ),
        ),
        meta=Meta(gpulse="0"),
    )  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with open_store(str(tmp_path / "s.db")) as store:
        for row in POSTS:
            store.add_record(post(*row))
    return tmp_path / "s.db"


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Wanted(by="Kenya"), ["2", "1"]),
        (Wanted(by="KEN", only_facts=True), ["2"]),
        (Wanted(to="Kenya"), ["3"]),
        (Wanted(types=("aid",), since="2024-06-02"), ["2"]),
        (Wanted(place="Haiti"), ["2", "1"]),
        (Wanted(by="Chad"), []),
    ],
)
def test_events_that_match_newest_first(path: Path, wanted: Wanted, ids: list[str]) -> None:
    with open_store(str(path)) as store:
        found = find_events(store, wanted)
        assert [record.article.id for record in found] == ids
        assert [record.article.id for record in find_events(store, wanted, 1)] == ids[:1]


def test_what_cannot_be_asked(path: Path) -> None:
    with open_store(str(path)) as store:
        with pytest.raises(InputError, match="give --by"):
            find_events(store, Wanted(only_facts=True))
        with pytest.raises(NotFound, match="'Narnia'"):
            find_events(store, Wanted(by="Narnia"))


def test_the_command_prints_them_and_a_table(path: Path) -> None:
    run = CliRunner()
    shown = run.invoke(build_app(), ["--store", str(path), "events", "--by", "Kenya", "--fact"])
    assert "AID  Kenya → Haiti: acted" in shown.output
    assert "told as fact" in shown.output
    assert "planned" not in shown.output
    table = run.invoke(build_app(), ["--store", str(path), "events", "--by", "Kenya", "--csv"])
    rows = list(csv.DictReader(io.StringIO(table.stdout)))
    assert [(row["article"], row["realis"]) for row in rows] == [("2", "actual"), ("1", "planned")]
    none = run.invoke(build_app(), ["--store", str(path), "events", "--by", "Chad"])
    assert none.exit_code == 0
    assert "No event matches." in none.output
