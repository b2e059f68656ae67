"""Commands on a store without posts, alerts or feeds: none is silent."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from gpulse.cli import build_app


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("ledger", "The ledger is empty as of "),
        ("due", "No commitment fits."),
        ("stories", "The store has no post."),
        ("alerts list", "There is no alert"),
        ("alerts run", "There is no alert"),
        ("feeds list", "No feed is watched"),
        ("feeds check", "No feed is watched"),
        ("watch --once", "No feed is watched"),
        ("users list", "There is no user"),
        ("search police", "No post matches."),
        ("check", "The store is sound: 0 posts."),
    ],
)
def test_nothing_is_empty_in_silence(tmp_path: Path, command: str, says: str) -> None:
    done = CliRunner().invoke(build_app(), ["--store", str(tmp_path / "store.db"), *command.split()])
    assert done.exit_code == 0, done.output
    assert says in done.output
