"""A store of posts to look at, the site over it, and a browser to look with."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gpulse.codec import decode
from gpulse.config import Settings
from gpulse.linking.summaries import summarise
from gpulse.record import (
    Agreement,
    Article,
    Attribution,
    Commitment,
    Event,
    Item,
    Mention,
    Meta,
    Participant,
    Place,
    Quantity,
    Record,
    Sentence,
    Span,
    Speaker,
)
from gpulse.store import Store, open_store
from gpulse.store.feeds import add_feed, load_feeds, save_failure
from gpulse.views.web.access import Door
from gpulse.views.web.refresh import today

ROOT = Path(__file__).parents[2]
HOSTILE = '<script>window.owned=1</script><img src=x onerror="window.owned=1">'
NARVA = Place(name="Narva", geonameid=590031, country="EST", lat=59.38, lon=28.19, feature_code="PPL")


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start=start, end=start + len(words))


def _post(id: str, published: str, publisher: str, title: str, text: str, **layers: object) -> Record:
    article = Article(
        id=id, url=f"https://{publisher.lower().replace(' ', '-')}.example/{id}", title=title, publisher=publisher,
        published_at=published, text=text, language="en",
    )  # fmt: skip
    starts = [0, *(at + 2 for at in range(len(text)) if text.startswith(". ", at))]
    ends = [*(start - 1 for start in starts[1:]), len(text)]
    sentences = tuple(Sentence(start=s, end=e) for s, e in zip(starts, ends, strict=True))
    meta = Meta(gpulse="0", model="hand", read_at="2026-01-01T00:00:00Z")
    return Record(article=article, sentences=sentences, meta=meta, **layers)  # type: ignore[arg-type]


def _part(text: str, words: str, code: str) -> Participant:
    span = _span(text, words)
    return Participant(start=span.start, end=span.end, name=words, code=code)


def make_records() -> list[Record]:
    """Posts read by hand: what the pages show of each layer does not depend on the reader's weights."""
    later = (dt.date.fromisoformat(today()) + dt.timedelta(days=20)).isoformat()
    records = []
    for number, (publisher, count, cue) in enumerate((("Wire A", 40, "said"), ("Paper B", 60, "claimed")), 1):
        text = (
            f"Estonia will send {count} generators to Moldova by {later}, foreign minister Maie Näidis {cue} in Narva. "
            f"Latvia delivered blankets to Moldova on 3 March 2026. "
            "Estonia and Moldova signed the Narva Energy Accord on 2 March 2026."
        )
        promise, gift, pact = (text.split(". ")[at] for at in range(3))
        quantity = Quantity(low=float(count), high=float(count), unit="generators")
        things = _span(text, f"{count} generators")
        records.append(
            _post(
                f"generators-{number}", f"2026-03-0{number + 3}T08:15:00Z", publisher, "Generators for Moldova", text,
                mentions=(
                    Mention(**_place(_span(text, "Estonia")), kind="place", name="Estonia", actor="EST"),
                    Mention(**_place(_span(text, "Maie Näidis")), kind="person", name="Maie Näidis", actor="EST"),
                    Mention(**_place(_span(text, "Narva")), kind="place", name="Narva", place=NARVA),
                ),
                attributions=(
                    Attribution(
                        source=_span(text, "foreign minister Maie Näidis"), cue=_span(text, cue),
                        content=(_span(text, f"Estonia will send {count} generators to Moldova by {later}"),),
                        speaker=Speaker(name="Maie Näidis", role="foreign minister", code="EST", sector="GOV"),
                    ),
                ),
                events=(
                    Event(
                        id="e1", trigger=_span(text, "send"), event_type="AID", actors=(_part(text, "Estonia", "EST"),),
                        recipients=(_part(text, "Moldova", "MDA"),), place=NARVA, earliest="2026-03-01", latest=later,
                        items=(
                            Item(start=things.start, end=things.end, text=f"{count} generators", quantity=quantity),
                        ),
                        realis="promised", attributions=(0,), evidence=(_span(text, promise),),
                    ),
                    Event(
                        id="e2", trigger=_span(text, "delivered"), event_type="AID", place=NARVA,
                        actors=(_part(text, "Latvia", "LVA"),), recipients=(_part(text, "Moldova", "MDA"),),
                        earliest="2026-03-03", latest="2026-03-03", evidence=(_span(text, gift),),
                    ),
                ),
                commitments=(
                    Commitment(
                        id="c1", kind="pledge", by=("EST",), to=("MDA",), event="e1", event_type="AID",
                        what=f"send {count} generators to Moldova", quantity=quantity, said_by="Maie Näidis",
                        said_on="2026-03-04", earliest="2026-03-04", latest=later, evidence=(_span(text, promise),),
                    ),
                ),
                agreements=(
                    Agreement(
                        name="Narva Energy Accord", parties=("EST", "MDA"), signed_on="2026-03-02", place="Narva",
                        evidence=(_span(text, pact.rstrip(".")),),
                    ),
                ),
            )
        )  # fmt: skip
    other = (dt.date.fromisoformat(today()) + dt.timedelta(days=15)).isoformat()
    evil = f'{HOSTILE} Russia will leave by {other}. "><svg onload=alert(1)> {{{{7*7}}}} </main>'
    records.append(
        _post(
            f"evil/{HOSTILE}", "2026-03-07", f"Wire {HOSTILE}", f"Title {HOSTILE}", evil,
            mentions=(Mention(**_place(_span(evil, "Russia")), kind="place", name=HOSTILE, actor=HOSTILE),),
            commitments=(
                Commitment(
                    id="c1", kind="pledge", by=(HOSTILE,), what=HOSTILE, said_by=HOSTILE, condition=HOSTILE,
                    latest=other, window_text=HOSTILE, evidence=(_span(evil, HOSTILE),),
                ),
            ),
            agreements=(Agreement(name=HOSTILE, parties=(HOSTILE, "RUS"), evidence=(Span(start=0, end=40),)),),
        )
    )  # fmt: skip
    return records


