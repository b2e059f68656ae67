"""Every kind of feed is read, and what is no feed is said so."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest

from gpulse.config import Settings
from gpulse.errors import InputError
from gpulse.feeds import Entry, Outline, build_opml, find_feeds, parse_feed, parse_opml
from gpulse.page import Page
from gpulse.sources import BadInput, load_inputs

AT = "https://example.org/feeds/news.xml"
LINK = "https://example.org/posts/1"
PAGE = b"<html><body><article><p>" + b"Ministers met to speak about grain. " * 20 + b"</p></article></body></html>"


def item(feed: str | bytes) -> Entry:
    parsed = parse_feed(feed if isinstance(feed, bytes) else feed.encode(), AT)
    assert len(parsed.entries) == 1
    return parsed.entries[0]


RSS = """<?xml version="1.0"?><rss version="{version}"><channel><title>News</title><link>https://example.org/</link>
<item><title>Talks &amp; tea</title><link>{link}</link>{more}</item></channel></rss>"""


@pytest.mark.parametrize("version", ["0.91", "0.92", "0.93", "0.94", "2.0"])
def test_rss(version: str) -> None:
    more = "<pubDate>Fri, 28 Jun 2024 08:00:00 +0200</pubDate><guid isPermaLink='false'>n1</guid>"
    entry = item(RSS.format(version=version, link=LINK, more=more))
    assert (entry.url, entry.title, entry.published_at) == (LINK, "Talks & tea", "2024-06-28T06:00:00Z")
    assert entry.key == "n1"


def test_rss_090_and_rdf() -> None:
    for space in ("http://my.netscape.com/rdf/simple/0.9/", "http://purl.org/rss/1.0/"):
        entry = item(
            f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="{space}"
            xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>News</title></channel>
            <item rdf:about="{LINK}"><title>Talks</title><link>{LINK}</link><dc:date>2024-06-28</dc:date></item>
            </rdf:RDF>"""
        )
        assert (entry.url, entry.title) == (LINK, "Talks")


@pytest.mark.parametrize("space", ["http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#"])
def test_atom(space: str) -> None:
    feed = f"""<feed xmlns="{space}"><title>News</title><entry><id>urn:1</id><title>Talks</title>
    <link rel="self" href="/self"/><link rel="alternate" href="/posts/1"/><published>2024-06-28T06:00:00Z</published>
    <issued>2024-06-28T06:00:00Z</issued><updated>2024-06-29T06:00:00Z</updated></entry></feed>"""
    entry = item(feed)
    assert (entry.url, entry.key, entry.published_at) == (LINK, "urn:1", "2024-06-28T06:00:00Z")
    assert item(feed.replace("06-29", "06-30")).mark != entry.mark


def test_json_feed() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "News",
        "items": [{"id": 7, "url": "/posts/1", "title": "Talks", "date_published": "2024-06-28T08:00:00+02:00"}, 3, {}],
    }
    entry = item(json.dumps(feed))
    assert (entry.url, entry.key, entry.published_at) == (LINK, "7", "2024-06-28T06:00:00Z")


