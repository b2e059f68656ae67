"""In a store of many stories no promise is settled by a post of another story."""

from __future__ import annotations

from pathlib import Path

import pytest

from gpulse.evaluation.ledger import read_story
from gpulse.intake import parse_pages
from gpulse.linking.commitments import build_ledger
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


@pytest.mark.parametrize("stories", [OURS, BESIDE], ids=["ours", "beside"])
def test_no_outcome_rests_on_a_post_of_another_story(kit: Kit, stories: Path) -> None:
    if not stories.is_dir():
        pytest.skip(f"{stories} is not there: this test needs the stories beside the checkout.")
    records = {path.parent.name: read_story(path.parent, kit) for path in sorted(stories.glob("*/ledger.json"))}
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
