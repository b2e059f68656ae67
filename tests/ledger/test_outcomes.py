"""What became of a promise: single sentences, and the scoring of given commitments."""

from __future__ import annotations

from pathlib import Path

from gpulse.evaluation.outcomes import load_gold, settle_given, tally_outcomes
from gpulse.evaluation.tasks import evaluate
from gpulse.linking.commitments import build_ledger
from gpulse.linking.ledger_rows import Row
from gpulse.reading.kit import Kit
from gpulse.reading.pipeline import read_article
from gpulse.record import Article, Record

STORIES = Path(__file__).parent / "stories"


def read(kit: Kit, *posts: tuple[str, str]) -> list[Record]:
    """Read posts given as day and text."""
    return [
        read_article(Article(id=f"post-{n}", text=text, url=None, title="", published_at=day), kit)
        for n, (day, text) in enumerate(posts)
    ]


def rows_of(kit: Kit, *posts: tuple[str, str], as_of: str = "2026-01-01") -> tuple[Row, ...]:
    return build_ledger(read(kit, *posts), as_of).rows


def test_a_gang_that_attacks_police_stations_does_not_keep_the_promise_to_send_police(kit: Kit) -> None:
    [row] = rows_of(
        kit,
        ("2023-10-03", "Kenya will send 1,000 police officers to Haiti by 1 January 2024, its government said."),
        ("2024-03-02", "Kenya and Haiti signed an agreement on the police mission in Nairobi on Friday. While "
        "the prime "
         "minister of Haiti was abroad, gunmen attacked the airport and police stations in Port-au-Prince."),
        as_of="2024-03-10",
    )  # fmt: skip
    assert row.status == "overdue"


def test_given_commitments_are_rows_of_their_own_and_nothing_else_is(bases: list[Record]) -> None:
    gold = load_gold(STORIES / "french-bases-africa")
    rows = settle_given(gold["commitments"], bases, "2025-12-31")
    assert sorted(rows) == list(range(len(gold["commitments"])))
    assert [row.latest for row in rows.values()] == [one["window"]["latest"] for one in gold["commitments"]]


def test_the_task_gives_what_its_tallies_sum_to(kit: Kit) -> None:
    figures = evaluate("outcomes", STORIES, kit, limit=2).figures
    tallies = tally_outcomes(STORIES, kit, limit=2)
    assert figures["stories"] == 2
    assert figures["status"] == round(sum(t["status"] for t in tallies) / sum(t["days"] for t in tallies), 3)
