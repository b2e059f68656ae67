"""Whole posts against their gold records: no figure falls below its floor of evaluation/posts.toml or posts_kept.toml.

tests/posts were read for rules; tests/posts_kept were chosen before the program saw them, and are only scored.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from gpulse.errors import InputError
from gpulse.evaluation.posts import score_posts, tally_posts
from gpulse.evaluation.tasks import evaluate
from gpulse.reading.kit import Kit, load_kit

ROOT = Path(__file__).parents[1]
POSTS = ROOT / "tests/posts"
KEPT = ROOT / "tests/posts_kept"


@pytest.fixture(scope="module")
def kit() -> Kit:
    return load_kit()


@pytest.mark.parametrize("folder", [POSTS, KEPT], ids=lambda folder: folder.name)
def test_no_figure_of_whole_posts_falls_below_its_floor(kit: Kit, folder: Path) -> None:
    if kit.network is None:
        pytest.skip("The package holds no weights of the reader model, which these floors are for.")
    floors = tomllib.loads((ROOT / f"evaluation/{folder.name}.toml").read_text(encoding="utf-8"))
    figures = evaluate("posts", folder, kit).figures
    assert {name: (figures[name], least) for name, least in floors.items() if figures[name] < least} == {}


@pytest.mark.parametrize("folder", sorted([*POSTS.iterdir(), *KEPT.iterdir()]), ids=lambda folder: folder.name)
def test_the_gold_of_a_post_is_in_its_words(folder: Path) -> None:
    text = (folder / "post.txt").read_text(encoding="utf-8")
    gold = json.loads((folder / "record.json").read_text(encoding="utf-8"))
    assert [c["id"] for c in gold["claims"] if c["evidence"] not in text] == []
    assert [a["content"] for a in gold["attributions"] if a["content"] not in text] == []


def test_a_folder_without_posts_is_told(kit: Kit, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no folders"):
        tally_posts(tmp_path, kit)


def test_posts_without_claims_have_no_figures() -> None:
    assert score_posts([]) == {}