def _place(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store file with the example posts as the reader reads them, those read by hand, and two feeds."""
    from gpulse.reading.kit import load_kit
    from gpulse.reading.pipeline import read_articles
    from gpulse.sources import load_articles

    path = tmp_path_factory.mktemp("store") / "filled.db"
    with open_store(str(path)) as store:
        articles = load_articles([str(ROOT / "examples" / "posts")], Settings(), form=None, published=None)
        for record in read_articles((a for a in articles if isinstance(a, Article)), load_kit(Settings()), _NOW):
            store.add_record(record)
        for record in make_records():
            store.add_record(decode(_json(record), Record))
        add_feed(store, "https://wire-a.example/feed", at="2026-03-01T00:00:00Z", title="Wire A", folder="wires")
        add_feed(store, "https://paper-b.example/feed", at="2026-03-01T00:00:00Z")
        feed = load_feeds(store)[1]
        save_failure(
            store, feed, "The server answers 500.", at="2026-03-02T00:00:00Z", next_try_at="2026-03-03T00:00:00Z"
        )
        summarise(store, today())
    return path


_NOW = dt.datetime(2026, 3, 8, tzinfo=dt.UTC)


def _json(record: Record) -> bytes:
    from gpulse.codec import encode_record

    return encode_record(record)


@pytest.fixture
def store(filled: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of the filled store."""
    shutil.copy(filled, tmp_path / "store.db")
    with open_store(str(tmp_path / "store.db")) as opened:
        yield opened


@pytest.fixture(scope="session")
def address(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site, served for real on this machine."""
    import uvicorn

    from gpulse.views.web.app import create_app

    path = tmp_path_factory.mktemp("served") / "store.db"
    shutil.copy(filled, path)
    with open_store(str(path)) as opened, socket.create_server(("127.0.0.1", 0)) as listening:
        app = create_app(opened, Settings(), Door(closed=False), refresh=False)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium; tests that need it are skipped, and say so, where there is none."""
    pytest.importorskip("playwright", reason="the browser's driver is not installed (pip install playwright)")
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("Chromium is not installed (Debian: apt install chromium)")
    return found


@pytest.fixture
def screens(filled: Path) -> dict[str, str]:
    """The address of each screen, by name, with something to show on each."""
    from urllib.parse import urlencode

    from gpulse.linking.summary import row_queries, story_queries

    with open_store(str(filled)) as opened:
        row = next(r for r in row_queries.find_rows(opened, row_queries.Wanted()).rows if r.by == ("EST",))
        story = story_queries.load_story(opened, "generators-1")
    return {
        "now": "/now",
        "ledger": "/ledger",
        "ledger, narrowed": "/ledger?by=EST&kind=pledge&about=generators&sort=said",
        "row": f"/ledger/{row.id}",
        "stories": "/stories?least=1",
        "story": f"/stories/{story.id}",
        "post": "/post?" + urlencode({"id": "generators-1", "start": 0, "end": 20}),
        "hostile post": "/post?" + urlencode({"id": f"evil/{HOSTILE}"}),
        "actors": "/actors",
        "state": "/actor?who=EST",
        "person": "/actor?" + urlencode({"who": "Maie Näidis"}),
        "hostile actor": "/actor?" + urlencode({"who": HOSTILE}),
        "map": "/map?day=2026-03-05&span=week",
        "search": "/search?q=generators+or+blankets&actor=EST",
        "feeds": "/feeds",
        "audit": "/audit",
    }
