"""Ten days of watching, simulated: a local server with many feeds, one in five of them broken in its own way.

    python benchmarks/ten_days.py --feeds 200 --days 10 --seed 1

Time is simulated, everything else is real: the server, the requests, the pages, the store. Reading is cut to its first
stage, because this is about watching. At the end it proves, or fails with what is wrong: every new item of the sound
feeds is kept once, its page was fetched once, a corrected item is kept as a second version; every broken feed is
reported with its reason; and a second run fetches nothing that is unchanged.
"""

from __future__ import annotations

import argparse
import gzip
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from gpulse.config import Settings
from gpulse.fetch import Clock, Fetcher
from gpulse.reading import pipeline
from gpulse.reading.kit import load_kit
from gpulse.store import Store, open_store
from gpulse.store.check import check
from gpulse.store.feeds import add_feed, load_feeds
from gpulse.watch import FeedSeen, check_feeds, fetch_entries, instant, watch

START = 1_719_532_800.0  # 28 June 2024
DAY = 86_400.0
BROKEN = {
    "not found": "answers 404",
    "gone": "answers 410",
    "server error": "answers 500",
    "a page": "is a page, not a feed",
    "broken XML": "is a broken feed",
    "empty": "is empty",
    "endless": "is larger than max_bytes",
    "hangs": "did not answer in full within",
    "redirects for ever": "redirects more than 5 times",
    "no gzip": "not the gzip it declares",
    "cut short": "without sending complete message body",
    "304 unasked": "though nobody asked",
    "robots": "closed to programs by the site's robots.txt",
    "nobody listens": "cannot be reached",
    "other JSON": "is JSON, but no JSON Feed",
    "dies": "answers 500",
    "bomb": "is larger than max_bytes",
    "file": "only http and https",
    "pages": "is a sitemap of pages",
    "dies with 304": "is a page, not a feed",
}
"""How feeds are broken, and what the reason that is reported must say."""

BOMB = gzip.compress(b" " * 50_000_000, 1)


@dataclass(kw_only=True)
class Site:
    """The simulated web: its clock, its feeds, and what was asked of it."""

    feeds: int
    seed: int
    now: float = START
    address: str = ""
    asked: Counter[str] = field(default_factory=Counter)
    whole: Counter[str] = field(default_factory=Counter)
    """How often a feed was sent in whole to a client that could have been told that it has not changed."""

    def broken(self, number: int) -> str | None:
        """Return how a feed is broken; every fifth one is."""
        return [*BROKEN][number // 5 % len(BROKEN)] if number % 5 == 4 else None

    def dies_at(self, number: int) -> float:
        """Return when a feed that dies does so; a sound one never does."""
        return START + 3 * DAY if (self.broken(number) or "").startswith("dies") else float("inf")

    def published(self, number: int, until: float) -> list[tuple[int, float]]:
        """Return the items that a feed has published, each with its time."""
        chance = random.Random(self.seed * 10_007 + number)
        times, at = [], START - DAY
        while True:
            at += chance.uniform(0.3, 1.7) * DAY
            if at > min(until, self.dies_at(number)):
                return list(enumerate(times))
            times.append(at)

    def corrected(self, number: int, item: int) -> bool:
        """Say whether an item is corrected a day after it was published; one in ten is."""
        return random.Random(f"{self.seed} {number} {item}").random() < 0.1

    def feed_path(self, number: int) -> str:
        return f"/closed/{number}.xml" if self.broken(number) == "robots" else f"/feeds/{number}.xml"

    def feed_address(self, number: int) -> str:
        return (
            f"http://127.0.0.1:9/feed/{number}"
            if self.broken(number) == "nobody listens"
            else self.address + self.feed_path(number)
        )

    def render_feed(self, number: int) -> tuple[bytes, str]:
        """Return a feed as it stands now, and its entity tag."""
        items, state = [], []
        for item, at in self.published(number, self.now):
            corrected = self.corrected(number, item) and self.now > at + DAY
            title = f"Item {item} of feed {number}" + (", corrected" if corrected else "")
            link = f"{self.address}/pages/{number}/{item}"
            stamp = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(at))
            items.append(f"<item><title>{title}</title><link>{link}</link><pubDate>{stamp}</pubDate></item>")
            state.append(title)
        body = f"<rss version='2.0'><channel><title>Feed {number}</title>{''.join(items[-40:])}</channel></rss>"
        return body.encode(), f'"{len(state)}-{sum(len(title) for title in state)}"'

    def render_page(self, number: int, item: int) -> bytes:
        """Return the page of an item as it stands now."""
        at = dict(self.published(number, self.now))[item]
        corrected = self.corrected(number, item) and self.now > at + DAY
        words = f"Ministers of country {number} met for the {item}th time to speak about grain, rail and visas. " * 8
        more = "<p>Correction: an earlier version of this report named the wrong minister and the wrong day.</p>"
        return (
            f"<html lang='en'><head><title>Item {item} of {number}</title></head><body><article><h1>Item {item}</h1>"
            f"<p>{words}</p>{more if corrected else ''}</article></body></html>"
        ).encode()


