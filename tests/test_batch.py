"""`gpulse batch` gives what `gpulse read` gives, whatever dies on the way, and `gpulse import` adds it to a store."""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from gpulse.codec import encode_record
from gpulse.config import Settings
from gpulse.errors import InputError
from gpulse.reading.kit import load_kit
from gpulse.reading.pipeline import read_articles
from gpulse.record import Article
from gpulse.sources import BadInput, load_articles

pytest.importorskip("pyarrow", reason="the extra `batch` is not installed: batches are not tested")

from gpulse.batch import Asked, PartReader, cut_source, find_read, list_sources, name_part
from gpulse.exchange.partitions import load_part, load_parts, load_records, open_target

WORDS = (
    "Kenya said on {day} May that it would send {number} police officers to Haiti within a month. "
    "A spokesman in Nairobi said the first of them would fly on Tuesday."
)


def _write_lines(path: Path, count: int, first: int = 0) -> Path:
    rows = [
        {
            "id": f"post-{n}",
            "text": WORDS.format(day=n % 28 + 1, number=n + 100),
            "published": f"2024-06-{n % 3 + 1:02}",
        }
        for n in range(first, first + count)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def _asked(folder: Path, size: int = 4) -> Asked:
    return Asked(target=str(folder), settings=Settings(), form=None, published=None, size=size)


def _run(asked: Asked, source: Path) -> list[int]:
    """Read all parts of a source, as one actor would; return how many articles each holds."""
    target = open_target(asked.target, create=True)
    reader = PartReader(asked, np.array([], dtype="S16"))
    reader.kept = find_read(target, reader.reader)
    cut = cut_source(str(source), asked)
    return [len(reader.read(str(source), number, pickle.dumps(items)).digests) for number, items in cut]


def _records(folder: Path) -> list[bytes]:
    target = open_target(str(folder), create=False)
    return [encode_record(record) for record in load_records(target, load_parts(target))]


def _expected(source: Path) -> list[bytes]:
    articles = [a for a in load_articles([str(source)], Settings()) if isinstance(a, Article)]
    return [encode_record(record) for record in read_articles(articles, load_kit())]


def test_a_batch_holds_the_bytes_that_reading_gives_by_day(tmp_path: Path) -> None:
    source = _write_lines(tmp_path / "a.jsonl", 6)
    assert _run(_asked(tmp_path / "out"), source) == [4, 2]
    assert sorted(_records(tmp_path / "out")) == sorted(_expected(source))
    days = [json.loads(record)["article"]["published_at"] for record in _records(tmp_path / "out")]
    assert days == sorted(days)
    assert sorted(p.name for p in (tmp_path / "out" / "records").iterdir()) == [
        "published=2024-06-01", "published=2024-06-02", "published=2024-06-03",
    ]  # fmt: skip


def test_events_are_a_table_beside_the_records(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    source = _write_lines(tmp_path / "a.jsonl", 2)
    _run(_asked(tmp_path / "out"), source)
    events = pq.read_table(tmp_path / "out" / "events").to_pylist()
    found = [e["id"] for record in _expected(source) for e in json.loads(record)["events"]]
    assert len(events) == len(found) > 0


def test_a_second_run_reads_nothing_and_a_changed_source_is_read_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = _write_lines(tmp_path / "a.jsonl", 4)
    _run(_asked(tmp_path / "out"), source)
    before = {p: p.stat().st_mtime_ns for p in (tmp_path / "out").rglob("*.parquet")}
    assert _run(_asked(tmp_path / "out"), source) == [4]
    assert {p: p.stat().st_mtime_ns for p in (tmp_path / "out").rglob("*.parquet")} == before
    _write_lines(source, 3, first=2)
    assert _run(_asked(tmp_path / "out"), source) == [3]
    assert sorted(_records(tmp_path / "out")) == sorted(_expected(source))


def test_an_article_that_another_part_holds_is_not_read_again(tmp_path: Path) -> None:
    _run(_asked(tmp_path / "out"), _write_lines(tmp_path / "a.jsonl", 4))
    again = _write_lines(tmp_path / "b.jsonl", 6)
    assert _run(_asked(tmp_path / "out", size=6), again) == [2]
    assert sorted(_records(tmp_path / "out")) == sorted(_expected(again))


def test_an_article_that_kills_its_reader_is_told_and_the_part_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gpulse import batch

    def deadly(articles: list[Article], settings: Settings, workers: int) -> list[object]:
        kit = load_kit(settings)
        return [
            BadInput(origin=a.id, why=f"{a.id} ends the process that reads it.")
            if a.id == "post-1"
            else next(read_articles([a], kit))
            for a in articles
        ]

    monkeypatch.setattr(batch, "read_in_workers", deadly)
    source, asked = _write_lines(tmp_path / "a.jsonl", 3), _asked(tmp_path / "out")
    open_target(asked.target, create=True)
    (tmp_path / "out" / "parts" / f"{name_part(str(source), 0)}.begun").touch()  # an actor died over it before
    assert _run(asked, source) == [2]
    part = load_part(open_target(asked.target, create=False), name_part(str(source), 0))
    assert part is not None
    assert [one.why for one in part.failed] == ["post-1 ends the process that reads it."]
    assert not list((tmp_path / "out" / "parts").glob("*.begun"))


def test_a_part_without_its_last_file_does_not_count(tmp_path: Path) -> None:
    source = _write_lines(tmp_path / "a.jsonl", 4)
    _run(_asked(tmp_path / "out"), source)
    (one,) = (tmp_path / "out" / "parts").glob("*.json")
    one.unlink()
    assert _records(tmp_path / "out") == []
    _run(_asked(tmp_path / "out"), source)
    assert sorted(_records(tmp_path / "out")) == sorted(_expected(source))


def test_parquet_and_long_json_lines_give_the_articles_of_their_rows(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    lines = _write_lines(tmp_path / "a.jsonl", 3)
    rows = [json.loads(line) for line in lines.read_text().splitlines()]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "a.parquet")
    small = Asked(target="", settings=Settings(max_bytes=10), form=None, published=None, size=10)
    wanted = [a for a in load_articles([str(lines)], Settings()) if isinstance(a, Article)]
    for name in ("a.jsonl", "a.parquet"):
        for path in (str(tmp_path / name), (tmp_path / name).as_uri()):  # an object store is opened in the same way
            ((_, found),) = cut_source(path, small)
            assert found == wanted, path


def test_bad_sources_and_targets_are_told(tmp_path: Path) -> None:
    files, bad = list_sources([str(tmp_path / "none.warc"), "https://example.org/"])
    assert files == []
    assert [one.why for one in bad] == [
        f"{tmp_path / 'none.warc'} does not exist; check the path.",
        "https://example.org/ is no archive; give files, folders or addresses of an object store.",
    ]
    with pytest.raises(InputError, match="holds no parts/"):
        open_target(str(tmp_path), create=False)
    (tmp_path / "text.parquet").write_text("no Parquet")
    ((_, found),) = cut_source(str(tmp_path / "text.parquet"), _asked(tmp_path))
    assert isinstance(found[0], BadInput)


def _readers() -> list[int]:
    """Return the process numbers of Ray's actors that read."""
    found = []
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if b"ray::" in (words := line.read_bytes()) and b"Reading" in words:
                found.append(int(line.parent.name))
        except OSError:
            continue
    return found


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="needs /proc to find Ray's actors: skipped")
def test_two_workers_killed_on_the_way_change_nothing(tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="the extra `batch` is not installed: Ray is not tested")
    source = _write_lines(tmp_path / "a.jsonl", 120)
    gpulse = [sys.executable, "-m", "gpulse", "--store", str(tmp_path / "store.db")]
    run = subprocess.Popen(
        [*gpulse, "batch", str(source), "--to", f"parquet:{tmp_path / 'out'}", "--size", "15", "--workers", "2"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    killed = 0
    assert run.stdout is not None
    while killed < 2 and run.stdout.readline():
        for one in _readers()[:1]:
            os.kill(one, signal.SIGKILL)
            killed += 1
        time.sleep(0.5)
    _, errors = run.communicate(timeout=250)
    assert run.returncode == 0, errors
    assert killed == 2
    assert sorted(_records(tmp_path / "out")) == sorted(_expected(source))
    for words in ("120 added, 0 changed, 0 unchanged\n", "0 added, 0 changed, 120 unchanged\n"):
        done = subprocess.run([*gpulse, "import", str(tmp_path / "out")], capture_output=True, text=True, check=True)
        assert done.stderr == words


def test_a_batch_is_linked_without_a_store(tmp_path: Path) -> None:
    import pyarrow.parquet as pq
    from typer.testing import CliRunner

    from gpulse.cli import build_app
    from gpulse.linking.stories import build_stories
    from gpulse.views.stories import story_json

    source = _write_lines(tmp_path / "a.jsonl", 6)
    _run(_asked(tmp_path / "out"), source)
    for _ in range(2):  # the second time in place of the first
        ran = CliRunner().invoke(build_app(), ["link", str(tmp_path / "out")])
        assert ran.exit_code == 0, ran.output
    articles = [a for a in load_articles([str(source)], Settings()) if isinstance(a, Article)]
    expected = [story_json(story) for story in build_stories(read_articles(articles, load_kit()))]
    rows = pq.read_table(tmp_path / "out" / "stories").to_pylist()
    assert [json.loads(row["story"]) for row in rows] == json.loads(json.dumps(expected))
    assert [row["posts"] for row in rows] == [story["articles"] for story in expected]
