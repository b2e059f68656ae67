"""The labelled stories of training/stories: every file is right, and what is wrong is told in one sentence."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "training"))

from ledger_gold import gold_of, status_on  # noqa: E402
from ledger_source import Shown, number_of, read_story  # noqa: E402

STORIES = sorted((ROOT / "training" / "stories").glob("*.txt"))
HEAD = """@story jets
@claim Denmark gives jets.
@report 01 | Wire A | 2023-08-20 | Jets | origin
Denmark will hand over 19 jets around New Year.
> c1 pledge AID | act: hand over | by: Denmark = DNK | to: - | said: - | when: 2023-08-20..2024-01-07 "around New Year"
? jets | 19 | 19..19
"""


def test_every_story_is_right() -> None:
    assert len(STORIES) > 300
    assert [wrong for path in STORIES for wrong in read_story(path)[1]] == []


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("> c1 pledge AID | act: give | by: Denmark = DNK | when: -..-", "the act 'give' is not in the sentence"),
        ("> c1 vow AID | act: hand over | by: Denmark = DNK | when: -..-", "is no ID KIND TYPE"),
        ("> c1 pledge AID | act: hand over | by: Norway = NOR | when: -..-", "'Norway' is neither in the sentence"),
        ("! c9 kept 2024-01-01 | act: hand over", "is no ID STATUS DAY"),
        ("? jets | twenty | 20..20", "a value is SLOT"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, line: str, why: str) -> None:
    path = tmp_path / "jets.txt"
    path.write_text(HEAD + line + "\n", encoding="utf-8")
    _, wrong = read_story(path)
    assert len(wrong) == 1
    assert wrong[0].startswith(f"{path}:7:")
    assert why in wrong[0]


def test_a_story_becomes_a_gold_ledger(tmp_path: Path) -> None:
    path = tmp_path / "jets.txt"
    later = """@report 02 | Paper B | 2024-08-05 | Jets seen | rewrite 01
    Six of 17 jets were shown on Sunday.
    ! c1 late 2024-08-04 | act: were shown
    ? jets | 17 | 17..17
    """
    path.write_text(HEAD + later, encoding="utf-8")
    story, wrong = read_story(path)
    assert wrong == []
    gold = gold_of(story)
    assert gold["commitments"][0]["outcome"]["status"] == "late"
    assert [(d["date"], d["status"]) for d in gold["commitments"][0]["as_of"]] == [
        ("2023-08-20", "pending"),
        ("2024-08-05", "late"),
    ]
    assert gold["origins"] == 1
    assert [value["low"] for value in gold["conflicts"][0]["values"]] == [19.0, 17.0]


def test_the_calendar_and_what_was_shown_by_a_day() -> None:
    shown = [
        ("2024-02-01", Shown(id="c1", status="broken", day=None, act="refused")),
        ("2024-05-01", Shown(id="c1", status="late", day="2024-04-30", act="came")),
    ]
    assert status_on("2024-01-01", "2024-01-15", shown) == ("pending", None)
    assert status_on("2024-01-20", "2024-01-15", shown) == ("overdue", None)
    assert status_on("2024-03-01", "2024-01-15", shown) == ("broken", None)
    assert status_on("2024-06-01", "2024-01-15", shown) == ("late", "2024-04-30")


def test_a_number_of_a_label_is_a_range_with_its_scale_and_a_share_is_none() -> None:
    assert number_of("500-600") == (500.0, 600.0)
    assert number_of("27 million pounds") == (27e6, 27e6)
    assert (number_of("30%"), number_of("")) == (None, None)
