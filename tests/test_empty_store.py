"""Commands on a store without posts, alerts or feeds: none is silent."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from gpulse.cli import build_app
from gpulse.errors import InputError, NotFound


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


def test_a_store_that_was_not_there_is_said_to_be_new(tmp_path: Path) -> None:
    """A mistyped `--store` made an empty store and said only that it was empty."""
    path = tmp_path / "stroe.db"
    asked = CliRunner().invoke(build_app(), ["--store", str(path), "stories"])
    assert f"there was no store at {path}" in asked.output
    again = CliRunner().invoke(build_app(), ["--store", str(path), "stories"])
    assert "there was no store" not in again.output


def test_a_mistyped_actor_is_told_and_ends_with_an_error(tmp_path: Path) -> None:
    """`gpulse search --actor Narnia` ended with exit code 0 and nothing."""
    store = ["--store", str(tmp_path / "store.db")]
    with pytest.raises(NotFound, match="none has an actor called 'Narnia'"):
        CliRunner().invoke(build_app(), [*store, "search", "--actor", "Narnia"], catch_exceptions=False)
    assert CliRunner().invoke(build_app(), [*store, "search", "--actor", "Kenya"]).exit_code == 0
    added = CliRunner().invoke(build_app(), [*store, "alerts", "add", "n", "--actor", "Narnia"])
    assert added.exit_code == 0
    assert "no post so far has an actor called 'Narnia'" in added.output


def test_taking_back_a_post_that_is_not_there_says_so(tmp_path: Path) -> None:
    store = ["--store", str(tmp_path / "store.db")]
    done = CliRunner().invoke(build_app(), [*store, "retract", "nope", "--because", "a hoax"])
    assert "The store has no post 'nope'; one of that id will be kept out." in done.output


def test_a_calendar_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    """`gpulse ledger --ics` ended with a traceback where the folder is no folder."""
    (tmp_path / "file").write_text("")
    command = ["--store", str(tmp_path / "store.db"), "ledger", "--ics", str(tmp_path / "file" / "due.ics")]
    with pytest.raises(InputError, match="cannot be written"):
        CliRunner().invoke(build_app(), command, catch_exceptions=False)


def test_the_ledger_has_promises_of_posts_whose_day_nobody_knows(tmp_path: Path) -> None:
    """`gpulse ledger` ended with a traceback where a promise stood in a post without a day."""
    (tmp_path / "a.txt").write_text(
        "Kenya will send another 600 police officers to Haiti in November, President William Ruto said on Friday."
    )
    (tmp_path / "b.md").write_text(
        "---\npublished: 2024-06-26\n---\nKenya sent 600 police officers to Haiti on Tuesday."
    )
    store = ["--store", str(tmp_path / "store.db")]
    CliRunner().invoke(build_app(), [*store, "add", str(tmp_path)], catch_exceptions=False)
    done = CliRunner().invoke(build_app(), [*store, "ledger"], catch_exceptions=False)
    assert "Kenya to Haiti" in done.output
    then = CliRunner().invoke(build_app(), [*store, "ledger", "--as-of", "2024-07-01"], catch_exceptions=False)
    assert "no post that is known to be published by then promises anything" in then.output
