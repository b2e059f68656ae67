"""Bytes of a feed, sitemap, page or OPML file to addresses. Nothing here fetches. The only import of feedparser.

RSS 0.9x to 2.0, RDF and Atom are read by feedparser, which is given bytes and never an address; JSON Feed by us; news
sitemaps, OPML and the feeds that a page names by lxml, with entities and network off.
"""

from __future__ import annotations

import calendar
import datetime as dt
import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit

from gpulse.errors import InputError

FeedKind = Literal["rss", "atom", "json", "sitemap"]
MAX_ENTRIES = 2_000
"""Items that are taken from one feed: news sitemaps hold at most 1,000 by their protocol, feeds far fewer."""

_FEED_TYPES = {
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/json",
    "application/xml", "text/xml",
}  # fmt: skip
_NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An item of a feed. `key` tells it from the feed's other items; `mark` changes when the feed says that it did."""

    key: str
    url: str
    title: str | None = None
    published_at: str | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed holds. `parts` are the sitemaps that a sitemap index names."""

    kind: FeedKind
    title: str | None = None
    entries: tuple[Entry, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A feed as an OPML file lists it."""

    url: str
    title: str | None = None
    folder: str | None = None


def parse_feed(content: bytes, address: str, *, charset: str | None = None) -> Feed:
    """Read a feed of any kind. `address` is where it came from; relative links start there.

    Raises `InputError` where the bytes are no feed.
    """
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head:
        raise InputError(f"{address} is empty, where a feed should be.")
    if head.startswith(b"{"):
        return _parse_json_feed(content, address)
    if re.search(rb"<(sitemapindex|urlset)[\s>]", content[:4096]):
        return _parse_sitemap(content, address)
    if re.match(rb"(<!--.*?-->\s*)*<(!doctype\s+html|html)[\s>]", head, re.IGNORECASE | re.DOTALL):
        raise InputError(f"{address} is a page, not a feed; `gpulse feeds add` finds the feeds that a page names.")
    return _parse_xml_feed(content, address, charset)


def _parse_xml_feed(content: bytes, address: str, charset: str | None) -> Feed:
    import feedparser

    kind = f"application/xml; charset={charset}" if charset else "application/xml"
    headers = {"content-location": address, "content-type": kind}
    try:
        parsed = feedparser.parse(
            io.BytesIO(content), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # feedparser promises no list of what it raises on hostile input
        raise InputError(f"{address} is a feed so broken that it cannot be read: {error!r}.") from error
    if not parsed.version:
        trouble = parsed.get("bozo_exception")
        detail = f" ({str(trouble).strip()})" if trouble else ""
        raise InputError(f"{address} is no feed: neither RSS, Atom, RDF, JSON Feed nor a news sitemap{detail}.")
    trouble = parsed.get("bozo_exception")
    if trouble and not isinstance(trouble, feedparser.ThingsNobodyCaresAboutButMe) and not parsed.entries:
        raise InputError(f"{address} is a broken feed: {str(trouble).strip()}.")
    return Feed(
        kind="atom" if parsed.version.startswith("atom") else "rss",
        title=_words(parsed.feed.get("title")),
        entries=_kept(_build_entry(item, address) for item in parsed.entries[:MAX_ENTRIES]),
    )


def _build_entry(item: Any, address: str) -> Entry | None:
    link = item.get("link") or next((one.get("href") for one in item.get("links", ()) if one.get("href")), None)
    if not link and str(item.get("id", "")).startswith(("http://", "https://")):
        link = item["id"]
    changed = _instant(dict.get(item, "updated_parsed"))  # without feedparser's stand-in for a missing one
    published = _instant(dict.get(item, "published_parsed")) or changed
    return _entry(address, link, item.get("id"), item.get("title"), published, changed)


def _instant(parsed: Any) -> str | None:
    """Return the UTC instant of a parsed time; `None` where there is none that a calendar knows."""
    try:
        moment = dt.datetime.fromtimestamp(calendar.timegm(parsed), dt.UTC) if parsed else None
    except (ValueError, OverflowError, TypeError, OSError):
        return None
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z") if moment else None


def _entry(
    address: str, link: object, key: object, title: object, published: str | None, changed: str | None
) -> Entry | None:
    """Return the entry, or `None` where it leads to no page."""
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        url = urljoin(address, link.strip())
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
            return None
    except ValueError:
        return None
    words = _words(title)
    mark = hashlib.sha256(f"{url}\n{words}\n{changed or published}".encode("utf-8", "replace")).hexdigest()[:16]
    name = key.strip() if isinstance(key, str) and key.strip() else url
    return Entry(key=_clean(name), url=_clean(url), title=words, published_at=published, mark=mark)


def _words(value: object) -> str | None:
    return " ".join(_clean(value).split()) or None if isinstance(value, str) else None


def _clean(value: str) -> str:
    return value.encode("utf-8", "replace").decode().replace("\0", "")


def _kept(found: Iterable[Entry | None]) -> tuple[Entry, ...]:
    """Return each entry once, by its key, the first one of several."""
    entries: dict[str, Entry] = {}
    for entry in found:
        if entry is not None:
            entries.setdefault(entry.key, entry)
    return tuple(entries.values())


def _parse_json_feed(content: bytes, address: str) -> Feed:
    try:
        feed = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{address} is no feed: its JSON is broken ({type(error).__name__}).") from error
    if not isinstance(feed, dict) or "jsonfeed.org" not in str(feed.get("version")):
        raise InputError(f"{address} is JSON, but no JSON Feed: it names no version of jsonfeed.org.")
    items = feed.get("items")
    if not isinstance(items, list):
        raise InputError(f"{address} is a JSON Feed without a list of items.")
    return Feed(
        kind="json",
        title=_words(feed.get("title")),
        entries=_kept(
            _entry(
                address,
                item.get("url") or item.get("external_url"),
                str(item["id"]) if item.get("id") is not None else None,
                item.get("title"),
                _parse_instant(item.get("date_published") or item.get("date_modified")),
                _parse_instant(item.get("date_modified")),
            )
            for item in items[:MAX_ENTRIES]
            if isinstance(item, dict)
        ),
    )


def _parse_instant(value: object) -> str | None:
    """Return a UTC instant, or a day where that is all that is said.

    >>> _parse_instant("2024-06-28T08:00:00+02:00"), _parse_instant("2024-06-28"), _parse_instant("soon")
    ('2024-06-28T06:00:00Z', '2024-06-28', None)
    """
    from gpulse.article import parse_day

    try:
        return parse_day(value) if isinstance(value, str) else None
    except (InputError, OverflowError):
        return None


def _parse_xml(content: bytes, address: str) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"{address} is broken XML: {error}.") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise InputError(f"{address} declares a document type of its own, which is not read.")
    return root