def serve(site: Site) -> ThreadingHTTPServer:
    """Start the server of a site."""

    class Request(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 65_536

        def do_GET(self) -> None:
            site.asked[self.path] += 1
            part = self.path.strip("/").split("/")
            if self.path == "/robots.txt":
                self.send(b"User-agent: *\nDisallow: /closed/\n", kind="text/plain")
            elif part[0] == "pages":
                self.send(site.render_page(int(part[1]), int(part[2])))
            elif part[0] in ("feeds", "closed"):
                self.send_feed(int(part[1].removesuffix(".xml")))
            else:
                self.send(b"", 404)

        def send(self, body: bytes, status: int = 200, kind: str = "text/html", **headers: str) -> None:
            self.send_response(status)
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            for name, value in ({"Content-Type": kind, "Content-Length": str(len(body))} | named).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def send_feed(self, number: int) -> None:
            kind = site.broken(number)
            if kind and (not kind.startswith("dies") or site.now > site.dies_at(number)):
                self.send_broken(kind, site.now > site.dies_at(number) + DAY)
                return
            body, tag = site.render_feed(number)
            validators = {} if number % 10 == 3 else {"ETag": tag}
            if validators and self.headers.get("If-None-Match") == tag:
                self.send(b"", 304, **validators)
                return
            if validators:
                site.whole[self.path] += 1
            self.send(body, kind="application/rss+xml", **validators)

        def send_broken(self, kind: str, later: bool) -> None:
            body, _ = site.render_feed(0)
            tagged = "If-None-Match" in self.headers
            if kind == "endless":
                self.send_response(200)
                self.end_headers()
                while True:
                    self.wfile.write(b"<item/>" * 10_000)
            elif kind == "hangs":
                time.sleep(0.6)
            elif kind == "cut short":
                self.send(body[:100], Content_Length="5000")
                self.close_connection = True
            elif kind == "bomb":
                self.send(BOMB, Content_Encoding="gzip")
            else:
                status, content, headers = {
                    "not found": (404, b"", {}),
                    "gone": (410, b"", {}),
                    "server error": (500, b"", {}),
                    "a page": (200, b"<!doctype html><html><body>Our feeds have moved.</body></html>", {}),
                    "broken XML": (200, b"<?xml version='1.0'?><rss version='2.0'><channel><title>x</ti", {}),
                    "empty": (200, b"", {}),
                    "redirects for ever": (302, b"", {"Location": self.path}),
                    "no gzip": (200, body, {"Content-Encoding": "gzip"}),
                    "304 unasked": (304, b"", {}),
                    "other JSON": (200, b'{"items": []}', {}),
                    "file": (302, b"", {"Location": "file:///etc/passwd"}),
                    "pages": (200, b"<urlset><url><loc>https://example.org/about</loc></url></urlset>", {}),
                    "dies": (500, b"", {}),
                    "dies with 304": (304, b"", {"ETag": '"x"'})
                    if later and tagged
                    else (200, b"<html>", {"ETag": '"x"'}),
                }[kind]
                self.send(content, status, **headers)

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 64

        def handle_error(self, request: object, client_address: object) -> None:
            """A client that cuts an endless feed off is as it should be."""

    server = Server(("127.0.0.1", 0), Request)
    site.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def run(store: Store, site: Site, days: float) -> list[str]:
    """Watch the site for so many simulated days; return what is not as it must be."""

    def sleep(seconds: float) -> None:
        site.now += seconds

    clock = Clock(now=lambda: site.now, sleep=sleep)
    settings = Settings(
        allow_private=True, host_interval=0, retries=0, timeout=0.5, max_bytes=1_000_000, watch_interval=6 * 3600
    )
    kit = load_kit(settings)
    for number in range(site.feeds):
        add_feed(store, site.feed_address(number), at=instant(site.now))
    end = START + days * DAY
    with Fetcher(settings, clock=clock) as fetcher:
        while site.now < end:
            for _ in watch(store, fetcher, kit, clock=clock, once=True):
                pass
            due = min(feed.next_try_at for feed in load_feeds(store))
            site.now = max(site.now + 60, time.mktime(time.strptime(due, "%Y-%m-%dT%H:%M:%SZ")) - time.timezone)
        last = list(check_feeds(store, fetcher, load_feeds(store), settings, clock))
        last_entries = list(fetch_entries(store, fetcher, kit, clock))
        before = site.asked.copy()
        site.whole.clear()
        again = list(check_feeds(store, fetcher, load_feeds(store), settings, clock))
        more = list(fetch_entries(store, fetcher, kit, clock))
    pages_again = sum((site.asked - before)[path] for path in site.asked if path.startswith("/pages"))
    return [
        *_judge_feeds(site, last),
        *_judge_posts(store, site),
        *(f"{seen.url}: {seen.outcome} ({seen.why})" for seen in last_entries if seen.why),
        *([f"a second run fetched {pages_again} pages again"] if pages_again or more else []),
        *(f"a second run fetched {path} in whole" for path in site.whole),
        *(f"{seen.url} found new items in a second run" for seen in again if seen.new),
        *(f"{problem.post}: {problem.why}" for problem in check(store)),
    ]


def _judge_feeds(site: Site, last: list[FeedSeen]) -> list[str]:
    wrong = []
    for number, seen in enumerate(last):
        kind = site.broken(number)
        if kind is None and seen.why:
            wrong.append(f"sound feed {number} is said to fail: {seen.why}")
        if kind is not None and (not seen.why or seen.failures < 2):
            wrong.append(f"feed {number} ({kind}) is not said to fail")
        elif kind is not None and BROKEN[kind] not in (seen.why or ""):
            wrong.append(f"feed {number} ({kind}) is said to fail for another reason: {seen.why}")
    return wrong


def _judge_posts(store: Store, site: Site) -> list[str]:
    wrong = []
    expected = {}
    for number in range(site.feeds):
        if site.broken(number) is None or site.dies_at(number) < float("inf"):
            for item, at in site.published(number, site.now):
                corrected = site.corrected(number, item) and at + DAY < min(site.now, site.dies_at(number)) - DAY
                expected[f"{site.address}/pages/{number}/{item}"] = 2 if corrected else 1
    kept = [record.article.id for record in store.load_records()]
    if len(kept) != len(set(kept)):
        wrong.append("a post is kept twice")
    missing, surplus = expected.keys() - kept, set(kept) - expected.keys()
    dying = {address for address in missing if site.dies_at(int(address.split("/")[-2])) < float("inf")}
    wrong += [f"{address} is not kept" for address in sorted(missing - dying)]
    wrong += [f"{address} should not be there" for address in sorted(surplus)]
    for address, versions in expected.items():
        asked = site.asked[address.removeprefix(site.address)]
        if asked > 2 or (asked == 2 and versions == 1 and not site.corrected(*map(int, address.split("/")[-2:]))):
            wrong.append(f"{address} was fetched {asked} times")
        if address in kept and versions == 2 and len(store.load_versions(address)) != 2:
            wrong.append(f"the correction of {address} is not kept")
    return wrong


def main() -> int:
    """Run the simulation and print its figures; the exit code is 1 where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--days", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--store", help="a path or database URL; else a file that is thrown away")
    given = parser.parse_args()
    pipeline.STAGES = pipeline.STAGES[:1]
    site = Site(feeds=given.feeds, seed=given.seed)
    server = serve(site)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, open_store(given.store or str(Path(folder) / "store.db")) as store:
        wrong = run(store, site, given.days)
        feeds = load_feeds(store)
        posts = store.count_posts()
    server.shutdown()
    failing = [feed for feed in feeds if feed.failures]
    print(
        f"seed {given.seed}: {given.feeds} feeds, {given.days:g} days in {time.monotonic() - started:.0f} s: "
        f"{sum(site.asked.values())} requests, {posts} posts kept, {len(failing)} feeds reported as failing, "
        f"{sum(feed.state == 'dead' for feed in feeds)} as dead"
    )
    for feed in failing[: len(BROKEN)]:
        print(f"  {feed.failures:3} failures in a row: {feed.why}")
    for sentence in wrong:
        print(f"WRONG: {sentence}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
