"""The command line as its user meets it: inputs of each kind, bad ones among good ones, and exit codes."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gpulse.cli import main

if TYPE_CHECKING:
    from conftest import Web

GOOD = "Kenya sent 400 police officers to Haiti on Tuesday, the government in Nairobi said."


@dataclass(frozen=True, kw_only=True)
class Ended:
    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.err.splitlines()


Run = Callable[..., Ended]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run `gpulse` with words, as the shell does; give back its exit code and what it printed."""

    def go(*words: str | Path, stdin: bytes = b"") -> Ended:
        monkeypatch.setattr(sys, "argv", ["gpulse", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = 0
        try:
            main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1 if ended.code else 0
        out, err = capfd.readouterr()
        return Ended(code=code, out=out, err=err)

    return go


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(GOOD)
    return path


def write(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


BAD = {
    "empty.txt": (b"", "is empty"),
    "latin.txt": ("Café".encode("latin-1"), "is not UTF-8 at byte 3"),
    "binary.txt": (bytes(range(256)) * 8, "is a binary file"),
    "report.pdf": (b"%PDF-1.7\n\xe2\xe3", "is a PDF"),
    "menu.html": (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "holds no article text"),
    "front.md": (b"---\ntitle: a\nKenya", "never closes it"),
    "when.md": (b"---\npublished: soon\n---\nKenya sent police.", "does not say when it was published"),
    "line.jsonl": (b'{"text": ', "is no JSON"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_does_not_stop_the_others(name: str, tmp_path: Path, good: Path, run: Run) -> None:
    content, why = BAD[name]
    ended = run("read", "--json", write(tmp_path, name, content), good)
    assert ended.code == 2
    first, last = ended.lines
    assert first.startswith("gpulse: ")
    assert name in first
    assert why in first
    assert last == "gpulse: 1 of 2 inputs could not be read (see above); the others were."
    (line,) = ended.out.splitlines()
    assert json.loads(line)["article"]["text"] == GOOD


def test_fifty_megabytes_of_junk_are_refused_at_once(tmp_path: Path, good: Path, run: Run) -> None:
    junk = tmp_path / "junk.html"
    with junk.open("wb") as file:
        file.write(b"<p>")
        file.truncate(50_000_000)
    ended = run("read", "--json", junk, good)
    assert ended.code == 2
    assert "junk.html is larger than 20,000,000 bytes" in ended.lines[0]
    assert len(ended.out.splitlines()) == 1


def test_a_missing_file_and_a_folder_without_posts(tmp_path: Path, good: Path, run: Run) -> None:
    (tmp_path / "empty").mkdir()
    write(tmp_path / "empty", "picture.png", b"\x89PNG")
    ended = run("read", "--json", tmp_path / "nowhere.txt", tmp_path / "empty", good)
    assert ended.code == 2
    assert "nowhere.txt does not exist; check the path." in ended.lines[0]
    assert "holds no text, Markdown, HTML, JSON Lines or WARC files" in ended.lines[1]
    assert len(ended.out.splitlines()) == 1


def test_an_address_that_cannot_be_reached(good: Path, run: Run, monkeypatch: pytest.MonkeyPatch, web: Web) -> None:
    monkeypatch.setenv("GPULSE_ALLOW_PRIVATE", "yes")
    monkeypatch.setenv("GPULSE_RETRIES", "0")
    ended = run("read", "--json", "http://127.0.0.1:9/post", web.address + "/gone", good)
    assert ended.code == 2
    assert "http://127.0.0.1:9/" in ended.lines[0]
    assert "cannot be reached" in ended.lines[0]
    assert "/gone" in ended.lines[1]
    assert "404" in ended.lines[1]
    assert len(ended.out.splitlines()) == 1


def test_a_page_is_read_from_its_address(run: Run, monkeypatch: pytest.MonkeyPatch, web: Web) -> None:
    monkeypatch.setenv("GPULSE_ALLOW_PRIVATE", "yes")
    body = "".join(f"<p>{GOOD} Sentence {number} says more about it.</p>" for number in range(6))
    url = web.serve("/post", f"<html><head><title>Kenya</title></head><body><article>{body}</article></body></html>")
    ended = run("read", "--json", url, "--published", "2024-06-26")
    assert ended.code == 0, ended.err
    article = json.loads(ended.out)["article"]
    assert (article["url"], article["published_at"], article["published_from"]) == (url, "2024-06-26", "given")


@pytest.mark.parametrize("words", ["ftp://example.org/post", "", " "])
def test_what_is_neither_path_nor_address_is_said_so(words: str, run: Run) -> None:
    ended = run("read", words)
    assert ended.code == 2
    assert "is neither a path nor an http address" in ended.lines[0]


def test_a_broken_line_of_json_does_not_stop_the_others(tmp_path: Path, run: Run) -> None:
    raw = json.dumps({"text": GOOD, "id": "one"}) + "\n{broken\n" + json.dumps({"text": GOOD, "id": "two"}) + "\n"
    ended = run("read", "--json", write(tmp_path, "posts.jsonl", raw.encode()))
    assert ended.code == 2
    assert "posts.jsonl#2 is no JSON" in ended.lines[0]
    assert ended.lines[-1] == "gpulse: 1 of 3 inputs could not be read (see above); the others were."
    assert [json.loads(line)["article"]["id"] for line in ended.out.splitlines()] == ["one", "two"]


def test_options_are_checked_before_anything_is_read(good: Path, run: Run) -> None:
    for words, why in (
        (("--published", "June"), "--published: 'June' is no day that can be read"),
        (("--format", "pdf"), "--format pdf is unknown; choose one of text, markdown, html, jsonl."),
    ):
        for command in ("read", "add"):
            ended = run("--store", good.parent / "store.db", command, *words, good, good)
            assert (ended.code, ended.out) == (2, "")
            assert ended.lines == [f"gpulse: {ended.err[8:].strip()}"]
            assert why in ended.err
    assert not (good.parent / "store.db").exists()


def test_standard_input_and_folders(tmp_path: Path, run: Run) -> None:
    ended = run("read", "--json", "-", stdin=GOOD.encode())
    assert json.loads(ended.out)["article"]["text"] == GOOD
    for name in ("b.txt", "a.md", "sub/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        write(tmp_path, name, GOOD.encode())
    ended = run("read", "--json", tmp_path)
    names = [Path(json.loads(line)["article"]["id"]).name for line in ended.out.splitlines()]
    assert (ended.code, names) == (0, ["a.md", "b.txt", "c.txt"])


def test_text_is_quiet_and_plain_when_piped(good: Path, run: Run) -> None:
    ended = run("read", good)
    assert ended.err == ""
    assert "\x1b" not in ended.out
    assert all(line == line.rstrip() for line in ended.out.splitlines())


def test_the_page_is_written_and_its_place_named(good: Path, run: Run) -> None:
    out = good.parent / "page.html"
    ended = run("read", good, "--html", out)
    assert (ended.code, ended.out) == (0, "")
    assert f"Wrote {out}" in ended.err
    assert GOOD.split()[0] in out.read_text()
    ended = run("read", good, "--html", good / "page.html")
    assert ended.code == 2
    assert "cannot be written" in ended.err


def test_a_full_disk_is_told_in_a_sentence(good: Path) -> None:
    """It was a traceback where the output of a command went to a full disk."""
    command = [sys.executable, "-m", "gpulse", "read", "--json", str(good)]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


def test_add_tells_what_became_of_each_post(tmp_path: Path, good: Path, run: Run) -> None:
    store, bad = tmp_path / "store.db", write(tmp_path, "empty.txt", b"")
    ended = run("--store", store, "add", bad, good)
    assert ended.code == 2
    assert ended.out == f"added      {good}\n"
    assert "empty.txt is empty" in ended.err
    assert "1 added, 0 changed, 0 unchanged, 1 failed" in ended.err
    assert run("--store", store, "add", good).out == f"unchanged  {good}\n"
    good.write_text(GOOD + " It was late.")
    assert run("--store", store, "add", good).out == f"changed    {good}\n"
    assert str(good) in run("--store", store, "show", good).out
    shown = run("--store", store, "show", "--json", good)
    assert json.loads(shown.out)["article"]["text"].endswith("It was late.")
    assert run("--store", store, "show", "nothing").code == 2


def test_schema_and_stages_are_printed(run: Run) -> None:
    assert json.loads(run("schema").out)["title"] == "gpulse record"
    names = [line.split()[0] for line in run("stages").out.splitlines()]
    assert names[0] == "sentences"
    assert "commitments" in names


def test_a_setting_that_does_not_exist_is_said_so(tmp_path: Path, good: Path, run: Run) -> None:
    path = write(tmp_path, "settings.toml", b"thread = 2\n")
    ended = run("--settings", path, "read", good)
    assert ended.code == 2
    assert "sets 'thread', which is no setting" in ended.err
    ended = run("--settings", tmp_path / "none.toml", "read", good)
    assert ended.code == 2
    assert "none.toml cannot be read" in ended.err


def test_reading_writes_nothing_into_the_home_folder(tmp_path: Path, good: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    keep = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "GPULSE_", "ORT_"))}
    code = "import sys; sys.argv = ['gpulse', 'read', sys.argv[1]]; from gpulse.cli import main; main()"
    subprocess.run([sys.executable, "-c", code, good], check=True, env={**keep, "HOME": str(home)}, capture_output=True)
    assert list(home.rglob("*")) == []
