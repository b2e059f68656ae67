"""What the ledger's tests share: the records of a story, read once, and a store that holds it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from gpulse.cli import build_app
from gpulse.evaluation.ledger import read_story
from gpulse.reading.kit import Kit, load_kit
from gpulse.record import Record

STORIES = Path(__file__).parent / "stories"


@pytest.fixture(scope="session")
def kit() -> Kit:
    return load_kit()


@pytest.fixture(scope="session")
def bases(kit: Kit) -> list[Record]:
    """The records of the story of the French bases, oldest first."""
    return read_story(STORIES / "french-bases-africa", kit)


@pytest.fixture(scope="session")
def truce(kit: Kit) -> list[Record]:
    """The records of the story of the truces in Colombia, oldest first."""
    return read_story(STORIES / "colombia-eln", kit)


@pytest.fixture(scope="session")
def bases_store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a store with the story of the French bases."""
    address = f"sqlite:///{tmp_path_factory.mktemp('ledger')}/store.db"
    files = [str(path) for path in sorted((STORIES / "french-bases-africa/reports").glob("*.md"))]
    done = CliRunner().invoke(build_app(), ["--store", address, "add", *files])
    assert done.exit_code == 0, done.output
    return address


@pytest.fixture
def gpulse(bases_store: str) -> Callable[..., Result]:
    """Run a command on that store."""

    def run(*words: str) -> Result:
        return CliRunner().invoke(build_app(), ["--store", bases_store, *words])

    return run
