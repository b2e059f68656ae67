"""Inputs as users name them (files, folders, addresses, `-`) to articles; a bad one does not stop the others."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gpulse import warc
from gpulse.article import SUFFIXES, Form, parse_articles
from gpulse.config import Settings
from gpulse.errors import FetchError, InputError
from gpulse.page import Page, is_address
from gpulse.record import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class BadInput:
    """An input that could not be read, and why, in one sentence."""

    origin: str
    why: str


def load_articles(
    inputs: Sequence[str], settings: Settings, *, form: Form | None = None, published: str | None = None
) -> Iterator[Article | BadInput]:
    """Yield the articles of `inputs` in order, and a `BadInput` for each that could not be read.

    An input is a file, a folder (its files of known kinds, sorted by path), an http(s) address, or "-" (standard
    input). `form` and `published` (ISO 8601) hold for all of them.
    """
    for page in load_inputs(inputs, settings):
        if isinstance(page, BadInput):
            yield page
        else:
            yield from parse_page(page, form=form, published=published)


def load_inputs(inputs: Sequence[str], settings: Settings) -> Iterator[Page | BadInput]:
    """Yield the bytes of all inputs in order, and a `BadInput` for each that could not be had."""
    for origin in inputs:
        try:
            yield from load_pages(origin, settings)
        except (InputError, FetchError) as error:
            yield BadInput(origin=origin, why=str(error))


def parse_page(page: Page, *, form: Form | None = None, published: str | None = None) -> Iterator[Article | BadInput]:
    """Yield the articles of one page or file, and a `BadInput` for each that could not be read."""
    try:
        for found in parse_articles(
            page.content, origin=page.origin, form=form, published=published, url=page.url, charset=page.charset
        ):
            yield BadInput(origin=page.origin, why=str(found)) if isinstance(found, InputError) else found
    except InputError as error:
        yield BadInput(origin=page.origin, why=str(error))


def load_pages(origin: str, settings: Settings) -> Iterator[Page]:
    """Yield the bytes of what an input names: a page, standard input, a file, or the files of a folder.

    Raises `InputError` and `FetchError`.
    """
    if is_address(origin):
        from gpulse.fetch import fetch_page

        yield fetch_page(origin, settings)
    elif origin == "-":
        yield Page(origin=origin, content=_limited(sys.stdin.buffer.read(settings.max_bytes + 1), origin, settings))
    elif not origin.strip() or "://" in origin:
        raise InputError(f"{origin!r} is neither a path nor an http address; give a file, a folder, an address or -.")
    else:
        path = Path(origin)
        if path.is_dir():
            for file in find_files(path):
                yield from load_pages(file, settings)
        elif path.name.lower().endswith(warc.SUFFIXES):
            yield from warc.load_warc(path, settings.max_bytes)
        else:
            yield Page(origin=origin, content=_load_file(path, settings))


def find_files(path: Path, others: tuple[str, ...] = ()) -> list[str]:
    """Return a file, or the files of a folder that can be read, by their names' endings, sorted; `others` are more.

    Raises `InputError` where there is none.
    """
    if path.is_dir():
        known = (*SUFFIXES, *warc.SUFFIXES, *others)
        if files := sorted(p for p in path.rglob("*") if p.name.lower().endswith(known) and p.is_file()):
            return [str(file) for file in files]
        raise InputError(f"{path} holds no text, Markdown, HTML, JSON Lines or WARC files.")
    if not path.exists():
        raise InputError(f"{path} does not exist; check the path.")
    return [str(path)]


def _load_file(path: Path, settings: Settings) -> bytes:
    try:
        with path.open("rb") as file:
            return _limited(file.read(settings.max_bytes + 1), str(path), settings)
    except FileNotFoundError as error:
        raise InputError(f"{path} does not exist; check the path.") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.") from error


def _limited(raw: bytes, origin: str, settings: Settings) -> bytes:
    if len(raw) > settings.max_bytes:
        raise InputError(
            f"{origin} is larger than {settings.max_bytes:,} bytes, which no post is; raise max_bytes to read it."
        )
    return raw
