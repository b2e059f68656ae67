"""Alerts: saved searches as Atom feeds, and as signed messages to a real server that fails, redirects and recovers."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import feedparser
import pytest
from lxml import etree
from typer.testing import CliRunner

from gpulse.cli import build_app
from gpulse.config import Settings
from gpulse.errors import FetchError, InputError, NotFound
from gpulse.exchange.feeds_out import Feed, Item, write_atom, write_json_feed
from gpulse.exchange.webhooks import PAUSES, Sent, make_secret, send_alert, sign
from gpulse.fetch import Fetcher
from gpulse.record import Record
from gpulse.store import Store, open_store
from gpulse.store.alerts import SavedSearch, add_alert, count_states, load_alert, note_new_posts, remove_alert

ATOM = "{http://www.w3.org/2005/Atom}"


@dataclass(kw_only=True)
class Receiver:
    """A server that takes messages: `answers` are the statuses to give, the last one for good."""

    address: str = ""
    answers: list[int] = field(default_factory=lambda: [204])
    headers: dict[str, str] = field(default_factory=dict)
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    site = Receiver()

    class Request(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            site.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(site.answers.pop(0) if len(site.answers) > 1 else site.answers[0])
            for name, value in site.headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Request)
    site.address = f"http://127.0.0.1:{server.server_port}/hook"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield site
    server.shutdown()
    server.server_close()


SETTINGS = Settings(allow_private=True, host_interval=0, timeout=5)


@dataclass(kw_only=True)
class Time:
    """A clock that a test sets: at first minutes after the present, so that what is due is due on a slow machine."""

    at: dt.datetime = field(default_factory=lambda: dt.datetime.now(dt.UTC) + dt.timedelta(minutes=4))

    def __call__(self) -> dt.datetime:
        return self.at


def run(store: Store, name: str, clock: Time, settings: Settings = SETTINGS) -> list[Sent]:
    with Fetcher(settings) as fetcher:
        return list(send_alert(store, load_alert(store, name), fetcher, clock))


@pytest.fixture
def empty(store_url: str) -> Iterator[Store]:
    """An empty store, on each database."""
    with open_store(store_url) as opened:
        yield opened


def test_what_is_added_later_is_sent_once(empty: Store, records: list[Record], receiver: Receiver) -> None:
    empty.add_record(records[0])
    add_alert(empty, "korea", SavedSearch(actors=("PRK",)), receiver.address, make_secret())
    clock = Time()
    assert run(empty, "korea", clock) == []  # was there before
    for record in records[1:3]:
        empty.add_record(record)
    assert [sent.post for sent in run(empty, "korea", clock)] == ["paper-1", "broadcaster-1"]
    assert run(empty, "korea", clock) == []
    empty.add_record(replace(records[3], events=()))
    assert [sent.post for sent in run(empty, "korea", clock)] == ["wire-2"]
    assert count_states(empty, load_alert(empty, "korea")) == {"waiting": 0, "sent": 3, "given up": 0}
    told = json.loads(receiver.got[1][1])
    assert told["type"] == "post.found"
    assert told["data"]["url"] == "https://example.org/broadcaster-1"
    assert told["data"]["commitments"][0]["latest"] == "2024-07-31"


def test_only_what_fits_is_sent(empty: Store, records: list[Record], receiver: Receiver) -> None:
    add_alert(empty, "attacks", SavedSearch(types=("ASSAULT",)), receiver.address, make_secret())
    add_alert(empty, "words", SavedSearch(words='"military engineers" -Kharkiv'), receiver.address, make_secret())
    for record in records:
        empty.add_record(record)
    assert [sent.post for sent in run(empty, "attacks", Time())] == ["wire-2"]
    assert [sent.post for sent in run(empty, "words", Time())] == ["broadcaster-1"]


def test_a_receiver_can_verify_who_sent_it(empty: Store, records: list[Record], receiver: Receiver) -> None:
    webhooks = pytest.importorskip(
        "standardwebhooks", reason="standardwebhooks is not installed (pip install 'gpulse[formats]')"
    )
    secret = make_secret()
    add_alert(empty, "a", SavedSearch(words="Pyongyang"), receiver.address, secret)
    empty.add_record(records[0])
    clock = Time()
    run(empty, "a", clock)
    headers, body = receiver.got[0]
    assert webhooks.Webhook(secret).verify(body, headers)["data"]["post"] == "wire-1"
    with pytest.raises(webhooks.WebhookVerificationError):
        webhooks.Webhook(secret).verify(body.replace(b"wire-1", b"wire-9"), headers)
    with pytest.raises(webhooks.WebhookVerificationError):
        webhooks.Webhook(make_secret()).verify(body, headers)


def test_a_failed_message_is_tried_again_with_growing_pauses(
    empty: Store, records: list[Record], receiver: Receiver
) -> None:
    receiver.answers = [500, 503, 204]
    add_alert(empty, "a", SavedSearch(words="Pyongyang"), receiver.address, make_secret())
    empty.add_record(records[0])
    clock = Time()
    assert "answers 500" in (run(empty, "a", clock)[0].why or "")
    assert run(empty, "a", clock) == []  # not yet
    clock.at += dt.timedelta(seconds=PAUSES[0])
    assert "answers 503" in (run(empty, "a", clock)[0].why or "")
    clock.at += dt.timedelta(seconds=PAUSES[1] - 1)
    assert run(empty, "a", clock) == []
    clock.at += dt.timedelta(seconds=1)
    assert run(empty, "a", clock) == [Sent(alert="a", post="wire-1")]
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1  # so that a receiver can drop repeats
    assert len({headers["webhook-timestamp"] for headers, _ in receiver.got}) == 3


def test_a_message_is_given_up_after_eight_tries(empty: Store, records: list[Record], receiver: Receiver) -> None:
    receiver.answers = [500]
    add_alert(empty, "a", SavedSearch(words="Pyongyang"), receiver.address, make_secret())
    empty.add_record(records[0])
    clock = Time()
    results = []
    for pause in (*PAUSES, 0):
        results += run(empty, "a", clock)
        clock.at += dt.timedelta(seconds=pause)
    assert [sent.given_up for sent in results] == [False] * 7 + [True]
    assert run(empty, "a", Time(at=clock.at + dt.timedelta(days=9))) == []
    assert count_states(empty, load_alert(empty, "a"))["given up"] == 1


@pytest.mark.parametrize(("status", "headers"), [(410, {}), (302, {"Location": "http://169.254.169.254/"})])
def test_what_will_never_arrive_is_given_up_at_once(
    status: int, headers: dict[str, str], store: Store, records: list[Record], receiver: Receiver
) -> None:
    receiver.answers, receiver.headers = [status], headers
    add_alert(store, "a", SavedSearch(words="Kyoto"), receiver.address, make_secret())
    other = replace(records[0], article=replace(records[0].article, id="new", text="Talks in Kyoto."), mentions=(),
                    timexes=(), attributions=(), events=(), agreements=(), commitments=(), sentences=())  # fmt: skip
    store.add_record(other)
    assert [sent.given_up for sent in run(store, "a", Time())] == [True]
    assert len(receiver.got) == 1  # a redirect is not followed


def test_a_server_that_asks_to_wait_is_waited_for(store: Store, records: list[Record], receiver: Receiver) -> None:
    receiver.answers, receiver.headers = [429, 204], {"Retry-After": "600"}
    add_alert(store, "a", SavedSearch(words="Pyongyang"), receiver.address, make_secret())
    store.add_record(replace(records[0], article=replace(records[0].article, id="again")))
    clock = Time()
    run(store, "a", clock)
    clock.at += dt.timedelta(seconds=599)
    assert run(store, "a", clock) == []
    clock.at += dt.timedelta(seconds=1)
    assert run(store, "a", clock)[0].why is None


def test_private_addresses_are_refused_by_default(store: Store, records: list[Record], receiver: Receiver) -> None:
    add_alert(store, "a", SavedSearch(words="Pyongyang"), receiver.address, make_secret())
    store.add_record(replace(records[0], article=replace(records[0].article, id="again")))
    sent = run(store, "a", Time(), Settings(host_interval=0))
    assert "private network" in (sent[0].why or "")
    assert receiver.got == []


def test_a_retracted_post_is_not_sent(store: Store, records: list[Record], receiver: Receiver) -> None:
    add_alert(store, "a", SavedSearch(words="Pyongyang"), receiver.address, make_secret())
    store.add_record(replace(records[0], article=replace(records[0].article, id="again")))
    assert note_new_posts(store, load_alert(store, "a")) == 1
    store.retract("again", "the outlet took it back")
    assert [sent.given_up for sent in run(store, "a", Time())] == [True]
    assert receiver.got == []


def test_removed_alerts_send_nothing(store: Store, records: list[Record], receiver: Receiver) -> None:
    add_alert(store, "a", SavedSearch(words="Pyongyang"), receiver.address, make_secret())
    alert = load_alert(store, "a")
    store.add_record(replace(records[0], article=replace(records[0].article, id="again")))
    assert note_new_posts(store, alert) == 1
    remove_alert(store, "a")
    assert note_new_posts(store, alert) == 0
    with Fetcher(SETTINGS) as fetcher:
        assert list(send_alert(store, alert, fetcher, Time())) == []
    with pytest.raises(NotFound):
        load_alert(store, "a")


def test_a_damaged_secret_is_told() -> None:
    with pytest.raises(InputError, match="secret is damaged"):
        sign("whsec_not base64!", "m", 1, b"")


# Feeds


def check_atom(raw: bytes) -> list[str]:
    """Check what RFC 4287 requires of a feed and its entries; return the entries' titles."""
    root = etree.fromstring(raw)
    assert root.tag == f"{ATOM}feed"

    def only(parent: etree._Element, name: str) -> str:
        found = parent.findall(ATOM + name)
        assert len(found) == 1, name
        return found[0].text or ""

    titles = []
    author = root.find(f"{ATOM}author")
    for element in (root, *root.findall(f"{ATOM}entry")):
        assert only(element, "id")
        title = only(element, "title")
        when = dt.datetime.fromisoformat(only(element, "updated"))
        assert when.tzinfo is not None
        if element is not root:
            titles.append(title)
            assert element.find(f"{ATOM}author") is not None or author is not None
            links = [link for link in element.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
            assert links or element.find(f"{ATOM}content") is not None
    ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)
    return titles


