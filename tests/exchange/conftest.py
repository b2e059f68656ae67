"""A small store for briefs, sites, exports and alerts: four posts on one affair, with events and statements.

The posts are our own wording of public facts; outlets are placeholders. They are read by the program, and the layers
that the reader model fills are put in by hand, so that these tests do not move with its weights.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gpulse.reading.kit import Kit, load_kit
from gpulse.reading.pipeline import read_articles
from gpulse.record import (
    Article,
    Attribution,
    Event,
    Item,
    Participant,
    Place,
    Quantity,
    Record,
    Span,
    Speaker,
)
from gpulse.store import Store, open_store

WIRE = """Russia's president landed in Pyongyang early on Wednesday. Vladimir Putin and Kim Jong Un signed a treaty of \
partnership in the North Korean capital.

North Korea has given Russia about 7,000 containers of munitions, South Korea's defence minister said on Monday."""

PAPER = """According to Wire A, Vladimir Putin and Kim Jong Un signed a treaty of partnership in Pyongyang on 19 June.

The two leaders promise each other help in war. "We are closely watching this partnership," said Pat Ryder, a \
spokesman for the Pentagon."""

BROADCASTER = """North Korea will send military engineers to Donetsk in July, the South Korean channel TV Chosun \
reported on Friday.

Ukraine demands that North Korea withdraw its offer. Japan did not sanction North Korea <b>at once</b> & waits."""

LATER = """North Korea's engineers have arrived in Donetsk, the channel TV Chosun reported. Russia attacked Kharkiv \
on Tuesday, killing at least 3 people."""

POSTS = (
    ("wire-1", "Wire A", "2024-06-19", "Treaty signed in Pyongyang", WIRE),
    ("paper-1", "Paper B", "2024-06-20", "A treaty with a promise of help", PAPER),
    ("broadcaster-1", "Broadcaster C", "2024-06-21", "Engineers for Donetsk <script>alert(1)</script>", BROADCASTER),
    ("wire-2", "Wire A", "2024-07-24", "Engineers in Donetsk", LATER),
)

DONETSK = Place(
    name="Donetsk", geonameid=709717, country="UKR", admin1="Donetsk", lat=48.023, lon=37.802, feature_code="PPLA"
)
PYONGYANG = Place(name="Pyongyang", geonameid=1871859, country="PRK", lat=39.03385, lon=125.75432, feature_code="PPLC")


