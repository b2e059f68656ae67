"""The floors of evaluation/floors.json: no figure on a public development part falls below them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gpulse.evaluation.tasks import TASKS, evaluate
from gpulse.reading.kit import Kit, load_kit

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
FLOORS = json.loads((ROOT / "evaluation/floors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def kit() -> Kit:
    return load_kit()


@pytest.mark.parametrize("row", FLOORS, ids=[f"{row['task']}-{row['path']}" for row in FLOORS])
def test_no_figure_falls_below_its_floor(kit: Kit, row: dict[str, Any]) -> None:
    path = SHARED / row["path"]
    if not path.exists():
        pytest.skip(f"{path} is not there: the gold sets lie beside the checkout, not in it.")
    if row.get("network") and kit.network is None:
        pytest.skip("The package holds no weights of the reader model, which this floor is for.")
    figures = evaluate(row["task"], path, kit, row["part"], row["limit"]).figures
    fallen = {name: (figures[name], least) for name, least in row["floors"].items() if figures[name] < least}
    assert not fallen


def test_every_floor_names_a_task() -> None:
    assert FLOORS
    assert {row["task"] for row in FLOORS} <= set(TASKS)
    assert all(row["part"] != "held-out" for row in FLOORS)
