"""The command `gpulse evaluate`: figures with digest and spread; bad input in one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gpulse.cli import build_app
from gpulse.errors import InputError
from gpulse.evaluation.tasks import digest_of, evaluate
from gpulse.reading.kit import load_kit

OWN = Path(__file__).parent / "gold" / "timex-own.jsonl"


def test_figures_come_with_digest_seed_and_spread() -> None:
    done = CliRunner().invoke(build_app(), ["evaluate", "timex", str(OWN), "--limit", "20", "--json"])
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert found["data"] == digest_of(OWN)
    assert found["figures"]["documents"] == 20
    low, high = found["spread"]["value_f1"]
    assert low <= found["figures"]["value_f1"] <= high


def test_the_text_form_has_one_figure_a_line() -> None:
    done = CliRunner().invoke(build_app(), ["evaluate", "timex", str(OWN), "--limit", "5"])
    assert done.exit_code == 0, done.output
    assert "value_f1" in done.stdout
    assert "resamples" in done.stdout


@pytest.mark.parametrize(
    ("name", "path", "part", "words"),
    [
        ("colours", OWN, "all", "There is no task colours"),
        ("timex", Path("no/such.jsonl"), "all", "does not exist"),
        ("timex", OWN, "best", "--part best is unknown"),
        ("actors", OWN, "held-out", "no split"),
    ],
)
def test_bad_input_is_told_in_a_sentence(name: str, path: Path, part: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        evaluate(name, path, load_kit(), part)


def test_the_digest_depends_on_names_and_content(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    first = digest_of(tmp_path)
    (tmp_path / "a").write_text("2")
    second = digest_of(tmp_path)
    (tmp_path / "a").rename(tmp_path / "b")
    assert len({first, second, digest_of(tmp_path)}) == 3
