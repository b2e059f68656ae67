"""The floors of evaluation/ledger.toml: no figure on our own stories falls below them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from gpulse.errors import InputError
from gpulse.evaluation.tasks import evaluate
from gpulse.reading.kit import Kit, load_kit

STORIES = Path(__file__).parent / "stories"
FRESH = Path(__file__).parent / "fresh"
FLOORS = tomllib.loads((Path(__file__).parents[2] / "evaluation/ledger.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def kit() -> Kit:
    return load_kit()


@pytest.mark.timeout(900)  # thirty-six stories are read for the fresh ones
@pytest.mark.parametrize("part", FLOORS)
def test_no_figure_falls_below_its_floor(kit: Kit, part: str) -> None:
    path, part_of = (FRESH, "all") if part == "fresh" else (STORIES, part)
    figures = evaluate("ledger", path, kit, part_of).figures
    fallen = {name: (figures[name], least) for name, least in FLOORS[part].items() if figures[name] < least}
    assert not fallen


def test_a_folder_without_stories_is_told_so(kit: Kit, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no story"):
        evaluate("ledger", tmp_path, kit)
