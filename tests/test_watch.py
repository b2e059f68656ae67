"""Watching: what is new is kept once, what fails is told with its reason, and nothing unchanged is fetched."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner, Result

from gpulse.cli import build_app
from gpulse.config import Settings
from gpulse.fetch import Clock, Fetcher
from gpulse.reading import pipeline
from gpulse.reading.kit import Kit, load_kit
from gpulse.store import Store, open_store
from gpulse.store.feeds import WatchedFeed, add_feed, load_feeds
from gpulse.watch import EntrySeen, FeedSeen, instant, watch

if TYPE_CHECKING:
    from conftest import Web

ROOT = Path(__file__).parent.parent
SETTINGS = Settings(allow_private=True, host_interval=0, retries=0, timeout=1.0, watch_interval=3600)
WORDS = "<p>" + "Ministers met on Friday to speak about grain and rail. " * 10 + "</p>"


@dataclass(kw_only=True)
class Desk:
    """A store, a clock that a test moves, and what watches."""

    store: Store
    kit: Kit
    now: float = 1_719_532_800.0

    def run(self) -> list[FeedSeen | EntrySeen]:
        clock = Clock(now=lambda: self.now, sleep=self.wait)
        with Fetcher(SETTINGS, clock=clock) as fetcher:
            return list(watch(self.store, fetcher, self.kit, clock=clock, once=True))

    def wait(self, seconds: float) -> None:
        self.now += seconds

    def add(self, address: str) -> None:
        add_feed(self.store, address, at=instant(self.now))

    def feed(self) -> WatchedFeed:
        (feed,) = load_feeds(self.store)
        return feed


@pytest.fixture(scope="module")
def kit() -> Kit:
    return load_kit(SETTINGS)


@pytest.fixture
def desk(store_url: str, kit: Kit, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(pipeline, "STAGES", pipeline.STAGES[:1])
    with open_store(store_url) as store:
        yield Desk(store=store, kit=kit)


def rss(*items: str) -> str:
    return f"<rss version='2.0'><channel><title>News</title>{''.join(items)}</channel></rss>"


def entry(address: str, title: str = "Talks", day: str = "28 Jun 2024 06:00:00 GMT") -> str:
    return f"<item><title>{title}</title><link>{address}</link><pubDate>{day}</pubDate></item>"


def page(more: str = "") -> str:
    return (
        f"<html lang='en'><head><title>Talks</title></head><body><article><h1>Talks</h1>{WORDS}{more}</article></body>"
    )


def test_a_new_item_is_kept_once_with_the_day_that_the_feed_gives(desk: Desk, web: Web) -> None:
    post = web.serve("/post", page())
    desk.add(web.serve("/feed", rss(entry(post))))
    assert [type(seen) for seen in desk.run()] == [FeedSeen, EntrySeen]
    record = desk.store.load_record(post)
    assert (record.article.published_at, record.article.published_from) == ("2024-06-28T06:00:00Z", "metadata")
    kept = desk.store.load_page(post)
    assert kept is not None
    assert kept.content == page().encode()
    assert desk.run() == []  # nothing is due
    desk.wait(4000)
    (seen,) = desk.run()
    assert isinstance(seen, FeedSeen)
    assert seen.new == 0
    assert web.paths() == ["/feed", "/post", "/feed"]
    assert desk.feed().title == "News"


def test_a_corrected_item_is_fetched_again_and_kept_as_a_version(desk: Desk, web: Web) -> None:
    post = web.serve("/post", page())
    desk.add(web.serve("/feed", rss(entry(post))))
    desk.run()
    web.serve("/post", page("<p>Correction: the ministers met on Thursday, and they spoke of rail alone.</p>"))
    web.serve("/feed", rss(entry(post, title="Talks (corrected)")))
    desk.wait(4000)
    assert [seen.outcome for seen in desk.run() if isinstance(seen, EntrySeen)] == ["changed"]
    assert len(desk.store.load_versions(post)) == 2


def test_a_page_that_two_feeds_name_is_fetched_once(desk: Desk, web: Web) -> None:
    post = web.serve("/post", page())
    for path in ("/one", "/two"):
        desk.add(web.serve(path, rss(entry(post))))
    desk.run()
    assert web.paths().count("/post") == 1
    assert desk.store.count_posts() == 1


def test_a_304_after_a_failure_is_no_health(desk: Desk, web: Web) -> None:
    """The feed gives a tag, breaks, and then answers 304 to whoever shows the tag."""
    desk.add(web.serve("/feed", rss(), ETag='"1"'))
    desk.run()
    assert desk.feed().state == "sound"
    web.serve("/feed", "<html>We have moved.</html>", ETag='"2"')
    desk.wait(4000)
    desk.run()
    assert desk.feed().failures == 1

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(304)
        request.send_header("ETag", '"2"')
        request.send_header("Content-Length", "0")
        request.end_headers()

    web.routes["/feed"] = answer
    desk.wait(2 * 86_400)
    desk.run()
    asked = [headers for path, headers in web.requests if path == "/feed"]
    assert "if-none-match" in asked[1]
    assert "if-none-match" not in asked[2]
    feed = desk.feed()
    assert (feed.failures, feed.state) == (2, "failing")
    assert feed.last_success_at == instant(1_719_532_800.0)
    assert feed.why
    assert "though nobody asked" in feed.why


def test_a_feed_that_fails_is_tried_at_growing_intervals_and_called_dead(desk: Desk, web: Web) -> None:
    desk.add(web.serve("/feed", "", status=500))
    pauses = []
    for _ in range(12):
        before = desk.now
        (seen,) = desk.run()
        assert isinstance(seen, FeedSeen)
        assert seen.why
        assert "500" in seen.why
        desk.now = max(float(_seconds(seen.next_try_at)), desk.now + 1)
        pauses.append(desk.now - before)
    assert pauses[0] == pytest.approx(3600, rel=0.11)
    assert pauses[3] == pytest.approx(8 * 3600, rel=0.11)
    assert pauses[-1] == pytest.approx(86_400, rel=0.11)
    assert desk.feed().state == "dead"
    web.serve("/feed", rss())
    desk.run()
    assert (desk.feed().state, desk.feed().failures, desk.feed().why) == ("sound", 0, None)


def _seconds(instant: str) -> float:
    import datetime as dt

    return dt.datetime.fromisoformat(instant).timestamp()


def test_a_feed_that_asks_for_patience_gets_it(desk: Desk, web: Web) -> None:
    desk.add(web.serve("/feed", "", status=503, Retry_After="200000"))
    desk.run()
    assert _seconds(desk.feed().next_try_at) >= desk.now + 200_000 - 1


def test_a_page_that_fails_in_passing_is_tried_again_and_one_that_lasts_is_given_up(desk: Desk, web: Web) -> None:
    passing, lasting = web.serve("/passing", "", status=503), web.serve("/lasting", "", status=404)
    empty = web.serve("/empty", "<html><body></body></html>")
    desk.add(web.serve("/feed", rss(entry(passing), entry(lasting), entry(empty))))
    outcomes = {seen.url: seen for seen in desk.run() if isinstance(seen, EntrySeen)}
    assert {url: seen.outcome for url, seen in outcomes.items()} == {
        passing: "failed",
        lasting: "given up",
        empty: "given up",
    }
    assert all(seen.why for seen in outcomes.values())
    web.serve("/passing", page())
    desk.wait(1000)
    assert [seen.outcome for seen in desk.run() if isinstance(seen, EntrySeen)] == ["added"]
    assert web.paths().count("/lasting") == 1


def test_a_feed_that_moved_for_good_is_followed(desk: Desk, web: Web) -> None:
    desk.add(web.serve("/old", "", status=301, Location="/new"))
    web.serve("/new", rss())
    desk.run()
    assert desk.feed().url == web.address + "/new"


def test_a_private_address_in_a_feed_is_not_fetched(desk: Desk, web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gpulse.fetch.is_public", lambda address: address != "127.0.0.2")
    desk.add(web.serve("/feed", rss(entry("http://127.0.0.2/secret"))))
    clock = Clock(now=lambda: desk.now)
    with Fetcher(replace(SETTINGS, allow_private=False), clock=clock) as fetcher:
        seen = list(watch(desk.store, fetcher, desk.kit, clock=clock, once=True))
    assert [one.outcome for one in seen if isinstance(one, EntrySeen)] == ["given up"]


@pytest.mark.timeout(200)
def test_days_of_watching_many_feeds() -> None:
    """The simulation of docs/reliability.md, small: 40 feeds, every fifth one broken, for three days."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "ten_days.py"), "--feeds", "40", "--days", "3"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


