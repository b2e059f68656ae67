"""The example posts: their form, and the story that `make demo` tells of them, as a user sees it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gpulse.config import Settings
from gpulse.linking.commitments import build_ledger
from gpulse.linking.judge import load_judge
from gpulse.linking.ledger_rows import Row
from gpulse.linking.stories import build_stories
from gpulse.reading.kit import load_kit
from gpulse.reading.pipeline import read_articles
from gpulse.record import Article, Record
from gpulse.sources import load_articles

POSTS = Path(__file__).parent.parent / "examples" / "posts"
DAY = "2024-12-15"
"""The day that `make demo` asks the ledger for."""


@pytest.fixture(scope="module")
def records() -> list[Record]:
    articles = list(load_articles([str(POSTS)], Settings()))
    assert all(isinstance(article, Article) for article in articles)
    return list(read_articles((one for one in articles if isinstance(one, Article)), load_kit()))


def row_about(records: list[Record], words: str, day: str = DAY) -> Row:
    """Return the one row of the ledger whose act has these words."""
    rows = build_ledger([r for r in records if (r.article.published_at or "") <= day], day, judge=load_judge()).rows
    (found,) = [row for row in rows if words in (row.what or "")]
    return found


def test_every_post_says_who_published_it_and_when(records: list[Record]) -> None:
    assert 8 <= len(records) <= 12
    for record in records:
        article = record.article
        assert article.title
        assert re.fullmatch(r"(?:Wire|Paper|Portal|Site|Broadcaster) [A-Z]", article.publisher or ""), article.id
        assert article.published_from == "front matter"
        assert not record.issues
        assert not re.search(r"[“”\"]", article.text), "no real person is given words"
    days = [record.article.published_at or "" for record in records]
    assert days == sorted(days)


def test_a_promise_kept(records: list[Record]) -> None:
    row = row_about(records, "resign once a transitional council is in place")
    assert (row.status, row.on, row.by) == ("kept", "2024-04-24", ("HTI",))


def test_a_promise_kept_late(records: list[Record]) -> None:
    row = row_about(records, "within three weeks")
    assert (row.status, row.on, row.latest) == ("late", "2024-06-25", "2024-06-16")


def test_a_part_that_came_after_the_whole_was_suspended(records: list[Record]) -> None:
    """A deployment that is suspended until something happens is not given up, and a part of it that comes is a part."""
    row = row_about(records, "1,000 police officers")
    assert (row.status, row.on) == ("partial", "2024-06-25")
    assert "broken" not in [finding.status for finding in row.history]


def test_a_promise_overdue(records: list[Record]) -> None:
    row = row_about(records, "another 600 police officers")
    assert (row.status, row.latest, row.quantity and row.quantity.low) == ("overdue", "2024-11-30", 600)
    assert row_about(records, "another 600 police officers", "2024-11-15").status == "pending"


def test_a_handover_to_come(records: list[Record]) -> None:
    row = row_about(records, "hand over to an elected president")
    assert (row.by, row.latest, row.status) == (("HTI",), "2026-02-07", "pending")


def test_an_ultimatum_of_a_day(records: list[Record]) -> None:
    row = row_about(records, "name their members of the council")
    assert (row.kind, row.by, row.latest) == ("ultimatum", ("HTI",), "2024-03-13")


def test_the_rewrites_are_no_origins(records: list[Record]) -> None:
    (story,) = build_stories(records)
    links = {Path(link.article).stem: link for link in story.lineage}
    assert [links[name].how for name in ("02", "03", "04", "10")] == ["origin", "rewrite", "rewrite", "cites"]
    assert Path(links["10"].source or "").stem == "09"
    figures = [{value.low for value in conflict.values} for conflict in story.conflicts]
    assert {200, 400} in figures
