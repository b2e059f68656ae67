"""What a server answers, as bytes, text and validators; or why there is none."""

from __future__ import annotations

import datetime as dt
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Literal

import httpx

from gpulse.errors import FetchError
from gpulse.page import Page

_NO_TEXT = re.compile(r"(image|audio|video|font)/|application/(pdf|zip|octet-stream|vnd\.|x-)", re.IGNORECASE)
_XML = re.compile(r"xml|rss|atom", re.IGNORECASE)

Reason = Literal[
    "address", "private", "robots", "name", "connection", "tls", "timeout", "redirects", "status", "size", "encoding",
    "protocol", "kind",
]  # fmt: skip


class Unfetched(FetchError):
    """An address could not be fetched. `reason` sorts the failures; `after` is how many seconds the server asks to
    wait; `lasting` says that trying again soon is of no use."""

    def __init__(self, sentence: str, reason: Reason, *, after: float | None = None, lasting: bool = False) -> None:
        super().__init__(sentence)
        self.reason = reason
        self.after = after
        self.lasting = lasting


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave with a page, to be asked later whether the page has changed."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address answered. `page` is `None` where it has not changed; `moved_to` where it has moved for good."""

    page: Page | None
    validators: Validators
    media_type: str | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server sent; `location` is where a redirection leads."""

    status: int
    headers: httpx.Headers
    content: bytes = b""
    location: str | None = None


def build_fetched(url: httpx.URL, answer: Answer, moved_to: str | None, sent: Validators | None, now: float) -> Fetched:
    """Return what was fetched. Raises `Unfetched` where the answer holds no text that could be read."""
    headers = answer.headers
    validators = Validators(etag=headers.get("etag"), last_modified=headers.get("last-modified"))
    if answer.status == 304:
        if sent is None or not (sent.etag or sent.last_modified):
            raise Unfetched(f"{url} answers that it has not changed, though nobody asked.", "protocol", lasting=True)
        kept = Validators(
            etag=validators.etag or sent.etag, last_modified=validators.last_modified or sent.last_modified
        )
        return Fetched(page=None, validators=kept, moved_to=moved_to)
    declared, _, parameters = headers.get("content-type", "").partition(";")
    media_type = declared.strip().lower() or None
    if media_type and _NO_TEXT.match(media_type) and not _XML.search(media_type):
        raise Unfetched(f"{url} is {media_type}, not a page of text.", "kind", lasting=True)
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", parameters, re.IGNORECASE)
    at = dt.datetime.fromtimestamp(now, dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    page = Page(
        origin=str(url), content=answer.content, charset=charset.group(1).lower() if charset else None, fetched_at=at
    )
    return Fetched(page=page, validators=validators, media_type=media_type, moved_to=moved_to)


def unpacked(url: httpx.URL, chunks: Iterable[bytes], encoding: str, max_bytes: int) -> Iterator[bytes]:
    """Yield the body, decompressed piece by piece and never beyond `max_bytes`."""
    if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise Unfetched(f"{url} sends {encoding!r}, a compression that was not asked for.", "encoding", lasting=True)
    packed = encoding not in ("", "identity")
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 32) if packed else None
    size = 0
    for chunk in chunks:
        while chunk:
            if unpack is None:
                piece, chunk = chunk, b""
            else:
                try:
                    piece = unpack.decompress(chunk, max_bytes + 1)
                except zlib.error as error:
                    if encoding == "deflate" and size == 0 and unpack.unused_data == b"":
                        unpack = zlib.decompressobj(-zlib.MAX_WBITS)  # some servers leave out the wrapper
                        encoding = "raw deflate"
                        continue
                    raise Unfetched(
                        f"{url} sends bytes that are not the {encoding} it declares.", "encoding"
                    ) from error
                chunk = unpack.unconsumed_tail
                if unpack.eof:
                    chunk = b""
            size += len(piece)
            if size > max_bytes:
                raise Unfetched(f"{url} is larger than max_bytes ({max_bytes:,}).", "size", lasting=True)
            yield piece
    if unpack is not None and not unpack.eof and size:
        raise Unfetched(f"{url} ends in the middle of its {encoding} data.", "protocol")


def parse_retry_after(value: str | None, now: float) -> float | None:
    """Return the seconds that a server asks to wait (RFC 9110, section 10.2.3), at most ten days.

    >>> parse_retry_after("120", now=0), parse_retry_after("Thu, 01 Jan 1970 00:01:00 GMT", now=20)
    (120.0, 40.0)
    """
    if value is None:
        return None
    try:
        seconds = float(value) if value.strip().isdigit() else parsedate_to_datetime(value).timestamp() - now
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(seconds, 0.0), 864_000.0)
