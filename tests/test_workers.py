"""Several processes read as one does, and one that dies takes nothing with it."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from gpulse.config import Settings
from gpulse.errors import GpulseError, ModelError
from gpulse.reading.kit import load_kit
from gpulse.reading.pipeline import read_articles
from gpulse.reading.workers import read_in_workers
from gpulse.record import Article, Record
from gpulse.sources import BadInput

OPENERS = """
import os, signal, time
from pathlib import Path
from gpulse.errors import ModelError
from gpulse.record import Meta, Record

def read(article):
    if article.text == "slow":
        time.sleep(0.3)
    if article.text == "poison" or (article.text == "once" and not os.path.exists(article.id)):
        if article.text == "once":
            Path(article.id).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return Record(article=article, meta=Meta(gpulse="test"))

def plain(settings, read_at):
    return read

def broken(settings, read_at):
    raise ModelError("no model")

def dying(settings, read_at):
    os._exit(3)
"""


@pytest.fixture(scope="module")
def openers(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Reading functions that a new process can import: it is given this one's search path."""
    folder = tmp_path_factory.mktemp("openers")
    (folder / "openers_for_workers.py").write_text(OPENERS)
    sys.path.insert(0, str(folder))
    yield import_module("openers_for_workers")
    sys.path.remove(str(folder))


def _read(texts: list[str], opener: Callable[..., Any], workers: int = 2) -> list[Record | BadInput]:
    articles = [Article(id=f"{k}", text=text) for k, text in enumerate(texts)]
    return list(read_in_workers(articles, Settings(), workers, None, opener))


def test_order_is_that_of_the_articles(openers: Any) -> None:
    read = _read(["slow", "b", "c", "slow", *"efghijklmnopqrstuvwxyz"], openers.plain)
    assert [r.article.id for r in read if isinstance(r, Record)] == [str(k) for k in range(26)]


def test_a_post_that_kills_its_process_is_told_and_the_others_are_read(openers: Any) -> None:
    read = _read(["a", "poison", "c", "d"], openers.plain)
    assert [isinstance(r, BadInput) for r in read] == [False, True, False, False]
    assert "ends the process that reads it (exit code -9, twice)" in getattr(read[1], "why", "")


def test_a_process_that_dies_once_is_replaced_and_nothing_is_lost(openers: Any, tmp_path: Path) -> None:
    articles = [Article(id=str(tmp_path / f"{k}"), text="once" if k == 1 else "a") for k in range(4)]
    read = list(read_in_workers(articles, Settings(), 1, None, openers.plain))
    assert [r.article for r in read if isinstance(r, Record)] == articles
    assert (tmp_path / "1").exists()


def test_a_model_that_cannot_be_loaded_ends_the_reading(openers: Any) -> None:
    with pytest.raises(ModelError, match="no model"):
        _read(["a"], openers.broken)
    with pytest.raises(GpulseError, match="died before it could read"):
        _read(["a"], openers.dying)


def test_workers_read_what_one_process_reads() -> None:
    texts = ("Norway said on Monday that it will send Kyiv six ships by 1 May 2024.", "The army shelled Goma.", "No.")
    articles = [Article(id=str(k), text=text, published_at="2024-03-05") for k, text in enumerate(texts)]
    assert list(read_in_workers(articles, Settings(), 2)) == list(read_articles(articles, load_kit()))


def test_ctrl_c_leaves_a_store_that_is_right(tmp_path: Path) -> None:
    for k in range(40):
        (tmp_path / f"{k:02}.txt").write_text(f"Norway will send Kyiv {k} ships by May 2024. " * 12)
    command = [sys.executable, "-m", "gpulse", "--store", str(tmp_path / "s.db")]
    adding = subprocess.Popen(
        [*command, "add", "--workers", "2", str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert adding.stdout is not None
    told = [adding.stdout.readline() for _ in range(3)]
    family = Path(f"/proc/{adding.pid}/task/{adding.pid}/children")
    children = family.read_text().split() if family.exists() else pytest.skip("looks for processes in /proc")
    adding.send_signal(signal.SIGINT)
    rest, why = adding.communicate(timeout=120)
    assert adding.returncode == 130, why
    kept = [line for line in (*told, *rest.splitlines()) if line.startswith("added")]
    checked = subprocess.run([*command, "check"], capture_output=True, text=True, timeout=120, check=True)
    count = int(checked.stderr.split("sound:")[1].split()[0])
    assert len(kept) <= count <= len(kept) + 1
    assert children
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{child}").exists() for child in children) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not [child for child in children if Path(f"/proc/{child}").exists()]
