"""In a store of many stories no promise is settled by a post of another story, and each finds the same sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from gpulse.evaluation.ledger import read_story
from gpulse.intake import parse_pages
from gpulse.linking.commitments import build_ledger, promise_of, stories_of
from gpulse.linking.ledger.joined_tellings import join_tellings
from gpulse.linking.ledger.tellings import tellings_of
from gpulse.linking.outcome.nearby import index_sentences, near_of
from gpulse.linking.outcome.told import find_told
from gpulse.linking.outcome.turns import names_party
from gpulse.reading.kit import Kit
from gpulse.reading.pipeline import read_articles
from gpulse.record import Record
from gpulse.sources import BadInput, load_inputs

ROOT = Path(__file__).parents[2]
OURS = Path(__file__).parent / "stories"
BESIDE = ROOT.parent / "shared/gold/ledger"


def read_examples(kit: Kit) -> list[Record]:
    files = [str(path) for path in sorted((ROOT / "examples/posts").glob("*.md"))]
    pages = parse_pages(load_inputs(files, kit.settings), form=None, published=None)
    return list(read_articles([page.article for page in pages if not isinstance(page, BadInput)], kit))


def read_stories(stories: Path, kit: Kit) -> dict[str, list[Record]]:
    return {path.parent.name: read_story(path.parent, kit) for path in sorted(stories.glob("*/ledger.json"))}


@pytest.fixture(scope="module")
def ours(kit: Kit) -> dict[str, list[Record]]:
    return read_stories(OURS, kit)


@pytest.mark.parametrize("stories", [OURS, BESIDE], ids=["ours", "beside"])
def test_no_outcome_rests_on_a_post_of_another_story(kit: Kit, stories: Path, ours: dict[str, list[Record]]) -> None:
    if not stories.is_dir():
        pytest.skip(f"{stories} is not there: this test needs the stories beside the checkout.")
    records = dict(ours if stories == OURS else read_stories(stories, kit))
    records["examples"] = read_examples(kit)
    story_of = {record.article.id: name for name, group in records.items() for record in group}
    ledger = build_ledger([record for group in records.values() for record in group], "9999-12-31")
    settled = [row for row in ledger.rows if row.outcome_evidence]
    assert len(settled) > len(records)
    foreign = [
        (story_of[one.article], row.what, one.quote)
        for row in settled
        for one in row.outcome_evidence
        if story_of[one.article] not in {story_of[telling.article] for telling in row.evidence}
    ]
    assert foreign == []


@pytest.mark.parametrize("whole", [False, True])
def test_sentences_looked_up_are_those_that_going_through_all_finds(ours: dict[str, list[Record]], whole: bool) -> None:
    known = sorted(
        (r for group in ours.values() for r in group), key=lambda r: (r.article.published_at or "", r.article.id)
    )
    groups = join_tellings([telling for record in known for telling in tellings_of(record)])
    promises, told, story_of = [promise_of(group) for group in groups], find_told(known), stories_of(known)
    sentences = index_sentences(told, story_of)
    for promise in promises:
        stories = {story_of[article] for article, *_ in promise.told_in}
        own = [item for item in told if story_of[item.evidence.article] in stories]
        assert near_of(promise, sentences, whole) == [item for item in own if whole or names_party(promise, item)]


def test_a_store_of_many_affairs_tells_of_each_what_a_store_of_its_own_tells(ours: dict[str, list[Record]]) -> None:
    """The words of other affairs once weighed the words of a promise anew, and their posts told what became of it."""
    story_of = {record.article.id: at for at, group in enumerate(ours.values()) for record in group}
    records = [record for group in ours.values() for record in group]
    together = build_ledger(records, "2026-06-01", story_of=story_of)
    alone = [
        row
        for group in ours.values()
        for row in build_ledger(group, "2026-06-01", story_of={r.article.id: 0 for r in group}).rows
    ]
    assert {(row.id, row.status) for row in together.rows} == {(row.id, row.status) for row in alone}
