"""What goes wrong around a store: kills, a full disk, no permission, locks, other writers, a server that restarts."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gpulse.errors import StoreError
from gpulse.record import Article, Meta, Record, Sentence
from gpulse.store import Store, engine, open_store
from gpulse.store.check import check

if TYPE_CHECKING:
    from conftest import Postgres

ROOT = Path(__file__).parent.parent
NOBODY = 65534


def build_record(number: int, words: int = 200) -> Record:
    text = f"Post {number}. " + "Ministers met to speak about grain. " * words
    article = Article(id=f"post-{number}", text=text, published_at="2024-06-28")
    return Record(article=article, sentences=(Sentence(start=0, end=len(text) - 1),), meta=Meta(gpulse="0"))


def run_script(name: str, *words: str) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / name), *words],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def run_child(work: Callable[[], None]) -> int:
    """Run `work` in a child process; return its exit code."""
    child = multiprocessing.get_context("fork").Process(target=work)
    child.start()
    child.join(60)
    assert child.exitcode is not None
    return child.exitcode


@pytest.mark.timeout(280)
def test_kills_lose_nothing(store_url: str) -> None:
    """The script of docs/reliability.md, small; its seed is printed where it fails."""
    url = ("--url", store_url) if store_url.startswith("postgresql") else ()
    run_script("kills.py", "--kills", "12", "--seed", "7", *url)


# A full disk


def fill_until_full(path: str) -> None:
    """Add posts until the disk is full, note the last one that was reported as kept, and check the error."""
    with open_store(path) as store:
        kept = 0
        with pytest.raises(StoreError, match=r"free space|check the disk"):  # noqa: PT012
            while kept < 10_000:
                store.add_record(build_record(kept))
                kept += 1
    Path(path + ".kept").write_text(str(kept))


def finish_after_full(path: str) -> None:
    kept = int(Path(path + ".kept").read_text())
    assert kept > 5
    with open_store(path) as store:
        assert store.count_posts() == kept
        assert list(check(store)) == []
        assert [store.add_record(build_record(number)) for number in range(kept + 2)] == ["unchanged"] * kept + [
            "added"
        ] * 2
        assert list(check(store)) == []


def test_a_file_that_may_not_grow_loses_nothing(tmp_path: Path) -> None:
    path = str(tmp_path / "store.db")
    open_store(path).close()
    Path(path + ".kept").write_text("")

    def work() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, resource.RLIM_INFINITY))
        fill_until_full(path)

    assert run_child(work) == 0
    finish_after_full(path)


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    """A real full disk: a small file system in memory, where the tests may mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", str(disk)], capture_output=True).returncode:
        pytest.skip("may not mount a file system in memory; the test with a limited file stands for it")
    try:
        path = str(disk / "store.db")
        (disk / "store.db.kept").write_text("00000")
        fill_until_full(path)
        subprocess.run(["mount", "-o", "remount,size=8000k", str(disk)], check=True)
        finish_after_full(path)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


# Permission


def as_nobody(work: Callable[[], None]) -> int:
    def become() -> None:
        if os.getuid() == 0:
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        work()

    return run_child(become)


@pytest.mark.parametrize("folder_mode", [0o555, 0o755])
def test_a_store_that_may_not_be_written_is_read(folder_mode: int) -> None:
    import shutil
    import tempfile

    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    path = folder / "store.db"
    with open_store(str(path)) as store:
        store.add_record(build_record(1))
    path.chmod(0o444)
    folder.chmod(folder_mode)

    def work() -> None:
        with open_store(str(path)) as store:
            assert store.load_record("post-1") == build_record(1)
            assert len(list(store.load_records())) == 1
            with pytest.raises(StoreError, match="may not be written"):
                store.add_record(build_record(2))

    try:
        assert as_nobody(work) == 0
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_a_folder_that_may_not_be_written_is_said_so() -> None:
    import tempfile

    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        Path(folder).chmod(0o555)

        def work() -> None:
            with pytest.raises(StoreError, match=r"cannot be opened|cannot be made"):
                open_store(f"{folder}/store.db")
            with pytest.raises(StoreError, match="cannot be made"):
                open_store(f"{folder}/deeper/store.db")

        assert as_nobody(work) == 0


