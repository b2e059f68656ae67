"""Pages from WARC archives, such as Common Crawl's news archive, packed or not. The only import of warcio."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from gpulse.errors import InputError
from gpulse.page import Page, is_address

SUFFIXES = (".warc", ".warc.gz")
_PAGE = re.compile(r"(text/html|application/xhtml\+xml)\b", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


def load_warc(path: Path, max_bytes: int) -> Iterator[Page]:
    """Yield the pages of an archive, in its order: responses with status 200 that are HTML, up to `max_bytes` each.

    Raises `InputError` where the archive is none or is damaged; the pages before the damage were given.
    """
    try:
        with path.open("rb") as file:
            yield from parse_warc(file, str(path), max_bytes)
    except FileNotFoundError as error:
        raise InputError(f"{path} does not exist; check the path.") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.") from error


def parse_warc(file: IO[bytes], name: str, max_bytes: int) -> Iterator[Page]:
    """Yield the pages of an archive that is open for reading, as `load_warc` does; `name` is told in errors.

    Pages of more than `max_bytes` are left out. Raises `InputError` where the archive is damaged, after the pages
    before that place.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        for record in ArchiveIterator(file, check_digests=True):
            address = record.rec_headers.get_header("WARC-Target-URI") or ""
            headers = record.http_headers
            if record.rec_type != "response" or headers is None or not is_address(address):
                continue
            kind = headers.get_header("Content-Type") or ""
            if headers.get_statuscode() != "200" or not _PAGE.match(kind):
                continue
            content = record.content_stream().read(max_bytes + 1)
            if len(content) > max_bytes:
                continue
            if record.raw_stream.limit or record.digest_checker.passed is False:
                raise InputError(f"{name} is damaged at {address}; the pages before were read.")
            charset = _CHARSET.search(kind)
            yield Page(
                origin=address,
                content=content,
                charset=charset.group(1).lower() if charset else None,
                fetched_at=record.rec_headers.get_header("WARC-Date"),
            )
    except (ArchiveLoadFailed, EOFError, ValueError, IndexError, AttributeError, TypeError) as error:
        raise InputError(
            f"{name} is no WARC archive, or it is damaged ({error}); the pages before were read."
        ) from error
