"""Feeds that we publish: Atom (RFC 4287) and JSON Feed 1.1, from the same items."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from gpulse.codec import drop_unknown

ATOM = "http://www.w3.org/2005/Atom"
_CONTROL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535))


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a feed. `id` is an IRI that never changes; `updated` an instant or a day; `html` is safe markup."""

    id: str
    title: str
    updated: str
    url: str | None = None
    author: str | None = None
    summary: str = ""
    html: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed: `id` is an IRI that never changes, `updated` an instant; `url` its page, `self_url` its own address."""

    id: str
    title: str
    updated: str
    items: tuple[Item, ...]
    url: str | None = None
    self_url: str | None = None
    description: str = ""


def instant(when: str) -> str:
    """Return a day or an instant as RFC 3339 has it; a day is written as midnight UTC, which feeds and STIX ask for.

    >>> instant("2024-06-28"), instant("2024-06-28T06:00:00Z")
    ('2024-06-28T00:00:00Z', '2024-06-28T06:00:00Z')
    """
    return f"{when}T00:00:00Z" if len(when) == 10 else when


def newest(items: Sequence[Item], otherwise: str) -> str:
    """Return when the newest item was updated, as an instant; `otherwise` where there is none."""
    return max((instant(item.updated) for item in items), default=instant(otherwise))


def write_atom(feed: Feed) -> bytes:
    """Return the feed as Atom. The same feed gives the same bytes."""
    root: Any = etree.fromstring(f'<feed xmlns="{ATOM}"/>')
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "updated", instant(feed.updated))
    _add(_add(root, "author"), "name", "Geopolitical Pulse")
    _add(root, "generator", "gpulse")
    if feed.description:
        _add(root, "subtitle", feed.description)
    if feed.self_url:
        _add(root, "link", rel="self", type="application/atom+xml", href=feed.self_url)
    if feed.url:
        _add(root, "link", rel="alternate", type="text/html", href=feed.url)
    for item in feed.items:
        entry = _add(root, "entry")
        _add(entry, "id", item.id)
        _add(entry, "title", item.title)
        _add(entry, "updated", instant(item.updated))
        if item.author:
            _add(_add(entry, "author"), "name", item.author)
        if item.url:
            _add(entry, "link", rel="alternate", href=item.url)
        for tag in item.tags:
            _add(entry, "category", term=tag)
        # RFC 4287, 4.1.1.1: an entry has an alternate link or content
        if item.summary or not (item.url or item.html):
            _add(entry, "summary" if item.url or item.html else "content", item.summary or item.title)
        if item.html:
            _add(entry, "content", item.html, type="html")
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return made


def _add(parent: Any, name: str, text: str | None = None, **attributes: str) -> Any:
    child = etree.SubElement(
        parent, f"{{{ATOM}}}{name}", attrib={k: v.translate(_CONTROL) for k, v in attributes.items()}
    )
    if text is not None:
        child.text = text.translate(_CONTROL)
    return child


def write_json_feed(feed: Feed) -> bytes:
    """Return the feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""
    made = {
        "version": "https://jsonfeed.org/version/1.1", "title": feed.title, "home_page_url": feed.url,
        "feed_url": feed.self_url, "description": feed.description or None,
        "items": [
            drop_unknown(
                {
                    "id": item.id, "url": item.url, "title": item.title, "summary": item.summary or None,
                    "content_html": item.html, "content_text": None if item.html else item.summary or item.title,
                    "date_published": instant(item.updated), "tags": list(item.tags) or None,
                    "authors": [{"name": item.author}] if item.author else None,
                }
            )
            for item in feed.items
        ],
    }  # fmt: skip
    return (json.dumps(drop_unknown(made), ensure_ascii=False, indent=1) + "\n").encode()