# Other writers


def test_a_locked_store_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with open_store(str(path)) as store:
        store.add_record(build_record(1))
        other = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        threading.Timer(0.5, lambda: other.execute("COMMIT")).start()
        started = time.monotonic()
        assert store.add_record(build_record(2)) == "added"
        assert time.monotonic() - started > 0.3
        other.close()


def test_a_store_that_stays_locked_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.2)
    path = tmp_path / "store.db"
    with open_store(str(path)) as store:
        store.add_record(build_record(1))
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="is being written by another process"):
            store.add_record(build_record(2))
        assert store.load_record("post-1") == build_record(1)  # readers are not held up
        other.execute("COMMIT")
        other.close()
        assert store.add_record(build_record(2)) == "added"


def add_many(url: str, numbers: range) -> None:
    with open_store(url) as store:
        for number in numbers:
            store.add_record(build_record(number, words=20))


def test_two_writers_keep_every_post_once(store_url: str) -> None:
    open_store(store_url).close()
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=add_many, args=(store_url, numbers)) for numbers in (range(60), range(30, 90))]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120)
    assert [writer.exitcode for writer in writers] == [0, 0]
    with open_store(store_url) as store:
        assert sorted(record.article.id for record in store.load_records()) == sorted(f"post-{n}" for n in range(90))
        assert all(len(store.load_versions(f"post-{number}")) == 1 for number in range(90))
        assert list(check(store)) == []


def test_many_open_an_empty_place_at_once(store_url: str) -> None:
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=add_many, args=(store_url, range(n, n + 3))) for n in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120)
    assert [writer.exitcode for writer in writers] == [0] * 4
    with open_store(store_url) as store:
        assert store.count_posts() == 6


def test_threads_share_a_store(store_url: str) -> None:
    with open_store(store_url) as store:
        threads = [
            threading.Thread(target=lambda n=n: [store.add_record(build_record(k)) for k in range(n, n + 10)])
            for n in (0, 5, 10)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert store.count_posts() == 20
        assert list(check(store)) == []


# A server that restarts


def test_a_server_that_restarts_is_waited_for(postgres: Postgres) -> None:
    url = postgres.create()
    done: list[str] = []
    with open_store(url) as store:

        def add() -> None:
            for number in range(400):
                done.append(store.add_record(build_record(number, words=20)))

        adding = threading.Thread(target=add)
        adding.start()
        for _ in range(2):
            time.sleep(0.5)
            postgres.stop()
            time.sleep(0.5)
            postgres.start()
        adding.join(100)
        assert len(done) == 400
        assert set(done) <= {"added", "unchanged"}  # committed, and the word of it lost: added again, unchanged
        assert store.count_posts() == 400
        assert list(check(store)) == []


def test_a_server_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError, match="postgresql"):
        open_store(f"postgresql://gpulse@/gpulse?host={tmp_path}")


def test_a_password_is_not_shown() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError) as caught:
        open_store("postgresql://gpulse:secret@127.0.0.1:9/gpulse")
    assert "secret" not in str(caught.value)


def test_a_transaction_that_loses_its_server_is_given_back_whole(postgres: Postgres) -> None:
    with open_store(postgres.create()) as store:
        store.add_record(build_record(1))
        with pytest.raises(StoreError), store.transaction():  # noqa: PT012
            store.add_record(build_record(2))
            postgres.stop()
            postgres.start()
            store.add_record(build_record(3))
        assert _ids(store) == ["post-1"]


def _ids(store: Store) -> list[str]:
    return [record.article.id for record in store.load_records()]
