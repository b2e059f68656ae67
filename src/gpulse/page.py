"""The bytes of a file or page, and where they came from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`origin` is a path as given, "-", or the address that answered in the end; it becomes the article's id.

    `charset` is what the server declared; `fetched_at` a UTC instant, `None` for a file.
    """

    origin: str
    content: bytes
    charset: str | None = None
    fetched_at: str | None = None

    @property
    def url(self) -> str | None:
        """The address, or `None` for a file."""
        return self.origin if is_address(self.origin) else None


def is_address(origin: str) -> bool:
    """Say whether an input names a page on the web.

    >>> is_address("https://example.org/a"), is_address("notes.txt")
    (True, False)
    """
    return origin.lower().startswith(("http://", "https://"))
