"""Our own gold sets of time expressions: news sentences and narratives of wars; the floors may only rise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gpulse.errors import InputError
from gpulse.evaluation.timex import load_own, score_timex, split_documents, tally_timex

GOLD = Path(__file__).parent / "gold"


@pytest.mark.parametrize(
    ("name", "relaxed", "value", "interval"),
    [
        ("timex-own.jsonl", 0.99, 0.98, 0.98),
        ("timex-narratives.jsonl", 0.98, 0.97, 0.97),
        ("timex-narratives-2.jsonl", 0.97, 0.97, 0.97),
        ("timex-narratives-3.jsonl", 0.99, 0.98, 0.98),
        ("timex-narratives-4.jsonl", 0.98, 0.97, 0.97),
        ("timex-narratives-5.jsonl", 0.98, 0.97, 0.97),
        ("timex-news-2.jsonl", 0.98, 0.97, 0.97),
        ("timex-narratives-6.jsonl", 0.98, 0.97, 0.97),
        ("timex-news-3.jsonl", 0.98, 0.97, 0.97),
        ("timex-narratives-7.jsonl", 0.98, 0.97, 0.97),
        ("timex-news-4.jsonl", 0.98, 0.97, 0.97),
        ("timex-dates.jsonl", 0.99, 0.98, 0.98),
    ],
)
def test_own_gold_holds_its_floor(name: str, relaxed: float, value: float, interval: float) -> None:
    scores = score_timex(tally_timex(GOLD / name))
    assert scores["relaxed_f1"] >= relaxed
    assert scores["value_f1"] >= value
    assert scores["interval_f1"] >= interval


@pytest.mark.parametrize("name", sorted(path.name for path in GOLD.glob("timex-*.jsonl")))
def test_gold_spans_hold_the_words_they_name(name: str) -> None:
    for line in (GOLD / name).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for timex in row["timexes"]:
            assert row["text"][timex["start"] : timex["end"]] == timex["text"]


def test_the_split_is_the_same_each_time_and_by_document() -> None:
    documents = load_own(GOLD / "timex-own.jsonl")
    first, second = split_documents(documents), split_documents(documents[::-1])
    assert {one.name for one in first[1]} == {one.name for one in second[1]}
    assert len(first[1]) == len(documents) // 3


def test_a_damaged_gold_file_is_named_with_its_line(tmp_path: Path) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"text": "a", "published": null, "timexes": []}\n{"text": 1}\n', encoding="utf-8")
    with pytest.raises(InputError, match="Line 2"):
        tally_timex(broken)
