"""Hostile and broken bytes: no crash, no hang, no span that does not slice back.

Hypothesis makes the inputs: random bytes, and the seeds below cut, spliced and repeated. GPULSE_FUZZ_EXAMPLES sets how
many each test tries (docs/reliability.md tells how many were tried in all); a run without it stays short.
"""

from __future__ import annotations

import contextlib
import gzip
import os
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gpulse.answer import Unfetched, unpacked
from gpulse.article import parse_articles
from gpulse.config import Settings
from gpulse.errors import InputError
from gpulse.exchange.calendar import write_calendar
from gpulse.feeds import find_feeds, parse_feed, parse_opml
from gpulse.fetch import _checked, _join, is_public
from gpulse.linking.commitments import build_ledger
from gpulse.reading.kit import Kit, load_kit
from gpulse.reading.pipeline import read_article
from gpulse.record import Article
from gpulse.store import Store, open_store
from gpulse.store.check import check_record
from gpulse.store.search import parse_query, search
from gpulse.warc import load_warc

EXAMPLES = int(os.environ.get("GPULSE_FUZZ_EXAMPLES", "60"))
SECONDS = 4.0
"""No input here is longer than 40,000 bytes; the slowest sound one takes a tenth of this."""

FEEDS = (
    b"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>a</title><item><title>b</title>"
    b"<link>https://example.org/1</link><guid>g</guid><pubDate>Fri, 28 Jun 2024 08:00:00 +0200</pubDate>"
    b"<description>&lt;p&gt;x&lt;/p&gt;<![CDATA[<b>y</b>]]></description></item></channel></rss>",
    b"<feed xmlns='http://www.w3.org/2005/Atom'><title type='xhtml'><div>a</div></title><entry><id>1</id>"
    b"<link rel='alternate' href='/1'/><updated>2024-06-28T06:00:00Z</updated></entry></feed>",
    b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
    b"<item rdf:about='x'><link>https://example.org/1</link></item></rdf:RDF>",
    b'{"version":"https://jsonfeed.org/version/1.1","items":[{"id":1,"url":"https://example.org/1","date_published":'
    b'"2024-06-28T08:00:00+02:00"}]}',
    b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:news="
    b"'http://www.google.com/schemas/sitemap-news/0.9'><url><loc>https://example.org/1</loc><news:news><news:title>a"
    b"</news:title><news:publication_date>2024-06-28</news:publication_date></news:news></url></urlset>",
    b"<opml version='2.0'><body><outline text='a'><outline xmlUrl='https://example.org/1'/></outline></body></opml>",
    b"<!DOCTYPE x [<!ENTITY a 'b'><!ENTITY c SYSTEM 'file:///etc/passwd'>]><rss version='2.0'>&a;&c;</rss>",
)
PAGES = (
    b"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>Talks</title><meta property="
    b"'article:published_time' content='2024-06-28T06:00:00Z'><script type='application/ld+json'>{\"datePublished\":"
    b'"2024-06-28"}</script><link rel=alternate type=application/rss+xml href=/f></head><body><article><h1>Talks</h1>'
    b"<p>"
    + b"Ministers met on Friday to speak about grain and rail. " * 12
    + b"</p><table><tr><td>1</table></article>",
    b"---\ntitle: Talks\ndate: 2024-06-28\npublisher: The Post\n---\n\n# Talks\n\n*Seoul* said that it `would` send "
    b"[grain](https://example.org) by July.\n\n> quoted\n\n```\ncode\n```\n",
    b'{"text":"Seoul said it would send grain.","published":"2024-06-28","title":"Talks"}\n{"text":""}\nnull\n[1]\n',
    "Кремль заявил, что ‘talks’ — “grain” … \u200f\u202e\u0301\U0001f9d1\u200d\U0001f33e 北京".encode(),
)
POSTS = (
    "Pyongyang announced on Tuesday that it will send troops to Donetsk within a month. “We will help,” Mr. Kim said.",
    "President Vladimir Putin and Kim Jong Un signed a treaty in Pyongyang on June 19, 2024, the Kremlin told TASS.",
    "If sanctions are not lifted by 30 June, Tehran threatened, it would expel 7,000 to 9,000 inspectors.",
    "The G7, the EU and about 100 countries condemned the attack; North Korea's ally did not. It denied the claims.",
    "\u201c\u201c'' -- 12/31/99 24:61 1e309 %s {} \\ 31 February 0000-00-00 the 999th of Never, 2024-W60",
)