def _parse_sitemap(content: bytes, address: str) -> Feed:
    root = _parse_xml(content, address)

    def text(node: Any, path: str) -> str | None:
        found = node.find(path)
        return found.text.strip() if found is not None and found.text else None

    if root.tag.endswith("sitemapindex"):
        parts = [text(node, "{*}loc") for node in root.iterfind("{*}sitemap")]
        return Feed(kind="sitemap", parts=tuple(urljoin(address, part) for part in parts if part))
    found = [
        _entry(
            address,
            text(node, "{*}loc"),
            None,
            text(news, f"{_NEWS}title"),
            _parse_instant(text(news, f"{_NEWS}publication_date")),
            _parse_instant(text(node, "{*}lastmod")),
        )
        for node in list(root.iterfind("{*}url"))[:MAX_ENTRIES]
        if (news := node.find(f"{_NEWS}news")) is not None
    ]
    if not found and len(root):
        raise InputError(f"{address} is a sitemap of pages, not of news; give the site's news sitemap or feed.")
    return Feed(kind="sitemap", entries=_kept(found))


def find_feeds(content: bytes, address: str) -> tuple[str, ...]:
    """Return the addresses of the feeds that a page names in its head, in order.

    >>> page = b'<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head></html>'
    >>> find_feeds(page, "https://example.org/news/")
    ('https://example.org/rss',)
    """
    from lxml import etree, html

    try:
        tree = html.document_fromstring(content, base_url=None)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ()
    found: list[str] = []
    for link in tree.iter("link"):
        href = (link.get("href") or "").strip()
        if href and "alternate" in (link.get("rel") or "").lower().split() and _is_feed_type(link.get("type")):
            try:
                url = urljoin(address, href)
            except ValueError:
                continue
            if url.startswith(("http://", "https://")) and url not in found:
                found.append(url)
    return tuple(found)


def _is_feed_type(declared: str | None) -> bool:
    return (declared or "").partition(";")[0].strip().lower() in _FEED_TYPES


def parse_opml(content: bytes, origin: str) -> tuple[Outline, ...]:
    """Return the feeds of an OPML file, in order; `folder` is the outline that they lie in.

    Raises `InputError` where the bytes are no OPML.
    """
    root = _parse_xml(content, origin)
    body = root.find("body")
    if root.tag != "opml" or body is None:
        raise InputError(f"{origin} is no OPML file: it has no <opml> with a <body>.")

    def walk(node: Any, folder: str | None) -> Iterator[Outline]:
        for outline in node.iterfind("outline"):
            name = outline.get("title") or outline.get("text")
            url = (outline.get("xmlUrl") or "").strip()
            if url:
                yield Outline(url=url, title=_words(name), folder=folder)
            else:
                yield from walk(outline, _words(name) or folder)

    try:
        return tuple(walk(body, None))
    except RecursionError as error:
        raise InputError(f"{origin} nests its outlines too deeply to be a list of feeds.") from error


def build_opml(outlines: Iterable[Outline]) -> bytes:
    """Return an OPML 2.0 file that lists the feeds, by folder.

    >>> parse_opml(build_opml([Outline(url="https://example.org/rss", title="A & B", folder="Asia")]), "-")
    (Outline(url='https://example.org/rss', title='A & B', folder='Asia'),)
    """
    from lxml import etree

    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "gpulse feeds"
    body = etree.SubElement(root, "body")
    folders: dict[str | None, Any] = {None: body}
    for outline in outlines:
        if outline.folder not in folders:
            folders[outline.folder] = etree.SubElement(body, "outline", text=str(outline.folder))
        attributes = {"type": "rss", "text": outline.title or outline.url, "xmlUrl": outline.url}
        etree.SubElement(folders[outline.folder], "outline", attributes)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))