# The commands


@pytest.fixture
def gpulse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Run the command with a store of its own."""
    monkeypatch.setenv("GPULSE_ALLOW_PRIVATE", "yes")
    monkeypatch.setenv("GPULSE_HOST_INTERVAL", "0")
    monkeypatch.setenv("GPULSE_RETRIES", "0")

    def run(*words: str) -> Result:
        return CliRunner().invoke(build_app(), ["--store", str(tmp_path / "store.db"), *words])

    return run


def test_feeds_on_the_command_line(gpulse, web: Web, tmp_path: Path) -> None:
    feed = web.serve("/feed", rss(entry(web.serve("/post", page()))))
    home = web.serve("/", '<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head></html>')
    assert feed in gpulse("feeds", "add", home).stdout
    bad = gpulse("feeds", "add", web.serve("/none", page()), feed)
    assert type(bad.exception).__name__ == "InputError"
    assert "watched already" in bad.stdout
    assert "sound" in gpulse("feeds", "check").stdout
    assert "added" in gpulse("watch", "--once").stdout
    listed = gpulse("feeds", "list").stdout
    assert "sound    News" in listed
    assert "1 kept, 0 waiting, 0 given up" in listed
    assert gpulse("feeds", "export", str(tmp_path / "feeds.opml")).exit_code == 0
    assert gpulse("feeds", "remove", feed).exit_code == 0
    assert "No feed is watched" in gpulse("feeds", "list").stderr
    assert "1 feeds added" in gpulse("feeds", "import", str(tmp_path / "feeds.opml")).stderr
    web.serve("/feed", "", status=410)
    failing = gpulse("feeds", "check")
    assert type(failing.exception).__name__ == "FetchError"
    assert "410 (gone for good)" in failing.stdout
    assert "failures in a row: 1" in gpulse("feeds", "list").stdout