def build_archive(page: bytes) -> bytes:
    """Return a web archive with one answer, which holds a page."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/1\r\nWARC-Date: 2024-06-28T06:00:00Z"
        b"\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\nContent-Type: application/http;"
        b" msgtype=response\r\nContent-Length: " + str(len(answer)).encode() + b"\r\n\r\n" + answer + b"\r\n\r\n"
    )


def mutated(seeds: tuple[bytes, ...]) -> st.SearchStrategy[bytes]:
    """Return random bytes, and seeds cut, spliced, repeated and sprinkled with bytes that matter."""
    marks = st.sampled_from(
        [b"<", b">", b"&", b"]]>", b"<!--", b"\x00", b"\xff", b"\r\n", b'"', b"{", b"[", b"---", b"&#"]
    )
    piece = st.one_of(
        st.sampled_from(seeds),
        st.tuples(st.sampled_from(seeds), st.integers(0, 400), st.integers(0, 400)).map(
            lambda t: t[0][t[1] : t[1] + t[2]]
        ),
        st.tuples(marks, st.integers(1, 2_000)).map(lambda t: t[0] * t[1]),
        st.binary(max_size=200),
        st.text(max_size=80).map(lambda words: words.encode("utf-8", "surrogatepass")),
    )
    return st.lists(piece, min_size=1, max_size=8).map(lambda parts: b"".join(parts)[:40_000])


def fuzz(function: Callable[..., None]) -> Callable[..., None]:
    """Try EXAMPLES inputs; the time of each is bounded by the test itself."""
    checks = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]
    return settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=checks)(function)


def within_time(work: Callable[[], object], length: int) -> None:
    started = time.process_time()
    work()
    taken = time.process_time() - started
    assert taken < SECONDS, f"{taken:.1f} s for {length} bytes"


@fuzz
@given(content=mutated(FEEDS))
def test_feeds(content: bytes) -> None:
    def work() -> None:
        try:
            feed = parse_feed(content, "https://example.org/feed")
        except InputError:
            return
        for entry in feed.entries:
            assert entry.url.startswith(("http://", "https://"))
            (entry.url + entry.key + (entry.title or "")).encode()

    within_time(work, len(content))


@fuzz
@given(content=mutated((*FEEDS, *PAGES)))
def test_opml_and_discovery(content: bytes) -> None:
    def work() -> None:
        assert all(url.startswith(("http://", "https://")) for url in find_feeds(content, "https://example.org/"))
        with contextlib.suppress(InputError):
            parse_opml(content, "-")

    within_time(work, len(content))


@fuzz
@given(
    content=mutated(PAGES), origin=st.sampled_from(["a.html", "a.md", "a.jsonl", "a.txt", "-", "https://example.org/"])
)
def test_pages_and_front_matter(content: bytes, origin: str) -> None:
    def work() -> None:
        try:
            found = [article for article in parse_articles(content, origin=origin) if isinstance(article, Article)]
        except InputError:
            return
        for article in found:
            assert article.text.strip()
            article.text.encode()

    within_time(work, len(content))


@fuzz
@given(
    content=mutated((build_archive(PAGES[0]), gzip.compress(build_archive(PAGES[0])), gzip.compress(b"WARC/1.0\r\n")))
)
def test_web_archives(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(content)

    def work() -> None:
        with contextlib.suppress(InputError):
            list(load_warc(path, 100_000))

    within_time(work, len(content))


@fuzz
@given(
    chunks=st.lists(mutated((gzip.compress(b"words " * 50), gzip.compress(b"0" * 200_000))), max_size=3),
    encoding=st.sampled_from(["", "gzip", "deflate", "identity"]),
)
def test_bodies(chunks: list[bytes], encoding: str) -> None:
    url = _checked("https://example.org/")
    with contextlib.suppress(Unfetched):
        assert sum(len(piece) for piece in unpacked(url, chunks, encoding, 100_000)) <= 100_000


@fuzz
@given(
    address=st.one_of(st.text(max_size=60), st.text(max_size=40).map(lambda words: "http://" + words)),
    more=st.text(max_size=60),
)
def test_addresses(address: str, more: str) -> None:
    with contextlib.suppress(Unfetched):
        url = _checked(address)
        assert url.scheme in ("http", "https")
        assert url.host
        _join(url, more)


@fuzz
@given(st.ip_addresses())
def test_addresses_that_carry_a_private_one_are_private(address: object) -> None:
    import ipaddress

    is_public(str(address))
    if isinstance(address, ipaddress.IPv4Address) and not is_public(str(address)):
        assert not is_public(f"::ffff:{address}")
        assert not is_public(f"64:ff9b::{address}")


@cache
def kit() -> Kit:
    """Return the kit; no fixture, because Hypothesis would print all of it with each failure."""
    return load_kit(Settings())


def words() -> st.SearchStrategy[str]:
    """Return posts made of sentences that the rules look for, cut and spliced, and of any characters at all."""
    piece = st.one_of(
        st.sampled_from(POSTS),
        st.tuples(st.sampled_from(POSTS), st.integers(0, 90), st.integers(1, 60)).map(
            lambda t: t[0][t[1] : t[1] + t[2]]
        ),
        st.text(max_size=60),
        st.tuples(
            st.sampled_from(["“", '"', "(", ", and ", "1,", " said ", "\n", " of ", "by "]), st.integers(1, 300)
        ).map(lambda t: t[0] * t[1]),
    )
    return st.lists(piece, min_size=1, max_size=12).map(lambda parts: " ".join(parts)[:8_000])


@fuzz
@given(
    text=words(),
    day=st.sampled_from([None, "2024-06-28", "2024-06-28T06:00:00Z", "2024-02-29", "0001-01-01", "9999-12-31"]),
)
def test_the_whole_reading(text: str, day: str | None) -> None:
    if not text.strip():
        return

    def work() -> None:
        record = read_article(Article(id="a", text=text, published_at=day), kit())
        assert list(check_record(record)) == []
        assert not [issue for issue in record.issues if "failed" in issue.why], record.issues
        assert record.article.text == text

    within_time(work, len(text))


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize(
    "text",
    [
        " ".join(POSTS),
        "Seoul will send troops before the week is out.",
        "Seoul, before the month is over, will send 5 trucks around 31 December.",
    ],
)
def test_days_beyond_the_calendar_are_unknown(text: str, day: str) -> None:
    """Windows that closed after the year 9999 made the whole stage of commitments fail on a post."""
    assert read_article(Article(id="a", text=text, published_at=day), kit()).issues == ()


def test_a_window_that_ends_with_the_calendar_is_written_as_any_other() -> None:
    """What is due on 31 December 9999 has no day after it."""
    record = read_article(
        Article(id="a", text="Seoul will send 5 trucks by 9999-12-31.", published_at="2024-06-28"), kit()
    )
    ledger = build_ledger([record], "2024-06-29")
    assert [row.latest for row in ledger.rows] == ["9999-12-31"]
    assert "DTSTART;VALUE=DATE:99991231" in write_calendar(ledger.rows, "2024-06-29")


@pytest.fixture(scope="module")
def store() -> Store:
    return open_store(":memory:")


@fuzz
@given(words=st.text(max_size=60))
def test_searches(store: Store, words: str) -> None:
    try:
        parse_query(words)
    except InputError:
        return
    assert search(store, words) == ()
