"""Inputs as users name them (files, folders, addresses, `-`) to articles; a bad one does not stop the others."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gpulse.article import SUFFIXES, Form, parse_articles
from gpulse.config import Settings
from gpulse.errors import FetchError, InputError
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
    for origin in inputs:
        try:
            for name, raw, charset in _load_bytes(origin, settings):
                yield from _parse(raw, name, charset, form, published)
        except (InputError, FetchError) as error:
            yield BadInput(origin=origin, why=str(error))


def _parse(
    raw: bytes, origin: str, charset: str | None, form: Form | None, published: str | None
) -> Iterator[Article | BadInput]:
    address = origin if _is_address(origin) else None
    try:
        for found in parse_articles(raw, origin=origin, form=form, published=published, url=address, charset=charset):
            yield BadInput(origin=origin, why=str(found)) if isinstance(found, InputError) else found
    except InputError as error:
        yield BadInput(origin=origin, why=str(error))


def _is_address(origin: str) -> bool:
    return origin.startswith(("http://", "https://"))


def _load_bytes(origin: str, settings: Settings) -> Iterator[tuple[str, bytes, str | None]]:
    if _is_address(origin):
        from gpulse.fetch import fetch_page

        page = fetch_page(origin, settings)
        yield page.url, page.content, page.charset
    elif origin == "-":
        yield origin, _limited(sys.stdin.buffer.read(settings.max_bytes + 1), origin, settings), None
    else:
        path = Path(origin)
        if path.is_dir():
            files = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
            if not files:
                raise InputError(f"{origin} holds no text, Markdown, HTML or JSON Lines files.")
            for file in files:
                yield str(file), _load_file(file, settings), None
        else:
            yield origin, _load_file(path, settings), None


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