def test_news_sitemap_and_its_index() -> None:
    sitemap = f"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
    xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{LINK}</loc><news:news>
    <news:publication_date>2024-06-28</news:publication_date><news:title>Talks</news:title></news:news></url>
    <url><loc>https://example.org/about</loc></url></urlset>"""
    entry = item(sitemap)
    assert (entry.url, entry.title, entry.published_at) == (LINK, "Talks", "2024-06-28")
    index = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>/a.xml</loc></sitemap>
    </sitemapindex>"""
    assert parse_feed(index.encode(), AT).parts == ("https://example.org/a.xml",)


def test_an_item_is_taken_once_and_only_with_a_page() -> None:
    more = f"</item><item><link>{LINK}</link></item><item><title>No link</title></item>"
    more += "<item><link>javascript:alert(1)</link></item><item><link>file:///etc/passwd</link>"
    assert item(RSS.format(version="2.0", link=LINK, more=more)).url == LINK


def test_a_broken_feed_gives_what_can_be_read() -> None:
    cut = RSS.format(version="2.0", link=LINK, more="<description>AT&T &nbsp; <b>unclosed").removesuffix("</rss>")
    assert item(cut).url == LINK


def test_the_encoding_of_the_feed_or_else_of_the_server_holds() -> None:
    words = RSS.format(version="2.0", link=LINK, more="").replace("tea", "thé")
    declared = words.replace('version="1.0"?', 'version="1.0" encoding="ISO-8859-1"?', 1).encode("latin-1")
    assert item(declared).title == "Talks & thé"
    served = parse_feed(words.encode("latin-1"), AT, charset="iso-8859-1")
    assert served.entries[0].title == "Talks & thé"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b"  \n", "is empty"),
        (b"<!DOCTYPE html><html><body>News</body></html>", "is a page, not a feed"),
        (b"Just words.", "is no feed"),
        (b"<note>hello</note>", "is no feed"),
        (b'{"version": "1"}', "no JSON Feed"),
        (b'{"version": "https://jsonfeed.org/version/1"}', "without a list of items"),
        (b'{"version": ', "JSON is broken"),
        (b"[" * 100_000, "is no feed"),
        (b'{"a":' * 100_000, "JSON is broken"),
        (b"<urlset><url><loc>https://example.org/about</loc></url></urlset>", "a sitemap of pages, not of news"),
        (b"<urlset><url>", "broken XML"),
    ],
)
def test_what_is_no_feed_is_said_so(content: bytes, why: str) -> None:
    with pytest.raises(InputError, match=why):
        parse_feed(content, AT)


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "{0}">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
BOMB = BOMB.format("ha" * 50)
OUTSIDE = '<!DOCTYPE x [<!ENTITY i SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("doctype", [BOMB, OUTSIDE])
def test_entities_are_neither_multiplied_nor_looked_up(doctype: str) -> None:
    rss = RSS.format(version="2.0", link=LINK, more="<description>&i;</description>").replace("Talks", "&i;")
    feed = parse_feed(rss.replace("?>", "?>" + doctype, 1).encode(), AT)
    shown = repr(feed)
    assert "root:" not in shown
    assert len(shown) < 2_000
    sitemap = f"{doctype}<urlset><url><loc>&i;</loc></url></urlset>"
    with pytest.raises(InputError, match=r"declares a document type|broken XML"):
        parse_feed(sitemap.encode(), AT)
    with pytest.raises(InputError, match=r"declares a document type|broken XML"):
        parse_opml(f"{doctype}<opml><body><outline xmlUrl='&i;'/></body></opml>".encode(), "-")


def test_the_feeds_that_a_page_names_are_found() -> None:
    page = b"""<html><head><LINK REL="alternate home" TYPE="application/atom+xml; charset=utf-8" HREF="a.xml">
    <link rel="alternate" type="application/feed+json" href="https://other.example/f.json">
    <link rel="alternate" type="text/html" hreflang="de" href="/de"><link rel="stylesheet" href="x.css">
    <link rel="alternate" type="application/rss+xml" href="javascript:x">
    <link rel="alternate" type="application/rss+xml">
    """
    assert find_feeds(page, "https://example.org/news/") == (
        "https://example.org/news/a.xml",
        "https://other.example/f.json",
    )
    assert find_feeds(b"", AT) == ()
    assert find_feeds(b"\x00\xff", AT) == ()


def test_opml_goes_round() -> None:
    outlines = (
        Outline(url="https://example.org/a?x=1&y=2", title="A <&> B", folder="Asia"),
        Outline(url="https://example.org/b", title="B"),
        Outline(url="https://example.org/c", title="C", folder="Asia"),
    )
    assert set(parse_opml(build_opml(outlines), "-")) == set(outlines)


def test_opml_of_others() -> None:
    opml = b"""<opml version="1.0"><head/><body><outline text="Europe"><outline text="East"><outline type="rss"
    text="One" title="One!" xmlUrl=" https://example.org/1 "/></outline></outline>
    <outline text="empty"/></body></opml>"""
    assert parse_opml(opml, "-") == (Outline(url="https://example.org/1", title="One!", folder="East"),)
    with pytest.raises(InputError, match="no OPML"):
        parse_opml(b"<html/>", "list.opml")


def write_warc(path: Path, gzipped: bool) -> None:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    def response(uri: str, body: bytes, status: str = "200 OK", **headers: str) -> None:
        named = [(name.replace("_", "-"), value) for name, value in headers.items()]
        http = StatusAndHeaders(status, named, protocol="HTTP/1.1")
        given = {"WARC-Date": "2024-06-28T06:00:00Z"}
        record = writer.create_warc_record(
            uri, "response", io.BytesIO(body), http_headers=http, warc_headers_dict=given
        )
        writer.write_record(record)

    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=gzipped)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "test"}))
        response(LINK, PAGE, Content_Type="text/html; charset=utf-8")
        packed = gzip.compress(PAGE)
        response(LINK + "2", packed, Content_Type="text/html", Content_Encoding="gzip")
        response(
            LINK + "3",
            b"%x\r\n%b\r\n0\r\n\r\n" % (len(PAGE), PAGE),
            Content_Type="text/html",
            Transfer_Encoding="chunked",
        )
        response(LINK + "4", PAGE, "404 Not Found", Content_Type="text/html")
        response(LINK + "5", b"\x89PNG", Content_Type="image/png")
        response("file:///etc/passwd", PAGE, Content_Type="text/html")
        response(LINK + "6", b"x" * 5_000, Content_Type="text/html")


@pytest.mark.parametrize("gzipped", [True, False])
def test_the_pages_of_a_web_archive(tmp_path: Path, gzipped: bool) -> None:
    path = tmp_path / ("a.warc.gz" if gzipped else "a.warc")
    write_warc(path, gzipped)
    settings = Settings(max_bytes=4_000)
    pages = list(load_inputs([str(tmp_path)], settings))
    assert [page.origin for page in pages] == [LINK, LINK + "2", LINK + "3"]
    assert all(isinstance(page, Page) and page.content == PAGE for page in pages)
    assert isinstance(pages[0], Page)
    assert (pages[0].charset, pages[0].fetched_at) == ("utf-8", "2024-06-28T06:00:00Z")


@pytest.mark.parametrize("gzipped", [True, False])
def test_a_damaged_web_archive_gives_what_comes_before(tmp_path: Path, gzipped: bool) -> None:
    path = tmp_path / ("a.warc.gz" if gzipped else "a.warc")
    write_warc(path, gzipped)
    raw = path.read_bytes()
    for content in (b"no archive at all", b"WARC/1.0\r\n", raw[: len(raw) // 3], raw[:200] + b"\x00" * 50 + raw[250:]):
        path.write_bytes(content)
        found = list(load_inputs([str(path)], Settings()))
        assert all(isinstance(page, BadInput) or page.content == PAGE for page in found)