def test_an_alert_is_an_atom_feed(store_path: str, tmp_path: Path) -> None:
    runner, app = CliRunner(), build_app()
    command = ["--store", store_path, "alerts"]
    assert runner.invoke(app, [*command, "add", "Nord & Süd", "engineers or munitions"]).exit_code == 0
    made = runner.invoke(app, [*command, "feed", "Nord & Süd", "--address", "https://example.org/a.atom"])
    assert made.exit_code == 0, made.output
    assert check_atom(made.stdout_bytes) == [
        "Engineers in Donetsk", "Engineers for Donetsk <script>alert(1)</script>", "Treaty signed in Pyongyang",
    ]  # fmt: skip
    read = feedparser.parse(made.stdout_bytes)
    assert not read.bozo
    assert read.feed.title == "Nord &amp; Süd" or read.feed.title == "Nord & Süd"
    assert read.entries[0].link == "https://example.org/wire-2"
    ran = runner.invoke(app, [*command, "run", "--feeds", str(tmp_path / "feeds")])
    assert ran.exit_code == 0, ran.output
    assert [check_atom(path.read_bytes())[0] for path in (tmp_path / "feeds").iterdir()] == ["Engineers in Donetsk"]


def test_an_item_without_an_address_has_content() -> None:
    item = Item(id="urn:x:1", title="A\x00 title", updated="2024-06-28", summary="words")
    feed = Feed(id="urn:x", title="T", updated="2024-06-28", items=(item,))
    assert check_atom(write_atom(feed)) == ["A title"]
    made = json.loads(write_json_feed(feed))
    assert made["version"] == "https://jsonfeed.org/version/1.1"
    assert made["items"] == [
        {"id": "urn:x:1", "title": "A\x00 title", "summary": "words", "content_text": "words",
         "date_published": "2024-06-28T00:00:00Z"}
    ]  # fmt: skip