def span(text: str, words: str, nth: int = 0) -> Span:
    """Return where `words` stand in a text for the `nth` time."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return Span(start=at, end=at + len(words))


def who(text: str, words: str, code: str, sector: str | None = "GOV", nth: int = 0) -> Participant:
    """Return a participant by its words."""
    at = span(text, words, nth)
    return Participant(start=at.start, end=at.end, name=words, code=code, sector=sector)


def sentence_of(record: Record, words: str) -> Span:
    """Return the sentence that has these words."""
    found = span(record.article.text, words)
    whole = next(s for s in record.sentences if s.covers(found))
    return Span(start=whole.start, end=whole.end)


def wire(record: Record) -> Record:
    text = record.article.text
    defence = span(text, "South Korea's defence minister")
    said = Attribution(
        source=defence, cue=span(text, "said"),
        content=(span(text, "North Korea has given Russia about 7,000 containers of munitions"),),
        speaker=Speaker(name=None, role="defence minister", code="KOR", sector="MIL"), earliest="2024-06-17",
        latest="2024-06-17",
    )  # fmt: skip
    signed = Event(
        id="e1", trigger=span(text, "signed"), event_type="AGREE", contexts=("diplomatic", "military"),
        actors=(who(text, "Vladimir Putin", "RUS"), who(text, "Kim Jong Un", "PRK")), place=PYONGYANG,
        earliest="2024-06-19", latest="2024-06-19", evidence=(sentence_of(record, "signed"),), score=0.91,
    )  # fmt: skip
    munitions = span(text, "about 7,000 containers of munitions")
    given = Event(
        id="e2", trigger=span(text, "has given"), event_type="AID", contexts=("military",),
        actors=(who(text, "North Korea", "PRK", nth=1),), recipients=(who(text, "Russia", "RUS", nth=1),),
        items=(
            Item(start=munitions.start, end=munitions.end, text=munitions.of(text),
                 quantity=Quantity(low=7000, high=7000, unit="containers", approximate=True)),
        ),
        certainty="probable", attributions=(0,), evidence=(sentence_of(record, "has given"),), score=0.74,
    )  # fmt: skip
    return replace(record, attributions=(said,), events=(signed, given))


def paper(record: Record) -> Record:
    text = record.article.text
    quoted = Attribution(
        source=span(text, "Pat Ryder, a spokesman for the Pentagon"), cue=span(text, "said"),
        content=(span(text, '"We are closely watching this partnership,"'),), kind="direct",
        speaker=Speaker(name="Pat Ryder", role="a spokesman for the Pentagon", code="USA", sector="MIL"),
    )  # fmt: skip
    signed = Event(
        id="e1", trigger=span(text, "signed"), event_type="AGREE", contexts=("diplomatic",),
        actors=(who(text, "Vladimir Putin", "RUS"), who(text, "Kim Jong Un", "PRK")), place=PYONGYANG,
        earliest="2024-06-19", latest="2024-06-19", evidence=(sentence_of(record, "signed"),), score=0.9,
    )  # fmt: skip
    return replace(record, attributions=(quoted,), events=(signed,))


def broadcaster(record: Record) -> Record:
    text = record.article.text
    reported = Attribution(
        source=span(text, "the South Korean channel TV Chosun"), cue=span(text, "reported"),
        content=(span(text, "North Korea will send military engineers to Donetsk in July"),),
        speaker=Speaker(name="TV Chosun", code="KOR", sector="JRN"),
    )  # fmt: skip
    engineers = span(text, "military engineers")
    sent = Event(
        id="e1", trigger=span(text, "send"), event_type="AID", contexts=("military",),
        actors=(who(text, "North Korea", "PRK"),), recipients=(),
        items=(Item(start=engineers.start, end=engineers.end, text="military engineers"),), place=DONETSK,
        earliest="2024-07-01", latest="2024-07-31", realis="predicted", attributions=(0,),
        evidence=(sentence_of(record, "will send"),), score=0.8,
    )  # fmt: skip
    asked = Event(
        id="e2", trigger=span(text, "withdraw"), event_type="RETREAT", mode="withdraw", realis="demanded",
        actors=(who(text, "North Korea", "PRK", nth=1),), recipients=(who(text, "Ukraine", "UKR"),),
        evidence=(sentence_of(record, "withdraw"),), score=0.6,
    )  # fmt: skip
    not_done = Event(
        id="e3", trigger=span(text, "sanction"), event_type="SANCTION", mode="discontinue", polarity="negative",
        actors=(who(text, "Japan", "JPN"),), recipients=(who(text, "North Korea", "PRK", nth=2),),
        evidence=(sentence_of(record, "sanction"),), score=0.7,
    )  # fmt: skip
    return replace(record, attributions=(reported,), events=(sent, asked, not_done))


def later(record: Record) -> Record:
    text = record.article.text
    attacked = Event(
        id="e1", trigger=span(text, "attacked"), event_type="ASSAULT", mode="aerial", contexts=("military",),
        actors=(who(text, "Russia", "RUS", "MIL"),), recipients=(who(text, "Kharkiv", "UKR", None),),
        place=Place(name="Kharkiv", geonameid=706483, country="UKR", lat=49.98081, lon=36.25272, feature_code="PPLA"),
        earliest="2024-07-23", latest="2024-07-23", evidence=(sentence_of(record, "attacked"),), score=0.95,
    )  # fmt: skip
    return replace(record, attributions=(), events=(attacked,))


@pytest.fixture(scope="session")
def kit() -> Kit:
    return replace(load_kit(), network=None, ledger=None)


@pytest.fixture(scope="session")
def records(kit: Kit) -> list[Record]:
    """The four posts as records, in order of publication."""
    articles = [
        Article(
            id=id, text=text, title=title, publisher=publisher, published_at=day, published_from="given", language="en",
            url=f"https://example.org/{id}",
        )
        for id, publisher, day, title, text in POSTS
    ]  # fmt: skip
    read = list(read_articles(iter(articles), kit, dt.datetime(2024, 8, 1, tzinfo=dt.UTC)))
    return [fill(record) for fill, record in zip((wire, paper, broadcaster, later), read, strict=True)]


@pytest.fixture(scope="session")
def unrelated(kit: Kit) -> Record:
    """A post of another affair, another year and another part of the world."""
    text = (
        "Peru's highest court ordered the government on Monday to pay pensions to fishermen of Callao. The fishermen "
        "had blocked the harbour for two weeks over a fee on anchovy nets."
    )
    article = Article(
        id="wire-9", text=text, title="Pensions for fishermen", publisher="Wire A", published_at="2021-02-03",
        published_from="given", language="en", url="https://example.org/wire-9",
    )  # fmt: skip
    return next(iter(read_articles(iter([article]), kit, dt.datetime(2024, 8, 1, tzinfo=dt.UTC))))


@pytest.fixture
def store_path(tmp_path: Path, records: list[Record]) -> str:
    """A SQLite file that holds the records."""
    path = str(tmp_path / "store.db")
    with open_store(path) as store:
        for record in records:
            store.add_record(record)
    return path


@pytest.fixture
def store(store_path: str) -> Iterator[Store]:
    with open_store(store_path) as opened:
        yield opened
