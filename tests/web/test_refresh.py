"""The site as a process: it starts, keeps its summaries up to date beside the pages, and ends when told to."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from gpulse.errors import GpulseError
from gpulse.linking.summaries import is_stale
from gpulse.linking.summary import story_queries
from gpulse.record import Article, Record, Sentence
from gpulse.store import Store, open_store
from gpulse.views.web import refresh
from gpulse.views.web.refresh import Refresher, today

HERE = Path(__file__).parents[2] / "src"


def make_post(id: str) -> Record:
    text = "Lithuania sent tents."
    article = Article(id=id, text=text, title="Tents", published_at="2026-03-09")
    return Record(article=article, sentences=(Sentence(start=0, end=len(text)),))


def wait_until(holds: Callable[[], bool], seconds: float = 60.0) -> None:
    started = time.monotonic()
    while not holds():
        assert time.monotonic() - started < seconds
        time.sleep(0.05)


def test_a_new_post_is_taken_up_beside_the_pages(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refresh, "LOOK_SECONDS", 0.05)
    refresher = Refresher(store=store)
    refresher.start()
    try:
        store.add_record(make_post("late"))
        assert is_stale(store, today())
        refresher.wake()
        wait_until(lambda: not is_stale(store, today()))
        assert story_queries.load_story(store, "late").articles == ("late",)
    finally:
        refresher.stop()


def test_a_summary_that_fails_is_told_and_tried_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def fail(self: Refresher) -> float:
        calls.append(1)
        raise GpulseError("The disk is full.")

    monkeypatch.setattr(Refresher, "_work", fail)
    store.add_record(make_post("late"))
    refresher = Refresher(store=store)
    refresher.start()
    wait_until(lambda: refresher.state == "failed")
    assert refresher.why == "The disk is full."
    refresher.wake()
    wait_until(lambda: len(calls) > 1)
    refresher.stop()


def test_a_store_in_memory_is_summarised_in_the_same_process() -> None:
    with open_store(":memory:") as store:
        store.add_record(make_post("a"))
        assert Refresher(store=store)._work() >= 0
        assert not is_stale(store, today())


def test_serve_starts_answers_and_ends(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "gpulse", "--store", str(tmp_path / "new.db"), "serve", "--port", "0"]
    env = {**os.environ, "PYTHONPATH": str(HERE)}
    with subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        found = re.search(r"http://localhost:\d+/", running.stderr.readline())
        assert found
        with urllib.request.urlopen(found[0] + "healthz") as answer:
            assert json.load(answer)["state"] == "well"
        with urllib.request.urlopen(found[0]) as answer:
            assert "The store is empty" in answer.read().decode()
        running.send_signal(signal.SIGINT)
        assert running.wait(20) == 130


def test_a_port_that_is_taken_is_said_so(tmp_path: Path) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "gpulse", "--store", str(tmp_path / "new.db"), "serve", "--port", port]
        ended = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(HERE)}, capture_output=True, text=True)
    assert ended.returncode == 2
    assert "Nothing can listen on 127.0.0.1, port" in ended.stderr


def test_the_command_line_starts_without_the_pages() -> None:
    code = "import sys, gpulse.cli; gpulse.cli.build_app(); print([m for m in sys.modules if m in sys.argv[1:]])"
    heavy = ["fastapi", "starlette", "jinja2", "uvicorn", "argon2", "nh3", "prometheus_client", "sqlalchemy"]
    env = {**os.environ, "PYTHONPATH": str(HERE)}
    told = subprocess.run([sys.executable, "-c", code, *heavy], env=env, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