# Commands


def test_the_commands(
    store_path: str, receiver: Receiver, monkeypatch: pytest.MonkeyPatch, records: list[Record]
) -> None:
    monkeypatch.setenv("GPULSE_ALLOW_PRIVATE", "yes")
    monkeypatch.setenv("GPULSE_HOST_INTERVAL", "0")
    runner, app = CliRunner(), build_app()
    command = ["--store", store_path, "alerts"]
    added = runner.invoke(app, [*command, "add", "korea", "--actor", "PRK", "--webhook", receiver.address])
    assert "signed with whsec_" in added.stdout
    with open_store(store_path) as store:
        store.add_record(replace(records[0], article=replace(records[0].article, id="again")))
    receiver.answers = [500, 204]
    failed = runner.invoke(app, [*command, "run"])
    assert isinstance(failed.exception, FetchError)
    assert "korea: to be tried again: again" in failed.stdout
    listed = runner.invoke(app, [*command, "list"]).stdout
    assert "korea  actors: PRK" in listed
    assert "1 waiting, 0 sent" in listed
    assert "answers 500" in listed
    assert "whsec_" not in listed
    shown = json.loads(runner.invoke(app, [*command, "list", "--json"]).stdout)
    assert shown["deliveries"] == {"waiting": 1, "sent": 0, "given up": 0}
    assert "secret" not in shown
    assert runner.invoke(app, [*command, "remove", "korea"]).exit_code == 0
    assert runner.invoke(app, [*command, "list"]).stdout == ""


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["add", "a"], "looks for nothing"),
        (["add", "a", "-football"], "names nothing to look for"),
        (["add", " ", "x"], "needs a name"),
        (["add", "a", "x", "--webhook", "ftp://example.org"], "--webhook takes"),
        (["remove", "nobody"], "There is no alert named 'nobody'"),
        (["feed", "nobody"], "There is no alert named 'nobody'"),
    ],
)
def test_what_cannot_be_is_told(store_path: str, options: list[str], says: str) -> None:
    arguments = ["--store", store_path, "alerts", *options]
    if "-football" in options:
        arguments = ["--store", store_path, "alerts", "add", "a", "--", "-football"]
    result = CliRunner().invoke(build_app(), arguments)
    assert isinstance(result.exception, InputError)
    assert says in str(result.exception)


def test_a_name_is_taken_once(store: Store) -> None:
    add_alert(store, "a", SavedSearch(words="x"), None, None)
    with pytest.raises(InputError, match="already"):
        add_alert(store, "a", SavedSearch(words="y"), None, None)
