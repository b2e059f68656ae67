"""What must hold of every ledger: nothing from the future, no matter in which order posts came, and not slow."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gpulse.linking.commitments import build_ledger
from gpulse.linking.ledger.answers import Chances
from gpulse.linking.ledger.joined_tellings import join_tellings
from gpulse.linking.ledger.ledger_rows import Ledger
from gpulse.linking.ledger.tellings import tellings_of
from gpulse.linking.outcome.judge import Hearing, Wording, hear, load_judge
from gpulse.reading.kit import Kit
from gpulse.reading.pipeline import read_article
from gpulse.record import Article, Record
from gpulse.store import open_store

DAYS = st.dates(min_value=dt.date(2022, 6, 1), max_value=dt.date(2026, 1, 1))


def published_after(ledger: Ledger) -> list[str]:
    """The evidence in a ledger that was published after its day."""
    used = [
        evidence
        for row in ledger.rows
        for evidence in (
            *row.evidence,
            *row.outcome_evidence,
            *(version.evidence for version in row.versions),
            *(one for finding in row.history for one in finding.evidence),
            *(row.proposed.evidence if row.proposed else ()),
        )
    ]
    used += [evidence for row in ledger.refused for evidence in row.evidence]
    return [one.quote for one in used if (one.published_at or "")[:10] > ledger.as_of]


@settings(max_examples=60, deadline=None)
@given(day=DAYS)
def test_no_evidence_is_published_after_the_ledgers_day(bases: list[Record], truce: list[Record], day: dt.date) -> None:
    ledger = build_ledger([*bases, *truce], str(day))
    assert published_after(ledger) == []
    assert all((row.on or "") <= ledger.as_of for row in ledger.rows)


@settings(max_examples=25, deadline=None)
@given(data=st.data(), day=DAYS)
def test_the_order_of_posts_does_not_matter(
    bases: list[Record], truce: list[Record], data: st.DataObject, day: dt.date
) -> None:
    posts = [*bases, *truce]
    shuffled = data.draw(st.permutations(posts))
    assert build_ledger(shuffled, str(day)) == build_ledger(posts, str(day))


def test_adding_a_post_twice_changes_nothing(bases: list[Record], tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/store.db") as store:
        for record in (*bases, *bases, *reversed(bases)):
            store.add_record(record)
        kept = build_ledger(store.load_records(), "2025-12-31")
    assert kept == build_ledger(bases, "2025-12-31")


def test_statuses_of_the_past_stay_when_posts_are_added(bases: list[Record]) -> None:
    early = build_ledger(bases[:4], "2025-01-10")
    later = build_ledger(bases, "2025-01-10")
    assert early == later


@pytest.fixture(scope="module")
def big_store(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store of 10,000 posts, copies of one post with days and addresses of their own."""
    text = "Kigali will send 700 soldiers to its neighbour by June, the government said. It rained for a week."
    article = Article(
        id="first", text=text, url="https://wire-a.example/first", title="Soldiers", published_at="2024-01-01"
    )
    record = read_article(article, kit)
    address = f"sqlite:///{tmp_path_factory.mktemp('big')}/store.db"
    with open_store(address) as store, store.transaction():
        for n in range(10_000):
            store.add_record(replace(record, article=replace(article, id=f"post-{n}", url=f"{article.url}/{n}")))
    return address


def test_adding_one_post_to_ten_thousand_takes_at_most_a_second(big_store: str, bases: list[Record]) -> None:
    with open_store(big_store) as store:
        start = time.monotonic()
        store.add_record(bases[0])
        took = time.monotonic() - start
    assert took <= 1.0


def test_the_model_joins_tellings_of_one_story_only(bases: list[Record]) -> None:
    judge = load_judge()
    assert judge
    asked: list[tuple[str, str]] = []
    hearing = hear(judge, bases)

    def shown(_: Hearing, wording: Wording) -> Callable[[str, int, str], Chances]:
        def answer(article: str, start: int, day: str) -> Chances:
            asked.append((wording.article, article))
            return {"told": 0.5, "none": 0.5}

        return answer

    tellings = [telling for record in bases for telling in tellings_of(record)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Hearing, "shown", shown)
        join_tellings(tellings, hearing)
        assert {one for one, other in asked if one != other}
        asked.clear()
        join_tellings(tellings, hearing, {record.article.id: at for at, record in enumerate(bases)})
        assert all(one == other for one, other in asked)
