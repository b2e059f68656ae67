"""The manual says what the program does: commands, options, functions, settings, keys, words, links and figures."""

from __future__ import annotations

import dataclasses
import doctest
import importlib
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer

from gpulse import __version__, codes, errors, record
from gpulse.cli import build_app
from gpulse.config import Settings

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CHANGELOG.md"])


@cache
def commands() -> dict[str, Any]:
    """Return every command of the application by the words that call it."""

    def walk(command: Any, words: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
        inner = getattr(command, "commands", {})
        if words and (not inner or command.invoke_without_command):
            yield " ".join(words), command
        for name, one in inner.items():
            yield from walk(one, (*words, name))

    return dict(walk(typer.main.get_command(build_app()), ()))


def groups() -> set[str]:
    return {words.rpartition(" ")[0] for words in commands()} - {""}


@cache
def sections() -> dict[str, str]:
    """Return the section of docs/commands about each command, by the words that call it."""
    found: dict[str, str] = {}
    for page in sorted((DOCS / "commands").glob("*.md")):
        for part in re.split(r"^## ", page.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            head = re.match(r"`gpulse ([^`]+)`", part)
            assert head, f"{page.name}: a section of docs/commands is headed by its command: {part[:40]!r}"
            words = " ".join(word for word in head.group(1).split() if not re.search(r"[A-Z\[…-]{2}|^-", word))
            assert words not in found, f"{words} is described twice"
            found[words] = part
    return found


def test_every_command_is_described_and_every_described_command_exists() -> None:
    assert set(sections()) == set(commands())


def test_every_option_is_described_and_every_described_option_exists() -> None:
    for words, command in commands().items():
        options = {name for one in command.params for name in one.opts if name.startswith("--")} - {"--help"}
        table = [line.split("|")[1] for line in sections()[words].splitlines() if line.startswith("| `--")]
        described = {name for cell in table for name in re.findall(r"--[a-z-]+", cell)}
        assert described == options, words


def test_every_command_names_its_function() -> None:
    for words, section in sections().items():
        (line,) = re.findall(r"^In Python: (.+(?:\n.+)*)", section, flags=re.MULTILINE) or [""]
        names = re.findall(r"`(gpulse\.[\w.]+)`", line)
        assert names, f"{words}: say which function it is, in a line `In Python: …`"
        for name in names:
            found = find_name(name)
            assert found.__doc__ or isinstance(found, tuple), name


def find_name(dotted: str) -> Any:
    """Return what a dotted name stands for: module, then attributes."""
    parts = dotted.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for part in parts[cut:]:
            found = getattr(found, part)
        return found
    raise AssertionError(dotted)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_in_examples_exist(page: Path) -> None:
    for line in re.findall(r"(?:^ {4}|`)(?:\S*/bin/)?gpulse ([^`\n]+)", page.read_text(encoding="utf-8"), re.MULTILINE):
        words = re.sub(r"--(?:store|settings) \S+ ?", "", line.partition("#")[0]).split()
        names = [word for word in words if re.fullmatch(r"[a-z][a-z-]*", word)]
        known = set(commands()) | groups()
        if not names or words[0] != names[0]:
            continue
        assert names[0] in known or any(one.startswith(names[0] + " ") for one in known), f"{page.name}: gpulse {line}"
        if names[0] in groups() and names[0] not in commands() and len(names) > 1:
            assert " ".join(names[:2]) in known, f"{page.name}: gpulse {line}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_page_is_in_the_index() -> None:
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    for page in DOCS.rglob("*.md"):
        if page.name != "index.md":
            assert f"({page.relative_to(DOCS).as_posix()})" in index, page.name


def test_settings_are_described_with_their_defaults() -> None:
    page = (DOCS / "install.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| (\S+) \|", page.partition("## Settings")[2], re.MULTILINE))
    names = {field.name: field.default for field in dataclasses.fields(Settings)}
    exit_codes = {row for row in rows if row.isdigit()}
    assert set(rows) - exit_codes == set(names)
    for name, default in names.items():
        shown = "empty" if default == "" else "none" if default is None else f"`{default}`"
        assert rows[name] == shown.replace("`False`", "`false`"), name
    defaults = tomllib.loads((ROOT / "src/gpulse/defaults.toml").read_text(encoding="utf-8"))
    assert defaults == {name: default for name, default in names.items() if default is not None}


def test_exit_codes_are_described() -> None:
    page = (DOCS / "install.md").read_text(encoding="utf-8").partition("## Exit codes")[2]
    described = {int(code) for code in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)}
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.GpulseError)]
    assert described == {0, 130} | {kind.exit_code for kind in kinds}  # 130: stopped by its user, as cli.main has it


def test_every_key_of_a_record_is_described() -> None:
    page = (DOCS / "record.md").read_text(encoding="utf-8")
    parts = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL))
    for name, kind in vars(record).items():
        if isinstance(kind, type) and dataclasses.is_dataclass(kind):
            assert name in parts, f"docs/record.md has no section on {name}"
            for field in dataclasses.fields(kind):
                assert f"`{field.name}`" in parts[name], f"docs/record.md, {name}: {field.name}"


def test_the_glossary_defines_every_word_of_the_closed_lists() -> None:
    page = (DOCS / "glossary.md").read_text(encoding="utf-8")
    for word in (*codes.REALIS, *codes.CERTAINTY, *codes.OUTCOMES):
        assert f"`{word}`" in page, word
    for word in codes.COMMITMENT_KINDS:
        assert f"| **{word}** |" in page, word


def test_the_examples_of_the_python_page_run() -> None:
    failed, tried = doctest.testfile(str(DOCS / "python.md"), module_relative=False, encoding="utf-8")
    assert (failed, tried > 5) == (0, True)


def test_the_changelog_knows_this_version() -> None:
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_extras_are_described() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    table = (DOCS / "install.md").read_text(encoding="utf-8").partition("## Installing")[2].partition("## ")[0]
    described = {
        name for row in re.findall(r"^\| (`.+?) \|", table, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)
    }
    assert described == set(extras)


def test_what_the_readme_shows_is_printed() -> None:
    """Each line that the README shows of a post is one that reading the post prints."""
    import io

    from rich.console import Console

    from gpulse.reading.kit import load_kit
    from gpulse.reading.pipeline import read_articles
    from gpulse.sources import load_articles
    from gpulse.views.terminal import print_record

    name = "examples/posts/11.md"
    shown = re.findall(rf"^    \$ gpulse read {name}\n((?:    .*\n)+)", (ROOT / "README.md").read_text(), re.MULTILINE)[
        0
    ]
    (article,) = load_articles([str(ROOT / name)], Settings())
    assert isinstance(article, record.Article)
    (made,) = read_articles([article], load_kit())
    out = io.StringIO()
    print_record(made, Console(file=out, highlight=False))
    printed = out.getvalue().replace(str(ROOT) + "/", "").splitlines()
    for line in shown.splitlines():
        assert line.strip() == "…" or line.removeprefix("    ").strip() in [one.strip() for one in printed], line
